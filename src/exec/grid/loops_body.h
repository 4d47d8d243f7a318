/* loops_body.h: the loops themselves, included by loops.c once for each width of vectors. HAND: the width has some of its own, written by hand.
 * Part of grid/. */

static bool NAME(add)(int64_t *restrict out, const int64_t *a, const int64_t *b, size_t count)
{
    int64_t over = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t x = a[i], y = b[i], sum = (int64_t)((uint64_t)x + (uint64_t)y);
        over |= ((x ^ sum) & (y ^ sum)) | (sum == INT64_MIN ? -1 : 0);
        out[i] = sum;
    }
    return over < 0;
}

static bool NAME(sub)(int64_t *restrict out, const int64_t *a, const int64_t *b, size_t count)
{
    int64_t over = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t x = a[i], y = b[i], difference = (int64_t)((uint64_t)x - (uint64_t)y);
        over |= ((x ^ y) & (x ^ difference)) | (difference == INT64_MIN ? -1 : 0);
        out[i] = difference;
    }
    return over < 0;
}

static void NAME(scale)(int64_t *restrict out, const int64_t *a, int64_t factor, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (int64_t)((uint64_t)a[i] * (uint64_t)factor);
}

static uint64_t NAME(bits)(const int64_t *a, size_t count)
{
    int64_t all = 0;
    for (size_t i = 0; i < count; i++)
        all |= a[i] ^ (a[i] >> 63);
    return (uint64_t)all;
}

static void NAME(equal)(uint8_t *restrict out, const int64_t *a, const int64_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] == b[i] ? LANE_YES : LANE_NO;
}

static void NAME(less_scaled)(uint8_t *restrict out, const int64_t *a, int64_t factor, const int64_t *b, const int64_t *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (int64_t)((uint64_t)a[i] * (uint64_t)factor) < (int64_t)((uint64_t)b[i] * (uint64_t)times[i]) ? LANE_YES : LANE_NO;
}

static void NAME(more_scaled)(uint8_t *restrict out, const int64_t *a, int64_t factor, const int64_t *b, const int64_t *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (int64_t)((uint64_t)a[i] * (uint64_t)factor) > (int64_t)((uint64_t)b[i] * (uint64_t)times[i]) ? LANE_YES : LANE_NO;
}

static void NAME(equal_scaled)(uint8_t *restrict out, const int64_t *a, int64_t factor, const int64_t *b, const int64_t *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (uint64_t)a[i] * (uint64_t)factor == (uint64_t)b[i] * (uint64_t)times[i] ? LANE_YES : LANE_NO;
}

static void NAME(worse)(uint8_t *restrict out, const uint8_t *a, const uint8_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] > b[i] ? a[i] : b[i];
}

static void NAME(worsen)(uint8_t *restrict s, const uint8_t *a, size_t count)
{
    for (size_t i = 0; i < count; i++)
        s[i] = s[i] > a[i] ? s[i] : a[i];
}

static void NAME(settle)(uint8_t *restrict truth, const uint8_t *a, const uint8_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t state = a[i] > b[i] ? a[i] : b[i], spoiled = state == LANE_ASK ? LANE_ASK_TRUTH : LANE_UNKNOWN;
        truth[i] = state == LANE_VALUE ? truth[i] : spoiled;
    }
}

static void NAME(both)(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t least = a[i] < b[i] ? a[i] : b[i], most = a[i] > b[i] ? a[i] : b[i];
        out[i] = least != LANE_NO && most == LANE_ASK_TRUTH ? LANE_ASK_TRUTH : least;
    }
}

static void NAME(either)(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t most = a[i] > b[i] ? a[i] : b[i], yes = (a[i] == LANE_YES) | (b[i] == LANE_YES);
        out[i] = yes ? LANE_YES : most;
    }
}

static void NAME(turn)(uint8_t *truth, size_t count)
{
    for (size_t i = 0; i < count; i++)
        truth[i] = (uint8_t)(LANE_YES - truth[i]);
}

static void NAME(look)(uint8_t *restrict out, const uint8_t *a, const uint8_t *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = table[a[i]];
}

static void NAME(take_case)(uint8_t *restrict out, uint8_t *restrict open, const uint8_t *truth, uint8_t level, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t t = truth[i], said = t == LANE_YES ? level : t == LANE_UNKNOWN ? LEVEL_MISSING : LEVEL_ASK;
        bool takes = open[i] && t != LANE_NO;
        out[i] = takes ? said : out[i];
        open[i] = takes ? 0 : open[i];
    }
}

static void NAME(take_rest)(uint8_t *restrict out, uint8_t *restrict open, uint8_t level, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = open[i] ? level : out[i];
        open[i] = 0;
    }
}

static void NAME(two_levels)(uint8_t *restrict out, const uint8_t *restrict truth, const uint8_t *restrict states, uint8_t level, uint8_t rest, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t t = truth[i], known = t == LANE_YES ? level : rest, other = t == LANE_UNKNOWN ? LEVEL_MISSING : LEVEL_ASK;
        uint8_t said = t == LANE_YES || t == LANE_NO ? known : other;
        out[i] = states[i] != LANE_VALUE ? (uint8_t)(states[i] + (LEVEL_NOT_APPLICABLE - LANE_NOT_APPLICABLE)) : said;
    }
}

/* Levels that are none stand in the order of the states: see LaneState. */
static void NAME(settle_level)(uint8_t *restrict out, const uint8_t *restrict states, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = states[i] != LANE_VALUE ? (uint8_t)(states[i] + (LEVEL_NOT_APPLICABLE - LANE_NOT_APPLICABLE)) : out[i];
}

static size_t NAME(above)(const int64_t *values, size_t count, int64_t own)
{
    int64_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += values[i] > own;
    return (size_t)found;
}

static size_t NAME(below)(const int64_t *values, size_t count, int64_t own)
{
    int64_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += values[i] < own;
    return (size_t)found;
}

static void NAME(gather_sum)(int64_t *restrict acc, const int64_t *a, size_t count)
{
    for (size_t i = 0; i < count; i++)
        acc[i] += a[i];
}

static void NAME(gather_count)(uint32_t *restrict acc, const uint32_t *a, size_t count)
{
    for (size_t i = 0; i < count; i++)
        acc[i] += a[i];
}

static void NAME(sum_states)(uint8_t *restrict out, const uint32_t *rows, const uint8_t *flags, uint8_t none, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t empty = flags[i] & FLAG_COVERED ? none : LANE_MISSING, state = rows[i] ? LANE_VALUE : empty;
        out[i] = flags[i] & FLAG_LACKING ? LANE_MISSING : state;
    }
}

static void NAME(from_ratio)(int64_t *restrict out, const int64_t *a, const int64_t *n, const int64_t *d, bool turned, size_t count, uint64_t bits[3])
{
    int64_t all_a = 0, all_n = 0, all_d = 0, sign = turned ? -1 : 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t difference = (uint64_t)a[i] * (uint64_t)d[i] - (uint64_t)n[i];
        all_a |= a[i] ^ (a[i] >> 63);
        all_n |= n[i] ^ (n[i] >> 63);
        all_d |= d[i];
        out[i] = (int64_t)((difference ^ (uint64_t)sign) - (uint64_t)sign);
    }
    bits[0] = (uint64_t)all_a;
    bits[1] = (uint64_t)all_n;
    bits[2] = (uint64_t)all_d;
}

static void NAME(fill)(int64_t *restrict out, int64_t number, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = number;
}

#ifndef HAND
static void NAME(less)(uint8_t *restrict out, const int64_t *a, const int64_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] < b[i] ? LANE_YES : LANE_NO;
}

static void NAME(less_than)(uint8_t *restrict out, const int64_t *a, int64_t b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] < b ? LANE_YES : LANE_NO;
}

static void NAME(more_than)(uint8_t *restrict out, const int64_t *a, int64_t b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = a[i] > b ? LANE_YES : LANE_NO;
}

#define SINGLES(type)                                                                          \
    const type *from = cells;                                                                  \
    for (size_t i = 0; i < count; i++) {                                                       \
        bool value = from[i] >= SINGLE_LEAST;                                                  \
        s[i] = value ? LANE_VALUE : from[i] == ROW_NOT_APPLICABLE ? LANE_NOT_APPLICABLE : LANE_MISSING; \
        n[i] = value ? unit * (int64_t)from[i] + base : 0;                                     \
    }

static void NAME(singles16)(int64_t *restrict n, uint8_t *restrict s, const void *cells, int64_t unit, int64_t base, size_t count)
{
    SINGLES(uint16_t)
}

static void NAME(singles32)(int64_t *restrict n, uint8_t *restrict s, const void *cells, int64_t unit, int64_t base, size_t count)
{
    SINGLES(uint32_t)
}
#undef SINGLES

static size_t NAME(total)(const int64_t *n, const uint8_t *s, size_t count, int64_t *sum, uint64_t *bits)
{
    uint64_t total = 0, all = 0;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t own = s[i] == LANE_VALUE ? n[i] : 0;
        found += s[i] == LANE_VALUE;
        total += (uint64_t)own;
        all |= (uint64_t)(own ^ (own >> 63));
    }
    *sum = (int64_t)total;
    *bits = all;
    return found;
}

static size_t NAME(count)(const uint8_t *bytes, uint8_t one, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += bytes[i] == one;
    return found;
}

static uint64_t NAME(weigh)(int64_t *restrict out, const int64_t *const *parts, const int64_t *weights, size_t part_count, size_t count)
{
    int64_t all = 0;
    for (size_t i = 0; i < count; i++)
        out[i] = 0;
    for (size_t k = 0; k < part_count; k++) {
        const int64_t *a = parts[k];
        for (size_t i = 0; i < count; i++) {
            out[i] = (int64_t)((uint64_t)out[i] + (uint64_t)a[i] * (uint64_t)weights[k]);
            all |= a[i] ^ (a[i] >> 63);
        }
    }
    return (uint64_t)all;
}
#define OWN(loop) NAME(loop)
#else
#define OWN(loop) HAND(loop)
#endif

static const Loops NAME(loops) = {
    NAME(add), NAME(sub), NAME(scale), NAME(bits), OWN(less), NAME(equal), NAME(less_scaled), NAME(more_scaled), NAME(equal_scaled),
    NAME(worse), NAME(worsen), NAME(settle), NAME(both), NAME(either), NAME(turn), NAME(look), NAME(take_case), NAME(take_rest), NAME(two_levels), NAME(settle_level),
    NAME(above), NAME(below), NAME(gather_sum), NAME(gather_count), NAME(sum_states), OWN(weigh),
    OWN(less_than), OWN(more_than), NAME(from_ratio), OWN(singles16), OWN(singles32), OWN(total), OWN(count), NAME(fill),
};
#undef OWN
