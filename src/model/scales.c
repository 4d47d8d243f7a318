/* scales.c: `skala`: assessment levels, best first, how a scale folds into another, and the cases of `bedöms som`. A pass of check.c. */
#include <string.h>

#include "base/utf8.h"
#include "model/check.h"

#define LEAST_LEVELS 2
#define MOST_LEVELS 9

/* ---- levels by name ---- */

/* Adjectives are compared without their endings: röd, rött, röda; grön, grönt, gröna; uppnådd, uppnått, uppnådda. */
static Str stem(Str word)
{
    static const char *const endings[] = {"dda", "tta", "dd", "tt", "da", "ta", "d", "t", "a"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Str ending = str_of(endings[i]);
        if (word.n > ending.n + 1 && str_ends(word, ending))
            return (Str){word.s, word.n - ending.n};
    }
    return word;
}

/* The level with the same stem, if it is the only one: two such are told apart by exact spelling. */
static size_t find_inflected(const Scale *scale, Str folded)
{
    size_t found = NO_INDEX;
    for (size_t i = 0; i < scale->levels.count; i++) {
        if (!str_eq(stem(scale->levels.items[i].folded), stem(folded)))
            continue;
        if (found != NO_INDEX)
            return NO_INDEX;
        found = i;
    }
    return found;
}

static size_t find_level(const Scale *scale, Str folded)
{
    for (size_t i = 0; i < scale->levels.count; i++)
        if (str_eq(scale->levels.items[i].folded, folded))
            return i;
    return find_inflected(scale, folded);
}

size_t scale_level(const Scale *scale, Str name)
{
    Arena *arena = arena_new();
    size_t found = find_level(scale, utf8_fold(arena, name));
    arena_free(arena);
    return found;
}

static const char *level_names(Checker *c, const Scale *scale)
{
    StrBuf buf = {0};
    for (VEC_EACH(const ScaleLevel, level, &scale->levels)) {
        strbuf_puts(&buf, buf.n ? ", " : "");
        strbuf_put(&buf, level->name);
    }
    const char *text = arena_strndup(c->arena, buf.s ? buf.s : "", buf.n);
    strbuf_free(&buf);
    return text;
}

/* Another scale of the model that has the level: probably the one that was meant. */
static const char *scale_with(Checker *c, Str name)
{
    for (VEC_EACH(Scale *, scale, &c->model->scales))
        if (find_level(*scale, name_fold(c, name)) != NO_INDEX)
            return text_of(c, (*scale)->common.name);
    return NULL;
}

size_t level_resolve(Checker *c, const Scale *scale, const Expr *name)
{
    if (!scale || !name || name->kind != EXPR_NAME)
        return NO_INDEX;
    size_t level = find_level(scale, name_fold(c, name->as.text));
    if (level != NO_INDEX) {
        size_t index = 0;
        while (index < c->model->scales.count && c->model->scales.items[index] != scale)
            index++;
        set_ref(c, name, SYM_SCALE_LEVEL, index, level);
        set_type(c, name, (Type){TYPE_LEVEL, UNIT_NONE, scale});
        return level;
    }
    if (c->incomplete || (scale->common.decl && scale->common.decl->broken))
        return NO_INDEX;
    const char *other = scale_with(c, name->as.text), *scale_name = text_of(c, scale->common.name);
    if (other) {
        diag_add(c->diags, DIAG_S0217, name->span, text_of(c, name->as.text), scale_name, other, NULL);
        return NO_INDEX;
    }
    Nearest nearest = nearest_start(c, name->as.text);
    for (VEC_EACH(const ScaleLevel, known, &scale->levels))
        nearest_offer(&nearest, known->name);
    Diag *diag = diag_add(c->diags, DIAG_S0211, name->span, text_of(c, name->as.text), scale_name, level_names(c, scale), NULL);
    diag_suggest(c->diags, diag, nearest.best);
    return NO_INDEX;
}

/* ---- which scale ---- */

const Scale *default_scale(const Model *model)
{
    return model->scales.items[0];
}

const Scale *scale_of(Checker *c, const Decl *decl, const Scale *otherwise)
{
    Expr *name = attr_value(decl_attr(decl, ATTR_ON_SCALE));
    if (!name)
        return otherwise;
    if (name->kind == EXPR_NAME && !name_find(c, name->as.text) && str_eqz(name_fold(c, name->as.text), "trafikljus"))
        return default_scale(c->model);
    Known *known = name_resolve(c, NULL, name, WANT(SCALE));
    return known ? c->model->scales.items[known->symbol.ref.index] : otherwise;
}

/* trafikljus without a declaration: index 0 stands for it until the model declares its own, which then takes its place. */
void scales_builtin(Checker *c)
{
    Scale *scale = ARENA_NEW(c->arena, Scale);
    scale->common = (Common){.name = STR_LIT("trafikljus"), .title = STR_LIT("Trafikljus")};
    scale->common.valid = (Period){date_ymd(1, 1, 1), date_ymd(9999, 12, 31)};
    const ScaleLevel levels[] = {
        {STR_LIT("grön"), STR_LIT("Grön"), STR_LIT("grön")}, {STR_LIT("gul"), STR_LIT("Gul"), STR_LIT("gul")}, {STR_LIT("röd"), STR_LIT("Röd"), STR_LIT("röd")}};
    for (size_t i = 0; i < 3; i++)
        vec_push(c->arena, &scale->levels, levels[i]);
    vec_push(c->arena, &c->model->scales, scale);
}

static void replace_builtin(Checker *c)
{
    Known *own = name_find(c, STR_LIT("trafikljus"));
    if (!own || own->symbol.ref.kind != SYM_SCALE)
        return;
    Scale **scales = c->model->scales.items;
    Scale *declared = scales[own->symbol.ref.index];
    memmove(&scales[1], &scales[0], own->symbol.ref.index * sizeof *scales);
    scales[0] = declared;
    size_t removed = 1;
    memmove(&scales[removed], &scales[removed + 1], (c->model->scales.count - removed - 1) * sizeof *scales);
    c->model->scales.count--;
    for (size_t i = 0; i < c->model->scales.count; i++) {
        Known *known = name_find(c, scales[i]->common.name);
        if (known && known->symbol.ref.kind == SYM_SCALE && known->symbol.decl == scales[i]->common.decl)
            known->symbol.ref.index = i;
    }
}

/* ---- levels of a declared scale ---- */

static void add_level(Checker *c, Scale *scale, const Item *item)
{
    if (!item->value || item->value->kind != EXPR_NAME)
        return;
    Str name = item->value->as.text;
    for (VEC_EACH(const ScaleLevel, before, &scale->levels))
        if (str_eq(before->folded, name_fold(c, name))) {
            diag_add(c->diags, DIAG_S0306, item->span, text_of(c, name), NULL);
            return;
        }
    const Mod *title = item_mod(item, MOD_NOTE);
    vec_push(c->arena, &scale->levels, (ScaleLevel){name, title && title->value ? title->value->as.text : name, name_fold(c, name)});
}

static void fill_levels(Checker *c, Scale *scale)
{
    const Decl *decl = scale->common.decl;
    for (VEC_EACH(const Item, item, &decl->heading))
        add_level(c, scale, item);
    bool repeated = scale->levels.count < decl->heading.count;      /* said already */
    if (!decl->broken && !repeated && (scale->levels.count < LEAST_LEVELS || scale->levels.count > MOST_LEVELS))
        diag_add(c->diags, DIAG_S0305, decl->name_span, text_of(c, decl->name), NULL);
}

/* ---- motsvarar ---- */

typedef struct Fold Fold;

static void fold_one(Checker *c, const Scale *scale, Fold *fold, const Expr *name, size_t to)
{
    size_t level = level_resolve(c, scale, name);
    if (level == NO_INDEX)
        return;
    if (fold->level[level] != NO_INDEX)
        diag_add(c->diags, DIAG_S0313, name->span, text_of_expr(c, name), NULL);
    fold->level[level] = to;
}

static void fold_item(Checker *c, const Scale *scale, Fold *fold, const Item *item)
{
    const Mod *becomes = item_mod(item, MOD_BECOMES);
    size_t to = becomes ? level_resolve(c, fold->to, becomes->value) : NO_INDEX;
    if (to == NO_INDEX)
        to = 0;
    if (item->select == SELECT_ELSE) {
        for (size_t i = 0; i < scale->levels.count; i++)
            if (fold->level[i] == NO_INDEX)
                fold->level[i] = to;
    } else if (item->value && item->value->kind == EXPR_LIST) {
        for (VEC_EACH(Expr *, name, &item->value->as.list))
            fold_one(c, scale, fold, *name, to);
    } else if (item->value) {
        fold_one(c, scale, fold, item->value, to);
    }
}

static void check_fold(Checker *c, const Scale *scale, const Fold *fold, const Attr *attr)
{
    for (size_t i = 0; i < scale->levels.count; i++)
        if (fold->level[i] == NO_INDEX) {
            diag_add(c->diags, DIAG_S0312, attr->keyword, text_of(c, scale->levels.items[i].name), text_of(c, fold->to->common.name), NULL);
            fold->level[i] = 0;
        } else if (i && fold->level[i] < fold->level[i - 1]) {
            diag_add(c->diags, DIAG_S0311, attr->keyword, text_of(c, scale->levels.items[i].name), text_of(c, scale->levels.items[i - 1].name), NULL);
        }
}

static void fill_fold(Checker *c, Scale *scale, const Attr *attr)
{
    if (attr->items.count == 0 || !attr->items.items[0].value)
        return;
    Expr *name = attr->items.items[0].value;
    const Scale *to = NULL;
    if (name->kind == EXPR_NAME && str_eqz(name_fold(c, name->as.text), "trafikljus"))
        to = default_scale(c->model);
    Known *known = to ? NULL : name_resolve(c, NULL, name, WANT(SCALE));
    if (!to && !known)
        return;
    Fold *fold = &scale->folds[scale->fold_count++];
    *fold = (Fold){to ? to : c->model->scales.items[known->symbol.ref.index], arena_array(c->arena, scale->levels.count, sizeof(size_t))};
    for (size_t i = 0; i < scale->levels.count; i++)
        fold->level[i] = NO_INDEX;
    for (size_t i = 1; i < attr->items.count; i++)
        fold_item(c, scale, fold, &attr->items.items[i]);
    check_fold(c, scale, fold, attr);
}

static void fill_folds(Checker *c, Scale *scale)
{
    scale->folds = arena_array(c->arena, scale->common.decl->attrs.count, sizeof *scale->folds);
    EACH_ATTR(attr, scale->common.decl, ATTR_FOLDS)
        fill_fold(c, scale, attr);
}

void scales_check(Checker *c)
{
    replace_builtin(c);
    for (VEC_EACH(Scale *, scale, &c->model->scales))
        if ((*scale)->common.decl)
            fill_levels(c, *scale);
    for (VEC_EACH(Scale *, scale, &c->model->scales))
        if ((*scale)->common.decl)
            fill_folds(c, *scale);
}

/* ---- bedöms som ---- */

static void add_case(Checker *c, const Env *env, const Scale *scale, const Item *item, CaseVec *out)
{
    const Mod *when = item_mod(item, MOD_WHEN);
    size_t level = level_resolve(c, scale, item->value);
    if (when && when->value)
        expr_condition(c, env, when->value);
    if (level != NO_INDEX)
        vec_push(c->arena, out, (Case){level, when ? when->value : NULL, item});
}

void cases_fill(Checker *c, const Env *env, const Decl *decl, const Scale *scale, CaseVec *out)
{
    const Attr *attr = decl_attr(decl, ATTR_ASSESSED);
    if (!attr)
        return;
    for (VEC_EACH(const Item, item, &attr->items))
        add_case(c, env, scale, item, out);
}

void scale_cases_check(Checker *c)
{
    for (VEC_EACH(Scale *, each, &c->model->scales)) {
        Scale *scale = *each;
        if (!scale->common.decl)
            continue;
        Env env = ENV_PLAIN;
        env.has_share = true;
        env.scale = scale;
        size_t errors = c->diags->errors;
        cases_fill(c, &env, scale->common.decl, scale, &scale->cases);
        if (errors == c->diags->errors)
            cases_cover(c, scale->common.decl, scale, &scale->cases, DIRECTION_UP);
    }
}
