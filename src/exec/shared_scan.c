/* shared_scan.c: the evaluators of two models over the same figures: a table that both read is gone through once, for what either asks of it, and each
 * takes its part of the cube. Called by compare. */
#include <string.h>

#include "exec/eval.h"

/* ---- what can be shared ---- */

static bool same_body(const Body *a, const Body *b)
{
    bool same = str_eq(a->common.name, b->common.name) && str_eq(a->common.title, b->common.title) && a->outside == b->outside && a->codes.count == b->codes.count;
    for (size_t i = 0; same && i < a->codes.count; i++)
        same = str_eq(a->codes.items[i], b->codes.items[i]);
    return same;
}

/* A body has one number in both. */
static bool same_bodies(const Model *a, const Model *b)
{
    bool same = a->bodies.count == b->bodies.count && str_eq(a->municipality_code, b->municipality_code) && str_eq(a->name, b->name);
    for (size_t i = 0; same && i < a->bodies.count; i++)
        same = same_body(&a->bodies.items[i], &b->bodies.items[i]);
    return same;
}

/* The rows belong to the same bodies and times. */
static bool same_rows(const TableRun *a, const TableRun *b)
{
    const Table *x = a->table, *y = b->table;
    bool bound = (a->input.slots != NULL) == (b->input.slots != NULL) && a->input.fixed_slot == b->input.fixed_slot;
    bool timed = x->time_column == y->time_column && x->vintage_column == y->vintage_column && x->body_column == y->body_column;
    bool fixed = x->has_fixed_period == y->has_fixed_period && (!x->has_fixed_period || period_eq(x->fixed_period, y->fixed_period));
    return a->data == b->data && bound && timed && fixed;
}

/* ---- each side's part ---- */

typedef struct Share { Arena *arena; const ScanPlan *scan; const size_t *filters, *values; } Share;

static uint8_t *share_truths(const Share *share, const uint8_t *truths)
{
    uint8_t *own = arena_array(share->arena, share->scan->filters.count + 1, 1);
    for (size_t i = 0; i < share->scan->filters.count; i++)
        own[i] = truths[share->filters[i]];
    return own;
}

static const DenseCube *share_dense(const Share *share, const DenseCube *from)
{
    DenseCube *own = ARENA_NEW(share->arena, DenseCube);
    size_t atoms = from->extents[DENSE_ATOM];
    const uint8_t **truths = arena_array(share->arena, atoms + 1, sizeof *truths);
    DenseValue *values = arena_array(share->arena, share->scan->values.count + 1, sizeof *values);
    for (size_t i = 0; i < atoms; i++)
        truths[i] = share_truths(share, from->truths[i]);
    for (size_t i = 0; i < share->scan->values.count; i++)
        values[i] = from->values[share->values[i]];
    *own = *from;
    own->truths = truths;
    own->values = values;
    return own;
}

/* The cells are the same, and finer than they need be: what is told apart only by the other side's conditions is added up again. */
static void take_share(const Share *share, const Cube *from, Cube *out)
{
    *out = *from;
    out->atoms.items = arena_array(share->arena, from->atoms.count + 1, sizeof *out->atoms.items);
    for (size_t i = 0; i < from->atoms.count; i++) {
        out->atoms.items[i] = from->atoms.items[i];
        out->atoms.items[i].truths = share_truths(share, from->atoms.items[i].truths);
    }
    out->values = arena_array(share->arena, share->scan->values.count + 1, sizeof *out->values);
    for (size_t i = 0; i < share->scan->values.count; i++)
        out->values[i] = from->values[share->values[i]];
    out->dense = from->dense ? share_dense(share, from->dense) : NULL;
}

/* ---- one scan for both ---- */

/* The same backend as for either alone: a scan that is too much for it is no gain. */
static bool is_as_good(const ScanInput *joined, const ScanInput *a, const ScanInput *b)
{
    const Backend *backend = backend_choose(joined);
    return backend == backend_choose(a) && backend == backend_choose(b);
}

static bool scan_both(Evaluator *a, size_t i, Evaluator *b, size_t j)
{
    TableRun *first = &a->tables[i], *second = &b->tables[j];
    const ScanPlan *theirs = second->scan;
    ScanPlan *joined = ARENA_NEW(a->arena, ScanPlan);
    size_t *filters = arena_array(a->arena, theirs->filters.count + 1, sizeof *filters);
    size_t *values = arena_array(a->arena, theirs->values.count + 1, sizeof *values);
    if (!same_rows(first, second) || !plan_join_scans(a->arena, first->scan, theirs, joined, filters, values))
        return false;
    ScanInput input = first->input;
    input.scan = joined;
    input.memo = ARENA_NEW(a->arena, ScanMemo);
    input.memo->arena = a->arena;
    if (!is_as_good(&input, &first->input, &second->input))
        return false;
    table_scan(a->arena, &input, &first->cube);
    take_share(&(Share){b->arena, theirs, filters, values}, &first->cube, &second->cube);
    return true;
}

static size_t scan_for(Evaluator *a, size_t i, Evaluator *b, const bool *scanned)
{
    for (size_t j = 0; j < b->model->tables.count; j++)
        if (b->tables[j].data && !scanned[j] && scan_both(a, i, b, j))
            return j;
    return NO_INDEX;
}

void exec_prepare_pair(Arena *arena, const EvaluatorAsked asked[2], const RunOptions *options, Evaluator *out[2])
{
    for (int side = 0; side < 2; side++)
        out[side] = evaluator_new(arena, &asked[side], options);
    size_t tables = asked[1].model->tables.count;
    bool *scanned = arena_array(arena, tables + 1, sizeof *scanned), share = same_bodies(asked[0].model, asked[1].model);
    for (size_t i = 0; i < asked[0].model->tables.count; i++) {
        TableRun *run = &out[0]->tables[i];
        size_t with = share && run->data ? scan_for(out[0], i, out[1], scanned) : NO_INDEX;
        if (with != NO_INDEX)
            scanned[with] = true;
        else if (run->data)
            table_scan(arena, &run->input, &run->cube);
    }
    for (size_t j = 0; j < tables; j++)
        if (out[1]->tables[j].data && !scanned[j])
            table_scan(arena, &out[1]->tables[j].input, &out[1]->tables[j].cube);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < asked[side].model->tables.count; i++)
            table_finish(out[side], i);
}
