/* load.c: a file of kept columns -> columns, if it is whole and about the file it is asked for. Called by cache_find. */
#include <string.h>
#include <sys/mman.h>

#include "data/cache/write.h"
#include "data/columns.h"

/* ---- the summary ---- */

typedef struct Reader {
    Arena *arena;
    const char *map;               /* the whole file */
    const CacheSection *sections;
    size_t section_count;
    Str rest;                      /* of the summary */
    bool bad;                      /* something was not there */
    VEC(PartSections) parts;
} Reader;

static uint64_t take_number(Reader *reader)
{
    uint64_t number = 0;
    if (reader->rest.n < sizeof number) {
        reader->bad = true;
        return 0;
    }
    memcpy(&number, reader->rest.s, sizeof number);
    reader->rest = (Str){reader->rest.s + sizeof number, reader->rest.n - sizeof number};
    return number;
}

static Str take_text(Reader *reader)
{
    uint64_t n = take_number(reader);
    if (reader->bad || n >= reader->rest.n || reader->rest.s[n] != '\0') {
        reader->bad = true;
        return STR_LIT("");
    }
    Str text = {reader->rest.s, (size_t)n};
    reader->rest = (Str){text.s + n + 1, reader->rest.n - (size_t)n - 1};
    return text;
}

/* A number of things that take at least eight bytes each, and so cannot be more than the summary has room for. */
static size_t take_count(Reader *reader)
{
    uint64_t count = take_number(reader);
    reader->bad |= count > reader->rest.n / sizeof count;
    return reader->bad ? 0 : (size_t)count;
}

/* The array in a section of `count` elements of that size and width; NULL where there is none. */
static const void *take_section(Reader *reader, size_t count, CellWidth width, size_t size, uint64_t *index)
{
    *index = take_number(reader);
    if (reader->bad || *index == NO_SECTION)
        return NULL;
    const CacheSection *section = *index < reader->section_count ? &reader->sections[*index] : NULL;
    if (!section || section->width != width || count > SIZE_MAX / size || section->bytes != (uint64_t)count * size) {
        reader->bad = true;
        return NULL;
    }
    return reader->map + section->at;
}

/* An array whose length is only known by its section. */
static void *take_array(Reader *reader, CellWidth width, size_t size, size_t *count)
{
    Reader ahead = *reader;
    uint64_t index = take_number(&ahead);
    *count = !ahead.bad && index < reader->section_count ? (size_t)reader->sections[index].bytes / size : 0;
    return (void *)take_section(reader, *count, width, size, &index);
}

static void take_part(Reader *reader, size_t rows, ColumnPart *part)
{
    uint64_t width = take_number(reader);
    PartSections at;
    size_t codes;
    reader->bad |= width > WIDTH_I64;
    if (reader->bad)
        return;
    part->width = (CellWidth)width;
    part->base = (int64_t)take_number(reader);
    part->unit = (int64_t)take_number(reader);
    part->any = take_number(reader) != 0;
    part->low = (int64_t)take_number(reader);
    part->high = (int64_t)take_number(reader);
    part->values = (void *)take_section(reader, rows, part->width, width_bytes(part->width), &at.values);
    Reader before = *reader;
    part->codes = take_array(reader, WIDTH_U32, sizeof *part->codes, &codes);
    at.codes = take_number(&before);
    part->states = (void *)take_section(reader, rows, WIDTH_U8, sizeof *part->states, &at.states);
    part->reasons = (void *)take_section(reader, rows, WIDTH_U16, sizeof *part->reasons, &at.reasons);
    reader->bad |= !part->values;
    vec_push(reader->arena, &reader->parts, at);
}

static void take_column(Reader *reader, const ColumnSpec *spec, const TableData *data, Column *column)
{
    *column = (Column){.name = spec->name, .type = spec->type, .rows = data->parts, .part_count = data->part_count};
    reader->bad |= take_number(reader) != spec->type;
    column->dict_count = take_count(reader);
    column->dict = arena_array(reader->arena, column->dict_count, sizeof *column->dict);
    for (size_t i = 0; i < column->dict_count; i++)
        column->dict[i] = take_text(reader);
    column->periods = take_array(reader, WIDTH_I32, sizeof *column->periods, &column->period_count);
    column->parts = arena_array(reader->arena, column->part_count, sizeof *column->parts);
    for (size_t i = 0; i < column->part_count && !reader->bad; i++)
        take_part(reader, data->parts[i].count, &column->parts[i]);
}

static void take_identity(Reader *reader, TableData *data)
{
    data->source_rows = (size_t)take_number(reader);
    data->bytes = (size_t)take_number(reader);
    Str sha256 = take_text(reader);
    reader->bad |= sha256.n >= sizeof data->sha256;
    if (!reader->bad)
        memcpy(data->sha256, sha256.s, sha256.n);
    data->encoding = take_text(reader).s;
    data->separator = take_text(reader).s;
    data->decimal = take_text(reader).s;
    data->format = take_text(reader).s;
}

static void take_parts(Reader *reader, TableData *data)
{
    data->part_count = take_count(reader);
    data->parts = arena_array(reader->arena, data->part_count, sizeof *data->parts);
    for (size_t i = 0; i < data->part_count; i++) {
        data->parts[i] = (DataPart){data->rows, (size_t)take_number(reader)};
        reader->bad |= __builtin_add_overflow(data->rows, data->parts[i].count, &data->rows);
    }
    reader->bad |= !data->part_count;
}

static void take_table(Reader *reader, const TableSpec *spec, TableData *data)
{
    take_parts(reader, data);
    data->reason_count = take_count(reader);
    data->reasons = arena_array(reader->arena, data->reason_count, sizeof *data->reasons);
    for (size_t i = 0; i < data->reason_count; i++)
        data->reasons[i] = take_text(reader);
    reader->bad |= data->reason_count == 0 || data->reasons[0].n != 0;
    data->lines = take_array(reader, WIDTH_I64, sizeof *data->lines, &data->line_count);
    TableShape shape = table_shape(reader->arena, spec, true);
    data->column_count = (size_t)take_number(reader);
    reader->bad |= data->column_count != shape.count && (data->column_count || spec->columns.count || spec->unpivots.count);
    if (reader->bad)
        return;
    data->columns = arena_array(reader->arena, data->column_count, sizeof *data->columns);
    for (size_t i = 0; i < data->column_count; i++)
        take_column(reader, &shape.columns[i], data, &data->columns[i]);
}

/* ---- remarks ---- */

/* Queues one, or (when `queued` is NULL) only sees whether it could be. */
static void take_diag(Reader *reader, const char *shown, Diags *queued)
{
    DiagCode code = diag_by_text(take_text(reader));
    uint64_t line = take_number(reader), column = take_number(reader), count = take_number(reader);
    const char *args[DIAG_MAX_ARGS] = {NULL};
    reader->bad |= code == DIAG_COUNT || count > DIAG_MAX_ARGS;
    for (size_t i = 0; i < count && !reader->bad; i++)
        args[i] = take_text(reader).s;
    if (queued && !reader->bad)
        diag_add_at(queued, code, shown, (size_t)line, (size_t)column, args[0], args[1], args[2], args[3], args[4], (char *)NULL);
}

static size_t take_diags(Reader *reader, const char *shown, Diags *queued)
{
    size_t count = take_count(reader);
    for (size_t i = 0; i < count && !reader->bad; i++)
        take_diag(reader, shown, queued);
    return count;
}

/* ---- the file ---- */

static bool header_whole(const CacheHeader *header, size_t bytes)
{
    return memcmp(header->magic, CACHE_MAGIC, sizeof header->magic) == 0 && header->version == CACHE_VERSION && header->order == CACHE_ORDER
        && digest_eq(header->self, digest_of(header, offsetof(CacheHeader, self))) && header->bytes == bytes
        && header->table_at <= bytes && header->table_at % CACHE_ALIGN == 0 && header->table_count <= (bytes - header->table_at) / sizeof(CacheSection)
        && header->summary_at <= bytes && header->summary_bytes == bytes - header->summary_at;
}

static bool sections_within(const CacheSection *sections, size_t count, uint64_t bytes)
{
    for (size_t i = 0; i < count; i++)
        if (sections[i].at % CACHE_ALIGN || sections[i].at > bytes || sections[i].bytes > bytes - sections[i].at || sections[i].width > WIDTH_I64)
            return false;
    return true;
}

/* Everything but the arrays. */
static bool small_whole(const char *map, const CacheHeader *header)
{
    const CacheSection *sections = (const CacheSection *)(map + header->table_at);
    return digest_eq(header->table, digest_of(sections, header->table_count * sizeof *sections))
        && digest_eq(header->summary, digest_of(map + header->summary_at, header->summary_bytes))
        && sections_within(sections, header->table_count, header->table_at);
}

static bool arrays_whole(Reader *reader, const Effort *effort, const TableData *data)
{
    const char **at = arena_array(reader->arena, reader->section_count, sizeof *at);
    for (size_t i = 0; i < reader->section_count; i++)
        at[i] = reader->map + reader->sections[i].at;
    Pieces pieces = {.sections = reader->sections, .data = at, .count = reader->section_count, .fd = -1, .effort = effort};
    if (!pieces_take(reader->arena, &pieces))
        return false;
    for (size_t i = 0; i < reader->section_count; i++)
        if (!digest_eq(pieces_digest(&pieces, i), reader->sections[i].digest))
            return false;
    return table_sound(data, reader->parts.items, &pieces);
}

static bool is_same(const CacheHeader *header, const FileMark *mark)
{
    return header->size == mark->size && header->device == mark->device && header->inode == mark->inode && header->modified == mark->modified;
}

static bool is_same_content(int source, const CacheHeader *header, const Effort *effort)
{
    Digest content;
    return digest_of_file(source, header->size, effort_threads(effort, (size_t)header->size / 32), effort ? effort->stop : NULL, &content)
        && digest_eq(content, header->content);
}

/* The mapped file, from its header on. */
static CacheUse take_up(Arena *arena, const char *map, size_t bytes, int source, const CachePlace *place, const TableSpec *spec, Diags *diags, TableData *out)
{
    const CacheHeader *header = (const CacheHeader *)map;
    if (!header_whole(header, bytes) || !small_whole(map, header))
        return CACHE_DAMAGED;
    if (!is_same(header, &place->mark))
        return CACHE_CHANGED;
    Reader reader = {.arena = arena, .map = map, .sections = (const CacheSection *)(map + header->table_at), .section_count = (size_t)header->table_count,
                     .rest = {map + header->summary_at, (size_t)header->summary_bytes}};
    TableData data = {.shown = spec->shown};
    Str key = take_text(&reader), shown = take_text(&reader);
    if (!reader.bad && !str_eq(key, place->key))
        return CACHE_NEW;              /* another table whose name is the same */
    take_identity(&reader, &data);
    take_table(&reader, spec, &data);
    Reader remarks = reader;
    bool silent = take_diags(&reader, spec->shown, NULL) == 0;
    if (reader.bad || reader.rest.n)
        return CACHE_DAMAGED;
    if (!silent && !str_eqz(shown, spec->shown))
        return CACHE_NEW;              /* the remarks name the file otherwise */
    if (!is_same_content(source, header, spec->effort))
        return CACHE_CHANGED;
    if (!arrays_whole(&reader, spec->effort, &data))
        return CACHE_DAMAGED;
    take_diags(&remarks, spec->shown, diags);
    *out = data;
    return CACHE_HIT;
}

CacheUse cache_load(Arena *arena, int fd, int source, const CachePlace *place, const TableSpec *spec, Diags *diags, TableData *out)
{
    FileMark file;
    if (!file_mark(fd, &file) || file.size < CACHE_FIRST || file.size > SIZE_MAX / 2)
        return CACHE_DAMAGED;
    char *map = mmap(NULL, (size_t)file.size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (map == MAP_FAILED)
        return CACHE_DAMAGED;
    CacheUse use = take_up(arena, map, (size_t)file.size, source, place, spec, diags, out);
    if (use == CACHE_HIT)
        arena_own_mapping(arena, map, (size_t)file.size);
    else
        munmap(map, (size_t)file.size);
    return use;
}
