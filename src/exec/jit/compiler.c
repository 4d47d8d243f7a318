/* compiler.c: knows compiled code by its key, and starts the process that makes it. The process is in child.c. */
#include "exec/jit/compiler.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/build.h"
#include "base/file.h"
#include "exec/jit/child.h"

#define WAKE_MS 50                     /* how soon a wait notices that the run is to stop */

#ifdef STYR_JIT
#define CAN_EMIT true
#else
#define CAN_EMIT false                 /* built without the header of libgccjit */
#endif

struct CodeJob {
    char key[CODE_KEY + 1];
    pid_t child;
    int fd;                            /* what the child sends comes here */
    StrBuf sealed;
    JobState state;
};

/* ---- what is there ---- */

static struct { const char *library, *programs, *level; } override;

void compiler_override(const char *library, const char *programs, const char *level)
{
    override.library = library;
    override.programs = programs;
    override.level = level;
}

const char *code_level(void)
{
    if (override.level)
        return override.level;
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4"))
        return "x86-64-v4";
    if (__builtin_cpu_supports("x86-64-v3"))
        return "x86-64-v3";
    if (__builtin_cpu_supports("x86-64-v2"))
        return "x86-64-v2";
#endif
    return NULL;
}

/* By its full name, so that nothing but the system's own is opened. NULL when it is not there. */
static const char *library_path(struct stat *status)
{
    static const char *const paths[] = {"/usr/lib/x86_64-linux-gnu/libgccjit.so.0", "/usr/lib64/libgccjit.so.0", "/usr/lib/libgccjit.so.0",
                                        "/lib/x86_64-linux-gnu/libgccjit.so.0"};
    if (override.library)
        return stat(override.library, status) == 0 ? override.library : NULL;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (stat(paths[i], status) == 0)
            return paths[i];
    return NULL;
}

static bool has_program(const char *folder, const char *name)
{
    char path[4200];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n > 0 && (size_t)n < sizeof path && access(path, X_OK) == 0;
}

/* libgccjit ends its process where the assembler or the linker is missing. */
static bool has_programs(void)
{
    const char *folder = override.programs ? override.programs : "/usr/bin";
    return has_program(folder, "as") && has_program(folder, "ld");
}

/* ---- keys ---- */

void module_print(StrBuf *out, const CodeModule *module)
{
    for (size_t i = 0; i < module->count; i++)
        lanes_print(out, module->functions[i]);
}

void module_key(CodeModule *module)
{
    struct stat status = {0};
    StrBuf text = {0};
    const char *level = code_level();
    library_path(&status);
    strbuf_printf(&text, "%s, %s, libgccjit %lld %lld.%09ld\n", program_build(), level ? level : "", (long long)status.st_size,
                  (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    module_print(&text, module);
    sha256_hex(strbuf_str(&text), module->key);
    strbuf_free(&text);
}

bool module_kept(const CodeModule *module)
{
    int folder = CAN_EMIT ? store_open_folder(module->folder) : -1;
    bool kept = folder >= 0 && store_has(folder, module->key);
    if (folder >= 0)
        close(folder);
    return kept;
}

bool compiler_there(void)
{
    struct stat status;
    return CAN_EMIT && code_level() && library_path(&status) && has_programs();
}

bool module_load(const CodeModule *module, CodeLibrary *out)
{
    int folder = CAN_EMIT ? store_open_folder(module->folder) : -1;
    Str sealed, object;
    if (folder < 0)
        return false;
    Arena *arena = arena_new();
    bool good = store_read(arena, folder, module->key, &sealed) && store_unseal(sealed, module->key, &object) && code_load(object, out);
    arena_free(arena);
    close(folder);
    return good;
}

/* ---- jobs ---- */

CodeJob *job_start(const CodeModule *module)
{
    struct stat status;
    ChildTask task = {.module = module, .library = library_path(&status), .programs = override.programs ? override.programs : "/usr/bin:/bin", .level = code_level()};
    int ends[2];
    if (!compiler_there() || pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        task.out = ends[1];
        child_run(&task);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return NULL;
    }
    CodeJob *job = calloc(1, sizeof *job);
    if (!job) {
        close(ends[0]);
        return NULL;
    }
    *job = (CodeJob){.child = child, .fd = ends[0], .state = JOB_RUNNING};
    memcpy(job->key, module->key, sizeof job->key);
    fcntl(job->fd, F_SETFL, O_NONBLOCK);
    return job;
}

/* Takes what has come; false when no more will. */
static bool take(CodeJob *job)
{
    char bytes[16384];
    for (;;) {
        ssize_t got = read(job->fd, bytes, sizeof bytes);
        if (got > 0 && job->sealed.n + (size_t)got <= CODE_MOST)
            strbuf_put(&job->sealed, (Str){bytes, (size_t)got});
        else if (got < 0 && errno == EINTR)
            continue;
        else
            return got < 0 && errno == EAGAIN;
    }
}

JobState job_poll(CodeJob *job, const Effort *wait, CodeLibrary *out)
{
    bool more = true;
    while (job->state == JOB_RUNNING && (more = take(job)) && wait && !effort_stopped(wait))
        poll(&(struct pollfd){.fd = job->fd, .events = POLLIN}, 1, WAKE_MS);
    if (job->state == JOB_RUNNING && !more) {
        Str object;
        bool good = job->sealed.n && store_unseal(strbuf_str(&job->sealed), job->key, &object) && code_load(object, out);
        job->state = good ? JOB_DONE : JOB_FAILED;
    }
    return job->state;
}

void job_end(CodeJob *job)
{
    close(job->fd);                    /* which the child notices */
    while (waitpid(job->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    strbuf_free(&job->sealed);
    free(job);
}
