/* common.c: what all declarations share: attributes that stand twice, sources, validity, periods in attributes. First passes of check.c. */
#include "base/utf8.h"
#include "model/check.h"
#include "model/scenario.h"

/* ---- attributes that stand twice (those that do not belong are caught by the parser) ---- */

static const bool repeatable[ATTR_COUNT] = {
#define ATTR(member, keyword, repeat, decls) [ATTR_##member] = repeat,
#include "syntax/attributes.def"
#undef ATTR
};

void attributes_check(Checker *c, const Decl *decl)
{
    const Attr *first[ATTR_COUNT] = {0};
    for (VEC_EACH(const Attr, attr, &decl->attrs)) {
        if (!first[attr->kind]) {
            first[attr->kind] = attr;
        } else if (!repeatable[attr->kind]) {
            Diag *diag = diag_add(c->diags, DIAG_S0206, attr->keyword, attr_keyword(attr->kind), NULL);
            diag_label(c->diags, diag, first[attr->kind]->keyword, BOTH("första gången här", "first here"));
        }
    }
}

void require_attr(Checker *c, const Decl *decl, AttrKind attr, const char *hint)
{
    if (!decl->broken && !decl_attr(decl, attr))
        diag_add(c->diags, DIAG_S0327, decl->name_span, decl_keyword(decl->kind), text_of(c, decl->name), attr_keyword(attr), hint, NULL);
}

/* ---- sources ---- */

static void fill_sources(Checker *c, Common *common, const Decl *decl)
{
    EACH_ATTR(attr, decl, ATTR_SOURCE)
        citations_of(c->arena, attr, &common->sources);
}

void common_fill(Checker *c, Common *common, const Decl *decl)
{
    common->decl = decl;
    common->document = common->part = NO_INDEX;
    common->name = decl->name;
    common->title = decl->title.n ? decl->title : decl->name;
    common->valid = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    fill_sources(c, common, decl);
}

/* ---- every declaration gets its place in the model ---- */

#define DECLARE(vec, T, kind)                                                     \
    do {                                                                          \
        T entry = {0};                                                            \
        common_fill(c, &entry.common, decl);                                      \
        name_declare(c, decl, (kind), c->model->vec.count);                       \
        vec_push(c->arena, &c->model->vec, entry);                                \
    } while (0)

static void declare_scale(Checker *c, const Decl *decl)
{
    Scale *scale = ARENA_NEW(c->arena, Scale);
    common_fill(c, &scale->common, decl);
    name_declare(c, decl, SYM_SCALE, c->model->scales.count);
    vec_push(c->arena, &c->model->scales, scale);
}

static void declare_scenario(Checker *c, const Decl *decl)
{
    Scenario *scenario = ARENA_NEW(c->arena, Scenario);
    common_fill(c, &scenario->common, decl);
    name_declare(c, decl, SYM_SCENARIO, c->model->scenarios.count);
    vec_push(c->arena, &c->model->scenarios, scenario);
}

static void declare(Checker *c, const Decl *decl)
{
    if (decl->kind == DECL_STEERING_MODEL)
        return;
    if (decl->name.n == 0) {
        name_broken(c, decl);
        return;
    }
    attributes_check(c, decl);
    switch (decl->kind) {
    case DECL_USE:
    case DECL_UNIT:
    case DECL_KIND:
    case DECL_STEERING_MODEL:
    case DECL_COUNT: return;
    case DECL_BODY: DECLARE(bodies, Body, SYM_BODY); return;
    case DECL_GROUP: DECLARE(groups, Group, SYM_GROUP); return;
    case DECL_LEVEL: DECLARE(levels, GoalLevel, SYM_GOAL_LEVEL); return;
    case DECL_GOAL: DECLARE(goals, Goal, SYM_GOAL); return;
    case DECL_SCALE: declare_scale(c, decl); return;
    case DECL_TABLE: DECLARE(tables, Table, SYM_TABLE); return;
    case DECL_PARAMETER: DECLARE(parameters, Parameter, SYM_PARAMETER); return;
    case DECL_INDICATOR: DECLARE(indicators, Indicator, SYM_INDICATOR); return;
    case DECL_CHECKPOINT: DECLARE(checkpoints, Checkpoint, SYM_CHECKPOINT); return;
    case DECL_COMMISSION: DECLARE(commissions, Commission, SYM_COMMISSION); return;
    case DECL_DOCUMENT_TYPE: DECLARE(document_types, DocumentType, SYM_DOCUMENT_TYPE); return;
    case DECL_DOCUMENT: DECLARE(documents, Document, SYM_DOCUMENT); return;
    case DECL_RESPONSIBILITY: DECLARE(responsibilities, Responsibility, SYM_RESPONSIBILITY); return;
    case DECL_DECISION_RIGHT: DECLARE(rights, DecisionRight, SYM_DECISION_RIGHT); return;
    case DECL_DECISION_TABLE: DECLARE(decision_tables, DecisionTable, SYM_DECISION_TABLE); return;
    case DECL_RISK: DECLARE(risks, Risk, SYM_RISK); return;
    case DECL_CONSTRAINT: DECLARE(constraints, Constraint, SYM_CONSTRAINT); return;
    case DECL_SEASON: DECLARE(seasons, Season, SYM_SEASON); return;
    case DECL_RULE: DECLARE(rules, Rule, SYM_RULE); return;
    case DECL_SCENARIO: declare_scenario(c, decl); return;
    case DECL_TEST: DECLARE(tests, Test, SYM_TEST); return;
    }
}

void declare_all(Checker *c)
{
    heads_declare(c);
    for (size_t t = 0; t < c->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &c->model->trees[t]->decls))
            declare(c, decl);
}

/* ---- periods ---- */

bool number_of(const Expr *expr, int64_t *out)
{
    if (!expr || expr->kind != EXPR_NUMBER || expr->as.number.unit.n || expr->as.number.value % FIX_ONE)
        return false;
    *out = expr->as.number.value / FIX_ONE;
    return true;
}

static bool year_period(const Expr *expr, Period *out)
{
    int64_t year;
    if (!number_of(expr, &year) || year < 1 || year > 9999)
        return false;
    *out = period_year((int)year);
    return true;
}

static bool mandate_period(Checker *c, const Expr *expr, Period *out)
{
    *out = c->model->mandate;
    if (c->model->mandate.first != c->model->mandate.last)
        return true;
    if (!c->incomplete)
        diag_add(c->diags, DIAG_S0243, expr->span, NULL);
    return false;
}

static bool range_period(Checker *c, const Expr *range, Period *out)
{
    Period low, high;
    if (!time_period(c, range->as.range.low, &low) || !time_period(c, range->as.range.high, &high))
        return false;
    *out = (Period){low.first, high.last};
    if (low.first <= high.last)
        return true;
    diag_add(c->diags, DIAG_S0336, range->span, NULL);
    return false;
}

bool time_period(Checker *c, const Expr *expr, Period *out)
{
    if (!expr)
        return false;
    if (expr->kind == EXPR_RANGE)
        return range_period(c, expr, out);
    if (expr->kind == EXPR_TIME && expr->as.time.form == TIME_MANDATE)
        return mandate_period(c, expr, out);
    if (expr->kind == EXPR_TIME && expr->as.time.form == TIME_PERIOD) {
        *out = expr->as.time.period;
        return true;
    }
    if (year_period(expr, out))
        return true;
    diag_add(c->diags, DIAG_S0242, expr->span, text_of_expr(c, expr), NULL);
    return false;
}

static const struct { const char *word; Grain grain; } grain_words[] = {
    {"dag", GRAIN_DAY}, {"månad", GRAIN_MONTH}, {"kvartal", GRAIN_QUARTER}, {"tertial", GRAIN_TERTIAL}, {"halvår", GRAIN_HALF}, {"år", GRAIN_YEAR},
};

bool grain_of(Checker *c, const Attr *per, Grain *out)
{
    const Expr *name = attr_value(per);
    if (!name)
        return false;
    Str word = name->kind == EXPR_NAME ? name_fold(c, name->as.text) : STR_LIT("");
    for (size_t i = 0; i < sizeof grain_words / sizeof *grain_words; i++)
        if (str_eqz(word, grain_words[i].word)) {
            *out = grain_words[i].grain;
            return true;
        }
    diag_add(c->diags, DIAG_S0245, name->span, text_of_expr(c, name), NULL);
    return false;
}

/* ---- validity, decisions, exemptions ---- */

/* From the first day of `from` to the last day of `to`; both may be left out. */
static bool dates_between(Checker *c, const Expr *from, const Expr *to, Period *out)
{
    Period first, last;
    if (from && time_period(c, from, &first))
        out->first = first.first;
    if (to && time_period(c, to, &last))
        out->last = last.last;
    if (out->first <= out->last)
        return true;
    diag_add(c->diags, DIAG_S0336, to ? to->span : from->span, NULL);
    return false;
}

static void check_validity(Checker *c, Common *common)
{
    const Attr *valid = decl_attr(common->decl, ATTR_VALID);
    if (!valid || valid->items.count == 0)
        return;
    const Item *item = &valid->items.items[0];
    const Mod *to = item_mod(item, MOD_TO_DATE);
    dates_between(c, item->value, to ? to->value : NULL, &common->valid);
}

/* A date, period or year of a modifier. */
static bool mod_period(const Item *item, ModKind kind, Period *out)
{
    const Mod *mod = item_mod(item, kind);
    if (!mod || !mod->value)
        return false;
    if (mod->value->kind == EXPR_NUMBER) {
        int64_t year = mod->value->as.number.value / FIX_ONE;
        *out = period_year(year < 1 ? 1 : year > 9999 ? 9999 : (int)year);
        return true;
    }
    if (mod->value->kind != EXPR_TIME || mod->value->as.time.form != TIME_PERIOD)
        return false;
    *out = mod->value->as.time.period;
    return true;
}

bool exemption_covers(const Item *exemption, Date day)
{
    Period bound;
    if (mod_period(exemption, MOD_FROM_DATE, &bound) && day < bound.first)
        return false;
    return !mod_period(exemption, MOD_TO_DATE, &bound) || day <= bound.last;
}

Date exemption_end(const Item *exemption)
{
    Period bound;
    return mod_period(exemption, MOD_TO_DATE, &bound) ? bound.last : DATE_NONE;
}

static void check_exemption(Checker *c, const Item *item)
{
    Period span = {date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    const Mod *from = item_mod(item, MOD_FROM_DATE), *to = item_mod(item, MOD_TO_DATE), *whose = item_mod(item, MOD_FOR);
    dates_between(c, from ? from->value : NULL, to ? to->value : NULL, &span);
    if (!whose || !whose->value)
        return;
    if (whose->value->kind == EXPR_SCOPE)
        scope_check(c, &ENV_PLAIN, whose->value);
    else if (whose->value->kind == EXPR_LIST)
        for (size_t i = 0; i < whose->value->as.list.count; i++)
            scope_check(c, &ENV_PLAIN, whose->value->as.list.items[i]);
}

void common_check(Checker *c, Common *common)
{
    if (!common->decl)
        return;
    check_validity(c, common);
    links_fill(c, common);
    EACH_ATTR(attr, common->decl, ATTR_EXEMPT)
        for (VEC_EACH(const Item, item, &attr->items))
            check_exemption(c, item);
}

#define EACH_COMMON(T, vec)                       \
    for (VEC_EACH(T, thing, &c->model->vec))      \
        common_check(c, &thing->common)

void commons_check(Checker *c)
{
    EACH_COMMON(Body, bodies);
    EACH_COMMON(Group, groups);
    EACH_COMMON(GoalLevel, levels);
    EACH_COMMON(Goal, goals);
    EACH_COMMON(Table, tables);
    EACH_COMMON(Parameter, parameters);
    EACH_COMMON(Indicator, indicators);
    EACH_COMMON(Rule, rules);
    EACH_COMMON(Season, seasons);
    for (VEC_EACH(Scale *, scale, &c->model->scales))
        common_check(c, &(*scale)->common);
}

typedef struct Visit { Checker *c; void (*visit)(Checker *, const Common *); } Visit;

static void visit_declared(void *context, Common *common)
{
    const Visit *visit = context;
    if (common->decl)
        visit->visit(visit->c, common);
}

void declared_each(Checker *c, void (*visit)(Checker *, const Common *))
{
    Visit context = {c, visit};
    commons_each(c->model, visit_declared, &context);
}

/* ---- styrmodell and tidsrum ---- */

static void check_mandate(Checker *c, const Expr *range)
{
    Period mandate;
    if (range && time_period(c, range, &mandate))
        c->model->mandate = mandate;
}

void head_check(Checker *c)
{
    const Decl *head = c->model->head;
    if (!head)
        return;
    const Expr *code = attr_value(decl_attr(head, ATTR_MUNICIPALITY));
    Common *common = &c->model->head_common;
    common_fill(c, common, head);
    check_mandate(c, attr_value(decl_attr(head, ATTR_MANDATE)));
    common_check(c, common);
    c->model->valid = common->valid;
    c->model->name = common->name;
    c->model->title = common->title;
    c->model->municipality_code = code && code->kind == EXPR_TEXT ? code->as.text : STR_LIT("");
}

void seasons_check(Checker *c)
{
    for (VEC_EACH(Season, season, &c->model->seasons)) {
        const Expr *months = attr_value(decl_attr(season->common.decl, ATTR_EQUALS));
        if (months && months->kind == EXPR_TIME && months->as.time.form == TIME_MONTHS) {
            season->month_from = months->as.time.month;
            season->month_to = months->as.time.month_to ? months->as.time.month_to : months->as.time.month;
        } else if (months) {
            diag_add(c->diags, DIAG_S0242, months->span, text_of_expr(c, months), NULL);
        } else {
            require_attr(c, season->common.decl, ATTR_EQUALS, "= augusti–december");
        }
    }
}
