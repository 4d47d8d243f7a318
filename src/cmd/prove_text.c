/* prove_text.c: the answers of `styr bevisa` for people: first what is wrong, then what could not be settled, then what is proved. */
#include "cmd/prove.h"

static void put_line(Page *page, Tone tone, Str text, size_t indent)
{
    page_pad(page, indent);
    page_wrap(page, tone, text_shown(page->arena, text, 0), indent);
    page_end(page);
}

/* ---- one claim ---- */

static Str claim_text(Page *page, const Claim *claim)
{
    if (!claim->declaration.n)
        return claim->what[page->lang];
    static const struct { const char *sv, *en; } kinds[] = {{"indikator", "indicator"}, {"mål", "goal"}, {"regel", "rule"}};
    const char *kind = arena_strndup(page->arena, claim->decl_kind.s, claim->decl_kind.n);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && page->lang == LANG_EN; i++)
        if (str_eqz(claim->decl_kind, kinds[i].sv))
            kind = kinds[i].en;
    return str_of(arena_printf(page->arena, "%s " STR_FMT ": " STR_FMT, kind, STR_ARG(claim->declaration), STR_ARG(claim->what[page->lang])));
}

/* "vid summa(utfall.belopp) 101,2 mnkr och …: nivån för resultat (förut) gul, …" */
static void put_values(StrBuf *out, const ProofValueVec *values, Lang lang, const char *link)
{
    for (size_t i = 0; i < values->count; i++) {
        const ProofValue *value = &values->items[i];
        strbuf_puts(out, i == 0 ? "" : i + 1 == values->count ? link : ", ");
        strbuf_put(out, value->what[lang]);
        strbuf_puts(out, value->value.state == RESULT_NONE ? "" : " ");
        quantity_print(out, &value->value, lang);
    }
}

static void put_example(Page *page, const Example *example)
{
    bool sv = page->lang == LANG_SV;
    StrBuf text = {0};
    strbuf_printf(&text, sv ? "exempel (" STR_FMT ", " : "example (" STR_FMT ", ", STR_ARG(example->body));
    period_print_people(&text, example->period, !sv);
    strbuf_puts(&text, sv ? "): " : "): ");
    if (example->data.count) {
        strbuf_puts(&text, sv ? "vid " : "with ");
        put_values(&text, &example->data, page->lang, sv ? " och " : " and ");
        strbuf_puts(&text, sv ? " blir " : ": ");
    }
    put_values(&text, &example->outcome, page->lang, sv ? " och " : " and ");
    put_line(page, TONE_PLAIN, strbuf_str(&text), 4);
    strbuf_free(&text);
}

static void put_parts(Page *page, const Claim *claim)
{
    for (size_t i = 0; i < claim->parts.count; i++) {
        page_pad(page, 4);
        page_puts(page, TONE_FAINT, "– ");
        page_wrap(page, TONE_PLAIN, text_shown(page->arena, claim->parts.items[i].what[page->lang], 0), 6);
        page_end(page);
    }
}

static void put_claim(Page *page, const Claim *claim)
{
    const char *mark = claim->verdict == VERDICT_PROVED ? "●" : claim->verdict == VERDICT_OPEN ? "○" : claim->flagged ? "■" : "▲";
    Tone tone = claim->verdict == VERDICT_PROVED ? TONE_GOOD : claim->flagged ? TONE_BAD : TONE_FAIR;
    page_pad(page, 2);
    page_puts(page, tone, mark);
    page_puts(page, TONE_PLAIN, " ");
    page_wrap(page, TONE_PLAIN, text_shown(page->arena, claim_text(page, claim), 0), 4);
    page_end(page);
    if (claim->verdict == VERDICT_OPEN)
        put_line(page, TONE_PLAIN, claim->why_text[page->lang], 4);
    if (claim->verdict != VERDICT_REFUTED)
        return;
    if (claim->answer[page->lang].n)
        put_line(page, TONE_PLAIN, claim->answer[page->lang], 4);
    put_parts(page, claim);
    if (claim->has_example)
        put_example(page, &claim->example);
    if (claim->place.n)
        put_line(page, TONE_FAINT, claim->place, 4);
}

/* ---- the whole ---- */

static size_t count_of(const Proofs *proofs, Verdict verdict)
{
    return verdict == VERDICT_PROVED ? proofs->proved : verdict == VERDICT_REFUTED ? proofs->refuted : proofs->open;
}

static void put_claims(Page *page, const Proofs *proofs, Verdict verdict)
{
    static const Msg titles[] = {[VERDICT_PROVED] = MSG_PROVED, [VERDICT_REFUTED] = MSG_REFUTED, [VERDICT_OPEN] = MSG_LEFT_OPEN};
    size_t count = count_of(proofs, verdict);
    if (!count)
        return;
    page_end(page);
    page_puts(page, TONE_STRONG, arena_printf(page->arena, "%s (%zu)", message(titles[verdict], page->lang), count));
    page_end(page);
    for (VEC_EACH(const Claim, claim, &proofs->claims))
        if (claim->verdict == verdict)
            put_claim(page, claim);
}

static Str title_of(const Model *model)
{
    if (model->title.n || model->name.n)
        return model->title.n ? model->title : model->name;
    return str_of(model->tree_count ? model->trees[model->tree_count - 1]->src->name : "");
}

static const char *copied(const Page *page, Str text)
{
    return arena_strndup(page->arena, text.s, text.n);
}

static void put_head(Page *page, const ProofReport *report)
{
    const Proofs *proofs = report->proofs;
    StrBuf text = {0};
    strbuf_put(&text, title_of(report->models[0].model));
    if (report->models[1].model)
        strbuf_printf(&text, " → " STR_FMT, STR_ARG(title_of(report->models[1].model)));
    strbuf_printf(&text, " (styr %s, " STR_FMT ")", styr_version(), STR_ARG(proofs->solver));
    put_line(page, TONE_STRONG, strbuf_str(&text), 0);
    strbuf_free(&text);
    put_line(page, TONE_FAINT, str_of(message(MSG_PROVED_FOR, page->lang)), 0);
    for (VEC_EACH(const FileCopy, copy, &proofs->copies))
        put_line(page, TONE_FAINT, str_of(arena_printf(page->arena, message(MSG_COPIES_ALIKE, page->lang), copied(page, copy->table), copied(page, copy->paths[0]), copied(page, copy->paths[1]))), 0);
}

void proofs_text(Command *command, const ProofReport *report, StrBuf *out)
{
    Page page = command_page(command, out);
    const Proofs *proofs = report->proofs;
    put_head(&page, report);
    put_claims(&page, proofs, VERDICT_REFUTED);
    put_claims(&page, proofs, VERDICT_OPEN);
    put_claims(&page, proofs, VERDICT_PROVED);
    page_end(&page);
    if (!proofs->claims.count)
        put_line(&page, TONE_PLAIN, str_of(message(report->models[1].model ? MSG_NOTHING_SHARED : MSG_NOTHING_ASKED, page.lang)), 0);
    else
        put_line(&page, TONE_PLAIN, str_of(arena_printf(command->arena, message(MSG_PROOF_TOTALS, page.lang), proofs->proved, proofs->refuted, proofs->open)), 0);
    if (report->models[1].model && proofs->claims.count && proofs->proved == proofs->claims.count)
        put_line(&page, TONE_GOOD, str_of(message(MSG_EQUIVALENT, page.lang)), 0);
}
