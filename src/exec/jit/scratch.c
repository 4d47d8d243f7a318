/* scratch.c: makes and removes the temporary folder of the processes that compile. Below child.c. */
#include "exec/jit/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/effort.h"
#include "exec/jit/store.h"

#define NAME "styr-kod-"
#define DEEPEST 4                      /* folders in the temporary one */
#define ABANDONED_S 3600               /* a compiler is given some seconds */
#define MOST_ENTRIES 10000             /* that are looked at for what is abandoned */

/* ---- removing ---- */

static int open_folder(int in, const char *name)
{
    return openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void remove_below(int folder, int depth)
{
    DIR *entries = fdopendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || unlinkat(dirfd(entries), entry->d_name, 0) == 0)
            continue;
        int below = depth < DEEPEST ? open_folder(dirfd(entries), entry->d_name) : -1;
        if (below >= 0)
            remove_below(below, depth + 1);
        unlinkat(dirfd(entries), entry->d_name, AT_REMOVEDIR);
    }
    if (entries)
        closedir(entries);
    else
        close(folder);
}

static void remove_in(int in, const char *name)
{
    int folder = open_folder(in, name);
    if (folder >= 0)
        remove_below(folder, 0);
    unlinkat(in, name, AT_REMOVEDIR);
}

void scratch_remove(const char *path)
{
    remove_in(AT_FDCWD, path);
}

/* ---- what was left behind ---- */

static bool is_abandoned(int in, const char *name)
{
    struct stat status;
    return strncmp(name, NAME, strlen(NAME)) == 0 && fstatat(in, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == geteuid() && effort_file_clock() / 1000000000 - status.st_mtim.tv_sec > ABANDONED_S;
}

static void remove_abandoned(const char *place)
{
    DIR *entries = opendir(place);
    size_t seen = 0;
    for (struct dirent *entry; entries && seen < MOST_ENTRIES && (entry = readdir(entries)); seen++)
        if (is_abandoned(dirfd(entries), entry->d_name))
            remove_in(dirfd(entries), entry->d_name);
    if (entries)
        closedir(entries);
}

/* ---- making ---- */

char *scratch_make(Arena *arena, const char *kept)
{
    const char *given = getenv("TMPDIR");
    int folder = store_open_folder(kept);
    const char *places[] = {folder >= 0 ? kept : NULL, given && given[0] == '/' ? given : NULL, "/tmp", "/dev/shm"};
    if (folder >= 0)
        close(folder);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *path = places[i] ? arena_printf(arena, "%s/" NAME "XXXXXX", places[i]) : NULL;
        if (!path || !mkdtemp(path))
            continue;
        remove_abandoned(places[i]);
        return path;
    }
    return NULL;
}
