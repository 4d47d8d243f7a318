/* cache_fixture.h: a file, a folder for what is kept of it, and reading the one by way of the other. For test_data_cache*.c. */
#ifndef STYR_CACHE_FIXTURE_H
#define STYR_CACHE_FIXTURE_H

#include "data_fixture.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "data/cache/write.h"

typedef struct Bench {
    Arena *arena;
    const char *root;          /* all is in here */
    char *folder;              /* of the cache */
    TableSpec spec;
    Effort effort;
} Bench;

static inline void write_bytes(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    cr_assert(fd >= 0 && write(fd, bytes, size) == (ssize_t)size && close(fd) == 0, "writing %s", path);
}

/* A file that is old enough to be kept. */
static inline void write_source(Bench *bench, const char *bytes, size_t size)
{
    write_bytes(bench->spec.path, bytes, size);
    usleep(40000);
}

static inline void bench_init(Bench *bench, const DataCase *row)
{
    *bench = (Bench){.arena = arena_new()};
    char *root = arena_strdup(bench->arena, "/tmp/styr-cache-XXXXXX");
    cr_assert(mkdtemp(root), "temporary folder");
    bench->root = root;
    bench->folder = arena_printf(bench->arena, "%s/a/b", root);
    bench->spec = fixture_spec(bench->arena, row);
    bench->spec.path = arena_printf(bench->arena, "%s/fil.csv", root);
    bench->spec.effort = &bench->effort;
    bench->effort = (Effort){.cache = bench->folder, .cache_least = 1, .threads = 2};
    write_source(bench, row->bytes, row->size ? row->size : strlen(row->bytes));
}

static inline void bench_free(Bench *bench)
{
    cr_assert(system(arena_printf(bench->arena, "rm -rf '%s'", bench->root)) == 0);
    arena_free(bench->arena);
}

/* Everything that can be told of a table that was read. */
static inline void put_all(StrBuf *out, const TableData *data, const Diags *diags)
{
    fixture_table(out, data);
    for (size_t i = 0; i < data->column_count; i++) {
        int64_t low = 0, high = 0;
        column_bounds(&data->columns[i], &low, &high);
        strbuf_printf(out, "\n" STR_FMT " %d %lld %lld %d", STR_ARG(data->columns[i].name), data->columns[i].type, (long long)low, (long long)high,
                      column_complete(&data->columns[i]));
    }
    strbuf_printf(out, "\n%zu %zu %s %s %s %s %s %s\n", data->bytes, data->source_rows, data->sha256, data->encoding, data->separator, data->decimal,
                  data->format, data->shown);
    render_diags(out, diags, &(RenderOptions){.lang = LANG_SV});
    render_diags(out, diags, &(RenderOptions){.lang = LANG_EN});
}

/* Reads anew, by way of the cache; what there is to tell, "fault" when it could not be read. */
static inline char *bench_read(Bench *bench, CacheUse *use, bool *kept)
{
    Arena *arena = arena_new();
    Diags diags;
    TableData data = {0};
    StrBuf all = {0};
    diags_init(&diags, arena);
    bench->effort.table_count = 0;
    if (data_read(arena, &bench->spec, &diags, &data))
        put_all(&all, &data, &diags);
    else
        strbuf_puts(&all, "fault");
    if (use)
        *use = effort_table(&bench->effort, bench->spec.shown)->cache;
    if (kept)
        *kept = effort_table(&bench->effort, bench->spec.shown)->kept;
    char *told = arena_strdup(bench->arena, all.s);
    strbuf_free(&all);
    arena_free(arena);
    return told;
}

static inline CacheUse bench_use(Bench *bench)
{
    CacheUse use;
    bench_read(bench, &use, NULL);
    return use;
}

/* The name of the one file in the cache, NULL when there is not one. */
static inline const char *bench_kept(Bench *bench)
{
    CachePlace place;
    TableData data;
    Diags diags;
    Arena *arena = arena_new();
    diags_init(&diags, arena);
    cache_find(arena, &bench->spec, &diags, &place, &data);
    const char *path = arena_printf(bench->arena, "%s/%s", bench->folder, place.name);
    arena_free(arena);
    return access(path, F_OK) == 0 ? path : NULL;
}

#endif
