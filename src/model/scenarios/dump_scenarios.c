/* dump_scenarios.c: scenarios as the checker left them, for `styr granska --visa modell`: what each change was found to be about. */
#include "model/scenario.h"

static void put_part(StrBuf *out, const char *before, const Expr *expr)
{
    if (!expr)
        return;
    strbuf_puts(out, before);
    expr_print(out, expr);
}

static const char *kind_word(ChangeKind kind)
{
    switch (kind) {
    case CHANGE_PARAMETER: return "parameter";
    case CHANGE_TARGET: return "målvärde";
    case CHANGE_TOLERANCE: return "tolerans";
    case CHANGE_LIMIT: return "gräns";
    case CHANGE_ROWS: return "rader";
    }
    return "";
}

static void put_change(StrBuf *out, const Change *change)
{
    strbuf_printf(out, "  ändra %s: ", kind_word(change->kind));
    scenario_item_print(out, change->item);
    strbuf_puts(out, change->relative ? " (andel av det som var)\n" : "\n");
}

static void put_draw(StrBuf *out, const Model *model, const Draw *draw)
{
    static const char *const names[] = {
#define X(member, name, args) name,
        SPREADS(X)
#undef X
    };
    strbuf_printf(out, "  slumpa " STR_FMT " %s(", STR_ARG(model->parameters.items[draw->parameter].common.name), names[draw->spread]);
    for (size_t i = 0; i < sizeof draw->args / sizeof *draw->args; i++)
        put_part(out, i ? "; " : "", draw->args[i]);
    strbuf_puts(out, ")\n");
}

static void put_seek(StrBuf *out, const Model *model, const Seek *seek)
{
    strbuf_printf(out, "  sök %s " STR_FMT, seek->highest ? "högsta" : "lägsta", STR_ARG(model->parameters.items[seek->parameter].common.name));
    put_part(out, " mellan ", seek->low);
    put_part(out, " och ", seek->high);
    put_part(out, " så att ", seek->condition);
    strbuf_putc(out, '\n');
}

static void put_scenario(StrBuf *out, const Model *model, const Scenario *scenario)
{
    strbuf_printf(out, "scenario " STR_FMT, STR_ARG(scenario->common.name));
    if (!str_eq(scenario->common.title, scenario->common.name))
        strbuf_printf(out, " \"" STR_FMT "\"", STR_ARG(scenario->common.title));
    for (VEC_EACH(const Ref, ref, &scenario->common.builds_on))
        strbuf_printf(out, " utgår från " STR_FMT, STR_ARG(model->scenarios.items[ref->index]->common.name));
    strbuf_putc(out, '\n');
    for (VEC_EACH(const Change, change, &scenario->changes))
        put_change(out, change);
    for (VEC_EACH(const Vary, vary, &scenario->varies)) {
        strbuf_printf(out, "  variera " STR_FMT, STR_ARG(model->parameters.items[vary->parameter].common.name));
        put_part(out, " från ", vary->from);
        put_part(out, " till ", vary->to);
        put_part(out, " i steg om ", vary->step);
        strbuf_putc(out, '\n');
    }
    for (VEC_EACH(const Draw, draw, &scenario->draws))
        put_draw(out, model, draw);
    for (VEC_EACH(const Seek, seek, &scenario->seeks))
        put_seek(out, model, seek);
}

void model_dump_scenarios(StrBuf *out, const Model *model)
{
    for (VEC_EACH(Scenario *const, scenario, &model->scenarios))
        put_scenario(out, model, *scenario);
}
