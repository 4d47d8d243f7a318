/* actions.c: sums the effects of decided action plans against what a rule requires. Reads the rows of tables in the role åtgärdsplaner. */
#include "exec/actions.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "exec/roles.h"

typedef struct PlanTable { TableRun *run; const Column *effect, *rule, *decided, *time, *body; uint8_t *counted; } PlanTable;

const char *action_status_key(ActionStatus status)
{
    static const char *const keys[] = {"missing", "insufficient", "fulfilled", "fulfilled_late", "pending", "unknown", "not_reported"};
    return keys[status];
}

/* ---- the columns, by name ---- */

static PlanTable plan_table(Evaluator *ev, TableRun *run)
{
    PlanTable plans = {.run = run, .effect = role_column(run, "effekt"), .rule = role_column(run, "regel"), .decided = role_column(run, "beslutad")};
    if (run->table->time_column != NO_INDEX)
        plans.time = &run->data->columns[run->table->time_column];
    if (run->table->body_column != NO_INDEX)
        plans.body = &run->data->columns[run->table->body_column];
    if (run->scan->where != NO_INDEX) {
        plans.counted = arena_array(ev->arena, run->data->rows, 1);
        ev->backend->filter(ev->arena, &run->input, run->scan->where, plans.counted);
    }
    return plans;
}

/* ---- rows ---- */

static bool cell_period(const Column *column, size_t row, Period *out)
{
    if (column_state(column, row) != CELL_OK)
        return false;
    int64_t value = column_value(column, row);
    *out = column->type == COLUMN_DATE ? (Period){(Date)value, (Date)value} : column->periods[value];
    return true;
}

/* The plan is for a year from the one in which the requirement arose to the one that is judged. */
static bool in_years(const PlanTable *plans, size_t row, Period years)
{
    Period own;
    if (!plans->time)
        return !plans->run->table->has_fixed_period || period_within(plans->run->table->fixed_period, years);
    return cell_period(plans->time, row, &own) && period_within(own, years);
}

/* An empty cell means every rule. */
static bool for_rule(const PlanTable *plans, size_t row, const Rule *rule)
{
    if (!plans->rule || plans->rule->type != COLUMN_TEXT || column_state(plans->rule, row) != CELL_OK)
        return true;
    Arena *scratch = arena_new();
    Str text = utf8_fold(scratch, str_trim(plans->rule->dict[column_value(plans->rule, row)]));
    bool same = str_eq(text, utf8_fold(scratch, rule->common.name)) || str_eq(text, utf8_fold(scratch, rule->common.title));
    arena_free(scratch);
    return same;
}

/* Where a rule runs over a column's values, a plan that states one answers for that value only. */
static bool for_key(const Evaluator *ev, const PlanTable *plans, size_t row, const Context *context)
{
    if (!context->key)
        return true;
    const ContextKey *key = &ev->keys.items[context->key - 1];
    Arena *scratch = arena_new();
    Str name = utf8_fold(scratch, ev->model->tables.items[key->table].columns.items[key->column].name);
    const Column *column = role_column(plans->run, arena_strndup(scratch, name.s, name.n));
    bool stated = column && column->type == COLUMN_TEXT && column_state(column, row) == CELL_OK;
    bool same = !stated || str_eq(utf8_fold(scratch, str_trim(column->dict[column_value(column, row)])), utf8_fold(scratch, str_trim(key->text)));
    arena_free(scratch);
    return same;
}

/* The day of decision; DATE_NONE where the table does not say. False when it is not decided by the as-of date. */
static bool is_decided(const Evaluator *ev, const PlanTable *plans, size_t row, Date *when)
{
    Period decided;
    *when = DATE_NONE;
    if (!plans->decided)
        return true;
    if (!cell_period(plans->decided, row, &decided) || decided.last > ev->options.as_of)
        return false;
    *when = decided.last;
    return true;
}

static bool is_theirs(Evaluator *ev, const PlanTable *plans, size_t row, const Context *context)
{
    uint32_t slot = plans->run->input.fixed_slot;
    if (plans->body)
        slot = column_state(plans->body, row) == CELL_OK ? plans->run->input.slots[column_value(plans->body, row)] : NO_SLOT;
    return slot_seen(ev->model, context->who, context->body, context->only, slot);
}

/* ---- sums ---- */

typedef struct DecidedPlan { Date when; int64_t effect; } DecidedPlan;
typedef struct PlanTotal { Wide sum; size_t plans, known, without, early, undecided; bool strict, unreadable, undated; VEC(DecidedPlan) decided; } PlanTotal;
typedef struct PlanQuery { const Rule *rule; const Context *context; Period since; } PlanQuery;

static void add_rows(Evaluator *ev, const PlanTable *plans, FileRows *rows, size_t row)
{
    uint32_t line = data_line(plans->run->data, row);
    rows->first = rows->rows == 0 || line < rows->first ? line : rows->first;
    rows->last = line > rows->last ? line : rows->last;
    rows->rows++;
    plans->run->used++;
}

static void add_plan(Evaluator *ev, const PlanTable *plans, size_t row, Date when, PlanTotal *total)
{
    bool known = plans->effect && column_state(plans->effect, row) == CELL_OK;
    int64_t effect = known ? column_value(plans->effect, row) : 0;
    total->plans++;
    total->known += known;
    total->without += !known;
    total->strict |= !known && !plans->run->table->allow_partial;
    total->sum += effect;
    total->undated |= when == DATE_NONE;
    vec_push(ev->arena, &total->decided, ((DecidedPlan){when, effect}));
}

static void add_table(Evaluator *ev, TableRun *run, const PlanQuery *query, PlanTotal *total, Actions *out)
{
    PlanTable plans = plan_table(ev, run);
    Period years = {period_year(date_year(query->since.last)).first, period_year(date_year(query->context->period.last)).last};
    FileRows rows = {.file = str_of(run->data->shown)};
    Date when;
    for (size_t row = 0; row < run->data->rows; row++) {
        bool counts = !plans.counted || plans.counted[row] == TRUTH_YES;
        if (!counts || !is_theirs(ev, &plans, row, query->context) || !for_rule(&plans, row, query->rule) || !for_key(ev, &plans, row, query->context) ||
            !in_years(&plans, row, years))
            continue;
        if (!is_decided(ev, &plans, row, &when)) {
            total->undecided += column_state(plans.decided, row) != CELL_OK;
            continue;
        }
        /* What was decided before there was anything to answer does not answer it. */
        if (when != DATE_NONE && when < query->since.first) {
            total->early++;
            continue;
        }
        add_plan(ev, &plans, row, when, total);
        add_rows(ev, &plans, &rows, row);
    }
    if (rows.rows)
        vec_push(ev->arena, &out->rows, rows);
}

/* ---- when it was enough ---- */

static int compare_decided(const void *left, const void *right)
{
    const DecidedPlan *a = left, *b = right;
    return (a->when > b->when) - (a->when < b->when);
}

/* The day on which the plans decided so far first gave what is required (any plan, where nothing is); DATE_NONE when that cannot be said. */
static Date enough_on(PlanTotal *total, const Value *required)
{
    Wide sum = 0;
    Num planned;
    if (total->undated || total->decided.count == 0)
        return DATE_NONE;
    qsort(total->decided.items, total->decided.count, sizeof *total->decided.items, compare_decided);
    for (size_t i = 0; i < total->decided.count; i++) {
        sum += total->decided.items[i].effect;
        if (!required || (num_of_wide(sum, &planned) && num_cmp(planned, required->number) >= 0))
            return total->decided.items[i].when;
    }
    return DATE_NONE;
}

static ActionStatus status_of(const PlanTotal *total, const Value *required, Actions *out)
{
    if (!out->tables)
        return ACTION_NOT_REPORTED;
    if (total->plans == 0)
        return total->unreadable ? ACTION_UNKNOWN : ACTION_MISSING;
    if (!required)
        return ACTION_FULFILLED;
    if (!out->summed || total->strict || total->known == 0)
        return ACTION_UNKNOWN;
    return num_sign(out->gap) <= 0 ? ACTION_FULFILLED : ACTION_INSUFFICIENT;
}

Actions actions_of(Evaluator *ev, const Rule *rule, const Requirement *requirement, const Context *context, Period since, Date deadline,
                   const Value *required)
{
    Actions out = {.required = num_of_int(0), .planned = num_of_int(0), .gap = num_of_int(0), .met_on = DATE_NONE};
    PlanQuery query = {rule, context, since};
    PlanTotal total = {0};
    bool plan = str_eqz(requirement->what, "åtgärdsplan");
    for (size_t i = 0; plan && i < ev->model->tables.count; i++) {
        if (!str_eqz(ev->model->tables.items[i].role, "åtgärdsplaner"))
            continue;
        out.tables = true;
        if (ev->tables[i].data)
            add_table(ev, &ev->tables[i], &query, &total, &out);
        total.unreadable |= !ev->tables[i].data;
    }
    out.plans = total.plans;
    out.without_effect = total.without;
    if (required && required->kind == VALUE_NUMBER && required->state == RESULT_VALUE) {
        out.required = required->number;
        out.summed = num_of_wide(total.sum, &out.planned) && num_sub(out.required, out.planned, &out.gap);
    }
    out.status = status_of(&total, required, &out);
    out.early = total.early;
    out.undecided = total.undecided;
    out.met_on = out.status == ACTION_FULFILLED ? enough_on(&total, required) : DATE_NONE;
    if (out.met_on != DATE_NONE && deadline != DATE_NONE && out.met_on > deadline)
        out.status = ACTION_LATE;
    return out;
}
