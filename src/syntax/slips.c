/* slips.c: what people write where the language has it otherwise, known by the words around the one that cannot stand there. Called by syntax_error.c. */
#include "syntax/slips.h"

#include <string.h>

#include "base/utf8.h"

/* ---- the words around ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The word behind `at` on the same line; empty at its end. *at moves behind it. */
static Str next_word(const Source *src, size_t *at)
{
    Str text = src->text;
    while (*at < text.n && is_blank(text.s[*at]))
        (*at)++;
    size_t start = *at;
    while (*at < text.n && !strchr(" \t\r\n,;#\"", text.s[*at]))
        (*at)++;
    return (Str){text.s + start, *at - start};
}

static bool text_follows(const Source *src, size_t at)
{
    Str rest = {src->text.s + at, src->text.n - at};
    while (rest.n && is_blank(*rest.s))
        rest = (Str){rest.s + 1, rest.n - 1};
    return str_starts(rest, STR_LIT("\"")) || str_starts(rest, STR_LIT("”"));
}

static Str word_before(Span span)
{
    Str text = span.src->text;
    size_t end = span.start;
    while (end && is_blank(text.s[end - 1]))
        end--;
    size_t start = end;
    while (start && !strchr(" \t\r\n,;#", text.s[start - 1]))
        start--;
    return (Str){text.s + start, end - start};
}

bool slip_text_before(Span span)
{
    Str word = word_before(span);
    return str_ends(word, STR_LIT("\"")) || str_ends(word, STR_LIT("”"));
}

/* ---- names of several words ---- */

const char *slip_joined_name(Arena *arena, Span span)
{
    StrBuf out = {0};
    size_t at = span.start;
    Str word = word_before(span);
    strbuf_put(&out, word);
    for (int words = 0; words < 6 && (word = next_word(span.src, &at)).n; words++) {
        strbuf_putc(&out, '-');
        strbuf_put(&out, word);
    }
    const char *name = text_follows(span.src, at) && word_before(span).n ? arena_strndup(arena, out.s, out.n) : NULL;
    strbuf_free(&out);
    return name;
}

/* ---- every body of a kind ---- */

/* "nämnder", "nämnderna" and the other kinds that the language has, in the plural. */
static const struct { const char *one, *many; } kinds[] = {
    {"nämnd", "nämnder"}, {"styrelse", "styrelser"}, {"bolag", "bolag"}, {"utskott", "utskott"}, {"förbund", "förbund"}, {"förvaltning", "förvaltningar"},
    {"enhet", "enheter"}, {"befattning", "befattningar"}, {"råd", "råd"},
};

static const char *kind_of_plural(Arena *arena, Str word)
{
    Str folded = utf8_fold(arena, word);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eqz(folded, kinds[i].many) || str_eqz(folded, kinds[i].one))
            return kinds[i].one;
    return NULL;
}

/* `alla nämnder`, `i varje nämnd` */
static const char *every_body(Arena *arena, Span span)
{
    size_t at = span.end;
    Str first = span_text(span), second = next_word(span.src, &at), third = next_word(span.src, &at);
    if (str_eqz(utf8_fold(arena, first), "i") && str_eqz(utf8_fold(arena, second), "varje") && third.n)
        return arena_printf(arena, "varje " STR_FMT, STR_ARG(third));
    const char *kind = str_eqz(utf8_fold(arena, first), "alla") && second.n ? kind_of_plural(arena, second) : NULL;
    return kind ? arena_printf(arena, "varje %s", kind) : NULL;
}

/* ---- the rest of a phrase ---- */

/* `med stöd i`: the only phrase that may stand here and begins with the word, when the next word is its next too. */
static const char *phrase_begun(Arena *arena, Span span, const char *const *expected, size_t count)
{
    Str word = span_text(span);
    size_t at = span.end;
    Str second = next_word(span.src, &at);
    for (size_t i = 0; i < count; i++) {
        const char *blank = strchr(expected[i], ' ');
        if (!blank || blank[1] == '(' || !str_eq((Str){expected[i], (size_t)(blank - expected[i])}, word))
            continue;
        if (second.n && strncmp(blank + 1, second.s, second.n) == 0)
            return arena_strdup(arena, expected[i]);
    }
    return NULL;
}

static bool expects(const char *const *expected, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(expected[i], name) == 0)
            return true;
    return false;
}

const char *slip_meant(Arena *arena, Str opening, Span span, const char *const *expected, size_t count)
{
    if (expects(expected, count, "varje")) {
        const char *every = every_body(arena, span);
        if (every)
            return every;
    }
    if (str_eqz(opening, "källa") && str_eqz(utf8_fold(arena, word_before(span)), "nummer"))
        return arena_printf(arena, "källa " STR_FMT, STR_ARG(span_text(span)));
    return phrase_begun(arena, span, expected, count);
}
