/* declare.c: a sniffed file -> the `tabell` declaration that reads it, with comments on what is uncertain. Behind `styr data FIL`. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "data/table.h"

#define KEYWORD_WIDTH 14           /* as the formatter sets them: what is pasted has the one layout already */

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

/* The few words that are no names as they stand; with apostrophes they are. */
static bool reserved(Str name)
{
    static const char *const words[] = {"eller", "och", "inte", "är", "i", "av", "där", "för", "varje", "saknas", "ja", "nej", "okänt", "alla",
                                        "ingen", "minst", "högst", "exakt", "mellan"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_eqz(name, words[i]))
            return true;
    for (int month = 1; month <= 12; month++)
        if (str_eqz(name, month_name(month, false)))
            return true;
    return false;
}

static size_t name_width(Str name)
{
    return utf8_width(name) + (reserved(name) ? 2 : 0);
}

static void put_name(StrBuf *out, Str name)
{
    strbuf_printf(out, reserved(name) ? "'" STR_FMT "'" : STR_FMT, STR_ARG(name));
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
        strbuf_puts(out, "  # kolumnen är tom: typen är en gissning");
    else if (column->type == COLUMN_NUMBER && column->unit.n == 0)
        strbuf_puts(out, "  # enheten står inte i filen: är det kr, tkr, mnkr eller %?");
    else if (column->odd)
        strbuf_printf(out, "  # %zu %s inte med typen", column->odd, column->odd == 1 ? "cell stämmer" : "celler stämmer");
}

static void put_column(StrBuf *out, const SniffColumn *column, size_t rows, size_t header_width, size_t names)
{
    put_keyword(out, "kolumn");
    size_t start = out->n;
    put_string(out, column->header);
    size_t width = utf8_width((Str){out->s + start, out->n - start});
    strbuf_pad(out, ' ', width < header_width ? header_width - width : 0);
    strbuf_puts(out, " som ");
    put_name(out, column->name);
    strbuf_pad(out, ' ', names - name_width(column->name) + 1);
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

/* What the headers of a wide table are: two or more months, else two or more other times. */
typedef enum Across { ACROSS_NOT, ACROSS_MONTHS, ACROSS_PERIODS } Across;

static Across wide_kind(const Sniff *sniff)
{
    size_t counts[2] = {0};
    for (size_t i = 0; i < sniff->columns.count; i++) {
        bool month;
        if (wide_column(&sniff->columns.items[i], &month))
            counts[month]++;
    }
    return counts[true] >= 2 ? ACROSS_MONTHS : counts[false] >= 2 ? ACROSS_PERIODS : ACROSS_NOT;
}

static bool is_wide(const SniffColumn *column, Across kind)
{
    bool month;
    return kind != ACROSS_NOT && wide_column(column, &month) && month == (kind == ACROSS_MONTHS);
}

static void put_wide(StrBuf *out, const Sniff *sniff, Across kind)
{
    bool first = true;
    const SniffColumn *value = NULL;
    if (kind == ACROSS_NOT)
        return;
    put_keyword(out, "kolumner");
    for (size_t i = 0; i < sniff->columns.count; i++) {
        const SniffColumn *column = &sniff->columns.items[i];
        if (!is_wide(column, kind))
            continue;
        strbuf_puts(out, first ? "" : ", ");
        put_string(out, column->header);
        value = !value || column->unit.n > value->unit.n ? column : value;
        first = false;
    }
    strbuf_printf(out, " blir %s, värdet blir värde i ", kind == ACROSS_MONTHS ? "månad" : "period");
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
    Across wide = wide_kind(sniff);
    size_t header_width = 0, names = 0;
    for (size_t i = 0; i < sniff->columns.count; i++) {
        const SniffColumn *column = &sniff->columns.items[i];
        if (is_wide(column, wide) || !declarable(sniff, i))
            continue;
        size_t header = string_width(column->header), name = name_width(column->name);
        header_width = header > header_width ? header : header_width;
        names = name > names ? name : names;
    }
    for (size_t i = 0; i < sniff->columns.count; i++) {
        if (is_wide(&sniff->columns.items[i], wide))
            continue;
        if (declarable(sniff, i)) {
            put_column(out, &sniff->columns.items[i], sniff->data.rows, header_width, names);
            continue;
        }
        strbuf_printf(out, "    # kolumn %zu har ", i + 1);
        strbuf_puts(out, sniff->columns.items[i].header.n ? "samma rubrik som en tidigare" : "ingen rubrik");
        strbuf_puts(out, " och kan inte läsas\n");
    }
    put_wide(out, sniff, wide);
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
        strbuf_puts(out, "    # för         ORGAN    ingen kolumn säger vilket organ raderna gäller\n");
    if (has_type(sniff, COLUMN_DATE) || has_type(sniff, COLUMN_PERIOD) || wide_kind(sniff) == ACROSS_PERIODS)
        return;
    Str month = month_in(path);
    if (month.n) {
        put_keyword(out, "avser");
        strbuf_put(out, month);
        strbuf_puts(out, "  # ur filens namn: ingen kolumn säger vilken period raderna gäller\n");
    } else {
        strbuf_puts(out, "    # avser       ÅÅÅÅ-MM  ingen kolumn säger vilken period raderna gäller\n");
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

static void put_unclear(StrBuf *out, const Sniff *sniff)
{
    if (sniff->unclear.n)
        strbuf_printf(out, "    # decimaltecken \".\"  ”" STR_FMT "” kan vara tusental eller decimaler: skriv vilket tecknet är\n", STR_ARG(sniff->unclear));
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
    strbuf_printf(out, "    # där         " STR_FMT " <> ", STR_ARG(key->name));
    put_string(out, sniff->sum_row);
    strbuf_putc(out, '\n');
    for (size_t i = 0; i < sniff->columns.count; i++) {
        const SniffColumn *column = &sniff->columns.items[i];
        if (column->type != COLUMN_NUMBER && column->type != COLUMN_INT)
            continue;
        strbuf_printf(out, "    # stäms av    " STR_FMT " mot " STR_FMT " ", STR_ARG(column->name), STR_ARG(key->name));
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
    put_unclear(out, sniff);
    put_words(out, sniff);
    put_total(out, sniff);
}
