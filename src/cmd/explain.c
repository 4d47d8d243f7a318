/* explain.c: `styr förklara`: a code, a name, or a result; which of them is decided by what the word is. */
#include <string.h>

#include "base/utf8.h"
#include "cmd/explain.h"
#include "report/json_writer.h"

/* ---- codes ---- */

static void put_texts(Json *json, const char *key, const char *sv, const char *en)
{
    if (!sv || !*sv) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_text(json, "sv", str_of(sv));
    json_text(json, "en", str_of(en));
    json_close(json, '}');
}

static void put_code_json(DiagCode code, StrBuf *out)
{
    static const char *const severities[] = {[SEV_ERROR] = "error", [SEV_WARNING] = "warning", [SEV_NOTE] = "note"};
    const DiagInfo *info = diag_info(code);
    Json json = {.out = out};
    json_begin(&json, "förklara");
    json_text(&json, "code", str_of(info->code));
    json_text(&json, "severity", str_of(severities[info->severity]));
    put_texts(&json, "message", info->message[LANG_SV], info->message[LANG_EN]);
    put_texts(&json, "hint", info->hint[LANG_SV], info->hint[LANG_EN]);
    put_texts(&json, "explanation", diag_explain(code, LANG_SV), diag_explain(code, LANG_EN));
    json_end(&json);
}

/* The template of a message, with … where the particulars of a case stand. */
static char *template_text(Arena *arena, const char *template)
{
    StrBuf buf = {0};
    for (const char *at = template; *at; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            strbuf_puts(&buf, "…");
            at += 2;
        } else {
            strbuf_putc(&buf, *at);
        }
    }
    char *text = arena_strndup(arena, buf.s ? buf.s : "", buf.n);
    strbuf_free(&buf);
    return text;
}

static void put_code_text(const Command *command, DiagCode code, StrBuf *out)
{
    static const Msg severities[] = {[SEV_ERROR] = MSG_ERROR, [SEV_WARNING] = MSG_WARNING, [SEV_NOTE] = MSG_NOTE};
    const DiagInfo *info = diag_info(code);
    Page page = command_page(command, out);
    page_puts(&page, TONE_STRONG, arena_printf(command->arena, "%s %s: ", say(command, severities[info->severity]), info->code));
    page_wrap(&page, TONE_PLAIN, str_of(template_text(command->arena, info->message[command->lang])), 2);
    page_end(&page);
    const char *hint = info->hint[command->lang], *more = diag_explain(code, command->lang);
    if (*hint) {
        page_puts(&page, TONE_PLAIN, say(command, MSG_HINT));
        page_wrap(&page, TONE_PLAIN, str_of(template_text(command->arena, hint)), 2);
        page_end(&page);
    }
    if (more)
        strbuf_printf(out, "\n%s\n", more);
}

static Status explain_code(Command *command, DiagCode code, TextOrJson format)
{
    StrBuf text = {0};
    if (format == AS_JSON)
        put_code_json(code, &text);
    else
        put_code_text(command, code, &text);
    return command_write(command, &text, STATUS_CLEAN);
}

/* ---- results ---- */

typedef struct Chosen { VEC(size_t) assessments; VEC(const Finding *) findings; } Chosen;

/* The period at the end of an id such as "underskott/SN/2017-11". */
static bool period_of_id(Str id, Period *out)
{
    for (size_t at = id.n; at > 0; at--)
        if (id.s[at - 1] == '/')
            return period_parse((Str){id.s + at, id.n - at}, false, out);
    return false;
}

static bool is_about(const Run *run, const Assessment *assessment, Str word)
{
    Arena *arena = run->arena;
    return str_eq(assessment->id, word) || same_word(arena, str_dup(arena, word).s, str_dup(arena, assessment->declaration).s);
}

static const Finding *finding_by_id(const Run *run, Str id)
{
    for (VEC_EACH(const Finding, finding, &run->findings))
        if (str_eq(finding->id, id))
            return finding;
    return NULL;
}

/* A finding of its own, such as one about a decision: what it is about has no result to explain. */
static bool is_alone(const Run *run, const Finding *finding, Str word)
{
    const char *given = str_dup(run->arena, word).s;
    return finding->assessment == (size_t)-1 && (same_word(run->arena, given, str_dup(run->arena, finding->declaration).s)
                                                 || same_word(run->arena, given, str_dup(run->arena, finding->title).s));
}

static Chosen choose(const Run *run, Str word)
{
    Chosen chosen = {0};
    const Finding *named = finding_by_id(run, word);
    for (size_t i = 0; i < run->assessments.count; i++)
        if (named ? named->assessment == i : is_about(run, &run->assessments.items[i], word))
            vec_push(run->arena, &chosen.assessments, i);
    for (VEC_EACH(const Finding, finding, &run->findings))
        if (named ? finding == named : !chosen.assessments.count && is_alone(run, finding, word))
            vec_push(run->arena, &chosen.findings, finding);
    return chosen;
}

static void put_results(const Command *command, const Run *run, const Chosen *chosen, TextOrJson format, StrBuf *out)
{
    ReportOptions report = command_report_options(command);
    if (format == AS_JSON) {
        explain_json(out, run, chosen->assessments.items, chosen->assessments.count, chosen->findings.items, chosen->findings.count);
        return;
    }
    for (size_t i = 0; i < chosen->assessments.count; i++) {
        strbuf_puts(out, i ? "\n" : "");
        explain_assessment(out, run, chosen->assessments.items[i], &report);
    }
    for (VEC_EACH(const Finding *const, finding, &chosen->findings)) {
        if ((*finding)->assessment != (size_t)-1)
            continue;
        strbuf_puts(out, out->n ? "\n" : "");
        explain_finding(out, run, *finding, &report);
    }
}

static bool has_flagged(const Run *run, const Chosen *chosen)
{
    for (VEC_EACH(const Finding, finding, &run->findings)) {
        bool about = false;
        for (size_t i = 0; i < chosen->assessments.count; i++)
            about = about || finding->assessment == chosen->assessments.items[i];
        for (size_t i = 0; i < chosen->findings.count; i++)
            about = about || finding == chosen->findings.items[i];
        if (about && finding_is_flagged(finding))
            return true;
    }
    return false;
}

static Status explain_result(Command *command, Session *session, Str word, Period period, TextOrJson format)
{
    if (!session_run(session, period.last, str_of(command->values[OPT_FOR])))
        return STATUS_UNUSABLE;
    const Run *run = session->run;
    Chosen chosen = choose(run, word);
    bool found = chosen.assessments.count || chosen.findings.count;
    if (!found && is_told_without_results(session, word, true))
        return explain_name(command, session, word, format);
    if (!found) {
        StrBuf date = {0};
        date_print(&date, period.last);
        command_error(command, S0925, str_dup(command->arena, word).s, date.s);
        strbuf_free(&date);
        return STATUS_UNUSABLE;
    }
    command_flush(command);
    StrBuf text = {0};
    put_results(command, run, &chosen, format, &text);
    return command_write(command, &text, has_flagged(run, &chosen) ? STATUS_FLAGGED : STATUS_CLEAN);
}

/* ---- the command ---- */

/* "S9999": meant as a code, so no model is looked for. */
static bool looks_like_code(Str word)
{
    size_t digits = 0;
    for (size_t i = 1; i < word.n; i++)
        digits += word.s[i] >= '0' && word.s[i] <= '9';
    return word.n == 5 && digits == 4 && (word.s[0] == 'S' || word.s[0] == 's');
}

static Status explain_in_model(Command *command, Str word, TextOrJson format)
{
    Session session;
    command_session(command, &session, 1);
    bool usable = session_load(&session);
    Period period;
    bool result = command->values[OPT_PER] || period_of_id(word, &period);
    if (!result)
        return explain_name(command, &session, word, format);
    if (!usable || (command->values[OPT_PER] && !command_period(command, &period)))
        return STATUS_UNUSABLE;
    session.day = command->values[OPT_PER] ? period.last : DATE_NONE;
    if (command->values[OPT_PER] && is_duty_word(&session, word))
        return explain_duty(command, &session, word, period.last, format);
    if (is_told_without_results(&session, word, false))
        return explain_name(command, &session, word, format);
    return explain_result(command, &session, word, period, format);
}

Status cmd_explain(Command *command)
{
    TextOrJson format = command_format(command);
    if (format == AS_UNKNOWN)
        return STATUS_UNUSABLE;
    if (!command->args.count) {
        command_error(command, S0920, verbs[VERB_EXPLAIN].name[command->lang], verbs[VERB_EXPLAIN].args[command->lang]);
        return STATUS_UNUSABLE;
    }
    Str word = str_trim(utf8_nfc(command->arena, str_of(command->args.items[0])));
    DiagCode code = diag_by_text(word);
    if (code == DIAG_COUNT && !looks_like_code(word))
        return explain_in_model(command, word, format);
    if (!command_one_arg(command))
        return STATUS_UNUSABLE;
    if (code != DIAG_COUNT)
        return explain_code(command, code, format);
    command_error(command, S0919, str_dup(command->arena, word).s);
    return STATUS_UNUSABLE;
}
