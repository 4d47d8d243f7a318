/* silence.c: `tyst S1204 till 2026-12-31 "orsak"`: what it must say (a pass of check.c), and its effect on the queue; see silence.h. */
#include "model/advice/silence.h"

#include <string.h>

#include "model/check.h"

/* Each warning is held against every silence of its code: more than so many are not looked at. */
#define SILENCES_MOST ((size_t)10000)

/* ---- what is written ---- */

static DiagCode code_of(Checker *c, const Expr *name)
{
    DiagCode code = name && name->kind == EXPR_NAME ? diag_by_text(name->as.text) : DIAG_COUNT;
    if (code == DIAG_COUNT && name)
        diag_add(c->diags, DIAG_S1291, name->span, text_of_expr(c, name), NULL);
    if (code == DIAG_COUNT || diag_info(code)->severity != SEV_ERROR)
        return code;
    diag_add(c->diags, DIAG_S1292, name->span, diag_info(code)->code, NULL);
    return DIAG_COUNT;
}

static const char *missing_parts(bool reason, bool end)
{
    return !reason && !end ? BOTH("både skäl och slutdatum", "both a reason and an end date")
         : !reason         ? BOTH("ett skäl", "a reason")
                           : BOTH("ett slutdatum", "an end date");
}

/* A silence that gives no reason or never ends would only hide: it does not hold until it does. */
static void add_silence(Checker *c, const Decl *decl, const Item *item)
{
    const Mod *until = item_mod(item, MOD_UNTIL), *reason = item_mod(item, MOD_NOTE);
    Silence silence = {.decl = decl, .item = item, .code = code_of(c, item->value), .until = DATE_NONE};
    Period end;
    if (silence.code == DIAG_COUNT || c->model->silences.count >= SILENCES_MOST)
        return;
    if (reason && reason->value && reason->value->kind == EXPR_TEXT)
        silence.reason = str_trim(reason->value->as.text);
    if (until && !time_period(c, until->value, &end))
        return;
    silence.holds = until && silence.reason.n;
    silence.until = until ? end.last : DATE_NONE;
    if (!silence.holds)
        diag_add(c->diags, DIAG_S1290, item->span, diag_info(silence.code)->code, missing_parts(silence.reason.n, until), NULL);
    vec_push(c->arena, &c->model->silences, silence);
}

void silences_check(Checker *c)
{
    for (size_t t = 0; t < c->model->tree_count; t++)
        for (VEC_EACH(const Decl, decl, &c->model->trees[t]->decls))
            EACH_ATTR(attr, decl, ATTR_SILENCE)
                for (VEC_EACH(const Item, item, &attr->items))
                    add_silence(c, decl, item);
}

/* ---- what it covers ---- */

typedef enum Reach { REACH_NONE, REACH_MODEL, REACH_FILE, REACH_DECLARATION } Reach;

/* The head silences in the whole model, the head of a part in its file, any other declaration where it stands itself. */
static Reach reach_of(const Silence *silence, const Diag *diag)
{
    const Decl *decl = silence->decl;
    bool same_file = diag->span.src && diag->span.src == decl->span.src;
    if (decl->kind == DECL_STEERING_MODEL && !decl_attr(decl, ATTR_UNDER))
        return REACH_MODEL;
    if (decl->kind == DECL_STEERING_MODEL)
        return same_file ? REACH_FILE : REACH_NONE;
    return same_file && diag->span.start >= decl->span.start && diag->span.start < decl->span.end ? REACH_DECLARATION : REACH_NONE;
}

typedef struct Applying {
    Arena *arena;
    const Model *model;
    Date day;
    Diags *diags;
    SilencedVec *silenced;
} Applying;

static bool has_ended(const Applying *a, const Silence *silence)
{
    return a->day != DATE_NONE && silence->until < a->day;
}

/* The nearest silence of the diagnostic, ended or not, or NULL. */
static const Silence *nearest_silence(const Applying *a, const Diag *diag, bool ended)
{
    const Silence *best = NULL;
    Reach reach = REACH_NONE;
    for (VEC_EACH(const Silence, silence, &a->model->silences)) {
        if (silence->code != diag->code || !silence->holds || has_ended(a, silence) != ended)
            continue;
        Reach found = reach_of(silence, diag);
        if (found > reach)
            best = silence, reach = found;
    }
    return best;
}

static void tell_end(Applying *a, Diag *diag, const Silence *silence)
{
    StrBuf day = {0};
    date_print(&day, silence->until);
    for (VEC_EACH(const DiagLabel, label, &diag->labels))
        if (label->span.src == silence->item->span.src && label->span.start == silence->item->span.start) {
            strbuf_free(&day);
            return;
        }
    diag_label(a->diags, diag, silence->item->span, "%s", diag_both(a->arena, arena_printf(a->arena, "tystnaden gällde till och med %s", day.s),
                                                                   arena_printf(a->arena, "the silence held until %s", day.s)));
    strbuf_free(&day);
}

static bool keep_unsilenced(void *context, Diag *diag)
{
    Applying *a = context;
    if (diag->severity == SEV_ERROR)
        return true;
    const Silence *by = nearest_silence(a, diag, false), *ended = by ? NULL : nearest_silence(a, diag, true);
    if (by)
        vec_push(a->arena, a->silenced, ((Silenced){by, *diag}));
    else if (ended)
        tell_end(a, diag, ended);
    return !by;
}

void silences_apply(Arena *arena, const Model *model, Date day, Diags *diags, SilencedVec *silenced)
{
    if (!model->silences.count)
        return;
    Applying applying = {arena, model, day, diags, silenced};
    for (VEC_EACH(const Silenced, entry, silenced))
        diags_restore(diags, &entry->diag);
    silenced->count = 0;
    diags_filter(diags, keep_unsilenced, &applying);
}

/* ---- what has nothing to silence ---- */

/* Warnings about data do not come without data, so nothing can be said of them. */
static bool needs_data(DiagCode code)
{
    static const char *const families[] = {"S04", "S05", "S06", "S09"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (strncmp(diag_info(code)->code, families[i], 3) == 0)
            return true;
    return false;
}

/* One that has ended counts as used while what it silenced is there: the warning tells of it. */
static bool is_used(const Silence *silence, const Diags *diags, const SilencedVec *silenced)
{
    for (VEC_EACH(const Silenced, entry, silenced))
        if (entry->by == silence)
            return true;
    for (VEC_EACH(const Diag, diag, &diags->list))
        if (diag->code == silence->code && reach_of(silence, diag) != REACH_NONE)
            return true;
    return false;
}

void silences_unused(const Model *model, Diags *diags, const SilencedVec *silenced)
{
    for (VEC_EACH(const Silence, silence, &model->silences))
        if (silence->holds && !needs_data(silence->code) && !silence->item->span.src->library && !is_used(silence, diags, silenced))
            diag_add(diags, DIAG_S1293, silence->item->span, diag_info(silence->code)->code, NULL);
}
