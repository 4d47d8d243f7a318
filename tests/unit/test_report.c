/* test_report.c: the formats and explanations, on a run made by hand. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "report/layout.h"
#include "report_fixture.h"

static char *written(const char *format, const Run *run, ReportOptions options)
{
    StrBuf out = {0};
    report_format(str_of(format))->write(&out, run, &options);
    return out.s;
}

static char *report(const char *format, bool clean, ReportOptions options)
{
    return written(format, fixture_run(arena_new(), clean), options);
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

/* ---- text ---- */

Test(report, text_keeps_within_the_terminal)
{
    static const size_t widths[] = {60, 80, 100, 120, 200};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        char *text = report("text", false, (ReportOptions){.width = widths[i]});
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
            cr_expect(utf8_width(str_of(line)) <= widths[i] || has(line, "styr förklara '"), "at %zu columns: %s", widths[i], line);
    }
}

Test(report, text_says_everything_of_a_finding)
{
    static const char *const parts[] = {
        "Styrmodell för Arboga kommun, till och med 30 november 2017 (styr 0.1.0)", "data/prognos.csv, 1\u00a0204 rader, UTF-8, sha256 9f86d081884c",
        "Åtgärdskrav (1)\n", "■ Socialnämnden: Befarat underskott kräver åtgärdsplan\n", "november 2017 · planerna räcker inte\n",
        "→ Socialnämnden ska lämna en åtgärdsplan", "Effekt: krävd 45\u00a0749\u00a0tkr, beslutad 20\u00a0000\u00a0tkr, fattas 25\u00a0749\u00a0tkr (1 plan utan angiven effekt)",
        "Källa: Styrmodell, Arboga kommun, avsnitt 5.2", "−45\u00a0749\u00a0tkr · röd · marginal −38\u00a0689\u00a0tkr till gul\n",
        "Dataluckor (2)", "data/prognos.csv rad 19", "På försök, kräver inget ännu (1)", "●\u00a0grön", "?\u00a0saknas",
        "1 åtgärdskrav, 1 avvikelse, 2 dataluckor, 1 på försök; 5 bedömda, 2 utan avvikelse", "styr förklara 'åtgärdskrav/underskott/SN/2017-11' --per 2017-11-30",
    };
    char *text = report("text", false, (ReportOptions){.width = 200});
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect(has(text, parts[i]), "missing: %s\n%s", parts[i], text);
    cr_expect_not(has(text, "\x1b"), "no colour unless asked for");
}

Test(report, colour_adds_nothing_but_colour)
{
    char *plain = report("text", false, (ReportOptions){.width = 80}), *coloured = report("text", false, (ReportOptions){.width = 80, .colour = true});
    char *to = coloured;
    for (char *from = coloured; *from;) {
        if (*from != '\x1b') {
            *to++ = *from++;
            continue;
        }
        from += strcspn(from, "m") + 1;
    }
    *to = '\0';
    cr_expect_str_eq(coloured, plain, "without its escapes the coloured report is the plain one");
}

Test(report, a_clean_run_is_never_silent)
{
    cr_expect(has(report("text", true, (ReportOptions){0}), "Inget att anmärka på. 0 åtgärdskrav, 0 avvikelser, 0 dataluckor; 2 bedömda, 2 utan avvikelse\n"), "says what was assessed");
    Arena *arena = arena_new();
    Run empty = {.arena = arena, .title = STR_LIT("Tom"), .as_of = date_ymd(2025, 1, 1), .program = STR_LIT("styr")};
    cr_expect(has(written("text", &empty, (ReportOptions){0}), "Inget har bedömts"), "a run of nothing says so");
    cr_expect(has(written("text", &empty, (ReportOptions){.lang = LANG_EN}), "Nothing has been assessed"), "in English too");
}

/* ---- hostile data ---- */

#define EVIL "\x1b[2J<b>|`x`\n=1+2\r\t\u202e\xff*_"

static Run *hostile_run(void)
{
    Run *run = fixture_run(arena_new(), false);
    for (VEC_EACH(Assessment, assessment, &run->assessments))
        assessment->title = assessment->body = assessment->body_title = assessment->level = assessment->key = STR_LIT(EVIL);
    for (VEC_EACH(Finding, finding, &run->findings)) {
        finding->title = finding->body_title = finding->id = STR_LIT(EVIL);
        finding->message[LANG_SV] = finding->action[LANG_SV] = STR_LIT(EVIL);
        finding->sources.count = 0;
    }
    run->title = STR_LIT(EVIL);
    run->data_files.items[0].name = STR_LIT(EVIL);
    return run;
}

static void expect_harmless(const char *text, const char *what)
{
    cr_expect_eq(utf8_invalid_at(str_of(text)), strlen(text), "%s is UTF-8", what);
    cr_expect_not(has(text, "\x1b"), "%s: no escape", what);
    cr_expect_not(has(text, "\u202e"), "%s: no turned writing", what);
    cr_expect_not(has(text, "\t"), "%s: no tab", what);
}

Test(report, data_cannot_inject_anything)
{
    const Run *run = hostile_run();
    static const char *const formats[] = {"text", "md", "csv"};
    for (size_t i = 0; i < 3; i++)
        expect_harmless(written(formats[i], run, (ReportOptions){0}), formats[i]);
    StrBuf out = {0};
    for (size_t i = 0; i < run->assessments.count; i++)
        explain_assessment(&out, run, i, &(ReportOptions){0});
    expect_harmless(out.s, "explanation");
    char *md = written("md", run, (ReportOptions){0});
    cr_expect_not(has(md, "<b>"), "no HTML in Markdown");
    cr_expect(has(md, "&lt;b&gt;\\|\\`x\\`"), "escaped instead");
}

/* ---- csv ---- */

Test(report, csv_for_people)
{
    char *csv = report("csv", false, (ReportOptions){0});
    cr_expect(strncmp(csv, "\xef\xbb\xbfTyp;Organ;", 13) == 0, "byte-order mark and semicolons");
    cr_expect(has(csv, ";-45749;tkr;röd;gränsen för gul: minst −7\u00a0060\u00a0tkr;-7060;-38689;"), "negative numbers are plain numbers in the shown unit:\n%s", csv);
    cr_expect(has(csv, ";84,2;%;grön;"), "decimal comma");
    cr_expect(has(csv, "\"Styrmodell, Arboga kommun, avsnitt 5.2\""), "quoted");
    size_t lines = 0;
    for (char *at = csv; (at = strstr(at, "\r\n")) != NULL; at += 2)
        lines++;
    cr_expect_eq(lines, 8, "a header, five findings, two clean assessments");
    for (char *at = csv; *at; at++)
        cr_expect(*at != '\n' || at[-1] == '\r', "every line ends with CRLF");
}

Test(report, csv_for_machines)
{
    char *csv = report("csv", false, (ReportOptions){.machine = true});
    cr_expect(strncmp(csv, "kind,body,", 10) == 0, "no byte-order mark, English keys");
    cr_expect(has(csv, ",-45749000,kr,röd,"), "base units");
    cr_expect(has(csv, ",0.842,%,"), "shares");
    cr_expect_not(has(csv, "\r"), "LF only");
}

Test(report, csv_cells_are_never_formulas)
{
    static const char *const texts[] = {"=1+2", "+46", "-x", "@SUM(A1)", "  =x", "\t=x", "\r=x", "|x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Run *run = fixture_run(arena_new(), true);
        run->assessments.items[0].title = str_of(texts[i]);
        char *csv = written("csv", run, (ReportOptions){0});
        char *row = strstr(csv, "Arboga kommun;") + strlen("Arboga kommun;");
        row += *row == '"';
        cr_expect_eq(*row, '\'', "%s became %.10s", texts[i], row);
    }
}

/* ---- json and md ---- */

Test(report, json_has_both_languages_and_exact_numbers)
{
    char *json = report("json", false, (ReportOptions){0});
    static const char *const parts[] = {
        "{\n  \"styr\": 1,\n  \"command\": \"kör\",\n  \"program\": \"styr 0.1.0\",", "\"as_of\": \"2017-11-30\"", "\"value\": \"-45749000\"",
        "\"kind\": \"requirement\"", "\"status\": \"insufficient\"", "\"deadline\": \"2017-12-31\"", "\"value\": \"0.842\"", "\"flagged\": 4",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect(has(json, parts[i]), "missing: %s", parts[i]);
    cr_expect_str_eq(json, report("json", false, (ReportOptions){.lang = LANG_EN, .colour = true, .width = 60}), "the same in every setting");
}

Test(report, markdown_tables)
{
    char *md = report("md", false, (ReportOptions){0});
    cr_expect(has(md, "\n## Avvikelser (1)\n"), "headings");
    cr_expect(has(md, "\n| Socialnämnden | Prognos mot budget, helår | 2017-11 | −45\u00a0749\u00a0tkr | ■ röd | minst −7\u00a0060\u00a0tkr |"), "table");
    Run *run = fixture_run(arena_new(), true);
    run->title = STR_LIT("1. Mål # 2");
    cr_expect(has(written("md", run, (ReportOptions){0}), "# 1\\. Mål # 2\n"), "leading digits and dots are no list");
}

/* ---- explanations ---- */

static char *explained(size_t assessment, bool clean)
{
    StrBuf out = {0};
    explain_assessment(&out, fixture_run(arena_new(), clean), assessment, &(ReportOptions){.width = 100});
    return out.s;
}

Test(report, explains_why)
{
    char *text = explained(1, false);
    static const char *const parts[] = {
        "november 2017 · −45\u00a0749\u00a0tkr · röd (Ej uppnått)", "Flaggas som avvikelse: Prognosen är", "Gränsen för gul: minst −7\u00a0060\u00a0tkr; marginal −38\u00a0689\u00a0tkr",
        "summa(prognos.belopp)", "3 rader", "5–7", "Befarat underskott ska åtgärdas", "Står i sn.styr:10",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cr_expect(has(text, parts[i]), "missing: %s\n%s", parts[i], text);
}

Test(report, explains_why_not)
{
    char *text = explained(0, true);
    cr_expect(has(text, "Flaggas inte: värdet är 84,2\u00a0%; målvärde 2016: minst 84,0\u00a0%; marginal 0,2\u00a0procentenheter"), "%s", text);
    cr_expect(has(explained(2, false), "Därför att\n  – tabellen sjukdagar har inga rader"), "the reasons of what is missing");
}

/* ---- layout ---- */

Test(report, lines_are_broken_at_blanks)
{
    Str rest = STR_LIT("  åtgärdsplan från  nämnden");
    Str line = wrap_next(&rest, 17);
    cr_expect(str_eqz(line, "åtgärdsplan från"), STR_FMT, STR_ARG(line));
    line = wrap_next(&rest, 17);
    cr_expect(str_eqz(line, "nämnden"), STR_FMT, STR_ARG(line));
    cr_expect_eq(rest.n, 0, "all of it");
    rest = STR_LIT("ååååååå");
    line = wrap_next(&rest, 3);
    cr_expect(str_eqz(line, "ååå"), "a word longer than the line is broken between letters");
    rest = STR_LIT("漢字");
    line = wrap_next(&rest, 1);
    cr_expect(line.n == 3, "a letter wider than the line still moves on");
}

Test(report, text_is_cut_whole)
{
    Arena *arena = arena_new();
    cr_expect(str_eqz(text_shown(arena, STR_LIT("åäö"), 2), "åä…"), "cut");
    cr_expect(str_eqz(text_shown(arena, STR_LIT("åäö"), 3), "åäö"), "not cut");
    cr_expect(str_eqz(text_shown(arena, STR_LIT("a\nb\x07"), 0), "a b\ufffd"), "made harmless");
}
