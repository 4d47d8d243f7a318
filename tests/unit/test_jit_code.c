/* test_jit_code.c: what can go wrong on the way to compiled code: no compiler, hostile surroundings, damaged files, two at once, a run that ends. */
#include <criterion/criterion.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "exec/jit/compiler.h"
#include "exec/jit/estimate.h"

static Arena *arena;
static char home[] = "/tmp/styr-prov-XXXXXX";

static void set_up(void)
{
    arena = arena_new();
    cr_assert(mkdtemp(home) != NULL);
    compiler_override(NULL, NULL, NULL);
}

static void tear_down(void)
{
    if (fork() == 0)
        execl("/bin/rm", "rm", "-rf", home, (char *)NULL), _exit(1);
    wait(NULL);
    arena_free(arena);
}

/* Where there is no compiler at all, only what is done without one can be tested. */
#define NEEDS_COMPILER if (!compiler_there()) return

TestSuite(jit_code, .init = set_up, .fini = tear_down);

static const char *below_home(const char *name)
{
    return arena_printf(arena, "%s/%s", home, name);
}

static const char *folder_with(const char *name, mode_t mode)
{
    const char *path = below_home(name);
    cr_assert(mkdir(path, 0700) == 0 && chmod(path, mode) == 0);
    return path;
}

static void put_file(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL);
    fputs(text, file);
    fclose(file);
    chmod(path, mode);
}

/* x + k of each row; another k is other code. */
static CodeModule module_of(const char *folder, int64_t k)
{
    LaneCode *code = ARENA_NEW(arena, LaneCode);
    const LaneCode **functions = arena_array(arena, 1, sizeof *functions);
    lanes_init(code, arena, "plus");
    LaneId x = lane_load(code, (LaneArray){.width = WIDTH_I64, .name = "x"}, 62);
    lane_out(code, lane_op(code, LANE_ADD, x, lane_const(code, k)), false, "y");
    lanes_finish(code);
    functions[0] = code;
    CodeModule module = {.functions = functions, .count = 1, .folder = folder};
    module_key(&module);
    return module;
}

static void expect_plus(const CodeLibrary *library, int64_t k, const char *what)
{
    int64_t in[LANE_BLOCK], out[LANE_BLOCK] = {0};
    size_t wrong = 0;
    LaneFn *plus = code_function(library, "plus");
    cr_assert(plus != NULL, "%s", what);
    for (int64_t i = 0; i < LANE_BLOCK; i++)
        in[i] = i * 1000;
    plus((const void *const[]){in}, NULL, (void *const[]){out}, &lane_helpers, LANE_BLOCK);
    for (int64_t i = 0; i < LANE_BLOCK; i++)
        wrong += out[i] != i * 1000 + k;
    cr_expect_eq(wrong, 0, "%s", what);
}

static JobState compile(const CodeModule *module, CodeLibrary *library)
{
    static const Effort plain;
    *library = CODE_LIBRARY_NONE;
    CodeJob *job = job_start(module);
    if (!job)
        return JOB_FAILED;
    JobState state = job_poll(job, &plain, library);
    job_end(job);
    return state;
}

static void expect_compiled(const CodeModule *module, int64_t k, const char *what)
{
    CodeLibrary library;
    cr_expect_eq(compile(module, &library), JOB_DONE, "%s: not compiled", what);
    if (library.handle)
        expect_plus(&library, k, what);
    code_unload(&library);
}

/* Files in a folder whose name has the text in it. */
static size_t files_like(const char *path, const char *text)
{
    DIR *folder = opendir(path);
    size_t count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        count += entry->d_name[0] != '.' && strstr(entry->d_name, text) != NULL;
    if (folder)
        closedir(folder);
    return count;
}

static bool is_loaded(const CodeModule *module)
{
    CodeLibrary library;
    bool good = module_load(module, &library);
    if (good)
        code_unload(&library);
    return good;
}

Test(jit_code, code_is_kept_and_found_again)
{
    NEEDS_COMPILER;
    const char *folder = below_home("kod");
    CodeModule module = module_of(folder, 7), other = module_of(folder, 8);
    struct stat status;
    cr_expect(!is_loaded(&module), "it cannot be there yet");
    expect_compiled(&module, 7, "first");
    cr_expect(is_loaded(&module) && module_kept(&module), "it was kept");
    cr_expect(!is_loaded(&other), "other code has another key");
    cr_expect(stat(folder, &status) == 0 && (status.st_mode & 0777) == 0700, "the folder is private");
    cr_expect(stat(arena_printf(arena, "%s/%s.so", folder, module.key), &status) == 0 && (status.st_mode & 0777) == 0600, "so is the file");
    cr_expect_eq(files_like(folder, ""), 1, "nothing else is left");
}

Test(jit_code, without_a_compiler_nothing_is_started)
{
    CodeModule module = module_of(below_home("kod"), 1);
    compiler_override(below_home("libgccjit.so.0"), NULL, NULL);
    cr_expect(!compiler_there() && job_start(&module) == NULL, "no library");
    compiler_override(NULL, folder_with("tom", 0700), NULL);
    cr_expect(!compiler_there() && job_start(&module) == NULL, "no assembler");
}

Test(jit_code, a_compiler_that_fails_leaves_nothing)
{
    NEEDS_COMPILER;
    const char *programs = folder_with("program", 0700), *folder = folder_with("kod", 0700);
    CodeModule module = module_of(folder, 1);
    CodeLibrary library;
    put_file(below_home("program/as"), "#!/bin/sh\nexit 1\n", 0700);
    put_file(below_home("program/ld"), "#!/bin/sh\nexit 1\n", 0700);
    compiler_override(NULL, programs, NULL);
    cr_expect_eq(compile(&module, &library), JOB_FAILED, "an assembler that fails");
    cr_expect_eq(files_like(folder, ""), 0, "nothing is left of it");
    put_file(below_home("ingen.so"), "inget bibliotek", 0600);
    compiler_override(below_home("ingen.so"), NULL, NULL);
    cr_expect_eq(compile(&module, &library), JOB_FAILED, "a library that is none");
    compiler_override(NULL, NULL, "x86-64-v9");
    cr_expect_eq(compile(&module, &library), JOB_FAILED, "a processor that the compiler does not know");
    cr_expect_eq(files_like(folder, ""), 0, "nothing is left of them");
}

Test(jit_code, a_folder_that_others_may_write_in_is_not_used)
{
    NEEDS_COMPILER;
    const char *open_to_all = folder_with("alla", 0777), *ours = folder_with("vår", 0700), *link = below_home("länk");
    cr_assert_eq(symlink(ours, link), 0);
    const char *const refused[] = {open_to_all, link, "/proc/finns/inte", "relativ", NULL};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        CodeModule module = module_of(refused[i], 3);
        expect_compiled(&module, 3, refused[i] ? refused[i] : "no folder");
        cr_expect(!module_kept(&module), "%s: kept", refused[i] ? refused[i] : "no folder");
    }
    cr_expect_eq(files_like(open_to_all, "") + files_like(ours, ""), 0, "nothing was written");
}

/* Every byte of what is kept counts; what does not hold is made anew. */
Test(jit_code, damaged_code_is_not_loaded)
{
    NEEDS_COMPILER;
    const char *folder = folder_with("kod", 0700);
    CodeModule module = module_of(folder, 5), other = module_of(folder, 6);
    const char *path = arena_printf(arena, "%s/%s.so", folder, module.key), *detail;
    Str whole;
    expect_compiled(&module, 5, "first");
    cr_assert_eq(file_read(arena, path, CODE_MOST, &whole, &detail), FILE_OK);
    for (size_t at = 0; at < whole.n; at += whole.n / 40 + 1) {
        char *bytes = arena_strndup(arena, whole.s, whole.n);
        bytes[at] ^= 16;
        cr_assert(file_write(path, (Str){bytes, whole.n}, &detail));
        cr_expect(!is_loaded(&module), "byte %zu changed", at);
        cr_assert(file_write(path, (Str){whole.s, at}, &detail));
        cr_expect(!is_loaded(&module), "%zu bytes of %zu", at, whole.n);
    }
    cr_assert(file_write(path, whole, &detail));
    cr_expect(is_loaded(&module), "whole again");
    cr_assert_eq(rename(path, arena_printf(arena, "%s/%s.so", folder, other.key)), 0);
    cr_expect(!is_loaded(&other), "made for something else");
    expect_compiled(&other, 6, "anew");
    cr_expect(is_loaded(&other), "and kept in its place");
}

Test(jit_code, a_hostile_path_is_not_looked_in)
{
    NEEDS_COMPILER;
    const char *folder = folder_with("kod", 0700), *programs = folder_with("ont", 0700), *mark = below_home("spår");
    static const char *const names[] = {"as", "ld", "collect2", "gcc", "x86_64-linux-gnu-gcc-12"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_file(arena_printf(arena, "%s/%s", programs, names[i]), arena_printf(arena, "#!/bin/sh\ntouch %s\nexit 1\n", mark), 0700);
    static const char *const variables[] = {"PATH", "COMPILER_PATH", "GCC_EXEC_PREFIX", "LIBRARY_PATH", "TMPDIR"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        setenv(variables[i], programs, 1);
    CodeModule module = module_of(folder, 9);
    expect_compiled(&module, 9, "with a hostile PATH");
    cr_expect(access(mark, F_OK) != 0, "one of its programs was run");
}

Test(jit_code, two_at_once_both_succeed)
{
    NEEDS_COMPILER;
    static const Effort plain;
    const char *folder = folder_with("kod", 0700);
    CodeModule module = module_of(folder, 4);
    CodeJob *jobs[2] = {job_start(&module), job_start(&module)};
    for (size_t i = 0; i < 2; i++) {
        CodeLibrary library = CODE_LIBRARY_NONE;
        cr_assert(jobs[i] != NULL);
        cr_expect_eq(job_poll(jobs[i], &plain, &library), JOB_DONE, "job %zu", i);
        if (library.handle)
            expect_plus(&library, 4, "one of two");
        code_unload(&library);
        job_end(jobs[i]);
    }
    cr_expect_eq(files_like(folder, ""), 1, "one file is left");
    cr_expect(is_loaded(&module), "and it is whole");
}

static bool becomes_empty(const char *folder)
{
    for (int i = 0; i < 500; i++) {
        if (files_like(folder, "styr-kod") == 0 && files_like(folder, "tmp") == 0)
            return true;
        usleep(20000);
    }
    return false;
}

/* The run is killed, or interrupted, while its code is being made. */
Test(jit_code, a_run_that_ends_leaves_no_files)
{
    NEEDS_COMPILER;
    static const int numbers[] = {SIGKILL, SIGINT};
    const char *folder = folder_with("kod", 0700);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        CodeModule module = module_of(folder, 100 + (int64_t)i);
        pid_t run = fork();
        if (run == 0) {
            signal(SIGINT, SIG_DFL);
            setpgid(0, 0);
            if (!job_start(&module))
                _exit(1);
            for (;;)
                pause();
        }
        for (int tries = 0; tries < 500 && files_like(folder, "styr-kod") == 0; tries++)
            usleep(2000);
        kill(run, numbers[i]);
        waitpid(run, NULL, 0);
        cr_expect(becomes_empty(folder), "signal %d: files are left", numbers[i]);
    }
}

Test(jit_code, ending_a_job_does_not_wait_for_the_compiler)
{
    NEEDS_COMPILER;
    const char *folder = folder_with("kod", 0700);
    CodeModule module = module_of(folder, 11);
    CodeJob *job = job_start(&module);
    cr_assert(job != NULL);
    job_end(job);
    cr_expect_eq(files_like(folder, "styr-kod"), 0, "its temporary folder is left");
}

/* From how many rows making code is thought to pay; 0: it turns more than once, or never. */
static size_t turning_point(CodeEstimate e)
{
    bool paid = false;
    size_t turned = 0, from = 0;
    for (e.rows = 1000; e.rows < (size_t)1 << 30; e.rows += e.rows / 16) {
        bool pays = code_saving(&e) > 0;
        turned += pays != paid;
        from = pays && !paid ? e.rows : from;
        paid = pays;
    }
    return turned == 1 && paid ? from : 0;
}

/* Code pays when it is there soon enough, and the more the longer the scan is. */
Test(jit_code, the_estimate_turns_where_it_should)
{
    static const struct { const char *what; CodeEstimate e; size_t least, most; } rows[] = {
        {"four expressions that round", {.threads = 1, .steps = 39, .rounds = 5, .lanes = 91, .shapes = 1}, 100000, 400000},
        {"forty", {.threads = 1, .steps = 361, .rounds = 40, .lanes = 584, .shapes = 1}, 30000, 200000},
        {"four that add and compare", {.threads = 1, .steps = 13, .lanes = 24, .shapes = 1}, 500000, 2000000},
        {"forty on two threads", {.threads = 2, .steps = 361, .rounds = 40, .lanes = 584, .shapes = 1}, 60000, 400000},
        {"two shapes", {.threads = 1, .steps = 39, .rounds = 5, .lanes = 91, .shapes = 2}, 150000, 600000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t from = turning_point(rows[i].e);
        cr_expect(from >= rows[i].least && from <= rows[i].most, "%s: at %zu rows", rows[i].what, from);
    }
    CodeEstimate wide = {.rows = 100000000, .threads = 1, .steps = 100, .lanes = 300, .wide = 80, .shapes = 1};
    cr_expect_leq(code_saving(&wide), 0, "products of more than 64 bits gain nothing");
}

Test(jit_code, code_that_is_there_pays_sooner)
{
    CodeEstimate e = {.rows = 20000, .threads = 1, .steps = 26, .lanes = 60, .shapes = 1};
    cr_expect_leq(code_saving(&e), 0, "a small table does not wait for a compiler");
    e.kept = true;
    cr_expect_gt(code_saving(&e), 0, "but takes what is there");
    e.rows = 500;
    cr_expect_leq(code_saving(&e), 0, "unless it is very small");
    e = (CodeEstimate){.rows = UINT32_MAX, .threads = 1, .steps = 20000, .lanes = 20000, .shapes = 1, .kept = true};
    cr_expect_gt(code_saving(&e), 0, "the largest table");
}
