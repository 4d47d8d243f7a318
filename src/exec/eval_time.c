/* eval_time.c: föregående, rullande, trend, i_rad … : the same expression in other periods. None crosses a break in a series. */
#include "exec/eval_parts.h"

#define MOST_PERIODS 1200
#define MOST_SKIPPED 24

/* ---- breaks and limits ---- */

const Indicator *series_broken(const Model *model, const PlanStep *step, Date first, Date last, Date *out)
{
    for (size_t i = 0; i < step->arg_count; i++) {
        const Indicator *indicator = &model->indicators.items[step->args[i]];
        for (size_t j = 0; j < indicator->breaks.count; j++) {
            *out = indicator->breaks.items[j];
            if (*out > first && *out <= last)
                return indicator;
        }
    }
    return NULL;
}

static const ReasonSet *broken(Evaluator *ev, const PlanStep *step, const Context *context, Date first, Date last)
{
    Date at;
    const Indicator *indicator = series_broken(ev->model, step, first, last, &at);
    if (!indicator)
        return NULL;
    StrBuf buf = {0};
    date_print(&buf, at);
    const char *date = arena_strdup(ev->arena, buf.s);
    strbuf_free(&buf);
    return reason(ev, REASON_SERIES_BREAK, context, indicator->common.name, date, NULL);
}

static Value no_previous(Evaluator *ev, const PlanStep *step, const Context *context)
{
    return value_missing(value_kind(step), reason(ev, REASON_NO_PREVIOUS, context, expr_text(ev, step->expr), "", NULL));
}

/* The step's operand in another context, unless a break lies between. */
static Value value_moved(Evaluator *ev, const PlanStep *step, const Context *from, bool possible, const Context *to)
{
    if (!possible)
        return no_previous(ev, step, from);
    const ReasonSet *why = broken(ev, step, from, to->period.first, from->period.last);
    return why ? value_missing(value_kind(step), why) : value_of(ev, step->a, context_id(ev, *to));
}

/* ---- one earlier period ---- */

Value eval_shifted(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    Context moved;
    bool possible = step->op == STEP_PREVIOUS ? context_shift_periods(context, -1, &moved) : context_shift_months(context, -12, &moved);
    return value_moved(ev, step, context, possible, &moved);
}

bool context_before(const PlanStep *step, const Context *context, Context *moved)
{
    return step->months ? context_shift_months(context, -step->months, moved) : context_shift_days(context, -step->days, moved);
}

Value eval_change(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    Context moved;
    Value now = value_of(ev, step->a, id), before = value_moved(ev, step, context, context_before(step, context, &moved), &moved);
    Value difference = number_op(ev, step, context, STEP_SUB, &now, &before);
    if (step->op == STEP_CHANGE || difference.state != RESULT_VALUE)
        return difference;
    Value base = value_number(num_abs(before.number));
    return number_op(ev, step, context, STEP_DIV, &difference, &base);
}

/* ---- another stretch of time ---- */

static Period rolling(const PlanStep *step, Period period)
{
    if (!step->months)
        return (Period){period.last - step->days + 1, period.last};
    int year, month, day;
    date_split(period.last, &year, &month, &day);
    return (Period){date_add_months(date_ymd(year, month, 1), 1 - step->months), period.last};
}

bool context_over(const PlanStep *step, const Context *context, Context *out)
{
    Period year = period_year(date_year(context->period.last));
    Period period = step->op == STEP_FULL_YEAR ? year : (Period){year.first, context->period.last};
    if (step->op == STEP_ROLLING)
        period = rolling(step, context->period);
    if (period.first == DATE_NONE)
        return false;
    *out = context_stretched(context, period);
    return true;
}

Value eval_stretched(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    Context over;
    if (!context_over(step, context, &over))
        return no_previous(ev, step, context);
    const ReasonSet *why = broken(ev, step, context, over.period.first, over.period.last);
    return why ? value_missing(value_kind(step), why) : value_of(ev, step->a, context_id(ev, over));
}

/* ---- several periods ---- */

int context_periods(const PlanStep *step, const Context *context)
{
    Context moved;
    for (int count = 1; count <= MOST_PERIODS; count++) {
        if (!context_shift_periods(context, -count, &moved))
            return 0;
        Context limit;
        if (!context_before(step, context, &limit) || moved.period.first < limit.period.first)
            return count;
    }
    return 0;
}

/* Sums for the line through (0, y0), (1, y1) …: of y and of i * y. */
typedef struct LineSums { Num y, iy; bool fits; } LineSums;

static void add_point(LineSums *sums, int i, Num y)
{
    Num weighted;
    sums->fits = sums->fits && num_mul(num_of_int(i), y, &weighted) && num_add(sums->iy, weighted, &sums->iy) && num_add(sums->y, y, &sums->y);
}

/* Least squares: (n * sum(i*y) - sum(i) * sum(y)) / (n * sum(i*i) - sum(i)^2), exactly. */
static bool slope(const LineSums *sums, int n, Num *out)
{
    int64_t si = (int64_t)n * (n - 1) / 2, sii = (int64_t)n * (n - 1) * (2 * n - 1) / 6;
    Num left, right, difference;
    return sums->fits && num_mul(num_of_int(n), sums->iy, &left) && num_mul(num_of_int(si), sums->y, &right) &&
           num_sub(left, right, &difference) && num_div(difference, num_of_int(n * sii - si * si), out);
}

Value eval_trend(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    int count = context_periods(step, context);
    if (count < 2)
        return no_previous(ev, step, context);
    LineSums sums = {num_of_int(0), num_of_int(0), true};
    Value total = value_number(num_of_int(0)), point;
    for (int i = 0; i < count; i++) {
        Context moved;
        bool possible = context_shift_periods(context, i - count + 1, &moved);
        point = value_moved(ev, step, context, possible, &moved);
        if (point.state != RESULT_VALUE || total.state != RESULT_VALUE)
            total = value_spoiled(ev, VALUE_NUMBER, &total, &point);
        else
            add_point(&sums, i, point.number);
    }
    Num result;
    if (total.state != RESULT_VALUE)
        return total;
    if (slope(&sums, count, &result))
        return value_number(result);
    return value_missing(VALUE_NUMBER, reason(ev, REASON_OVERFLOW, context, expr_text(ev, step->expr), "", NULL));
}

Value eval_in_a_row(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    const ReasonSet *unknown = NULL;
    bool any_unknown = false;
    int held = 0, skipped = 0;
    for (int back = 0; held < step->count && skipped <= MOST_SKIPPED; back++) {
        Context moved;
        bool possible = context_shift_periods(context, -back, &moved);
        Value holds = value_moved(ev, step, context, possible, &moved);
        Truth truth = holds.kind == VALUE_TRUTH ? holds.truth : TRUTH_UNKNOWN;
        if (truth == TRUTH_UNKNOWN && step->sub == GAP_BREAKS)
            truth = TRUTH_NO;
        if (truth == TRUTH_NO)
            return value_truth(TRUTH_NO, NULL);
        if (truth == TRUTH_UNKNOWN && step->sub == GAP_SKIPPED && possible) {
            skipped++;
            unknown = reasons_join(ev, unknown, holds.reasons);
            continue;
        }
        any_unknown |= truth == TRUTH_UNKNOWN;
        if (truth == TRUTH_UNKNOWN)
            unknown = reasons_join(ev, unknown, holds.reasons);
        held++;
    }
    return value_truth(any_unknown || held < step->count ? TRUTH_UNKNOWN : TRUTH_YES, unknown);
}

/* ---- since a requirement arose ---- */

/* The operand in every measurement period from the one in which the requirement arose, or in that one alone. */
Value eval_since(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    Context context = *context_of(ev, id), moved = context;
    Value total = value_number(num_of_int(0)), result = total;
    bool start = step->op == STEP_AT_START;
    if (!context.has_since)
        return no_previous(ev, step, &context);
    for (int back = 0; back <= MOST_PERIODS && moved.period.last >= context.since; back++) {
        Context own = moved;
        own.has_since = false;
        Value value = value_moved(ev, step, &context, true, &own);
        bool first = moved.period.first <= context.since;
        if (start && first)
            return value;
        if (!start) {
            result = total.state == RESULT_VALUE && value.state == RESULT_VALUE ? number_op(ev, step, &context, STEP_ADD, &total, &value)
                                                                               : value_spoiled(ev, VALUE_NUMBER, &total, &value);
            total = result;
        }
        if (first || !context_shift_periods(&context, -back - 1, &moved))
            break;
    }
    return start ? no_previous(ev, step, &context) : total;
}

/* ---- senast_kända ---- */

static void note_known(Evaluator *ev, Entry *entry, Period period)
{
    Detail *detail = detail_of(ev, entry);
    detail->note[LANG_SV] = str_of(arena_printf(ev->arena, "känt värde från " STR_FMT, STR_ARG(period_text(ev, period, LANG_SV))));
    detail->note[LANG_EN] = str_of(arena_printf(ev->arena, "known value from " STR_FMT, STR_ARG(period_text(ev, period, LANG_EN))));
}

Value eval_last_known(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    Value own = value_of(ev, step->a, id);
    Context limit, moved;
    if (own.state != RESULT_MISSING || !context_before(step, context, &limit))
        return own;
    for (int back = 1; back <= MOST_PERIODS && context_shift_periods(context, -back, &moved); back++) {
        if (moved.period.last < limit.period.last || broken(ev, step, context, moved.period.first, context->period.last))
            break;
        Value known = value_of(ev, step->a, context_id(ev, moved));
        if (known.state == RESULT_MISSING)
            continue;
        note_known(ev, entry, moved.period);
        return known;
    }
    return own;
}
