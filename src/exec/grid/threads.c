/* threads.c: keys shared among threads: each has a grid of its own over the same evaluator, which is only read meanwhile. Part of grid/. */
#include <stdatomic.h>

#include "base/workers.h"
#include "exec/grid/parts.h"

#define AT_ONCE 32                         /* as many keys a thread takes, cells of which lie beside each other; fewer where there are few, so that */
#define TURNS 8                            /* it takes so many times */

typedef struct Crew {
    Grid **grids;                          /* by thread */
    size_t keys, at_once;
    GridTry try; void *self;
    bool *left;                            /* by key: not done with */
    atomic_size_t next;
} Crew;

static bool run_keys(void *context, size_t thread)
{
    Crew *crew = context;
    Grid *grid = crew->grids[thread];
    size_t first;
    grid_begin(grid);
    while ((first = atomic_fetch_add(&crew->next, crew->at_once)) < crew->keys)
        for (size_t key = first; key < crew->keys && key < first + crew->at_once; key++) {
            grid_key(grid, key);
            crew->left[key] = !crew->try(crew->self, grid, key);
        }
    return true;
}

/* The same steps once more, with columns of their own. */
static Grid *twin(const Grid *grid)
{
    uint32_t *steps = arena_array(grid->arena, grid->root_count, sizeof *steps);
    for (size_t i = 0; i < grid->root_count; i++)
        steps[i] = grid->roots[i]->step;
    return grid_of(grid->ev, steps, grid->root_count, grid->axes);
}

static size_t keys_at_once(size_t keys, size_t threads)
{
    size_t share = keys / (threads * TURNS);
    return share < 1 ? 1 : share > AT_ONCE ? AT_ONCE : share;
}

void grid_run_threads(Grid *grid, unsigned threads, GridTry try, GridVisit visit, void *self)
{
    size_t keys = grid->axes->key_count, count = threads > WORKERS_MOST ? WORKERS_MOST : threads;
    count = count > keys ? keys : count;
    if (count < 2 || grid->failed) {
        grid_run(grid, visit, self);
        return;
    }
    Crew crew = {.grids = arena_array(grid->arena, count, sizeof *crew.grids), .keys = keys, .at_once = keys_at_once(keys, count), .try = try,
                 .self = self, .left = arena_array(grid->arena, keys, sizeof *crew.left)};
    for (size_t i = 0; i < count; i++)
        crew.grids[i] = i ? twin(grid) : grid;
    workers_do((unsigned)count, count, run_keys, &crew);
    for (size_t key = 0; key < keys; key++)
        if (crew.left[key]) {
            grid_key(grid, key);
            visit(self, grid, key);
        }
}
