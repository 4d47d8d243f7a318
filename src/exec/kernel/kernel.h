/* kernel.h: what the files of the kernel backend share. A scan is prepared once (prepare.c): columns become domains of places, filters cut the places
 * into classes, and combinations of classes are atoms. Then each row costs a few look-ups and one addition, however many filters there are. */
#ifndef STYR_EXEC_KERNEL_KERNEL_H
#define STYR_EXEC_KERNEL_KERNEL_H

#include "exec/backend.h"
#include "exec/interp/interp.h"
#include "exec/kernel/planes.h"

/* What a preparation may cost and a cube may weigh. Tests lower them, so that every way out is taken. */
typedef struct KernelLimits {
    size_t domain;               /* values of one column that are listed one by one */
    size_t cuts;                 /* amounts that one column is compared with */
    size_t places;               /* combinations of classes that are settled beforehand */
    size_t truths;               /* filters times combinations */
    size_t cells;                /* of the cube, over all threads */
    size_t bytes;                /* that they take */
    size_t block_rows;           /* rows of a block, at most BATCH */
    size_t later;                /* rows of a table from which on the first and last ones of cells are found when they are asked for */
    size_t singles;              /* the least of cubes whose cells are tried with one row each: smaller ones are added up in the cache */
} KernelLimits;
extern KernelLimits kernel_limits;

typedef enum KernelVariant { KERNEL_BEST, KERNEL_PORTABLE, KERNEL_AVX2, KERNEL_AVX512 } KernelVariant;
/* Forces the loops of one kind, for tests; false where the machine lacks them. KERNEL_BEST undoes it. */
bool kernel_force(KernelVariant variant);
KernelVariant kernel_variant(void);

/* ---- domains ---- */

/* The values that a column can have, as places: 0 missing, 1 not applicable, then the values themselves: each of them from `first` by `step`, or
 * the stretches between the cuts (stretch i ends with cuts[i], the last has no end). */
#define PLACE_VALUES 2
typedef struct Domain {
    size_t column;
    bool listed;
    int64_t first, step;
    const int64_t *cuts; size_t cut_count;
    size_t places;
    bool gaps;                   /* some part has states, so that the first two places may occur */
} Domain;

/* Lists the values of a column. False: too many, or it has amounts. */
bool domain_list(const ScanInput *input, size_t column, Domain *out);
/* Stretches between the constants among the live steps, which read no column but this. False: too many. */
bool domain_cut(Arena *arena, const ScanInput *input, size_t column, const uint8_t *live, Domain *out);
/* By step: it is a truth step that reads one column at most, and that changes at cuts only. */
void domain_cuttable(const ScanPlan *scan, uint8_t *out);
/* The value that stands for a place from PLACE_VALUES on: of a stretch, its end. */
int64_t domain_value(const Domain *domain, size_t place);

/* ---- classes ---- */

/* Where a truth step of the filters gets its value from. */
typedef enum TruthKind {
    TRUTH_UNUSED,
    TRUTH_OF_CLASS,              /* of one column (or none): by its class */
    TRUTH_OF_ROW,                /* of several columns or of arithmetic: computed row by row */
    TRUTH_JOINED,                /* AND, OR, NOT of others */
} TruthKind;

/* One digit of a place: the classes of a column, or the three truth values of a step that is computed row by row. */
typedef struct ClassDim {
    bool by_row; uint32_t step;  /* by_row: the step */
    Domain domain;
    uint32_t *class_of;          /* by place of the domain */
    size_t classes, radix;
    size_t tried;                /* places that the leaves were computed for */
    VEC(uint32_t) leaves;        /* the steps that its classes decide; of by_row: the step itself */
    Planes *truths;              /* by leaf, over the classes */
} ClassDim;

typedef struct Classes {
    uint8_t *kinds;              /* by step: TruthKind */
    VEC(ClassDim) dims;          /* the most classes first; those with one class only behind `used` */
    size_t used;
    uint8_t *fixed;              /* by step: the truth of TRUTH_OF_CLASS steps that read no column */
    size_t places;               /* the product of the classes; 0: too many */
    bool unknown;                /* some truth may be */
} Classes;

/* Classes of all columns that filters read; their truths are in scratch, which atoms_make needs. False: not for the kernels. */
bool classes_make(Arena *arena, Arena *scratch, const ScanInput *input, Classes *out);

/* ---- atoms ---- */

typedef struct AtomTable {
    uint32_t *atom_of;           /* by place */
    uint16_t *narrow;            /* the same; NULL: there are too many */
    uint8_t **truths; size_t count;      /* by atom: by filter */
} AtomTable;
bool atoms_make(Arena *arena, Arena *scratch, const ScanInput *input, const Classes *classes, AtomTable *out);

/* The table in numbers of 16 bits, which take half the room of a cache, behind `lead` zeros; NULL: some do not fit. */
uint16_t *table_narrowed(Arena *arena, const uint32_t *table, size_t count, size_t lead);

/* ---- the prepared scan ---- */

#define ENTRY_DROPPED ((uint32_t)1 << 30)     /* added for each reason that a row counts in nothing: up to three */

/* A column that the index phase looks up. */
typedef struct Axis {
    Domain domain;
    uint32_t *direct;            /* by place of the domain: what it adds to the cell; NULL: nothing */
    uint32_t *digit;             /* what it adds to the place of the classes; NULL: nothing */
} Axis;

/* How a value is added up: in `unit`s above `base`, as dense.h has it. */
typedef struct KernelValue {
    uint32_t step;
    const Column *column;        /* NULL: an expression, computed by the row machine */
    int64_t unit, base;
    bool raw;                    /* stored values are added as they stand */
    bool checked;                /* sums may pass 64 bits */
    bool gaps;
    unsigned needs;
} KernelValue;

typedef struct KernelPlan {
    Arena *arena;
    const ScanInput *input;
    Classes classes;
    AtomTable atoms;
    VEC(Axis) axes;
    VEC(uint32_t) row_steps;     /* truth steps computed row by row, in the order of their dims */
    VEC(uint32_t *) row_digits;  /* by row step: what its truth adds to the place (or to the cell, where atoms are folded) */
    bool folded;                 /* one dim at most: its digits are atoms already and stand in `direct` */
    KernelValue *values; size_t value_count;
    size_t extents[DENSE_AXIS_COUNT], strides[DENSE_AXIS_COUNT];
    size_t cells, cell_bytes;
    uint32_t constant;           /* added to every cell */
    const Column *time, *body, *vintage;
    VEC(Period) times;
    uint32_t *slots;             /* by place of slot */
    DenseSplit *splits;
    bool later;                  /* which rows cells have is found when it is asked for */
    unsigned threads;
} KernelPlan;

/* NULL: not for the kernels (amounts split, too many combinations, lines out of order …); why, if not NULL, says so in Swedish and English. */
KernelPlan *kernel_prepare(Arena *arena, const ScanInput *input, const char *const **why);
/* Fills the cube. The row machines are bound to plan->input, and so is code that was compiled for it. */
void kernel_run(Arena *arena, const KernelPlan *plan, Cube *cube);
/* Whether it is better found later which rows the cells have: the rest of the plan is made. */
bool rows_later(const KernelPlan *plan);
/* Nanoseconds of a scan, preparation and all, beyond those of the interpreter. */
int64_t kernel_cost(const KernelPlan *plan);
/* The plan of a scan as text: a line of extents and one of classes, or why there is none. */
void kernel_describe(StrBuf *out, const ScanInput *input, bool english);

#endif
