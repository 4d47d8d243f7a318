/* things.c: see things.h. Read by decision_apply.c; fills nothing in. */
#include "model/authority/things.h"

#include "model/constraints/objects.h"

/* ---- which ---- */

static bool add_members(Checker *c, const Fact *set, RefVec *out)
{
    for (VEC_EACH(const Fact, member, set->set)) {
        const Common *common = object_common(c->model, member->thing);
        if (common && common->decl)      /* outsiders that a group names have no declaration of their own */
            vec_push(c->arena, out, member->thing);
    }
    return true;
}

bool things_of(Checker *c, Expr *name, RefVec *out)
{
    const Objects objects = {c->arena, c->model};
    Str folded = name_fold(c, name->as.text);
    Known *known = name_find(c, name->as.text);
    size_t kind = (size_t)map_get(&c->kinds, folded);
    Fact set;
    fact_set(&objects, &set);
    for (size_t i = 0; i < thing_word_count; i++)
        if (str_eqz(folded, thing_words[i].one)) {
            objects_of(&objects, thing_words[i].kind, &set);
            return add_members(c, &set, out);
        }
    unsigned sets = WANT(GOAL_LEVEL) | WANT(DOCUMENT_TYPE) | WANT(GROUP);
    if (known && (sets & (1u << known->symbol.ref.kind))) {
        name_use(NULL, known);
        objects_in(&objects, known->symbol.ref, &set);
        return add_members(c, &set, out);
    }
    if (!kind)
        return false;
    objects_in(&objects, (Ref){SYM_BODY_KIND, kind - 1, 0}, &set);
    return add_members(c, &set, out);
}

/* ---- what it is of ---- */

/* The type of a document, the base of a type, the level of a goal; SYM_NONE at the top. */
static Ref above(const Model *model, Ref thing)
{
    size_t index = NO_INDEX;
    SymbolKind kind = SYM_DOCUMENT_TYPE;
    if (thing.kind == SYM_DOCUMENT)
        index = model->documents.items[thing.index].type;
    else if (thing.kind == SYM_DOCUMENT_TYPE)
        index = model->document_types.items[thing.index].base;
    else if (thing.kind == SYM_GOAL) {
        index = model->goals.items[thing.index].level;
        kind = SYM_GOAL_LEVEL;
    }
    return index == NO_INDEX ? (Ref){SYM_NONE, 0, 0} : (Ref){kind, index, 0};
}

/* A ring of types was reported; here it only has to end. */
#define MOST_ABOVE 64

/* ---- values ---- */

static void add_text(Checker *c, DecisionValue *value, Str text)
{
    if (!text.n)
        return;
    value->kind = DECISION_TEXTS;
    vec_push(c->arena, &value->texts, name_fold(c, str_trim(text)));
}

static void add_names(Checker *c, DecisionValue *value, Ref thing)
{
    const Common *common = object_common(c->model, thing);
    if (thing.kind == SYM_BODY_KIND)
        add_text(c, value, c->model->kinds.items[thing.index].name);
    if (!common)
        return;
    add_text(c, value, common->name);
    add_text(c, value, common->title);
    for (size_t i = 0; thing.kind == SYM_BODY && i < c->model->bodies.items[thing.index].codes.count; i++)
        add_text(c, value, c->model->bodies.items[thing.index].codes.items[i]);
}

static void set_number(DecisionValue *value, Num number, Unit unit)
{
    *value = (DecisionValue){.kind = DECISION_NUMBER, .number = number, .unit = unit};
}

static void property_value(Checker *c, const Expr *expr, DecisionValue *out)
{
    Num number;
    Unit unit = UNIT_NONE;
    Fix factor;
    const Known *known = expr->kind == EXPR_NAME ? name_find(c, expr->as.text) : NULL;
    if (expr->kind == EXPR_TEXT || expr->kind == EXPR_NAME)
        add_text(c, out, expr->as.text);
    if (expr->kind == EXPR_TRUTH)
        add_text(c, out, str_of(expr->as.truth == TRUTH_YES ? "ja" : "nej"));
    if (known)
        add_names(c, out, known->symbol.ref);
    if (expr->kind != EXPR_NUMBER || !constant_value(c->model, expr, &number))
        return;
    if (expr->as.number.unit.n)
        unit_lookup(c->model, expr->as.number.unit, &unit, &factor);
    set_number(out, number, unit);
}

static bool property_of(Checker *c, const Common *common, Str name, DecisionValue *out)
{
    for (size_t i = 0; common && i < common->properties.count; i++)
        if (str_eq(name_fold(c, common->properties.items[i].name), name)) {
            property_value(c, common->properties.items[i].value, out);
            return true;
        }
    return false;
}

/* A document is of its type, and of those that the type is a kind of; a body of its kind likewise. */
static void kind_value(Checker *c, Ref thing, DecisionValue *out)
{
    Ref of = above(c->model, thing);
    for (int steps = 0; of.kind != SYM_NONE && steps < MOST_ABOVE; steps++, of = above(c->model, of))
        add_names(c, out, of);
    size_t kind = thing.kind == SYM_BODY ? c->model->bodies.items[thing.index].kind : NO_INDEX;
    while (kind != NO_INDEX) {
        const BodyKind *info = &c->model->kinds.items[kind];
        add_text(c, out, info->name);
        kind = info->base == kind ? NO_INDEX : info->base;
    }
}

static void add_fact(Checker *c, const Fact *fact, Unit unit, DecisionValue *out)
{
    switch (fact->kind) {
    case FACT_NUMBER: set_number(out, fact->number, unit); break;
    case FACT_TEXT: add_text(c, out, fact->text); break;
    case FACT_TRUTH: add_text(c, out, str_of(fact->truth == TRUTH_YES ? "ja" : "nej")); break;
    case FACT_THING: add_names(c, out, fact->thing); break;
    case FACT_SET:
        for (VEC_EACH(const Fact, member, fact->set))
            if (member->kind != FACT_SET)
                add_fact(c, member, unit, out);
        break;
    case FACT_MISSING: case FACT_DATE: break;
    }
}

DecisionValue thing_value(Checker *c, Ref thing, Str name)
{
    const Objects objects = {c->arena, c->model};
    DecisionValue value = {.kind = DECISION_ABSENT};
    Str folded = name_fold(c, name);
    Ref of = thing;
    for (int steps = 0; of.kind != SYM_NONE && steps < MOST_ABOVE; steps++, of = above(c->model, of))
        if (property_of(c, object_common(c->model, of), folded, &value))
            return value;
    size_t row = object_row_find(thing.kind, folded);
    if (row == NO_INDEX)
        return value;
    if (str_eqz(folded, "typ") || str_eqz(folded, "nivå")) {
        kind_value(c, thing, &value);
        return value;
    }
    Fact fact = {.kind = FACT_MISSING};
    object_get(&objects, row, thing, &fact);
    add_fact(c, &fact, object_rows[row].result == GIVES_SHARE ? UNIT_SHARE : UNIT_NONE, &value);
    return value;
}

/* ---- who decides ---- */

const Expr *thing_decider(const Model *model, Ref thing, AttrKind attr)
{
    for (int steps = 0; thing.kind != SYM_NONE && steps < MOST_ABOVE; steps++, thing = above(model, thing)) {
        const Expr *name = attr_value(decl_attr(object_common(model, thing)->decl, attr));
        if (name && name->kind == EXPR_NAME)
            return name;
    }
    return NULL;
}
