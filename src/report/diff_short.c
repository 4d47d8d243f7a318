/* diff_short.c: the beginning of an appendix: what is proposed and what it comes to, in a few lines, for whoever reads no further. */
#include "report/diff_parts.h"

#include "report/phrases.h"

static void put(Story *story, Str text)
{
    paper_item(&story->paper, 1, TONE_PLAIN, text);
}

/* "3 nya, 2 ändrade": what there is none of is not told. */
static void put_some(StrBuf *buf, size_t count, const char *what)
{
    if (count)
        strbuf_printf(buf, "%s%zu %s", buf->n ? ", " : "", count, what);
}

/* ---- the model ---- */

static void put_changes(Story *story)
{
    size_t changed = 0, added = 0, removed = 0, untouched = 0;
    for (VEC_EACH(const DiffChange, change, &story->diff->changes)) {
        bool counts = !change->only_text;
        added += counts && change->kind == DIFF_ADDED;
        removed += counts && change->kind == DIFF_REMOVED;
        changed += counts && change->kind != DIFF_ADDED && change->kind != DIFF_REMOVED;
    }
    for (VEC_EACH(const DiffCount, count, &story->diff->counts))
        untouched += count->untouched;
    StrBuf buf = {0};
    put_some(&buf, added, say(story, added == 1 ? "ny" : "nya", "new"));
    put_some(&buf, changed, say(story, changed == 1 ? "ändrad" : "ändrade", "changed"));
    put_some(&buf, removed, say(story, removed == 1 ? "borttagen" : "borttagna", "removed"));
    put_some(&buf, untouched, say(story, untouched == 1 ? "orörd" : "orörda", "untouched"));
    put(story, told(story, say(story, "Delar av modellen: %s.", "Parts of the model: %s."), buf.s ? buf.s : ""));
    strbuf_free(&buf);
}

static void put_other_decisions(Story *story)
{
    const ModelDiff *diff = story->diff;
    if (diff->touches.count)
        put(story, diff->touches.count == 1 ? str_of(say(story, "En punkt rör andra beslut eller dokument.", "One point reaches other decisions or documents."))
                                            : told(story, say(story, "%zu punkter rör andra beslut eller dokument.", "%zu points reach other decisions or documents."), diff->touches.count));
    if (diff->loose.count)
        put(story, diff->loose.count == 1 ? str_of(say(story, "En sak blir hängande.", "One thing is left hanging."))
                                          : told(story, say(story, "%zu saker blir hängande.", "%zu things are left hanging."), diff->loose.count));
}

/* ---- what it comes to ---- */

static void put_outcomes(Story *story)
{
    const ModelDiff *diff = story->diff;
    Str span = phrase_period(story->paper.arena, diff->covers, story->paper.lang);
    if (!diff->has_figures)
        return;
    if (!diff->flipped)
        put(story, told(story, say(story, "Inget av %zu utfall " STR_FMT " hade blivit ett annat.", "None of %zu outcomes " STR_FMT " would have been another."), diff->cell_count, STR_ARG(span)));
    else
        put(story, told(story, say(story, "Av %zu utfall " STR_FMT " hade %zu blivit ett annat.", "Of %zu outcomes " STR_FMT " %zu would have been another."), diff->cell_count, STR_ARG(span),
                        diff->flipped));
}

static void put_requirements(Story *story)
{
    size_t appear = 0, vanish = 0, other = 0;
    for (VEC_EACH(const DiffRequirement, r, &story->diff->requirements)) {
        appear += r->fate == FATE_APPEARS;
        vanish += r->fate == FATE_VANISHES;
        other += r->fate == FATE_LONGER || r->fate == FATE_SHORTER || r->fate == FATE_OTHER_DAY;
    }
    StrBuf buf = {0};
    put_some(&buf, appear, say(story, "hade tillkommit", "would have been added"));
    put_some(&buf, vanish, say(story, "hade försvunnit", "would have been gone"));
    put_some(&buf, other, say(story, "hade varat en annan tid", "would have lasted otherwise"));
    if (buf.n)
        put(story, told(story, say(story, "Krav som reglerna ställer: %s.", "What the rules require: %s."), buf.s));
    strbuf_free(&buf);
}

void story_short(Story *story)
{
    if (!story->appendix || diff_is_empty(story->diff))
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "I korthet", "In short")));
    if (!story->diff->trial) {
        story_decision(story);
        put_changes(story);
        put_other_decisions(story);
    }
    put_outcomes(story);
    put_requirements(story);
    if (story->diff->has_years && story->diff->duties.count)
        put(story, duties_told(story));
}
