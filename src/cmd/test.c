/* test.c: `styr testa`: runs the tests of a model and shows what they found and what they have seen. The running is in test_run.c. */
#include "cmd/test.h"

#include "report/json_writer.h"

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
        if (((seen->bits >> i & 1u) != 0) != wanted)
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
    strbuf_printf(out, "\n%zu %s: %zu ok", runner->results.count, message(runner->results.count == 1 ? MSG_TEST_ONE : MSG_TEST_MANY, page.lang), totals.passed);
    if (totals.failed)
        strbuf_printf(out, ", %zu %s", totals.failed, message(MSG_FAILED, page.lang));
    if (totals.broken)
        strbuf_printf(out, ", %zu %s", totals.broken, message(MSG_BROKEN, page.lang));
    strbuf_putc(out, '\n');
}

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
                if ((int)(seen->bits >> i & 1u) == wanted)
                    json_text(json, NULL, seen->scale ? seen->scale->levels.items[i].name : str_of(outcomes[i]));
            json_close(json, ']');
        }
        json_close(json, '}');
    }
}

static void put_json(const TestRunner *runner, StrBuf *out)
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
    json_open(&json, "summary", '{');
    json_size(&json, "tests", runner->results.count);
    json_size(&json, "ok", totals.passed);
    json_size(&json, "failed", totals.failed);
    json_size(&json, "broken", totals.broken);
    json_close(&json, '}');
    json_end(&json);
}

/* ---- the command ---- */

static Status outcome(const TestRunner *runner)
{
    Totals totals = totals_of(runner);
    return totals.broken ? STATUS_UNUSABLE : totals.failed ? STATUS_FLAGGED : STATUS_CLEAN;
}

Status cmd_test(Command *command)
{
    TextOrJson format = command_format(command);
    Session session;
    if (format == AS_UNKNOWN)
        return STATUS_UNUSABLE;
    command_session(command, &session, 0);
    if (!session_load(&session))
        return STATUS_UNUSABLE;
    TestRunner runner = {.command = command, .arena = command->arena, .model = session.model, .diags = &command->diags,
                         .effort = &session.effort};
    const char *filter = command->values[OPT_FILTER] ? command->values[OPT_FILTER] : "";
    if (!tests_run(&runner, str_of(filter)))
        return STATUS_UNUSABLE;
    if (*filter && !runner.results.count) {
        command_error(command, S0927, filter);
        return STATUS_UNUSABLE;
    }
    command_flush(command);
    StrBuf text = {0};
    if (format == AS_JSON)
        put_json(&runner, &text);
    else
        put_text(&runner, &text);
    return command_write(command, &text, outcome(&runner));
}
