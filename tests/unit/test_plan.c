/* test_plan.c: what the lowering makes of a model: equal parts once, and the plan as text. */
#include "exec_fixture.h"

static const char head[] =
    "organ KF är fullmäktige\n"
    "organ SN är nämnd under KF\n"
    "tabell t \"T\" från \"t.csv\"\n"
    "    kolumn \"d\" som d datum\n"
    "    kolumn \"n\" som n organ\n"
    "    kolumn \"k\" som k heltal\n"
    "    kolumn \"s\" som s text\n"
    "    kolumn \"b\" som b tkr\n"
    "    kolumn \"a\" som antal tal bestånd\n"
    "    där s <> \"Summa\"\n";

typedef struct PlanCase { const char *text; size_t filters, values, aggregates; } PlanCase;
static const PlanCase cases[] = {
    {"indikator x enhet kr beräknas som summa(t.b) bevakas\n", 1, 1, 1},
    {"indikator x enhet kr beräknas som summa(t.b) + summa(t.b) bevakas\n", 1, 1, 1},
    {"indikator x enhet kr beräknas som summa(t.b) bevakas\nindikator y enhet kr beräknas som summa(t.b) bevakas\n", 1, 1, 1},
    {"indikator x enhet kr beräknas som summa(t.b där k i 1..5) + summa(t.b där k i (1..5)) bevakas\n", 2, 1, 1},
    {"indikator x enhet kr beräknas som summa(t.b där k i 1..5) + max(t.b där k i (1..5)) bevakas\n", 2, 1, 2},
    {"indikator x enhet kr beräknas som summa(t.b där s = \"a\") + summa(t.b där s = \"A \") bevakas\n", 2, 1, 1},
    {"indikator x enhet kr beräknas som summa(t.b där k > 5) - summa(t.b där 5 < k) bevakas\n", 2, 1, 1},
    {"indikator x enhet % beräknas som andel(t där k > 5) bevakas\n", 3, 0, 1},
    {"indikator x enhet kr beräknas som summa(t.b) bevakas\nindikator y enhet kr beräknas som summa(t.b) bevakas tillåt delvis\n", 1, 1, 2},
};

static void expect_counts(const PlanCase *c)
{
    Arena *keep = arena_new();
    Planned p = plan_text(arena_printf(keep, "%s%s", head, c->text));
    const ScanPlan *scan = &p.plan->scans[0];
    cr_expect(scan->filters.count == c->filters && scan->values.count == c->values && p.plan->aggregates.count == c->aggregates,
              "%s: %zu filters, %zu values, %zu aggregates", c->text, scan->filters.count, scan->values.count, p.plan->aggregates.count);
    arena_free(p.arena);
    arena_free(keep);
}

Test(plan, equal_parts_are_one)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_counts(&cases[i]);
}

static const char printed[] =
    "scan t\n"
    "    r0 = slå upp s { \"summa\" }\n"
    "    r1 = inte r0\n"
    "    r2 = kolumn b\n"
    "    r3 = mellan r2 −∞..5000\n"
    "    r4 = och r1 r3\n"
    "    filter 0: r1 (tabellens)   # s <> \"Summa\"\n"
    "    filter 1: r4   # b <= 5 tkr\n"
    "    värde 0: r2   # t.b\n"
    "a0 = summa t filter 1 värde 0   # summa(t.b där b <= 5 tkr)\n"
    "s0 = aggregat a0   # summa(t.b där b <= 5 tkr)\n"
    "s1 = indikator x\n"
    "s2 = nivå för x\n"
    "s3 = måluppfyllelse x\n"
    "s4 = tal 2000   # 2 tkr\n"
    "indikator x = s0\n"
    "    målvärde s4\n";

Test(plan, prints_itself)
{
    Arena *keep = arena_new();
    Planned p = plan_text(arena_printf(keep, "%sindikator x enhet tkr beräknas som summa(t.b där b <= 5 tkr) målvärde minst 2 tkr\n", head));
    StrBuf out = {0};
    plan_print(&out, p.plan, NULL);
    cr_expect_str_eq(out.s, printed, "%s", out.s);
    strbuf_free(&out);
    arena_free(p.arena);
    arena_free(keep);
}

Test(plan, stocks_are_known_by_their_column)
{
    Arena *keep = arena_new();
    Planned p = plan_text(arena_printf(keep, "%sindikator x beräknas som summa(t.antal) + summa(om_saknas(t.antal; 0)) bevakas\n", head));
    cr_expect_eq(p.plan->scans[0].values.count, 2);
    for (size_t i = 0; i < p.plan->scans[0].values.count; i++)
        cr_expect(p.plan->scans[0].values.items[i].stock, "value %zu is a stock", i);
    cr_expect(p.plan->scans[0].by_day, "the latest day of a month counts");
    arena_free(p.arena);
    arena_free(keep);
}
