/* file.c: reading whole files, writing whole files by way of a temporary one. Base. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_standard(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

static void tell(const char **detail, int error)
{
    if (detail)
        *detail = strerror(error);
}

/* ---- reading ---- */

static FileStatus status_of(int error)
{
    switch (error) {
    case ENOENT: case ENOTDIR: return FILE_NOT_FOUND;
    case EACCES: case EPERM: return FILE_NO_ACCESS;
    case EISDIR: return FILE_IS_DIRECTORY;
    default: return FILE_IO;
    }
}

/* Fills at most n bytes; a short count means the end of the file, -1 an error. */
static ssize_t read_fully(int fd, char *at, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = read(fd, at + done, n - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

/* To the end, whatever the length turns out to be: pipes, terminals, files of /proc. */
static FileStatus read_stream(Arena *arena, int fd, size_t limit, Str *out)
{
    char chunk[16384];
    StrBuf all = {0};
    FileStatus status = FILE_OK;
    for (ssize_t got; (got = read_fully(fd, chunk, sizeof chunk)) != 0;) {
        if (got < 0) {
            status = status_of(errno);
            break;
        }
        if ((size_t)got > limit - all.n) {
            status = FILE_TOO_LARGE;
            break;
        }
        strbuf_put(&all, (Str){chunk, (size_t)got});
    }
    if (status == FILE_OK)
        *out = str_dup(arena, strbuf_str(&all));
    int error = errno;
    strbuf_free(&all);
    errno = error;
    return status;
}

static FileStatus read_regular(Arena *arena, int fd, size_t size, Str *out)
{
    char *text = arena_alloc(arena, size + 1);
    ssize_t got = read_fully(fd, text, size);
    if (got < 0)
        return status_of(errno);
    *out = (Str){text, (size_t)got};
    return (size_t)got == size ? FILE_OK : FILE_CHANGED;
}

static bool is_changed(const struct stat *before, const struct stat *after)
{
    return before->st_size != after->st_size || before->st_mtim.tv_sec != after->st_mtim.tv_sec
        || before->st_mtim.tv_nsec != after->st_mtim.tv_nsec;
}

static FileStatus read_open(Arena *arena, int fd, size_t limit, Str *out)
{
    struct stat before, after;
    if (fstat(fd, &before) != 0)
        return status_of(errno);
    if (S_ISDIR(before.st_mode))
        return FILE_IS_DIRECTORY;
    if (!S_ISREG(before.st_mode))
        return read_stream(arena, fd, limit, out);
    if ((uintmax_t)before.st_size > limit)
        return FILE_TOO_LARGE;
    FileStatus status = before.st_size == 0 || lseek(fd, 0, SEEK_CUR) != 0
        ? read_stream(arena, fd, limit, out)
        : read_regular(arena, fd, (size_t)before.st_size, out);
    if (status != FILE_OK)
        return status;
    if (fstat(fd, &after) != 0)
        return status_of(errno);
    return is_changed(&before, &after) ? FILE_CHANGED : FILE_OK;
}

/* A named pipe that nobody writes to is empty, instead of something to wait for: the name may come from a file that somebody else wrote. */
static int open_to_read(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd >= 0)
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
    return fd;
}

FileStatus file_read(Arena *arena, const char *path, size_t limit, Str *out, const char **detail)
{
    errno = 0;
    bool standard = is_standard(path);
    int fd = standard ? STDIN_FILENO : open_to_read(path);
    FileStatus status = fd < 0 ? status_of(errno) : read_open(arena, fd, limit, out);
    if (detail)
        *detail = status == FILE_OK ? "" : strerror(errno);
    if (fd >= 0 && !standard)
        close(fd);
    return status;
}

/* ---- writing ---- */

bool file_put(int fd, Str text)
{
    while (text.n) {
        ssize_t wrote = write(fd, text.s, text.n);
        if (wrote >= 0) {
            text = (Str){text.s + wrote, text.n - (size_t)wrote};
            continue;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
        else if (errno != EINTR)
            return false;
    }
    return true;
}

bool file_put_at(int fd, const void *data, size_t size, uint64_t to)
{
    for (size_t at = 0; at < size;) {
        ssize_t wrote = pwrite(fd, (const char *)data + at, size - at, (off_t)(to + at));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        at += (size_t)wrote;
    }
    return true;
}

/* Some file systems and devices have no fsync; that is no reason to refuse a file that was written. */
static bool sync_file(int fd)
{
    return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

/* Closes in any case; keeps the errno of what failed first. */
static bool close_after(int fd, bool good)
{
    int error = errno;
    bool closed = close(fd) == 0 || errno == EINTR;
    if (!good)
        errno = error;
    return good && closed;
}

static bool write_standard(Str text)
{
    return fflush(stdout) == 0 && file_put(STDOUT_FILENO, text);
}

static bool write_in_place(const char *path, Str text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return fd >= 0 && close_after(fd, file_put(fd, text));
}

/* A new file beside path, its name put into name. Made with O_EXCL by a name of our own rather than by mkstemp, whose mode 0600
 * could be widened to the user's umask only by changing the umask of the whole process. */
static int open_beside(const char *path, char name[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    for (int i = 0; i < 1000; i++) {
        int length = snprintf(name, PATH_MAX, "%.*s.styr-%ld-%d.tmp", folder, path, (long)getpid(), i);
        if (length >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* old: the file that is replaced, or NULL if there is none. */
static bool write_replacing(const char *path, Str text, const struct stat *old)
{
    char name[PATH_MAX];
    int fd = open_beside(path, name);
    if (fd < 0)
        return false;
    bool good = file_put(fd, text) && (!old || fchmod(fd, old->st_mode & 07777) == 0) && sync_file(fd);
    good = close_after(fd, good) && rename(name, path) == 0;
    if (!good) {
        int error = errno;
        unlink(name);
        errno = error;
    }
    return good;
}

static bool write_path(const char *path, Str text)
{
    struct stat old;
    if (stat(path, &old) != 0)
        return errno == ENOENT && write_replacing(path, text, NULL);
    if (!S_ISREG(old.st_mode))
        return write_in_place(path, text);
    /* The rename would go through where the file itself is write-protected, and would replace a link instead of what it points to. */
    if (access(path, W_OK) != 0)
        return false;
    char real[PATH_MAX];
    return realpath(path, real) && write_replacing(real, text, &old);
}

bool file_write(const char *path, Str text, const char **detail)
{
    bool good = is_standard(path) ? write_standard(text) : write_path(path, text);
    if (!good)
        tell(detail, errno);
    return good;
}

bool file_create(const char *path, Str text, const char **detail)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) {
        tell(detail, errno);
        return false;
    }
    bool good = file_put(fd, text) && sync_file(fd);
    if (close_after(fd, good))
        return true;
    tell(detail, errno);
    unlink(path);
    return false;
}

char *path_join(Arena *arena, Str base_file, Str relative)
{
    bool absolute = relative.n && relative.s[0] == '/';
    const char *slash = absolute || base_file.n == 0 ? NULL : memrchr(base_file.s, '/', base_file.n);
    size_t folder = slash ? (size_t)(slash - base_file.s) + 1 : 0;
    char *path = arena_alloc(arena, folder + relative.n + 1);
    if (folder)
        memcpy(path, base_file.s, folder);
    if (relative.n)
        memcpy(path + folder, relative.s, relative.n);
    return path;
}

/* The last part of the path so far, to be taken back by `..`; nothing where that is itself `..` or the root. */
static bool drop_part(StrBuf *out)
{
    size_t end = out->n;
    while (end > 0 && out->s[end - 1] == '/')
        end--;
    size_t start = end;
    while (start > 0 && out->s[start - 1] != '/')
        start--;
    bool above = end - start == 2 && memcmp(out->s + start, "..", 2) == 0;
    if (end == start || above)
        return false;
    out->n = start;
    out->s[start] = '\0';
    return true;
}

char *path_shown(Arena *arena, const char *path)
{
    StrBuf out = {0};
    if (*path == '/')
        strbuf_putc(&out, '/');
    while (*path) {
        size_t n = strcspn(path, "/");
        bool here = n == 0 || (n == 1 && *path == '.'), up = n == 2 && memcmp(path, "..", 2) == 0;
        if (!here && !(up && drop_part(&out))) {
            strbuf_put(&out, (Str){path, n});
            if (path[n])
                strbuf_putc(&out, '/');
        }
        path += n + (path[n] == '/');
    }
    char *shown = arena_strdup(arena, out.n ? out.s : ".");
    strbuf_free(&out);
    return shown;
}

void file_make_folders(const char *path)
{
    char part[PATH_MAX];
    size_t n = strlen(path);
    if (n >= sizeof part)
        return;
    for (size_t at = 1; at <= n; at++) {
        if (path[at] != '/' && path[at] != '\0')
            continue;
        memcpy(part, path, at);
        part[at] = '\0';
        mkdir(part, 0700);
    }
}
