/* tighten_duties.c: a hållpunkt that `skärper` another: never later, never less often, with as much in it and to as many. Called by tighten.c. */
#include "model/duties/duties.h"
#include "model/authority/tighten.h"

/* ---- days ---- */

/* The one of ours that answers to theirs: the same period covered, else the same place in the year. */
static const Occurrence *counterpart(const OccurrenceVec *ours, const Occurrence *theirs, size_t place)
{
    for (VEC_EACH(const Occurrence, own, ours))
        if (own->has_covered && theirs->has_covered && period_eq(own->covered, theirs->covered))
            return own;
    bool by_place = place < ours->count && !(ours->items[place].has_covered && theirs->has_covered);
    return by_place ? &ours->items[place] : NULL;
}

/* True when something was said. */
static bool compare_day(const Tightening *t, const Checkpoint *own, const Checkpoint *above, const Occurrence *ours, const Occurrence *theirs)
{
    Checker *c = t->c;
    Due mine = static_due(c, own, ours), limit = static_due(c, above, theirs);
    const Attr *by = decl_attr(own->common.decl, ATTR_BY);
    Span span = by ? by->span : own->common.decl->name_span;
    if (!limit.has_deadline && limit.result != POINT_OPEN)
        return false;
    if (mine.result == POINT_FOUND && limit.result == POINT_FOUND && mine.has_deadline) {
        if (mine.deadline > limit.deadline)
            tighten_report(t, DIAG_S0762, span, day_text(c, mine.deadline), day_text(c, limit.deadline));
        return mine.deadline > limit.deadline;
    }
    if (mine.result == POINT_FOUND && !mine.has_deadline)
        tighten_report(t, DIAG_S0763, span, BOTH("en sista dag", "a last day"), NULL);
    else
        tighten_report(t, DIAG_S0761, span, BOTH("dagen", "the day"), NULL);
    return true;
}

/* The days of both as written are the same: nothing to reckon. */
static bool same_attr(const Decl *own, const Decl *above, AttrKind kind)
{
    const Attr *a = decl_attr(own, kind), *b = decl_attr(above, kind);
    bool values = a && b && a->items.count == 1 && b->items.count == 1 && a->items.items[0].value && b->items.items[0].value;
    return values ? expr_same_text(a->items.items[0].value, b->items.items[0].value) : !a && !b;
}

static bool same_days(const Decl *own, const Decl *above)
{
    static const AttrKind kinds[] = {ATTR_BY, ATTR_WINDOW, ATTR_ELECTION, ATTR_RECURS, ATTR_RECURS_AFTER, ATTR_COVERS, ATTR_WITH};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!same_attr(own, above, kinds[i]))
            return false;
    return true;
}

static void compare_days(const Tightening *t, const Checkpoint *own, const Checkpoint *above)
{
    Checker *c = t->c;
    if (same_days(own->common.decl, above->common.decl))
        return;
    for (int year = first_tried_year(c); year < first_tried_year(c) + TRIED_YEARS; year++) {
        OccurrenceVec ours = {0}, theirs = {0};
        schedule_occurrences(c->arena, &own->schedule, year, &ours);
        schedule_occurrences(c->arena, &above->schedule, year, &theirs);
        for (size_t i = 0; i < theirs.count; i++) {
            const Occurrence *match = counterpart(&ours, &theirs.items[i], i);
            if (match && !compare_day(t, own, above, match, &theirs.items[i]))
                continue;
            if (!match)
                tighten_report(t, DIAG_S0763, own->common.decl->name_span,
                               diag_both(c->arena, arena_printf(c->arena, "tillfälle %zu av %zu under %d", i + 1, theirs.count, year),
                                         arena_printf(c->arena, "occasion %zu of %zu in %d", i + 1, theirs.count, year)), NULL);
            return;
        }
    }
}

/* ---- what and for whom ---- */

static void compare_contents(const Tightening *t, const StrVec *own, const StrVec *above, AttrKind kind)
{
    Checker *c = t->c;
    for (VEC_EACH(const Str, wanted, above)) {
        bool found = false;
        for (VEC_EACH(const Str, text, own))
            found |= str_eq(name_fold(c, *text), name_fold(c, *wanted));
        if (found)
            continue;
        const Attr *attr = decl_attr(t->own->decl, kind), *there = decl_attr(t->above->decl, kind);
        const char *what = diag_both(c->arena, arena_printf(c->arena, "”" STR_FMT "”", STR_ARG(*wanted)), arena_printf(c->arena, "“" STR_FMT "”", STR_ARG(*wanted)));
        Diag *diag = tighten_report(t, DIAG_S0763, attr ? attr->span : t->own->decl->name_span, what, NULL);
        diag_label(c->diags, diag, there->span, BOTH("så står det där", "so it stands there"));
        return;
    }
}

static bool has_index(const IndexVec *indices, size_t wanted)
{
    for (VEC_EACH(const size_t, index, indices))
        if (*index == wanted)
            return true;
    return false;
}

static void compare_bodies(const Tightening *t, const IndexVec *own, const IndexVec *above, size_t within, AttrKind kind)
{
    const Model *model = t->c->model;
    const Attr *attr = decl_attr(t->own->decl, kind);
    for (VEC_EACH(const size_t, body, above)) {
        if (has_index(own, *body) || (within != NO_INDEX && !body_within(model, *body, within)))
            continue;
        Str name = model->bodies.items[*body].common.name;
        tighten_report(t, DIAG_S0763, attr ? attr->span : t->own->decl->name_span,
                       diag_both(t->c->arena, arena_printf(t->c->arena, STR_FMT " efter %s", STR_ARG(name), attr_keyword(kind)),
                                 arena_printf(t->c->arena, STR_FMT " after %s", STR_ARG(name), attr_keyword(kind))), NULL);
        return;
    }
}

void tighten_duty(Checker *c, const Checkpoint *own, const Checkpoint *above)
{
    Tightening t = {c, &own->common, &above->common};
    /* A body's own file tightens for that body and those below it; elsewhere all must be there. */
    size_t within = own->common.part == NO_INDEX ? NO_INDEX : c->model->parts.items[own->common.part].body;
    IndexVec to = {0}, to_above = {0};
    parties_bodies(c, &own->to, &to);
    parties_bodies(c, &above->to, &to_above);
    compare_days(&t, own, above);
    compare_contents(&t, &own->contents, &above->contents, ATTR_CONTAINS);
    compare_contents(&t, &own->follows, &above->follows, ATTR_FOLLOWS_UP);
    compare_bodies(&t, &own->bodies, &above->bodies, within, ATTR_RESPONSIBLE);
    compare_bodies(&t, &to, &to_above, NO_INDEX, ATTR_TO);
}

bool checkpoint_is_tightened(const Model *model, size_t checkpoint, size_t body)
{
    const Checkpoint *above = &model->checkpoints.items[checkpoint];
    if (!above->tightened)
        return false;
    for (VEC_EACH(const Checkpoint, own, &model->checkpoints))
        if (own->tightens == checkpoint && own != above && has_index(&own->bodies, body) && own->common.valid.first <= above->common.valid.first &&
            own->common.valid.last >= above->common.valid.last)
            return true;
    return false;
}
