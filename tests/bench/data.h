/* data.h: what the makers of measuring data share: random numbers that are the same everywhere, and writing fast. */
#ifndef STYR_BENCH_DATA_H
#define STYR_BENCH_DATA_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Number n of a fixed sequence (splitmix64): any row can be made without those before it. */
static inline uint64_t bench_random(uint64_t n)
{
    uint64_t z = (n + 20250831) * 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Digits of value, with zeros before to at least `least` digits. Returns the end. */
static inline char *bench_put_number(char *to, uint64_t value, unsigned least)
{
    char digits[20];
    unsigned count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value || count < least);
    while (count)
        *to++ = digits[--count];
    return to;
}

enum { BENCH_BUFFER = 1 << 20, BENCH_LINE = 256 };
typedef struct BenchFile { FILE *file; char *buffer; size_t used; } BenchFile;

static inline void bench_fail(const char *what)
{
    perror(what);
    exit(1);
}

static inline BenchFile bench_open(const char *path)
{
    BenchFile out = {fopen(path, "wb"), malloc(BENCH_BUFFER), 0};
    if (!out.file || !out.buffer)
        bench_fail(path);
    return out;
}

static inline void bench_flush(BenchFile *out)
{
    if (fwrite(out->buffer, 1, out->used, out->file) != out->used)
        bench_fail("skrivning");
    out->used = 0;
}

/* Room for BENCH_LINE bytes. */
static inline char *bench_room(BenchFile *out)
{
    if (out->used + BENCH_LINE > BENCH_BUFFER)
        bench_flush(out);
    return out->buffer + out->used;
}

static inline void bench_written(BenchFile *out, const char *end)
{
    out->used = (size_t)(end - out->buffer);
}

static inline void bench_close(BenchFile *out)
{
    if (!out->file)
        return;
    bench_flush(out);
    if (fclose(out->file) != 0)
        bench_fail("skrivning");
    free(out->buffer);
}

#endif
