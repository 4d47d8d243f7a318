/* compare.c: a comparison from beginning to end: what the models say, what that comes to on figures, what has to be done when. Called by the command. */
#include "compare/parts.h"

/* ---- the models ---- */

/* "KLK 2019-11-05" -> "Kommunledningskontoret 2019-11-05": whoever reads it may not know the abbreviation. */
static Str with_title(Compare *c, const Model *model, Str act)
{
    for (VEC_EACH(const Body, body, &model->bodies)) {
        Str name = body->common.name, title = body->common.title;
        if (title.n && name.n && act.n > name.n && act.s[name.n] == ' ' && str_eq((Str){act.s, name.n}, name))
            return str_of(arena_printf(c->arena, STR_FMT STR_FMT, STR_ARG(title), STR_ARG(((Str){act.s + name.n, act.n - name.n}))));
    }
    return act;
}

static void add_prepared(Compare *c, const Model *model, DiffModel *out)
{
    EACH_ATTR_OF(attr, model->head, ATTR_PREPARED)
        for (VEC_EACH(const Item, item, &attr->items))
            vec_push(c->arena, &out->prepared, with_title(c, model, act_text(c->arena, attr, item)));
}

static void describe(Compare *c, int side)
{
    const CompareSide *from = &c->sides[side];
    DiffModel *out = &c->diff->model[side];
    out->shown = str_of(from->shown);
    out->usable = from->usable;
    if (!from->model)
        return;
    const Model *model = from->model;
    out->name = model->name;
    out->title = model->title.n ? model->title : model->name.n ? model->name : out->shown;
    out->municipality = model->municipality_code;
    for (size_t i = 0; i < model->head_common.sources.count; i++) {
        const Citation *citation = &model->head_common.sources.items[i];
        vec_push(c->arena, &out->sources, (SourceRef){citation->document, citation->section, citation->quote});
    }
    if (!model->head)
        return;
    out->proposal = decl_attr(model->head, ATTR_PROPOSAL) != NULL;
    out->decision = with_title(c, model, decision_text(c->arena, model->head, ATTR_DECIDED));
    out->has_valid = decl_attr(model->head, ATTR_VALID) != NULL;
    out->valid = model->head_common.valid;
    add_prepared(c, model, out);
}

/* ---- on trial ---- */

/* One model against itself: the change is that its rules on trial are adopted. */
static void add_trials(Compare *c)
{
    for (VEC_EACH(DeclEntry, entry, &c->entries[AFTER].all)) {
        if (entry->decl->kind != DECL_RULE || !decl_attr(entry->decl, ATTR_ON_TRIAL))
            continue;
        DiffChange change = {.kind = DIFF_CHANGED, .decl_kind = STR_LIT("regel"), .has = {true, true}};
        change.side[BEFORE] = change.side[AFTER] = entry_side(c->arena, entry);
        for (VEC_EACH(const Piece, piece, &entry->pieces)) {
            if (piece->slot != ATTR_ON_TRIAL)
                continue;
            DiffDetail detail = {.aspect = ASPECT_TRIAL, .attribute = str_of(slot_keyword(piece->slot)), .has = {true, false}};
            detail.value[BEFORE] = piece->text;
            detail.place[BEFORE] = span_place(c->arena, piece->span);
            vec_push(c->arena, &change.details, detail);
        }
        entry->change = c->diff->changes.count;
        vec_push(c->arena, &c->diff->changes, change);
    }
}

/* ---- all ---- */

static void compare_texts(Compare *c)
{
    entries_make(c->arena, c->sides[BEFORE].model, &c->entries[BEFORE]);
    entries_make(c->arena, c->sides[AFTER].model, &c->entries[AFTER]);
    map_init(&c->renamed, c->arena);
    if (c->options->trial) {
        add_trials(c);
        return;
    }
    if (!c->sides[BEFORE].model || !c->sides[AFTER].model)
        return;
    pairs_find(c);
    changes_find(c);
    touches_find(c);
    loose_find(c);
}

ModelDiff *compare_models(Arena *arena, const CompareSide sides[2], const CompareOptions *options, Diags *diags)
{
    Compare c = {.arena = arena, .sides = sides, .options = options, .diags = diags, .diff = ARENA_NEW(arena, ModelDiff)};
    c.diff->arena = arena;
    c.diff->program = str_of(options->program);
    c.diff->trial = options->trial;
    c.diff->gaps[GAP_MODEL_BEFORE] = !sides[BEFORE].usable;
    c.diff->gaps[GAP_MODEL_AFTER] = !options->trial && !sides[AFTER].usable;
    describe(&c, BEFORE);
    describe(&c, AFTER);
    compare_texts(&c);
    figures_compare(&c);
    duties_compare(&c);
    return c.diff;
}
