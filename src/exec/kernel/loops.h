/* loops.h: the loops of the index phase, over one block of rows and one column at a time. Each kind of processor has a set of them. */
#ifndef STYR_EXEC_KERNEL_LOOPS_H
#define STYR_EXEC_KERNEL_LOOPS_H

#include "exec/kernel/kernel.h"

/* One column of one part, with what each stored value adds. */
typedef struct Lookup {
    CellWidth width;
    const void *values;
    const uint8_t *states;       /* NULL: every cell is CELL_OK */
    const uint32_t *table;       /* what is stored adds table[stored + offset]; NULL: by cuts; both: the same, and cuts are sooner done */
    const uint16_t *narrow;      /* the same without an offset: stored adds narrow[stored]; NULL: it has greater numbers */
    const uint32_t *until;       /* by place of table: the last place up to which all add the same */
    int64_t offset;
    size_t entries;              /* of the table; 0: no cell is CELL_OK */
    const int64_t *cuts; const uint32_t *deltas; size_t cut_count;   /* what is above cuts[i] adds deltas[i] */
    uint32_t least;              /* what is below all cuts adds */
    uint32_t absent[3];          /* by state */
    unsigned varied;             /* blocks in a row in which it did not add the same for all rows */
} Lookup;

typedef struct KernelLoops {
    const char *name;
    size_t few_cuts;             /* as many cuts are sooner done than a large table is looked up */
    /* The least and greatest of what is stored. count > 0. */
    void (*bounds)(const Lookup *lookup, size_t first, size_t count, int64_t *low, int64_t *high);
    /* out[i] += what row first + i adds; states are not looked at. */
    void (*look_up)(const Lookup *lookup, size_t first, size_t count, uint32_t *out);
    void (*cut)(const Lookup *lookup, size_t first, size_t count, uint32_t *out);
    /* out[i] += table[places[i]] */
    void (*map)(const uint32_t *table, size_t entries, const uint32_t *places, size_t count, uint32_t *out);
    /* out[i] += more, but what is above most becomes most. */
    void (*finish)(uint32_t more, uint32_t most, size_t count, uint32_t *out);
} KernelLoops;

extern const KernelLoops loops_portable, loops_avx2, loops_avx512;
/* out[i] = map[places[i] + what row first + i adds]; states are not looked at. There is a table. narrow: the same as map, or NULL. */
void map_through(const Lookup *lookup, size_t first, size_t count, const uint32_t *places, const uint32_t *map, const uint16_t *narrow, uint32_t *out);
/* Fetches what is stored from `first` on, while other rows are gone through: columns are read a few thousand bytes at a time, too little for the
 * processor to see where it leads (0.7 of 3.6 ns a row, measured on Zen 5). */
void read_ahead(const void *values, CellWidth width, size_t first, size_t count);
/* The set that suits the processor, or the one that is forced. */
const KernelLoops *loops_chosen(void);

/* BY_WIDTH(lookup, M) is M(type) for the type of what is stored. */
#define BY_WIDTH(lookup, M)                                                                    \
    switch ((lookup)->width) {                                                                 \
    case WIDTH_U8: M(uint8_t); break;                                                          \
    case WIDTH_U16: M(uint16_t); break;                                                        \
    case WIDTH_U32: M(uint32_t); break;                                                        \
    case WIDTH_I32: M(int32_t); break;                                                         \
    case WIDTH_I64: M(int64_t); break;                                                         \
    }

#endif
