/* phrases.c: values, levels, limits and counts in words; see phrases.h. Symbols and tones are in symbols.c. */
#include "findings/duties.h"
#include "report/phrases.h"

#define SHOWN_MOST ((size_t)2000)     /* columns of one phrase: longer texts are cut */

static Str taken(Arena *arena, StrBuf *buf)
{
    Str text = text_shown(arena, strbuf_str(buf), SHOWN_MOST);
    strbuf_free(buf);
    return text;
}

Str phrase_quantity(Arena *arena, const Quantity *quantity, Lang lang)
{
    if (quantity->state == RESULT_NONE)
        return STR_LIT("");
    StrBuf buf = {0};
    quantity_print(&buf, quantity, lang);
    return taken(arena, &buf);
}

Str phrase_capital(Arena *arena, Str text)
{
    char *copy = arena_strndup(arena, text.s ? text.s : "", text.n);
    unsigned char first = (unsigned char)copy[0], second = first ? (unsigned char)copy[1] : 0;
    if (first >= 'a' && first <= 'z')
        copy[0] = (char)(first - 'a' + 'A');
    else if (first == 0xc3 && second >= 0xa0 && second != 0xb7 && second != 0xbf)     /* à to þ: the capitals are 0x20 before */
        copy[1] = (char)(second - 0x20);
    return (Str){copy, text.n};
}

bool assessment_is_rule(const Assessment *assessment)
{
    return str_eqz(assessment->decl_kind, "regel");
}

/* A rule's condition: its value as far as one is known. */
static bool is_triggered(const Assessment *assessment)
{
    return assessment->value.type == RESULT_TRUTH && assessment->value.truth == 1;
}

bool phrase_is_reasoned(const Assessment *assessment)
{
    for (VEC_EACH(const Reason, reason, &assessment->reasons))
        if (str_eqz(reason->code, "reasoned"))
            return true;
    return false;
}

static Word word_without_level(const Assessment *assessment)
{
    if (assessment->exempt)
        return WORD_EXEMPT;
    if (assessment->not_assessable)
        return WORD_NOT_ASSESSABLE;
    if (assessment->value.state == RESULT_MISSING)
        return WORD_MISSING;
    if (assessment_is_rule(assessment))
        return is_triggered(assessment) ? WORD_TRIGGERED : WORD_NOT_TRIGGERED;
    if (phrase_is_reasoned(assessment))
        return WORD_REASONED;
    return assessment->watched ? WORD_WATCHED : WORD_NOT_ASSESSED;
}

Str phrase_level(Arena *arena, const Assessment *assessment, Lang lang)
{
    if (assessment->level_rank >= 0 && assessment->level.n && !assessment->exempt)
        return text_shown(arena, assessment->level, SHOWN_MOST);
    return str_of(word(word_without_level(assessment), lang));
}

Str phrase_judged(Arena *arena, const Assessment *assessment, Lang lang)
{
    const Judgement *judgement = assessment->judgement;
    if (!judgement || judgement->decides)
        return STR_LIT("");
    return str_of(arena_printf(arena, ", %s " STR_FMT, word(WORD_JUDGED, lang), STR_ARG(text_shown(arena, judgement->level, SHOWN_MOST))));
}

typedef struct OpWord { const char *op; Word word; } OpWord;
static const OpWord op_words[] = {
    {">=", WORD_AT_LEAST}, {"<=", WORD_AT_MOST}, {">", WORD_OVER}, {"<", WORD_BELOW}, {"=", WORD_EXACTLY}, {"between", WORD_BETWEEN},
};

static void put_op(StrBuf *buf, Str op, Lang lang)
{
    for (size_t i = 0; i < sizeof op_words / sizeof *op_words; i++)
        if (str_eqz(op, op_words[i].op)) {
            strbuf_printf(buf, "%s ", word(op_words[i].word, lang));
            return;
        }
}

static void put_limit(StrBuf *buf, const Comparison *compared, Lang lang)
{
    put_op(buf, compared->op, lang);
    quantity_print(buf, &compared->limit, lang);
    if (!str_eqz(compared->op, "between"))
        return;
    strbuf_printf(buf, " %s ", word(WORD_AND, lang));
    quantity_print(buf, &compared->limit2, lang);
}

Str phrase_limit(Arena *arena, const Comparison *compared, Lang lang)
{
    if (!compared->present)
        return STR_LIT("");
    StrBuf buf = {0};
    put_limit(&buf, compared, lang);
    return taken(arena, &buf);
}

Str phrase_comparison(Arena *arena, const Comparison *compared, Lang lang)
{
    if (!compared->present)
        return STR_LIT("");
    StrBuf buf = {0};
    strbuf_put(&buf, compared->what[lang].n ? compared->what[lang] : str_of(word(WORD_LIMIT, lang)));
    strbuf_puts(&buf, ": ");
    put_limit(&buf, compared, lang);
    return taken(arena, &buf);
}

Str phrase_margin(Arena *arena, const Assessment *assessment, Lang lang)
{
    if (!assessment->has_margin)
        return STR_LIT("");
    StrBuf buf = {0};
    quantity_print(&buf, &assessment->margin, lang);
    if (assessment->margin_to.n)
        strbuf_printf(&buf, " %s " STR_FMT, word(WORD_MARGIN_TO, lang), STR_ARG(assessment->margin_to));
    return taken(arena, &buf);
}

Str phrase_period(Arena *arena, Period period, Lang lang)
{
    StrBuf buf = {0};
    period_print_people(&buf, period, lang == LANG_EN);
    return taken(arena, &buf);
}

Str phrase_title(Arena *arena, Str title, Str name)
{
    return text_shown(arena, title.n ? title : name, SHOWN_MOST);
}

Str phrase_body(Arena *arena, Str title, Str code, Str key)
{
    StrBuf buf = {0};
    strbuf_put(&buf, title.n ? title : code);
    if (key.n)
        strbuf_printf(&buf, "; " STR_FMT, STR_ARG(key));
    return taken(arena, &buf);
}

Str phrase_source(Arena *arena, const SourceRef *source, Lang lang)
{
    StrBuf buf = {0};
    strbuf_put(&buf, source->document);
    if (source->section.n)
        strbuf_printf(&buf, ", %s " STR_FMT, word(WORD_SECTION, lang), STR_ARG(source->section));
    return taken(arena, &buf);
}

Str phrase_rows(Arena *arena, Str file, size_t first, size_t last, Lang lang)
{
    StrBuf buf = {0};
    strbuf_put(&buf, file);
    if (first)
        strbuf_printf(&buf, " %s %zu", word(WORD_LINE, lang), first);
    if (first && last > first)
        strbuf_printf(&buf, "–%zu", last);
    return taken(arena, &buf);
}

/* The English keys of the states, as words. */
static const char *const duty_state_words[] = {"planned", "upcoming", "open", "done", "done late", "late", "missed", "not reported", "not assessable", "exempt"};

typedef struct StatusWord { const char *status; Word word; } StatusWord;
static const StatusWord status_words[] = {
    {"missing", WORD_STATUS_MISSING}, {"insufficient", WORD_STATUS_INSUFFICIENT},
    {"fulfilled", WORD_STATUS_FULFILLED}, {"unknown", WORD_STATUS_UNKNOWN},
    {"not_reported", WORD_STATUS_NOT_REPORTED}, {"fulfilled_late", WORD_STATUS_LATE}, {"pending", WORD_STATUS_PENDING},
};

Str phrase_status(Arena *arena, const Finding *finding, Lang lang)
{
    Str status = finding->status;
    for (DutyState state = 0; finding->has_duty && state <= DUTY_EXEMPT; state++)
        if (str_eqz(status, duty_state_name(state, LANG_EN)))
            return str_of(lang == LANG_SV ? duty_state_name(state, LANG_SV) : duty_state_words[state]);
    bool plan = str_eqz(finding->requirement, "åtgärdsplan"), condition = finding->is_condition;
    if (str_eqz(status, "missing") && (condition || !plan))
        return condition ? str_of(word(WORD_STATUS_NOT_MET, lang))
                         : text_shown(arena, str_of(arena_printf(arena, STR_FMT " %s", STR_ARG(finding->requirement), word(WORD_STATUS_LACKS, lang))), SHOWN_MOST);
    if (condition && str_eqz(status, "unknown"))
        return str_of(word(WORD_STATUS_UNCLEAR, lang));
    for (size_t i = 0; i < sizeof status_words / sizeof *status_words; i++)
        if (str_eqz(status, status_words[i].status))
            return str_of(word(status_words[i].word, lang));
    return text_shown(arena, status, SHOWN_MOST);
}

static void put_plan_part(StrBuf *buf, Word what, const Quantity *quantity, Lang lang)
{
    if (quantity->state == RESULT_NONE)
        return;
    strbuf_printf(buf, "%s %s ", buf->n ? "," : word(WORD_EFFECT, lang), word(what, lang));
    quantity_print(buf, quantity, lang);
}

Str phrase_plans(Arena *arena, const Finding *finding, Lang lang)
{
    const PlanSum *plans = &finding->plans;
    if (!plans->present)
        return STR_LIT("");
    StrBuf buf = {0};
    put_plan_part(&buf, WORD_PLANS_REQUIRED, &plans->required, lang);
    put_plan_part(&buf, WORD_PLANS_PLANNED, &plans->planned, lang);
    if (plans->gap.state == RESULT_VALUE && num_sign(plans->gap.number) > 0)
        put_plan_part(&buf, WORD_PLANS_GAP, &plans->gap, lang);
    if (plans->without_effect) {
        strbuf_puts(&buf, buf.n ? " (" : "(");
        put_count(&buf, plans->without_effect, WORD_PLAN_WITHOUT, WORD_PLANS_WITHOUT, lang);
        strbuf_puts(&buf, ")");
    }
    return taken(arena, &buf);
}

void put_count(StrBuf *out, size_t count, Word one, Word many, Lang lang)
{
    put_size(out, count, lang);
    strbuf_printf(out, " %s", word(count == 1 ? one : many, lang));
}

void put_size(StrBuf *out, size_t count, Lang lang)
{
    num_print_people(out, num_of_int((int64_t)count), 0, lang == LANG_EN);
}
