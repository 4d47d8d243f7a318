/* test_base.c: arena, strings, vectors, maps and files. */
#include <criterion/criterion.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"

/* ---- arena ---- */

Test(arena, memory_is_zeroed_aligned_and_separate)
{
    static const size_t sizes[] = {0, 1, 7, 8, 16, 100, 3000, 9000, 70000, 3 << 20};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    Arena *arena = arena_new();
    unsigned char *all[5 * SIZES];
    for (size_t i = 0; i < 5 * SIZES; i++) {
        size_t size = sizes[i % SIZES];
        all[i] = arena_alloc(arena, size);
        cr_expect_eq((uintptr_t)all[i] % 16, 0, "%zu bytes are aligned", size);
        for (size_t k = 0; k < size; k++)
            if (all[i][k] != 0)
                cr_assert_fail("%zu bytes are not zero", size);
        memset(all[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < 5 * SIZES; i++)
        for (size_t k = 0; k < sizes[i % SIZES]; k++)
            if (all[i][k] != i + 1)
                cr_assert_fail("allocation %zu was overwritten", i);
    cr_expect_str_eq(arena_printf(arena, "%s %d", "å", 7), "å 7", "printf into an arena");
    cr_expect_str_eq(arena_strndup(arena, "hej", 2), "he", "strndup");
    cr_expect_str_eq(arena_strdup(arena, ""), "", "empty strdup");
    arena_free(arena);
    arena_free(NULL);
}

static void freopen_stderr(void)
{
    cr_expect(freopen("/dev/null", "w", stderr), "stderr is silenced");
}

Test(arena, impossible_sizes_abort, .signal = SIGABRT)
{
    freopen_stderr();
    arena_array(arena_new(), SIZE_MAX / 2, 3);
}

/* ---- strings ---- */

static const struct TrimRow {
    const char *text, *trimmed;
} trim_rows[] = {
    {"", ""}, {" ", ""}, {"a", "a"}, {" \t\r\na b\n ", "a b"}, {"\u00a0\u2009\u202fx\u00a0", "x"}, {"\u00e5\u00a0", "\u00e5"}, {"\xa0", "\xa0"},
};

static const struct FindRow {
    const char *text, *needle;
    size_t from, at;
} find_rows[] = {
    {"abcabc", "bc", 0, 1}, {"abcabc", "bc", 2, 4}, {"abcabc", "bc", 5, SIZE_MAX}, {"abc", "", 3, 3}, {"abc", "", 4, SIZE_MAX},
    {"", "a", 0, SIZE_MAX}, {"abc", "abcd", 0, SIZE_MAX}, {"abc", "abc", 0, 0},
};

static const struct CompareRow {
    const char *a, *b;
    int order;
    bool starts, ends;     /* a with b */
} compare_rows[] = {
    {"", "", 0, true, true}, {"a", "", 1, true, true}, {"", "a", -1, false, false}, {"ab", "a", 1, true, false},
    {"ab", "b", -1, false, true}, {"ab", "ab", 0, true, true}, {"\xff", "a", 1, false, false},
};

Test(str, slices)
{
    for (size_t i = 0; i < sizeof trim_rows / sizeof *trim_rows; i++)
        cr_expect(str_eqz(str_trim(str_of(trim_rows[i].text)), trim_rows[i].trimmed), "'%s' trimmed", trim_rows[i].text);
    for (size_t i = 0; i < sizeof find_rows / sizeof *find_rows; i++) {
        const struct FindRow *row = &find_rows[i];
        cr_expect_eq(str_find(str_of(row->text), str_of(row->needle), row->from), row->at, "'%s' in '%s'", row->needle, row->text);
    }
    for (size_t i = 0; i < sizeof compare_rows / sizeof *compare_rows; i++) {
        const struct CompareRow *row = &compare_rows[i];
        Str a = str_of(row->a), b = str_of(row->b);
        int order = str_cmp(a, b);
        cr_expect_eq((order > 0) - (order < 0), row->order, "'%s' against '%s'", row->a, row->b);
        cr_expect_eq(str_eq(a, b), row->order == 0, "'%s' equals '%s'", row->a, row->b);
        cr_expect_eq(str_starts(a, b), row->starts, "'%s' starts with '%s'", row->a, row->b);
        cr_expect_eq(str_ends(a, b), row->ends, "'%s' ends with '%s'", row->a, row->b);
    }
    cr_expect(str_eq(str_of(NULL), STR_LIT("")), "NULL is the empty slice");
    cr_expect(str_eq((Str){NULL, 0}, STR_LIT("")), "empty slices are equal whatever they point to");
}

Test(str, buffer)
{
    StrBuf buf = {0};
    cr_expect_str_eq(strbuf_str(&buf).s, "", "a zeroed buffer is an empty string");
    for (int i = 0; i < 1000; i++)
        strbuf_printf(&buf, "%d,", i);
    cr_expect_eq(buf.n, 3890, "a thousand numbers make %zu bytes", buf.n);
    cr_expect_eq(buf.s[buf.n], '\0', "NUL behind the end");
    strbuf_clear(&buf);
    strbuf_pad(&buf, '-', 200);
    strbuf_putc(&buf, 'x');
    strbuf_puts(&buf, "y");
    strbuf_put(&buf, (Str){NULL, 0});
    cr_expect(buf.n == 202 && str_ends(strbuf_str(&buf), STR_LIT("-xy")), "padding and pieces");
    strbuf_free(&buf);
    cr_expect_eq(buf.n, 0, "freed buffers can be used again");
}

/* ---- vectors and maps ---- */

Test(vec, grows)
{
    Arena *arena = arena_new();
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        vec_push(arena, &numbers, i);
    int sum = 0;
    for (VEC_EACH(int, it, &numbers))
        sum += *it;
    cr_expect(numbers.count == 1000 && sum == 499500, "a thousand numbers add to %d", sum);
    arena_free(arena);
}

Test(map, keeps_order_and_copies_keys)
{
    Arena *arena = arena_new();
    Map map;
    map_init(&map, arena);
    static int values[5000];
    char key[16];
    cr_expect_null(map_get(&map, STR_LIT("k0")), "an empty map");
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        cr_expect_null(map_put(&map, str_of(key), &values[i]), "%s is new", key);
    }
    for (int i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        cr_expect_eq(map_get(&map, str_of(key)), &values[i], "%s is found", key);
        cr_expect(str_eqz(map.entries[i].key, key), "%s is entry %d", key, i);
    }
    cr_expect_eq(map_put(&map, STR_LIT("k7"), &values[0]), &values[7], "replacing gives what was there");
    cr_expect(map.count == 5000 && map_get(&map, STR_LIT("k7")) == &values[0], "replaced in place");
    cr_expect_null(map_get(&map, STR_LIT("k")), "no such key");
    map_put(&map, STR_LIT(""), &values[1]);
    map_put(&map, (Str){"k7\0", 3}, &values[2]);
    cr_expect(map_get(&map, STR_LIT("")) == &values[1] && map_get(&map, (Str){"k7\0", 3}) == &values[2], "empty keys, and keys with NUL");
    arena_free(arena);
}

Test(map, hash_is_the_same_everywhere)
{
    cr_expect_eq(hash_bytes("", 0), 0xefd01f60ba992926u, "empty: %lx", hash_bytes("", 0));
    cr_expect_eq(hash_bytes("styr", 4), hash_bytes("styr", 4), "equal bytes");
    cr_expect_neq(hash_bytes("styr", 4), hash_bytes("styq", 4), "other bytes");
}

/* ---- files ---- */

static const struct HashRow {
    const char *text;
    size_t repeat;
    const char *hex;
} hash_rows[] = {
    {"", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    {"a", 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
    {"a", 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
};

Test(file, sha256)
{
    for (size_t i = 0; i < sizeof hash_rows / sizeof *hash_rows; i++) {
        StrBuf text = {0};
        for (size_t k = 0; k < hash_rows[i].repeat; k++)
            strbuf_puts(&text, hash_rows[i].text);
        char hex[65];
        sha256_hex(strbuf_str(&text), hex);
        cr_expect_str_eq(hex, hash_rows[i].hex, "%zu times '%s'", hash_rows[i].repeat, hash_rows[i].text);
        Sha256 sha;
        sha256_init(&sha);
        sha.portable = true;
        for (size_t k = 0; k < hash_rows[i].repeat; k++)
            sha256_add(&sha, str_of(hash_rows[i].text));
        sha256_end(&sha, hex);
        cr_expect_str_eq(hex, hash_rows[i].hex, "piece by piece, %zu times '%s'", hash_rows[i].repeat, hash_rows[i].text);
        strbuf_free(&text);
    }
}

static const struct JoinRow {
    const char *base, *relative, *joined;
} join_rows[] = {
    {"a/b.styr", "c.csv", "a/c.csv"}, {"b.styr", "c.csv", "c.csv"}, {"/b.styr", "c.csv", "/c.csv"}, {"a/b.styr", "/c.csv", "/c.csv"},
    {"a/b.styr", "../c.csv", "a/../c.csv"}, {"", "c.csv", "c.csv"}, {"a/", "", "a/"},
};

Test(file, join)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof join_rows / sizeof *join_rows; i++) {
        const struct JoinRow *row = &join_rows[i];
        cr_expect_str_eq(path_join(arena, str_of(row->base), str_of(row->relative)), row->joined, "'%s' from '%s'", row->relative, row->base);
    }
    arena_free(arena);
}

/* A folder of its own for one test, which works in it; the folder is left behind empty and removed at its end. */
static void enter_folder(char folder[64])
{
    strcpy(folder, "/tmp/styr-test-XXXXXX");
    cr_assert(mkdtemp(folder) && chdir(folder) == 0, "a folder for the test");
}

static void leave_folder(const char *folder)
{
    cr_expect(chdir("/") == 0 && rmdir(folder) == 0, "nothing is left in the folder but what was removed");
}

Test(file, writes_and_reads_back)
{
    char folder[64];
    enter_folder(folder);
    Arena *arena = arena_new();
    Str text;
    struct stat info;
    umask(027);
    cr_expect(file_write("a", STR_LIT("first"), NULL), "a new file");
    cr_expect(stat("a", &info) == 0 && (info.st_mode & 0777) == 0640, "a new file follows the umask: %o", info.st_mode & 0777);
    chmod("a", 0604);
    cr_expect(file_write("./a", STR_LIT("second\0x"), NULL), "over an old file");
    cr_expect(stat("a", &info) == 0 && (info.st_mode & 0777) == 0604, "the mode is kept: %o", info.st_mode & 0777);
    cr_expect_eq(file_read(arena, "a", 100, &text, NULL), FILE_OK, "read");
    cr_expect(str_eq(text, STR_LIT("second\0x")) && text.s[text.n] == '\0', "the same bytes, NUL behind them");
    cr_expect(symlink("a", "link") == 0 && file_write("link", STR_LIT("third"), NULL), "through a link");
    cr_expect(lstat("link", &info) == 0 && S_ISLNK(info.st_mode), "the link is still a link");
    cr_expect(file_read(arena, "a", 5, &text, NULL) == FILE_OK && str_eqz(text, "third"), "its target was written");
    cr_expect_eq(file_read(arena, "a", 4, &text, NULL), FILE_TOO_LARGE, "one byte above the limit");
    unlink("a");
    unlink("link");
    arena_free(arena);
    leave_folder(folder);
}

Test(file, failures_leave_the_old_file)
{
    char folder[64];
    enter_folder(folder);
    const char *detail = "";
    cr_expect(file_create("new", STR_LIT("x"), NULL), "created");
    cr_expect(!file_create("new", STR_LIT("y"), &detail) && strcmp(detail, strerror(EEXIST)) == 0, "not created twice: %s", detail);
    cr_expect(!file_write("none/new", STR_LIT("x"), &detail) && strcmp(detail, strerror(ENOENT)) == 0, "no such folder: %s", detail);
    cr_expect(!file_write("/dev/full", STR_LIT("x"), &detail) && strcmp(detail, strerror(ENOSPC)) == 0, "a full device: %s", detail);
    cr_expect(!file_write("/", STR_LIT("x"), &detail), "a folder is not written: %s", detail);
    chmod("new", 0444);
    if (geteuid() != 0)
        cr_expect(!file_write("new", STR_LIT("z"), &detail) && strcmp(detail, strerror(EACCES)) == 0, "write-protected: %s", detail);
    Arena *arena = arena_new();
    Str text;
    cr_expect(file_read(arena, "new", 10, &text, NULL) == FILE_OK && str_eqz(text, "x"), "the old file is whole");
    arena_free(arena);
    unlink("new");
    leave_folder(folder);
}

static const struct StatusRow {
    const char *path;
    FileStatus status;
} status_rows[] = {
    {"/nowhere/at/all", FILE_NOT_FOUND}, {"/dev/null/x", FILE_NOT_FOUND}, {"/tmp", FILE_IS_DIRECTORY}, {"/dev/null", FILE_OK},
    {"/dev/zero", FILE_TOO_LARGE}, {"/proc/self/status", FILE_OK},
};

Test(file, reading_statuses)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof status_rows / sizeof *status_rows; i++) {
        Str text;
        const char *detail = NULL;
        FileStatus status = file_read(arena, status_rows[i].path, 100000, &text, &detail);
        cr_expect_eq(status, status_rows[i].status, "%s gives %d", status_rows[i].path, status);
        cr_expect_not_null(detail, "%s has a detail text", status_rows[i].path);
    }
    arena_free(arena);
}

/* Standard output as a pipe whose reader is gone, and as a full disk. */
Test(file, standard_output_failures)
{
    int ends[2], kept = dup(STDOUT_FILENO);
    const char *detail = "";
    signal(SIGPIPE, SIG_IGN);
    cr_assert(pipe(ends) == 0, "a pipe");
    close(ends[0]);
    dup2(ends[1], STDOUT_FILENO);
    bool piped = file_write("-", STR_LIT("x"), &detail);
    dup2(kept, STDOUT_FILENO);
    cr_expect(!piped && strcmp(detail, strerror(EPIPE)) == 0, "a closed pipe: %s", detail);
    int full = open("/dev/full", O_WRONLY);
    dup2(full, STDOUT_FILENO);
    bool wrote = file_write(NULL, STR_LIT("x"), &detail);
    dup2(kept, STDOUT_FILENO);
    cr_expect(!wrote && strcmp(detail, strerror(ENOSPC)) == 0, "a full disk: %s", detail);
}

Test(file, standard_input_and_pipes)
{
    int ends[2];
    Arena *arena = arena_new();
    Str text;
    cr_assert(pipe(ends) == 0 && write(ends[1], "hej", 3) == 3, "a pipe");
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    cr_expect(file_read(arena, "-", 10, &text, NULL) == FILE_OK && str_eqz(text, "hej"), "standard input");
    arena_free(arena);
}
