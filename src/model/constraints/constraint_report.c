/* constraint_report.c: what constraints came to, as diagnostics: what is wrong, where, why, and where it is stated. */
#include "base/utf8.h"
#include "model/constraints/constraint_parts.h"

/* ---- values for people ---- */

static void print_thing(StrBuf *out, const Objects *objects, Ref thing)
{
    Fact name;
    thing_name(objects, thing, &name);
    strbuf_put(out, name.text);
}

static void print_set(StrBuf *out, const Objects *objects, const FactVec *set, Lang lang)
{
    enum { SHOWN = 5 };
    if (!set->count)
        strbuf_puts(out, lang == LANG_SV ? "inget" : "nothing");
    for (size_t i = 0; i < set->count && i < SHOWN; i++) {
        strbuf_puts(out, i ? ", " : "");
        fact_print(out, objects, &set->items[i], lang);
    }
    if (set->count > SHOWN)
        strbuf_puts(out, " …");
}

void fact_print(StrBuf *out, const Objects *objects, const Fact *fact, Lang lang)
{
    switch (fact->kind) {
    case FACT_MISSING: strbuf_puts(out, lang == LANG_SV ? "inte angivet" : "not stated"); return;
    case FACT_NUMBER: num_print_people(out, fact->number, -1, lang == LANG_EN); return;
    case FACT_TEXT: strbuf_put(out, fact->text); return;
    case FACT_DATE: date_print(out, fact->date); return;
    case FACT_TRUTH: strbuf_puts(out, fact->truth == TRUTH_YES ? lang == LANG_SV ? "ja" : "yes" : lang == LANG_SV ? "nej" : "no"); return;
    case FACT_THING: print_thing(out, objects, fact->thing); return;
    case FACT_SET: print_set(out, objects, fact->set, lang); return;
    }
}

/* ---- messages ---- */

static void put_hole(StrBuf *out, Evaluation *e, Ref thing, Str name, Lang lang)
{
    Str folded = utf8_fold(e->objects.arena, name);
    size_t row = object_row_find(thing.kind, folded);
    Fact fact;
    if (row == NO_INDEX)
        object_property(&e->objects, thing, folded, &fact);
    else
        object_get(&e->objects, row, thing, &fact);
    if (row == NO_INDEX && fact.kind == FACT_MISSING)
        thing_title(&e->objects, thing, &fact);         /* {mål}: the thing itself */
    fact_print(out, &e->objects, &fact, lang);
}

/* The constraint's own message, its holes filled; else its title, else its condition. */
static const char *message_of(Evaluation *e, const Constraint *constraint, Ref thing, Lang lang)
{
    Str text = constraint->message;
    StrBuf out = {0};
    if (!text.n && constraint->common.decl->title.n)
        return arena_printf(e->objects.arena, "”" STR_FMT "”", STR_ARG(constraint->common.title));
    if (!text.n)
        expr_print(&out, constraint->condition);
    size_t at = 0;
    for (size_t open; (open = str_find(text, STR_LIT("{"), at)) != (size_t)-1;) {
        size_t close = str_find(text, STR_LIT("}"), open);
        if (close == (size_t)-1)
            break;
        strbuf_put(&out, (Str){text.s + at, open - at});
        Str name = {text.s + open + 1, close - open - 1};
        if (constraint_hole_named(name))
            put_hole(&out, e, thing, name, lang);
        else
            strbuf_put(&out, (Str){text.s + open, close - open + 1});
        at = close + 1;
    }
    strbuf_put(&out, (Str){text.s + at, text.n - at});
    const char *message = arena_strndup(e->objects.arena, out.s ? out.s : "", out.n);
    strbuf_free(&out);
    return message;
}

/* "mål kunskap", "modellen" */
static const char *thing_text(Evaluation *e, Ref thing)
{
    const Common *common = object_common(e->objects.model, thing);
    if (thing.kind == SYM_HEAD || !common)
        return diag_both(e->objects.arena, "modellen", "the model");
    return arena_printf(e->objects.arena, "%s " STR_FMT, common->decl ? decl_keyword(common->decl->kind) : "", STR_ARG(common->name));
}

/* "Styrmodell, Arboga kommun, avsnitt 2.5: ”En eller flera indikatorer”" */
static const char *source_text(Evaluation *e, const Constraint *constraint, Lang lang)
{
    if (!constraint->common.sources.count)
        return NULL;
    const Citation *source = &constraint->common.sources.items[0];
    StrBuf out = {0};
    strbuf_put(&out, source->document);
    if (source->section.n)
        strbuf_printf(&out, ", %s " STR_FMT, lang == LANG_SV ? "avsnitt" : "section", STR_ARG(source->section));
    if (source->quote.n)
        strbuf_printf(&out, ": ”" STR_FMT "”", STR_ARG(source->quote));
    const char *text = arena_strndup(e->objects.arena, out.s, out.n);
    strbuf_free(&out);
    return text;
}

static void label_constraint(Evaluation *e, Diags *diags, Diag *diag, const Constraint *constraint)
{
    const char *sv = source_text(e, constraint, LANG_SV), *en = source_text(e, constraint, LANG_EN);
    diag_label(diags, diag, constraint->condition->span, "%s",
        sv ? diag_both(e->objects.arena, arena_printf(e->objects.arena, "kravet; %s", sv), arena_printf(e->objects.arena, "the constraint; %s", en))
           : BOTH("kravet", "the constraint"));
}

static Span place_of(const Model *model, Ref thing, const Constraint *constraint)
{
    const Common *common = object_common(model, thing);
    if (thing.kind == SYM_HEAD || !common || !common->decl)
        return constraint->common.decl->name_span;
    return common->decl->name_span;
}

static const char *name_of(Evaluation *e, const Constraint *constraint)
{
    return arena_strndup(e->objects.arena, constraint->common.name.s, constraint->common.name.n);
}

static void report_breach(Evaluation *e, const Outcome *outcome, const Constraint *constraint, Diags *diags)
{
    Arena *arena = e->objects.arena;
    const char *message = diag_both(arena, message_of(e, constraint, outcome->thing, LANG_SV), message_of(e, constraint, outcome->thing, LANG_EN));
    Span place = place_of(e->objects.model, outcome->thing, constraint);
    Diag *diag = diag_add(diags, constraint->advice ? DIAG_S0706 : DIAG_S0705, place, name_of(e, constraint), thing_text(e, outcome->thing), message, NULL);
    if (*outcome->because)
        diag_label(diags, diag, place, "%s", outcome->because);
    label_constraint(e, diags, diag, constraint);
}

static void report(Evaluation *e, const Outcome *outcome, Diags *diags)
{
    const Constraint *constraint = &e->objects.model->constraints.items[outcome->constraint];
    Span place = place_of(e->objects.model, outcome->thing, constraint);
    const char *name = name_of(e, constraint), *thing = thing_text(e, outcome->thing);
    Diag *diag;
    switch (outcome->kind) {
    case OUTCOME_MET: case OUTCOME_IDLE: case OUTCOME_OUTSIDE: return;
    case OUTCOME_BREACHED: report_breach(e, outcome, constraint, diags); return;
    case OUTCOME_EXEMPT:
        diag_add(diags, DIAG_S0711, place, name, thing, outcome->because, NULL);
        return;
    case OUTCOME_UNDECIDED:
        diag = diag_add(diags, DIAG_S0707, place, name, thing, outcome->because, NULL);
        label_constraint(e, diags, diag, constraint);
        return;
    }
}

/* What is only to be tried when there is something to try says so itself. */
static bool is_idle(Evaluation *e, const Constraint *constraint)
{
    return constraint->when && evaluate_condition(e, NULL, constraint->when) == TRUTH_NO;
}

void constraints_report(Arena *arena, const Model *model, const OutcomeVec *outcomes, Diags *diags)
{
    Evaluation e = {.objects = {arena, model}, .kept = arena, .told = arena, .most = MOST_STEPS};
    size_t at = 0;
    for (size_t i = 0; i < model->constraints.count; i++) {
        const Constraint *constraint = &model->constraints.items[i];
        bool tried = false;
        for (; at < outcomes->count && outcomes->items[at].constraint == i; at++) {
            tried |= outcomes->items[at].kind != OUTCOME_OUTSIDE;
            report(&e, &outcomes->items[at], diags);
        }
        if (!tried && constraint->usable && !is_idle(&e, constraint))
            diag_add(diags, DIAG_S0708, constraint->each ? constraint->each->span : constraint->common.decl->name_span, name_of(&e, constraint), NULL);
    }
}
