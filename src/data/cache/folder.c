/* folder.c: the folder of kept columns: ours alone, never larger than it may be. Below write.c and load.c. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "data/cache/format.h"

#define MOST_BYTES ((uint64_t)10 << 30)
#define MOST_SHARE 10                          /* and at most one in so many bytes of the disk */
#define ABANDONED_S 3600                       /* a file that nobody has finished for so long is nobody's */
#define MOST_FILES 100000                      /* that are looked at */

static bool is_ours(const struct stat *status)
{
    return status->st_uid == geteuid() && (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static int open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int folder_open(const char *path)
{
    struct stat status;
    int fd = open_folder(path);
    if (fd < 0 && errno == ENOENT) {
        file_make_folders(path);
        fd = open_folder(path);
    }
    if (fd >= 0 && (fstat(fd, &status) != 0 || !is_ours(&status))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

int folder_file(int folder, const char *name)
{
    struct stat status;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || !is_ours(&status))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

int folder_new(int folder, char name[40])
{
    for (int i = 0; i < 100; i++) {
        snprintf(name, 40, CACHE_UNFINISHED "%ld-%d", (long)getpid(), i);
        int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

void folder_used(int folder, const char *name)
{
    utimensat(folder, name, NULL, AT_SYMLINK_NOFOLLOW);
}

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

bool file_mark(int fd, FileMark *out)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *out = (FileMark){.size = (uint64_t)status.st_size, .device = status.st_dev, .inode = status.st_ino, .modified = nanoseconds(status.st_mtim),
                      .changed = nanoseconds(status.st_ctim)};
    return true;
}

/* ---- room ---- */

typedef struct Kept { char name[40]; uint64_t bytes; int64_t used; } Kept;
typedef VEC(Kept) KeptVec;

static bool ends(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n >= m && strcmp(name + n - m, ending) == 0;
}

/* One entry of the folder: counted if it is kept columns, taken away if it was never finished. */
static void note_entry(Arena *arena, int folder, const char *name, int64_t now, KeptVec *kept)
{
    struct stat status;
    bool unfinished = strncmp(name, CACHE_UNFINISHED, strlen(CACHE_UNFINISHED)) == 0;
    Kept one = {.bytes = 0};
    if ((!unfinished && !ends(name, CACHE_ENDING)) || strlen(name) >= sizeof one.name)
        return;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
        return;
    one.bytes = (uint64_t)status.st_blocks * 512;
    one.used = nanoseconds(status.st_mtim);
    strcpy(one.name, name);
    if (!unfinished)
        vec_push(arena, kept, one);
    else if (now - one.used > (int64_t)ABANDONED_S * 1000000000)
        unlinkat(folder, name, 0);
}

static void list_kept(Arena *arena, int folder, KeptVec *kept)
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy >= 0 ? fdopendir(copy) : NULL;
    struct dirent *entry;
    int64_t now = effort_file_clock();
    for (size_t seen = 0; entries && seen < MOST_FILES && (entry = readdir(entries)); seen++)
        note_entry(arena, folder, entry->d_name, now, kept);
    if (entries)
        closedir(entries);
    else if (copy >= 0)
        close(copy);
}

static int compare_used(const void *a, const void *b)
{
    const Kept *one = a, *other = b;
    return one->used < other->used ? -1 : one->used > other->used ? 1 : strcmp(one->name, other->name);
}

/* What the folder may hold, and what the disk has left. */
static bool find_limits(int folder, uint64_t *most, uint64_t *left)
{
    struct statvfs disk;
    struct rlimit file;
    if (fstatvfs(folder, &disk) != 0)
        return false;
    uint64_t share = (uint64_t)disk.f_blocks * disk.f_frsize / MOST_SHARE;
    *most = share < MOST_BYTES ? share : MOST_BYTES;
    if (getrlimit(RLIMIT_FSIZE, &file) == 0 && file.rlim_cur < *most)
        *most = file.rlim_cur;                 /* a file that grew beyond it would end the program */
    *left = (uint64_t)disk.f_bavail * disk.f_frsize;
    return true;
}

static bool make_room(Arena *arena, int folder, uint64_t more)
{
    KeptVec kept = {0};
    uint64_t most, left, held = 0;
    if (!find_limits(folder, &most, &left) || more > most)
        return false;
    list_kept(arena, folder, &kept);
    for (VEC_EACH(const Kept, one, &kept))
        held += one->bytes;
    if ((left + held) / 2 < more)              /* others have filled the disk: giving up all that is kept would not help */
        return false;
    if (kept.count)
        qsort(kept.items, kept.count, sizeof *kept.items, compare_used);
    /* Nobody is to miss the space: as much again stays free. */
    for (size_t i = 0; i < kept.count && (held + more > most || left / 2 < more); i++) {
        if (unlinkat(folder, kept.items[i].name, 0) != 0)
            continue;
        held -= kept.items[i].bytes;
        left += kept.items[i].bytes;
    }
    return held + more <= most && left / 2 >= more;
}

bool folder_make_room(int folder, uint64_t more)
{
    Arena *scratch = arena_new();
    bool room = make_room(scratch, folder, more);
    arena_free(scratch);
    return room;
}
