/* model_fixture.h: a small model that every row of the tests of the checker adds to, and what comes out of checking it. */
#ifndef STYR_TEST_MODEL_FIXTURE_H
#define STYR_TEST_MODEL_FIXTURE_H

#include <criterion/criterion.h>

#include "model/model.h"
#include "text/render.h"

static const char prelude[] =
    "organ KF är fullmäktige\n"
    "organ BUN är nämnd under KF\n"
    "organ SN är nämnd under KF\n"
    "måttenhet elev \"elev\", \"elever\"\n"
    "nivå vision beslutas av KF\n"
    "nivå mellannivå under vision beslutas av KF\n"
    "nivå nämndmål under mellannivå beslutas av KF\n"
    "mål vv \"Vision\" är vision avgörs av bedömning\n"
    "grupp grannar består av \"1960\", \"1961\"\n"
    "tabell utfall från \"u.csv\"\n"
    "    kolumn \"Datum\" som datum datum\n"
    "    kolumn \"Nämnd\" som nämnd organ\n"
    "    kolumn \"Konto\" som konto heltal\n"
    "    kolumn \"Belopp\" som belopp kr\n"
    "tabell budget från \"b.csv\"\n"
    "    kolumn \"Datum\" som datum datum\n"
    "    kolumn \"Nämnd\" som nämnd organ\n"
    "    kolumn \"Belopp\" som belopp tkr\n"
    "tabell barn från \"e.csv\"\n"
    "    kolumn \"Nämnd\" som nämnd organ\n"
    "    kolumn \"Datum\" som datum datum\n"
    "    kolumn \"Antal\" som antal elev bestånd\n"
    "parameter löner = 3,1 %\n"
    "indikator resultat enhet kr beräknas som summa(utfall.belopp) bevakas\n"
    "indikator resultat2 enhet kr beräknas som summa(budget.belopp) * (100 % + löner) målvärde minst 0 kr\n"
    "indikator andelen enhet % beräknas som summa(utfall.belopp) / summa(budget.belopp) bevakas\n"
    "indikator bb enhet elev beräknas som summa(barn.antal) + antal(utfall där nämnd i grannar) * 1 elev bevakas\n";

typedef struct Checked { Arena *arena; Tree *tree; Model *model; Diags diags; } Checked;

static inline Checked check_alone(const char *text)
{
    Checked checked = {.arena = arena_new()};
    TreeIds ids = {0};
    diags_init(&checked.diags, checked.arena);
    checked.tree = tree_parse(checked.arena, source_new(checked.arena, "prov.styr", str_of(text)), &ids, &checked.diags);
    const Tree **trees = arena_array(checked.arena, 1, sizeof *trees);
    trees[0] = checked.tree;
    checked.model = model_check(checked.arena, trees, 1, &ids, &checked.diags);
    return checked;
}

/* The text behind the prelude. */
static inline Checked check_text(const char *text)
{
    StrBuf all = {0};
    strbuf_puts(&all, prelude);
    strbuf_puts(&all, text);
    Arena *keep = arena_new();
    Checked checked = check_alone(arena_strdup(keep, all.s));
    strbuf_free(&all);
    return checked;
}

/* The codes in the order of the places they point at, as people see them. */
static inline void put_codes(StrBuf *out, const Checked *checked)
{
    StrBuf text = {0};
    render_diags(&text, &checked->diags, &(RenderOptions){LANG_SV, false, DIAG_FORMAT_SHORT});
    for (size_t at = 0; text.n && (at = str_find(strbuf_str(&text), STR_LIT(" S0"), at)) != (size_t)-1; at++)
        if (at + 6 < text.n && text.s[at + 6] == ':')
            strbuf_printf(out, "%s%.5s", out->n ? " " : "", text.s + at + 1);
    strbuf_free(&text);
}

typedef struct Row { const char *text, *codes; } Row;

static inline void expect_codes(const Row *row)
{
    Checked checked = check_text(row->text);
    StrBuf codes = {0};
    put_codes(&codes, &checked);
    const char *got = codes.s ? codes.s : "";
    cr_expect(str_eqz(str_of(got), row->codes), "%s\n  expected: %s\n  got:      %s", row->text, row->codes, got);
    strbuf_free(&codes);
    arena_free(checked.arena);
}

#endif
