/* grid.h: steps of the cell program for whole axes at once: bodies × periods, and one value of a column (key) after the other. What a lane holds
 * is what eval() computes in the lane's context; a lane that cannot be decided exactly here says so, and is asked of eval() when it is read.
 * Reasons and derivations are eval()'s alone. Called by run.c and by what compares outcomes. */
#ifndef STYR_EXEC_GRID_GRID_H
#define STYR_EXEC_GRID_GRID_H

#include "exec/eval.h"

typedef struct GridBody { Who who; uint32_t body; bool only; } GridBody;

typedef struct GridAxes {
    const GridBody *bodies; size_t body_count;
    const Period *periods; size_t period_count;      /* each is its own cut-off, as contexts_of has it */
    const uint32_t *keys; size_t key_count;          /* Context.key of each, all of one column; none: contexts without key */
} GridAxes;

/* Numbers and levels are there or not; the worse of two is the greater. */
typedef enum LaneState { LANE_VALUE, LANE_NOT_APPLICABLE, LANE_MISSING, LANE_ASK } LaneState;
/* Truth values in Kleene's order. */
typedef enum LaneTruth { LANE_NO, LANE_UNKNOWN, LANE_YES, LANE_ASK_TRUTH } LaneTruth;
/* Levels are their rank; what has none says why. */
enum { LEVEL_MOST = 250, LEVEL_NOT_APPLICABLE = 253, LEVEL_MISSING = 254, LEVEL_ASK = 255 };

typedef enum GridKind { GRID_NUMBER, GRID_TRUTH, GRID_LEVEL, GRID_OTHER } GridKind;
typedef enum GridForm { FORM_FIX, FORM_RATIO, FORM_NUM } GridForm;

/* A column: one lane a body. FIX: n, as Fix. RATIO: the Fix n by d, where d is a Fix, or (whole) a whole number; d > 0. NUM: num. */
typedef struct GridColumn {
    GridKind kind;
    GridForm form;
    bool whole;
    int64_t *n, *d;
    Num *num;
    uint8_t *s;                   /* LaneState, LaneTruth or level */
} GridColumn;

typedef struct Grid Grid;

/* Prepares the steps; the grid lives as long as the evaluator, and the axes as long as the grid. */
Grid *grid_of(Evaluator *ev, const uint32_t *steps, size_t step_count, const GridAxes *axes);
/* Computes key after key (once, if there are none) and calls visit after each. */
typedef void (*GridVisit)(void *self, Grid *grid, size_t key);
void grid_run(Grid *grid, GridVisit visit, void *self);
/* The same on at most `threads` threads (threads.c). Each key is tried first, keys in any order and several at the same time: `try` may read columns
 * and write what is its key's alone, but must not call grid_value() or grid_context(). Where it returns false the key is computed again when all have
 * been tried, and visited; these one after the other, in their order and in the caller's thread. One thread, or no keys: all are visited, none tried. */
typedef bool (*GridTry)(void *self, const Grid *grid, size_t key);
void grid_run_threads(Grid *grid, unsigned threads, GridTry try, GridVisit visit, void *self);

/* During a visit: the lanes of a step in a period. */
GridColumn grid_column(const Grid *grid, size_t step, size_t period);
/* During a visit: how many lanes of a step that is a level have the level in the period. */
size_t grid_levels(const Grid *grid, size_t step, size_t period, uint8_t level);
/* During a visit: the value of one lane, from eval() where the lane cannot tell. Without reasons otherwise. */
Value grid_value(Grid *grid, size_t step, size_t period, size_t body);
/* The context of a lane, for eval(). */
ContextId grid_context(Grid *grid, size_t period, size_t body);
/* Lanes of the step that are decided without eval(), as far as it can be said beforehand. */
bool grid_decides(const Grid *grid, size_t step);

/* The keys of a column over all bodies and periods, as Context.key, in the order of their values. */
size_t grid_keys(Evaluator *ev, size_t table, size_t column, const uint32_t **out);

/* For tests: the widest vectors that loops use; the widest that the processor has unless said otherwise. */
typedef enum GridWidth { WIDTH_PLAIN, WIDTH_AVX2, WIDTH_AVX512, WIDTH_COUNT } GridWidth;
bool grid_width_force(GridWidth width);      /* false: the processor has it not */

#endif
