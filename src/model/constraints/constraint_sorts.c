/* constraint_sorts.c: the expressions of constraints before they are evaluated: whether what is compared can be compared. Called by constraints.c. */
#include "model/constraints/constraint_parts.h"

/* ---- calls and quantifiers ---- */

static const char *const set_functions[SET_FUNCTION_COUNT] = {"antal", "antal_unika", "summa", "min", "max", "medel"};

static Sort sort_of_call(Checker *c, const Surroundings *place, Expr *call)
{
    Str folded = name_fold(c, call->as.call.name);
    SetFunction function = 0;
    Surroundings members;
    while (function < SET_FUNCTION_COUNT && !str_eqz(folded, set_functions[function]))
        function++;
    if (function == SET_FUNCTION_COUNT || call->as.call.weight) {
        diag_add(c->diags, DIAG_S0703, call->span, text_of_expr(c, call), NULL);
        return SORT_WRONG;
    }
    size_t count = call->as.call.args.count, most = function == SET_COUNT || function == SET_DISTINCT ? 1 : 2;
    if (count < 1 || count > most) {
        diag_add(c->diags, DIAG_S0210, call->span, set_functions[function], most == 1 ? "1" : "1–2", arena_printf(c->arena, "%zu", count), NULL);
        return SORT_WRONG;
    }
    set_ref(c, call, SYM_FUNCTION, function, 0);
    bool good = sort_set(c, place, call->as.call.args.items[0], &members);
    if (good && call->as.call.where)
        good = sort_condition(c, &members, call->as.call.where);
    if (!good)
        return SORT_WRONG;
    if (function == SET_COUNT || function == SET_DISTINCT)
        return sort(SORT_NUMBER);
    Sort value = count == 2 ? sort_of(c, &members, call->as.call.args.items[1]) : sort_of(c, place, call->as.call.args.items[0]);
    if (value.kind == SORT_BAD)
        return SORT_WRONG;
    if (value.kind != SORT_NUMBER && value.kind != SORT_ANY) {
        diag_add(c->diags, DIAG_S0702, call->span, text_of_expr(c, call->as.call.args.items[count - 1]), BOTH("ett tal", "a number"), NULL);
        return SORT_WRONG;
    }
    return (Sort){SORT_NUMBER, false, 0, value.unit};
}

static Sort sort_of_quantified(Checker *c, const Surroundings *place, Expr *expr)
{
    Surroundings members;
    if (!expr->as.quantified.set || !expr->as.quantified.has) {
        diag_add(c->diags, DIAG_S0703, expr->span, text_of_expr(c, expr), NULL);
        return SORT_WRONG;
    }
    if (!sort_set(c, place, expr->as.quantified.set, &members))
        return SORT_WRONG;
    bool good = !expr->as.quantified.where || sort_condition(c, &members, expr->as.quantified.where);
    return sort_condition(c, &members, expr->as.quantified.has) && good ? sort(SORT_TRUTH) : SORT_WRONG;
}

/* ---- operators ---- */

static const char *sort_text(Checker *c, Sort found)
{
    switch (found.kind) {
    case SORT_NUMBER: return type_text(c, type_number(found.unit));
    case SORT_TEXT: return BOTH("text", "text");
    case SORT_DATE: return BOTH("ett datum", "a date");
    case SORT_TRUTH: return BOTH("ett villkor", "a condition");
    case SORT_THING: return found.kinds ? symbol_kinds_text(found.kinds) : BOTH("något i modellen", "something in the model");
    case SORT_ANY: case SORT_BAD: break;
    }
    return BOTH("vad som helst", "anything");
}

static bool comparable(Sort a, Sort b)
{
    if (a.kind == SORT_BAD || b.kind == SORT_BAD || a.kind == SORT_ANY || b.kind == SORT_ANY)
        return true;
    if ((a.kind == SORT_THING && b.kind == SORT_TEXT) || (a.kind == SORT_TEXT && b.kind == SORT_THING))
        return true;         /* a thing is called by its name or title */
    if (a.kind != b.kind)
        return false;
    return a.kind != SORT_NUMBER || unit_eq(a.unit, b.unit);
}

/* `typ = fullmäktige`: beside a kind of body the word is the kind, though elsewhere it is the body. */
static void kind_meant(Checker *c, Sort other, Expr *name)
{
    bool kinds = other.kind == SORT_THING && other.kinds == 1u << SYM_BODY_KIND;
    if (!kinds || name->kind != EXPR_NAME || info_of(c, name)->ref.kind != SYM_RELATIVE_BODY)
        return;
    size_t kind = (size_t)map_get(&c->kinds, name_fold(c, name->as.text));
    if (kind)
        set_ref(c, name, SYM_BODY_KIND, kind - 1, 0);
}

static Sort compare(Checker *c, const Surroundings *place, Expr *x, Expr *y, Span at)
{
    Sort a = sort_of(c, place, x), b = sort_of(c, place, y);
    if (a.kind == SORT_BAD || b.kind == SORT_BAD)
        return SORT_WRONG;
    kind_meant(c, a, y);
    kind_meant(c, b, x);
    if (comparable(a, b))
        return sort(SORT_TRUTH);
    diag_add(c->diags, DIAG_S0704, at, text_of_expr(c, x), sort_text(c, a), text_of_expr(c, y), sort_text(c, b), NULL);
    return SORT_WRONG;
}

static Sort arithmetic(Checker *c, const Surroundings *place, Expr *expr)
{
    Sort a = sort_of(c, place, expr->as.binary.x), b = sort_of(c, place, expr->as.binary.y);
    Unit unit = a.unit;
    if (a.kind == SORT_BAD || b.kind == SORT_BAD)
        return SORT_WRONG;
    bool product = expr->as.binary.op == OP_MUL || expr->as.binary.op == OP_DIV;
    bool numbers = (a.kind == SORT_NUMBER || a.kind == SORT_ANY) && (b.kind == SORT_NUMBER || b.kind == SORT_ANY);
    if (!numbers || (!product && !comparable(a, b)) || (product && !unit_multiply(a.unit, b.unit, expr->as.binary.op == OP_MUL ? 1 : -1, &unit))) {
        diag_add(c->diags, DIAG_S0704, expr->span, text_of_expr(c, expr->as.binary.x), sort_text(c, a), text_of_expr(c, expr->as.binary.y), sort_text(c, b), NULL);
        return SORT_WRONG;
    }
    return (Sort){SORT_NUMBER, false, 0, unit};
}

static Sort sort_of_binary(Checker *c, const Surroundings *place, Expr *expr)
{
    switch (expr->as.binary.op) {
    case OP_OR: case OP_AND: {
        bool x = sort_condition(c, place, expr->as.binary.x), y = sort_condition(c, place, expr->as.binary.y);
        return x && y ? sort(SORT_TRUTH) : SORT_WRONG;
    }
    case OP_EQ: case OP_NE: case OP_LT: case OP_LE: case OP_GT: case OP_GE:
        return compare(c, place, expr->as.binary.x, expr->as.binary.y, expr->span);
    case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: return arithmetic(c, place, expr);
    case OP_BETTER: case OP_WORSE: break;
    }
    diag_add(c->diags, DIAG_S0703, expr->span, text_of_expr(c, expr), NULL);
    return SORT_WRONG;
}

static Sort sort_of_unary(Checker *c, const Surroundings *place, Expr *expr)
{
    Sort x = expr->as.unary.op == OP_NOT ? SORT_WRONG : sort_of(c, place, expr->as.unary.x);
    switch (expr->as.unary.op) {
    case OP_NOT: return sort_condition(c, place, expr->as.unary.x) ? sort(SORT_TRUTH) : SORT_WRONG;
    case OP_EXISTS:
        if (x.kind != SORT_BAD && is_single_thing(c, expr->as.unary.x)) {
            diag_add(c->diags, DIAG_S0204, expr->as.unary.x->span, text_of_expr(c, expr->as.unary.x),
                     symbol_kinds_text(1u << info_of(c, expr->as.unary.x)->ref.kind), BOTH("en egenskap hos det som kravet gäller", "an attribute of what the constraint is about"), NULL);
            return SORT_WRONG;
        }
        return x.kind == SORT_BAD ? SORT_WRONG : sort(SORT_TRUTH);
    case OP_NEG: break;
    }
    if (x.kind == SORT_NUMBER || x.kind == SORT_BAD || x.kind == SORT_ANY)
        return x;
    diag_add(c->diags, DIAG_S0702, expr->span, text_of_expr(c, expr->as.unary.x), BOTH("ett tal", "a number"), NULL);
    return SORT_WRONG;
}

/* A lone name to the right of `i` is a set; in parentheses things and values stand. */
static Sort sort_of_in(Checker *c, const Surroundings *place, Expr *expr)
{
    Sort x = sort_of(c, place, expr->as.in.x);
    Surroundings members;
    bool good = x.kind != SORT_BAD, one = expr->as.in.items.count == 1;
    for (VEC_EACH(Expr *, item, &expr->as.in.items)) {
        bool name = one && ((*item)->kind == EXPR_NAME || (*item)->kind == EXPR_MEMBER);
        if (name) {
            good = sort_set(c, place, *item, &members) && good;
            continue;
        }
        if ((*item)->kind == EXPR_RANGE) {
            good = compare(c, place, expr->as.in.x, (*item)->as.range.low, (*item)->span).kind != SORT_BAD && good;
            good = compare(c, place, expr->as.in.x, (*item)->as.range.high, (*item)->span).kind != SORT_BAD && good;
            continue;
        }
        good = compare(c, place, expr->as.in.x, *item, (*item)->span).kind != SORT_BAD && good;
    }
    return good ? sort(SORT_TRUTH) : SORT_WRONG;
}

static bool is_thing_named(Checker *c, const Expr *level)
{
    if (!level || level->kind != EXPR_NAME)
        return false;
    const Known *known = name_find(c, level->as.text);
    return (known && known->symbol.ref.kind != SYM_SCALE_LEVEL) || map_get(&c->kinds, name_fold(c, level->as.text));
}

/* Only `är ja`, `är nej`, `är saknas`: things have no levels. */
static Sort sort_of_is(Checker *c, const Surroundings *place, Expr *expr)
{
    const Expr *level = expr->as.is.level;
    bool plain = expr->as.is.form == IS_EXACTLY && level && (level->kind == EXPR_TRUTH || level->kind == EXPR_MISSING);
    if (!plain && expr->as.is.form == IS_EXACTLY && is_thing_named(c, level)) {
        diag_add(c->diags, DIAG_S0719, expr->span, text_of_expr(c, expr), arena_printf(c->arena, "%s = %s", text_of_expr(c, expr->as.is.x), text_of_expr(c, level)), NULL);
        return SORT_WRONG;
    }
    if (!plain) {
        diag_add(c->diags, DIAG_S0703, expr->span, text_of_expr(c, expr), NULL);
        return SORT_WRONG;
    }
    return sort_of(c, place, expr->as.is.x).kind == SORT_BAD ? SORT_WRONG : sort(SORT_TRUTH);
}

static Sort sort_of_number(Checker *c, const Expr *expr)
{
    Unit unit = UNIT_NONE;
    Fix factor = FIX_ONE;
    if (expr->as.number.unit.n && !unit_of_text(c, expr->as.number.unit, expr->as.number.unit_span, &unit, &factor))
        return SORT_WRONG;
    info_of(c, expr)->factor = factor;
    return (Sort){SORT_NUMBER, false, 0, unit};
}

static Sort sort_inside(Checker *c, const Surroundings *place, Expr *expr)
{
    switch (expr->kind) {
    case EXPR_NUMBER: return sort_of_number(c, expr);
    case EXPR_TEXT: return sort(SORT_TEXT);
    case EXPR_TIME: {
        Period period;
        return time_period(c, expr, &period) ? sort(SORT_DATE) : SORT_WRONG;
    }
    case EXPR_MISSING: return sort(SORT_ANY);
    case EXPR_TRUTH: return sort(SORT_TRUTH);
    case EXPR_NAME: return sort_of_name(c, place, expr);
    case EXPR_MEMBER: return sort_of_member(c, place, expr);
    case EXPR_CALL: return sort_of_call(c, place, expr);
    case EXPR_UNARY: return sort_of_unary(c, place, expr);
    case EXPR_BINARY: return sort_of_binary(c, place, expr);
    case EXPR_BETWEEN:
        return compare(c, place, expr->as.between.x, expr->as.between.low, expr->span).kind == SORT_BAD
            ? SORT_WRONG : compare(c, place, expr->as.between.x, expr->as.between.high, expr->span);
    case EXPR_IN: return sort_of_in(c, place, expr);
    case EXPR_IS: return sort_of_is(c, place, expr);
    case EXPR_QUANTIFIED: return sort_of_quantified(c, place, expr);
    case EXPR_NOT_APPLICABLE: case EXPR_FOR: case EXPR_RANGE: case EXPR_LIST: case EXPR_SCOPE: case EXPR_WORD: case EXPR_POINT: case EXPR_COUNT: break;
    }
    diag_add(c->diags, DIAG_S0703, expr->span, text_of_expr(c, expr), NULL);
    return SORT_WRONG;
}

Sort sort_of(Checker *c, const Surroundings *place, Expr *expr)
{
    if (c->depth >= CHECK_MAX_DEPTH)
        return SORT_WRONG;
    c->depth++;
    Sort found = sort_inside(c, place, expr);
    c->depth--;
    return found;
}

bool sort_condition(Checker *c, const Surroundings *place, Expr *expr)
{
    Sort found = sort_of(c, place, expr);
    if (found.kind == SORT_TRUTH || found.kind == SORT_ANY)
        return true;
    if (found.kind != SORT_BAD)
        diag_add(c->diags, DIAG_S0702, expr->span, text_of_expr(c, expr), BOTH("ett villkor", "a condition"), NULL);
    return false;
}
