/* decision_terms.c: the condition of a right (villkor summa(beslut.ändring) = 0 kr) over a group of rows. The checker lets through only what is here. */
#include "exec/decision_parts.h"
#include "model/expressions/logic.h"

#define MAX_DEPTH 200
#define MOST_FIGURES 6

typedef struct Terms {
    Evaluator *ev;
    const DecisionGroup *group;
    StrBuf *figures;
    size_t shown;
} Terms;

/* ---- numbers ---- */

static void add_figure(Terms *t, const Expr *call, Num number)
{
    Value value = {.kind = VALUE_NUMBER, .state = RESULT_VALUE, .number = number, .level = NO_INDEX, .body = NO_INDEX};
    Quantity quantity = quantity_of(t->ev, &value, model_info(t->ev->model, call)->type, NULL);
    Str words = expr_text(t->ev, call);
    if (t->shown++ >= MOST_FIGURES)
        return;
    quantity_settle(&quantity, NULL);
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        Str shown = quantity_text(t->ev, &quantity, lang);
        strbuf_printf(&t->figures[lang], "%s" STR_FMT " %s " STR_FMT, t->figures[lang].n ? ", " : "", STR_ARG(words), lang == LANG_SV ? "är" : "is",
                      STR_ARG(shown));
    }
}

/* Every row must have the value: a sum of those that have it would say too little. */
static bool over_rows(const Terms *t, const Column *column, Function function, Num *out)
{
    Wide sum = 0;
    int64_t least = 0, most = 0;
    for (size_t i = 0; i < t->group->rows.count; i++) {
        size_t row = t->group->rows.items[i];
        if (column_state(column, row) != CELL_OK)
            return false;
        int64_t value = column_value(column, row);
        sum += value;
        least = i == 0 || value < least ? value : least;
        most = i == 0 || value > most ? value : most;
    }
    if (function == FUNCTION_MIN || function == FUNCTION_MAX) {
        *out = num_of_fix(function == FUNCTION_MIN ? least : most);
        return true;
    }
    Num total;
    if (!num_of_wide(sum, &total))
        return false;
    *out = total;
    return function != FUNCTION_MEAN || num_div(total, num_of_int((int64_t)t->group->rows.count), out);
}

static bool aggregate(Terms *t, const Expr *call, Num *out)
{
    const Model *model = t->ev->model;
    Function function = (Function)model_info(model, call)->ref.index;
    Ref arg = model_info(model, call->as.call.args.items[0])->ref;
    if (arg.kind != SYM_TABLE && &model->tables.items[arg.index] != t->group->table->run->table)
        return false;
    bool known = true;
    if (function == FUNCTION_COUNT)
        *out = num_of_int((int64_t)t->group->rows.count);
    else
        known = over_rows(t, &t->group->table->run->data->columns[arg.sub], function, out);
    if (known)
        add_figure(t, call, *out);
    return known;
}

static bool number_of(Terms *t, const Expr *expr, Num *out, int depth)
{
    Num x, y;
    if (depth > MAX_DEPTH)
        return false;
    if (constant_value(t->ev->model, expr, out))
        return true;
    if (expr->kind == EXPR_CALL)
        return aggregate(t, expr, out);
    if (expr->kind == EXPR_UNARY) {
        if (!number_of(t, expr->as.unary.x, &x, depth + 1))
            return false;
        *out = num_neg(x);
        return true;
    }
    if (expr->kind != EXPR_BINARY || !number_of(t, expr->as.binary.x, &x, depth + 1) || !number_of(t, expr->as.binary.y, &y, depth + 1))
        return false;
    return num_operation(expr->as.binary.op, x, y, out);
}

/* ---- truth ---- */

static Truth compared(Terms *t, const Expr *expr, int depth)
{
    Num x, y;
    bool known = number_of(t, expr->as.binary.x, &x, depth);
    known = number_of(t, expr->as.binary.y, &y, depth) && known;
    int order = known ? num_cmp(x, y) : 0;
    if (!known)
        return TRUTH_UNKNOWN;
    return expr->as.binary.op >= OP_EQ && expr->as.binary.op <= OP_GE ? truth_of(order_holds(expr->as.binary.op, order)) : TRUTH_UNKNOWN;
}

static Truth holds(Terms *t, const Expr *expr, int depth)
{
    Num x, low, high;
    if (depth > MAX_DEPTH)
        return TRUTH_UNKNOWN;
    if (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT)
        return truth_not(holds(t, expr->as.unary.x, depth + 1));
    if (expr->kind == EXPR_BETWEEN) {
        bool known = number_of(t, expr->as.between.x, &x, depth) && number_of(t, expr->as.between.low, &low, depth) &&
                     number_of(t, expr->as.between.high, &high, depth);
        return known ? truth_of(num_cmp(x, low) >= 0 && num_cmp(x, high) <= 0) : TRUTH_UNKNOWN;
    }
    if (expr->kind != EXPR_BINARY)
        return TRUTH_UNKNOWN;
    if (expr->as.binary.op != OP_AND && expr->as.binary.op != OP_OR)
        return compared(t, expr, depth);
    Truth a = holds(t, expr->as.binary.x, depth + 1), b = holds(t, expr->as.binary.y, depth + 1);
    return expr->as.binary.op == OP_AND ? truth_and(a, b) : truth_not(truth_and(truth_not(a), truth_not(b)));
}

Truth decision_condition(Evaluator *ev, const Expr *condition, const DecisionGroup *group, StrBuf figures[2])
{
    Terms terms = {ev, group, figures, 0};
    return holds(&terms, condition, 0);
}
