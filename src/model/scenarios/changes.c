/* changes.c: `ändra`: what is changed, whether it can be, and by what. Called by scenarios.c. */
#include "model/scenarios/scenarios.h"

/* What is changed, and that there is none of it. */
static const struct { const char *one, *none; } kind_texts[] = {
    [CHANGE_PARAMETER] = {BOTH("en parameter", "a parameter"), BOTH("ingen parameter", "no parameter")},
    [CHANGE_TARGET] = {BOTH("ett målvärde", "a target"), BOTH("inget målvärde", "no target")},
    [CHANGE_TOLERANCE] = {BOTH("en tolerans", "a tolerance"), BOTH("ingen tolerans", "no tolerance")},
    [CHANGE_LIMIT] = {BOTH("en gräns", "a limit"), BOTH("inga egna gränser", "no limits of its own")},
    [CHANGE_ROWS] = {BOTH("rader", "rows"), BOTH("inga rader", "no rows")},
};

/* ---- what is changed ---- */

static bool of_parameter(Checker *c, const Item *item, Change *out)
{
    const Known *known = name_resolve(c, &ENV_PLAIN, item->value, WANT(PARAMETER));
    if (!known)
        return false;
    out->kind = CHANGE_PARAMETER;
    out->index = known->symbol.ref.index;
    return true;
}

static bool of_rows(Checker *c, const Item *item, Change *out)
{
    Env env = ENV_PLAIN;
    Type type = resolve_member(c, &env, item->value);
    Ref ref = info_of(c, item->value)->ref;
    if (ref.kind != SYM_COLUMN)
        return false;
    if (!is_number(type)) {
        type_mismatch(c, item->value, type, BOTH("en kolumn med tal", "a column of numbers"));
        return false;
    }
    out->kind = CHANGE_ROWS;
    out->index = ref.index;
    out->sub = ref.sub;
    return true;
}

/* What says that the indicator has what is changed. */
static bool has_it(Checker *c, const Item *item, const Indicator *indicator, ChangeKind kind)
{
    bool has = kind == CHANGE_TARGET ? indicator->targets.count > 0 : kind == CHANGE_TOLERANCE ? indicator->tolerance != NULL : indicator->cases.count > 0;
    if (!has && !indicator->common.decl->broken)
        diag_add(c->diags, DIAG_S1006, item->value->span, text_of(c, indicator->common.name), kind_texts[kind].none, NULL);
    return has;
}

/* The case of the level; its condition must compare with one limit. */
static bool of_limit(Checker *c, const Item *item, const Indicator *indicator, Change *out)
{
    const Expr *name = item_mod(item, MOD_ON)->value;
    size_t level = level_resolve(c, indicator->scale, name);
    if (level == NO_INDEX)
        return false;
    for (size_t i = 0; i < indicator->cases.count; i++) {
        const Case *one = &indicator->cases.items[i];
        if (one->level != level)
            continue;
        BinaryOp op = one->when && one->when->kind == EXPR_BINARY ? one->when->as.binary.op : OP_AND;
        out->sub = i;
        if (op == OP_LT || op == OP_LE || op == OP_GT || op == OP_GE)
            return true;
    }
    diag_add(c->diags, DIAG_S1007, name->span, text_of_expr(c, name), text_of(c, indicator->common.name), NULL);
    return false;
}

/* målvärde för X, tolerans för X, gräns för NIVÅ i X */
static bool of_indicator(Checker *c, const Item *item, Change *out)
{
    Str what = item->value->as.for_.x->as.text;
    Expr *name = item->value->as.for_.scope->as.scope.name;
    const Known *known = name_resolve(c, &ENV_PLAIN, name, WANT(INDICATOR));
    if (!known)
        return false;
    out->index = known->symbol.ref.index;
    out->kind = str_eqz(what, "målvärde") ? CHANGE_TARGET : str_eqz(what, "tolerans") ? CHANGE_TOLERANCE : CHANGE_LIMIT;
    const Indicator *indicator = &c->model->indicators.items[out->index];
    if (!has_it(c, item, indicator, out->kind))
        return false;
    return out->kind != CHANGE_LIMIT || of_limit(c, item, indicator, out);
}

static bool take_subject(Checker *c, const Item *item, Change *out)
{
    if (item->value->kind == EXPR_NAME)
        return of_parameter(c, item, out);
    return item->value->kind == EXPR_MEMBER ? of_rows(c, item, out) : of_indicator(c, item, out);
}

/* ---- whose and when ---- */

static void refuse(Checker *c, const Mod *mod, const Change *change, const char *word, const char *why)
{
    diag_add(c->diags, DIAG_S1003, mod->span, word, kind_texts[change->kind].one, why, NULL);
}

static bool take_scope(Checker *c, const Item *item, Change *out)
{
    const Mod *whose = item_mod(item, MOD_FOR);
    if (!whose)
        return true;
    if (!scope_check(c, &ENV_PLAIN, whose->value))
        return false;
    Ref ref = info_of(c, whose->value)->ref;
    if (ref.kind == SYM_ALL_BODIES || ref.kind == SYM_RELATIVE_BODY) {
        refuse(c, whose, out, "för", ref.kind == SYM_ALL_BODIES ? BOTH("utan för gäller ändringen alla", "without för the change is for all")
                                                                : BOTH("namnge organet", "name the body"));
        return false;
    }
    const Table *table = out->kind == CHANGE_ROWS ? &c->model->tables.items[out->index] : NULL;
    if (table && table->body_column == NO_INDEX && table->fixed_body == NO_INDEX) {
        diag_add(c->diags, DIAG_S0234, whose->span, text_of(c, table->common.name), NULL);
        return false;
    }
    out->scope = whose->value;
    return true;
}

static bool take_span(Checker *c, const Item *item, Change *out)
{
    const Mod *from = item_mod(item, MOD_FROM_DATE), *to = item_mod(item, MOD_TO_DATE);
    Period first, last;
    out->within = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    if (!from && !to)
        return true;
    if ((from && !time_period(c, from->value, &first)) || (to && !time_period(c, to->value, &last)))
        return false;
    out->within.first = from ? first.first : out->within.first;
    out->within.last = to ? last.last : out->within.last;
    const Table *table = out->kind == CHANGE_ROWS ? &c->model->tables.items[out->index] : NULL;
    bool timed = table ? table->time_column != NO_INDEX : out->kind == CHANGE_PARAMETER;
    if (!timed)
        refuse(c, from ? from : to, out, from ? "från och med" : "till och med",
               table ? BOTH("tabellen har ingen tidskolumn", "the table has no time column")
                     : BOTH("skriv utan tid: det gäller hela körningen", "write it without a time: it holds for the whole run"));
    else if (out->within.first > out->within.last)
        diag_add(c->diags, DIAG_S0336, to->span, NULL);
    return timed && out->within.first <= out->within.last;
}

static bool take_where(Checker *c, const Item *item, Change *out)
{
    const Mod *where = item_mod(item, MOD_WHERE);
    if (!where)
        return true;
    if (out->kind != CHANGE_ROWS) {
        refuse(c, where, out, "där", BOTH("villkor på rader hör till kolumner: tabell.kolumn där …", "conditions on rows belong to columns: table.column där …"));
        return false;
    }
    Env env = ENV_PLAIN;
    env.row = out->index;
    out->where = where->value;
    return expr_condition(c, &env, where->value);
}

/* ---- by how much ---- */

static Type type_changed(Checker *c, const Change *change)
{
    switch (change->kind) {
    case CHANGE_PARAMETER: return parameter_type(c, change->index);
    case CHANGE_ROWS: return c->model->tables.items[change->index].columns.items[change->sub].type;
    case CHANGE_TARGET: return indicator_type(c, change->index);
    case CHANGE_LIMIT: return info_of(c, c->model->indicators.items[change->index].cases.items[change->sub].when->as.binary.y)->type;
    case CHANGE_TOLERANCE: break;
    }
    Type type = indicator_type(c, change->index);
    return is_number(type) ? type_number(unit_difference(type.unit)) : type;
}

/* Raised or lowered: by a share of what it was, or by an amount of its own unit. */
static bool take_difference(Checker *c, const Item *item, Change *out, Type type)
{
    Type by = expr_number(c, &ENV_PLAIN, out->value);
    if (is_silent(by) || !is_number(type))
        return false;
    bool share = by.unit.kind == UNIT_RATIO;
    if (share && type.unit.kind == UNIT_RATIO) {
        diag_add(c->diags, DIAG_S1004, out->value->span, text_of_expr(c, out->value), text_of_expr(c, item->value), NULL);
        return false;
    }
    out->relative = share;
    return scenario_constant(c, out->value, share ? by : type_number(unit_difference(type.unit)));
}

static bool take_value(Checker *c, const Item *item, Change *out)
{
    const Mod *to = item_mod(item, MOD_UNTIL), *raised = item_mod(item, MOD_RAISED), *lowered = item_mod(item, MOD_LOWERED);
    size_t said = (to != NULL) + (raised != NULL) + (lowered != NULL);
    if (said != 1) {
        diag_add(c->diags, said ? DIAG_S1002 : DIAG_S1001, item->span, text_of_expr(c, item->value), NULL);
        return false;
    }
    Type type = type_changed(c, out);
    out->how = to ? CHANGE_TO : raised ? CHANGE_RAISED : CHANGE_LOWERED;
    out->value = (to ? to : raised ? raised : lowered)->value;
    out->value2 = item->value2;
    out->bound = item->bound;
    if (to && item->bound != BOUND_NONE && out->kind != CHANGE_TARGET) {
        refuse(c, to, out, "minst, högst, över, under, mellan och exakt", BOTH("de hör till målvärden; skriv bara värdet", "they belong to targets; write the value alone"));
        return false;
    }
    if (!to)
        return take_difference(c, item, out, type);
    return scenario_constant(c, out->value, type) && (!out->value2 || scenario_constant(c, out->value2, type));
}

/* A modifier that stands twice. */
static bool said_twice(Checker *c, const Item *item)
{
    for (VEC_EACH(const Mod, mod, &item->mods))
        if (item_mod(item, mod->kind) != mod) {
            diag_add(c->diags, DIAG_S1002, mod->span, text_of_expr(c, item->value), NULL);
            return true;
        }
    return false;
}

/* A target whose direction is turned is another indicator. */
static bool turns_target(Checker *c, const Item *item, const Change *change)
{
    const Indicator *indicator = &c->model->indicators.items[change->index];
    if (change->kind != CHANGE_TARGET || change->bound == BOUND_NONE)
        return false;
    bool up = change->bound == BOUND_AT_LEAST || change->bound == BOUND_OVER, down = change->bound == BOUND_AT_MOST || change->bound == BOUND_UNDER;
    bool turned = indicator->direction == DIRECTION_UP ? !up : indicator->direction == DIRECTION_DOWN ? !down : up || down;
    if (turned)
        diag_add(c->diags, DIAG_S0315, item->span, text_of(c, indicator->common.name), NULL);
    return turned;
}

void change_check(Checker *c, Scenario *scenario, const Item *item)
{
    Change change = {.item = item};
    if (said_twice(c, item) || !take_subject(c, item, &change))
        return;
    bool fine = take_scope(c, item, &change);
    fine &= take_span(c, item, &change);
    fine &= take_where(c, item, &change);
    fine &= take_value(c, item, &change);
    if (fine && !turns_target(c, item, &change))
        vec_push(c->arena, &scenario->changes, change);
}
