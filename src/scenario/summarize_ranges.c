/* summarize_ranges.c: the range in which a percentile lies, from the first guess to the one value. Part of summarize.h. */
#include "scenario/root.h"
#include "scenario/summarize_parts.h"

#include <string.h>

#define DOUBT 9        /* half standard deviations: of 100 000 guesses not one misses, as long as draws are independent */
#define SMALL ((size_t)24)
#define DEPTH 40

static size_t next_gap(size_t gap)
{
    static const size_t gaps[] = {701, 301, 132, 57, 23, 10, 4, 1, 0};
    if (gap > gaps[0])
        return gap * 4 / 9 > gaps[0] ? gap * 4 / 9 : gaps[0];
    const size_t *next = gaps;
    while (*next >= gap)
        next++;
    return *next;
}

/* Shell's, with the gaps of Ciura (2001), and beyond them growing by 9/4. Needs no memory, and no order of values makes it slow. */
void sort_values(Fix *values, size_t count)
{
    for (size_t gap = next_gap(count + 1); gap; gap = next_gap(gap)) {
        for (size_t i = gap; i < count; i++) {
            Fix value = values[i];
            size_t at = i;
            for (; at >= gap && values[at - gap] > value; at -= gap)
                values[at] = values[at - gap];
            values[at] = value;
        }
    }
}

static Fix middle_of_three(Fix a, Fix b, Fix c)
{
    return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
}

/* Two halves, neither empty, of which the first has nothing greater than anything in the second; returns where the second begins. count > 1. */
static size_t parted(Fix *values, size_t count)
{
    Fix pivot = middle_of_three(values[0], values[count / 2], values[count - 1]);
    size_t low = 0, high = count - 1;
    for (;;) {
        while (values[low] < pivot)
            low++;
        while (values[high] > pivot)
            high--;
        if (low >= high)
            return low ? low : 1;
        Fix swapped = values[low];
        values[low++] = values[high];
        values[high--] = swapped;
    }
}

static bool any_between(const size_t *wanted, size_t wanted_count, size_t from, size_t to)
{
    for (size_t i = 0; i < wanted_count; i++)
        if (wanted[i] >= from && wanted[i] < to)
            return true;
    return false;
}

/* Quicksort that leaves alone what holds no wanted place: afterwards those places have the values that sorting would give them. `from` is the place of
 * values[0]. When halves are uneven for long the rest is sorted in the other way, which nothing makes slow. */
static void place_within(Fix *values, size_t from, size_t count, const size_t *wanted, size_t wanted_count, int depth)
{
    while (count > SMALL && depth-- > 0) {
        size_t half = parted(values, count);
        bool first = any_between(wanted, wanted_count, from, from + half), second = any_between(wanted, wanted_count, from + half, from + count);
        if (first && second)
            place_within(values, from, half, wanted, wanted_count, depth);
        if (!second) {
            count = half;
            if (!first)
                return;
        } else {
            values += half, from += half, count -= half;
        }
    }
    sort_values(values, count);
}

uint64_t rank_of(uint64_t count, uint32_t share)
{
    uint64_t rank = (uint64_t)(((Wide128)count * share + SHARE_ONE - 1) / SHARE_ONE);
    return rank ? rank : 1;
}

void divide_range(Target *target, size_t part_count)
{
    uint64_t span = span_of(target);
    target->shift = 0;
    while (span >> target->shift >= part_count)
        target->shift++;
    target->state = TARGET_COUNTS;
    memset(target->parts, 0, part_count * sizeof *target->parts);
}

/* a + b, or the end of what there is. */
static Fix moved(Fix a, uint64_t by, bool up)
{
    uint64_t room = up ? (uint64_t)INT64_MAX - (uint64_t)a : (uint64_t)a - (uint64_t)INT64_MIN;
    by = by < room ? by : room;
    return (Fix)(up ? (uint64_t)a + by : (uint64_t)a - by);
}

/* How far the rank of a percentile among `count` values may be from where it is expected: it varies by sqrt(n p (1 - p)). */
static size_t doubt_of(size_t count, uint32_t share)
{
    uint64_t variance = (uint64_t)((Wide128)count * share * (SHARE_ONE - share) * 64 / SHARE_ONE / SHARE_ONE);
    return (size_t)(root_of(variance) * DOUBT / 16) + 2;
}

/* Where the sample ends before the doubt does, the range goes on as far as the sample is wide. */
static void guess_range(Target *target, const Fix *values, size_t count, uint32_t share, Fix least, Fix greatest)
{
    size_t at = (size_t)rank_of(count, share) - 1, doubt = doubt_of(count, share);
    uint64_t width = (uint64_t)greatest - (uint64_t)least;
    target->low = at >= doubt ? values[at - doubt] : moved(least, width, false);
    target->high = count - 1 - at >= doubt ? values[at + doubt] : moved(greatest, width, true);
    target->before = 0;
}

static size_t wanted_places(const uint32_t *shares, size_t share_count, size_t count, size_t *wanted)
{
    size_t found = 0;
    wanted[found++] = 0;
    wanted[found++] = count - 1;
    for (size_t i = 0; i < share_count; i++) {
        size_t at = (size_t)rank_of(count, shares[i]) - 1, doubt = doubt_of(count, shares[i]);
        if (at >= doubt)
            wanted[found++] = at - doubt;
        if (count - 1 - at >= doubt)
            wanted[found++] = at + doubt;
    }
    return found;
}

void guess_ranges(Target *targets, const uint32_t *shares, size_t share_count, Fix *values, size_t count, size_t part_count)
{
    size_t wanted[2 * SUMMARY_SHARES + 2], wanted_count = wanted_places(shares, share_count, count, wanted);
    place_within(values, 0, count, wanted, wanted_count, DEPTH);
    for (size_t i = 0; i < share_count; i++) {
        guess_range(&targets[i], values, count, shares[i], values[0], values[count - 1]);
        divide_range(&targets[i], part_count);
        if (shares[i] == 0 || shares[i] == SHARE_ONE)
            targets[i].state = TARGET_DONE;           /* the least and the greatest are known without */
    }
}

static void settle(Target *target, Fix low, Fix high, uint64_t before, uint64_t inside)
{
    target->low = low;
    target->high = high;
    target->before = before;
    target->inside = inside;
    target->state = low == high ? TARGET_DONE : TARGET_COUNTS;
    target->value = low;
}

void narrow_range(Target *target, uint64_t rank, Fix least, Fix greatest, size_t part_count)
{
    uint64_t seen = target->before, width = ((uint64_t)1 << target->shift) - 1;
    if (rank <= seen) {
        settle(target, least, target->low - 1, 0, seen);
        return;
    }
    for (size_t i = 0; i < part_count; seen += target->parts[i++]) {
        if (rank > seen + target->parts[i])
            continue;
        Fix low = (Fix)((uint64_t)target->low + ((uint64_t)i << target->shift)), high = moved(low, width, true);
        settle(target, low, high < target->high ? high : target->high, seen, target->parts[i]);
        return;
    }
    settle(target, target->high + 1, greatest, seen, UINT64_MAX);      /* inside: the caller knows how many there are */
}
