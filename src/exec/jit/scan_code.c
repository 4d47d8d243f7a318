/* scan_code.c: which functions a scan needs: one for its values and one for its filters, for each shape that the parts of the table have. */
#include "exec/jit/jit.h"

#include <string.h>

#include "exec/exec.h"

void sets_add(StepSets *sets, const char *name, const uint32_t *steps, size_t count)
{
    if (count && sets->count < SETS_MOST)
        sets->sets[sets->count++] = (StepSet){name, steps, count};
}

static void divide_sets(Arena *arena, const StepSets *sets, ScanCode *code)
{
    code->set_count = sets->count;
    for (size_t s = 0; s < sets->count; s++) {
        const StepSet *set = &sets->sets[s];
        RowSetCode *to = &code->sets[s];
        *to = (RowSetCode){.set = *set, .chunk_count = (set->count + OUTPUTS_MOST - 1) / OUTPUTS_MOST};
        to->chunks = arena_array(arena, to->chunk_count, sizeof *to->chunks);
        for (size_t i = 0; i < to->chunk_count; i++) {
            size_t from = set->count * i / to->chunk_count, end = set->count * (i + 1) / to->chunk_count;
            to->chunks[i] = (RowChunk){.needed = set->steps + from, .count = end - from};
        }
    }
}

static bool same_shape(const ColumnShape *a, const ColumnShape *b)
{
    return a->width == b->width && a->states == b->states && a->codes == b->codes && a->base == b->base && a->whole == b->whole && a->unit == b->unit && a->bits == b->bits;
}

static bool same_shapes(const ColumnShape *a, const ColumnShape *b, size_t count, const uint8_t *read)
{
    for (size_t i = 0; i < count; i++)
        if (read[i] && !same_shape(&a[i], &b[i]))
            return false;
    return true;
}

static bool make_functions(Arena *arena, const ScanPlan *scan, ColumnShape *const *shapes, ScanCode *code)
{
    size_t most = 0;
    for (size_t s = 0; s < code->set_count; s++)
        most += code->sets[s].chunk_count * code->shape_count;
    const LaneCode **functions = arena_array(arena, most, sizeof *functions);
    for (size_t s = 0; s < code->set_count; s++)
        for (size_t i = 0; i < code->sets[s].chunk_count * code->shape_count; i++) {
            const RowSetCode *set = &code->sets[s];
            size_t shape = i % code->shape_count, at = i / code->shape_count;
            RowChunk *chunk = &set->chunks[at];
            const char *name = arena_printf(arena, "%s_%zu_%zu", set->set.name, at, shape);
            if (!row_code_make(arena, scan, shapes[shape], chunk->needed, chunk->count, name, &chunk->codes[shape]))
                return false;
            functions[code->module.count++] = &chunk->codes[shape].lanes;
        }
    code->module.functions = functions;
    return code->module.count > 0;
}

static void mark_read(const ScanPlan *scan, const StepSets *sets, uint8_t *read, size_t columns)
{
    for (size_t s = 0; s < sets->count; s++)
        row_code_columns(scan, sets->sets[s].steps, sets->sets[s].count, read, columns);
}

bool scan_code_make(Arena *arena, const ScanInput *input, const StepSets *sets, ScanCode *out)
{
    const TableData *data = input->data;
    uint8_t *read = arena_array(arena, data->column_count, 1);
    ColumnShape *shapes[SHAPES_MOST];
    *out = (ScanCode){.shape_of_part = arena_array(arena, data->part_count, 1)};
    divide_sets(arena, sets, out);
    mark_read(input->scan, sets, read, data->column_count);
    for (size_t p = 0; p < data->part_count; p++) {
        ColumnShape *of_part = arena_array(arena, data->column_count, sizeof *of_part);
        size_t shape = 0;
        for (size_t c = 0; c < data->column_count; c++)
            of_part[c] = shape_of(&data->columns[c].parts[p]);
        while (shape < out->shape_count && !same_shapes(shapes[shape], of_part, data->column_count, read))
            shape++;
        if (shape == out->shape_count && shape < SHAPES_MOST)
            shapes[out->shape_count++] = of_part;
        out->shape_of_part[p] = (uint8_t)shape;
    }
    out->module.folder = input->effort ? input->effort->code_cache : NULL;
    if (!make_functions(arena, input->scan, shapes, out))
        return false;
    module_key(&out->module);
    return true;
}

bool scan_code_widest(Arena *arena, const Model *model, const ScanPlan *scan, const StepSets *sets, ScanCode *out)
{
    const Table *table = &model->tables.items[scan->table];
    ColumnShape *shapes = arena_array(arena, table->columns.count, sizeof *shapes);
    for (size_t c = 0; c < table->columns.count; c++)
        shapes[c] = shape_widest(exec_column_type(table, c));
    *out = (ScanCode){.shape_count = 1};
    divide_sets(arena, sets, out);
    return make_functions(arena, scan, &shapes, out);
}
