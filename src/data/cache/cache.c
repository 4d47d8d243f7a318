/* cache.c: whether the columns of a table are kept, and keeping them. The front of the column cache. */
#include "data/cache/cache.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/build.h"
#include "data/cache/write.h"

/* ---- the key ---- */

static void key_number(StrBuf *key, uint64_t number)
{
    strbuf_put(key, (Str){(const char *)&number, sizeof number});
}

static void key_text(StrBuf *key, Str text)
{
    key_number(key, text.n);
    strbuf_put(key, text);
}

static void key_column(StrBuf *key, const ColumnSpec *column)
{
    key_text(key, column->header);
    key_text(key, column->name);
    key_number(key, column->type);
    key_number(key, (uint64_t)column->factor);
    key_text(key, column->unit);
    key_number(key, column->strip_percent);
}

static void key_words(StrBuf *key, const CellWord *words, size_t count)
{
    key_number(key, count);
    for (size_t i = 0; i < count; i++) {
        key_text(key, words[i].text);
        key_text(key, words[i].reason);
    }
}

static void key_wide(StrBuf *key, const UnpivotSpec *wide)
{
    key_number(key, wide->header_count);
    for (size_t i = 0; i < wide->header_count; i++)
        key_text(key, wide->headers[i]);
    key_text(key, wide->key_name);
    key_number(key, wide->key_type);
    key_column(key, &wide->value);
    key_number(key, (uint64_t)wide->year);
}

/* All that decides what the bytes of a file become. A new member of TableSpec that does has to be added here. */
static void make_key(StrBuf *key, const TableSpec *spec, const char *real)
{
    key_text(key, str_of(program_build()));
    key_number(key, CACHE_VERSION);
    key_text(key, str_of(real));
    key_text(key, spec->format);
    key_text(key, spec->encoding);
    key_text(key, spec->separator);
    key_number(key, (unsigned char)spec->decimal);
    key_number(key, spec->may_be_empty);
    key_number(key, spec->most_bytes);
    key_number(key, spec->effort->reading);        /* the two that decide whether there is a SHA-256 */
    key_number(key, spec->effort->identify);
    key_number(key, spec->columns.count);
    for (size_t i = 0; i < spec->columns.count; i++)
        key_column(key, &spec->columns.items[i]);
    key_number(key, spec->unpivots.count);
    for (size_t i = 0; i < spec->unpivots.count; i++)
        key_wide(key, &spec->unpivots.items[i]);
    key_words(key, spec->missing.items, spec->missing.count);
    key_words(key, spec->not_applicable.items, spec->not_applicable.count);
    key_words(key, spec->qualifiers.items, spec->qualifiers.count);
}

static bool name_place(Arena *arena, const TableSpec *spec, CachePlace *place)
{
    char *real = realpath(spec->path, NULL);
    StrBuf key = {0};
    if (!real)
        return false;
    make_key(&key, spec, real);
    free(real);
    Digest name = digest_of(key.s, key.n);
    place->key = str_dup(arena, strbuf_str(&key));
    strbuf_free(&key);
    return snprintf(place->name, sizeof place->name, "%016llx" CACHE_ENDING, (unsigned long long)name.low) < (int)sizeof place->name;
}

/* ---- finding ---- */

/* What is as young as this when it is read could change once more without a new date. */
#define YOUNG_NS ((int64_t)20000000)

static int open_source(const char *path)
{
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static CacheUse look_in(int folder, Arena *arena, int source, const CachePlace *place, const TableSpec *spec, Diags *diags, TableData *out)
{
    int fd = folder_file(folder, place->name);
    if (fd < 0)
        return CACHE_NEW;
    CacheUse use = cache_load(arena, fd, source, place, spec, diags, out);
    if (use == CACHE_HIT)
        folder_used(folder, place->name);
    close(fd);
    return use;
}

static CacheUse look_for(Arena *arena, int source, const TableSpec *spec, Diags *diags, CachePlace *place, TableData *out)
{
    size_t least = spec->effort->cache_least ? spec->effort->cache_least : EFFORT_CACHE_LEAST;
    size_t most = spec->most_bytes ? spec->most_bytes : DATA_MAX_BYTES;
    if (!file_mark(source, &place->mark) || place->mark.size > most)
        return CACHE_OFF;
    if (place->mark.size < least)
        return CACHE_SMALL;
    if (!name_place(arena, spec, place))
        return CACHE_OFF;
    int folder = folder_open(spec->effort->cache);
    if (folder < 0)
        return CACHE_UNSAFE;
    place->wanted = effort_file_clock() - place->mark.changed > YOUNG_NS;
    CacheUse use = look_in(folder, arena, source, place, spec, diags, out);
    close(folder);
    return use;
}

bool cache_find(Arena *arena, const TableSpec *spec, Diags *diags, CachePlace *place, TableData *out)
{
    *place = (CachePlace){.wanted = false};
    if (!spec->effort || !spec->effort->cache || !spec->path || strcmp(spec->path, "-") == 0)
        return false;
    int64_t start = effort_clock();
    int source = open_source(spec->path);
    CacheUse use = source < 0 ? CACHE_OFF : look_for(arena, source, spec, diags, place, out);
    if (source >= 0)
        close(source);
    TableEffort *told = effort_table(spec->effort, spec->shown);
    told->cache = use;
    if (use == CACHE_HIT) {
        told->bytes = out->bytes;
        told->rows = out->rows;
    }
    effort_spend(spec->effort, STAGE_CACHE, start);
    return use == CACHE_HIT;
}

/* ---- keeping ---- */

static bool mark_eq(const FileMark *a, const FileMark *b)
{
    return a->size == b->size && a->device == b->device && a->inode == b->inode && a->modified == b->modified && a->changed == b->changed;
}

/* The digest of what was read: the file is the same now as before it was read. */
static bool content_of(const char *path, const CachePlace *place, const Effort *effort, Digest *out)
{
    FileMark after;
    int source = open_source(path);
    bool good = source >= 0 && digest_of_file(source, place->mark.size, effort_threads(effort, (size_t)place->mark.size / 32), effort->stop, out)
             && file_mark(source, &after) && mark_eq(&after, &place->mark);
    if (source >= 0)
        close(source);
    return good;
}

void cache_keep(const CachePlace *place, const TableSpec *spec, const Diags *diags, size_t told, const TableData *data)
{
    Digest content;
    if (!place->wanted || effort_stopped(spec->effort))
        return;
    int64_t start = effort_clock();
    int folder = folder_open(spec->effort->cache);
    if (folder >= 0) {
        effort_table(spec->effort, spec->shown)->kept =
            content_of(spec->path, place, spec->effort, &content) && cache_write(folder, place, content, spec, diags, told, data);
        close(folder);
    }
    effort_spend(spec->effort, STAGE_CACHE, start);
}
