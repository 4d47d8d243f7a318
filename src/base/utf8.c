/* utf8.c: decoding, normal forms, width, Swedish order and edit distance. Base, on utf8proc. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_ascii_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return (word & 0x8080808080808080u) == 0;
}

/* Offset of the first byte outside ASCII from `at` on. */
static size_t skip_ascii(Str text, size_t at)
{
    while (text.n - at >= sizeof(uint64_t) && is_ascii_word(text.s + at))
        at += sizeof(uint64_t);
    while (at < text.n && (unsigned char)text.s[at] < 0x80)
        at++;
    return at;
}

/* Length of the valid code point at `at`, or 0. */
static size_t decode(Str text, size_t at, utf8proc_int32_t *code_point)
{
    size_t left = text.n - at;
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text.s + at, (utf8proc_ssize_t)(left < 4 ? left : 4), code_point);
    return length > 0 ? (size_t)length : 0;
}

size_t utf8_invalid_at(Str text)
{
    size_t at = 0;
    while ((at = skip_ascii(text, at)) < text.n) {
        utf8proc_int32_t code_point;
        size_t length = decode(text, at, &code_point);
        if (length == 0)
            return at;
        at += length;
    }
    return text.n;
}

/* The second byte of a code point of two bytes (up to U+07FF) at `at`, or 0: what Swedish is written with needs no library. */
static unsigned char second_of_two(Str text, size_t at)
{
    unsigned char first = (unsigned char)text.s[at], second = text.n - at > 1 ? (unsigned char)text.s[at + 1] : 0;
    return first >= 0xc2 && first <= 0xdf && (second & 0xc0) == 0x80 ? second : 0;
}

uint32_t utf8_next(Str text, size_t *at)
{
    unsigned char first = (unsigned char)text.s[*at], second;
    if (first < 0x80) {
        ++*at;
        return first;
    }
    if ((second = second_of_two(text, *at)) != 0) {
        *at += 2;
        return (uint32_t)(first & 0x1f) << 6 | (second & 0x3f);
    }
    utf8proc_int32_t code_point;
    size_t length = decode(text, *at, &code_point);
    *at += length ? length : 1;
    return length ? (uint32_t)code_point : 0xfffd;
}

void utf8_put(StrBuf *out, uint32_t code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = 0;
    if (code_point < 0x80) {
        strbuf_putc(out, (char)code_point);
        return;
    }
    if (utf8proc_codepoint_valid((utf8proc_int32_t)code_point))
        length = utf8proc_encode_char((utf8proc_int32_t)code_point, bytes);
    strbuf_put(out, length > 0 ? (Str){(const char *)bytes, (size_t)length} : STR_LIT("\ufffd"));
}

/* text through utf8proc; the same slice when nothing changes or the input is invalid. */
static Str mapped(Arena *arena, Str text, utf8proc_option_t options)
{
    utf8proc_uint8_t *bytes = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text.s, (utf8proc_ssize_t)text.n, &bytes, options);
    if (length < 0)
        return text;
    Str result = {(const char *)bytes, (size_t)length};
    result = str_eq(result, text) ? text : str_dup(arena, result);
    free(bytes);
    return result;
}

/* Dashes, quotation marks, ellipsis (U+2010..U+2027) and the minus sign U+2212: neither composed nor with a case. */
static bool is_plain_mark(Str text, size_t at)
{
    if (text.n - at < 3 || (unsigned char)text.s[at] != 0xe2)
        return false;
    unsigned char second = (unsigned char)text.s[at + 1], third = (unsigned char)text.s[at + 2];
    return (second == 0x80 && third >= 0x90 && third <= 0xa7) || (second == 0x88 && third == 0x92);
}

/* Below U+0300 there are no combining marks and nothing decomposes canonically into something else. In UTF-8 these
 * code points start with a byte below 0xCC. */
static bool is_plainly_composed(Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.s[i] < 0xcc)
            continue;
        if (!is_plain_mark(text, i))
            return false;
        i += 2;
    }
    return true;
}

Str utf8_nfc(Arena *arena, Str text)
{
    if (is_plainly_composed(text))
        return text;
    return mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static Str fold_ascii(Arena *arena, Str text)
{
    size_t at = 0;
    while (at < text.n && !(text.s[at] >= 'A' && text.s[at] <= 'Z'))
        at++;
    if (at == text.n)
        return text;
    char *copy = arena_strndup(arena, text.s, text.n);
    for (; at < text.n; at++)
        if (copy[at] >= 'A' && copy[at] <= 'Z')
            copy[at] += 'a' - 'A';
    return (Str){copy, text.n};
}

/* Swedish and other Latin-1 letters: U+00C0..U+00DE have their small letters 0x20 further on, × excepted. False for text with anything else
 * (ß, which folds to two letters, among it). */
static bool fold_latin1(Arena *arena, Str text, Str *out)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char lead = (unsigned char)text.s[i], next = i + 1 < text.n ? (unsigned char)text.s[i + 1] : 0;
        if (lead < 0x80)
            continue;
        bool mark = is_plain_mark(text, i);
        if (!mark && (lead != 0xc3 || next < 0x80 || next > 0xbf || next == 0x9f))
            return false;
        i += mark ? 2 : 1;
    }
    char *copy = arena_strndup(arena, text.s, text.n);
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)copy[i], next = i + 1 < text.n ? (unsigned char)copy[i + 1] : 0;
        if (c >= 'A' && c <= 'Z')
            copy[i] += 'a' - 'A';
        if (c == 0xc3 && next <= 0x9e && next != 0x97)
            copy[i + 1] += 0x20;
        i += c == 0xe2 ? 2 : c == 0xc3 ? 1 : 0;
    }
    *out = (Str){copy, text.n};
    return true;
}

Str utf8_fold(Arena *arena, Str text)
{
    Str latin;
    if (skip_ascii(text, 0) == text.n)
        return fold_ascii(arena, text);
    if (fold_latin1(arena, text, &latin))
        return latin;
    /* Twice: folding can undo the composition of a few letters, and only the composed form is compared. */
    Str folded = mapped(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    if (is_plainly_composed(folded))
        return folded;
    return mapped(arena, folded, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

size_t utf8_point_width(uint32_t c)
{
    bool is_plain = (c >= 0x20 && c < 0x7f) || c == 0xa0 || (c >= 0xc0 && c < 0x100);    /* nearly all there is in Swedish text */
    return is_plain ? 1 : (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
}

size_t utf8_width(Str text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.n;) {
        unsigned char first = (unsigned char)text.s[at];
        if (first >= 0x20 && first < 0x7f)
            width++, at++;
        else
            width += utf8_point_width(utf8_next(text, &at));
    }
    return width;
}

/* The letter without its marks: é gives e, å gives a. */
static uint32_t base_letter(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point;
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    return count >= 1 && count <= 8 ? (uint32_t)parts[0] : code_point;
}

static uint32_t lower(uint32_t code_point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

/* ---- Swedish order ---- */

/* Letters that do not sort as their base letter. Keys are four apart, which leaves room behind z. */
#define KEY(letter) ((uint32_t)(letter) * 4)
static const struct Letter { uint32_t letter, key; } swedish[] = {
    {0xe5, KEY('z') + 1}, {0xe4, KEY('z') + 2}, {0xe6, KEY('z') + 2}, {0xf6, KEY('z') + 3}, {0xf8, KEY('z') + 3},
    {0xfc, KEY('y')}, {0xf0, KEY('d')}, {0xfe, KEY('t')}, {0xdf, KEY('s')}, {0x142, KEY('l')}, {0x111, KEY('d')},
};

static bool is_ignored(uint32_t c)
{
    return c == ' ' || c == '-' || (c >= '\t' && c <= '\r') || c == 0xa0 || c == 0xad || (c >= 0x2000 && c <= 0x2015)
        || c == 0x202f || c == 0x2212 || utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MN;
}

/* The letter that c makes with a combining ring or diaeresis right behind it, so that decomposed text sorts alike. */
static uint32_t compose_next(uint32_t c, Str text, size_t *at)
{
    size_t behind = *at;
    if (behind >= text.n || (unsigned char)text.s[behind] != 0xcc)
        return c;
    uint32_t mark = utf8_next(text, &behind);
    uint32_t composed = mark == 0x30a && c == 'a' ? 0xe5
        : mark != 0x308 ? c
        : c == 'a' ? 0xe4 : c == 'o' ? 0xf6 : c == 'u' ? 0xfc : c;
    if (composed != c)
        *at = behind;
    return composed;
}

/* The key of the next letter that counts, or 0 at the end. */
static uint32_t next_key(Str text, size_t *at)
{
    while (*at < text.n) {
        uint32_t c = utf8_next(text, at);
        if (is_ignored(c))
            continue;
        c = compose_next(lower(c), text, at);
        if (c < 0x80)
            return KEY(c) + (c == 0);
        for (size_t i = 0; i < sizeof swedish / sizeof *swedish; i++)
            if (swedish[i].letter == c)
                return swedish[i].key;
        return KEY(base_letter(c));
    }
    return 0;
}

int utf8_cmp_swedish(Str a, Str b)
{
    if (str_eq(a, b))
        return 0;
    for (size_t at_a = 0, at_b = 0;;) {
        uint32_t key_a = next_key(a, &at_a), key_b = next_key(b, &at_b);
        if (key_a != key_b)
            return key_a < key_b ? -1 : 1;
        if (key_a == 0)
            break;
    }
    int order = str_cmp(a, b);
    return (order > 0) - (order < 0);
}

/* ---- edit distance ---- */

#define DISTANCE_LONGEST 100          /* code points; names are shorter, and what is longer gets no suggestion */
enum { COST_EDIT = 10, COST_SWAP = 5, COST_MARK = 2, COST_CASE = 1 };

/* text as code points; DISTANCE_LONGEST + 1 if it has more than DISTANCE_LONGEST. */
static size_t code_points(Str text, uint32_t out[DISTANCE_LONGEST])
{
    size_t count = 0;
    for (size_t at = 0; at < text.n; count++) {
        if (count == DISTANCE_LONGEST)
            return DISTANCE_LONGEST + 1;
        out[count] = utf8_next(text, &at);
    }
    return count;
}

static unsigned replace_cost(uint32_t a, uint32_t b)
{
    if (a == b)
        return 0;
    uint32_t low_a = lower(a), low_b = lower(b);
    unsigned cost = (a != low_a) != (b != low_b) ? COST_CASE : 0;
    if (low_a == low_b)
        return COST_CASE;
    return base_letter(low_a) == base_letter(low_b) ? cost + COST_MARK : COST_EDIT;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static size_t count_points(Str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        count += ((unsigned char)text.s[i] & 0xc0) != 0x80;
    return count;
}

unsigned utf8_distance_within(Str a, Str b, unsigned limit)
{
    size_t x = count_points(a), y = count_points(b), more = x > y ? x - y : y - x;
    return more >= limit / COST_EDIT + 1 ? limit : utf8_distance(a, b);
}

/* Optimal string alignment: three rows of the table are enough, the oldest for swaps. */
unsigned utf8_distance(Str a, Str b)
{
    uint32_t x[DISTANCE_LONGEST], y[DISTANCE_LONGEST];
    size_t rows = code_points(a, x), columns = code_points(b, y);
    if (rows > DISTANCE_LONGEST || columns > DISTANCE_LONGEST)
        return str_eq(a, b) ? 0 : DISTANCE_LONGEST * COST_EDIT;
    unsigned table[3][DISTANCE_LONGEST + 1];
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = (unsigned)j * COST_EDIT;
    for (size_t i = 1; i <= rows; i++) {
        unsigned *row = table[i % 3], *above = table[(i + 2) % 3], *before = table[(i + 1) % 3];
        row[0] = (unsigned)i * COST_EDIT;
        for (size_t j = 1; j <= columns; j++) {
            row[j] = least(least(above[j], row[j - 1]) + COST_EDIT, above[j - 1] + replace_cost(x[i - 1], y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                row[j] = least(row[j], before[j - 2] + COST_SWAP);
        }
    }
    return table[rows % 3][columns];
}
