/* causes.c: why each outcome is another. The changes that a result can depend on are its possible causes; those that the two derivations show to have
 * given the same on both sides are struck out. What is left is told, never fewer than one. */
#include "base/utf8.h"
#include "compare/parts.h"

/* ---- what a change can have done ---- */

static DiffCauseKind cause_of_decl(Str kind)
{
    static const struct { const char *word; DiffCauseKind cause; } causes[] = {
        {"parameter", CAUSE_PARAMETER}, {"tabell", CAUSE_DATA}, {"indikator", CAUSE_COMPUTATION}, {"mål", CAUSE_COMPUTATION}, {"skala", CAUSE_LEVELS},
        {"organ", CAUSE_SCOPE}, {"grupp", CAUSE_SCOPE}, {"typ", CAUSE_SCOPE}, {"regel", CAUSE_RULE}, {"tidsrum", CAUSE_CALENDAR}, {"nivå", CAUSE_LEVELS},
    };
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (str_eqz(kind, causes[i].word))
            return causes[i].cause;
    return CAUSE_OTHER;
}

/* CAUSE_COUNT: no result depends on it. */
static DiffCauseKind cause_of_aspect(Str kind, DiffAspect aspect)
{
    switch (aspect) {
    case ASPECT_TARGET: return CAUSE_TARGET;
    case ASPECT_LEVELS: case ASPECT_ORDER: return CAUSE_LEVELS;
    case ASPECT_COMPUTATION: return CAUSE_COMPUTATION;
    case ASPECT_CONDITION: return str_eqz(kind, "regel") ? CAUSE_RULE : CAUSE_COMPUTATION;
    case ASPECT_VALUE: case ASPECT_PLACE: return cause_of_decl(kind);
    case ASPECT_DATA: return CAUSE_DATA;
    case ASPECT_SCOPE: case ASPECT_RESPONSIBLE: return CAUSE_SCOPE;
    case ASPECT_JUDGE: return CAUSE_PEOPLE;
    case ASPECT_CALENDAR: return CAUSE_CALENDAR;
    case ASPECT_EXEMPTION: return CAUSE_EXEMPTION;
    case ASPECT_TRIAL: return CAUSE_TRIAL;
    case ASPECT_NAME: case ASPECT_RECIPIENT: case ASPECT_DECIDER: case ASPECT_DECISION: case ASPECT_DEADLINE: case ASPECT_REQUIREMENT: case ASPECT_CONTENT:
    case ASPECT_TEXT: case ASPECT_COUNT:
        break;
    }
    return CAUSE_COUNT;
}

DiffCauseKind cause_of_slot(DeclKind kind, int slot)
{
    return cause_of_aspect(str_of(decl_keyword(kind)), aspect_of(kind, slot));
}

unsigned cause_kinds(const DiffChange *change)
{
    unsigned kinds = 0;
    if (!change->has[BEFORE] || !change->has[AFTER] || change->kind == DIFF_MERGED || change->kind == DIFF_SPLIT)
        return 1u << cause_of_decl(change->decl_kind);
    for (VEC_EACH(const DiffDetail, detail, &change->details)) {
        DiffCauseKind kind = cause_of_aspect(change->decl_kind, detail->aspect);
        kinds |= kind == CAUSE_COUNT ? 0 : 1u << kind;
    }
    return kinds;
}

static void add_cause(Compare *c, DiffCauseVec *out, DiffCauseKind kind, size_t change)
{
    for (VEC_EACH(const DiffCause, known, out))
        if (known->kind == kind && known->change == change)
            return;
    vec_push(c->arena, out, (DiffCause){kind, change});
}

bool cause_is_own(const DiffChange *change, const DiffCell *cell)
{
    int side = change->has[AFTER] ? AFTER : BEFORE;
    return str_eq(change->decl_kind, cell->decl_kind) && str_eq(change->side[side].name, cell->declaration);
}

static void add_possible(Compare *c, const DiffCell *cell, size_t index, DiffCauseVec *out)
{
    const DiffChange *change = &c->diff->changes.items[index];
    if (!change->has[BEFORE] || !change->has[AFTER] || change->kind == DIFF_MERGED || change->kind == DIFF_SPLIT) {
        bool own = cause_is_own(change, cell);
        add_cause(c, out, !own ? cause_of_decl(change->decl_kind) : change->has[AFTER] ? CAUSE_NEW : CAUSE_REMOVED, index);
        return;
    }
    for (VEC_EACH(const DiffDetail, detail, &change->details)) {
        DiffCauseKind kind = cause_of_aspect(change->decl_kind, detail->aspect);
        if (kind != CAUSE_COUNT)
            add_cause(c, out, kind, index);
    }
}

/* ---- what the outcomes themselves show ---- */

typedef struct Facts { bool absent, on_trial, would_trigger, same_value, same_limit, exempt, rule, goal; } Facts;

static bool same_number(const Quantity *a, const Quantity *b)
{
    return a->state == b->state && (a->state != RESULT_VALUE || (a->type == b->type && num_cmp(a->number, b->number) == 0));
}

static Facts facts_of(const DiffCell *cell)
{
    const DiffOutcome *before = &cell->side[BEFORE], *after = &cell->side[AFTER];
    Facts facts = {.same_value = !cell->value_differs, .rule = str_eqz(cell->decl_kind, "regel"), .goal = str_eqz(cell->decl_kind, "mål")};
    facts.absent = before->state == DIFF_ABSENT || after->state == DIFF_ABSENT;
    facts.on_trial = before->state == DIFF_ON_TRIAL || after->state == DIFF_ON_TRIAL;
    facts.would_trigger = before->would_trigger || after->would_trigger;
    facts.exempt = (before->state == DIFF_EXEMPT) != (after->state == DIFF_EXEMPT);
    facts.same_limit = before->compared.present == after->compared.present && str_eq(before->compared.op, after->compared.op) &&
                       (!before->compared.present || (same_number(&before->compared.limit, &after->compared.limit) &&
                                                      same_number(&before->compared.limit2, &after->compared.limit2)));
    return facts;
}

/* Whether a cause of the kind can have made what the outcomes show. own: it is a change of the declaration itself. */
static bool is_possible(const Facts *facts, DiffCauseKind kind, bool own)
{
    if (kind == CAUSE_TRIAL)                             /* of another rule: that is still reckoned */
        return own && facts->on_trial;
    if (facts->on_trial && facts->would_trigger)
        return false;
    if (facts->absent)
        return kind == CAUSE_NEW || kind == CAUSE_REMOVED || kind == CAUSE_CALENDAR || kind == CAUSE_SCOPE || kind == CAUSE_DATA;
    if (facts->exempt)
        return kind == CAUSE_EXEMPTION || kind == CAUSE_CALENDAR;
    if (own && kind == CAUSE_EXEMPTION)                  /* its own would have made it exempt */
        return false;
    if (facts->rule || facts->goal || !own)
        return true;
    if (facts->same_value)
        return kind != CAUSE_COMPUTATION && kind != CAUSE_DATA;
    return !facts->same_limit || kind != CAUSE_TARGET;
}

static void keep_possible(Compare *c, const DiffCell *cell, DiffCauseVec *causes)
{
    const Facts facts = facts_of(cell);
    DiffCauseVec kept = {0};
    for (VEC_EACH(const DiffCause, cause, causes))
        if (is_possible(&facts, cause->kind, cause_is_own(&c->diff->changes.items[cause->change], cell)))
            vec_push(c->arena, &kept, *cause);
    if (kept.count)
        *causes = kept;
}

/* That the declaration came or went says it all. */
static void keep_presence(Compare *c, DiffCauseVec *causes)
{
    for (VEC_EACH(const DiffCause, cause, causes))
        if (cause->kind == CAUSE_NEW || cause->kind == CAUSE_REMOVED) {
            const DiffCause one = *cause;
            *causes = (DiffCauseVec){0};
            vec_push(c->arena, causes, one);
            return;
        }
}

/* A body's own declaration matters to that body, and to sums of all. */
static void drop_bodies(Compare *c, const DiffCell *cell, DiffCauseVec *causes)
{
    DiffCauseVec kept = {0};
    for (VEC_EACH(const DiffCause, cause, causes)) {
        const DiffChange *change = &c->diff->changes.items[cause->change];
        bool other = str_eqz(change->decl_kind, "organ") && !str_eq(change->side[change->has[AFTER] ? AFTER : BEFORE].name, cell->body);
        if (!other)
            vec_push(c->arena, &kept, *cause);
    }
    if (kept.count)
        *causes = kept;
}

/* ---- what the derivations show ---- */

static Str index_key(Arena *arena, Str kind, Str declaration, Str body, Str key, Period period)
{
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f%d\x1f%d", STR_ARG(kind), STR_ARG(declaration), STR_ARG(body), STR_ARG(key),
                  period.first, period.last);
    return take(arena, &buf);
}

void run_index(Compare *c, Arena *arena, const Run *run, int side, Map *index)
{
    for (VEC_EACH(const Assessment, a, &run->assessments)) {
        bool old = side == BEFORE;
        Str key = index_key(arena, a->decl_kind, old ? name_after(c, a->declaration) : a->declaration, old ? name_after(c, a->body) : a->body, a->key, a->period);
        if (!map_get(index, key))
            map_put(index, key, (void *)a);
    }
}

const Assessment *cell_assessment(const Map *index, const DiffCell *cell)
{
    return map_get(index, index_key(index->arena, cell->decl_kind, cell->declaration, cell->body, cell->key, cell->period));
}

static bool same_step_value(const Step *a, const Step *b)
{
    return a->rows == b->rows && a->value.state == b->value.state &&
           (a->value.state != RESULT_VALUE ||
            (a->value.type == b->value.type && a->value.truth == b->value.truth && num_cmp(a->value.number, b->value.number) == 0 && str_eq(a->value.text, b->value.text)));
}

typedef struct Naming { Str name; bool found; } Naming;

static void check_name(void *of, Str name)
{
    Naming *n = of;
    n->found |= str_eq(name, n->name);
}

/* The step is of the thing alone: the parameter, the indicator; or it has to do with the table. */
static bool is_step_of(const Step *step, Str name, bool table)
{
    Naming n = {name, false};
    if (!table)
        return str_eq(step->expression, name);
    names_in(step->expression, check_name, &n);
    return n.found;
}

/* Every place of the derivation in which it was used gave the same on both sides; and there was one. */
static bool gave_the_same(const Assessment *old, const Assessment *new, Str old_name, Str new_name, bool table)
{
    bool any = false;
    for (VEC_EACH(const Step, after, &new->steps)) {
        bool same = false;
        if (!is_step_of(after, new_name, table))
            continue;
        any = true;
        for (VEC_EACH(const Step, before, &old->steps))
            same |= is_step_of(before, old_name, table) && str_eq(before->body, after->body) && period_eq(before->period, after->period) &&
                    (!table || str_eq(before->expression, after->expression)) && same_step_value(before, after);
        if (!same)
            return false;
    }
    return any;
}

static bool is_traced(const DiffChange *change, bool *table)
{
    *table = str_eqz(change->decl_kind, "tabell");
    return change->has[BEFORE] && change->has[AFTER] && (*table || str_eqz(change->decl_kind, "parameter") || str_eqz(change->decl_kind, "indikator"));
}

static void keep_traced(Compare *c, DiffCell *cell, const Map runs[2])
{
    const Assessment *old = cell_assessment(&runs[BEFORE], cell), *new = cell_assessment(&runs[AFTER], cell);
    DiffCauseVec kept = {0};
    for (VEC_EACH(const DiffCause, cause, &cell->causes)) {
        const DiffChange *change = &c->diff->changes.items[cause->change];
        bool table, traced = is_traced(change, &table) && !cause_is_own(change, cell);
        if (old && new && traced && gave_the_same(old, new, change->side[BEFORE].name, change->side[AFTER].name, table))
            continue;
        vec_push(c->arena, &kept, *cause);
    }
    if (kept.count)
        cell->causes = kept;
}

/* ---- all cells ---- */

static bool is_unsaid(DiffState state)
{
    return state == DIFF_MISSING || state == DIFF_NOT_ASSESSABLE || state == DIFF_UNKNOWN;
}

/* Data that could not be used and now can be, or the other way round. */
static void name_usable(DiffCell *cell)
{
    bool before = is_unsaid(cell->side[BEFORE].state), after = is_unsaid(cell->side[AFTER].state);
    for (VEC_EACH(DiffCause, cause, &cell->causes))
        if (cause->kind == CAUSE_DATA && before != after && cell->side[BEFORE].state != DIFF_ABSENT && cell->side[AFTER].state != DIFF_ABSENT)
            cause->kind = before ? CAUSE_DATA_USABLE : CAUSE_DATA_LOST;
}

typedef struct Reached { ChangeVec changes; } Reached;

static const Reached *reached_by(Compare *c, Map *known, Str declaration)
{
    Reached *reached = map_get(known, declaration);
    if (!reached) {
        reached = ARENA_NEW(c->arena, Reached);
        changes_reached(c, declaration, &reached->changes);
        map_put(known, declaration, reached);
    }
    return reached;
}

static void find_possible(Compare *c, Map *known, DiffCell *cell)
{
    DiffCauseVec causes = {0};
    const Reached *reached = reached_by(c, known, cell->declaration);
    for (VEC_EACH(const size_t, change, &reached->changes))
        add_possible(c, cell, *change, &causes);
    keep_possible(c, cell, &causes);
    keep_presence(c, &causes);
    if (causes.count > 1)
        drop_bodies(c, cell, &causes);
    cell->causes = causes;
}

/* The declarations of one cell. */
static void mark_traced(Compare *c, const DiffCell *cell, bool traced)
{
    const DeclEntry *new = entry_named(&c->entries[AFTER], utf8_fold(c->arena, cell->declaration)), *old;
    old = new && new->partner != NO_INDEX ? &c->entries[BEFORE].all.items[new->partner] : NULL;
    Computed *computed[2] = {old ? computed_named(c, BEFORE, old->decl->name) : NULL, new ? computed_named(c, AFTER, new->decl->name) : NULL};
    for (int side = BEFORE; side <= AFTER; side++)
        if (computed[side])
            computed[side]->traced = traced;
}

/* Cells of one day share their two runs, which are made again with derivations. */
static void trace_day(Compare *c, Date day)
{
    Map runs[2];
    bool any = false;
    for (VEC_EACH(const DiffCell, cell, &c->diff->cells)) {
        bool wanted = cell->period.last == day && cell->causes.count > 1;
        any |= wanted;
        if (wanted)
            mark_traced(c, cell, true);
    }
    if (!any)
        return;
    Arena *scratch = arena_new();
    for (int side = BEFORE; side <= AFTER; side++) {
        map_init(&runs[side], scratch);
        run_index(c, scratch, run_side(c, c->figures->side[side].evaluator, side, day, true), side, &runs[side]);
    }
    for (VEC_EACH(const DiffCell, cell, &c->diff->cells))
        mark_traced(c, cell, false);
    for (VEC_EACH(DiffCell, cell, &c->diff->cells))
        if (cell->period.last == day && cell->causes.count > 1)
            keep_traced(c, cell, runs);
    arena_free(scratch);
}

void causes_find(Compare *c)
{
    Map known;
    map_init(&known, c->arena);
    for (VEC_EACH(DiffCell, cell, &c->diff->cells))
        find_possible(c, &known, cell);
    for (VEC_EACH(const Date, day, &c->figures->days))
        if (!c->options->trial)
            trace_day(c, *day);
    if (!c->options->trial)
        tries_make(c);
    for (VEC_EACH(DiffCell, cell, &c->diff->cells))
        name_usable(cell);
    swap_figures(c);
}
