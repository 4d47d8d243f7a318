/* spells.c: requirements over time: each from when it arose until it no longer was, before and after. Fed by figures.c day by day. */
#include <stdlib.h>

#include "base/utf8.h"
#include "compare/parts.h"

/* ---- collecting ---- */

typedef struct Spell { DiffRequirement about; DiffSpell spell; Date last_day; Str place; bool taken; } Spell;
typedef VEC(Spell *) SpellVec;
typedef struct SpellState { Map known[2]; SpellVec all[2]; } SpellState;

static SpellState *state_of(Compare *c)
{
    if (!c->figures->spells) {
        c->figures->spells = ARENA_NEW(c->arena, SpellState);
        map_init(&c->figures->spells->known[BEFORE], c->arena);
        map_init(&c->figures->spells->known[AFTER], c->arena);
    }
    return c->figures->spells;
}

/* Which requirement of which rule for whom. Conditions change their words when they change, and are told apart by their order. */
static Str place_key(Compare *c, const Finding *finding, int side)
{
    Str rule = side == BEFORE ? name_after(c, finding->declaration) : finding->declaration;
    Str body = side == BEFORE ? name_after(c, finding->body) : finding->body;
    Str what = finding->is_condition ? STR_LIT("") : finding->requirement, from = finding->is_condition ? STR_LIT("") : finding->from;
    return str_of(arena_printf(c->arena, STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f%d\x1f" STR_FMT "\x1f" STR_FMT, STR_ARG(utf8_fold(c->arena, rule)),
                               STR_ARG(utf8_fold(c->arena, body)), STR_ARG(finding->key), finding->is_condition, STR_ARG(what),
                               STR_ARG(utf8_fold(c->arena, side == BEFORE ? name_after(c, from) : from))));
}

static Spell *spell_new(Compare *c, const Finding *finding, int side, Str place)
{
    Spell *spell = ARENA_NEW(c->arena, Spell);
    Str rule = side == BEFORE ? name_after(c, finding->declaration) : finding->declaration;
    spell->about = (DiffRequirement){.rule = rule, .title = finding->title, .what = finding->requirement,
                                     .body = side == BEFORE ? name_after(c, finding->body) : finding->body, .body_title = finding->body_title, .key = finding->key};
    spell->spell = (DiffSpell){.found = true, .opened = period_containing(period_grain(finding->period), finding->opened), .to = finding->to,
                               .has_deadline = finding->has_deadline, .deadline = finding->deadline, .on_trial = finding->on_trial};
    if (period_grain(finding->period) == GRAIN_OTHER)
        spell->spell.opened = (Period){finding->opened, finding->opened};
    spell->place = place;
    return spell;
}

static void add_finding(Compare *c, const Finding *finding, int side, Date day)
{
    SpellState *state = state_of(c);
    Str place = place_key(c, finding, side), key;
    Spell *spell;
    int nth = 0;
    do {                                         /* several of the same on one day are several requirements */
        key = str_of(arena_printf(c->arena, STR_FMT "\x1f%d\x1f%d", STR_ARG(place), nth++, finding->opened));
        spell = map_get(&state->known[side], key);
    } while (spell && spell->last_day == day);
    if (!spell) {
        spell = spell_new(c, finding, side, str_of(arena_printf(c->arena, STR_FMT "\x1f%d", STR_ARG(place), nth)));
        map_put(&state->known[side], key, spell);
        vec_push(c->arena, &state->all[side], spell);
    }
    spell->spell.periods++;
    spell->spell.last = finding->period;
    spell->last_day = day;
}

static bool is_shared(Compare *c, const Finding *finding)
{
    const Computed *computed = computed_named(c, BEFORE, finding->declaration);
    return computed && computed->shared;
}

/* A requirement that is met is still there until the rule no longer holds; of `kräver att` nothing is left when it is met. */
void spells_add(Compare *c, const Run *run, const TrialBook *trials, int side, Date day)
{
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        if (finding->kind != FINDING_REQUIREMENT || finding->period.last != day || !finding->has_opened)
            continue;
        bool shared = side == BEFORE && is_shared(c, finding);
        if (shared || !finding->on_trial || !trial_is_alone(c, trials, side, finding->declaration, finding->body, finding->key, finding->period))
            add_finding(c, finding, side, day);
        if (shared)
            add_finding(c, finding, AFTER, day);
    }
}

/* ---- before and after ---- */

static DiffFate fate_of(const DiffSpell *before, const DiffSpell *after)
{
    if (!before->found)
        return FATE_APPEARS;
    if (!after->found)
        return FATE_VANISHES;
    if (before->opened.first == after->opened.first && before->last.last == after->last.last) {
        bool same_day = before->has_deadline == after->has_deadline && (!before->has_deadline || before->deadline == after->deadline);
        return same_day && str_eq(before->to, after->to) ? FATE_SAME : FATE_OTHER_DAY;
    }
    bool longer = after->last.last - after->opened.first > before->last.last - before->opened.first;
    bool equal = after->last.last - after->opened.first == before->last.last - before->opened.first;
    return equal ? FATE_OTHER_DAY : longer ? FATE_LONGER : FATE_SHORTER;
}

static bool overlap(const Spell *a, const Spell *b)
{
    return str_eq(a->place, b->place) && a->spell.opened.first <= b->spell.last.last && b->spell.opened.first <= a->spell.last.last;
}

/* The old one that it goes on from: the one that arose at the same time, else the first that it overlaps. */
static Spell *counterpart(const SpellState *state, const Spell *new)
{
    Spell *best = NULL;
    for (VEC_EACH(Spell *const, old, &state->all[BEFORE])) {
        if ((*old)->taken || !overlap(*old, new))
            continue;
        if ((*old)->spell.opened.first == new->spell.opened.first)
            return *old;
        best = best ? best : *old;
    }
    return best;
}

static void add_requirement(Compare *c, const Spell *old, const Spell *new)
{
    DiffRequirement out = new ? new->about : old->about;
    if (old)
        out.side[BEFORE] = old->spell;
    if (new)
        out.side[AFTER] = new->spell;
    out.fate = fate_of(&out.side[BEFORE], &out.side[AFTER]);
    out.grain = str_of(period_grain((new ? new : old)->spell.last) == GRAIN_MONTH ? "month" : period_grain((new ? new : old)->spell.last) == GRAIN_YEAR ? "year" : "period");
    vec_push(c->arena, &c->diff->requirements, out);
}

/* By rule in the order met, then body, then time. */
typedef struct Ranked { DiffRequirement requirement; size_t index; } Ranked;

static Date opened_first(const DiffRequirement *requirement)
{
    const DiffSpell *spell = &requirement->side[requirement->side[AFTER].found ? AFTER : BEFORE];
    return spell->opened.first;
}

static int by_rule(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    int order = utf8_cmp_swedish(a->requirement.title, b->requirement.title);
    if (!order)
        order = utf8_cmp_swedish(a->requirement.body_title, b->requirement.body_title);
    if (!order)
        order = str_cmp(a->requirement.key, b->requirement.key);
    if (order)
        return order;
    Date x = opened_first(&a->requirement), y = opened_first(&b->requirement);
    return x != y ? (x < y ? -1 : 1) : (a->index > b->index) - (a->index < b->index);
}

static void sort_requirements(Compare *c)
{
    size_t count = c->diff->requirements.count;
    Ranked *ranked = arena_array(c->arena, count, sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (Ranked){c->diff->requirements.items[i], i};
    if (count)
        qsort(ranked, count, sizeof *ranked, by_rule);
    for (size_t i = 0; i < count; i++)
        c->diff->requirements.items[i] = ranked[i].requirement;
}

/* It is there in the last period of its kind that was compared. */
static void mark_ongoing(Compare *c, SpellVec *all)
{
    for (VEC_EACH(Spell *const, spell, all)) {
        Grain grain = period_grain((*spell)->spell.last);
        Period latest = period_latest_ended(grain == GRAIN_OTHER ? GRAIN_MONTH : grain, c->diff->span.last);
        (*spell)->spell.ongoing = (*spell)->last_day >= latest.last;
    }
}

void spells_finish(Compare *c)
{
    SpellState *state = state_of(c);
    mark_ongoing(c, &state->all[BEFORE]);
    mark_ongoing(c, &state->all[AFTER]);
    for (VEC_EACH(Spell *const, new, &state->all[AFTER])) {
        Spell *old = counterpart(state, *new);
        if (old)
            old->taken = true;
        add_requirement(c, old, *new);
    }
    for (VEC_EACH(Spell *const, old, &state->all[BEFORE]))
        if (!(*old)->taken)
            add_requirement(c, *old, NULL);
    sort_requirements(c);
}
