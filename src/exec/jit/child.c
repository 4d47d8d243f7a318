/* child.c: the processes that compile. Some work, and may be ended at any time by what libgccjit does; one waits for them, passes on what they made
 * and takes away every file, also when the run that asked for it is gone or time is up. */
#include "exec/jit/child.h"

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
#include "exec/jit/scratch.h"

#define PATIENCE_MS 20000              /* for the compiler */
#define DESCRIPTORS_MOST 65536         /* that are closed one by one */
#define PARTS_MOST ((size_t)4)         /* of a module, made at once */
#define PART_LANES ((size_t)250)       /* a part with fewer costs more than it spares */

/* The processes that make one module between them. */
typedef struct Crew {
    const ChildTask *task;
    const char *folder, *made;             /* the temporary folder, and the shared object there */
    const char *objects[PARTS_MOST];       /* by part */
    size_t starts[PARTS_MOST + 1], parts;  /* each part's first function, and the end */
} Crew;

/* ---- those that work ---- */

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

/* Called in a process that has just been made: the run it is for may be gone already. leader: of the group that is ended together; 0: it leads. */
static void join_group(pid_t leader, pid_t above)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != above)
        _exit(1);
    setpgid(0, leader);
}

/* One part of the module becomes one object. */
_Noreturn static void work(const Crew *crew, size_t part)
{
    const CodeModule *m = crew->task->module;
    size_t first = crew->starts[part], count = crew->starts[part + 1] - first;
    atexit(leave_at_once);
    _exit(emit_module(crew->task->library, m->functions + first, count, crew->task->level, crew->objects[part]) ? 0 : 1);
}

/* Nothing but the parts is linked. */
_Noreturn static void link_parts(const Crew *crew, size_t none)
{
    char *arguments[PARTS_MOST + 8];
    size_t count = 0;
    (void)none;
    arguments[count++] = (char *)"ld";
    arguments[count++] = (char *)"-shared";
    arguments[count++] = (char *)"-o";
    arguments[count++] = (char *)crew->made;
    for (size_t i = 0; i < crew->parts; i++)
        arguments[count++] = (char *)crew->objects[i];
    arguments[count] = NULL;
    execvp("ld", arguments);              /* by the path that own_surroundings has set */
    _exit(1);
}

/* ---- the one that waits ---- */

/* Kernels before 5.9 have no call for it. */
static void close_from(int first)
{
    struct rlimit most;
    if (syscall(SYS_close_range, (unsigned)first, ~0u, 0u) == 0)
        return;
    int end = getrlimit(RLIMIT_NOFILE, &most) == 0 && most.rlim_cur < DESCRIPTORS_MOST ? (int)most.rlim_cur : DESCRIPTORS_MOST;
    for (int fd = first; fd < end; fd++)
        close(fd);
}

/* What the run's signals do is for the run; and nothing must reach its files. */
static void step_aside(int *out)
{
    int nothing = open("/dev/null", O_RDWR);
    *out = fcntl(*out, F_DUPFD, 4);
    for (int fd = 0; fd < 3; fd++)
        nothing < 0 ? close(fd) : dup2(nothing, fd);
    *out = dup2(*out, 3);
    close_from(4);
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

/* Until the last worker's end of the pipe closes. False when the run is gone, or time is up. */
static bool wait_for(int workers, int run)
{
    int64_t until = effort_clock() + (int64_t)PATIENCE_MS * 1000000;
    for (;;) {
        struct pollfd ends[] = {{.fd = workers, .events = POLLIN}, {.fd = run, .events = 0}};
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

/* Processes that all do one thing, each for its part. True when all of them succeeded. */
static bool run_crew(const Crew *crew, size_t count, void (*what)(const Crew *crew, size_t part))
{
    int ends[2], status = 1;
    pid_t above = getpid(), workers[PARTS_MOST];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    size_t started = 0;
    for (; started < count && (workers[started] = fork()) >= 0; started++) {
        if (workers[started] == 0) {
            close(ends[0]);
            close(crew->task->out);
            join_group(started ? workers[0] : 0, above);
            own_surroundings(crew->task, crew->folder);
            what(crew, started);
        }
        setpgid(workers[started], workers[0]);
    }
    close(ends[1]);
    bool good = wait_for(ends[0], crew->task->out) && started == count;
    if (!good && started)
        kill(-workers[0], SIGKILL);
    for (size_t i = 0; i < started; i++) {
        while (waitpid(workers[i], &status, 0) < 0 && errno == EINTR)
            continue;
        good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    close(ends[0]);
    return good;
}

/* As many parts as there are processors for, and work for: each has to open libgccjit and to call the assembler. */
static void divide(Arena *arena, Crew *crew)
{
    const CodeModule *m = crew->task->module;
    size_t all = 0, done = 0, part = 0, most = effort_processors();
    for (size_t i = 0; i < m->count; i++)
        all += m->functions[i]->lanes.count;
    crew->parts = all / PART_LANES < 1 ? 1 : all / PART_LANES;
    crew->parts = crew->parts > most ? most : crew->parts;
    crew->parts = crew->parts > m->count ? m->count : crew->parts;
    crew->parts = crew->parts > PARTS_MOST ? PARTS_MOST : crew->parts;
    for (size_t i = 0; i < m->count; i++) {
        size_t lanes = m->functions[i]->lanes.count;
        if (i && part + 1 < crew->parts && (2 * done + lanes) * crew->parts >= 2 * all * (part + 1))
            crew->starts[++part] = i;          /* more than half of the function would be beyond the part's share */
        done += lanes;
    }
    crew->parts = part + 1;                    /* fewer, where one function is most of it */
    crew->starts[crew->parts] = m->count;
    for (size_t i = 0; i < crew->parts; i++)
        crew->objects[i] = arena_printf(arena, "%s/kod-%zu.o", crew->folder, i);
}

_Noreturn void child_run(const ChildTask *given)
{
    ChildTask task = *given;
    Arena *arena = arena_new();
    step_aside(&task.out);
    char *folder = scratch_make(arena, task.module->folder);
    if (!folder)
        _exit(1);
    Crew crew = {.task = &task, .folder = folder, .made = arena_printf(arena, "%s/kod.so", folder)};
    divide(arena, &crew);
    bool good = run_crew(&crew, crew.parts, work) && run_crew(&crew, 1, link_parts);
    if (good)
        pass_on(arena, &task, crew.made);
    scratch_remove(folder);
    _exit(!good);
}
