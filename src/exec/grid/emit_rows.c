/* emit_rows.c: summa, antal, medel, senaste … over lanes: the sums of a table by time and own body, added up for what each lane sees. Part of grid/;
 * aggregates.c is the reference. */
#include <string.h>

#include "exec/grid/loops.h"
#include "exec/grid/parts.h"

/* One column of lanes, before it is a value. */
typedef struct Sums { int64_t *sum; uint32_t *rows, *ok, *bad; uint8_t *unknown, *ask; CubePoint *points; CubeExtremes *extremes; } Sums;

typedef struct Rows {
    const Aggregate *aggregate;
    const TableRun *run;
    RowSource *source, *rest;
    bool stock, vintaged;
    const TableTime **times;               /* by column */
    const uint8_t **flags;                 /* by column, by lane */
    bool *direct, *lacking;                /* by column: may be read straight from the cube; some lane has FLAG_LACKING */
    Sums sums, others;                     /* scratch */
} Rows;

/* ---- adding up ---- */

static void sums_new(Grid *grid, const RowSource *source, size_t width, Sums *out)
{
    out->sum = arena_array(grid->arena, width, sizeof *out->sum);
    out->rows = arena_array(grid->arena, width, sizeof *out->rows);
    out->ok = arena_array(grid->arena, width, sizeof *out->ok);
    out->bad = arena_array(grid->arena, width, sizeof *out->bad);
    out->unknown = arena_array(grid->arena, width, 1);
    out->ask = arena_array(grid->arena, width, 1);
    out->points = source->points ? arena_array(grid->arena, width, sizeof *out->points) : NULL;
    out->extremes = source->extremes ? arena_array(grid->arena, width, sizeof *out->extremes) : NULL;
}

static void add_place(const RowSource *source, size_t at, const Sums *out, size_t lane, Wide *sum)
{
    *sum += source->sum[at];
    out->ask[lane] |= source->ask[at] || source->rows[at] > UINT32_MAX - out->rows[lane];
    out->rows[lane] += source->rows[at];
    out->ok[lane] += source->ok[at];
    out->bad[lane] |= source->bad[at];
    out->unknown[lane] |= source->unknown[at];
    if (source->points && source->points[at].any && (!out->points[lane].any || point_later(&source->points[at], &out->points[lane]) == source->latest))
        out->points[lane] = source->points[at];
    if (!source->extremes || !source->extremes[at].any)
        return;
    CubeExtremes *e = &out->extremes[lane];
    const CubeExtremes *more = &source->extremes[at];
    e->min = !e->any || more->min < e->min ? more->min : e->min;
    e->max = !e->any || more->max > e->max ? more->max : e->max;
    e->any = true;
}

static void add_slot(const Rows *rows, const RowSource *source, const TableTime *time, uint32_t slot, size_t lane, const Sums *out, Wide *sum)
{
    const Pick *pick = &time->picks[slot];
    if (!pick->seen)
        return;
    size_t vintage = pick->vintage == NO_SLOT ? 0 : pick->vintage, stock = pick->time == NO_SLOT ? 0 : pick->time;
    for (size_t t = 0; t < (rows->stock ? 1 : time->time_count); t++)
        add_place(source, (vintage * source->times + (rows->stock ? stock : time->times[t])) * source->slots + slot, out, lane, sum);
}

static Sums add_lanes(const Rows *rows, const RowSource *source, const TableTime *time, const Axis *axis, const Sums *out)
{
    for (size_t lane = 0; lane < axis->count; lane++) {
        Wide sum = 0;
        out->rows[lane] = out->ok[lane] = out->bad[lane] = 0;
        out->unknown[lane] = out->ask[lane] = 0;
        if (out->points)
            out->points[lane].any = false;
        if (out->extremes)
            out->extremes[lane].any = false;
        for (size_t i = axis->seen_first[lane]; i < axis->seen_first[lane + 1]; i++)
            add_slot(rows, source, time, axis->seen[i], lane, out, &sum);
        bool fits = sum <= FIX_MAX && sum >= FIX_MIN;
        out->sum[lane] = fits ? (int64_t)sum : 0;
        out->ask[lane] |= !fits;
    }
    return *out;
}

/* Lanes that see one body each, in the table's own order, one time after the other. */
static Sums add_planes(const RowSource *source, const TableTime *time, const Axis *axis, const Sums *out)
{
    const Loops *loops = loops_now();
    size_t first = axis->seen[0], bytes = axis->count * sizeof(uint32_t);
    if (time->time_count == 1) {
        size_t at = time->times[0] * source->slots + first;
        return (Sums){source->sum + at, source->rows + at, source->ok + at, source->bad + at, source->unknown + at, source->ask + at, NULL, NULL};
    }
    memset(out->sum, 0, axis->count * sizeof *out->sum);
    memset(out->rows, 0, bytes);
    memset(out->ok, 0, bytes);
    memset(out->bad, 0, bytes);
    memset(out->ask, 0, axis->count);
    memset(out->unknown, 0, axis->count);
    for (size_t t = 0; t < time->time_count; t++) {
        size_t at = time->times[t] * source->slots + first;
        loops->gather_sum(out->sum, source->sum + at, axis->count);
        loops->gather_count(out->rows, source->rows + at, axis->count);
        loops->gather_count(out->ok, source->ok + at, axis->count);
        for (size_t i = 0; source->gaps && i < axis->count; i++)
            out->bad[i] |= source->bad[at + i];
    }
    return *out;
}

static bool is_plain(const Rows *rows, const RowSource *source, const TableTime *time, const Axis *axis)
{
    if (!axis->lone || rows->vintaged || rows->stock || source->points || source->extremes || source->wide || source->doubts)
        return false;
    return time->time_count == 1 || (time->time_count < 4096 && source->most < (uint64_t)1 << 48);
}

static Sums add_up(Grid *grid, const Rows *rows, RowSource *source, size_t column, const Axis *axis, const Sums *scratch)
{
    const TableTime *time = rows->times[column];
    if (source->behind)
        source_fill(grid, source);
    if (is_plain(rows, source, time, axis))
        return add_planes(source, time, axis, scratch);
    return add_lanes(rows, source, time, axis, scratch);
}

/* ---- values ---- */

typedef struct Lane { uint8_t state; int64_t n, d; } Lane;

static Lane without_rows(const Rows *rows, const Sums *sums, size_t i, uint8_t flags)
{
    bool zero = rows->run->table->no_rows_zero && !sums->unknown[i] && (flags & FLAG_COVERED);
    return (Lane){zero ? LANE_VALUE : LANE_MISSING, 0, 1};
}

static Lane point_lane(const Sums *sums, size_t i)
{
    const CubePoint *point = &sums->points[i];
    if (!point->any)
        return (Lane){sums->bad[i] ? LANE_MISSING : LANE_NOT_APPLICABLE, 0, 1};
    bool ok = point->state == ROW_OK;
    return (Lane){ok ? LANE_VALUE : LANE_MISSING, ok ? point->value : 0, 1};
}

static Lane values_lane(const Rows *rows, const Sums *sums, size_t i)
{
    bool count = rows->aggregate->function == FUNCTION_COUNT;
    if (sums->bad[i] && (!rows->aggregate->partial || !sums->ok[i]))
        return (Lane){LANE_MISSING, 0, 1};
    if (!sums->ok[i] && !count)
        return (Lane){LANE_NOT_APPLICABLE, 0, 1};
    if (rows->aggregate->function == FUNCTION_SUM)
        return (Lane){LANE_VALUE, sums->sum[i], 1};
    if (rows->aggregate->function == FUNCTION_MEAN)
        return (Lane){LANE_VALUE, sums->sum[i], sums->ok[i]};
    if (rows->aggregate->function == FUNCTION_MIN)
        return (Lane){LANE_VALUE, sums->extremes[i].min, 1};
    if (rows->aggregate->function == FUNCTION_MAX)
        return (Lane){LANE_VALUE, sums->extremes[i].max, 1};
    return (Lane){LANE_VALUE, (int64_t)sums->ok[i] * FIX_ONE, 1};
}

static Lane lane_of(const Rows *rows, const Sums *sums, size_t i, uint8_t flags)
{
    Function function = rows->aggregate->function;
    Lane lane;
    if (sums->ask[i])
        return (Lane){LANE_ASK, 0, 1};
    if (!sums->rows[i])
        lane = without_rows(rows, sums, i, flags);
    else if (rows->aggregate->value == NO_INDEX)
        lane = (Lane){LANE_VALUE, (int64_t)sums->rows[i] * FIX_ONE, 1};
    else if (function == FUNCTION_LATEST || function == FUNCTION_FIRST)
        lane = point_lane(sums, i);
    else
        lane = values_lane(rows, sums, i);
    return flags & FLAG_LACKING && lane.state != LANE_MISSING ? (Lane){LANE_MISSING, 0, 1} : lane;
}

static void put_lane(const GridColumn *out, size_t at, Lane lane)
{
    out->s[at] = lane.state;
    out->n[at] = lane.n;
    if (out->d)
        out->d[at] = lane.d;
}

/* Sums of whole rows, nothing missing anywhere: states are about rows alone. */
static bool put_sums(const Rows *rows, const RowSource *source, const Sums *sums, const uint8_t *flags, const GridColumn *out, size_t first, size_t count)
{
    if (rows->aggregate->function != FUNCTION_SUM || rows->aggregate->value == NO_INDEX || source->gaps || source->doubts || source->wide)
        return false;
    memcpy(out->n + first, sums->sum, count * sizeof *out->n);
    for (size_t i = 0; i < count; i++)
        if (sums->ask[i])
            return false;
    loops_now()->sum_states(out->s + first, sums->rows, flags, rows->run->table->no_rows_zero ? LANE_VALUE : LANE_MISSING, count);
    return true;
}

/* ---- straight from the cube ---- */

/* What can be said before any key: sums of single bodies over at most one time, where lanes without rows are missing. */
static bool may_be_direct(const Rows *rows, const Axis *axis, size_t column)
{
    const DenseCube *dense = rows->run->cube.dense;
    if (rows->aggregate->function != FUNCTION_SUM || rows->aggregate->value == NO_INDEX || !dense || !dense->singles || !axis->lone)
        return false;
    const DenseValue *value = &dense->values[rows->aggregate->value];
    Wide most = (Wide)value->unit * UINT32_MAX + (value->base < 0 ? -(Wide)value->base : value->base);
    return most < (Wide)1 << 61 && !rows->vintaged && !rows->stock && !rows->run->table->no_rows_zero && rows->times[column]->time_count <= 1;
}

static void mark_lacking(const uint8_t *flags, uint8_t *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        s[i] = flags[i] & FLAG_LACKING ? LANE_MISSING : s[i];
}

static bool put_direct(Grid *grid, const Rows *rows, size_t column, const Axis *axis, const GridColumn *out, size_t first)
{
    if (!rows->direct[column])
        return false;
    const Loops *loops = loops_now();
    const TableTime *time = rows->times[column];
    const DenseValue *value = &rows->run->cube.dense->values[rows->aggregate->value];
    const void *cells = time->time_count ? source_direct(grid, rows->source, axis->seen[0], axis->count, time->times[0]) : NULL;
    if (time->time_count && !cells)
        return false;
    if (cells)
        (rows->run->cube.dense->single_bytes == 2 ? loops->singles16 : loops->singles32)(out->n + first, out->s + first, cells, value->unit, value->base, axis->count);
    else
        memset(out->s + first, LANE_MISSING, axis->count);
    if (rows->lacking[column])
        mark_lacking(rows->flags[column], out->s + first, axis->count);
    return true;
}

static void find_direct(Grid *grid, Rows *rows, const Axis *axis, size_t count)
{
    rows->direct = arena_array(grid->arena, count, sizeof *rows->direct);
    rows->lacking = arena_array(grid->arena, count, sizeof *rows->lacking);
    for (size_t j = 0; j < count; j++) {
        rows->direct[j] = may_be_direct(rows, axis, j);
        for (size_t i = 0; i < axis->count; i++)
            rows->lacking[j] |= (rows->flags[j][i] & FLAG_LACKING) != 0;
    }
}

static void run_rows(Grid *grid, const Instr *in)
{
    const Rows *rows = in->extra;
    const Axis *axis = axis_of(grid, in->node->axis);
    for (size_t c = 0; c < in->columns; c++) {
        const uint8_t *flags = rows->flags[c];
        size_t first = c * axis->width;
        if (put_direct(grid, rows, c, axis, &in->out, first))
            continue;
        Sums sums = add_up(grid, rows, rows->source, c, axis, &rows->sums);
        if (put_sums(rows, rows->source, &sums, flags, &in->out, first, axis->count))
            continue;
        for (size_t i = 0; i < axis->count; i++)
            put_lane(&in->out, first + i, lane_of(rows, &sums, i, flags[i]));
    }
}

/* andel: rows that meet the condition, of those and the rest. */
static void run_part(Grid *grid, const Instr *in)
{
    const Rows *rows = in->extra;
    const Axis *axis = axis_of(grid, in->node->axis);
    for (size_t c = 0; c < in->columns; c++) {
        Sums part = add_up(grid, rows, rows->source, c, axis, &rows->sums), rest = add_up(grid, rows, rows->rest, c, axis, &rows->others);
        for (size_t i = 0; i < axis->count; i++) {
            int64_t n = part.rows[i], all = n + rest.rows[i];
            Lane lane = {LANE_VALUE, n * FIX_ONE, all};
            if (!all)
                lane = without_rows(rows, &part, i, rows->flags[c][i]);
            if (part.ask[i] || rest.ask[i])
                lane = (Lane){LANE_ASK, 0, 1};
            put_lane(&in->out, c * axis->width + i, lane);
        }
    }
}

/* ---- the node ---- */

static bool is_number_column(const TableRun *run, const Aggregate *aggregate)
{
    if (aggregate->value == NO_INDEX || aggregate->column == NO_INDEX)
        return true;
    ColumnType type = run->data->columns[aggregate->column].type;
    return type == COLUMN_NUMBER || type == COLUMN_INT;
}

static bool is_known(const Aggregate *aggregate)
{
    Function f = aggregate->function;
    return f == FUNCTION_SUM || f == FUNCTION_COUNT || f == FUNCTION_MEAN || f == FUNCTION_MIN || f == FUNCTION_MAX || f == FUNCTION_SHARE ||
           ((f == FUNCTION_LATEST || f == FUNCTION_FIRST) && aggregate->value != NO_INDEX);
}

static Rows *rows_new(Grid *grid, const Node *node, const Aggregate *aggregate)
{
    Rows *rows = ARENA_NEW(grid->arena, Rows);
    bool split = node->varies, order = aggregate->function == FUNCTION_LATEST || aggregate->function == FUNCTION_FIRST;
    size_t count = node->times.count, width = axis_of(grid, node->axis)->width;
    *rows = (Rows){.aggregate = aggregate, .run = &grid->ev->tables[aggregate->table]};
    rows->stock = aggregate->value != NO_INDEX && rows->run->scan->values.items[aggregate->value].stock && !order;
    rows->vintaged = rows->run->cube.vintage_count > 0;
    rows->source = source_of(grid, aggregate, aggregate->filter, split);
    sums_new(grid, rows->source, width, &rows->sums);
    if (aggregate->function == FUNCTION_SHARE) {
        rows->rest = source_of(grid, aggregate, aggregate->rest, split);
        sums_new(grid, rows->rest, width, &rows->others);
    }
    axis_slots(grid, grid->axis_list.items[node->axis]);
    rows->times = arena_array(grid->arena, count, sizeof *rows->times);
    rows->flags = arena_array(grid->arena, count, sizeof *rows->flags);
    for (size_t j = 0; j < count; j++) {
        rows->times[j] = table_time(grid, aggregate->table, node->times.items[j]);
        rows->flags[j] = table_flags(grid, aggregate, node->axis, node->times.items[j]);
    }
    find_direct(grid, rows, axis_of(grid, node->axis), count);
    return rows;
}

void emit_aggregate(Grid *grid, Node *node)
{
    const Aggregate *aggregate = &grid->ev->plan->aggregates.items[grid->ev->plan->steps.items[node->step].index];
    const TableRun *run = &grid->ev->tables[aggregate->table];
    node->varies = node->keyed && aggregate->table == grid->key_table;
    if (!run->data || !is_known(aggregate) || !is_number_column(run, aggregate)) {
        emit_asked(grid, node);
        return;
    }
    bool ratio = aggregate->function == FUNCTION_MEAN || aggregate->function == FUNCTION_SHARE;
    node_own(grid, node, GRID_NUMBER, ratio ? FORM_RATIO : FORM_FIX, true);
    emit_runs(grid, node, aggregate->function == FUNCTION_SHARE ? run_part : run_rows, GRID_OTHER, rows_new(grid, node, aggregate));
}
