/* atoms.c: rows -> atoms. The columns that the filters read are looked up together, so that the filters are computed once for each combination
 * and not for each row: by number where they take few values, else in a table of the combinations seen, which is dropped where nearly every
 * row is new (a filter on amounts). */
#include "exec/interp/atoms.h"
#include "exec/interp/numbering.h"

#include <stdlib.h>
#include <string.h>

#define MOST_KEYS ((size_t)16)            /* columns that are looked up together */
#define MEMO_SLOTS ((size_t)1 << 17)      /* at most half of them are filled */
#define MEMO_PATIENCE 4                   /* rows that a combination must serve on average for the table to be worth its room … */
#define MEMO_TRIAL ((size_t)8192)         /* … once there are this many combinations */

typedef struct Memo {
    bool on;
    size_t width;                         /* key columns + 1 word of states */
    size_t slots, count;
    uint32_t *heads;                      /* entry + 1 */
    int64_t *keys;                        /* by entry, width words */
    uint32_t *atoms;                      /* by entry */
} Memo;

struct Classifier {
    const ScanInput *input;
    Cube *cube;
    Arena *arena;
    RowMachine machine;
    size_t columns[MOST_KEYS]; size_t column_count;
    Numbering numbering;
    uint32_t *numbered;                   /* by number: atom + 1, or 0 */
    Memo memo;
    Map known;                            /* signature -> atom + 1 */
    size_t seen;                          /* rows so far */
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

/* ---- the table of combinations ---- */

static void memo_keys(const Classifier *c, size_t row, int64_t *key)
{
    int64_t states = 0;
    for (size_t k = 0; k < c->column_count; k++) {
        const Column *column = &c->input->data->columns[c->columns[k]];
        CellState state = column_state(column, row);
        key[k] = state == CELL_OK ? column_value(column, row) : 0;
        states = states << 2 | state;
    }
    key[c->column_count] = states;
}

static uint64_t memo_hash(const int64_t *key, size_t width)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (size_t i = 0; i < width; i++)
        hash = (hash ^ (uint64_t)key[i]) * 0xff51afd7ed558ccdu, hash ^= hash >> 32;
    return hash;
}

static bool memo_same(const int64_t *a, const int64_t *b, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The place of the key: its entry + 1, or 0 and where it goes. */
static uint32_t memo_find(const Memo *memo, const int64_t *key, size_t *slot)
{
    *slot = memo_hash(key, memo->width) & (memo->slots - 1);
    for (; memo->heads[*slot]; *slot = (*slot + 1) & (memo->slots - 1))
        if (memo_same(memo->keys + (memo->heads[*slot] - 1) * memo->width, key, memo->width))
            return memo->heads[*slot];
    return 0;
}

static void memo_free(Memo *memo)
{
    free(memo->heads);
    free(memo->keys);
    free(memo->atoms);
    *memo = (Memo){.on = false};
}

static bool memo_resize(Memo *memo, size_t slots)
{
    uint32_t *heads = calloc(slots, sizeof *heads);
    int64_t *keys = realloc(memo->keys, slots / 2 * memo->width * sizeof *keys);
    uint32_t *atoms = realloc(memo->atoms, slots / 2 * sizeof *atoms);
    memo->keys = keys ? keys : memo->keys;
    memo->atoms = atoms ? atoms : memo->atoms;
    if (!heads || !keys || !atoms) {
        free(heads);
        return false;
    }
    free(memo->heads);
    memo->heads = heads;
    memo->slots = slots;
    for (size_t i = 0; i < memo->count; i++) {
        size_t slot;
        memo_find(memo, memo->keys + i * memo->width, &slot);
        memo->heads[slot] = (uint32_t)i + 1;
    }
    return true;
}

static void memo_put(Classifier *c, const int64_t *key, uint32_t atom)
{
    Memo *memo = &c->memo;
    size_t slot;
    if (!memo->on || memo_find(memo, key, &slot))
        return;
    if (memo->count == memo->slots / 2) {
        bool worth = memo->slots < MEMO_SLOTS && (memo->count < MEMO_TRIAL || c->seen >= memo->count * MEMO_PATIENCE);
        if (!worth || !memo_resize(memo, memo->slots * 2)) {
            memo_free(memo);
            return;
        }
        memo_find(memo, key, &slot);
    }
    memcpy(memo->keys + memo->count * memo->width, key, memo->width * sizeof *key);
    memo->atoms[memo->count] = atom;
    memo->heads[slot] = (uint32_t)++memo->count;
}

/* ---- batches ---- */

static void add_column(Classifier *c, size_t column, bool *fits)
{
    for (size_t i = 0; i < c->column_count; i++)
        if (c->columns[i] == column)
            return;
    *fits = *fits && c->column_count < MOST_KEYS;
    if (!*fits)
        return;
    c->columns[c->column_count++] = column;
}

/* Those that live steps read, and that rows are split by. False: too many. */
static bool add_columns(Classifier *c, const uint8_t *live)
{
    const ScanPlan *scan = c->input->scan;
    bool fits = true;
    for (size_t i = 0; i < scan->steps.count; i++)
        if (live[i] && scan->steps.items[i].column != NO_INDEX)
            add_column(c, scan->steps.items[i].column, &fits);
    for (size_t i = 0; i < scan->splits.count; i++)
        add_column(c, scan->splits.items[i], &fits);
    return fits;
}

bool atoms_are_numbered(const ScanInput *input)
{
    const ScanPlan *scan = input->scan;
    Arena *scratch = arena_new();
    Classifier *c = ARENA_NEW(scratch, Classifier);
    uint8_t *live = arena_array(scratch, scan->steps.count, 1);
    *c = (Classifier){.input = input};
    for (size_t i = 0; i < scan->filters.count; i++)
        live[scan->filters.items[i].step] = 1;
    steps_mark_live(scan, live);
    if (add_columns(c, live))
        numbering_bind(scratch, input, c->columns, c->column_count, &c->numbering);
    bool numbered = c->numbering.places != 0;
    arena_free(scratch);
    return numbered;
}

Classifier *classifier_new(Arena *arena, const ScanInput *input, Cube *cube)
{
    const ScanPlan *scan = input->scan;
    Classifier *c = ARENA_NEW(arena, Classifier);
    *c = (Classifier){.input = input, .cube = cube, .arena = arena};
    uint32_t *needed = arena_array(arena, scan->filters.count, sizeof *needed);
    for (size_t i = 0; i < scan->filters.count; i++)
        needed[i] = scan->filters.items[i].step;
    machine_bind(arena, input, needed, scan->filters.count, &c->machine);
    bool fits = add_columns(c, c->machine.live);
    map_init(&c->known, arena);
    c->signature_size = scan->filters.count + 9 * scan->splits.count;
    c->signature = arena_array(arena, c->signature_size, 1);
    c->memo.width = c->column_count + 1;
    if (fits)
        numbering_bind(arena, input, c->columns, c->column_count, &c->numbering);
    if (c->numbering.places)
        c->numbered = arena_array(arena, c->numbering.places, sizeof *c->numbered);
    c->memo.on = fits && !c->numbered && memo_resize(&c->memo, 256);
    return c;
}

void classifier_free(Classifier *c)
{
    memo_free(&c->memo);
}

/* Computes the filters of the rows and remembers their atoms. */
static void classify_rows(Classifier *c, size_t first, const uint32_t *rows, size_t count, uint32_t *atoms)
{
    machine_run(&c->machine, first, rows, count);
    int64_t key[MOST_KEYS + 1];
    for (size_t i = 0; i < count; i++) {
        size_t row = rows ? rows[i] : first + i;
        atoms[i] = atom_of(c, i, row);
        if (c->memo.on) {
            memo_keys(c, row, key);
            memo_put(c, key, atoms[i]);
        }
    }
}

/* The rows whose combination is new are computed together. */
typedef struct Fresh { size_t count; uint32_t rows[BATCH], places[BATCH], atoms[BATCH]; } Fresh;

static void fresh_add(Fresh *fresh, size_t row, size_t place)
{
    fresh->rows[fresh->count] = (uint32_t)row;
    fresh->places[fresh->count++] = (uint32_t)place;
}

static void fresh_classify(Classifier *c, Fresh *fresh, uint32_t *atoms)
{
    if (fresh->count)
        classify_rows(c, 0, fresh->rows, fresh->count, fresh->atoms);
    for (size_t i = 0; i < fresh->count; i++)
        atoms[fresh->places[i]] = fresh->atoms[i];
}

static void classify_numbered(Classifier *c, size_t first, size_t count, uint32_t *atoms)
{
    Fresh fresh = {.count = 0};
    uint32_t numbers[BATCH];
    numbering_run(&c->numbering, first, count, numbers);
    for (size_t i = 0; i < count; i++) {
        atoms[i] = c->numbered[numbers[i]] - 1;
        if (c->numbered[numbers[i]] == 0)
            fresh_add(&fresh, first + i, i);
    }
    fresh_classify(c, &fresh, atoms);
    for (size_t i = 0; i < fresh.count; i++)
        c->numbered[numbers[fresh.places[i]]] = fresh.atoms[i] + 1;
}

static void classify_remembered(Classifier *c, size_t first, size_t count, uint32_t *atoms)
{
    Fresh fresh = {.count = 0};
    int64_t key[MOST_KEYS + 1];
    for (size_t i = 0; i < count; i++) {
        size_t slot;
        memo_keys(c, first + i, key);
        uint32_t entry = memo_find(&c->memo, key, &slot);
        if (entry)
            atoms[i] = c->memo.atoms[entry - 1];
        else
            fresh_add(&fresh, first + i, i);
    }
    fresh_classify(c, &fresh, atoms);
}

void classify(Classifier *c, size_t first, size_t count, uint32_t *atoms)
{
    c->seen += count;
    if (c->numbered)
        classify_numbered(c, first, count, atoms);
    else if (c->memo.on)
        classify_remembered(c, first, count, atoms);
    else
        classify_rows(c, first, NULL, count, atoms);
}
