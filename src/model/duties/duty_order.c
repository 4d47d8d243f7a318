/* duty_order.c: `kommer efter` and `i samband med` between hållpunkter: rings, and orders that no days satisfy. Called by checkpoints.c. */
#include "model/duties/duties.h"

/* ---- rings ---- */

typedef enum Mark { UNSEEN, OPEN, CLOSED } Mark;
/* How far a walk has come in what one hållpunkt waits for. */
typedef struct Waiting { size_t index, next; IndexVec others; } Waiting;
typedef VEC(Waiting) WaitingVec;

static const Common *common_at(const Checker *c, size_t index)
{
    return &c->model->checkpoints.items[index].common;
}

static void report_ring(Checker *c, const WaitingVec *path, size_t closing)
{
    const Common *common = common_at(c, closing);
    Diag *diag = diag_add(c->diags, DIAG_S0374, common->decl->name_span, text_of(c, common->name), NULL);
    size_t from = path->count - 1;
    while (path->items[from].index != closing)
        from--;
    for (size_t i = from + 1; i < path->count; i++)
        ring_label(c, diag, common_at(c, path->items[i].index));
}

/* Days that are counted from each other are worked out one inside the other. */
static void report_chain(Checker *c, size_t index)
{
    const Common *common = common_at(c, index);
    diag_add(c->diags, DIAG_S0364, common->decl->name_span, text_of(c, common->name), arena_printf(c->arena, "%d", CHECK_MAX_DEPTH), NULL);
}

static void add_points(Checker *c, const Point *points, size_t count, IndexVec *out)
{
    for (size_t i = 0; i < count; i++)
        for (const Point *point = &points[i]; point; point = point->also) {
            const Point *base = point->kind == AT_MEETING && point->after ? point->after : point;
            if (base->kind == AT_CHECKPOINT)
                vec_push(c->arena, out, base->ref);
        }
}

/* The hållpunkter that its own day is counted from. */
static IndexVec days_from(Checker *c, const Checkpoint *checkpoint)
{
    const Schedule *s = &checkpoint->schedule;
    IndexVec out = {0};
    add_points(c, s->by.items, s->by.count, &out);
    add_points(c, s->windows.items, s->windows.count, &out);
    add_points(c, s->election_by.items, s->election_by.count, &out);
    if (!s->by.count && !s->windows.count)
        for (VEC_EACH(const size_t, with, &checkpoint->with))
            vec_push(c->arena, &out, *with);
    return out;
}

static void enter(Checker *c, Mark *marks, WaitingVec *path, size_t index, bool after)
{
    const Checkpoint *checkpoint = &c->model->checkpoints.items[index];
    marks[index] = OPEN;
    vec_push(c->arena, path, ((Waiting){index, 0, after ? checkpoint->after : days_from(c, checkpoint)}));
}

/* What is done in connection with a report may well come before it: the two orders make rings apart. */
static void walk(Checker *c, Mark *marks, size_t start, bool after, size_t *depths)
{
    WaitingVec path = {0};
    size_t errors = c->diags->errors;
    enter(c, marks, &path, start, after);
    while (path.count) {
        Waiting *top = &path.items[path.count - 1];
        if (top->next == top->others.count) {
            marks[top->index] = CLOSED;
            if (!after && depths[top->index] == CHECK_MAX_DEPTH && c->diags->errors == errors)
                report_chain(c, top->index);
            path.count--;
            if (path.count && depths[path.items[path.count - 1].index] <= depths[top->index])
                depths[path.items[path.count - 1].index] = depths[top->index] + 1;
            continue;
        }
        size_t other = top->others.items[top->next++];
        if (marks[other] == OPEN)
            report_ring(c, &path, other);
        else if (marks[other] == UNSEEN)
            enter(c, marks, &path, other, after);
        else if (depths[top->index] <= depths[other])
            depths[top->index] = depths[other] + 1;
    }
}

static bool has_rings(Checker *c)
{
    size_t errors = c->diags->errors, count = c->model->checkpoints.count;
    for (int after = 0; after < 2; after++) {
        Mark *marks = arena_array(c->arena, count, sizeof *marks);
        size_t *depths = arena_array(c->arena, count, sizeof *depths);
        for (size_t i = 0; i < count; i++)
            if (marks[i] == UNSEEN)
                walk(c, marks, i, after, depths);
    }
    return c->diags->errors > errors;
}

/* ---- order ---- */

typedef struct Pair { Checker *c; const Checkpoint *later, *earlier; bool impossible, tight; } Pair;

static void compare(Pair *pair, const Occurrence *later, const Occurrence *earlier)
{
    Checker *c = pair->c;
    Due after = static_due(c, pair->later, later), before = static_due(c, pair->earlier, earlier);
    if (after.result != POINT_FOUND || before.result != POINT_FOUND || !after.has_deadline)
        return;
    const Decl *decl = pair->later->common.decl;
    const char *name = text_of(c, decl->name), *other = text_of(c, pair->earlier->common.name);
    Date could = before.has_first ? before.first : DATE_NONE;
    Date must = earlier->has_covered && before.has_deadline && before.deadline > earlier->covered.last ? earlier->covered.last : DATE_NONE;
    could = must > could ? must : could;
    if (could != DATE_NONE && after.deadline < could && !pair->impossible) {
        pair->impossible = true;
        Diag *diag = diag_add(c->diags, DIAG_S0375, decl_attr(decl, ATTR_AFTER)->span, name, other, day_text(c, after.deadline), day_text(c, could), NULL);
        diag_label(c->diags, diag, pair->earlier->common.decl->name_span, BOTH("deklareras här", "declared here"));
    } else if (before.has_deadline && after.deadline < before.deadline && !pair->tight && !pair->impossible) {
        pair->tight = true;
        Diag *diag = diag_add(c->diags, DIAG_S0398, decl_attr(decl, ATTR_AFTER)->span, name, other, day_text(c, after.deadline), day_text(c, before.deadline), NULL);
        diag_label(c->diags, diag, pair->earlier->common.decl->name_span, BOTH("deklareras här", "declared here"));
    }
}

/* Duties of the same cycle: the same year, and the same number or period where there are several. */
static bool same_cycle(const Occurrence *a, const Occurrence *b)
{
    if (a->has_covered && b->has_covered && a->number == 0 && b->number == 0)
        return period_within(a->covered, b->covered) || period_within(b->covered, a->covered);
    return a->number == b->number || !a->number || !b->number;
}

static void check_pair(Checker *c, const Checkpoint *later, const Checkpoint *earlier)
{
    Pair pair = {c, later, earlier, false, false};
    int first = later->schedule.recurs == RECUR_ONCE ? later->schedule.from_year : first_tried_year(c);
    for (int year = first; year < first + TRIED_YEARS; year++) {
        OccurrenceVec ours = {0}, theirs = {0};
        schedule_occurrences(c->arena, &later->schedule, year, &ours);
        schedule_occurrences(c->arena, &earlier->schedule, year, &theirs);
        for (VEC_EACH(const Occurrence, a, &ours))
            for (VEC_EACH(const Occurrence, b, &theirs))
                if (same_cycle(a, b))
                    compare(&pair, a, b);
    }
}

/* ---- what has gone out of force ---- */

static void check_in_force(Checker *c, const Checkpoint *checkpoint, const IndexVec *others, AttrKind kind)
{
    for (VEC_EACH(const size_t, index, others)) {
        const Common *other = &c->model->checkpoints.items[*index].common;
        if (other->valid.last >= checkpoint->common.valid.last)
            continue;
        const Attr *attr = decl_attr(checkpoint->common.decl, kind);
        Diag *diag = diag_add(c->diags, DIAG_S0382, attr->span, text_of(c, other->name), day_text(c, other->valid.last), NULL);
        diag_label(c->diags, diag, other->decl->name_span, BOTH("slutar gälla", "goes out of force"));
    }
}

void duty_order_check(Checker *c)
{
    bool rings = has_rings(c);
    for (VEC_EACH(const Checkpoint, checkpoint, &c->model->checkpoints)) {
        check_in_force(c, checkpoint, &checkpoint->after, ATTR_AFTER);
        check_in_force(c, checkpoint, &checkpoint->with, ATTR_WITH);
        for (VEC_EACH(const size_t, other, &checkpoint->after))
            if (!rings)
                check_pair(c, checkpoint, &c->model->checkpoints.items[*other]);
    }
}
