/* things.c: see things.h. Read by decision_apply.c; fills nothing in. */
#include "model/things.h"

/* ---- which ---- */

/* X(SYMBOL, "word of för varje", list) */
#define THINGS(X)                                                                                                                \
    X(DOCUMENT, "dokument", documents) X(DOCUMENT_TYPE, "dokumenttyp", document_types) X(GOAL, "mål", goals)                     \
    X(INDICATOR, "indikator", indicators) X(BODY, "organ", bodies) X(CHECKPOINT, "hållpunkt", checkpoints)                       \
    X(COMMISSION, "uppdrag", commissions) X(RULE, "regel", rules) X(TABLE, "tabell", tables) X(PARAMETER, "parameter", parameters) \
    X(GOAL_LEVEL, "nivå", levels) X(RESPONSIBILITY, "ansvar", responsibilities) X(DECISION_RIGHT, "beslutanderätt", rights)       \
    X(DECISION_TABLE, "beslutstabell", decision_tables) X(RISK, "risk", risks) X(CONSTRAINT, "krav", constraints) X(GROUP, "grupp", groups)

const Common *thing_common(const Model *model, Ref thing)
{
    switch (thing.kind) {
#define X(symbol, word, list) case SYM_##symbol: return &model->list.items[thing.index].common;
    THINGS(X)
#undef X
    default: return NULL;
    }
}

static size_t count_of(const Model *model, SymbolKind kind)
{
    switch (kind) {
#define X(symbol, word, list) case SYM_##symbol: return model->list.count;
    THINGS(X)
#undef X
    default: return 0;
    }
}

static SymbolKind kind_of_word(Str folded)
{
#define X(symbol, word, list) if (str_eqz(folded, word)) return SYM_##symbol;
    THINGS(X)
#undef X
    return SYM_NONE;
}

/* Things that have no declaration of their own (outsiders of a group, groups of a narrowed set) are not tried. */
static void add_all(Checker *c, SymbolKind kind, RefVec *out)
{
    for (size_t i = 0; i < count_of(c->model, kind); i++)
        if (thing_common(c->model, (Ref){kind, i, 0})->decl)
            vec_push(c->arena, out, ((Ref){kind, i, 0}));
}

static void add_of(Checker *c, Ref of, RefVec *out)
{
    const Model *model = c->model;
    for (size_t i = 0; of.kind == SYM_GOAL_LEVEL && i < model->goals.count; i++)
        if (model->goals.items[i].level == of.index)
            vec_push(c->arena, out, ((Ref){SYM_GOAL, i, 0}));
    for (size_t i = 0; of.kind == SYM_DOCUMENT_TYPE && i < model->documents.count; i++)
        if (document_type_is(model, model->documents.items[i].type, of.index))
            vec_push(c->arena, out, ((Ref){SYM_DOCUMENT, i, 0}));
    for (size_t i = 0; of.kind == SYM_GROUP && i < model->groups.items[of.index].bodies.count; i++)
        vec_push(c->arena, out, ((Ref){SYM_BODY, model->groups.items[of.index].bodies.items[i], 0}));
    for (size_t i = 0; of.kind == SYM_BODY_KIND && i < model->bodies.count; i++)
        if (model->bodies.items[i].kind != NO_INDEX && kind_is(model, model->bodies.items[i].kind, of.index))
            vec_push(c->arena, out, ((Ref){SYM_BODY, i, 0}));
}

bool things_of(Checker *c, Expr *name, RefVec *out)
{
    SymbolKind word = kind_of_word(name_fold(c, name->as.text));
    size_t kind = (size_t)map_get(&c->kinds, name_fold(c, name->as.text));
    Known *known = name_find(c, name->as.text);
    if (word != SYM_NONE) {
        add_all(c, word, out);
        return true;
    }
    if (known) {
        name_use(NULL, known);
        add_of(c, known->symbol.ref, out);
        return known->symbol.ref.kind == SYM_GOAL_LEVEL || known->symbol.ref.kind == SYM_DOCUMENT_TYPE || known->symbol.ref.kind == SYM_GROUP;
    }
    if (kind)
        add_of(c, (Ref){SYM_BODY_KIND, kind - 1, 0}, out);
    return kind != 0;
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
    const Common *common = thing_common(c->model, thing);
    if (!common)
        return;
    add_text(c, value, common->name);
    add_text(c, value, common->title);
    for (size_t i = 0; thing.kind == SYM_BODY && i < c->model->bodies.items[thing.index].codes.count; i++)
        add_text(c, value, c->model->bodies.items[thing.index].codes.items[i]);
}

static void add_bodies(Checker *c, DecisionValue *value, const IndexVec *bodies)
{
    for (VEC_EACH(const size_t, body, bodies))
        if (*body != NO_INDEX)
            add_names(c, value, (Ref){SYM_BODY, *body, 0});
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

static const IndexVec *responsible_of(const Model *model, Ref thing)
{
    switch (thing.kind) {
    case SYM_DOCUMENT: return &model->documents.items[thing.index].responsible;
    case SYM_GOAL: return &model->goals.items[thing.index].responsible;
    case SYM_INDICATOR: return &model->indicators.items[thing.index].responsible;
    case SYM_RISK: return &model->risks.items[thing.index].responsible;
    case SYM_CHECKPOINT: return &model->checkpoints.items[thing.index].bodies;
    default: return NULL;
    }
}

static void tags_value(Checker *c, const Common *common, DecisionValue *out)
{
    EACH_ATTR(attr, common->decl, ATTR_TAGS)
        for (VEC_EACH(const Item, item, &attr->items))
            if (item->value && (item->value->kind == EXPR_NAME || item->value->kind == EXPR_TEXT))
                add_text(c, out, item->value->as.text);
}

static void under_value(Checker *c, Ref thing, DecisionValue *out)
{
    size_t parent = thing.kind == SYM_BODY ? c->model->bodies.items[thing.index].parent : NO_INDEX;
    if (parent != NO_INDEX)
        add_names(c, out, (Ref){SYM_BODY, parent, 0});
    for (size_t i = 0; thing.kind == SYM_GOAL && i < c->model->goals.items[thing.index].under.count; i++)
        add_names(c, out, (Ref){SYM_GOAL, c->model->goals.items[thing.index].under.items[i], 0});
}

static void number_value(Checker *c, Ref thing, Str name, DecisionValue *out)
{
    const Risk *risk = thing.kind == SYM_RISK ? &c->model->risks.items[thing.index] : NULL;
    if (risk && risk->has_likelihood && str_eqz(name, "sannolikhet"))
        set_number(out, num_of_fix(risk->likelihood), UNIT_NONE);
    else if (risk && risk->has_impact && str_eqz(name, "konsekvens"))
        set_number(out, num_of_fix(risk->impact), UNIT_NONE);
    else if (thing.kind == SYM_BODY && str_eqz(name, "ägarandel"))
        set_number(out, num_of_fix(c->model->bodies.items[thing.index].owned), UNIT_SHARE);
}

static void attribute_value(Checker *c, Ref thing, Str name, DecisionValue *out)
{
    const Common *common = thing_common(c->model, thing);
    const IndexVec *responsible = responsible_of(c->model, thing);
    if (str_eqz(name, "namn"))
        add_text(c, out, common->name);
    else if (str_eqz(name, "titel"))
        add_text(c, out, common->title);
    else if (str_eqz(name, "typ") || str_eqz(name, "nivå"))
        kind_value(c, thing, out);
    else if (str_eqz(name, "märkt"))
        tags_value(c, common, out);
    else if (str_eqz(name, "under"))
        under_value(c, thing, out);
    else if (str_eqz(name, "ansvarig") && responsible)
        add_bodies(c, out, responsible);
    else if (str_eqz(name, "gäller_för"))
        add_bodies(c, out, &common->applies_to);
    else
        number_value(c, thing, name, out);
}

DecisionValue thing_value(Checker *c, Ref thing, Str name)
{
    DecisionValue value = {.kind = DECISION_ABSENT};
    Str folded = name_fold(c, name);
    Ref of = thing;
    for (int steps = 0; of.kind != SYM_NONE && steps < MOST_ABOVE; steps++, of = above(c->model, of))
        if (property_of(c, thing_common(c->model, of), folded, &value))
            return value;
    attribute_value(c, thing, folded, &value);
    return value;
}

/* ---- who decides ---- */

const Expr *thing_decider(const Model *model, Ref thing, AttrKind attr)
{
    for (int steps = 0; thing.kind != SYM_NONE && steps < MOST_ABOVE; steps++, thing = above(model, thing)) {
        const Expr *name = attr_value(decl_attr(thing_common(model, thing)->decl, attr));
        if (name && name->kind == EXPR_NAME)
            return name;
    }
    return NULL;
}
