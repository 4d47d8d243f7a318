/* figures.c: the levels of a model's indicators over all its bodies, ten years and all keys of the first indicator's column, counted as they stream by. */
#include "figures.h"

void figures_print(StrBuf *out, const Figures *figures)
{
    for (size_t key = 0; key < figures->keys; key++) {
        strbuf_put(out, figures->names[key]);
        for (size_t i = 0; i < figures->indicators; i++)
            strbuf_printf(out, ";%llu", (unsigned long long)figures->greens[key * figures->indicators + i]);
        strbuf_putc(out, '\n');
    }
}

#if __has_include("exec/grid/grid.h")
#include "exec/grid/grid.h"

enum { FIRST_YEAR = 2015, YEARS = 10 };

typedef struct Counting { Figures *out; size_t bodies; } Counting;

static bool is_green(Grid *grid, size_t step, size_t year, size_t body, uint8_t level)
{
    if (level != LEVEL_ASK)
        return level == 0;
    Value value = grid_value(grid, step, year, body);
    return value.kind == VALUE_LEVEL && value.level == 0;
}

/* False: some level is only to be had from the evaluator. */
static bool count_known(void *self, const Grid *grid, size_t key)
{
    Counting *counting = self;
    uint64_t *greens = counting->out->greens + key * counting->out->indicators;
    size_t asked = 0;
    for (size_t i = 0; i < counting->out->indicators; i++) {
        greens[i] = 0;
        for (size_t year = 0; year < YEARS; year++) {
            greens[i] += grid_levels(grid, i, year, 0);
            asked += grid_levels(grid, i, year, LEVEL_ASK);
        }
    }
    return asked == 0;
}

static void count_greens(void *self, Grid *grid, size_t key)
{
    Counting *counting = self;
    if (count_known(self, grid, key))
        return;
    for (size_t i = 0; i < counting->out->indicators; i++)
        for (size_t year = 0; year < YEARS; year++) {
            const uint8_t *levels = grid_column(grid, i, year).s;
            for (size_t body = 0; body < counting->bodies; body++)
                counting->out->greens[key * counting->out->indicators + i] += levels[body] == LEVEL_ASK && is_green(grid, i, year, body, LEVEL_ASK);
        }
}

static GridAxes axes_of(Arena *arena, const Model *model)
{
    GridBody *bodies = arena_array(arena, model->bodies.count, sizeof *bodies);
    Period *years = arena_array(arena, YEARS, sizeof *years);
    for (size_t i = 0; i < model->bodies.count; i++)
        bodies[i] = (GridBody){WHO_BODY, (uint32_t)i, false};
    for (int year = 0; year < YEARS; year++)
        years[year] = (Period){date_ymd(FIRST_YEAR + year, 1, 1), date_ymd(FIRST_YEAR + year, 12, 31)};
    return (GridAxes){.bodies = bodies, .body_count = model->bodies.count, .periods = years, .period_count = YEARS};
}

static void name_keys(Arena *arena, const Evaluator *ev, const GridAxes *axes, Figures *out)
{
    out->names = arena_array(arena, axes->key_count, sizeof *out->names);
    for (size_t key = 0; key < axes->key_count; key++)
        out->names[key] = ev->keys.items[axes->keys[key] - 1].text;
}

bool figures_make(Arena *arena, const Plan *plan, const TableData *data, Effort *effort, Diags *diags, Figures *out, int64_t spent[2])
{
    const Model *model = plan->model;
    const Contexts *contexts = &model->indicators.items[0].contexts;
    RunOptions options = {.as_of = date_ymd(FIRST_YEAR + YEARS - 1, 12, 31), .only_body = NO_INDEX, .program = "bench", .effort = effort};
    int64_t start = effort_clock();
    Evaluator *ev = exec_prepare(arena, model, plan, &data, &options, diags);
    GridAxes axes = axes_of(arena, model);
    axes.key_count = grid_keys(ev, contexts->key_table, contexts->key_column, &axes.keys);
    uint32_t *steps = arena_array(arena, model->indicators.count, sizeof *steps);
    for (size_t i = 0; i < model->indicators.count; i++)
        steps[i] = plan->indicators[i].level;
    *out = (Figures){.keys = axes.key_count, .indicators = model->indicators.count};
    out->greens = arena_array(arena, out->keys * out->indicators, sizeof *out->greens);
    int64_t ready = effort_clock();
    grid_run_threads(grid_of(ev, steps, out->indicators, &axes), effort->threads, count_known, count_greens, &(Counting){out, axes.body_count});
    int64_t end = effort_clock();
    name_keys(arena, ev, &axes, out);
    spent[0] = ready - start;
    spent[1] = end - ready;
    return true;
}
#else
bool figures_make(Arena *arena, const Plan *plan, const TableData *data, Effort *effort, Diags *diags, Figures *out, int64_t spent[2])
{
    (void)arena, (void)plan, (void)data, (void)effort, (void)diags, (void)out, (void)spent;
    return false;
}
#endif
