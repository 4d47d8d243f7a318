/* judgements.c: picks the judgement that counts. Read by assess.c and goals.c; what is wrong with single rows is said by role_checks.c. */
#include "exec/judgements.h"

#include "base/utf8.h"
#include "exec/role_table.h"

typedef struct JudgedRow { const RoleRow *row; const Ref *ref; } JudgedRow;
typedef struct Judgements { VEC(JudgedRow) rows; } Judgements;

/* ---- the rows, by what they are about ---- */

static const Judgements *all_judgements(Evaluator *ev)
{
    if (ev->judgements)
        return ev->judgements;
    Judgements *all = ARENA_NEW(ev->arena, Judgements);
    const RoleRows *rows = role_rows(ev, "bedömningar");
    Map names;
    ev->judgements = all;
    if (!rows->rows.count)
        return all;
    role_names(ev, "bedömningar", &names);
    for (VEC_EACH(const RoleRow, row, &rows->rows)) {
        const Ref *ref = map_get(&names, row->what);
        if (ref)
            vec_push(ev->arena, &all->rows, (JudgedRow){row, ref});
    }
    return all;
}

size_t judged_level(const Scale *scale, Str text)
{
    Arena *scratch = arena_new();
    size_t found = scale_level(scale, text);
    for (size_t i = 0; i < scale->levels.count && found == NO_INDEX; i++)
        if (str_eq(utf8_fold(scratch, scale->levels.items[i].title), utf8_fold(scratch, text)))
            found = i;
    arena_free(scratch);
    return found;
}

static const Scale *scale_of_ref(const Evaluator *ev, SymbolKind kind, size_t index)
{
    return kind == SYM_GOAL ? ev->model->goals.items[index].scale : ev->model->indicators.items[index].scale;
}

/* ---- whose ---- */

bool judged_for(const Evaluator *ev, const Ref *ref, size_t body)
{
    const IndexVec *bodies = ref->kind == SYM_GOAL ? &ev->model->goals.items[ref->index].responsible
                                                   : &ev->model->indicators.items[ref->index].contexts.bodies;
    for (size_t i = 0; i < bodies->count; i++)
        if (bodies->items[i] == body)
            return true;
    return false;
}

/* A row without a body is about all of them; a goal is one, whoever of those responsible the row names. */
static bool is_about(const Evaluator *ev, const JudgedRow *judged, const Context *context)
{
    size_t body = judged->row->body;
    if (body == NO_INDEX)
        return true;
    if (judged->ref->kind == SYM_GOAL)
        return judged_for(ev, judged->ref, body);
    return context->who == WHO_BODY && context->body == body;
}

/* ---- which ---- */

typedef enum Fit { FIT_NONE, FIT_EARLIER, FIT_NOW } Fit;

static Fit fit_of(Period judged, Period period)
{
    if (judged.first <= period.last && period.last <= judged.last)
        return FIT_NOW;
    return judged.last < period.last && date_year(judged.last) == date_year(period.last) ? FIT_EARLIER : FIT_NONE;
}

/* Later rows win over equal ones. One that names the body is more than one that does not. */
static bool is_better(Fit fit, const RoleRow *row, Fit best_fit, const RoleRow *best)
{
    if (!best || fit != best_fit)
        return !best || fit > best_fit;
    bool own = row->body != NO_INDEX, best_own = best->body != NO_INDEX;
    if (own != best_own)
        return own;
    return row->date >= best->date;
}

static const RoleRow *find_row(Evaluator *ev, SymbolKind kind, size_t index, const Context *context, Fit least)
{
    const Judgements *all = all_judgements(ev);
    const Scale *scale = scale_of_ref(ev, kind, index);
    const RoleRow *best = NULL;
    Fit best_fit = FIT_NONE;
    for (VEC_EACH(const JudgedRow, judged, &all->rows)) {
        if (judged->ref->kind != kind || judged->ref->index != index || !is_about(ev, judged, context))
            continue;
        Fit fit = fit_of(judged->row->period, context->period);
        if (fit < least || !is_better(fit, judged->row, best_fit, best) || judged_level(scale, judged->row->level) == NO_INDEX)
            continue;
        best = judged->row;
        best_fit = fit;
    }
    return best;
}

const Judgement *judgement_of(Evaluator *ev, SymbolKind kind, size_t index, const Context *context, bool earlier, bool decides)
{
    const Scale *scale = scale_of_ref(ev, kind, index);
    const RoleRow *row = scale ? find_row(ev, kind, index, context, earlier ? FIT_EARLIER : FIT_NOW) : NULL;
    if (!row)
        return NULL;
    Judgement *out = ARENA_NEW(ev->arena, Judgement);
    size_t level = judged_level(scale, row->level);
    const ScaleLevel *l = &scale->levels.items[level];
    *out = (Judgement){.decides = decides, .rank = level, .level = l->name, .level_title = l->title.n ? l->title : l->name, .reasoning = row->reasoning,
                       .period = row->period, .date = row->date, .file = row->file, .line = row->line};
    return out;
}

Str judgement_reasoning(Evaluator *ev, SymbolKind kind, size_t index, size_t body, Period period, bool earlier)
{
    const RoleRow *best = NULL;
    for (VEC_EACH(const JudgedRow, judged, &all_judgements(ev)->rows)) {
        const RoleRow *row = judged->row;
        bool about = judged->ref->kind == kind && judged->ref->index == index && fit_of(row->period, period) >= (earlier ? FIT_EARLIER : FIT_NOW);
        bool whose = row->body == NO_INDEX || row->body == body;
        if (about && whose && str_trim(row->reasoning).n && (!best || row->date >= best->date))
            best = row;
    }
    return best ? str_trim(best->reasoning) : STR_LIT("");
}

/* ---- none ---- */

const ReasonSet *judgement_missing(Evaluator *ev, SymbolKind kind, size_t index, const Context *context)
{
    const Common *common = kind == SYM_GOAL ? &ev->model->goals.items[index].common : &ev->model->indicators.items[index].common;
    if (!role_rows(ev, "bedömningar")->present)
        return reason(ev, REASON_JUDGED, context, common->name, "", NULL);
    Str reasoning = judgement_reasoning(ev, kind, index, context->body, context->period, true);
    if (kind == SYM_GOAL && context->who == WHO_BODY && reasoning.n)
        return reason(ev, REASON_REASONED, context, common->name, arena_strndup(ev->arena, reasoning.s, reasoning.n), NULL);
    const RoleRow *last = scale_of_ref(ev, kind, index) ? find_row(ev, kind, index, context, FIT_NONE) : NULL;
    if (!last)
        return reason(ev, REASON_NOT_JUDGED, context, common->name, "", NULL);
    Str sv = period_text(ev, last->period, LANG_SV), en = period_text(ev, last->period, LANG_EN);
    return reason(ev, REASON_NOT_JUDGED, context, common->name, arena_printf(ev->arena, " (den senaste avser " STR_FMT ")", STR_ARG(sv)),
                  arena_printf(ev->arena, " (the latest is about " STR_FMT ")", STR_ARG(en)));
}

void judgement_note(Evaluator *ev, const Judgement *judgement, Str note[2])
{
    static const char *const formats[] = {"bedömt " STR_FMT ", avser " STR_FMT "%s" STR_FMT, "judged on " STR_FMT ", about " STR_FMT "%s" STR_FMT};
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        Str day = period_text(ev, (Period){judgement->date, judgement->date}, lang), period = period_text(ev, judgement->period, lang);
        note[lang] = str_of(arena_printf(ev->arena, formats[lang], STR_ARG(day), STR_ARG(period), judgement->reasoning.n ? ": " : "",
                                         STR_ARG(judgement->reasoning)));
    }
}
