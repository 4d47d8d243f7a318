/* diff_proposal.c: what the new model says otherwise, for those who decide: what is changed in a table, what is new and gone in lists when it is much. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* So many parts that are new or gone are told with what they say; more are only named, by kind. */
#define FEW 14
/* Names in one list. */
#define MOST_NAMES 8

/* What the model asks of itself and how it reads its figures is not for those who decide. */
static bool is_machinery(const DiffChange *change)
{
    static const char *const kinds[] = {"krav", "typ", "tidsrum", "tabell", "måttenhet", "dokumenttyp", "använd"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eqz(change->decl_kind, kinds[i]))
            return true;
    return false;
}

static bool is_told(const DiffChange *change)
{
    return !change->only_text && !is_machinery(change);
}

static bool is_lone(const DiffChange *change)
{
    return !change->has[BEFORE] || !change->has[AFTER];
}

/* ---- a table ---- */

static void add_row(Story *story, PaperTable *table, const DiffChange *change, Str before, Str after)
{
    paper_cell(&story->paper, table, told(story, STR_FMT " (" STR_FMT ")", STR_ARG(change_names_told(story, change)), STR_ARG(change->decl_kind)));
    paper_cell(&story->paper, table, before);
    paper_cell(&story->paper, table, after);
}

/* "ny – ansvarig: KS; fönster: mars–maj" */
static Str lone_told(const Story *story, const DiffChange *change)
{
    Str kind = change_kind_told(story, change);
    return change->gist.n ? told(story, STR_FMT " – " STR_FMT, STR_ARG(kind), STR_ARG(change->gist)) : kind;
}

static void add_lone(Story *story, PaperTable *table, const DiffChange *change)
{
    if (change->has[AFTER])
        add_row(story, table, change, STR_LIT("–"), lone_told(story, change));
    else
        add_row(story, table, change, change->gist.n ? change->gist : str_of(say(story, "finns", "is there")), change_kind_told(story, change));
}

/* Texts and names say nothing here, and who has decided and from when is told before. */
static bool is_detail(const DiffChange *change, const DiffDetail *detail)
{
    bool paper = str_eqz(change->decl_kind, "styrmodell") || str_eqz(change->decl_kind, "dokument");
    if (paper && (detail->aspect == ASPECT_DECISION || str_eqz(detail->attribute, "gäller från och med")))
        return false;
    return detail->aspect != ASPECT_TEXT && detail->aspect != ASPECT_NAME;
}

static void put_detail(Story *story, const DiffDetail *detail, int side, StrBuf *out)
{
    if (detail->has[side])
        strbuf_printf(out, "%s" STR_FMT "%s" STR_FMT "%s", out->n ? "; " : "", STR_ARG(detail->attribute), detail->value[side].n ? ": " : "",
                      STR_ARG(detail->value[side]), side == AFTER ? turn_told(story, detail->turn) : "");
}

static Str made(Story *story, StrBuf *buf, Str otherwise)
{
    Str text = buf->n ? str_dup(story->paper.arena, strbuf_str(buf)) : otherwise;
    strbuf_free(buf);
    return text;
}

static void add_change(Story *story, PaperTable *table, const DiffChange *change)
{
    StrBuf sides[2] = {{0}, {0}};
    bool renamed = str_eq(change->side[BEFORE].title, change->side[AFTER].title) && !str_eq(change->side[BEFORE].name, change->side[AFTER].name);
    for (int side = BEFORE; renamed && side <= AFTER; side++)       /* the title says nothing about it */
        strbuf_printf(&sides[side], say(story, "namn: " STR_FMT, "name: " STR_FMT), STR_ARG(change->side[side].name));
    for (VEC_EACH(const DiffDetail, detail, &change->details))
        for (int side = BEFORE; is_detail(change, detail) && side <= AFTER; side++)
            put_detail(story, detail, side, &sides[side]);
    Str before = made(story, &sides[BEFORE], STR_LIT("–"));
    add_row(story, table, change, before, made(story, &sides[AFTER], change->kind == DIFF_CHANGED ? STR_LIT("–") : change_kind_told(story, change)));
}

static void put_table(Story *story, bool lone)
{
    PaperTable *table = paper_table(&story->paper, str_of(say(story, "Vad som är annorlunda i styrmodellen", "What is different in the steering model")), true);
    size_t shown = 0, all = 0, most = most_told(story, FEW);
    paper_column(&story->paper, table, say(story, "Vad", "What"), false);
    paper_column(&story->paper, table, say(story, "Före", "Before"), false);
    paper_column(&story->paper, table, say(story, "Efter", "After"), false);
    for (VEC_EACH(const DiffChange, change, &story->diff->changes)) {
        bool alone = is_lone(change) && change->kind != DIFF_MERGED && change->kind != DIFF_SPLIT;
        if (!is_told(change) || (alone && !lone) || all++ >= most)
            continue;
        shown++;
        if (is_lone(change))
            add_lone(story, table, change);
        else
            add_change(story, table, change);
    }
    tell_more(story, all, shown);
}

/* ---- lists ---- */

static const char *kind_told(const Story *story, Str kind)
{
    static const char *const words[][3] = {
        {"organ", "organ", "bodies"}, {"mål", "mål", "goals"}, {"nivå", "nivåer", "levels"}, {"indikator", "indikatorer", "indicators"},
        {"hållpunkt", "hållpunkter", "duties"}, {"regel", "regler", "rules"}, {"uppdrag", "uppdrag", "commissions"}, {"parameter", "parametrar", "parameters"},
        {"skala", "skalor", "scales"}, {"grupp", "grupper", "groups"}, {"dokument", "dokument", "documents"}, {"ansvar", "ansvar", "responsibilities"},
        {"beslutanderätt", "beslutanderätter", "decision rights"}, {"beslutstabell", "beslutstabeller", "decision tables"}, {"risk", "risker", "risks"},
        {"styrmodell", "delar av styrmodellen", "parts of the steering model"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eqz(kind, words[i][0]))
            return say(story, words[i][1], words[i][2]);
    return arena_strndup(story->paper.arena, kind.s, kind.n);
}

/* "Hållpunkter som tillkommer (27): A; B; C och 24 till" */
static void put_list(Story *story, Str kind, int side)
{
    StrBuf names = {0};
    size_t count = 0;
    for (VEC_EACH(const DiffChange, change, &story->diff->changes)) {
        if (!is_told(change) || change->kind != (side == AFTER ? DIFF_ADDED : DIFF_REMOVED) || !str_eq(change->decl_kind, kind))
            continue;
        if (count++ < MOST_NAMES)
            strbuf_printf(&names, "%s" STR_FMT, names.n ? "; " : "", STR_ARG(change_names_told(story, change)));
    }
    if (count > MOST_NAMES)
        strbuf_printf(&names, say(story, " och %zu till", " and %zu more"), count - MOST_NAMES);
    const char *what = side == AFTER ? say(story, "som tillkommer", "that are new") : say(story, "som utgår", "that are removed");
    Str kinds = phrase_capital(story->paper.arena, str_of(kind_told(story, kind)));
    if (count)
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, STR_FMT " %s (%zu): " STR_FMT, STR_ARG(kinds), what, count, STR_ARG(strbuf_str(&names))));
    strbuf_free(&names);
}

static void put_lists(Story *story)
{
    for (int side = AFTER; side >= BEFORE; side--)
        for (VEC_EACH(const DiffCount, count, &story->diff->counts))
            put_list(story, count->decl_kind, side);
}

/* ---- all ---- */

void story_proposal(Story *story)
{
    size_t told_of = 0, machinery = 0;
    for (VEC_EACH(const DiffChange, change, &story->diff->changes)) {
        told_of += is_told(change);
        machinery += !change->only_text && is_machinery(change);
    }
    put_table(story, told_of <= FEW);
    if (told_of > FEW)
        put_lists(story);
    if (machinery)
        paper_text(&story->paper, told(story, say(story, "Dessutom %zu %s i vad modellen kräver av sig själv och hur den läser siffror.",
                                                  "Besides %zu %s in what the model asks of itself and how it reads figures."), machinery,
                                       say(story, machinery == 1 ? "ändring" : "ändringar", machinery == 1 ? "change" : "changes")));
}
