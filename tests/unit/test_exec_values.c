/* test_exec_values.c: what expressions are worth on given rows, worked out by hand: missing data, forecasts, stocks, time, groups, levels, goals. */
#include "exec_fixture.h"

static const char model[] =
    "styrmodell prov kommun \"1984\"\n"
    "organ KF är fullmäktige\n"
    "organ BUN \"Barnnämnden\" är nämnd under KF kod \"300\"\n"
    "organ SN är nämnd under KF\n"
    "organ skola är enhet under BUN\n"
    "organ energi är bolag under KF\n"
    "måttenhet elev \"elev\", \"elever\"\n"
    "grupp lika består av \"1960\", \"1961\", \"1983\", \"1984\"\n"
    "grupp nämnder består av varje nämnd\n"
    "skala två bra, dålig\n"
    "skala fem a5, b5, c5, d5, e5\n"
    "    motsvarar trafikljus: a5, b5 blir grön; c5 blir gul; övriga blir röd\n"
    "tabell u från \"u.csv\"\n"
    "    kolumn \"d\" som dag datum\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"k\" som konto heltal\n"
    "    kolumn \"s\" som slag text\n"
    "    kolumn \"b\" som belopp kr\n"
    "    ej tillämplig \".\"\n"
    "tabell p från \"p.csv\"\n"
    "    kolumn \"t\" som tid tillfälle\n"
    "    kolumn \"år\" som år period\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"b\" som belopp kr\n"
    "tabell e från \"e.csv\"\n"
    "    kolumn \"p\" som månad period\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"a\" som antal elev bestånd\n"
    "tabell k från \"k.csv\"\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"år\" som år period\n"
    "    kolumn \"v\" som värde tal\n"
    "    kolumn \"w\" som vikter tal\n"
    "tabell z från \"z.csv\"\n"
    "    kolumn \"d\" som dag datum\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"b\" som belopp kr\n"
    "    inga rader betyder 0\n"
    "    tillåt delvis\n"
    "parameter tak för BUN: 2 kr, från 2023: 10 kr, från 2025: 20 kr, annars 5 kr\n"
    "indikator intäkt enhet kr per månad för varje nämnd, KF beräknas som summa(u.belopp) målvärde minst 100 kr tolerans 10 kr\n"
    "indikator elever enhet elev per månad för varje nämnd beräknas som summa(e.antal) bevakas\n"
    "indikator per_elev enhet kr/elev per månad för varje nämnd beräknas som intäkt / elever målvärde under 50 kr/elev på skalan två\n"
    "indikator nyckel enhet % per år för kommunen beräknas som senaste(k.värde)\n"
    "    målvärde 2024: mellan 40 % och 60 %, 2025: exakt 50 % seriebrott från 2022\n"
    "indikator vikten per år för kommunen beräknas som senaste(k.vikter) bevakas\n"
    "indikator femma enhet % per år för kommunen beräknas som nyckel på skalan fem\n"
    "    bedöms som a5 när värde är minst 90 %, b5 när värde är minst 70 %, c5 när värde är minst 50 %, annars e5\n"
    "indikator vartannat enhet % per år för kommunen beräknas som nyckel mäts vartannat år från 2021 målvärde minst 50 %\n"
    "nivå nivån\n"
    "mål kvot är nivån mäts med nyckel, femma, vartannat som stöd\n"
    "    bedöms som grön när alla av indikatorer är gul eller bättre och minst hälften av indikatorer är grön, annars röd\n"
    "mål värst är nivån mäts med femma\n"
    "regel låg för varje nämnd per månad när intäkt < tak eller intäkt är saknas\n"
    "regel fallande för kommunen per år när i_rad(förändring(nyckel; 1 år) < 0 procentenheter; 2)\n"
    "regel fallande2 för kommunen per år när i_rad(nyckel < 50 %; 2; saknad bryter)\n"
    "regel fallande3 för kommunen per år när i_rad(nyckel < 50 %; 2; saknad hoppas över)\n"
    "regel spärr för kommunen per år när nyckel < 50 % och i_rad(nyckel < 50 %; 2)\n";

typedef struct Given2 { size_t table; const char *rows; } Given2;
typedef struct ValueCase { const char *name, *per; Given2 tables[3]; const char *expected[40]; } ValueCase;

enum { U, P, E, K, Z };
#define YEARS "n;år;värde;vikter\n1984;2020;70;1\n1984;2021;60;1\n1984;2022;55;1\n1984;2023;52;1\n1984;2024;40;1\n1984;2025;45;1\n"

static const ValueCase cases[] = {
    {"rows, bodies and functions", "2025-01",
     {{U, "dag;n;konto;slag;belopp\n2025-01-01;BUN;3000;a;40\n2025-01-31;300;3999;b;60\n2025-01-31;skola;4000;b;1\n2025-02-01;BUN;3000;b;500\n"
          "2025-01-15;SN;8000;_;90\n2025-01-15;KF;3500;a;7\n2025-01-15;energi;3500;a;1000\n2025-01-15;1984;3500;a;5\n2025-01-20;SN;1;x;.\n"}},
     {"intäkt för BUN = 101 kr", "intäkt för BUN är grön", "intäkt för SN är gul", "intäkt för KF = 1198 kr", "(summa(u.belopp) för enbart KF) = 7 kr",
      "summa(u.belopp) = 203 kr", "summa(u.belopp) för koncernen = 1203 kr", "antal(u) = 7", "antal(u.belopp) = 6", "antal(u där slag = \"A\") för koncernen = 4",
      "antal(u där slag <> \"a\") för BUN = 2", "antal_unika(u.slag där n = BUN) = 2", "andel(u där konto i (3000..3999)) är mellan 57,142 % och 57,143 %",
      "medel(u.belopp) för BUN * 3 = 101 kr", "median(u.belopp) för BUN = 40 kr", "median(u.belopp) för KF = 50 kr", "percentil(u.belopp; 75) för BUN = 50 kr",
      "min(u.belopp) för BUN = 1 kr", "max(u.belopp) för BUN = 60 kr", "senaste(u.belopp) för BUN = 1 kr", "första(u.belopp) för BUN = 40 kr",
      "summa(u.belopp där dag < 2025-01-15) för BUN = 40 kr", "tak för skola = 2 kr", "tak för SN = 20 kr", "föregående_år(tak) för SN = 10 kr",
      "föregående_år(föregående_år(föregående_år(tak))) för SN = 5 kr", "max(tak; 15 kr; 3 kr) för SN = 20 kr", "avrunda(1 kr / 3; 2) = 0,33 kr",
      "abs(0 kr - tak) för SN = 20 kr", "låg för BUN är nej", "intäkt för energi = 1000 kr"}},
    {"missing rows, cells and bodies", "2025-02",
     {{U, "dag;n;konto;slag;belopp\n2025-01-01;BUN;1;a;40\n2025-02-01;BUN;1;a;40\n2025-01-15;SN;8;b;90\n2025-02-03;KF;8;b;_\n"}},
     {"intäkt för SN är saknas", "intäkt för KF är saknas", "summa(u.belopp) är saknas", "antal(u) = 2", "om_saknas(intäkt; 3 kr) för SN = 3 kr",
      "senast_kända(intäkt; 2 månader) för SN = 90 kr", "föregående(summa(u.belopp)) = 130 kr", "inte (finns intäkt för SN)",
      "rullande(summa(u.belopp); 2 månader) för BUN = 80 kr", "rullande(summa(u.belopp); 2 månader) är saknas", "låg för SN är ja",
      "(intäkt för SN > 3 kr) är okänt", "(intäkt för SN > 3 kr och intäkt för BUN > 1000 kr) är nej", "(intäkt för SN > 3 kr eller intäkt för BUN > 3 kr) är ja",
      "median(u.belopp) är saknas"}},
    {"no rows are zero, and some may be missing", "2025-02",
     {{Z, "dag;n;belopp\n2025-02-01;BUN;40\n2025-02-02;BUN;_\n2025-01-01;SN;7\n"}},
     {"summa(z.belopp) för BUN = 40 kr", "antal(z.belopp) för BUN = 1", "summa(z.belopp där belopp > 100 kr) för BUN är saknas", "summa(z.belopp) för SN är saknas",
      "summa(z.belopp) = 40 kr", "max(z.belopp) för BUN = 40 kr"}},
    {"the latest forecast that was known", "2025-08",
     {{P, "tid;år;n;belopp\n2025-04;2025;BUN;-500\n2025-08;2025;BUN;-101\n2025-09;2025;BUN;-900\n2025-04;2025;SN;-102\n2024-11;2024;SN;-7\n"}},
     {"helår(summa(p.belopp)) för BUN = -101 kr", "helår(summa(p.belopp)) för KF = -203 kr", "föregående(helår(summa(p.belopp))) för BUN = -500 kr",
      "summa(p.belopp) för BUN är saknas", "helår(föregående(summa(p.belopp))) för SN är saknas"}},
    {"stocks are the latest of each body", "2025-03",
     {{E, "månad;n;antal\n2025-01;BUN;10\n2025-02;BUN;12\n2025-03;BUN;11\n2025-03;SN;5\n"}, {U, "dag;n;konto;slag;belopp\n2025-03-01;BUN;1;a;550\n2025-03-01;SN;1;a;249\n"}},
     {"elever för BUN = 11 elever", "ackumulerat(summa(e.antal)) för BUN = 11 elever", "ackumulerat(summa(e.antal)) för KF = 16 elever",
      "föregående(summa(e.antal)) för KF är saknas", "per_elev för BUN = 50 kr/elev", "per_elev för BUN är dålig", "per_elev för SN är bra",
      "(intäkt / elever) för energi är saknas"}},
    {"division by zero is missing", "2025-03",
     {{E, "månad;n;antal\n2025-03;BUN;0\n"}, {U, "dag;n;konto;slag;belopp\n2025-03-01;BUN;1;a;550\n"}},
     {"per_elev för BUN är saknas", "per_elev för BUN är ej bedömbar"}},
    {"time, breaks and levels", "2025",
     {{K, YEARS}},
     {"nyckel = 45 %", "nyckel är röd", "föregående(nyckel) = 40 %", "föregående_år(nyckel) = 40 %", "förändring(nyckel; 1 år) = 5 procentenheter",
      "förändring(nyckel; 3 år) = -10 procentenheter", "förändring(nyckel; 4 år) är saknas", "förändringstakt(nyckel; 1 år) = 12,5 %",
      "trend(nyckel; 3 år) = -4,2 procentenheter", "trend(nyckel; 2 år) = -3,5 procentenheter", "trend(nyckel; 5 år) är saknas", "fallande är nej",
      "fallande2 är ja", "spärr är ja", "femma är e5", "femma är c5 eller sämre", "vartannat = 45 %", "vartannat är röd", "kvot är röd",
      "värst är röd", "rullande(nyckel; 2 år) = 45 %", "senast_kända(föregående(nyckel); 2 år) = 40 %"}},
    {"the target of the year", "2024",
     {{K, YEARS}},
     {"nyckel är grön", "vartannat = 52 %", "vartannat är grön", "fallande är ja", "fallande2 är nej", "femma är e5"}},
    {"groups of others", "2024",
     {{K, "n;år;värde;vikter\n1984;2024;80;1\n1960;2024;80;1\n1961;2024;90;3\n1983;2024;_;9\n"}},
     {"rang(nyckel; lika) = 2", "medel(nyckel för lika) = 85 %", "median(nyckel för lika) = 85 %", "max(nyckel för lika) = 90 %", "min(nyckel för lika) = 80 %",
      "antal(nyckel för lika) = 2", "medel(nyckel för lika vägt med vikten) = 87,5 %", "kvot är röd", "värst är grön"}},
    {"ties share the better place", "2024",
     {{K, "n;år;värde;vikter\n1984;2024;80;1\n1960;2024;90;1\n1961;2024;90;3\n1983;2024;70;9\n"}},
     {"rang(nyckel; lika) = 3", "rang(0 % - nyckel; lika) = 2", "medel(nyckel för lika) * 3 = 250 %"}},
    {"gaps in a row", "2025",
     {{K, "n;år;värde;vikter\n1984;2023;40;1\n1984;2024;_;1\n1984;2025;45;1\n"}},
     {"spärr är okänt", "fallande2 är nej", "fallande3 är ja", "fallande är okänt", "trend(nyckel; 2 år) är saknas"}},
    {"inside groups need everyone", "2025-01",
     {{U, "dag;n;konto;slag;belopp\n2025-01-01;BUN;1;a;40\n"}},
     {"medel(intäkt för nämnder) är saknas", "summa(intäkt för nämnder) är saknas", "rang(intäkt; nämnder) för BUN = 1"}},
};

static char *with_expectations(Arena *arena, const ValueCase *c)
{
    StrBuf text = {0};
    strbuf_puts(&text, model);
    strbuf_printf(&text, "test prov\n per %s\n", c->per);
    for (size_t i = 0; i < 40 && c->expected[i]; i++)
        strbuf_printf(&text, " förvänta %s\n", c->expected[i]);
    char *copy = arena_strdup(arena, text.s);
    strbuf_free(&text);
    return copy;
}

static void expect_yes(Planned *p, Evaluator *ev, const ValueCase *c, const Expr *expr, Date as_of, const char *text)
{
    Expected result;
    if (!exec_expectation(ev, expr, as_of, &result)) {
        cr_expect(false, "%s: %s cannot be evaluated", c->name, text);
        return;
    }
    const char *why = result.reasons.count ? result.reasons.items[0].text[0].s : "";
    cr_expect(result.value.state == RESULT_VALUE && result.value.truth == TRUTH_YES, "%s: %s is %d (%s)", c->name, text, result.value.truth, why);
}

static void run_case(const ValueCase *c)
{
    Arena *keep = arena_new();
    Planned p = plan_text(with_expectations(keep, c));
    Period period;
    period_parse(str_of(c->per), false, &period);
    for (size_t i = 0; i < 3 && c->tables[i].rows; i++)
        give_table(&p, c->tables[i].table, c->tables[i].rows);
    for (size_t i = 0; i < p.model->tables.count; i++)
        if (!p.tables[i])
            give_table(&p, i, "n\n");
    VEC(const Expr *) exprs = {0};
    const Decl *decl = p.model->tests.items[0].common.decl;
    for (size_t i = 0; i < decl->attrs.count; i++)
        if (decl->attrs.items[i].kind == ATTR_EXPECT)
            vec_push(p.arena, &exprs, decl->attrs.items[i].items.items[0].value);
    for (size_t i = 0; i < exprs.count; i++)
        plan_expectation(p.plan, exprs.items[i], &p.diags);
    expect_no_errors(&p, c->name);
    RunOptions options = {period.last, NO_INDEX, "prov", true};
    Evaluator *ev = exec_prepare(p.arena, p.model, p.plan, p.tables, &options, &p.diags);
    for (size_t i = 0; i < exprs.count; i++)
        expect_yes(&p, ev, c, exprs.items[i], period.last, c->expected[i]);
    Run *run = exec_evaluate(ev);
    cr_expect(run->assessments.count > 0, "%s: something is assessed", c->name);
    arena_free(p.arena);
    arena_free(keep);
}

Test(exec_values, expressions_on_given_rows)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        run_case(&cases[i]);
}
