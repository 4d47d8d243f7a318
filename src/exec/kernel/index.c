/* index.c: the index phase: the cell of each row of a block, one column after the other. A column in which all rows of the block add the same (the
 * month of rows that stand in its order) costs only its bounds. */
#include <string.h>

#include "exec/kernel/scan.h"

#define PATIENCE 8               /* blocks in which a column varied, before its bounds are taken … */
#define TRIAL 15                 /* … in one block in sixteen only */

void indexer_init(Arena *arena, const KernelPlan *plan, Indexer *x)
{
    *x = (Indexer){.plan = plan, .loops = loops_chosen()};
    lookups_init(arena, plan, &x->lookups);
    if (plan->row_steps.count)
        machine_bind(arena, plan->input, plan->row_steps.items, plan->row_steps.count, &x->machine);
    size_t where = plan->input->scan->where;
    if (where != NO_INDEX && (plan->time || plan->vintage))
        machine_bind(arena, plan->input, &plan->input->scan->filters.items[where].step, 1, &x->where);
}

void indexer_part(Indexer *x, size_t part)
{
    lookups_bind(x->plan, &x->lookups, part);
    x->dated = (x->plan->time && x->plan->time->parts[part].states) || (x->plan->vintage && x->plan->vintage->parts[part].states);
}

/* ---- one column ---- */

static bool any_state(const uint8_t *states, size_t count)
{
    uint8_t any = 0;
    for (size_t i = 0; i < count; i++)
        any |= states[i];
    return any;
}

/* Rows without a value add what stands for them; the others are looked up one by one. */
static void look_up_gaps(const Indexer *x, const Lookup *lookup, size_t at, size_t count, uint32_t *out)
{
    uint32_t added[BATCH] = {0};
    if (lookup->entries && lookup->table)
        x->loops->look_up(lookup, at, count, added);
    else if (lookup->entries)
        x->loops->cut(lookup, at, count, added);
    for (size_t i = 0; i < count; i++)
        out[i] += lookup->states[at + i] ? lookup->absent[lookup->states[at + i]] : added[i];
}

/* All rows of the block add the same. */
static bool is_constant(const Indexer *x, Lookup *lookup, size_t at, size_t count, uint32_t *constant)
{
    if (lookup->varied >= PATIENCE && (at / count & TRIAL))
        return false;
    int64_t low, high;
    x->loops->bounds(lookup, at, count, &low, &high);
    if ((int64_t)lookup->until[low + lookup->offset] < high + lookup->offset) {
        lookup->varied++;
        return false;
    }
    lookup->varied = 0;
    *constant += lookup->table[low + lookup->offset];
    return true;
}

static void add_lookup(const Indexer *x, Lookup *lookup, size_t at, size_t count, uint32_t *constant, uint32_t *out)
{
    read_ahead(lookup->values, lookup->width, at + count, count);
    if (lookup->states && any_state(lookup->states + at, count))
        look_up_gaps(x, lookup, at, count, out);
    else if (!lookup->table)
        x->loops->cut(lookup, at, count, out);
    else if (is_constant(x, lookup, at, count, constant))
        return;
    else if (lookup->cuts)
        x->loops->cut(lookup, at, count, out);
    else
        x->loops->look_up(lookup, at, count, out);
}

static void add_lookups(const Indexer *x, LookupUsers *users, size_t but, size_t at, size_t count, uint32_t *constant, uint32_t *out)
{
    for (size_t i = 0; i < users->count; i++)
        if (i != but)
            add_lookup(x, &users->items[i].lookup, at, count, constant, out);
}

static void add_row_steps(Indexer *x, size_t row, size_t count, uint32_t *out)
{
    const KernelPlan *plan = x->plan;
    if (plan->row_steps.count)
        machine_run(&x->machine, row, NULL, count);
    for (size_t s = 0; s < plan->row_steps.count; s++) {
        const uint8_t *truths = x->machine.registers[plan->row_steps.items[s]].truths;
        const uint32_t *digits = plan->row_digits.items[s];
        for (size_t i = 0; i < count; i++)
            out[i] += digits[truths[i]];
    }
}

/* ---- rows without time ---- */

static bool lacks_time(const KernelPlan *plan, size_t row)
{
    if ((!plan->time || column_state(plan->time, row) == CELL_OK) && (!plan->vintage || column_state(plan->vintage, row) == CELL_OK))
        return false;
    if (!plan->body)
        return plan->input->fixed_slot != NO_SLOT;
    return column_state(plan->body, row) == CELL_OK && plan->input->slots[column_value(plan->body, row)] != NO_SLOT;
}

/* Rows without time or vintage are counted, but for those that the table leaves out anyway. */
static void count_untimed(Indexer *x, size_t row, size_t count)
{
    size_t where = x->plan->input->scan->where;
    const uint8_t *truths = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!lacks_time(x->plan, row + i))
            continue;
        if (where != NO_INDEX && !truths) {
            machine_run(&x->where, row, NULL, count);
            truths = x->where.registers[x->plan->input->scan->filters.items[where].step].truths;
        }
        if (truths && truths[i] == TRUTH_NO)
            continue;
        if (x->untimed++ == 0)
            x->untimed_row = (uint32_t)(row + i);
    }
}

static bool block_lacks_time(const KernelPlan *plan, size_t part, size_t at, size_t count)
{
    const uint8_t *time = plan->time ? plan->time->parts[part].states : NULL, *vintage = plan->vintage ? plan->vintage->parts[part].states : NULL;
    return (time && any_state(time + at, count)) || (vintage && any_state(vintage + at, count));
}

/* ---- the block ---- */

/* The atoms of the rows, as far as the cells begin with them: from their places, the last column of which is looked up on the way. */
static void map_places(Indexer *x, size_t part, size_t at, size_t count)
{
    const KernelPlan *plan = x->plan;
    Lookups *lookups = &x->lookups;
    Lookup *through = lookups->through == NO_INDEX ? NULL : &lookups->digits.items[lookups->through].lookup;
    uint32_t same = 0;
    if (through && through->states && any_state(through->states + at, count))
        through = NULL;
    memset(x->places, 0, count * sizeof *x->places);
    add_lookups(x, &lookups->digits, through ? lookups->through : NO_INDEX, at, count, &same, x->places);
    add_row_steps(x, plan->input->data->parts[part].first + at, count, x->places);
    if (through)
        read_ahead(through->values, through->width, at + count, count);
    if (through && !is_constant(x, through, at, count, &same)) {
        const uint16_t *narrow = plan->atoms.narrow ? plan->atoms.narrow + same : NULL;
        map_through(through, at, count, x->places, plan->atoms.atom_of + same, narrow, x->cells);
        return;
    }
    memset(x->cells, 0, count * sizeof *x->cells);
    x->loops->map(plan->atoms.atom_of + same, plan->classes.places - same, x->places, count, x->cells);
}

void index_block(Indexer *x, size_t part, size_t at, size_t count)
{
    const KernelPlan *plan = x->plan;
    size_t row = plan->input->data->parts[part].first + at;
    uint32_t constant = plan->constant;
    if (!plan->folded) {
        map_places(x, part, at, count);
    } else {
        memset(x->cells, 0, count * sizeof *x->cells);
        add_row_steps(x, row, count, x->cells);
    }
    add_lookups(x, &x->lookups.direct, NO_INDEX, at, count, &constant, x->cells);
    x->loops->finish(constant, (uint32_t)plan->cells, count, x->cells);
    if (x->dated && block_lacks_time(plan, part, at, count))
        count_untimed(x, row, count);
}
