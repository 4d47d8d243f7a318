/* possible.c: can figures that come from the same table stand side by side? The unknowns of a proof are free of each other; sums over the same rows
 * are not. What is found is shown only where it can be seen that rows could add up to it; where that cannot be seen, nothing is claimed. */
#include "prove/questions.h"

/* How the rows of one aggregate lie to those of another. */
typedef enum Relation { SAME_ROWS, APART, INSIDE, AROUND, CROSSING /* each has rows of its own, and they share some */, UNCLEAR } Relation;

typedef struct Figure { const Side *side; const Aggregate *of; const Context *context; const Value *value; Str file; } Figure;
typedef VEC(Figure) FigureVec;

static Relation both_relations(Relation a, Relation b)
{
    if (a == APART || b == APART)
        return APART;
    if (a == SAME_ROWS || a == b)
        return b;
    if (b == SAME_ROWS)
        return a;
    return a == UNCLEAR || b == UNCLEAR ? UNCLEAR : CROSSING;
}

/* The same file, whatever it is called in each model. */
static bool same_table(const Figure *a, const Figure *b)
{
    return str_eq(a->file, b->file);
}

/* ---- bodies and time ---- */

static bool sees(const Figure *part, size_t slot)
{
    return slot_seen(part->side->model, part->context->who, part->context->body, part->context->only, (uint32_t)slot);
}

static bool same_bodies(const Model *a, const Model *b)
{
    bool same = a->bodies.count == b->bodies.count;
    for (size_t i = 0; a != b && same && i < a->bodies.count; i++)
        same = str_eq(a->bodies.items[i].common.name, b->bodies.items[i].common.name);
    return same;
}

static Relation bodies_relation(const Figure *a, const Figure *b)
{
    bool only_a = false, only_b = false, both = false;
    if (!same_bodies(a->side->model, b->side->model))
        return UNCLEAR;
    for (size_t slot = 0; slot <= a->side->model->bodies.count; slot++) {      /* the last: the municipality's own */
        bool in_a = sees(a, slot), in_b = sees(b, slot);
        both |= in_a && in_b;
        only_a |= in_a && !in_b;
        only_b |= in_b && !in_a;
    }
    if (!both)
        return APART;
    if (only_a && only_b)
        return CROSSING;
    return only_a ? AROUND : only_b ? INSIDE : SAME_ROWS;
}

static const ScanPlan *scan_of(const Figure *part)
{
    return &part->side->plan->scans[part->of->table];
}

static bool is_stock(const Figure *part)
{
    return part->of->value != NO_INDEX && scan_of(part)->values.items[part->of->value].stock;
}

/* So long that another forecast can have been made in between: then each day sees rows of its own. */
static bool is_month_between(Date a, Date b)
{
    return a < b ? b - a >= 28 : a - b >= 28;
}

/* Stocks are read on one day of the period: which, other figures decide. */
static Relation time_relation(const Figure *a, const Figure *b)
{
    Period x = a->context->period, y = b->context->period;
    const Table *table = &a->side->model->tables.items[a->of->table];
    if (a->context->cutoff != b->context->cutoff && table->vintage_column != NO_INDEX)
        return is_month_between(a->context->cutoff, b->context->cutoff) ? APART : UNCLEAR;
    if (table->time_column == NO_INDEX)                  /* the same rows whenever they are looked at */
        return period_eq(x, y) || !table->has_fixed_period ? SAME_ROWS : UNCLEAR;
    if (x.last < y.first || y.last < x.first)
        return APART;
    if (period_eq(x, y))
        return SAME_ROWS;
    if (is_stock(a) || is_stock(b))
        return UNCLEAR;
    if (period_within(x, y))
        return INSIDE;
    return period_within(y, x) ? AROUND : CROSSING;
}

/* ---- conditions ---- */

/* What a condition asks of one column: that it is one of the texts, or none of them. */
typedef struct Wish { size_t column; bool none_of; const RowSet *set; } Wish;
typedef struct Wishes { VEC(Wish) items; bool other; /* something else is asked too */ } Wishes;

static void add_wishes(Arena *arena, const ScanPlan *scan, uint32_t step, Wishes *out)
{
    const RowStep *at = &scan->steps.items[step];
    if (at->op == ROW_AND) {
        add_wishes(arena, scan, at->a, out);
        add_wishes(arena, scan, at->b, out);
        return;
    }
    bool none_of = at->op == ROW_NOT;
    const RowStep *lookup = none_of ? &scan->steps.items[at->a] : at;
    bool plain = lookup->op == ROW_LOOKUP && lookup->set && lookup->set->texts.count && !lookup->set->ranges.count && !lookup->set->bodies.count &&
                 !lookup->set->periods.count;
    if (plain)
        vec_push(arena, &out->items, ((Wish){lookup->column, none_of, lookup->set}));
    else
        out->other = true;
}

static Wishes wishes_of(const Proof *proof, const Figure *figure)
{
    Wishes out = {0};
    if (figure->of->filter != NO_INDEX)
        add_wishes(proof->arena, scan_of(figure), scan_of(figure)->filters.items[figure->of->filter].step, &out);
    return out;
}

static bool is_among(const RowSet *set, Str text)
{
    for (VEC_EACH(const Str, other, &set->texts))
        if (str_eq(*other, text))
            return true;
    return false;
}

static bool allows(const Wishes *wishes, size_t column, Str text)
{
    for (size_t i = 0; i < wishes->items.count; i++)
        if (wishes->items.items[i].column == column && is_among(wishes->items.items[i].set, text) == wishes->items.items[i].none_of)
            return false;
    return true;
}

/* The column may be something that nobody has named. */
static bool allows_others(const Wishes *wishes, size_t column)
{
    for (size_t i = 0; i < wishes->items.count; i++)
        if (wishes->items.items[i].column == column && !wishes->items.items[i].none_of)
            return false;
    return true;
}

typedef struct Seen { bool a, b, both; } Seen;

static void see(Seen *seen, bool a, bool b)
{
    seen->a |= a && !b;
    seen->b |= b && !a;
    seen->both |= a && b;
}

static Relation seen_relation(const Seen *seen)
{
    if (!seen->both)
        return APART;
    if (seen->a && seen->b)
        return CROSSING;
    return seen->a ? AROUND : seen->b ? INSIDE : SAME_ROWS;
}

/* Columns of two models are compared by what they are called in the file. */
static size_t column_in(const Figure *from, const Figure *to, size_t column)
{
    if (from->side == to->side)
        return column;
    const TableColumn *of = &from->side->model->tables.items[from->of->table].columns.items[column];
    const Table *table = &to->side->model->tables.items[to->of->table];
    for (size_t i = 0; i < table->columns.count; i++)
        if (str_eq(table->columns.items[i].header, of->header) && str_eq(table->columns.items[i].name, of->name))
            return i;
    return NO_INDEX;
}

static Relation column_relation(const Wishes *a, const Wishes *b, size_t in_a, size_t in_b)
{
    Seen seen = {0};
    const Wishes *both[] = {a, b};
    const size_t columns[] = {in_a, in_b};
    see(&seen, allows_others(a, in_a), allows_others(b, in_b));
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < both[side]->items.count; i++) {
            const Wish *wish = &both[side]->items.items[i];
            for (size_t j = 0; wish->column == columns[side] && j < wish->set->texts.count; j++)
                see(&seen, allows(a, in_a, wish->set->texts.items[j]), allows(b, in_b, wish->set->texts.items[j]));
        }
    return seen_relation(&seen);
}

static Relation filter_relation(const Proof *proof, const Figure *a, const Figure *b)
{
    if (str_eq(key_of_filter(proof, a->side, a->of), key_of_filter(proof, b->side, b->of)))
        return SAME_ROWS;
    Wishes x = wishes_of(proof, a), y = wishes_of(proof, b);
    Relation all = SAME_ROWS;
    for (size_t i = 0; i < x.items.count; i++)
        all = both_relations(all, column_relation(&x, &y, x.items.items[i].column, column_in(a, b, x.items.items[i].column)));
    for (size_t i = 0; i < y.items.count; i++)
        all = both_relations(all, column_relation(&x, &y, column_in(b, a, y.items.items[i].column), y.items.items[i].column));
    if (all == APART || (!x.other && !y.other))
        return all;
    if (x.other && y.other)
        return UNCLEAR;
    return both_relations(all, x.other ? INSIDE : AROUND);
}

static Relation relation(const Proof *proof, const Figure *a, const Figure *b)
{
    return both_relations(filter_relation(proof, a, b), both_relations(bodies_relation(a, b), time_relation(a, b)));
}

/* ---- two at a time ---- */

static bool is_count(const Figure *part) { return part->of->function == FUNCTION_COUNT; }
static bool is_share(const Figure *part) { return part->of->function == FUNCTION_SHARE; }
static bool is_sum(const Figure *part) { return part->of->function == FUNCTION_SUM; }
static bool has_value(const Figure *part) { return part->value->state == RESULT_VALUE; }
static bool is_at_least(const Figure *part, int64_t least) { return num_cmp(part->value->number, num_of_int(least)) >= 0; }

static bool is_plain_column(const Figure *part)
{
    const ScanPlan *scan = scan_of(part);
    return part->of->value != NO_INDEX && scan->steps.items[scan->values.items[part->of->value].step].op == ROW_COLUMN;
}

static const TableColumn *column_of(const Figure *part)
{
    const ScanPlan *scan = scan_of(part);
    return &part->side->model->tables.items[part->of->table].columns.items[scan->steps.items[scan->values.items[part->of->value].step].column];
}

/* Values of different columns, whatever rows they stand in. */
static bool are_other_columns(const Figure *a, const Figure *b)
{
    return is_plain_column(a) && is_plain_column(b) && !str_eq(column_of(a)->header, column_of(b)->header);
}

static bool same_rows_possible(const Figure *a, const Figure *b)
{
    if (is_count(a) || is_count(b)) {
        const Figure *count = is_count(a) ? a : b, *other = is_count(a) ? b : a;
        return !is_count(other) && has_value(count) && is_at_least(count, 1);
    }
    return are_other_columns(a, b);
}

static bool inside_possible(const Figure *part, const Figure *whole)
{
    if (!has_value(part) || !has_value(whole))
        return !is_count(part) && !is_count(whole) && (are_other_columns(part, whole) || (has_value(part) && is_sum(whole)));
    if (is_count(part) && is_count(whole))
        return num_cmp(part->value->number, whole->value->number) <= 0;
    if (is_count(whole))
        return is_at_least(whole, 2);
    return is_count(part) || are_other_columns(part, whole) || (is_sum(part) && is_sum(whole));
}

/* Some rows may count in both, whatever their conditions say. */
static bool may_meet(const Figure *a, const Figure *b)
{
    return bodies_relation(a, b) != APART && time_relation(a, b) != APART;
}

static bool pair_possible(const Proof *proof, const Figure *a, const Figure *b)
{
    /* A share has all rows under it, also those that its condition leaves out: it is free of nothing else that they give. */
    if ((is_share(a) || is_share(b)) && may_meet(a, b))
        return false;
    switch (relation(proof, a, b)) {
    case APART: return true;
    case SAME_ROWS: return same_rows_possible(a, b);
    case INSIDE: return inside_possible(a, b);
    case AROUND: return inside_possible(b, a);
    case CROSSING: case UNCLEAR: break;
    }
    return are_other_columns(a, b) && is_sum(a) && is_sum(b) && has_value(a) && has_value(b);
}

/* ---- a whole and its parts ---- */

static bool covers(const Figure *part, size_t slot, Date day)
{
    return sees(part, slot) && part->context->period.first <= day && day <= part->context->period.last;
}

static bool has_none_of(const Proof *proof, const Figure *figure)
{
    Wishes wishes = wishes_of(proof, figure);
    for (size_t i = 0; i < wishes.items.count; i++)
        if (wishes.items.items[i].none_of)
            return true;
    return wishes.other;
}

/* Beside what both count there is something that neither does: one is as narrow as texts can make it. */
static bool wishes_leave(const Proof *proof, const Figure *a, const Figure *b)
{
    Relation of = filter_relation(proof, a, b);
    return of == SAME_ROWS || of == INSIDE || of == AROUND || (of == APART && !has_none_of(proof, a) && !has_none_of(proof, b));
}

/* No part has every row of the body on the day that the whole has. Several parts with conditions of their own leave room when they are apart. */
static bool is_left(const Proof *proof, const Figure *whole, const FigureVec *figures, size_t slot, Date day)
{
    bool apart = true;
    for (VEC_EACH(const Figure, part, figures)) {
        if (part == whole || !same_table(part, whole) || relation(proof, part, whole) != INSIDE || !covers(part, slot, day))
            continue;
        if (filter_relation(proof, part, whole) != INSIDE)
            return false;
        for (VEC_EACH(const Figure, other, figures))
            apart = apart && (other == part || other == whole || !same_table(other, part) || !covers(other, slot, day) || wishes_leave(proof, part, other));
    }
    return apart;
}

/* The whole has rows that are in none of its parts, so it can come to anything. */
static bool has_room(const Proof *proof, const Figure *whole, const FigureVec *figures)
{
    for (size_t slot = 0; slot <= whole->side->model->bodies.count; slot++)
        for (Period month = period_containing(GRAIN_MONTH, whole->context->period.first); sees(whole, slot) && month.first <= whole->context->period.last;
             month = period_shift(month, 1))
            if (is_left(proof, whole, figures, slot, month.last))
                return true;
    return false;
}

/* The parts that are counted are not more than the whole, taken together. Parts that overlap are counted twice: then what is possible may be denied. */
static bool counts_fit(const Proof *proof, const FigureVec *figures, const Figure *whole)
{
    Num sum = num_of_int(0);
    if (!is_count(whole) || !has_value(whole))
        return true;
    for (VEC_EACH(const Figure, part, figures))
        if (part != whole && same_table(part, whole) && is_count(part) && has_value(part) && relation(proof, part, whole) == INSIDE &&
            !num_add(sum, part->value->number, &sum))
            return false;
    return num_cmp(sum, whole->value->number) <= 0;
}

/* ---- all ---- */

static void gather(const Proof *proof, const Value *values, FigureVec *out)
{
    for (size_t i = 0; i < proof->unknowns.count; i++) {
        const Unknown *unknown = &proof->unknowns.items[i];
        if (unknown->kind != UNKNOWN_AGGREGATE)
            continue;
        const UnknownUse *use = &unknown->uses.items[0];
        const Side *side = &proof->sides[use->side];
        const Aggregate *aggregate = &side->plan->aggregates.items[side->plan->steps.items[use->step].index];
        vec_push(proof->arena, out, ((Figure){side, aggregate, &use->context, &values[i], side->files[aggregate->table]}));
    }
}

/* Two that cross are free of each other when nothing else is counted of the same column. */
static bool are_alone(const FigureVec *figures, const Figure *a, const Figure *b)
{
    for (VEC_EACH(const Figure, other, figures))
        if (other != a && other != b && same_table(other, a) && !(are_other_columns(other, a) && are_other_columns(other, b)))
            return false;
    return is_sum(a) && is_sum(b) && has_value(a) && has_value(b);
}

static bool is_possible(const Proof *proof, const FigureVec *figures, const Figure *a)
{
    bool whole = false;
    for (VEC_EACH(const Figure, b, figures)) {
        if (!same_table(a, b) || a == b)
            continue;
        bool crossing = relation(proof, a, b) == CROSSING && are_alone(figures, a, b);
        if (!crossing && !pair_possible(proof, a, b))
            return false;
        whole |= relation(proof, b, a) == INSIDE && !are_other_columns(a, b);
    }
    return !whole || (has_room(proof, a, figures) && counts_fit(proof, figures, a));
}

bool witness_is_possible(const Proof *proof, const Value *values)
{
    FigureVec figures = {0};
    gather(proof, values, &figures);
    for (VEC_EACH(const Figure, figure, &figures))
        if (!is_possible(proof, &figures, figure))
            return false;
    return true;
}
