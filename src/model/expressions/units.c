/* units.c: units of measure: the built-in ones, `måttenhet`, their spellings, products and quotients, and printing. Used by typing, tables and reports. */
#include <string.h>

#include "base/utf8.h"
#include "model/check.h"

const Unit UNIT_NONE = {UNIT_PLAIN, 0, {{0, 0}}};
const Unit UNIT_SHARE = {UNIT_RATIO, 0, {{0, 0}}};
const Unit UNIT_POINT = {UNIT_POINTS, 0, {{0, 0}}};
static const Unit unit_kr = {UNIT_MEASURE, 1, {{0, 1}}};
static const Unit unit_days = {UNIT_MEASURE, 1, {{BASE_DAY, 1}}};
static const Unit unit_months = {UNIT_MEASURE, 1, {{BASE_MONTH, 1}}};

#define MILLION ((Fix)1000000)

static const struct { const char *name; const Unit *unit; Fix factor; } built_in[] = {
    {"kr", &unit_kr, FIX_ONE}, {"krona", &unit_kr, FIX_ONE}, {"kronor", &unit_kr, FIX_ONE}, {"tkr", &unit_kr, 1000 * FIX_ONE},
    {"mnkr", &unit_kr, MILLION * FIX_ONE}, {"mkr", &unit_kr, MILLION * FIX_ONE}, {"mdkr", &unit_kr, 1000 * MILLION * FIX_ONE},
    {"%", &UNIT_SHARE, FIX_ONE / 100}, {"procent", &UNIT_SHARE, FIX_ONE / 100}, {"promille", &UNIT_SHARE, FIX_ONE / 1000},
    {"procentenheter", &UNIT_POINT, FIX_ONE / 100}, {"procentenhet", &UNIT_POINT, FIX_ONE / 100},
    {"tal", &UNIT_NONE, FIX_ONE}, {"heltal", &UNIT_NONE, FIX_ONE},
    {"dag", &unit_days, FIX_ONE}, {"dagar", &unit_days, FIX_ONE}, {"vecka", &unit_days, 7 * FIX_ONE}, {"veckor", &unit_days, 7 * FIX_ONE},
    {"månad", &unit_months, FIX_ONE}, {"månader", &unit_months, FIX_ONE}, {"kvartal", &unit_months, 3 * FIX_ONE},
    {"tertial", &unit_months, 4 * FIX_ONE}, {"halvår", &unit_months, 6 * FIX_ONE}, {"år", &unit_months, 12 * FIX_ONE},
};

/* ---- spellings ---- */

static size_t spelling_index(const Model *model, Str folded)
{
    return (size_t)map_get(&model->unit_map, folded);
}

static void add_spelling(Model *model, Str name, Unit unit, Fix factor)
{
    vec_push(model->arena, &model->units, (UnitName){name, unit, factor});
    map_put(&model->unit_map, utf8_fold(model->arena, name), (void *)model->units.count);
}

void units_builtin(Checker *c)
{
    /* In the order of BASE_KR, BASE_DAY, BASE_MONTH. */
    vec_push(c->arena, &c->model->bases, (BaseUnit){STR_LIT("kr"), STR_LIT("kr"), STR_LIT("kr"), NULL});
    vec_push(c->arena, &c->model->bases, (BaseUnit){STR_LIT("dag"), STR_LIT("dag"), STR_LIT("dagar"), NULL});
    vec_push(c->arena, &c->model->bases, (BaseUnit){STR_LIT("månad"), STR_LIT("månad"), STR_LIT("månader"), NULL});
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
        add_spelling(c->model, str_of(built_in[i].name), *built_in[i].unit, built_in[i].factor);
}

static bool lookup_simple(const Model *model, Str name, Unit *unit, Fix *factor)
{
    size_t index = spelling_index(model, name);
    if (!index)
        index = spelling_index(model, utf8_fold(model->arena, name));
    if (!index)
        return false;
    *unit = model->units.items[index - 1].unit;
    *factor = model->units.items[index - 1].factor;
    return true;
}

static bool lookup_quotient(const Model *model, Str above, Str below, Unit *unit, Fix *factor)
{
    Unit top, bottom;
    Fix top_factor, bottom_factor;
    return unit_lookup(model, above, &top, &top_factor) && lookup_simple(model, below, &bottom, &bottom_factor)
        && bottom.kind == UNIT_MEASURE && unit_multiply(top, bottom, -1, unit) && fix_div(top_factor, bottom_factor, factor);
}

bool unit_lookup(const Model *model, Str name, Unit *unit, Fix *factor)
{
    for (size_t at = name.n; at-- > 0;)
        if (name.s[at] == '/')
            return lookup_quotient(model, (Str){name.s, at}, (Str){name.s + at + 1, name.n - at - 1}, unit, factor);
    return lookup_simple(model, name, unit, factor);
}

/* ---- arithmetic ---- */

bool unit_eq(Unit a, Unit b)
{
    if (a.kind != b.kind || a.dim_count != b.dim_count)
        return false;
    for (size_t i = 0; i < a.dim_count; i++)
        if (a.dims[i].base != b.dims[i].base || a.dims[i].power != b.dims[i].power)
            return false;
    return true;
}

/* Adds power to the dimension of base, keeping dims sorted and without zero powers. */
static bool add_dim(Unit *unit, Dim dim)
{
    size_t at = 0;
    while (at < unit->dim_count && unit->dims[at].base < dim.base)
        at++;
    size_t after = unit->dim_count - at;
    if (after && unit->dims[at].base == dim.base) {
        unit->dims[at].power = (int8_t)(unit->dims[at].power + dim.power);
        if (unit->dims[at].power)
            return unit->dims[at].power > -9 && unit->dims[at].power < 9;
        memmove(&unit->dims[at], &unit->dims[at + 1], (after - 1) * sizeof *unit->dims);
        unit->dim_count--;
        return true;
    }
    if (unit->dim_count == UNIT_MAX_DIMS)
        return false;
    memmove(&unit->dims[at + 1], &unit->dims[at], after * sizeof *unit->dims);
    unit->dims[at] = dim;
    unit->dim_count++;
    return true;
}

/* Products of measures; what cancels altogether is a share. */
static bool multiply_measures(Unit a, Unit b, int sign, Unit *out)
{
    *out = a;
    for (size_t i = 0; i < b.dim_count; i++)
        if (!add_dim(out, (Dim){b.dims[i].base, (int8_t)(sign * b.dims[i].power)}))
            return false;
    if (out->dim_count == 0)
        *out = UNIT_SHARE;
    return true;
}

/* What a product or quotient is when none or one side is a measure: by (left, right). A share of something is that something. */
static UnitKind scaled_kind(UnitKind a, UnitKind b, int sign)
{
    if (sign < 0)
        return a == b ? UNIT_RATIO : b == UNIT_PLAIN ? a : b == UNIT_RATIO ? a : a == UNIT_PLAIN ? UNIT_PLAIN : UNIT_RATIO;
    if (a == UNIT_POINTS || b == UNIT_POINTS)
        return UNIT_POINTS;
    return a == UNIT_RATIO && b == UNIT_RATIO ? UNIT_RATIO : UNIT_PLAIN;
}

bool unit_multiply(Unit a, Unit b, int sign, Unit *out)
{
    if (a.kind == UNIT_MEASURE || b.kind == UNIT_MEASURE) {
        Unit left = a.kind == UNIT_MEASURE ? a : (Unit){UNIT_MEASURE, 0, {{0, 0}}};
        Unit right = b.kind == UNIT_MEASURE ? b : (Unit){UNIT_MEASURE, 0, {{0, 0}}};
        return multiply_measures(left, right, sign, out);
    }
    *out = (Unit){scaled_kind(a.kind, b.kind, sign), 0, {{0, 0}}};
    return true;
}

Unit unit_difference(Unit unit)
{
    return unit.kind == UNIT_RATIO ? UNIT_POINT : unit;
}

/* ---- printing ---- */

static void print_side(StrBuf *out, const Model *model, Unit unit, int sign, bool plural)
{
    const char *between = "";
    for (size_t i = 0; i < unit.dim_count; i++) {
        const BaseUnit *base = &model->bases.items[unit.dims[i].base];
        for (int power = unit.dims[i].power * sign; power > 0; power--) {
            strbuf_puts(out, sign > 0 ? between : "/");
            strbuf_put(out, plural ? base->plural : base->singular);
            between = "*";
        }
    }
}

void unit_print(StrBuf *out, const Model *model, Unit unit, bool plural)
{
    switch (unit.kind) {
    case UNIT_PLAIN:
        return;
    case UNIT_RATIO:
        strbuf_puts(out, "%");
        return;
    case UNIT_POINTS:
        strbuf_puts(out, "procentenheter");
        return;
    case UNIT_MEASURE: {
        size_t before = out->n;
        print_side(out, model, unit, 1, plural);
        if (out->n == before)
            strbuf_putc(out, '1');
        print_side(out, model, unit, -1, false);
        return;
    }
    }
}

const char *unit_text(Checker *c, Unit unit)
{
    if (unit.kind == UNIT_PLAIN)
        return BOTH("tal utan enhet", "numbers without unit");
    if (unit.kind == UNIT_POINTS)
        return BOTH("procentenheter", "percentage points");
    StrBuf buf = {0};
    unit_print(&buf, c->model, unit, true);
    const char *text = arena_strndup(c->arena, buf.s ? buf.s : "", buf.n);
    strbuf_free(&buf);
    return text;
}

/* ---- names of units in the model ---- */

bool unit_of_text(Checker *c, Str text, Span span, Unit *unit, Fix *factor)
{
    if (unit_lookup(c->model, text, unit, factor))
        return true;
    Nearest nearest = nearest_start(c, text);
    for (VEC_EACH(UnitName, name, &c->model->units))
        nearest_offer(&nearest, name->name);
    unknown_report(c, DIAG_S0213, span, text, "", nearest.best);
    return false;
}

bool unit_of_name(Checker *c, const Expr *name, Unit *unit, Fix *factor)
{
    return name && name->kind == EXPR_NAME && unit_of_text(c, name->as.text, name->span, unit, factor);
}

/* ---- måttenhet ---- */

static Str heading_text(const Decl *decl, size_t index, Str otherwise)
{
    const Expr *text = index < decl->heading.count ? decl->heading.items[index].value : NULL;
    return text && text->kind == EXPR_TEXT && text->as.text.n ? text->as.text : otherwise;
}

static void report_taken(Checker *c, const Decl *decl, Str spelling)
{
    diag_add(c->diags, DIAG_S0219, decl->name_span, text_of(c, spelling), NULL);
}

/* The unit's name, singular and plural all spell it. */
static void spell(Checker *c, const Decl *decl, Unit unit, Fix factor)
{
    Str singular = heading_text(decl, 0, decl->name), plural = heading_text(decl, 1, singular);
    const Str spellings[] = {decl->name, singular, plural};
    for (size_t i = 0; i < 3; i++) {
        Str folded = name_fold(c, spellings[i]);
        size_t index = spelling_index(c->model, folded);
        if (!index)
            add_spelling(c->model, spellings[i], unit, factor);
        else if (!unit_eq(c->model->units.items[index - 1].unit, unit))
            report_taken(c, decl, spellings[i]);
    }
}

static void declare_base(Checker *c, const Decl *decl)
{
    Str singular = heading_text(decl, 0, decl->name);
    if (c->model->bases.count == UINT16_MAX)
        return;
    Unit unit = {UNIT_MEASURE, 1, {{(uint16_t)c->model->bases.count, 1}}};
    vec_push(c->arena, &c->model->bases, (BaseUnit){decl->name, singular, heading_text(decl, 1, singular), decl});
    spell(c, decl, unit, FIX_ONE);
}

/* `måttenhet tjog = 20 stycken`. False while the other unit is not known yet; then, when last, a diagnostic. */
static bool declare_multiple(Checker *c, const Decl *decl, const Expr *equals, bool last)
{
    Unit unit;
    Fix factor, product;
    if (!last && !unit_lookup(c->model, equals->as.number.unit, &unit, &factor))
        return false;
    if (!unit_of_text(c, equals->as.number.unit, equals->span, &unit, &factor))
        return true;
    if (equals->as.number.value <= 0 || !fix_mul(equals->as.number.value, factor, &product))
        diag_add(c->diags, DIAG_S0334, equals->span, text_of(c, decl->name), NULL);
    else
        spell(c, decl, unit, product);
    return true;
}

typedef struct Multiple { const Decl *decl; const Expr *equals; } Multiple;
typedef VEC(Multiple) MultipleVec;

static bool declared_before(Checker *c, Map *units, const Decl *decl)
{
    const Decl *before = map_put(units, name_fold(c, decl->name), (void *)decl);
    if (!before)
        return false;
    Diag *diag = diag_add(c->diags, DIAG_S0202, decl->name_span, text_of(c, decl->name), once_only(c, decl, before), NULL);
    diag_label(c->diags, diag, before->name_span, BOTH("deklarerat första gången här", "first declared here"));
    return true;
}

static void declare_unit(Checker *c, Map *units, const Decl *decl, MultipleVec *multiples)
{
    attributes_check(c, decl);
    const Expr *equals = attr_value(decl_attr(decl, ATTR_EQUALS));
    if (declared_before(c, units, decl))
        return;
    if (!equals)
        declare_base(c, decl);
    else if (equals->kind == EXPR_NUMBER && equals->as.number.unit.n)
        vec_push(c->arena, multiples, (Multiple){decl, equals});
    else
        diag_add(c->diags, DIAG_S0334, equals->span, text_of(c, decl->name), NULL);
}

/* Base units first; then multiples, as long as any becomes known: they may stand in any order. */
void units_check(Checker *c)
{
    MultipleVec multiples = {0};
    Map units;
    map_init(&units, c->arena);
    for (size_t t = 0; t < c->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &c->model->trees[t]->decls))
            if (decl->kind == DECL_UNIT && decl->name.n)
                declare_unit(c, &units, decl, &multiples);
    for (bool progress = true, last = false; multiples.count; last = !progress) {
        size_t left = 0;
        for (size_t i = 0; i < multiples.count; i++)
            if (!declare_multiple(c, multiples.items[i].decl, multiples.items[i].equals, last))
                multiples.items[left++] = multiples.items[i];
        progress = left < multiples.count;
        multiples.count = left;
    }
}
