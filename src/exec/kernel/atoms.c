/* atoms.c: combinations of classes -> atoms: those with the same truth of every filter. The filters are computed once for each combination, as bits:
 * many combinations to a word. */
#include <string.h>

#include "exec/kernel/kernel.h"
#include "exec/kernel/signatures.h"

typedef struct Settler {
    Arena *scratch;
    const ScanPlan *scan;
    const Classes *classes;
    size_t inner, run, words;    /* dims that are gone through at a time, their combinations, and the words of these */
    Planes *truths;              /* by step: over the combinations of a run */
    uint64_t **own;              /* by joined step: room for its two planes */
    uint64_t *none, *all;        /* planes of what is the same all through a run: compared as pointers */
    uint32_t *joined; size_t joined_count;
    uint32_t *at;                /* by outer dim: its class */
    Planes *filters;             /* of a run */
    Signatures signatures;
    uint64_t *lists;             /* of the places of a word */
} Settler;

/* ---- leaves ---- */

static Planes same_for_all(const Settler *s, uint8_t truth)
{
    return (Planes){truth == TRUTH_YES ? s->all : s->none, truth == TRUTH_NO ? s->none : s->all};
}

static uint8_t truth_at(Planes planes, size_t place)
{
    bool yes = planes.yes[place / WORD_BITS] >> place % WORD_BITS & 1, may = planes.may[place / WORD_BITS] >> place % WORD_BITS & 1;
    return yes ? TRUTH_YES : may ? TRUTH_UNKNOWN : TRUTH_NO;
}

/* The class that a dim has all through the run. */
static void put_class(const Settler *s, const ClassDim *dim, size_t class)
{
    for (size_t leaf = 0; leaf < dim->leaves.count; leaf++)
        s->truths[dim->leaves.items[leaf]] = same_for_all(s, truth_at(dim->truths[leaf], class));
}

/* A plane over classes becomes one over the combinations of a run, of which `radix` in a row have the same class. */
static const uint64_t *stretch(const Settler *s, const ClassDim *dim, const uint64_t *plane)
{
    uint64_t *out = arena_array(s->scratch, s->words, sizeof *out);
    for (size_t i = 0; i < s->run; i++) {
        size_t class = i / dim->radix % dim->classes;
        out[i / WORD_BITS] |= (plane[class / WORD_BITS] >> class % WORD_BITS & 1) << i % WORD_BITS;
    }
    return out;
}

static void put_inner(const Settler *s)
{
    for (size_t d = 0; d < s->inner; d++) {
        const ClassDim *dim = &s->classes->dims.items[d];
        for (size_t leaf = 0; leaf < dim->leaves.count; leaf++) {
            Planes from = dim->truths[leaf], *to = &s->truths[dim->leaves.items[leaf]];
            *to = from;
            if (s->inner == 1)
                continue;
            to->yes = stretch(s, dim, from.yes);
            to->may = from.may == from.yes ? to->yes : stretch(s, dim, from.may);
        }
    }
}

/* Leaves that never vary: of columns with one class, and of none. */
static void put_fixed(const Settler *s)
{
    for (size_t i = 0; i < s->scan->steps.count; i++)
        s->truths[i] = same_for_all(s, s->classes->kinds[i] == TRUTH_OF_CLASS ? s->classes->fixed[i] : TRUTH_NO);
    for (size_t d = s->classes->used; d < s->classes->dims.count; d++)
        if (s->classes->dims.items[d].classes)
            put_class(s, &s->classes->dims.items[d], 0);
}

/* ---- filters ---- */

static void join_words(RowOp op, const uint64_t *a, const uint64_t *b, uint64_t *out, size_t words)
{
    if (op == ROW_NOT)
        for (size_t i = 0; i < words; i++)
            out[i] = ~a[i];
    else if (op == ROW_AND)
        for (size_t i = 0; i < words; i++)
            out[i] = a[i] & b[i];
    else
        for (size_t i = 0; i < words; i++)
            out[i] = a[i] | b[i];
}

/* What settles the result wherever it stands alone, and what leaves the other as it is. */
static bool join_constant(const Settler *s, RowOp op, Planes a, Planes b, Planes *out)
{
    const uint64_t *settles = op == ROW_AND ? s->none : s->all, *leaves = op == ROW_AND ? s->all : s->none;
    if (op == ROW_NOT)
        return false;
    if ((a.yes == settles && a.may == settles) || (b.yes == leaves && b.may == leaves))
        *out = a;
    else if ((b.yes == settles && b.may == settles) || (a.yes == leaves && a.may == leaves))
        *out = b;
    else
        return false;
    return true;
}

static Planes join(const Settler *s, RowOp op, Planes a, Planes b, uint64_t *own)
{
    Planes out;
    if (join_constant(s, op, a, b, &out))
        return out;
    bool certain = a.yes == a.may && (op == ROW_NOT || b.yes == b.may);
    out = (Planes){own, certain ? own : own + s->words};
    join_words(op, op == ROW_NOT ? a.may : a.yes, b.yes, own, s->words);
    if (!certain)
        join_words(op, op == ROW_NOT ? a.yes : a.may, b.may, own + s->words, s->words);
    return out;
}

static void settle_run(Settler *s, uint32_t *atoms)
{
    size_t count = s->scan->filters.count, words = s->signatures.words;
    for (size_t i = 0; i < s->joined_count; i++) {
        const RowStep *step = &s->scan->steps.items[s->joined[i]];
        s->truths[s->joined[i]] = join(s, step->op, s->truths[step->a], s->truths[step->b == NO_STEP ? step->a : step->b], s->own[s->joined[i]]);
    }
    for (size_t f = 0; f < count; f++)
        s->filters[f] = s->truths[s->scan->filters.items[f].step];
    for (size_t i = 0; i < s->run; i++) {
        const uint64_t *list = s->lists + i % WORD_BITS * words;
        if (i % WORD_BITS == 0)
            planes_signatures(s->filters, count, s->classes->unknown, i / WORD_BITS, s->lists);
        bool again = i % WORD_BITS && memcmp(list, list - words, words * sizeof *list) == 0;
        atoms[i] = again ? atoms[i - 1] : signatures_number(&s->signatures, list);
    }
}

/* The next combination of the outer dims; only what changes is put. False after the last. */
static bool next_outer(Settler *s)
{
    for (size_t d = s->inner; d < s->classes->used; d++) {
        const ClassDim *dim = &s->classes->dims.items[d];
        s->at[d] = s->at[d] + 1 < dim->classes ? s->at[d] + 1 : 0;
        put_class(s, dim, s->at[d]);
        if (s->at[d])
            return true;
    }
    return false;
}

/* ---- the whole ---- */

static void keep_atoms(Arena *arena, const Settler *s, AtomTable *out)
{
    size_t filters = s->scan->filters.count, may = s->classes->unknown ? plane_words(filters) : 0;
    uint8_t *truths = arena_array(arena, s->signatures.count, filters);
    out->count = s->signatures.count;
    out->truths = arena_array(arena, out->count, sizeof *out->truths);
    for (size_t a = 0; a < out->count; a++) {
        const uint64_t *list = signatures_get(&s->signatures, a);
        out->truths[a] = truths + a * filters;
        planes_unpack(list, list + may, filters, out->truths[a]);
    }
}

uint16_t *table_narrowed(Arena *arena, const uint32_t *table, size_t count, size_t lead)
{
    uint32_t all = 0;
    for (size_t i = 0; i < count; i++)
        all |= table[i];
    if (all > UINT16_MAX)
        return NULL;
    uint16_t *out = arena_array(arena, lead + count, sizeof *out);
    for (size_t i = 0; i < count; i++)
        out[lead + i] = (uint16_t)table[i];
    return out;
}

static bool make_room(Settler *s)
{
    size_t steps = s->scan->steps.count, live = 0;
    for (size_t i = 0; i < steps; i++)
        live += s->classes->kinds[i] != TRUTH_UNUSED;
    if (live && s->run > kernel_limits.truths / live)
        return false;
    s->truths = arena_array(s->scratch, steps, sizeof *s->truths);
    s->own = arena_array(s->scratch, steps, sizeof *s->own);
    s->joined = arena_array(s->scratch, steps, sizeof *s->joined);
    s->at = arena_array(s->scratch, s->classes->used, sizeof *s->at);
    s->filters = arena_array(s->scratch, s->scan->filters.count, sizeof *s->filters);
    s->none = arena_array(s->scratch, s->words, sizeof *s->none);
    s->all = arena_array(s->scratch, s->words, sizeof *s->all);
    memset(s->all, 0xff, s->words * sizeof *s->all);
    for (size_t i = 0; i < steps; i++)
        if (s->classes->kinds[i] == TRUTH_JOINED) {
            s->own[i] = arena_array(s->scratch, 2 * s->words, sizeof **s->own);
            s->joined[s->joined_count++] = (uint32_t)i;
        }
    return true;
}

bool atoms_make(Arena *arena, Arena *scratch, const ScanInput *input, const Classes *classes, AtomTable *out)
{
    Settler s = {.scratch = scratch, .scan = input->scan, .classes = classes, .run = 1};
    *out = (AtomTable){0};
    size_t filters = input->scan->filters.count;
    if (filters && classes->places > kernel_limits.truths / filters)
        return false;
    for (; s.inner < classes->used; s.inner++) {
        if (s.inner && s.run * classes->dims.items[s.inner].classes > BATCH)
            break;
        s.run *= classes->dims.items[s.inner].classes;
    }
    s.words = plane_words(s.run);
    if (!make_room(&s))
        return false;
    signatures_init(&s.signatures, scratch, signature_words(filters, classes->unknown));
    s.lists = arena_array(scratch, WORD_BITS, s.signatures.words * sizeof *s.lists);
    put_fixed(&s);
    put_inner(&s);
    for (size_t d = s.inner; d < classes->used; d++)
        put_class(&s, &classes->dims.items[d], 0);
    out->atom_of = arena_array(arena, classes->places, sizeof *out->atom_of);
    uint32_t *atoms = out->atom_of;
    do {
        settle_run(&s, atoms);
        atoms += s.run;
    } while (next_outer(&s));
    out->narrow = table_narrowed(arena, out->atom_of, classes->places, 0);
    keep_atoms(arena, &s, out);
    return true;
}
