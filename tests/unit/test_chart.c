/* test_chart.c: the pictures of scenarios: as they were (chart_*.svg beside this file; STYR_BLESS=1 writes them anew), well formed whatever they are given,
 * nothing outside the picture and no text over another. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chart_fixture.h"
#include "report/svg.h"

/* ---- as they were ---- */

static const char *place_of(Arena *arena, const char *name)
{
    const char *folder = getenv("srcdir");
    return arena_printf(arena, "%s/tests/unit/%s", folder ? folder : ".", name);
}

static void expect_golden(const char *name, bool (*write)(StrBuf *, Lang))
{
    static char wanted[1 << 18];
    Arena *arena = arena_new();
    StrBuf made = {0};
    cr_expect(write(&made, LANG_SV), "%s is drawn", name);
    if (getenv("STYR_BLESS")) {
        FILE *file = fopen(place_of(arena, name), "wb");
        cr_assert(file && fwrite(made.s, 1, made.n, file) == made.n && !fclose(file), "%s cannot be written", name);
    }
    FILE *file = fopen(place_of(arena, name), "rb");
    cr_assert(file, "%s cannot be read", place_of(arena, name));
    size_t size = fread(wanted, 1, sizeof wanted, file);
    fclose(file);
    cr_expect(size == made.n && !memcmp(wanted, made.s, size), "%s is another picture than it was", name);
    strbuf_free(&made);
    arena_free(arena);
}

Test(chart, pictures_are_as_they_were)
{
    expect_golden("chart_line.svg", chart_line_sample);
    expect_golden("chart_heat.svg", chart_heat_sample);
    expect_golden("chart_fan.svg", chart_fan_sample);
}

/* ---- every sample, hard ones too ---- */

typedef void (*PictureCheck)(Str picture, const char *name);

static void check(PictureCheck what, StrBuf *picture, bool drawn, const char *name, int number)
{
    char full[80];
    snprintf(full, sizeof full, "%s %d", name, number);
    cr_expect(drawn, "%s is drawn", full);
    what(strbuf_str(picture), full);
    strbuf_clear(picture);
}

static void check_all(PictureCheck what)
{
    static const size_t sizes[] = {1, 2, 12, 25, 60}, months[] = {1, 2, 6, 24, 60, 120};
    StrBuf picture = {0};
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        check(what, &picture, chart_line_sample(&picture, lang), "line", 0);
        check(what, &picture, chart_line_hard(&picture, lang), "hard line", 0);
        for (int i = 0; i < 3; i++)
            check(what, &picture, chart_line_extreme(&picture, lang, i), "extreme line", i);
        check(what, &picture, chart_heat_sample(&picture, lang), "heat", 0);
        for (int i = 0; i < 25; i++)
            check(what, &picture, chart_heat_sized(&picture, lang, sizes[i % 5], sizes[i / 5]), "hard heat", i);
        check(what, &picture, chart_fan_sample(&picture, lang), "fan", 0);
        for (int i = 0; i < 6; i++)
            check(what, &picture, chart_fan_hard(&picture, lang, months[i]), "hard fan", i);
    }
    strbuf_free(&picture);
}

/* Every tag is closed by its own, and nothing stands where markup would begin that is none. */
static void expect_well_formed(Str picture, const char *name)
{
    Str open[16];
    size_t depth = 0;
    for (size_t at = 0; at < picture.n; at++) {
        if (picture.s[at] == '&')
            cr_expect(!strncmp(picture.s + at, "&amp;", 5) || !strncmp(picture.s + at, "&lt;", 4) || !strncmp(picture.s + at, "&gt;", 4) ||
                !strncmp(picture.s + at, "&quot;", 6) || !strncmp(picture.s + at, "&#39;", 5), "%s: a bare & at %zu", name, at);
        if (picture.s[at] != '<')
            continue;
        size_t end = str_find(picture, STR_LIT(">"), at), word = at + 1 + (picture.s[at + 1] == '/');
        size_t length = strcspn(picture.s + word, " >/");
        cr_assert(end != (size_t)-1 && length && depth < 16, "%s: a tag that does not end at %zu", name, at);
        Str tag = {picture.s + word, length};
        if (picture.s[at + 1] == '/')
            cr_assert(depth && str_eq(open[--depth], tag), "%s: </%.*s> closes something else", name, STR_ARG(tag));
        else if (picture.s[end - 1] != '/')
            open[depth++] = tag;
        at = end;
    }
    cr_expect_eq(depth, 0, "%s: something is left open", name);
    cr_expect(str_find(picture, STR_LIT(" role=\"img\""), 0) != (size_t)-1 && str_find(picture, STR_LIT("<desc id=\""), 0) != (size_t)-1 &&
        str_find(picture, STR_LIT("script"), 0) == (size_t)-1 && str_find(picture, STR_LIT("href"), 0) == (size_t)-1, "%s: told, and complete in itself", name);
}

Test(chart, pictures_are_well_formed)
{
    check_all(expect_well_formed);
}

/* ---- where texts stand ---- */

typedef struct Box { Pos left, right, top, bottom; Str text; } Box;

/* ' name="12.5"' of a tag, in hundredths; NO_POS where there is none. */
#define NO_POS INT32_MIN
static Pos attribute(Str tag, const char *name)
{
    char full[32];
    snprintf(full, sizeof full, " %s=\"", name);
    size_t at = str_find(tag, str_of(full), 0);
    if (at == (size_t)-1)
        return NO_POS;
    Fix value = 0;
    const char *digits = tag.s + at + strlen(full);
    cr_assert(fix_parse_plain((Str){digits, strcspn(digits, "\"%")}, &value, NULL), "%s in %.*s", name, STR_ARG(tag));
    return (Pos)(value / (FIX_ONE / SVG_UNIT));
}

static Str unescaped(Arena *arena, Str text)
{
    static const struct { Str entity; char c; } entities[] = {{STR_LIT("&amp;"), '&'}, {STR_LIT("&lt;"), '<'}, {STR_LIT("&gt;"), '>'}, {STR_LIT("&quot;"), '"'}};
    StrBuf buf = {0};
    for (size_t at = 0; at < text.n;) {
        char c = text.s[at];
        size_t length = 1;
        for (size_t i = 0; i < 4; i++)
            if (str_starts((Str){text.s + at, text.n - at}, entities[i].entity))
                c = entities[i].c, length = entities[i].entity.n;
        strbuf_putc(&buf, c);
        at += length;
    }
    Str out = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return out;
}

static Box box_of(Arena *arena, Str tag, Str content)
{
    Font font = {attribute(tag, "font-size"), str_find(tag, STR_LIT("bold"), 0) != (size_t)-1, NULL};
    Pos x = attribute(tag, "x"), y = attribute(tag, "y"), width = svg_text_width(unescaped(arena, content), &font);
    Pos left = str_find(tag, STR_LIT("\"middle\""), 0) != (size_t)-1 ? x - width / 2 : str_find(tag, STR_LIT("\"end\""), 0) != (size_t)-1 ? x - width : x;
    return (Box){left, left + width, y - font.size * 72 / 100, y, content};
}

static void expect_apart(Str picture, const char *name)
{
    static Box boxes[8000];
    Arena *arena = arena_new();
    size_t count = 0, end;
    Str head = {picture.s, str_find(picture, STR_LIT(">"), 0)};
    Pos width = attribute(head, "width"), height = attribute(head, "height");
    for (size_t at = 0; (at = str_find(picture, STR_LIT("<text "), at)) != (size_t)-1 && count < 8000; at = end) {
        size_t start = str_find(picture, STR_LIT(">"), at) + 1;
        end = str_find(picture, STR_LIT("</text>"), start);
        boxes[count++] = box_of(arena, (Str){picture.s + at, start - at}, (Str){picture.s + start, end - start});
    }
    for (size_t i = 0; i < count; i++) {
        cr_expect(boxes[i].left >= 0 && boxes[i].right <= width && boxes[i].top >= 0 && boxes[i].bottom <= height, "%s: '%.*s' is within the picture", name,
            STR_ARG(boxes[i].text));
        for (size_t j = 0; j < i && j < 400; j++) {
            bool apart = boxes[i].right <= boxes[j].left || boxes[j].right <= boxes[i].left || boxes[i].bottom <= boxes[j].top || boxes[j].bottom <= boxes[i].top;
            cr_expect(apart, "%s: '%.*s' and '%.*s'", name, STR_ARG(boxes[i].text), STR_ARG(boxes[j].text));
        }
    }
    arena_free(arena);
}

Test(chart, texts_never_overlap)
{
    check_all(expect_apart);
}

/* ---- what cannot be drawn ---- */

Test(chart, too_much_is_refused)
{
    StrBuf out = {0};
    ChartLine line = {.point_count = 0};
    ChartHeat heat = {.x_count = CHART_HEAT_SIDE + 1, .y_count = 1};
    ChartFan fan = {.month = 13, .month_count = 1, .share_count = 1};
    cr_expect(!chart_line(&out, &line) && !chart_heat(&out, &heat) && !chart_fan(&out, &fan), "refused");
    line.point_count = CHART_POINTS + 1, heat.x_count = 0, fan.month = 1, fan.month_count = CHART_MONTHS + 1;
    cr_expect(!chart_line(&out, &line) && !chart_heat(&out, &heat) && !chart_fan(&out, &fan), "refused");
    cr_expect_eq(out.n, 0, "nothing is written");
    strbuf_free(&out);
}
