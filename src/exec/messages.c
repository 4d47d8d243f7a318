/* messages.c: the sentences of findings: what was seen, what it was compared with, and what follows. Plain enough to be read aloud. */
#include <string.h>

#include "exec/messages.h"

#include "exec/assess.h"

/* ---- words ---- */

Str message_made(Evaluator *ev, StrBuf *buf)
{
    Str text = str_dup(ev->arena, strbuf_str(buf));
    strbuf_free(buf);
    return text;
}

Str quantity_text(Evaluator *ev, const Quantity *quantity, Lang lang)
{
    StrBuf buf = {0};
    quantity_print(&buf, quantity, lang);
    return message_made(ev, &buf);
}

Str join_words(Evaluator *ev, const Str *words, size_t count, Lang lang)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < count; i++) {
        if (i)
            strbuf_puts(&buf, i + 1 < count ? ", " : lang == LANG_SV ? " och " : " and ");
        strbuf_put(&buf, words[i]);
    }
    return message_made(ev, &buf);
}

static const char *bound_word(Str op, Lang lang)
{
    static const struct { const char *op, *words[2]; } bounds[] = {
        {">=", {"minst ", "at least "}}, {"<=", {"högst ", "at most "}}, {">", {"över ", "over "}}, {"<", {"under ", "under "}},
        {"between", {"mellan ", "between "}}, {"=", {"", ""}},
    };
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (str_eqz(op, bounds[i].op))
            return bounds[i].words[lang];
    return "";
}

/* ---- decimals ---- */

/* The number in the unit that is shown. */
static bool shown_number(const Quantity *quantity, Num *out)
{
    return num_div(quantity->number, num_of_fix(quantity->shown_factor ? quantity->shown_factor : FIX_ONE), out);
}

static int decimals_for(const Quantity *quantity)
{
    Num shown;
    if (quantity->state != RESULT_VALUE || quantity->type != RESULT_NUMBER || !shown_number(quantity, &shown) ||
        num_cmp(num_round(shown, 3), shown) == 0)
        return -1;
    Num magnitude = num_abs(shown);
    bool share = quantity->shown_factor == FIX_ONE / 100;
    if (num_cmp(magnitude, num_of_int(1000)) >= 0)
        return 0;
    int decimals = num_cmp(magnitude, num_of_int(10)) >= 0 || share ? 1 : num_cmp(magnitude, num_of_int(1)) >= 0 ? 2 : 4;
    while (decimals < 6 && num_sign(num_round(shown, decimals)) == 0)
        decimals++;     /* what is not zero is not shown as zero */
    return decimals;
}

static bool look_alike(const Quantity *a, const Quantity *b)
{
    Num x, y;
    if (!shown_number(a, &x) || !shown_number(b, &y) || num_cmp(x, y) == 0)
        return false;
    return num_cmp(num_round(x, a->decimals < 0 ? 6 : a->decimals), num_round(y, b->decimals < 0 ? 6 : b->decimals)) == 0;
}

void quantity_settle(Quantity *value, Quantity *limit)
{
    value->decimals = decimals_for(value);
    if (!limit)
        return;
    limit->decimals = decimals_for(limit);
    bool numbers = value->state == RESULT_VALUE && limit->state == RESULT_VALUE && value->type == RESULT_NUMBER && limit->type == RESULT_NUMBER;
    while (numbers && look_alike(value, limit) && (value->decimals >= 0 || limit->decimals >= 0)) {
        int more = (value->decimals > limit->decimals ? value->decimals : limit->decimals) + 1;
        value->decimals = value->decimals < 0 ? -1 : more > 6 ? -1 : more;
        limit->decimals = limit->decimals < 0 ? -1 : more > 6 ? -1 : more;
    }
}

/* ---- indicators and goals ---- */

static void put_limit(Evaluator *ev, StrBuf *buf, const Comparison *compared, Lang lang)
{
    strbuf_puts(buf, bound_word(compared->op, lang));
    strbuf_put(buf, quantity_text(ev, &compared->limit, lang));
    if (compared->limit2.state != RESULT_VALUE)
        return;
    strbuf_puts(buf, lang == LANG_SV ? " och " : " and ");
    strbuf_put(buf, quantity_text(ev, &compared->limit2, lang));
}

static bool is_target(const Comparison *compared)
{
    return str_starts(compared->what[LANG_SV], STR_LIT("målvärde"));
}

static void put_compared(Evaluator *ev, StrBuf *buf, const Comparison *compared, Lang lang)
{
    bool sv = lang == LANG_SV;
    if (!is_target(compared)) {
        strbuf_printf(buf, "; " STR_FMT "%s", STR_ARG(compared->what[lang]), sv ? " är " : " is ");
        strbuf_put(buf, quantity_text(ev, &compared->limit, lang));
        return;
    }
    /* "målvärde 2025" is a label; in a sentence it is "målvärdet 2025". */
    Str when = compared->what[lang];
    size_t word = strlen(sv ? "målvärde" : "target");
    when = (Str){when.s + word, when.n - word};
    strbuf_printf(buf, "; %s" STR_FMT "%s", sv ? "målvärdet" : "the target", STR_ARG(when), sv ? " är " : " is ");
    put_limit(ev, buf, compared, lang);
}

static Str deviation(Evaluator *ev, const Assessment *a, Lang lang)
{
    StrBuf buf = {0};
    strbuf_put(&buf, a->title);
    if (a->key.n)
        strbuf_printf(&buf, " (" STR_FMT ")", STR_ARG(a->key));
    if (a->value.state == RESULT_VALUE) {
        strbuf_puts(&buf, lang == LANG_SV ? " är " : " is ");
        strbuf_put(&buf, quantity_text(ev, &a->value, lang));
        if (a->compared.present)
            put_compared(ev, &buf, &a->compared, lang);
    }
    strbuf_printf(&buf, "%s: " STR_FMT ".", lang == LANG_SV ? ". Bedömning" : ". Assessment", STR_ARG(a->level_title));
    return message_made(ev, &buf);
}

/* Why people have judged so, and about which period where it is another, as a sentence of its own behind the rest. */
static Str with_reasoning(Evaluator *ev, const Assessment *a, Str text, Lang lang)
{
    const Judgement *judgement = a->judgement;
    bool elsewhen = judgement && !period_eq(judgement->period, a->period);
    if (!judgement || !judgement->decides || (!judgement->reasoning.n && !elsewhen))
        return text;
    StrBuf buf = {0};
    strbuf_printf(&buf, STR_FMT " ", STR_ARG(text));
    if (elsewhen) {
        strbuf_puts(&buf, lang == LANG_SV ? "Bedömningen avser " : "The judgement is about ");
        strbuf_put(&buf, period_text(ev, judgement->period, lang));
        strbuf_puts(&buf, judgement->reasoning.n ? ": " : "");
    }
    strbuf_put(&buf, judgement->reasoning);
    if (!strchr(".!?", buf.s[buf.n - 1]))
        strbuf_putc(&buf, '.');
    return message_made(ev, &buf);
}

/* The levels of what a goal is measured with, at most five. */
#define PARTS_SHOWN 5

static Str join_commas(Evaluator *ev, const Str *words, size_t count)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&buf, "%s" STR_FMT, i ? ", " : "", STR_ARG(words[i]));
    return message_made(ev, &buf);
}

static Str measure_level(Evaluator *ev, size_t indicator, uint32_t step, ContextId context)
{
    Value level = value_of(ev, step, context);
    Str title = ev->model->indicators.items[indicator].common.title;
    if (level.state != RESULT_VALUE || level.kind != VALUE_LEVEL)
        return STR_LIT("");
    Str name = level_title(level.scale, level.level);
    return str_of(arena_printf(ev->arena, STR_FMT ": " STR_FMT, STR_ARG(title), STR_ARG(name)));
}

void message_goal(Evaluator *ev, size_t goal, ContextId context, const Assessment *a, Finding *out)
{
    const GoalPlan *plan = &ev->plan->goals[goal];
    VEC(Str) parts = {0};
    for (size_t i = 0; i < plan->measures.count && parts.count < PARTS_SHOWN; i++) {
        Str part = measure_level(ev, plan->indicators.items[i], plan->measures.items[i], context);
        if (part.n)
            vec_push(ev->arena, &parts, part);
    }
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        Str all = join_commas(ev, parts.items, parts.count), text = deviation(ev, a, lang);
        text.n -= all.n != 0;        /* the full stop goes behind the list */
        text = all.n ? str_of(arena_printf(ev->arena, STR_FMT " (" STR_FMT ").", STR_ARG(text), STR_ARG(all))) : text;
        out->message[lang] = with_reasoning(ev, a, text, lang);
    }
}

void message_deviation(Evaluator *ev, const Assessment *a, Finding *out)
{
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        out->message[lang] = with_reasoning(ev, a, deviation(ev, a, lang), lang);
}

void message_difference(Evaluator *ev, const Assessment *a, Str measured, Finding *out)
{
    static const char *const formats[] = {"Bedömningen av " STR_FMT " (" STR_FMT ") skiljer sig från mätningen (" STR_FMT ").",
                                          "The judgement of " STR_FMT " (" STR_FMT ") differs from the measurement (" STR_FMT ")."};
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        out->message[lang] = str_of(arena_printf(ev->arena, formats[lang], STR_ARG(a->title), STR_ARG(a->judgement->level), STR_ARG(measured)));
}

/* "namn [predicate]: the first reason (och två skäl till)." */
static Str with_reason(Evaluator *ev, const Assessment *a, const char *predicate, Lang lang)
{
    StrBuf buf = {0};
    strbuf_put(&buf, a->title);
    if (a->key.n)
        strbuf_printf(&buf, " (" STR_FMT ")", STR_ARG(a->key));
    strbuf_puts(&buf, predicate);
    if (a->reasons.count) {
        strbuf_puts(&buf, ": ");
        strbuf_put(&buf, a->reasons.items[0].text[lang]);
    }
    if (a->reasons.count > 1)
        strbuf_printf(&buf, lang == LANG_SV ? " (och %zu skäl till)" : " (and %zu more)", a->reasons.count - 1);
    strbuf_putc(&buf, '.');
    return message_made(ev, &buf);
}

void message_missing(Evaluator *ev, const Assessment *a, Finding *out)
{
    out->message[LANG_SV] = with_reason(ev, a, " saknas", LANG_SV);
    out->message[LANG_EN] = with_reason(ev, a, " is missing", LANG_EN);
}

void message_not_assessable(Evaluator *ev, const Assessment *a, Finding *out)
{
    out->message[LANG_SV] = with_reason(ev, a, " går inte att bedöma", LANG_SV);
    out->message[LANG_EN] = with_reason(ev, a, " cannot be assessed", LANG_EN);
}

/* ---- rules ---- */

const Indicator *shown_indicator(Evaluator *ev, const Expr *expr)
{
    const Indicator *found = NULL;
    if (!expr)
        return NULL;
    Ref ref = expr->kind == EXPR_NAME ? model_info(ev->model, expr)->ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_INDICATOR)
        return &ev->model->indicators.items[ref.index];
    if (expr->kind == EXPR_FOR)
        return shown_indicator(ev, expr->as.for_.x);
    if (expr->kind == EXPR_UNARY)
        return shown_indicator(ev, expr->as.unary.x);
    if (expr->kind == EXPR_IS)
        return shown_indicator(ev, expr->as.is.x);
    if (expr->kind == EXPR_BINARY) {
        found = shown_indicator(ev, expr->as.binary.x);
        return found ? found : shown_indicator(ev, expr->as.binary.y);
    }
    if (expr->kind == EXPR_CALL)
        for (size_t i = 0; i < expr->as.call.args.count && !found; i++)
            found = shown_indicator(ev, expr->as.call.args.items[i]);
    return found;
}

static Str hole_value(Evaluator *ev, uint32_t step, ContextId context, Lang lang)
{
    const PlanStep *plan = &ev->plan->steps.items[step];
    const Indicator *shown = plan->op == STEP_INDICATOR ? &ev->model->indicators.items[plan->index] : NULL;
    Type type = shown ? shown->type : plan->op == STEP_PARAMETER ? ev->model->parameters.items[plan->index].type : plan->type;
    Value value = value_of(ev, step, context);
    Quantity quantity = quantity_of(ev, &value, type, shown);
    quantity_settle(&quantity, NULL);
    return quantity_text(ev, &quantity, lang);
}

static Str hole_text(Evaluator *ev, const Rule *rule, const HolePlan *hole, ContextId context, const Assessment *a, Lang lang)
{
    switch (hole->word) {
    case HOLE_STEP: return hole_value(ev, hole->step, context, lang);
    case HOLE_BODY: return context_body_title(ev, context_of(ev, context), lang);
    case HOLE_NAME: return rule->common.name;
    case HOLE_TITLE: return rule->common.title;
    case HOLE_PERIOD: return period_text(ev, context_of(ev, context)->period, lang);
    case HOLE_VALUE: return quantity_text(ev, &a->value, lang);
    default: return STR_LIT("");
    }
}

static Str from_template(Evaluator *ev, size_t index, ContextId context, const Assessment *a, Lang lang)
{
    StrBuf buf = {0};
    const RulePlan *plan = &ev->plan->rules[index];
    for (size_t i = 0; i < plan->message.count; i++) {
        strbuf_put(&buf, plan->message.items[i].text);
        strbuf_put(&buf, hole_text(ev, &ev->model->rules.items[index], &plan->message.items[i], context, a, lang));
    }
    return message_made(ev, &buf);
}

static Str rule_holds(Evaluator *ev, const Rule *rule, const Assessment *a, Lang lang)
{
    StrBuf buf = {0};
    strbuf_put(&buf, a->title);
    if (a->key.n)
        strbuf_printf(&buf, " (" STR_FMT ")", STR_ARG(a->key));
    strbuf_puts(&buf, lang == LANG_SV ? ": villkoret gäller (" : ": the condition holds (");
    strbuf_put(&buf, expr_text(ev, rule->when));
    strbuf_puts(&buf, ").");
    return message_made(ev, &buf);
}

void message_rule(Evaluator *ev, size_t index, ContextId context, const Assessment *a, Finding *out)
{
    const Rule *rule = &ev->model->rules.items[index];
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        out->message[lang] = rule->message.n ? from_template(ev, index, context, a, lang) : rule_holds(ev, rule, a, lang);
}
