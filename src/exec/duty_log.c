/* duty_log.c: which rows of the role utfört answer which duties. A row that says what period it is about answers that one; else the row answers
 * the duty that could last be begun when it was done. */
#include <stdlib.h>

#include "base/utf8.h"
#include "exec/duty_parts.h"

/* ---- rows by what they name ---- */

typedef VEC(const RoleRow *) RowRefs;

/* The rows of utfört under each name, in file order; made once. */
static const RowRefs *rows_named(Evaluator *ev, Str name)
{
    if (!ev->log_made) {
        ev->log_made = true;
        map_init(&ev->log_by_name, ev->arena);
        for (VEC_EACH(const RoleRow, row, &role_rows(ev, "utfört")->rows)) {
            RowRefs *refs = map_get(&ev->log_by_name, row->what);
            if (!refs)
                map_put(&ev->log_by_name, row->what, refs = ARENA_NEW(ev->arena, RowRefs));
            vec_push(ev->arena, refs, row);
        }
    }
    return map_get(&ev->log_by_name, utf8_fold(ev->arena, str_trim(name)));
}

static void add_named(Evaluator *ev, Str name, RowRefs *out)
{
    const RowRefs *refs = rows_named(ev, name);
    for (size_t i = 0; refs && i < refs->count; i++)
        vec_push(ev->arena, out, refs->items[i]);
}

/* By day; on the same day in the order of the file. */
static int by_day(const void *left, const void *right)
{
    const RoleRow *a = *(const RoleRow *const *)left, *b = *(const RoleRow *const *)right;
    Date x = a->has_date ? a->date : DATE_NONE, y = b->has_date ? b->date : DATE_NONE;
    return x != y ? (x < y ? -1 : 1) : (a > b) - (a < b);
}

/* The rows that name it, by name, title or code, in the order in which it was done. */
static RowRefs rows_of(Evaluator *ev, const Common *common)
{
    RowRefs rows = {0};
    bool titled = !str_eq(utf8_fold(ev->arena, common->name), utf8_fold(ev->arena, common->title));
    add_named(ev, common->name, &rows);
    if (titled)
        add_named(ev, common->title, &rows);
    for (VEC_EACH(const Attr, attr, &common->decl->attrs))
        for (size_t i = 0; attr->kind == ATTR_CODE && i < attr->items.count; i++) {
            const Expr *code = attr->items.items[i].value;
            if (code && code->kind == EXPR_TEXT)
                add_named(ev, code->as.text, &rows);
        }
    if (rows.count)
        qsort(rows.items, rows.count, sizeof *rows.items, by_day);
    return rows;
}

/* ---- matching ---- */

static bool is_theirs(const DutyList *group, const RoleRow *row)
{
    size_t count = group->checkpoint ? group->checkpoint->bodies.count : group->commission->to.count;
    return row->body == group->body || (row->body == NO_INDEX && count == 1);
}

static bool with_them(Evaluator *ev, const DutyItem *item, const RoleRow *row)
{
    if (item->with == NO_INDEX)
        return true;
    const Common *common = &ev->model->bodies.items[item->with].common;
    return row->with_body == item->with || str_eq(row->with, utf8_fold(ev->arena, common->name)) || str_eq(row->with, utf8_fold(ev->arena, common->title));
}

static bool covers_exactly(const DutyItem *item, const RoleRow *row)
{
    return item->occurrence.has_covered && period_eq(row->period, item->occurrence.covered);
}

/* What the row says it is about: the covered period, one within it, or the year that the duty belongs to. What covers every month or quarter is only
 * answered by that period, or a shorter one that ends with it: a year or a quarter says nothing of which month. */
static bool about(const DutyList *group, const DutyItem *item, const RoleRow *row)
{
    const Occurrence *o = &item->occurrence;
    if (covers_exactly(item, row))
        return true;
    if (group->checkpoint && group->checkpoint->schedule.covers == COVER_EACH && o->has_covered)
        return row->period.last == o->covered.last && row->period.first > o->covered.first;
    if (o->has_covered && !period_eq(row->period, period_year(o->year)))
        return period_grain(row->period) != GRAIN_YEAR && row->period.last == o->covered.last;
    return period_within(row->period, period_year(o->year)) &&
           (period_grain(row->period) == GRAIN_YEAR || !item->due.has_deadline || (row->period.last >= item->from && row->period.first <= item->due.deadline));
}

static DutyItem *best_by_period(Evaluator *ev, DutyList *group, const RoleRow *row)
{
    DutyItem *best = NULL;
    for (VEC_EACH(DutyItem, item, &group->items)) {
        if (item->done || !with_them(ev, item, row) || !about(group, item, row))
            continue;
        if (!best || (covers_exactly(item, row) && !covers_exactly(best, row)))
            best = item;
    }
    return best;
}

bool duty_row_has_occasion(const DutyList *group, const RoleRow *row)
{
    for (VEC_EACH(const DutyItem, item, &group->items))
        if (about(group, item, row))
            return true;
    return false;
}

static DutyItem *best_by_date(Evaluator *ev, DutyList *group, const RoleRow *row)
{
    DutyItem *best = NULL;
    for (VEC_EACH(DutyItem, item, &group->items)) {
        if (item->done || !with_them(ev, item, row) || item->from > row->date)
            continue;
        if (!best || item->from > best->from)
            best = item;
    }
    return best;
}

void group_match(Evaluator *ev, DutyList *group)
{
    RowRefs rows = rows_of(ev, group->common);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < rows.count; i++) {
            const RoleRow *row = rows.items[i];
            bool counts = row->has_date && row->date <= ev->options.as_of && row->has_period == (pass == 0);
            if (!counts || !is_theirs(group, row))
                continue;
            DutyItem *item = row->has_period ? best_by_period(ev, group, row) : best_by_date(ev, group, row);
            if (item && !item->done)
                item->done = row;
        }
}
