/* periods.c: the years in which something of the model changes: dates of targets, parameters, validity, exemptions. Two periods with no date
 * of the model between them, and none as far back as it looks, are judged alike; so a few years stand for all. */
#include "prove/periods.h"

#define MOST_YEARS 40
#define MOST_BACK 12

static void add_year(Years *years, int year)
{
    if (year <= 1 || year >= 9999)
        return;
    years->first = !years->any || year < years->first ? year : years->first;
    years->last = !years->any || year > years->last ? year : years->last;
    years->any = true;
}

static void add_period(Years *years, Period period)
{
    if (period.first == 0 && period.last == 0)
        return;
    add_year(years, date_year(period.first));
    add_year(years, date_year(period.last));
}

/* ---- dates ---- */

/* Times that stand in exemptions, as absolute periods or plain years. */
static void add_mods(Years *years, const Item *item)
{
    for (VEC_EACH(const Mod, mod, &item->mods)) {
        const Expr *value = mod->value;
        if (value && value->kind == EXPR_TIME && value->as.time.form == TIME_PERIOD)
            add_period(years, value->as.time.period);
        if (value && value->kind == EXPR_NUMBER && !value->as.number.unit.n)
            add_year(years, (int)(value->as.number.value / FIX_ONE > 9999 ? 9999 : value->as.number.value / FIX_ONE));
    }
}

static void visit(void *context, Common *common)
{
    Years *years = context;
    add_period(years, common->valid);
    for (size_t i = 0; common->decl && i < common->decl->attrs.count; i++) {
        const Attr *attr = &common->decl->attrs.items[i];
        for (size_t j = 0; attr->kind == ATTR_EXEMPT && j < attr->items.count; j++)
            add_mods(years, &attr->items.items[j]);
    }
}

static void add_indicator(Years *years, const Indicator *indicator)
{
    for (VEC_EACH(const Target, target, &indicator->targets))
        if (!target->always)
            add_period(years, target->period);
    for (VEC_EACH(const Date, at, &indicator->breaks))
        add_year(years, date_year(*at));
    years->every = indicator->every_years > years->every ? indicator->every_years : years->every;
}

static void add_parameter(Years *years, const Parameter *parameter)
{
    for (VEC_EACH(const ParameterValue, value, &parameter->values))
        if (value->select == SELECT_FROM)
            add_year(years, date_year(value->from));
}

/* ---- how far back ---- */

static int years_of_months(int months)
{
    return (months + 11) / 12;
}

static void add_step(Years *years, const PlanStep *step)
{
    switch (step->op) {
    case STEP_PREVIOUS: case STEP_PREVIOUS_YEAR: years->back += 1; break;
    case STEP_ROLLING: case STEP_CHANGE: case STEP_CHANGE_RATE: case STEP_TREND: case STEP_LAST_KNOWN:
        years->back += years_of_months(step->months);
        years->limited |= step->days != 0;
        break;
    case STEP_IN_A_ROW: years->back += step->count; break;
    case STEP_PERIOD: add_period(years, step->period); break;
    default: break;
    }
}

void years_add(Years *years, const Model *model, const Plan *plan)
{
    commons_each((Model *)model, visit, years);
    add_period(years, model->mandate);
    for (VEC_EACH(const Indicator, indicator, &model->indicators))
        add_indicator(years, indicator);
    for (VEC_EACH(const Parameter, parameter, &model->parameters))
        add_parameter(years, parameter);
    for (VEC_EACH(const Table, table, &model->tables))
        if (table->has_fixed_period)
            add_period(years, table->fixed_period);
    for (VEC_EACH(const PlanStep, step, &plan->steps))
        add_step(years, step);
}

void years_settle(Years *years)
{
    years->limited |= years->back > MOST_BACK || years->every > MOST_BACK;
    years->every = years->every > MOST_BACK ? MOST_BACK : years->every;
    years->back = years->back > MOST_BACK ? MOST_BACK : years->back;
    if (!years->any) {
        years->first = 2025;
        years->last = 2025 + years->every;
        return;
    }
    years->first -= 1 + years->every;
    years->last += 1 + years->back + years->every;
    years->limited |= years->last - years->first >= MOST_YEARS;
    if (years->last - years->first >= MOST_YEARS)
        years->first = years->last - MOST_YEARS + 1;
}

void years_periods(Arena *arena, const Years *years, Grain grain, PeriodVec *out)
{
    Period period = period_containing(grain, date_ymd(years->first, 1, 1));
    while (date_year(period.last) < years->first)
        period = period_shift(period, 1);
    for (; date_year(period.last) <= years->last; period = period_shift(period, 1))
        vec_push(arena, out, period);
}
