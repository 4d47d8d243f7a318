/* test_run.c: runs the tests of a model: one plan for all, for each test its own tables, each expectation against what came out. */
#include <string.h>

#include "base/utf8.h"
#include "cmd/test.h"

/* ---- what an expectation is about ---- */

/* `inte`, any number of times, around a comparison. */
static const Expr *without_not(const Expr *expr, bool *negated)
{
    *negated = false;
    while (expr->kind == EXPR_UNARY && expr->as.unary.op == OP_NOT) {
        *negated = !*negated;
        expr = expr->as.unary.x;
    }
    return expr;
}

static bool is_comparison(BinaryOp op)
{
    return (op >= OP_EQ && op <= OP_GE) || op == OP_BETTER || op == OP_WORSE;
}

/* The left side of `x är röd`, `x > 3 kr`: what is worth showing beside what was expected. NULL when there is none. */
static const Expr *subject_of(const Expr *whole)
{
    bool negated;
    const Expr *expr = without_not(whole, &negated);
    if (expr->kind == EXPR_IS)
        return expr->as.is.x;
    if (expr->kind == EXPR_BETWEEN)
        return expr->as.between.x;
    if (expr->kind == EXPR_BINARY && is_comparison(expr->as.binary.op))
        return expr->as.binary.x;
    return NULL;
}

static Str expr_text(Arena *arena, const Expr *expr)
{
    StrBuf buf = {0};
    expr_print(&buf, expr);
    Str text = text_shown(arena, strbuf_str(&buf), 200);
    strbuf_free(&buf);
    return text;
}

/* What stands behind the subject: "är röd" of "budgetavvikelse för BUN är röd". */
static Str expected_text(Arena *arena, const Expr *whole)
{
    const Expr *subject = subject_of(whole);
    Str all = expr_text(arena, whole), start = subject ? expr_text(arena, subject) : STR_LIT("");
    size_t at = start.n ? str_find(all, start, 0) : 0;
    if (at != 0 || !start.n)
        return all;
    return str_trim((Str){all.s + start.n, all.n - start.n});
}

static void add_expectation(TestRunner *runner, const Expr *expr)
{
    if (expected_constraint(runner->model, expr, NULL))
        return;
    if (plan_expectation(runner->plan, expr, runner->diags) == NO_STEP)
        return;
    const Expr *subject = subject_of(expr);
    if (subject)
        plan_expectation(runner->plan, subject, runner->diags);
}

static void add_expectations(TestRunner *runner, const Test *test)
{
    EACH_ATTR(attr, test->common.decl, ATTR_EXPECT)
        if (attr->items.count)
            add_expectation(runner, attr->items.items[0].value);
}

/* ---- what the tests have seen ---- */

static Seen *seen_of(TestRunner *runner, const Expr *expr)
{
    while (expr && expr->kind == EXPR_FOR)
        expr = expr->as.for_.x;
    const ExprInfo *info = expr ? model_info(runner->model, expr) : NULL;
    if (!info)
        return NULL;
    if (info->ref.kind == SYM_INDICATOR)
        return &runner->indicators.items[info->ref.index];
    if (info->ref.kind == SYM_GOAL)
        return &runner->goals.items[info->ref.index];
    return info->ref.kind == SYM_RULE ? &runner->rules.items[info->ref.index] : NULL;
}

static void note_seen(TestRunner *runner, const Expr *expr, const Expected *result)
{
    Seen *seen = seen_of(runner, expr);
    if (!seen)
        return;
    if (seen->decided && result->decided_case < seen->cases->count)
        seen->decided[result->decided_case] = true;
    bool unknown = !seen->scale && result->value.type == RESULT_TRUTH && result->value.truth == TRUTH_UNKNOWN;
    seen->undecided |= unknown || result->not_assessable || (seen->scale && result->level_rank < 0 && result->value.state == RESULT_MISSING);
    if (seen->scale && result->level_rank >= 0)
        seen->bits |= 1u << result->level_rank;
    if (!seen->scale && result->value.type == RESULT_TRUTH && result->value.state == RESULT_VALUE)
        seen->bits |= 1u << result->value.truth;
}

/* ---- what came out ---- */

/* "röd (−4 mnkr)", "gul" of a goal, "ja", "saknas" */
static Str actual_text(TestRunner *runner, const Expected *result)
{
    Lang lang = runner->command->lang;
    StrBuf buf = {0};
    if (result->level.state == RESULT_VALUE && result->level_rank >= 0 && result->value.type == RESULT_LEVEL) {
        strbuf_put(&buf, result->level.text);
    } else if (result->level.state == RESULT_VALUE && result->level_rank >= 0) {
        strbuf_put(&buf, result->level.text);
        strbuf_puts(&buf, " (");
        quantity_print(&buf, &result->value, lang);
        strbuf_puts(&buf, ")");
    } else if (result->not_assessable) {
        strbuf_puts(&buf, say(runner->command, MSG_NOT_ASSESSABLE));
    } else {
        quantity_print(&buf, &result->value, lang);
    }
    Str text = text_shown(runner->arena, strbuf_str(&buf), 200);
    strbuf_free(&buf);
    return text;
}

static Str place_of(TestRunner *runner, Span span)
{
    if (!span.src)
        return STR_LIT("");
    return str_of(arena_printf(runner->arena, "%s:%zu", span.src->name, source_place(span.src, span.start).line));
}

static bool is_true(const Expected *result)
{
    return result->value.state == RESULT_VALUE && result->value.type == RESULT_TRUTH && result->value.truth == TRUTH_YES;
}

static void check_condition(TestRunner *runner, Evaluator *evaluator, const Expr *expr, Period period, TestResult *out)
{
    const Expr *subject = subject_of(expr);
    Expected whole, part;
    if (!exec_expectation(evaluator, expr, period.last, &whole))
        return;
    bool has_part = subject && exec_expectation(evaluator, subject, period.last, &part);
    const Expected *shown = has_part ? &part : &whole;
    note_seen(runner, has_part ? subject : expr, shown);
    Check check = {.text = expr_text(runner->arena, has_part ? subject : expr), .period = period, .place = place_of(runner, expr->span)};
    check.expected = has_part ? expected_text(runner->arena, expr) : str_of(say(runner->command, MSG_YES));
    bool triggered = expr->kind == EXPR_IS && expr->as.is.form == IS_TRIGGERED && shown->value.state == RESULT_VALUE && shown->value.type == RESULT_TRUTH;
    check.actual = !triggered || shown->value.truth == TRUTH_UNKNOWN ? actual_text(runner, shown)
        : str_of(say(runner->command, shown->value.truth == TRUTH_YES ? MSG_TRIGGERED : MSG_NOT_TRIGGERED));
    check.reasons = whole.reasons;
    check.passed = is_true(&whole);
    if (has_part)
        update_note_condition(runner, expr, shown, &check);
    vec_push(runner->arena, &out->checks, check);
}

/* ---- constraints ---- */

static void note_constraint(TestRunner *runner, size_t index, Truth truth)
{
    if (truth != TRUTH_UNKNOWN)
        runner->constraints.items[index].bits |= 1u << truth;
}

static void check_constraint(TestRunner *runner, const Expr *expr, TestResult *out)
{
    const Expr *thing, *name = expected_constraint(runner->model, expr, &thing);
    size_t index = model_info(runner->model, name)->ref.index;
    Truth truth = constraint_breached(&runner->outcomes, index, thing ? model_info(runner->model, thing)->ref : (Ref){SYM_NONE, 0, 0});
    bool undecided = expr->as.is.form == IS_NOT_ASSESSABLE;
    Truth wanted = undecided ? TRUTH_UNKNOWN : expr->as.is.negated ? TRUTH_NO : TRUTH_YES;
    Msg actual = truth == TRUTH_UNKNOWN ? MSG_NOT_ASSESSABLE : truth == TRUTH_YES ? MSG_TRIGGERED : MSG_NOT_TRIGGERED;
    Check check = {.text = expr_text(runner->arena, expr->as.is.x), .timeless = true, .place = place_of(runner, expr->span), .passed = truth == wanted};
    check.expected = expected_text(runner->arena, expr);
    check.actual = str_of(say(runner->command, actual));
    note_constraint(runner, index, truth);
    vec_push(runner->arena, &out->checks, check);
}

static bool has_constraints(TestRunner *runner, const Test *test)
{
    EACH_ATTR(attr, test->common.decl, ATTR_EXPECT)
        if (attr->items.count == 1 && expected_constraint(runner->model, attr->items.items[0].value, NULL))
            return true;
    return false;
}

/* ---- series ---- */

static bool truth_equals(const Expected *result, Truth truth)
{
    return result->value.type == RESULT_TRUTH && result->value.state == RESULT_VALUE && result->value.truth == (int)truth;
}

static bool number_equals(TestRunner *runner, const Expected *result, const Expr *expr)
{
    bool minus = expr->kind == EXPR_UNARY;
    const Expr *number = minus ? expr->as.unary.x : expr;
    const ExprInfo *info = model_info(runner->model, number);
    Num wanted;
    if (number->kind != EXPR_NUMBER || result->value.state != RESULT_VALUE || result->value.type != RESULT_NUMBER)
        return false;
    if (!num_mul(num_of_fix(number->as.number.value), num_of_fix(info && info->factor ? info->factor : FIX_ONE), &wanted))
        return false;
    return num_cmp(result->value.number, minus ? num_neg(wanted) : wanted) == 0;
}

static bool level_equals(TestRunner *runner, const Expected *result, const Expr *name)
{
    const ExprInfo *info = model_info(runner->model, name);
    if (info && info->ref.kind == SYM_SCALE_LEVEL)
        return result->level_rank >= 0 && (size_t)result->level_rank == info->ref.sub;
    return str_eq(utf8_fold(runner->arena, result->level.text), utf8_fold(runner->arena, name->as.text));
}

static bool equals(TestRunner *runner, const Expected *result, const Expr *wanted)
{
    switch (wanted->kind) {
    case EXPR_TRUTH: return truth_equals(result, wanted->as.truth);
    case EXPR_MISSING: return result->value.state == RESULT_MISSING;
    case EXPR_NOT_APPLICABLE: return result->value.state == RESULT_NOT_APPLICABLE;
    case EXPR_NUMBER: case EXPR_UNARY: return number_equals(runner, result, wanted);
    case EXPR_NAME: case EXPR_WORD: return level_equals(runner, result, wanted);
    case EXPR_TEXT: case EXPR_TIME: case EXPR_MEMBER: case EXPR_CALL: case EXPR_BINARY: case EXPR_BETWEEN: case EXPR_IN: case EXPR_IS: case EXPR_FOR:
    case EXPR_QUANTIFIED: case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_POINT: case EXPR_COUNT: return false;
    }
    return false;
}

static void check_series(TestRunner *runner, Evaluator *evaluator, const Attr *attr, const Series *series, TestResult *out)
{
    const Expr *expr = attr->items.items[0].value;
    size_t count = attr->items.count - 1;
    if (count != series->count) {
        diag_add(runner->diags, DIAG_S0650, attr->span, arena_printf(runner->arena, "%zu", count), arena_printf(runner->arena, "%zu", series->count), NULL);
        out->broken = true;
        return;
    }
    Period period = series->first;
    for (size_t i = 0; i < count; i++, period = period_shift(period, 1)) {
        const Expr *wanted = attr->items.items[i + 1].value;
        Expected result;
        if (!exec_expectation(evaluator, expr, period.last, &result))
            return;
        note_seen(runner, expr, &result);
        Check check = {.text = expr_text(runner->arena, expr), .period = period, .expected = expr_text(runner->arena, wanted),
            .actual = actual_text(runner, &result), .reasons = result.reasons, .passed = equals(runner, &result, wanted), .place = place_of(runner, wanted->span)};
        update_note(runner, wanted, &result, &check);
        vec_push(runner->arena, &out->checks, check);
    }
}

/* ---- one test ---- */

/* What `per` says. */
static bool stated_period(const Test *test, Period *out)
{
    const Expr *per = attr_value(decl_attr(test->common.decl, ATTR_PER));
    bool is_time = per && per->kind == EXPR_TIME && per->as.time.form == TIME_PERIOD, is_year = per && per->kind == EXPR_NUMBER;
    if (is_time)
        *out = per->as.time.period;
    if (is_year)
        *out = period_year((int)(per->as.number.value / FIX_ONE));
    return is_time || is_year;
}

static void check_all(TestRunner *runner, Evaluator *evaluator, const Series *series, Period period, TestResult *out)
{
    EACH_ATTR(attr, out->test->common.decl, ATTR_EXPECT) {
        if (attr->items.count == 1 && expected_constraint(runner->model, attr->items.items[0].value, NULL))
            check_constraint(runner, attr->items.items[0].value, out);
        else if (attr->items.count > 1)
            check_series(runner, evaluator, attr, series, out);
        else if (attr->items.count)
            check_condition(runner, evaluator, attr->items.items[0].value, period, out);
    }
    for (VEC_EACH(const Check, check, &out->checks))
        out->failed += !check->passed;
}

/* What the test gives, and the period that it is about: `per`, else the last of its series. */
static bool read_given(TestRunner *runner, const Test *test, const TableData **tables, GivenVec *values, Series *series, Period *period)
{
    bool stated = stated_period(test, period);
    bool good = given_tables(runner, test, tables);
    good = given_values(runner, test, stated ? period : NULL, values, series) && good;
    if (!stated && series->count)
        *period = period_shift(series->first, (int)series->count - 1);
    else if (!stated && good)
        diag_add(runner->diags, DIAG_S0651, test->common.decl->name_span, str_dup(runner->arena, test->common.name).s, NULL);
    return good && (stated || series->count);
}

static TestResult run_test(TestRunner *runner, const Test *test)
{
    TestResult result = {.test = test};
    size_t errors = runner->diags->errors;
    if (has_constraints(runner, test) && !runner->constraints_tried) {
        constraints_evaluate(runner->arena, runner->model, DATE_NONE, &runner->outcomes);
        runner->constraints_tried = true;
    }
    if (only_constraints(runner->model, test->common.decl)) {
        check_all(runner, NULL, NULL, (Period){0}, &result);
        return result;
    }
    GivenVec values = {0};
    Series series = {0};
    Period period;
    const TableData **tables = arena_array(runner->arena, runner->model->tables.count, sizeof *tables);
    if (!read_given(runner, test, tables, &values, &series, &period)) {
        result.broken = true;
        return result;
    }
    RunOptions run = {.as_of = period.last, .only_body = NO_INDEX, .program = "", .effort = runner->effort};
    Evaluator *evaluator = exec_prepare(runner->arena, runner->model, runner->plan, tables, &run, runner->diags);
    exec_give(evaluator, values.items, values.count);
    check_all(runner, evaluator, &series, period, &result);
    result.broken = result.broken || runner->diags->errors > errors || !result.checks.count;
    return result;
}

/* ---- all tests ---- */

static bool is_wanted(TestRunner *runner, const Test *test, Str filter)
{
    Str name = utf8_fold(runner->arena, test->common.name), title = utf8_fold(runner->arena, test->common.title);
    return str_find(name, filter, 0) != (size_t)-1 || str_find(title, filter, 0) != (size_t)-1;
}

static Seen unseen(TestRunner *runner, const Common *common, const Scale *scale, const CaseVec *cases)
{
    Seen seen = {.common = common, .scale = scale};
    if (cases && cases->count) {
        seen.cases = cases;
        seen.decided = arena_array(runner->arena, cases->count, sizeof *seen.decided);
    }
    return seen;
}

static void start_coverage(TestRunner *runner)
{
    const Model *model = runner->model;
    for (VEC_EACH(const Indicator, indicator, &model->indicators)) {
        Seen seen = unseen(runner, &indicator->common, indicator->scale, &indicator->cases);
        seen.followed = !indicator->targets.count && !indicator->cases.count;
        seen.possible = indicator->scale ? indicator_levels(indicator) : 0;
        vec_push(runner->arena, &runner->indicators, seen);
    }
    const unsigned *levels = goal_levels(runner->arena, model);
    for (VEC_EACH(const Goal, goal, &model->goals)) {
        Seen seen = unseen(runner, &goal->common, goal->scale, &goal->cases);
        seen.possible = levels[goal - model->goals.items];
        seen.followed = goal->scale && !seen.possible;
        vec_push(runner->arena, &runner->goals, seen);
    }
    for (VEC_EACH(const Rule, rule, &model->rules))
        vec_push(runner->arena, &runner->rules, unseen(runner, &rule->common, NULL, NULL));
    for (VEC_EACH(const Constraint, constraint, &model->constraints)) {
        Seen seen = unseen(runner, &constraint->common, NULL, NULL);
        seen.followed = constraint->common.decl->span.src->library;
        vec_push(runner->arena, &runner->constraints, seen);
    }
}

bool tests_run(TestRunner *runner, Str filter)
{
    const Model *model = runner->model;
    size_t errors = runner->diags->errors;
    Str folded = utf8_fold(runner->arena, filter);
    runner->specs = arena_array(runner->arena, model->tables.count, sizeof *runner->specs);
    for (size_t i = 0; i < model->tables.count; i++)
        exec_table_spec(runner->arena, model, i, runner->diags, &runner->specs[i]);
    runner->plan = plan_lower(runner->arena, model, runner->diags);
    for (VEC_EACH(const Test, test, &model->tests))
        add_expectations(runner, test);
    if (runner->diags->errors > errors)
        return false;
    start_coverage(runner);
    for (VEC_EACH(const Test, test, &model->tests))
        if (is_wanted(runner, test, folded))
            vec_push(runner->arena, &runner->results, run_test(runner, test));
    return true;
}
