/* numbers.c: numbers in cells as people write them -> exact values. What can be read in two ways is an error. Part of cells.c's work. */
#include "data/cells.h"

#include <string.h>

#include "base/utf8.h"
#include "data/rows.h"

#define SCALE_MAX 18            /* decimals kept for rounding; six are stored */
#define WHOLE_MAX ((Wide)1000000000000000000)   /* far more than can be stored; with 18 decimals behind it still fits */
#define EXPONENT_MAX 400

static bool digit_at(Str text, size_t at)
{
    return at < text.n && text.s[at] >= '0' && text.s[at] <= '9';
}

static size_t starts_at(Str text, size_t at, const char *mark)
{
    size_t n = strlen(mark);
    return text.n - at >= n && memcmp(text.s + at, mark, n) == 0 ? n : 0;
}

/* Bytes of a sign at the beginning: - + and, as Word and Excel write it, U+2212 or an en dash. */
static size_t sign_read(Str text, bool *negative)
{
    static const struct { const char *mark; bool negative; } signs[] = {{"-", true}, {"\u2212", true}, {"\u2013", true}, {"+", false}};
    if (digit_at(text, 0))
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = starts_at(text, 0, signs[i].mark);
        if (n && digit_at(text, n)) {
            *negative = signs[i].negative;
            return n;
        }
    }
    return 0;
}

/* Bytes of a blank that separates thousands: space, U+00A0, U+2009, U+202F. */
static size_t group_blank(Str text, size_t at)
{
    static const char *const blanks[] = {" ", "\u00a0", "\u202f", "\u2009"};
    if (at >= text.n || (text.s[at] > ' ' && text.s[at] < 0x7f))
        return 0;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t n = starts_at(text, at, blanks[i]);
        if (n)
            return n;
    }
    return 0;
}

static void take_whole(NumberShape *out, char digit)
{
    if (out->whole_digits++ == 0)
        out->leading_zero = digit == '0';
    if (out->mantissa > 0 || digit != '0')
        out->mantissa = out->mantissa * 10 + (digit - '0');
    out->too_large |= out->mantissa >= WHOLE_MAX;
    if (out->too_large)
        out->mantissa = 0;
}

static size_t take_digits(Str text, size_t at, NumberShape *out)
{
    for (; digit_at(text, at); at++)
        take_whole(out, text.s[at]);
    return at;
}

/* The groups of three behind the first one to three digits. */
static size_t take_groups(Str text, size_t at, NumberShape *out)
{
    if (out->whole_digits > 3)
        return at;
    for (;;) {
        size_t blank = group_blank(text, at), group = at + blank;
        if (!blank || !digit_at(text, group) || !digit_at(text, group + 1) || !digit_at(text, group + 2) || digit_at(text, group + 3))
            return at;
        out->grouped = true;
        at = take_digits(text, group, out);
    }
}

static size_t take_decimals(Str text, size_t at, NumberShape *out)
{
    if (at >= text.n || (text.s[at] != ',' && text.s[at] != '.') || !digit_at(text, at + 1))
        return at;
    out->mark = text.s[at++];
    for (; digit_at(text, at); at++) {
        out->decimals++;
        if (out->scale < SCALE_MAX) {
            out->scale++;
            out->mantissa = out->mantissa * 10 + (text.s[at] - '0');
        } else {
            out->dropped |= text.s[at] != '0';
        }
    }
    return at;
}

/* Moves the decimal mark `places` to the right (negative: left). */
static void shift(NumberShape *out, int places)
{
    for (; places > 0 && out->mantissa && !out->too_large; places--) {
        if (out->scale > 0)
            out->scale--;
        else
            out->too_large = __builtin_mul_overflow(out->mantissa, (Wide)10, &out->mantissa);
    }
    for (; places < 0 && out->mantissa; places++) {
        if (out->scale < SCALE_MAX) {
            out->scale++;
        } else {
            out->dropped |= out->mantissa % 10 != 0;
            out->mantissa /= 10;
        }
    }
}

static size_t take_exponent(Str text, size_t at, NumberShape *out)
{
    if (at >= text.n || (text.s[at] | 0x20) != 'e')
        return at;
    size_t digits = at + 1;
    bool negative = digits < text.n && text.s[digits] == '-';
    digits += digits < text.n && (text.s[digits] == '-' || text.s[digits] == '+');
    if (!digit_at(text, digits))
        return at;
    int places = 0;
    for (; digit_at(text, digits); digits++)
        places = places < EXPONENT_MAX ? places * 10 + (text.s[digits] - '0') : places;
    shift(out, negative ? -places : places);
    return digits;
}

bool number_scan(Str text, bool exponents, NumberShape *out)
{
    *out = (NumberShape){0};
    size_t at = sign_read(text, &out->negative);
    if (!digit_at(text, at))
        return false;
    at = take_groups(text, take_digits(text, at, out), out);
    at = take_decimals(text, at, out);
    out->end = exponents ? take_exponent(text, at, out) : at;
    return true;
}

bool number_ambiguous(const NumberShape *shape)
{
    return shape->mark && shape->decimals == 3 && shape->whole_digits <= 3 && !shape->grouped && !shape->leading_zero;
}

char number_evidence(Str text)
{
    NumberShape shape;
    size_t from = 0;
    while (from < text.n && !digit_at(text, from))    /* "ca 4,5" says as much as "4,5" */
        from++;
    text = str_from(text, from);
    if (!number_scan(text, false, &shape) || !shape.mark)
        return 0;
    Str rest = str_trim(str_from(text, shape.end));
    if (rest.n && (rest.s[0] == ',' || rest.s[0] == '.' || digit_at(rest, 0)))
        return 0;
    return number_ambiguous(&shape) ? '?' : shape.mark;
}

bool number_value(const NumberShape *shape, Fix factor, Fix *out, bool *rounded)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    Wide product, divisor = 1;
    *rounded = shape->dropped;
    if (shape->scale <= FIX_DECIMALS && factor % powers[shape->scale] == 0) {    /* the common case: nothing to round */
        factor /= powers[shape->scale];
    } else {
        for (int i = 0; i < shape->scale; i++)
            divisor *= 10;
    }
    if (shape->too_large || __builtin_mul_overflow(shape->mantissa, (Wide)factor, &product))
        return false;
    if (divisor == 1)
        return fix_from_wide(shape->negative ? -product : product, out);
    Wide quotient = product / divisor, rest = product % divisor;
    *rounded |= rest != 0;
    quotient += rest * 2 >= divisor;
    return fix_from_wide(shape->negative ? -quotient : quotient, out);
}

static bool fault_is(CellFault *fault, DiagCode code, const char *detail, const char *more)
{
    *fault = (CellFault){code, detail, more};
    return false;
}

/* The text behind a number: the column's own unit, or (in rule files) any unit of the same kind. */
static bool unit_read(const CellRules *rules, const ColumnSpec *column, Str rest, Fix *factor, CellFault *fault)
{
    static const Str known[] = {{"kr", 2}, {"tkr", 3}, {"mkr", 3}, {"mnkr", 4}, {"mdkr", 4}, {"%", 1}, {"procent", 7}, {"sek", 3}};
    if (column->strip_percent && str_eqz(rest, "%"))
        return true;
    Str folded = utf8_fold(rules->arena, rest);
    if (column->unit.n && str_eq(folded, utf8_fold(rules->arena, column->unit)))
        return true;
    if (rules->unit_factor && rules->unit_factor(rules->unit_context, rest, column, factor))
        return true;
    bool is_unit = rules->unit_factor != NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_unit |= str_eq(folded, known[i]);
    if (is_unit && column->unit.n)
        return fault_is(fault, DIAG_S0430, arena_strndup(rules->arena, rest.s, rest.n),
                        arena_strndup(rules->arena, column->unit.s, column->unit.n));
    bool mark = rest.n > 1 && (rest.s[0] == ',' || rest.s[0] == '.');
    return fault_is(fault, mark ? DIAG_S0428 : DIAG_S0420, NULL, NULL);
}

/* Is the decimal mark of the number the file's? */
static bool mark_judged(const CellRules *rules, const NumberShape *shape, CellFault *fault)
{
    if (!shape->mark || shape->mark == rules->decimal)
        return true;
    if (!rules->decimal)
        return fault_is(fault, DIAG_S0422, NULL, NULL);
    if (rules->evidence.n == 0)
        return fault_is(fault, DIAG_S0427, rules->decimal == ',' ? "," : ".", NULL);
    return fault_is(fault, DIAG_S0421, arena_strndup(rules->arena, rules->evidence.s, rules->evidence.n),
                    arena_printf(rules->arena, "%zu", rules->evidence_line));
}

static bool whole_judged(const CellRules *rules, const NumberShape *shape, Fix value)
{
    return rules->exponents ? value % FIX_ONE == 0 : !shape->mark;
}

bool number_cell(const CellRules *rules, const ColumnSpec *column, Str text, CellValue *out, CellFault *fault)
{
    NumberShape shape;
    if (!number_scan(text, rules->exponents, &shape))
        return fault_is(fault, text.n && text.s[0] == '#' ? DIAG_S0429 : DIAG_S0420, NULL, NULL);
    Fix factor = column->factor ? column->factor : FIX_ONE;
    Str rest = str_trim(str_from(text, shape.end));
    if (rest.n && !unit_read(rules, column, rest, &factor, fault))
        return false;
    if (column->type == COLUMN_INT && shape.mark && !rules->exponents && !number_ambiguous(&shape))
        return fault_is(fault, DIAG_S0423, NULL, NULL);
    if (!mark_judged(rules, &shape, fault))
        return false;
    Fix value;
    if (!number_value(&shape, factor, &value, &out->rounded))
        return fault_is(fault, DIAG_S0424, NULL, NULL);
    if (column->type == COLUMN_INT && !whole_judged(rules, &shape, value))
        return fault_is(fault, DIAG_S0423, NULL, NULL);
    out->value = value;
    return true;
}
