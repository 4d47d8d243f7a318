/* test_junit.c: the results of `styr testa` as JUnit's XML, the form that build servers show. */
#include "cmd/test.h"

#include "base/utf8.h"

/* Text of an element or a quoted attribute. XML has no way to write the control characters. */
static void put_escaped(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t point = utf8_next(text, &at);
        switch (point) {
        case '&': strbuf_puts(out, "&amp;"); break;
        case '<': strbuf_puts(out, "&lt;"); break;
        case '>': strbuf_puts(out, "&gt;"); break;
        case '"': strbuf_puts(out, "&quot;"); break;
        case '\n': strbuf_puts(out, "&#10;"); break;
        default: utf8_put(out, point < ' ' || point == 0x7f || (point & 0xfffe) == 0xfffe ? 0xfffd : point);
        }
    }
}

static void put_attribute(StrBuf *out, const char *name, Str value)
{
    strbuf_printf(out, " %s=\"", name);
    put_escaped(out, value);
    strbuf_putc(out, '"');
}

static void put_failures(const TestResult *result, StrBuf *out)
{
    for (VEC_EACH(const Check, check, &result->checks)) {
        if (check->passed)
            continue;
        strbuf_puts(out, "\n      <failure");
        put_attribute(out, "message", check->text);
        strbuf_puts(out, ">");
        put_escaped(out, check->place);
        strbuf_puts(out, ": ");
        put_escaped(out, check->expected);
        strbuf_puts(out, " / ");
        put_escaped(out, check->actual);
        strbuf_puts(out, "</failure>");
    }
}

static void put_case(const TestResult *result, StrBuf *out)
{
    const Decl *decl = result->test->common.decl;
    strbuf_puts(out, "    <testcase");
    put_attribute(out, "name", result->test->common.name);
    put_attribute(out, "classname", str_of(decl->span.src->name));
    put_attribute(out, "file", str_of(decl->span.src->name));
    strbuf_printf(out, " line=\"%zu\"", source_place(decl->span.src, decl->span.start).line);
    if (!result->broken && !result->failed) {
        strbuf_puts(out, "/>\n");
        return;
    }
    strbuf_puts(out, ">");
    if (result->broken)
        strbuf_puts(out, "\n      <error message=\"gick inte att köra\"/>");
    else
        put_failures(result, out);
    strbuf_puts(out, "\n    </testcase>\n");
}

/* What --kräv-täckning asks for is a case of its own: build servers go by failures. */
static void put_required(const TestRunner *runner, const CoveragePoints *points, size_t required, bool failed, StrBuf *out)
{
    strbuf_puts(out, "    <testcase name=\"kräv-täckning\" classname=\"styr testa\"");
    if (!failed) {
        strbuf_puts(out, "/>\n");
        return;
    }
    strbuf_puts(out, ">\n      <failure");
    put_attribute(out, "message", str_of(arena_printf(runner->arena, "%zu %% < %zu %%", coverage_share(points), required)));
    strbuf_puts(out, "/>\n    </testcase>\n");
}

void tests_junit(const TestRunner *runner, const CoveragePoints *points, size_t required, StrBuf *out)
{
    bool little = coverage_share(points) < required;
    size_t failed = 0, broken = 0;
    for (VEC_EACH(const TestResult, result, &runner->results)) {
        broken += result->broken;
        failed += !result->broken && result->failed;
    }
    Str name = runner->model->title.n ? runner->model->title : runner->model->name.n ? runner->model->name : STR_LIT("styr");
    strbuf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite");
    put_attribute(out, "name", name);
    strbuf_printf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n", runner->results.count + (required > 0), failed + little, broken);
    for (VEC_EACH(const TestResult, result, &runner->results))
        put_case(result, out);
    if (required)
        put_required(runner, points, required, little, out);
    strbuf_puts(out, "  </testsuite>\n</testsuites>\n");
}
