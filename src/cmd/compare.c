/* compare.c: `styr jämför`: two models, or one with and without its rules on trial, set against each other. */
#include <string.h>

#include "cmd/command.h"
#include "cmd/revision.h"
#include "compare/compare.h"
#include "report/diff.h"

/* ---- the command line ---- */

/* -o bilaga.html asks for html, unless --format says otherwise. */
static const DiffFormat *chosen_format(Command *command)
{
    const char *path = command->values[OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL, *given = command->values[OPT_FORMAT];
    if (!given && dot && diff_format(str_of(dot + 1)))
        return diff_format(str_of(dot + 1));
    const DiffFormat *format = diff_format(str_of(given ? given : "text"));
    if (format)
        return format;
    StrBuf names = {0};
    for (size_t i = 0; diff_formats[i]; i++)
        strbuf_printf(&names, "%s%s", !i ? "" : diff_formats[i + 1] ? ", " : say(command, MSG_OR), diff_formats[i]->name);
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_FORMAT].name[command->lang]), names.s);
    strbuf_free(&names);
    return NULL;
}

static bool bound(Command *command, OptionId option, bool *has, Period *out)
{
    const char *given = command->values[option];
    *has = given != NULL;
    if (!given || period_parse(str_trim(str_of(given)), true, out))
        return true;
    command_error(command, S0917, given);
    return false;
}

static bool take_span(Command *command, CompareOptions *out)
{
    Period from = {0}, to = {0};
    if (!bound(command, OPT_FROM, &out->has_from, &from) || !bound(command, OPT_TO, &out->has_to, &to))
        return false;
    out->from = from.first;
    out->to = to.last;
    if (!out->has_from || !out->has_to || out->from <= out->to)
        return true;
    command_error(command, S0931, command->values[OPT_FROM], command->values[OPT_TO]);
    return false;
}

/* ---- the models ---- */

typedef struct Side { Session session; const char *given, *path; Revision revision; Diags diags; } Side;

/* One of the two, checked. Its diagnostics are kept apart until both are known, and say which file of which model. */
static bool load_side(Command *command, const char *given, Side *side)
{
    side->given = given;
    diags_init(&side->diags, command->arena);
    if (!revision_take(command, given, &side->revision))
        return false;
    side->path = side->revision.taken ? side->revision.path : given;
    command_session(command, &side->session, 0);
    side->session.paths = &side->path;
    side->session.path_count = 1;
    side->session.diags = &side->diags;
    session_load(&side->session);
    revision_name_files(&side->revision, command->arena, side->session.model, &side->diags);
    return true;
}

static bool is_error(void *context, Diag *diag)
{
    (void)context;
    return diag->severity == SEV_ERROR;
}

/* What is wrong with a model is told; what is only unwise is for granska to tell. */
static void tell_side(Command *command, Side *side, bool old, bool both)
{
    diags_filter(&side->diags, is_error, NULL);
    diags_append(&command->diags, &side->diags);
    if (side->session.usable || !both)
        return;
    if (old)
        command_error(command, S0932, side->given);
    else
        command_error(command, S0933, side->given);
}

static CompareSide compare_side(const Side *side)
{
    return (CompareSide){side->session.model, side->session.usable, side->given, side->revision.taken, side->revision.home};
}

/* ---- the command ---- */

static Status write_diff(Command *command, const DiffFormat *format, const ModelDiff *diff, bool unusable, Effort *effort)
{
    StrBuf text = {0};
    int64_t start = effort_clock();
    ReportOptions report = command_report_options(command);
    format->write(&text, diff, &report);
    Status status = command_write(command, &text, unusable ? STATUS_UNUSABLE : diff_is_empty(diff) ? STATUS_CLEAN : STATUS_FLAGGED);
    effort_spend(effort, STAGE_REPORT, start);
    return status;
}

static Status compare(Command *command, const DiffFormat *format, CompareOptions *own, Side *old, Side *new)
{
    bool two = old != new;
    tell_side(command, old, true, two);
    if (two)
        tell_side(command, new, false, two);
    if (!old->session.model || !new->session.model)
        return STATUS_UNUSABLE;
    const CompareSide sides[2] = {compare_side(old), compare_side(new)};
    own->trial = !two;
    own->effort = &new->session.effort;
    size_t before = command->diags.list.count;
    const ModelDiff *diff = compare_models(command->arena, sides, own, &command->diags);
    bool unusable = command->diags.errors > 0;
    for (size_t i = before; i < command->diags.list.count; i++)
        unusable |= command->diags.list.items[i].severity == SEV_ERROR;
    command_flush(command);
    return write_diff(command, format, diff, unusable, own->effort);
}

Status cmd_compare(Command *command)
{
    int64_t started = effort_clock();
    const DiffFormat *format = chosen_format(command);
    CompareOptions own = {.program = arena_printf(command->arena, "styr %s", styr_version())};
    Side sides[2] = {{.given = NULL}, {.given = NULL}};
    interrupt_watch();          /* before anything is laid out in a temporary folder */
    if (!format || !take_span(command, &own))
        return STATUS_UNUSABLE;
    if (!command->args.count || command->args.count > 2) {
        command_error(command, S0934, verbs[command->verb].name[command->lang], verbs[command->verb].args[command->lang]);
        return STATUS_UNUSABLE;
    }
    bool two = command->args.count == 2;
    Status status = STATUS_UNUSABLE;
    if (load_side(command, command->args.items[0], &sides[0]) && (!two || load_side(command, command->args.items[1], &sides[1])))
        status = compare(command, format, &own, &sides[0], two ? &sides[1] : &sides[0]);
    if (own.effort && command->values[OPT_TIMING] && status != STATUS_INTERRUPTED)
        timing_print(command, own.effort, started);
    revision_drop(&sides[0].revision);
    revision_drop(&sides[1].revision);
    return status;
}
