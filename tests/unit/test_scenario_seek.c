/* test_scenario_seek.c: the search for the outermost value, on conditions that are kind and on some that are not. */
#include <criterion/criterion.h>

#include "scenario/seek.h"

/* It holds in these pieces, from and to included, and cannot be told in the last one if `unsure`. */
typedef struct Truths {
    size_t count;
    Fix pieces[4][2];
    bool unsure;
    size_t asked, stop_after;
    Fix low, high;
} Truths;

static bool ask(void *context, const Fix *values, size_t count, uint8_t *out)
{
    Truths *truths = context;
    for (size_t i = 0; i < count; i++) {
        cr_expect(values[i] >= truths->low && values[i] <= truths->high, "%lld is out of range", (long long)values[i]);
        out[i] = SEEK_FALSE;
        for (size_t p = 0; p < truths->count; p++)
            if (values[i] >= truths->pieces[p][0] && values[i] <= truths->pieces[p][1])
                out[i] = truths->unsure && p + 1 == truths->count ? SEEK_UNKNOWN : SEEK_TRUE;
    }
    truths->asked += count;
    return !truths->stop_after || truths->asked < truths->stop_after;
}

#define M ((Fix)1000000)

static const Fix breaks[] = {3 * M, 700 * M, 705 * M};

static const struct SeekRow {
    const char *name;
    SeekQuestion question;
    Truths truths;
    SeekOutcome outcome;
    SeekHow how;
    Fix value;
    size_t pieces, most;         /* evaluations at most */
} rows[] = {
    {"every", {2 * M, 6 * M, M / 10, true, false, NULL, 0, 100}, {1, {{0, 43 * M / 10}}}, SEEK_FOUND, SEEK_EVERY, 43 * M / 10, 2, 41},
    {"reversed", {6 * M, 2 * M, M, true, false, NULL, 0, 100}, {0}, SEEK_BAD_RANGE, SEEK_EVERY, 0, 0, 0},
    {"no step", {2 * M, 6 * M, 0, true, false, NULL, 0, 100}, {0}, SEEK_BAD_RANGE, SEEK_EVERY, 0, 0, 0},
    {"one value", {2 * M, 2 * M, M, true, false, NULL, 0, 100}, {1, {{0, 9 * M}}}, SEEK_ALL, SEEK_EVERY, 2 * M, 1, 1},
    {"claimed", {0, 1000 * M, 1, true, true, NULL, 0, 200}, {1, {{-1, 333333333}}}, SEEK_FOUND, SEEK_CLAIMED, 333333333, 2, 80},
    {"claimed, smallest", {0, 1000 * M, 1, false, true, NULL, 0, 200}, {1, {{333333333, 2000 * M}}}, SEEK_FOUND, SEEK_CLAIMED, 333333333, 2, 80},
    {"claimed, at the end", {0, 1000 * M, 1, true, true, NULL, 0, 200}, {1, {{5, 2000 * M}}}, SEEK_AT_END, SEEK_CLAIMED, 1000 * M, 2, 80},
    {"claimed, all", {0, 1000 * M, 1, true, true, NULL, 0, 200}, {1, {{-1, 2000 * M}}}, SEEK_ALL, SEEK_CLAIMED, 1000 * M, 1, 2},
    {"claimed, none", {0, 1000 * M, 1, true, true, NULL, 0, 200}, {0}, SEEK_NONE, SEEK_CLAIMED, 0, 1, 2},
    {"claimed in vain", {0, 1000 * M, 1, true, true, NULL, 0, 200}, {2, {{0, 100 * M}, {400 * M, 600 * M}}}, SEEK_PIECES, SEEK_PROBED, 600 * M, 4, 200},
    {"probed", {0, 1000 * M, 1, true, false, NULL, 0, 1000}, {1, {{0, 640000001}}}, SEEK_FOUND, SEEK_PROBED, 640000001, 2, 250},
    {"probed, pieces", {0, 1000 * M, 1, true, false, NULL, 0, 1000}, {2, {{0, 100 * M}, {400 * M, 600 * M}}}, SEEK_PIECES, SEEK_PROBED, 600 * M, 4, 600},
    {"a needle among all", {0, 1000 * M, M, true, false, NULL, 0, 1001}, {1, {{777 * M, 777 * M}}}, SEEK_PIECES, SEEK_EVERY, 777 * M, 3, 1001},
    {"a needle by breaks", {0, 1000 * M, 1, true, false, breaks, 3, 1000}, {1, {{701 * M, 705 * M}}}, SEEK_PIECES, SEEK_BY_BREAKS, 705 * M, 3, 100},
    {"few evaluations", {0, 1000 * M, 1, true, true, NULL, 0, 10}, {1, {{-1, 333333333}}}, SEEK_UNDECIDED, SEEK_CLAIMED, 312500000, 2, 10},
    {"unsure between", {0, 1000 * M, 1, true, true, NULL, 0, 400}, {2, {{0, 100 * M}, {100 * M + 1, 200 * M}}, true}, SEEK_UNDECIDED, SEEK_CLAIMED, 100 * M, 3, 200},
    {"unsure inside", {0, 1000 * M, 1, false, true, NULL, 0, 400}, {2, {{0, 100 * M}, {100 * M + 1, 200 * M}}, true}, SEEK_AT_END, SEEK_CLAIMED, 0, 3, 200},
    {"the whole range", {FIX_MIN, FIX_MAX, 1, true, true, NULL, 0, 400}, {1, {{FIX_MIN, 42}}}, SEEK_FOUND, SEEK_CLAIMED, 42, 2, 200},
    {"off the grid", {0, 10 * M + 5, 3 * M, true, false, NULL, 0, 100}, {1, {{0, 99 * M}}}, SEEK_ALL, SEEK_EVERY, 9 * M, 1, 4},
};

Test(seek, finds_what_there_is)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct SeekRow *row = &rows[i];
        Arena *arena = arena_new();
        Truths truths = row->truths;
        truths.low = row->question.low, truths.high = row->question.high;
        SeekAnswer answer = seek(arena, &row->question, ask, &truths);
        cr_expect_eq(answer.outcome, row->outcome, "%s: outcome %d", row->name, answer.outcome);
        cr_expect_eq(answer.how, row->how, "%s: how %d", row->name, answer.how);
        cr_expect_eq(answer.value, row->value, "%s: value %lld", row->name, (long long)answer.value);
        cr_expect_eq(answer.pieces.count, row->pieces, "%s: %zu pieces", row->name, answer.pieces.count);
        cr_expect(answer.evaluations <= row->most && answer.evaluations == truths.asked, "%s: %zu evaluations, %zu asked", row->name, answer.evaluations,
            truths.asked);
        arena_free(arena);
    }
}

Test(seek, stops_when_told)
{
    Arena *arena = arena_new();
    Truths truths = {.high = 1000 * M, .stop_after = 5};
    SeekAnswer answer = seek(arena, &(SeekQuestion){0, 1000 * M, 1, true, false, NULL, 0, 100}, ask, &truths);
    cr_expect_eq(answer.outcome, SEEK_STOPPED, "outcome %d", answer.outcome);
    arena_free(arena);
}
