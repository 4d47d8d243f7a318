/* seek.c: the search for the outermost value where a condition holds. See seek.h. What was tried is kept in rising order; between two neighbours that
 * differ there is a gap to be divided until it is closed. */
#include "scenario/seek.h"

#include <stdlib.h>

#define ALL_AT_ONCE ((uint64_t)64)     /* so few values are tried one and all, whatever the caller knows */
#define PROBES ((uint64_t)129)
#define PARTS ((uint64_t)8)            /* of a gap at a time: the condition is asked for many values at once */

typedef struct Sample { uint64_t at; SeekTruth truth; } Sample;
typedef VEC(uint64_t) IndexVec;

typedef struct Seeker {
    Arena *arena;
    const SeekQuestion *question;
    SeekAsk ask;
    void *context;
    uint64_t last;                     /* index of the last value */
    size_t most;
    VEC(Sample) samples;               /* by `at` */
    bool stopped;
} Seeker;

static Fix value_at(const Seeker *seeker, uint64_t at)
{
    return (Fix)((uint64_t)seeker->question->low + at * (uint64_t)seeker->question->step);
}

/* ---- trying ---- */

static int by_place(const void *a, const void *b)
{
    uint64_t x = ((const Sample *)a)->at, y = ((const Sample *)b)->at;
    return (x > y) - (x < y);
}

/* Tries values that have not been tried, none twice, as many as the limit leaves room for. */
static void try_all(Seeker *seeker, const IndexVec *places)
{
    size_t room = seeker->most - seeker->samples.count, count = places->count < room ? places->count : room;
    Fix *values = arena_array(seeker->arena, count, sizeof *values);
    uint8_t *truths = arena_array(seeker->arena, count, sizeof *truths);
    for (size_t i = 0; i < count; i++)
        values[i] = value_at(seeker, places->items[i]);
    if (count && !seeker->ask(seeker->context, values, count, truths)) {
        seeker->stopped = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        vec_push(seeker->arena, &seeker->samples, ((Sample){places->items[i], truths[i] > SEEK_TRUE ? SEEK_UNKNOWN : (SeekTruth)truths[i]}));
    if (seeker->samples.count)
        qsort(seeker->samples.items, seeker->samples.count, sizeof(Sample), by_place);
}

/* ---- where to begin ---- */

/* Evenly over the range, both ends included; count is at least 2. */
static IndexVec spread_over(const Seeker *seeker, uint64_t count)
{
    IndexVec places = {0};
    for (uint64_t i = 0; i < count; i++)
        vec_push(seeker->arena, &places, (uint64_t)((unsigned __int128)seeker->last * i / (count - 1)));
    return places;
}

static void push_rising(const Seeker *seeker, IndexVec *places, uint64_t at)
{
    if (at <= seeker->last && (places->count == 0 || places->items[places->count - 1] < at))
        vec_push(seeker->arena, places, at);
}

/* The ends, and the values on both sides of each break. */
static IndexVec around_breaks(const Seeker *seeker)
{
    const SeekQuestion *question = seeker->question;
    IndexVec places = {0};
    push_rising(seeker, &places, 0);
    for (size_t i = 0; i < question->break_count; i++) {
        if (question->breaks[i] < question->low || question->breaks[i] > question->high)
            continue;
        uint64_t at = ((uint64_t)question->breaks[i] - (uint64_t)question->low) / (uint64_t)question->step;
        push_rising(seeker, &places, at);
        push_rising(seeker, &places, at + 1);
    }
    push_rising(seeker, &places, seeker->last);
    return places;
}

static SeekHow begin(Seeker *seeker)
{
    const SeekQuestion *question = seeker->question;
    uint64_t values = seeker->last == UINT64_MAX ? UINT64_MAX : seeker->last + 1;
    SeekHow how = SEEK_PROBED;
    IndexVec places = {0};
    if (values <= ALL_AT_ONCE && values <= seeker->most) {
        how = SEEK_EVERY;
    } else if (question->monotone) {
        how = SEEK_CLAIMED;
    } else if (question->break_count) {
        places = around_breaks(seeker);
        how = places.count <= seeker->most / 2 ? SEEK_BY_BREAKS : SEEK_PROBED;
    }
    if (how == SEEK_PROBED && values <= seeker->most)
        how = SEEK_EVERY;
    if (how == SEEK_EVERY)
        places = values == 1 ? around_breaks(seeker) : spread_over(seeker, values);
    if (how == SEEK_CLAIMED)
        places = spread_over(seeker, 2);
    if (how == SEEK_PROBED)
        places = spread_over(seeker, seeker->most / 2 < 2 ? 2 : seeker->most / 2 < PROBES ? seeker->most / 2 : PROBES);
    try_all(seeker, &places);
    return how;
}

/* ---- going on ---- */

static bool is_gap(const Sample *left)
{
    return left[0].truth != left[1].truth && left[1].at - left[0].at > 1;
}

/* Into how many parts each gap is divided: fewer when few evaluations are left, so that all gaps get their share. */
static uint64_t parts_of_gaps(const Seeker *seeker)
{
    size_t gaps = 0, room = seeker->most - seeker->samples.count;
    for (size_t i = 0; i + 1 < seeker->samples.count; i++)
        gaps += is_gap(&seeker->samples.items[i]);
    uint64_t parts = gaps ? room / gaps + 1 : PARTS;
    return parts < 2 ? 2 : parts < PARTS ? parts : PARTS;
}

static IndexVec inside_gaps(const Seeker *seeker)
{
    IndexVec places = {0};
    uint64_t most = parts_of_gaps(seeker);
    for (size_t i = 0; i + 1 < seeker->samples.count; i++) {
        const Sample *left = &seeker->samples.items[i];
        uint64_t width = left[1].at - left[0].at, parts = width < most ? width : most;
        for (uint64_t part = 1; is_gap(left) && part < parts; part++)
            vec_push(seeker->arena, &places, left->at + (uint64_t)((unsigned __int128)width * part / parts));
    }
    return places;
}

/* Divides gaps until there are none; false if it had to stop before. */
static bool close_gaps(Seeker *seeker)
{
    for (;;) {
        IndexVec places = inside_gaps(seeker);
        if (places.count == 0)
            return true;
        if (seeker->stopped || seeker->samples.count >= seeker->most)
            return false;
        try_all(seeker, &places);
    }
}

/* ---- what it says ---- */

static void put_pieces(const Seeker *seeker, SeekAnswer *answer)
{
    for (size_t i = 0; i < seeker->samples.count; i++) {
        const Sample *sample = &seeker->samples.items[i];
        Fix value = value_at(seeker, sample->at);
        if (i && sample->truth == sample[-1].truth)
            answer->pieces.items[answer->pieces.count - 1].to = value;
        else
            vec_push(seeker->arena, &answer->pieces, ((SeekPiece){value, value, sample->truth}));
    }
}

/* Looks inwards from the end where the answer is sought. */
static SeekOutcome outcome_of(const SeekQuestion *question, SeekAnswer *answer)
{
    size_t count = answer->pieces.count;
    bool unknown = false;
    for (size_t i = 0; i < count; i++) {
        const SeekPiece *piece = &answer->pieces.items[question->largest ? count - 1 - i : i];
        unknown |= piece->truth == SEEK_UNKNOWN;
        if (piece->truth != SEEK_TRUE)
            continue;
        answer->has_value = true;
        answer->value = question->largest ? piece->to : piece->from;
        if (unknown)
            return SEEK_UNDECIDED;
        return count == 1 ? SEEK_ALL : i == 0 ? SEEK_AT_END : count == 2 ? SEEK_FOUND : SEEK_PIECES;
    }
    return unknown ? SEEK_UNDECIDED : SEEK_NONE;
}

static size_t known_pieces(const SeekAnswer *answer)
{
    size_t known = 0;
    for (VEC_EACH(const SeekPiece, piece, &answer->pieces))
        known += piece->truth != SEEK_UNKNOWN;
    return known;
}

SeekAnswer seek(Arena *arena, const SeekQuestion *question, SeekAsk ask, void *context)
{
    SeekAnswer answer = {.outcome = SEEK_BAD_RANGE};
    if (question->low > question->high || question->step <= 0)
        return answer;
    Seeker seeker = {.arena = arena, .question = question, .ask = ask, .context = context, .most = question->most < 2 ? 2 : question->most};
    seeker.last = ((uint64_t)question->high - (uint64_t)question->low) / (uint64_t)question->step;
    answer.last = value_at(&seeker, seeker.last);
    answer.how = begin(&seeker);
    bool closed = !seeker.stopped && close_gaps(&seeker);
    answer.evaluations = seeker.samples.count;
    if (seeker.stopped) {
        answer.outcome = SEEK_STOPPED;
        return answer;
    }
    put_pieces(&seeker, &answer);
    answer.at_low = answer.pieces.items[0].truth;
    answer.at_high = answer.pieces.items[answer.pieces.count - 1].truth;
    answer.outcome = outcome_of(question, &answer);
    if (!closed && answer.outcome != SEEK_NONE && answer.outcome != SEEK_ALL)
        answer.outcome = SEEK_UNDECIDED;
    if (answer.how == SEEK_CLAIMED && known_pieces(&answer) > 2)
        answer.how = SEEK_PROBED;          /* what was found contradicts the claim */
    return answer;
}
