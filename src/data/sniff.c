/* sniff.c: `styr data FIL`: reads a file without a declaration and gathers what its columns look like. declare.c writes the declaration. */
#include "data/sniff.h"

#include <string.h>

#include "base/utf8.h"
#include "data/columns.h"

#define DISTINCT_MAX 1000
#define KEY_MAX 200                /* bytes of a text that tell it from others */
#define WORD_MAX 40                /* longer texts are no words */

typedef struct Sniffer {
    DataFile *file;
    Arena *arena;                  /* of the result */
    ColumnStats *columns;
    size_t count, rows;
    Str sum_text;                  /* of the row just read, if it looks like a total */
    size_t sum_column;
    bool comma, point;             /* decimal marks seen */
    Str unclear;                   /* a number that shows neither: 1.500 */
} Sniffer;

static Str short_copy(Arena *arena, Str text)
{
    return str_dup(arena, text.n > KEY_MAX ? (Str){text.s, KEY_MAX} : text);
}

static bool sniff_headers(void *self, const Str *headers, size_t count, size_t line)
{
    (void)line;
    Sniffer *sniffer = self;
    Arena *scratch = sniffer->file->arena;
    sniffer->columns = arena_array(scratch, count, sizeof *sniffer->columns);
    sniffer->count = count;
    for (size_t i = 0; i < count; i++) {
        ColumnStats *stats = &sniffer->columns[i];
        stats->header = str_dup(sniffer->arena, str_trim(headers[i]));
        stats->folded = header_fold(scratch, headers[i]);
        stats->example = STR_LIT("");
        map_init(&stats->distinct, scratch);
        sniff_header(stats);
    }
    return true;
}

static void range_take(Arena *arena, Range *range, int64_t value, Str text)
{
    if (!range->any || value < range->low) {
        range->low = value;
        range->low_text = short_copy(arena, text);
    }
    if (!range->any || value > range->high) {
        range->high = value;
        range->high_text = short_copy(arena, text);
    }
    range->any = true;
}

/* A whole number that says how often a text came; the key makes texts of any length cheap. */
static void count_distinct(ColumnStats *stats, Str text)
{
    Str key = text.n > KEY_MAX ? (Str){text.s, KEY_MAX} : text;
    if (stats->distinct_count == DISTINCT_MAX || (stats->distinct_count && str_eq(key, stats->last)) || map_get(&stats->distinct, key))
        return;
    map_put(&stats->distinct, key, stats);
    stats->last = stats->distinct.entries[stats->distinct.count - 1].key;
    stats->distinct_count++;
}

static bool all_digits(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.s[i] < '0' || text.s[i] > '9')
            return false;
    return true;
}

/* Times are often numbers too: both are counted, and the whole column decides. */
static bool take_time(Sniffer *sniffer, ColumnStats *stats, Str text)
{
    Date date;
    Period period;
    bool exists, plain = all_digits(text);
    if (text.n < 4 || text.n > 40)
        return false;
    if (date_read(sniffer->file->arena, text, &date, &exists) && exists) {
        stats->dates++;
        stats->plain_dates += plain;
        range_take(sniffer->arena, &stats->times, date, text);
        return true;
    }
    if (!period_read(sniffer->file->arena, text, 0, &period))
        return false;
    stats->periods++;
    stats->plain_periods += plain;
    range_take(sniffer->arena, &stats->times, period.first, text);
    return true;
}

/* A number with either decimal mark, alone or before % or a unit of money. */
static bool take_number(Sniffer *sniffer, ColumnStats *stats, Str text)
{
    NumberShape shape;
    Fix value;
    bool rounded;
    if (text.n > 40 || !number_scan(text, sniffer->file->exponents, &shape))
        return false;
    Str rest = str_trim(str_from(text, shape.end));
    bool percent = str_eqz(rest, "%");
    if (rest.n && !percent && (rest.n > 8 || unit_in(utf8_fold(sniffer->file->arena, rest)).n == 0))
        return false;
    char mark = number_evidence(text);
    sniffer->comma |= mark == ',';
    sniffer->point |= mark == '.';
    if (mark == '?' && sniffer->unclear.n == 0)
        sniffer->unclear = short_copy(sniffer->arena, text);
    stats->numbers++;
    stats->percents += percent;
    stats->wholes += !shape.mark;
    stats->grouped += shape.grouped;
    stats->padded += !shape.mark && shape.leading_zero && shape.whole_digits > 1;
    if (number_value(&shape, FIX_ONE, &value, &rounded))
        range_take(sniffer->arena, &stats->values, value, text);
    return true;
}

static void take_word(Sniffer *sniffer, ColumnStats *stats, Str text)
{
    if (text.n > WORD_MAX)
        return;
    for (VEC_EACH(OddWord, word, &stats->words)) {
        if (!str_eq(word->text, text))
            continue;
        word->count++;
        return;
    }
    if (stats->words.count < SNIFF_WORDS)
        vec_push(sniffer->file->arena, &stats->words, (OddWord){str_dup(sniffer->arena, text), 1});
}

static bool total_like(Arena *arena, Str text)
{
    static const Str words[] = {{"summa", 5}, {"totalt", 6}, {"total", 5}, {"tot", 3}, {"sum", 3}};
    if (text.n == 0 || text.n > 100 || ((text.s[0] | 0x20) != 's' && (text.s[0] | 0x20) != 't'))
        return false;
    Str folded = utf8_fold(arena, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(folded, words[i]) && (folded.n == words[i].n || strchr(" -:_.", folded.s[words[i].n])))
            return true;
    return false;
}

static void take_cell(Sniffer *sniffer, size_t index, const RawCell *cell)
{
    ColumnStats *stats = &sniffer->columns[index];
    Str text = cell->kind == RAW_NULL ? STR_LIT("") : cell_trim(cell->text);
    if (text.n == 0) {
        stats->empty++;
        return;
    }
    if (stats->example.n == 0)
        stats->example = short_copy(sniffer->arena, text);
    count_distinct(stats, text);
    bool time = take_time(sniffer, stats, text), number = take_number(sniffer, stats, text);
    if (time || number)
        return;
    take_word(sniffer, stats, text);
    if (sniffer->sum_text.n == 0 && total_like(sniffer->file->arena, text)) {
        sniffer->sum_text = short_copy(sniffer->arena, text);
        sniffer->sum_column = index;
    }
}

static bool sniff_row(void *self, const RawRow *row)
{
    Sniffer *sniffer = self;
    sniffer->rows++;
    sniffer->sum_text = STR_LIT("");
    for (size_t i = 0; i < sniffer->count; i++)
        take_cell(sniffer, i, &row->cells[i]);
    return true;
}

/* The unit of amounts whose header does not say it: from a column of units, else from the file's name. */
static Str file_unit(const Sniffer *sniffer, const char *shown)
{
    for (size_t i = 0; i < sniffer->count; i++) {
        const ColumnStats *stats = &sniffer->columns[i];
        if (stats->words.count == 1 && stats->words.items[0].count + stats->empty == sniffer->rows && stats->words.items[0].text.n <= 4 &&
            unit_in(stats->words.items[0].text).n)
            return unit_in(stats->words.items[0].text);
    }
    StrBuf name = {0};
    for (const char *c = shown; *c; c++)
        strbuf_putc(&name, strchr("_-./", *c) ? ' ' : *c);
    Str unit = unit_in(utf8_fold(sniffer->file->arena, strbuf_str(&name)));
    strbuf_free(&name);
    return unit;
}

/* Names of columns are unique: a second "budget" becomes budget_2. */
static Str unique_name(Sniffer *sniffer, Map *names, Str header)
{
    Str name = sniff_name(sniffer->arena, header), base = name;
    for (size_t i = 2; map_get(names, name); i++)
        name = str_of(arena_printf(sniffer->arena, STR_FMT "_%zu", STR_ARG(base), i));
    map_put(names, name, sniffer);
    return name;
}

static void add_odd_word(Sniffer *sniffer, Sniff *out, Map *counts, const OddWord *word)
{
    size_t *count = map_get(counts, word->text);
    if (!count) {
        count = ARENA_NEW(sniffer->file->arena, size_t);
        map_put(counts, word->text, count);
        vec_push(sniffer->arena, &out->odd_words, (CellWord){word->text, STR_LIT("")});
    }
    *count += word->count;
}

/* "-", ".." and the like are spellings of missing even where they stand once; other words must recur. */
static bool mark_like(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)((text.s[i] | 0x20) - 'a') < 26 || (text.s[i] >= '0' && text.s[i] <= '9'))
            return false;
    return true;
}

static void keep_odd_words(Sniffer *sniffer, Sniff *out, Map *counts)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->odd_words.count; i++) {
        CellWord *word = &out->odd_words.items[i];
        size_t count = *(size_t *)map_get(counts, word->text);
        if (count < 2 && !mark_like(word->text))
            continue;
        word->reason = str_of(arena_printf(sniffer->arena, "%zu", count));
        out->odd_words.items[kept++] = *word;
    }
    out->odd_words.count = kept;
}

static void conclude(Sniffer *sniffer, Sniff *out)
{
    Map names, counts;
    map_init(&names, sniffer->file->arena);
    map_init(&counts, sniffer->file->arena);
    Str unit = file_unit(sniffer, out->data.shown);
    for (size_t i = 0; i < sniffer->count; i++) {
        const ColumnStats *stats = &sniffer->columns[i];
        SniffColumn column = sniff_decide(stats, sniffer->rows, unit);
        column.name = unique_name(sniffer, &names, stats->header);
        vec_push(sniffer->arena, &out->columns, column);
        for (size_t k = 0; column.odd && k < stats->words.count; k++)
            add_odd_word(sniffer, out, &counts, &stats->words.items[k]);
    }
    keep_odd_words(sniffer, out, &counts);
    out->data.rows = out->data.source_rows = sniffer->rows;
    if (sniffer->comma != sniffer->point)
        out->data.decimal = sniffer->comma ? "," : ".";
    out->unclear = sniffer->comma || sniffer->point ? STR_LIT("") : sniffer->unclear;
    out->sum_row = sniffer->sum_text;
    out->sum_column = sniffer->sum_text.n ? sniffer->columns[sniffer->sum_column].header : STR_LIT("");
}

bool data_sniff(Arena *arena, const char *path, const char *shown, Diags *diags, Sniff *out)
{
    TableSpec spec = {.path = path, .shown = shown, .name = STR_LIT(""), .format = STR_LIT("")};
    Arena *scratch = arena_new();
    Faults faults;
    *out = (Sniff){.sum_row = STR_LIT(""), .sum_column = STR_LIT(""), .unclear = STR_LIT("")};
    DataFile file = {.spec = &spec, .faults = &faults, .identity = &out->data};
    Sniffer sniffer = {.file = &file, .arena = arena, .sum_text = STR_LIT(""), .unclear = STR_LIT("")};
    RowSink sink = {.headers = sniff_headers, .row = sniff_row, .self = &sniffer};
    bool read = file_open(&file, scratch, diags) && file.source->rows(&file, &sink);
    if (read)
        conclude(&sniffer, out);
    faults_summary(&faults);
    arena_free(scratch);
    return read && faults.count == 0;
}
