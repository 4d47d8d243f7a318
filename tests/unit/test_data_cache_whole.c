/* test_data_cache_whole.c: kept columns that are damaged, cut off, made by somebody else or in a folder that others may write in are not believed. */
#include "cache_fixture.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

static const DataCase sample = {"sample", "datum;vem;belopp;år\n2025-01-02;Å;2,50;2025\n2025-01-03;B;sekretess;2024\n2025-01-04;Å;1,12345678;2025\n", 0,
                                "datum=date vem=body belopp=num år=period", "missing=sekretess", "", ""};

/* A file of kept columns, in memory, and what its table tells. */
typedef struct Kept {
    Bench bench;
    CachePlace place;
    const char *path, *told;
    char *bytes;
    size_t size;
    int source;
} Kept;

static void kept_init(Kept *kept)
{
    TableData data;
    Diags diags;
    struct stat status;
    bench_init(&kept->bench, &sample);
    kept->bench.effort.threads = 1;
    kept->told = bench_read(&kept->bench, NULL, NULL);
    diags_init(&diags, kept->bench.arena);
    cr_assert(cache_find(kept->bench.arena, &kept->bench.spec, &diags, &kept->place, &data), "kept");
    kept->path = bench_kept(&kept->bench);
    cr_assert(stat(kept->path, &status) == 0);
    kept->size = (size_t)status.st_size;
    kept->bytes = arena_alloc(kept->bench.arena, kept->size);
    int fd = open(kept->path, O_RDONLY);
    cr_assert(fd >= 0 && read(fd, kept->bytes, kept->size) == (ssize_t)kept->size && close(fd) == 0);
    kept->source = open(kept->bench.spec.path, O_RDONLY);
    cr_assert(kept->source >= 0);
}

static void kept_free(Kept *kept)
{
    close(kept->source);
    bench_free(&kept->bench);
}

/* Loads from such a file instead. A table that is found is gone through, so that a sanitizer sees whatever leads outside. */
static CacheUse load_bytes(const Kept *kept, const char *bytes, size_t size, bool *same)
{
    Arena *arena = arena_new();
    TableData data;
    Diags diags;
    StrBuf told = {0};
    diags_init(&diags, arena);
    int fd = memfd_create("kept", MFD_CLOEXEC);
    cr_assert(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
    CacheUse use = cache_load(arena, fd, kept->source, &kept->place, &kept->bench.spec, &diags, &data);
    close(fd);
    if (use == CACHE_HIT)
        put_all(&told, &data, &diags);
    *same = told.s && strcmp(told.s, kept->told) == 0;
    strbuf_free(&told);
    arena_free(arena);
    return use;
}

Test(cache_whole, a_flipped_bit_is_seen)
{
    Kept kept;
    bool same;
    kept_init(&kept);
    cr_expect(load_bytes(&kept, kept.bytes, kept.size, &same) == CACHE_HIT && same, "whole");
    for (size_t at = 0; at < kept.size; at++) {
        kept.bytes[at] ^= (char)(1 << at % 8);
        CacheUse use = load_bytes(&kept, kept.bytes, kept.size, &same);
        cr_expect(use == CACHE_HIT ? same : use == CACHE_DAMAGED, "byte %zu: %d", at, use);
        cr_expect(use != CACHE_HIT || at >= sizeof(CacheHeader), "byte %zu of the header", at);
        kept.bytes[at] ^= (char)(1 << at % 8);
    }
    kept_free(&kept);
}

Test(cache_whole, a_cut_off_file_is_seen)
{
    Kept kept;
    bool same;
    kept_init(&kept);
    for (size_t size = 0; size < kept.size; size++)
        cr_expect(load_bytes(&kept, kept.bytes, size, &same) == CACHE_DAMAGED, "%zu bytes", size);
    char *longer = arena_alloc(kept.bench.arena, kept.size + 1);
    memcpy(longer, kept.bytes, kept.size);
    cr_expect(load_bytes(&kept, longer, kept.size + 1, &same) == CACHE_DAMAGED, "one byte more");
    kept_free(&kept);
}

/* Makes every digest fit what is there, as one would who knew how. */
static void seal(char *bytes, size_t size)
{
    CacheHeader header;
    memcpy(&header, bytes, sizeof header);
    if (header.table_at > size || header.table_count > (size - header.table_at) / sizeof(CacheSection) || header.summary_at > size ||
        header.summary_bytes > size - header.summary_at)
        return;
    for (uint64_t i = 0; i < header.table_count; i++) {
        CacheSection section;
        char *at = bytes + header.table_at + i * sizeof section;
        memcpy(&section, at, sizeof section);
        if (section.at > size || section.bytes > size - section.at)
            continue;
        Digest piece = digest_of(bytes + section.at, section.bytes);
        section.digest = digest_of(&piece, section.bytes ? sizeof piece : 0);
        memcpy(at, &section, sizeof section);
    }
    header.table = digest_of(bytes + header.table_at, header.table_count * sizeof(CacheSection));
    header.summary = digest_of(bytes + header.summary_at, header.summary_bytes);
    header.self = digest_of(&header, offsetof(CacheHeader, self));
    memcpy(bytes, &header, sizeof header);
}

/* Whatever stands there is refused, or can be gone through without harm. */
Test(cache_whole, what_fits_its_digests_is_harmless)
{
    static const unsigned char marks[] = {0x01, 0x80, 0xff, 0x7f};
    Kept kept;
    bool same;
    size_t found = 0;
    kept_init(&kept);
    char *bytes = arena_alloc(kept.bench.arena, kept.size);
    for (size_t i = 0; i < kept.size * sizeof marks; i++) {
        size_t at = i / sizeof marks;
        if (at == sizeof(CacheHeader))
            i = CACHE_FIRST * sizeof marks;
        memcpy(bytes, kept.bytes, kept.size);
        bytes[i / sizeof marks] ^= (char)marks[i % sizeof marks];
        seal(bytes, kept.size);
        found += load_bytes(&kept, bytes, kept.size, &same) == CACHE_HIT;
    }
    cr_expect(found > 0, "some are found, with another table");
    kept_free(&kept);
}

Test(cache_whole, another_version_is_not_read)
{
    Kept kept;
    bool same;
    kept_init(&kept);
    seal(kept.bytes, kept.size);
    cr_expect(load_bytes(&kept, kept.bytes, kept.size, &same) == CACHE_HIT && same, "sealed anew");
    ((CacheHeader *)kept.bytes)->version++;
    seal(kept.bytes, kept.size);
    cr_expect(load_bytes(&kept, kept.bytes, kept.size, &same) == CACHE_DAMAGED, "another version");
    ((CacheHeader *)kept.bytes)->version--;
    ((CacheHeader *)kept.bytes)->order = 0x04030201u;
    seal(kept.bytes, kept.size);
    cr_expect(load_bytes(&kept, kept.bytes, kept.size, &same) == CACHE_DAMAGED, "another machine");
    kept_free(&kept);
}

Test(cache_whole, what_was_damaged_is_kept_anew)
{
    Kept kept;
    CacheUse use;
    bool again;
    kept_init(&kept);
    kept.bytes[CACHE_FIRST] ^= 1;
    write_bytes(kept.path, kept.bytes, kept.size);
    cr_expect(strcmp(bench_read(&kept.bench, &use, &again), kept.told) == 0 && use == CACHE_DAMAGED && again, "read: %d", use);
    cr_expect(strcmp(bench_read(&kept.bench, &use, &again), kept.told) == 0 && use == CACHE_HIT, "and found: %d", use);
    kept_free(&kept);
}

/* ---- the folder ---- */

Test(cache_whole, the_folder_is_ones_own)
{
    Bench bench;
    struct stat status;
    bench_init(&bench, &sample);
    bench_read(&bench, NULL, NULL);
    cr_expect(stat(bench.folder, &status) == 0 && (status.st_mode & 0777) == 0700, "the folder's mode");
    cr_expect(stat(bench_kept(&bench), &status) == 0 && (status.st_mode & 0777) == 0600, "the file's mode");
    cr_assert(chmod(bench.folder, 0770) == 0);
    cr_expect(bench_use(&bench) == CACHE_UNSAFE, "the group may write");
    cr_assert(chmod(bench.folder, 0702) == 0);
    cr_expect(bench_use(&bench) == CACHE_UNSAFE, "all may write");
    cr_assert(chmod(bench.folder, 0755) == 0);
    cr_expect(bench_use(&bench) == CACHE_HIT, "all may read");
    if (geteuid() == 0 && chown(bench.folder, 1, (gid_t)-1) == 0) {
        cr_expect(bench_use(&bench) == CACHE_UNSAFE, "somebody else's");
        cr_assert(chown(bench.folder, 0, (gid_t)-1) == 0);
    }
    char *link = arena_printf(bench.arena, "%s/länk", bench.root);
    cr_assert(symlink(bench.folder, link) == 0);
    bench.effort.cache = link;
    cr_expect(bench_use(&bench) == CACHE_UNSAFE, "a link");
    bench.effort.cache = bench.spec.path;
    cr_expect(bench_use(&bench) == CACHE_UNSAFE, "no folder");
    bench.effort.cache = "/proc/ingenstans";
    cr_expect(bench_use(&bench) == CACHE_UNSAFE, "one that cannot be made");
    bench_free(&bench);
}

Test(cache_whole, the_file_is_ones_own)
{
    Kept kept;
    kept_init(&kept);
    cr_assert(chmod(kept.path, 0620) == 0);
    cr_expect(bench_use(&kept.bench) == CACHE_NEW, "the group may write");
    if (geteuid() == 0 && chown(kept.path, 1, (gid_t)-1) == 0)
        cr_expect(bench_use(&kept.bench) == CACHE_NEW, "somebody else's");
    const char *moved = arena_printf(kept.bench.arena, "%s/flyttad", kept.bench.root);
    bench_read(&kept.bench, NULL, NULL);
    cr_assert(rename(kept.path, moved) == 0 && symlink(moved, kept.path) == 0);
    cr_expect(bench_use(&kept.bench) == CACHE_NEW, "a link");
    cr_assert(unlink(kept.path) == 0 && mkfifo(kept.path, 0600) == 0);
    cr_expect(bench_use(&kept.bench) == CACHE_NEW, "a pipe");
    cr_expect(bench_use(&kept.bench) == CACHE_HIT, "a file in its place");
    kept_free(&kept);
}

static size_t files_in(Bench *bench)
{
    char line[32] = "";
    FILE *list = popen(arena_printf(bench->arena, "ls -A '%s' | wc -l", bench->folder), "r");
    cr_assert(list && fgets(line, sizeof line, list) && pclose(list) == 0);
    return strtoul(line, NULL, 10);
}

/* As on a full disk, and when files may not be large: nothing but speed is lost. */
Test(cache_whole, no_room_is_no_trouble)
{
    Bench bench;
    bool kept;
    CacheUse use;
    bench_init(&bench, &sample);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){4096, RLIM_INFINITY});
    bench_read(&bench, &use, &kept);
    cr_expect(use == CACHE_NEW && !kept && files_in(&bench) == 0, "a limit on files");
    bench_free(&bench);
}

Test(cache_whole, what_is_not_used_goes)
{
    Kept kept;
    struct statvfs disk;
    kept_init(&kept);
    const char *old = arena_printf(kept.bench.arena, "%s/0123456789abcdef.kolumner", kept.bench.folder);
    const char *left = arena_printf(kept.bench.arena, "%s/.ny-1-0", kept.bench.folder), *new = arena_printf(kept.bench.arena, "%s/.ny-2-0", kept.bench.folder);
    const char *foreign = arena_printf(kept.bench.arena, "%s/annat.txt", kept.bench.folder);
    write_bytes(old, kept.bytes, kept.size);
    write_bytes(left, "x", 1);
    write_bytes(new, "x", 1);
    write_bytes(foreign, "x", 1);
    struct timespec times[2] = {{1000000000, 0}, {1000000000, 0}};
    cr_assert(utimensat(AT_FDCWD, old, times, 0) == 0 && utimensat(AT_FDCWD, left, times, 0) == 0);
    int folder = folder_open(kept.bench.folder);
    cr_expect(folder_make_room(folder, 1), "room for a byte");
    cr_expect(access(left, F_OK) != 0 && access(new, F_OK) == 0 && access(foreign, F_OK) == 0 && access(old, F_OK) == 0, "what was never finished goes");
    cr_assert(fstatvfs(folder, &disk) == 0);
    uint64_t share = (uint64_t)disk.f_blocks * disk.f_frsize / 10, most = share < (uint64_t)10 << 30 ? share : (uint64_t)10 << 30;
    if ((uint64_t)disk.f_bavail * disk.f_frsize / 2 > most) {
        cr_expect(folder_make_room(folder, most - 3 * kept.size / 2), "room beside one of them");
        cr_expect(access(old, F_OK) != 0 && access(kept.path, F_OK) == 0, "the one that was used stays");
    }
    cr_expect(!folder_make_room(folder, most + 1), "more than there may be");
    close(folder);
    kept_free(&kept);
}
