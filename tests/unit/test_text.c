/* test_text.c: sources, the queue of diagnostics, the catalogue, JSON strings. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/render.h"

/* ---- sources ---- */

static const char sample[] = "ett\r\ntvå å\n\nfyra\tx";

static const struct PlaceRow {
    size_t offset, line, column;
} place_rows[] = {
    {0, 1, 1}, {2, 1, 3}, {3, 1, 4}, {4, 1, 5}, {5, 2, 1}, {7, 2, 3}, {8, 2, 3}, {9, 2, 4}, {12, 2, 6}, {13, 3, 1}, {14, 4, 1}, {18, 4, 5},
    {19, 4, 6}, {20, 4, 7}, {1000, 4, 7},
};

static const char *const sample_lines[] = {"", "ett", "två å", "", "fyra\tx", ""};

Test(source, places_and_lines)
{
    Arena *arena = arena_new();
    Source *src = source_new(arena, "a.styr", STR_LIT(sample));
    for (size_t i = 0; i < sizeof place_rows / sizeof *place_rows; i++) {
        Place place = source_place(src, place_rows[i].offset);
        cr_expect(place.line == place_rows[i].line && place.column == place_rows[i].column, "offset %zu is %zu:%zu", place_rows[i].offset,
                  place.line, place.column);
    }
    for (size_t line = 0; line < sizeof sample_lines / sizeof *sample_lines; line++)
        cr_expect(str_eqz(source_line(src, line), sample_lines[line]), "line %zu", line);
    cr_expect_eq(source_place(source_new(arena, "b", STR_LIT("a\n")), 2).line, 2, "behind the last line end");
    cr_expect_eq(source_place(source_new(arena, "c", STR_LIT("")), 0).column, 1, "an empty source");
    arena_free(arena);
}

Test(source, spans)
{
    Arena *arena = arena_new();
    Source *src = source_new(arena, "a", STR_LIT(sample)), *other = source_new(arena, "b", STR_LIT("x"));
    Span a = {src, 0, 3}, b = {src, 5, 9}, c = {other, 0, 1};
    cr_expect(str_eqz(span_text(a), "ett") && str_eqz(span_text(b), "två"), "the text of spans");
    cr_expect(str_eqz(span_text(SPAN_NONE), "") && str_eqz(span_text((Span){other, 0, 7}), ""), "no text without place or outside of the source");
    cr_expect(span_join(a, b).end == 9 && span_join(a, b).start == 0 && span_join(b, a).end == 9, "joined");
    cr_expect(span_join(a, c).end == 3 && span_join(a, c).src == src, "not joined across sources");
    arena_free(arena);
}

/* ---- the queue ---- */

Test(diag, counts_and_copies)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_init(&diags, arena);
    char name[] = "a.csv";
    Diag *diag = diag_add(&diags, DIAG_S0902, SPAN_NONE, name, "nej", NULL);
    strcpy(name, "x");
    cr_expect_str_eq(diag->args[0], "a.csv", "arguments are copied");
    cr_expect(diags.errors == 1 && diags.warnings == 0 && diag->severity == SEV_ERROR, "counted");
    diag = diag_add_at(&diags, DIAG_S0901, "d.csv", 4, 2, "x", NULL);
    diag_suggest(&diags, diag, "nära");
    diag_suggest(&diags, diag, NULL);
    cr_expect_str_eq(diag->suggestion, "nära", "no suggestion does not take one away");
    cr_expect(str_eqz(str_of(diag->file), "d.csv") && diag->line == 4 && diag->column == 2, "a place in data");
    arena_free(arena);
}

Test(diag, hostile_amounts_are_bounded)
{
    Arena *arena = arena_new();
    Diags diags;
    diags_init(&diags, arena);
    char *longest = calloc(1, 5000);
    for (int i = 0; i < 2400; i++)
        strcat(longest, "å");
    Diag *diag = diag_add(&diags, DIAG_S0901, SPAN_NONE, longest, NULL);
    cr_expect(strlen(diag->args[0]) < 1100 && utf8_invalid_at(str_of(diag->args[0])) == strlen(diag->args[0]), "long arguments are cut");
    for (int i = 0; i < 1000; i++)
        diag_label(&diags, diag, SPAN_NONE, "x%s", longest);
    cr_expect_leq(diag->labels.count, 100, "labels are bounded");
    cr_expect_eq(utf8_invalid_at(str_of(diag->labels.items[0].text)), strlen(diag->labels.items[0].text), "labels are cut between letters");
    for (int i = 0; i < 20000; i++)
        diag_label(&diags, diag_add_at(&diags, DIAG_S0901, "f", (size_t)i, 1, "y", NULL), SPAN_NONE, "l");
    cr_expect_eq(diags.list.count, 10000, "the list is bounded: %zu", diags.list.count);
    cr_expect_eq(diags.errors, 20001, "all are counted: %zu", diags.errors);
    StrBuf out = {0};
    render_diags(&out, &diags, &(RenderOptions){LANG_SV, false, DIAG_FORMAT_SHORT});
    cr_expect(str_ends(strbuf_str(&out), STR_LIT("\nytterligare 10001 fel och varningar visas inte\n")), "what is not kept is told");
    strbuf_free(&out);
    free(longest);
    arena_free(arena);
}

/* ---- the catalogue ---- */

/* The arguments that a template uses, as bits; 32 for a placeholder out of range. */
static unsigned placeholders(const char *template)
{
    unsigned used = 0;
    for (const char *at = template; (at = strchr(at, '{')) != NULL; at++)
        if (at[1] >= '0' && at[1] <= '9' && at[2] == '}')
            used |= at[1] - '0' < DIAG_MAX_ARGS ? 1u << (at[1] - '0') : 32;
    return used;
}

Test(diag, catalogue_is_well_formed)
{
    for (int code = 0; code < DIAG_COUNT; code++) {
        const DiagInfo *info = diag_info((DiagCode)code);
        unsigned used = placeholders(info->message[LANG_SV]);
        cr_expect(strlen(info->code) == 5 && info->code[0] == 'S', "%s is a code", info->code);
        cr_expect_eq(diag_by_text(str_of(info->code)), (DiagCode)code, "%s is found", info->code);
        cr_expect_eq(used, placeholders(info->message[LANG_EN]), "%s: both languages use the same arguments", info->code);
        cr_expect_lt(used, 32u, "%s: no argument above {4}", info->code);
        cr_expect_eq(placeholders(info->hint[LANG_SV]), placeholders(info->hint[LANG_EN]), "%s: both hints use the same arguments", info->code);
        cr_expect_eq(*info->hint[LANG_SV] == '\0', *info->hint[LANG_EN] == '\0', "%s: a hint in both languages or none", info->code);
        for (int lang = 0; lang < 2; lang++) {
            size_t length = strlen(info->message[lang]);
            cr_expect(length > 0 && info->message[lang][length - 1] != '.', "%s: no final period", info->code);
        }
        cr_expect_eq(diag_explain((DiagCode)code, LANG_SV) == NULL, diag_explain((DiagCode)code, LANG_EN) == NULL,
                     "%s: explained in both languages or none", info->code);
    }
    cr_expect_eq(diag_by_text(STR_LIT("s0901")), DIAG_S0901, "codes in lower case");
    cr_expect_eq(diag_by_text(STR_LIT("S09011")), DIAG_COUNT, "no such code");
    cr_expect_eq(diag_by_text(STR_LIT("")), DIAG_COUNT, "no code");
    cr_expect_null(diag_explain(DIAG_COUNT, LANG_SV), "no explanation of no code");
}

/* ---- JSON ---- */

static const struct JsonRow {
    Str text;
    const char *json;
} json_rows[] = {
    {{"", 0}, "\"\""}, {{"å\"\\/", 5}, "\"å\\\"\\\\/\""}, {{"\b\f\n\r\t\x01\x7f\0", 8}, "\"\\b\\f\\n\\r\\t\\u0001\\u007f\\u0000\""},
    {{"a\xff" "b\xc3", 4}, "\"a\ufffdb\ufffd\""}, {{"\ufffd\u2028😀", 10}, "\"\ufffd\\u2028😀\""}, {{NULL, 0}, "\"\""},
};

Test(json, strings)
{
    for (size_t i = 0; i < sizeof json_rows / sizeof *json_rows; i++) {
        StrBuf out = {0};
        json_put_string(&out, json_rows[i].text);
        cr_expect_str_eq(out.s, json_rows[i].json, "%s, not %s", json_rows[i].json, out.s);
        strbuf_free(&out);
    }
}
