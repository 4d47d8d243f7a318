/* reader_fixture.h: random files of separated text, read by the reference and by the fast reader; what they give must be the same, cell by cell, and what
 * they say word by word. For test_data_fast.c and, longer, fuzz/fuzz_reader.c. */
#ifndef STYR_READER_FIXTURE_H
#define STYR_READER_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/fast/fast.h"
#include "data/fast/scan.h"
#include "text/render.h"

typedef struct Random { uint64_t state; } Random;

static uint64_t random_next(Random *random)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return random->state * 0x9e3779b97f4a7c15u >> 16;
}

static size_t below(Random *random, size_t n)
{
    return n ? (size_t)(random_next(random) % n) : 0;
}

/* True once in n times; n = 0 is never. */
static bool once_in(Random *random, size_t n)
{
    return n && below(random, n) == 0;
}

#define PICK(random, list) ((list)[below((random), sizeof(list) / sizeof *(list))])

/* How the cells and rows of one file are written: once in so many times, 0 never. */
typedef struct Manner {
    char separator, mark;
    const char *line_end;
    size_t mixed_ends, quoted, doubled, odd_quotes, broken_lines, blank_rows, ragged, empty, words, qualified, grouped, faults, spaces, large, long_texts,
        bytes, distinct;
    size_t fields, rows;
    ColumnType types[64];      /* of the fields, repeated */
} Manner;

static Manner manner_of(Random *random)
{
    static const char *const ends[] = {"\n", "\n", "\n", "\r\n", "\r\n", "\r"};
    Manner manner = {.separator = PICK(random, ";;;,\t|"), .mark = PICK(random, ",,,,."), .line_end = PICK(random, ends)};
    size_t *odds[] = {&manner.mixed_ends, &manner.quoted, &manner.doubled, &manner.odd_quotes, &manner.broken_lines, &manner.blank_rows, &manner.empty,
                      &manner.words, &manner.qualified, &manner.grouped, &manner.spaces, &manner.large, &manner.long_texts};
    for (size_t i = 0; i < sizeof odds / sizeof *odds; i++)
        *odds[i] = once_in(random, 3) ? 1 + below(random, 60) : 0;
    if (manner.separator == '\0')
        manner.separator = ';';
    manner.mark = manner.mark ? manner.mark : ',';
    manner.ragged = once_in(random, 12) ? 1 + below(random, 200) : 0;
    manner.faults = once_in(random, 8) ? 1 + below(random, 300) : 0;
    manner.bytes = once_in(random, 20) ? 1 + below(random, 3000) : 0;
    manner.distinct = 1 + below(random, once_in(random, 10) ? 3000 : 40);
    manner.fields = 1 + below(random, once_in(random, 20) ? 300 : 8);
    manner.rows = below(random, once_in(random, 10) ? 2500 : 120);
    for (size_t i = 0; i < 64; i++)
        manner.types[i] = (ColumnType)below(random, 7);
    return manner;
}

static void put_word(Random *random, StrBuf *out, size_t distinct)
{
    static const char *const texts[] = {"Barn- och utbildningsnämnden", "KS", "Vård", "Omsorg i egen regi", "", "nämnd ", "Va\u030ard", "é", "数据", "𝛼", "a\u00a0b",
                                        "en text som är längre än så här och slutar med ett tal ", "åäö", "ÅÄÖ", "x"};
    strbuf_puts(out, PICK(random, texts));
    if (!once_in(random, 4))
        strbuf_printf(out, "%zu", below(random, distinct));
}

static void put_number(Random *random, StrBuf *out, const Manner *manner, bool whole)
{
    static const char *const signs[] = {"-", "-", "-", "\u2212", "\u2013", "+"}, *const blanks[] = {" ", "\u00a0", "\u202f", "\u2009"};
    if (once_in(random, 5))
        strbuf_puts(out, PICK(random, signs));
    if (once_in(random, manner->grouped))
        strbuf_printf(out, "%zu%s%03zu", below(random, 1000), PICK(random, blanks), below(random, 1000));
    else if (once_in(random, manner->large))
        strbuf_printf(out, "%zu%0*zu", 1 + below(random, 9), (int)(8 + below(random, 12)), below(random, 100000000));
    else
        strbuf_printf(out, "%zu", below(random, once_in(random, 3) ? 100 : manner->distinct * 997));
    if (whole || once_in(random, 4))
        return;
    strbuf_putc(out, once_in(random, manner->faults) ? '.' : manner->mark);
    size_t decimals = once_in(random, 9) ? 1 + below(random, 9) : 2;
    for (size_t i = 0; i < decimals; i++)
        strbuf_putc(out, (char)('0' + below(random, 10)));
}

static void put_date(Random *random, StrBuf *out, bool period)
{
    size_t year = once_in(random, 200) ? below(random, 9999) : 2015 + below(random, 12), month = 1 + below(random, 12), day = 1 + below(random, 28);
    static const char *const months[] = {"januari", "maj", "augusti", "december"};
    if (period && !once_in(random, 4))
        strbuf_printf(out, once_in(random, 2) ? "%04zu-%02zu" : "%04zu%02zu", year, month);
    else if (once_in(random, 20))
        strbuf_printf(out, "%zu %s %04zu", day, PICK(random, months), year);
    else if (once_in(random, 20))
        strbuf_printf(out, "%04zu/%02zu/%02zu", year, month, day);
    else if (once_in(random, 20))
        strbuf_printf(out, "%04zu-%02zu-%02zu 00:00:00", year, month, day);
    else
        strbuf_printf(out, once_in(random, 9) ? "%04zu%02zu%02zu" : "%04zu-%02zu-%02zu", year, month, day);
}

static void put_value(Random *random, StrBuf *out, const Manner *manner, size_t field)
{
    static const char *const words[] = {"-", "..", "i.u.", "I.U.", "ej aktuellt", "X"}, *const faults[] = {"#REF!", "2025-02-30", "1.500", "1,2,3", "abc",
                                        "99999999999999999999", "4,5 tkr", "12 %", "1-2"};
    ColumnType type = manner->types[field % 64];
    if (once_in(random, manner->empty))
        return;
    if (once_in(random, manner->words)) {
        strbuf_puts(out, PICK(random, words));
        return;
    }
    if (once_in(random, manner->faults)) {
        strbuf_puts(out, PICK(random, faults));
        return;
    }
    bool number = type == COLUMN_INT || type == COLUMN_NUMBER;
    if (number && once_in(random, manner->qualified))
        strbuf_puts(out, once_in(random, 2) ? "ca " : "prel. ");
    if (number)
        put_number(random, out, manner, type == COLUMN_INT);
    else if (type == COLUMN_DATE || type == COLUMN_PERIOD || type == COLUMN_VINTAGE)
        put_date(random, out, type != COLUMN_DATE);
    else
        put_word(random, out, manner->distinct);
    if (number && once_in(random, manner->qualified))
        strbuf_printf(out, " (20%zu)", 10 + below(random, 15));
    if (!number && once_in(random, manner->long_texts))
        strbuf_pad(out, 'l', below(random, 700));
}

/* A value as a field: quoted where it must be, and sometimes where it need not. */
static void put_field(Random *random, StrBuf *out, const Manner *manner, Str value)
{
    bool needed = memchr(value.s ? value.s : "", manner->separator, value.n) != NULL;
    if (once_in(random, manner->odd_quotes)) {
        static const char *const odd[] = {"5\" rör", " \"x\" ", "\"a\"", "\"\"", " \"\"", "\"\"\"\"", "a \"b\" c"};
        strbuf_puts(out, PICK(random, odd));
        return;
    }
    if (once_in(random, manner->spaces))
        strbuf_puts(out, once_in(random, 2) ? " " : "\u00a0");
    if (!needed && !once_in(random, manner->quoted)) {
        strbuf_put(out, value);
        return;
    }
    strbuf_putc(out, '"');
    strbuf_put(out, value);
    if (once_in(random, manner->doubled))
        strbuf_puts(out, "\"\"y");
    if (once_in(random, manner->broken_lines))
        strbuf_puts(out, once_in(random, 2) ? "\nz" : "\r\nz");
    strbuf_putc(out, '"');
}

static void put_line_end(Random *random, StrBuf *out, const Manner *manner)
{
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r"};
    strbuf_puts(out, once_in(random, manner->mixed_ends) ? PICK(random, ends) : manner->line_end);
}

static void put_row(Random *random, StrBuf *out, const Manner *manner)
{
    size_t fields = manner->fields + (once_in(random, manner->ragged) ? below(random, 3) : 0);
    StrBuf value = {0};
    if (once_in(random, manner->blank_rows)) {
        for (size_t i = 1; i < fields && once_in(random, 2); i++)
            strbuf_putc(out, manner->separator);
        strbuf_puts(out, once_in(random, 3) ? " " : "");
        put_line_end(random, out, manner);
    }
    for (size_t i = 0; i < fields; i++) {
        static const char *const stray[] = {"\xff", "\xe5", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\"", "\xf0\x9f\x98"};
        strbuf_clear(&value);
        put_value(random, &value, manner, i);
        if (i)
            strbuf_putc(out, manner->separator);
        put_field(random, out, manner, strbuf_str(&value));
        if (once_in(random, manner->bytes)) {
            if (once_in(random, 4))
                strbuf_put(out, (Str){"\0", 1});
            else
                strbuf_puts(out, PICK(random, stray));
        }
    }
    strbuf_free(&value);
}

static void put_file(Random *random, StrBuf *out, const Manner *manner)
{
    static const char *const orders[] = {"\xef\xbb\xbf", "sep=;\n", "\n", ";;\n", "Rapport\n"};
    if (once_in(random, 6))
        strbuf_puts(out, PICK(random, orders));
    for (size_t i = 0; i < manner->fields; i++) {
        if (i)
            strbuf_putc(out, manner->separator);
        strbuf_printf(out, once_in(random, 9) ? "\"k%zu\"" : "k%zu", i);
    }
    for (size_t row = 0; row < manner->rows; row++) {
        put_line_end(random, out, manner);
        put_row(random, out, manner);
    }
    if (!once_in(random, 3))
        put_line_end(random, out, manner);
    if (once_in(random, 60))
        out->n -= below(random, out->n < 20 ? out->n : 20);
}

static void declare(Arena *arena, Random *random, const Manner *manner, TableSpec *spec)
{
    static const Fix factors[] = {FIX_ONE, FIX_ONE, FIX_ONE, 1000 * FIX_ONE, FIX_ONE / 100, 1000000 * FIX_ONE};
    for (size_t i = 1 + below(random, 8); i > 0; i--) {
        size_t field = below(random, manner->fields);
        const char *header = arena_printf(arena, "k%zu", once_in(random, 200) ? manner->fields : field);
        Fix factor = manner->types[field % 64] == COLUMN_NUMBER || once_in(random, 3) ? PICK(random, factors) : FIX_ONE;
        vec_push(arena, &spec->columns,
                 (ColumnSpec){.header = str_of(header), .name = str_of(arena_printf(arena, "%s_%zu", header, i)), .factor = factor,
                              .type = once_in(random, 40) ? (ColumnType)below(random, 7) : manner->types[field % 64],
                              .unit = factor == 1000 * FIX_ONE ? STR_LIT("tkr") : STR_LIT(""), .strip_percent = factor < FIX_ONE});
    }
    vec_push(arena, &spec->missing, (CellWord){STR_LIT("-"), STR_LIT("uppgift saknas")});
    vec_push(arena, &spec->missing, (CellWord){STR_LIT("i.u."), STR_LIT("")});
    vec_push(arena, &spec->missing, (CellWord){STR_LIT(".."), STR_LIT("sekretess")});
    vec_push(arena, &spec->not_applicable, (CellWord){STR_LIT("ej aktuellt"), STR_LIT("nämnden har ingen")});
    if (once_in(random, 8))
        vec_push(arena, &spec->not_applicable, (CellWord){STR_LIT(""), STR_LIT("tomt")});
    if (once_in(random, 12))
        vec_push(arena, &spec->missing, (CellWord){STR_LIT("17"), STR_LIT("sjutton")});
    vec_push(arena, &spec->qualifiers, (CellWord){STR_LIT("ca"), STR_LIT("ungefär")});
    vec_push(arena, &spec->qualifiers, (CellWord){STR_LIT("prel."), STR_LIT("preliminär")});
    vec_push(arena, &spec->qualifiers, (CellWord){STR_LIT("(ÅÅÅÅ)"), STR_LIT("år")});
    if (once_in(random, 6))
        spec->separator = str_of(arena_printf(arena, "%c", manner->separator));
    if (once_in(random, 6))
        spec->decimal = manner->mark;
    if (once_in(random, 9))
        spec->encoding = STR_LIT("utf-8");
}

/* ---- what came of it ---- */

static bool same_texts(const Str *a, size_t a_count, const Str *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++)
        same = str_eq(a[i], b[i]);
    return same;
}

/* The bounds are those of the cells that are there, and no cell stands outside them. */
static bool bounds_hold(const Column *column)
{
    for (size_t i = 0; i < column->part_count; i++) {
        const ColumnPart *part = &column->parts[i];
        int64_t low = INT64_MAX, high = INT64_MIN;
        for (size_t row = 0; row < column->rows[i].count; row++) {
            int64_t value = column_value(column, column->rows[i].first + row);
            if (part->any ? value < part->low || value > part->high : value != part->base)
                return false;
            if (column_state(column, column->rows[i].first + row) != CELL_OK)
                continue;
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        if (part->any != (low <= high) || (part->any && (part->low != low || part->high != high)))
            return false;
    }
    return true;
}

static const char *column_difference(const Column *a, const Column *b, size_t rows)
{
    if (!str_eq(a->name, b->name) || a->type != b->type)
        return "the column itself";
    if (!same_texts(a->dict, a->dict_count, b->dict, b->dict_count))
        return "the dictionary";
    if (a->period_count != b->period_count)
        return "the number of periods";
    for (size_t i = 0; i < a->period_count; i++)
        if (!period_eq(a->periods[i], b->periods[i]))
            return "a period";
    for (size_t row = 0; row < rows; row++) {
        if (column_state(a, row) != column_state(b, row))
            return "a state";
        if (column_state(a, row) == CELL_OK && column_value(a, row) != column_value(b, row))
            return "a value";
        if (column_reason(a, row) != column_reason(b, row))
            return "a reason";
    }
    return bounds_hold(b) ? NULL : "the bounds";
}

static const char *table_difference(const TableData *a, const TableData *b)
{
    if (a->rows != b->rows || a->source_rows != b->source_rows || a->column_count != b->column_count)
        return "the number of rows or columns";
    if (strcmp(a->encoding, b->encoding) || strcmp(a->separator, b->separator) || strcmp(a->decimal, b->decimal) || strcmp(a->format, b->format) ||
        strcmp(a->sha256, b->sha256) || a->bytes != b->bytes || strcmp(a->shown, b->shown))
        return "what is known of the file";
    if (!same_texts(a->reasons, a->reason_count, b->reasons, b->reason_count))
        return "the reasons";
    for (size_t row = 0; row < a->rows; row++)
        if (data_line(a, row) != data_line(b, row))
            return "a line";
    for (size_t i = 0; i < a->column_count; i++) {
        const char *difference = column_difference(&a->columns[i], &b->columns[i], a->rows);
        if (difference)
            return difference;
    }
    return NULL;
}

typedef struct Tried { bool settled, good; const char *difference; } Tried;

static Effort effort_of(Random *random)
{
    static const size_t chunks[] = {0, 16, 64, 100, 333, 1000, 5000, 65536};
    return (Effort){.reading = READING_FAST, .vectors = (Vectors)below(random, 4), .threads = 1 + (unsigned)below(random, 4), .chunk = PICK(random, chunks)};
}

/* Reads the file at path both ways. */
static Tried try_effort(Effort *effort, const TableSpec *declared, Arena *arena)
{
    Tried tried = {0};
    Diags plain_diags, fast_diags;
    TableData plain, fast;
    TableSpec spec = *declared;
    RenderOptions options = {.lang = LANG_SV, .format = DIAG_FORMAT_TEXT};
    StrBuf plain_text = {0}, fast_text = {0};
    Effort reference = {.reading = READING_PLAIN, .threads = 1};
    bool read = false;
    diags_init(&plain_diags, arena);
    diags_init(&fast_diags, arena);
    spec.effort = effort;
    tried.settled = fast_read(arena, &spec, &fast_diags, &fast, &read);
    spec.effort = &reference;
    tried.good = data_read(arena, &spec, &plain_diags, &plain);
    if (tried.settled) {
        render_diags(&plain_text, &plain_diags, &options);
        render_diags(&fast_text, &fast_diags, &options);
        if (!str_eq(strbuf_str(&plain_text), strbuf_str(&fast_text)))
            tried.difference = arena_printf(arena, "the messages:\n%s--- and ---\n%s", plain_text.s, fast_text.s);
        else if (tried.good != read)
            tried.difference = "the outcome";
        else if (read)
            tried.difference = table_difference(&plain, &fast);
    } else if (fast_diags.list.count) {
        tried.difference = "messages although nothing was settled";
    }
    strbuf_free(&plain_text);
    strbuf_free(&fast_text);
    return tried;
}

static Tried try_both(Random *random, const TableSpec *declared, Arena *arena)
{
    Effort effort = effort_of(random);
    return try_effort(&effort, declared, arena);
}

static bool write_bytes(const char *path, Str bytes)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(bytes.s, 1, bytes.n, file) == bytes.n;
    return file && fclose(file) == 0 && written;
}

/* File number `number` of a series, written to path and read both ways; the difference is kept in *said. */
static Tried try_random(uint64_t series, uint64_t number, const char *path, char *said, size_t said_size)
{
    Random random = {(series * 1000003 + number) * 0x9e3779b97f4a7c15u | 1};
    Arena *arena = arena_new();
    StrBuf text = {0};
    TableSpec spec = {.name = STR_LIT("t"), .path = path, .shown = "fil.csv", .format = STR_LIT(""), .encoding = STR_LIT(""), .separator = STR_LIT("")};
    for (int i = 0; i < 5; i++)
        random_next(&random);
    Manner manner = manner_of(&random);
    put_file(&random, &text, &manner);
    declare(arena, &random, &manner, &spec);
    Tried tried = {0};
    if (write_bytes(path, strbuf_str(&text)))
        tried = try_both(&random, &spec, arena);
    else
        tried.difference = "the file could not be written";
    if (tried.difference)
        snprintf(said, said_size, "file %llu of %llu: %s", (unsigned long long)number, (unsigned long long)series, tried.difference);
    strbuf_free(&text);
    arena_free(arena);
    return tried;
}

#endif
