/* terms.c: formulas as SMT-LIB text. Constants are folded away and equal definitions made once, so that questions stay small. */
#include "prove/terms.h"

#include "base/vec.h"

void script_init(Script *script, Arena *arena)
{
    *script = (Script){.arena = arena};
    map_init(&script->known, arena);
}

void script_free(Script *script)
{
    strbuf_free(&script->text);
    strbuf_free(&script->beside);
    strbuf_free(&script->asserted);
}

/* ---- names ---- */

static Term new_name(Script *script, char letter)
{
    script->too_large |= script->names >= MOST_TERMS;
    return str_of(arena_printf(script->arena, "%c%zu", letter, script->names++));
}

Term term_unknown(Script *script, const char *sort)
{
    Term name = new_name(script, 'v');
    strbuf_printf(&script->text, "(declare-const " STR_FMT " %s)\n", STR_ARG(name), sort);
    return name;
}

/* The text is the body of the definition; it belongs to the arena. */
static Term defined(Script *script, const char *sort, const char *body)
{
    Term *known = map_get(&script->known, str_of(body));
    if (known)
        return *known;
    if (script->too_large)
        return term_unknown(script, sort);
    known = ARENA_NEW(script->arena, Term);
    *known = new_name(script, 't');
    strbuf_printf(&script->text, "(define-fun " STR_FMT " () %s %s)\n", STR_ARG(*known), sort, body);
    map_put(&script->known, str_of(body), known);
    return *known;
}

Term term_1(Script *script, const char *sort, const char *op, Term a)
{
    return defined(script, sort, arena_printf(script->arena, "(%s " STR_FMT ")", op, STR_ARG(a)));
}

Term term_2(Script *script, const char *sort, const char *op, Term a, Term b)
{
    return defined(script, sort, arena_printf(script->arena, "(%s " STR_FMT " " STR_FMT ")", op, STR_ARG(a), STR_ARG(b)));
}

Term term_3(Script *script, const char *sort, const char *op, Term a, Term b, Term c)
{
    return defined(script, sort, arena_printf(script->arena, "(%s " STR_FMT " " STR_FMT " " STR_FMT ")", op, STR_ARG(a), STR_ARG(b), STR_ARG(c)));
}

/* ---- logic ---- */

static bool is_true(Term a) { return str_eqz(a, "true"); }
static bool is_false(Term a) { return str_eqz(a, "false"); }

Term term_truth(bool truth)
{
    return truth ? TERM_TRUE : TERM_FALSE;
}

Term term_not(Script *script, Term a)
{
    if (is_true(a) || is_false(a))
        return term_truth(is_false(a));
    return term_1(script, "Bool", "not", a);
}

Term term_and(Script *script, Term a, Term b)
{
    if (is_false(a) || is_false(b))
        return TERM_FALSE;
    if (is_true(a) || str_eq(a, b))
        return b;
    return is_true(b) ? a : term_2(script, "Bool", "and", a, b);
}

Term term_or(Script *script, Term a, Term b)
{
    if (is_true(a) || is_true(b))
        return TERM_TRUE;
    if (is_false(a) || str_eq(a, b))
        return b;
    return is_false(b) ? a : term_2(script, "Bool", "or", a, b);
}

Term term_choose(Script *script, const char *sort, Term condition, Term a, Term b)
{
    if (is_true(condition) || str_eq(a, b))
        return a;
    return is_false(condition) ? b : term_3(script, sort, "ite", condition, a, b);
}

void term_fact(Script *script, Term fact)
{
    if (!is_true(fact))
        strbuf_printf(script->is_beside ? &script->beside : &script->text, "(assert " STR_FMT ")\n", STR_ARG(fact));
}

void term_assert(Script *script, Term wanted)
{
    strbuf_printf(&script->asserted, "(assert " STR_FMT ")\n", STR_ARG(wanted));
}

/* ---- numbers ---- */

static void whole_put(StrBuf *out, Wide number)
{
    char digits[48];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + (int)(number % 10));
        number /= 10;
    } while (number);
    strbuf_put(out, (Str){digits + at, sizeof digits - at});
    strbuf_puts(out, ".0");
}

void number_put(StrBuf *out, Num number)
{
    bool negative = number.n < 0;
    strbuf_puts(out, negative ? "(- " : "");
    strbuf_puts(out, number.d == 1 ? "" : "(/ ");
    whole_put(out, negative ? -number.n : number.n);
    if (number.d != 1) {
        strbuf_putc(out, ' ');
        whole_put(out, number.d);
        strbuf_putc(out, ')');
    }
    strbuf_puts(out, negative ? ")" : "");
}

Term term_number(Script *script, Num number)
{
    StrBuf text = {0};
    number_put(&text, number);
    const char *body = arena_strndup(script->arena, text.s, text.n);
    strbuf_free(&text);
    return number.n >= 0 && number.d == 1 ? str_of(body) : defined(script, "Real", body);
}

Term term_count(Script *script, size_t number)
{
    return str_of(arena_printf(script->arena, "%zu", number));
}

/* ---- reading ---- */

#define MOST_DIGITS 36

typedef struct NumberReader { Str text; size_t at; } NumberReader;

static void skip_blanks(NumberReader *r)
{
    while (r->at < r->text.n && (r->text.s[r->at] == ' ' || r->text.s[r->at] == '\n'))
        r->at++;
}

static bool take(NumberReader *r, const char *word)
{
    Str wanted = str_of(word);
    skip_blanks(r);
    if (r->text.n - r->at < wanted.n || !str_eq((Str){r->text.s + r->at, wanted.n}, wanted))
        return false;
    r->at += wanted.n;
    return true;
}

static bool read_whole(NumberReader *r, Wide *out)
{
    size_t digits = 0;
    *out = 0;
    skip_blanks(r);
    for (; r->at < r->text.n && r->text.s[r->at] >= '0' && r->text.s[r->at] <= '9'; r->at++) {
        if (++digits > MOST_DIGITS)
            return false;
        *out = *out * 10 + (r->text.s[r->at] - '0');
    }
    if (digits && r->at + 1 < r->text.n && r->text.s[r->at] == '.' && r->text.s[r->at + 1] == '0')
        r->at += 2;
    return digits > 0;
}

static Wide common_divisor(Wide a, Wide b)
{
    while (b) {
        Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool number_read(Str text, Num *out)
{
    NumberReader r = {text, 0};
    Wide n, d = 1;
    bool negative = take(&r, "(-"), fraction = take(&r, "(/");
    bool below = fraction && !negative && take(&r, "(-");      /* (/ (- 1.0) 3.0) */
    if (!read_whole(&r, &n) || (below && !take(&r, ")")) || (fraction && (!read_whole(&r, &d) || d == 0 || !take(&r, ")"))) ||
        (negative && !take(&r, ")")))
        return false;
    skip_blanks(&r);
    if (r.at != text.n || n / d >= FIX_MAX / FIX_ONE)
        return false;
    Wide common = common_divisor(n, d);
    *out = (Num){(negative || below ? -n : n) / common, d / common};
    return true;
}
