/* rules.c: `regel`: the condition, what it requires of whom by when, and its message. A pass of check.c. */
#include "model/duties/duties.h"

/* ---- kräver ---- */

static void fill_receivers(Checker *c, const Env *env, const Item *item, Requirement *out)
{
    const Mod *to = item_mod(item, MOD_TO);
    if (!to || !to->value || to->value->kind != EXPR_LIST)
        return;
    for (VEC_EACH(Expr *, name, &to->value->as.list)) {
        if (!name_resolve(c, env, *name, WANT_BODY))
            continue;
        relative_check(c, env, *name);
        vec_push(c->arena, &out->to, *name);
    }
}

static void fill_sender(Checker *c, const Env *env, const Item *item, Requirement *out)
{
    const Mod *from = item_mod(item, MOD_FROM);
    if (!from || !from->value || !scope_check(c, env, from->value))
        return;
    out->from = from->value;
    SymbolKind kind = info_of(c, out->from)->ref.kind;
    if (out->from->kind != EXPR_SCOPE || out->from->as.scope.each || kind == SYM_GROUP || kind == SYM_BODY_KIND || kind == SYM_COLUMN)
        diag_add(c->diags, DIAG_S0328, out->from->span, text_of_expr(c, out->from), NULL);
    else
        relative_check(c, env, out->from->as.scope.name);
}

/* `senast 20 dagar efter perioden`, `senast nästa ekonomirapport`, `senast nämndens nästa sammanträde`. */
static void fill_deadline(Checker *c, const Env *env, const Item *item, Requirement *out)
{
    const Mod *by = item_mod(item, MOD_BY);
    PointPlace place = {env, &out->lengths_open, &out->meeting_bodies};
    if (!by || !by->value)
        return;
    out->by_text = by->value;
    out->has_by = point_fill(c, &place, by->value, &out->by);
}

/* Plans add up against it, so they are in its unit. A column without one is the column's mistake. */
static void check_effect(Checker *c, const Rule *rule, const Expr *effect, Type type, const Table *table)
{
    size_t at = str_eqz(table->role, "åtgärdsplaner") ? find_column(c, (size_t)(table - c->model->tables.items), STR_LIT("effekt")) : NO_INDEX;
    const TableColumn *column = at == NO_INDEX ? NULL : &table->columns.items[at];
    if (!column || !is_number(column->type) || unit_eq(type.unit, column->type.unit))
        return;
    if (!unit_eq(column->type.unit, UNIT_NONE)) {
        expr_unit_report(c, effect, type.unit, column->type.unit);
        return;
    }
    const char *line = arena_printf(c->arena, "kolumn \"" STR_FMT "\" som effekt %s", STR_ARG(column->header), unit_text(c, type.unit));
    Diag *diag = diag_add(c->diags, DIAG_S0463, column->item->span, text_of(c, rule->common.name), unit_text(c, type.unit), line, NULL);
    diag_label(c->diags, diag, effect->span, BOTH("krävs här", "required here"));
}

static void fill_effect(Checker *c, const Env *env, const Rule *rule, const Item *item, Requirement *out)
{
    const Mod *effect = item_mod(item, MOD_EFFECT);
    if (!effect || !effect->value)
        return;
    out->effect = effect->value;
    Type type = expr_number(c, env, out->effect);
    if (is_silent(type))
        return;
    for (VEC_EACH(const Table, table, &c->model->tables))
        check_effect(c, rule, out->effect, type, table);
}

static void add_requirement(Checker *c, const Env *env, Rule *rule, const Item *item)
{
    const Mod *that = item_mod(item, MOD_THAT);
    if (!item->value || (item->value->kind != EXPR_NAME && !that))
        return;
    Requirement requirement = {.what = that ? STR_LIT("") : item->value->as.text, .item = item};
    if (that) {
        Env inner = *env;
        inner.since = true;
        requirement.that = that->value;
        expr_condition(c, &inner, that->value);
    }
    fill_sender(c, env, item, &requirement);
    fill_receivers(c, env, item, &requirement);
    fill_deadline(c, env, item, &requirement);
    fill_effect(c, env, rule, item, &requirement);
    vec_push(c->arena, &rule->requires, requirement);
}

/* ---- meddelande ---- */

static bool hole_known(Checker *c, Str name)
{
    static const char *const words[] = {"titel", "namn", "organ", "period", "värde"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eqz(name_fold(c, name), words[i]))
            return true;
    Known *known = name_find(c, name);
    return known && (known->symbol.ref.kind == SYM_INDICATOR || known->symbol.ref.kind == SYM_PARAMETER);
}

static void check_message(Checker *c, Rule *rule)
{
    const Expr *text = attr_value(decl_attr(rule->common.decl, ATTR_MESSAGE));
    if (!text || text->kind != EXPR_TEXT)
        return;
    rule->message = text->as.text;
    for (size_t at = 0, end; (at = str_find(rule->message, STR_LIT("{"), at)) != NO_INDEX; at = end + 1) {
        end = str_find(rule->message, STR_LIT("}"), at);
        if (end == NO_INDEX)
            return;
        Str name = str_trim((Str){rule->message.s + at + 1, end - at - 1});
        if (!hole_known(c, name))
            unknown_report(c, DIAG_S0337, text->span, name, "", nearest_symbol(c, name, WANT(INDICATOR) | WANT(PARAMETER)));
    }
}

/* ---- the rule ---- */

static void fill_trial(Checker *c, Rule *rule)
{
    const Attr *trial = decl_attr(rule->common.decl, ATTR_ON_TRIAL);
    rule->on_trial = trial != NULL;
    rule->trial = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    if (!trial || trial->items.count == 0)
        return;
    const Mod *from = item_mod(&trial->items.items[0], MOD_FROM_DATE), *to = item_mod(&trial->items.items[0], MOD_TO_DATE);
    Period period;
    if (from && time_period(c, from->value, &period))
        rule->trial.first = period.first;
    if (to && time_period(c, to->value, &period))
        rule->trial.last = period.last;
    if (rule->trial.first > rule->trial.last)
        diag_add(c->diags, DIAG_S0336, trial->span, NULL);
}

/* lyfts till KF 60 dagar efter missad frist */
static void fill_escalations(Checker *c, const Env *env, Rule *rule)
{
    EACH_ATTR(attr, rule->common.decl, ATTR_ESCALATES)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Mod *when = item_mod(item, MOD_ON);
            Escalation escalation = {.to = NO_INDEX, .name = item->value};
            if (!name_resolve(c, env, item->value, WANT(BODY) | WANT(RELATIVE_BODY)))
                continue;
            relative_check(c, env, item->value);
            if (info_of(c, item->value)->ref.kind == SYM_BODY)
                escalation.to = info_of(c, item->value)->ref.index;
            if (when && when->value && length_fill(c, when->value->as.point.length, &escalation.unit, &escalation.count))
                vec_push(c->arena, &rule->escalations, escalation);
        }
    const Attr *first = decl_attr(rule->common.decl, ATTR_ESCALATES);
    bool due = false;
    for (VEC_EACH(const Requirement, requirement, &rule->requires))
        due |= requirement->has_by;
    if (first && !due && !rule->common.decl->broken)
        diag_add(c->diags, DIAG_S0399, first->span, NULL);
}

static void check_rule(Checker *c, Rule *rule, size_t index)
{
    const Decl *decl = rule->common.decl;
    rule->grain = GRAIN_OTHER;
    grain_of(c, decl_attr(decl, ATTR_PER), &rule->grain);
    Env env = ENV_PLAIN;
    env.contexts = &rule->contexts;
    env.per_stated = rule->grain != GRAIN_OTHER;
    env.node = graph_node(c, NODE_RULE, index);
    rule->when = attr_value(decl_attr(decl, ATTR_WHEN));
    if (rule->when)
        expr_condition(c, &env, rule->when);
    else
        require_attr(c, decl, ATTR_WHEN, "när budgetavvikelse är röd");
    EACH_ATTR(attr, decl, ATTR_REQUIRES)
        for (VEC_EACH(const Item, item, &attr->items))
            add_requirement(c, &env, rule, item);
    fill_escalations(c, &env, rule);
    check_message(c, rule);
    fill_trial(c, rule);
}

void rules_check(Checker *c)
{
    for (VEC_EACH(Rule, rule, &c->model->rules)) {
        contexts_check(c, rule->common.decl, &rule->contexts);
        applies_to_fill(c, &rule->common);
        contexts_limit(c, &rule->common, &rule->contexts);
    }
    for (size_t i = 0; i < c->model->rules.count; i++)
        check_rule(c, &c->model->rules.items[i], i);
}
