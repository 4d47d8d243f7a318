/* figures_data.c: makes the key figures that `make bench` measures on: series × municipalities × years, as national statistics have them; one in
 * twelve is missing. CSV for Styr, packed numbers for peers that are given their tables in memory; clustered by series or shuffled. */
#include <string.h>

#include "data.h"

enum { MUNICIPALITIES = 290, YEARS = 10, FIRST_YEAR = 2015, FIRST_CODE = 1001 };

typedef struct FigureRow { uint32_t series; uint16_t municipality, year; int32_t tenths; /* -1: missing */ } FigureRow;

/* A figure has a level of its series, one of its municipality, and goes its own way over the years. */
static FigureRow row_of(uint64_t row)
{
    FigureRow out = {.series = (uint32_t)(row / (MUNICIPALITIES * YEARS)), .municipality = (uint16_t)(row / YEARS % MUNICIPALITIES), .year = (uint16_t)(row % YEARS)};
    uint64_t series = bench_random(1ull << 40 | out.series), own = bench_random(2ull << 40 | row / YEARS), here = bench_random(3ull << 40 | row);
    int32_t drift = ((int32_t)(own >> 20 & 31) - 15) * out.year / 2;
    out.tenths = 250 + (int32_t)(series % 500) + (int32_t)(own % 100) + drift + (int32_t)(here % 40);
    if ((here >> 32 & 0xff) < 20)
        out.tenths = -1;
    return out;
}

/* A place among 2^bits for every place: a Feistel network of four rounds. */
static uint64_t mix(uint64_t at, unsigned half)
{
    uint64_t mask = (1ull << half) - 1, left = at >> half, right = at & mask;
    for (uint64_t round = 0; round < 4; round++) {
        uint64_t next = left ^ (bench_random(round << 48 | right) & mask);
        left = right;
        right = next;
    }
    return left << half | right;
}

/* A permutation of 0 … rows - 1: places beyond are walked past. */
static uint64_t shuffled(uint64_t at, uint64_t rows, unsigned half)
{
    do
        at = mix(at, half);
    while (at >= rows);
    return at;
}

/* serie;kommun;år;värde */
static char *put_csv(char *to, const FigureRow *row)
{
    *to++ = 'N';
    to = bench_put_number(to, 10000 + row->series / 3, 5);
    *to++ = "KMT"[row->series % 3];
    *to++ = ';';
    to = bench_put_number(to, FIRST_CODE + row->municipality, 4);
    *to++ = ';';
    to = bench_put_number(to, FIRST_YEAR + row->year, 4);
    *to++ = ';';
    if (row->tenths >= 0) {
        to = bench_put_number(to, (uint64_t)row->tenths / 10, 1);
        *to++ = ',';
        *to++ = (char)('0' + row->tenths % 10);
    }
    *to++ = '\n';
    return to;
}

/* 12 bytes: series, municipality, year, value in tenths. */
static char *put_packed(char *to, const FigureRow *row)
{
    memcpy(to, &row->series, 4);
    memcpy(to + 4, &row->municipality, 2);
    memcpy(to + 6, &row->year, 2);
    memcpy(to + 8, &row->tenths, 4);
    return to + 12;
}

int main(int argc, char **argv)
{
    if (argc != 5 || atoll(argv[1]) < 1) {
        fprintf(stderr, "figures_data SERIER sorterad|blandad CSV PACKAD\n");
        return 2;
    }
    uint64_t rows = strtoull(argv[1], NULL, 10) * MUNICIPALITIES * YEARS;
    bool mixed = strcmp(argv[2], "blandad") == 0;
    unsigned half = 1;
    while (1ull << 2 * half < rows)
        half++;
    BenchFile csv = bench_open(argv[3]), packed = bench_open(argv[4]);
    bench_written(&csv, stpcpy(bench_room(&csv), "serie;kommun;år;värde\n"));
    for (uint64_t i = 0; i < rows; i++) {
        FigureRow row = row_of(mixed ? shuffled(i, rows, half) : i);
        bench_written(&csv, put_csv(bench_room(&csv), &row));
        bench_written(&packed, put_packed(bench_room(&packed), &row));
    }
    bench_close(&csv);
    bench_close(&packed);
    return 0;
}
