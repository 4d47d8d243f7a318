/* parameters.c: `parameter`: values by date and body. Types are found on demand, for parameters may use each other in any order. */
#include "model/check.h"

static Type value_type(Checker *c, const Env *env, Parameter *parameter, Expr *value, Type before)
{
    Type type = expr_number(c, env, value);
    if (is_silent(before))
        return type;
    if (is_silent(type))
        return before;
    const Expr *first = parameter->values.items[0].value;
    return units_agree(c, first, before, value, type, value->span, BOTH("vara samma parameter", "values of one parameter")) ? before : TYPE_BAD;
}

Type parameter_type(Checker *c, size_t index)
{
    Parameter *parameter = &c->model->parameters.items[index];
    if (c->parameter_types[index] == TYPE_KNOWN)
        return parameter->type;
    if (c->parameter_types[index] == TYPE_IN_PROGRESS)
        return TYPE_BAD;      /* the ring itself is reported by cycles_check */
    c->parameter_types[index] = TYPE_IN_PROGRESS;
    Env env = ENV_PLAIN;
    env.node = graph_node(c, NODE_PARAMETER, index);
    Type type = TYPE_BAD;
    for (VEC_EACH(ParameterValue, value, &parameter->values))
        type = value_type(c, &env, parameter, value->value, type);
    c->parameter_types[index] = TYPE_KNOWN;
    return parameter->type = type;
}

/* ---- values with their selectors ---- */

static bool same_choice(Checker *c, const ParameterValue *a, const ParameterValue *b)
{
    if (a->select != b->select)
        return (a->select == SELECT_NONE || a->select == SELECT_ELSE) && (b->select == SELECT_NONE || b->select == SELECT_ELSE);
    if (a->select == SELECT_FROM)
        return a->from == b->from;
    if (a->select != SELECT_FOR)
        return true;
    Ref x = info_of(c, a->scope)->ref, y = info_of(c, b->scope)->ref;
    return x.kind == y.kind && x.index == y.index && x.kind != SYM_NONE && !a->scope->as.scope.where && !b->scope->as.scope.where;
}

static void check_twice(Checker *c, const Parameter *parameter, const ParameterValue *value, const Item *item)
{
    for (VEC_EACH(const ParameterValue, before, &parameter->values))
        if (same_choice(c, before, value)) {
            Diag *diag = diag_add(c->diags, DIAG_S0335, item->span, text_of(c, parameter->common.name), NULL);
            diag_label(c->diags, diag, before->value->span, BOTH("första värdet", "the first value"));
            return;
        }
}

static void add_value(Checker *c, Parameter *parameter, const Item *item)
{
    ParameterValue value = {.select = item->select, .from = DATE_NONE, .value = item->value};
    Period from;
    if (!item->value)
        return;
    if (item->select == SELECT_FROM) {
        if (!time_period(c, item->selector, &from))
            return;
        value.from = from.first;
    } else if (item->select == SELECT_FOR) {
        value.scope = item->selector;
        if (!scope_check(c, &ENV_PLAIN, item->selector))
            return;
    }
    check_twice(c, parameter, &value, item);
    vec_push(c->arena, &parameter->values, value);
}

static void check_parameter(Checker *c, Parameter *parameter)
{
    const Decl *decl = parameter->common.decl;
    for (VEC_EACH(const Item, item, &decl->heading))
        add_value(c, parameter, item);
    EACH_ATTR(attr, decl, ATTR_EQUALS)
        for (VEC_EACH(const Item, item, &attr->items))
            add_value(c, parameter, item);
    if (decl->heading.count == 0)
        require_attr(c, decl, ATTR_EQUALS, "= 3,1 %");
}

void parameters_check(Checker *c)
{
    for (VEC_EACH(Parameter, parameter, &c->model->parameters))
        check_parameter(c, parameter);
    for (size_t i = 0; i < c->model->parameters.count; i++)
        parameter_type(c, i);
}
