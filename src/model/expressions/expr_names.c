/* expr_names.c: names and tabell.kolumn in expressions: what they stand for where they stand, and their type. */
#include <stdio.h>

#include "model/check.h"

/* ---- words that mean something only in certain places ---- */

typedef struct Special { const char *word; SymbolKind kind; } Special;
static const Special specials[] = {
    {"värde", SYM_SELF_VALUE}, {"måluppfyllelse", SYM_SELF_SHARE}, {"indikatorer", SYM_INDICATORS}, {"undermål", SYM_SUBGOALS},
};

typedef struct ObjectAttribute { const char *word; size_t attribute; } ObjectAttribute;
static const ObjectAttribute object_attributes[] = {
    {"ägarandel", ATTR_OWNED}, {"kod", ATTR_CODE}, {"märkt", ATTR_TAGS}, {"under", ATTR_UNDER}, {"titel", ATTR_COUNT}, {"namn", ATTR_COUNT + 1},
};

static SymbolKind special_named(Str folded)
{
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (str_eqz(folded, specials[i].word))
            return specials[i].kind;
    return SYM_NONE;
}

static bool special_here(const Env *env, SymbolKind kind)
{
    switch (kind) {
    case SYM_SELF_VALUE: return env->has_value;
    case SYM_SELF_SHARE: return env->has_share;
    default: return env->in_goal && (kind == SYM_INDICATORS || kind == SYM_SUBGOALS);
    }
}

static Type special_type(const Env *env, SymbolKind kind)
{
    if (kind == SYM_SELF_VALUE)
        return env->value;
    return kind == SYM_SELF_SHARE ? type_number(UNIT_SHARE) : (Type){TYPE_SET, UNIT_NONE, NULL};
}

/* An attribute of the declaration that a condition is about. */
static bool check_attribute(Checker *c, Expr *name, Str folded, Type *type)
{
    for (size_t i = 0; i < sizeof object_attributes / sizeof *object_attributes; i++)
        if (str_eqz(folded, object_attributes[i].word)) {
            size_t attribute = object_attributes[i].attribute;
            set_ref(c, name, SYM_ATTRIBUTE, attribute, 0);
            TypeKind kind = attribute == ATTR_OWNED ? TYPE_NUMBER : attribute == ATTR_UNDER ? TYPE_BODY : TYPE_TEXT;
            *type = (Type){kind, attribute == ATTR_OWNED ? UNIT_SHARE : UNIT_NONE, NULL};
            return true;
        }
    return false;
}

/* ---- columns ---- */

static Str column_key(char *buffer, size_t size, size_t table, Str folded)
{
    int n = snprintf(buffer, size, "%zu.%.*s", table, STR_ARG(folded));
    return (Str){buffer, (size_t)n < size ? (size_t)n : size - 1};
}

size_t find_column(Checker *c, size_t table, Str name)
{
    char buffer[256];
    size_t found = (size_t)map_get(&c->columns, column_key(buffer, sizeof buffer, table, name_fold(c, name)));
    return found ? found - 1 : NO_INDEX;
}

void column_declare(Checker *c, size_t table, Str name, size_t index)
{
    char buffer[256];
    map_put(&c->columns, column_key(buffer, sizeof buffer, table, name_fold(c, name)), (void *)(index + 1));
}

const char *nearest_column(Checker *c, size_t table, Str name)
{
    Nearest nearest = nearest_start(c, name);
    for (VEC_EACH(const TableColumn, column, &c->model->tables.items[table].columns))
        nearest_offer(&nearest, column->name);
    return nearest.best;
}

static Type column_type(Checker *c, Expr *expr, size_t table, size_t column)
{
    set_ref(c, expr, SYM_COLUMN, table, column);
    return c->model->tables.items[table].columns.items[column].type;
}

Type resolve_member(Checker *c, const Env *env, Expr *expr)
{
    Expr *of = expr->as.member.of;
    if (of->kind != EXPR_NAME)
        unknown_report(c, DIAG_S0207, expr->as.member.name_span, expr->as.member.name, text_of_expr(c, of), NULL);
    Known *known = of->kind == EXPR_NAME ? name_resolve(c, env, of, WANT(TABLE)) : NULL;
    if (!known)
        return set_type(c, expr, TYPE_BAD);
    size_t table = known->symbol.ref.index, column = find_column(c, table, expr->as.member.name);
    if (column != NO_INDEX)
        return set_type(c, expr, column_type(c, expr, table, column));
    if (!known->symbol.decl->broken)
        unknown_report(c, DIAG_S0207, expr->as.member.name_span, expr->as.member.name, text_of(c, known->symbol.name),
                       nearest_column(c, table, expr->as.member.name));
    return set_type(c, expr, TYPE_BAD);
}

Type check_member(Checker *c, const Env *env, Expr *expr)
{
    Type type = resolve_member(c, env, expr);
    Ref ref = info_of(c, expr)->ref;
    if (ref.kind != SYM_COLUMN)
        return TYPE_BAD;
    if (env->row == ref.index)
        return type;
    DiagCode code = env->row == NO_INDEX ? DIAG_S0232 : DIAG_S0228;
    diag_add(c->diags, code, expr->span, text_of_expr(c, expr), NULL);
    return TYPE_BAD;
}

/* ---- declarations ---- */

static size_t context_count(const Contexts *contexts)
{
    return contexts->bodies.count + contexts->municipality + contexts->group;
}

/* In a test there is no context: an indicator of several bodies must say whose. */
static void require_body(Checker *c, const Env *env, const Expr *name, const Contexts *contexts)
{
    if (env->in_test && !env->body_given && context_count(contexts) > 1)
        diag_add(c->diags, DIAG_S0349, name->span, text_of_expr(c, name), NULL);
}

static Type indicator_value(Checker *c, const Env *env, Expr *name, size_t index)
{
    graph_need(c, env, NODE_VALUE, index, name->span);
    Type type = indicator_type(c, index);
    require_body(c, env, name, &c->model->indicators.items[index].contexts);
    return type;
}

static Type parameter_value(Checker *c, const Env *env, Expr *name, size_t index)
{
    graph_need(c, env, NODE_PARAMETER, index, name->span);
    Type type = parameter_type(c, index);
    Num ignored;
    if (env->row == NO_INDEX || type.kind == TYPE_ERROR || constant_value(c->model, name, &ignored))
        return type;
    diag_add(c->diags, DIAG_S0254, name->span, text_of_expr(c, name), NULL);
    return TYPE_BAD;
}

static Type symbol_type(Checker *c, const Env *env, Expr *name, Ref ref)
{
    switch (ref.kind) {
    case SYM_INDICATOR: return indicator_value(c, env, name, ref.index);
    case SYM_PARAMETER: return parameter_value(c, env, name, ref.index);
    case SYM_RELATIVE_BODY: relative_check(c, env, name); return (Type){TYPE_BODY, UNIT_NONE, NULL};
    case SYM_BODY:
    case SYM_ALL_BODIES: return (Type){TYPE_BODY, UNIT_NONE, NULL};
    case SYM_TABLE: return (Type){TYPE_TABLE, UNIT_NONE, NULL};
    case SYM_GROUP: return (Type){TYPE_SET, UNIT_NONE, NULL};
    case SYM_SEASON: return (Type){TYPE_PERIOD, UNIT_NONE, NULL};
    case SYM_RULE:
        graph_need(c, env, NODE_RULE, ref.index, name->span);
        require_body(c, env, name, &c->model->rules.items[ref.index].contexts);
        return (Type){TYPE_RULE, UNIT_NONE, NULL};
    case SYM_GOAL: graph_need(c, env, NODE_GOAL, ref.index, name->span); return (Type){TYPE_GOAL, UNIT_NONE, NULL};
    case SYM_NONE: case SYM_BODY_KIND: case SYM_GOAL_LEVEL: case SYM_SCALE: case SYM_SCALE_LEVEL: case SYM_UNIT: case SYM_COLUMN:
    case SYM_CHECKPOINT: case SYM_COMMISSION: case SYM_DOCUMENT_TYPE: case SYM_DOCUMENT: case SYM_RESPONSIBILITY: case SYM_DECISION_RIGHT:
    case SYM_DECISION_TABLE: case SYM_RISK: case SYM_CONSTRAINT: case SYM_TEST: case SYM_SCENARIO: case SYM_FUNCTION: case SYM_SELF_VALUE: case SYM_SELF_SHARE: case SYM_INDICATORS: case SYM_SUBGOALS: case SYM_ATTRIBUTE:
    case SYM_HEAD: case SYM_OBJECT_ATTRIBUTE: case SYM_SUBJECT: case SYM_PROPERTY: case SYM_ALL_OF:
        break;
    }
    diag_add(c->diags, DIAG_S0204, name->span, text_of_expr(c, name), symbol_kinds_text(1u << ref.kind), BOTH("ett värde", "a value"), NULL);
    return TYPE_BAD;
}

#define WANT_VALUE (WANT_BODY | WANT(INDICATOR) | WANT(PARAMETER) | WANT(GROUP) | WANT(TABLE) | WANT(SEASON) | WANT(RULE) | WANT(GOAL))

/* `utfall-budget` is one name; if both halves are known a subtraction was meant. */
static const char *as_difference(Checker *c, const Env *env, Str name)
{
    for (size_t i = 1; i + 1 < name.n; i++) {
        if (name.s[i] != '-')
            continue;
        Str left = {name.s, i}, right = {name.s + i + 1, name.n - i - 1};
        bool column = env->row != NO_INDEX;
        if ((name_find(c, left) || (column && find_column(c, env->row, left) != NO_INDEX)) &&
            (name_find(c, right) || (column && find_column(c, env->row, right) != NO_INDEX)))
            return arena_printf(c->arena, STR_FMT " - " STR_FMT, STR_ARG(left), STR_ARG(right));
    }
    return NULL;
}

static const char *nearest_value(Checker *c, const Env *env, Str name)
{
    const char *difference = as_difference(c, env, name);
    if (difference)
        return difference;
    Nearest nearest = nearest_start(c, name);
    const char *symbol = nearest_symbol(c, name, WANT_VALUE);
    const char *column = env->row != NO_INDEX ? nearest_column(c, env->row, name) : NULL;
    if (symbol)
        nearest_offer(&nearest, str_of(symbol));
    if (column)
        nearest_offer(&nearest, str_of(column));
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (special_here(env, specials[i].kind))
            nearest_offer(&nearest, str_of(specials[i].word));
    return nearest.best;
}

static Type report_unknown(Checker *c, const Env *env, Expr *name, Str folded)
{
    SymbolKind special = special_named(folded);
    if (special != SYM_NONE)
        diag_add(c->diags, DIAG_S0240, name->span, text_of_expr(c, name), NULL);
    else if (env->row != NO_INDEX && c->model->tables.items[env->row].common.decl->broken)
        return TYPE_BAD;
    else
        unknown_report(c, DIAG_S0201, name->span, name->as.text, symbol_none_text(0), nearest_value(c, env, name->as.text));
    return TYPE_BAD;
}

/* A column that has the name of something else that could stand in a condition on rows: said, for either could be meant. */
static void warn_hidden(Checker *c, const Env *env, const Expr *name)
{
    const Known *known = name_find(c, name->as.text);
    SymbolKind kind = known ? known->symbol.ref.kind : SYM_NONE;
    if (kind != SYM_PARAMETER && kind != SYM_GROUP)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0359, name->span, text_of_expr(c, name), text_of(c, c->model->tables.items[env->row].common.name),
                          symbol_kinds_text(1u << kind), NULL);
    diag_label(c->diags, diag, known->symbol.decl->name_span, BOTH("har samma namn", "has the same name"));
}

/* From the inside out: the row's columns, words of the place, attributes of the declaration, then the model's names. */
Type check_name(Checker *c, const Env *env, Expr *name)
{
    Str folded = name_fold(c, name->as.text);
    size_t column = env->row != NO_INDEX ? find_column(c, env->row, name->as.text) : NO_INDEX;
    if (column != NO_INDEX) {
        warn_hidden(c, env, name);
        return column_type(c, name, env->row, column);
    }
    SymbolKind special = special_named(folded);
    if (special != SYM_NONE && special_here(env, special)) {
        set_ref(c, name, special, env->self == NO_INDEX ? 0 : env->self, 0);
        return special_type(env, special);
    }
    Type type;
    if (env->on_object && check_attribute(c, name, folded, &type))
        return type;
    Known *known = name_find(c, name->as.text);
    if (!known)
        return report_unknown(c, env, name, folded);
    name_use(env, known);
    info_of(c, name)->ref = known->symbol.ref;
    if (env->row != NO_INDEX && known->symbol.ref.kind == SYM_INDICATOR) {
        diag_add(c->diags, DIAG_S0254, name->span, text_of_expr(c, name), NULL);
        return TYPE_BAD;
    }
    return symbol_type(c, env, name, known->symbol.ref);
}
