/* scenario.c: `styr scenario`: the scenarios of a model beside the model as it is, or beside one of them. */
#include <string.h>
#include <sys/stat.h>

#include "cmd/command.h"
#include "exec/exec.h"
#include "model/scenario.h"
#include "report/scenario.h"
#include "scenario/drawn.h"
#include "scenario/scenario.h"

/* -o bilaga.html asks for html, unless --format says otherwise. */
static const ScenarioFormat *chosen_format(Command *command)
{
    const char *path = command->values[OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL, *given = command->values[OPT_FORMAT];
    if (!given && dot && scenario_format(str_of(dot + 1)))
        return scenario_format(str_of(dot + 1));
    const ScenarioFormat *format = scenario_format(str_of(given ? given : "text"));
    if (format)
        return format;
    StrBuf names = {0};
    for (size_t i = 0; scenario_formats[i]; i++)
        strbuf_printf(&names, "%s%s", !i ? "" : scenario_formats[i + 1] ? ", " : say(command, MSG_OR), scenario_formats[i]->name);
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_FORMAT].name[command->lang]), names.s);
    strbuf_free(&names);
    return NULL;
}

/* The first argument is the model where there is a file or folder of that name; what follows are names of scenarios. */
static size_t name_arguments(const Command *command)
{
    struct stat found;
    return command->args.count && stat(command->args.items[0], &found) == 0 ? 1 : 0;
}

/* ---- which scenarios ---- */

static const char *known_scenarios(Command *command, const Model *model)
{
    StrBuf names = {0};
    for (VEC_EACH(Scenario *, scenario, &model->scenarios))
        strbuf_printf(&names, "%s" STR_FMT, names.n ? ", " : "", STR_ARG((*scenario)->common.name));
    const char *text = diag_both(command->arena, arena_printf(command->arena, "det finns %s", names.s ? names.s : "inga"),
                                 arena_printf(command->arena, "there are %s", names.s ? names.s : "none"));
    strbuf_free(&names);
    return text;
}

static bool take_name(Command *command, const Model *model, const char *name, size_t *out)
{
    *out = scenario_find(model, str_of(name));
    if (*out == NO_INDEX)
        command_error(command, S1018, name, known_scenarios(command, model));
    return *out != NO_INDEX;
}

/* Those named, else all but the base; with marginals none but those named. */
static bool take_scenarios(Command *command, const Model *model, ScenarioInput *input)
{
    const char *base = command->values[OPT_BASE];
    size_t first = name_arguments(command);
    size_t *chosen = arena_array(command->arena, model->scenarios.count + command->args.count, sizeof *chosen);
    input->base = NO_INDEX;
    input->scenarios = chosen;
    input->marginals = command->values[OPT_MARGINALS] != NULL;
    bool all = command->args.count == first && !input->marginals;
    if (all && !model->scenarios.count) {
        command_error(command, S1019);
        return false;
    }
    if (base && !take_name(command, model, base, &input->base))
        return false;
    for (size_t i = first; i < command->args.count; i++)
        if (!take_name(command, model, command->args.items[i], &chosen[input->count++]))
            return false;
    for (size_t i = 0; all && i < model->scenarios.count; i++)
        if (i != input->base)
            chosen[input->count++] = i;
    return true;
}

/* ---- the command ---- */

static const ScenarioReport *evaluate(Command *command, Session *session, Period period, const ScenarioFormat *format)
{
    static const char *const here[] = {"."};
    size_t named = name_arguments(command);
    session->paths = named ? command->args.items : here;
    session->path_count = 1;
    session->day = period.last;
    ScenarioInput input = {.base = NO_INDEX};
    if (!session_load(session) || !take_scenarios(command, session->model, &input))
        return NULL;
    RunOptions run = {.as_of = period.last, .only_body = NO_INDEX, .program = arena_printf(command->arena, "styr %s", styr_version()),
                      .effort = &session->effort};
    const char *body = command->values[OPT_FOR];
    if (body && (run.only_body = session_body(session, str_of(body))) == NO_INDEX)
        return NULL;
    size_t errors = session->diags->errors;
    Plan *plan = plan_lower(command->arena, session->model, session->diags);
    const TableData **tables = arena_array(command->arena, session->model->tables.count, sizeof *tables);
    if (session->diags->errors != errors || !exec_load_tables(command->arena, session->model, plan, &session->effort, session->diags, tables))
        return NULL;
    int draws = DRAWS_USUAL, seed = 1;
    if (!command_number(command, OPT_DRAWS, 1, 1000000, &draws) || !command_number(command, OPT_SEED, 0, 1000000000, &seed))
        return NULL;
    input.asked = (DrawsAsked){(size_t)draws, (uint64_t)seed, format->pictures};
    input.model = session->model;
    input.tables = tables;
    input.options = &run;
    return scenario_run(command->arena, &input, session->diags);
}

Status cmd_scenario(Command *command)
{
    const ScenarioFormat *format = chosen_format(command);
    Period period;
    int64_t started = effort_clock();
    if (!format || !command_period(command, &period))
        return STATUS_UNUSABLE;
    Session session;
    command_session(command, &session, 0);
    const ScenarioReport *report = evaluate(command, &session, period, format);
    if (!report)
        return STATUS_UNUSABLE;
    command_flush(command);
    StrBuf text = {0};
    ReportOptions options = command_report_options(command);
    format->write(&text, report, &options);
    Status status = command_write(command, &text, report->flipped ? STATUS_FLAGGED : STATUS_CLEAN);
    if (command->values[OPT_TIMING] && status != STATUS_INTERRUPTED)
        timing_print(command, &session.effort, started);
    return status;
}
