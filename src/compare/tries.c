/* tries.c: which of several possible causes did it: the new model is run with one of them taken back at a time. A change without which the outcome would be
 * the same has had no part in it; where that goes for all of them, the old model is run with one made at a time, and those that are enough alone are told.
 * Called by causes.c for outcomes that have several causes left. */
#include "base/utf8.h"
#include "compare/parts.h"

#define MOST_TRIES 48        /* different changes that are tried, */
#define MOST_ROWS 50000000   /* rows that are gone through for that, */
#define MOST_CELLS 300000    /* and outcomes that are computed */

/* The new model without one change, or the old one with it: side. cause.change NO_INDEX: all changes of the kind at once.
 * evaluator: NULL: such a model cannot be checked or reckoned. */
typedef struct Try { int side; DiffCause cause; Evaluator *evaluator; Map wanted, run; Date day; } Try;
typedef struct Tries { Compare *c; Arena *day; VEC(Try *) all; size_t rows, cells; Map others; /* declaration -> Kinds */ } Tries;

/* ---- the model without it ---- */

static const DeclEntry *entry_of(Compare *c, const DiffChange *change, int side)
{
    const Entries *entries = &c->entries[side];
    for (VEC_EACH(const DeclEntry, entry, &entries->all))
        if (change->has[side] && entry->change != NO_INDEX && &c->diff->changes.items[entry->change] == change && str_eq(entry->name, change->side[side].name))
            return entry;
    return NULL;
}

/* One declaration became one, came or went. What has become several, or one of several, is not taken back in part. */
static bool is_simple(const DiffChange *change)
{
    return change->kind != DIFF_MERGED && change->kind != DIFF_SPLIT && !change->broken[BEFORE] && !change->broken[AFTER];
}

static const TableData **tables_for(Tries *t, int side, const Model *model, const Plan *plan)
{
    const TableData **tables = arena_array(t->c->arena, model->tables.count + 1, sizeof *tables);
    for (size_t i = 0; i < model->tables.count; i++) {
        if (!plan->scans[i].used)
            continue;
        tables[i] = table_again(t->c, side, model, i);
        if (!tables[i])
            return NULL;
        t->rows += tables[i]->rows;
    }
    return tables;
}

static bool is_too_much(Tries *t)
{
    bool much = t->all.count > MOST_TRIES || t->rows > MOST_ROWS;
    t->c->diff->gaps[GAP_NOT_TRIED] |= much;
    return much;
}

/* change NULL: all of the kind. */
static const Model *model_of(Tries *t, int side, DiffCauseKind kind, const DiffChange *change)
{
    Compare *c = t->c;
    if (!change)
        return hybrid_of_all(c, side, kind);
    const DeclEntry *base = entry_of(c, change, side), *other = entry_of(c, change, 1 - side);
    bool found = change->has[side] == (base != NULL) && change->has[1 - side] == (other != NULL);
    return found && is_simple(change) ? hybrid_model(c, side, kind, base, other) : NULL;
}

static Evaluator *evaluator_of(Tries *t, int side, const DiffCause *cause)
{
    Compare *c = t->c;
    const DiffChange *change = cause->change == NO_INDEX ? NULL : &c->diff->changes.items[cause->change];
    Diags *quiet = ARENA_NEW(c->arena, Diags);
    diags_init(quiet, c->arena);
    const Model *model = is_too_much(t) ? NULL : model_of(t, side, cause->kind, change);
    const Plan *plan = model ? plan_lower(c->arena, model, quiet) : NULL;
    const TableData **tables = plan && !quiet->errors ? tables_for(t, side, model, plan) : NULL;
    RunOptions options = {.as_of = c->figures->days.items[0], .only_body = NO_INDEX, .program = c->options->program, .effort = c->options->effort};
    return tables && !is_too_much(t) ? exec_prepare(c->arena, model, plan, tables, &options, quiet) : NULL;
}

static Try *try_of(Tries *t, int side, const DiffCause *cause)
{
    for (VEC_EACH(Try *const, known, &t->all))
        if ((*known)->side == side && (*known)->cause.kind == cause->kind && (*known)->cause.change == cause->change)
            return *known;
    Try *made = ARENA_NEW(t->c->arena, Try);
    *made = (Try){.side = side, .cause = *cause, .day = DATE_NONE};
    vec_push(t->c->arena, &t->all, made);
    made->evaluator = evaluator_of(t, side, cause);
    return made;
}

/* ---- many at once ---- */

typedef struct Kinds { unsigned bits; } Kinds;

/* What other changes than its own can be causes of the declaration's outcomes. */
static unsigned others_of(Tries *t, const DiffCell *cell)
{
    Kinds *kinds = map_get(&t->others, cell->declaration);
    if (kinds)
        return kinds->bits;
    ChangeVec reached = {0};
    kinds = ARENA_NEW(t->c->arena, Kinds);
    changes_reached(t->c, cell->declaration, &reached);
    for (VEC_EACH(const size_t, change, &reached))
        if (!cause_is_own(&t->c->diff->changes.items[*change], cell))
            kinds->bits |= cause_kinds(&t->c->diff->changes.items[*change]);
    map_put(&t->others, cell->declaration, kinds);
    return kinds->bits;
}

/* How a declaration comes to what it does, and not what others read or are. */
static bool can_be_many(DiffCauseKind kind)
{
    return kind == CAUSE_TARGET || kind == CAUSE_LEVELS || kind == CAUSE_COMPUTATION || kind == CAUSE_RULE;
}

/* Where no other change that reaches the declaration is of the kind, its own may be taken back together with those of all declarations: a new target for every
 * indicator is tried at once. */
static Try *try_for(Tries *t, int side, const DiffCell *cell, const DiffCause *cause)
{
    const DiffChange *change = &t->c->diff->changes.items[cause->change];
    bool both = change->has[BEFORE] && change->has[AFTER] && is_simple(change) && can_be_many(cause->kind);
    if (both && cause_is_own(change, cell) && !(others_of(t, cell) >> cause->kind & 1)) {
        Try *all = try_of(t, side, &(DiffCause){cause->kind, NO_INDEX});
        if (all->evaluator)
            return all;
    }
    return try_of(t, side, cause);
}

/* ---- the outcome ---- */

/* Named as the model has it that is tried. */
static bool is_wanted(void *of, const Decl *decl)
{
    const Try *try = of;
    return map_get(&try->wanted, decl->name) != NULL;
}

static Str name_on(Compare *c, int side, Str name)
{
    const DeclEntry *new = side == BEFORE ? entry_named(&c->entries[AFTER], utf8_fold(c->arena, name)) : NULL;
    return new && new->partner != NO_INDEX ? c->entries[BEFORE].all.items[new->partner].name : name;
}

/* The cells of a day lie in no order, and every try is run once a day. */
static const Map *run_of(Tries *t, Try *try, Date day)
{
    Compare *c = t->c;
    if (try->day == day)
        return &try->run;
    map_init(&try->wanted, t->day);
    map_init(&try->run, t->day);
    for (VEC_EACH(const DiffCell, cell, &c->diff->cells))
        if (cell->period.last == day && cell->causes.count > 1)
            map_put(&try->wanted, name_on(c, try->side, cell->declaration), try);
    try->day = day;
    const Run *run = exec_results(try->evaluator, day, &(ResultsAsked){.bare = true, .wanted = is_wanted, .of = try});
    run_index(c, t->day, run, try->side, &try->run);
    t->cells += run->assessments.count;
    return &try->run;
}

/* The same as the side has it, in what makes the cell another: its outcome, or where that is the same its value. */
static bool is_as(const DiffCell *cell, const DiffOutcome *outcome, int side)
{
    bool flipped = !cell_outcomes_alike(&cell->side[BEFORE], &cell->side[AFTER]);
    return flipped ? cell_outcomes_alike(outcome, &cell->side[side]) : cell_outcomes_equal(outcome, &cell->side[side]);
}

typedef enum Answer { ANSWER_NO, ANSWER_YES, ANSWER_NONE } Answer;

/* The side's model with the one change comes to what the new one does. */
static Answer gives_new(Tries *t, int side, const DiffCell *cell, const DiffCause *cause)
{
    Try *try = try_for(t, side, cell, cause);
    if (!try->evaluator)
        return ANSWER_NONE;
    const DiffOutcome outcome = cell_outcome(cell_assessment(run_of(t, try, cell->period.last), cell));
    return is_as(cell, &outcome, AFTER) ? ANSWER_YES : ANSWER_NO;
}

/* Keeps those causes of which it is so; all when it is so of none. */
static void keep(Tries *t, DiffCell *cell, int side, bool (*kept)(Answer))
{
    DiffCauseVec left = {0};
    for (VEC_EACH(const DiffCause, cause, &cell->causes))
        if (kept(gives_new(t, side, cell, cause)))
            vec_push(t->c->arena, &left, *cause);
    if (left.count)
        cell->causes = left;
}

static bool is_needed(Answer answer)
{
    return answer != ANSWER_YES;
}

static bool is_enough(Answer answer)
{
    return answer == ANSWER_YES;
}

/* Without any one of them it would be the same. */
static bool none_is_needed(Tries *t, const DiffCell *cell)
{
    for (VEC_EACH(const DiffCause, cause, &cell->causes))
        if (is_needed(gives_new(t, AFTER, cell, cause)))
            return false;
    return true;
}

static void try_cell(Tries *t, DiffCell *cell)
{
    if (none_is_needed(t, cell))
        keep(t, cell, BEFORE, is_enough);
    else
        keep(t, cell, AFTER, is_needed);
}

/* On trial and absent are no outcomes of a run, and figures that differ are tried by themselves. */
static bool can_try(const DiffCell *cell)
{
    return cell->causes.count > 1 && cell->side[BEFORE].state != DIFF_ON_TRIAL && cell->side[AFTER].state != DIFF_ON_TRIAL;
}

void tries_make(Compare *c)
{
    Tries t = {.c = c};
    map_init(&t.others, c->arena);
    for (VEC_EACH(const Date, day, &c->figures->days)) {
        t.day = arena_new();
        for (VEC_EACH(DiffCell, cell, &c->diff->cells))
            if (cell->period.last == *day && can_try(cell) && !effort_stopped(c->options->effort)) {
                c->diff->gaps[GAP_NOT_TRIED] |= t.cells >= MOST_CELLS;
                if (t.cells < MOST_CELLS)
                    try_cell(&t, cell);
            }
        arena_free(t.day);
    }
}
