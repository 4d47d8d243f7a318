/* requirement_messages.c: the sentences about requirements: who owes what to whom by when, what answers it, how late it is, to whom it is lifted. */
#include "exec/messages.h"

void message_standing(Evaluator *ev, size_t index, Period since, Finding *out)
{
    Str title = ev->model->rules.items[index].common.title;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        out->message[lang] = str_of(arena_printf(ev->arena, lang == LANG_SV
            ? STR_FMT ": kravet från " STR_FMT " står kvar, för det går inte att säga om villkoret fortfarande gäller."
            : STR_FMT ": the requirement from " STR_FMT " stands, as it cannot be said whether the condition still holds.",
            STR_ARG(title), STR_ARG(period_text(ev, since, lang))));
}

/* ---- requirements ---- */

static void put_deadline(Evaluator *ev, StrBuf *buf, const Requirement *requirement, const Finding *finding, Lang lang)
{
    const char *by = lang == LANG_SV ? " senast " : " by ";
    if (finding->has_deadline) {
        strbuf_puts(buf, by);
        period_print_people(buf, (Period){finding->deadline, finding->deadline}, lang == LANG_EN);
    } else if (requirement->by_text) {
        strbuf_puts(buf, by);
        strbuf_put(buf, requirement->by_text->kind == EXPR_TEXT ? requirement->by_text->as.text : expr_text(ev, requirement->by_text));
    }
}

static void put_duty(Evaluator *ev, StrBuf *buf, const Requirement *requirement, const Context *context, const Finding *finding, Str from, Lang lang)
{
    strbuf_put(buf, from);
    strbuf_puts(buf, lang == LANG_SV ? " ska lämna " : " must submit ");
    strbuf_put(buf, requirement->what);
    if (finding->to.n) {
        strbuf_puts(buf, lang == LANG_SV ? " till " : " to ");
        strbuf_put(buf, finding->to);
    }
    put_deadline(ev, buf, requirement, finding, lang);
    strbuf_putc(buf, '.');
}

static Str amount(Evaluator *ev, Num number, const Indicator *shown, Lang lang)
{
    Type kr = {TYPE_NUMBER, {UNIT_MEASURE, 1, {{0, 1}}}, NULL};
    Quantity quantity = quantity_number(ev, number, shown ? shown->type : kr, shown);
    quantity_settle(&quantity, NULL);
    return quantity_text(ev, &quantity, lang);
}

static void put_without(StrBuf *buf, const Actions *actions, Lang lang)
{
    if (actions->without_effect == 0)
        return;
    strbuf_printf(buf, lang == LANG_SV ? " (%zu av %zu åtgärder har ingen angiven effekt)" : " (%zu of %zu measures have no stated effect)",
                  actions->without_effect, actions->plans);
}

static void put_sum(Evaluator *ev, StrBuf *buf, const Actions *actions, const Indicator *shown, Lang lang)
{
    strbuf_puts(buf, lang == LANG_SV ? " Beslutade åtgärder ger " : " Decided measures give ");
    strbuf_put(buf, amount(ev, actions->planned, shown, lang));
    strbuf_puts(buf, lang == LANG_SV ? " av " : " of ");
    strbuf_put(buf, amount(ev, actions->required, shown, lang));
    if (actions->status == ACTION_INSUFFICIENT) {
        strbuf_puts(buf, ": ");
        strbuf_put(buf, amount(ev, actions->gap, shown, lang));
        strbuf_puts(buf, lang == LANG_SV ? " saknas" : " is lacking");
    }
    if (actions->status == ACTION_FULFILLED || actions->status == ACTION_LATE)
        strbuf_puts(buf, lang == LANG_SV ? ": kravet är uppfyllt" : ": the requirement is met");
    if (actions->status == ACTION_UNKNOWN)
        strbuf_puts(buf, lang == LANG_SV ? ": det går inte att säga om det räcker" : ": it cannot be said whether that is enough");
    put_without(buf, actions, lang);
    strbuf_putc(buf, '.');
}

static void put_plans(Evaluator *ev, StrBuf *buf, const Requirement *requirement, const Actions *actions, const Indicator *shown, Lang lang)
{
    bool sv = lang == LANG_SV;
    if (!actions->tables)
        return;
    if (actions->plans == 0) {
        strbuf_puts(buf, actions->status == ACTION_UNKNOWN ? (sv ? " Tabellen med åtgärder kunde inte läsas." : " The table of measures could not be read.")
                                                           : (sv ? " Ingen beslutad åtgärd finns." : " No measure has been decided."));
        return;
    }
    if (requirement->effect && actions->summed) {
        put_sum(ev, buf, actions, shown, lang);
        return;
    }
    if (!requirement->effect)
        strbuf_puts(buf, sv ? " Beslutade åtgärder finns: kravet är uppfyllt." : " Measures have been decided: the requirement is met.");
    else
        strbuf_puts(buf, sv ? " Den effekt som krävs går inte att räkna ut." : " The effect that is required cannot be computed.");
}

/* ---- what became of it ---- */

static void put_date(Evaluator *ev, StrBuf *buf, Date date, Lang lang)
{
    strbuf_put(buf, period_text(ev, (Period){date, date}, lang));
}

/* How late it was met, and what came too early to count. */
static void put_reported(Evaluator *ev, StrBuf *buf, const Actions *actions, Lang lang)
{
    bool sv = lang == LANG_SV;
    if (actions->early)
        strbuf_printf(buf, actions->early == 1 ? (sv ? " %zu åtgärd är beslutad innan kravet uppstod och räknas inte." : " %zu measure was decided before the requirement arose and does not count.")
                                               : (sv ? " %zu åtgärder är beslutade innan kravet uppstod och räknas inte." : " %zu measures were decided before the requirement arose and do not count."),
                      actions->early);
    if (actions->undecided)
        strbuf_printf(buf, actions->undecided == 1 ? (sv ? " %zu åtgärd saknar beslutsdag och räknas inte." : " %zu measure has no day of decision and does not count.")
                                                   : (sv ? " %zu åtgärder saknar beslutsdag och räknas inte." : " %zu measures have no day of decision and do not count."),
                      actions->undecided);
    if (actions->status != ACTION_LATE && !(actions->status == ACTION_FULFILLED && !actions->tables))
        return;
    if (actions->met_on == DATE_NONE)
        return;
    strbuf_puts(buf, actions->status == ACTION_LATE ? (sv ? " Det skedde efter fristen, " : " That was after the deadline, ") : (sv ? " Det är gjort " : " It was done "));
    put_date(ev, buf, actions->met_on, lang);
    strbuf_putc(buf, '.');
}

static void put_lateness(Evaluator *ev, StrBuf *buf, const Finding *finding, Lang lang)
{
    bool sv = lang == LANG_SV;
    if (finding->days_late > 0)
        strbuf_printf(buf, sv ? (finding->days_late == 1 ? " Fristen gick ut för %d dag sedan." : " Fristen gick ut för %d dagar sedan.")
                              : (finding->days_late == 1 ? " The deadline passed %d day ago." : " The deadline passed %d days ago."), finding->days_late);
    if (!finding->has_escalated)
        return;
    strbuf_printf(buf, sv ? " Lyft till " STR_FMT " " : " Lifted to " STR_FMT " on ", STR_ARG(finding->escalated_to));
    put_date(ev, buf, finding->escalated_on, lang);
    strbuf_putc(buf, '.');
}

/* kräver att: what must come true, since when, by when. */
static void put_condition(Evaluator *ev, StrBuf *buf, const Requirement *requirement, Period since, const Finding *finding, Str from, Lang lang)
{
    bool sv = lang == LANG_SV;
    strbuf_printf(buf, sv ? "För " STR_FMT " ska" : "For " STR_FMT ", it must hold", STR_ARG(from));
    put_deadline(ev, buf, requirement, finding, lang);
    strbuf_printf(buf, sv ? " gälla att " STR_FMT : " that " STR_FMT, STR_ARG(expr_text(ev, requirement->that)));
    strbuf_printf(buf, sv ? " (kravet uppstod " STR_FMT ")." : " (required since " STR_FMT ").", STR_ARG(period_text(ev, since, lang)));
    if (str_eqz(finding->status, "pending"))
        strbuf_puts(buf, sv ? " Dit är det inte än." : " It is not there yet.");
    if (str_eqz(finding->status, "fulfilled_late"))
        strbuf_puts(buf, sv ? " Nu är det så, men efter fristen." : " It is so now, but after the deadline.");
    if (str_eqz(finding->status, "missing"))
        strbuf_puts(buf, sv ? " Så blev det inte." : " That did not happen.");
    if (str_eqz(finding->status, "unknown"))
        strbuf_puts(buf, sv ? " Det går inte att säga om det är nått." : " It cannot be said whether it is reached.");
}

void message_condition(Evaluator *ev, size_t rule, const Requirement *requirement, ContextId id, const Assessment *a, Period since, Str from_title,
                       Finding *out)
{
    if (ev->model->rules.items[rule].message.n)
        message_rule(ev, rule, id, a, out);
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf buf = {0};
        put_condition(ev, &buf, requirement, since, out, from_title, lang);
        put_lateness(ev, &buf, out, lang);
        out->action[lang] = message_made(ev, &buf);
    }
}

void message_action(Evaluator *ev, const Requirement *requirement, const Context *context, const Actions *actions, const Indicator *shown, Str from_title,
                    Finding *out)
{
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        StrBuf buf = {0};
        put_duty(ev, &buf, requirement, context, out, from_title, lang);
        put_plans(ev, &buf, requirement, actions, shown, lang);
        put_reported(ev, &buf, actions, lang);
        put_lateness(ev, &buf, out, lang);
        out->action[lang] = message_made(ev, &buf);
    }
}
