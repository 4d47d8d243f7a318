/* context.c: contexts: whose figures, which period and cut-off; how they move in time and how one declaration is seen from another. */
#include <string.h>

#include "exec/eval.h"

/* ---- interning ---- */

ContextId context_id(Evaluator *ev, Context context)
{
    const int64_t parts[] = {context.who, context.only, context.who == WHO_BODY ? context.body : 0, context.period.first, context.period.last,
                             context.cutoff, context.key, context.stride, context.has_since, context.has_since ? context.since : 0};
    Str key = {(const char *)parts, sizeof parts};
    uintptr_t known = (uintptr_t)map_get(&ev->context_ids, key);
    if (!known) {
        vec_push(ev->arena, &ev->contexts, context);
        known = ev->contexts.count;
        map_put(&ev->context_ids, key, (void *)known);
    }
    return (ContextId)(known - 1);
}

const Context *context_of(const Evaluator *ev, ContextId id)
{
    return &ev->contexts.items[id];
}

Context context_body(size_t body, Period period)
{
    return (Context){.who = WHO_BODY, .body = (uint32_t)body, .period = period, .cutoff = period.last};
}

Context context_all(Who who, Period period)
{
    return (Context){.who = who, .period = period, .cutoff = period.last};
}

/* ---- moving ---- */

static bool is_month_end(Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return day == days_in_month(year, month);
}

static Date month_end(Date date)
{
    int year, month, day;
    date_split(date, &year, &month, &day);
    return date_ymd(year, month, days_in_month(year, month));
}

/* The last day of a month moves to the last day of a month. */
static Date shift_last(Date date, int months)
{
    Date moved = date_add_months(date, months);
    return moved != DATE_NONE && is_month_end(date) ? month_end(moved) : moved;
}

bool context_shift_months(const Context *context, int months, Context *out)
{
    *out = *context;
    out->period.first = date_add_months(context->period.first, months);
    out->period.last = shift_last(context->period.last, months);
    out->cutoff = shift_last(context->cutoff, months);
    return out->period.first != DATE_NONE && out->period.last != DATE_NONE && out->cutoff != DATE_NONE;
}

bool context_shift_days(const Context *context, int days, Context *out)
{
    *out = *context;
    Date least = date_ymd(1, 1, 1), most = date_ymd(9999, 12, 31);
    int64_t first = (int64_t)context->period.first + days, last = (int64_t)context->period.last + days;
    if (first < least || last > most)
        return false;
    out->period = (Period){(Date)first, (Date)last};
    out->cutoff += days;
    return true;
}

static int whole_months(Period period)
{
    int year, month, day, end_year, end_month, end_day;
    date_split(period.first, &year, &month, &day);
    date_split(period.last, &end_year, &end_month, &end_day);
    if (day != 1 || end_day != days_in_month(end_year, end_month))
        return 0;
    return (end_year - year) * 12 + end_month - month + 1;
}

static int period_length(Period period)
{
    int months = whole_months(period);
    return months ? months : -(period.last - period.first + 1);
}

bool context_shift_periods(const Context *context, int count, Context *out)
{
    int stride = context->stride ? context->stride : period_length(context->period);
    return stride > 0 ? context_shift_months(context, stride * count, out) : context_shift_days(context, -stride * count, out);
}

Context context_stretched(const Context *context, Period period)
{
    Context out = *context;
    int stride = context->stride ? context->stride : period_length(context->period);
    out.period = period;
    out.stride = stride == period_length(period) ? 0 : stride;
    return out;
}

/* ---- seen from elsewhere ---- */

Grain grain_or_month(Grain grain)
{
    return grain == GRAIN_OTHER ? GRAIN_MONTH : grain;
}

/* Months, or a fraction that is less than one: only the order matters. */
static int length_of(Period period)
{
    return whole_months(period);
}

/* A coarser grain shows its latest period that had ended; a finer one follows the context's own period. */
static void see_period(Grain grain, Context *context)
{
    if (grain == GRAIN_OTHER || grain == GRAIN_DAY)
        return;
    Period containing = period_containing(grain, context->period.last);
    if (length_of(containing) <= length_of(context->period))
        return;
    context->period = period_latest_ended(grain, context->period.last);
    context->stride = 0;
    context->cutoff = context->period.last < context->cutoff ? context->period.last : context->cutoff;
}

static bool lists_body(const Contexts *contexts, size_t body)
{
    for (size_t i = 0; i < contexts->bodies.count; i++)
        if (contexts->bodies.items[i] == body)
            return true;
    return false;
}

static bool has_context(const Contexts *contexts, const Context *context)
{
    switch (context->who) {
    case WHO_BODY: return lists_body(contexts, context->body);
    case WHO_MUNICIPALITY: return contexts->municipality;
    case WHO_GROUP: return contexts->group;
    }
    return false;
}

/* Where the declaration has one context only, or kommunen but not this body, that is what its name means. */
static void see_body(const Evaluator *ev, const Contexts *contexts, Context *context)
{
    bool outside = context->who == WHO_BODY && ev->model->bodies.items[context->body].outside;
    if (outside || has_context(contexts, context))
        return;
    size_t count = contexts->bodies.count + contexts->municipality + contexts->group;
    bool lone_group = contexts->group && count == 1, lone_body = contexts->bodies.count == 1 && count == 1 && !contexts->each;
    if (!contexts->municipality && !lone_group && !lone_body)
        return;
    context->only = false;                          /* enbart was said of the body that is left */
    context->who = contexts->municipality ? WHO_MUNICIPALITY : lone_group ? WHO_GROUP : WHO_BODY;
    if (lone_body)
        context->body = (uint32_t)contexts->bodies.items[0];
}

Context context_seen(const Evaluator *ev, const Context *from, const Contexts *contexts, Grain grain, Reference reference)
{
    Context context = *from;
    if (reference == REF_SELF)
        return context;
    see_period(grain, &context);
    if (reference == REF_SEEN)
        see_body(ev, contexts, &context);
    context.only = context.who == WHO_BODY && (context.only || contexts->only);
    if (context.key && (contexts->key_column == NO_INDEX || ev->keys.items[context.key - 1].table != contexts->key_table ||
                        ev->keys.items[context.key - 1].column != contexts->key_column))
        context.key = 0;
    return context;
}

Period measured_period(const Indicator *indicator, Period latest, bool *stale)
{
    *stale = false;
    if (indicator->every_years < 2)
        return latest;
    int behind = (date_year(latest.first) - indicator->every_from) % indicator->every_years;
    if (behind < 0)
        behind += indicator->every_years;
    *stale = behind != 0;
    return period_shift_years(latest, -behind);
}

/* ---- for people ---- */

Str context_body_name(const Evaluator *ev, const Context *context)
{
    switch (context->who) {
    case WHO_MUNICIPALITY: return STR_LIT("kommunen");
    case WHO_GROUP: return STR_LIT("koncernen");
    case WHO_BODY: break;
    }
    return ev->model->bodies.items[context->body].common.name;
}

Str context_body_title(const Evaluator *ev, const Context *context, Lang lang)
{
    switch (context->who) {
    case WHO_MUNICIPALITY: return lang == LANG_SV ? STR_LIT("kommunen") : STR_LIT("the municipality");
    case WHO_GROUP: return lang == LANG_SV ? STR_LIT("koncernen") : STR_LIT("the municipal group");
    case WHO_BODY: break;
    }
    const Common *common = &ev->model->bodies.items[context->body].common;
    return common->title.n ? common->title : common->name;
}

Str period_text(Evaluator *ev, Period period, Lang lang)
{
    StrBuf buf = {0};
    period_print_people(&buf, period, lang == LANG_EN);
    Str text = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}
