/* report_fixture.h: a run made by hand, with one of everything that a report has to show. For test_report.c. */
#ifndef STYR_TESTS_REPORT_FIXTURE_H
#define STYR_TESTS_REPORT_FIXTURE_H

#include "report/report.h"

static Quantity kr(int64_t thousands)
{
    return (Quantity){.state = RESULT_VALUE, .type = RESULT_NUMBER, .number = num_of_int(thousands * 1000), .unit = STR_LIT("kr"),
        .shown_unit = STR_LIT("tkr"), .shown_factor = 1000 * FIX_ONE, .decimals = 0};
}

static Quantity percent(int64_t tenths, bool points)
{
    Quantity quantity = {.state = RESULT_VALUE, .type = RESULT_NUMBER, .shown_factor = FIX_ONE / 100, .decimals = 1};
    quantity.number = num_of_fix(tenths * 1000);
    quantity.unit = quantity.shown_unit = points ? STR_LIT("procentenheter") : STR_LIT("%");
    return quantity;
}

static Quantity truth(int value)
{
    return (Quantity){.state = RESULT_VALUE, .type = RESULT_TRUTH, .truth = value};
}

static void add_step(Arena *arena, Assessment *assessment, int depth, const char *expression, Quantity value, const char *note, size_t rows, uint32_t first)
{
    Step step = {.depth = depth, .expression = str_of(expression), .body = assessment->body, .period = assessment->period, .has_period = true, .value = value,
        .note = {str_of(note), str_of(note)}, .rows = rows, .place = STR_LIT("sn.styr:12")};
    if (rows) {
        step.file = STR_LIT("data/prognos.csv");
        step.line_first = first, step.line_last = first + (uint32_t)rows - 1;
    }
    vec_push(arena, &assessment->steps, step);
}

static void add_deviation(Run *run, Period november)
{
    Assessment a = {.id = STR_LIT("budgetavvikelse/SN/2017-11"), .declaration = STR_LIT("budgetavvikelse"), .title = STR_LIT("Prognos mot budget, helår"),
        .decl_kind = STR_LIT("indikator"), .body = STR_LIT("SN"), .body_title = STR_LIT("Socialnämnden"), .period = november, .value = kr(-45749),
        .scale = STR_LIT("trafikljus"), .level = STR_LIT("röd"), .level_title = STR_LIT("Ej uppnått"), .level_rank = 2, .level_count = 3, .has_margin = true,
        .margin = kr(-38689), .margin_to = STR_LIT("gul"), .place = STR_LIT("sn.styr:10")};
    a.compared = (Comparison){true, {STR_LIT("gränsen för gul"), STR_LIT("the limit of gul")}, STR_LIT(">="), kr(-7060), {0}};
    vec_push(run->arena, &a.sources, (SourceRef){STR_LIT("Styrmodell, Arboga kommun"), STR_LIT("5.2"), STR_LIT("Befarat underskott ska åtgärdas")});
    vec_push(run->arena, &a.rows, (FileRows){STR_LIT("data/prognos.csv"), 5, 7, 3});
    vec_push(run->arena, &a.responsible, STR_LIT("SN"));
    add_step(run->arena, &a, 0, "helår(summa(prognos.belopp)) - helår(summa(budget.belopp))", kr(-45749), "", 0, 0);
    add_step(run->arena, &a, 1, "helår(summa(prognos.belopp))", kr(-751749), "", 0, 0);
    add_step(run->arena, &a, 2, "summa(prognos.belopp)", kr(-751749), "senaste prognostillfälle 2017-11", 3, 5);
    add_step(run->arena, &a, 1, "helår(summa(budget.belopp))", kr(-706000), "", 12, 20);
    vec_push(run->arena, &run->assessments, a);
    Finding f = {.kind = FINDING_DEVIATION, .id = STR_LIT("avvikelse/budgetavvikelse/SN/2017-11"), .assessment = run->assessments.count - 1,
        .declaration = a.declaration, .title = a.title, .decl_kind = a.decl_kind, .body = a.body, .body_title = a.body_title, .period = november,
        .message = {STR_LIT("Prognosen är 45 749 tkr sämre än budget."), STR_LIT("The forecast is SEK 45,749 thousand worse than the budget.")},
        .place = a.place, .weight = 2};
    vec_push(run->arena, &f.sources, a.sources.items[0]);
    vec_push(run->arena, &run->findings, f);
}

static void add_rule(Run *run, Period november, const char *name, const char *title, bool on_trial, const char *status)
{
    Assessment a = {.id = str_of(arena_printf(run->arena, "%s/SN/2017-11", name)), .declaration = str_of(name), .title = str_of(title),
        .decl_kind = STR_LIT("regel"), .body = STR_LIT("SN"), .body_title = STR_LIT("Socialnämnden"), .period = november, .value = truth(1), .level_rank = -1,
        .on_trial = on_trial, .place = STR_LIT("styrmodell.styr:41")};
    add_step(run->arena, &a, 0, "budgetavvikelse är röd och budgetavvikelse < -delegationsgräns", truth(1), "", 0, 0);
    vec_push(run->arena, &run->assessments, a);
    Finding f = {.kind = FINDING_REQUIREMENT, .id = str_of(arena_printf(run->arena, "åtgärdskrav/%s/SN/2017-11", name)), .assessment = run->assessments.count - 1,
        .declaration = a.declaration, .title = a.title, .decl_kind = a.decl_kind, .body = a.body, .body_title = a.body_title, .period = november,
        .message = {STR_LIT("Prognosen för helåret är −45 749 tkr mot budget, mer än nämnden själv får hantera (500 tkr)."), STR_LIT("The full-year forecast is SEK −45,749 thousand.")},
        .action = {STR_LIT("Socialnämnden ska lämna en åtgärdsplan till Kommunstyrelsen senast 31 december 2017."), STR_LIT("Socialnämnden owes Kommunstyrelsen an action plan by 31 December 2017.")},
        .on_trial = on_trial, .requirement = STR_LIT("åtgärdsplan"), .from = STR_LIT("SN"), .to = STR_LIT("KS"), .has_deadline = true,
        .deadline = date_ymd(2017, 12, 31), .status = str_of(status), .place = a.place};
    f.plans = (PlanSum){true, kr(45749), kr(20000), kr(25749), 1, 1};
    vec_push(run->arena, &f.sources, (SourceRef){STR_LIT("Styrmodell, Arboga kommun"), STR_LIT("5.2"), {0}});
    vec_push(run->arena, &run->findings, f);
}

static void add_clean(Run *run, const char *body, const char *title, const char *name, const char *what, Quantity value, Quantity limit, Quantity margin)
{
    Assessment a = {.id = str_of(arena_printf(run->arena, "%s/%s/2016", name, body)), .declaration = str_of(name), .title = str_of(what),
        .decl_kind = STR_LIT("indikator"), .body = str_of(body), .body_title = str_of(title), .period = period_year(2016), .stale = true, .value = value,
        .scale = STR_LIT("trafikljus"), .level = STR_LIT("grön"), .level_title = STR_LIT("Uppnått"), .level_rank = 0, .level_count = 3, .has_margin = true,
        .margin = margin, .margin_to = STR_LIT("gul"), .place = STR_LIT("bun.styr:3")};
    a.compared = (Comparison){true, {STR_LIT("målvärde 2016"), STR_LIT("target 2016")}, STR_LIT(">="), limit, {0}};
    add_step(run->arena, &a, 0, "senaste(kolada.värde där nyckeltal = \"N15428\" och kön = \"T\")", value, "", 1, 412);
    vec_push(run->arena, &run->assessments, a);
}

static void add_gap(Run *run, Period november)
{
    Assessment a = {.id = STR_LIT("sjukfrånvaro/BUN/2017-11"), .declaration = STR_LIT("sjukfrånvaro"), .title = STR_LIT("Sjukfrånvaro"), .decl_kind = STR_LIT("indikator"),
        .body = STR_LIT("BUN"), .body_title = STR_LIT("Barn- och utbildningsnämnden"), .period = november, .value = {.state = RESULT_MISSING, .unit = STR_LIT("%")},
        .level_rank = -1, .place = STR_LIT("bun.styr:20")};
    vec_push(run->arena, &a.reasons, (Reason){STR_LIT("no_rows"), {STR_LIT("tabellen sjukdagar har inga rader för Barn- och utbildningsnämnden i november 2017"),
        STR_LIT("the table sjukdagar has no rows for Barn- och utbildningsnämnden in November 2017")}, STR_LIT("sjukdagar"), STR_LIT("BUN"), november});
    vec_push(run->arena, &run->assessments, a);
    Finding f = {.kind = FINDING_DATA_GAP, .id = STR_LIT("datalucka/sjukfrånvaro/BUN/2017-11"), .assessment = run->assessments.count - 1, .declaration = a.declaration,
        .title = a.title, .decl_kind = a.decl_kind, .body = a.body, .body_title = a.body_title, .period = november, .reasons = a.reasons,
        .message = {STR_LIT("Tabellen sjukdagar har inga rader för Barn- och utbildningsnämnden i november 2017."), STR_LIT("There are no rows.")}, .place = a.place};
    vec_push(run->arena, &run->findings, f);
    Finding file = {.kind = FINDING_DATA_GAP, .id = STR_LIT("datalucka/prognos"), .assessment = (size_t)-1, .declaration = STR_LIT("prognos"), .title = STR_LIT("Helårsprognoser"),
        .decl_kind = STR_LIT("tabell"), .period = november, .file = STR_LIT("data/prognos.csv"), .line = 19,
        .message = {STR_LIT("Summaraden i filen är 751 750 tkr, men raderna ger 751 749 tkr."), STR_LIT("The printed sum differs from the rows.")}, .place = STR_LIT("sn.styr:2")};
    vec_push(run->arena, &run->findings, file);
}

/* The run without any finding when `clean`. */
static Run *fixture_run(Arena *arena, bool clean)
{
    Run *run = ARENA_NEW(arena, Run);
    Period november = period_of(GRAIN_MONTH, 2017, 11);
    *run = (Run){.arena = arena, .model = STR_LIT("arboga"), .title = STR_LIT("Styrmodell för Arboga kommun"), .municipality = STR_LIT("1984"),
        .as_of = date_ymd(2017, 11, 30), .program = STR_LIT("styr 0.1.0")};
    vec_push(arena, &run->data_files, (InputFile){STR_LIT("data/prognos.csv"), STR_LIT("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"), STR_LIT("UTF-8"), STR_LIT("csv"), 1204, 54321});
    vec_push(arena, &run->data_files, (InputFile){STR_LIT("data/kolada.json"), STR_LIT("60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"), STR_LIT("UTF-8"), STR_LIT("kolada"), 960, 123456});
    vec_push(arena, &run->model_files, (InputFile){STR_LIT("sn.styr"), STR_LIT("fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"), STR_LIT("UTF-8"), {0}, 0, 2100});
    if (!clean) {
        add_rule(run, november, "underskott", "Befarat underskott kräver åtgärdsplan", false, "insufficient");
        add_deviation(run, november);
        add_gap(run, november);
        add_rule(run, november, "provregel", "Ny regel om prognossäkerhet", true, "missing");
    }
    add_clean(run, "kommunen", "Arboga kommun", "behörighet", "Behöriga till yrkesprogram, åk 9", percent(842, false), percent(840, false), percent(2, true));
    add_clean(run, "BUN", "Barn- och utbildningsnämnden", "trygghet", "Elever som känner sig trygga i skolan, årskurs 8", percent(1000, false), percent(900, false), percent(100, true));
    run->flagged = clean ? 0 : 4;
    return run;
}

#endif
