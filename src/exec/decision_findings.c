/* decision_findings.c: findings about single decisions: what they have in common, and how the things in them are said. */
#include "exec/decision_parts.h"

static Str title_of(const Common *common)
{
    return common->title.n ? common->title : common->name;
}

Finding decision_finding(Evaluator *ev, FindingKind kind, const Common *common, const char *kind_word, const Decision *decision)
{
    const Common *body = &ev->model->bodies.items[decision->body].common, *table = &decision->table->run->table->common;
    const TableData *data = decision->table->run->data;
    Finding f = {.kind = kind, .assessment = (size_t)-1, .declaration = common->name, .title = title_of(common), .decl_kind = str_of(kind_word),
                 .body = body->name, .body_title = title_of(body), .period = {decision->date, decision->date}, .file = str_of(data->shown),
                 .line = data_line(data, decision->row)};
    StrBuf day = {0};
    date_print(&day, decision->date);
    f.id = str_of(arena_printf(ev->arena, "%s/" STR_FMT "/" STR_FMT "/%s/" STR_FMT "-%u", finding_kind_name(kind, LANG_SV), STR_ARG(common->name),
                               STR_ARG(body->name), day.s, STR_ARG(table->name), f.line));
    strbuf_free(&day);
    f.place = common->decl ? place_text(ev, common->decl->span) : STR_LIT("");
    for (VEC_EACH(const Citation, citation, &common->sources))
        vec_push(ev->arena, &f.sources, ((SourceRef){citation->document, citation->section, citation->quote}));
    Num zero = num_of_int(0);
    f.plans.required.number = f.plans.planned.number = f.plans.gap.number = zero;
    f.plans.required.state = f.plans.planned.state = f.plans.gap.state = RESULT_NONE;
    return f;
}

Str decision_day(Evaluator *ev, const Decision *decision, Lang lang)
{
    return period_text(ev, (Period){decision->date, decision->date}, lang);
}

Str decision_body(Evaluator *ev, size_t body)
{
    return title_of(&ev->model->bodies.items[body].common);
}

static void put_party(Evaluator *ev, const Party *party, StrBuf *out)
{
    if (!party->scope)
        strbuf_put(out, party->text);
    else
        expr_print(out, party->scope);
    if (party->except != NO_INDEX)
        strbuf_printf(out, " utom " STR_FMT, STR_ARG(ev->model->bodies.items[party->except].common.name));
}

Str decision_holders(Evaluator *ev, const PartyVec *held)
{
    StrBuf out = {0};
    for (size_t i = 0; i < held->count; i++) {
        strbuf_puts(&out, i ? ", " : "");
        put_party(ev, &held->items[i], &out);
    }
    return message_made(ev, &out);
}

void decision_add(Evaluator *ev, Run *run, Finding finding, const char *sv, const char *en)
{
    finding.message[LANG_SV] = str_of(sv);
    finding.message[LANG_EN] = str_of(en);
    vec_push(ev->arena, &run->findings, finding);
}
