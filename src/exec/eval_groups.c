/* eval_groups.c: an expression for each member of a group of bodies: medel(x för grupp), rang(x; grupp). */
#include <stdlib.h>
#include <string.h>

#include "exec/eval_parts.h"

/* ---- members ---- */

/* The group's declaration lists the body by name or code, not by a condition. */
static bool lists(const Evaluator *ev, const Group *group, size_t body)
{
    if (!group->common.decl)
        return true;
    for (size_t i = 0; i < group->common.decl->attrs.count; i++) {
        const Attr *attr = &group->common.decl->attrs.items[i];
        for (size_t j = 0; attr->kind == ATTR_CONSISTS && j < attr->items.count; j++) {
            const Expr *value = attr->items.items[j].value;
            if (value->kind == EXPR_SCOPE && !value->as.scope.each && model_info(ev->model, value)->ref.kind == SYM_BODY &&
                model_info(ev->model, value)->ref.index == body)
                return true;
        }
    }
    return false;
}

bool group_has(const Evaluator *ev, const Group *group, const Context *context, size_t body)
{
    if (body_is_municipality(ev->model, body))
        return false;
    return context->who != WHO_BODY || context->body != body || lists(ev, group, body);
}

static Context member_context(const Context *context, size_t body)
{
    Context member = *context;
    member.who = WHO_BODY;
    member.body = (uint32_t)body;
    member.only = false;
    return member;
}

static void note_members(Evaluator *ev, Entry *entry, size_t with, size_t total)
{
    Detail *detail = detail_of(ev, entry);
    detail->note[LANG_SV] = str_of(arena_printf(ev->arena, "%zu av %zu har värde", with, total));
    detail->note[LANG_EN] = str_of(arena_printf(ev->arena, "%zu of %zu have a value", with, total));
}

/* ---- over the members ---- */

typedef struct Members { VEC(Num) values; VEC(Num) weights; size_t total; Value spoiled; bool is_spoiled; bool fits; } Members;

static void add_member(Evaluator *ev, const PlanStep *step, const Context *context, size_t body, Members *members)
{
    ContextId id = context_id(ev, member_context(context, body));
    Value value = value_of(ev, step->a, id), weight = value_number(num_of_int(1));
    if (step->b != NO_STEP)
        weight = value_of(ev, step->b, id);
    members->total++;
    bool counted = value.kind == VALUE_TRUTH ? value.truth == TRUTH_YES : true;
    if (value_ok(&value) && weight.state == RESULT_VALUE) {
        if (!counted)
            return;
        vec_push(ev->arena, &members->values, value.number);
        vec_push(ev->arena, &members->weights, weight.number);
        return;
    }
    bool optional = ev->model->bodies.items[body].outside || step->level || step->b != NO_STEP || value.state == RESULT_NOT_APPLICABLE;
    if (optional)
        return;
    members->spoiled = members->is_spoiled ? value_spoiled(ev, VALUE_NUMBER, &members->spoiled, &value) : value;
    members->is_spoiled = true;
}

static int compare_nums(const void *left, const void *right)
{
    return num_cmp(*(const Num *)left, *(const Num *)right);
}

static bool weighted_mean(const Members *members, bool divide, Num *out)
{
    Num sum = num_of_int(0), weights = num_of_int(0), product;
    for (size_t i = 0; i < members->values.count; i++)
        if (!num_mul(members->values.items[i], members->weights.items[i], &product) || !num_add(sum, product, &sum) ||
            !num_add(weights, members->weights.items[i], &weights))
            return false;
    if (divide)
        return num_div(sum, weights, out);
    *out = sum;
    return true;
}

/* Between the two nearest values, in proportion, as over rows: one half is the median. */
static bool quantile(Members *members, Num share, Num *out)
{
    size_t n = members->values.count;
    Num place, part, distance;
    qsort(members->values.items, n, sizeof *members->values.items, compare_nums);
    if (!num_mul(share, num_of_int((int64_t)n - 1), &place) || num_sign(place) < 0 || num_cmp(place, num_of_int((int64_t)n - 1)) > 0)
        return false;
    size_t low = (size_t)(place.n / place.d), high = low + 1 < n ? low + 1 : low;
    Num least = members->values.items[low], most = members->values.items[high];
    return num_sub(place, num_of_int((int64_t)low), &part) && num_sub(most, least, &distance) && num_mul(distance, part, &distance) &&
           num_add(least, distance, out);
}

static bool over_members(Function function, Num share, Members *members, Num *out)
{
    size_t n = members->values.count;
    if (function == FUNCTION_SUM || function == FUNCTION_MEAN)
        return weighted_mean(members, function == FUNCTION_MEAN, out);
    if (function == FUNCTION_MEDIAN || function == FUNCTION_PERCENTILE)
        return quantile(members, share, out);
    if (function == FUNCTION_MIN || function == FUNCTION_MAX) {
        qsort(members->values.items, n, sizeof *members->values.items, compare_nums);
        *out = members->values.items[function == FUNCTION_MIN ? 0 : n - 1];
        return true;
    }
    *out = num_of_int((int64_t)n);
    return true;
}

bool group_number(Function function, Num share, Num *values, size_t count, Num *out)
{
    Arena *scratch = arena_new();
    Members members = {.total = count};
    members.values.items = values;
    members.values.count = members.values.cap = count;
    for (size_t i = 0; i < count; i++)
        vec_push(scratch, &members.weights, num_of_int(1));
    bool fits = over_members(function, share, &members, out);
    arena_free(scratch);
    return fits;
}

static Value compute_over_group(Evaluator *ev, const PlanStep *step, const Context *context, Entry *entry)
{
    const Group *group = &ev->model->groups.items[step->index];
    Members members = {.fits = true};
    for (size_t i = 0; i < group->bodies.count; i++)
        if (group_has(ev, group, context, group->bodies.items[i]))
            add_member(ev, step, context, group->bodies.items[i], &members);
    note_members(ev, entry, members.values.count, members.total);
    if (members.is_spoiled)
        return value_missing(VALUE_NUMBER, members.spoiled.reasons);
    Num result;
    if (members.values.count == 0 && step->sub != FUNCTION_COUNT)
        return value_missing(VALUE_NUMBER, reason(ev, REASON_NO_MEMBER, context, group->common.name, "", NULL));
    if (over_members((Function)step->sub, step->number, &members, &result))
        return value_number(result);
    ReasonCode code = step->b != NO_STEP ? REASON_DIVISION_BY_ZERO : REASON_OVERFLOW;
    return value_missing(VALUE_NUMBER, reason(ev, code, context, expr_text(ev, step->expr), "", NULL));
}

/* ---- once for all that see the same members ---- */

/* What was computed over a group, and what it was computed from. */
typedef struct OverGroup { Value value; Detail *detail; const Use *uses; size_t use_count; } OverGroup;

/* The step in the context, whoever's it is, where the group has all its members. False: its own body is a member that does not count. */
static bool whole_group(Evaluator *ev, const Group *group, const Entry *entry, Use *out)
{
    Context anyone = *context_of(ev, entry->context);
    for (size_t i = 0; anyone.who == WHO_BODY && i < group->bodies.count; i++)
        if (group->bodies.items[i] == anyone.body && !lists(ev, group, anyone.body))
            return false;
    anyone.who = WHO_MUNICIPALITY;
    anyone.only = false;
    memset(out, 0, sizeof *out);
    out->step = entry->step;
    out->context = context_id(ev, anyone);
    return true;
}

static Value take_group(Evaluator *ev, const OverGroup *known, Entry *entry)
{
    ev->frame->uses.items = (Use *)known->uses;     /* full, so that nothing is written to it */
    ev->frame->uses.count = ev->frame->uses.cap = known->use_count;
    entry->detail = known->detail;
    return known->value;
}

Value eval_over_group(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Group *group = &ev->model->groups.items[step->index];
    Use use;
    bool whole = whole_group(ev, group, entry, &use);
    Str key = {(const char *)&use, sizeof use};
    OverGroup *known = whole && ev->over_groups.count ? map_get(&ev->over_groups, key) : NULL;
    if (known)
        return take_group(ev, known, entry);
    Value value = compute_over_group(ev, step, context_of(ev, id), entry);
    if (!whole || !value_ok(&value))
        return value;
    if (!ev->over_groups.arena)
        map_init(&ev->over_groups, ev->arena);
    known = ARENA_NEW(ev->arena, OverGroup);
    *known = (OverGroup){value, entry->detail, ev->frame->uses.items, ev->frame->uses.count};
    map_put(&ev->over_groups, key, known);
    return value;
}

/* ---- rang ---- */

Value eval_rank(Evaluator *ev, const PlanStep *step, ContextId id, Entry *entry)
{
    const Context *context = context_of(ev, id);
    const Group *group = &ev->model->groups.items[step->index];
    Value own = value_of(ev, step->a, id);
    size_t better = 0, with = 1;
    for (size_t i = 0; i < group->bodies.count; i++) {
        size_t body = group->bodies.items[i];
        if (body_is_municipality(ev->model, body) || (context->who == WHO_BODY && context->body == body))
            continue;
        Value other = value_of(ev, step->b, context_id(ev, member_context(context, body)));
        if (other.state != RESULT_VALUE || own.state != RESULT_VALUE)
            continue;
        int order = num_cmp(other.number, own.number);
        better += step->sub == DIRECTION_DOWN ? order < 0 : order > 0;
        with++;
    }
    if (own.state != RESULT_VALUE)
        return own;
    Detail *detail = detail_of(ev, entry);
    detail->note[LANG_SV] = str_of(arena_printf(ev->arena, "plats %zu av %zu", better + 1, with));
    detail->note[LANG_EN] = str_of(arena_printf(ev->arena, "place %zu of %zu", better + 1, with));
    return value_number(num_of_int((int64_t)better + 1));
}
