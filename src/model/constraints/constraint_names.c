/* constraint_names.c: what the names in a constraint mean: attributes of the thing at hand and of those around it, characteristics, things, sets.
 * Called by constraint_sorts.c and constraints.c. */
#include "base/utf8.h"
#include "model/constraints/constraint_parts.h"

static Sort sort_of_row(const ObjectRow *row)
{
    switch (row->result) {
    case GIVES_TEXT: return sort(SORT_TEXT);
    case GIVES_TEXTS: return (Sort){SORT_TEXT, true, 0, UNIT_NONE};
    case GIVES_NUMBER: return sort(SORT_NUMBER);
    case GIVES_SHARE: return (Sort){SORT_NUMBER, false, 0, UNIT_SHARE};
    case GIVES_DATE: return sort(SORT_DATE);
    case GIVES_TRUTH: return sort(SORT_TRUTH);
    case GIVES_ONE: return sort_things(row->kinds, false);
    case GIVES_MANY: return sort_things(row->kinds, true);
    }
    return SORT_WRONG;
}

/* ---- attributes ---- */

static bool row_fits(const ObjectRow *row, unsigned kinds)
{
    return row->kind == SYM_NONE || kinds == 0 || (kinds & (1u << row->kind));
}

/* The attribute of things of these kinds; where several kinds have one of the name, what they give together. */
static bool find_attribute(unsigned kinds, Str folded, size_t *row, Sort *out)
{
    bool found = false;
    for (size_t i = 0; i < object_row_count; i++) {
        if (!row_fits(&object_rows[i], kinds) || !str_eqz(folded, object_rows[i].name))
            continue;
        Sort own = sort_of_row(&object_rows[i]);
        if (!found)
            *row = i, *out = own;
        else if (own.kind == out->kind)
            *out = (Sort){own.kind, own.set || out->set, own.kinds && out->kinds ? own.kinds | out->kinds : 0, own.unit};
        else
            *out = (Sort){SORT_ANY, own.set || out->set, 0, UNIT_NONE};
        found = true;
    }
    return found;
}

static void offer_attributes(Nearest *nearest, unsigned kinds)
{
    for (size_t i = 0; i < object_row_count; i++)
        if (row_fits(&object_rows[i], kinds))
            nearest_offer(nearest, str_of(object_rows[i].name));
}

static bool is_word_of(const Surroundings *place, Str folded)
{
    for (VEC_EACH(const Str, word, &place->words))
        if (str_eq(*word, folded))
            return true;
    return false;
}

/* ---- characteristics ---- */

static bool tree_has_property(Checker *c, const Tree *tree, Str folded)
{
    for (VEC_EACH(const Decl, decl, &tree->decls))
        EACH_ATTR(attr, decl, ATTR_PROPERTY)
            for (VEC_EACH(const Item, item, &attr->items))
                if (item->value && item->value->kind == EXPR_NAME && str_eq(name_fold(c, item->value->as.text), folded))
                    return true;
    return false;
}

static bool property_known(Checker *c, Str folded)
{
    for (size_t t = 0; t < c->model->tree_count; t++)
        if (tree_has_property(c, c->model->trees[t], folded))
            return true;
    return false;
}

static bool is_for_later(const Surroundings *place)
{
    while (place && place->outer)
        place = place->outer;
    return place && place->later;
}

/* A name that nothing has may be a characteristic that nobody has stated yet; one that is nearly a known word is a slip of the pen. */
static Sort unknown_name(Checker *c, const Surroundings *place, Expr *name)
{
    size_t row;
    Sort other;
    if (find_attribute(0, name_fold(c, name->as.text), &row, &other)) {
        unknown_report(c, DIAG_S0700, name->span, name->as.text, "", NULL);
        return SORT_WRONG;
    }
    Nearest nearest = nearest_start(c, name->as.text);
    for (const Surroundings *at = place; at; at = at->outer)
        offer_attributes(&nearest, at->kinds);
    const char *symbol = nearest_symbol(c, name->as.text, ~0u);
    if (symbol)
        nearest_offer(&nearest, str_of(symbol));
    if (nearest.best) {
        unknown_report(c, DIAG_S0700, name->span, name->as.text, "", nearest.best);
        return SORT_WRONG;
    }
    if (!is_for_later(place))
        unknown_report(c, DIAG_S0701, name->span, name->as.text, "", NULL);
    set_ref(c, name, SYM_PROPERTY, 0, 0);
    return sort(SORT_ANY);
}

/* ---- names ---- */

static Sort sort_of_symbol(Checker *c, Expr *name, Known *known)
{
    Ref ref = known->symbol.ref;
    known->used = true;
    info_of(c, name)->ref = ref;
    switch (ref.kind) {
    case SYM_PARAMETER: {
        Type type = parameter_type(c, ref.index);
        return type.kind == TYPE_NUMBER ? (Sort){SORT_NUMBER, false, 0, type.unit} : sort(type.kind == TYPE_TEXT ? SORT_TEXT : SORT_ANY);
    }
    case SYM_RELATIVE_BODY: return sort_things(1u << SYM_BODY, false);
    case SYM_BODY: case SYM_GOAL: case SYM_GOAL_LEVEL: case SYM_GROUP: case SYM_TABLE: case SYM_INDICATOR: case SYM_RULE: case SYM_CHECKPOINT:
    case SYM_COMMISSION: case SYM_DOCUMENT_TYPE: case SYM_DOCUMENT: case SYM_RESPONSIBILITY: case SYM_DECISION_RIGHT: case SYM_DECISION_TABLE:
    case SYM_RISK: case SYM_CONSTRAINT:
        return sort_things(1u << ref.kind, false);
    default:
        diag_add(c->diags, DIAG_S0204, name->span, text_of_expr(c, name), symbol_kinds_text(1u << ref.kind), BOTH("något i modellen", "something in the model"), NULL);
        return SORT_WRONG;
    }
}

Sort sort_of_name(Checker *c, const Surroundings *place, Expr *name)
{
    Str folded = name_fold(c, name->as.text);
    size_t row, depth = 0;
    Sort found;
    for (const Surroundings *at = place; at; at = at->outer, depth++) {
        if (find_attribute(at->kinds, folded, &row, &found)) {
            set_ref(c, name, SYM_OBJECT_ATTRIBUTE, row, depth);
            return found;
        }
        if (is_word_of(at, folded)) {
            set_ref(c, name, SYM_SUBJECT, 0, depth);
            return sort_things(at->kinds, false);
        }
    }
    if (str_eqz(folded, "styrmodellen")) {
        set_ref(c, name, SYM_HEAD, 0, 0);
        return sort_things(0, false);
    }
    if (property_known(c, folded)) {
        set_ref(c, name, SYM_PROPERTY, 0, 0);
        return sort(SORT_ANY);
    }
    Known *known = name_find(c, name->as.text);
    if (known)
        return sort_of_symbol(c, name, known);
    size_t kind = (size_t)map_get(&c->kinds, folded);
    if (kind) {
        set_ref(c, name, SYM_BODY_KIND, kind - 1, 0);
        return sort_things(1u << SYM_BODY_KIND, false);
    }
    return unknown_name(c, place, name);
}

/* modell.mål */
static bool all_of_kind(Checker *c, Expr *member, Sort *out)
{
    const Expr *of = member->as.member.of;
    Str folded = name_fold(c, member->as.member.name);
    if (of->kind != EXPR_NAME || !str_eqz(name_fold(c, of->as.text), "modell"))
        return false;
    Nearest nearest = nearest_start(c, member->as.member.name);
    for (size_t i = 0; i < thing_word_count; i++) {
        if (str_eqz(folded, thing_words[i].many)) {
            set_ref(c, member, SYM_ALL_OF, thing_words[i].kind, 0);
            *out = sort_things(1u << thing_words[i].kind, true);
            return true;
        }
        nearest_offer(&nearest, str_of(thing_words[i].many));
    }
    unknown_report(c, DIAG_S0700, member->as.member.name_span, member->as.member.name, "", nearest.best);
    *out = SORT_WRONG;
    return true;
}

Sort sort_of_member(Checker *c, const Surroundings *place, Expr *member)
{
    Sort of, found;
    size_t row;
    if (all_of_kind(c, member, &of))
        return of;
    of = sort_of(c, place, member->as.member.of);
    if (of.kind == SORT_BAD)
        return SORT_WRONG;
    Str folded = name_fold(c, member->as.member.name);
    if (of.kind != SORT_THING && of.kind != SORT_ANY) {
        diag_add(c->diags, DIAG_S0702, member->as.member.of->span, text_of_expr(c, member->as.member.of), BOTH("något i modellen", "something in the model"), NULL);
        return SORT_WRONG;
    }
    if (find_attribute(of.kinds, folded, &row, &found)) {
        set_ref(c, member, SYM_OBJECT_ATTRIBUTE, row, 0);
        found.set = found.set || of.set;
        return found;
    }
    if (property_known(c, folded)) {
        set_ref(c, member, SYM_PROPERTY, 0, 0);
        return (Sort){SORT_ANY, of.set, 0, UNIT_NONE};
    }
    Nearest nearest = nearest_start(c, member->as.member.name);
    offer_attributes(&nearest, of.kinds);
    unknown_report(c, DIAG_S0700, member->as.member.name_span, member->as.member.name, "", nearest.best);
    return SORT_WRONG;
}

/* ---- sets ---- */

/* The word in för varje, and for a kind of body its definite form. */
static void add_name(Checker *c, Surroundings *place, const Expr *name)
{
    if (name->kind != EXPR_NAME)
        return;
    vec_push(c->arena, &place->words, name_fold(c, name->as.text));
    Ref ref = info_of(c, name)->ref;
    if (ref.kind == SYM_BODY_KIND && c->model->kinds.items[ref.index].definite.n)
        vec_push(c->arena, &place->words, name_fold(c, c->model->kinds.items[ref.index].definite));
}

/* The general words of the kinds: mål, organ. */
static void add_kind_words(Checker *c, Surroundings *place)
{
    for (size_t i = 0; i < thing_word_count; i++)
        if (place->kinds & (1u << thing_words[i].kind))
            vec_push(c->arena, &place->words, str_of(thing_words[i].one));
}

static unsigned member_kinds(Ref ref)
{
    switch (ref.kind) {
    case SYM_GOAL_LEVEL: return 1u << SYM_GOAL;
    case SYM_DOCUMENT_TYPE: return 1u << SYM_DOCUMENT;
    case SYM_BODY_KIND: case SYM_GROUP: return 1u << SYM_BODY;
    default: return 0;
    }
}

/* `indikatorer` where no thing at hand has any of its own: those of the model. */
static bool all_named(Checker *c, const Expr *name, Str folded)
{
    for (size_t i = 0; i < thing_word_count; i++)
        if (str_eqz(folded, thing_words[i].many)) {
            set_ref(c, name, SYM_ALL_OF, thing_words[i].kind, 0);
            return true;
        }
    return false;
}

static bool is_attribute(Checker *c, const Surroundings *place, Str folded)
{
    size_t row;
    Sort ignored;
    for (const Surroundings *at = place; at; at = at->outer)
        if (find_attribute(at->kinds, folded, &row, &ignored))
            return true;
    return false;
}

static bool is_near_word(const Surroundings *place, Str folded)
{
    for (const Surroundings *at = place; at; at = at->outer)
        if (is_word_of(at, folded))
            return true;
    return false;
}

/* Where a set stands, `nämndmål` is all of them, also in what is said för varje nämndmål. */
static bool named_set(Checker *c, const Surroundings *place, Expr *expr)
{
    Str folded = expr->kind == EXPR_NAME ? name_fold(c, expr->as.text) : STR_LIT("");
    Known *known = folded.n ? name_find(c, expr->as.text) : NULL;
    size_t kind = (size_t)map_get(&c->kinds, folded);
    if (!folded.n || is_attribute(c, place, folded))
        return false;
    if (known && member_kinds(known->symbol.ref)) {
        known->used = true;
        info_of(c, expr)->ref = known->symbol.ref;
        return true;
    }
    if (kind)
        set_ref(c, expr, SYM_BODY_KIND, kind - 1, 0);
    return kind != 0 || (!is_near_word(place, folded) && all_named(c, expr, folded));
}

static bool sort_members(Checker *c, const Surroundings *place, Expr *expr, Surroundings *members);

/* A goal, a table, a document by name: one thing, and always there. */
bool is_single_thing(Checker *c, const Expr *expr)
{
    Ref ref = info_of(c, expr)->ref;
    if (expr->kind != EXPR_NAME || ref.kind == SYM_ALL_OF || member_kinds(ref))
        return false;
    for (size_t i = 0; i < thing_word_count; i++)
        if (thing_words[i].kind == ref.kind && ref.kind != SYM_PARAMETER)
            return true;
    return false;
}

bool sort_set(Checker *c, const Surroundings *place, Expr *expr, Surroundings *members)
{
    if (!sort_members(c, place, expr, members))
        return false;
    if (!is_single_thing(c, expr))
        return true;
    diag_add(c->diags, DIAG_S0204, expr->span, text_of_expr(c, expr), symbol_kinds_text(1u << info_of(c, expr)->ref.kind), BOTH("en mängd", "a set"), NULL);
    return false;
}

static bool sort_members(Checker *c, const Surroundings *place, Expr *expr, Surroundings *members)
{
    *members = (Surroundings){.outer = place};
    Sort found = named_set(c, place, expr) ? sort_things(0, true) : sort_of(c, place, expr);
    Ref ref = info_of(c, expr)->ref;
    if (found.kind == SORT_BAD)
        return false;
    unsigned kinds = member_kinds(ref);
    if (!kinds && found.kind != SORT_THING && found.kind != SORT_ANY && !found.set) {
        diag_add(c->diags, DIAG_S0702, expr->span, text_of_expr(c, expr), BOTH("en mängd", "a set"), NULL);
        return false;
    }
    /* The members have no name of their own: the words are left for the thing that the constraint is about. */
    members->kinds = kinds ? kinds : ref.kind == SYM_ALL_OF ? 1u << ref.index : found.kinds;
    return true;
}

/* ---- för varje ---- */

static bool kind_word(Checker *c, Expr *name, Surroundings *out)
{
    Str folded = name_fold(c, name->as.text);
    for (size_t i = 0; i < thing_word_count; i++)
        if (str_eqz(folded, thing_words[i].one)) {
            set_ref(c, name, SYM_ALL_OF, thing_words[i].kind, 0);
            out->kinds |= 1u << thing_words[i].kind;
            return true;
        }
    return false;
}

/* What nothing is called is a slip of the pen, not a characteristic. */
static bool each_known(Checker *c, const Expr *name)
{
    if (name->kind != EXPR_NAME || name_find(c, name->as.text) || map_get(&c->kinds, name_fold(c, name->as.text)))
        return true;
    Nearest nearest = nearest_start(c, name->as.text);
    for (size_t i = 0; i < thing_word_count; i++)
        nearest_offer(&nearest, str_of(thing_words[i].one));
    for (VEC_EACH(const BodyKind, kind, &c->model->kinds))
        nearest_offer(&nearest, kind->name);
    const char *symbol = nearest_symbol(c, name->as.text, WANT(GOAL_LEVEL) | WANT(GROUP) | WANT(DOCUMENT_TYPE) | WANT(BODY));
    if (symbol)
        nearest_offer(&nearest, str_of(symbol));
    unknown_report(c, DIAG_S0715, name->span, name->as.text, "", nearest.best);
    return false;
}

static void add_each(Checker *c, Expr *name, Surroundings *out)
{
    const Surroundings nowhere = {0};
    Surroundings members;
    if (name->kind == EXPR_NAME && kind_word(c, name, out))
        return;
    if (!each_known(c, name) || !sort_members(c, &nowhere, name, &members))
        return;
    out->kinds |= members.kinds;
    add_name(c, out, name);
}

void place_of_each(Checker *c, const Attr *each, bool later, Surroundings *out)
{
    *out = (Surroundings){.kinds = each ? 0 : KINDS_HEAD, .later = later};
    if (!each)
        return;
    for (VEC_EACH(const Item, item, &each->items))
        if (item->value && item->value->kind == EXPR_SCOPE)
            add_each(c, item->value->as.scope.name, out);
    add_kind_words(c, out);
    for (VEC_EACH(const Item, item, &each->items))
        if (item->value && item->value->kind == EXPR_SCOPE && item->value->as.scope.where) {
            sort_condition(c, out, item->value->as.scope.where);
            return;
        }
}
