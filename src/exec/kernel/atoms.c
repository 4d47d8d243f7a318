/* atoms.c: combinations of classes -> atoms: those with the same truth of every filter. The filters are computed once for each combination, many
 * combinations at a time. */
#include <string.h>

#include "exec/kernel/kernel.h"
#include "exec/kernel/signatures.h"

/* Truth values as they are reckoned with here: and is the lesser, or the greater. */
enum { LESS_NO, LESS_UNKNOWN, LESS_YES };
static const uint8_t exchanged[3] = {LESS_NO, LESS_YES, LESS_UNKNOWN};     /* there and back */

typedef struct Settler {
    Arena *arena;
    const ScanPlan *scan;
    const Classes *classes;
    size_t inner, run;           /* dims that are gone through at a time, and their combinations */
    uint8_t **truths;            /* by step: of the combinations of a run; NULL: not needed */
    uint32_t *joined; size_t joined_count;
    uint32_t *at;                /* by outer dim: its class */
    Signatures signatures;
} Settler;

/* The truths of the leaves of a dim, where its class is `class` for n combinations from `from` on. */
static void put_class(const Settler *s, const ClassDim *dim, size_t class, size_t from, size_t n)
{
    if (dim->by_row)
        memset(s->truths[dim->step] + from, exchanged[class], n);
    for (size_t leaf = 0; leaf < dim->leaves.count; leaf++)
        memset(s->truths[dim->leaves.items[leaf]] + from, exchanged[dim->truths[leaf * dim->classes + class]], n);
}

static void put_inner(const Settler *s)
{
    for (size_t d = 0; d < s->inner; d++) {
        const ClassDim *dim = &s->classes->dims.items[d];
        for (size_t from = 0; from < s->run; from += dim->radix)
            put_class(s, dim, from / dim->radix % dim->classes, from, dim->radix);
    }
}

/* Leaves that never vary: of columns with one class, and of none. */
static void put_fixed(const Settler *s)
{
    for (size_t i = 0; i < s->scan->steps.count; i++)
        if (s->classes->kinds[i] == TRUTH_OF_CLASS)
            memset(s->truths[i], exchanged[s->classes->fixed[i]], s->run);
    for (size_t d = s->classes->used; d < s->classes->dims.count; d++)
        if (s->classes->dims.items[d].classes)
            put_class(s, &s->classes->dims.items[d], 0, 0, s->run);
}

static void join(const RowStep *step, const uint8_t *a, const uint8_t *b, uint8_t *out, size_t count)
{
    if (step->op == ROW_NOT)
        for (size_t i = 0; i < count; i++)
            out[i] = LESS_YES - a[i];
    else if (step->op == ROW_AND)
        for (size_t i = 0; i < count; i++)
            out[i] = a[i] < b[i] ? a[i] : b[i];
    else
        for (size_t i = 0; i < count; i++)
            out[i] = a[i] > b[i] ? a[i] : b[i];
}

static void keep_atoms(Settler *s, AtomTable *out)
{
    size_t filters = s->scan->filters.count;
    while (out->truths.count < s->signatures.count) {
        uint8_t *truths = arena_array(s->arena, filters, 1);
        for (size_t f = 0; f < filters; f++)
            truths[f] = exchanged[signatures_get(&s->signatures, out->truths.count, f)];
        vec_push(s->arena, &out->truths, truths);
    }
}

static void settle_run(Settler *s, uint32_t *atoms)
{
    for (size_t i = 0; i < s->joined_count; i++) {
        const RowStep *step = &s->scan->steps.items[s->joined[i]];
        join(step, s->truths[step->a], step->b == NO_STEP ? NULL : s->truths[step->b], s->truths[s->joined[i]], s->run);
    }
    signatures_begin(&s->signatures, s->run);
    for (size_t f = 0; f < s->scan->filters.count; f++)
        signatures_put(&s->signatures, f, s->truths[s->scan->filters.items[f].step], s->run);
    for (size_t i = 0; i < s->run; i++)
        atoms[i] = signatures_number(&s->signatures, i);
}

/* The next combination of the outer dims; only what changes is put. False after the last. */
static bool next_outer(Settler *s)
{
    for (size_t d = s->inner; d < s->classes->used; d++) {
        const ClassDim *dim = &s->classes->dims.items[d];
        s->at[d] = s->at[d] + 1 < dim->classes ? s->at[d] + 1 : 0;
        put_class(s, dim, s->at[d], 0, s->run);
        if (s->at[d])
            return true;
    }
    return false;
}

static bool make_room(Settler *s)
{
    size_t steps = s->scan->steps.count, live = 0;
    for (size_t i = 0; i < steps; i++)
        live += s->classes->kinds[i] != TRUTH_UNUSED;
    if (live && s->run > kernel_limits.truths / live)
        return false;
    s->truths = arena_array(s->arena, steps, sizeof *s->truths);
    s->joined = arena_array(s->arena, steps, sizeof *s->joined);
    s->at = arena_array(s->arena, s->classes->used, sizeof *s->at);
    for (size_t i = 0; i < steps; i++) {
        if (s->classes->kinds[i] != TRUTH_UNUSED)
            s->truths[i] = arena_array(s->arena, s->run, 1);
        if (s->classes->kinds[i] == TRUTH_JOINED)
            s->joined[s->joined_count++] = (uint32_t)i;
    }
    return true;
}

bool atoms_make(Arena *arena, const ScanInput *input, const Classes *classes, AtomTable *out)
{
    Settler s = {.arena = arena, .scan = input->scan, .classes = classes, .run = 1};
    *out = (AtomTable){0};
    size_t filters = input->scan->filters.count;
    if (filters && classes->places > kernel_limits.truths / filters)
        return false;
    for (; s.inner < classes->used; s.inner++) {
        if (s.inner && s.run * classes->dims.items[s.inner].classes > BATCH)
            break;
        s.run *= classes->dims.items[s.inner].classes;
    }
    if (!make_room(&s))
        return false;
    signatures_init(&s.signatures, arena, filters, s.run);
    put_fixed(&s);
    put_inner(&s);
    for (size_t d = s.inner; d < classes->used; d++)
        put_class(&s, &classes->dims.items[d], 0, 0, s.run);
    out->atom_of = arena_array(arena, classes->places, sizeof *out->atom_of);
    uint32_t *atoms = out->atom_of;
    do {
        settle_run(&s, atoms);
        keep_atoms(&s, out);
        atoms += s.run;
    } while (next_outer(&s));
    return true;
}
