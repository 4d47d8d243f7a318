/* advice_frames.c: S1203: what is to fit in a frame (`ryms inom`) is together more than the frame. Only what follows from the model: constant values. */
#include <stdlib.h>

#include "model/advice/advice_parts.h"
#include "model/check.h"

#define MOMENTS_MOST ((size_t)60)
#define PARTS_SHOWN ((size_t)3)
/* When what has no time of its own holds and nothing later does. */
#define ALWAYS date_ymd(9999, 12, 31)

/* A parameter or indicator: what is a frame, and what is to fit in one. */
typedef struct Thing { const Common *common; const Parameter *parameter; const Indicator *indicator; } Thing;
/* An amount of a body's own, or (NO_INDEX) of no body in particular. */
typedef struct Amount { size_t body; const Common *of; Num value; } Amount;
typedef VEC(Amount) AmountVec;
typedef VEC(Thing) ThingVec;
typedef VEC(Date) DateVec;

/* ---- amounts at a moment ---- */

static bool lies_in(const Model *model, const AmountVec *amounts, size_t body)
{
    for (VEC_EACH(const Amount, amount, amounts))
        if (amount->body != NO_INDEX && body_within(model, body, amount->body))
            return true;
    return false;
}

/* The values `för` bodies: the first that applies to a body is its own, and what lies below a body is part of that body's. */
static void add_bodies(const Advisor *a, const Parameter *parameter, AmountVec *out)
{
    for (VEC_EACH(const ParameterValue, value, &parameter->values)) {
        Amount amount = {.of = &parameter->common};
        IndexVec bodies = {0};
        if (value->select != SELECT_FOR || !constant_value(a->model, value->value, &amount.value))
            continue;
        scope_bodies(a->arena, a->model, value->scope, &bodies);
        for (VEC_EACH(const size_t, body, &bodies)) {
            amount.body = *body;
            if (!lies_in(a->model, out, *body))
                vec_push(a->arena, out, amount);
        }
    }
}

/* The latest value that holds at the moment, of those that are not for certain bodies. */
static const Expr *value_at(const Parameter *parameter, Date moment)
{
    const ParameterValue *best = NULL;
    for (VEC_EACH(const ParameterValue, value, &parameter->values)) {
        bool from = value->select == SELECT_FROM;
        if (value->select == SELECT_FOR || (from && value->from > moment))
            continue;
        if (!best || (from && (best->select != SELECT_FROM || value->from > best->from)))
            best = value;
    }
    return best ? best->value : NULL;
}

static void parameter_amounts(const Advisor *a, const Parameter *parameter, Date moment, AmountVec *out)
{
    Amount amount = {.body = NO_INDEX, .of = &parameter->common};
    add_bodies(a, parameter, out);
    if (!out->count && constant_value(a->model, value_at(parameter, moment), &amount.value))
        vec_push(a->arena, out, amount);
}

static const Target *target_at(const Indicator *indicator, Date moment)
{
    const Target *always = NULL;
    for (VEC_EACH(const Target, target, &indicator->targets)) {
        if (target->always)
            always = target;
        else if (target->period.first <= moment && moment <= target->period.last)
            return target;
    }
    return always;
}

/* A target holds for each body that the indicator is computed for. */
static void indicator_amounts(const Advisor *a, const Indicator *indicator, Date moment, AmountVec *out)
{
    const Target *target = target_at(indicator, moment);
    Amount amount = {.body = NO_INDEX, .of = &indicator->common};
    if (!target || !constant_value(a->model, target->value2 ? target->value2 : target->value, &amount.value))
        return;
    for (VEC_EACH(const size_t, body, &indicator->contexts.bodies)) {
        amount.body = *body;
        vec_push(a->arena, out, amount);
    }
    if (!indicator->contexts.bodies.count)
        vec_push(a->arena, out, amount);
}

static void amounts_at(const Advisor *a, const Thing *thing, Date moment, AmountVec *out)
{
    if (thing->parameter)
        parameter_amounts(a, thing->parameter, moment, out);
    else
        indicator_amounts(a, thing->indicator, moment, out);
}

/* ---- when it is looked at ---- */

static void add_moment(const Advisor *a, DateVec *moments, Date moment)
{
    for (VEC_EACH(const Date, known, moments))
        if (*known == moment)
            return;
    if (moments->count < MOMENTS_MOST)
        vec_push(a->arena, moments, moment);
}

static void add_moments(const Advisor *a, const Thing *thing, DateVec *moments)
{
    if (thing->parameter) {
        for (VEC_EACH(const ParameterValue, value, &thing->parameter->values))
            if (value->select == SELECT_FROM)
                add_moment(a, moments, value->from);
        return;
    }
    for (VEC_EACH(const Target, target, &thing->indicator->targets))
        if (!target->always)
            add_moment(a, moments, target->period.last);
}

static int by_date(const void *left, const void *right)
{
    Date a = *(const Date *)left, b = *(const Date *)right;
    return (a > b) - (a < b);
}

/* ---- in words ---- */

/* In the unit that the frame itself is written in: mnkr. */
static const char *amount_text(const Advisor *a, const Thing *frame, Num value)
{
    StrBuf text[2] = {{0}, {0}}, unit = {0};
    Fix factor = FIX_ONE;
    Type type = frame->parameter ? frame->parameter->type : frame->indicator->type;
    const Expr *first = frame->parameter ? frame->parameter->values.items[0].value : frame->indicator->targets.items[0].value;
    Unit same;
    bool stated = first->kind == EXPR_NUMBER && first->as.number.unit.n && unit_lookup(a->model, first->as.number.unit, &same, &factor);
    if (stated)
        strbuf_put(&unit, first->as.number.unit);
    else
        unit_print(&unit, a->model, type.unit, true);
    num_div(value, num_of_fix(factor), &value);
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        num_print_people(&text[lang], value, -1, lang == LANG_EN);
        strbuf_printf(&text[lang], "%s%s", unit.n ? " " : "", unit.n ? unit.s : "");
    }
    const char *both = diag_both(a->arena, text[LANG_SV].s, text[LANG_EN].s);
    strbuf_free(&text[LANG_SV]);
    strbuf_free(&text[LANG_EN]);
    strbuf_free(&unit);
    return both;
}

static int largest_first(const void *left, const void *right)
{
    const Amount *a = left, *b = right;
    int order = num_cmp(b->value, a->value);
    order = order ? order : (a->of > b->of) - (a->of < b->of);
    return order ? order : (a->body > b->body) - (a->body < b->body);
}

static const char *largest_text(const Advisor *a, const Thing *frame, AmountVec *parts)
{
    StrVec names = {0};
    qsort(parts->items, parts->count, sizeof *parts->items, largest_first);
    for (size_t i = 0; i < parts->count && i < PARTS_SHOWN; i++) {
        const Amount *part = &parts->items[i];
        Str name = part->body == NO_INDEX ? part->of->name : a->model->bodies.items[part->body].common.name;
        const char *value = amount_text(a, frame, part->value);
        const char *sv = arena_printf(a->arena, STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(diag_arg(value, LANG_SV)));
        const char *en = arena_printf(a->arena, STR_FMT " " STR_FMT, STR_ARG(name), STR_ARG(diag_arg(value, LANG_EN)));
        vec_push(a->arena, &names, str_of(diag_both(a->arena, sv, en)));
    }
    return list_in(a->arena, &names, PARTS_SHOWN);
}

/* ---- frames ---- */

static const char *year_text(const Advisor *a, Date moment)
{
    return moment == ALWAYS ? "" : arena_printf(a->arena, " (%d)", date_year(moment));
}

static void report(Advisor *a, const Thing *frame, const Amount *whole, Num sum, AmountVec *parts, const ThingVec *things, Date moment)
{
    const char *name = text_in(a, frame->common->name);
    if (whole->body != NO_INDEX)
        name = arena_printf(a->arena, "%s för " STR_FMT, name, STR_ARG(a->model->bodies.items[whole->body].common.name));
    Diag *diag = diag_add(a->diags, DIAG_S1203, frame->common->decl->name_span, name, amount_text(a, frame, sum), amount_text(a, frame, whole->value),
                          largest_text(a, frame, parts), year_text(a, moment), NULL);
    for (VEC_EACH(const Thing, thing, things))
        diag_label(a->diags, diag, attr_value(decl_attr(thing->common->decl, ATTR_FITS_IN))->span, BOTH("ska rymmas", "is to fit"));
}

/* What of the parts is the frame's: all, or that of the bodies at or below the frame's own. */
static bool sum_parts(const Advisor *a, const Amount *whole, const ThingVec *things, Date moment, AmountVec *parts, Num *sum)
{
    *sum = num_of_int(0);
    for (VEC_EACH(const Thing, thing, things)) {
        AmountVec amounts = {0};
        amounts_at(a, thing, moment, &amounts);
        for (VEC_EACH(const Amount, amount, &amounts)) {
            if (whole->body != NO_INDEX && (amount->body == NO_INDEX || !body_within(a->model, amount->body, whole->body)))
                continue;
            vec_push(a->arena, parts, *amount);
            if (!num_add(*sum, amount->value, sum))
                return false;
        }
    }
    return true;
}

static bool check_at(Advisor *a, const Thing *frame, const ThingVec *things, Date moment)
{
    AmountVec wholes = {0};
    amounts_at(a, frame, moment, &wholes);
    for (VEC_EACH(const Amount, whole, &wholes)) {
        AmountVec parts = {0};
        Num sum;
        if (sum_parts(a, whole, things, moment, &parts, &sum) && parts.count && num_cmp(sum, whole->value) > 0) {
            report(a, frame, whole, sum, &parts, things, moment);
            return true;
        }
    }
    return false;
}

static void check_frame(Advisor *a, const Thing *frame, const ThingVec *things)
{
    DateVec moments = {0};
    add_moments(a, frame, &moments);
    for (VEC_EACH(const Thing, thing, things))
        add_moments(a, thing, &moments);
    if (moments.count)
        qsort(moments.items, moments.count, sizeof *moments.items, by_date);
    add_moment(a, &moments, ALWAYS);
    for (VEC_EACH(const Date, moment, &moments))
        if (check_at(a, frame, things, *moment))
            return;
}

/* ---- what fits in what ---- */

static Type type_of(const Thing *thing)
{
    return thing->parameter ? thing->parameter->type : thing->indicator->type;
}

static Thing thing_named(const Model *model, const Expr *name)
{
    const Symbol *symbol = name && name->kind == EXPR_NAME ? model_find(model, name->as.text) : NULL;
    if (symbol && symbol->ref.kind == SYM_PARAMETER) {
        const Parameter *parameter = &model->parameters.items[symbol->ref.index];
        return (Thing){&parameter->common, parameter, NULL};
    }
    if (symbol && symbol->ref.kind == SYM_INDICATOR) {
        const Indicator *indicator = &model->indicators.items[symbol->ref.index];
        return (Thing){&indicator->common, NULL, indicator};
    }
    return (Thing){0};
}

typedef struct Frame { Thing whole; ThingVec parts; } Frame;

static void add_part(const Advisor *a, Map *frames, Thing part)
{
    const Expr *name = attr_value(decl_attr(part.common->decl, ATTR_FITS_IN));
    Thing whole = name ? thing_named(a->model, name) : (Thing){0};
    if (!whole.common || whole.common == part.common || !is_own(whole.common) || !is_own(part.common))
        return;
    Type one = type_of(&whole), other = type_of(&part);
    if (one.kind != TYPE_NUMBER || other.kind != TYPE_NUMBER || !unit_eq(one.unit, other.unit))
        return;
    Frame *frame = map_get(frames, whole.common->name);
    if (!frame) {
        map_put(frames, whole.common->name, frame = ARENA_NEW(a->arena, Frame));
        frame->whole = whole;
    }
    vec_push(a->arena, &frame->parts, part);
}

void advise_frames(Advisor *a)
{
    Map frames;
    map_init(&frames, a->arena);
    for (VEC_EACH(const Parameter, parameter, &a->model->parameters))
        add_part(a, &frames, (Thing){&parameter->common, parameter, NULL});
    for (VEC_EACH(const Indicator, indicator, &a->model->indicators))
        add_part(a, &frames, (Thing){&indicator->common, NULL, indicator});
    for (size_t i = 0; i < frames.count; i++) {
        const Frame *frame = frames.entries[i].value;
        check_frame(a, &frame->whole, &frame->parts);
    }
}
