/* replay.c: the reference's row reader over a file of any size, in memory that does not grow with it. Part of the fast reader. */
#include "data/fast/replay.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROW_MAX ((size_t)64 << 20)

typedef struct Window {
    ReplayFile *replay;
    char *text;
    size_t room, held;
    uint64_t at;               /* of the file: where the text begins */
    Arena *scratch;            /* of the reader that looks for borders */
} Window;

static bool window_fill(Window *window)
{
    ReplayFile *replay = window->replay;
    while (window->held < window->room && window->at + window->held < replay->to) {
        uint64_t left = replay->to - window->at - window->held;
        size_t room = window->room - window->held;
        ssize_t got = pread(replay->fd, window->text + window->held, left < room ? (size_t)left : room, (off_t)(window->at + window->held));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        window->held += (size_t)got;
    }
    return true;
}

/* Bytes of the rows that are whole whatever comes behind the text. */
static size_t whole_rows(Window *window)
{
    const DataFile *file = &window->replay->file;
    Faults quiet = {.quiet = true, .arena = window->scratch};
    CsvReader reader;
    RawRow row;
    size_t whole = 0;
    csv_reader_init(&reader, window->scratch, (Str){window->text, window->held}, 0, 1, file->separator, &quiet);
    while (csv_next(&reader, &row) == CSV_ROW && reader.at < window->held)
        whole = reader.at;
    return whole;
}

static bool window_grow(Window *window)
{
    char *grown = window->room < ROW_MAX ? realloc(window->text, window->room * 2) : NULL;
    if (!grown)
        return false;
    window->text = grown;
    window->room *= 2;
    return true;
}

/* The next text of whole rows; empty at the end, false when there is none to be had. */
static bool window_next(Window *window, Str *rows)
{
    for (;;) {
        if (!window_fill(window))
            return false;
        bool end = window->at + window->held == window->replay->to, last = end && window->replay->to == window->replay->bytes;
        *rows = (Str){window->text, last ? window->held : whole_rows(window)};
        arena_free(window->scratch);
        window->scratch = arena_new();
        if (rows->n || end)
            return true;
        if (!window_grow(window))
            return false;
    }
}

static void window_pass(Window *window, size_t bytes)
{
    window->held -= bytes;
    window->at += bytes;
    memmove(window->text, window->text + bytes, window->held);
}

static bool deliver(Window *window, CsvRun *run, CsvReader *reader)
{
    Str rows;
    for (;;) {
        if (!window_next(window, &rows)) {
            window->replay->failed = true;
            return false;
        }
        if (rows.n == 0)
            return csv_run_end(run);
        reader->text = run->file->faults->text = rows;
        reader->at = 0;
        if (!csv_run(run, reader))
            return false;
        window_pass(window, rows.n);
    }
}

static bool replay_rows(DataFile *file, const RowSink *sink)
{
    ReplayFile *replay = (ReplayFile *)file;
    CsvRun run = {.file = file, .sink = sink};
    CsvReader reader;
    if (!csv_run_begin(&run))
        return false;
    Window window = {.replay = replay, .room = replay->chunk, .at = replay->from, .scratch = arena_new()};
    window.text = malloc(window.room);
    if (!window.text)
        arena_exhausted();
    csv_reader_init(&reader, file->arena, (Str){0}, 0, file->body_line, file->separator, file->faults);
    bool whole = deliver(&window, &run, &reader);
    free(window.text);
    arena_free(window.scratch);
    return whole;
}

const DataSource replay_source = {.name = "csv", .about = {"", ""}, .rows = replay_rows};
