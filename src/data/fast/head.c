/* head.c: whether a file is one for the fast reader, and what its beginning says. Called by fast.c. */
#include "data/fast/head.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "data/fast/fast.h"
#include "data/sources.h"

#define HEAD_BYTES (((size_t)1 << 20) + 64)    /* more than what the separator is recognised by */
#define FIELDS_MAX 1024                        /* wider tables are left to the reference */

/* ---- the file ---- */

static bool pays(const TableSpec *spec, Reading reading, const struct stat *status)
{
    size_t least = reading == READING_FAST ? 4 : FAST_PAYS;
    return S_ISREG(status->st_mode) && (uint64_t)status->st_size >= least &&
           (spec->most_bytes == 0 || (uint64_t)status->st_size <= spec->most_bytes);
}

/* Opens a regular file that is worth it. A pipe is never opened: that alone would disturb it. */
static bool open_file(FastFile *fast)
{
    const TableSpec *spec = fast->spec;
    struct stat status;
    if (fast->effort.reading == READING_PLAIN || !spec->path || strcmp(spec->path, "-") == 0 || spec->unpivots.count > 0 ||
        stat(spec->path, &status) != 0 || !pays(spec, fast->effort.reading, &status))
        return false;
    fast->fd = open(spec->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fast->fd < 0 || fstat(fast->fd, &fast->before) != 0 || !pays(spec, fast->effort.reading, &fast->before))
        return false;
    fast->bytes = fast->job.bytes = (uint64_t)fast->before.st_size;
    fast->job.fd = fast->fd;
    return true;
}

bool head_changed(const FastFile *fast)
{
    struct stat after;
    const struct stat *before = &fast->before;
    return fstat(fast->fd, &after) != 0 || before->st_size != after.st_size || before->st_mtim.tv_sec != after.st_mtim.tv_sec ||
           before->st_mtim.tv_nsec != after.st_mtim.tv_nsec;
}

/* Reads up to `size` bytes at a place of the file; a short count means an error or that the file has become shorter. */
size_t head_bytes(int fd, char *out, size_t size, uint64_t at)
{
    size_t done = 0;
    while (done < size) {
        ssize_t got = pread(fd, out + done, size - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

/* ---- the beginning ---- */

static bool take_header(void *self, const Str *headers, size_t count, size_t line)
{
    (void)line;
    FastFile *fast = self;
    Binding binding;
    fast->faulty |= !bind_headers(fast->scratch, &fast->builder.shape, headers, count, &fast->faults, &binding);
    fast->fields = binding.plain;
    fast->job.fields = count;
    return false;              /* rows are read elsewhere */
}

static bool no_row(void *self, const RawRow *row)
{
    (void)self;
    (void)row;
    return false;
}

/* Finds the header row; false when it is not whole in the head. */
static bool read_header(FastFile *fast, const DataFile *file)
{
    CsvReader reader;
    RowSink sink = {.headers = take_header, .row = no_row, .self = fast};
    CsvRun run = {.file = &fast->replay.file, .sink = &sink};
    csv_reader_init(&reader, fast->scratch, file->text, file->body, file->body_line, file->separator, &fast->faults);
    csv_run(&run, &reader);
    bool whole = fast->head.n == fast->bytes, reached = reader.at < file->text.n;
    fast->faulty |= run.headers == 0 || !fast->fields || fast->faults.count > 0;
    fast->body = (uint64_t)(file->text.s - fast->head.s) + reader.at;
    fast->body_line = reader.line;
    return (whole || reached) && fast->job.fields <= FIELDS_MAX;
}

bool head_replay(const FastFile *fast, ReplayFile *replay, Arena *scratch, Diags *diags)
{
    DataFile *file = &replay->file;
    file_begin(file, scratch, diags);
    file->source = &replay_source;
    file->text = fast->head;
    file->decimal = fast->spec->decimal;
    file->identity->format = csv_source.name;
    file->identity->bytes = (size_t)fast->bytes;
    encoding_take_mark(file);
    file->faults->text = file->text;
    bool separated = dialect_recognise(file);
    replay->fd = fast->fd;
    replay->from = (uint64_t)(file->text.s - fast->head.s) + file->body;
    replay->to = replay->bytes = fast->bytes;
    replay->chunk = fast->job.chunk;
    return separated;
}

static bool is_separated_text(FastFile *fast)
{
    DataFile file = {.spec = fast->spec, .arena = fast->scratch};
    bool whole = fast->head.n == fast->bytes;
    return source_find(fast->spec, fast->head) == &csv_source && encoding_may_be_utf8(&file, fast->head, whole);
}

void head_decide_decimal(FastFile *fast, uint64_t to)
{
    fast->replay.to = to;
    table_decide_decimal(&fast->replay.file, &fast->builder);
}

bool head_read(FastFile *fast)
{
    if (!open_file(fast))
        return false;
    size_t size = fast->bytes < HEAD_BYTES ? (size_t)fast->bytes : HEAD_BYTES;
    char *text = arena_alloc(fast->scratch, size);
    fast->head = (Str){text, head_bytes(fast->fd, text, size, 0)};
    if (fast->head.n != size || !is_separated_text(fast))
        return false;
    diags_init(&fast->unheard, fast->scratch);
    fast->replay.file = (DataFile){.spec = fast->spec, .faults = &fast->faults, .identity = &fast->identity};
    fast->faulty = !head_replay(fast, &fast->replay, fast->scratch, &fast->unheard) || fast->replay.file.title;
    fast->job.separator = fast->replay.file.separator;
    fast->body = fast->replay.from;
    builder_init(&fast->builder, fast->scratch, fast->scratch, fast->spec, table_shape(fast->scratch, fast->spec, false), &fast->faults);
    if (fast->faulty)
        return true;
    if (!read_header(fast, &fast->replay.file))
        return false;
    if (!fast->faulty)         /* a number that decides seldom comes later than in the first chunk */
        head_decide_decimal(fast, fast->bytes < fast->job.chunk ? fast->bytes : fast->job.chunk);
    return true;
}
