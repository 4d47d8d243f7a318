/* authority.c: who decides: what the real decisions (`beslutad av`) and the parts of a model say against `beslutas av`, levels that nobody decides about, and
 * deciders that cannot decide. A pass of check.c. */
#include "model/check.h"

/* ---- whom a decider's name means ---- */

/* The decider's name that an attribute states, resolved; NULL where there is none. */
static const Expr *decider(Checker *c, const Decl *decl, AttrKind kind)
{
    Expr *name = decl ? attr_value(decl_attr(decl, kind)) : NULL;
    if (!name || name->kind != EXPR_NAME)
        return NULL;
    if (info_of(c, name)->ref.kind == SYM_NONE && !name_resolve(c, NULL, name, WANT(BODY) | WANT(RELATIVE_BODY)))
        return NULL;
    return name;
}

bool decider_is(Checker *c, const Expr *name, const IndexVec *responsible, const Common *common, size_t body)
{
    Ref ref = info_of(c, name)->ref;
    bool known = false;
    if (ref.kind == SYM_BODY)
        return ref.index == body;
    if (ref.kind != SYM_RELATIVE_BODY || body == NO_INDEX)
        return true;
    for (size_t i = 0; responsible && i < responsible->count; i++) {
        size_t nearest = body_relative(c->model, responsible->items[i], ref.index);
        if (nearest == body)
            return true;
        known |= nearest != NO_INDEX;
    }
    if (!known && common->part != NO_INDEX && c->model->parts.items[common->part].body != NO_INDEX) {
        size_t nearest = body_relative(c->model, c->model->parts.items[common->part].body, ref.index);
        if (nearest == body)
            return true;
        known |= nearest != NO_INDEX;
    }
    return !known && body_relative(c->model, body, ref.index) == body;
}

/* ---- the wrong decider ---- */

/* What decides about a thing: `name` as written in `where`, about `what`; responsible: from whom a relative name is resolved, or NULL. */
typedef struct Rightful { const Expr *name; Str what; const IndexVec *responsible; } Rightful;

/* The bodies that a relative name means from those responsible: "SN eller BUN". by_others: some of them is another than who is responsible. */
static bool nearest_names(Checker *c, size_t kind, const IndexVec *responsible, bool english, StrBuf *out, bool *by_others)
{
    IndexVec told = {0};
    for (size_t i = 0; responsible && i < responsible->count; i++) {
        size_t nearest = body_relative(c->model, responsible->items[i], kind);
        bool known = nearest == NO_INDEX;
        for (size_t j = 0; j < told.count && !known; j++)
            known = told.items[j] == nearest;
        if (known)
            continue;
        *by_others |= nearest != responsible->items[i];
        strbuf_puts(out, !told.count ? "" : english ? " or " : " eller ");
        strbuf_put(out, c->model->bodies.items[nearest].common.name);
        vec_push(c->arena, &told, nearest);
    }
    return told.count > 0;
}

const char *decider_text(Checker *c, const Expr *name, const IndexVec *responsible, const Common *common)
{
    Ref ref = info_of(c, name)->ref;
    StrBuf sv = {0}, en = {0};
    const char *word = text_of_expr(c, name), *text = word;
    size_t own = common->part == NO_INDEX ? NO_INDEX : c->model->parts.items[common->part].body;
    size_t nearest = ref.kind == SYM_RELATIVE_BODY && own != NO_INDEX ? body_relative(c->model, own, ref.index) : NO_INDEX;
    bool others = false;
    if (ref.kind == SYM_RELATIVE_BODY && nearest_names(c, ref.index, responsible, false, &sv, &others)) {
        nearest_names(c, ref.index, responsible, true, &en, &others);
        strbuf_printf(&sv, ", %s %s", word, others ? "för den som är ansvarig" : "som är ansvarig");
        strbuf_printf(&en, ", the %s %s", word, others ? "of who is responsible" : "that is responsible");
        text = diag_both(c->arena, arena_strndup(c->arena, sv.s, sv.n), arena_strndup(c->arena, en.s, en.n));
    } else if (nearest != NO_INDEX) {
        const char *body = text_of(c, c->model->bodies.items[nearest].common.name);
        const char *which = nearest == own ? BOTH("som filen är för", "that the file is for") : BOTH("över den som filen är för", "above whom the file is for");
        Str swedish = diag_arg(which, LANG_SV), english = diag_arg(which, LANG_EN);
        text = diag_both(c->arena, arena_printf(c->arena, "%s, %s " STR_FMT, body, word, STR_ARG(swedish)),
                         arena_printf(c->arena, "%s, the %s " STR_FMT, body, word, STR_ARG(english)));
    }
    strbuf_free(&sv);
    strbuf_free(&en);
    return text;
}

static void report_decider(Checker *c, const Common *common, Span span, size_t real, const Rightful *rightful)
{
    Diag *diag = diag_add(c->diags, DIAG_S0767, span, text_of(c, common->name), text_of(c, c->model->bodies.items[real].common.name),
                          text_of(c, rightful->what), decider_text(c, rightful->name, rightful->responsible, common), NULL);
    diag_label(c->diags, diag, rightful->name->span, BOTH("står här", "stated here"));
}

/* A part's body may leave a decision to someone below it, never take one from above. */
static bool is_within_part(Checker *c, const Common *common, const Rightful *rightful, size_t body)
{
    Ref ref = info_of(c, rightful->name)->ref;
    if (ref.kind == SYM_BODY)
        return body_within(c->model, ref.index, body);
    return decider_is(c, rightful->name, rightful->responsible, common, body) || body_relative(c->model, body, ref.index) == NO_INDEX;
}

static void check_decider(Checker *c, const Common *common, const Rightful *rightful)
{
    if (!rightful->name || common->decl->broken)
        return;
    if (common->has_decided) {
        size_t real = common->decided.body;
        if (real != NO_INDEX && !decider_is(c, rightful->name, rightful->responsible, common, real))
            report_decider(c, common, common->decided.item->span, real, rightful);
        return;
    }
    size_t own = common->part == NO_INDEX ? NO_INDEX : c->model->parts.items[common->part].body;
    if (own != NO_INDEX && !is_within_part(c, common, rightful, own))
        report_decider(c, common, common->decl->name_span, own, rightful);
}

const Expr *goal_decided_by(Checker *c, const Goal *goal, Str *what)
{
    const Expr *name = decider(c, goal->common.decl, ATTR_DECIDED_BY);
    *what = goal->common.name;
    if (name || goal->level == NO_INDEX)
        return name;
    const Common *level = &c->model->levels.items[goal->level].common;
    *what = level->name;
    return decider(c, level->decl, ATTR_DECIDED_BY);
}

/* A part is decided by the body that it is for, or by one above it. */
static void check_head(Checker *c, const Part *part)
{
    size_t real = part->common.has_decided ? part->common.decided.body : NO_INDEX;
    if (real == NO_INDEX || part->body == NO_INDEX || part->common.decl->broken || body_within(c->model, part->body, real))
        return;
    const char *own = text_of(c, c->model->bodies.items[part->body].common.name);
    Diag *diag = diag_add(c->diags, DIAG_S0767, part->common.decided.item->span, text_of(c, part->common.name), text_of(c, c->model->bodies.items[real].common.name),
                          BOTH("ett organs egen fil", "a body's own file"),
                          diag_both(c->arena, arena_printf(c->arena, "%s, som den är för", own), arena_printf(c->arena, "%s, which it is for", own)), NULL);
    diag_label(c->diags, diag, decl_attr(part->common.decl, ATTR_FOR)->span, BOTH("står här", "stated here"));
}

static void check_goal(Checker *c, const Goal *goal)
{
    Rightful rightful = {.responsible = &goal->responsible};
    rightful.name = goal_decided_by(c, goal, &rightful.what);
    check_decider(c, &goal->common, &rightful);
}

static void check_document(Checker *c, const Document *document)
{
    Rightful rightful = {document->decided_name, document->common.name, &document->responsible};
    size_t type = document->type;
    bool own = decl_attr(document->common.decl, ATTR_DECIDED_BY) != NULL;
    for (size_t steps = 0; !own && type != NO_INDEX && steps <= c->model->document_types.count; steps++, type = c->model->document_types.items[type].base)
        if (c->model->document_types.items[type].decided_name) {
            rightful.what = c->model->document_types.items[type].common.name;
            break;
        }
    check_decider(c, &document->common, &rightful);
}

/* ---- who can decide ---- */

/* The kinds that are built in, in their order: from fullmäktige to befattning decide, by themselves or by delegation; a råd and another municipality do not. */
#define DECIDING_KINDS 9

static void check_formal(Checker *c, const Common *common)
{
    const Expr *name = decider(c, common->decl, ATTR_DECIDED_BY);
    Ref ref = name ? info_of(c, name)->ref : (Ref){SYM_NONE, 0, 0};
    size_t kind = ref.kind == SYM_BODY ? c->model->bodies.items[ref.index].kind : ref.kind == SYM_RELATIVE_BODY ? ref.index : NO_INDEX;
    if (kind == NO_INDEX)
        return;
    for (size_t formal = 0; formal < DECIDING_KINDS; formal++)
        if (kind_is(c->model, kind, formal))
            return;
    Str word = c->model->kinds.items[kind].name;
    const char *of = diag_both(c->arena, arena_printf(c->arena, "av slaget " STR_FMT, STR_ARG(word)), arena_printf(c->arena, "of the kind " STR_FMT, STR_ARG(word)));
    diag_add(c->diags, DIAG_S0769, name->span, text_of(c, common->name), text_of_expr(c, name), of, NULL);
}

/* A level that nobody decides about, where others have deciders: it was probably forgotten. */
static void check_levels(Checker *c)
{
    const GoalLevel *decided = NULL;
    for (VEC_EACH(const GoalLevel, level, &c->model->levels))
        if (!decided && decl_attr(level->common.decl, ATTR_DECIDED_BY))
            decided = level;
    for (VEC_EACH(const GoalLevel, level, &c->model->levels))
        if (decided && !decl_attr(level->common.decl, ATTR_DECIDED_BY) && !level->common.decl->broken)
            diag_add(c->diags, DIAG_S0768, level->common.decl->name_span, text_of(c, level->common.name), text_of(c, decided->common.name), NULL);
}

/* ---- the pass ---- */

static void check_stated(Checker *c, const Common *common, const IndexVec *responsible)
{
    if (!common->decl)
        return;
    Rightful rightful = {decider(c, common->decl, ATTR_DECIDED_BY), common->name, responsible};
    check_decider(c, common, &rightful);
}

void authority_check(Checker *c)
{
    for (VEC_EACH(const Goal, goal, &c->model->goals))
        check_goal(c, goal);
    for (VEC_EACH(const Document, document, &c->model->documents))
        check_document(c, document);
    for (VEC_EACH(const Indicator, indicator, &c->model->indicators))
        check_stated(c, &indicator->common, &indicator->responsible);
    for (VEC_EACH(const Parameter, parameter, &c->model->parameters))
        check_stated(c, &parameter->common, NULL);
    for (VEC_EACH(const Body, body, &c->model->bodies))
        check_stated(c, &body->common, NULL);
    for (VEC_EACH(const Group, group, &c->model->groups))
        check_stated(c, &group->common, NULL);
    for (VEC_EACH(const Part, part, &c->model->parts))
        check_head(c, part);
    check_levels(c);
    declared_each(c, check_formal);
}
