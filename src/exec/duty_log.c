/* duty_log.c: which rows of the role utfört answer which duties. A row that says what period it is about answers that one; else the row answers
 * the duty that could last be begun when it was done. */
#include "base/utf8.h"
#include "exec/duty_parts.h"

static bool names_it(Evaluator *ev, const Common *common, Str what)
{
    if (str_eq(what, utf8_fold(ev->arena, common->name)) || str_eq(what, utf8_fold(ev->arena, common->title)))
        return true;
    for (VEC_EACH(const Attr, attr, &common->decl->attrs))
        for (size_t i = 0; attr->kind == ATTR_CODE && i < attr->items.count; i++) {
            const Expr *code = attr->items.items[i].value;
            if (code && code->kind == EXPR_TEXT && str_eq(what, utf8_fold(ev->arena, code->as.text)))
                return true;
        }
    return false;
}

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

/* What the row says it is about: the covered period, one within it, or the year that the duty belongs to. */
static bool about(const DutyItem *item, const RoleRow *row)
{
    const Occurrence *o = &item->occurrence;
    if (o->has_covered && period_eq(row->period, o->covered))
        return true;
    if (o->has_covered && !period_eq(row->period, period_year(o->year)))
        return period_grain(row->period) != GRAIN_YEAR && row->period.last == o->covered.last;
    return period_within(row->period, period_year(o->year)) &&
           (period_grain(row->period) == GRAIN_YEAR || !item->due.has_deadline || (row->period.last >= item->from && row->period.first <= item->due.deadline));
}

static DutyItem *best_by_period(Evaluator *ev, DutyList *group, const RoleRow *row)
{
    for (VEC_EACH(DutyItem, item, &group->items))
        if (!item->done && with_them(ev, item, row) && about(item, row))
            return item;
    return NULL;
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
    const RoleRows *log = role_rows(ev, "utfört");
    for (int pass = 0; pass < 2; pass++)
        for (VEC_EACH(const RoleRow, row, &log->rows)) {
            bool counts = row->has_date && row->date <= ev->options.as_of && row->has_period == (pass == 0);
            if (!counts || !is_theirs(group, row) || !names_it(ev, group->common, row->what))
                continue;
            DutyItem *item = row->has_period ? best_by_period(ev, group, row) : best_by_date(ev, group, row);
            if (item)
                item->done = row;
        }
}
