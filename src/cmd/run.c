/* run.c: `styr kör`: a model on its data, as a report in one of the formats. */
#include <string.h>

#include "cmd/command.h"

/* -o rapport.csv asks for csv, unless --format says otherwise. */
static const char *format_by_ending(const char *path)
{
    const char *dot = path ? strrchr(path, '.') : NULL;
    const ReportFormat *format = dot ? report_format(str_of(dot + 1)) : NULL;
    return format ? format->name : NULL;
}

static const ReportFormat *chosen_format(Command *command)
{
    const char *given = command->values[OPT_FORMAT] ? command->values[OPT_FORMAT] : format_by_ending(command->values[OPT_OUTPUT]);
    const ReportFormat *format = report_format(str_of(given ? given : "text"));
    if (format)
        return format;
    StrBuf names = {0};
    for (size_t i = 0; report_formats[i]; i++)
        strbuf_printf(&names, "%s%s", !i ? "" : report_formats[i + 1] ? ", " : say(command, MSG_OR), report_formats[i]->name);
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_FORMAT].name[command->lang]), names.s);
    strbuf_free(&names);
    return NULL;
}

/* There is no wall clock: without --per the error names the latest period that the data has. */
static void report_no_period(Command *command, Session *session)
{
    Period latest;
    StrBuf text = {0};
    if (session_load(session) && session_latest(session, &latest))
        period_print(&text, latest);
    else
        strbuf_puts(&text, "2025-08");
    command_error(command, S0916, text.s);
    strbuf_free(&text);
}

/* The arguments that name the model, quoted where a shell needs it. */
static const char *model_words(Command *command)
{
    StrBuf words = {0};
    for (size_t i = 0; i < command->args.count; i++) {
        const char *word = command->args.items[i];
        bool plain = strcspn(word, " '\"\\$&|;<>()*?[]{}~#!`") == strlen(word);
        strbuf_printf(&words, plain ? "%s%s" : "%s'%s'", i ? " " : "", word);
    }
    const char *text = arena_strndup(command->arena, words.s ? words.s : "", words.n);
    strbuf_free(&words);
    return text;
}

Status cmd_run(Command *command)
{
    const ReportFormat *format = chosen_format(command);
    if (!format)
        return STATUS_UNUSABLE;
    Session session;
    Period period;
    int64_t started = effort_clock();
    command_session(command, &session, 0);
    session.no_steps = !str_eqz(str_of(format->name), "json");
    if (!command->values[OPT_PER]) {
        report_no_period(command, &session);
        return STATUS_UNUSABLE;
    }
    if (!command_number(command, OPT_AHEAD, 1, 3660, &session.ahead))
        return STATUS_UNUSABLE;
    if (!command_period(command, &period) || !session_run(&session, period.last, str_of(command->values[OPT_FOR])))
        return STATUS_UNUSABLE;
    command_flush(command);
    StrBuf text = {0};
    int64_t reporting = effort_clock();
    ReportOptions report = command_report_options(command);
    report.model = model_words(command);
    format->write(&text, session.run, &report);
    Status status = command_write(command, &text, session.run->flagged ? STATUS_FLAGGED : STATUS_CLEAN);
    effort_spend(&session.effort, STAGE_REPORT, reporting);
    if (command->values[OPT_TIMING] && status != STATUS_INTERRUPTED)
        timing_print(command, &session.effort, started);
    return status;
}
