/* years.c: the duties of both models, year by year: which appear, vanish and move, and how many each body has in each month. */
#include <stdlib.h>

#include "base/utf8.h"
#include "compare/parts.h"

#define MOST_YEARS 30

typedef struct Years { Compare *c; Map seen[2]; VEC(const Duty *) all[2]; Map loads; } Years;

/* ---- which years ---- */

static void widen(Period period, bool *any, Period *out)
{
    out->first = !*any || period.first < out->first ? period.first : out->first;
    out->last = !*any || period.last > out->last ? period.last : out->last;
    *any = true;
}

/* What was asked for, else the terms of office, else what the data is about. */
static bool find_years(Compare *c)
{
    Period span = {0, 0};
    bool any = false;
    for (int side = BEFORE; side <= AFTER; side++)
        if (c->sides[side].model->mandate.last > c->sides[side].model->mandate.first)
            widen(c->sides[side].model->mandate, &any, &span);
    for (int side = BEFORE; side <= AFTER; side++)
        if (!any && c->diff->model[side].has_data)
            widen(c->diff->model[side].data, &any, &span);
    if (!any && !c->options->has_from && !c->options->has_to)
        return false;
    int first = date_year(c->options->has_from ? c->options->from : any ? span.first : c->options->to);
    int last = date_year(c->options->has_to ? c->options->to : any ? span.last : c->options->from);
    const DiffModel *new = &c->diff->model[AFTER];
    if (new->has_valid && date_year(new->valid.first) > first)       /* before it applies, the new model asks for nothing */
        first = date_year(new->valid.first);
    if (last < first) {
        c->diff->gaps[GAP_NOT_YET] = new->has_valid && date_year(new->valid.first) > last;
        return false;
    }
    c->diff->has_years = true;
    c->diff->year_first = first;
    c->diff->year_last = last - first >= MOST_YEARS ? first + MOST_YEARS - 1 : last;
    return true;
}

/* ---- collecting ---- */

static bool is_about_time(Str role)
{
    return str_eqz(role, "utfört") || str_eqz(role, "sammanträden") || str_eqz(role, "händelser");
}

/* The tables that say when something happens: no others are scanned. */
static const TableData **time_tables(Compare *c, int side)
{
    const Model *model = c->sides[side].model;
    const TableData **tables = arena_array(c->arena, model->tables.count, sizeof *tables);
    for (size_t i = 0; i < model->tables.count; i++)
        tables[i] = is_about_time(model->tables.items[i].role) ? c->figures->side[side].tables[i] : NULL;
    return tables;
}

static DiffLoad *load_of(Years *y, Str body, Str title, Date deadline)
{
    Period month = period_containing(GRAIN_MONTH, deadline);
    Str key = str_of(arena_printf(y->c->arena, STR_FMT "\x1f%d", STR_ARG(utf8_fold(y->c->arena, body)), month.first));
    DiffLoad *load = map_get(&y->loads, key);
    if (!load) {
        load = ARENA_NEW(y->c->arena, DiffLoad);
        *load = (DiffLoad){.body = body, .body_title = title, .month = month};
        map_put(&y->loads, key, load);
    }
    return load;
}

static void take_duty(Years *y, int side, const Duty *duty)
{
    ModelDiff *diff = y->c->diff;
    if (map_put(&y->seen[side], duty->id, y))        /* it stands in two years */
        return;
    vec_push(y->c->arena, &y->all[side], duty);
    diff->duty_count[side]++;
    diff->undated[side] += !duty->has_deadline;
    if (duty->has_deadline && date_year(duty->deadline) >= diff->year_first && date_year(duty->deadline) <= diff->year_last)
        load_of(y, side == BEFORE ? name_after(y->c, duty->body) : duty->body, duty->body_title, duty->deadline)->count[side]++;
}

static void collect(Years *y, int side)
{
    Compare *c = y->c;
    Diags quiet;
    RunOptions options = {.only_body = NO_INDEX, .program = c->options->program, .effort = c->options->effort};
    const TableData **tables = time_tables(c, side);
    diags_init(&quiet, c->arena);
    for (int year = c->diff->year_first; year <= c->diff->year_last; year++) {
        Calendar *calendar = ARENA_NEW(c->arena, Calendar);
        options.as_of = date_ymd(year, 12, 31);
        exec_calendar(c->arena, c->sides[side].model, c->figures->side[side].plan, tables, &options, year, false, &quiet, calendar);
        for (VEC_EACH(const Duty, duty, &calendar->duties))
            take_duty(y, side, duty);
    }
}

/* ---- pairs ---- */

static Str duty_key(Years *y, int side, const Duty *duty, bool whole)
{
    StrBuf key = {0};
    Compare *c = y->c;
    bool old = side == BEFORE;
    Str names[] = {old ? name_after(c, duty->checkpoint) : duty->checkpoint, old ? name_after(c, duty->body) : duty->body,
                   old && duty->with.n ? name_after(c, duty->with) : duty->with};
    for (size_t i = 0; i < 3; i++)
        strbuf_printf(&key, STR_FMT "\x1f", STR_ARG(utf8_fold(c->arena, names[i])));
    strbuf_printf(&key, "%d", duty->year);
    if (whole) {
        strbuf_printf(&key, "\x1f%d\x1f", duty->number);
        if (duty->has_covers)
            period_print(&key, duty->covers);
    }
    return take(c->arena, &key);
}

static DiffDutySide side_of(const Duty *duty)
{
    return (DiffDutySide){true, duty->has_window, duty->has_deadline, duty->first, duty->deadline, duty->has_covers, duty->covers, duty->place};
}

static bool same_days(const DiffDutySide *a, const DiffDutySide *b)
{
    return a->has_first == b->has_first && (!a->has_first || a->first == b->first) && a->has_deadline == b->has_deadline &&
           (!a->has_deadline || a->deadline == b->deadline) && a->has_covers == b->has_covers && (!a->has_covers || period_eq(a->covers, b->covers));
}

static void add_pair(Years *y, const Duty *old, const Duty *new)
{
    const Duty *shown = new ? new : old;
    DiffDuty out = {.kind = !old ? DIFF_DUTY_APPEARS : !new ? DIFF_DUTY_VANISHES : DIFF_DUTY_SAME, .checkpoint = shown->checkpoint, .title = shown->title,
                    .decl_kind = shown->decl_kind, .body = shown->body, .body_title = shown->body_title, .with = shown->with, .with_title = shown->with_title,
                    .year = shown->year, .number = shown->number};
    if (old)
        out.side[BEFORE] = side_of(old);
    if (new)
        out.side[AFTER] = side_of(new);
    if (old && new && !same_days(&out.side[BEFORE], &out.side[AFTER]))
        out.kind = DIFF_DUTY_MOVED;
    if (out.kind != DIFF_DUTY_SAME)
        vec_push(y->c->arena, &y->c->diff->duties, out);
}

/* What has no partner yet, by key in the order met. whole: what it covers and which of the year's it is must be the same too. */
static void pair(Years *y, bool whole)
{
    Map old;
    map_init(&old, y->c->arena);
    for (VEC_EACH(const Duty *, duty, &y->all[BEFORE])) {
        Str key = *duty ? duty_key(y, BEFORE, *duty, whole) : STR_LIT("");
        if (*duty && !map_get(&old, key))
            map_put(&old, key, duty);
    }
    for (VEC_EACH(const Duty *, duty, &y->all[AFTER])) {
        const Duty **found = *duty ? map_get(&old, duty_key(y, AFTER, *duty, whole)) : NULL;
        if (!found || !*found)
            continue;
        add_pair(y, *found, *duty);
        *found = *duty = NULL;
    }
}

static Date day_of(const DiffDuty *duty)
{
    const DiffDutySide *side = &duty->side[duty->side[AFTER].found ? AFTER : BEFORE];
    return side->has_deadline ? side->deadline : date_ymd(duty->year, 12, 31);
}

static int by_title(const void *left, const void *right)
{
    const DiffDuty *a = left, *b = right;
    int order = utf8_cmp_swedish(a->title, b->title);
    if (!order)
        order = str_cmp(a->checkpoint, b->checkpoint);
    if (!order)
        order = utf8_cmp_swedish(a->body_title, b->body_title);
    if (!order)
        order = utf8_cmp_swedish(a->with_title, b->with_title);
    if (!order)
        order = a->year != b->year ? (a->year < b->year ? -1 : 1) : (day_of(a) > day_of(b)) - (day_of(a) < day_of(b));
    return order ? order : a->number != b->number ? (a->number < b->number ? -1 : 1) : (int)a->kind - (int)b->kind;
}

static int by_body(const void *left, const void *right)
{
    const DiffLoad *a = left, *b = right;
    int order = utf8_cmp_swedish(a->body_title, b->body_title);
    return order ? order : (a->month.first > b->month.first) - (a->month.first < b->month.first);
}

static void finish(Years *y)
{
    Compare *c = y->c;
    pair(y, true);
    pair(y, false);
    for (VEC_EACH(const Duty *, duty, &y->all[AFTER]))
        if (*duty)
            add_pair(y, NULL, *duty);
    for (VEC_EACH(const Duty *, duty, &y->all[BEFORE]))
        if (*duty)
            add_pair(y, *duty, NULL);
    if (c->diff->duties.count)
        qsort(c->diff->duties.items, c->diff->duties.count, sizeof *c->diff->duties.items, by_title);
    for (size_t i = 0; i < y->loads.count; i++)
        vec_push(c->arena, &c->diff->load, *(const DiffLoad *)y->loads.entries[i].value);
    if (c->diff->load.count)
        qsort(c->diff->load.items, c->diff->load.count, sizeof *c->diff->load.items, by_body);
}

static bool has_duties(const Model *model)
{
    return model->checkpoints.count || model->commissions.count;
}

void duties_compare(Compare *c)
{
    Years y = {.c = c};
    bool ready = c->sides[BEFORE].usable && c->sides[AFTER].usable && c->figures->side[AFTER].tables && c->figures->side[BEFORE].tables;
    if (c->options->trial || !ready || (!has_duties(c->sides[BEFORE].model) && !has_duties(c->sides[AFTER].model)))
        return;
    if (!find_years(c)) {
        c->diff->gaps[GAP_NO_YEARS] = !c->diff->gaps[GAP_NOT_YET];
        return;
    }
    map_init(&y.loads, c->arena);
    for (int side = BEFORE; side <= AFTER; side++) {
        map_init(&y.seen[side], c->arena);
        collect(&y, side);
    }
    finish(&y);
}
