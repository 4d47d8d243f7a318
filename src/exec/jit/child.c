/* child.c: the processes that compile. One works, and may be ended at any time by what libgccjit does; the other waits for it, passes on what it made
 * and takes away every file, also when the run that asked for it is gone or time is up. */
#include "exec/jit/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "exec/jit/emit.h"

#define PATIENCE_MS 20000              /* for the compiler */
#define DEEPEST 4                      /* folders in the temporary one */

/* ---- the temporary folder ---- */

static void remove_below(int folder, int depth)
{
    DIR *entries = fdopendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || unlinkat(dirfd(entries), entry->d_name, 0) == 0)
            continue;
        int below = depth < DEEPEST ? openat(dirfd(entries), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1;
        if (below >= 0)
            remove_below(below, depth + 1);
        unlinkat(dirfd(entries), entry->d_name, AT_REMOVEDIR);
    }
    if (entries)
        closedir(entries);
    else
        close(folder);
}

static void remove_folder(const char *path)
{
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0)
        remove_below(folder, 0);
    rmdir(path);
}

/* Beside the code that is kept, or else where temporary files are. NULL when nothing can be written. */
static char *make_folder(Arena *arena, const CodeModule *module)
{
    const char *given = getenv("TMPDIR");
    const char *places[] = {module->folder, given && given[0] == '/' ? given : NULL, "/tmp", "/dev/shm"};
    int kept = store_open_folder(module->folder);
    if (kept >= 0)
        close(kept);
    for (size_t i = kept < 0; i < sizeof places / sizeof *places; i++) {
        char *path = places[i] ? arena_printf(arena, "%s/styr-kod-XXXXXX", places[i]) : NULL;
        if (path && mkdtemp(path))
            return path;
    }
    return NULL;
}

/* ---- the one that works ---- */

/* Nothing of the caller's surroundings reaches the assembler and the linker. */
static void own_surroundings(const ChildTask *task, const char *folder)
{
    clearenv();
    setenv("PATH", task->programs, 1);
    setenv("TMPDIR", folder, 1);
    setenv("LC_ALL", "C", 1);
    struct rlimit none = {0, 0}, seconds = {PATIENCE_MS / 1000, PATIENCE_MS / 1000};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_CPU, &seconds);
    umask(077);
}

/* libgccjit calls exit() where it gives up; what the run had to do at its end must not be done here. */
static void leave_at_once(void)
{
    _exit(1);
}

_Noreturn static void work(const ChildTask *task, const char *folder, const char *object, pid_t above)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != above)
        _exit(1);
    setpgid(0, 0);
    atexit(leave_at_once);
    own_surroundings(task, folder);
    const CodeModule *m = task->module;
    _exit(emit_module(task->library, m->functions, m->count, task->level, object) ? 0 : 1);
}

/* ---- the one that waits ---- */

/* What the run's signals do is for the run; and nothing must reach its files. */
static void step_aside(int *out)
{
    int nothing = open("/dev/null", O_RDWR);
    *out = fcntl(*out, F_DUPFD, 4);
    for (int fd = 0; fd < 3; fd++)
        nothing < 0 ? close(fd) : dup2(nothing, fd);
    *out = dup2(*out, 3);
    syscall(SYS_close_range, 4u, ~0u, 0u);
    fcntl(3, F_SETFD, FD_CLOEXEC);
    setsid();
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
}

/* Until the worker's end of the pipe closes. False when the run is gone, or time is up. */
static bool wait_for(int worker, int run)
{
    int64_t until = effort_clock() + (int64_t)PATIENCE_MS * 1000000;
    for (;;) {
        struct pollfd ends[] = {{.fd = worker, .events = POLLIN}, {.fd = run, .events = 0}};
        int64_t left = (until - effort_clock()) / 1000000;
        int ready = poll(ends, 2, left < 0 ? 0 : (int)left);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0 || (ends[1].revents & (POLLERR | POLLHUP)))
            return false;
        if (ends[0].revents)
            return true;
    }
}

/* Seals what was made, sends it to the run and keeps it. */
static void pass_on(Arena *arena, const ChildTask *task, const char *object)
{
    Str bytes;
    const char *detail;
    if (file_read(arena, object, CODE_MOST, &bytes, &detail) != FILE_OK || bytes.n == 0)
        return;
    Str sealed = store_seal(arena, task->module->key, bytes);
    if (!file_put(task->out, sealed))
        return;
    int folder = store_open_folder(task->module->folder);
    if (folder >= 0)
        store_write(folder, task->module->key, sealed);
}

static bool compile(const ChildTask *task, const char *folder, const char *object)
{
    int ends[2], status = 1;
    pid_t above = getpid(), worker;
    if (pipe2(ends, O_CLOEXEC) != 0 || (worker = fork()) < 0)
        return false;
    if (worker == 0) {
        close(ends[0]);
        close(task->out);
        work(task, folder, object, above);
    }
    setpgid(worker, worker);
    close(ends[1]);
    bool ended = wait_for(ends[0], task->out);
    if (!ended)
        kill(-worker, SIGKILL);
    while (waitpid(worker, &status, 0) < 0 && errno == EINTR)
        continue;
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

_Noreturn void child_run(const ChildTask *given)
{
    ChildTask task = *given;
    Arena *arena = arena_new();
    step_aside(&task.out);
    char *folder = make_folder(arena, task.module);
    if (!folder)
        _exit(1);
    char *object = arena_printf(arena, "%s/kod.so", folder);
    bool good = compile(&task, folder, object);
    if (good)
        pass_on(arena, &task, object);
    remove_folder(folder);
    _exit(!good);
}
