/* summarize.c: what all draws say together, by passes over them. See summarize.h. */
#include "scenario/summarize.h"

#include <stdlib.h>
#include <string.h>

#include "scenario/random.h"
#include "scenario/summarize_parts.h"

#define PARTS_LEAST ((size_t)16)
#define PARTS_MOST ((size_t)4096)
#define BATCH PILOT

typedef struct Cell {
    uint64_t values, missing, levelled;
    Moments moments;
    Fix *all;                      /* every value, where there is room for that */
} Cell;

struct Summary {
    size_t cell_count, share_count, level_count;
    uint32_t shares[SUMMARY_SHARES];
    uint64_t draws;
    size_t budget, part_count;
    bool keeps_all;
    unsigned pass;
    Cell *cells;
    Target *targets;               /* share_count a cell */
    uint64_t *tallies;             /* level_count a cell */
    uint32_t *parts;               /* of all targets */
    Fix *kept;                     /* of all targets, or of all cells */
    size_t kept_size;
};

/* Zeroed; never NULL. */
static void *get(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory)
        arena_exhausted();
    return memory;
}

/* ---- making ---- */

/* As many parts a target as there is room for. */
static size_t parts_for(size_t budget, size_t targets)
{
    size_t parts = PARTS_MOST;
    while (parts > PARTS_LEAST && (targets > budget / sizeof(uint32_t) / parts))
        parts /= 2;
    return parts;
}

static void take_parts(Summary *summary)
{
    size_t targets = summary->cell_count * summary->share_count;
    summary->part_count = parts_for(summary->budget, targets);
    summary->parts = get(targets * summary->part_count, sizeof *summary->parts);
    for (size_t i = 0; i < targets; i++)
        summary->targets[i].parts = summary->parts + i * summary->part_count;
}

static void take_all(Summary *summary)
{
    summary->kept_size = summary->cell_count * (size_t)summary->draws;
    summary->kept = get(summary->kept_size, sizeof *summary->kept);
    for (size_t i = 0; i < summary->cell_count; i++)
        summary->cells[i].all = summary->kept + i * (size_t)summary->draws;
}

Summary *summary_new(size_t cells, const uint32_t *shares, size_t share_count, size_t level_count, uint64_t draws, size_t budget)
{
    if (share_count > SUMMARY_SHARES || level_count > SUMMARY_LEVELS || draws > UINT32_MAX)
        return NULL;
    Summary *summary = get(1, sizeof *summary);
    *summary = (Summary){.cell_count = cells, .share_count = share_count, .level_count = level_count, .draws = draws, .budget = budget};
    for (size_t i = 0; i < share_count; i++)
        summary->shares[i] = shares[i] < SHARE_ONE ? shares[i] : SHARE_ONE;
    summary->cells = get(cells, sizeof *summary->cells);
    summary->targets = get(cells * share_count, sizeof *summary->targets);
    summary->tallies = get(cells * level_count, sizeof *summary->tallies);
    summary->keeps_all = share_count && draws <= budget / sizeof(Fix) / (cells ? cells : 1);
    if (summary->keeps_all)
        take_all(summary);
    else if (share_count)
        take_parts(summary);
    return summary;
}

void summary_free(Summary *summary)
{
    if (!summary)
        return;
    free(summary->cells);
    free(summary->targets);
    free(summary->tallies);
    free(summary->parts);
    free(summary->kept);
    free(summary);
}

size_t summary_bytes(const Summary *summary)
{
    size_t targets = summary->cell_count * summary->share_count, parts = summary->parts ? targets * summary->part_count : 0;
    return sizeof *summary + summary->cell_count * sizeof(Cell) + targets * sizeof(Target) + parts * sizeof *summary->parts +
           summary->cell_count * summary->level_count * sizeof *summary->tallies + summary->kept_size * sizeof *summary->kept;
}

unsigned summary_pass(const Summary *summary)
{
    return summary->pass;
}

/* ---- adding ---- */

static const SummaryLoops *loops_for(Vectors vectors)
{
    switch (vectors_usable(vectors)) {
#if defined(__x86_64__)
    case VECTORS_AVX512: return &summary_avx512;
    case VECTORS_AVX2: return &summary_avx2;
#else
    case VECTORS_AVX512: case VECTORS_AVX2:
#endif
    case VECTORS_AUTO: case VECTORS_NONE: return &summary_portable;
    }
    return &summary_portable;
}

static void guess(const Summary *summary, Target *targets, const Fix *values, size_t count)
{
    Fix first[PILOT];
    memcpy(first, values, count * sizeof *values);
    guess_ranges(targets, summary->shares, summary->share_count, first, count, summary->part_count);
}

static void add_moments(Cell *cell, const SummaryLoops *loops, const Fix *values, size_t count)
{
    Moments more = loops->moments(values, count), *all = &cell->moments;
    if (!cell->values)
        all->least = more.least, all->greatest = more.greatest;
    all->sum += more.sum;
    all->least = more.least < all->least ? more.least : all->least;
    all->greatest = more.greatest > all->greatest ? more.greatest : all->greatest;
    cell->values += count;
}

static void add_to_target(const Summary *summary, Target *target, const SummaryLoops *loops, const Fix *values, size_t count)
{
    uint64_t below;
    switch (target->state) {
    case TARGET_COUNTS:
        below = loops->count(target, values, count);
        target->before += summary->pass == 0 ? below : 0;
        break;
    case TARGET_KEEPS: loops->keep(target, values, count); break;
    case TARGET_NEW: case TARGET_DONE: break;
    }
}

/* Values that are all there, at most BATCH. */
static void add_values(Summary *summary, size_t at, const SummaryLoops *loops, const Fix *values, size_t count)
{
    Cell *cell = &summary->cells[at];
    Target *targets = summary->targets + at * summary->share_count;
    if (summary->keeps_all) {
        size_t room = cell->values < summary->draws ? (size_t)(summary->draws - cell->values) : 0;
        memcpy(cell->all + (summary->draws - room), values, (count < room ? count : room) * sizeof *values);
    } else if (summary->share_count && targets->state == TARGET_NEW) {
        guess(summary, targets, values, count);
    }
    if (summary->pass == 0)
        add_moments(cell, loops, values, count);
    for (size_t i = 0; !summary->keeps_all && i < summary->share_count; i++)
        add_to_target(summary, &targets[i], loops, values, count);
}

/* Those with a value, one behind the other. */
static size_t gather(const Fix *values, const uint8_t *states, size_t count, Fix *out)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        out[found] = values[i];
        found += states[i] == 0;
    }
    return found;
}

static bool any_missing(const uint8_t *states, size_t count)
{
    unsigned any = 0;
    for (size_t i = 0; i < count; i++)
        any |= states[i];
    return any != 0;
}

void summary_add(Summary *summary, size_t cell, const Fix *values, const uint8_t *states, size_t count, Vectors vectors)
{
    const SummaryLoops *loops = loops_for(vectors);
    Fix there[BATCH];
    for (size_t at = 0; at < count; at += BATCH) {
        size_t n = count - at < BATCH ? count - at : BATCH, found = n;
        const Fix *batch = values + at;
        if (states && any_missing(states + at, n)) {
            found = gather(batch, states + at, n, there);
            batch = there;
        }
        if (summary->pass == 0)
            summary->cells[cell].missing += n - found;
        if (found)
            add_values(summary, cell, loops, batch, found);
    }
}

void summary_add_levels(Summary *summary, size_t cell, const uint8_t *levels, size_t count, Vectors vectors)
{
    if (summary->pass != 0)
        return;
    summary->cells[cell].levelled += count;
    loops_for(vectors)->tally(levels, count, summary->level_count, summary->tallies + cell * summary->level_count);
}

/* ---- between passes ---- */

/* From a rank to a place among so many. There are fewer than the rank only if a pass was given other values than the one before. */
static size_t place_of(uint64_t rank, uint64_t count)
{
    uint64_t place = rank <= count ? rank : count;
    return place ? (size_t)place - 1 : 0;
}

static Fix end_of(const Summary *summary, const Cell *cell, size_t share)
{
    return summary->shares[share] == 0 ? cell->moments.least : cell->moments.greatest;
}

/* What the pass that has ended says of one percentile. */
static void finish_target(const Summary *summary, const Cell *cell, Target *target, size_t share)
{
    uint64_t rank = rank_of(cell->values, summary->shares[share]);
    if (target->state == TARGET_KEEPS) {
        sort_values(target->kept, (size_t)target->kept_count);
        target->value = target->kept[place_of(rank - target->before, target->kept_count)];
        target->state = TARGET_DONE;
    } else if (target->state == TARGET_COUNTS) {
        narrow_range(target, rank, cell->moments.least, cell->moments.greatest, summary->part_count);
        if (target->state == TARGET_COUNTS && target->inside == UINT64_MAX)
            target->inside = cell->values - target->before;
    }
}

static size_t all_count(const Summary *summary, const Cell *cell)
{
    return (size_t)(cell->values < summary->draws ? cell->values : summary->draws);
}

static void finish_cell(const Summary *summary, Cell *cell, Target *targets)
{
    if (cell->all)
        sort_values(cell->all, all_count(summary, cell));
    for (size_t i = 0; i < summary->share_count; i++) {
        bool at_end = summary->shares[i] == 0 || summary->shares[i] == SHARE_ONE;
        if (!cell->values || at_end || cell->all) {
            targets[i].state = TARGET_DONE;
            targets[i].value = !cell->values ? 0 : at_end ? end_of(summary, cell, i) :
                cell->all[place_of(rank_of(cell->values, summary->shares[i]), all_count(summary, cell))];
            continue;
        }
        finish_target(summary, cell, &targets[i], i);
    }
}

/* A range is kept from now on if it has no more values than its part of the budget. */
static bool is_kept(const Summary *summary, const Target *target, uint64_t open, uint64_t wanted)
{
    return target->state == TARGET_COUNTS && (wanted <= summary->budget / sizeof(Fix) || target->inside <= summary->budget / sizeof(Fix) / open);
}

static void release(Summary *summary)
{
    free(summary->kept);
    summary->kept = NULL;
    summary->kept_size = 0;
}

/* Chooses for each range that is left whether its values are kept or counted again. */
static void prepare_pass(Summary *summary, uint64_t open, uint64_t wanted)
{
    size_t targets = summary->cell_count * summary->share_count, kept = 0, counted = 0, at = 0;
    for (size_t i = 0; i < targets; i++) {
        bool keep = is_kept(summary, &summary->targets[i], open, wanted);
        kept += keep ? (size_t)summary->targets[i].inside : 0;
        counted += !keep && summary->targets[i].state == TARGET_COUNTS;
    }
    if (!counted) {
        free(summary->parts);
        summary->parts = NULL;
    }
    summary->kept = get(kept, sizeof *summary->kept);
    summary->kept_size = kept;
    for (size_t i = 0; i < targets; i++) {
        Target *target = &summary->targets[i];
        if (is_kept(summary, target, open, wanted)) {
            target->state = TARGET_KEEPS;
            target->kept = summary->kept + at;
            target->kept_count = 0;
            at += (size_t)target->inside;
        } else if (target->state == TARGET_COUNTS) {
            divide_range(target, summary->part_count);
        }
    }
}

bool summary_next(Summary *summary)
{
    uint64_t open = 0, wanted = 0;
    for (size_t i = 0; i < summary->cell_count; i++)
        finish_cell(summary, &summary->cells[i], summary->targets + i * summary->share_count);
    for (size_t i = 0; i < summary->cell_count * summary->share_count; i++) {
        open += summary->targets[i].state == TARGET_COUNTS;
        wanted += summary->targets[i].state == TARGET_COUNTS ? summary->targets[i].inside : 0;
    }
    if (!summary->keeps_all)
        release(summary);
    summary->pass++;
    if (open)
        prepare_pass(summary, open, wanted);
    return open != 0;
}

/* ---- afterwards ---- */

CellSummary summary_of(const Summary *summary, size_t at)
{
    const Cell *cell = &summary->cells[at];
    CellSummary out = {.values = cell->values, .missing = cell->missing, .unknown = cell->levelled, .sum = cell->moments.sum,
        .least = cell->moments.least, .greatest = cell->moments.greatest};
    for (size_t i = 0; i < summary->level_count; i++) {
        out.levels[i] = summary->tallies[at * summary->level_count + i];
        out.unknown -= out.levels[i];
    }
    for (size_t i = 0; i < summary->share_count; i++)
        out.percentiles[i] = summary->targets[at * summary->share_count + i].value;
    return out;
}

/* Whole millionths first: the sum may be more than a Num holds. */
bool summary_mean(const CellSummary *cell, Num *out)
{
    if (!cell->values)
        return false;
    Wide whole = cell->sum / (Wide)cell->values, rest = cell->sum % (Wide)cell->values;
    Num part;
    return num_div(num_of_fix((Fix)rest), num_of_int((int64_t)cell->values), &part) && num_add(num_of_fix((Fix)whole), part, out);
}
