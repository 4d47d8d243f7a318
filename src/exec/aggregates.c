/* aggregates.c: summa, antal, senaste … of a context: the cells of its bodies and period, added up. The states of missing data are settled here. */
#include <stdlib.h>

#include "exec/eval_parts.h"
#include "exec/totals.h"

/* ---- adding up ---- */

static bool is_seen(const Query *q, const CellRef *ref)
{
    const CubeCell *cell = &q->run->cube.cells.items[ref->cell];
    const Pick *pick = &q->picks[ref->slot];
    if (!pick->seen || cell->vintage != pick->vintage)
        return false;
    if (q->stock)
        return cell->time == pick->time;
    return cell->time == NO_SLOT || period_within(q->run->cube.times.items[cell->time], q->context->period);
}

static void add_lines(Total *total, uint32_t first, uint32_t last)
{
    total->line_first = total->line_first == 0 || first < total->line_first ? first : total->line_first;
    total->line_last = last > total->line_last ? last : total->line_last;
}

static bool is_later(const CubePoint *a, const CubePoint *b)
{
    return a->time != b->time ? a->time > b->time : a->row > b->row;
}

static void add_point(Total *total, const CubePoint *point, bool latest)
{
    if (point->any && (!total->point.any || is_later(point, &total->point) == latest))
        total->point = *point;
}

static void add_order(const Query *q, const CubeOrder *order, Total *total)
{
    bool latest = q->aggregate->function == FUNCTION_LATEST, partial = q->aggregate->partial;
    const CubePoint *point = latest ? (partial ? &order->last_ok : &order->last) : partial ? &order->first_ok : &order->first;
    add_point(total, point, latest);
}

static void add_extremes(const CubeExtremes *extremes, Total *total)
{
    if (extremes->any)
        total_add_extremes(total, extremes->min, extremes->max);
}

static void add_list(const Query *q, uint32_t cell, Total *total)
{
    const CubeValues *values = &q->run->cube.values[q->aggregate->value];
    for (size_t i = values->list_starts[cell]; i < values->list_starts[cell + 1]; i++)
        vec_push(q->ev->arena, &total->list, values->list[i]);
}

static void add_cell(const Query *q, uint32_t cell, Total *total)
{
    const CubeCell *c = &q->run->cube.cells.items[cell];
    total->rows += c->rows;
    add_lines(total, c->line_first, c->line_last);
    if (q->aggregate->value == NO_INDEX)
        return;
    const CubeValues *values = &q->run->cube.values[q->aggregate->value];
    const CubeValue *value = &values->sums.items[cell];
    total->sum += value->sum;
    for (size_t i = 0; i < ROW_STATE_COUNT; i++)
        total->counts[i] += value->counts[i];
    if (value->missing_line && (!total->missing_line || value->missing_line < total->missing_line))
        total->missing_line = value->missing_line;
    Function function = q->aggregate->function;
    if (function == FUNCTION_LATEST || function == FUNCTION_FIRST)
        add_order(q, &values->orders.items[cell], total);
    else if (function == FUNCTION_MIN || function == FUNCTION_MAX)
        add_extremes(&values->extremes.items[cell], total);
    else if (function == FUNCTION_MEDIAN || function == FUNCTION_PERCENTILE || function == FUNCTION_COUNT_DISTINCT)
        add_list(q, cell, total);
}

/* The first cell from `low` on with at least the split value. */
static size_t split_start(const CellIndex *index, size_t low, int64_t value)
{
    size_t high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->cells[middle].split < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_refs(const Query *q, const CellIndex *index, size_t first, size_t end, Total *total)
{
    for (size_t i = first; i < end; i++) {
        const CellRef *ref = &index->cells[i];
        if (!is_seen(q, ref))
            continue;
        if (ref->truth == TRUTH_YES)
            add_cell(q, ref->cell, total);
        else
            total->unknown += q->run->cube.cells.items[ref->cell].rows;
    }
}

/* Of each body that is seen, the cells whose time begins within the period. The table has times. */
static void add_ranges(const Query *q, const CellIndex *index, size_t first, size_t end, Total *total)
{
    Period period = q->context->period;
    for (uint32_t slot = 0; slot <= slot_municipality(q->ev->model); slot++) {
        if (!q->picks[slot].seen)
            continue;
        size_t from = table_cell_from(q->run, index, first, end, slot, period.first);
        size_t until = table_cell_from(q->run, index, from, end, slot, period.last + 1);
        add_refs(q, index, from, until, total);
    }
}

/* So few cells for each body are gone through sooner than sought. */
#define FEW_CELLS 32

static Total add_up(const Query *q, size_t filter)
{
    const ContextKey *key = q->context->key ? &q->ev->keys.items[q->context->key - 1] : NULL;
    bool split = key && key->table == q->aggregate->table;
    if (totals_are_dense(q))
        return total_dense(q, filter, split ? key : NULL);
    const CellIndex *index = table_cells(q->ev, q->run, filter, split ? key->column : NO_INDEX);
    size_t first = split ? split_start(index, 0, key->value) : 0, end = index->count, slots = slot_municipality(q->ev->model) + 1;
    if (split && key->value < INT64_MAX)
        end = split_start(index, first, key->value + 1);
    Total total = {0};
    bool timed = q->run->cube.times.count > 0;
    if (!timed || end - first <= FEW_CELLS * slots)
        add_refs(q, index, first, end, &total);
    else
        add_ranges(q, index, first, end, &total);
    return total;
}

/* ---- what is missing ---- */

static Value missing_because(const Query *q, ReasonCode code, Str name, const char *extra, const char *extra_en)
{
    return value_missing(value_kind(q->step), reason(q->ev, code, q->context, name, extra, extra_en));
}

static bool covered(const Query *q)
{
    for (size_t i = 0; i <= slot_municipality(q->ev->model); i++)
        if (q->picks[i].seen)
            return true;
    return false;
}

static Value without_rows(const Query *q, const Total *total)
{
    /* Rows that could not be judged are not no rows. */
    if (q->run->table->no_rows_zero && !total->unknown && covered(q))
        return value_number(num_of_int(0));
    return missing_because(q, total->unknown ? REASON_UNKNOWN_ROWS : REASON_NO_ROWS, q->run->table->common.name, "", NULL);
}

/* The cell that is missing, or the row whose value could not be computed. */
static Value with_missing(const Query *q, const Total *total)
{
    Str name = q->aggregate->column == NO_INDEX ? expr_text(q->ev, q->run->scan->values.items[q->aggregate->value].expr)
                                                : q->run->table->columns.items[q->aggregate->column].name;
    if (total->counts[ROW_OVERFLOW])
        return missing_because(q, REASON_OVERFLOW, name, "", NULL);
    if (total->counts[ROW_ZERO_DIVISION])
        return missing_because(q, REASON_DIVISION_BY_ZERO, name, "", NULL);
    const char *file = q->run->data->shown;
    return missing_because(q, REASON_MISSING_CELL, name, line_text(q->ev, file, total->missing_line, LANG_SV),
                           line_text(q->ev, file, total->missing_line, LANG_EN));
}

/* ---- the functions ---- */

static Value number_of_wide(const Query *q, Wide sum)
{
    Num number;
    if (num_of_wide(sum, &number))
        return value_number(number);
    return missing_because(q, REASON_OVERFLOW, expr_text(q->ev, q->step->expr), "", NULL);
}

/* A stored value as the column's type has it. */
static Value stored_value(const Query *q, int64_t stored)
{
    Value value = value_number(num_of_int(0));
    const Column *column = q->aggregate->column == NO_INDEX ? NULL : &q->run->data->columns[q->aggregate->column];
    if (!column || column->type == COLUMN_NUMBER || column->type == COLUMN_INT)
        return value_number(num_of_fix(stored));
    value.kind = column->type == COLUMN_TEXT || column->type == COLUMN_BODY ? VALUE_TEXT : VALUE_PERIOD;
    if (column->type == COLUMN_TEXT || column->type == COLUMN_BODY)
        value.text = column->dict[stored];
    else
        value.period = column->type == COLUMN_DATE ? (Period){(Date)stored, (Date)stored} : column->periods[stored];
    if (column->type == COLUMN_BODY && q->run->input.slots && q->aggregate->column == q->run->table->body_column) {
        uint32_t slot = q->run->input.slots[stored];
        value.kind = VALUE_BODY;
        value.body = slot == slot_municipality(q->ev->model) || slot == NO_SLOT ? NO_INDEX : slot;
    }
    return value;
}

static bool is_spoiled(const Total *total)
{
    return total->counts[ROW_MISSING] || total->counts[ROW_OVERFLOW] || total->counts[ROW_ZERO_DIVISION];
}

static Value point_value(const Query *q, Total *total)
{
    if (!total->point.any && is_spoiled(total))
        return with_missing(q, total);
    if (!total->point.any)
        return value_not_applicable(value_kind(q->step), reason(q->ev, REASON_NOT_APPLICABLE, q->context, expr_text(q->ev, q->step->expr), "", NULL));
    total->line_first = total->line_last = total->missing_line = total->point.line;
    total->rows = 1;
    if (total->point.state != ROW_OK)
        return with_missing(q, total);
    return stored_value(q, total->point.value);
}

static Value mean_value(const Query *q, const Total *total)
{
    Value sum = number_of_wide(q, total->sum), count = value_number(num_of_int((int64_t)total->counts[ROW_OK]));
    return number_op(q->ev, q->step, q->context, STEP_DIV, &sum, &count);
}

static int compare_values(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Between the two nearest values, in proportion: 0 is the least, 1 the greatest, one half the median. */
static Value quantile(const Query *q, Total *total, Num share)
{
    size_t n = total->list.count;
    Num place, part, step, result;
    qsort(total->list.items, n, sizeof *total->list.items, compare_values);
    if (!num_mul(share, num_of_int((int64_t)n - 1), &place) || num_sign(place) < 0 || num_cmp(place, num_of_int((int64_t)n - 1)) > 0)
        return missing_because(q, REASON_OVERFLOW, expr_text(q->ev, q->step->expr), "", NULL);
    size_t low = (size_t)(place.n / place.d), high = low + 1 < n ? low + 1 : low;
    Num least = num_of_fix(total->list.items[low]), most = num_of_fix(total->list.items[high]);
    bool fine = num_sub(place, num_of_int((int64_t)low), &part) && num_sub(most, least, &step) && num_mul(step, part, &step) && num_add(least, step, &result);
    return fine ? value_number(result) : missing_because(q, REASON_OVERFLOW, expr_text(q->ev, q->step->expr), "", NULL);
}

static Value distinct_value(Total *total)
{
    size_t count = 0;
    qsort(total->list.items, total->list.count, sizeof *total->list.items, compare_values);
    for (size_t i = 0; i < total->list.count; i++)
        count += i == 0 || total->list.items[i] != total->list.items[i - 1];
    return value_number(num_of_int((int64_t)count));
}

static Value over_values(const Query *q, Total *total)
{
    if (is_spoiled(total) && (!q->aggregate->partial || total->counts[ROW_OK] == 0))
        return with_missing(q, total);
    if (total->counts[ROW_OK] == 0 && q->aggregate->function != FUNCTION_COUNT)
        return value_not_applicable(value_kind(q->step), reason(q->ev, REASON_NOT_APPLICABLE, q->context, expr_text(q->ev, q->step->expr), "", NULL));
    switch (q->aggregate->function) {
    case FUNCTION_SUM: return number_of_wide(q, total->sum);
    case FUNCTION_MEAN: return mean_value(q, total);
    case FUNCTION_MEDIAN: return quantile(q, total, (Num){1, 2});
    case FUNCTION_PERCENTILE: return quantile(q, total, q->aggregate->percent);
    case FUNCTION_MIN: return stored_value(q, total->min);
    case FUNCTION_MAX: return stored_value(q, total->max);
    case FUNCTION_COUNT_DISTINCT: return distinct_value(total);
    default: return value_number(num_of_int((int64_t)total->counts[ROW_OK]));
    }
}

/* ---- what people are told ---- */

static Str join_notes(Evaluator *ev, Str a, const char *b)
{
    return a.n ? str_of(arena_printf(ev->arena, STR_FMT "; %s", STR_ARG(a), b)) : str_of(b);
}

static void add_note(const Query *q, Detail *detail, const char *sv, const char *en)
{
    detail->note[LANG_SV] = join_notes(q->ev, detail->note[LANG_SV], sv);
    detail->note[LANG_EN] = join_notes(q->ev, detail->note[LANG_EN], en);
}

/* The vintages or times that were used, when they are all the same. */
static void note_pick(const Query *q, Detail *detail)
{
    const Pick *only = NULL;
    Arena *arena = q->ev->arena;
    for (size_t i = 0; i <= slot_municipality(q->ev->model); i++) {
        const Pick *pick = &q->picks[i];
        if (!pick->seen)
            continue;
        if (only && (only->vintage != pick->vintage || (q->stock && only->time != pick->time)))
            return;
        only = pick;
    }
    if (only && only->vintage != NO_SLOT)
        add_note(q, detail, arena_printf(arena, "senaste prognostillfälle " STR_FMT, STR_ARG(period_text(q->ev, q->run->cube.vintages[only->vintage], LANG_SV))),
                 arena_printf(arena, "latest forecast " STR_FMT, STR_ARG(period_text(q->ev, q->run->cube.vintages[only->vintage], LANG_EN))));
    if (only && q->stock && only->time != NO_SLOT)
        add_note(q, detail, arena_printf(arena, "bestånd vid " STR_FMT, STR_ARG(period_text(q->ev, q->run->cube.times.items[only->time], LANG_SV))),
                 arena_printf(arena, "stock at " STR_FMT, STR_ARG(period_text(q->ev, q->run->cube.times.items[only->time], LANG_EN))));
}

static void note_count(const Query *q, Detail *detail, uint64_t count, const char *one, const char *many, const char *en)
{
    Arena *arena = q->ev->arena;
    add_note(q, detail, arena_printf(arena, "%llu %s", (unsigned long long)count, count == 1 ? one : many),
             arena_printf(arena, "%llu %s %s", (unsigned long long)count, count == 1 ? "row" : "rows", en));
}

static void fill_detail(const Query *q, const Total *total)
{
    Detail *detail = detail_of(q->ev, q->entry);
    Arena *arena = q->ev->arena;
    uint64_t missing = total->counts[ROW_MISSING] + total->counts[ROW_OVERFLOW] + total->counts[ROW_ZERO_DIVISION];
    uint64_t applicable = missing + total->counts[ROW_OK];
    *detail = (Detail){.rows = total->rows, .unknown = total->unknown, .missing = missing, .not_applicable = total->counts[ROW_NOT_APPLICABLE],
                       .file = q->run->data->shown, .line_first = total->line_first, .line_last = total->line_last};
    if (missing)
        add_note(q, detail, arena_printf(arena, "%llu av %llu rader har värde", (unsigned long long)total->counts[ROW_OK], (unsigned long long)applicable),
                 arena_printf(arena, "%llu of %llu rows have a value", (unsigned long long)total->counts[ROW_OK], (unsigned long long)applicable));
    if (total->counts[ROW_NOT_APPLICABLE])
        note_count(q, detail, total->counts[ROW_NOT_APPLICABLE], "rad är ej tillämplig", "rader är ej tillämpliga", "not applicable");
    if (total->unknown)
        note_count(q, detail, total->unknown, "rad är utelämnad: villkoret är okänt", "rader är utelämnade: villkoret är okänt",
                   "left out: the condition is unknown");
    note_pick(q, detail);
    q->run->used += total->rows;
}

/* ---- one aggregate in one context ---- */

static Value share_value(const Query *q, Total *total)
{
    Total rest = add_up(q, q->aggregate->rest);
    Value part = value_number(num_of_int((int64_t)total->rows)), whole = value_number(num_of_int((int64_t)(total->rows + rest.rows)));
    total->rows += rest.rows;
    if (rest.rows)
        add_lines(total, rest.line_first, rest.line_last);
    fill_detail(q, total);
    if (total->rows == 0)
        return without_rows(q, total);
    return number_op(q->ev, q->step, q->context, STEP_DIV, &part, &whole);
}

static Value aggregate_value(const Query *q)
{
    Total total = add_up(q, q->aggregate->filter);
    Value value;
    if (q->aggregate->function == FUNCTION_SHARE)
        return share_value(q, &total);
    if (total.rows == 0)
        value = without_rows(q, &total);
    else if (q->aggregate->value == NO_INDEX)
        value = value_number(num_of_int((int64_t)total.rows));
    else if (q->aggregate->function == FUNCTION_LATEST || q->aggregate->function == FUNCTION_FIRST)
        value = point_value(q, &total);
    else
        value = over_values(q, &total);
    fill_detail(q, &total);
    const ReasonSet *lacking = value.state != RESULT_MISSING ? table_lacking(q->ev, q->run, q->aggregate, q->context, q->picks) : NULL;
    return lacking ? value_missing(value_kind(q->step), lacking) : value;
}

Value eval_aggregate(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Aggregate *aggregate = &ev->plan->aggregates.items[step->index];
    TableRun *run = &ev->tables[aggregate->table];
    if (!run->data)
        return value_missing(value_kind(step), reason(ev, REASON_UNREADABLE, NULL, run->table->common.name, "", NULL));
    run->asked = true;
    Query q = {.ev = ev, .step = step, .aggregate = aggregate, .run = run, .id = id, .context = context_of(ev, id), .entry = entry};
    q.picks = table_pick(ev, run, id);
    q.stock = aggregate->value != NO_INDEX && run->scan->values.items[aggregate->value].stock && aggregate->function != FUNCTION_LATEST &&
              aggregate->function != FUNCTION_FIRST;
    return aggregate_value(&q);
}
