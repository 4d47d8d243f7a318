/* test_data_fast.c: the fast reader of separated text gives what the reference gives, on random files and on some that were made to be hard for it. */
#include <criterion/criterion.h>

#include <sys/stat.h>

#include "reader_fixture.h"

#define FILES_TRIED 1200

static char *path_new(void)
{
    static char path[] = "/tmp/test-reader-XXXXXX";
    int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0, "no temporary file");
    close(descriptor);
    return path;
}

Test(data_fast, random_files, .timeout = 120)
{
    const char *path = path_new();
    char said[8192];
    size_t settled = 0;
    for (uint64_t i = 0; i < FILES_TRIED; i++) {
        Tried tried = try_random(1, i, path, said, sizeof said);
        settled += tried.settled;
        cr_expect(!tried.difference, "%s", said);
    }
    unlink(path);
    cr_expect(settled > FILES_TRIED * 9 / 10, "only %zu of the files were for the fast reader", settled);
}

/* Files with one column of numbers, one of dates and one of texts, made of a head, a row so many times, and a tail, where \1 stands for a zero byte. */
static const struct FastCase {
    const char *what, *head, *row;
    size_t times;
    const char *tail;
    bool left;                 /* to the reference */
} fast_cases[] = {
    {"wider and wider", "n;d;t\n", "1,5;2020-01-01;a\n", 1500, "21474837;2020-01-01;b\n90000000000,25;2090-01-01;c\n-1;0001-01-01;d\n"},
    {"finer late", "n;d;t\n", "-12,25;2020-01-01;a\n", 3000, "0,000001;2020-01-02;a\n"},
    {"largest", "n;d;t\n", "0;2020-01-01;a\n", 2000, "9223372036854,775807;2020-01-02;a\n-9223372036854,775807;2020-01-03;a\n"},
    {"too large", "n;d;t\n", "0;2020-01-01;a\n", 2000, "9223372036854,775808;2020-01-02;a\n"},
    {"too large late, and letters of another encoding", "n;d;t\n", "0;2020-01-01;a\n", 2000, "99999999999999999;2020-01-02;a\n1;2020-01-01;\xe5\n", true},
    {"first decimals late", "n;d;t\n", "1;2020-01-01;a\n", 20000, "1.5;2020-01-01;b\n"},
    {"first decimals late, and against each other", "n;d;t\n", "1;2020-01-01;a\n", 20000, "1,5;2020-01-01;b\n2.5;2020-01-01;b\n"},
    {"a missing cell late", "n;d;t\n", "1,5;2020-01-01;a\n", 3000, ";;\n-;-;-\n"},
    {"only missing", "n;d;t\n", ";;ej aktuellt\n", 3000, ""},
    {"fields that are quoted over lines", "n;d;t\n", "1,5;\"2020-01-01\";\"a\nb\"\n", 900, "2,5;2020-01-01;x\n"},
    {"a quote that is never closed", "n;d;t\n", "1,5;2020-01-01;a\n", 900, "2,5;2020-01-01;\"x\n3;2020-01-01;y\n"},
    {"more fields than the header in the last row", "n;d;t\n", "1,5;2020-01-01;a\n", 3000, "2,5;2020-01-01;x;\n"},
    {"no end of the last line", "n;d;t\r\n", "1,5;2020-01-01;a\r\n", 3000, "2,5;2020-01-01;x"},
    {"zero bytes late", "n;d;t\n", "1,5;2020-01-01;a\n", 3000, "2,5;2020-01-01;x\1y\n", true},
    {"more faults than are shown", "n;d;t\n", "1,5;2020-13-01;a\n", 300, ""},
    {"whole numbers of many digits", "n;d;t\n", "123456789;2020-01-01;a\n", 3000, "-1234567890123;2020-01-01;a\n00000000012345678;2020-01-01;a\n"},
    {"many decimals", "n;d;t\n", "123456789;2020-01-01;a\n", 300, "1,23456789;2020-01-01;a\n"},
    {"leap days and compact dates", "n;d;t\n", "1;2020-02-29;a\n2;20240229;b\n3;2000-02-29;c\n4;2023-12-31;d\n", 900, "5;1600-02-29;e\n"},
    {"a day that is not in a year", "n;d;t\n", "1;2020-02-29;a\n", 900, "2;2023-02-29;a\n"},
    {"a day that is not in a century", "n;d;t\n", "1;2020-02-28;a\n", 900, "2;1900-02-29;a\n"},
    {"no such day", "n;d;t\n", "1;2020-02-28;a\n", 900, "2;2020-04-31;a\n3;2020-00-10;a\n4;2020-16-10;a\n5;2020-10-00;a\n6;0000-10-10;a\n7;2020-1O-10;a\n"},
    {"texts as long as the table of texts keeps", "n;d;t\n", "1;2020-02-28;Ett namn på precis trettioett tkn\n2;2020-02-28;Ett namn på precis trettitvå teckn\n"
     "3;2020-02-28;Ett namn på precis trettitre tecken\n4;2020-02-28;\"\"\n5;2020-02-28;12345678\n6;2020-02-28;1234567890123456\n", 300, ""},
    {"another header", "n;d;x\n", "1,5;2020-01-01;a\n", 300, ""},
};

static void declare_three(Arena *arena, TableSpec *spec)
{
    static const struct { const char *name; ColumnType type; } columns[] = {{"n", COLUMN_NUMBER}, {"d", COLUMN_DATE}, {"t", COLUMN_TEXT}};
    for (size_t i = 0; i < 3; i++)
        vec_push(arena, &spec->columns, (ColumnSpec){.header = str_of(columns[i].name), .name = str_of(columns[i].name), .factor = FIX_ONE,
                                                     .type = columns[i].type, .unit = STR_LIT("")});
    vec_push(arena, &spec->missing, (CellWord){STR_LIT("-"), STR_LIT("uppgift saknas")});
    vec_push(arena, &spec->not_applicable, (CellWord){STR_LIT("ej aktuellt"), STR_LIT("")});
}

Test(data_fast, hard_files, .timeout = 60)
{
    const char *path = path_new();
    for (size_t i = 0; i < sizeof fast_cases / sizeof *fast_cases; i++) {
        Arena *arena = arena_new();
        StrBuf text = {0};
        TableSpec spec = {.name = STR_LIT("t"), .path = path, .shown = "fil.csv", .format = STR_LIT(""), .encoding = STR_LIT(""), .separator = STR_LIT("")};
        declare_three(arena, &spec);
        strbuf_puts(&text, fast_cases[i].head);
        for (size_t k = 0; k < fast_cases[i].times; k++)
            strbuf_puts(&text, fast_cases[i].row);
        for (const char *tail = fast_cases[i].tail; *tail; tail++)
            strbuf_putc(&text, *tail == '\1' ? '\0' : *tail);
        cr_assert(write_bytes(path, strbuf_str(&text)));
        for (uint64_t way = 0; way < 8; way++) {
            Random random = {(way + 1) * 0x9e3779b97f4a7c15u};
            Tried tried = try_both(&random, &spec, arena);
            cr_expect(!tried.difference, "%s: %s", fast_cases[i].what, tried.difference);
            cr_expect(tried.settled != fast_cases[i].left, "%s: the wrong reader", fast_cases[i].what);
        }
        strbuf_free(&text);
        arena_free(arena);
    }
    unlink(path);
}

/* A file of three columns that is made row by row; both readers, every way of reading it in vectors and on several threads. */
static void try_made(const char *what, size_t rows, void (*row)(StrBuf *out, size_t index))
{
    static const Vectors ways[] = {VECTORS_NONE, VECTORS_AVX2, VECTORS_AVX512};
    const char *path = path_new();
    Arena *arena = arena_new();
    StrBuf text = {0};
    TableSpec spec = {.name = STR_LIT("t"), .path = path, .shown = "fil.csv", .format = STR_LIT(""), .encoding = STR_LIT(""), .separator = STR_LIT("")};
    declare_three(arena, &spec);
    strbuf_puts(&text, "n;d;t\n");
    for (size_t i = 0; i < rows; i++)
        row(&text, i);
    cr_assert(write_bytes(path, strbuf_str(&text)));
    for (size_t i = 0; i < 2 * sizeof ways / sizeof *ways; i++) {
        Effort effort = {.reading = READING_FAST, .vectors = ways[i / 2], .threads = i % 2 ? 3 : 1, .chunk = i % 2 ? 5000 : 0};
        Tried tried = try_effort(&effort, &spec, arena);
        cr_expect(tried.settled && tried.good && !tried.difference, "%s, way %zu: %s", what, i, tried.difference ? tried.difference : "");
    }
    strbuf_free(&text);
    arena_free(arena);
    unlink(path);
}

/* Ten texts for long, then three hundred, then more than sixteen bits can tell apart. */
static void put_growing(StrBuf *out, size_t index)
{
    size_t distinct = index < 5000 ? 10 : index < 9000 ? 300 : 100000;
    strbuf_printf(out, "%zu,5;2025-%02zu-%02zu;ansvar %zu\n", index, 1 + index % 12, 1 + index % 28, index % distinct);
}

/* The first and the last days of every month of some hundred years around the leap years that are none. */
static void put_days(StrBuf *out, size_t index)
{
    static const int starts[] = {1, 1580, 1890, 1990, 2090, 2390, 9900};
    int year = starts[index / 2400 % 7] + (int)(index % 2400 / 24), month = 1 + (int)(index % 24 / 2), last = days_in_month(year, month);
    strbuf_printf(out, index % 3 ? "1;%04d-%02d-%02d;a\n" : "1;%04d%02d%02d;a\n", year, month, index % 2 ? last : 1);
}

Test(data_fast, growing_dictionary, .timeout = 60)
{
    try_made("a growing dictionary", 80000, put_growing);
}

Test(data_fast, days, .timeout = 60)
{
    try_made("days", 7 * 2400, put_days);
}

/* Every way of scanning finds the same ends in the same bytes. */
Test(data_fast, scans_agree)
{
    static const char alphabet[] = ";;\n\n\"\r,a1\xc3\xa5\xe2\x82\xac\xff";
    static const Vectors ways[] = {VECTORS_AVX2, VECTORS_AVX512};
    Random random = {77};
    char room[1000 + 2 * SCAN_PADDING] = {0};
    uint32_t ends[2][1000 + 2 * SCAN_PADDING];
    for (int i = 0; i < 3000; i++) {
        Str text = {room + SCAN_PADDING, below(&random, 1000)};
        size_t letters = 1 + below(&random, sizeof alphabet - 1);
        for (size_t k = 0; k < text.n; k++)
            room[SCAN_PADDING + k] = alphabet[below(&random, letters)];
        Scan plain = {.ends = ends[0]};
        scan_choose(VECTORS_NONE)(text, ';', &plain);
        for (size_t way = 0; way < 2; way++) {
            Scan scan = {.ends = ends[1]};
            scan_choose(ways[way])(text, ';', &scan);
            cr_expect(scan.count == plain.count && scan.feeds == plain.feeds && scan.bad == plain.bad && scan.quotes == plain.quotes &&
                      scan.carriages == plain.carriages && scan.inside == plain.inside && scan.odd == plain.odd, "text %d, way %zu", i, way);
            cr_expect(memcmp(ends[0], ends[1], plain.count * sizeof *ends[0]) == 0, "the ends of text %d, way %zu", i, way);
        }
    }
}

/* What happens to a file while it is read: done when the first chunk is. */
typedef struct Disturbance { const char *path; int stop; bool done, cut, grow; } Disturbance;

static void disturb(void *self, const Progress *progress)
{
    Disturbance *disturbance = self;
    if (disturbance->done || progress->done)
        return;
    disturbance->done = true;
    if (disturbance->cut)
        cr_assert(truncate(disturbance->path, 1000) == 0);
    if (disturbance->grow) {
        FILE *file = fopen(disturbance->path, "ab");
        cr_assert(file && fputs("3,5;2020-01-01;b\n", file) >= 0 && fclose(file) == 0);
    }
    if (!disturbance->cut && !disturbance->grow)
        disturbance->stop = 1;
}

/* Reads a file of some chunks; returns what was said. */
static DiagCode read_disturbed(Disturbance *disturbance, unsigned threads, bool *read, size_t *said)
{
    Arena *arena = arena_new();
    StrBuf text = {0};
    Diags diags;
    TableData table;
    TableSpec spec = {.name = STR_LIT("t"), .path = disturbance->path, .shown = "fil.csv", .format = STR_LIT(""), .encoding = STR_LIT(""),
                      .separator = STR_LIT("")};
    Effort effort = {.reading = READING_FAST, .threads = threads, .chunk = 4096, .progress = disturb, .progress_self = disturbance,
                     .stop = &disturbance->stop};
    strbuf_puts(&text, "n;d;t\n");
    for (int i = 0; i < 3000; i++)
        strbuf_puts(&text, "1,5;2020-01-01;a\n");
    cr_assert(write_bytes(disturbance->path, strbuf_str(&text)));
    declare_three(arena, &spec);
    spec.effort = &effort;
    diags_init(&diags, arena);
    *read = data_read(arena, &spec, &diags, &table);
    *said = diags.list.count;
    DiagCode code = *said ? diags.list.items[0].code : 0;
    strbuf_free(&text);
    arena_free(arena);
    return code;
}

Test(data_fast, disturbed, .timeout = 60)
{
    const char *path = path_new();
    for (unsigned threads = 1; threads <= 3; threads++) {
        bool read;
        size_t said;
        DiagCode code = read_disturbed(&(Disturbance){.path = path, .cut = true}, threads, &read, &said);
        cr_expect(!read && said == 1 && code == DIAG_S0905, "a file that is cut off, %u threads", threads);
        code = read_disturbed(&(Disturbance){.path = path, .grow = true}, threads, &read, &said);
        cr_expect(!read && said == 1 && code == DIAG_S0905, "a file that grows, %u threads", threads);
        read_disturbed(&(Disturbance){.path = path}, threads, &read, &said);
        cr_expect(!read && said == 0, "a reading that is stopped, %u threads", threads);
    }
    unlink(path);
}

/* Without being forced, the fast way takes what it gains from: the pipes, and what is small, are the reference's. */
Test(data_fast, left_to_the_reference)
{
    const char *path = path_new();
    Arena *arena = arena_new();
    Effort effort = {.threads = 1};
    Diags diags;
    TableData table;
    bool read;
    TableSpec spec = {.name = STR_LIT("t"), .path = path, .shown = "fil.csv", .format = STR_LIT(""), .encoding = STR_LIT(""), .separator = STR_LIT(""),
                      .effort = &effort};
    declare_three(arena, &spec);
    diags_init(&diags, arena);
    cr_assert(write_bytes(path, STR_LIT("n;d;t\n1,5;2020-01-01;a\n")));
    cr_expect(!fast_read(arena, &spec, &diags, &table, &read), "a small file");
    effort.reading = READING_FAST;
    cr_expect(fast_read(arena, &spec, &diags, &table, &read) && read, "a small file when it is forced");
    effort.reading = READING_PLAIN;
    cr_expect(!fast_read(arena, &spec, &diags, &table, &read), "when the reference is forced");
    effort.reading = READING_FAST;
    spec.encoding = STR_LIT("windows-1252");
    cr_expect(!fast_read(arena, &spec, &diags, &table, &read), "another encoding");
    spec.encoding = STR_LIT("");
    unlink(path);
    cr_assert(mkfifo(path, 0600) == 0);
    cr_expect(!fast_read(arena, &spec, &diags, &table, &read), "a pipe");
    cr_expect(diags.list.count == 0);
    unlink(path);
    arena_free(arena);
}
