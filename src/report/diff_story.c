/* diff_story.c: a comparison told as a paper: its order, its beginning, and the small phrases that its parts share. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* ---- phrases ---- */

const char *say(const Story *story, const char *sv, const char *en)
{
    return story->paper.lang == LANG_EN ? en : sv;
}

Str told(const Story *story, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(story->paper.arena, format, args);
    va_end(args);
    return str_of(text);
}

Str counted(const Story *story, size_t count, const char *one_sv, const char *many_sv, const char *one_en, const char *many_en)
{
    return told(story, "%zu %s", count, count == 1 ? say(story, one_sv, one_en) : say(story, many_sv, many_en));
}

size_t most_told(const Story *story, size_t few)
{
    return story->appendix ? few : (size_t)-1;
}

void tell_more(Story *story, size_t count, size_t shown)
{
    if (count > shown)
        paper_text(&story->paper, told(story, say(story, "… och %zu till.", "… and %zu more."), count - shown));
}

Str periods_told(const Story *story, Period first, Period last)
{
    return phrase_period(story->paper.arena, (Period){first.first, last.last}, story->paper.lang);
}

Str years_told(const Story *story)
{
    const ModelDiff *diff = story->diff;
    return diff->year_first == diff->year_last ? told(story, "%d", diff->year_first) : told(story, "%d–%d", diff->year_first, diff->year_last);
}

Str title_told(const Story *story, Str title, Str name)
{
    (void)story;
    return title.n ? title : name;
}

Str outcome_told(const Story *story, DiffState state, Str level)
{
    if (state == DIFF_LEVEL)
        return level;
    return str_of(diff_state_name(state, story->paper.lang));
}

/* ---- the beginning ---- */

static Str model_told(const Story *story, int side)
{
    const DiffModel *model = &story->diff->model[side];
    return model->title.n ? model->title : model->shown;
}

static void put_title(Story *story)
{
    const DiffModel *model = story->diff->model;
    if (story->diff->trial) {
        paper_heading(&story->paper, 1, told(story, say(story, STR_FMT ": om reglerna på försök antas", STR_FMT ": if the rules on trial are adopted"),
                                             STR_ARG(model_told(story, AFTER))));
        return;
    }
    if (story->appendix)
        paper_heading(&story->paper, 1, told(story, say(story, "Vad ändringen betyder: " STR_FMT, "What the change means: " STR_FMT), STR_ARG(model_told(story, AFTER))));
    else
        paper_heading(&story->paper, 1, told(story, say(story, "Jämförelse av två modeller (" STR_FMT ")", "Comparison of two models (" STR_FMT ")"),
                                             STR_ARG(story->diff->program)));
    for (int side = BEFORE; side <= AFTER; side++) {
        const char *when = side == BEFORE ? say(story, "Före", "Before") : say(story, "Efter", "After");
        Str title = model_told(story, side), shown = model[side].shown;
        paper_item(&story->paper, 1, TONE_PLAIN, str_eq(title, shown) ? told(story, "%s: " STR_FMT, when, STR_ARG(shown))
                                                                      : told(story, "%s: " STR_FMT " (" STR_FMT ")", when, STR_ARG(title), STR_ARG(shown)));
    }
}

/* For somebody who has never seen a model. */
static void put_lead(Story *story)
{
    if (story->appendix)
        paper_text(&story->paper, str_of(say(story, "Bilagan jämför styrmodellen före och efter en ändring: vad som skiljer, vad det hade betytt för de siffror som finns, och vad som inte går att veta. Den är framtagen ur modellerna och siffrorna, utan bedömning.",
                                             "This appendix compares the steering model before and after a change: what differs, what that would have meant for the figures there are, and what cannot be known. It is made from the models and the figures, without judgement.")));
}

void story_decision(Story *story)
{
    const DiffModel *new = &story->diff->model[AFTER];
    if (new->proposal)
        paper_item(&story->paper, 1, TONE_PLAIN, str_of(say(story, "Den nya modellen är ett förslag.", "The new model is a proposal.")));
    if (new->decision.n)
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, say(story, "Beslut: " STR_FMT ".", "Decision: " STR_FMT "."), STR_ARG(new->decision)));
    for (VEC_EACH(const Str, act, &new->prepared))
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, say(story, "Beredning: " STR_FMT ".", "Preparation: " STR_FMT "."), STR_ARG(*act)));
    if (new->has_valid && date_year(new->valid.first) > 1) {
        Period day = {new->valid.first, new->valid.first};
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, say(story, "Gäller från och med " STR_FMT ".", "Applies from " STR_FMT "."),
                                                      STR_ARG(phrase_period(story->paper.arena, day, story->paper.lang))));
    }
}

static void put_nothing(Story *story)
{
    bool whole = story->diff->model[BEFORE].usable && story->diff->model[AFTER].usable;
    if (!diff_is_empty(story->diff))
        return;
    if (story->diff->trial) {
        if (whole)
            paper_text(&story->paper, str_of(say(story, "Modellen har inga regler på försök.", "The model has no rules on trial.")));
        return;
    }
    paper_text(&story->paper, str_of(whole ? say(story, "Ingenting skiljer modellerna åt.", "Nothing differs between the models.")
                                           : say(story, "Ingenting skiljer i det som gick att jämföra.", "Nothing differs in what could be compared.")));
}

Paper diff_paper(Arena *arena, const ModelDiff *diff, Lang lang, bool appendix)
{
    Story story = {{.arena = arena, .lang = lang}, diff, appendix};
    put_title(&story);
    put_lead(&story);
    if (!diff->trial && (!appendix || diff_is_empty(diff)))
        story_decision(&story);
    put_nothing(&story);
    story_short(&story);
    story_changes(&story);
    if (!diff->trial) {
        story_touches(&story);
        story_loose(&story);
    }
    story_figures(&story);
    story_requirements(&story);
    story_duties(&story);
    story_unknown(&story);
    story_sources(&story);
    return story.paper;
}
