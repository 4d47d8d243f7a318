/* cells.h: finds the cell of each row: its atom, own body, time and vintage. */
#ifndef STYR_EXEC_INTERP_CELLS_H
#define STYR_EXEC_INTERP_CELLS_H

#include "exec/interp/numbering.h"

#define DROPPED UINT32_MAX                    /* a row that counts in nothing */

typedef struct CellFinder {
    Arena *arena;
    const ScanInput *input;
    Cube *cube;
    const Column *time, *body, *vintage;      /* NULL: the table has none */
    uint32_t *day_times; int64_t day_first;   /* dates: by day from the first, the time */
    size_t times, vintages, plane;            /* cells of one atom, when there are few enough to be numbered; else 0 */
    VEC(uint32_t *) planes;                   /* by atom: cell + 1 by own body, time and vintage */
    uint32_t *hash; size_t hash_size;         /* cell + 1, when they are not numbered */
    Numbering numbering; uint32_t *spots;     /* of the three columns together: by place, where in a plane; NULL: they are looked up one by one */
    uint32_t row_slots[BATCH], row_times[BATCH], row_vintages[BATCH], row_lines[BATCH];
} CellFinder;

/* Fills the cube's times and vintages. Dates: by day from *day_first, the time; else NULL. */
uint32_t *cells_times(Arena *arena, const ScanInput *input, Cube *cube, int64_t *day_first);
/* Where a row stands in time, for the latest and the first; time NULL: 0. */
int64_t moment_of(const Column *time, size_t row);

/* Fills the cube's times and vintages. */
void cells_bind(Arena *arena, const ScanInput *input, Cube *cube, CellFinder *out);
/* cells[i] is the cell of row first + i, or DROPPED; new cells are added to the cube by cube_cell_add. */
void cells_find(CellFinder *finder, size_t first, size_t count, const uint32_t *atoms, uint32_t *cells);
/* Where the row stands in time, for the latest and the first. */
int64_t cells_moment(const CellFinder *finder, size_t row);

/* How many cells an atom can have. */
uint64_t cells_of_atom(const ScanInput *input);
/* A new cell, with room for all values (scan.c). */
void cube_cell_add(Arena *arena, const ScanPlan *scan, Cube *cube, CubeCell cell);

#endif
