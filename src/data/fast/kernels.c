/* kernels.c: cells as most are written -> values, a column and a batch at a time: numbers of digits with or without decimals, ISO and compact dates,
 * texts; codes.c finds those that have been seen before. What a kernel does not know goes to odd.c. Second stage of the fast reader. */
#include <string.h>

#include "data/fast/column.h"

#define DIGITS_WHOLE 16            /* read at most */
#define DIGITS_MAX 18

/* Eight characters, the first lowest, with '0' taken off: is each 0 … 9? */
static inline bool all_digits(uint64_t word)
{
    return ((word | (word + 0x7676767676767676u)) & 0x8080808080808080u) == 0;
}

/* The number that eight such digits make: pairs, then fours, then all. */
static inline uint64_t eight_digits(uint64_t word)
{
    word = (word * 10 + (word >> 8)) & 0x00ff00ff00ff00ffu;
    word = (word * 100 + (word >> 16)) & 0x0000ffff0000ffffu;
    return (word * 10000 + (word >> 32)) & 0xffffffffu;
}

/* Reads 1 … 8 digits. */
static inline bool few_digits(const char *at, size_t count, uint64_t *value)
{
    uint64_t word = (texts_word(at) ^ 0x3030303030303030u) << (64 - 8 * count);
    *value = eight_digits(word);
    return all_digits(word);
}

/* Reads 1 … 16 digits. */
static inline bool some_digits(const char *at, size_t count, uint64_t *value)
{
    uint64_t head;
    if (__builtin_expect(count <= 8, 1))
        return few_digits(at, count, value);
    bool good = few_digits(at, count - 8, &head) & few_digits(at + count - 8, 8, value);
    *value += head * 100000000;
    return good;
}

#define NO_MARK 8

/* Bytes behind the last mark among the eight before `end`; NO_MARK if there is none. */
static inline size_t behind_mark(const char *end, uint64_t marks)
{
    uint64_t word = texts_word(end - 8) ^ marks;
    uint64_t found = (word - 0x0101010101010101u) & ~word & 0x8080808080808080u;
    return found ? (size_t)__builtin_clzll(found) / 8 : NO_MARK;
}

/* [-]digits[mark digits], in units of the column. */
static inline bool number_read(const FastColumn *column, const char *at, const char *end, uint64_t marks, int64_t *value)
{
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    bool negative = *at == '-';
    at += negative;
    size_t n = (size_t)(end - at), decimals = behind_mark(end, marks);
    uint64_t whole, part = 0;
    if (decimals >= n || decimals == NO_MARK) {
        decimals = 0;
    } else {
        n -= decimals + 1;
        if (decimals - 1 >= FIX_DECIMALS || !few_digits(end - decimals, decimals, &part))
            return false;
    }
    if (n - 1 >= DIGITS_WHOLE || n + decimals > DIGITS_MAX || !some_digits(at, n, &whole))
        return false;
    int64_t factor = column->factors[decimals], product;
    if (factor == 0 || __builtin_mul_overflow((int64_t)(whole * powers[decimals] + part), factor, &product) || product > column->most)
        return false;
    *value = negative ? -product : product;
    return true;
}

static inline void bounds_take(Bounds *bounds, int64_t value)
{
    bounds->low = value < bounds->low ? value : bounds->low;
    bounds->high = value > bounds->high ? value : bounds->high;
}

static Bounds bounds_of(const FastColumn *column)
{
    return column->any ? (Bounds){column->low, column->high} : (Bounds){INT64_MAX, INT64_MIN};
}

static void bounds_keep(FastColumn *column, Bounds bounds)
{
    column->any = bounds.low <= bounds.high;
    column->low = column->any ? bounds.low : 0;
    column->high = column->any ? bounds.high : 0;
}

static void numbers_narrow(FastCells *cells, FastColumn *column, char mark, FastFields fields, size_t from, size_t to)
{
    uint64_t marks = 0x0101010101010101u * (unsigned char)mark;
    bool words = cells->rules.numeric_words;
    Bounds bounds = bounds_of(column);
    for (size_t i = from; i < to; i++) {
        const char *at = fields.text + fields.starts[i * fields.stride], *end = fields.text + fields.ends[i * fields.stride];
        int64_t value;
        if (__builtin_expect(!words && number_read(column, at, end, marks, &value), 1)) {
            bounds_take(&bounds, value);
        } else {
            bounds_keep(column, bounds);    /* the unit may change */
            bool there = odd_cell(cells, column, (Str){at, (size_t)(end - at)}, i, &value);
            bounds = bounds_of(column);
            if (there)
                bounds_take(&bounds, value);
        }
        cells->values[i] = value;
    }
    bounds_keep(column, bounds);
}

/* Behind `from` in a batch. */
static FastFields fields_from(FastFields fields, size_t from)
{
    return (FastFields){fields.text, fields.starts + from * fields.stride, fields.ends + from * fields.stride, fields.stride};
}

static size_t numbers_wide(FastCells *cells, FastColumn *column, char mark, FastFields fields, size_t from, size_t to)
{
    Bounds bounds = bounds_of(column);
    size_t read = cells->wide(column, mark, fields_from(fields, from), to - from, cells->values + from, &bounds);
    bounds_keep(column, bounds);
    return read;
}

#define NARROW 8                   /* cells read one by one where the wide way did not get on, */
#define NARROW_MOST 128            /* and twice as many each time that it does not */

/* How many to read one by one, after that many last time, and the wide way got `read` further. */
static size_t narrow_next(size_t narrow, size_t read)
{
    return read > narrow || narrow >= NARROW_MOST ? narrow : narrow * 2;
}

static void numbers(FastCells *cells, FastColumn *column, FastFields fields, size_t count)
{
    char mark = column->spec->type == COLUMN_NUMBER && !cells->undecided ? cells->rules.decimal : 0;
    bool wide = cells->wide && !cells->rules.numeric_words;
    size_t narrow = wide ? NARROW : count;
    for (size_t at = 0; at < count;) {
        size_t read = wide ? numbers_wide(cells, column, mark, fields, at, count) : 0;
        narrow = wide ? narrow_next(narrow, read) : narrow;
        at += read;
        size_t next = count - at < narrow ? count : at + narrow;
        numbers_narrow(cells, column, mark, fields, at, next);
        at = next;
    }
}

/* Eight digits YYYYMMDD with '0' taken off, from a date written with hyphens or without; false for anything else. */
static inline bool date_digits(const char *at, size_t n, uint64_t *digits)
{
    uint64_t word = texts_word(at);
    if (n == 10) {
        uint16_t day;
        memcpy(&day, at + 8, sizeof day);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        day = __builtin_bswap16(day);
#endif
        if ((word & 0xff0000ff00000000u) != 0x2d00002d00000000u)
            return false;
        word = (word & 0xffffffffu) | (word >> 40 & 0xffff) << 32 | (uint64_t)day << 48;
    } else if (n != 8) {
        return false;
    }
    *digits = word ^ 0x3030303030303030u;
    return all_digits(*digits);
}

/* Day numbers by the digits of the last dates that were read: most files go through few days, and those in order. */
#define DAYS_KNOWN 64
typedef struct KnownDay { uint64_t digits; int64_t day; } KnownDay;

static bool day_of(KnownDay *known, uint64_t digits, int64_t *value)
{
    uint64_t number = eight_digits(digits);
    KnownDay *slot = &known[number % DAYS_KNOWN];
    if (slot->digits != digits || digits == 0) {
        int year = (int)(number / 10000), month = (int)(number / 100 % 100), day = (int)(number % 100);
        Date date = year >= 1 && month >= 1 && month <= 12 && day >= 1 ? date_ymd(year, month, day) : DATE_NONE;
        if (date == DATE_NONE)
            return false;
        *slot = (KnownDay){digits, date};
    }
    *value = slot->day;
    return true;
}

static void dates_narrow(FastCells *cells, FastColumn *column, KnownDay *known, FastFields fields, size_t from, size_t to)
{
    bool words = cells->rules.numeric_words;
    Bounds bounds = bounds_of(column);
    for (size_t i = from; i < to; i++) {
        const char *at = fields.text + fields.starts[i * fields.stride], *end = fields.text + fields.ends[i * fields.stride];
        uint64_t digits;
        int64_t value;
        if (__builtin_expect((!words && date_digits(at, (size_t)(end - at), &digits) && day_of(known, digits, &value)) ||
                                 odd_cell(cells, column, (Str){at, (size_t)(end - at)}, i, &value), 1))
            bounds_take(&bounds, value);
        cells->values[i] = value;
    }
    bounds_keep(column, bounds);
}

static size_t dates_wide(FastCells *cells, FastColumn *column, FastFields fields, size_t from, size_t to)
{
    Bounds bounds = bounds_of(column);
    size_t read = cells->dates(fields_from(fields, from), to - from, cells->values + from, &bounds);
    bounds_keep(column, bounds);
    return read;
}

static void dates(FastCells *cells, FastColumn *column, FastFields fields, size_t count)
{
    KnownDay known[DAYS_KNOWN] = {0};
    bool wide = cells->dates && !cells->rules.numeric_words;
    size_t narrow = wide ? NARROW : count;
    for (size_t at = 0; at < count;) {
        size_t read = wide ? dates_wide(cells, column, fields, at, count) : 0;
        narrow = wide ? narrow_next(narrow, read) : narrow;
        at += read;
        size_t next = count - at < narrow ? count : at + narrow;
        dates_narrow(cells, column, known, fields, at, next);
        at = next;
    }
}

/* A text that is seen for the first time, or came to no value or to one with a reason. */
static void unknown_code(FastCells *cells, FastColumn *column, Str text, size_t at)
{
    Bounds bounds = bounds_of(column);
    uint32_t code = texts_find_long(&column->texts, text);
    int64_t value = code;
    if (code < TEXT_REMARK || (code == TEXT_NONE ? odd_cell(cells, column, text, at, &value) : odd_remark(cells, column, code, at, &value)))
        bounds_take(&bounds, value);
    bounds_keep(column, bounds);
    cells->values[at] = value;
}

static void codes(FastCells *cells, FastColumn *column, FastFields fields, size_t count)
{
    for (size_t at = 0; at < count; at++) {
        Bounds bounds = bounds_of(column);
        at += cells->codes(&column->texts, fields_from(fields, at), count - at, cells->values + at, &bounds);
        bounds_keep(column, bounds);
        if (at == count)
            break;
        uint32_t start = fields.starts[at * fields.stride];
        unknown_code(cells, column, (Str){fields.text + start, fields.ends[at * fields.stride] - start}, at);
    }
}

void kernel_read(FastCells *cells, FastColumn *column, FastFields fields, size_t count)
{
    switch (column->spec->type) {
    case COLUMN_TEXT:
    case COLUMN_BODY:
    case COLUMN_PERIOD:
    case COLUMN_VINTAGE: codes(cells, column, fields, count); break;
    case COLUMN_DATE: dates(cells, column, fields, count); break;
    case COLUMN_INT:
    case COLUMN_NUMBER: numbers(cells, column, fields, count); break;
    }
}

void fast_column_read(FastCells *cells, FastColumn *column, FastFields fields, size_t count)
{
    if (column->rows + count > cells->most_rows)
        cells->full = true;
    while (count > 0 && !(cells->fault | cells->decides | cells->full)) {
        size_t batch = count < FAST_BATCH ? count : FAST_BATCH;
        kernel_read(cells, column, fields, batch);
        fast_column_store(cells, column, batch);
        fields.starts += batch * fields.stride;
        fields.ends += batch * fields.stride;
        count -= batch;
    }
}
