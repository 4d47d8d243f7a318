/* diff_requirements.c: requirements that appear, vanish or last otherwise, told as a part of a paper. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* ---- how many ---- */

typedef struct SpellCount { size_t side[2], brief; } SpellCount;     /* brief: those of after that were there in one period */

static bool same_thing(const DiffRequirement *a, const DiffRequirement *b)
{
    return str_eq(a->what, b->what);
}

static SpellCount count_of(const ModelDiff *diff, const DiffRequirement *of)
{
    SpellCount count = {{0, 0}, 0};
    for (VEC_EACH(const DiffRequirement, r, &diff->requirements)) {
        if (!same_thing(r, of))
            continue;
        count.side[BEFORE] += r->side[BEFORE].found;
        count.side[AFTER] += r->side[AFTER].found;
        count.brief += r->side[AFTER].found && r->side[AFTER].periods == 1 && !r->side[AFTER].ongoing;
    }
    return count;
}

static Str more_told(const Story *story, const SpellCount *count)
{
    size_t before = count->side[BEFORE], after = count->side[AFTER];
    const char *old = story->diff->trial ? say(story, "utan dem", "without them") : say(story, "den gamla", "the old one");
    if (after == before)
        return told(story, say(story, "lika många som %s", "as many as %s"), old);
    size_t apart = after > before ? after - before : before - after;
    const char *way = after > before ? say(story, "fler", "more") : say(story, "färre", "fewer");
    return told(story, say(story, "%zu %s än %s", "%zu %s than %s"), apart, way, old);
}

static Str brief_told(const Story *story, const SpellCount *count, Str grain)
{
    const char *period = str_eqz(grain, "month") ? say(story, "en månad", "one month") : str_eqz(grain, "year") ? say(story, "ett år", "one year")
                                                                                                             : say(story, "en period", "one period");
    if (!count->brief)
        return STR_LIT("");
    if (count->side[AFTER] == 1)
        return told(story, say(story, "; det hade varat %s", "; it would have lasted %s"), period);
    return told(story, say(story, "; %zu av dem hade varat %s", "; %zu of them would have lasted %s"), count->brief, period);
}

/* "Den nya modellen hade ställt 14 krav på åtgärdsplan …, 9 fler än den gamla; 3 av dem hade varat en månad." */
static void put_sum(Story *story, const DiffRequirement *of)
{
    SpellCount count = count_of(story->diff, of);
    Str span = phrase_period(story->paper.arena, story->diff->covers, story->paper.lang);
    const char *who = story->diff->trial ? say(story, "Med reglerna på försök hade modellen", "With the rules on trial the model")
                                         : say(story, "Den nya modellen hade", "The new model");
    size_t n = count.side[AFTER];
    Str how_many = n == 1 ? str_of(say(story, "ställt ett krav", "would have made one requirement"))
                   : n    ? told(story, say(story, "ställt %zu krav", "would have made %zu requirements"), n)
                          : str_of(say(story, "inte ställt några krav", "would have made no requirements"));
    paper_text(&story->paper, told(story, say(story, "%s " STR_FMT " på " STR_FMT " " STR_FMT ", " STR_FMT STR_FMT ".", "%s " STR_FMT " of " STR_FMT " " STR_FMT ", " STR_FMT STR_FMT "."),
                                   who, STR_ARG(how_many), STR_ARG(of->what), STR_ARG(span), STR_ARG(more_told(story, &count)), STR_ARG(brief_told(story, &count, of->grain))));
}

static void put_sums(Story *story)
{
    const ModelDiff *diff = story->diff;
    for (size_t i = 0; i < diff->requirements.count; i++) {
        bool told_before = false;
        for (size_t j = 0; j < i; j++)
            told_before |= same_thing(&diff->requirements.items[j], &diff->requirements.items[i]);
        if (!told_before)
            put_sum(story, &diff->requirements.items[i]);
    }
}

/* ---- which ---- */

static Str spell_told(const Story *story, const DiffSpell *spell)
{
    if (!spell->found)
        return STR_LIT("–");
    Str periods = periods_told(story, spell->opened, spell->last);
    Period day = {spell->deadline, spell->deadline};
    Str by = spell->has_deadline ? told(story, say(story, ", senast " STR_FMT, ", by " STR_FMT), STR_ARG(phrase_period(story->paper.arena, day, story->paper.lang)))
                                 : STR_LIT("");
    return told(story, STR_FMT "%s" STR_FMT, STR_ARG(periods), spell->ongoing ? say(story, " och kvar", " and still there") : "", STR_ARG(by));
}

const char *diff_fate_word(DiffFate fate, Lang lang)
{
    static const char *const words[][2] = {
        [FATE_SAME] = {"samma", "same"}, [FATE_APPEARS] = {"tillkommer", "appears"}, [FATE_VANISHES] = {"försvinner", "vanishes"},
        [FATE_LONGER] = {"varar längre", "lasts longer"}, [FATE_SHORTER] = {"varar kortare", "lasts shorter"}, [FATE_OTHER_DAY] = {"andra dagar", "other days"},
    };
    return words[fate][lang];
}

static void put_row(Story *story, PaperTable *table, const DiffRequirement *r)
{
    Str title = title_told(story, r->title, r->rule);
    paper_cell(&story->paper, table, told(story, STR_FMT " (" STR_FMT ")", STR_ARG(r->what), STR_ARG(title)));
    paper_cell(&story->paper, table, phrase_body(story->paper.arena, title_told(story, r->body_title, r->body), STR_LIT(""), r->key));
    paper_cell(&story->paper, table, str_of(diff_fate_word(r->fate, story->paper.lang)));
    paper_cell(&story->paper, table, spell_told(story, &r->side[BEFORE]));
    paper_cell(&story->paper, table, spell_told(story, &r->side[AFTER]));
}

static bool any_differs(const ModelDiff *diff)
{
    for (VEC_EACH(const DiffRequirement, r, &diff->requirements))
        if (r->fate != FATE_SAME)
            return true;
    return false;
}

void story_requirements(Story *story)
{
    static const char *const titles[][2] = {{"Krav", "Requirement"}, {"Vem", "Whose"}, {"Ändring", "Change"}, {"Före", "Before"}, {"Efter", "After"}};
    size_t most = most_told(story, 10), all = 0, shown = 0;
    if (!any_differs(story->diff))
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Krav som reglerna hade ställt", "What the rules would have required")));
    put_sums(story);
    PaperTable *table = paper_table(&story->paper, str_of(say(story, "Krav som tillkommer, försvinner eller varar olika länge",
                                                             "Requirements that appear, vanish or last otherwise")), true);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        paper_column(&story->paper, table, titles[i][story->paper.lang], false);
    for (VEC_EACH(const DiffRequirement, r, &story->diff->requirements)) {
        if (r->fate == FATE_SAME || all++ >= most)
            continue;
        shown++;
        put_row(story, table, r);
    }
    tell_more(story, all, shown);
}
