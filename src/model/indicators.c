/* indicators.c: `indikator`: first its heading (unit, grain, whose, scale, direction), then, when all headings are known, its value and cases. Targets: targets.c. */
#include "model/check.h"

#define MOST_TIGHTENED 50      /* indicators that tighten each other in a chain */

/* ---- the heading ---- */

/* What an indicator does not say itself it takes from the one that it tightens (`skärper`), or the one that that tightens. */
static const Decl *says(const Model *model, const Indicator *indicator, AttrKind kind)
{
    for (int steps = 0; steps < MOST_TIGHTENED; steps++) {
        if (decl_attr(indicator->common.decl, kind))
            return indicator->common.decl;
        if (indicator->tightens == NO_INDEX)
            return NULL;
        indicator = &model->indicators.items[indicator->tightens];
    }
    return NULL;
}

static const Attr *stated(const Checker *c, const Indicator *indicator, AttrKind kind)
{
    const Decl *decl = says(c->model, indicator, kind);
    return decl ? decl_attr(decl, kind) : NULL;
}

static void fill_unit(Checker *c, Indicator *indicator, size_t index)
{
    const Expr *name = attr_value(stated(c, indicator, ATTR_UNIT));
    Unit unit;
    indicator->value_factor = indicator->unit_factor = FIX_ONE;
    if (!name)
        return;
    indicator->unit_text = name->as.text;
    c->indicator_types[index] = TYPE_KNOWN;
    if (!unit_of_name(c, name, &unit, &indicator->unit_factor))
        return;
    indicator->type = type_number(unit);
    if (unit.kind == UNIT_PLAIN)     /* enhet tal: there is nothing to write behind the figure */
        indicator->unit_text = STR_LIT("");
}

static void fill_measured(Checker *c, Indicator *indicator)
{
    const Attr *measured = stated(c, indicator, ATTR_MEASURED);
    int64_t years;
    if (!measured || measured->items.count == 0 || !number_of(measured->items.items[0].value, &years))
        return;
    const Mod *from = item_mod(&measured->items.items[0], MOD_FROM);
    Period first;
    indicator->every_years = (int)years;
    if (from && time_period(c, from->value, &first))
        indicator->every_from = date_year(first.first);
    else if (!from)
        diag_add(c->diags, DIAG_S0271, measured->keyword, NULL);
}

static void fill_breaks(Checker *c, Indicator *indicator)
{
    Period from;
    const Decl *decl = says(c->model, indicator, ATTR_SERIES_BREAK);
    if (!decl)
        return;
    EACH_ATTR(attr, decl, ATTR_SERIES_BREAK)
        for (VEC_EACH(const Item, item, &attr->items))
            if (time_period(c, item->value, &from))
                vec_push(c->arena, &indicator->breaks, from.first);
}

/* Nothing was found to compute it by: the first of the chain says so itself, and rings are reported as such; left are chains that are too long. */
static void check_chain(Checker *c, const Indicator *indicator)
{
    const Indicator *at = indicator;
    for (int steps = 0; steps < MOST_TIGHTENED && at->tightens != NO_INDEX; steps++) {
        at = &c->model->indicators.items[at->tightens];
        if (at == indicator)
            return;
    }
    if (at->tightens != NO_INDEX)
        diag_add(c->diags, DIAG_S0215, indicator->common.decl->name_span, NULL);
}

/* How it gets its value: computed, or judged by a body; then the assessment is all there is. */
static void fill_origin(Checker *c, Indicator *indicator, size_t index)
{
    const Decl *decl = indicator->common.decl;
    const Attr *judged = decl_attr(decl, ATTR_COMPUTED) ? decl_attr(decl, ATTR_JUDGED) : stated(c, indicator, ATTR_JUDGED);
    indicator->value = attr_value(decl_attr(decl, ATTR_JUDGED) ? decl_attr(decl, ATTR_COMPUTED) : stated(c, indicator, ATTR_COMPUTED));
    if (!judged) {
        if (!indicator->value && decl_attr(decl, ATTR_TIGHTENS))
            check_chain(c, indicator);
        else if (!indicator->value)
            require_attr(c, decl, ATTR_COMPUTED, "beräknas som summa(utfall.belopp)");
        return;
    }
    name_resolve(c, NULL, attr_value(judged), WANT_BODY);
    if (indicator->value) {
        Diag *diag = diag_add(c->diags, DIAG_S0322, judged->keyword, text_of(c, decl->name), NULL);
        diag_label(c->diags, diag, decl_attr(decl, ATTR_COMPUTED)->keyword, BOTH("beräknas här", "computed here"));
        return;
    }
    indicator->type = (Type){TYPE_LEVEL, UNIT_NONE, indicator->scale};
    c->indicator_types[index] = TYPE_KNOWN;
}

static void check_heading(Checker *c, Indicator *indicator, size_t index)
{
    const Decl *decl = indicator->common.decl;
    indicator->grain = GRAIN_OTHER;
    grain_of(c, stated(c, indicator, ATTR_PER), &indicator->grain);
    contexts_check(c, decl, &indicator->contexts);
    applies_to_fill(c, &indicator->common);
    contexts_limit(c, &indicator->common, &indicator->contexts);
    const Decl *scaled = says(c->model, indicator, ATTR_ON_SCALE);
    indicator->scale = scale_of(c, scaled ? scaled : decl, default_scale(c->model));
    indicator->watched = decl_attr(decl, ATTR_WATCHED);
    indicator->allow_partial = stated(c, indicator, ATTR_ALLOW_PARTIAL);
    indicator->exempts = decl_attr(decl, ATTR_EXEMPT);
    fill_unit(c, indicator, index);
    fill_origin(c, indicator, index);
    fill_measured(c, indicator);
    fill_breaks(c, indicator);
    responsible_fill(c, decl, &indicator->responsible, &indicator->responsible_roles);
    targets_fill(c, indicator);
}

void indicators_check(Checker *c)
{
    for (VEC_EACH(Indicator, indicator, &c->model->indicators))
        indicator->tightens = tightened(c, indicator->common.decl, SYM_INDICATOR);
    for (size_t i = 0; i < c->model->indicators.count; i++)
        check_heading(c, &c->model->indicators.items[i], i);
}

/* ---- the value ---- */

static Env value_env(Checker *c, const Indicator *indicator, size_t index)
{
    Env env = ENV_PLAIN;
    env.contexts = &indicator->contexts;
    env.per_stated = indicator->grain != GRAIN_OTHER;
    env.node = graph_node(c, NODE_VALUE, index);
    return env;
}

/* A number of rows may be so many elever, but never so many kronor or per cent. */
static bool is_countable(Unit unit)
{
    return unit.kind == UNIT_MEASURE && unit.dim_count > 0 && unit.dims[0].base != BASE_KR;
}

/* A bare figure straight from a table, perhaps at another time: then `enhet` says what it is in. */
static bool is_bare_figure(Checker *c, const Expr *expr, Unit stated)
{
    for (; expr->kind == EXPR_CALL || expr->kind == EXPR_FOR; expr = expr->as.call.args.items[0]) {
        if (expr->kind == EXPR_FOR)
            return is_bare_figure(c, expr->as.for_.x, stated);
        Ref ref = info_of(c, expr)->ref;
        if (ref.kind != SYM_FUNCTION || expr->as.call.args.count == 0)
            return false;
        FunctionClass class = function_info((Function)ref.index)->class;
        bool counts = ref.index == FUNCTION_COUNT || ref.index == FUNCTION_COUNT_DISTINCT;
        if (class == FN_AGGREGATE)
            return !counts || is_countable(stated);
        if (class != FN_TIME && class != FN_MISSING)
            return false;
    }
    return false;
}

/* The stated unit against what the expression gives. */
static void check_stated(Checker *c, Indicator *indicator, Type computed)
{
    if (is_silent(computed) || is_silent(indicator->type) || unit_eq(computed.unit, indicator->type.unit))
        return;
    if (computed.unit.kind == UNIT_RATIO && indicator->type.unit.kind == UNIT_PLAIN)
        return;
    if (computed.unit.kind == UNIT_PLAIN && is_bare_figure(c, indicator->value, indicator->type.unit)) {
        indicator->value_factor = indicator->unit_factor;
        return;
    }
    const Expr *unit = attr_value(stated(c, indicator, ATTR_UNIT));
    bool points = computed.unit.kind == UNIT_POINTS && indicator->type.unit.kind == UNIT_RATIO;
    Diag *diag = diag_add(c->diags, points ? DIAG_S0361 : DIAG_S0268, unit->span, text_of(c, indicator->common.name), unit_text(c, indicator->type.unit),
                          unit_text(c, computed.unit), NULL);
    diag_label(c->diags, diag, indicator->value->span, "%s", unit_text(c, computed.unit));
}

/* Without `enhet`: shares are shown in %, everything else in its base unit. */
static void infer_unit(Checker *c, Indicator *indicator, Type computed)
{
    indicator->type = computed;
    if (!is_number(computed))
        return;
    bool share = computed.unit.kind == UNIT_RATIO || computed.unit.kind == UNIT_POINTS;
    indicator->unit_factor = share ? FIX_ONE / 100 : FIX_ONE;
    StrBuf buf = {0};
    unit_print(&buf, c->model, computed.unit, true);
    indicator->unit_text = str_dup(c->arena, strbuf_str(&buf));
    strbuf_free(&buf);
}

static Type check_value(Checker *c, Indicator *indicator, size_t index)
{
    Env env = value_env(c, indicator, index);
    if (!indicator->value)
        return TYPE_BAD;
    Type type = expr_number(c, &env, indicator->value);
    return is_silent(type) ? TYPE_BAD : type;
}

Type indicator_type(Checker *c, size_t index)
{
    Indicator *indicator = &c->model->indicators.items[index];
    if (c->indicator_types[index] == TYPE_IN_PROGRESS)
        return TYPE_BAD;      /* the ring itself is reported by cycles_check */
    if (c->indicator_types[index] == TYPE_KNOWN)
        return indicator->type;
    c->indicator_types[index] = TYPE_IN_PROGRESS;
    infer_unit(c, indicator, check_value(c, indicator, index));
    c->indicator_types[index] = TYPE_KNOWN;
    return indicator->type;
}

/* ---- the assessment ---- */

Env assessment_env(Checker *c, const Indicator *indicator, size_t index)
{
    Env env = value_env(c, indicator, index);
    env.node = graph_node(c, NODE_LEVEL, index);
    env.has_value = true;
    env.value = indicator->type;
    env.self = index;
    env.scale = indicator->scale;
    env.has_share = indicator->targets.count > 0;
    return env;
}

static void check_cases(Checker *c, Indicator *indicator, size_t index)
{
    const Decl *decl = indicator->common.decl;
    const Attr *assessed = stated(c, indicator, ATTR_ASSESSED);
    if (!assessed)
        return;
    if (indicator->type.kind == TYPE_LEVEL) {
        diag_add(c->diags, DIAG_S0341, assessed->keyword, text_of(c, decl->name), attr_keyword(ATTR_ASSESSED), NULL);
        return;
    }
    Env env = assessment_env(c, indicator, index);
    size_t errors = c->diags->errors;
    cases_fill(c, &env, says(c->model, indicator, ATTR_ASSESSED), indicator->scale, &indicator->cases);
    if (errors == c->diags->errors && !decl->broken && decl_attr(decl, ATTR_ASSESSED))
        cases_cover(c, decl, indicator->scale, &indicator->cases, indicator->direction);
}

void indicator_values_check(Checker *c)
{
    for (size_t i = 0; i < c->model->indicators.count; i++) {
        Indicator *indicator = &c->model->indicators.items[i];
        if (stated(c, indicator, ATTR_UNIT) && indicator->value)
            check_stated(c, indicator, check_value(c, indicator, i));
        indicator_type(c, i);
        Env env = assessment_env(c, indicator, i);
        graph_need(c, &env, NODE_VALUE, i, indicator->common.decl->name_span);
        targets_check(c, indicator, i);
        check_cases(c, indicator, i);
    }
}
