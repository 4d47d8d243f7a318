/* fast.c: the front of the fast reader: how a file is cut, and what becomes of what was found out about it. */
#include "data/fast/fast.h"

#include <string.h>
#include <unistd.h>

#include "data/fast/head.h"
#include "data/fast/merge.h"

#define CHUNK_BYTES ((size_t)256 << 10)
#define CHUNK_LEAST 16
#define CUT_SEARCH ((size_t)1 << 20)           /* a row's end is sought this far from where the file would be cut */

/* ---- the ranges ---- */

static size_t fill_range(FastFile *fast, FastRange *range, uint64_t from, uint64_t to)
{
    FastCells *cells = &range->cells;
    const TableShape *shape = &fast->builder.shape;
    *range = (FastRange){.job = &fast->job, .from = from, .to = to, .line = from == fast->body ? fast->body_line : 0};
    cells->arena = arena_new();
    cells->rules = fast->builder.rules;
    cells->rules.arena = NULL;     /* each range has its own */
    cells->wide = numbers_wide_choose(fast->effort.vectors);
    cells->dates = dates_wide_choose(fast->effort.vectors);
    cells->codes = codes_choose(fast->effort.vectors);
    cells->narrow = narrow_choose(fast->effort.vectors);
    cells->undecided = fast->identity.decimal[0] == '\0';
    cells->most_rows = (size_t)((to - from) / (fast->job.fields ? fast->job.fields : 1)) + 2;
    cells->columns = arena_array(cells->arena, shape->count, sizeof *cells->columns);
    map_init(&cells->reason_codes, cells->arena);
    vec_push(cells->arena, &cells->reasons, (FirstReason){0});
    size_t ready = 0;
    for (size_t i = 0; i < shape->count && !fast->faulty; i++, cells->column_count++)
        ready += fast_column_init(cells, &cells->columns[i], &shape->columns[i], fast->fields[i]);
    return ready == cells->column_count;
}

static void free_ranges(FastFile *fast)
{
    for (size_t i = 0; i < fast->range_count; i++)
        range_free(&fast->ranges[i]);
    fast->range_count = 0;
}

/* The end of the row at a place of the file, if line feeds tell: where it turns out to be in quotes, the range before it finds that out. */
static uint64_t row_end(const FastFile *fast, uint64_t at)
{
    char text[4096];
    for (uint64_t last = at + CUT_SEARCH; at < last && at < fast->bytes; at += sizeof text) {
        size_t got = head_bytes(fast->fd, text, sizeof text, at);
        const char *feed = memchr(text, '\n', got);
        if (feed)
            return at + (uint64_t)(feed - text) + 1;
    }
    return fast->bytes;
}

static bool cut_file(FastFile *fast, size_t count)
{
    uint64_t from = fast->body, bytes = fast->bytes - fast->body;
    bool ready = true;
    for (size_t i = 1; i <= count && (from < fast->bytes || i == 1); i++) {
        uint64_t end = fast->body + bytes / count * i, to = i == count || end < from ? fast->bytes : row_end(fast, end);
        ready &= fill_range(fast, &fast->ranges[fast->range_count++], from, to);
        from = to;
    }
    return ready;
}

static size_t ranges_wanted(const FastFile *fast)
{
    size_t feeds = 1 + count_lines(fast->head.s, fast->head.s + fast->head.n);
    uint64_t rows = fast->bytes / (fast->head.n / feeds + 1);
    size_t threads = effort_threads(&fast->effort, (size_t)rows);
    return threads < 1 ? 1 : threads < RANGES_MAX ? threads : RANGES_MAX;
}

static void *range_thread(void *range)
{
    range_read(range);
    return NULL;
}

/* Reads all ranges; what comes of it is in the verdict. */
static unsigned read_ranges(FastFile *fast, size_t count)
{
    pthread_t threads[RANGES_MAX];
    bool started[RANGES_MAX] = {false};
    free_ranges(fast);
    atomic_store(&fast->job.verdict, fast->faulty ? VERDICT_FAULT : 0);
    atomic_store(&fast->job.read, fast->body);
    atomic_store(&fast->job.rows, 0);
    if (!cut_file(fast, count))
        return VERDICT_REFERENCE;
    for (size_t i = 1; i < fast->range_count; i++)
        started[i] = pthread_create(&threads[i], NULL, range_thread, &fast->ranges[i]) == 0;
    range_read(&fast->ranges[0]);
    for (size_t i = 1; i < fast->range_count; i++)
        if (started[i])
            pthread_join(threads[i], NULL);
        else
            range_read(&fast->ranges[i]);
    return atomic_load(&fast->job.verdict);
}

/* ---- what comes of it ---- */

/* The reference reads the file again and says what is wrong; false when it finds nothing wrong. */
static bool tell_faults(const FastFile *fast, Diags *diags, TableData *out)
{
    Arena *scratch = arena_new();
    Faults faults;
    Diags found;
    TableData unusable;
    ReplayFile replay = {.file = {.spec = fast->spec, .faults = &faults, .identity = &unusable}};
    diags_init(&found, diags->arena);
    if (head_replay(fast, &replay, scratch, &found))
        table_build(&replay.file, scratch, scratch, &found, true);
    faults_summary(&faults);
    bool told = faults.count > 0 && !replay.failed;
    if (told) {
        diags_append(diags, &found);
        out->source_rows = unusable.source_rows;
    }
    arena_free(scratch);
    return told;
}

/* SHA-256 of the whole file, from disk. */
static bool identify(const FastFile *fast, char out[65])
{
    Sha256 sha;
    char text[64 << 10];
    sha256_init(&sha);
    for (uint64_t at = 0; at < fast->bytes;) {
        size_t got = head_bytes(fast->fd, text, sizeof text, at);
        if (got == 0 || effort_stopped(&fast->effort))
            return false;
        sha256_add(&sha, (Str){text, got});
        at += got;
    }
    sha256_end(&sha, out);
    return true;
}

static void *hash_thread(void *self)
{
    FastFile *fast = self;
    if (!identify(fast, fast->sha256))
        fast->sha256[0] = '\0';
    return NULL;
}

static bool is_identified(const FastFile *fast)
{
    return fast->effort.identify || fast->bytes <= FAST_IDENTIFIED;
}

/* The ranges as a table, and what is to be remarked on it. False when the reference must read it. */
static bool make_table(FastFile *fast, Arena *arena, Diags *diags, TableData *out)
{
    Faults faults = {.diags = diags, .arena = fast->scratch, .shown = fast->spec->shown};
    *out = fast->identity;
    int64_t start = effort_clock();
    bool merged = merge_ranges(arena, fast->ranges, fast->range_count, out);
    effort_spend(fast->spec->effort, STAGE_DICTIONARY, start);
    if (!merged)
        return false;
    memcpy(out->sha256, fast->sha256, sizeof out->sha256);
    for (size_t i = 0; i < out->column_count; i++) {
        size_t rounded = 0;
        for (size_t k = 0; k < fast->range_count; k++)
            rounded += fast->ranges[k].cells.columns[i].rounded;
        builder_tell_rounding(&faults, fast->ranges[0].cells.columns[i].spec, rounded);
    }
    DataFile file = {.spec = fast->spec, .faults = &faults};
    table_tell_empty(&file, diags, out->rows);
    return true;
}

static void refuse(const FastFile *fast, unsigned verdict, Diags *diags)
{
    Faults faults = {0};
    DataFile file = {.spec = fast->spec, .faults = &faults, .arena = fast->scratch};
    if (verdict & VERDICT_STOPPED)
        return;
    if (verdict & VERDICT_MANY)
        diag_add(diags, DIAG_S0450, fast->spec->path_span, fast->spec->shown, fault_number(fast->scratch, FAST_MOST_ROWS), (char *)NULL);
    else if (verdict & VERDICT_UNREADABLE)
        file_refuse(&file, FILE_IO, strerror(atomic_load(&fast->job.error)), diags);
    else
        file_refuse(&file, FILE_CHANGED, NULL, diags);
}

/* Reads the ranges until nothing new is found out about the file as a whole: where it must not be cut, or which its decimal mark is. */
static unsigned read_all(FastFile *fast, size_t count)
{
    for (bool decided = false;;) {
        unsigned verdict = read_ranges(fast, count);
        if (verdict & (VERDICT_ENDS & ~(VERDICT_TORN | VERDICT_DECIDES)))
            return verdict;
        if (verdict & VERDICT_TORN && count > 1) {
            count = 1;
        } else if (verdict & VERDICT_DECIDES && !decided) {
            decided = true;
            head_decide_decimal(fast, fast->bytes);
        } else {
            return verdict & (VERDICT_TORN | VERDICT_DECIDES) ? VERDICT_REFERENCE : verdict;
        }
    }
}

/* The same; faults have been told when the verdict says that there are some. A range that was cut off within quotes sees faults where there are none. */
static unsigned read_and_tell(FastFile *fast, size_t count, Diags *diags, TableData *out)
{
    unsigned verdict = read_all(fast, count);
    while (verdict == VERDICT_FAULT && !tell_faults(fast, diags, out)) {
        if (effort_stopped(&fast->effort))
            return VERDICT_STOPPED;
        verdict = fast->range_count > 1 ? read_all(fast, 1) : VERDICT_REFERENCE;
    }
    return verdict;
}

/* Lines are counted in 32 bits, and blank ones are no rows. */
static bool too_many_lines(const FastFile *fast)
{
    uint64_t lines = 0;
    for (size_t i = 0; i < fast->range_count; i++)
        lines += fast->ranges[i].line;
    return lines > FAST_MOST_ROWS;
}

/* True when the matter is settled. */
static bool read_file(FastFile *fast, Arena *arena, Diags *diags, TableData *out, bool *read)
{
    if (!head_read(fast))
        return false;
    pthread_t hashing;
    *out = fast->identity;
    size_t count = ranges_wanted(fast);
    fast->ranges = arena_array(fast->scratch, count, sizeof *fast->ranges);
    bool beside = count > 1 && is_identified(fast) && pthread_create(&hashing, NULL, hash_thread, fast) == 0;
    unsigned verdict = read_and_tell(fast, count, diags, out);
    if (beside)
        pthread_join(hashing, NULL);
    else if (is_identified(fast) && verdict == 0)
        hash_thread(fast);
    if (verdict == 0)
        verdict = head_changed(fast) ? VERDICT_CHANGED : too_many_lines(fast) ? VERDICT_MANY : 0;
    *read = verdict == 0;
    if (verdict & VERDICT_REFERENCE)
        return false;
    if (verdict & VERDICT_ENDS) {
        *out = fast->identity;
        refuse(fast, verdict, diags);
    }
    return verdict || make_table(fast, arena, diags, out);
}

bool fast_read(Arena *arena, const TableSpec *spec, Diags *diags, TableData *out, bool *read)
{
    Arena *scratch = arena_new();
    FastFile *fast = ARENA_NEW(scratch, FastFile);
    fast->spec = spec;
    fast->scratch = scratch;
    fast->fd = -1;
    fast->effort = spec->effort ? *spec->effort : (Effort){.threads = 1};
    size_t chunk = fast->effort.chunk ? fast->effort.chunk : CHUNK_BYTES;
    fast->job = (FastJob){.effort = spec->effort, .shown = spec->shown, .scan = scan_choose(fast->effort.vectors),
                          .chunk = chunk < CHUNK_LEAST ? CHUNK_LEAST : chunk > ROWS_MAX_CELL ? ROWS_MAX_CELL : chunk};
    pthread_mutex_init(&fast->job.progress, NULL);
    bool settled = read_file(fast, arena, diags, out, read);
    free_ranges(fast);
    if (fast->fd >= 0)
        close(fast->fd);
    pthread_mutex_destroy(&fast->job.progress);
    arena_free(scratch);
    return settled;
}
