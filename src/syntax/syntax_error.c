/* syntax_error.c: says a syntax error as a person would: what stood there, what could have stood there, and the likely slip. Called by the parser. */
#include <string.h>

#include "base/utf8.h"
#include "syntax/build.h"
#include "syntax/slips.h"
#include "syntax/words.h"

enum { SHOWN_MOST = 6 };

/* Words that may follow nearly everywhere drown what matters: a value, a comparison, an operator is one thing to a reader. */
typedef enum Family { FAMILY_NONE, FAMILY_VALUE, FAMILY_COMPARE, FAMILY_ARITHMETIC, FAMILY_LOGIC, FAMILY_COUNT } Family;

static const struct { const char *symbols[40]; const char *sv, *en; size_t least; } families[FAMILY_COUNT] = {
    [FAMILY_VALUE] = {{"NAME", "NUMBER", "TEXT", "TIME", "(", "-", "saknas", "ej tillämplig", "ja", "nej", "okänt", "inte", "finns", "alla", "ingen",
                       "minst hälften", "minst", "högst", "exakt", "mandatperioden", "saknad bryter", "saknad hoppas över", "vägt med"}, "ett värde", "a value", 7},
    [FAMILY_COMPARE] = {{"=", "<>", "<", "<=", ">", ">=", "är", "är inte", "är minst", "är högst", "är exakt", "är över", "är under", "är mellan", "är bättre än",
                         "är sämre än", "är ej bedömbar", "bättre än", "sämre än", "utlöses", "utlöses inte", "i", "inte i", "mellan", "eller bättre",
                         "eller sämre"}, "en jämförelse", "a comparison", 5},
    [FAMILY_ARITHMETIC] = {{"+", "-", "*", "/", "för"}, "ett räknetecken", "an arithmetic operator", 3},
    [FAMILY_LOGIC] = {{"och", "eller"}, "och/eller", "och/eller", 2},
};

static bool in_family(Family family, const char *symbol)
{
    for (size_t i = 0; families[family].symbols[i]; i++)
        if (strcmp(families[family].symbols[i], symbol) == 0)
            return true;
    return false;
}

static bool family_expected(Family family, const char *const *expected, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += in_family(family, expected[i]);
    return found >= families[family].least;
}

static bool at_end(const char *unexpected)
{
    return strcmp(unexpected, "end of file") == 0;
}

/* A token as a reader would call it. */
static const char *token_name(const Builder *b, const char *symbol)
{
    Arena *arena = b->arena;
    if (b->heading && at_end(symbol))
        return diag_both(arena, "slutet på rubriken", "the end of the heading");
    static const struct { const char *symbol, *sv, *en; } known[] = {
        {"NAME", "ett namn", "a name"}, {"TEXT", "en text inom citattecken", "a text in quotes"}, {"NUMBER", "ett tal", "a number"},
        {"TIME", "en tid", "a time"}, {"ROW", "en rad", "a row"}, {"end of file", "slutet på attributet", "the end of the attribute"},
        {",", "kommatecken", "a comma"}, {"RANGE", "..", ".."}, {":", "kolon", "a colon"}, {";", "semikolon", "a semicolon"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(symbol, known[i].symbol) == 0)
            return diag_both(arena, known[i].sv, known[i].en);
    /* "för (organ)" and the like tell words apart in the grammar; people see the word. */
    const char *bracket = strstr(symbol, " (");
    return bracket ? arena_strndup(arena, symbol, (size_t)(bracket - symbol)) : symbol;
}

typedef struct Shown { const char *names[SHOWN_MOST]; size_t count; bool covered[FAMILY_COUNT]; } Shown;

static void show(Shown *shown, const char *name)
{
    if (shown->count < SHOWN_MOST)
        shown->names[shown->count++] = name;
}

static bool is_covered(const Shown *shown, const char *symbol)
{
    for (int family = FAMILY_NONE + 1; family < FAMILY_COUNT; family++)
        if (shown->covered[family] && in_family(family, symbol))
            return true;
    return false;
}

static const char *join(Arena *arena, const Shown *shown, Lang lang)
{
    StrBuf out = {0};
    for (size_t i = 0; i < shown->count; i++) {
        if (i)
            strbuf_puts(&out, i + 1 < shown->count ? ", " : lang == LANG_SV ? " eller " : " or ");
        strbuf_put(&out, diag_arg(shown->names[i], lang));
    }
    const char *text = arena_strdup(arena, out.n ? out.s : "?");
    strbuf_free(&out);
    return text;
}

/* "ett värde", "kommatecken eller slutet", in both languages. */
static const char *expected_text(Builder *b, const char *const *expected, size_t count)
{
    Shown shown = {0};
    for (int family = FAMILY_NONE + 1; family < FAMILY_COUNT; family++)
        if ((shown.covered[family] = family_expected(family, expected, count)))
            show(&shown, diag_both(b->arena, families[family].sv, families[family].en));
    for (size_t i = 0; i < count; i++)
        if (!is_covered(&shown, expected[i]))
            show(&shown, token_name(b, expected[i]));
    return diag_both(b->arena, join(b->arena, &shown, LANG_SV), join(b->arena, &shown, LANG_EN));
}

static bool expects(const char *const *expected, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(expected[i], name) == 0)
            return true;
    return false;
}

/* Where only a name can stand, and a word of the language does. */
static bool wants_name(Span span, const char *unexpected, const char *const *expected, size_t count)
{
    static const char *const others[] = {"NAME", "NUMBER", "TEXT", "ROW"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(unexpected, others[i]) == 0)
            return false;
    Str text = span_text(span);
    bool word = text.n && ((text.s[0] >= 'a' && text.s[0] <= 'z') || (text.s[0] >= 'A' && text.s[0] <= 'Z') || (unsigned char)text.s[0] >= 0xC3);
    size_t others_expected = 0;
    for (size_t i = 0; i < count; i++)
        others_expected += strcmp(expected[i], "NAME") != 0 && strcmp(expected[i], "övriga") != 0;
    return word && others_expected == 0 && count > 0;
}

static DiagCode code_of(Span span, const char *unexpected, const char *const *expected, size_t count)
{
    bool closing = expects(expected, count, ")");
    if (at_end(unexpected))
        return closing ? DIAG_S0131 : DIAG_S0123;
    if (wants_name(span, unexpected, expected, count))
        return DIAG_S0130;
    if (strcmp(unexpected, "RANGE") == 0)
        return DIAG_S0129;
    if (strcmp(unexpected, ",") == 0 && closing)
        return DIAG_S0132;
    bool texts = strcmp(unexpected, "TEXT") == 0 && slip_text_before(span);
    bool comma = texts || strcmp(unexpected, "NAME") == 0 || strcmp(unexpected, "annars") == 0 || strcmp(unexpected, "när") == 0;
    return comma && expects(expected, count, ",") ? DIAG_S0124 : DIAG_S0122;
}

/* The day before the body in beslutad av and beredd av. */
static bool body_comes_first(const Builder *b, const char *unexpected, const char *const *expected, size_t count)
{
    bool act = str_starts(b->opening, STR_LIT("beslutad")) || str_starts(b->opening, STR_LIT("beredd"));
    return act && strcmp(unexpected, "TIME") == 0 && expects(expected, count, "NAME");
}

/* Slips that have a message of their own. */
static bool told_apart(Builder *b, Span span, const char *unexpected, const char *const *expected, size_t count)
{
    const char *there = arena_printf(b->arena, STR_FMT, STR_ARG(span_text(span)));
    if (body_comes_first(b, unexpected, expected, count)) {
        diag_add(b->diags, DIAG_S0134, span, there, arena_printf(b->arena, STR_FMT, STR_ARG(b->opening)), NULL);
        return true;
    }
    bool name = b->heading && strcmp(unexpected, "NAME") == 0 && expects(expected, count, "TEXT");
    const char *joined = name ? slip_joined_name(b->arena, span) : NULL;
    if (joined)
        diag_add(b->diags, DIAG_S0135, span, there, joined, NULL);
    return joined != NULL;
}

void build_syntax_error(Builder *b, Span span, const char *unexpected, const char *const *expected, size_t count)
{
    b->decl->broken = true;
    if (!at_end(unexpected) && told_apart(b, span, unexpected, expected, count))
        return;
    const char *wanted = expected_text(b, expected, count);
    const char *there = arena_printf(b->arena, STR_FMT, STR_ARG(span_text(span)));
    DiagCode code = code_of(span, unexpected, expected, count);
    bool name = strcmp(unexpected, "NAME") == 0 && expects(expected, count, "end of file");
    const char *near = at_end(unexpected) ? NULL : slip_meant(b->arena, b->opening, span, expected, count);
    if (!near && name)
        near = attr_nearest(b->decl->kind, span_text(span));
    Diag *diag = diag_add(b->diags, near ? DIAG_S0122 : code, span, at_end(unexpected) ? wanted : there, wanted, NULL);
    diag_suggest(b->diags, diag, near);
}

void build_memory_error(Builder *b, Span span, const char *message)
{
    (void)message;
    b->decl->broken = true;
    diag_add(b->diags, DIAG_S0111, span, "200", NULL);
}
