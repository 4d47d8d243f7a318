/* points.c: what an expression of time means: windows, deadlines, lengths of time -> points (time/schedule.h). Used by schedules.c and rules.c. */
#include "model/duties/duties.h"

#include "base/utf8.h"

/* ---- lengths: 20 dagar, 10 arbetsdagar, a parameter ---- */

static const struct { const char *word; LengthUnit unit; } length_words[] = {
    {"dag", LENGTH_DAYS}, {"dagar", LENGTH_DAYS}, {"kalenderdag", LENGTH_DAYS}, {"kalenderdagar", LENGTH_DAYS}, {"arbetsdag", LENGTH_WORKDAYS},
    {"arbetsdagar", LENGTH_WORKDAYS}, {"vecka", LENGTH_WEEKS}, {"veckor", LENGTH_WEEKS}, {"månad", LENGTH_MONTHS}, {"månader", LENGTH_MONTHS},
    {"år", LENGTH_YEARS},
};

bool length_fill(Checker *c, const Expr *number, LengthUnit *unit, int *count)
{
    int64_t whole = number->as.number.value / FIX_ONE;
    bool fits = number->as.number.value % FIX_ONE == 0 && whole >= 1 && whole <= 9999;
    Str word = name_fold(c, number->as.number.unit);
    for (size_t i = 0; i < sizeof length_words / sizeof *length_words; i++)
        if (str_eqz(word, length_words[i].word)) {
            *unit = length_words[i].unit;
            *count = (int)whole;
            if (!fits)
                diag_add(c->diags, DIAG_S0378, number->span, text_of_expr(c, number), NULL);
            return fits;
        }
    diag_add(c->diags, DIAG_S0378, number->span, text_of_expr(c, number), NULL);
    return false;
}

/* A parameter in days or months; its value may differ between bodies, so it is asked for later. */
static bool parameter_length(Checker *c, PointPlace *place, Expr *name, Point *out)
{
    if (!name_resolve(c, &ENV_PLAIN, name, WANT(PARAMETER)))
        return false;
    Type type = parameter_type(c, info_of(c, name)->ref.index);
    bool single = type.kind == TYPE_NUMBER && type.unit.kind == UNIT_MEASURE && type.unit.dim_count == 1 && type.unit.dims[0].power == 1;
    uint16_t base = single ? type.unit.dims[0].base : 0;
    if (type.kind == TYPE_ERROR)
        return false;
    if (!single || (base != BASE_DAY && base != BASE_MONTH)) {
        diag_add(c->diags, DIAG_S0231, name->span, text_of_expr(c, name), type_text(c, type), NULL);
        return false;
    }
    set_type(c, name, type);
    out->unit = base == BASE_DAY ? LENGTH_DAYS : LENGTH_MONTHS;
    out->open_length = true;
    out->length_ref = place->lengths->count;
    vec_push(c->arena, place->lengths, (const Expr *)name);
    return true;
}

static bool fill_length(Checker *c, PointPlace *place, Expr *length, Point *out)
{
    out->has_length = true;
    return length->kind == EXPR_NUMBER ? length_fill(c, length, &out->unit, &out->count) : parameter_length(c, place, length, out);
}

/* ---- names: a season, a hållpunkt, perioden, året ---- */

static const struct { const char *word; PointKind kind; bool from_start; } words[] = {
    {"perioden", AT_COVERED, false}, {"året", AT_OWN_YEAR, false}, {"budgetåret", AT_OWN_YEAR, false}, {"bokslutsåret", AT_OWN_YEAR, false},
    {"verksamhetsåret", AT_OWN_YEAR, false}, {"läsåret", AT_YEARLY, false},
};

static bool word_point(Checker *c, Str name, Point *out)
{
    Str folded = name_fold(c, name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eqz(folded, words[i].word)) {
            out->kind = words[i].kind;
            out->month = out->kind == AT_YEARLY ? 7 : 0;         /* läsåret: July to June */
            out->month_to = out->kind == AT_YEARLY ? 6 : 0;
            return true;
        }
    return false;
}

bool is_time_word(Checker *c, Str name)
{
    Point ignored;
    return word_point(c, name, &ignored);
}

static void months_point(Point *out, int from, int to)
{
    out->kind = AT_YEARLY;
    out->month = from;
    out->month_to = to ? to : from;
}

static bool name_point(Checker *c, Expr *name, Point *out)
{
    Known *known = name_find(c, name->as.text);
    if (!known && word_point(c, name->as.text, out))
        return true;
    if (!known) {
        if (!removed_report(c, name))
            unknown_report(c, DIAG_S0390, name->span, name->as.text, "", nearest_symbol(c, name->as.text, WANT(SEASON) | WANT(CHECKPOINT)));
        return false;
    }
    if (!name_resolve(c, &ENV_PLAIN, name, WANT(SEASON) | WANT(CHECKPOINT)))
        return false;
    if (known->symbol.ref.kind == SYM_CHECKPOINT) {
        out->kind = AT_CHECKPOINT;
        out->ref = known->symbol.ref.index;
        return true;
    }
    const Season *season = &c->model->seasons.items[known->symbol.ref.index];
    months_point(out, season->month_from, season->month_to);
    return season->month_from != 0;
}

/* ---- literals ---- */

static bool dates_point(Checker *c, Expr *expr, Point *out)
{
    Period period;
    int64_t year;
    bool plain = expr->kind == EXPR_NUMBER && number_of(expr, &year) && year >= 1800 && year <= 2199;
    if (expr->kind == EXPR_NUMBER && !plain) {       /* 20 dagar: from when? 15: of what month? */
        diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
        return false;
    }
    if (!time_period(c, expr, &period))
        return false;
    *out = (Point){.kind = AT_DATES, .first = period.first, .last = period.last};
    return true;
}

static bool day_point(Checker *c, const Expr *expr, Point *out)
{
    out->kind = AT_YEARLY;
    out->month = out->month_to = expr->as.time.month;
    out->day = out->day_to = expr->as.time.day;
    if (out->month != 2 || out->day != 29)
        return true;
    diag_add(c->diags, DIAG_S0377, expr->span, NULL);
    return false;
}

static bool time_point(Checker *c, Expr *expr, Point *out)
{
    switch (expr->as.time.form) {
    case TIME_PERIOD: return dates_point(c, expr, out);
    case TIME_MANDATE: out->kind = AT_TERM; return true;
    case TIME_DAY_OF_YEAR: return day_point(c, expr, out);
    case TIME_MONTHS: months_point(out, expr->as.time.month, expr->as.time.month_to); return true;
    }
    return false;
}

/* 1–15 mars, 15 mars–10 april: days of every year. False when it is another kind of range. */
static bool days_point(Checker *c, const Expr *range, Point *out)
{
    const Expr *low = range->as.range.low, *high = range->as.range.high;
    int64_t day;
    if (high->kind != EXPR_TIME || high->as.time.form != TIME_DAY_OF_YEAR)
        return false;
    out->kind = AT_YEARLY;
    out->month = out->month_to = high->as.time.month;
    out->day_to = high->as.time.day;
    if (low->kind == EXPR_TIME && low->as.time.form == TIME_DAY_OF_YEAR) {
        out->month = low->as.time.month;
        out->day = low->as.time.day;
        return true;
    }
    if (!number_of(low, &day) || day < 1 || day > out->day_to)
        return false;
    out->day = (int)day;
    return true;
}

/* ---- points ---- */

static bool month_of(Checker *c, const Expr *expr, Point *out)
{
    bool month = expr->kind == EXPR_TIME && expr->as.time.form == TIME_MONTHS;
    if (!month)
        diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
    else
        months_point(out, expr->as.time.month_to ? expr->as.time.month_to : expr->as.time.month, 0);
    return month;
}

/* The last day of a month, or its last working day. */
static bool last_point(Checker *c, const Expr *expr, Point *out)
{
    if (!month_of(c, expr->as.point.x, out))
        return false;
    if (expr->as.point.form == POINT_LAST_WORKDAY)
        out->kind = AT_LAST_WORKDAY;
    else
        out->day = -1;
    return true;
}

static bool week_point(Checker *c, const Expr *expr, Point *out)
{
    const Expr *x = expr->as.point.x, *to = x->kind == EXPR_RANGE ? x->as.range.high : x;
    int64_t week, week_to;
    x = x->kind == EXPR_RANGE ? x->as.range.low : x;
    if (!number_of(x, &week) || !number_of(to, &week_to) || week < 1 || week_to > 53 || week_to < week) {
        diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
        return false;
    }
    out->kind = AT_WEEK;
    out->week = (int)week;
    out->week_to = (int)week_to;
    return true;
}

static bool in_year_point(Checker *c, PointPlace *place, const Expr *expr, Point *out)
{
    int64_t year;
    if (!number_of(expr->as.point.in_year, &year) || year < 1800 || year > 2199) {
        diag_add(c->diags, DIAG_S0242, expr->as.point.in_year->span, text_of_expr(c, expr->as.point.in_year), NULL);
        return false;
    }
    if (!point_fill(c, place, expr->as.point.x, out))
        return false;
    out->in_year = true;
    out->year = (int)year;
    if (out->kind == AT_YEARLY)
        return true;
    diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
    return false;
}

static bool shifted_point(Checker *c, PointPlace *place, const Expr *expr, Point *out)
{
    if (!point_fill(c, place, expr->as.point.x, out))
        return false;
    out->shifted = true;
    out->years = expr->as.point.years;
    if (out->kind == AT_YEARLY || out->kind == AT_LAST_WORKDAY || out->kind == AT_WEEK || out->kind == AT_OWN_YEAR)
        return true;
    diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
    return false;
}

static bool next_point(Checker *c, Expr *name, Point *out)
{
    Known *known = name_find(c, name->as.text);
    if (!known && removed_report(c, name))
        return false;
    if (!name_resolve(c, &ENV_PLAIN, name, WANT(CHECKPOINT)))
        return false;
    out->kind = AT_NEXT;
    out->ref = info_of(c, name)->ref.index;
    return true;
}

/* nämndens, KFs: the genitive of a body's name; the name itself where it is one. */
static Expr *without_genitive(Checker *c, Expr *name)
{
    Str text = name->as.text;
    bool s = text.n > 1 && text.s[text.n - 1] == 's';
    if (name_find(c, text) || !s || !name_find(c, (Str){text.s, text.n - 1}))
        return name;
    name->as.text.n--;
    return name;
}

static bool meeting_point(Checker *c, PointPlace *place, const Expr *expr, Point *out)
{
    Expr *name = expr->as.point.x;
    if (name) {
        Expr *plain = ARENA_NEW(c->arena, Expr);
        *plain = *name;
        name = expr->as.point.form == POINT_MEETING_OF ? without_genitive(c, plain) : name;
        if (!name_resolve(c, place->env, name, WANT(BODY) | WANT(RELATIVE_BODY)))
            return false;
    }
    out->kind = AT_MEETING;
    out->ref = place->meetings->count;
    vec_push(c->arena, place->meetings, (const Expr *)name);
    if (!expr->as.point.after)
        return true;
    Point *after = ARENA_NEW(c->arena, Point);
    out->after = after;
    return point_fill(c, place, expr->as.point.after, after);
}

static bool distance_point(Checker *c, PointPlace *place, const Expr *expr, Point *out)
{
    bool fine = point_fill(c, place, expr->as.point.x, out);
    if (!fine)
        return false;
    if (out->has_length) {
        /* `5 dagar före 2 månader efter perioden`: one distance is enough for a person too. */
        diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
        return false;
    }
    out->before = expr->as.point.form == POINT_BEFORE;
    return fill_length(c, place, expr->as.point.length, out);
}

static bool compound_point(Checker *c, PointPlace *place, const Expr *expr, Point *out)
{
    switch (expr->as.point.form) {
    case POINT_SHIFTED: return shifted_point(c, place, expr, out);
    case POINT_IN_YEAR: return in_year_point(c, place, expr, out);
    case POINT_WEEK: return week_point(c, expr, out);
    case POINT_LAST_OF: case POINT_LAST_DAY: case POINT_LAST_WORKDAY: return last_point(c, expr, out);
    case POINT_NEXT: return next_point(c, expr->as.point.x, out);
    case POINT_MEETING: case POINT_MEETING_OF: return meeting_point(c, place, expr, out);
    case POINT_AFTER: case POINT_BEFORE: return distance_point(c, place, expr, out);
    case POINT_BEFORE_MANDATE: out->kind = AT_MANDATE; return true;
    case POINT_MISSED: break;
    }
    diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
    return false;
}

static bool joined_point(Checker *c, PointPlace *place, const Expr *expr, Point *out)
{
    Point *also = ARENA_NEW(c->arena, Point);
    bool left = point_fill(c, place, expr->as.binary.x, out), right = point_fill(c, place, expr->as.binary.y, also);
    Point *last = out;
    while (last->also)
        last = (Point *)last->also;
    last->also = also;
    return left && right;
}

bool point_fill(Checker *c, PointPlace *place, Expr *expr, Point *out)
{
    *out = (Point){.kind = AT_NONE};
    if (!expr)
        return false;
    switch (expr->kind) {
    case EXPR_POINT: return compound_point(c, place, expr, out);
    case EXPR_BINARY: return joined_point(c, place, expr, out);
    case EXPR_TIME: return time_point(c, expr, out);
    case EXPR_RANGE: return days_point(c, expr, out) || dates_point(c, expr, out);
    case EXPR_NUMBER: return dates_point(c, expr, out);
    case EXPR_NAME: return name_point(c, expr, out);
    case EXPR_TEXT:
        out->kind = AT_EVENT;
        out->text = str_of(text_of(c, name_fold(c, str_trim(expr->as.text))));
        return true;
    default:
        diag_add(c->diags, DIAG_S0338, expr->span, text_of_expr(c, expr), NULL);
        return false;
    }
}
