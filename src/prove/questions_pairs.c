/* questions_pairs.c: two models: is the outcome of what has the same name in both the same, whatever the data says? */
#include "base/utf8.h"
#include "prove/questions.h"

static bool same_name(const Prover *prover, Str a, Str b)
{
    return str_eq(utf8_fold(prover->arena, a), utf8_fold(prover->arena, b));
}

/* The new declaration says that it replaces the old name. */
static bool replaces(const Prover *prover, const Common *common, Str name)
{
    for (size_t i = 0; common->decl && i < common->decl->attrs.count; i++) {
        const Attr *attr = &common->decl->attrs.items[i];
        for (size_t j = 0; attr->kind == ATTR_REPLACES && j < attr->items.count; j++) {
            const Expr *value = attr->items.items[j].value;
            if (value && (value->kind == EXPR_NAME || value->kind == EXPR_TEXT) && same_name(prover, value->as.text, name))
                return true;
        }
    }
    return false;
}

static size_t count_of(const Model *model, Subject subject)
{
    return subject == SUBJECT_INDICATOR ? model->indicators.count : subject == SUBJECT_GOAL ? model->goals.count : model->rules.count;
}

static size_t counterpart(const Prover *prover, Subject subject, Str name)
{
    const Model *model = prover->models[1];
    size_t replacing = NO_INDEX;
    for (size_t i = 0; i < count_of(model, subject); i++) {
        const Common *common = subject_common(model, subject, i);
        if (same_name(prover, common->name, name))
            return i;
        replacing = replacing == NO_INDEX && replaces(prover, common, name) ? i : replacing;
    }
    return replacing;
}

/* "finns bara i den gamla modellen: SN, 2025"; of what has changed places, both are told. */
static void put_lonely(const Prover *prover, size_t side, const Context *context, Lang lang, StrBuf *out)
{
    static const char *const words[SIDES][2] = {{"gamla", "old"}, {"nya", "new"}};
    Str body = context->who == WHO_BODY ? prover->models[side]->bodies.items[context->body].common.name
               : context->who == WHO_GROUP ? STR_LIT("koncernen") : STR_LIT("kommunen");
    strbuf_puts(out, out->n ? "; " : "");
    strbuf_printf(out, lang == LANG_SV ? "finns bara i den %s modellen: " STR_FMT ", " : "is only in the %s model: " STR_FMT ", ", words[side][lang], STR_ARG(body));
    period_print_people(out, context->period, lang == LANG_EN);
}

/* What is judged in one of the models only is no outcome of both. */
static bool ask_scope(Prover *prover, const Question *question, const char *word)
{
    Context lonely[SIDES];
    bool any[SIDES];
    for (size_t side = 0; side < SIDES; side++)
        any[side] = moments_lonely(prover, question, side, &lonely[side]);
    if (!any[0] && !any[1])
        return false;
    Claim claim = claim_new(prover, CLAIM_SAME_SCOPE, subject_common(prover->models[1], question->subject, question->index[1]), word);
    claim_say(prover, claim.what, "bedöms för samma organ och perioder i båda modellerna", "is judged for the same bodies and periods in both models");
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf buf = {0};
        for (size_t side = 0; side < SIDES; side++)
            if (any[side])
                put_lonely(prover, side, &lonely[side], lang, &buf);
        claim.answer[lang] = str_dup(prover->arena, strbuf_str(&buf));
        strbuf_free(&buf);
    }
    claim_for_all(prover, &claim, &(Found){.any = true});
    claim.has_example = false;
    claim_add(prover, claim);
    return true;
}

static void ask_pair(Prover *prover, Subject subject, size_t old, size_t new)
{
    static const char *const words[] = {"indikator", "mål", "regel"};
    Question question = {.kind = CLAIM_SAME, .subject = subject, .index = {old, new}};
    MomentVec moments = {0};
    Found found;
    bool partial = ask_scope(prover, &question, words[subject]);
    moments_of(prover, &question, &moments);
    if (partial && !moments.count)
        return;
    Claim claim = claim_new(prover, CLAIM_SAME, subject_common(prover->models[1], subject, new), words[subject]);
    if (partial)
        claim_say(prover, claim.what, "utfallet är detsamma för de organ och perioder som båda modellerna har",
                  "the outcome is the same for the bodies and periods that both models have");
    else
        claim_say(prover, claim.what, "utfallet är detsamma i båda modellerna", "the outcome is the same in both models");
    question_ask(prover, &question, &moments, &found);
    if (!moments.count)
        found_open(&found, OPEN_UNKNOWN, BOTH("den mäts inte för något organ och någon period som båda modellerna har",
                                              "it is not measured for any body and period that both models have"));
    claim_for_all(prover, &claim, &found);
    if (found.any)
        claim_say(prover, claim.answer, "utfallet skiljer sig", "the outcome differs");
    claim_add(prover, claim);
}

void ask_pairs(Prover *prover)
{
    for (Subject subject = SUBJECT_INDICATOR; subject <= SUBJECT_RULE; subject++)
        for (size_t i = 0; i < count_of(prover->models[0], subject); i++) {
            size_t other = counterpart(prover, subject, subject_common(prover->models[0], subject, i)->name);
            if (other != NO_INDEX)
                ask_pair(prover, subject, i, other);
        }
}
