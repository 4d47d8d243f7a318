/* atoms.c: rows -> atoms. A row's combination is the class that it has in each group of columns (groups.c), and the truth values of those few
 * conditions that belong to no group. Filters are computed once for each combination, and not for each row. */
#include "exec/interp/atoms.h"
#include "exec/interp/groups.h"
#include "exec/interp/pairs.h"

#include <string.h>

/* Then the filters are computed for each row. */
size_t combinations_most = (size_t)1 << 20;

#define WORD_TRUTHS ((size_t)32)                 /* truth values in a word */

struct Classifier {
    const ScanInput *input;
    Cube *cube;
    Arena *arena, *scratch;                      /* for atoms; for all else, until classifier_free */
    RowMachine machine, loose;                   /* computes the filters; computes groups.loose */
    ColumnGroups groups;
    bool combined;                               /* by combination */
    Pairs *joins; size_t join_count;             /* a combination so far and what comes next -> a combination */
    VEC(uint32_t) atoms;                         /* by combination */
    Map known;                                   /* signature -> atom + 1 */
    uint8_t *signature; size_t signature_size;
};

/* ---- signatures ---- */

static Atom *atom_new(Classifier *c, const uint8_t *signature)
{
    const ScanPlan *scan = c->input->scan;
    Atom atom = {.truths = arena_array(c->arena, scan->filters.count, 1),
                 .splits = arena_array(c->arena, scan->splits.count, sizeof(int64_t)),
                 .split_states = arena_array(c->arena, scan->splits.count, 1)};
    memcpy(atom.truths, signature, scan->filters.count);
    vec_push(c->arena, &c->cube->atoms, atom);
    return &c->cube->atoms.items[c->cube->atoms.count - 1];
}

/* The atom of the i-th row of the batch, which is `row` of the table. */
static uint32_t atom_of(Classifier *c, size_t i, size_t row)
{
    const ScanPlan *scan = c->input->scan;
    size_t at = scan->filters.count;
    for (size_t f = 0; f < scan->filters.count; f++)
        c->signature[f] = c->machine.registers[scan->filters.items[f].step].truths[i];
    for (size_t s = 0; s < scan->splits.count; s++, at += 9) {
        const Column *column = &c->input->data->columns[scan->splits.items[s]];
        uint8_t state = column_state(column, row);
        int64_t value = state == CELL_OK ? column_value(column, row) : 0;
        memcpy(c->signature + at, &value, 8);
        c->signature[at + 8] = state;
    }
    Str key = {(const char *)c->signature, c->signature_size};
    uintptr_t found = (uintptr_t)map_get(&c->known, key);
    if (found)
        return (uint32_t)(found - 1);
    Atom *atom = atom_new(c, c->signature);
    for (size_t s = 0; s < scan->splits.count; s++) {
        memcpy(&atom->splits[s], c->signature + scan->filters.count + 9 * s, 8);
        atom->split_states[s] = c->signature[scan->filters.count + 9 * s + 8];
    }
    map_put(&c->known, key, (void *)(uintptr_t)c->cube->atoms.count);
    return (uint32_t)c->cube->atoms.count - 1;
}

/* Computes the filters of the rows. */
static void classify_rows(Classifier *c, size_t first, const uint32_t *rows, size_t count, uint32_t *atoms)
{
    machine_run(&c->machine, first, rows, count);
    for (size_t i = 0; i < count; i++)
        atoms[i] = atom_of(c, i, rows ? rows[i] : first + i);
}

/* ---- combinations ---- */

static void join_classes(Pairs *join, size_t count, const uint32_t *classes, uint32_t *numbers)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] = pairs_number(join, numbers[i], classes[i]);
}

static void join_values(Classifier *c, Pairs *join, size_t column, size_t first, size_t count, uint32_t *numbers)
{
    int64_t values[BATCH];
    uint8_t states[BATCH];
    column_decode(&c->input->data->columns[column], first, count, values, states);
    for (size_t i = 0; i < count; i++)
        numbers[i] = pairs_number(join, (uint64_t)numbers[i] << 2 | states[i], values[i]);
}

/* As many loose conditions as a word holds, from the given one on. */
static void join_truths(Classifier *c, Pairs *join, size_t from, size_t count, uint32_t *numbers)
{
    uint64_t words[BATCH] = {0};
    for (size_t k = from; k < c->groups.loose.count && k < from + WORD_TRUTHS; k++) {
        const uint8_t *truths = c->loose.registers[c->groups.loose.items[k]].truths;
        for (size_t i = 0; i < count; i++)
            words[i] = words[i] << 2 | truths[i];
    }
    for (size_t i = 0; i < count; i++)
        numbers[i] = pairs_number(join, numbers[i], (int64_t)words[i]);
}

/* Numbers the combinations of the rows in the order in which they are first seen. */
static void combine(Classifier *c, size_t first, size_t count, uint32_t *numbers)
{
    ColumnGroups *g = &c->groups;
    Pairs *join = c->joins;
    uint32_t classes[BATCH];
    memset(numbers, 0, count * sizeof *numbers);
    for (size_t i = 0; i < g->items.count; i++) {
        group_run(g, &g->items.items[i], first, count, i ? classes : numbers);
        if (i)
            join_classes(join++, count, classes, numbers);
    }
    for (size_t i = 0; i < g->wide.count; i++)
        join_values(c, join++, g->wide.items[i], first, count, numbers);
    if (g->loose.count)
        machine_run(&c->loose, first, NULL, count);
    for (size_t k = 0; k < g->loose.count; k += WORD_TRUTHS)
        join_truths(c, join++, k, count, numbers);
}

static void classify_combined(Classifier *c, size_t first, size_t count, uint32_t *atoms)
{
    uint32_t rows[BATCH], fresh[BATCH];
    size_t known = c->atoms.count, fresh_count = 0;
    combine(c, first, count, atoms);
    for (size_t i = 0; i < count; i++)
        if (atoms[i] == known + fresh_count)
            rows[fresh_count++] = (uint32_t)(first + i);
    if (fresh_count)
        classify_rows(c, 0, rows, fresh_count, fresh);
    for (size_t i = 0; i < fresh_count; i++)
        vec_push(c->scratch, &c->atoms, fresh[i]);
    for (size_t i = 0; i < count; i++)
        atoms[i] = c->atoms.items[atoms[i]];
    c->combined = c->atoms.count < combinations_most;
}

/* ---- classifiers ---- */

static void bind_combinations(Classifier *c)
{
    ColumnGroups *g = &c->groups;
    groups_bind(g);
    machine_bind(c->scratch, c->input, g->loose.items, g->loose.count, &c->loose);
    c->join_count = g->items.count + g->wide.count + (g->loose.count + WORD_TRUTHS - 1) / WORD_TRUTHS;
    c->joins = arena_array(c->scratch, c->join_count, sizeof *c->joins);
    for (size_t i = 0; i < c->join_count; i++)
        pairs_init(&c->joins[i], c->scratch);
}

Classifier *classifier_new(Arena *arena, const ScanInput *input, Cube *cube)
{
    const ScanPlan *scan = input->scan;
    Arena *scratch = arena_new();
    Classifier *c = ARENA_NEW(scratch, Classifier);
    *c = (Classifier){.input = input, .cube = cube, .arena = arena, .scratch = scratch};
    uint32_t *needed = arena_array(scratch, scan->filters.count, sizeof *needed);
    for (size_t i = 0; i < scan->filters.count; i++)
        needed[i] = scan->filters.items[i].step;
    machine_bind(scratch, input, needed, scan->filters.count, &c->machine);
    map_init(&c->known, scratch);
    c->signature_size = scan->filters.count + 9 * scan->splits.count;
    c->signature = arena_array(scratch, c->signature_size, 1);
    groups_make(scratch, input, &c->groups);
    c->combined = c->groups.fit;
    if (c->combined)
        bind_combinations(c);
    return c;
}

void classifier_free(Classifier *c)
{
    arena_free(c->scratch);
}

void classify(Classifier *c, size_t first, size_t count, uint32_t *atoms)
{
    if (c->combined)
        classify_combined(c, first, count, atoms);
    else
        classify_rows(c, first, NULL, count, atoms);
}

/* ---- what it costs ---- */

/* Measured on a Zen 5 with up to 1 000 000 rows in memory. Of a row: COLUMN_PS for each column in a group, JOIN_PS for each further part of the
 * combination, STEP_PS for each condition that is computed. LEAF_PS: a condition of a group, for a place. FILTER_PS: a filter of a combination. */
enum { COLUMN_PS = 700, JOIN_PS = 700, STEP_PS = 1500, LEAF_PS = 1500, FILTER_PS = 6000 };

uint64_t distinct_met(uint64_t can, uint64_t rows)
{
    return rows ? (uint64_t)((unsigned __int128)can * rows / (can + rows)) / 2 + 1 : 0;
}

/* Combinations that there can be: of those of the groups, times the values of wide columns and the truths of loose conditions. */
static uint64_t combinations_of(const ColumnGroups *g)
{
    uint64_t count = groups_classes(g, COUNTED_MOST);
    for (size_t i = 0; i < g->loose.count && count < COUNTED_MOST; i++)
        count *= 2;
    return g->wide.count || count > COUNTED_MOST ? COUNTED_MOST : count;
}

int64_t atoms_cost(const ScanInput *input, uint64_t *combinations)
{
    uint64_t rows = input->data->rows, filters = input->scan->filters.count, row = 0, once = 0;
    Arena *scratch = arena_new();
    ColumnGroups g;
    groups_make(scratch, input, &g);
    for (size_t i = 0; g.fit && i < g.items.count; i++) {
        const ColumnGroup *group = &g.items.items[i];
        row += group->numbering.count * COLUMN_PS + (i ? JOIN_PS : 0);
        once += distinct_met(group->numbering.places, rows) * group->leaves.count * LEAF_PS;
    }
    *combinations = g.fit ? combinations_of(&g) : COUNTED_MOST;
    row += g.loose.count * STEP_PS + (g.wide.count + (g.loose.count + WORD_TRUTHS - 1) / WORD_TRUTHS) * JOIN_PS;
    once += (g.fit ? distinct_met(*combinations, rows) : rows) * filters * FILTER_PS;
    arena_free(scratch);
    return (int64_t)((row * rows + once) / 1000);
}

uint32_t *atoms_row_steps(Arena *arena, const ScanInput *input, size_t *count)
{
    ColumnGroups g;
    groups_make(arena, input, &g);
    *count = g.loose.count;
    if (g.fit)
        return g.loose.items;
    *count = input->scan->filters.count;
    uint32_t *steps = arena_array(arena, *count, sizeof *steps);
    for (size_t i = 0; i < *count; i++)
        steps[i] = input->scan->filters.items[i].step;
    return steps;
}
