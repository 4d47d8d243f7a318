/* test_session.c: the public functions of libstyr, from files to a report. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "styr.h"

static const char rules[] =
    "organ KF \"Kommunfullmäktige\" är fullmäktige\n"
    "organ SN \"Socialnämnden\" är nämnd under KF\n"
    "tabell utfall från \"utfall.csv\"\n"
    "    kolumn \"År\" som år period\n"
    "    kolumn \"Nämnd\" som nämnd organ\n"
    "    kolumn \"Andel\" som andelen %\n"
    "indikator nöjda \"Nöjda brukare\"\n"
    "    enhet %\n"
    "    per år\n"
    "    för varje nämnd\n"
    "    beräknas som senaste(utfall.andelen)\n"
    "    målvärde 2023: minst 80 %, 2024: minst 85 %\n";

static void put_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
}

static char *make_model(char *folder)
{
    cr_assert_not_null(mkdtemp(folder));
    put_file(folder, "modell.styr", rules);
    put_file(folder, "utfall.csv", "År;Nämnd;Andel\n2023;SN;82,5\n2024;SN;82,5\n");
    return folder;
}

static styr_session *open_model(char *folder)
{
    const char *path = make_model(folder);
    return styr_open(&path, 1, "sv");
}

Test(session, runs_and_reports_in_every_format)
{
    char folder[] = "/tmp/styr-test-XXXXXX";
    styr_session *session = open_model(folder);
    cr_expect_null(styr_report(session, "text", NULL), "no report before a run");
    cr_expect_eq(styr_check(session), STYR_CLEAN, "%s", styr_diagnostics(session, "text", NULL));
    cr_expect_eq(styr_run(session, "2023", NULL), STYR_CLEAN, "2023: the target is met");
    cr_expect_eq(styr_run(session, "2024-12-31", "Socialnämnden"), STYR_FLAGGED, "2024: it is not");
    static const char *const formats[] = {"text", "json", "csv", "md"};
    for (size_t i = 0; i < 4; i++) {
        size_t size = 0;
        const char *text = styr_report(session, formats[i], &size);
        cr_assert_not_null(text);
        cr_expect_eq(size, strlen(text), "the size of %s", formats[i]);
        cr_expect_not_null(strstr(text, "Nöjda brukare"), "%s: %s", formats[i], text);
    }
    cr_expect_null(styr_report(session, "pdf", NULL), "no such format");
    const char *why = styr_explain(session, "nöjda/SN/2024", NULL);
    cr_assert_not_null(why);
    cr_expect_not_null(strstr(why, "Så räknades det"), "%s", why);
    cr_expect_null(styr_explain(session, "nöjda/KF/2024", NULL), "no such assessment");
    styr_close(session);
}

Test(session, tells_what_is_wrong)
{
    char folder[] = "/tmp/styr-test-XXXXXX";
    styr_session *session = open_model(folder);
    cr_expect_eq(styr_run(session, "2024-13", NULL), STYR_UNUSABLE, "no such month");
    cr_expect_eq(styr_run(session, "2024", "Socialnämden"), STYR_UNUSABLE, "no such body");
    const char *diagnostics = styr_diagnostics(session, "short", NULL);
    cr_expect_not_null(strstr(diagnostics, "S0917"), "%s", diagnostics);
    cr_expect_not_null(strstr(diagnostics, "S0918"), "%s", diagnostics);
    cr_expect_not_null(strstr(styr_diagnostics(session, "json", NULL), "\"diagnostics\""), "as JSON");
    cr_expect_null(styr_diagnostics(session, "xml", NULL), "no such format");
    cr_expect_eq(styr_run(session, "2024", NULL), STYR_FLAGGED, "an error in an argument does not spoil the model");
    styr_close(session);
    styr_close(NULL);
}

Test(session, needs_a_model)
{
    char folder[] = "/tmp/styr-test-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    const char *path = folder;
    styr_session *session = styr_open(&path, 1, "en");
    cr_expect_eq(styr_check(session), STYR_UNUSABLE, "an empty folder");
    cr_expect_eq(styr_check(session), STYR_UNUSABLE, "still");
    cr_expect_not_null(strstr(styr_diagnostics(session, "text", NULL), "error S"), "in English");
    styr_close(session);
}
