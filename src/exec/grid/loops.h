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
    /* out = table[a]. */
    void (*look)(uint8_t *out, const uint8_t *a, const uint8_t *table, size_t count);
    /* Where nothing is decided yet (open): the level where the case holds, missing where it is unknown. */
    void (*take_case)(uint8_t *out, uint8_t *open, const uint8_t *truth, uint8_t level, size_t count);
    /* The level, wherever nothing is decided yet. */
    void (*take_rest)(uint8_t *out, uint8_t *open, uint8_t level, size_t count);
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
    /* out += weight * a, wrapped. */
    void (*weigh)(int64_t *out, const int64_t *a, int64_t weight, size_t count);
} Loops;

/* Those of the widest vectors that the processor has, or that grid_width_force() allows. */
const Loops *loops_now(void);

#endif
