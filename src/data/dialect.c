/* dialect.c: which separator a file of separated text uses. Decided by counting fields row by row; a tie is an error. First step of csv.c. */
#include <string.h>
#include <strings.h>

#include "data/csv.h"

#define SAMPLE_ROWS 200
#define SAMPLE_BYTES ((size_t)1 << 20)

/* How the rows look with one separator. */
typedef struct Trial {
    char separator;
    size_t header;             /* fields of the first row that is not blank */
    size_t rows, same;         /* rows behind it, and those with as many fields */
    size_t body, body_same;    /* fields of the second row, and rows with as many */
} Trial;

static const char *separator_name(char separator)
{
    switch (separator) {
    case ';': return ";";
    case ',': return ",";
    case '\t': return "tab";
    case '|': return "|";
    default: return ":";
    }
}

static Trial trial_run(Arena *arena, const DataFile *file, char separator)
{
    Trial trial = {.separator = separator};
    Faults quiet = {.quiet = true, .arena = arena};
    Str sample = file->text;
    bool cut = sample.n - file->body > SAMPLE_BYTES;
    if (cut)
        sample.n = file->body + SAMPLE_BYTES;
    CsvReader reader;
    RawRow row;
    csv_reader_init(&reader, arena, sample, file->body, 1, separator, &quiet);
    while (trial.rows < SAMPLE_ROWS && csv_next(&reader, &row) == CSV_ROW && !(cut && reader.at >= sample.n)) {
        if (csv_blank(&reader))
            continue;
        if (trial.header == 0) {
            trial.header = reader.total;
            continue;
        }
        trial.body = trial.rows == 0 ? reader.total : trial.body;
        trial.rows++;
        trial.same += reader.total == trial.header;
        trial.body_same += reader.total == trial.body;
    }
    return trial;
}

static bool fits_all(const Trial *trial)
{
    return trial->header >= 2 && trial->rows > 0 && trial->same == trial->rows;
}

/* Better: a larger share of rows like the header, then more fields. */
static bool better(const Trial *a, const Trial *b)
{
    size_t left = a->same * (b->rows ? b->rows : 1), right = b->same * (a->rows ? a->rows : 1);
    return left != right ? left > right : a->header > b->header;
}

/* A first line that is no header row stands over rows that agree among themselves.
 * A single column of numbers with decimal commas is no such file. */
static bool titled(const Trial *trial)
{
    if (trial->separator == ',' && trial->header == 1 && trial->body == 2)
        return false;
    return trial->same == 0 && trial->body >= 2 && trial->body_same == trial->rows && trial->rows >= 2;
}

typedef bool TrialTest(const Trial *trial);

static const Trial *first_that(const Trial *trials, size_t count, TrialTest *test)
{
    for (size_t i = 0; i < count; i++)
        if (test(&trials[i]))
            return &trials[i];
    return NULL;
}

static const Trial *most_even(const Trial *trials, size_t count)
{
    const Trial *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (trials[i].header >= 2 && (!best || better(&trials[i], best)))
            best = &trials[i];
    return best;
}

/* A few ragged rows do not hide a separator. */
static bool mostly_even(const Trial *trial)
{
    return trial->same * 2 >= trial->rows;
}

/* The separator, ';' when the file has a single column, or 0 when two are as good. The comma comes last: it also marks decimals. */
static char choose(const Trial *trials, size_t count, const Trial *rivals[2])
{
    const Trial *best = first_that(trials, count, fits_all), *next = best ? best + 1 : trials + count;
    const Trial *comma = &trials[count - 1], *rival = best ? first_that(next, (size_t)(trials + count - next), fits_all) : NULL;
    if (rival && rival != comma) {
        rivals[0] = best;
        rivals[1] = rival;
        return 0;
    }
    const Trial *even = most_even(trials, count - 1);
    if (best == comma && even && mostly_even(even) && even->header > comma->header)
        return even->separator;
    if (best)
        return best->separator;
    even = most_even(trials, count);
    const Trial *below = even && mostly_even(even) ? NULL : first_that(trials, count, titled);
    return below ? below->separator : even ? even->separator : ';';
}

/* "sep=;" on the first line is an order to Excel, and says it all. */
static bool excel_order(DataFile *file)
{
    Str text = file->text;
    if (text.n < 5 || strncasecmp(text.s, "sep=", 4) != 0 || (text.n > 5 && text.s[5] != '\r' && text.s[5] != '\n') ||
        !strchr(";,|:\t", text.s[4]))
        return false;
    size_t at = 5;
    at += at < text.n && text.s[at] == '\r';
    at += at < text.n && text.s[at] == '\n';
    file->separator = text.s[4];
    file->body = at;
    file->body_line = 2;
    return true;
}

static bool stated(DataFile *file, Str separator)
{
    if (str_eqz(separator, "tab") || str_eqz(separator, "\\t"))
        file->separator = '\t';
    else if (separator.n == 1 && strchr(";,|:\t", separator.s[0]))
        file->separator = separator.s[0];
    return file->separator != 0;
}

static bool refuse_stated(DataFile *file)
{
    file->faults->count++;
    diag_add(file->faults->diags, DIAG_S0409, file->spec->separator_span, fault_quote(file->arena, file->spec->separator), (char *)NULL);
    return false;
}

bool dialect_recognise(DataFile *file)
{
    static const char candidates[] = {'\t', ';', '|', ','};
    Trial trials[sizeof candidates];
    const Trial *rivals[2] = {NULL, NULL};
    file->body_line = 1;
    bool ordered = excel_order(file);
    if (file->spec->separator.n) {
        file->separator = 0;
        if (!stated(file, file->spec->separator))
            return refuse_stated(file);
        ordered = true;
    }
    Arena *arena = arena_new();
    for (size_t i = 0; !ordered && i < sizeof candidates; i++)
        trials[i] = trial_run(arena, file, candidates[i]);
    if (!ordered)
        file->separator = choose(trials, sizeof candidates, rivals);
    Trial chosen = trial_run(arena, file, file->separator);
    arena_free(arena);
    if (titled(&chosen)) {
        file->title = chosen.header;
        file->fields = chosen.body;
    }
    if (file->separator == 0) {
        FAULT_AT(file->faults, DIAG_S0408, 1, 0, file->faults->shown, separator_name(rivals[0]->separator),
                 separator_name(rivals[1]->separator), fault_number(file->arena, rivals[0]->rows));
        return false;
    }
    file->identity->separator = separator_name(file->separator);
    return true;
}
