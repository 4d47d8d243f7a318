/* cells.c: the outcomes of both runs side by side: which are other, and how many there are of each kind. Fed by figures.c day by day. */
#include <stdlib.h>

#include "base/utf8.h"
#include "compare/parts.h"

/* ---- one outcome ---- */

static DiffOutcome absent(void)
{
    DiffOutcome out = {.state = DIFF_ABSENT, .rank = -1};
    out.value = (Quantity){.state = RESULT_NONE, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1};
    out.compared.limit = out.compared.limit2 = out.value;
    return out;
}

static bool is_rule(const Assessment *a)
{
    return str_eqz(a->decl_kind, "regel");
}

static DiffState rule_state(const Assessment *a)
{
    if (a->value.state == RESULT_NOT_APPLICABLE)
        return DIFF_NOT_APPLICABLE;
    return a->value.truth == TRUTH_YES ? DIFF_TRIGGERED : a->value.truth == TRUTH_NO ? DIFF_NOT_TRIGGERED : DIFF_UNKNOWN;
}

static DiffState state_of(const Assessment *a)
{
    if (a->exempt)
        return DIFF_EXEMPT;
    if (is_rule(a) && a->value.type == RESULT_TRUTH)
        return rule_state(a);
    if (a->level_rank >= 0)
        return DIFF_LEVEL;
    if (a->value.state == RESULT_NOT_APPLICABLE)
        return DIFF_NOT_APPLICABLE;
    if (a->not_assessable)
        return DIFF_NOT_ASSESSABLE;
    if (a->value.state == RESULT_MISSING || (a->value.type == RESULT_TRUTH && a->value.truth == TRUTH_UNKNOWN && a->value.state == RESULT_VALUE))
        return DIFF_MISSING;
    return DIFF_WITHOUT_LEVEL;
}

DiffOutcome cell_outcome(const Assessment *a)
{
    if (!a)
        return absent();
    DiffState state = state_of(a);
    DiffOutcome out = {.state = state, .rank = state == DIFF_LEVEL ? a->level_rank : -1, .scale = a->scale, .value = a->value, .compared = a->compared};
    if (state == DIFF_LEVEL) {
        out.level = a->level;
        out.level_title = a->level_title;
    }
    return out;
}

bool cell_outcomes_alike(const DiffOutcome *a, const DiffOutcome *b)
{
    return a->state == b->state && str_eq(a->level, b->level);
}

bool cell_outcomes_equal(const DiffOutcome *a, const DiffOutcome *b)
{
    return cell_outcomes_alike(a, b) && quantity_equal(&a->value, &b->value);
}

/* ---- counting ---- */

/* rank: the first declaration that gave it. */
typedef struct Tally { Str scale[2]; bool rules; DiffLabel label[2]; size_t count, rank; } Tally;
typedef VEC(Tally *) TallyVec;

/* All that is being put together while the days go by. */
typedef struct CellBook { TallyVec tallies; Map order; VEC(size_t) orders; /* by cell that differs */ } CellBook;

/* What one side has to say, until the other has said the same. */
typedef struct Half { const Assessment *assessment; bool taken; } Half;

static DiffLabel label_of(const DiffOutcome *outcome)
{
    return (DiffLabel){outcome->state, outcome->rank, outcome->level};
}

static bool is_tally_of(const Tally *tally, bool rules, const Str scales[2], const DiffOutcome side[2])
{
    for (int i = BEFORE; i <= AFTER; i++)
        if (!str_eq(tally->scale[i], scales[i]) || tally->label[i].state != side[i].state || !str_eq(tally->label[i].level, side[i].level))
            return false;
    return tally->rules == rules;
}

/* There are few: the outcomes of a scale, squared. */
static Tally *tally_of(Compare *c, CellBook *book, bool rules, const Str scales[2], const DiffOutcome side[2])
{
    for (VEC_EACH(Tally *const, tally, &book->tallies))
        if (is_tally_of(*tally, rules, scales, side))
            return *tally;
    Tally *tally = ARENA_NEW(c->arena, Tally);
    *tally = (Tally){{scales[BEFORE], scales[AFTER]}, rules, {label_of(&side[BEFORE]), label_of(&side[AFTER])}, 0, NO_INDEX};
    vec_push(c->arena, &book->tallies, tally);
    return tally;
}

static void tally(Compare *c, CellBook *book, bool rules, const DiffOutcome side[2], size_t rank)
{
    Str scales[2] = {side[BEFORE].scale, side[AFTER].scale};
    for (int i = BEFORE; i <= AFTER; i++)
        if (side[i].state == DIFF_ABSENT || !scales[i].n)
            scales[i] = scales[1 - i];
    Tally *found = tally_of(c, book, rules, scales, side);
    found->count++;
    found->rank = rank < found->rank ? rank : found->rank;
}

static bool is_unknown(DiffState state)
{
    return state == DIFF_MISSING || state == DIFF_NOT_ASSESSABLE || state == DIFF_UNKNOWN;
}

/* ---- pairs ---- */

static Str cell_key(Compare *c, const Assessment *a, bool old)
{
    StrBuf key = {0};
    Str name = old ? name_after(c, a->declaration) : a->declaration, body = old ? name_after(c, a->body) : a->body;
    strbuf_printf(&key, STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT "\x1f", STR_ARG(a->decl_kind), STR_ARG(utf8_fold(c->arena, name)),
                  STR_ARG(utf8_fold(c->arena, body)), STR_ARG(a->key));
    period_print(&key, a->period);
    return take(c->arena, &key);
}

/* On trial a rule requires nothing yet: what it would have said is kept for causes.c alone. */
static DiffOutcome outcome_on(Compare *c, const TrialBook *trials, const Assessment *a, int side)
{
    DiffOutcome out = cell_outcome(a);
    if (!a || !a->on_trial || !trial_is_alone(c, trials, side, a->declaration, a->body, a->key, a->period))
        return out;
    bool would_trigger = out.state == DIFF_TRIGGERED;
    out = absent();
    out.state = DIFF_ON_TRIAL;
    out.would_trigger = would_trigger;
    return out;
}

/* Beside a rule on trial only one that asks for something is another: otherwise neither says anything. */
static bool is_silent(const DiffCell *cell)
{
    DiffState before = cell->side[BEFORE].state, after = cell->side[AFTER].state;
    return (before == DIFF_ON_TRIAL || after == DIFF_ON_TRIAL) && before != DIFF_TRIGGERED && after != DIFF_TRIGGERED;
}

static size_t rank_of(Compare *c, const Assessment *a, int side)
{
    const Computed *computed = computed_named(c, side, a->declaration);
    return !computed ? NO_INDEX - 1 : computed->rank + (side == BEFORE && !computed->shared ? c->entries[AFTER].all.count : 0);
}

/* What the old model came to stands for both. */
static void add_shared(Compare *c, CellBook *book, const Assessment *a, size_t rank)
{
    const DiffOutcome outcome = cell_outcome(a), side[2] = {outcome, outcome};
    c->diff->cell_count++;
    for (int i = BEFORE; i <= AFTER; i++)
        c->diff->unknown[i] += is_unknown(outcome.state);
    tally(c, book, is_rule(a), side, rank);
}

static void add_cell(Compare *c, CellBook *book, const TrialBook *trials, const Assessment *old, const Assessment *new, size_t order)
{
    const Assessment *shown = new ? new : old;
    DiffCell cell = {.declaration = new ? new->declaration : name_after(c, old->declaration), .title = shown->title, .decl_kind = shown->decl_kind, .body = new ? new->body : name_after(c, old->body), .body_title = shown->body_title,
                     .key = shown->key, .period = shown->period};
    cell.side[BEFORE] = outcome_on(c, trials, old, BEFORE);
    cell.side[AFTER] = outcome_on(c, trials, new, AFTER);
    cell.value_differs = !quantity_equal(&cell.side[BEFORE].value, &cell.side[AFTER].value);
    bool flipped = !cell_outcomes_alike(&cell.side[BEFORE], &cell.side[AFTER]);
    if (is_silent(&cell))
        flipped = cell.value_differs = false;
    c->diff->cell_count++;
    c->diff->flipped += flipped;
    c->diff->value_only += !flipped && cell.value_differs;
    for (int side = BEFORE; side <= AFTER; side++)
        c->diff->unknown[side] += is_unknown(cell.side[side].state);
    tally(c, book, str_eqz(cell.decl_kind, "regel"), cell.side, rank_of(c, shown, new ? AFTER : BEFORE));
    if (!flipped && !cell.value_differs)
        return;
    vec_push(c->arena, &c->diff->cells, cell);
    vec_push(c->arena, &book->orders, order);
}

static CellBook *book_of(Compare *c)
{
    if (!c->figures->cells) {
        c->figures->cells = ARENA_NEW(c->arena, CellBook);
        map_init(&c->figures->cells->order, c->arena);
    }
    return c->figures->cells;
}

/* By declaration, body and key, in the order in which they are first met. */
static size_t order_of(Compare *c, CellBook *book, Str key)
{
    size_t bar = key.n;
    while (bar > 0 && key.s[bar - 1] != '\x1f')
        bar--;
    size_t *at = map_get(&book->order, (Str){key.s, bar});
    if (!at) {
        at = ARENA_NEW(c->arena, size_t);
        *at = book->order.count;
        map_put(&book->order, (Str){key.s, bar}, at);
    }
    return *at;
}

/* The nth that says something of the same. */
static Half *half_of(Compare *c, const Map *halves, Str key, size_t nth)
{
    return map_get(halves, nth ? str_of(arena_printf(c->arena, STR_FMT "\x1f%zu", STR_ARG(key), nth)) : key);
}

static void add_half(Compare *c, Map *halves, const Assessment *a)
{
    Half *half = ARENA_NEW(c->arena, Half);
    Str key = cell_key(c, a, true);
    size_t nth = 0;
    half->assessment = a;
    while (half_of(c, halves, key, nth))
        nth++;
    map_put(halves, nth ? str_of(arena_printf(c->arena, STR_FMT "\x1f%zu", STR_ARG(key), nth)) : key, half);
}

static Half *first_left(Compare *c, const Map *halves, Str key)
{
    Half *half;
    for (size_t nth = 0; (half = half_of(c, halves, key, nth)); nth++)
        if (!half->taken)
            return half;
    return NULL;
}

/* What is shared is counted at once; the rest waits for its counterpart. */
static void add_old(Compare *c, CellBook *book, const Run *run, Date day, Map *halves)
{
    for (VEC_EACH(const Assessment, a, &run->assessments)) {
        const Computed *computed = computed_named(c, BEFORE, a->declaration);
        if (a->period.last != day)
            continue;
        if (computed && computed->shared)
            add_shared(c, book, a, computed->rank);
        else
            add_half(c, halves, a);
    }
}

void cells_add(Compare *c, const Run *runs[2], const TrialBook *trials, Date day)
{
    CellBook *book = book_of(c);
    Map halves;
    map_init(&halves, c->arena);
    add_old(c, book, runs[BEFORE], day, &halves);
    for (VEC_EACH(const Assessment, a, &runs[AFTER]->assessments)) {
        if (a->period.last != day)
            continue;
        Str key = cell_key(c, a, false);
        Half *old = first_left(c, &halves, key);
        add_cell(c, book, trials, old ? old->assessment : NULL, a, order_of(c, book, key));
        if (old)
            old->taken = true;
    }
    for (size_t i = 0; i < halves.count; i++) {
        const Half *old = halves.entries[i].value;
        if (!old->taken)
            add_cell(c, book, trials, old->assessment, NULL, order_of(c, book, cell_key(c, old->assessment, true)));
    }
}

/* ---- matrices ---- */

static bool same_label(const DiffLabel *a, const DiffLabel *b)
{
    return a->state == b->state && str_eq(a->level, b->level);
}

static size_t label_at(const DiffLabelVec *labels, const DiffLabel *label)
{
    for (size_t i = 0; i < labels->count; i++)
        if (same_label(&labels->items[i], label))
            return i;
    return NO_INDEX;
}

/* Levels first, the best first; then the others in their order. */
static int by_label(const void *left, const void *right)
{
    const DiffLabel *a = left, *b = right;
    bool x = a->state == DIFF_LEVEL, y = b->state == DIFF_LEVEL;
    if (x != y)
        return x ? -1 : 1;
    if (x && a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->state != b->state ? (a->state < b->state ? -1 : 1) : str_cmp(a->level, b->level);
}

static DiffMatrix *matrix_of(Compare *c, const Tally *tally)
{
    for (VEC_EACH(DiffMatrix, matrix, &c->diff->matrices))
        if (matrix->rules == tally->rules && str_eq(matrix->scale[BEFORE], tally->scale[BEFORE]) && str_eq(matrix->scale[AFTER], tally->scale[AFTER]))
            return matrix;
    vec_push(c->arena, &c->diff->matrices, (DiffMatrix){.rules = tally->rules, .scale = {tally->scale[BEFORE], tally->scale[AFTER]}});
    return &c->diff->matrices.items[c->diff->matrices.count - 1];
}

/* As their declarations stand in the models. */
static int by_rank(const void *left, const void *right)
{
    const Tally *a = *(Tally *const *)left, *b = *(Tally *const *)right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    int order = str_cmp(a->scale[BEFORE], b->scale[BEFORE]);
    return order ? order : str_cmp(a->scale[AFTER], b->scale[AFTER]);
}

static void make_matrices(Compare *c, TallyVec *tallies)
{
    if (tallies->count)
        qsort(tallies->items, tallies->count, sizeof *tallies->items, by_rank);
    for (VEC_EACH(Tally *const, tally, tallies)) {
        DiffMatrix *matrix = matrix_of(c, *tally);
        for (int side = BEFORE; side <= AFTER; side++)
            if (label_at(&matrix->labels[side], &(*tally)->label[side]) == NO_INDEX)
                vec_push(c->arena, &matrix->labels[side], (*tally)->label[side]);
    }
    for (VEC_EACH(DiffMatrix, matrix, &c->diff->matrices)) {
        for (int side = BEFORE; side <= AFTER; side++)
            qsort(matrix->labels[side].items, matrix->labels[side].count, sizeof *matrix->labels[side].items, by_label);
        matrix->counts = arena_array(c->arena, matrix->labels[BEFORE].count * matrix->labels[AFTER].count, sizeof *matrix->counts);
    }
    for (VEC_EACH(Tally *const, tally, tallies)) {
        DiffMatrix *matrix = matrix_of(c, *tally);
        const DiffLabel *label = (*tally)->label;
        size_t row = label_at(&matrix->labels[BEFORE], &label[BEFORE]), column = label_at(&matrix->labels[AFTER], &label[AFTER]);
        matrix->counts[row * matrix->labels[AFTER].count + column] += (*tally)->count;
        matrix->cells += (*tally)->count;
        matrix->flipped += same_label(&label[BEFORE], &label[AFTER]) ? 0 : (*tally)->count;
    }
}

/* ---- order ---- */

typedef struct Ranked { DiffCell cell; size_t order; } Ranked;

static int by_order(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->cell.period.last > b->cell.period.last) - (a->cell.period.last < b->cell.period.last);
}

static void sort_cells(Compare *c, const CellBook *book)
{
    size_t count = c->diff->cells.count;
    Ranked *ranked = arena_array(c->arena, count, sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (Ranked){c->diff->cells.items[i], book->orders.items[i]};
    if (count)
        qsort(ranked, count, sizeof *ranked, by_order);
    for (size_t i = 0; i < count; i++)
        c->diff->cells.items[i] = ranked[i].cell;
}

void cells_finish(Compare *c)
{
    CellBook *book = book_of(c);
    make_matrices(c, &book->tallies);
    sort_cells(c, book);
}
