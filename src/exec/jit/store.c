/* store.c: the folder of compiled code. What is read from it is believed only if the seal behind it holds; what is loaded is the checked bytes
 * themselves and not the file, which may change meanwhile. */
#include "exec/jit/store.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/effort.h"
#include "base/file.h"

#define KEPT_MOST 256                 /* shared objects in the folder */
#define NAME_MOST 96
#define ABANDONED_S 3600              /* an unfinished file that nobody has written in for so long is nobody's */

/* What stands behind the bytes of a shared object; ELF does not look there. */
typedef struct Seal { char magic[16], key[CODE_KEY], sum[64]; uint64_t size; } Seal;
static const char magic[16] = "styr-kod 1\n";

/* ---- seals ---- */

static void sum_of(Str object, const char *key, char sum[65])
{
    char both[129];
    sha256_hex(object, both);
    memcpy(both + 64, key, CODE_KEY);
    sha256_hex((Str){both, 128}, sum);
}

Str store_seal(Arena *arena, const char *key, Str object)
{
    Seal seal = {.size = object.n};
    char sum[65];
    char *bytes = arena_alloc(arena, object.n + sizeof seal);
    sum_of(object, key, sum);
    memcpy(seal.magic, magic, sizeof seal.magic);
    memcpy(seal.key, key, sizeof seal.key);
    memcpy(seal.sum, sum, sizeof seal.sum);
    memcpy(bytes, object.s, object.n);
    memcpy(bytes + object.n, &seal, sizeof seal);
    return (Str){bytes, object.n + sizeof seal};
}

bool store_unseal(Str sealed, const char *key, Str *object)
{
    Seal seal;
    char sum[65];
    if (sealed.n <= sizeof seal)
        return false;
    memcpy(&seal, sealed.s + sealed.n - sizeof seal, sizeof seal);
    *object = (Str){sealed.s, sealed.n - sizeof seal};
    if (memcmp(seal.magic, magic, sizeof seal.magic) != 0 || memcmp(seal.key, key, sizeof seal.key) != 0 || seal.size != object->n)
        return false;
    sum_of(*object, key, sum);
    return memcmp(seal.sum, sum, sizeof seal.sum) == 0;
}

/* ---- the folder ---- */

static bool is_private(const struct stat *status)
{
    return status->st_uid == geteuid() && (status->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static int open_private(const char *path)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && (fstat(fd, &status) != 0 || !is_private(&status))) {
        close(fd);
        return -1;
    }
    return fd;
}

int store_open_folder(const char *path)
{
    if (!path || path[0] != '/')
        return -1;
    int fd = open_private(path);
    if (fd < 0 && errno == ENOENT) {
        file_make_folders(path);
        fd = open_private(path);
    }
    return fd;
}

static void file_name(const char *key, char out[NAME_MOST])
{
    snprintf(out, NAME_MOST, "%.*s.so", CODE_KEY, key);
}

static bool read_all(int fd, char *at, size_t size)
{
    while (size) {
        ssize_t got = read(fd, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

bool store_has(int folder, const char *key)
{
    char name[NAME_MOST];
    file_name(key, name);
    return faccessat(folder, name, R_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

bool store_read(Arena *arena, int folder, const char *key, Str *out)
{
    char name[NAME_MOST];
    struct stat status;
    Str object;
    file_name(key, name);
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool good = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && is_private(&status) && status.st_size > 0 && (uint64_t)status.st_size <= CODE_MOST;
    if (good) {
        char *bytes = arena_alloc(arena, (size_t)status.st_size);
        good = read_all(fd, bytes, (size_t)status.st_size);
        *out = (Str){bytes, (size_t)status.st_size};
        good = good && store_unseal(*out, key, &object);
        if (good)
            futimens(fd, NULL);       /* the ones that are used longest ago go first */
    }
    close(fd);
    return good;
}

/* ---- keeping ---- */

static bool is_code(const char *name)
{
    size_t n = strlen(name);
    return n == CODE_KEY + 3 && strcmp(name + CODE_KEY, ".so") == 0;
}

/* What a process that was killed never finished. */
static void drop_unfinished(int folder, const char *name, const struct stat *status)
{
    size_t n = strlen(name);
    if (n > CODE_KEY + 4 && strcmp(name + n - 4, ".tmp") == 0 && effort_file_clock() / 1000000000 - status->st_mtim.tv_sec > ABANDONED_S)
        unlinkat(folder, name, 0);
}

/* Counts the shared objects; *oldest: the name of the one that was used longest ago. */
static size_t count_kept(int folder, char oldest[NAME_MOST])
{
    int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);
    size_t count = 0;
    struct timespec least = {0};
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        struct stat status;
        if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
            continue;
        if (!is_code(entry->d_name)) {
            drop_unfinished(folder, entry->d_name, &status);
            continue;
        }
        bool older = status.st_mtim.tv_sec < least.tv_sec || (status.st_mtim.tv_sec == least.tv_sec && status.st_mtim.tv_nsec < least.tv_nsec);
        if (count++ == 0 || older) {
            least = status.st_mtim;
            snprintf(oldest, NAME_MOST, "%.*s", CODE_KEY + 3, entry->d_name);
        }
    }
    if (entries)
        closedir(entries);
    else if (copy >= 0)
        close(copy);
    return count;
}

static void drop_oldest(int folder)
{
    char oldest[NAME_MOST];
    for (int i = 0; i < 8 && count_kept(folder, oldest) > KEPT_MOST; i++)
        unlinkat(folder, oldest, 0);
}

bool store_write(int folder, const char *key, Str sealed)
{
    char name[NAME_MOST], temporary[NAME_MOST + 32];
    file_name(key, name);
    snprintf(temporary, sizeof temporary, "%.*s.%ld.tmp", CODE_KEY, key, (long)getpid());
    unlinkat(folder, temporary, 0);
    int fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = file_put(fd, sealed);
    good = close(fd) == 0 && good;
    good = good && renameat(folder, temporary, folder, name) == 0;
    if (!good)
        unlinkat(folder, temporary, 0);
    drop_oldest(folder);
    return good;
}

/* ---- loading ---- */

#ifndef MFD_EXEC
#define MFD_EXEC 0x10U                /* asked for by newer kernels */
#endif

static int memory_file(void)
{
    int fd = memfd_create("styr-kod", MFD_CLOEXEC | MFD_EXEC);
    return fd >= 0 || errno != EINVAL ? fd : memfd_create("styr-kod", MFD_CLOEXEC);
}

/* A file without a name, where memory files may not be executed. */
static int nameless_file(void)
{
    static const char *const folders[] = {"/tmp", "/var/tmp", "/dev/shm"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int fd = open(folders[i], O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fd;
    }
    return -1;
}

/* The file stays open while the library is loaded: its number is the library's name to dlopen, and must not be another's. */
static bool load_from(int fd, Str object, CodeLibrary *out)
{
    char path[48];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    void *handle = fd >= 0 && file_put(fd, object) ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    if (handle)
        *out = (CodeLibrary){handle, fd};
    else if (fd >= 0)
        close(fd);
    return handle != NULL;
}

bool code_load(Str object, CodeLibrary *out)
{
    *out = CODE_LIBRARY_NONE;
    return load_from(memory_file(), object, out) || load_from(nameless_file(), object, out);
}

LaneFn *code_function(const CodeLibrary *library, const char *name)
{
    return (LaneFn *)dlsym(library->handle, name);
}

void code_unload(CodeLibrary *library)
{
    if (library->handle)
        dlclose(library->handle);
    if (library->fd >= 0)
        close(library->fd);
    *library = CODE_LIBRARY_NONE;
}
