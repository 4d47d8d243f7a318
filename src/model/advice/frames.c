/* frames.c: `ryms inom`: the frame that an indicator or parameter is to fit in. A pass of check.c; whether the parts fit is advice (advice_frames.c). */
#include "model/check.h"

static Type type_of(const Model *model, Ref ref)
{
    return ref.kind == SYM_PARAMETER ? model->parameters.items[ref.index].type : model->indicators.items[ref.index].type;
}

/* Whoever only fits in a frame, or is one, is of use: they are held against each other. */
static void check_frame(Checker *c, const Decl *decl, Type type)
{
    Expr *name = attr_value(decl_attr(decl, ATTR_FITS_IN));
    Known *frame = name ? name_resolve(c, &ENV_PLAIN, name, WANT(PARAMETER) | WANT(INDICATOR)) : NULL, *own = name ? name_find(c, decl->name) : NULL;
    if (own)
        own->used = true;
    if (!frame)
        return;
    Type whole = type_of(c->model, frame->symbol.ref);
    if (is_number(type) && is_number(whole) && !unit_eq(type.unit, whole.unit))
        expr_unit_report(c, name, whole.unit, type.unit);
}

void frames_check(Checker *c)
{
    for (VEC_EACH(const Parameter, parameter, &c->model->parameters))
        check_frame(c, parameter->common.decl, parameter->type);
    for (VEC_EACH(const Indicator, indicator, &c->model->indicators))
        check_frame(c, indicator->common.decl, indicator->type);
}
