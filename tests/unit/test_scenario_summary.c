/* test_scenario_summary.c: summaries of draws against sorting them all, for kind and unkind values, room and batches. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/random.h"
#include "scenario/summarize.h"
#include "scenario/summarize_parts.h"

#define DRAWS ((size_t)20000)
#define CELLS ((size_t)3)

static const uint32_t shares[] = {500000, 0, 1000000, 50000, 950000, 250000, 999999, 1};
#define SHARES (sizeof shares / sizeof *shares)

typedef enum Shape { SHAPE_WIDE, SHAPE_FEW, SHAPE_CONSTANT, SHAPE_RISING, SHAPE_FALLING, SHAPE_ENDS, SHAPE_OUTLIERS, SHAPE_MISSING, SHAPE_ABSENT, SHAPE_COUNT } Shape;

static Fix values[CELLS][DRAWS];
static uint8_t states[CELLS][DRAWS], levels[CELLS][DRAWS];

static Fix shaped(Shape shape, size_t i, uint64_t u)
{
    switch (shape) {
    case SHAPE_WIDE: case SHAPE_MISSING: case SHAPE_ABSENT: return (Fix)(u % 2000000000000) - 1000000000000;
    case SHAPE_FEW: return (Fix)(u % 7) * 1000000;
    case SHAPE_CONSTANT: return -42;
    case SHAPE_RISING: return (Fix)i * 977;
    case SHAPE_FALLING: return -(Fix)(i * i);
    case SHAPE_ENDS: return u % 3 ? FIX_MAX - (Fix)(u % 5) : FIX_MIN + (Fix)(u % 4);
    case SHAPE_OUTLIERS: return u % 1000 ? (Fix)(u % 100000) : (Fix)(u >> 2);
    case SHAPE_COUNT: break;
    }
    return 0;
}

static void make_values(Shape shape)
{
    static uint64_t u[DRAWS];
    for (size_t cell = 0; cell < CELLS; cell++) {
        random_fill((Stream){shape, cell}, 0, DRAWS, VECTORS_AUTO, u);
        for (size_t i = 0; i < DRAWS; i++) {
            values[cell][i] = shaped(shape, i, u[i]);
            states[cell][i] = shape == SHAPE_ABSENT || (shape == SHAPE_MISSING && u[i] >> 61 == 0) ? 1 + u[i] % 3 : 0;
            levels[cell][i] = (uint8_t)(u[i] % 5 == 4 ? 200 : u[i] % 5);
        }
    }
}

static void add_all(Summary *summary, size_t batch, Vectors vectors)
{
    for (size_t at = 0; at < DRAWS; at += batch) {
        size_t count = DRAWS - at < batch ? DRAWS - at : batch;
        for (size_t cell = 0; cell < CELLS; cell++) {
            summary_add(summary, cell, values[cell] + at, states[cell] + at, count, vectors);
            summary_add_levels(summary, cell, levels[cell] + at, count, vectors);
        }
    }
}

static int by_size(const void *a, const void *b)
{
    Fix x = *(const Fix *)a, y = *(const Fix *)b;
    return (x > y) - (x < y);
}

static void expect_cell(const Summary *summary, size_t cell, const char *name)
{
    static Fix sorted[DRAWS];
    size_t count = 0, tally[5] = {0};
    Wide sum = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        if (!states[cell][i]) {
            sorted[count++] = values[cell][i];
            sum += values[cell][i];
        }
        tally[levels[cell][i] < 4 ? levels[cell][i] : 4]++;
    }
    qsort(sorted, count, sizeof *sorted, by_size);
    CellSummary found = summary_of(summary, cell);
    cr_expect(found.values == count && found.missing == DRAWS - count, "%s: %llu values", name, (unsigned long long)found.values);
    cr_expect(found.sum == sum, "%s: sum", name);
    for (size_t i = 0; i < SHARES; i++) {
        size_t rank = (count * shares[i] + SHARE_ONE - 1) / SHARE_ONE;
        Fix wanted = count ? sorted[rank ? rank - 1 : 0] : 0;
        cr_expect_eq(found.percentiles[i], wanted, "%s, share %u: %lld, not %lld", name, shares[i], (long long)found.percentiles[i], (long long)wanted);
    }
    for (size_t i = 0; i < 4; i++)
        cr_expect_eq(found.levels[i], tally[i], "%s: level %zu", name, i);
    cr_expect_eq(found.unknown, tally[4], "%s: unknown", name);
}

static unsigned summarize(size_t budget, size_t batch, Vectors vectors, const char *name)
{
    Summary *summary = summary_new(CELLS, shares, SHARES, 4, DRAWS, budget);
    do
        add_all(summary, batch, vectors);
    while (summary_next(summary) && summary_pass(summary) < 70);
    for (size_t cell = 0; cell < CELLS; cell++)
        expect_cell(summary, cell, name);
    unsigned passes = summary_pass(summary);
    summary_free(summary);
    return passes;
}

Test(summary, agrees_with_sorting)
{
    static const struct { size_t budget, batch; } ways[] = {{(size_t)1 << 24, 1000}, {200000, 1024}, {60000, 1000}, {2000, 333}, {200000, 1}, {1, 4097}};
    static const Vectors variants[] = {VECTORS_NONE, VECTORS_AVX2, VECTORS_AVX512};
    for (Shape shape = 0; shape < SHAPE_COUNT; shape++) {
        make_values(shape);
        for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
            char name[60];
            snprintf(name, sizeof name, "shape %d, way %zu", shape, way);
            unsigned passes = summarize(ways[way].budget, ways[way].batch, variants[(way + shape) % 3], name);
            cr_expect(way != 0 || passes == 1, "%s: %u passes with room for all", name, passes);
            cr_expect(way != 1 || shape == SHAPE_RISING || shape == SHAPE_FALLING || passes <= 3, "%s: %u passes", name, passes);
            cr_expect(passes < 20, "%s: %u passes", name, passes);
        }
    }
}

/* Every variant counts, keeps and sums the same, whatever the length. */
Test(summary, variants_are_the_same)
{
    static const SummaryLoops *const loops[] = {&summary_portable,
#if defined(__x86_64__)
        &summary_avx2, &summary_avx512
#endif
    };
    static const Vectors needs[] = {VECTORS_NONE, VECTORS_AVX2, VECTORS_AVX512};
    for (Shape shape = 0; shape < SHAPE_COUNT; shape++) {
        make_values(shape);
        for (size_t count = 1; count < 1300; count = count * 3 / 2 + 1) {
            uint32_t parts[3][64] = {{0}};
            Fix kept[3][50] = {{0}};
            for (size_t v = 0; v < sizeof loops / sizeof *loops; v++) {
                if (vectors_usable(needs[v]) != needs[v])
                    continue;
                Target target = {.low = -1000, .high = 300000000, .parts = parts[v], .kept = kept[v], .inside = 50};
                while (span_of(&target) >> target.shift >= 64)
                    target.shift++;
                Moments made = loops[v]->moments(values[0], count), wanted = loops[0]->moments(values[0], count);
                cr_expect(made.sum == wanted.sum && made.least == wanted.least && made.greatest == wanted.greatest, "moments %zu of %zu", v, count);
                cr_expect_eq(loops[v]->count(&target, values[0], count), loops[0]->count(&(Target){.low = -1000, .high = -1000, .parts = (uint32_t[2]){0}}, values[0], count), "below");
                loops[v]->keep(&target, values[0], count);
                cr_expect(!memcmp(parts[v], parts[0], sizeof parts[0]) && !memcmp(kept[v], kept[0], sizeof kept[0]), "variant %zu of %zu", v, count);
            }
        }
    }
}

Test(summary, the_mean_is_exact)
{
    CellSummary cell = {.values = 3, .sum = (Wide)FIX_MAX * 3 - 1};
    Num mean;
    cr_expect(summary_mean(&cell, &mean), "there is one");
    Num third, most = num_of_fix(FIX_MAX), difference;
    cr_expect(num_sub(most, mean, &difference) && num_mul(difference, num_of_int(3000000), &third), "one part of three million below the greatest");
    cr_expect(num_cmp(third, num_of_int(1)) == 0, "exactly");
    cr_expect_not(summary_mean(&(CellSummary){0}, &mean), "none of nothing");
}

Test(summary, limits_are_kept)
{
    cr_expect_null(summary_new(1, shares, SUMMARY_SHARES + 1, 0, 10, 1000), "shares");
    cr_expect_null(summary_new(1, shares, 1, SUMMARY_LEVELS + 1, 10, 1000), "levels");
    cr_expect_null(summary_new(1, shares, 1, 1, (uint64_t)1 << 32, 1000), "draws");
    Summary *summary = summary_new(0, shares, 1, 1, 10, 0);
    cr_expect_not(summary_next(summary), "nothing to do");
    summary_free(summary);
    summary = summary_new(1, shares, SHARES, 1, 10, 1000000);
    for (size_t i = 0; i < 3; i++)
        summary_add(summary, 0, values[0], NULL, 100, VECTORS_AUTO);      /* more than was said */
    summary_next(summary);
    cr_expect_eq(summary_of(summary, 0).values, 300, "all are counted");
    summary_free(summary);
}

Test(summary, sorts)
{
    static Fix many[5000], same[5000];
    for (size_t count = 0; count <= 5000; count = count * 2 + 1) {
        random_fill((Stream){1, count}, 0, count, VECTORS_AUTO, (uint64_t *)many);
        memcpy(same, many, sizeof same);
        sort_values(many, count);
        qsort(same, count, sizeof *same, by_size);
        cr_expect(!memcmp(many, same, count * sizeof *many), "%zu", count);
    }
}
