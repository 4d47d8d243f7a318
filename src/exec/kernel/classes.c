/* classes.c: cuts the values of each column that filters read into classes: values that no filter tells apart. The row machine of the interpreter
 * is run over the values of one column in place of rows, so that what a step means is written in one place only. */
#include <stdlib.h>
#include <string.h>

#include "exec/kernel/kernel.h"
#include "exec/kernel/signatures.h"

typedef enum StepReads { READS_NONE, READS_ONE, READS_MANY } StepReads;

typedef struct Maker {
    Arena *arena, *scratch;
    const ScanInput *input;
    const ScanPlan *scan;
    Classes *out;
    uint8_t *reads; size_t *only;    /* by step: StepReads, and the column */
    uint8_t *cuttable;               /* by step */
    Domain *listed; uint8_t *can;    /* by column: its domain, and 0 not tried, 1 listed, 2 not */
} Maker;

/* ---- which steps read one column only ---- */

static void read_column(Maker *m, size_t step, size_t column)
{
    if (m->reads[step] == READS_ONE && m->only[step] != column)
        m->reads[step] = READS_MANY;
    else if (m->reads[step] == READS_NONE)
        m->reads[step] = READS_ONE;
    m->only[step] = column;
}

static void read_operand(Maker *m, size_t step, uint32_t operand)
{
    if (operand == NO_STEP || m->reads[operand] == READS_NONE)
        return;
    read_column(m, step, m->only[operand]);
    if (m->reads[operand] == READS_MANY)
        m->reads[step] = READS_MANY;
}

static void find_reads(Maker *m)
{
    for (size_t i = 0; i < m->scan->steps.count; i++) {
        const RowStep *step = &m->scan->steps.items[i];
        if (step->op == ROW_COLUMN || step->op == ROW_LOOKUP)
            read_column(m, i, step->column);
        read_operand(m, i, step->a);
        read_operand(m, i, step->b);
    }
}

/* ---- where the truth of a step comes from ---- */

static bool can_list(Maker *m, size_t column)
{
    if (!m->can[column])
        m->can[column] = domain_list(m->input, column, &m->listed[column]) ? 1 : 2;
    return m->can[column] == 1;
}

static TruthKind kind_of(Maker *m, uint32_t step)
{
    const RowStep *s = &m->scan->steps.items[step];
    if (m->reads[step] == READS_NONE || (m->reads[step] == READS_ONE && (can_list(m, m->only[step]) || m->cuttable[step])))
        return TRUTH_OF_CLASS;
    return s->op == ROW_AND || s->op == ROW_OR || s->op == ROW_NOT ? TRUTH_JOINED : TRUTH_OF_ROW;
}

static ClassDim *dim_of(Maker *m, size_t column)
{
    for (size_t i = 0; i < m->out->dims.count; i++)
        if (!m->out->dims.items[i].by_row && m->out->dims.items[i].domain.column == column)
            return &m->out->dims.items[i];
    vec_push(m->arena, &m->out->dims, (ClassDim){.domain = {.column = column}});
    return &m->out->dims.items[m->out->dims.count - 1];
}

/* The classes of what is computed row by row are its truth values themselves: 0 no, 1 yes, 2 unknown. */
static const uint64_t row_yes = 1 << TRUTH_YES, row_may = 1 << TRUTH_YES | 1 << TRUTH_UNKNOWN;
static Planes by_row_truths[] = {{&row_yes, &row_may}};

static void take_step(Maker *m, uint32_t step, uint8_t *wanted)
{
    const RowStep *s = &m->scan->steps.items[step];
    m->out->kinds[step] = (uint8_t)kind_of(m, step);
    if (m->out->kinds[step] == TRUTH_JOINED) {
        wanted[s->a] = 1;
        if (s->b != NO_STEP)
            wanted[s->b] = 1;
    } else if (m->out->kinds[step] == TRUTH_OF_ROW) {
        ClassDim dim = {.by_row = true, .step = step, .classes = 3, .truths = by_row_truths};
        vec_push(m->arena, &dim.leaves, step);
        vec_push(m->arena, &m->out->dims, dim);
        m->out->unknown = true;
    } else if (m->reads[step] == READS_ONE) {
        ClassDim *dim = dim_of(m, m->only[step]);
        vec_push(m->arena, &dim->leaves, step);
    }
}

/* Operands stand before their step, so one pass from the back reaches everything. */
static void find_kinds(Maker *m)
{
    uint8_t *wanted = arena_array(m->scratch, m->scan->steps.count, 1);
    for (size_t i = 0; i < m->scan->filters.count; i++)
        wanted[m->scan->filters.items[i].step] = 1;
    for (size_t i = m->scan->steps.count; i-- > 0;)
        if (wanted[i])
            take_step(m, (uint32_t)i, wanted);
}

/* ---- the values of one column in place of rows ---- */

typedef struct Stand { ScanInput input; TableData data; Column column; ColumnPart part; DataPart rows; int64_t values[BATCH]; uint8_t states[BATCH]; } Stand;

static Stand *stand_new(Arena *arena, const ScanInput *input, size_t column)
{
    Stand *stand = ARENA_NEW(arena, Stand);
    stand->input = *input;
    stand->data = *input->data;
    stand->data.columns = arena_array(arena, input->data->column_count + 1, sizeof(Column));
    if (input->data->column_count)
        memcpy(stand->data.columns, input->data->columns, input->data->column_count * sizeof(Column));
    stand->input.data = &stand->data;
    stand->part = (ColumnPart){.width = WIDTH_I64, .unit = 1, .values = stand->values, .states = stand->states, .any = true};
    if (column == NO_INDEX)
        return stand;
    Column *own = &stand->data.columns[column];
    own->parts = &stand->part;
    own->rows = &stand->rows;
    own->part_count = 1;
    return stand;
}

static void stand_fill(Stand *stand, const Domain *domain, const uint32_t *places, size_t count)
{
    static const uint8_t absent[PLACE_VALUES] = {CELL_MISSING, CELL_NOT_APPLICABLE};
    stand->rows.count = count;
    for (size_t i = 0; i < count; i++) {
        size_t place = places[i];
        stand->states[i] = place < PLACE_VALUES ? absent[place] : CELL_OK;
        stand->values[i] = place < PLACE_VALUES ? 0 : domain_value(domain, place);
    }
}

static uint8_t *mark_live(const Maker *m, const uint32_t *steps, size_t count)
{
    uint8_t *live = arena_array(m->scratch, m->scan->steps.count, 1);
    for (size_t i = 0; i < count; i++)
        live[steps[i]] = 1;
    steps_mark_live(m->scan, live);
    return live;
}

/* ---- classes ---- */

static bool all_cuttable(const Maker *m, const ClassDim *dim)
{
    for (size_t leaf = 0; leaf < dim->leaves.count; leaf++)
        if (!m->cuttable[dim->leaves.items[leaf]])
            return false;
    return true;
}

/* Places that stand for those that follow, up to the next one: the first between two cuts, where there are cuts, else every place. Places of absent
 * values that cannot occur are left out. */
static uint32_t *representatives(const Maker *m, const ClassDim *dim, const Domain *cuts, size_t *count)
{
    const Domain *domain = &dim->domain;
    uint32_t *places = arena_array(m->scratch, domain->places, sizeof *places);
    size_t known = NO_INDEX, stretch = 0;
    *count = 0;
    for (size_t p = domain->gaps ? 0 : PLACE_VALUES; p < domain->places; p++) {
        while (cuts && p >= PLACE_VALUES && stretch < cuts->cut_count && domain_value(domain, p) > cuts->cuts[stretch])
            stretch++;
        if (!cuts || p < PLACE_VALUES || stretch != known)
            places[(*count)++] = (uint32_t)p;
        known = p < PLACE_VALUES ? NO_INDEX : stretch;
    }
    return places;
}

static bool choose_domain(Maker *m, ClassDim *dim, Domain *cuts, bool *few)
{
    size_t column = dim->domain.column;
    const uint8_t *live = mark_live(m, dim->leaves.items, dim->leaves.count);
    *few = false;
    if (!can_list(m, column))
        return domain_cut(m->arena, m->input, column, live, &dim->domain);
    dim->domain = m->listed[column];
    *few = all_cuttable(m, dim);
    if (*few)
        domain_cut(m->arena, m->input, column, live, cuts);
    return true;
}

/* The truths of the leaves at each of the places. */
static Planes *try_leaves(Maker *m, const ClassDim *dim, const uint32_t *places, size_t count)
{
    Stand *stand = stand_new(m->scratch, m->input, dim->domain.column);
    RowMachine machine;
    size_t words = plane_words(count), leaves = dim->leaves.count;
    Planes *out = arena_array(m->scratch, leaves, sizeof *out);
    uint64_t *yes = arena_array(m->scratch, leaves, words * sizeof *yes), *may = arena_array(m->scratch, leaves, words * sizeof *may);
    machine_bind(m->scratch, &stand->input, dim->leaves.items, leaves, &machine);
    for (size_t first = 0, n; first < count; first += n) {
        n = count - first < BATCH ? count - first : BATCH;
        stand_fill(stand, &dim->domain, places + first, n);
        machine_run(&machine, 0, NULL, n);
        for (size_t leaf = 0; leaf < leaves; leaf++) {
            size_t at = leaf * words + first / WORD_BITS;
            planes_pack(machine.registers[dim->leaves.items[leaf]].truths, n, yes + at, may + at);
        }
    }
    for (size_t leaf = 0; leaf < leaves; leaf++)
        out[leaf] = (Planes){yes + leaf * words, may + leaf * words};
    return out;
}

static bool any_unknown(const Planes *lists, size_t count, size_t words)
{
    uint64_t differ = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t w = 0; w < words; w++)
            differ |= lists[i].yes[w] ^ lists[i].may[w];
    return differ != 0;
}

static void number_classes(Maker *m, ClassDim *dim, const uint32_t *places, size_t count)
{
    size_t leaves = dim->leaves.count;
    const Planes *tried = try_leaves(m, dim, places, count);
    bool unknown = any_unknown(tried, leaves, plane_words(count));
    size_t words = signature_words(leaves, unknown);
    uint64_t *lists = arena_array(m->scratch, WORD_BITS, words * sizeof *lists);
    Signatures signatures;
    signatures_init(&signatures, m->scratch, words);
    for (size_t i = 0; i < count; i++) {
        if (i % WORD_BITS == 0)
            planes_signatures(tried, leaves, unknown, i / WORD_BITS, lists);
        dim->class_of[places[i]] = signatures_number(&signatures, lists + i % WORD_BITS * words);
    }
    dim->classes = signatures.count;
    dim->truths = arena_array(m->scratch, leaves, sizeof *dim->truths);
    planes_of_signatures(m->scratch, signatures.known, signatures.count, unknown, dim->truths, leaves);
    m->out->unknown = m->out->unknown || unknown;
}

/* Values that all leaves agree on share a class. */
static bool divide(Maker *m, ClassDim *dim)
{
    Domain cuts;
    bool few;
    size_t count;
    if (!choose_domain(m, dim, &cuts, &few))
        return false;
    dim->class_of = arena_array(m->arena, dim->domain.places, sizeof *dim->class_of);
    const uint32_t *places = representatives(m, dim, few ? &cuts : NULL, &count);
    dim->tried = count;
    number_classes(m, dim, places, count);
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? places[i + 1] : dim->domain.places;
        for (size_t p = places[i] + (size_t)1; p < end; p++)
            dim->class_of[p] = dim->class_of[places[i]];
    }
    return true;
}

/* Steps that read no column have one truth value for all rows. */
static void find_fixed(Maker *m)
{
    VEC(uint32_t) steps = {0};
    for (size_t i = 0; i < m->scan->steps.count; i++)
        if (m->out->kinds[i] == TRUTH_OF_CLASS && m->reads[i] == READS_NONE)
            vec_push(m->scratch, &steps, (uint32_t)i);
    if (!steps.count)
        return;
    Stand *stand = stand_new(m->scratch, m->input, NO_INDEX);
    RowMachine machine;
    machine_bind(m->scratch, &stand->input, steps.items, steps.count, &machine);
    machine_run(&machine, 0, NULL, 1);
    for (size_t i = 0; i < steps.count; i++) {
        m->out->fixed[steps.items[i]] = machine.registers[steps.items[i]].truths[0];
        m->out->unknown = m->out->unknown || m->out->fixed[steps.items[i]] == TRUTH_UNKNOWN;
    }
}

static int compare_dims(const void *left, const void *right)
{
    const ClassDim *a = left, *b = right;
    if (a->classes != b->classes)
        return a->classes > b->classes ? -1 : 1;
    return a->by_row != b->by_row ? a->by_row - b->by_row : a->by_row ? (a->step > b->step) - (a->step < b->step)
                                                                      : (a->domain.column > b->domain.column) - (a->domain.column < b->domain.column);
}

static void number_places(Classes *out)
{
    if (out->dims.count)
        qsort(out->dims.items, out->dims.count, sizeof *out->dims.items, compare_dims);
    out->places = 1;
    for (size_t i = 0; i < out->dims.count; i++) {
        ClassDim *dim = &out->dims.items[i];
        if (dim->classes < 2)
            break;
        dim->radix = out->places;
        out->used++;
        if (dim->classes > kernel_limits.places / out->places) {
            out->places = 0;
            return;
        }
        out->places *= dim->classes;
    }
}

bool classes_make(Arena *arena, Arena *scratch, const ScanInput *input, Classes *out)
{
    size_t steps = input->scan->steps.count, columns = input->data->column_count;
    Maker m = {.arena = arena, .scratch = scratch, .input = input, .scan = input->scan, .out = out};
    *out = (Classes){.kinds = arena_array(arena, steps, 1), .fixed = arena_array(arena, steps, 1)};
    m.reads = arena_array(scratch, steps, 1);
    m.only = arena_array(scratch, steps, sizeof *m.only);
    m.cuttable = arena_array(scratch, steps, 1);
    m.listed = arena_array(scratch, columns, sizeof *m.listed);
    m.can = arena_array(scratch, columns, 1);
    find_reads(&m);
    domain_cuttable(input->scan, m.cuttable);
    find_kinds(&m);
    for (size_t i = 0; i < out->dims.count; i++)
        if (!out->dims.items[i].by_row && !divide(&m, &out->dims.items[i]))
            return false;
    find_fixed(&m);
    number_places(out);
    return out->places != 0;
}
