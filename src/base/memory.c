/* memory.c: what the program may use of memory, and what it uses. Linux lets everybody take more than there is, and kills who touches it. */
#include "base/memory.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "base/arena.h"

#define UNNOTICED ((uint64_t)48 << 20) /* less in use than this is no trouble anywhere */
#define LOOK_EVERY 4                   /* calls of memory_watch: a chunk of a file each */
#define MARGIN_MOST ((uint64_t)256 << 20)

/* At most size - 1 bytes of a small file of the system, as a string; false when it is not there. */
static bool read_small(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, text, size - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[got > 0 ? got : 0] = '\0';
    return got > 0;
}

/* ---- the limit ---- */

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The least limit of a control group and those it is in. What is no number ("max") is none. */
static uint64_t group_limit(const char *mount, const char *group, const char *file)
{
    char path[1200], text[32], inside[512];
    uint64_t limit = UINT64_MAX;
    snprintf(inside, sizeof inside, "%s", group);
    for (;;) {
        snprintf(path, sizeof path, "%s%s/%s", mount, inside, file);
        if (read_small(path, text, sizeof text) && text[0] >= '0' && text[0] <= '9')
            limit = least(limit, strtoull(text, NULL, 10));
        char *slash = strrchr(inside, '/');
        if (!slash)
            return limit;
        *slash = '\0';
    }
}

/* Lines of /proc/self/cgroup are number:controllers:/group; there are no controllers in the second version. */
static uint64_t groups_limit(void)
{
    char text[4096], *rest = text;
    uint64_t limit = UINT64_MAX;
    if (!read_small("/proc/self/cgroup", text, sizeof text))
        return limit;
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!group)
            continue;
        *group++ = '\0';
        if (strcmp(controllers, ":") == 0)
            limit = least(limit, group_limit("/sys/fs/cgroup", group, "memory.max"));
        else if (strcmp(controllers, ":memory") == 0)
            limit = least(limit, group_limit("/sys/fs/cgroup/memory", group, "memory.limit_in_bytes"));
    }
    return limit;
}

static uint64_t find_limit(void)
{
    struct sysinfo machine;
    uint64_t limit = groups_limit();
    if (sysinfo(&machine) == 0)
        limit = least(limit, (uint64_t)(machine.totalram + machine.totalswap) * machine.mem_unit);
    return limit;
}

uint64_t memory_limit(void)
{
    static _Atomic uint64_t known;
    uint64_t limit = atomic_load_explicit(&known, memory_order_relaxed);
    if (!limit) {
        limit = find_limit();
        atomic_store_explicit(&known, limit, memory_order_relaxed);
    }
    return limit;
}

/* ---- use ---- */

/* Bytes that are in memory and nowhere else: all, and those of files. */
static uint64_t in_use(void)
{
    char text[128];
    unsigned long all = 0, resident = 0, of_files = 0;
    if (!read_small("/proc/self/statm", text, sizeof text) || sscanf(text, "%lu %lu %lu", &all, &resident, &of_files) != 3 || resident < of_files)
        return 0;
    return (uint64_t)(resident - of_files) * (uint64_t)sysconf(_SC_PAGESIZE);
}

void memory_check(size_t more)
{
    uint64_t used = in_use();
    if (used + more <= UNNOTICED)
        return;
    uint64_t limit = memory_limit(), margin = least(limit / 5, MARGIN_MOST);      /* what can be taken before the next look, and for pages of files */
    if (used + more > limit - margin)
        arena_exhausted();
}

void memory_watch(void)
{
    static _Thread_local unsigned calls;
    if (++calls % LOOK_EVERY == 0)
        memory_check(0);
}
