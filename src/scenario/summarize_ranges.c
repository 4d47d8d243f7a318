/* summarize_ranges.c: the range in which a percentile lies, from the first guess to the one value. Part of summarize.h. */
#include "scenario/root.h"
#include "scenario/summarize_parts.h"

#include <string.h>

#define DOUBT 9        /* half standard deviations: of 100 000 guesses not one misses, as long as draws are independent */

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

/* The rank in the sample varies by sqrt(n p (1 - p)). Where the sample ends before the doubt does, the range goes on as far as the sample is wide. */
void guess_range(Target *target, const Fix *sorted, size_t count, uint32_t share, size_t part_count)
{
    uint64_t variance = (uint64_t)((Wide128)count * share * (SHARE_ONE - share) * 16 / SHARE_ONE / SHARE_ONE);
    size_t at = (size_t)rank_of(count, share) - 1, doubt = (size_t)(root_of(variance) * DOUBT / 8) + 2;
    uint64_t width = (uint64_t)sorted[count - 1] - (uint64_t)sorted[0];
    target->low = at >= doubt ? sorted[at - doubt] : moved(sorted[0], width, false);
    target->high = count - 1 - at >= doubt ? sorted[at + doubt] : moved(sorted[count - 1], width, true);
    target->before = 0;
    divide_range(target, part_count);
    if (share == 0 || share == SHARE_ONE)
        target->state = TARGET_DONE;           /* the least and the greatest are known without */
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
