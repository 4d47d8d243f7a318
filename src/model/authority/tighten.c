/* tighten.c: `skärper`: what a body below makes stricter must be the same thing, and nowhere more lenient. Indicators here, hållpunkter in tighten_duties.c.
 * A pass of check.c; that an indicator takes over what it does not say itself: indicators.c. */
#include "model/authority/tighten.h"

Diag *tighten_report(const Tightening *t, DiagCode code, Span span, const char *what, const char *other)
{
    Checker *c = t->c;
    Diag *diag = diag_add(c->diags, code, span, text_of(c, t->own->name), text_of(c, t->above->name), what, other, NULL);
    diag_label(c->diags, diag, t->above->decl->name_span, BOTH("det som skärps", "what is tightened"));
    return diag;
}

/* ---- targets as intervals: stricter is within ---- */

typedef struct Interval { bool has_low, has_high, low_open, high_open; Num low, high; } Interval;

static bool interval_of(const Model *model, const Target *target, Interval *out)
{
    Num first, second;
    *out = (Interval){0};
    if (!constant_value(model, target->value, &first) || (target->value2 && !constant_value(model, target->value2, &second)))
        return false;
    switch (target->bound) {
    case BOUND_AT_LEAST:
    case BOUND_OVER: *out = (Interval){.has_low = true, .low = first, .low_open = target->bound == BOUND_OVER}; return true;
    case BOUND_AT_MOST:
    case BOUND_UNDER: *out = (Interval){.has_high = true, .high = first, .high_open = target->bound == BOUND_UNDER}; return true;
    case BOUND_BETWEEN: *out = (Interval){.has_low = true, .has_high = true, .low = first, .high = second}; return target->value2 != NULL;
    case BOUND_EXACTLY: *out = (Interval){.has_low = true, .has_high = true, .low = first, .high = first}; return true;
    case BOUND_NONE: break;
    }
    return false;
}

static bool is_within(const Interval *own, const Interval *above)
{
    int low = own->has_low && above->has_low ? num_cmp(own->low, above->low) : 0, high = own->has_high && above->has_high ? num_cmp(own->high, above->high) : 0;
    bool low_fits = !above->has_low || (own->has_low && (low > 0 || (low == 0 && (!above->low_open || own->low_open))));
    bool high_fits = !above->has_high || (own->has_high && (high < 0 || (high == 0 && (!above->high_open || own->high_open))));
    return low_fits && high_fits;
}

/* minst 80 %, as written without its period. */
static const char *target_text(Checker *c, const Target *target)
{
    static const char *const words[] = {
        [BOUND_NONE] = "", [BOUND_AT_LEAST] = "minst ", [BOUND_AT_MOST] = "högst ", [BOUND_OVER] = "över ", [BOUND_UNDER] = "under ", [BOUND_BETWEEN] = "mellan ", [BOUND_EXACTLY] = "exakt ",
    };
    const char *value = text_of_expr(c, target->value);
    if (target->bound == BOUND_BETWEEN && target->value2)
        return arena_printf(c->arena, "mellan %s och %s", value, text_of_expr(c, target->value2));
    return arena_printf(c->arena, "%s%s", words[target->bound], value);
}

static const char *target_period(Checker *c, const Target *target)
{
    StrBuf sv = {0}, en = {0};
    if (target->always)
        return BOTH("som alltid gäller", "that always holds");
    strbuf_puts(&sv, "för ");
    strbuf_puts(&en, "for ");
    period_print_people(&sv, target->period, false);
    period_print_people(&en, target->period, true);
    const char *text = diag_both(c->arena, arena_strndup(c->arena, sv.s, sv.n), arena_strndup(c->arena, en.s, en.n));
    strbuf_free(&sv);
    strbuf_free(&en);
    return text;
}

static void compare_target(const Tightening *t, const Target *own, const Target *above)
{
    Checker *c = t->c;
    Interval mine, theirs;
    if (own->bound == above->bound && expr_same_text(own->value, above->value) && expr_same_text(own->value2, above->value2))
        return;
    if (!interval_of(c->model, own, &mine) || !interval_of(c->model, above, &theirs)) {
        Diag *diag = tighten_report(t, DIAG_S0761, own->item->span, target_text(c, own), NULL);
        diag_label(c->diags, diag, above->item->span, BOTH("målvärdet där", "the target there"));
    } else if (!is_within(&mine, &theirs)) {
        Diag *diag = tighten_report(t, DIAG_S0758, own->item->span, target_text(c, own), target_text(c, above));
        diag_label(c->diags, diag, above->item->span, BOTH("målvärdet där", "the target there"));
    }
}

/* Each target above must have one here, of the same period or one that always holds. One that always holds above binds all of those here. */
static void compare_targets(const Tightening *t, const Indicator *own, const Indicator *above)
{
    for (VEC_EACH(const Target, theirs, &above->targets)) {
        bool found = false;
        for (VEC_EACH(const Target, mine, &own->targets)) {
            bool same = mine->always == theirs->always && (mine->always || period_eq(mine->period, theirs->period));
            found |= same || mine->always;
            if (same || theirs->always || mine->always)
                compare_target(t, mine, theirs);
        }
        if (found)
            continue;
        Diag *diag = tighten_report(t, DIAG_S0759, own->common.decl->name_span, target_period(t->c, theirs), NULL);
        diag_label(t->c->diags, diag, theirs->item->span, BOTH("målvärdet där", "the target there"));
    }
}

static void compare_tolerance(const Tightening *t, const Indicator *own, const Indicator *above)
{
    Checker *c = t->c;
    Num mine, theirs;
    if (!own->tolerance || expr_same_text(own->tolerance, above->tolerance))
        return;
    if (above->tolerance && (!constant_value(c->model, own->tolerance, &mine) || !constant_value(c->model, above->tolerance, &theirs)))
        tighten_report(t, DIAG_S0761, own->tolerance->span, text_of_expr(c, own->tolerance), NULL);
    else if (!above->tolerance || num_cmp(mine, theirs) > 0)
        tighten_report(t, DIAG_S0760, own->tolerance->span, text_of_expr(c, own->tolerance), above->tolerance ? text_of_expr(c, above->tolerance) : BOTH("ingen", "none"));
}

/* ---- the same thing ---- */

static void require_same(const Tightening *t, bool same, AttrKind kind)
{
    const Attr *attr = decl_attr(t->own->decl, kind), *there = decl_attr(t->above->decl, kind);
    if (same || !attr)
        return;
    Diag *diag = tighten_report(t, DIAG_S0757, attr->span, attr_keyword(kind), NULL);
    if (there)
        diag_label(t->c->diags, diag, there->span, BOTH("så står det där", "so it stands there"));
}

/* Own limits (bedöms som) on either side are conditions: they are the same, or they cannot be compared. */
static void compare_cases(const Tightening *t, const Indicator *own, const Indicator *above)
{
    bool same = own->cases.count == above->cases.count;
    for (size_t i = 0; same && i < own->cases.count; i++)
        same = own->cases.items[i].level == above->cases.items[i].level && expr_same_text(own->cases.items[i].when, above->cases.items[i].when);
    if (!same)
        tighten_report(t, DIAG_S0761, t->own->decl->name_span, attr_keyword(ATTR_ASSESSED), NULL);
}

static bool whole_covers(const Model *model, const Contexts *above, size_t body)
{
    return above->group || (above->municipality && !model->bodies.items[body].company);
}

static void compare_contexts(const Tightening *t, const Contexts *own, const Contexts *above)
{
    const Model *model = t->c->model;
    for (VEC_EACH(const size_t, body, &own->bodies)) {
        bool covered = whole_covers(model, above, *body);
        for (VEC_EACH(const size_t, of, &above->bodies))
            covered |= body_within(model, *body, *of);
        if (covered)
            continue;
        tighten_report(t, DIAG_S0756, t->own->decl->name_span, text_of(t->c, model->bodies.items[*body].common.name), NULL);
        return;
    }
    if (own->municipality && !above->municipality && !above->group)
        tighten_report(t, DIAG_S0756, t->own->decl->name_span, BOTH("hela kommunen", "the whole municipality"), NULL);
    else if (own->group && !above->group)
        tighten_report(t, DIAG_S0756, t->own->decl->name_span, BOTH("hela koncernen", "the whole group"), NULL);
}

static void check_indicator(Checker *c, const Indicator *own, const Indicator *above)
{
    Tightening t = {c, &own->common, &above->common};
    bool typed = own->type.kind == TYPE_NUMBER && above->type.kind == TYPE_NUMBER;
    require_same(&t, own->type.kind == above->type.kind && (!typed || unit_eq(own->type.unit, above->type.unit)), ATTR_UNIT);
    require_same(&t, own->grain == above->grain, ATTR_PER);
    require_same(&t, own->value == above->value || expr_same_text(own->value, above->value), ATTR_COMPUTED);
    compare_contexts(&t, &own->contexts, &above->contexts);
    compare_targets(&t, own, above);
    compare_tolerance(&t, own, above);
    compare_cases(&t, own, above);
}

/* ---- what is tightened ---- */

size_t tightened(Checker *c, const Decl *decl, SymbolKind kind)
{
    Expr *name = attr_value(decl_attr(decl, ATTR_TIGHTENS));
    if (!name || name->kind != EXPR_NAME || !name_resolve(c, NULL, name, 1u << kind))
        return NO_INDEX;
    return info_of(c, name)->ref.index;
}

/* Which way is stricter a parameter does not say. */
static void refuse_parameter(Checker *c, const Parameter *parameter)
{
    const Decl *decl = parameter->common.decl;
    size_t above = tightened(c, decl, SYM_PARAMETER);
    if (above != NO_INDEX)
        diag_add(c->diags, DIAG_S0764, decl_attr(decl, ATTR_TIGHTENS)->span, text_of(c, decl->name), text_of(c, c->model->parameters.items[above].common.name), NULL);
}

/* Rings: structure_checks.c. */
void tighten_check(Checker *c)
{
    for (VEC_EACH(const Indicator, own, &c->model->indicators))
        if (own->tightens != NO_INDEX && !own->common.decl->broken)
            check_indicator(c, own, &c->model->indicators.items[own->tightens]);
    for (VEC_EACH(const Checkpoint, own, &c->model->checkpoints))
        if (own->tightens != NO_INDEX && !own->common.decl->broken) {
            c->model->checkpoints.items[own->tightens].tightened = true;
            tighten_duty(c, own, &c->model->checkpoints.items[own->tightens]);
        }
    for (VEC_EACH(const Parameter, parameter, &c->model->parameters))
        refuse_parameter(c, parameter);
}
