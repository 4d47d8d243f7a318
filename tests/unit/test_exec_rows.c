/* test_exec_rows.c: conditions on rows, one after the other, against what each row must give: n no, y yes, u unknown. */
#include "exec_fixture.h"

#include "exec/bodies.h"

static const char model[] =
    "styrmodell prov kommun \"1984\"\n"
    "organ KF är fullmäktige\n"
    "organ BUN \"Barnnämnden\" är nämnd under KF kod \"300\"\n"
    "organ SN är nämnd under KF\n"
    "grupp nämnder består av varje nämnd\n"
    "grupp personal består av 5000..5999, 7410\n"
    "parameter gräns = 10 kr\n"
    "tabell t från \"t.csv\"\n"
    "    kolumn \"d\" som d datum\n"
    "    kolumn \"p\" som p period\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"k\" som k heltal\n"
    "    kolumn \"s\" som s text\n"
    "    kolumn \"b\" som b kr\n"
    "    kolumn \"c\" som c kr\n"
    "    ej tillämplig \".\"\n"
    "indikator x enhet kr beräknas som antal(t där %s) * 1 kr bevakas\n";

/* Six rows: 1 and 2 plain, 3 all missing, 4 not applicable, 5 and 6 at boundaries. */
static const char rows[] =
    "d;p;n;k;s;b;c\n"
    "2025-01-31;2025-01;BUN;5000;Lön;10;5\n"
    "2025-02-01;2025;300;5999;LÖN ;10,000001;20\n"
    "_;_;_;_;_;_;_\n"
    "2025-12-31;2024-12;SN;7410;hyra;.;1\n"
    "2024-12-31;2025-Q1;barnnämnden;7411;;-10;-10\n"
    "2025-08-15;2025-08;KF;4999;x;0;0\n";

typedef struct RowCase { const char *condition, *truths; } RowCase;
static const RowCase cases[] = {
    {"b = 10 kr", "ynuunn"},
    {"b <> 10 kr", "nyuuyy"},
    {"b > 10 kr", "nyuunn"},
    {"b >= gräns", "yyuunn"},
    {"10 kr < b", "nyuunn"},
    {"b < c", "nyuunn"},
    {"b <= c", "nyuuyy"},
    {"b > c", "ynuunn"},
    {"b är mellan -10 kr och 10 kr", "ynuuyy"},
    {"b - c = 0 kr", "nnuuyy"},
    {"b * 2 = 20 kr", "ynuunn"},
    {"-b = 10 kr", "nnuuyn"},
    {"abs(b) = 10 kr", "ynuuyn"},
    {"om_saknas(b; 10 kr) = 10 kr", "ynyunn"},
    {"om_ej_tillämplig(b; 10 kr) = 10 kr", "ynuynn"},
    {"max(b; c) = 20 kr", "nyuunn"},
    {"b / c = 200 %", "ynuunu"},
    {"avrunda(b; 2) = 10 kr", "yyuunn"},
    {"b är saknas", "nnynnn"},
    {"b är ej tillämplig", "nnnynn"},
    {"finns b", "yynnyy"},
    {"inte (finns b)", "nnyynn"},
    {"k i (3000..5000; 7410)", "ynuyny"},
    {"k inte i 5000..5999", "nnuyyy"},
    {"k i personal", "yyuynn"},
    {"s = \"lön\"", "yyunun"},
    {"s <> \"lön\"", "nnuyuy"},
    {"s i (\"HYRA\"; \"x\")", "nnuyuy"},
    {"n = BUN", "yyunyn"},
    {"n i nämnder", "yyuyyn"},
    {"d < 2025-02", "ynunyn"},
    {"d >= 2025-02", "nyuyny"},
    {"d i (2025)", "yyuyny"},
    {"d i (januari–februari)", "yyunnn"},
    {"d i (2025-Q1; augusti)", "yyunny"},
    {"p = 2025", "nyunnn"},
    {"p i (2025)", "yyunyy"},
    {"p < 2025", "nnuynn"},
    {"p i (januari–mars)", "ynunyn"},
    {"b = 10 kr och s = \"lön\"", "ynunnn"},
    {"b = 10 kr eller s = \"lön\"", "yyuuun"},
    {"b > 0 kr och ja", "yyuunn"},
    {"b > 0 kr eller ja", "yyyyyy"},
};

static void expect_truths(const RowCase *c)
{
    char text[2048];
    snprintf(text, sizeof text, model, c->condition);
    Planned p = plan_text(text);
    give_table(&p, 0, rows);
    ScanInput input = {.model = p.model, .scan = &p.plan->scans[0], .data = p.tables[0], .slots = bodies_bind(p.arena, p.model, &p.tables[0]->columns[2])};
    uint8_t truths[6];
    char got[7] = {0};
    backends[0]->filter(p.arena, &input, 0, truths);
    for (size_t i = 0; i < 6; i++)
        got[i] = "nyu"[truths[i]];
    cr_expect_str_eq(got, c->truths, "%s: expected %s, got %s", c->condition, c->truths, got);
    arena_free(p.arena);
}

Test(exec_rows, conditions_follow_kleene_and_units)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_truths(&cases[i]);
}
