/* constraints.c: `krav`: conditions on the model itself. A pass of check.c. */
#include "model/check.h"

static void check_constraint(Checker *c, Constraint *constraint)
{
    const Decl *decl = constraint->common.decl;
    const Expr *message = attr_value(decl_attr(decl, ATTR_MESSAGE));
    common_check(c, &constraint->common);
    require_attr(c, decl, ATTR_CONDITION, "villkor antal(indikatorer) är minst 1");
    constraint->each = decl_attr(decl, ATTR_FOR_EACH);
    constraint->when = attr_value(decl_attr(decl, ATTR_WHEN));
    constraint->condition = attr_value(decl_attr(decl, ATTR_CONDITION));
    constraint->message = message && message->kind == EXPR_TEXT ? message->as.text : STR_LIT("");
}

void constraints_check(Checker *c)
{
    for (VEC_EACH(Constraint, constraint, &c->model->constraints))
        check_constraint(c, constraint);
}
