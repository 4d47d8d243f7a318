/* responsibilities.c: `ansvar`, `beslutanderätt` and the heading of `beslutstabell`: who answers for what, and who decides. Passes of check.c. */
#include "model/check.h"

/* ---- ansvar ---- */

static void check_responsibility(Checker *c, Responsibility *one)
{
    const Decl *decl = one->common.decl;
    common_check(c, &one->common);
    require_attr(c, decl, ATTR_HELD_BY, "hos KS");
    parties_fill(c, &ENV_PLAIN, decl, ATTR_HELD_BY, &one->held);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_OVERSEES, &one->over);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_TO, &one->to);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_TOGETHER, &one->together);
    contents_fill(c, decl, ATTR_CONTAINS, &one->contents);
}

/* ---- beslutanderätt ---- */

static void check_right(Checker *c, DecisionRight *right)
{
    const Decl *decl = right->common.decl;
    common_check(c, &right->common);
    require_attr(c, decl, ATTR_HELD_BY, "hos KS");
    parties_fill(c, &ENV_PLAIN, decl, ATTR_HELD_BY, &right->held);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_OVERSEES, &right->over);
    parties_fill(c, &ENV_PLAIN, decl, ATTR_TOGETHER, &right->together);
    contents_fill(c, decl, ATTR_CONTAINS, &right->contents);
    body_decider(c, &ENV_PLAIN, decl, ATTR_PREPARED_BY, &right->prepared_name);
    right->where = attr_value(decl_attr(decl, ATTR_WHERE));
    right->condition = attr_value(decl_attr(decl, ATTR_CONDITION));
}

void responsibilities_check(Checker *c)
{
    for (VEC_EACH(Responsibility, one, &c->model->responsibilities))
        check_responsibility(c, one);
    for (VEC_EACH(DecisionRight, right, &c->model->rights))
        check_right(c, right);
}

/* ---- beslutstabell ---- */

static void fill_rows(Checker *c, DecisionTable *table, const Attr *attr)
{
    for (size_t i = 1; i < attr->items.count; i++) {
        const Item *item = &attr->items.items[i];
        const Mod *gives = item_mod(item, MOD_GIVES);
        vec_push(c->arena, &table->rows, ((DecisionRow){item->value->as.list, gives->value, item}));
    }
}

static void check_table(Checker *c, DecisionTable *table)
{
    const Decl *decl = table->common.decl;
    const Attr *decides = decl_attr(decl, ATTR_DECIDES);
    common_check(c, &table->common);
    table->each = decl_attr(decl, ATTR_FOR_EACH);
    require_attr(c, decl, ATTR_DECIDES, "om slag, omfattning ger beslutas_av");
    if (!decides || !decides->items.count)
        return;
    const Item *head = &decides->items.items[0];
    for (size_t i = 0; i < head->value->as.list.count; i++)
        vec_push(c->arena, &table->columns, head->value->as.list.items[i]->as.text);
    table->outcome = item_mod(head, MOD_GIVES)->value->as.text;
    fill_rows(c, table, decides);
}

void decision_tables_check(Checker *c)
{
    for (VEC_EACH(DecisionTable, table, &c->model->decision_tables))
        check_table(c, table);
}
