/* test_data_cache.c: what is kept of a file and found again is what reading gives; of another file, or to another question, nothing is found. */
#include "cache_fixture.h"

/* ---- the same as reading ---- */

#define TYPES "datum;vem;antal;belopp;andel;år;prognos\n"
static const DataCase tables[] = {
    {"every type", TYPES "2025-01-02;Å;1;2,50;5 %;2025;2025-03\n2025-01-03;B;;;;;\n2025-01-04;Å;-7;900000,01;0 %;2024;2025-04\n", 0,
     "datum=date vem=body antal=int belopp=tkr andel=% år=period prognos=vintage", "", "", ""},
    {"reasons", "a;b\n1;x\nsekretess;y\n..;z\nca 4;\n", 0, "a=num b=text", "missing=sekretess na=.. qualifier=ca", "", ""},
    {"one row", "a;b\n1;x\n", 0, "a=int b=text", "", "", ""},
    {"no columns", "a;b\n1;x\n2;y\n", 0, "", "", "", ""},
    {"none there", "a;b\n;\n1;\n", 0, "b=num a=int", "", "", ""},
    {"wide", "n;jan;feb\nx;1;2\ny;;4\n", 0, "n=text", "wide=jan wide=feb key=month", "", ""},
    {"lines far apart", "a;b\n\"x\ny\";1\n\n\n\"x\r\ny\";2\nz;3\n", 0, "a=text b=int", "", "", ""},
    {"Windows-1252", "n\xe4mnd;b\nV\xe5rd;1\n", 0, "nämnd=body b=int", "", "", ""},
    {"digits lost", "a;b\n1,12345678;1\n2,5;2\n1,12345678;3\n", 0, "a=num b=int", "", "", ""},
    {"great numbers", "a;b\n9000000000000;1\n-9000000000000;2\n0,000001;3\n", 0, "a=num b=int", "", "", ""},
};

static void expect_same(Bench *bench, const char *what)
{
    CacheUse use;
    bool kept;
    bench->effort.cache = NULL;
    const char *plain = bench_read(bench, &use, NULL);
    bench->effort.cache = bench->folder;
    cr_expect(use == CACHE_OFF, "%s: without a cache: %d", what, use);
    const char *cold = bench_read(bench, &use, &kept);
    cr_expect(use == CACHE_NEW && kept, "%s: first %d, kept %d", what, use, kept);
    const char *warm = bench_read(bench, &use, &kept);
    cr_expect(use == CACHE_HIT && !kept, "%s: then %d", what, use);
    cr_expect(strcmp(plain, cold) == 0 && strcmp(plain, warm) == 0, "%s:\n%s\nbecame\n%s", what, plain, warm);
}

Test(cache, same_as_reading)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        Bench bench;
        bench_init(&bench, &tables[i]);
        expect_same(&bench, tables[i].what);
        bench_free(&bench);
    }
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Cells of any width: from few texts to many, from small numbers to great, some missing. */
static void random_rows(StrBuf *out, uint32_t seed)
{
    uint32_t state = seed, texts = 1 + next_random(&state) % 400, width = 1 + next_random(&state) % 12, missing = 2 + next_random(&state) % 50;
    size_t rows = next_random(&state) % 900 + 1;
    strbuf_puts(out, "vem;belopp;antal;datum\n");
    for (size_t i = 0; i < rows; i++) {
        strbuf_printf(out, "t%u;", next_random(&state) % texts);
        if (next_random(&state) % missing)
            strbuf_printf(out, "%s%.*u,%02u", next_random(&state) % 2 ? "-" : "", (int)width, next_random(&state) % 9999, next_random(&state) % 100);
        strbuf_printf(out, ";%u;20%02u-%02u-%02u\n", next_random(&state) % (1u << width), next_random(&state) % 40, 1 + next_random(&state) % 12,
                      1 + next_random(&state) % 28);
    }
}

Test(cache, random_tables)
{
    for (uint32_t seed = 1; seed <= 20; seed++) {
        Bench bench;
        StrBuf rows = {0};
        random_rows(&rows, seed);
        DataCase row = {"random", rows.s, rows.n, "vem=text belopp=num antal=int datum=date", "", "", ""};
        bench_init(&bench, &row);
        bench.effort.threads = seed % 4 + 1;
        bench.effort.reading = seed % 2 ? READING_FAST : READING_PLAIN;
        bench.effort.chunk = 1024;             /* a part of the table for each few rows */
        expect_same(&bench, arena_printf(bench.arena, "seed %u", seed));
        strbuf_free(&rows);
        bench_free(&bench);
    }
}

/* ---- what is asked ---- */

/* Each makes another question of the first table. */
static void ask_otherwise(Bench *bench, int which)
{
    TableSpec *spec = &bench->spec;
    switch (which) {
    case 0: spec->columns.items[3].factor = FIX_ONE; break;
    case 1: spec->columns.items[1].type = COLUMN_TEXT; break;
    case 2: spec->columns.items[1].name = STR_LIT("annat"); break;
    case 3: spec->columns.count--; break;
    case 4: vec_push(bench->arena, &spec->missing, (CellWord){STR_LIT("1"), STR_LIT("")}); break;
    case 5: vec_push(bench->arena, &spec->not_applicable, (CellWord){STR_LIT("1"), STR_LIT("")}); break;
    case 6: vec_push(bench->arena, &spec->qualifiers, (CellWord){STR_LIT("1"), STR_LIT("")}); break;
    case 7: spec->encoding = STR_LIT("utf-8"); break;
    case 8: spec->separator = STR_LIT(";"); break;
    case 9: spec->decimal = ','; break;
    case 10: spec->format = STR_LIT(""); break;
    case 11: spec->most_bytes = 1000; break;
    case 12: spec->may_be_empty = true; break;
    case 13: spec->columns.items[3].unit = STR_LIT("kr"); break;
    }
}

Test(cache, another_question_is_not_answered)
{
    for (int which = 0; which < 14; which++) {
        Bench bench;
        bench_init(&bench, &tables[0]);
        bench_read(&bench, NULL, NULL);
        cr_expect(bench_use(&bench) == CACHE_HIT, "the same question");
        ask_otherwise(&bench, which);
        CacheUse use = bench_use(&bench);
        cr_expect(use == CACHE_NEW, "question %d: %d", which, use);
        bench_free(&bench);
    }
}

/* ---- another file ---- */

static void set_times(const char *path, const struct stat *as)
{
    struct timespec times[2] = {as->st_atim, as->st_mtim};
    cr_assert(utimensat(AT_FDCWD, path, times, 0) == 0);
}

Test(cache, another_file_is_read)
{
    static const char first[] = "a;b\n1;x\n2;y\n", other[] = "a;b\n1;x\n3;y\n";
    static const DataCase row = {"", first, 0, "a=int b=text", "", "", ""};
    Bench bench;
    struct stat status;
    bench_init(&bench, &row);
    bench_read(&bench, NULL, NULL);
    cr_assert(stat(bench.spec.path, &status) == 0);
    write_source(&bench, other, sizeof other - 1);
    set_times(bench.spec.path, &status);
    usleep(40000);
    cr_expect(bench_use(&bench) == CACHE_CHANGED, "same inode, size and date");
    cr_expect(bench_use(&bench) == CACHE_HIT, "kept again");
    cr_expect(strstr(bench_read(&bench, NULL, NULL), "3: 3|y"), "the new one");
    cr_assert(utimensat(AT_FDCWD, bench.spec.path, NULL, 0) == 0);
    cr_expect(bench_use(&bench) == CACHE_CHANGED, "another date");
    usleep(40000);
    bench_read(&bench, NULL, NULL);
    write_source(&bench, "a;b\n1;x\n", 8);
    cr_expect(bench_use(&bench) == CACHE_CHANGED, "another size");
    cr_assert(unlink(bench.spec.path) == 0);
    cr_expect(strcmp(bench_read(&bench, NULL, NULL), "fault") == 0, "no file");
    bench_free(&bench);
}

Test(cache, some_files_are_not_kept)
{
    static const DataCase sound = {"", "a;b\n1;x\n", 0, "a=int b=text", "", "", ""}, faulty = {"", "a;b\nx;x\n", 0, "a=int b=text", "", "", ""};
    Bench bench;
    bool kept;
    CacheUse use;
    bench_init(&bench, &faulty);
    cr_expect(strcmp(bench_read(&bench, NULL, &kept), "fault") == 0 && !kept, "one with a fault");
    write_bytes(bench.spec.path, sound.bytes, strlen(sound.bytes));
    bench_read(&bench, &use, &kept);
    cr_expect(use == CACHE_NEW && !kept, "one that could change in the same instant");
    bench.effort.cache_least = 100;
    bench_read(&bench, &use, &kept);
    cr_expect(use == CACHE_SMALL && !kept, "a small one");
    bench_free(&bench);
}
