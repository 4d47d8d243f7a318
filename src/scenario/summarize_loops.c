/* summarize_loops.c: the portable loops of the summaries; see summarize_parts.h. */
#include "scenario/summarize_parts.h"

#define BLOCK ((size_t)512)

static Moments moments(const Fix *values, size_t count)
{
    Moments all = {0, values[0], values[0]};
    for (size_t i = 0; i < count; i++) {
        all.sum += values[i];
        all.least = values[i] < all.least ? values[i] : all.least;
        all.greatest = values[i] > all.greatest ? values[i] : all.greatest;
    }
    return all;
}

/* First which parts are met, without a branch, as chance is not to be foreseen; then they are counted. */
static uint64_t count_range(const Target *target, const Fix *values, size_t count)
{
    uint64_t places[BLOCK], span = span_of(target), below = 0;
    for (size_t at = 0; at < count; at += BLOCK) {
        size_t found = 0, end = count - at < BLOCK ? count : at + BLOCK;
        for (size_t i = at; i < end; i++) {
            uint64_t place = (uint64_t)values[i] - (uint64_t)target->low;
            below += values[i] < target->low;
            places[found] = place >> target->shift;
            found += place <= span;
        }
        for (size_t i = 0; i < found; i++)
            target->parts[places[i]]++;
    }
    return below;
}

static void keep(Target *target, const Fix *values, size_t count)
{
    uint64_t span = span_of(target);
    for (size_t i = 0; i < count; i++)
        if ((uint64_t)values[i] - (uint64_t)target->low <= span && target->kept_count < target->inside)
            target->kept[target->kept_count++] = values[i];
}

static void tally(const uint8_t *levels, size_t count, size_t level_count, uint64_t *out)
{
    uint64_t counts[2][256] = {{0}};       /* two, as the next value is often the same as the last */
    for (size_t i = 0; i < count; i++)
        counts[i & 1][levels[i]]++;
    for (size_t i = 0; i < level_count; i++)
        out[i] += counts[0][i] + counts[1][i];
}

const SummaryLoops summary_portable = {moments, count_range, keep, tally};
