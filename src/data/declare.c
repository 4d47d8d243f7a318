/* declare.c: a sniffed file -> the `tabell` declaration that reads it, with comments on what is uncertain. Behind `styr data FIL`. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "data/table.h"

#define KEYWORD_WIDTH 11           /* "kolumn" and its kin stand in a column of their own */
#define HEADER_WIDTH_MAX 40

static void put_keyword(StrBuf *out, const char *keyword)
{
    strbuf_puts(out, "    ");
    strbuf_puts(out, keyword);
    size_t width = utf8_width(str_of(keyword));
    strbuf_pad(out, ' ', width < KEYWORD_WIDTH ? KEYWORD_WIDTH - width : 1);
}

/* A string of the language. Runs of blanks become one, as headers are compared. */
static void put_string(StrBuf *out, Str text)
{
    bool blank = false;
    strbuf_putc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        bool is_blank = (unsigned char)c <= ' ';
        if (is_blank && !blank)
            strbuf_putc(out, ' ');
        if (c == '"' || c == '\\')
            strbuf_putc(out, '\\');
        if (!is_blank)
            strbuf_putc(out, c);
        blank = is_blank;
    }
    strbuf_putc(out, '"');
}

static size_t string_width(Str text)
{
    StrBuf out = {0};
    put_string(&out, text);
    size_t width = utf8_width(strbuf_str(&out));
    strbuf_free(&out);
    return width;
}

static void put_padded(StrBuf *out, Str text, size_t width)
{
    strbuf_put(out, text);
    size_t have = utf8_width(text);
    strbuf_pad(out, ' ', have < width ? width - have : 0);
}

static const char *type_word(const SniffColumn *column)
{
    switch (column->type) {
    case COLUMN_TEXT: return "text";
    case COLUMN_INT: return "heltal";
    case COLUMN_DATE: return "datum";
    case COLUMN_PERIOD: return "period";
    case COLUMN_BODY: return "organ";
    case COLUMN_VINTAGE: return "tillfälle";
    case COLUMN_NUMBER: break;
    }
    return column->unit.n ? NULL : "tal";
}

/* What a person should look at before trusting the line. */
static void put_doubt(StrBuf *out, const SniffColumn *column, size_t rows)
{
    if (column->empty == rows)
        strbuf_puts(out, "    # kolumnen är tom: typen är en gissning");
    else if (column->type == COLUMN_NUMBER && column->unit.n == 0)
        strbuf_puts(out, "    # enheten står inte i filen: är det kr, tkr, mnkr eller %?");
    else if (column->odd)
        strbuf_printf(out, "    # %zu %s till typen", column->odd, column->odd == 1 ? "cell passar inte" : "celler passar inte");
}

static void put_column(StrBuf *out, const SniffColumn *column, size_t rows, size_t header_width, size_t name_width)
{
    put_keyword(out, "kolumn");
    size_t start = out->n;
    put_string(out, column->header);
    size_t width = utf8_width((Str){out->s + start, out->n - start});
    strbuf_pad(out, ' ', width < header_width ? header_width - width : 0);
    strbuf_puts(out, " som ");
    put_padded(out, column->name, name_width);
    strbuf_putc(out, ' ');
    const char *type = type_word(column);
    strbuf_put(out, type ? str_of(type) : column->unit);
    put_doubt(out, column, rows);
    strbuf_putc(out, '\n');
}

/* Numbers under headers that are months or years: a table that is wide where it should be long. *month: the header is a month's name. */
static bool wide_column(const SniffColumn *column, bool *month)
{
    Period period;
    if (column->type != COLUMN_NUMBER && column->type != COLUMN_INT)
        return false;
    *month = false;
    if (period_parse(column->header, true, &period))
        return true;
    for (int i = 1; i <= 12 && column->header.n >= 3 && !*month; i++) {
        Str name = str_of(month_name(i, false));
        *month = column->header.n <= name.n && strncasecmp(column->header.s, name.s, column->header.n) == 0;
    }
    return *month;
}

/* How many columns of numbers have headers that are times; *month: the first of them is a month's name. */
static size_t wide_count(const Sniff *sniff, bool *month)
{
    size_t count = 0;
    for (size_t i = 0; i < sniff->columns.count; i++) {
        bool named;
        if (!wide_column(&sniff->columns.items[i], &named))
            continue;
        *month = count++ == 0 ? named : *month;
    }
    return count;
}

static void put_wide(StrBuf *out, const Sniff *sniff)
{
    bool month = false, named, first = true;
    const SniffColumn *value = NULL;
    if (wide_count(sniff, &month) < 2)
        return;
    put_keyword(out, "kolumner");
    for (size_t i = 0; i < sniff->columns.count; i++) {
        const SniffColumn *column = &sniff->columns.items[i];
        if (!wide_column(column, &named))
            continue;
        strbuf_puts(out, first ? "" : ", ");
        put_string(out, column->header);
        value = !value || column->unit.n > value->unit.n ? column : value;
        first = false;
    }
    strbuf_printf(out, " blir %s, värdet blir värde i ", month ? "månad" : "period");
    strbuf_put(out, value->unit.n ? value->unit : STR_LIT("tal"));
    strbuf_putc(out, '\n');
}

/* A header can be asked for when it is not empty and stands once. */
static bool declarable(const Sniff *sniff, size_t index)
{
    const Str header = sniff->columns.items[index].header;
    for (size_t i = 0; i < index && i < 1000; i++)
        if (str_eq(sniff->columns.items[i].header, header))
            return false;
    return header.n > 0;
}

static void put_columns(StrBuf *out, const Sniff *sniff)
{
    size_t header_width = 0, name_width = 0;
    for (size_t i = 0; i < sniff->columns.count; i++) {
        const SniffColumn *column = &sniff->columns.items[i];
        size_t header = string_width(column->header), name = utf8_width(column->name);
        header_width = header > header_width && header <= HEADER_WIDTH_MAX ? header : header_width;
        name_width = name > name_width && name <= HEADER_WIDTH_MAX ? name : name_width;
    }
    bool month, wide = wide_count(sniff, &month) >= 2;
    for (size_t i = 0; i < sniff->columns.count; i++) {
        if (wide && wide_column(&sniff->columns.items[i], &month))
            continue;
        if (declarable(sniff, i)) {
            put_column(out, &sniff->columns.items[i], sniff->data.rows, header_width, name_width);
            continue;
        }
        strbuf_printf(out, "    # kolumn %zu har ", i + 1);
        strbuf_puts(out, sniff->columns.items[i].header.n ? "samma rubrik som en tidigare" : "ingen rubrik");
        strbuf_puts(out, " och kan inte läsas\n");
    }
    put_wide(out, sniff);
}

static bool has_type(const Sniff *sniff, ColumnType type)
{
    for (size_t i = 0; i < sniff->columns.count; i++)
        if (sniff->columns.items[i].type == type)
            return true;
    return false;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "2026-04" in a file name, not part of a longer number. */
static Str month_in(Str path)
{
    for (size_t i = 0; i + 7 <= path.n; i++) {
        Str text = {path.s + i, 7};
        Period period;
        bool alone = (i == 0 || !digit(path.s[i - 1])) && (i + 7 == path.n || !digit(path.s[i + 7]));
        if (alone && text.s[4] == '-' && period_parse(text, false, &period))
            return text;
    }
    return STR_LIT("");
}

static void put_context(StrBuf *out, const Sniff *sniff, Str path)
{
    if (!has_type(sniff, COLUMN_BODY))
        strbuf_puts(out, "    # för       ORGAN    ingen kolumn säger vilket organ raderna gäller\n");
    bool named = false, wide = wide_count(sniff, &named) >= 2;
    if (has_type(sniff, COLUMN_DATE) || has_type(sniff, COLUMN_PERIOD) || (wide && !named))
        return;
    Str month = month_in(path);
    if (month.n) {
        put_keyword(out, "avser");
        strbuf_put(out, month);
        strbuf_puts(out, "    # ur filens namn: ingen kolumn säger vilken period raderna gäller\n");
    } else {
        strbuf_puts(out, "    # avser     ÅÅÅÅ-MM  ingen kolumn säger vilken period raderna gäller\n");
    }
}

static void put_words(StrBuf *out, const Sniff *sniff)
{
    bool missing = false, impossible = false;
    for (size_t i = 0; i < sniff->odd_words.count; i++) {
        Str word = sniff->odd_words.items[i].text;
        bool dot = str_eqz(word, ".");
        impossible |= dot;
        if (dot)
            continue;
        if (missing)
            strbuf_puts(out, ", ");
        else
            put_keyword(out, "saknas");
        put_string(out, word);
        missing = true;
    }
    if (missing)
        strbuf_putc(out, '\n');
    if (!impossible)
        return;
    put_keyword(out, "ej tillämplig");
    strbuf_puts(out, "\".\"\n");
}

static const SniffColumn *column_of(const Sniff *sniff, Str header)
{
    for (size_t i = 0; i < sniff->columns.count; i++)
        if (str_eq(sniff->columns.items[i].header, header))
            return &sniff->columns.items[i];
    return NULL;
}

static void put_total(StrBuf *out, const Sniff *sniff)
{
    const SniffColumn *key = sniff->sum_row.n ? column_of(sniff, sniff->sum_column) : NULL;
    if (!key)
        return;
    strbuf_puts(out, "    # sista raden ser ut som en summa; ta bort # så räknas den inte med, utan stäms av mot de andra:\n");
    strbuf_printf(out, "    # där       " STR_FMT " <> ", STR_ARG(key->name));
    put_string(out, sniff->sum_row);
    strbuf_putc(out, '\n');
    for (size_t i = 0; i < sniff->columns.count; i++) {
        const SniffColumn *column = &sniff->columns.items[i];
        if (column->type != COLUMN_NUMBER && column->type != COLUMN_INT)
            continue;
        strbuf_printf(out, "    # stäms av  " STR_FMT " mot " STR_FMT " ", STR_ARG(column->name), STR_ARG(key->name));
        put_string(out, sniff->sum_row);
        strbuf_putc(out, '\n');
    }
}

void data_declaration(StrBuf *out, const Sniff *sniff, Str name, Str path)
{
    strbuf_printf(out, "tabell " STR_FMT "\n", STR_ARG(name));
    put_keyword(out, "från");
    put_string(out, path);
    if (strcmp(sniff->data.format, "json") == 0)
        strbuf_puts(out, " format json");
    if (strcmp(sniff->data.format, "kolada") == 0)
        strbuf_puts(out, " format kolada");
    strbuf_putc(out, '\n');
    if (strcmp(sniff->data.format, "kolada") == 0) {
        strbuf_puts(out, "    # kolumnerna är nyckeltal, kommun, år, kön, värde, status och antal\n");
        return;
    }
    put_context(out, sniff, path);
    put_columns(out, sniff);
    put_words(out, sniff);
    put_total(out, sniff);
}
