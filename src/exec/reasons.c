/* reasons.c: why values are missing: sets of reasons that travel through the cell program. Each distinct reason exists once. */
#include <string.h>

#include "exec/eval.h"

typedef struct ReasonText { const char *code, *text[2]; } ReasonText;
static const ReasonText texts[REASON_COUNT] = {
#define REASON(member, code, sv, en) {code, {sv, en}},
#include "exec/reasons.def"
#undef REASON
};

/* The template with {0}..{3} filled in. */
static Str fill(Evaluator *ev, const char *template, const Str args[4])
{
    StrBuf buf = {0};
    for (const char *at = template; *at; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] <= '3' && at[2] == '}') {
            strbuf_put(&buf, args[at[1] - '0']);
            at += 2;
        } else {
            strbuf_putc(&buf, *at);
        }
    }
    Str text = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str reason_text(Evaluator *ev, ReasonCode code, const Context *context, Str name, Str extra, Lang lang)
{
    Str body = context ? context_body_title(ev, context, lang) : STR_LIT("");
    Str period = context ? period_text(ev, context->period, lang) : STR_LIT("");
    const Str args[4] = {name, body, period, extra};
    return fill(ev, texts[code].text[lang], args);
}

static const Reason *intern(Evaluator *ev, const Reason *made)
{
    StrBuf buf = {0};
    strbuf_put(&buf, made->code);
    strbuf_put(&buf, made->text[0]);
    strbuf_put(&buf, made->body);
    strbuf_put(&buf, (Str){(const char *)&made->period, sizeof made->period});
    Reason *known = map_get(&ev->reasons, strbuf_str(&buf));
    if (!known) {
        known = ARENA_NEW(ev->arena, Reason);
        *known = *made;
        map_put(&ev->reasons, strbuf_str(&buf), known);
    }
    strbuf_free(&buf);
    return known;
}

const ReasonSet *reason(Evaluator *ev, ReasonCode code, const Context *context, Str name, const char *extra, const char *extra_en)
{
    Reason made = {.code = str_of(texts[code].code), .name = name};
    if (context) {
        made.body = context_body_name(ev, context);
        made.period = context->period;
    }
    made.text[LANG_SV] = reason_text(ev, code, context, name, str_of(extra), LANG_SV);
    made.text[LANG_EN] = reason_text(ev, code, context, name, str_of(extra_en ? extra_en : extra), LANG_EN);
    ReasonSet *set = ARENA_NEW(ev->arena, ReasonSet);
    set->count = 1;
    set->items[0] = intern(ev, &made);
    return set;
}

static bool has_item(const ReasonSet *set, const Reason *item)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i] == item)
            return true;
    return false;
}

const ReasonSet *reasons_join(Evaluator *ev, const ReasonSet *a, const ReasonSet *b)
{
    if (!a || !b || a == b)
        return a ? a : b;
    size_t fresh = 0;
    for (size_t i = 0; i < b->count; i++)
        fresh += !has_item(a, b->items[i]);
    if (fresh == 0 || a->count == REASONS_KEPT)
        return a;
    ReasonSet *set = ARENA_NEW(ev->arena, ReasonSet);
    *set = *a;
    for (size_t i = 0; i < b->count && set->count < REASONS_KEPT; i++)
        if (!has_item(a, b->items[i]))
            set->items[set->count++] = b->items[i];
    return set;
}

ReasonVec reasons_list(Evaluator *ev, const ReasonSet *set)
{
    ReasonVec list = {0};
    for (size_t i = 0; set && i < set->count; i++)
        vec_push(ev->arena, &list, *set->items[i]);
    return list;
}

bool reasons_have(const ReasonSet *set, ReasonCode code)
{
    for (size_t i = 0; set && i < set->count; i++)
        if (str_eqz(set->items[i]->code, texts[code].code))
            return true;
    return false;
}

Str expr_text(Evaluator *ev, const Expr *expr)
{
    if (!expr)
        return STR_LIT("");
    StrBuf buf = {0};
    expr_print(&buf, expr);
    Str text = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

const char *line_text(Evaluator *ev, const char *file, uint32_t line, Lang lang)
{
    if (!line)
        return file;
    return arena_printf(ev->arena, lang == LANG_SV ? "%s rad %u" : "%s line %u", file, line);
}
