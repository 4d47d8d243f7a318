/* constraints.c: `krav`: conditions on the model itself. First a pass of check.c that resolves and types them; then, for those who ask, what each comes to
 * for every thing it is about, and the report of that. */
#include <ctype.h>

#include "model/constraints/constraint_parts.h"

/* ---- the pass ---- */

static bool is_named(Checker *c, const Expr *name, const char *word)
{
    return name && name->kind == EXPR_NAME && str_eqz(name_fold(c, name->as.text), word);
}

static void check_kind(Checker *c, Constraint *constraint)
{
    const Expr *kind = constraint->common.decl->kind_name;
    constraint->advice = is_named(c, kind, "rekommendation");
    if (kind && !constraint->advice)
        diag_add(c->diags, DIAG_S0713, kind->span, text_of_expr(c, kind), NULL);
}

bool constraint_hole_named(Str text)
{
    bool good = text.n > 0;
    for (size_t i = 0; good && i < text.n; i++) {
        unsigned char ch = (unsigned char)text.s[i];
        good = isalpha(ch) || ch >= 0x80 || (i && (isdigit(ch) || ch == '-' || ch == '_' || ch == ' '));
    }
    return good;
}

static void report_hole(Checker *c, const Expr *message, Str hole)
{
    unknown_report(c, DIAG_S0716, message->span, hole, "", NULL);
}

/* {titel} in the message is an attribute of the thing. */
static void check_holes(Checker *c, const Surroundings *place, const Constraint *constraint)
{
    Str text = constraint->message;
    const Expr *message = attr_value(decl_attr(constraint->common.decl, ATTR_MESSAGE));
    for (size_t open = str_find(text, STR_LIT("{"), 0); open != (size_t)-1; open = str_find(text, STR_LIT("{"), open + 1)) {
        size_t close = str_find(text, STR_LIT("}"), open);
        Expr name = {.kind = EXPR_NAME, .span = message->span};
        if (close == (size_t)-1) {
            report_hole(c, message, (Str){text.s + open, text.n - open});
            return;
        }
        name.as.text = (Str){text.s + open + 1, close - open - 1};
        name.id = message->id;
        if (constraint_hole_named(name.as.text))
            sort_of_name(c, place, &name);
        else
            report_hole(c, message, (Str){text.s + open, close - open + 1});
    }
}

static void check_constraint(Checker *c, Constraint *constraint)
{
    const Decl *decl = constraint->common.decl;
    const Expr *message = attr_value(decl_attr(decl, ATTR_MESSAGE));
    size_t errors = c->diags->errors;
    Surroundings place;
    common_check(c, &constraint->common);
    require_attr(c, decl, ATTR_CONDITION, "villkor antal(indikatorer) är minst 1");
    constraint->each = decl_attr(decl, ATTR_FOR_EACH);
    constraint->when = attr_value(decl_attr(decl, ATTR_WHEN));
    constraint->condition = attr_value(decl_attr(decl, ATTR_CONDITION));
    constraint->message = message && message->kind == EXPR_TEXT ? message->as.text : STR_LIT("");
    check_kind(c, constraint);
    place_of_each(c, constraint->each, constraint->when != NULL, &place);
    if (constraint->when)
        sort_condition(c, &place, constraint->when);
    if (constraint->condition)
        sort_condition(c, &place, constraint->condition);
    check_holes(c, &place, constraint);
    constraint->usable = constraint->condition && c->diags->errors == errors && !decl->broken;
    if (constraint->usable)
        constraint_always(c, constraint);
}

void constraints_check(Checker *c)
{
    for (VEC_EACH(Constraint, constraint, &c->model->constraints))
        check_constraint(c, constraint);
}

/* ---- what they are about ---- */

static void things_named(Evaluation *e, const Expr *name, Fact *out)
{
    Ref ref = model_info(e->objects.model, name)->ref;
    if (ref.kind == SYM_ALL_OF)
        objects_of(&e->objects, (SymbolKind)ref.index, out);
    else
        evaluate_set(e, NULL, name, out);
}

static void add_things(Evaluation *e, const Expr *scope, Fact *out, Fact *outside)
{
    Fact named;
    size_t before = out->set->count;         /* what is named twice is of another scope */
    things_named(e, scope->as.scope.name, &named);
    for (size_t i = 0; i < named.set->count; i++) {
        const Fact *one = &named.set->items[i];
        Frame frame = {one->thing, NULL};
        bool known = one->kind != FACT_THING;
        for (size_t k = 0; k < before && !known; k++)
            known = out->set->items[k].thing.kind == one->thing.kind && out->set->items[k].thing.index == one->thing.index;
        if (known)
            continue;
        bool within = !scope->as.scope.where || evaluate_condition(e, &frame, scope->as.scope.where) != TRUTH_NO;
        vec_push(e->objects.arena, within ? out->set : outside->set, *one);
    }
}

static void things_of(Evaluation *e, const Constraint *constraint, Fact *out, Fact *outside)
{
    fact_set(&e->objects, out);
    fact_set(&e->objects, outside);
    if (!constraint->each) {
        vec_push(e->objects.arena, out->set, ((Fact){.kind = FACT_THING, .thing = {SYM_HEAD, 0, 0}}));
        return;
    }
    for (VEC_EACH(const Item, item, &constraint->each->items))
        if (item->value && item->value->kind == EXPR_SCOPE)
            add_things(e, item->value, out, outside);
}

/* ---- gäller för, undantag ---- */

static bool share_body(const IndexVec *a, const IndexVec *b)
{
    for (VEC_EACH(const size_t, body, a))
        if (index_in(b, *body))
            return true;
    return false;
}

static bool applies(const Evaluation *e, const Constraint *constraint, Ref thing)
{
    IndexVec bodies = {0};
    if (!constraint->common.limited)
        return true;
    object_bodies(&e->objects, thing, &bodies);
    return share_body(&bodies, &constraint->common.applies_to);
}

static bool scope_has(const Evaluation *e, const Expr *scope, const IndexVec *bodies)
{
    IndexVec named = {0};
    if (scope->kind == EXPR_SCOPE)
        scope_bodies(e->objects.arena, e->objects.model, scope, &named);
    return share_body(bodies, &named);
}

/* The exemption from the constraint that covers the thing, or NULL. */
static const Item *exemption_of(const Evaluation *e, const Constraint *constraint, Ref thing)
{
    IndexVec bodies = {0};
    if (!decl_attr(constraint->common.decl, ATTR_EXEMPT))
        return NULL;
    object_bodies(&e->objects, thing, &bodies);
    EACH_ATTR(attr, constraint->common.decl, ATTR_EXEMPT)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const Mod *whose = item_mod(item, MOD_FOR);
            if (e->as_of != DATE_NONE && !exemption_covers(item, e->as_of))
                continue;
            if (!whose)
                return item;
            for (size_t i = 0; whose->value->kind == EXPR_LIST && i < whose->value->as.list.count; i++)
                if (scope_has(e, whose->value->as.list.items[i], &bodies))
                    return item;
        }
    return NULL;
}

/* ---- what they come to ---- */

/* "Ny nämnd, till och med 2027-06-30, enligt KF § 9" */
static const char *reason_of(const Evaluation *e, const Item *exemption)
{
    const Mod *by = item_mod(exemption, MOD_ACCORDING);
    const char *text[2];
    for (int lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf out = {0};
        if (exemption->value && exemption->value->kind == EXPR_TEXT)
            strbuf_put(&out, exemption->value->as.text);
        if (exemption_end(exemption) != DATE_NONE) {
            strbuf_puts(&out, lang == LANG_SV ? ", till och med " : ", until ");
            date_print(&out, exemption_end(exemption));
        }
        if (by && by->value && by->value->kind == EXPR_TEXT)
            strbuf_printf(&out, ", %s " STR_FMT, lang == LANG_SV ? "enligt" : "by", STR_ARG(by->value->as.text));
        text[lang] = arena_strndup(e->objects.arena, out.s ? out.s : "", out.n);
        strbuf_free(&out);
    }
    return diag_both(e->objects.arena, text[LANG_SV], text[LANG_EN]);
}

/* The left side of the comparison with its value: "antal(indikatorer) = 0". */
static const char *why_breached(Evaluation *e, const Frame *frame, const Expr *condition)
{
    const Expr *x = condition->kind == EXPR_BINARY && condition->as.binary.op > OP_AND ? condition->as.binary.x
        : condition->kind == EXPR_BETWEEN ? condition->as.between.x : condition->kind == EXPR_IN ? condition->as.in.x : NULL;
    Fact fact;
    if (!x)
        return "";
    const char *text[2];
    evaluate(e, frame, x, &fact);
    for (int lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf out = {0};
        expr_print(&out, x);
        strbuf_puts(&out, " = ");
        fact_print(&out, &e->objects, &fact, (Lang)lang);
        text[lang] = arena_strdup(e->objects.arena, out.s);
        strbuf_free(&out);
    }
    return diag_both(e->objects.arena, text[LANG_SV], text[LANG_EN]);
}

static OutcomeKind outcome_of(Truth truth)
{
    return truth == TRUTH_YES ? OUTCOME_MET : truth == TRUTH_NO ? OUTCOME_BREACHED : OUTCOME_UNDECIDED;
}

static const char *why_undecided(const Evaluation *e)
{
    if (e->steps >= e->most)
        return BOTH("det blir för många kombinationer", "there are too many combinations");
    if (e->missing)
        return e->missing;
    return e->uncountable ? BOTH("ett tal blir för stort, eller delas med noll", "a number grows too large, or is divided by zero")
                          : BOTH("ett värde är inte angivet", "a value is not stated");
}

static Outcome try_thing(Evaluation *e, size_t index, Ref thing)
{
    const Constraint *constraint = &e->objects.model->constraints.items[index];
    const Item *exemption = exemption_of(e, constraint, thing);
    Frame frame = {thing, NULL};
    bool in_force = e->as_of == DATE_NONE || (constraint->common.valid.first <= e->as_of && e->as_of <= constraint->common.valid.last);
    Outcome out = {.constraint = index, .thing = thing, .because = ""};
    if (!in_force) {
        out.kind = OUTCOME_IDLE;
        return out;
    }
    if (exemption) {
        out.kind = OUTCOME_EXEMPT;
        out.because = reason_of(e, exemption);
        return out;
    }
    e->missing = NULL;
    e->uncountable = false;
    e->told = e->objects.arena;
    Truth when = constraint->when ? evaluate_condition(e, &frame, constraint->when) : TRUTH_YES;
    out.kind = when == TRUTH_NO ? OUTCOME_IDLE : when == TRUTH_UNKNOWN ? OUTCOME_UNDECIDED : outcome_of(evaluate_condition(e, &frame, constraint->condition));
    if (e->steps >= e->most)
        out.kind = OUTCOME_UNDECIDED;
    if (out.kind == OUTCOME_UNDECIDED)
        out.because = why_undecided(e);
    if (out.kind == OUTCOME_BREACHED)
        out.because = why_breached(e, &frame, constraint->condition);
    return out;
}

static void try_all(Arena *arena, Evaluation *e, size_t index, OutcomeVec *out)
{
    const Constraint *constraint = &e->objects.model->constraints.items[index];
    Arena *outer = e->objects.arena;
    Fact things, outside;
    e->steps = 0;
    things_of(e, constraint, &things, &outside);
    for (size_t k = 0; k < outside.set->count; k++)
        vec_push(arena, out, ((Outcome){.constraint = index, .thing = outside.set->items[k].thing, .kind = OUTCOME_OUTSIDE, .because = ""}));
    for (size_t k = 0; k < things.set->count; k++) {
        /* What one thing takes is let go before the next. */
        e->objects.arena = arena_new();
        if (applies(e, constraint, things.set->items[k].thing)) {
            Outcome outcome = try_thing(e, index, things.set->items[k].thing);
            outcome.because = arena_strdup(arena, outcome.because);
            vec_push(arena, out, outcome);
        } else {
            vec_push(arena, out, ((Outcome){.constraint = index, .thing = things.set->items[k].thing, .kind = OUTCOME_OUTSIDE, .because = ""}));
        }
        arena_free(e->objects.arena);
    }
    e->objects.arena = outer;
}

/* Many constraints of the costly kind get no more together than two of them would. */
void constraints_evaluate(Arena *arena, const Model *model, Date as_of, OutcomeVec *out)
{
    size_t left = 2 * MOST_STEPS;
    for (size_t i = 0; i < model->constraints.count; i++) {
        Arena *own = arena_new();
        Evaluation e = {.objects = {own, model}, .kept = own, .told = own, .as_of = as_of, .most = left < MOST_STEPS ? left : MOST_STEPS};
        if (model->constraints.items[i].usable)
            try_all(arena, &e, i, out);
        left -= e.steps < left ? e.steps : left;
        arena_free(own);
    }
}

Truth constraint_breached(const OutcomeVec *outcomes, size_t constraint, Ref thing)
{
    bool tried = false, unknown = false, breached = false;
    for (VEC_EACH(const Outcome, outcome, outcomes)) {
        bool other = thing.kind != SYM_NONE && (outcome->thing.kind != thing.kind || outcome->thing.index != thing.index);
        if (outcome->constraint != constraint || other)
            continue;
        tried |= outcome->kind != OUTCOME_OUTSIDE || thing.kind != SYM_NONE;
        unknown |= outcome->kind == OUTCOME_UNDECIDED;
        breached |= outcome->kind == OUTCOME_BREACHED;
    }
    return breached ? TRUTH_YES : !tried || unknown ? TRUTH_UNKNOWN : TRUTH_NO;
}
