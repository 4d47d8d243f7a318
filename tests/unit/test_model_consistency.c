/* test_model_consistency.c: the checker: scales and their cases, goals, targets, rings, what is unused. Rows as in test_model.c. */
#include "model_fixture.h"

static const Row rows[] = {
    {"parameter konto = 3000\n"
     "regel rr när konto > 3\n"
     "indikator x enhet kr beräknas som summa(utfall.belopp där konto = 3) bevakas\n", "S0359"},
    {"organ A är nämnd under B\n"
     "organ B är nämnd under A\n", "S0301"},
    {"mål m är vision under m avgörs av bedömning\n", "S0302"},
    {"mål m är nämndmål under vv avgörs av bedömning\n", "S0303"},
    {"nivå a under b beslutas av KF\n"
     "nivå b under a beslutas av KF\n", "S0304"},
    {"skala s bra\n", "S0305"},
    {"skala s bra, bra, dålig\n", "S0306"},
    {"indikator x enhet % beräknas som andelen bedöms som grön när värde är över 80 %, röd när värde är under 80 %\n", "S0307"},
    {"indikator x enhet % beräknas som andelen bedöms som grön när värde är minst 90 %, gul när värde är mellan 70 % och 80 %, röd när värde < 70 %\n", "S0307"},
    {"indikator x enhet % beräknas som andelen bedöms som grön när värde är minst 80 %, gul när värde är minst 90 %, annars röd\n", "S0308"},
    {"indikator x enhet % beräknas som andelen bedöms som grön när värde är minst 80 %, röd när värde < 80 %, annars gul\n", "S0308"},
    {"indikator x enhet % beräknas som andelen målvärde högst 80 % bedöms som grön när värde är minst 80 %, gul när värde är minst 70 %, annars röd\n", "S0309"},
    {"indikator x enhet kr beräknas som resultat bedöms som grön när värde är minst 0 kr, gul när värde är minst resultat - 5 kr\n", "S0310"},
    {"mål m är vision mäts med resultat2 bedöms som grön när alla indikatorer är gröna\n", "S0310"},
    {"skala s bra, okej, dålig motsvarar trafikljus: bra blir grön; okej blir gul\n", "S0312"},
    {"skala s bra, okej, dålig motsvarar trafikljus: bra, okej blir grön; okej blir gul; dålig blir röd\n", "S0313"},
    {"skala s bra, okej, dålig motsvarar trafikljus: bra blir gul; okej blir grön; dålig blir röd\n", "S0311"},
    {"indikator a enhet kr beräknas som b bevakas\n"
     "indikator b enhet kr beräknas som a bevakas\n", "S0314"},
    {"indikator a beräknas som b bevakas\n"
     "indikator b beräknas som a bevakas\n", "S0314"},
    {"indikator a enhet kr beräknas som resultat bedöms som grön när b är röd, annars gul\n"
     "indikator b enhet kr beräknas som resultat bedöms som grön när a är röd, annars gul\n", "S0314"},
    {"parameter a = b\n"
     "parameter b = a\n"
     "regel r när a > 3\n", "S0314"},
    {"indikator x enhet % beräknas som andelen målvärde 2025: minst 80 %, 2026: högst 90 %\n", "S0315"},
    {"indikator x enhet % beräknas som andelen målvärde 2025: minst 80 %, 2025: minst 90 %\n", "S0316"},
    {"indikator x enhet % beräknas som andelen målvärde 80 %\n", "S0317"},
    {"indikator x enhet % beräknas som andelen målvärde minst 80 % bevakas\n", "S0318"},
    {"indikator x enhet % beräknas som andelen målvärde minst 80 % tolerans -2 procentenheter\n", "S0319"},
    {"indikator x enhet % beräknas som andelen bevakas tolerans 2 procentenheter\n", "S0320"},
    {"indikator x enhet % beräknas som andelen bedöms av KF bevakas\n", "S0322"},
    {"indikator x enhet % beräknas som andelen\n", "S0323"},
    {"mål m är vision\n", "S0324"},
    {"indikator x \"Samma\" enhet % beräknas som andelen bevakas\n"
     "indikator y \"samma\" enhet % beräknas som andelen bevakas\n", "S0325"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a kr\n", "S0326"},
    {"indikator x enhet kr bevakas\n", "S0327"},
    {"tabell t kolumn \"A\" som a kr\n"
     "indikator x enhet kr beräknas som summa(t.a) bevakas\n", "S0327"},
    {"regel r när resultat < 0 kr kräver plan från grannar\n", "S0328"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a kr\n"
     "  kolumn \"d\" som d datum\n"
     "  kolumn \"e\" som e datum\n"
     "indikator x enhet kr beräknas som summa(t.a) bevakas\n", "S0331"},
    {"test t per 2025-01 givet utfall: datum, nämnd, belopp\n"
     "   2025-01-01, BUN\n"
     "   förvänta resultat > 0 kr\n", "S0333"},
    {"parameter p från 2023: 3, från 2023: 4\n"
     "regel r när p > 3\n", "S0335"},
    {"regel r när resultat < 0 kr meddelande \"Oj {resultt} för {organ}\"\n", "S0337"},
    {"regel r när resultat < 0 kr kräver plan senast 20 dagar\n", "S0338"},
    {"indikator j bedöms av KF målvärde minst 3\n", "S0341"},
    {"test t givet resultat: 3 kr, 4 kr\n"
     "   förvänta resultat > 0 kr\n", "S0342"},
    {"organ X är nämnd kod \"3\"\n"
     "organ Y är nämnd kod \"3\"\n", "S0344"},
    {"organ X är bolag ägarandel 120 %\n", "S0345"},
    {"grupp a består av b\n"
     "grupp b består av a\n"
     "regel r när medel(resultat för a) > 0 kr och medel(resultat för b) > 0 kr\n", "S0346"},
    {"regel r för varje utskott när resultat < 0 kr\n", "S0347"},
    {"indikator n enhet kr för varje nämnd beräknas som resultat bevakas\n"
     "test t per 2025-01 förvänta n > 0 kr\n", "S0349"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a text bestånd\n"
     "indikator x beräknas som antal(t) bevakas\n", "S0350"},
    {"tabell t från \"t.csv\" som åtgärdsplaner kolumn \"Effekt\" som effekt kr\n", "S0352"},
    {"tabell t från \"t.csv\" som åtgärdsplan kolumn \"Effekt\" som effekt kr\n"
     "indikator x beräknas som antal(t) bevakas\n", "S0343"},
    {"mål m är vision mäts med resultat2 vikt 0\n", "S0353"},
    {"mål m är vision mäts med resultat2, resultat2\n", "S0354"},
    {"mål m är vision mäts med resultat2 avgörs av gissning\n", "S0355"},
    {"skala fem a, b, c, d, e\n"
     "mål m är vision mäts med resultat2 på skalan fem bedöms som a när alla indikatorer är a, annars e\n", "S0356"},
    {"indikator värde enhet kr beräknas som resultat bevakas\n", "S0357"},
    {"regel r när resultat < 0 kr kräver åtgärdsplan från KF med effekt minst 3 kr\n", "S0358"},
};

Test(model_consistency, every_finding)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_codes(&rows[i]);
}

/* ---- gaps between the cases of an assessment, with their witness ---- */

static const struct { const char *cases, *message; } gaps[] = {
    {"grön när värde är över 80 %, röd när värde är under 80 %", "exakt 80 % saknar nivå"},
    {"grön när värde är minst 90 %, röd när värde är under 80 %", "värden mellan 80 % och 90 % saknar nivå"},
    {"grön när värde är minst 90 %, gul när värde är minst 80 %", "värden under 80 % saknar nivå"},
    {"grön när värde < 1 %, gul när värde <= 2 %", "värden över 2 % saknar nivå"},
    {"grön när värde > 1 %, gul när värde <= 1 % och värde > -1 %", "högst −1 % saknar nivå"},
    {"grön när inte värde = 3 %", "exakt 3 % saknar nivå"},
    {"grön när värde <> 3 % eller 5 % < värde", "exakt 3 % saknar nivå"},
};

Test(model_consistency, gaps_have_a_witness)
{
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        StrBuf text = {0}, message = {0};
        strbuf_printf(&text, "indikator x enhet %% beräknas som andelen bedöms som %s\n", gaps[i].cases);
        Checked checked = check_text(text.s);
        cr_assert(checked.diags.list.count == 1, "%s gives one finding", gaps[i].cases);
        render_message(&message, &checked.diags.list.items[0], LANG_SV);
        Str wanted = str_of(gaps[i].message), got = strbuf_str(&message);
        cr_expect(str_eq(got, wanted), "%s: %s, not %s", gaps[i].cases, gaps[i].message, message.s);
        strbuf_free(&text);
        strbuf_free(&message);
        arena_free(checked.arena);
    }
}

Test(model_consistency, limits_may_be_parameters)
{
    Checked checked = check_text("parameter gräns = 80 %\n"
                                 "indikator x enhet % beräknas som andelen bedöms som grön när värde är minst gräns, röd när värde är under 80 %\n");
    cr_expect(checked.diags.list.count == 0, "the limits meet");
    checked = check_text("parameter gräns från 2024: 80 %, från 2025: 81 %\n"
                         "indikator x enhet % beräknas som andelen bedöms som grön när värde är minst gräns, röd när värde är under 80 %\n");
    cr_expect(checked.diags.errors == 1, "a limit that changes is not known beforehand: annars is needed");
}

/* ---- levels by name ---- */

Test(model_consistency, levels_are_found_inflected)
{
    static const struct { const char *scale, *word; size_t level; } names[] = {
        {"skala s grön, gul, röd\n", "gröna", 0},      {"skala s grön, gul, röd\n", "grönt", 0},   {"skala s grön, gul, röd\n", "rött", 2},
        {"skala s grön, gul, röd\n", "RÖDA", 2},       {"skala s grön, gul, röd\n", "gult", 1},    {"skala s grön, gul, röd\n", "blå", NO_INDEX},
        {"skala s uppnådd, delvis, ej-uppnådd\n", "uppnått", 0}, {"skala s god, svag\n", "gott", 0}, {"skala s vit, grå\n", "vita", 0},
        {"skala s röd, rött\n", "rött", 1},            {"skala s röd, rött\n", "röda", NO_INDEX},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Checked checked = check_alone(names[i].scale);
        size_t last = checked.model->scales.count - 1;
        cr_expect(scale_level(checked.model->scales.items[last], str_of(names[i].word)) == names[i].level, "%s in %s", names[i].word, names[i].scale);
        arena_free(checked.arena);
    }
}

Test(model_consistency, the_model_s_own_traffic_light_replaces_the_usual_one)
{
    Checked checked = check_alone("skala andra a, b\nskala trafikljus grön \"Bra\", gul, röd\nindikator x bevakas beräknas som 3 kr\n");
    cr_expect(checked.model->scales.count == 2, "two scales");
    cr_expect(str_eqz(checked.model->indicators.items[0].scale->levels.items[0].title, "Bra"), "the declared one");
    cr_expect(model_find(checked.model, STR_LIT("andra"))->ref.index == 1, "names follow");
}
