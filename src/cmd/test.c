/* test.c: `styr testa`: runs the tests of a model and shows what they found and what they have seen. The running is in test_run.c. */
#include "cmd/test.h"

#include "base/utf8.h"

#define OUTCOME_WIDTH ((size_t)9)     /* "trasigt", "broken" and blanks */

typedef struct Totals { size_t passed, failed, broken; } Totals;

static Totals totals_of(const TestRunner *runner)
{
    Totals totals = {0};
    for (VEC_EACH(const TestResult, result, &runner->results)) {
        totals.broken += result->broken;
        totals.failed += !result->broken && result->failed;
        totals.passed += !result->broken && !result->failed;
    }
    return totals;
}

/* ---- text ---- */

static Str period_text(Arena *arena, Period period)
{
    StrBuf buf = {0};
    period_print(&buf, period);
    Str text = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* Expected beside actual, for every expectation of a test that failed. */
static void put_checks(Page *page, const TestResult *result)
{
    const GridColumn columns[] = {
        {"", GRID_LEFT, false}, {message(MSG_EXPRESSION, page->lang), GRID_LEFT, true}, {message(MSG_PERIOD, page->lang), GRID_LEFT, false},
        {message(MSG_EXPECTED, page->lang), GRID_LEFT, true}, {message(MSG_ACTUAL, page->lang), GRID_LEFT, true}, {message(MSG_PLACE, page->lang), GRID_LEFT, true},
    };
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    for (VEC_EACH(const Check, check, &result->checks)) {
        Tone tone = check->passed ? TONE_FAINT : TONE_PLAIN;
        grid_cell(&grid, str_of(check->passed ? "●" : "■"), check->passed ? TONE_GOOD : TONE_BAD, 0);
        grid_cell(&grid, check->text, tone, 0);
        grid_cell(&grid, check->timeless ? STR_LIT("") : period_text(page->arena, check->period), tone, 0);
        grid_cell(&grid, check->expected, tone, 0);
        grid_cell(&grid, check->actual, check->passed ? TONE_FAINT : TONE_STRONG, 0);
        grid_cell(&grid, text_shown(page->arena, check->place, 0), TONE_FAINT, 0);
    }
    grid_print(&grid, page, OUTCOME_WIDTH, false);
    for (VEC_EACH(const Check, check, &result->checks))
        for (size_t i = 0; !check->passed && i < check->reasons.count; i++) {
            page_pad(page, OUTCOME_WIDTH);
            page_puts(page, TONE_FAINT, "– ");
            page_wrap(page, TONE_FAINT, text_shown(page->arena, check->reasons.items[i].text[page->lang], 0), OUTCOME_WIDTH + 2);
            page_end(page);
        }
}

static void put_result(Page *page, const TestResult *result)
{
    bool good = !result->broken && !result->failed;
    Msg outcome = result->broken ? MSG_TEST_BROKEN : good ? MSG_TEST_OK : MSG_TEST_FAILED;
    page_puts(page, good ? TONE_GOOD : TONE_BAD, message(outcome, page->lang));
    page_pad(page, OUTCOME_WIDTH);
    page_put(page, TONE_STRONG, text_shown(page->arena, result->test->common.name, 0));
    if (!str_eq(result->test->common.title, result->test->common.name)) {
        page_puts(page, TONE_PLAIN, "  ");
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, result->test->common.title, 0), OUTCOME_WIDTH);
    }
    page_end(page);
    if (!good && result->checks.count)
        put_checks(page, result);
}

/* The words of the results that bits say (or, negated, do not say) were seen. */
static Str seen_words(Page *page, const Seen *seen, bool wanted)
{
    static const Msg outcomes[] = {MSG_NOT_TRIGGERED, MSG_TRIGGERED};
    StrBuf buf = {0};
    size_t count = seen->scale ? seen->scale->levels.count : 2;
    for (size_t i = 0; i < count; i++) {
        if (((seen->bits >> i & 1u) != 0) != wanted || (!wanted && !seen_is_possible(seen, i)))
            continue;
        strbuf_puts(&buf, buf.n ? ", " : "");
        if (seen->scale)
            strbuf_put(&buf, seen->scale->levels.items[i].name);
        else
            strbuf_puts(&buf, message(outcomes[i], page->lang));
    }
    Str text = text_shown(page->arena, strbuf_str(&buf), 0);
    strbuf_free(&buf);
    return text;
}

static void add_coverage(Page *page, Grid *grid, const Coverage *coverage)
{
    for (VEC_EACH(const Seen, seen, coverage)) {
        if (seen->followed && !seen->bits)
            continue;
        Str met = seen_words(page, seen, true);
        grid_cell(grid, text_shown(page->arena, seen->common->name, 60), TONE_PLAIN, 0);
        grid_cell(grid, met.n ? met : STR_LIT("–"), TONE_PLAIN, 0);
        grid_cell(grid, seen_words(page, seen, false), TONE_FAIR, 0);
    }
}

static void put_coverage(Page *page, const TestRunner *runner)
{
    const GridColumn columns[] = {
        {message(MSG_DECLARATION, page->lang), GRID_LEFT, true}, {message(MSG_SEEN, page->lang), GRID_LEFT, true}, {message(MSG_NOT_SEEN, page->lang), GRID_LEFT, true},
    };
    Grid grid;
    grid_init(&grid, page->arena, columns, sizeof columns / sizeof *columns);
    add_coverage(page, &grid, &runner->indicators);
    add_coverage(page, &grid, &runner->goals);
    add_coverage(page, &grid, &runner->rules);
    add_coverage(page, &grid, &runner->constraints);
    if (!grid.cells.count)
        return;
    page_end(page);
    page_puts(page, TONE_STRONG, message(MSG_COVERAGE, page->lang));
    page_end(page);
    grid_print(&grid, page, 2, false);
}

static void put_text(const TestRunner *runner, StrBuf *out)
{
    Page page = command_page(runner->command, out);
    Totals totals = totals_of(runner);
    if (!runner->results.count) {
        page_wrap(&page, TONE_FAIR, str_of(message(MSG_NO_TESTS, page.lang)), 0);
        page_end(&page);
        return;
    }
    for (VEC_EACH(const TestResult, result, &runner->results))
        put_result(&page, result);
    put_coverage(&page, runner);
    if (runner->update)
        strbuf_printf(out, say(runner->command, MSG_UPDATED), runner->edits.count);
    strbuf_printf(out, "\n%zu %s: %zu ok", runner->results.count, message(runner->results.count == 1 ? MSG_TEST_ONE : MSG_TEST_MANY, page.lang), totals.passed);
    if (totals.failed)
        strbuf_printf(out, ", %zu %s", totals.failed, message(MSG_FAILED, page.lang));
    if (totals.broken)
        strbuf_printf(out, ", %zu %s", totals.broken, message(MSG_BROKEN, page.lang));
    strbuf_putc(out, '\n');
}

/* Tests for what was not tried, where they were asked for. */
typedef struct Suggested { bool wanted; Solver *solver; Suggestions list; } Suggested;

/* ---- JSON ---- */

static void put_check_json(Json *json, const Check *check)
{
    json_open(json, NULL, '{');
    json_text(json, "expression", check->text);
    if (!check->timeless)
        json_period(json, "period", check->period);
    json_text(json, "expected", check->expected);
    json_text(json, "actual", check->actual);
    json_bool(json, "passed", check->passed);
    json_text_or_null(json, "place", check->place);
    json_close(json, '}');
}

static void put_seen_json(Json *json, const char *kind, const Coverage *coverage)
{
    static const char *const outcomes[] = {"no", "yes"};
    for (VEC_EACH(const Seen, seen, coverage)) {
        if (seen->followed && !seen->bits)
            continue;
        json_open(json, NULL, '{');
        json_text(json, "declaration", seen->common->name);
        json_text(json, "kind", str_of(kind));
        for (int wanted = 1; wanted >= 0; wanted--) {
            json_open(json, wanted ? "seen" : "not_seen", '[');
            size_t count = seen->scale ? seen->scale->levels.count : 2;
            for (size_t i = 0; i < count; i++)
                if ((int)(seen->bits >> i & 1u) == wanted && (wanted || seen_is_possible(seen, i)))
                    json_text(json, NULL, seen->scale ? seen->scale->levels.items[i].name : str_of(outcomes[i]));
            json_close(json, ']');
        }
        json_close(json, '}');
    }
}

static void put_json(const TestRunner *runner, const CoveragePoints *points, const Suggested *suggested, StrBuf *out)
{
    Json json = {.out = out};
    Totals totals = totals_of(runner);
    json_begin(&json, "testa");
    json_open(&json, "tests", '[');
    for (VEC_EACH(const TestResult, result, &runner->results)) {
        json_open(&json, NULL, '{');
        json_text(&json, "name", result->test->common.name);
        json_text(&json, "title", result->test->common.title);
        json_text(&json, "result", str_of(result->broken ? "broken" : result->failed ? "failed" : "ok"));
        json_open(&json, "checks", '[');
        for (VEC_EACH(const Check, check, &result->checks))
            put_check_json(&json, check);
        json_close(&json, ']');
        json_close(&json, '}');
    }
    json_close(&json, ']');
    json_open(&json, "coverage", '[');
    put_seen_json(&json, "indicator", &runner->indicators);
    put_seen_json(&json, "goal", &runner->goals);
    put_seen_json(&json, "rule", &runner->rules);
    put_seen_json(&json, "constraint", &runner->constraints);
    json_close(&json, ']');
    coverage_json(&json, points);
    if (suggested->wanted && suggested->solver)
        suggestions_json(&json, points, &suggested->list);
    json_open(&json, "summary", '{');
    json_size(&json, "tried", points->met);
    json_size(&json, "to_try", points->all.count);
    json_size(&json, "tests", runner->results.count);
    json_size(&json, "ok", totals.passed);
    json_size(&json, "failed", totals.failed);
    json_size(&json, "broken", totals.broken);
    json_close(&json, '}');
    json_end(&json);
}

/* ---- the command ---- */

typedef struct Wanted { TextOrJson format; int required; } Wanted;      /* required: per cent, 0: no requirement */

/* JUnit's form is this command's alone. */
static bool wanted_of(Command *command, Wanted *out)
{
    const char *format = command->values[OPT_FORMAT];
    bool junit = format && str_eqz(utf8_fold(command->arena, str_of(format)), "junit");
    *out = (Wanted){.format = junit ? AS_JUNIT : command_format(command)};
    return out->format != AS_UNKNOWN && command_number(command, OPT_REQUIRE, 1, 100, &out->required);
}

/* Whole per cent, never rounded up: 100 means everything. */
size_t coverage_share(const CoveragePoints *points)
{
    return points->all.count ? points->met * 100 / points->all.count : 100;
}

static void put_share(const TestRunner *runner, const CoveragePoints *points, const Wanted *wanted, StrBuf *out)
{
    strbuf_putc(out, '\n');
    if (!points->all.count) {
        strbuf_printf(out, "%s\n", say(runner->command, MSG_NOTHING_TO_TRY));
        return;
    }
    strbuf_printf(out, say(runner->command, MSG_TRIED_OF), points->met, points->all.count, coverage_share(points));
    if (coverage_share(points) < (size_t)wanted->required)
        strbuf_printf(out, say(runner->command, MSG_TRIED_TOO_LITTLE), (size_t)wanted->required);
    strbuf_putc(out, '\n');
}

static void put_suggested(const TestRunner *runner, Page *page, const CoveragePoints *points, const Suggested *suggested)
{
    if (suggested->wanted && !suggested->solver) {
        page_end(page);
        page_wrap(page, TONE_FAINT, str_of(say(runner->command, MSG_NO_SOLVER_FOR_TESTS)), 0);
        page_end(page);
    } else
        suggestions_text(page, points, &suggested->list);
}

static void put_result_as(const TestRunner *runner, const CoveragePoints *points, const Suggested *suggested, const Wanted *wanted, StrBuf *out)
{
    bool lines = runner->command->values[OPT_COVERAGE] != NULL;
    Page page = command_page(runner->command, out);
    switch (wanted->format) {
    case AS_JSON: put_json(runner, points, suggested, out); break;
    case AS_JUNIT: tests_junit(runner, points, (size_t)wanted->required, out); break;
    case AS_TEXT:
    case AS_UNKNOWN:
        put_text(runner, out);
        if (lines && points->all.count)
            coverage_text(&page, points);
        put_suggested(runner, &page, points, suggested);
        if (lines || wanted->required)
            put_share(runner, points, wanted, out);
    }
}

static void forget_updated(TestRunner *runner)
{
    for (VEC_EACH(TestResult, result, &runner->results))
        for (VEC_EACH(Check, check, &result->checks)) {
            result->failed -= check->updated;
            check->passed = check->passed || check->updated;
            check->expected = check->updated ? check->actual : check->expected;
        }
}

static bool run_all(TestRunner *runner)
{
    const char *filter = runner->command->values[OPT_FILTER] ? runner->command->values[OPT_FILTER] : "";
    if (!tests_run(runner, str_of(filter)))
        return false;
    if (*filter && !runner->results.count) {
        command_error(runner->command, S0927, filter);
        return false;
    }
    if (runner->update && !updates_write(runner))
        return false;
    forget_updated(runner);
    return true;
}

static Status outcome(const TestRunner *runner, const CoveragePoints *points, const Wanted *wanted)
{
    Totals totals = totals_of(runner);
    bool flagged = totals.failed || coverage_share(points) < (size_t)wanted->required;
    return totals.broken ? STATUS_UNUSABLE : flagged ? STATUS_FLAGGED : STATUS_CLEAN;
}

/* With --täckning, where something that figures decide is left to try. */
static Suggested suggest_missing(TestRunner *runner, const CoveragePoints *points, const Wanted *wanted)
{
    Suggested out = {.wanted = false};
    for (VEC_EACH(const CoveragePoint, point, &points->all))
        out.wanted |= !point->met && point->has_wish;
    out.wanted = out.wanted && runner->command->values[OPT_COVERAGE] && wanted->format != AS_JUNIT;
    out.solver = out.wanted ? suggestion_solver(runner) : NULL;
    if (out.solver)
        suggestions_make(runner, out.solver, points, &out.list);
    return out;
}

Status cmd_test(Command *command)
{
    Wanted wanted;
    Session session;
    if (!wanted_of(command, &wanted))
        return STATUS_UNUSABLE;
    command_session(command, &session, 0);
    if (!session_load(&session))
        return STATUS_UNUSABLE;
    TestRunner runner = {.command = command, .arena = command->arena, .model = session.model, .diags = &command->diags,
                         .effort = &session.effort, .update = command->values[OPT_UPDATE] != NULL};
    CoveragePoints points;
    if (!run_all(&runner))
        return STATUS_UNUSABLE;
    command_flush(command);
    coverage_points(&runner, &points);
    StrBuf text = {0};
    Suggested suggested = suggest_missing(&runner, &points, &wanted);
    put_result_as(&runner, &points, &suggested, &wanted, &text);
    solver_close(suggested.solver);
    return command_write(command, &text, outcome(&runner, &points, &wanted));
}
