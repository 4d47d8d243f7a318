/* schedules.c: `avser`, `återkommer`, `under`, `senast`, `tidigast`, `under valår` of a hållpunkt -> its schedule. Called by checkpoints.c. */
#include "model/duties/duties.h"

#define ALL_MONTHS 0xFFFu

/* ---- stretches by name: varje månad, varje mandatperiod ---- */

typedef enum EachKind { EACH_STRETCH, EACH_YEAR, EACH_MANDATE, EACH_ELECTION } EachKind;
static const struct { const char *word; EachKind kind; Grain grain; } each_words[] = {
    {"månad", EACH_STRETCH, GRAIN_MONTH}, {"kvartal", EACH_STRETCH, GRAIN_QUARTER}, {"tertial", EACH_STRETCH, GRAIN_TERTIAL},
    {"halvår", EACH_STRETCH, GRAIN_HALF}, {"år", EACH_YEAR, GRAIN_YEAR}, {"mandatperiod", EACH_MANDATE, GRAIN_YEAR}, {"valår", EACH_ELECTION, GRAIN_YEAR},
};

/* The word behind varje; false with a diagnostic. */
static bool each_of(Checker *c, const Expr *scope, size_t *out)
{
    const Expr *name = scope->as.scope.name;
    Str word = name->kind == EXPR_NAME ? name_fold(c, name->as.text) : STR_LIT("");
    for (size_t i = 0; i < sizeof each_words / sizeof *each_words; i++)
        if (str_eqz(word, each_words[i].word)) {
            *out = i;
            return true;
        }
    diag_add(c->diags, DIAG_S0391, scope->span, text_of_expr(c, name), NULL);
    return false;
}

static unsigned month_bits(const Expr *time)
{
    unsigned bits = 0;
    int month = time->as.time.month, to = time->as.time.month_to ? time->as.time.month_to : month;
    for (int i = 0; i < 12; i++, month = month % 12 + 1) {
        bits |= 1u << (month - 1);
        if (month == to)
            break;
    }
    return bits;
}

/* The months of a list; all of them when there is none. */
static unsigned listed_months(Checker *c, const Item *item)
{
    const Mod *in = item_mod(item, MOD_IN), *except = item_mod(item, MOD_EXCEPT);
    const Mod *mod = in ? in : except;
    unsigned bits = 0;
    if (!mod || !mod->value || mod->value->kind != EXPR_LIST)
        return ALL_MONTHS;
    for (size_t i = 0; i < mod->value->as.list.count; i++) {
        const Expr *time = mod->value->as.list.items[i];
        if (time->kind == EXPR_TIME && time->as.time.form == TIME_MONTHS)
            bits |= month_bits(time);
        else
            diag_add(c->diags, DIAG_S0392, time->span, text_of_expr(c, time), NULL);
    }
    bits = in ? bits : ALL_MONTHS & ~bits;
    if (!bits)
        diag_add(c->diags, DIAG_S0379, item->span, NULL);
    return bits;
}

/* ---- avser ---- */

static bool cover_word(Checker *c, const Expr *name, Schedule *out)
{
    static const struct { const char *word; CoverKind kind; } words[] = {
        {"året", COVER_YEAR}, {"bokslutsåret", COVER_YEAR}, {"verksamhetsåret", COVER_YEAR}, {"budgetåret", COVER_BUDGET_YEAR}, {"läsåret", COVER_SCHOOL_YEAR},
    };
    Str word = name_fold(c, name->as.text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eqz(word, words[i].word)) {
            out->covers = words[i].kind;
            return true;
        }
    return false;
}

static void cover_season(Checker *c, Expr *name, Schedule *out)
{
    Known *known = name_find(c, name->as.text);
    if (!known) {
        unknown_report(c, DIAG_S0390, name->span, name->as.text, "", nearest_symbol(c, name->as.text, WANT(SEASON)));
        return;
    }
    if (!name_resolve(c, &ENV_PLAIN, name, WANT(SEASON)))
        return;
    const Season *season = &c->model->seasons.items[known->symbol.ref.index];
    out->covers = season->month_from ? COVER_MONTHS : COVER_NONE;
    out->month = season->month_from;
    out->month_to = season->month_to;
}

static void cover_dates(Checker *c, Expr *expr, Schedule *out)
{
    if (!time_period(c, expr, &out->dates))
        return;
    out->covers = COVER_DATES;
    out->recurs = RECUR_ONCE;
    out->from_year = date_year(out->dates.last);
}

static void fill_covers(Checker *c, const Decl *decl, Schedule *out)
{
    const Attr *attr = decl_attr(decl, ATTR_COVERS);
    const Item *item = attr && attr->items.count ? &attr->items.items[0] : NULL;
    Expr *value = item ? item->value : NULL;
    size_t each;
    if (!value)
        return;
    if (value->kind == EXPR_TIME && value->as.time.form == TIME_MONTHS) {
        out->covers = COVER_MONTHS;
        out->month = value->as.time.month;
        out->month_to = value->as.time.month_to ? value->as.time.month_to : value->as.time.month;
    } else if (value->kind == EXPR_TIME && value->as.time.form == TIME_MANDATE) {
        out->covers = COVER_MANDATE;
        out->recurs = RECUR_MANDATE;
    } else if (value->kind == EXPR_NAME && !cover_word(c, value, out)) {
        cover_season(c, value, out);
    } else if (value->kind == EXPR_SCOPE && each_of(c, value, &each)) {
        out->covers = each_words[each].kind == EACH_STRETCH ? COVER_EACH : each_words[each].kind == EACH_MANDATE ? COVER_MANDATE : COVER_YEAR;
        out->recurs = each_words[each].kind == EACH_MANDATE ? RECUR_MANDATE : each_words[each].kind == EACH_ELECTION ? RECUR_ELECTION_YEARS : out->recurs;
        out->grain = each_words[each].grain;
        out->months = listed_months(c, item);
    } else if (value->kind != EXPR_NAME && value->kind != EXPR_SCOPE) {
        cover_dates(c, value, out);
    }
}

/* ---- återkommer ---- */

static void recur_each(Checker *c, const Item *item, Schedule *out)
{
    size_t each;
    const Mod *except = item_mod(item, MOD_EXCEPT);
    if (!each_of(c, item->value, &each))
        return;
    switch (each_words[each].kind) {
    case EACH_STRETCH:
        out->recurs = RECUR_EACH;
        out->grain = each_words[each].grain;
        out->months = listed_months(c, item);
        if (except && except->value && except->value->kind == EXPR_NAME)
            diag_add(c->diags, DIAG_S0392, except->value->span, text_of_expr(c, except->value), NULL);
        return;
    case EACH_YEAR: out->recurs = RECUR_YEARLY; break;
    case EACH_MANDATE: out->recurs = RECUR_MANDATE; break;
    case EACH_ELECTION: out->recurs = RECUR_ELECTION_YEARS; break;
    }
    const Mod *in = item_mod(item, MOD_IN);
    for (size_t i = 0; in && in->value && i < in->value->as.list.count; i++) {      /* varje år i maj */
        const Expr *time = in->value->as.list.items[i];
        if (time->kind != EXPR_TIME || time->as.time.form != TIME_MONTHS)
            continue;
        Point months = {.kind = AT_YEARLY, .month = time->as.time.month, .month_to = time->as.time.month_to ? time->as.time.month_to : time->as.time.month};
        vec_push(c->arena, &out->windows, months);
    }
    if (!except || !except->value)
        return;
    bool election = except->value->kind == EXPR_NAME && str_eqz(name_fold(c, except->value->as.text), "valår");
    if (election && out->recurs == RECUR_YEARLY)
        out->recurs = RECUR_NOT_ELECTION_YEARS;
    else
        diag_add(c->diags, DIAG_S0392, except->value->span, text_of_expr(c, except->value), NULL);
}

static int number_word(Checker *c, Str word)
{
    static const char *const words[] = {"", "en", "två", "tre", "fyra", "fem", "sex"};
    Str folded = name_fold(c, word);
    for (int i = 1; i < (int)(sizeof words / sizeof *words); i++)
        if (str_eqz(folded, words[i]))
            return i;
    return 0;
}

#define MOST_TIMES 366
static void recur_times(Checker *c, const Item *item, Schedule *out)
{
    int64_t times = 0;
    if (item->value->kind == EXPR_NAME)
        times = number_word(c, item->value->as.text);
    else
        number_of(item->value, &times);
    if (times < 1 || times > MOST_TIMES) {
        diag_add(c->diags, DIAG_S0378, item->value->span, text_of_expr(c, item->value), NULL);
        times = 1;
    }
    out->recurs = item_mod(item, MOD_TIMES_A_MANDATE) ? RECUR_TIMES_A_MANDATE : RECUR_TIMES_A_YEAR;
    out->times = (int)times;
    out->at_least = item->bound == BOUND_AT_LEAST;
}

/* vart fjärde år från 2019: the year is needed to know which. */
static void recur_years(Checker *c, const Decl *decl, const Item *item, Schedule *out)
{
    const Mod *from = item_mod(item, MOD_FROM);
    Period period;
    out->recurs = RECUR_EVERY_YEARS;
    out->every = (int)(item->value->as.number.value / FIX_ONE);
    if (!from)
        diag_add(c->diags, DIAG_S0393, item->span, text_of(c, decl->name), NULL);
    else if (time_period(c, from->value, &period))
        out->from_year = date_year(period.first);
}

static void recur_meetings(Checker *c, Checkpoint *checkpoint, const Env *env, const Item *item)
{
    const Mod *in = item_mod(item, MOD_IN);
    checkpoint->schedule.recurs = RECUR_MEETINGS;
    checkpoint->schedule.meeting_ref = checkpoint->meeting_bodies.count;
    Expr *name = in ? in->value : NULL;
    if (name)
        name_resolve(c, env, name, WANT(BODY) | WANT(RELATIVE_BODY));
    vec_push(c->arena, &checkpoint->meeting_bodies, (const Expr *)name);
}

static void fill_recurs(Checker *c, Checkpoint *checkpoint, const Env *env)
{
    const Decl *decl = checkpoint->common.decl;
    Schedule *schedule = &checkpoint->schedule;
    const Attr *attr = decl_attr(decl, ATTR_RECURS), *after = decl_attr(decl, ATTR_RECURS_AFTER);
    const Item *item = attr && attr->items.count ? &attr->items.items[0] : NULL;
    const Expr *event = attr_value(after);
    if (event && event->kind == EXPR_TEXT) {
        schedule->recurs = RECUR_EVENT;
        schedule->event = name_fold(c, str_trim(event->as.text));
    }
    if (!item || !item->value)
        return;
    schedule->recurs_stated = true;
    if (item->value->kind == EXPR_SCOPE)
        recur_each(c, item, schedule);
    else if (item_mod(item, MOD_TIMES_A_YEAR) || item_mod(item, MOD_TIMES_A_MANDATE))
        recur_times(c, item, schedule);
    else if (item->value->kind == EXPR_NUMBER)
        recur_years(c, decl, item, schedule);
    else if (item->value->kind == EXPR_WORD && str_eqz(item->value->as.text, "inte"))
        schedule->recurs = RECUR_ONCE;
    else
        recur_meetings(c, checkpoint, env, item);
}

/* ---- under, senast, tidigast, under valår ---- */

static void fill_points(Checker *c, PointPlace *place, const Decl *decl, Schedule *out)
{
    Point point;
    EACH_ATTR(attr, decl, ATTR_WINDOW)
        for (VEC_EACH(const Item, item, &attr->items))
            if (point_fill(c, place, item->value, &point))
                vec_push(c->arena, &out->windows, point);
    EACH_ATTR(attr, decl, ATTR_BY)
        for (VEC_EACH(const Item, item, &attr->items))
            if (point_fill(c, place, item->value, &point))
                vec_push(c->arena, &out->by, point);
    Expr *earliest = attr_value(decl_attr(decl, ATTR_EARLIEST));
    out->has_earliest = earliest && point_fill(c, place, earliest, &out->earliest);
}

static void fill_election(Checker *c, PointPlace *place, const Decl *decl, Schedule *out)
{
    Point point;
    EACH_ATTR(attr, decl, ATTR_ELECTION)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Mod *by = item_mod(item, MOD_BY), *from = item_mod(item, MOD_FROM_DAY);
            Expr *value = by ? by->value : from ? from->value : item->value;
            if (!point_fill(c, place, value, &point))
                continue;
            if (from) {
                out->election_earliest = point;
                out->has_election_earliest = true;
            } else if (by) {
                vec_push(c->arena, &out->election_by, point);
            } else {
                vec_push(c->arena, &out->election_windows, point);
            }
        }
}

/* The year of a point that happens once, or 0. */
static int only_year(const Point *point)
{
    if (point->in_year)
        return point->year;
    return point->kind == AT_DATES ? date_year(point->last) : 0;
}

/* Days of one year make a duty that happens once, in the year of the first of them. */
static void fill_once(Schedule *schedule)
{
    bool covered = schedule->covers != COVER_NONE, once = schedule->recurs == RECUR_ONCE && !schedule->from_year;
    if (covered || schedule->recurs == RECUR_EVENT || (schedule->recurs_stated && !once))
        return;
    int year = 0;
    for (VEC_EACH(const Point, point, &schedule->windows))
        year = year ? year : only_year(point);
    for (VEC_EACH(const Point, point, &schedule->by))
        year = year ? year : only_year(point);
    if (!year)
        return;
    schedule->recurs = RECUR_ONCE;
    schedule->from_year = year;
}

/* `återkommer inte` with days of every year happens once: in the first year that it applies to. */
static void fill_single_year(Checker *c, Checkpoint *checkpoint)
{
    Schedule *schedule = &checkpoint->schedule;
    if (schedule->recurs != RECUR_ONCE || schedule->from_year)
        return;
    if (checkpoint->common.valid.first > date_ymd(1, 1, 1))
        schedule->from_year = date_year(checkpoint->common.valid.first);
    else
        diag_add(c->diags, DIAG_S0393, checkpoint->common.decl->name_span, text_of(c, checkpoint->common.name), NULL);
}

/* `under valår:` and no other time: nothing is to happen in other years. */
static void fill_election_only(Schedule *schedule)
{
    bool usual = schedule->windows.count || schedule->by.count || schedule->has_earliest, election = schedule->election_windows.count || schedule->election_by.count;
    if (election && !usual && schedule->covers == COVER_NONE && schedule->recurs == RECUR_YEARLY && !schedule->recurs_stated)
        schedule->recurs = RECUR_ELECTION_YEARS;
}

void schedule_fill(Checker *c, Checkpoint *checkpoint, const Env *env)
{
    const Decl *decl = checkpoint->common.decl;
    PointPlace place = {env, &checkpoint->lengths_open, &checkpoint->meeting_bodies};
    Schedule *schedule = &checkpoint->schedule;
    fill_covers(c, decl, schedule);
    fill_recurs(c, checkpoint, env);
    fill_points(c, &place, decl, schedule);
    fill_election(c, &place, decl, schedule);
    fill_election_only(schedule);
    fill_once(schedule);
    fill_single_year(c, checkpoint);
    schedule->statutory = decl_attr(decl, ATTR_STATUTORY) != NULL;
}
