/* atom_runs.c: see atom_runs.h. Between the scan and what reads its cube. */
#include <string.h>

#include "exec/atom_runs.h"

/* Called with each filter and atom where a run begins, or the one before it has ended. */
typedef struct Walker { AtomRuns *out; size_t *next; uint8_t truth; } Walker;

static void count_edge(Walker *w, size_t filter, size_t atom, bool begins)
{
    (void)atom;
    w->out->starts[filter + 1] += begins;
}

static void put_edge(Walker *w, size_t filter, size_t atom, bool begins)
{
    if (begins)
        w->out->runs[w->next[filter]].first = (uint32_t)atom;
    else
        w->out->runs[w->next[filter]++].end = (uint32_t)atom;
}

/* Neighbouring atoms differ in few filters: those that agree are passed eight at a time. */
static void walk_pair(Walker *w, const uint8_t *before, const uint8_t *truths, size_t filters, size_t atom,
                      void (*edge)(Walker *w, size_t filter, size_t atom, bool begins))
{
    for (size_t f = 0; f < filters; f++) {
        uint64_t eight[2];
        while (f + 8 <= filters) {
            memcpy(&eight[0], before + f, 8);
            memcpy(&eight[1], truths + f, 8);
            if (eight[0] != eight[1])
                break;
            f += 8;
        }
        if (f < filters && (before[f] == w->truth) != (truths[f] == w->truth))
            edge(w, f, atom, truths[f] == w->truth);
    }
}

static void walk(Walker *w, const DenseCube *dense, size_t filters, const uint8_t *outside,
                 void (*edge)(Walker *w, size_t filter, size_t atom, bool begins))
{
    size_t atoms = dense->extents[DENSE_ATOM];
    for (size_t a = 0; a <= atoms; a++)
        walk_pair(w, a ? dense->truths[a - 1] : outside, a < atoms ? dense->truths[a] : outside, filters, a, edge);
}

void atom_runs_make(Arena *arena, const DenseCube *dense, size_t filters, uint8_t truth, AtomRuns *out)
{
    Arena *scratch = arena_new();
    uint8_t *outside = arena_array(scratch, filters + 1, 1);        /* a truth that is none */
    Walker w = {out, arena_array(scratch, filters + 1, sizeof *w.next), truth};
    memset(outside, UINT8_MAX, filters);
    *out = (AtomRuns){.starts = arena_array(arena, filters + 1, sizeof *out->starts)};
    walk(&w, dense, filters, outside, count_edge);
    for (size_t f = 0; f < filters; f++) {
        out->starts[f + 1] += out->starts[f];
        w.next[f] = out->starts[f];
    }
    out->runs = arena_array(arena, out->starts[filters], sizeof *out->runs);
    walk(&w, dense, filters, outside, put_edge);
    arena_free(scratch);
}
