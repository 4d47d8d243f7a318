/* svg_text.c: text in a picture: how wide it can be, where it is broken, and how it is written. See svg.h. */
#include "base/utf8.h"
#include "report/svg.h"

#define FIRST 32
#define EM 1000
#define BOLD_PERCENT 116     /* bold letters are so much wider, one with another */

/* Thousandths of an em: for each character the wider of DejaVu Sans and Liberation Sans (as wide as Arial). */
static const int16_t widths[] = {
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637, 637, 637, 637, 637, 637, 337, 337, 838,
    838, 838, 557, 1016, 685, 687, 723, 771, 667, 611, 778, 752, 295, 500, 667, 558, 863, 749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667,
    686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592,
    818, 592, 592, 525, 637, 337, 637, 838,
};

/* Letters beyond ASCII: Latin ones are as wide as their plain ones at most, others as wide as they are high. */
static int letter_width(uint32_t c, Str letter)
{
    size_t columns = utf8_width(letter);
    if (c >= FIRST && c < FIRST + sizeof widths / sizeof *widths)
        return widths[c - FIRST];
    if (columns != 1)
        return (int)columns * 700;
    if (c >= 0xdf && c < 0x180)
        return c == 0xe6 ? 990 : 700;
    if (c == 0xa0 || c == 0xb7 || c == 0x2019)      /* no-break space, middle dot, apostrophe */
        return 340;
    if (c == 0x2013 || c == 0xa7 || c == 0x201d)    /* dash, section sign, quotation mark */
        return 560;
    return c < 0xdf ? 800 : 1100;
}

Pos svg_text_width(Str text, const Font *font)
{
    int64_t sum = 0;
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        uint32_t c = utf8_next(text, &at);
        sum += letter_width(c, (Str){text.s + start, at - start});
    }
    return (Pos)(sum * font->size / EM * (font->bold ? BOLD_PERCENT : 100) / 100);
}

static Str skip_blanks(Str text)
{
    while (text.n && *text.s == ' ')
        text.s++, text.n--;
    return text;
}

/* Bytes of text that fit in the width: up to the last blank, else up to the last character, at least one. */
static size_t fitting(Str text, const Font *font, Pos width)
{
    size_t at = 0, blank = 0;
    while (at < text.n) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (c == ' ')
            blank = at;
        else if (svg_text_width((Str){text.s, next}, font) > width)
            return blank ? blank : at ? at : next;
        at = next;
    }
    return text.n;
}

static Str ended(Str line)
{
    while (line.n && line.s[line.n - 1] == ' ')
        line.n--;
    return line;
}

/* As much of the text as fits with … behind it. */
static Str cut(Arena *arena, Str text, const Font *font, Pos width)
{
    Str mark = STR_LIT("…");
    Pos room = width - svg_text_width(mark, font);
    size_t at = 0;
    while (at < text.n) {
        size_t next = at;
        utf8_next(text, &next);
        if (svg_text_width((Str){text.s, next}, font) > room)
            break;
        at = next;
    }
    return str_of(arena_printf(arena, STR_FMT "…", STR_ARG(ended((Str){text.s, at}))));
}

size_t svg_wrap(Arena *arena, Str text, const Font *font, Pos width, size_t most, Str *lines)
{
    size_t count = 0;
    Str rest = skip_blanks(text);
    while (rest.n && count < most) {
        size_t taken = fitting(rest, font, width);
        bool last = count + 1 == most && taken < rest.n;
        lines[count++] = last ? cut(arena, rest, font, width) : ended((Str){rest.s, taken});
        rest = skip_blanks((Str){rest.s + taken, rest.n - taken});
    }
    return count;
}

void svg_put_line_of_text(StrBuf *out, Point at, Anchor anchor, const Font *font, Str text)
{
    static const char *const anchors[] = {[ANCHOR_START] = "", [ANCHOR_MIDDLE] = " text-anchor=\"middle\"", [ANCHOR_END] = " text-anchor=\"end\""};
    strbuf_puts(out, "<text");
    svg_put_attribute(out, "x", at.x);
    svg_put_attribute(out, "y", at.y);
    svg_put_attribute(out, "font-size", font->size);
    strbuf_printf(out, "%s%s fill=\"%s\">", font->bold ? " font-weight=\"bold\"" : "", anchors[anchor], font->colour);
    svg_put_text(out, text);
    strbuf_puts(out, "</text>\n");
}
