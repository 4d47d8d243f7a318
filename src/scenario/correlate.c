/* correlate.c: a Gaussian copula: the matrix is decided and taken apart exactly, then normal numbers are mixed. See correlate.h.
 *
 * The matrix is taken as whole numbers, as many decimals as it has. Fraction-free elimination (Bareiss 1968) keeps every number in it a minor of the
 * matrix; where the matrix is positive semidefinite so far, no minor of k rows is above scale^k, which is why 36 decimals in all fit in 128 bits. A
 * matrix is positive semidefinite if and only if no pivot becomes negative, and a pivot of 0 has nothing but 0 in its row. */
#include "scenario/correlate.h"

#include <string.h>

#include "base/wide.h"
#include "scenario/normal.h"
#include "scenario/root.h"

#define DECIMALS_MOST 36
#define PART_BITS 62               /* of the factors */
#define BATCH ((size_t)256)

struct Copula {
    size_t count;
    int64_t parts[CORRELATED_MOST][CORRELATED_MOST];     /* of whose normal number there is how much, in 2^-PART_BITS; lower triangle */
    bool alone[CORRELATED_MOST];                         /* correlated with none before it */
};

typedef struct Elimination {
    size_t count;
    Wide m[CORRELATED_MOST][CORRELATED_MOST];
    Wide scale;                    /* what 1 has become */
    Wide previous;                 /* the last pivot that was not 0 */
} Elimination;

/* ---- checking ---- */

/* The least number of decimals that shows all of them. */
static int decimals_of(const Fix *matrix, size_t count)
{
    Fix unit = FIX_ONE;
    int decimals = 0;
    for (size_t i = 0; i < count; i++)
        for (; matrix[i] % unit != 0; decimals++)
            unit /= 10;
    return decimals;
}

static CorrelationCheck check_entries(const Fix *matrix, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (matrix[i * count + i] != FIX_ONE)
            return (CorrelationCheck){CORRELATION_DIAGONAL, i, i};
        for (size_t j = 0; j < i; j++) {
            Fix value = matrix[i * count + j];
            if (value != matrix[j * count + i])
                return (CorrelationCheck){CORRELATION_NOT_SYMMETRIC, i, j};
            if (value > FIX_ONE || value < -FIX_ONE)
                return (CorrelationCheck){CORRELATION_BEYOND_ONE, i, j};
        }
    }
    return (CorrelationCheck){CORRELATION_FINE, 0, 0};
}

static Wide128 size_of(Wide value)
{
    return value < 0 ? -(Wide128)value : (Wide128)value;
}

/* a^2 > b c, for b, c >= 0. */
static bool square_exceeds(Wide a, Wide b, Wide c)
{
    return wide_cmp(wide_mul(size_of(a), size_of(a)), wide_mul((Wide128)b, (Wide128)c)) > 0;
}

/* What is left from row k on can be positive semidefinite: so can every two rows of it. This also keeps the numbers small. */
static bool plausible(const Elimination *e, size_t k, CorrelationCheck *check)
{
    for (size_t i = k; i < e->count; i++)
        for (size_t j = k; j <= i; j++)
            if (e->m[i][i] < 0 || (j < i && square_exceeds(e->m[i][j], e->m[i][i], e->m[j][j]))) {
                *check = (CorrelationCheck){CORRELATION_CONTRADICTORY, i, j};
                return false;
            }
    return true;
}

/* (a b - c d) / by, which leaves no rest. */
static Wide difference_over(Wide a, Wide b, Wide c, Wide d, Wide by)
{
    Wide256 x = wide_mul(size_of(a), size_of(b)), y = wide_mul(size_of(c), size_of(d));
    bool x_negative = (a < 0) != (b < 0), y_negative = (c < 0) == (d < 0), negative = x_negative;      /* of -c d */
    Wide128 rest;
    if (x_negative == y_negative) {
        x = wide_add(x, y);
    } else if (wide_cmp(x, y) >= 0) {
        x = wide_sub(x, y);
    } else {
        x = wide_sub(y, x);
        negative = y_negative;
    }
    Wide128 quotient = wide_div(x, (Wide128)by, &rest).lo;
    return negative ? -(Wide)quotient : (Wide)quotient;
}

/* ---- taking apart ---- */

/* The column of the Cholesky factor that a pivot gives: m[i][k] / sqrt(pivot * previous * scale). The root is taken of as many bits as there are. */
static void put_column(Copula *copula, const Elimination *e, size_t k)
{
    Wide256 product = wide_mul((Wide128)e->m[k][k], (Wide128)(e->previous * e->scale));
    int shift = 0;
    while (!(product.hi >> 124)) {
        product = wide_add(wide_add(product, product), wide_add(product, product));
        shift++;
    }
    Wide128 root = root_of_wide(product), rest;
    for (size_t i = k; i < e->count; i++) {
        Wide256 scaled = wide_mul(size_of(e->m[i][k]) << shift, (Wide128)1 << PART_BITS);
        int64_t part = (int64_t)wide_div(scaled, root, &rest).lo;
        copula->parts[i][k] = e->m[i][k] < 0 ? -part : part;
    }
}

static void eliminate(Elimination *e, size_t k)
{
    Wide pivot = e->m[k][k];
    for (size_t i = k + 1; i < e->count; i++)
        for (size_t j = k + 1; j <= i; j++)
            e->m[i][j] = e->m[j][i] = difference_over(pivot, e->m[i][j], e->m[i][k], e->m[k][j], e->previous);
    e->previous = pivot;
}

/* A pivot of 0 has nothing but 0 in its row, or two rows would not have been plausible: what it stands for follows from those before it. */
static CorrelationCheck take_apart(Copula *copula, Elimination *e)
{
    CorrelationCheck check = {CORRELATION_FINE, 0, 0};
    for (size_t k = 0; k < e->count && plausible(e, k, &check); k++) {
        if (e->m[k][k] == 0)
            continue;
        put_column(copula, e, k);
        eliminate(e, k);
    }
    return check;
}

static void find_alone(Copula *copula)
{
    for (size_t i = 0; i < copula->count; i++) {
        copula->alone[i] = true;
        for (size_t j = 0; j < i; j++)
            copula->alone[i] &= copula->parts[i][j] == 0;
    }
}

Copula *copula_new(Arena *arena, const Fix *matrix, size_t count, CorrelationCheck *check)
{
    Elimination e = {.count = count, .previous = 1};
    Copula *copula = ARENA_NEW(arena, Copula);
    Fix unit = 1;
    *check = (CorrelationCheck){CORRELATION_TOO_MANY, 0, 0};
    if (count > CORRELATED_MOST)
        return NULL;
    *check = check_entries(matrix, count);
    if (check->fault)
        return NULL;
    int decimals = decimals_of(matrix, count * count);
    *check = (CorrelationCheck){CORRELATION_TOO_MANY, 0, 0};
    if (decimals * (int)count > DECIMALS_MOST)
        return NULL;
    for (int i = decimals; i < FIX_DECIMALS; i++)
        unit *= 10;
    e.scale = FIX_ONE / unit;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            e.m[i][j] = matrix[i * count + j] / unit;
    copula->count = count;
    *check = take_apart(copula, &e);
    find_alone(copula);
    return check->fault ? NULL : copula;
}

/* ---- drawing ---- */

/* The normal numbers of parameter k: parts of its own and of those before it. */
static void mix(const Copula *copula, size_t k, int64_t (*own)[BATCH], size_t count, int64_t *z)
{
    for (size_t i = 0; i < count; i++) {
        Wide sum = (Wide)1 << (PART_BITS - 1);
        for (size_t j = 0; j <= k; j++)
            sum += (Wide)copula->parts[k][j] * own[j][i];
        int64_t mixed = (int64_t)(sum >> PART_BITS);
        z[i] = mixed >= NORMAL_MOST ? NORMAL_MOST - 1 : mixed <= -NORMAL_MOST ? 1 - NORMAL_MOST : mixed;
    }
}

static void fill_batch(const Copula *copula, const Sampler *const *samplers, const Stream *streams, uint64_t from, size_t count, Vectors vectors, size_t at,
    Fix *const *out)
{
    int64_t own[CORRELATED_MOST][BATCH], z[BATCH];
    uint64_t u[BATCH];
    for (size_t k = 0; k < copula->count; k++) {
        random_fill(streams[k], from + at, count, vectors, u);
        normal_quantiles(u, count, vectors, own[k]);
        if (copula->alone[k]) {
            sampler_values(samplers[k], u, count, vectors, out[k] + at);
            continue;
        }
        mix(copula, k, own, count, z);
        sampler_values_normal(samplers[k], z, count, out[k] + at);
    }
}

void copula_fill(const Copula *copula, const Sampler *const *samplers, const Stream *streams, uint64_t from, size_t count, Vectors vectors, Fix *const *out)
{
    for (size_t at = 0; at < count; at += BATCH)
        fill_batch(copula, samplers, streams, from, count - at < BATCH ? count - at : BATCH, vectors, at, out);
}
