/* checkpoints.c: `hållpunkt` and `uppdrag`: whose they are, with whom, to whom, what they hold and what they refer to. A pass of check.c; when they are
 * due stands in schedules.c. */
#include "model/duties/duties.h"

/* ---- names that are gone ---- */

/* The declaration that says `ersätter NAMN`, or NULL. */
static const Decl *replaced_by(const Checker *c, Checker *fold, Str name, Span *place)
{
    Str folded = name_fold(fold, name);
    for (size_t t = 0; t < c->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &c->model->trees[t]->decls))
            EACH_ATTR(attr, decl, ATTR_REPLACES)
                for (VEC_EACH(const Item, item, &attr->items))
                    if (item->value && item->value->kind == EXPR_NAME && str_eq(name_fold(fold, item->value->as.text), folded)) {
                        *place = item->value->span;
                        return decl;
                    }
    return NULL;
}

bool removed_report(Checker *c, const Expr *name)
{
    Span place;
    const Decl *by = replaced_by(c, c, name->as.text, &place);
    if (!by)
        return false;
    Diag *diag = diag_add(c->diags, DIAG_S0381, name->span, text_of(c, name->as.text), text_of(c, by->name), NULL);
    diag_label(c->diags, diag, place, BOTH("ersätts här", "replaced here"));
    return true;
}

/* The hållpunkter that an attribute names, in order. */
static void fill_refs(Checker *c, const Decl *decl, AttrKind kind, IndexVec *out)
{
    EACH_ATTR(attr, decl, kind)
        for (VEC_EACH(const Item, item, &attr->items)) {
            Expr *name = item->value;
            if (!name || name->kind != EXPR_NAME)
                continue;
            if (!name_find(c, name->as.text) && removed_report(c, name))
                continue;
            if (name_resolve(c, &ENV_PLAIN, name, WANT(CHECKPOINT)))
                vec_push(c->arena, out, info_of(c, name)->ref.index);
        }
}

/* ---- whose ---- */

static void add_responsible(Checker *c, Checkpoint *checkpoint, size_t body, Str role)
{
    for (VEC_EACH(const size_t, known, &checkpoint->bodies))
        if (*known == body)
            return;
    vec_push(c->arena, &checkpoint->bodies, body);
    vec_push(c->arena, &checkpoint->roles, role);
}

static void add_each(Checker *c, Checkpoint *checkpoint, const Item *item)
{
    size_t except = body_excepted(c, item);
    IndexVec bodies = {0};
    if (!scope_check(c, &ENV_PLAIN, item->value))
        return;
    scope_bodies(c->arena, c->model, item->value, &bodies);
    for (VEC_EACH(const size_t, body, &bodies))
        if (*body != except && !c->model->bodies.items[*body].outside)
            add_responsible(c, checkpoint, *body, STR_LIT(""));
}

static void add_named(Checker *c, Checkpoint *checkpoint, const Item *item)
{
    Known *known = name_resolve(c, &ENV_PLAIN, item->value, WANT_BODY | WANT(GROUP));
    const Mod *as = item_mod(item, MOD_AS);
    Str role = as && as->value && as->value->kind == EXPR_NAME ? as->value->as.text : STR_LIT("");
    if (!known)
        return;
    if (known->symbol.ref.kind == SYM_BODY)
        add_responsible(c, checkpoint, known->symbol.ref.index, role);
    else if (known->symbol.ref.kind == SYM_GROUP)
        for (VEC_EACH(const size_t, body, &c->model->groups.items[known->symbol.ref.index].bodies))
            add_responsible(c, checkpoint, *body, role);
    else
        diag_add(c->diags, DIAG_S0275, item->value->span, text_of_expr(c, item->value), NULL);
}

static void fill_responsible(Checker *c, Checkpoint *checkpoint)
{
    const Decl *decl = checkpoint->common.decl;
    const Attr *attr = decl_attr(decl, ATTR_RESPONSIBLE);
    size_t errors = c->diags->errors;
    if (!attr) {
        if (!decl->broken)
            diag_add(c->diags, DIAG_S0370, decl->name_span, text_of(c, decl->name), NULL);
        return;
    }
    for (VEC_EACH(const Item, item, &attr->items)) {
        if (item->value && item->value->kind == EXPR_SCOPE)
            add_each(c, checkpoint, item);
        else
            add_named(c, checkpoint, item);
    }
    checkpoint->nobody = checkpoint->bodies.count == 0;
    if (checkpoint->nobody && c->diags->errors == errors && !c->incomplete)
        diag_add(c->diags, DIAG_S0347, attr->keyword, text_of(c, decl->name), NULL);
}

/* ---- what it holds ---- */

static void fill_forecast(Checker *c, Checkpoint *checkpoint)
{
    const Attr *attr = decl_attr(checkpoint->common.decl, ATTR_FORECAST);
    const Item *item = attr && attr->items.count ? &attr->items.items[0] : NULL;
    if (!item || !item->value || item->value->kind != EXPR_NAME)
        return;
    const Mod *from = item_mod(item, MOD_FROM_OUTCOME);
    int month = from && from->value && from->value->kind == EXPR_TIME && from->value->as.time.form == TIME_MONTHS ? from->value->as.time.month : 0;
    if (from && !month)
        diag_add(c->diags, DIAG_S0392, from->span, text_of_expr(c, from->value), NULL);
    const char *word = text_of(c, item->value->as.text);
    const char *sv = arena_printf(c->arena, "prognos: %s", word), *en = arena_printf(c->arena, "forecast: %s", word);
    if (month) {
        sv = arena_printf(c->arena, "%s, från utfall till och med %s", sv, month_name(month, false));
        en = arena_printf(c->arena, "%s, from figures up to %s", en, month_name(month, true));
    }
    checkpoint->forecast[LANG_SV] = str_of(sv);
    checkpoint->forecast[LANG_EN] = str_of(en);
}

static void fill_lengths(Checker *c, Checkpoint *checkpoint)
{
    EACH_ATTR(attr, checkpoint->common.decl, ATTR_LENGTH)
        for (VEC_EACH(const Item, item, &attr->items)) {
            int months, days;
            if (item->value->kind == EXPR_NUMBER && literal_span(c->model, item->value, &months, &days) && months)
                vec_push(c->arena, &checkpoint->lengths, ((LengthBound){item->bound, months}));
            else
                diag_add(c->diags, DIAG_S0231, item->value->span, BOTH("täcker", "täcker"), text_of_expr(c, item->value), NULL);
        }
}

/* ---- hållpunkt ---- */

static void check_checkpoint(Checker *c, Checkpoint *checkpoint)
{
    const Decl *decl = checkpoint->common.decl;
    Env env = ENV_PLAIN;
    Contexts contexts = {.key_table = NO_INDEX, .key_column = NO_INDEX};
    common_check(c, &checkpoint->common);
    fill_responsible(c, checkpoint);
    checkpoint_limit(c, checkpoint);
    contexts.bodies = checkpoint->bodies;
    env.contexts = &contexts;
    parties_fill(c, &env, decl, ATTR_TOGETHER, &checkpoint->together);
    parties_fill(c, &env, decl, ATTR_TO, &checkpoint->to);
    checkpoint->prepared_by = body_decider(c, &env, decl, ATTR_PREPARED_BY, &checkpoint->prepared_name);
    checkpoint->decided_by = body_decider(c, &env, decl, ATTR_DECIDED_BY, &checkpoint->decided_name);
    fill_refs(c, decl, ATTR_WITH, &checkpoint->with);
    fill_refs(c, decl, ATTR_AFTER, &checkpoint->after);
    fill_refs(c, decl, ATTR_MEETS, &checkpoint->meets);
    checkpoint->tightens = tightened(c, decl, SYM_CHECKPOINT);
    contents_fill(c, decl, ATTR_CONTAINS, &checkpoint->contents);
    contents_fill(c, decl, ATTR_FOLLOWS_UP, &checkpoint->follows);
    fill_forecast(c, checkpoint);
    fill_lengths(c, checkpoint);
    checkpoint->optional = decl_attr(decl, ATTR_OPTIONAL) != NULL;
    schedule_fill(c, checkpoint, &env);
    if (checkpoint->with.count && !checkpoint->schedule.recurs_stated)
        checkpoint->schedule.recurs = RECUR_WITH;
}

static bool holds_all(const IndexVec *list, const IndexVec *of)
{
    for (VEC_EACH(const size_t, index, of)) {
        bool found = false;
        for (size_t i = 0; i < list->count && !found; i++)
            found = list->items[i] == *index;
        if (!found)
            return false;
    }
    return true;
}

/* Whether the hållpunkt takes the place of the other one always and for all of its bodies. One that begins with the model does not: it asks for no report
 * on the year before, and the other one does. */
static bool meets_wholly(const Model *model, const Checkpoint *own, const Checkpoint *met)
{
    Date last = met->common.valid.last < model->valid.last ? met->common.valid.last : model->valid.last;
    return own->common.valid.first <= met->common.valid.first && own->common.valid.last >= last && holds_all(&own->bodies, &met->bodies);
}

static void mark_met(Checker *c)
{
    for (size_t i = 0; i < c->model->checkpoints.count; i++)
        for (VEC_EACH(const size_t, index, &c->model->checkpoints.items[i].meets)) {
            Checkpoint *met = &c->model->checkpoints.items[*index];
            vec_push(c->arena, &met->met_by, i);
            met->met |= meets_wholly(c->model, &c->model->checkpoints.items[i], met);
        }
}

/* ---- uppdrag ---- */

static void check_receivers(Checker *c, Commission *commission)
{
    const Attr *to = decl_attr(commission->common.decl, ATTR_TO);
    if (!to) {
        require_attr(c, commission->common.decl, ATTR_TO, "till KS");
        return;
    }
    for (VEC_EACH(const Item, item, &to->items)) {
        IndexVec bodies = {0};
        size_t except = body_excepted(c, item);
        if (item->value && item->value->kind == EXPR_TEXT)
            diag_add(c->diags, DIAG_S0362, item->span, text_of_expr(c, item->value), NULL);
        if (!item->value || item->value->kind != EXPR_SCOPE || !scope_check(c, &ENV_PLAIN, item->value))
            continue;
        scope_bodies(c->arena, c->model, item->value, &bodies);
        for (VEC_EACH(const size_t, body, &bodies))
            if (*body != except)
                vec_push(c->arena, &commission->to, *body);
    }
}

static void check_commission(Checker *c, Commission *commission)
{
    const Decl *decl = commission->common.decl;
    ConstExprVec lengths = {0}, meetings = {0};
    PointPlace place = {&ENV_PLAIN, &lengths, &meetings};
    Expr *from = attr_value(decl_attr(decl, ATTR_GIVEN_BY)), *by = attr_value(decl_attr(decl, ATTR_REPORTED_BY));
    Point point;
    common_check(c, &commission->common);
    commission->from = NO_INDEX;
    if (from && name_resolve(c, &ENV_PLAIN, from, WANT(BODY)))
        commission->from = info_of(c, from)->ref.index;
    check_receivers(c, commission);
    fill_refs(c, decl, ATTR_REPORTED_WITH, &commission->with);
    if (by && point_fill(c, &place, by, &point)) {
        vec_push(c->arena, &commission->schedule.by, point);
        commission->has_deadline = true;
    }
    bool yearly = commission->has_deadline && commission->schedule.by.items[0].kind == AT_YEARLY && !commission->schedule.by.items[0].in_year;
    const Attr *decided = decl_attr(decl, ATTR_DECIDED);
    if (yearly && !(decided && decided->items.count && item_mod(&decided->items.items[0], MOD_ON)))
        diag_add(c->diags, DIAG_S0393, by->span, text_of(c, commission->common.name), NULL);
    if (!by && !commission->with.count && !decl->broken)
        diag_add(c->diags, DIAG_S0383, decl->name_span, text_of(c, commission->common.title), NULL);
}

/* The seasons and bodies that all refer to are known; the checks over the whole follow. */
void checkpoints_check(Checker *c)
{
    for (VEC_EACH(Checkpoint, checkpoint, &c->model->checkpoints))
        check_checkpoint(c, checkpoint);
    for (VEC_EACH(Commission, commission, &c->model->commissions))
        check_commission(c, commission);
    mark_met(c);
    duty_days_check(c);
    duty_order_check(c);
    duty_law_check(c);
}
