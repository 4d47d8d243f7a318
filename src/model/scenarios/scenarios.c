/* scenarios.c: `scenario`: what it builds on, and what is varied, drawn and sought. What it changes is checked in changes.c. A pass of check.c. */
#include "base/utf8.h"
#include "model/scenarios/scenarios.h"

/* ---- for those who use them ---- */

size_t scenario_find(const Model *model, Str name)
{
    const Symbol *symbol = model_find(model, name);
    return symbol && symbol->ref.kind == SYM_SCENARIO ? symbol->ref.index : NO_INDEX;
}

static void collect(Arena *arena, const Model *model, size_t scenario, bool *seen, ChangeRefVec *out)
{
    const Scenario *own = model->scenarios.items[scenario];
    if (seen[scenario])
        return;
    seen[scenario] = true;
    for (VEC_EACH(const Ref, ref, &own->common.builds_on))
        if (ref->kind == SYM_SCENARIO)
            collect(arena, model, ref->index, seen, out);
    for (VEC_EACH(const Change, change, &own->changes))
        vec_push(arena, out, ((ChangeRef){scenario, change}));
}

void scenario_changes(Arena *arena, const Model *model, size_t scenario, ChangeRefVec *out)
{
    bool *seen = arena_array(arena, model->scenarios.count, sizeof *seen);
    collect(arena, model, scenario, seen, out);
}

/* ---- variera, slumpa, sök ---- */

bool scenario_constant(Checker *c, Expr *value, Type wanted)
{
    Num ignored;
    if (!value || !expr_in_unit(c, &ENV_PLAIN, value, wanted))
        return false;
    if (constant_value(c->model, value, &ignored))
        return true;
    diag_add(c->diags, DIAG_S1005, value->span, text_of_expr(c, value), NULL);
    return false;
}

/* The parameter that is varied, drawn or sought. */
static bool take_parameter(Checker *c, Expr *name, size_t *out)
{
    const Known *known = name_resolve(c, &ENV_PLAIN, name, WANT(PARAMETER));
    if (known)
        *out = known->symbol.ref.index;
    return known != NULL;
}

/* 2 % to 6 % in steps of 1,5: the last value is 5 %. span: from the first value to where it should end. */
static void warn_of_last(Checker *c, const Vary *vary, Num from, Num span, Num step)
{
    Num steps, last, shown;
    const ExprInfo *info = info_of(c, vary->to);
    if (!num_div(span, step, &steps) || steps.n % steps.d == 0 || !num_mul(step, num_of_int((int64_t)(steps.n / steps.d)), &last) || !num_add(from, last, &last))
        return;
    StrBuf text = {0};
    bool literal = vary->to->kind == EXPR_NUMBER && info->factor && num_div(last, num_of_fix(info->factor), &shown);
    num_print_people(&text, literal ? shown : last, -1, false);
    if (literal && vary->to->as.number.unit.n)
        strbuf_printf(&text, "\u00a0" STR_FMT, STR_ARG(vary->to->as.number.unit));
    diag_add(c->diags, DIAG_S1013, vary->item->span, text_of_expr(c, vary->step), text_of_expr(c, vary->to), text.s, NULL);
    strbuf_free(&text);
}

static void check_vary(Checker *c, Scenario *scenario, const Item *item)
{
    Vary vary = {.from = item_mod(item, MOD_FROM)->value, .to = item_mod(item, MOD_UNTIL)->value, .step = item_mod(item, MOD_IN_STEPS)->value, .item = item};
    if (!take_parameter(c, item->value, &vary.parameter))
        return;
    Type type = parameter_type(c, vary.parameter), step = is_number(type) ? type_number(unit_difference(type.unit)) : type;
    Num from, to, by, steps;
    if (!scenario_constant(c, vary.from, type) || !scenario_constant(c, vary.to, type) || !scenario_constant(c, vary.step, step))
        return;
    constant_value(c->model, vary.from, &from);
    constant_value(c->model, vary.to, &to);
    constant_value(c->model, vary.step, &by);
    if (num_sub(to, from, &steps) && num_sign(steps) * num_sign(by) <= 0) {
        diag_add(c->diags, DIAG_S1011, item->span, text_of_expr(c, vary.from), text_of_expr(c, vary.to), text_of_expr(c, vary.step), NULL);
        return;
    }
    warn_of_last(c, &vary, from, steps, by);
    for (VEC_EACH(const Vary, before, &scenario->varies))
        if (before->parameter == vary.parameter) {
            diag_add(c->diags, DIAG_S1002, item->span, text_of_expr(c, item->value), NULL);
            return;
        }
    vec_push(c->arena, &scenario->varies, vary);
}

static const struct { const char *name; size_t args; } spreads[] = {
#define X(member, name, args) {name, args},
    SPREADS(X)
#undef X
};

static bool is_drawn(const Scenario *scenario, size_t parameter)
{
    for (VEC_EACH(const Draw, draw, &scenario->draws))
        if (draw->parameter == parameter)
            return true;
    return false;
}

static void check_draw(Checker *c, Scenario *scenario, const Item *item)
{
    const Expr *call = item_mod(item, MOD_LIKE)->value;
    Draw draw = {.spread = SPREAD_COUNT, .item = item};
    if (!take_parameter(c, item->value, &draw.parameter))
        return;
    Nearest nearest = nearest_start(c, call->as.call.name);
    for (Spread spread = 0; spread < SPREAD_COUNT; spread++) {
        nearest_offer(&nearest, str_of(spreads[spread].name));
        if (str_eqz(name_fold(c, call->as.call.name), spreads[spread].name))
            draw.spread = spread;
    }
    if (draw.spread == SPREAD_COUNT) {
        Diag *diag = diag_add(c->diags, DIAG_S1014, call->as.call.name_span, text_of(c, call->as.call.name), NULL);
        diag_suggest(c->diags, diag, nearest.best);
        return;
    }
    if (call->as.call.args.count != spreads[draw.spread].args) {
        diag_add(c->diags, DIAG_S0210, call->span, spreads[draw.spread].name, arena_printf(c->arena, "%zu", spreads[draw.spread].args),
                 arena_printf(c->arena, "%zu", call->as.call.args.count), NULL);
        return;
    }
    Type type = parameter_type(c, draw.parameter), spread = is_number(type) ? type_number(unit_difference(type.unit)) : type;
    Num values[3];
    for (size_t i = 0; i < spreads[draw.spread].args; i++) {
        draw.args[i] = call->as.call.args.items[i];
        if (!scenario_constant(c, draw.args[i], draw.spread == SPREAD_NORMAL && i == 1 ? spread : type))
            return;
        constant_value(c->model, draw.args[i], &values[i]);
    }
    bool possible = draw.spread == SPREAD_NORMAL ? num_sign(values[1]) >= 0 : num_cmp(values[0], values[1]) <= 0;
    if (draw.spread == SPREAD_TRIANGLE)
        possible &= num_cmp(values[1], values[2]) <= 0;
    if (!possible)
        diag_add(c->diags, DIAG_S1015, call->span, text_of_expr(c, call), NULL);
    else if (is_drawn(scenario, draw.parameter))
        diag_add(c->diags, DIAG_S1002, item->span, text_of_expr(c, item->value), NULL);
    else
        vec_push(c->arena, &scenario->draws, draw);
}

/* ---- samvarierar med ---- */

static bool is_paired(const Scenario *scenario, const DrawPair *pair)
{
    for (VEC_EACH(const DrawPair, said, &scenario->pairs))
        if ((said->first == pair->first && said->second == pair->second) || (said->first == pair->second && said->second == pair->first))
            return true;
    return false;
}

static void check_pair(Checker *c, Scenario *scenario, const Item *item, Expr *with, Expr *strength)
{
    DrawPair pair = {.strength = strength, .item = item};
    Num value;
    if (!take_parameter(c, item->value, &pair.first) || !take_parameter(c, with, &pair.second) ||
        !scenario_constant(c, strength, type_number((Unit){.kind = UNIT_PLAIN})))
        return;
    constant_value(c->model, strength, &value);
    if (pair.first == pair.second)
        diag_add(c->diags, DIAG_S1027, with->span, text_of_expr(c, with), NULL);
    else if (!is_drawn(scenario, pair.second))
        diag_add(c->diags, DIAG_S1024, with->span, text_of_expr(c, item->value), text_of_expr(c, with), NULL);
    else if (num_cmp(num_abs(value), num_of_int(1)) > 0)
        diag_add(c->diags, DIAG_S1025, strength->span, text_of_expr(c, strength), NULL);
    else if (is_paired(scenario, &pair))
        diag_add(c->diags, DIAG_S1026, with->span, text_of_expr(c, item->value), text_of_expr(c, with), NULL);
    else
        vec_push(c->arena, &scenario->pairs, pair);
}

/* After all draws: what is drawn further down counts too. */
static void check_pairs(Checker *c, Scenario *scenario, const Item *item)
{
    for (size_t i = 0; i + 1 < item->mods.count; i++)
        if (item->mods.items[i].kind == MOD_TOGETHER)
            check_pair(c, scenario, item, item->mods.items[i].value, item->mods.items[i + 1].value);
}

static void check_draws(Checker *c, Scenario *scenario, const Decl *decl)
{
    size_t errors = c->diags->errors;
    EACH_ATTR(attr, decl, ATTR_DRAW)
        for (VEC_EACH(const Item, item, &attr->items))
            check_draw(c, scenario, item);
    if (c->diags->errors != errors)
        return;
    EACH_ATTR(attr, decl, ATTR_DRAW)
        for (VEC_EACH(const Item, item, &attr->items))
            check_pairs(c, scenario, item);
}

static void check_seek(Checker *c, Scenario *scenario, const Item *item)
{
    const Mod *low = item_mod(item, MOD_FROM), *high = item_mod(item, MOD_UNTIL);
    Seek seek = {.highest = item_mod(item, MOD_HIGHEST) != NULL, .low = low ? low->value : NULL, .high = high ? high->value : NULL,
                 .condition = item_mod(item, MOD_SO_THAT)->value, .item = item};
    Env env = ENV_PLAIN;
    env.in_test = true;      /* without a context of its own: names of several bodies must say whose */
    bool fine = take_parameter(c, item->value, &seek.parameter);
    fine &= expr_condition(c, &env, seek.condition);
    if (!fine)
        return;
    Type type = parameter_type(c, seek.parameter);
    Num from, to;
    if (seek.low && (!scenario_constant(c, seek.low, type) || !scenario_constant(c, seek.high, type)))
        return;
    if (seek.low && constant_value(c->model, seek.low, &from) && constant_value(c->model, seek.high, &to) && num_cmp(from, to) >= 0)
        diag_add(c->diags, DIAG_S0255, item->span, text_of_expr(c, seek.low), text_of_expr(c, seek.high), NULL);
    else
        vec_push(c->arena, &scenario->seeks, seek);
}

/* ---- utgår från ---- */

typedef enum Visited { UNSEEN, UNDER_WAY, DONE } Visited;

/* True where the scenario comes back to itself; that is told once for each ring. */
static bool find_ring(Checker *c, size_t index, Visited *visited)
{
    const Scenario *scenario = c->model->scenarios.items[index];
    if (visited[index] == UNDER_WAY)
        return true;
    if (visited[index] == DONE)
        return false;
    visited[index] = UNDER_WAY;
    bool ring = false;
    for (VEC_EACH(const Ref, ref, &scenario->common.builds_on))
        if (!ring && ref->kind == SYM_SCENARIO && find_ring(c, ref->index, visited)) {
            diag_add(c->diags, DIAG_S1008, scenario->common.decl->name_span, text_of(c, scenario->common.name),
                     text_of(c, c->model->scenarios.items[ref->index]->common.name), NULL);
            ring = true;
        }
    visited[index] = DONE;
    return false;
}

static void check_scenario(Checker *c, Scenario *scenario)
{
    const Decl *decl = scenario->common.decl;
    common_check(c, &scenario->common);
    EACH_ATTR(attr, decl, ATTR_CHANGE)
        for (VEC_EACH(const Item, item, &attr->items))
            change_check(c, scenario, item);
    EACH_ATTR(attr, decl, ATTR_VARY)
        for (VEC_EACH(const Item, item, &attr->items))
            check_vary(c, scenario, item);
    check_draws(c, scenario, decl);
    EACH_ATTR(attr, decl, ATTR_SEEK)
        for (VEC_EACH(const Item, item, &attr->items))
            check_seek(c, scenario, item);
    bool says = decl_attr(decl, ATTR_CHANGE) || decl_attr(decl, ATTR_VARY) || decl_attr(decl, ATTR_DRAW) || decl_attr(decl, ATTR_SEEK);
    if (!says && !decl->broken && scenario->common.builds_on.count < 2)
        diag_add(c->diags, DIAG_S1010, decl->name_span, text_of(c, scenario->common.name), NULL);
}

void scenarios_check(Checker *c)
{
    Visited *visited = arena_array(c->arena, c->model->scenarios.count, sizeof *visited);
    for (VEC_EACH(Scenario *, scenario, &c->model->scenarios))
        check_scenario(c, *scenario);
    for (size_t i = 0; i < c->model->scenarios.count; i++)
        find_ring(c, i, visited);
}
