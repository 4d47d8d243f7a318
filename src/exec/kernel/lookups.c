/* lookups.c: what each column adds, bound to one part of the table: its width, base and own codes. */
#include <stdlib.h>
#include <string.h>

#include "exec/kernel/scan.h"

/* ---- tables ---- */

/* By place: the last place up to which all add the same. */
static void find_until(const uint32_t *table, size_t count, uint32_t *until)
{
    for (size_t i = count; i-- > 0;)
        until[i] = i + 1 < count && table[i + 1] == table[i] ? until[i + 1] : (uint32_t)i;
}

static size_t greatest_stored(const ColumnPart *part, size_t count)
{
    int64_t least, greatest;
    loops_chosen()->bounds(&(Lookup){.width = part->width, .values = part->values}, 0, count, &least, &greatest);
    return (size_t)greatest;
}

/* A part with codes of its own gets a table of its own. */
static void bind_codes(Lookup *lookup, const ColumnPart *part, const Domain *domain, const uint32_t *entries, size_t rows, OwnTable *own)
{
    size_t count = greatest_stored(part, rows) + 1;
    if (count > own->cap) {
        own->cap = count * 2;
        own->table = arena_array(own->arena, own->cap, sizeof *own->table);
        own->until = arena_array(own->arena, own->cap, sizeof *own->until);
    }
    for (size_t i = 0; i < count; i++) {
        size_t place = PLACE_VALUES + ((size_t)part->codes[i] - (size_t)domain->first);
        own->table[i] = place < domain->places ? entries[place] : 0;
    }
    find_until(own->table, count, own->until);
    lookup->table = own->table;
    lookup->until = own->until;
    lookup->entries = count;
}

/* ---- cuts ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

/* What is stored is above the cut exactly when its value is; stretches that no filter tells apart are joined. */
static void bind_cuts(Lookup *lookup, const ColumnPart *part, const Domain *domain, const uint32_t *entries, OwnTable *own)
{
    if (!own->cuts) {
        own->cuts = arena_array(own->arena, domain->cut_count, sizeof *own->cuts);
        own->deltas = arena_array(own->arena, domain->cut_count, sizeof *own->deltas);
    }
    lookup->least = entries[PLACE_VALUES];
    for (size_t i = 0; i < domain->cut_count; i++) {
        uint32_t delta = entries[PLACE_VALUES + i + 1] - entries[PLACE_VALUES + i];
        int64_t above;
        if (delta == 0)
            continue;
        if (__builtin_sub_overflow(domain->cuts[i], part->base, &above))
            above = domain->cuts[i] < 0 ? INT64_MIN : INT64_MAX;
        own->cuts[lookup->cut_count] = floor_div(above, part->unit);
        own->deltas[lookup->cut_count++] = delta;
    }
    lookup->cuts = own->cuts;
    lookup->deltas = own->deltas;
}

#define FEW 16                   /* cuts of a table that are kept in mind; how many pay, each set of loops knows */

/* The places of values at which a table changes, when they are few. */
static void find_few(Arena *arena, const uint32_t *table, size_t count, LookupUser *user)
{
    int64_t found[FEW];
    size_t n = 0;
    for (size_t i = 0; i + 1 < count; i++)
        if (table[i] != table[i + 1]) {
            if (n == FEW)
                return;
            found[n++] = (int64_t)i;
        }
    int64_t *few = arena_array(arena, n + 1, sizeof *few);
    memcpy(few, found, n * sizeof *few);
    user->few = few;
    user->few_count = n;
}

#define SMALL_TABLE 32           /* stays in registers, where there are wide ones */

/* A large table with few changes: what is stored is held against them instead. */
static void bind_few(Lookup *lookup, LookupUser *user)
{
    OwnTable *own = &user->own;
    bool narrow = lookup->width != WIDTH_U32 && lookup->width != WIDTH_I64;
    if (!user->few || user->few_count > loops_chosen()->few_cuts || lookup->entries <= SMALL_TABLE || !narrow)
        return;
    if (!own->cuts) {
        own->cuts = arena_array(own->arena, user->few_count, sizeof *own->cuts);
        own->deltas = arena_array(own->arena, user->few_count, sizeof *own->deltas);
    }
    lookup->least = lookup->table[0];
    for (size_t i = 0; i < user->few_count; i++) {
        own->cuts[i] = user->few[i] - lookup->offset;
        own->deltas[i] = lookup->table[user->few[i] + 1] - lookup->table[user->few[i]];
    }
    lookup->cuts = own->cuts;
    lookup->deltas = own->deltas;
    lookup->cut_count = user->few_count;
}

/* ---- one column of a part ---- */

static Lookup bind_part(LookupUser *user, const Column *column, size_t p)
{
    const Domain *domain = &user->axis->domain;
    const uint32_t *entries = user->entries;
    OwnTable *own = &user->own;
    const ColumnPart *part = &column->parts[p];
    Lookup lookup = {.width = part->width, .values = part->values, .states = part->states, .absent = {0, entries[0], entries[1]}};
    if (!part->any)
        return lookup;
    lookup.entries = domain->places - PLACE_VALUES;
    if (!domain->listed) {
        bind_cuts(&lookup, part, domain, entries, own);
    } else if (part->codes) {
        bind_codes(&lookup, part, domain, entries, column->rows[p].count, own);
    } else {
        lookup.table = entries + PLACE_VALUES;
        lookup.until = user->until;
        lookup.offset = (part->base - domain->first) / domain->step;
        if (user->narrow)
            lookup.narrow = user->narrow + (size_t)((int64_t)user->lead + lookup.offset);
        bind_few(&lookup, user);
    }
    return lookup;
}

/* How far below the first place of a value what is stored begins: the narrow table has as much room in front, so that it needs no offset. */
static bool find_lead(const KernelPlan *plan, const Domain *domain, size_t *lead)
{
    const Column *column = &plan->input->data->columns[domain->column];
    *lead = 0;
    for (size_t i = 0; i < column->part_count; i++) {
        const ColumnPart *part = &column->parts[i];
        int64_t below = part->any && !part->codes ? (domain->first - part->base) / domain->step : 0;
        if (below > UINT16_MAX)
            return false;
        *lead = below > (int64_t)*lead ? (size_t)below : *lead;
    }
    return true;
}

static void add_user(Arena *arena, const KernelPlan *plan, LookupUsers *users, const Axis *axis, const uint32_t *entries)
{
    LookupUser user = {.axis = axis, .entries = entries, .own = {.arena = arena}};
    if (axis->domain.listed) {
        size_t count = axis->domain.places - PLACE_VALUES;
        uint32_t *until = arena_array(arena, count, sizeof *until);
        find_until(entries + PLACE_VALUES, count, until);
        find_few(arena, entries + PLACE_VALUES, count, &user);
        user.until = until;
        if (find_lead(plan, &axis->domain, &user.lead))
            user.narrow = table_narrowed(arena, entries + PLACE_VALUES, count, user.lead);
    }
    vec_push(arena, users, user);
}

void lookups_init(Arena *arena, const KernelPlan *plan, Lookups *out)
{
    *out = (Lookups){0};
    for (size_t i = 0; i < plan->axes.count; i++) {
        const Axis *axis = &plan->axes.items[i];
        if (axis->direct)
            add_user(arena, plan, &out->direct, axis, axis->direct);
        if (axis->digit)
            add_user(arena, plan, &out->digits, axis, axis->digit);
    }
}

static void bind_users(const KernelPlan *plan, LookupUsers *users, size_t part)
{
    for (size_t i = 0; i < users->count; i++) {
        LookupUser *user = &users->items[i];
        const Column *column = &plan->input->data->columns[user->axis->domain.column];
        user->lookup = bind_part(user, column, part);
    }
}

void lookups_bind(const KernelPlan *plan, Lookups *lookups, size_t part)
{
    bind_users(plan, &lookups->direct, part);
    bind_users(plan, &lookups->digits, part);
    lookups->through = NO_INDEX;
    for (size_t i = 0; i < lookups->digits.count; i++) {
        const Lookup *lookup = &lookups->digits.items[i].lookup;
        bool large = lookup->table && !lookup->cuts && lookup->entries > SMALL_TABLE;
        if (large && (lookups->through == NO_INDEX || lookup->entries > lookups->digits.items[lookups->through].lookup.entries))
            lookups->through = i;
    }
}
