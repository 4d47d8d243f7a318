/* test_suggest.c: `styr testa --täckning`: tests for what none has shown, ready to paste. The rows are found by prove/tests.c; each test is written, read
 * back with the model and run as it stands, and only one that passes and shows what it is for is shown. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cmd/test.h"
#include "syntax/print.h"

#define SECONDS 2
#define MOST_SUGGESTIONS ((size_t)200)

/* ---- a test as text ---- */

static void put_cell(StrBuf *out, Str text)
{
    bool comma = false;
    for (size_t i = 0; i < text.n; i++)
        comma |= text.s[i] == '"' || text.s[i] == '#' || (text.s[i] == ',' && (i + 1 == text.n || text.s[i + 1] == ' '));
    if (comma)
        print_text(out, text);
    else
        strbuf_put(out, text.n ? text : STR_LIT("_"));
}

static void put_rows(StrBuf *out, const WishRows *rows)
{
    strbuf_puts(out, "    givet         ");
    print_name(out, rows->table, SPAN_NONE);
    for (size_t i = 0; i < rows->columns.count; i++) {
        strbuf_puts(out, i ? ", " : ": ");
        print_name(out, rows->columns.items[i], SPAN_NONE);
    }
    strbuf_putc(out, '\n');
    for (size_t r = 0; r < rows->rows.count; r++) {
        strbuf_puts(out, "                  ");
        for (size_t i = 0; i < rows->columns.count; i++) {
            strbuf_puts(out, i ? ", " : "");
            put_cell(out, rows->rows.items[r][i]);
        }
        strbuf_putc(out, '\n');
    }
}

static const CaseVec *cases_of(const Model *model, const TestWish *wish)
{
    return wish->subject == SUBJECT_GOAL ? &model->goals.items[wish->index].cases : &model->indicators.items[wish->index].cases;
}

static const Scale *scale_of(const Model *model, const TestWish *wish)
{
    return wish->subject == SUBJECT_GOAL ? model->goals.items[wish->index].scale : model->indicators.items[wish->index].scale;
}

/* "är röd", "utlöses": what stands behind what it is about, and in titles. */
static Str expected_words(Arena *arena, const Model *model, const TestWish *wish)
{
    if (wish->kind == WISH_YES || wish->kind == WISH_NO)
        return wish->kind == WISH_YES ? STR_LIT("utlöses") : STR_LIT("utlöses inte");
    if (wish->kind == WISH_UNDECIDED)
        return STR_LIT("är ej bedömbar");
    size_t level = wish->kind == WISH_CASE ? cases_of(model, wish)->items[wish->at].level : wish->at;
    Str name = scale_of(model, wish)->levels.items[level].name;
    return str_of(arena_printf(arena, "är " STR_FMT, STR_ARG(name)));
}

/* A name that no declaration has: förslag-NAMN-1. */
static Str test_name(Arena *arena, const Model *model, Str about, size_t number)
{
    for (;; number++) {
        Str name = str_of(arena_printf(arena, "förslag-" STR_FMT "-%zu", STR_ARG(about), number));
        bool taken = false;
        for (VEC_EACH(const Test, test, &model->tests))
            taken |= str_eq(utf8_fold(arena, test->common.name), utf8_fold(arena, name));
        if (!taken)
            return name;
    }
}

static Str block_of(TestRunner *runner, const CoveragePoint *point, const TestAnswer *answer, Str name)
{
    StrBuf out = {0};
    Str words = expected_words(runner->arena, runner->model, &point->wish);
    strbuf_puts(&out, "test ");
    print_name(&out, name, SPAN_NONE);
    strbuf_printf(&out, " \"" STR_FMT " " STR_FMT "\"\n    per           ", STR_ARG(point->common->name), STR_ARG(words));
    period_print(&out, answer->period);
    strbuf_putc(&out, '\n');
    for (VEC_EACH(const WishRows, rows, &answer->rows))
        put_rows(&out, rows);
    strbuf_puts(&out, "    förvänta      ");
    print_name(&out, point->common->name, SPAN_NONE);
    if (answer->body.n) {
        strbuf_puts(&out, " för ");
        print_name(&out, answer->body, SPAN_NONE);
    }
    strbuf_printf(&out, " " STR_FMT "\n", STR_ARG(words));
    Str text = str_dup(runner->arena, strbuf_str(&out));
    strbuf_free(&out);
    return text;
}

/* ---- run as they stand ---- */

/* The model with the tests beside it, in a file of their own. */
static bool load_with(TestRunner *runner, const char *file, Diags *diags, Session *session)
{
    command_session(runner->command, session, 0);
    const char **paths = arena_array(runner->arena, session->path_count + 1, sizeof *paths);
    for (size_t i = 0; i < session->path_count; i++)
        paths[i] = session->paths[i];
    paths[session->path_count] = file;
    session->paths = paths;
    session->path_count++;
    session->diags = diags;
    return session_load(session);
}

static bool has_passed(const TestRunner *trial, Str name)
{
    for (VEC_EACH(const TestResult, result, &trial->results))
        if (str_eq(result->test->common.name, name))
            return !result->broken && !result->failed;
    return false;
}

/* Marks those of the suggestions (number first, count of them) that pass and show what they are for. */
static void run_file(TestRunner *runner, const char *file, Suggestion *const *tried, size_t count)
{
    Diags *diags = ARENA_NEW(runner->arena, Diags);
    Session session;
    CoveragePoints points;
    diags_init(diags, runner->arena);
    if (!load_with(runner, file, diags, &session))
        return;
    TestRunner trial = {.command = runner->command, .arena = runner->arena, .model = session.model, .diags = diags, .effort = &session.effort};
    if (!tests_run(&trial, STR_LIT("förslag-")))
        return;
    coverage_points(&trial, &points);
    for (size_t i = 0; i < count; i++)
        tried[i]->passed = has_passed(&trial, tried[i]->name) && tried[i]->point < points.all.count && points.all.items[tried[i]->point].met;
}

static bool write_blocks(const char *file, Suggestion *const *tried, size_t count)
{
    StrBuf text = {0};
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&text, STR_FMT "\n", STR_ARG(tried[i]->text));
    const char *detail = "";
    bool written = file_write(file, strbuf_str(&text), &detail);
    strbuf_free(&text);
    return written;
}

/* All at once; where they cannot all be read, one at a time. */
static void run_suggestions(TestRunner *runner, Suggestions *suggestions)
{
    const char *base = getenv("TMPDIR");
    char *folder = arena_printf(runner->arena, "%s/styr-test-XXXXXX", base && *base ? base : "/tmp");
    Suggestion **tried = arena_array(runner->arena, suggestions->count + 1, sizeof *tried);
    size_t count = 0;
    bool any = false;
    for (VEC_EACH(Suggestion, suggestion, suggestions))
        if (suggestion->text.n)
            tried[count++] = suggestion;
    if (!count || !mkdtemp(folder))
        return;
    const char *file = arena_printf(runner->arena, "%s/förslag.styr", folder);
    if (write_blocks(file, tried, count))
        run_file(runner, file, tried, count);
    for (size_t i = 0; i < count; i++)
        any |= tried[i]->passed;
    for (size_t i = 0; i < count && !any && count > 1; i++)
        if (write_blocks(file, &tried[i], 1))
            run_file(runner, file, &tried[i], 1);
    unlink(file);
    rmdir(folder);
}

/* ---- finding ---- */

static void say_why(Suggestion *suggestion, const char *sv, const char *en)
{
    suggestion->why[LANG_SV] = str_of(sv);
    suggestion->why[LANG_EN] = str_of(en);
}

static Suggestion suggest(TestRunner *runner, TestFinder *finder, const CoveragePoint *point, size_t at, size_t number)
{
    Suggestion out = {.point = at};
    TestAnswer answer;
    test_find(finder, &point->wish, &answer);
    if (!answer.found) {
        out.why[LANG_SV] = answer.why[LANG_SV];
        out.why[LANG_EN] = answer.why[LANG_EN];
        return out;
    }
    out.name = test_name(runner->arena, runner->model, point->common->name, number);
    out.text = block_of(runner, point, &answer, out.name);
    return out;
}

/* STYR_UTAN_Z3 lets tests see what is said when it is not installed. */
Solver *suggestion_solver(TestRunner *runner)
{
    const char *without = getenv("STYR_UTAN_Z3");
    return without && *without ? NULL : solver_open(runner->arena, SECONDS);
}

void suggestions_make(TestRunner *runner, Solver *solver, const CoveragePoints *points, Suggestions *out)
{
    ProofModel model = {.model = runner->model, .path = "."};
    ProofOptions options = {.seconds = SECONDS, .stop = interrupt_watch()};
    Diags *diags = ARENA_NEW(runner->arena, Diags);
    diags_init(diags, runner->arena);
    TestFinder *finder = test_finder(runner->arena, solver, &model, &options, diags);
    const Common *last = NULL;
    size_t number = 0;
    for (size_t i = 0; finder && i < points->all.count && out->count < MOST_SUGGESTIONS && !interrupted(); i++) {
        const CoveragePoint *point = &points->all.items[i];
        if (point->met || !point->has_wish)
            continue;
        number = point->common == last ? number + 1 : 1;
        last = point->common;
        vec_push(runner->arena, out, suggest(runner, finder, point, i, number));
    }
    run_suggestions(runner, out);
    for (VEC_EACH(Suggestion, suggestion, out))
        if (suggestion->text.n && !suggestion->passed)
            say_why(suggestion, "testet som skulle visa det gick inte igenom när det kördes", "the test that would show it did not pass when it was run");
}

/* ---- text and JSON ---- */

static void put_heading(Page *page, Msg msg)
{
    page_end(page);
    page_puts(page, TONE_STRONG, message(msg, page->lang));
    page_end(page);
}

void suggestions_text(Page *page, const CoveragePoints *points, const Suggestions *suggestions)
{
    bool headed = false;
    for (VEC_EACH(const Suggestion, suggestion, suggestions)) {
        if (!suggestion->passed)
            continue;
        if (!headed)
            put_heading(page, MSG_SUGGESTED);
        headed = true;
        page_end(page);
        page_put(page, TONE_PLAIN, suggestion->text);
    }
    headed = false;
    for (VEC_EACH(const Suggestion, suggestion, suggestions)) {
        const CoveragePoint *point = &points->all.items[suggestion->point];
        if (suggestion->passed)
            continue;
        if (!headed)
            put_heading(page, MSG_NOT_SUGGESTED);
        headed = true;
        page_puts(page, TONE_PLAIN, "  ");
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, str_of(arena_printf(page->arena, STR_FMT ", " STR_FMT ": " STR_FMT, STR_ARG(point->common->name),
                  STR_ARG(point->what), STR_ARG(suggestion->why[page->lang]))), 0), 4);
        page_end(page);
    }
}

void suggestions_json(Json *json, const CoveragePoints *points, const Suggestions *suggestions)
{
    json_open(json, "suggestions", '[');
    for (VEC_EACH(const Suggestion, suggestion, suggestions)) {
        const CoveragePoint *point = &points->all.items[suggestion->point];
        json_open(json, NULL, '{');
        json_text(json, "declaration", point->common->name);
        json_text(json, "outcome", point->what);
        json_text_or_null(json, "test", suggestion->passed ? suggestion->text : STR_LIT(""));
        json_texts(json, "why", suggestion->why);
        json_close(json, '}');
    }
    json_close(json, ']');
}
