/* test_text_render.c: diagnostics as people and programs see them. Each row builds one queue and gives the whole text. */
#include <criterion/criterion.h>

#include <string.h>

#include "base/utf8.h"
#include "text/render.h"

static const char model[] = "indikator x\n"
                            "    när       kostnad_per_elev > 5 elever\n"
                            "\n"
                            "rad fyra\n"
                            "\tflik \x1b[31m röd\r\n";
#define COST 27, 43          /* kostnad_per_elev */
#define PUPILS 46, 54        /* 5 elever */

typedef struct Stage {
    Arena *arena;
    Diags diags;
    Source *model, *other;
} Stage;

static Span in(Source *src, size_t start, size_t end)
{
    return (Span){src, start, end};
}

/* ---- one function for each queue ---- */

static void one_place(Stage *s)
{
    diag_add(&s->diags, DIAG_S0903, in(s->model, COST), "X", NULL);
}

static void two_labels(Stage *s)
{
    Diag *diag = diag_add(&s->diags, DIAG_S0903, in(s->model, COST), "X", NULL);
    diag_label(&s->diags, diag, in(s->model, COST), "kr/elev");
    diag_label(&s->diags, diag, in(s->model, PUPILS), "%s", "elever");
}

static void many_labels(Stage *s)
{
    Diag *diag = diag_add(&s->diags, DIAG_S0903, in(s->model, COST), "X", NULL);
    diag_label(&s->diags, diag, in(s->model, PUPILS), "elever");
    diag_label(&s->diags, diag, in(s->model, 44, 45), "tecken");
    diag_label(&s->diags, diag, in(s->model, 44, 45), "större än");
    diag_label(&s->diags, diag, in(s->model, 16, 20), "villkoret börjar på detta ställe");
    diag_label(&s->diags, diag, in(s->model, COST), "kr/elev");
}

static void other_places(Stage *s)
{
    Diag *diag = diag_add(&s->diags, DIAG_S0903, in(s->model, COST), "X", NULL);
    diag_label(&s->diags, diag, in(s->model, 56, 59), "fjärde raden");
    diag_label(&s->diags, diag, in(s->other, 4, 9), "där");
    diag_label(&s->diags, diag, in(s->model, 0, 9), "första raden");
    diag_label(&s->diags, diag, SPAN_NONE, "ingenstans");
}

static void several_lines(Stage *s)
{
    diag_add(&s->diags, DIAG_S0903, in(s->model, 65, 1000), "X", NULL);
}

static void nothing_wide(Stage *s)
{
    diag_add(&s->diags, DIAG_S0903, in(s->model, 11, 11), "X", NULL);
    diag_add(&s->diags, DIAG_S0903, in(s->model, 5000, 6000), "X", NULL);
}

static void data_places(Stage *s)
{
    diag_add(&s->diags, DIAG_S0903, SPAN_NONE, "utan plats", NULL);
    diag_add_at(&s->diags, DIAG_S0903, "b.csv", 12, 3, "X", NULL);
    diag_add_at(&s->diags, DIAG_S0903, "a.csv", 12, 0, "X", NULL);
    diag_add_at(&s->diags, DIAG_S0903, "b.csv", 2, 30, "X", NULL);
    diag_add_at(&s->diags, DIAG_S0903, "b.csv", 12, 3, "X", NULL);
    diag_add_at(&s->diags, DIAG_S0903, "b.csv", 0, 3, "a\nb\x1b", NULL);
}

static void suggestion(Stage *s)
{
    diag_suggest(&s->diags, diag_add(&s->diags, DIAG_S0903, SPAN_NONE, "X", NULL), "nämnd");
}

static void hint(Stage *s)
{
    diag_suggest(&s->diags, diag_add(&s->diags, DIAG_S0905, SPAN_NONE, "X", NULL), "nämnd");
}

static void add_severity(Stage *s, Severity severity)
{
    diag_add(&s->diags, DIAG_S0903, in(s->model, COST), severity == SEV_NOTE ? "N" : severity == SEV_WARNING ? "V" : "F", NULL)->severity = severity;
}

static void severities(Stage *s)
{
    add_severity(s, SEV_NOTE);
    add_severity(s, SEV_WARNING);
    add_severity(s, SEV_ERROR);
}

static void nothing(Stage *s)
{
    (void)s;
}

/* ---- what they look like ---- */

static const struct RenderRow {
    const char *name;
    void (*build)(Stage *stage);
    RenderOptions options;
    const char *expected;
} render_rows[] = {
    {"one place", one_place, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ bun.styr:2:15\n"
     "  │\n"
     " 2│     när       kostnad_per_elev > 5 elever\n"
     "  │               ^^^^^^^^^^^^^^^^\n"},
    {"two labels", two_labels, {LANG_EN, false, DIAG_FORMAT_TEXT},
     "error S0903: X is a folder, not a file\n"
     "  ┌─ bun.styr:2:15\n"
     "  │\n"
     " 2│     när       kostnad_per_elev > 5 elever\n"
     "  │               ^^^^^^^^^^^^^^^^   -------- elever\n"
     "  │               kr/elev\n"},
    {"many labels", many_labels, {LANG_SV, true, DIAG_FORMAT_TEXT},
     "\x1b[1;31mfel\x1b[0m S0903: X är en mapp, inte en fil\n"
     "  ┌─ bun.styr:2:15\n"
     "  │\n"
     " 2│     när       kostnad_per_elev > 5 elever\n"
     "  │     ---       \x1b[1;31m^^^^^^^^^^^^^^^^\x1b[0m - -------- elever\n"
     "  │     │         kr/elev          större än\n"
     "  │     │                          tecken\n"
     "  │     villkoret börjar på detta ställe\n"},
    {"other places", other_places, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ bun.styr:2:15\n"
     "  │\n"
     " 1│ indikator x\n"
     "  │ --------- första raden\n"
     " 2│     när       kostnad_per_elev > 5 elever\n"
     "  │               ^^^^^^^^^^^^^^^^\n"
     "  ·\n"
     " 4│ rad fyra\n"
     "  │ --- fjärde raden\n"
     "  ┌─ annan.styr:3:1\n"
     "  │\n"
     " 3│ organ BUN\n"
     "  │ ----- där\n"},
    {"several lines, a tab, a control character", several_lines, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ bun.styr:5:1\n"
     "  │\n"
     " 5│     flik \ufffd[31m röd\n"
     "  │ ^^^^^^^^^^^^^^^^^^\n"},
    {"empty spans, at a line end and behind the end", nothing_wide, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ bun.styr:1:12\n"
     "  │\n"
     " 1│ indikator x\n"
     "  │            ^\n"
     "\n"
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ bun.styr:6:1\n"
     "  │\n"
     " 6│\n"
     "  │ ^\n"},
    {"places in data", data_places, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0903: a b\ufffd är en mapp, inte en fil\n"
     "  ┌─ b.csv\n"
     "\n"
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ b.csv:2:30\n"
     "\n"
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ b.csv:12:3\n"
     "\n"
     "fel S0903: X är en mapp, inte en fil\n"
     "  ┌─ a.csv:12\n"
     "\n"
     "fel S0903: utan plats är en mapp, inte en fil\n"},
    {"places in data, a line each", data_places, {LANG_SV, false, DIAG_FORMAT_SHORT},
     "b.csv: fel S0903: a b\ufffd är en mapp, inte en fil\n"
     "b.csv:2:30: fel S0903: X är en mapp, inte en fil\n"
     "b.csv:12:3: fel S0903: X är en mapp, inte en fil\n"
     "a.csv:12: fel S0903: X är en mapp, inte en fil\n"
     "fel S0903: utan plats är en mapp, inte en fil\n"},
    {"a suggestion", suggestion, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0903: X är en mapp, inte en fil\n"
     "  = tips: menade du nämnd?\n"},
    {"a suggestion in English", suggestion, {LANG_EN, false, DIAG_FORMAT_SHORT}, "error S0903: X is a folder, not a file (did you mean nämnd?)\n"},
    {"hint, suggestion and explanation", hint, {LANG_SV, false, DIAG_FORMAT_TEXT},
     "fel S0905: X ändrades medan den lästes\n"
     "  = tips: kör igen när filen är färdigskriven; menade du nämnd?\n"
     "  = mer:  styr förklara S0905\n"},
    {"the same in English", hint, {LANG_EN, false, DIAG_FORMAT_TEXT},
     "error S0905: X changed while it was read\n"
     "  = hint: run again when the file is complete; did you mean nämnd?\n"
     "  = more: styr explain S0905\n"},
    {"severities", severities, {LANG_SV, true, DIAG_FORMAT_SHORT},
     "bun.styr:2:15: \x1b[36manm\x1b[0m S0903: N är en mapp, inte en fil\n"
     "bun.styr:2:15: \x1b[1;33mvarning\x1b[0m S0903: V är en mapp, inte en fil\n"
     "bun.styr:2:15: \x1b[1;31mfel\x1b[0m S0903: F är en mapp, inte en fil\n"},
    {"two labels as JSON", two_labels, {LANG_SV, true, DIAG_FORMAT_JSON},
     "{\"styr\":1,\"diagnostics\":[\n"
     "{\"code\":\"S0903\",\"severity\":\"error\",\"message\":\"X är en mapp, inte en fil\",\"hint\":null,"
     "\"file\":\"bun.styr\",\"line\":2,\"column\":15,\"end_line\":2,\"end_column\":31,\"labels\":["
     "{\"text\":\"kr/elev\",\"file\":\"bun.styr\",\"line\":2,\"column\":15,\"end_line\":2,\"end_column\":31},"
     "{\"text\":\"elever\",\"file\":\"bun.styr\",\"line\":2,\"column\":34,\"end_line\":2,\"end_column\":42}]}\n"
     "]}\n"},
    {"hints as JSON", hint, {LANG_EN, false, DIAG_FORMAT_JSON},
     "{\"styr\":1,\"diagnostics\":[\n"
     "{\"code\":\"S0905\",\"severity\":\"error\",\"message\":\"X changed while it was read\","
     "\"hint\":\"run again when the file is complete; did you mean nämnd?\","
     "\"file\":null,\"line\":null,\"column\":null,\"end_line\":null,\"end_column\":null,\"labels\":[]}\n"
     "]}\n"},
    {"nothing as JSON", nothing, {LANG_SV, false, DIAG_FORMAT_JSON}, "{\"styr\":1,\"diagnostics\":[\n]}\n"},
};

static void stage_init(Stage *stage)
{
    stage->arena = arena_new();
    diags_init(&stage->diags, stage->arena);
    stage->model = source_new(stage->arena, "bun.styr", STR_LIT(model));
    stage->other = source_new(stage->arena, "annan.styr", STR_LIT("a\nb\norgan BUN\n"));
}

/* Whether a code has a long explanation is not the renderer's matter: the line that points to it is left out for S0903. */
static void drop_pointers(StrBuf *out)
{
    StrBuf kept = {0};
    for (size_t at = 0; at < out->n;) {
        size_t end = str_find(strbuf_str(out), STR_LIT("\n"), at);
        Str line = {out->s + at, end - at + 1};
        bool pointer = str_find(line, STR_LIT(" S0903"), 0) != (size_t)-1 &&
                       (str_find(line, STR_LIT("förklara"), 0) != (size_t)-1 || str_find(line, STR_LIT("explain"), 0) != (size_t)-1);
        if (!pointer)
            strbuf_put(&kept, line);
        at = end + 1;
    }
    strbuf_free(out);
    *out = kept;
}

Test(render, rows)
{
    for (size_t i = 0; i < sizeof render_rows / sizeof *render_rows; i++) {
        Stage stage;
        StrBuf out = {0};
        stage_init(&stage);
        render_rows[i].build(&stage);
        render_diags(&out, &stage.diags, &render_rows[i].options);
        drop_pointers(&out);
        cr_expect(str_eqz(strbuf_str(&out), render_rows[i].expected), "%s:\n%.*s", render_rows[i].name, STR_ARG(strbuf_str(&out)));
        strbuf_free(&out);
        arena_free(stage.arena);
    }
}

/* ---- long lines ---- */

static const struct CutRow {
    size_t length, start, end;      /* a line of so many blocks of eleven bytes; the place */
    bool cut_before, cut_behind;
} cut_rows[] = {
    {5, 10, 20, false, false}, {100, 0, 5, false, true}, {100, 500, 505, true, true}, {100, 1090, 1095, true, false}, {100, 1100, 1100, true, false},
    {100, 10, 1000, false, true}, {100000, 550000, 550004, true, true}, {9, 90, 99, false, false},
};

/* The columns of the first and the last ^ of a text; the columns shown of its source line. */
static void measure(const char *text, size_t *first, size_t *last, size_t *width)
{
    const char *line = strstr(text, " 1│ ") + strlen(" 1│ "), *markers = strstr(line, "  │ ") + strlen("  │ ");
    *first = strcspn(markers, "^");
    *last = *first + strspn(markers + *first, "^");
    *width = 0;
    for (; *line != '\n'; line++)
        *width += ((unsigned char)*line & 0xc0) != 0x80;
}

Test(render, long_lines_are_cut)
{
    for (size_t i = 0; i < sizeof cut_rows / sizeof *cut_rows; i++) {
        const struct CutRow *row = &cut_rows[i];
        Arena *arena = arena_new();
        StrBuf text = {0}, out = {0};
        for (size_t k = 0; k < row->length; k++)
            strbuf_puts(&text, "åbcdefghij");
        Diags diags;
        diags_init(&diags, arena);
        diag_add(&diags, DIAG_S0903, in(source_new(arena, "a", strbuf_str(&text)), row->start, row->end), "X", NULL);
        render_diags(&out, &diags, &(RenderOptions){0});
        size_t first, last, width;
        measure(out.s, &first, &last, &width);
        cr_expect(width <= 100 && (row->length < 10 || width >= 98), "row %zu: %zu columns are shown", i, width);
        cr_expect(last > first && last <= 101, "row %zu: marked from %zu to %zu", i, first, last);
        cr_expect_eq(strstr(out.s, " 1│ …") != NULL, row->cut_before, "row %zu: cut before", i);
        cr_expect_eq(strstr(out.s, "…\n") != NULL, row->cut_behind, "row %zu: cut behind", i);
        strbuf_free(&text);
        strbuf_free(&out);
        arena_free(arena);
    }
}

/* Every span of a text full of difficulties renders; the sanitizers look on. */
Test(render, any_span_of_any_text)
{
    static const char hostile[] = "a\r\n\xff\xc3\tb\x80\n\u0301\u202e日本\n\0\r";
    Arena *arena = arena_new();
    Source *src = source_new(arena, "h", STR_LIT(hostile));
    for (size_t start = 0; start < sizeof hostile + 2; start++)
        for (size_t end = 0; end < sizeof hostile + 2; end++) {
            Diags diags;
            StrBuf out = {0};
            diags_init(&diags, arena);
            Diag *diag = diag_add(&diags, DIAG_S0903, in(src, start, end), "X", NULL);
            diag_label(&diags, diag, in(src, end, start), "l");
            diag_label(&diags, diag, in(src, end, end), "m");
            render_diags(&out, &diags, &(RenderOptions){0});
            cr_expect_gt(out.n, 0, "%zu to %zu", start, end);
            strbuf_free(&out);
        }
    arena_free(arena);
}

/* Whether a code point is shown as it is, is the same within other text and by itself. */
Test(render, what_is_shown_as_it_is)
{
    StrBuf text = {0}, shown = {0};
    for (uint32_t c = 1; c < 0x3000; c++) {
        strbuf_clear(&text);
        strbuf_clear(&shown);
        strbuf_puts(&text, "Nämnd ");
        utf8_put(&text, c);
        strbuf_puts(&text, "\u00a0ö");
        put_shown(&shown, strbuf_str(&text));
        bool same = str_eq(strbuf_str(&text), strbuf_str(&shown)), harmless = (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0x2000);
        cr_expect(!is_shown_as_it_is(strbuf_str(&text)) || same, "U+%04X is changed", c);
        cr_expect(c >= 0x2000 || same == harmless, "U+%04X", c);
    }
    strbuf_free(&text);
    strbuf_free(&shown);
}
