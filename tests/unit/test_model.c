/* test_model.c: the checker: names, types and units. Each row is a few declarations behind the fixture's model, and the codes that come of it. */
#include "model_fixture.h"

static const Row rows[] = {
    {"indikator a enhet kr beräknas som summa(utfal.belopp) bevakas\n", "S0201"},
    {"regel r när budgetavikelse är röd\n", "S0201"},
    {"organ X är nämd\n", "S0201"},
    {"regel r för varje nämd när resultat < 0 kr\n", "S0201"},
    {"parameter p = 1\n"
     "parameter P = 2\n", "S0202"},
    {"organ nämnden är nämnd\n", "S0203"},
    {"parameter kommunen = 3\n", "S0203"},
    {"indikator a enhet kr beräknas som KF bevakas\n", "S0223"},
    {"mål m är utfall avgörs av bedömning\n", "S0204"},
    {"indikator a enhet kr enhet kr beräknas som resultat bevakas\n", "S0206"},
    {"indikator a enhet kr beräknas som summa(utfall.belop) bevakas\n", "S0207"},
    {"regel r när resultat < 0 kr kräver plan från nämnden\n", "S0208"},
    {"regel r för varje nämnd, KF när resultat < 0 kr kräver plan från nämnden\n", "S0208"},
    {"indikator a enhet kr beräknas som sum(utfall.belopp) bevakas\n", "S0209"},
    {"indikator a enhet kr beräknas som avrunda(resultat) bevakas\n", "S0210"},
    {"regel r när resultat2 är blå\n", "S0211"},
    {"regel r när resultat2 är gulr\n", "S0211"},
    {"regel r när resultat2 är röd eller gul\n", "S0212"},
    {"regel r när resultat2 är gul eller resultat2 är röd eller grön\n", "S0212"},
    {"parameter p = 3 elver\n", "S0213"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a kr\n"
     "  kolumn \"B\" som a kr\n"
     "indikator x enhet kr beräknas som summa(t.a) bevakas\n", "S0214"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a datm\n"
     "indikator x beräknas som antal(t) bevakas\n", "S0216"},
    {"skala finans uppnått, delvis, ej\n"
     "indikator x enhet kr beräknas som resultat bedöms som uppnått när värde är minst 0 kr, annars ej\n", "S0217 S0217"},
    {"styrmodell andra \"Andra\"\n"
     "styrmodell tredje \"Andra\"\n", "S0218"},
    {"måttenhet elev \"elev\", \"kr\"\n", "S0202"},
    {"indikator x enhet kr beräknas som summa(utfall.belopp) + summa(barn.antal) bevakas\n", "S0220"},
    {"regel r när resultat < summa(barn.antal)\n", "S0220"},
    {"indikator x enhet kr beräknas som resultat - resultat / summa(barn.antal) bevakas\n", "S0220"},
    {"indikator x enhet % beräknas som andelen - 2 % bevakas\n", "S0221"},
    {"indikator x enhet % beräknas som 100 % - andelen bevakas\n"
     "indikator y enhet procentenheter beräknas som andelen - föregående_år(andelen) bevakas per år\n"
     "indikator z enhet % beräknas som andelen + andelen bevakas\n"
     "indikator w enhet % beräknas som andelen + 2 procentenheter bevakas\n"
     "regel r när andelen - x < -2 procentenheter och abs(andelen - x) är minst 1 procentenhet och andelen < 84 %\n"
     "indikator v enhet kr beräknas som resultat * 3,1 % bevakas\n"
     "indikator u enhet % beräknas som 2 * löner bevakas\n"
     "indikator q enhet kr beräknas som antal(utfall) * 50 % * 1 kr bevakas\n", ""},
    {"regel r när resultat < 0\n", "S0222"},
    {"regel r när andelen < 0,8\n", "S0222"},
    {"regel r när resultat + 3 kr\n", "S0223"},
    {"indikator x enhet kr beräknas som summa(utfall.nämnd) bevakas\n", "S0223"},
    {"indikator x enhet kr beräknas som resultat målvärde minst 84 %\n", "S0224"},
    {"indikator x enhet kr beräknas som resultat målvärde minst 84\n", "S0222"},
    {"regel r när andelen - föregående_år(andelen) < 2 %\n", "S0225"},
    {"indikator x beräknas som resultat / (3 månader) bevakas\n", ""},
    {"indikator x enhet kr beräknas som summa(resultat) bevakas\n", "S0227"},
    {"indikator x enhet kr beräknas som summa(utfall) bevakas\n", "S0227"},
    {"indikator x enhet kr beräknas som summa(utfall.belopp där budget.belopp > 3 kr) bevakas\n", "S0228"},
    {"regel r när medel(resultat för grannar) < 0 kr\n"
     "regel q när medel(resultat för varje nämnd) < 0 kr\n"
     "regel s när resultat för KF < 0 kr och rang(resultat; grannar) är minst 3\n", ""},
    {"tabell t från \"t.csv\" kolumn \"A\" som a %\n"
     "  kolumn \"Nämnd\" som nämnd organ\n"
     "indikator x enhet % beräknas som summa(t.a) bevakas\n", "S0230"},
    {"indikator x enhet kr per månad beräknas som rullande(resultat; 12) bevakas\n", "S0231"},
    {"indikator x enhet kr per månad beräknas som rullande(resultat; 12 kr) bevakas\n", "S0231"},
    {"indikator x enhet kr beräknas som utfall.belopp bevakas\n", "S0232"},
    {"regel r när löner är röd\n", "S0233"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a kr\n"
     "indikator x enhet kr för varje nämnd beräknas som summa(t.a) bevakas\n", "S0234"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a kr\n"
     "indikator x enhet kr för varje nämnd beräknas som summa(t.a) för kommunen bevakas\n", ""},
    {"indikator x enhet kr beräknas som föregående(resultat) bevakas\n", "S0235"},
    {"tabell t från \"t.csv\" kolumn \"A\" som a kr\n"
     "indikator x enhet kr per år beräknas som föregående(summa(t.a)) bevakas\n", "S0236"},
    {"indikator x enhet kr per månad beräknas som resultat bevakas\n"
     "regel r när x är sämre än 3 kr\n", "S0237"},
    {"indikator x enhet kr beräknas som avrunda(resultat; 9) bevakas\n", "S0238"},
    {"parameter p = 9000000 mdkr\n"
     "regel r när p > 3 kr\n", "S0239"},
    {"regel r när värde < 3 kr\n", "S0240"},
    {"indikator j bedöms av KF enligt \"bedömning\"\n"
     "regel r när j > 3\n", "S0241"},
    {"indikator j bedöms av KF enligt \"bedömning\"\n"
     "regel r när j är röd\n", ""},
    {"tabell t från \"t.csv\" avser augusti kolumn \"A\" som a kr\n"
     "indikator x enhet kr beräknas som summa(t.a) bevakas\n", "S0242"},
    {"indikator x enhet kr per vecka beräknas som resultat bevakas\n", "S0245"},
    {"indikator x enhet kr beräknas som summa(utfall.belopp där konto = \"3000\") bevakas\n", "S0250"},
    {"indikator x enhet kr beräknas som summa(utfall.belopp där konto i (3000..3999; 7000) och datum i 2024..2025 och nämnd = BUN och datum >= 2025) bevakas\n", ""},
    {"indikator x enhet kr beräknas som summa(utfall.belopp där datum = 2025 och datum i januari–mars och nämnd i grannar) bevakas\n", ""},
    {"regel r när resultat = saknas\n", "S0251"},
    {"indikator x beräknas som antal(utfall där nämnd > BUN) bevakas\n", "S0252"},
    {"regel r när resultat2 är bättre än gul\n", "S0253"},
    {"indikator x beräknas som antal(utfall där belopp > resultat) bevakas\n", "S0254"},
    {"indikator x beräknas som antal(utfall där belopp > medel(utfall.belopp)) bevakas\n", "S0254"},
    {"parameter g = 500 kr\n"
     "indikator x beräknas som antal(utfall där abs(belopp) > g) bevakas\n", ""},
    {"regel r när resultat är mellan 5 kr och 2 kr\n", "S0255"},
    {"regel r när resultat för nämnd < 0 kr\n", "S0257"},
    {"regel r när resultat < 0 kr\n"
     "regel q när r\n", "S0258"},
    {"indikator x beräknas som antal(utfall där konto i grannar och datum i grannar) bevakas\n", "S0259"},
    {"indikator x enhet kr beräknas som resultat / 0 bevakas\n", "S0260"},
    {"indikator x enhet kr beräknas som summa(utfall.belopp där nämnd är BUN) bevakas\n", "S0261"},
    {"mål m är vision mäts med resultat2 bedöms som grön när minst 2,5 av indikatorer är gröna, annars röd\n", "S0262"},
    {"regel r när alla indikatorer är gröna\n", "S0240"},
    {"indikator x enhet kr beräknas som abs(resultat där resultat > 3 kr) bevakas\n", "S0264"},
    {"regel r när rang(resultat; löner) > 3\n", "S0204"},
    {"indikator x enhet % beräknas som andel(utfall) bevakas\n", "S0266"},
    {"regel r per år när i_rad(resultat2 är röd; 2; 3)\n", "S0267"},
    {"indikator x enhet % beräknas som resultat bevakas\n", "S0268"},
    {"indikator x enhet kr/elev beräknas som resultat bevakas\n", "S0268"},
    {"indikator x enhet % beräknas som andelen målvärde minst 80 % tolerans 2 %\n", "S0269"},
    {"indikator x enhet dagar beräknas som antal(utfall) bevakas\n", ""},
    {"test t per 2025-01 givet utfall: datum, nämd, belopp\n"
     "   2025-01-01, BUN, 4 kr\n"
     "   förvänta resultat > 0 kr\n", "S0207"},
    {"parameter p från 2023: 3 kr, från 2024: 4 %\n"
     "regel r när p > 3 kr\n", "S0220"},
    {"indikator x enhet % beräknas som andelen målvärde mandatperioden: minst 80 %\n", "S0243"},
    {"tabell bred från \"b.csv\" avser 2017-11\n"
     "    kolumn \"rad\" som rad text\n"
     "    kolumner \"AFF\", \"ASS\", \"IFO\" blir organ, värdet blir belopp i tkr\n"
     "    stäms av belopp mot kolumn \"Summa\" avrundning 1 tkr\n"
     "    där rad <> \"Årets resultat\"\n"
     "indikator x enhet tkr beräknas som summa(bred.belopp) bevakas\n"
     "tabell b2 från \"c.csv\" för BUN\n"
     "    kolumn \"rad\" som rad text\n"
     "    kolumn \"budget\" som budget tkr\n"
     "    stäms av budget mot rad \"Årets resultat\" avrundning 0,5 tkr\n", ""},
};

Test(model, names_types_and_units)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_codes(&rows[i]);
}

/* ---- units ---- */

static const struct { const char *name; const char *shown; Fix factor; } units[] = {
    {"kr", "kr", FIX_ONE},           {"TKR", "kr", 1000 * FIX_ONE},     {"mnkr", "kr", 1000000 * FIX_ONE}, {"%", "%", FIX_ONE / 100},
    {"procentenhet", "procentenheter", FIX_ONE / 100},                  {"elever", "elever", FIX_ONE},     {"elev", "elever", FIX_ONE},
    {"kr/elev", "kr/elev", FIX_ONE}, {"tkr/elev", "kr/elev", 1000 * FIX_ONE}, {"elever/tkr", "elever/kr", FIX_ONE / 1000},
    {"år", "månader", 12 * FIX_ONE}, {"veckor", "dagar", 7 * FIX_ONE},  {"kr/kr", "%", FIX_ONE},           {"tjog", "elever", 20 * FIX_ONE},
};

Test(model, units_by_name)
{
    Checked checked = check_text("måttenhet tjog = 20 elever\n");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        Unit unit;
        Fix factor = 0;
        StrBuf shown = {0};
        cr_expect(unit_lookup(checked.model, str_of(units[i].name), &unit, &factor), "%s is known", units[i].name);
        unit_print(&shown, checked.model, unit, true);
        cr_expect(str_eqz(strbuf_str(&shown), units[i].shown), "%s is %s, not %s", units[i].name, units[i].shown, shown.s);
        cr_expect(factor == units[i].factor, "%s has the factor %lld", units[i].name, (long long)factor);
        strbuf_free(&shown);
    }
    Unit unit;
    Fix factor;
    cr_expect(!unit_lookup(checked.model, STR_LIT("kr/hektar"), &unit, &factor), "an unknown denominator is unknown");
    cr_expect(unit_lookup(checked.model, STR_LIT("kr/månad"), &unit, &factor), "a month is a denominator");
}

static const struct { const char *expression, *unit; } computed[] = {
    {"resultat / summa(barn.antal)", "kr/elev"},
    {"resultat / summa(barn.antal) * summa(barn.antal)", "kr"},
    {"resultat / summa(budget.belopp)", "%"},
    {"summa(barn.antal) * resultat", "kr*elever"},
    {"antal(utfall) / antal(budget)", "%"},
    {"antal(utfall) / 2", ""},
    {"resultat * 3 %", "kr"},
    {"andelen * andelen", "%"},
    {"100 % - andelen", "%"},
    {"andelen - föregående_år(andelen)", "procentenheter"},
    {"förändring(andelen; 1 år)", "procentenheter"},
    {"förändringstakt(resultat; 1 år)", "%"},
    {"rang(resultat; grannar)", ""},
    {"medel(resultat för grannar)", "kr"},
    {"andel(utfall där belopp < 0 kr)", "%"},
    {"summa(utfall.belopp * 2 - utfall.belopp)", "kr"},
    {"max(resultat; 0 kr)", "kr"},
    {"om_saknas(resultat; 0 kr)", "kr"},
};

Test(model, units_of_expressions)
{
    for (size_t i = 0; i < sizeof computed / sizeof *computed; i++) {
        StrBuf text = {0}, shown = {0};
        strbuf_printf(&text, "indikator prov per år bevakas beräknas som %s\n", computed[i].expression);
        Checked checked = check_text(text.s);
        const Model *model = checked.model;
        unit_print(&shown, model, model->indicators.items[model->indicators.count - 1].type.unit, true);
        cr_expect(checked.diags.errors == 0, "%s has no errors", computed[i].expression);
        cr_expect(str_eqz(strbuf_str(&shown), computed[i].unit), "%s is in %s, not %s", computed[i].expression, computed[i].unit, shown.s ? shown.s : "");
        strbuf_free(&text);
        strbuf_free(&shown);
        arena_free(checked.arena);
    }
}

/* ---- suggestions ---- */

static const struct { const char *text, *suggestion; } suggestions[] = {
    {"regel r när resutlat < 0 kr\n", "resultat"},
    {"indikator x bevakas beräknas som summa(utfal.belopp)\n", "utfall"},
    {"indikator x bevakas beräknas som summa(utfall.bellop)\n", "belopp"},
    {"indikator x bevakas beräknas som suma(utfall.belopp)\n", "summa"},
    {"indikator x bevakas beräknas som antal(utfall där kontto = 3)\n", "konto"},
    {"organ X är namnd\n", "nämnd"},
    {"regel r när resultat2 är rod\n", "röd"},
    {"indikator x bevakas enhet elver beräknas som 3 elever\n", "elever"},
};

Test(model, nearest_name_is_suggested)
{
    for (size_t i = 0; i < sizeof suggestions / sizeof *suggestions; i++) {
        Checked checked = check_text(suggestions[i].text);
        const char *got = checked.diags.list.count ? checked.diags.list.items[0].suggestion : NULL;
        cr_expect(got && str_eqz(str_of(got), suggestions[i].suggestion), "%s suggests %s, not %s", suggestions[i].text, suggestions[i].suggestion,
                  got ? got : "nothing");
        arena_free(checked.arena);
    }
}

Test(model, unknown_name_is_reported_once_with_all_its_places)
{
    Checked checked = check_text("regel r när utfal > 3 kr och utfal < 4 kr och utfal <> 5 kr\n");
    cr_expect(checked.diags.errors == 1, "one error, not %zu", checked.diags.errors);
    cr_expect(checked.diags.list.items[0].labels.count == 2, "two further places");
}

/* ---- what is found out ---- */

Test(model, relative_bodies)
{
    Checked checked = check_text("organ KS är styrelse under KF\norgan enhet-1 är enhet under BUN\n");
    const Model *model = checked.model;
    size_t bun = model_find(model, STR_LIT("bun"))->ref.index, unit = model_find(model, STR_LIT("enhet-1"))->ref.index;
    size_t board = model_find(model, STR_LIT("KS"))->ref.index, council = model_find(model, STR_LIT("KF"))->ref.index;
    size_t committee = model_find(model, STR_LIT("nämnden"))->ref.index;
    cr_expect(body_relative(model, unit, committee) == bun, "nämnden of a unit is the one above it");
    cr_expect(body_relative(model, board, committee) == board, "a board is a committee for this purpose");
    cr_expect(body_relative(model, council, committee) == NO_INDEX, "there is none above the council");
    cr_expect(body_within(model, unit, council) && !body_within(model, council, unit), "within");
}

Test(model, a_bare_figure_takes_the_stated_unit)
{
    Checked checked = check_text("tabell kolada från \"k.json\" format kolada\n"
                                 "indikator x enhet % bevakas beräknas som senaste(kolada.värde där nyckeltal = \"N15428\")\n"
                                 "indikator y enhet % bevakas beräknas som senaste(kolada.värde) * 1 %\n");
    const Model *model = checked.model;
    cr_expect(model->indicators.items[model->indicators.count - 2].value_factor == FIX_ONE / 100, "84,3 means 84,3 %%");
    cr_expect(checked.diags.errors == 1, "a computed number does not");
}

Test(model, deep_and_long_models_are_survived)
{
    StrBuf text = {0};
    strbuf_puts(&text, "regel r när resultat");
    for (int i = 0; i < 5000; i++)
        strbuf_puts(&text, " + 1 kr");
    strbuf_puts(&text, " > 0 kr\n");
    Checked checked = check_text(text.s);
    cr_expect(checked.diags.errors == 1, "one error, not %zu", checked.diags.errors);
    strbuf_clear(&text);
    for (int i = 0; i < 3000; i++)
        strbuf_printf(&text, "indikator i%d bevakas beräknas som i%d + 1 kr\n", i, i + 1);
    strbuf_puts(&text, "indikator i3000 bevakas beräknas som resultat\n");
    checked = check_text(text.s);
    cr_expect(checked.diags.errors >= 1, "a chain that is too long is said");
    strbuf_free(&text);
}
