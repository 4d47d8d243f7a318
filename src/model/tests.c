/* tests.c: `test`: given rows and series, expected outcomes. Checked like the model itself; run by the test runner. A pass of check.c. */
#include "model/check.h"

static Env test_env(void)
{
    Env env = ENV_PLAIN;
    env.in_test = true;
    return env;
}

/* ---- givet TABELL: columns, then rows ---- */

static bool named_before(Checker *c, const ExprVec *names, const Expr *name, size_t column)
{
    for (size_t i = 0; names->items[i] != name; i++)
        if (info_of(c, names->items[i])->ref.kind == SYM_COLUMN && info_of(c, names->items[i])->ref.sub == column)
            return true;
    return false;
}

static size_t given_columns(Checker *c, size_t table, const ExprVec *names)
{
    for (VEC_EACH(Expr *const, name, names)) {
        Str text = (*name)->kind == EXPR_NAME || (*name)->kind == EXPR_TEXT ? (*name)->as.text : STR_LIT("");
        size_t column = find_column(c, table, text);
        if (column != NO_INDEX && named_before(c, names, *name, column))
            diag_add(c->diags, DIAG_S0446, (*name)->span, text_of(c, text), NULL);
        else if (column != NO_INDEX)
            set_ref(c, *name, SYM_COLUMN, table, column);
        else if (!c->model->tables.items[table].common.decl->broken)
            unknown_report(c, DIAG_S0207, (*name)->span, text, text_of(c, c->model->tables.items[table].common.name), nearest_column(c, table, text));
    }
    return names->count;
}

static void given_row(Checker *c, const Item *row, size_t columns)
{
    size_t cells = row->value && row->value->kind == EXPR_LIST ? row->value->as.list.count : columns;
    if (cells != columns)
        diag_add(c->diags, DIAG_S0333, row->span, arena_printf(c->arena, "%zu", cells), arena_printf(c->arena, "%zu", columns), NULL);
}

static void given_table(Checker *c, const Attr *attr, size_t table)
{
    if (attr->items.count < 2)
        return;
    const Expr *first = attr->items.items[1].value;
    if (first && first->kind == EXPR_LIST) {
        size_t columns = given_columns(c, table, &first->as.list);
        for (size_t i = 2; i < attr->items.count; i++)
            given_row(c, &attr->items.items[i], columns);
        return;
    }
    /* Columns without rows: an empty table. */
    ExprVec names = {0};
    for (size_t i = 1; i < attr->items.count; i++)
        if (attr->items.items[i].value)
            vec_push(c->arena, &names, attr->items.items[i].value);
    given_columns(c, table, &names);
}

/* ---- givet INDIKATOR: a series of values ---- */

/* dated: the test says when, so a single value needs no start of its own. */
static void given_series(Checker *c, const Env *env, const Attr *attr, Type type, bool dated)
{
    const Item *head = &attr->items.items[0];
    const Mod *per = item_mod(head, MOD_PER), *from = item_mod(head, MOD_FROM);
    Period start;
    if (from)
        time_period(c, from->value, &start);
    if (attr->items.count > 2 && (!per || !from))
        diag_add(c->diags, DIAG_S0342, head->span, text_of_expr(c, head->value), NULL);
    else if (!from && !dated)
        diag_add(c->diags, DIAG_S0653, head->span, text_of_expr(c, head->value), NULL);
    for (size_t i = 1; i < attr->items.count; i++) {
        Expr *value = attr->items.items[i].value;
        if (value && (value->kind == EXPR_MISSING || value->kind == EXPR_NOT_APPLICABLE))
            expr_check(c, env, value);
        else if (value)
            expr_in_unit(c, env, value, type);
    }
}

static void check_given(Checker *c, const Attr *attr, bool dated)
{
    Env env = test_env();
    if (attr->items.count == 0)
        return;
    Item *head = &attr->items.items[0];
    const Mod *whose = item_mod(head, MOD_FOR);
    if (whose && whose->value)
        scope_check(c, &env, whose->value);
    Known *known = name_resolve(c, &env, head->value, WANT(TABLE) | WANT(INDICATOR) | WANT(PARAMETER));
    if (!known)
        return;
    Ref ref = known->symbol.ref;
    if (ref.kind == SYM_TABLE)
        given_table(c, attr, ref.index);
    else if (ref.kind == SYM_INDICATOR)
        given_series(c, &env, attr, indicator_type(c, ref.index), dated);
    else
        diag_add(c->diags, DIAG_S0655, head->span, text_of_expr(c, head->value), NULL);
}

/* ---- förvänta ---- */

#define WANT_THING (WANT(BODY) | WANT(GROUP) | WANT(GOAL_LEVEL) | WANT(GOAL) | WANT(TABLE) | WANT(PARAMETER) | WANT(INDICATOR) | WANT(RULE) | WANT(CHECKPOINT) \
    | WANT(COMMISSION) | WANT(DOCUMENT_TYPE) | WANT(DOCUMENT) | WANT(RESPONSIBILITY) | WANT(DECISION_RIGHT) | WANT(DECISION_TABLE) | WANT(RISK) | WANT(CONSTRAINT))

/* One value of a series that a rule, condition, indicator or goal is expected to give. */
static void expected_value(Checker *c, const Env *env, const Expr *of, Type type, Expr *value)
{
    if (!value)
        return;
    const Scale *scale = expr_scale(c, of);
    if (value->kind == EXPR_NAME && scale && !name_find(c, value->as.text)) {
        level_resolve(c, scale, value);
        return;
    }
    Type own = expr_check(c, env, value);
    if (is_silent(own) || type.kind == TYPE_ERROR)
        return;
    bool truth = type.kind == TYPE_RULE || type.kind == TYPE_TRUTH;
    if (truth && own.kind != TYPE_TRUTH)
        type_mismatch(c, value, own, BOTH("ja, nej eller okänt", "ja (yes), nej (no) or okänt (unknown)"));
    else if (is_number(type))
        types_comparable(c, of, type, value, own, value->span, true);
    else if (!truth)
        type_mismatch(c, value, own, BOTH("en nivå på skalan", "a level of the scale"));
}

/* `mätbara-mål för kunskap utlöses`: a constraint, and perhaps the thing it is tried on. */
static bool check_constraint_expected(Checker *c, Expr *expected)
{
    const Env env = test_env();
    if (expected->kind != EXPR_IS || (expected->as.is.form != IS_TRIGGERED && expected->as.is.form != IS_NOT_ASSESSABLE))
        return false;
    Expr *x = expected->as.is.x, *name = x->kind == EXPR_FOR ? x->as.for_.x : x;
    Known *known = name->kind == EXPR_NAME ? name_find(c, name->as.text) : NULL;
    if (!known || known->symbol.ref.kind != SYM_CONSTRAINT)
        return false;
    name_resolve(c, &env, name, WANT(CONSTRAINT));
    if (x->kind == EXPR_FOR)
        name_resolve(c, &env, x->as.for_.scope->as.scope.name, WANT_THING);
    return true;
}

static void check_expected(Checker *c, const Attr *attr)
{
    Env env = test_env();
    if (attr->items.count == 0 || !attr->items.items[0].value)
        return;
    Expr *expected = attr->items.items[0].value;
    if (attr->items.count == 1 && check_constraint_expected(c, expected))
        return;
    if (attr->items.count == 1) {
        expr_condition(c, &env, expected);
        return;
    }
    Type type = expr_check(c, &env, expected);
    for (size_t i = 1; i < attr->items.count; i++)
        expected_value(c, &env, expected, type, attr->items.items[i].value);
}

bool only_constraints(const Model *model, const Decl *test)
{
    bool any = false;
    EACH_ATTR(attr, test, ATTR_EXPECT) {
        any = true;
        if (!attr->items.count || !expected_constraint(model, attr->items.items[0].value, NULL))
            return false;
    }
    return any;
}

const Expr *expected_constraint(const Model *model, const Expr *expected, const Expr **thing)
{
    const Expr *x = expected && expected->kind == EXPR_IS ? expected->as.is.x : NULL, *name = x && x->kind == EXPR_FOR ? x->as.for_.x : x;
    if (!name || model_info(model, name)->ref.kind != SYM_CONSTRAINT)
        return NULL;
    if (thing)
        *thing = x->kind == EXPR_FOR ? x->as.for_.scope->as.scope.name : NULL;
    return name;
}

/* A test is about its `per`, or about the periods of its series. */
static bool says_when(Checker *c, const Decl *decl)
{
    if (decl_attr(decl, ATTR_PER) || only_constraints(c->model, decl))
        return true;
    EACH_ATTR(attr, decl, ATTR_GIVEN)
        if (attr->items.count && attr->items.items[0].value && info_of(c, attr->items.items[0].value)->ref.kind == SYM_INDICATOR)
            return true;
    return false;
}

void tests_check(Checker *c)
{
    for (VEC_EACH(const Test, test, &c->model->tests)) {
        const Decl *decl = test->common.decl;
        const Expr *per = attr_value(decl_attr(decl, ATTR_PER));
        Period period;
        if (per)
            time_period(c, per, &period);
        EACH_ATTR(attr, decl, ATTR_GIVEN)
            check_given(c, attr, per != NULL);
        EACH_ATTR(attr, decl, ATTR_EXPECT)
            check_expected(c, attr);
        if (!decl->broken && !says_when(c, decl))
            diag_add(c->diags, DIAG_S0651, decl->name_span, text_of(c, test->common.name), NULL);
        require_attr(c, decl, ATTR_EXPECT, "förvänta behörighet för kommunen är grön");
    }
}
