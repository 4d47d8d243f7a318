/* sniff_types.c: what a column is taken for, from what its cells look like and what its header says. Called by sniff.c. */
#include <string.h>

#include "base/utf8.h"
#include "data/sniff.h"

#define NAME_MAX_POINTS 48

/* Parts of headers that tell what a column is about. */
static const char *const body_words[] = {"nämnd", "enhet", "förvaltning", "kommun", "ansvar", "municip", NULL};
static const char *const time_words[] = {"datum", "period", "månad", "manad", "kvartal", "tertial", "year", "date", "tillfälle", NULL};
static const char *const code_words[] = {"konto", "kod", "nummer", "nyckel", "id", "nr", "rad", "objekt", "projekt", "verksamhet", NULL};
static const char *const money_words[] = {"belopp", "budget", "prognos", "utfall", "avvikelse", "intäkt", "kostnad", "resultat", "bokslut",
                                          "kommunbidrag", "effekt", "summa", NULL};
static const char *const vintage_words[] = {"tillfälle", NULL};

static bool has_part(Str text, const char *const *parts)
{
    for (; *parts; parts++)
        if (str_find(text, str_of(*parts), 0) != (size_t)-1)
            return true;
    return false;
}

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* word stands by itself in text. */
static bool has_word(Str text, Str word)
{
    for (size_t at = 0; at <= text.n && (at = str_find(text, word, at)) != (size_t)-1; at++) {
        size_t end = at + word.n;
        if ((at == 0 || !word_byte(text.s[at - 1])) && (end == text.n || !word_byte(text.s[end])))
            return true;
    }
    return false;
}

/* Short words must stand by themselves: "id" is not in "tid". */
static bool has_code_word(Str text)
{
    for (const char *const *word = code_words; *word; word++)
        if (strlen(*word) > 3 ? str_find(text, str_of(*word), 0) != (size_t)-1 : has_word(text, str_of(*word)))
            return true;
    return str_ends(text, STR_LIT("kod")) || str_ends(text, STR_LIT("nr"));
}

Str unit_in(Str text)
{
    static const struct { Str word, unit; } units[] = {
        {{"tkr", 3}, {"tkr", 3}}, {{"mnkr", 4}, {"mnkr", 4}}, {{"mkr", 3}, {"mnkr", 4}}, {{"mdkr", 4}, {"mdkr", 4}},
        {{"kkr", 3}, {"tkr", 3}}, {{"kr", 2}, {"kr", 2}},     {{"sek", 3}, {"kr", 2}},   {{"procent", 7}, {"%", 1}},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (has_word(text, units[i].word))
            return units[i].unit;
    return str_find(text, STR_LIT("%"), 0) != (size_t)-1 ? STR_LIT("%") : STR_LIT("");
}

void sniff_header(ColumnStats *stats)
{
    stats->body_like = (has_part(stats->folded, body_words) || has_word(stats->folded, STR_LIT("organ"))) &&
                       str_find(stats->folded, STR_LIT("typ"), 0) == (size_t)-1;
    stats->time_like = has_part(stats->folded, time_words) || has_word(stats->folded, STR_LIT("år"));
    stats->vintage_like = has_part(stats->folded, vintage_words);
    stats->code_like = has_code_word(stats->folded);
    stats->money_like = has_part(stats->folded, money_words);
}

/* Days and periods are often digits only: then the header must say that they are times. */
static bool decide_time(const ColumnStats *stats, size_t filled, ColumnType *type)
{
    size_t times = stats->dates + stats->periods, plain = stats->plain_dates + stats->plain_periods;
    if (filled == 0 || times * 10 < filled * 9 || (plain * 2 > times && !stats->time_like))
        return false;
    bool days = stats->dates * 2 > times;
    *type = stats->vintage_like ? COLUMN_VINTAGE : days ? COLUMN_DATE : COLUMN_PERIOD;
    return true;
}

/* The words of a column of numbers are few kinds: "-", "i.u". */
static bool mostly_numbers(const ColumnStats *stats, size_t filled)
{
    return stats->numbers * 2 > filled || (stats->numbers > 0 && stats->words.count == 1 && stats->money_like);
}

/* Numbers that are written as amounts are: with decimals, with groups of thousands, or below zero. Nothing but zeros names nothing either. */
static bool amount_like(const ColumnStats *stats)
{
    bool zeros = stats->values.any && stats->values.low == 0 && stats->values.high == 0 && stats->padded == 0;
    return zeros || stats->wholes < stats->numbers || stats->grouped > 0 || (stats->values.any && stats->values.low < 0);
}

static void decide_number(const ColumnStats *stats, Str file_unit, SniffColumn *out)
{
    bool whole = stats->wholes == stats->numbers, counted = has_word(stats->folded, STR_LIT("antal"));
    Str unit = stats->percents * 2 > stats->numbers ? STR_LIT("%") : unit_in(stats->folded);
    bool money = unit.n == 0 && !counted && (stats->money_like || (file_unit.n && amount_like(stats)));
    out->unit = money ? file_unit : unit;
    out->type = whole && !money && out->unit.n == 0 ? COLUMN_INT : COLUMN_NUMBER;
}

/* Numbers that name something: an account, an id, a municipality. */
static bool names_something(const ColumnStats *stats)
{
    if (amount_like(stats) || stats->money_like || unit_in(stats->folded).n)
        return false;
    return stats->padded > 0 || stats->body_like || (stats->code_like && !has_word(stats->folded, STR_LIT("antal")));
}

SniffColumn sniff_decide(const ColumnStats *stats, size_t rows, Str file_unit)
{
    size_t filled = rows - stats->empty, fitting = filled;
    const Range *range = NULL;
    SniffColumn out = {.header = stats->header, .type = stats->body_like ? COLUMN_BODY : COLUMN_TEXT, .unit = STR_LIT(""), .empty = stats->empty,
                       .example = stats->example, .min = STR_LIT(""), .max = STR_LIT(""), .distinct = stats->distinct_count};
    if (decide_time(stats, filled, &out.type)) {
        range = &stats->times;
        fitting = stats->dates + (out.type == COLUMN_DATE ? 0 : stats->periods);
    } else if (filled > 0 && mostly_numbers(stats, filled)) {
        range = &stats->values;
        fitting = stats->numbers;
        if (!names_something(stats))
            decide_number(stats, file_unit, &out);
        else if (stats->padded == 0 && !stats->body_like && str_find(stats->folded, STR_LIT("konto"), 0) != (size_t)-1)
            out.type = COLUMN_INT;
        else
            fitting = filled;
    } else if (out.type == COLUMN_BODY && stats->words.count == 1 && unit_in(stats->words.items[0].text).n) {
        out.type = COLUMN_TEXT;    /* "enhet" with "tkr" on every row is a unit, no body */
    }
    out.odd = filled - fitting;
    if (range && range->any) {
        out.min = range->low_text;
        out.max = range->high_text;
    }
    return out;
}

/* Letters, digits and what joins them: Latin letters to U+024F without × and ÷. */
static bool name_point(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') || (point >= 0xc0 && point <= 0x24f && point != 0xd7 && point != 0xf7);
}

/* "2019", "2019 budget": a year, and not some other number. */
static bool year_first(Str text)
{
    bool four = text.n >= 4 && (text.s[0] == '1' || text.s[0] == '2');
    for (size_t i = 1; four && i < 4; i++)
        four = text.s[i] >= '0' && text.s[i] <= '9';
    return four && (text.n == 4 || text.s[4] == ' ');
}

Str sniff_name(Arena *arena, Str header)
{
    Str folded = utf8_fold(arena, str_trim(header));
    StrBuf out = {0};
    bool gap = false;
    for (size_t at = 0, points = 0; at < folded.n && points < NAME_MAX_POINTS; points++) {
        uint32_t point = utf8_next(folded, &at);
        bool fits = name_point(point);
        if (fits && out.n == 0 && point <= '9')
            strbuf_puts(&out, year_first(folded) ? "år_" : "kolumn_");
        if (fits && gap && out.n)
            strbuf_putc(&out, '_');
        if (fits)
            utf8_put(&out, point);
        gap = !fits;
    }
    Str name = out.n ? str_dup(arena, strbuf_str(&out)) : STR_LIT("kolumn");
    strbuf_free(&out);
    return name;
}
