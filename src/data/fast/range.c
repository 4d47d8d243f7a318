/* range.c: one stretch of a file, chunk by chunk: read, scan, cut into fields, columns. The loop of the fast reader. */
#include "data/fast/range.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#define ROW_MAX ((size_t)64 << 20)         /* a row that is longer is left to the reference */

void range_verdict(FastRange *range, unsigned verdict)
{
    atomic_fetch_or(&range->job->verdict, verdict);
}

static unsigned verdict_now(const FastRange *range)
{
    return atomic_load_explicit(&range->job->verdict, memory_order_relaxed);
}

bool cells_good(FastRange *range)
{
    const FastCells *cells = &range->cells;
    if (cells->full)
        range_verdict(range, VERDICT_REFERENCE);
    if (cells->decides)
        range_verdict(range, VERDICT_DECIDES);
    if (cells->fault)
        range_verdict(range, VERDICT_FAULT);
    return !(cells->full || cells->decides || cells->fault);
}

/* ---- memory ---- */

static void *heap(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        arena_exhausted();
    return memory;
}

/* Room for chunks of `room` bytes; what is held of the present one is kept. */
static void make_room(FastRange *range, size_t room, size_t held)
{
    char *memory = heap(1, room + 2 * SCAN_PADDING);
    if (held)
        memcpy(memory + SCAN_PADDING, range->text, held);
    free(range->memory);
    free(range->scan.ends);
    free(range->starts);
    range->memory = memory;
    range->text = memory + SCAN_PADDING;
    range->room = room;
    range->scan.ends = heap(room + 2 * SCAN_PADDING, sizeof *range->scan.ends);
    range->starts = heap(room + 2 * SCAN_PADDING, sizeof *range->starts);
}

void range_free(FastRange *range)
{
    free(range->memory);
    free(range->scan.ends);
    free(range->starts);
    free(range->copy);
    free(range->bounds);
    for (size_t i = 0; i < range->cells.column_count; i++)
        fast_column_free(&range->cells.columns[i]);
    arena_free(range->cells.arena);
}

/* Words and composed texts are made in scratch memory; emptied between chunks, it never grows with the file. */
static void empty_scratch(FastRange *range)
{
    arena_free(range->cells.rules.arena);
    range->cells.rules.arena = arena_new();
}

/* ---- bytes ---- */

/* Fills the chunk behind what is held; false when the file cannot be read. */
static bool fill(FastRange *range, uint64_t from, size_t *held)
{
    while (*held < range->room && from + *held < range->to) {
        uint64_t left = range->to - from - *held;
        size_t room = range->room - *held, wanted = left < room ? (size_t)left : room;
        ssize_t got = pread(range->job->fd, range->text + *held, wanted, (off_t)(from + *held));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            atomic_store(&range->job->error, got < 0 ? errno : 0);
            range_verdict(range, got < 0 ? VERDICT_UNREADABLE : VERDICT_CHANGED);
            return false;
        }
        *held += (size_t)got;
    }
    return true;
}

/* Looks only for what would make another encoding of the file, or no text. */
static size_t look_through(FastRange *range, Str text, bool last)
{
    size_t bad = utf8_invalid_at(text);
    bool cut = !last && text.n - bad < 4;      /* within a letter */
    if (memchr(text.s, '\0', bad) || (bad < text.n && !cut))
        range_verdict(range, VERDICT_REFERENCE);
    return bad;
}

/* ---- rows ---- */

/* The ends up to the last line feed. */
static size_t whole_rows(const FastRange *range)
{
    size_t ends = range->scan.feeds ? range->scan.count : 0;
    while (ends && range->text[range->scan.ends[ends - 1]] != '\n')
        ends--;
    return ends;
}

static bool read_columns(FastRange *range, size_t rows)
{
    FastCells *cells = &range->cells;
    for (size_t i = 0; i < cells->column_count; i++) {
        size_t field = cells->columns[i].field;
        fast_column_read(cells, &cells->columns[i],
                         (FastFields){range->text, range->starts + field, range->scan.ends + field, range->job->fields}, rows);
    }
    return cells_good(range);
}

/* The rows of a chunk whose quotes, if any, are around whole fields. Returns the bytes used. */
static size_t plain_rows(FastRange *range, Str text)
{
    size_t ends = whole_rows(range), used = ends ? (size_t)range->scan.ends[ends - 1] + 1 : 0, rows;
    if (range->scan.bad < used) {
        range_verdict(range, VERDICT_REFERENCE);
        return 0;
    }
    size_t feeds = range->scan.feeds;
    if (!layout_rows(range, text, ends, &rows)) {
        range_verdict(range, VERDICT_FAULT);
        return 0;
    }
    if (!read_columns(range, rows))
        return 0;
    range->rows += rows;
    range->line += feeds;
    return used;
}

/* The rows that are whole in the chunk. Returns the bytes used: 0 when there is none, or something has been found out. */
static size_t chunk_rows(FastRange *range, size_t held, bool last)
{
    Str text = {range->text, held};
    bool open = last && range->text[held - 1] != '\n';
    if (open)
        range->text[text.n++] = '\n';      /* the last row of a file need not end with a line feed */
    range->job->scan(text, range->job->separator, &range->scan);
    if (range->scan.odd || (last && range->scan.inside) || held > ROWS_MAX_CELL) {
        size_t used = slow_rows(range, (Str){range->text, held}, last);
        if (range->scan.bad < used)
            range_verdict(range, VERDICT_REFERENCE);
        return cells_good(range) ? used : 0;
    }
    size_t used = plain_rows(range, text);
    return used > held ? held : used;
}

static void tell_progress(FastRange *range, size_t used, size_t rows)
{
    FastJob *job = range->job;
    uint64_t read = atomic_fetch_add(&job->read, used) + used, all = atomic_fetch_add(&job->rows, rows) + rows;
    if (all > FAST_MOST_ROWS)
        range_verdict(range, VERDICT_MANY);
    if (!job->effort || !job->effort->progress)
        return;
    Progress progress = {.shown = job->shown, .bytes = read, .all_bytes = job->bytes, .rows = all};
    pthread_mutex_lock(&job->progress);
    job->effort->progress(job->effort->progress_self, &progress);
    pthread_mutex_unlock(&job->progress);
}

/* One chunk; false when the range has come to its end, or the reading has. */
static bool read_chunk(FastRange *range, uint64_t *at, size_t *held)
{
    if (!fill(range, *at, held) || *held == 0)
        return false;
    bool last = *at + *held == range->to, faulty = verdict_now(range) & VERDICT_FAULT;
    size_t rows = range->rows;
    size_t used = faulty ? look_through(range, (Str){range->text, *held}, last) : chunk_rows(range, *held, last);
    unsigned verdict = verdict_now(range);
    if (used == 0 && !faulty && !(verdict & (VERDICT_FAULT | VERDICT_ENDS))) {
        if (range->room >= ROW_MAX)
            range_verdict(range, VERDICT_REFERENCE);
        else
            make_room(range, range->room * 2, *held);
        return true;
    }
    *at += used;
    *held -= used;
    memmove(range->text, range->text + used, *held);
    tell_progress(range, used, range->rows - rows);
    empty_scratch(range);
    return !(last && used && *held == 0);
}

void range_read(FastRange *range)
{
    uint64_t at = range->from;
    size_t held = 0;
    range->unheard = ARENA_NEW(range->cells.arena, Diags);
    diags_init(range->unheard, range->cells.arena);
    range->faults = (Faults){.diags = range->unheard, .arena = range->cells.arena, .shown = range->job->shown};
    csv_reader_init(&range->reader, range->cells.arena, (Str){0}, 0, 0, range->job->separator, &range->faults);
    range->bounds = heap(2 * range->cells.column_count + 1, sizeof *range->bounds);
    make_room(range, range->to - range->from < range->job->chunk ? (size_t)(range->to - range->from) + 1 : range->job->chunk, 0);
    empty_scratch(range);
    do {
        if (effort_stopped(range->job->effort))
            range_verdict(range, VERDICT_STOPPED);
    } while (!(verdict_now(range) & VERDICT_ENDS) && read_chunk(range, &at, &held));
    arena_free(range->cells.rules.arena);
    range->cells.rules.arena = NULL;
}
