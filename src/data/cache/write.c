/* write.c: columns that were read -> a file of kept columns. Called by cache_keep; load.c reads it back. */
#include "data/cache/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "data/parts.h"

/* ---- what is to be written ---- */

typedef struct Writer {
    Arena *arena;              /* scratch */
    StrBuf summary;
    VEC(CacheSection) sections;
    VEC(const char *) data;    /* where each of them is */
    VEC(PartSections) parts;
    uint64_t at;               /* of the file: where the next section can be */
} Writer;

static void put_number(Writer *writer, uint64_t number)
{
    strbuf_put(&writer->summary, (Str){(const char *)&number, sizeof number});
}

/* With a zero behind, so that it can be used where it stands. */
static void put_text(Writer *writer, Str text)
{
    put_number(writer, text.n);
    strbuf_put(&writer->summary, text);
    strbuf_putc(&writer->summary, '\0');
}

/* Zeros come behind every section, for those who read some bytes further than they should use. */
static uint64_t add_section(Writer *writer, const void *data, size_t count, CellWidth width, size_t size)
{
    if (!data)
        return NO_SECTION;
    CacheSection section = {.at = writer->at, .bytes = (uint64_t)count * size, .width = width};
    vec_push(writer->arena, &writer->sections, section);
    vec_push(writer->arena, &writer->data, (const char *)data);
    writer->at = (section.at + section.bytes + 2 * CACHE_ALIGN - 1) / CACHE_ALIGN * CACHE_ALIGN;
    return writer->sections.count - 1;
}

/* How many codes a part has is not written anywhere: as many as are used. */
static size_t code_count(const ColumnPart *part, size_t rows)
{
    Bounds stored = bounds_of(part->width, part->values, rows);
    return stored.high < 0 ? 0 : (size_t)stored.high + 1;
}

static void put_part(Writer *writer, const ColumnPart *part, size_t rows)
{
    PartSections at = {
        .values = add_section(writer, part->values ? part->values : "", rows, part->width, width_bytes(part->width)),
        .codes = add_section(writer, part->codes, part->codes ? code_count(part, rows) : 0, WIDTH_U32, sizeof *part->codes),
        .states = add_section(writer, part->states, rows, WIDTH_U8, sizeof *part->states),
        .reasons = add_section(writer, part->reasons, rows, WIDTH_U16, sizeof *part->reasons),
    };
    vec_push(writer->arena, &writer->parts, at);
    const uint64_t numbers[] = {part->width, (uint64_t)part->base, (uint64_t)part->unit, part->any, (uint64_t)part->low, (uint64_t)part->high,
                                at.values, at.codes, at.states, at.reasons};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        put_number(writer, numbers[i]);
}

static void put_column(Writer *writer, const Column *column)
{
    put_number(writer, column->type);
    put_number(writer, column->dict_count);
    for (size_t i = 0; i < column->dict_count; i++)
        put_text(writer, column->dict[i]);
    put_number(writer, add_section(writer, column->period_count ? column->periods : NULL, column->period_count, WIDTH_I32, sizeof *column->periods));
    for (size_t i = 0; i < column->part_count; i++)
        put_part(writer, &column->parts[i], column->rows[i].count);
}

static void put_identity(Writer *writer, const TableData *data)
{
    put_number(writer, data->source_rows);
    put_number(writer, data->bytes);
    put_text(writer, str_of(data->sha256));
    put_text(writer, str_of(data->encoding));
    put_text(writer, str_of(data->separator));
    put_text(writer, str_of(data->decimal));
    put_text(writer, str_of(data->format));
}

static void put_table(Writer *writer, const TableData *data)
{
    put_number(writer, data->part_count);
    for (size_t i = 0; i < data->part_count; i++)
        put_number(writer, data->parts[i].count);
    put_number(writer, data->reason_count);
    for (size_t i = 0; i < data->reason_count; i++)
        put_text(writer, data->reasons[i]);
    put_number(writer, add_section(writer, data->line_count ? data->lines : NULL, data->line_count, WIDTH_I64, sizeof *data->lines));
    put_number(writer, data->column_count);
    for (size_t i = 0; i < data->column_count; i++)
        put_column(writer, &data->columns[i]);
}

/* ---- remarks ---- */

/* Only what is about the file as a whole, or a place in it, can be said again. */
static bool can_repeat(const Diag *diag, const char *shown)
{
    return diag->severity != SEV_ERROR && !diag->span.src && diag->file && strcmp(diag->file, shown) == 0 && !diag->labels.count && !diag->suggestion;
}

static void put_diag(Writer *writer, const Diag *diag)
{
    size_t count = 0;
    while (count < DIAG_MAX_ARGS && diag->args[count])
        count++;
    put_text(writer, str_of(diag_info(diag->code)->code));
    put_number(writer, diag->line);
    put_number(writer, diag->column);
    put_number(writer, count);
    for (size_t i = 0; i < count; i++)
        put_text(writer, str_of(diag->args[i]));
}

static bool put_diags(Writer *writer, const Diags *diags, size_t told, const char *shown)
{
    if (diags->list.count >= DIAGS_KEPT || told > diags->list.count)
        return false;
    put_number(writer, diags->list.count - told);
    for (size_t i = told; i < diags->list.count; i++) {
        if (!can_repeat(&diags->list.items[i], shown))
            return false;
        put_diag(writer, &diags->list.items[i]);
    }
    return true;
}

/* ---- the file ---- */

static CacheHeader header_of(const Writer *writer, const FileMark *mark, Digest content)
{
    size_t table_bytes = writer->sections.count * sizeof *writer->sections.items;
    CacheHeader header = {.version = CACHE_VERSION, .order = CACHE_ORDER, .size = mark->size, .device = mark->device, .inode = mark->inode,
                          .modified = mark->modified, .content = content, .table_at = writer->at, .table_count = writer->sections.count,
                          .summary_at = writer->at + table_bytes, .summary_bytes = writer->summary.n};
    memcpy(header.magic, CACHE_MAGIC, sizeof header.magic);
    header.bytes = header.summary_at + header.summary_bytes;
    header.table = digest_of(writer->sections.items, table_bytes);
    header.summary = digest_of(writer->summary.s, writer->summary.n);
    header.self = digest_of(&header, offsetof(CacheHeader, self));
    return header;
}

/* The header last: without it the file is nothing. */
static bool write_rest(const Writer *writer, int fd, const CacheHeader *header)
{
    return file_put_at(fd, writer->sections.items, writer->sections.count * sizeof *writer->sections.items, header->table_at)
        && file_put_at(fd, writer->summary.s, writer->summary.n, header->summary_at) && file_put_at(fd, header, sizeof *header, 0);
}

static bool write_sections(Writer *writer, int fd, const Effort *effort, const TableData *data)
{
    Pieces pieces = {.sections = writer->sections.items, .data = writer->data.items, .count = writer->sections.count, .fd = fd, .effort = effort};
    if (!pieces_take(writer->arena, &pieces) || !table_sound(data, writer->parts.items, &pieces))
        return false;
    for (size_t i = 0; i < writer->sections.count; i++)
        writer->sections.items[i].digest = pieces_digest(&pieces, i);
    return true;
}

static bool write_named(Writer *writer, int folder, const char *name, const FileMark *mark, Digest content, const Effort *effort, const TableData *data)
{
    char unfinished[40];
    int fd = folder_new(folder, unfinished);
    if (fd < 0)
        return false;
    bool good = write_sections(writer, fd, effort, data);
    CacheHeader header = header_of(writer, mark, content);
    good = good && write_rest(writer, fd, &header) && !effort_stopped(effort);
    good = (close(fd) == 0) & good;
    good = good && renameat(folder, unfinished, folder, name) == 0;
    if (!good)
        unlinkat(folder, unfinished, 0);
    return good;
}

bool cache_write(int folder, const CachePlace *place, Digest content, const TableSpec *spec, const Diags *diags, size_t told, const TableData *data)
{
    Writer writer = {.arena = arena_new(), .at = CACHE_FIRST};
    put_text(&writer, place->key);
    put_text(&writer, str_of(spec->shown));
    put_identity(&writer, data);
    put_table(&writer, data);
    bool good = put_diags(&writer, diags, told, spec->shown) && folder_make_room(folder, writer.at + writer.summary.n)
             && write_named(&writer, folder, place->name, &place->mark, content, spec->effort, data);
    strbuf_free(&writer.summary);
    arena_free(writer.arena);
    return good;
}
