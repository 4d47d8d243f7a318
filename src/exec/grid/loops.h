/* loops.h: the loops over lanes that are worth wide vectors, once for each width that processors have. Part of grid/. */
#ifndef STYR_EXEC_GRID_LOOPS_H
#define STYR_EXEC_GRID_LOOPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Loops {
    /* out = a + b, a - b, both within +-FIX_MAX; true when some sum is not. */
    bool (*add)(int64_t *out, const int64_t *a, const int64_t *b, size_t count);
    bool (*sub)(int64_t *out, const int64_t *a, const int64_t *b, size_t count);
    /* out = a * factor, wrapped. */
    void (*scale)(int64_t *out, const int64_t *a, int64_t factor, size_t count);
    /* All bits that some |a| has. */
    uint64_t (*bits)(const int64_t *a, size_t count);
    /* LANE_YES or LANE_NO. */
    void (*less)(uint8_t *out, const int64_t *a, const int64_t *b, size_t count);
    void (*equal)(uint8_t *out, const int64_t *a, const int64_t *b, size_t count);
    /* a * factor against b * times, which must not overflow. */
    void (*less_scaled)(uint8_t *out, const int64_t *a, int64_t factor, const int64_t *b, const int64_t *times, size_t count);
    void (*more_scaled)(uint8_t *out, const int64_t *a, int64_t factor, const int64_t *b, const int64_t *times, size_t count);
    void (*equal_scaled)(uint8_t *out, const int64_t *a, int64_t factor, const int64_t *b, const int64_t *times, size_t count);
    /* States: the worse of two. */
    void (*worse)(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t count);
    void (*worsen)(uint8_t *s, const uint8_t *a, size_t count);
    /* A truth that stands only where both states are LANE_VALUE. */
    void (*settle)(uint8_t *truth, const uint8_t *a, const uint8_t *b, size_t count);
    /* och, eller after Kleene; out may be a. */
    void (*both)(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t count);
    void (*either)(uint8_t *out, const uint8_t *a, const uint8_t *b, size_t count);
    /* inte. */
    void (*turn)(uint8_t *truth, size_t count);
    /* out = table[a]. */
    void (*look)(uint8_t *out, const uint8_t *a, const uint8_t *table, size_t count);
    /* Where nothing is decided yet (open): the level where the case holds, missing where it is unknown. */
    void (*take_case)(uint8_t *out, uint8_t *open, const uint8_t *truth, uint8_t level, size_t count);
    /* The level, wherever nothing is decided yet. */
    void (*take_rest)(uint8_t *out, uint8_t *open, uint8_t level, size_t count);
    /* Both at once, of one case and what is left, and where the number is there. */
    void (*two_levels)(uint8_t *out, const uint8_t *truth, const uint8_t *states, uint8_t level, uint8_t rest, size_t count);
    /* A level that stands only where the number does; elsewhere it says what the number's state is. */
    void (*settle_level)(uint8_t *out, const uint8_t *states, size_t count);
    /* How many of the values are greater than (less than) own. */
    size_t (*above)(const int64_t *values, size_t count, int64_t own);
    size_t (*below)(const int64_t *values, size_t count, int64_t own);
    /* acc += a. */
    void (*gather_sum)(int64_t *acc, const int64_t *a, size_t count);
    void (*gather_count)(uint32_t *acc, const uint32_t *a, size_t count);
    /* States of plain sums: rows or none, and the flags of each lane (LACKING). none: the state without rows where they are COVERED. */
    void (*sum_states)(uint8_t *out, const uint32_t *rows, const uint8_t *flags, uint8_t none, size_t count);
    /* out = the sum of weights[k] * parts[k], wrapped; all bits that some |part| has. */
    uint64_t (*weigh)(int64_t *out, const int64_t *const *parts, const int64_t *weights, size_t part_count, size_t count);
    /* LANE_YES or LANE_NO, against one number. */
    void (*less_than)(uint8_t *out, const int64_t *a, int64_t b, size_t count);
    void (*more_than)(uint8_t *out, const int64_t *a, int64_t b, size_t count);
    /* out = a * d - n (turned: n - a * d), wrapped; bits has all bits of some |a|, |n| and d. */
    void (*from_ratio)(int64_t *out, const int64_t *a, const int64_t *n, const int64_t *d, bool turned, size_t count, uint64_t bits[3]);
    /* Cells as DenseCube.singles has them: unit * cell + base, and states, which are LANE_MISSING where there is no row. */
    void (*singles16)(int64_t *n, uint8_t *s, const void *cells, int64_t unit, int64_t base, size_t count);
    void (*singles32)(int64_t *n, uint8_t *s, const void *cells, int64_t unit, int64_t base, size_t count);
    /* Of lanes that are LANE_VALUE: how many, their sum (wrapped), and all bits that some |n| has. */
    size_t (*total)(const int64_t *n, const uint8_t *s, size_t count, int64_t *sum, uint64_t *bits);
    /* How many bytes are the one. */
    size_t (*count)(const uint8_t *bytes, uint8_t one, size_t count);
    void (*fill)(int64_t *out, int64_t number, size_t count);
} Loops;

/* loops_avx512.c: those that the compiler does not make good vectors of. */
void avx512_hand_less(uint8_t *out, const int64_t *a, const int64_t *b, size_t count);
void avx512_hand_less_than(uint8_t *out, const int64_t *a, int64_t b, size_t count);
void avx512_hand_more_than(uint8_t *out, const int64_t *a, int64_t b, size_t count);
void avx512_hand_singles16(int64_t *n, uint8_t *s, const void *cells, int64_t unit, int64_t base, size_t count);
void avx512_hand_singles32(int64_t *n, uint8_t *s, const void *cells, int64_t unit, int64_t base, size_t count);
size_t avx512_hand_total(const int64_t *n, const uint8_t *s, size_t count, int64_t *sum, uint64_t *bits);
size_t avx512_hand_count(const uint8_t *bytes, uint8_t one, size_t count);
uint64_t avx512_hand_weigh(int64_t *out, const int64_t *const *parts, const int64_t *weights, size_t part_count, size_t count);

/* Those of the widest vectors that the processor has, or that grid_width_force() allows. */
const Loops *loops_now(void);

#endif
