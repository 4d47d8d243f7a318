/* reuse.c: what need not be computed: declarations whose period does not end on the day, and in the new model those that nothing changed can reach, which
 * come to what they did in the old one. Asked by figures.c, cells.c, spells.c and causes.c. */
#include "base/utf8.h"
#include "compare/parts.h"

/* ---- what is known of each declaration that gives outcomes ---- */

static Str name_key(Str *name)
{
    return (Str){(const char *)&name->s, sizeof name->s};
}

static void add_computed(Compare *c, int side, const Common *common, Grain grain)
{
    Computed *computed = ARENA_NEW(c->arena, Computed);
    Str name = common->name;
    *computed = (Computed){.grain = grain == GRAIN_OTHER ? GRAIN_MONTH : grain, .decl = common->decl, .rank = c->entries[side].all.count};
    for (size_t i = 0; i < c->entries[side].all.count; i++)
        if (c->entries[side].all.items[i].decl == common->decl) {
            computed->entry = &c->entries[side].all.items[i];
            computed->rank = i;
        }
    map_put(&c->figures->computed[side], name_key(&name), computed);
}

static void list_computed(Compare *c, int side)
{
    const Model *model = c->sides[side].model;
    const Plan *plan = c->figures->side[side].plan;
    map_init(&c->figures->computed[side], c->arena);
    for (VEC_EACH(const Indicator, indicator, &model->indicators))
        add_computed(c, side, &indicator->common, indicator->grain);
    for (VEC_EACH(const Rule, rule, &model->rules))
        add_computed(c, side, &rule->common, rule->grain);
    for (size_t i = 0; i < model->goals.count; i++)
        add_computed(c, side, &model->goals.items[i].common, plan->goals[i].grain);
}

Computed *computed_named(Compare *c, int side, Str name)
{
    return map_get(&c->figures->computed[side], name_key(&name));
}

/* ---- what a change can reach ---- */

/* Texts, sources and who has decided make no outcome another, nor what a rule requires of whom. */
static bool is_inert(const DiffChange *change)
{
    if (change->kind != DIFF_CHANGED || change->broken[BEFORE] || change->broken[AFTER])
        return false;
    for (VEC_EACH(const DiffDetail, detail, &change->details))
        if (detail->aspect != ASPECT_TEXT && detail->aspect != ASPECT_DECISION)
            return false;
    return true;
}

static bool is_changed(Compare *c, const DeclEntry *entry)
{
    return entry->change != NO_INDEX && !is_inert(&c->diff->changes.items[entry->change]);
}

/* It is about more than those that name it. */
static bool is_far_reaching(Compare *c, int side, const DeclEntry *entry)
{
    switch (entry->decl->kind) {
    case DECL_STEERING_MODEL: case DECL_UNIT: case DECL_BODY: case DECL_KIND: case DECL_GROUP: case DECL_USE: case DECL_SEASON: return true;
    case DECL_SCALE: return str_eqz(entry->folded, "trafikljus");
    case DECL_TABLE:
        for (VEC_EACH(const Table, table, &c->sides[side].model->tables))
            if (table->common.decl == entry->decl)
                return table->role.n > 0;
        return true;
    case DECL_LEVEL: case DECL_GOAL: case DECL_PARAMETER: case DECL_INDICATOR: case DECL_CHECKPOINT: case DECL_COMMISSION: case DECL_RULE: case DECL_TEST:
    case DECL_DOCUMENT_TYPE: case DECL_DOCUMENT: case DECL_RESPONSIBILITY: case DECL_DECISION_RIGHT: case DECL_DECISION_TABLE: case DECL_RISK:
    case DECL_CONSTRAINT: case DECL_SCENARIO: case DECL_COUNT:
        break;
    }
    return false;
}

/* Anything at all may be another: nothing is taken over. */
static bool is_all_reached(Compare *c)
{
    for (int side = BEFORE; side <= AFTER; side++)
        for (VEC_EACH(const DeclEntry, entry, &c->entries[side].all))
            if (is_changed(c, entry) && is_far_reaching(c, side, entry))
                return true;
    return c->diff->other_figures.count > 0;
}

/* ---- from what changed to all that it can reach, against the direction in which declarations name each other ---- */

typedef struct Reach { Compare *c; bool *reached[2]; VEC(size_t) *namers[2]; VEC(size_t) open; VEC(int) sides; int side; size_t namer; } Reach;

static void reach(Reach *r, int side, const DeclEntry *entry)
{
    size_t at = (size_t)(entry - r->c->entries[side].all.items);
    if (r->reached[side][at])
        return;
    r->reached[side][at] = true;
    vec_push(r->c->arena, &r->open, at);
    vec_push(r->c->arena, &r->sides, side);
}

/* Who names it, and whom it names, where it can take that one's place or be part of it. */
static void list_namers(Reach *r, int side)
{
    const Entries *entries = &r->c->entries[side];
    r->namers[side] = arena_array(r->c->arena, entries->all.count + 1, sizeof *r->namers[side]);
    for (size_t i = 0; i < entries->all.count; i++)
        for (VEC_EACH(const Str, name, &entries->all.items[i].mentions)) {
            const DeclEntry *named = entry_named(entries, *name);
            if (named)
                vec_push(r->c->arena, &r->namers[side][named - entries->all.items], i);
        }
}

static bool is_part_of_goal(const DeclEntry *entry, const DeclEntry *named)
{
    return named->decl->kind == DECL_GOAL && (entry->decl->kind == DECL_GOAL || entry->decl->kind == DECL_INDICATOR);
}

static void reach_named(Reach *r, int side, const DeclEntry *entry)
{
    bool replaces = decl_attr(entry->decl, ATTR_REPLACES) || decl_attr(entry->decl, ATTR_TIGHTENS);
    for (VEC_EACH(const Str, name, &entry->mentions)) {
        const DeclEntry *named = entry_named(&r->c->entries[side], *name);
        if (named && (replaces || is_part_of_goal(entry, named)))
            reach(r, side, named);
    }
}

static void reach_on(Reach *r, int side, size_t at)
{
    const Entries *entries = &r->c->entries[side];
    const DeclEntry *entry = &entries->all.items[at];
    for (VEC_EACH(const size_t, namer, &r->namers[side][at]))
        reach(r, side, &entries->all.items[*namer]);
    reach_named(r, side, entry);
    if (entry->partner != NO_INDEX)
        reach(r, 1 - side, &r->c->entries[1 - side].all.items[entry->partner]);
}

static void reach_all(Reach *r)
{
    for (int side = BEFORE; side <= AFTER; side++) {
        r->reached[side] = arena_array(r->c->arena, r->c->entries[side].all.count + 1, sizeof **r->reached);
        list_namers(r, side);
    }
    for (int side = BEFORE; side <= AFTER; side++)
        for (VEC_EACH(const DeclEntry, entry, &r->c->entries[side].all))
            if (is_changed(r->c, entry))
                reach(r, side, entry);
    for (size_t i = 0; i < r->open.count; i++)
        reach_on(r, r->sides.items[i], r->open.items[i]);
}

/* What a library declares is in neither list, so what stands on it may be reached by ways that are not followed. */
static bool has_library(const Model *model)
{
    for (size_t i = 0; i < model->tree_count; i++)
        if (model->trees[i]->src->library)
            return true;
    return false;
}

/* The old declaration's outcomes are the new one's too. */
static void take_over(Compare *c, Reach *r, Computed *new)
{
    const DeclEntry *entry = new->entry;
    if (!entry || entry->partner == NO_INDEX || r->reached[AFTER][entry - c->entries[AFTER].all.items])
        return;
    const DeclEntry *old = &c->entries[BEFORE].all.items[entry->partner];
    Computed *before = computed_named(c, BEFORE, old->decl->name);
    if (!before || before->decl != old->decl || !str_eq(old->name, entry->name) || r->reached[BEFORE][entry->partner])
        return;
    before->shared = new->shared = true;
    before->rank = new->rank;
}

void reuse_find(Compare *c)
{
    Reach r = {.c = c};
    list_computed(c, BEFORE);
    list_computed(c, AFTER);
    if (c->options->trial || has_library(c->sides[BEFORE].model) || has_library(c->sides[AFTER].model) || is_all_reached(c))
        return;
    reach_all(&r);
    for (size_t i = 0; i < c->figures->computed[AFTER].count; i++)
        take_over(c, &r, c->figures->computed[AFTER].entries[i].value);
}

/* ---- runs ---- */

typedef struct Asking { Compare *c; int side; Date day; bool traced; } Asking;

static bool is_wanted(void *of, const Decl *decl)
{
    const Asking *asking = of;
    const Computed *computed = computed_named(asking->c, asking->side, decl->name);
    if (!computed)
        return true;
    if (period_latest_ended(computed->grain, asking->day).last != asking->day)
        return false;
    return asking->traced ? computed->traced : asking->side == BEFORE || !computed->shared;
}

const Run *run_side(Compare *c, Evaluator *evaluator, int side, Date day, bool traced)
{
    Asking asking = {c, side, day, traced};
    const ResultsAsked asked = {.steps = traced, .bare = true, .wanted = is_wanted, .of = &asking};
    return exec_results(evaluator, day, &asked);
}
