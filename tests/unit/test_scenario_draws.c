/* test_scenario_draws.c: random numbers against the published vectors, distributions against python's decimals (draw_rows.inc), correlations against what
 * is known of them; and that every variant gives the same. */
#include <criterion/criterion.h>

#include <string.h>

#include "scenario/draws.h"
#include "scenario/normal.h"
#include "scenario/normal_table.h"

#define MANY ((size_t)3001)

static const Vectors variants[] = {VECTORS_NONE, VECTORS_AVX2, VECTORS_AVX512};
#define VARIANTS (sizeof variants / sizeof *variants)

/* ---- random numbers ---- */

/* Of the authors' Random123 (kat_vectors). */
Test(draws, philox_gives_the_published_numbers)
{
    static const uint32_t rows[][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t out[4];
        philox(rows[i], rows[i] + 4, out);
        cr_expect(!memcmp(out, rows[i] + 6, sizeof out), "row %zu: %08x %08x %08x %08x", i, out[0], out[1], out[2], out[3]);
    }
}

Test(draws, every_variant_gives_the_same_from_anywhere)
{
    static const uint64_t starts[] = {0, 1, 8, 4294967290u, 8589934589u, UINT64_MAX / 2};
    static uint64_t wanted[MANY], made[MANY];
    Stream stream = stream_of(20260831, STR_LIT("löneökning"));
    for (size_t s = 0; s < sizeof starts / sizeof *starts; s++) {
        for (size_t i = 0; i < MANY; i++)
            random_fill(stream, starts[s] + i, 1, VECTORS_NONE, &wanted[i]);
        for (size_t v = 0; v < VARIANTS; v++)
            for (size_t count = MANY - 40; count <= MANY; count += 13) {
                memset(made, 0, sizeof made);
                random_fill(stream, starts[s], count, variants[v], made);
                cr_expect(!memcmp(made, wanted, count * sizeof *made), "from %llu, variant %d", (unsigned long long)starts[s], variants[v]);
            }
    }
}

Test(draws, the_stream_is_what_the_seed_and_the_name_say)
{
    uint64_t a, b;
    random_fill(stream_of(1, STR_LIT("elevtal")), 0, 1, VECTORS_AUTO, &a);
    random_fill(stream_of(1, STR_LIT("elevtal")), 0, 1, VECTORS_AUTO, &b);
    cr_expect_eq(a, b, "the same again");
    cr_expect_eq(a, UINT64_C(0x2d430fa0bf53bd3d), "and on every machine: %llx", (unsigned long long)a);
    random_fill(stream_of(1, STR_LIT("elevtal2")), 0, 1, VECTORS_AUTO, &b);
    cr_expect_neq(a, b, "another name");
    random_fill(stream_of(2, STR_LIT("elevtal")), 0, 1, VECTORS_AUTO, &b);
    cr_expect_neq(a, b, "another seed");
}

/* ---- distributions ---- */

typedef enum RowKind { DRAW_QUANTILE, DRAW_UNIFORM, DRAW_TRIANGLE, DRAW_NORMAL } RowKind;

static const struct DrawRow {
    RowKind kind;
    Fix a, b, c;
    int decimals;
    uint64_t u;
    int64_t value;
} draw_rows[] = {
#include "draw_rows.inc"
};
#define ROWS (sizeof draw_rows / sizeof *draw_rows)

static Fix value_of(const struct DrawRow *row)
{
    static const DistributionKind kinds[] = {DIST_NORMAL, DIST_UNIFORM, DIST_TRIANGLE, DIST_NORMAL};
    Arena *arena = arena_new();
    Distribution distribution = {.kind = kinds[row->kind], .a = row->a, .b = row->b, .c = row->c, .decimals = row->decimals};
    DistributionFault fault;
    Fix value = 0;
    Sampler *sampler = sampler_new(arena, &distribution, &fault);
    cr_expect_eq(fault, DIST_FINE, "fault %d", fault);
    if (sampler)
        sampler_values(sampler, &row->u, 1, VECTORS_AUTO, &value);
    arena_free(arena);
    return value;
}

Test(draws, agree_with_decimals)
{
    for (size_t i = 0; i < ROWS; i++) {
        const struct DrawRow *row = &draw_rows[i];
        int64_t value;
        if (row->kind == DRAW_QUANTILE)
            normal_quantiles(&row->u, 1, VECTORS_AUTO, &value);
        else
            value = value_of(row);
        int64_t error = value > row->value ? value - row->value : row->value - value;
        cr_expect(error <= (row->kind == DRAW_QUANTILE ? 16 : 0), "row %zu, kind %d: %lld, not %lld", i, row->kind, (long long)value, (long long)row->value);
    }
}

Test(draws, the_normal_table_ends_where_it_should)
{
    int64_t z, slope;
    normal_table_misses(&z, &slope);
    cr_expect(z < 8192 && z > -8192 && slope < 8192 && slope > -8192, "missed by %lld and %lld", (long long)z, (long long)slope);
}

Test(draws, quantiles_are_the_same_in_every_variant_and_symmetric)
{
    static uint64_t u[MANY];
    static int64_t wanted[MANY], made[MANY];
    random_fill((Stream){3, 4}, 0, MANY, VECTORS_NONE, u);
    for (size_t i = 0; i < MANY; i++)
        u[i] = i % 3 == 0 ? u[i] >> (i % 64) : i % 3 == 1 ? ~(u[i] >> (i % 64)) : u[i];
    u[0] = 0, u[1] = UINT64_MAX, u[2] = UINT64_MAX / 2, u[3] = UINT64_MAX / 2 + 1, u[4] = 1;
    normal_quantiles(u, MANY, VECTORS_NONE, wanted);
    for (size_t v = 0; v < VARIANTS; v++) {
        normal_quantiles(u, MANY, variants[v], made);
        cr_expect(!memcmp(made, wanted, sizeof made), "variant %d", variants[v]);
    }
    for (size_t i = 0; i < MANY; i++) {
        uint64_t other = ~u[i];
        int64_t opposite;
        normal_quantiles(&other, 1, VECTORS_NONE, &opposite);
        cr_expect_eq(opposite, -wanted[i], "opposite of number %zu", i);
        cr_expect(wanted[i] < NORMAL_MOST && wanted[i] > -NORMAL_MOST, "beyond the end");
    }
}

Test(draws, a_probability_leads_back_to_its_quantile)
{
    uint64_t u[500];
    int64_t z[500];
    random_fill((Stream){5, 6}, 0, 500, VECTORS_NONE, u);
    for (size_t i = 0; i < 500; i++)
        u[i] = i % 2 ? u[i] >> (i % 60) : ~(u[i] >> (i % 60));
    normal_quantiles(u, 500, VECTORS_NONE, z);
    for (size_t i = 0; i < 500; i++) {
        uint64_t back = normal_probability(z[i]);
        int64_t again;
        normal_quantiles(&back, 1, VECTORS_NONE, &again);
        int64_t error = again > z[i] ? again - z[i] : z[i] - again;
        cr_expect(error <= 64 || u[i] < 8 || ~u[i] < 8, "number %zu: off by %lld", i, (long long)error);
    }
    cr_expect(normal_probability(NORMAL_MOST) >= UINT64_MAX - 1 && normal_probability(-NORMAL_MOST) <= 1, "beyond the ends");
}

static const Fix history[] = {3000000, 1000000, 1000000, -2000000, 1499999};

Test(draws, observed_values_are_drawn_as_often_as_they_are_common)
{
    static Fix drawn[MANY];
    Arena *arena = arena_new();
    Distribution distribution = {.kind = DIST_OBSERVED, .observed = history, .observed_count = 5, .decimals = 0};
    DistributionFault fault;
    Sampler *sampler = sampler_new(arena, &distribution, &fault);
    sampler_fill(sampler, (Stream){1, 1}, 0, MANY, VECTORS_AUTO, drawn);
    size_t ones = 0, other = 0;
    for (size_t i = 0; i < MANY; i++) {
        ones += drawn[i] == 1000000;
        other += drawn[i] != 1000000 && drawn[i] != 3000000 && drawn[i] != -2000000;
    }
    cr_expect_eq(other, 0, "only what was observed, rounded");
    cr_expect(ones > MANY * 55 / 100 && ones < MANY * 65 / 100, "three of five: %zu", ones);
    arena_free(arena);
}

Test(draws, what_is_no_distribution_is_refused)
{
    static const struct { Distribution distribution; DistributionFault fault; } rows[] = {
        {{DIST_UNIFORM, 2000000, 1000000, 0, NULL, 0, 0}, DIST_REVERSED},
        {{DIST_UNIFORM, 1100000, 1900000, 0, NULL, 0, 0}, DIST_NO_VALUE},
        {{DIST_UNIFORM, 1100000, 1900000, 0, NULL, 0, 1}, DIST_FINE},
        {{DIST_UNIFORM, FIX_MIN, 0, 0, NULL, 0, 0}, DIST_OUT_OF_RANGE},
        {{DIST_UNIFORM, INT64_MIN, 0, 0, NULL, 0, 0}, DIST_OUT_OF_RANGE},
        {{DIST_UNIFORM, 0, 0, 0, NULL, 0, 7}, DIST_BAD_DECIMALS},
        {{DIST_TRIANGLE, 0, 5000000, 4000000, NULL, 0, 0}, DIST_TYPICAL_OUTSIDE},
        {{DIST_TRIANGLE, 4000000, 4000000, 4000000, NULL, 0, 0}, DIST_FINE},
        {{DIST_TRIANGLE, 5000000, 4000000, 3000000, NULL, 0, 0}, DIST_REVERSED},
        {{DIST_NORMAL, 0, -1, 0, NULL, 0, 6}, DIST_NEGATIVE_SPREAD},
        {{DIST_NORMAL, 5, 0, 0, NULL, 0, 6}, DIST_FINE},
        {{DIST_NORMAL, INT64_MIN, 0, 0, NULL, 0, 6}, DIST_OUT_OF_RANGE},
        {{DIST_NORMAL, 0, FIX_MAX / 10, 0, NULL, 0, 6}, DIST_OUT_OF_RANGE},
        {{DIST_OBSERVED, 0, 0, 0, NULL, 0, 6}, DIST_NOTHING_OBSERVED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *arena = arena_new();
        DistributionFault fault;
        Sampler *sampler = sampler_new(arena, &rows[i].distribution, &fault);
        cr_expect_eq(fault, rows[i].fault, "row %zu: %d", i, fault);
        cr_expect_eq(sampler != NULL, fault == DIST_FINE, "row %zu", i);
        arena_free(arena);
    }
}

/* The ends of what there is: nothing overflows, nothing leaves the ends. */
Test(draws, stay_within_their_ends)
{
    static const uint64_t ends[] = {0, 1, UINT64_MAX, UINT64_MAX - 1, UINT64_MAX / 2, UINT64_MAX / 2 + 1, UINT64_MAX / 3};
    Fix most = FIX_MAX - FIX_ONE;
    Distribution rows[] = {
        {DIST_UNIFORM, -most, most, 0, NULL, 0, 6}, {DIST_TRIANGLE, -most, -most, most, NULL, 0, 6}, {DIST_TRIANGLE, -most, most, most, NULL, 0, 0},
        {DIST_TRIANGLE, -most, 0, most, NULL, 0, 2}, {DIST_TRIANGLE, 500000, 1000000, 1500000, NULL, 0, 0}, {DIST_TRIANGLE, -most, 1 - most, most, NULL, 0, 6},
        {DIST_TRIANGLE, 3, 3, 3, NULL, 0, 6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Arena *arena = arena_new();
        DistributionFault fault;
        Sampler *sampler = sampler_new(arena, &rows[i], &fault);
        Fix values[sizeof ends / sizeof *ends], high = rows[i].kind == DIST_UNIFORM ? rows[i].b : rows[i].c;
        sampler_values(sampler, ends, sizeof ends / sizeof *ends, VECTORS_AUTO, values);
        for (size_t j = 0; j < sizeof ends / sizeof *ends; j++)
            cr_expect(values[j] >= rows[i].a && values[j] <= high, "row %zu, number %zu: %lld", i, j, (long long)values[j]);
        arena_free(arena);
    }
}

/* ---- correlations ---- */

#define R(x) ((Fix)((x) * 10000))      /* hundredths */

static const struct MatrixRow {
    size_t count;
    Fix m[16];
    CorrelationFault fault;
} matrices[] = {
    {1, {R(100)}, CORRELATION_FINE},
    {2, {R(100), R(60), R(60), R(100)}, CORRELATION_FINE},
    {2, {R(100), R(100), R(100), R(100)}, CORRELATION_FINE},
    {2, {R(100), R(-100), R(-100), R(100)}, CORRELATION_FINE},
    {2, {R(100), R(60), R(50), R(100)}, CORRELATION_NOT_SYMMETRIC},
    {2, {R(99), R(60), R(60), R(100)}, CORRELATION_DIAGONAL},
    {2, {R(100), R(101), R(101), R(100)}, CORRELATION_BEYOND_ONE},
    {3, {R(100), R(90), R(-90), R(90), R(100), R(90), R(-90), R(90), R(100)}, CORRELATION_CONTRADICTORY},
    {3, {R(100), R(-50), R(-50), R(-50), R(100), R(-50), R(-50), R(-50), R(100)}, CORRELATION_FINE},        /* singular, exactly */
    {3, {R(100), R(-50), R(-50), R(-50), R(100), R(-51), R(-50), R(-51), R(100)}, CORRELATION_CONTRADICTORY},
    {3, {R(100), R(-50), -500001, R(-50), R(100), R(-50), -500001, R(-50), R(100)}, CORRELATION_CONTRADICTORY},
    {3, {R(100), R(60), R(80), R(60), R(100), R(96), R(80), R(96), R(100)}, CORRELATION_FINE},             /* 0.6 * 0.8 + 0.8 * 0.6: on the edge */
    {3, {R(100), R(100), R(50), R(100), R(100), R(50), R(50), R(50), R(100)}, CORRELATION_FINE},           /* the second follows the first */
    {3, {R(100), R(100), R(50), R(100), R(100), R(40), R(50), R(40), R(100)}, CORRELATION_CONTRADICTORY},
    {4, {R(100), 0, 0, 0, 0, R(100), 0, 0, 0, 0, R(100), R(20), 0, 0, R(20), R(100)}, CORRELATION_FINE},
};

Test(draws, matrices_are_decided_exactly)
{
    for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++) {
        Arena *arena = arena_new();
        CorrelationCheck check;
        Copula *copula = copula_new(arena, matrices[i].m, matrices[i].count, &check);
        cr_expect_eq(check.fault, matrices[i].fault, "row %zu: %d", i, check.fault);
        cr_expect_eq(copula != NULL, check.fault == CORRELATION_FINE, "row %zu", i);
        arena_free(arena);
    }
}

Test(draws, large_matrices_fit_or_are_refused)
{
    static Fix m[17 * 17];
    for (size_t count = 6; count <= 17; count++) {
        for (int decimals = 2; decimals <= 6; decimals += 4) {
            Arena *arena = arena_new();
            CorrelationCheck check;
            for (size_t i = 0; i < count * count; i++)
                m[i] = i % (count + 1) == 0 ? FIX_ONE : decimals == 2 ? R(90) : 900001;
            copula_new(arena, m, count, &check);
            bool fits = count <= CORRELATED_MOST && (decimals == 2 || count <= 6);
            cr_expect_eq(check.fault, fits ? CORRELATION_FINE : CORRELATION_TOO_MANY, "%zu with %d decimals: %d", count, decimals, check.fault);
            arena_free(arena);
        }
    }
}

typedef struct Pairs { Fix x[4096], y[4096], z[4096]; } Pairs;

static int64_t hundredths(const Fix *x, const Fix *y, size_t count)
{
    Wide xy = 0, xx = 0, yy = 0;
    for (size_t i = 0; i < count; i++) {
        xy += (Wide)x[i] * y[i];
        xx += (Wide)x[i] * x[i];
        yy += (Wide)y[i] * y[i];
    }
    return (int64_t)(xy * 200 / (xx + yy));
}

Test(draws, normal_values_have_the_correlation)
{
    static Pairs pairs, again;
    Arena *arena = arena_new();
    Distribution normal = {.kind = DIST_NORMAL, .b = FIX_ONE * 1000, .decimals = 6};
    DistributionFault fault;
    CorrelationCheck check;
    const Sampler *sampler = sampler_new(arena, &normal, &fault), *samplers[] = {sampler, sampler, sampler};
    Stream streams[] = {{9, 1}, {9, 2}, {9, 3}};
    Fix *out[] = {pairs.x, pairs.y, pairs.z}, *parts[] = {again.x + 1000, again.y + 1000, again.z + 1000};
    static const Fix m[] = {R(100), R(60), R(-30), R(60), R(100), R(0), R(-30), R(0), R(100)};
    Copula *copula = copula_new(arena, m, 3, &check);
    copula_fill(copula, samplers, streams, 0, 4096, VECTORS_AUTO, out);
    int64_t xy = hundredths(pairs.x, pairs.y, 4096), xz = hundredths(pairs.x, pairs.z, 4096), yz = hundredths(pairs.y, pairs.z, 4096);
    cr_expect(xy >= 56 && xy <= 64 && xz >= -35 && xz <= -25 && yz >= -5 && yz <= 5, "60, -30, 0: %lld, %lld, %lld", (long long)xy, (long long)xz, (long long)yz);
    copula_fill(copula, samplers, streams, 1000, 777, VECTORS_NONE, parts);
    cr_expect(!memcmp(again.z + 1000, pairs.z + 1000, 777 * sizeof(Fix)), "the same in pieces");
    sampler_fill(sampler, streams[0], 0, 4096, VECTORS_AUTO, again.x);
    cr_expect(!memcmp(again.x, pairs.x, sizeof pairs.x), "the first is drawn as if alone");
    arena_free(arena);
}

Test(draws, whole_dependence_is_whole)
{
    static Fix x[1000], y[1000];
    Arena *arena = arena_new();
    Distribution uniform = {.kind = DIST_UNIFORM, .b = FIX_ONE * 100, .decimals = 0}, triangle = {.kind = DIST_TRIANGLE, .b = FIX_ONE, .c = FIX_ONE * 9, .decimals = 3};
    DistributionFault fault;
    CorrelationCheck check;
    const Sampler *samplers[] = {sampler_new(arena, &uniform, &fault), sampler_new(arena, &triangle, &fault)};
    Stream streams[] = {{9, 1}, {9, 2}};
    static const Fix m[] = {R(100), R(-100), R(-100), R(100)};
    Fix *out[] = {x, y};
    copula_fill(copula_new(arena, m, 2, &check), samplers, streams, 0, 1000, VECTORS_AUTO, out);
    for (size_t i = 1; i < 1000; i++)
        cr_expect((x[i] - x[i - 1]) == 0 || (x[i] < x[i - 1] ? y[i] >= y[i - 1] : y[i] <= y[i - 1]), "draw %zu", i);
    arena_free(arena);
}

/* ---- all together ---- */

#define NORMAL(mean, spread) {DIST_NORMAL, (mean) * FIX_ONE, (spread) * FIX_ONE, 0, NULL, 0, 2}

Test(draws, the_order_of_parameters_does_not_matter)
{
    static Fix a[3][300], b[4][300];
    const DrawnParameter one[] = {{STR_LIT("löner"), NORMAL(3, 1)}, {STR_LIT("elever"), NORMAL(1200, 40)}, {STR_LIT("priser"), NORMAL(2, 1)}};
    const DrawnParameter two[] = {{STR_LIT("priser"), NORMAL(2, 1)}, {STR_LIT("hyror"), NORMAL(5, 1)}, {STR_LIT("elever"), NORMAL(1200, 40)}, {STR_LIT("löner"), NORMAL(3, 1)}};
    Arena *arena = arena_new();
    DrawsCheck check;
    Draws *first = draws_new(arena, 7, one, 3, (CorrelatedPair[]){{0, 2, R(60)}}, 1, &check);
    Draws *second = draws_new(arena, 7, two, 4, (CorrelatedPair[]){{0, 3, R(60)}, {3, 0, R(60)}}, 2, &check);
    cr_assert(first && second, "both are fine");
    draws_fill(first, 0, 300, VECTORS_AUTO, (Fix *[]){a[0], a[1], a[2]});
    draws_fill(second, 0, 300, VECTORS_NONE, (Fix *[]){b[0], b[1], b[2], b[3]});
    cr_expect(!memcmp(a[0], b[3], sizeof a[0]) && !memcmp(a[1], b[2], sizeof a[1]) && !memcmp(a[2], b[0], sizeof a[2]), "the same by name");
    arena_free(arena);
}

Test(draws, what_is_wrong_is_told)
{
    const DrawnParameter three[] = {{STR_LIT("a"), NORMAL(3, 1)}, {STR_LIT("b"), NORMAL(3, 1)}, {STR_LIT("c"), NORMAL(3, 1)}};
    const DrawnParameter bad[] = {{STR_LIT("a"), NORMAL(3, 1)}, {STR_LIT("b"), NORMAL(3, -1)}}, same[] = {{STR_LIT("a"), NORMAL(3, 1)}, {STR_LIT("a"), NORMAL(3, 1)}};
    Arena *arena = arena_new();
    DrawsCheck check;
    cr_expect_null(draws_new(arena, 7, bad, 2, NULL, 0, &check), "a negative spread");
    cr_expect(check.distribution == DIST_NEGATIVE_SPREAD && check.parameter == 1, "whose");
    cr_expect_null(draws_new(arena, 7, same, 2, NULL, 0, &check), "the same name");
    cr_expect(check.repeated_name && check.parameter == 1, "which");
    cr_expect_null(draws_new(arena, 7, three, 3, (CorrelatedPair[]){{0, 1, R(90)}, {1, 2, R(90)}}, 2, &check), "a and c cannot be free of each other");
    cr_expect_eq(check.correlation, CORRELATION_CONTRADICTORY, "why");
    cr_expect_null(draws_new(arena, 7, three, 3, (CorrelatedPair[]){{0, 1, R(90)}, {1, 0, R(80)}}, 2, &check), "twice");
    cr_expect_eq(check.correlation, CORRELATION_NOT_SYMMETRIC, "why");
    cr_expect_null(draws_new(arena, 7, three, 3, (CorrelatedPair[]){{1, 1, R(90)}}, 1, &check), "with itself");
    cr_expect(check.correlation == CORRELATION_DIAGONAL && check.first == 1, "why");
    cr_expect_null(draws_new(arena, 7, three, 3, (CorrelatedPair[]){{0, 2, R(101)}}, 1, &check), "beyond one");
    cr_expect(check.correlation == CORRELATION_BEYOND_ONE && check.first + check.second == 2, "which");
    cr_expect_not_null(draws_new(arena, 7, three, 0, NULL, 0, &check), "none at all");
    arena_free(arena);
}
