/* jit.c: compiled code takes over the row machines of a scan, as soon as it is ready. Where there is no compiler, no room or no time, nothing is
 * taken over. Called by engine.c. */
#include "exec/jit/jit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "data/parts.h"

#define POLL_EVERY 32                 /* batches */

typedef struct Jit {
    RowCompiler compiler;              /* first */
    const ScanInput *input;
    ScanCode code;
    CodeLibrary library;
    bool kept;                         /* it was in the folder */
    CodeJob *job;                      /* or NULL; under the lock, when the scan goes on */
    pthread_mutex_t lock;
    atomic_bool ready;                 /* library is loaded */
    atomic_uint batches;
} Jit;

/* A chunk with the results of one machine. */
typedef struct BoundChunk {
    const RowChunk *chunk;
    LaneFn *functions[SHAPES_MOST];
    void **outs; uint8_t *out_bytes;   /* registers, and the size of what stands in them */
    size_t out_count;
} BoundChunk;

/* What a machine's block works with. */
typedef struct BoundRows {
    Jit *jit;
    const RowSetCode *set;
    BoundChunk *chunks;
    bool looked_up;
    void **made;                       /* by step: the table made for it, the same in all shapes */
    const void **arrays; int64_t *params; void **outs;     /* room for the arguments of a call */
    int64_t (*rest)[LANE_BLOCK];       /* by array: the last rows of a batch, when they are no whole block */
} BoundRows;

/* ---- tables ---- */

static uint8_t *months_table(Arena *arena, const ScanInput *input, const RowSlot *slot)
{
    const RowStep *step = &input->scan->steps.items[slot->step];
    int64_t low = 0, high = 0;
    column_bounds(&input->data->columns[slot->column], &low, &high);
    uint8_t *table = arena_array(arena, (size_t)(high - low + 1), 1);
    for (int64_t day = low; day <= high; day++) {
        int year, month, of_month;
        date_split((Date)day, &year, &month, &of_month);
        table[day - low] = month >= step->low && month <= step->high;
    }
    return table;
}

static LaneRanges *ranges_table(Arena *arena, const ScanInput *input, const RowSlot *slot)
{
    const RowSet *set = input->scan->steps.items[slot->step].set;
    LaneRanges *made = ARENA_NEW(arena, LaneRanges);
    int64_t *bounds = arena_array(arena, 2 * set->ranges.count, sizeof *bounds);
    for (size_t i = 0; i < set->ranges.count; i++) {
        bounds[2 * i] = set->ranges.items[i].low;
        bounds[2 * i + 1] = set->ranges.items[i].high;
    }
    *made = (LaneRanges){bounds, set->ranges.count};
    return made;
}

static bool is_table(RowSlotKind kind)
{
    return kind == SLOT_TESTS || kind == SLOT_MONTHS || kind == SLOT_RANGES;
}

static void *made_table(Arena *arena, const RowMachine *machine, const RowSlot *slot)
{
    switch (slot->kind) {
    case SLOT_TESTS: return machine->tests[slot->step];
    case SLOT_MONTHS: return months_table(arena, machine->input, slot);
    case SLOT_RANGES: return ranges_table(arena, machine->input, slot);
    case SLOT_VALUES: case SLOT_STATES: case SLOT_CODES: case SLOT_BASE: case SLOT_MONTH_FIRST: break;
    }
    return NULL;
}

/* ---- running ---- */

static const void *array_at(const BoundRows *b, const RowSlot *slot, size_t part, size_t at)
{
    if (is_table(slot->kind))
        return b->made[slot->step];
    const ColumnPart *column = &b->jit->input->data->columns[slot->column].parts[part];
    if (slot->kind == SLOT_STATES)
        return column->states + at;
    return slot->kind == SLOT_CODES ? (const void *)column->codes : (const char *)column->values + at * width_bytes(column->width);
}

static int64_t param_of(const BoundRows *b, const RowSlot *slot, size_t part)
{
    int64_t low = 0, high;
    const Column *column = &b->jit->input->data->columns[slot->column];
    if (slot->kind == SLOT_BASE)
        return column->parts[part].base;
    column_bounds(column, &low, &high);
    return low;
}

static void look_up(BoundRows *b)
{
    for (size_t c = 0; c < b->set->chunk_count; c++)
        for (size_t i = 0; i < b->jit->code.shape_count; i++)
            b->chunks[c].functions[i] = code_function(&b->jit->library, b->set->chunks[c].codes[i].lanes.name);
    b->looked_up = true;
}

/* Whether there is code by now. One thread asks now and then; the others go on. */
static bool is_ready(Jit *jit)
{
    if (atomic_load(&jit->ready) || !jit->job || atomic_fetch_add(&jit->batches, 1) % POLL_EVERY || pthread_mutex_trylock(&jit->lock) != 0)
        return atomic_load(&jit->ready);
    if (!atomic_load(&jit->ready))
        atomic_store(&jit->ready, job_poll(jit->job, NULL, &jit->library) == JOB_DONE);
    pthread_mutex_unlock(&jit->lock);
    return atomic_load(&jit->ready);
}

/* The rows that are left over, and the first of them again until there is a block: what is behind them may not be read. */
static void fill_rest(const BoundRows *b, const RowCode *code, size_t array, size_t count)
{
    if (is_table(code->arrays.items[array].kind) || code->arrays.items[array].kind == SLOT_CODES)
        return;
    size_t bytes = width_bytes(code->lanes.arrays.items[array].width);
    char *rest = (char *)b->rest[array];
    for (size_t i = 0; i < LANE_BLOCK; i++)
        memcpy(rest + i * bytes, (const char *)b->arrays[array] + (i < count ? i : 0) * bytes, bytes);
    b->arrays[array] = rest;
}

/* The rows from `at` of the part; their results stand from `place` on in the registers. */
static void call(const BoundRows *b, const BoundChunk *chunk, size_t shape, size_t part, size_t at, size_t place, size_t count)
{
    const RowCode *code = &chunk->chunk->codes[shape];
    size_t whole = count % LANE_BLOCK ? LANE_BLOCK : count;
    for (size_t i = 0; i < code->arrays.count; i++) {
        b->arrays[i] = array_at(b, &code->arrays.items[i], part, at);
        if (whole != count)
            fill_rest(b, code, i, count);
    }
    for (size_t i = 0; i < code->params.count; i++)
        b->params[i] = param_of(b, &code->params.items[i], part);
    for (size_t i = 0; i < chunk->out_count; i++)
        b->outs[i] = (char *)chunk->outs[i] + place * chunk->out_bytes[i];
    chunk->functions[shape](b->arrays, b->params, b->outs, &lane_helpers, whole);
}

static bool run_block(RowMachine *machine, size_t first, size_t count)
{
    BoundRows *b = machine->bound;
    const TableData *data = b->jit->input->data;
    size_t at = first, part = data_part(data->parts, data->part_count, &at), shape = b->jit->code.shape_of_part[part];
    if (shape == SHAPES_MOST || !is_ready(b->jit))
        return false;
    if (!b->looked_up)
        look_up(b);
    size_t whole = count / LANE_BLOCK * LANE_BLOCK;
    for (size_t c = 0; c < b->set->chunk_count; c++) {
        if (!b->chunks[c].functions[shape])
            return false;
        if (whole)
            call(b, &b->chunks[c], shape, part, at, 0, whole);
        if (whole < count)
            call(b, &b->chunks[c], shape, part, at + whole, whole, count - whole);
    }
    return true;
}

/* ---- binding ---- */

static const RowSetCode *set_of(const Jit *jit, const uint32_t *needed, size_t count)
{
    for (size_t i = 0; i < jit->code.set_count; i++) {
        const RowSetCode *set = &jit->code.sets[i];
        if (set->set.count == count && memcmp(set->set.steps, needed, count * sizeof *needed) == 0)
            return set;
    }
    return NULL;
}

static void bind_chunk(Arena *arena, const RowMachine *machine, const RowChunk *chunk, BoundChunk *out)
{
    *out = (BoundChunk){.chunk = chunk, .outs = arena_array(arena, 2 * chunk->count, sizeof *out->outs), .out_bytes = arena_array(arena, 2 * chunk->count, 1)};
    for (size_t i = 0; i < chunk->count; i++) {
        const Register *r = &machine->registers[chunk->needed[i]];
        bool truth = row_op_is_truth(machine->input->scan->steps.items[chunk->needed[i]].op);
        out->out_bytes[out->out_count] = truth ? 1 : sizeof *r->values;
        out->outs[out->out_count++] = truth ? (void *)r->truths : (void *)r->values;
        if (truth)
            continue;
        out->out_bytes[out->out_count] = 1;
        out->outs[out->out_count++] = r->states;
    }
}

/* Tables, and room for as many arguments as any function takes. */
static void bind_arguments(Arena *arena, const RowMachine *machine, BoundRows *b)
{
    size_t arrays = 0, params = 0;
    b->made = arena_array(arena, machine->input->scan->steps.count, sizeof *b->made);
    for (size_t i = 0; i < b->set->chunk_count * b->jit->code.shape_count; i++) {
        const RowCode *code = &b->set->chunks[i / b->jit->code.shape_count].codes[i % b->jit->code.shape_count];
        arrays = code->arrays.count > arrays ? code->arrays.count : arrays;
        params = code->params.count > params ? code->params.count : params;
        for (VEC_EACH(const RowSlot, slot, &code->arrays))
            if (is_table(slot->kind) && !b->made[slot->step])
                b->made[slot->step] = made_table(arena, machine, slot);
    }
    b->arrays = arena_array(arena, arrays, sizeof *b->arrays);
    b->params = arena_array(arena, params, sizeof *b->params);
    b->outs = arena_array(arena, 2 * OUTPUTS_MOST, sizeof *b->outs);
    b->rest = arena_array(arena, arrays, sizeof *b->rest);
}

static void bind(RowCompiler *self, Arena *arena, RowMachine *machine, const uint32_t *needed, size_t count)
{
    Jit *jit = (Jit *)self;
    const RowSetCode *set = set_of(jit, needed, count);
    if (!set)
        return;
    BoundRows *b = ARENA_NEW(arena, BoundRows);
    *b = (BoundRows){.jit = jit, .set = set};
    b->chunks = arena_array(arena, set->chunk_count, sizeof *b->chunks);
    for (size_t i = 0; i < set->chunk_count; i++)
        bind_chunk(arena, machine, &set->chunks[i], &b->chunks[i]);
    bind_arguments(arena, machine, b);
    machine->bound = b;
    machine->block = run_block;
}

/* ---- the engine ---- */

/* Loads the code, or starts what makes it. */
static void find_code(Jit *jit, const Effort *effort, bool wait)
{
    static const Effort plain;
    bool ready = jit->kept = module_load(&jit->code.module, &jit->library);
    if (!ready)
        jit->job = job_start(&jit->code.module);
    if (jit->job && wait)
        ready = job_poll(jit->job, effort ? effort : &plain, &jit->library) == JOB_DONE;
    atomic_init(&jit->ready, ready);
}

/* Once the scan is over. */
static CodeUse code_use(Jit *jit)
{
    if (atomic_load(&jit->ready))
        return jit->kept ? CODE_KEPT : CODE_MADE;
    return jit->job && job_poll(jit->job, NULL, &jit->library) != JOB_FAILED ? CODE_LATE : CODE_FAILED;
}

RowCompiler *jit_begin(Arena *arena, const ScanInput *input, const StepSets *sets, bool wait)
{
    Jit *jit = ARENA_NEW(arena, Jit);
    *jit = (Jit){.compiler = {bind}, .input = input, .library = CODE_LIBRARY_NONE};
    int64_t start = effort_clock();
    if (!input->data->rows || !sets->count || !scan_code_make(arena, input, sets, &jit->code))
        return NULL;
    pthread_mutex_init(&jit->lock, NULL);
    find_code(jit, input->effort, wait);
    effort_spend(input->effort, STAGE_COMPILE, start);
    return &jit->compiler;
}

bool jit_ready(const RowCompiler *compiler)
{
    return atomic_load(&((const Jit *)compiler)->ready);
}

CodeUse jit_finish(RowCompiler *compiler)
{
    Jit *jit = (Jit *)compiler;
    if (!jit)
        return CODE_NONE;
    CodeUse use = code_use(jit);
    if (jit->job)
        job_end(jit->job);
    pthread_mutex_destroy(&jit->lock);
    code_unload(&jit->library);
    return use;
}
