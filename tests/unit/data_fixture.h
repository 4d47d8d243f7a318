/* data_fixture.h: a file's bytes and a short declaration in, the table as text and the codes of the diagnostics out. For test_data*.c. */
#ifndef STYR_DATA_FIXTURE_H
#define STYR_DATA_FIXTURE_H

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "data/table.h"
#include "text/render.h"

typedef struct DataCase {
    const char *what;
    const char *bytes;
    size_t size;               /* 0: bytes is a string */
    const char *columns;       /* "header=type …", + for a blank in the header; types: text int num tkr % date period body vintage */
    const char *options;       /* "missing=ord" "na=ord" "qualifier=ord" "wide=header" "key=month" "encoding=…" "separator=…" "decimal=," "format=…" */
    const char *rows;          /* "line: a|b|c" for each row; ? missing, ! not applicable, [reason] behind */
    const char *codes;         /* "S0420@3:5 S0449" */
} DataCase;

static ColumnSpec fixture_column(Arena *arena, Str word)
{
    static const struct { const char *word; ColumnType type; Fix factor; } types[] = {
        {"text", COLUMN_TEXT, FIX_ONE},      {"int", COLUMN_INT, FIX_ONE},           {"num", COLUMN_NUMBER, FIX_ONE},
        {"tkr", COLUMN_NUMBER, 1000 * FIX_ONE}, {"%", COLUMN_NUMBER, FIX_ONE / 100}, {"date", COLUMN_DATE, FIX_ONE},
        {"period", COLUMN_PERIOD, FIX_ONE},  {"body", COLUMN_BODY, FIX_ONE},         {"vintage", COLUMN_VINTAGE, FIX_ONE},
    };
    size_t equals = str_find(word, STR_LIT("="), 0);
    Str header = str_dup(arena, (Str){word.s, equals}), type = {word.s + equals + 1, word.n - equals - 1};
    for (size_t i = 0; i < header.n; i++)
        if (header.s[i] == '+')
            ((char *)header.s)[i] = ' ';
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eqz(type, types[i].word))
            return (ColumnSpec){.header = header, .name = header, .type = types[i].type, .factor = types[i].factor, .strip_percent = str_eqz(type, "%"),
                                .unit = types[i].factor == FIX_ONE ? STR_LIT("") : type};
    cr_assert_fail("no type: %.*s", (int)type.n, type.s);
    return (ColumnSpec){0};
}

/* The next word of *text, split at blanks. */
static bool fixture_word(Str *text, Str *word)
{
    *text = str_trim(*text);
    size_t end = str_find(*text, STR_LIT(" "), 0);
    end = end == (size_t)-1 ? text->n : end;
    *word = (Str){text->s, end};
    *text = (Str){text->s + end, text->n - end};
    return word->n > 0;
}

static void fixture_wide(Arena *arena, TableSpec *spec, Str header)
{
    static Str headers[12];
    if (spec->unpivots.count == 0)
        vec_push(arena, &spec->unpivots, (UnpivotSpec){.headers = headers, .key_name = STR_LIT("nyckel"), .key_type = COLUMN_TEXT, .year = 2026,
                                                       .value = {.name = STR_LIT("värde"), .type = COLUMN_NUMBER, .factor = FIX_ONE, .unit = STR_LIT("")}});
    headers[spec->unpivots.items[0].header_count++] = header;
}

static void fixture_option(Arena *arena, TableSpec *spec, Str word)
{
    size_t equals = str_find(word, STR_LIT("="), 0);
    Str name = {word.s, equals}, value = {word.s + equals + 1, word.n - equals - 1};
    if (str_eqz(name, "missing"))
        vec_push(arena, &spec->missing, (CellWord){value, STR_LIT("orsak")});
    else if (str_eqz(name, "na"))
        vec_push(arena, &spec->not_applicable, (CellWord){value, STR_LIT("")});
    else if (str_eqz(name, "qualifier"))
        vec_push(arena, &spec->qualifiers, (CellWord){value, STR_LIT("preliminär")});
    else if (str_eqz(name, "wide"))
        fixture_wide(arena, spec, value);
    else if (str_eqz(name, "key"))
        spec->unpivots.items[0].key_type = COLUMN_PERIOD;
    else if (str_eqz(name, "year"))
        spec->unpivots.items[0].year = 0;
    else if (str_eqz(name, "encoding"))
        spec->encoding = value;
    else if (str_eqz(name, "separator"))
        spec->separator = value;
    else if (str_eqz(name, "decimal"))
        spec->decimal = value.s[0];
    else if (str_eqz(name, "format"))
        spec->format = value;
    else
        cr_assert_fail("no option: %.*s", (int)word.n, word.s);
}

static void fixture_cell(StrBuf *out, const TableData *data, const Column *column, size_t row)
{
    int64_t value = column_value(column, row);
    CellState state = column_state(column, row);
    if (state != CELL_OK)
        strbuf_putc(out, state == CELL_MISSING ? '?' : '!');
    else if (column->type == COLUMN_TEXT || column->type == COLUMN_BODY)
        strbuf_put(out, column->dict[value]);
    else if (column->type == COLUMN_DATE)
        date_print(out, (Date)value);
    else if (column->type == COLUMN_PERIOD || column->type == COLUMN_VINTAGE)
        period_print(out, column->periods[value]);
    else
        fix_print_plain(out, value);
    if (column_reason(column, row))
        strbuf_printf(out, "[" STR_FMT "]", STR_ARG(data->reasons[column_reason(column, row)]));
}

static void fixture_table(StrBuf *out, const TableData *data)
{
    for (size_t row = 0; row < data->rows; row++) {
        strbuf_printf(out, "%s%u: ", row ? "\n" : "", data_line(data, row));
        for (size_t i = 0; i < data->column_count; i++) {
            strbuf_puts(out, i ? "|" : "");
            fixture_cell(out, data, &data->columns[i], row);
        }
    }
}

static void fixture_codes(StrBuf *out, const Diags *diags)
{
    for (VEC_EACH(Diag, diag, &diags->list)) {
        strbuf_printf(out, "%s%s", out->n ? " " : "", diag_info(diag->code)->code);
        if (diag->line)
            strbuf_printf(out, "@%zu", diag->line);
        if (diag->column)
            strbuf_printf(out, ":%zu", diag->column);
        if (diag->suggestion)
            strbuf_printf(out, "?%s", diag->suggestion);
    }
}

/* A temporary file with those bytes; the caller removes it. */
static const char *fixture_file(Arena *arena, const char *bytes, size_t size, const char *suffix)
{
    char *path = arena_printf(arena, "/tmp/styr-data-XXXXXX%s", suffix);
    int descriptor = mkstemps(path, (int)strlen(suffix));
    size = size ? size : strlen(bytes);
    cr_assert(descriptor >= 0 && write(descriptor, bytes, size) == (ssize_t)size && close(descriptor) == 0, "temporary file");
    return path;
}

/* What the row declares, without a file. */
static TableSpec fixture_spec(Arena *arena, const DataCase *row)
{
    TableSpec spec = {.name = STR_LIT("t"), .shown = "fil", .format = STR_LIT("csv"), .encoding = STR_LIT(""), .separator = STR_LIT("")};
    Str columns = str_of(row->columns), options = str_of(row->options), word;
    while (fixture_word(&columns, &word))
        vec_push(arena, &spec.columns, fixture_column(arena, word));
    while (fixture_word(&options, &word))
        fixture_option(arena, &spec, word);
    return spec;
}

static inline void fixture_read(Arena *arena, const DataCase *row, Diags *diags, TableData *data, bool *read)
{
    TableSpec spec = fixture_spec(arena, row);
    spec.path = fixture_file(arena, row->bytes, row->size, "");
    diags_init(diags, arena);
    *read = data_read(arena, &spec, diags, data);
    unlink(spec.path);
}

/* Every row of the table is read and compared. */
static inline void fixture_run(const DataCase *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const DataCase *row = &rows[i];
        Arena *arena = arena_new();
        Diags diags;
        TableData data;
        bool read;
        StrBuf table = {0}, codes = {0};
        fixture_read(arena, row, &diags, &data, &read);
        if (read)
            fixture_table(&table, &data);
        fixture_codes(&codes, &diags);
        const char *expected_codes = row->codes ? row->codes : "", *expected = row->rows ? row->rows : "";
        cr_expect(strcmp(codes.s ? codes.s : "", expected_codes) == 0, "%s: codes are %s, not %s", row->what, codes.s ? codes.s : "none", expected_codes);
        cr_expect(strcmp(table.s ? table.s : "", expected) == 0, "%s: table is\n%s\nnot\n%s", row->what, table.s ? table.s : "", expected);
        strbuf_free(&table);
        strbuf_free(&codes);
        arena_free(arena);
    }
}
#define FIXTURE_RUN(rows) fixture_run((rows), sizeof(rows) / sizeof *(rows))

#endif
