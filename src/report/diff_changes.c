/* diff_changes.c: what the models say differently, told as parts of a paper. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* "hållpunkt vårbokslut"; for those who decide "Vårbokslut (hållpunkt)". */
static Str named(const Story *story, Str kind, const DiffSide *side)
{
    if (story->appendix)
        return told(story, STR_FMT " (" STR_FMT ")", STR_ARG(side->title), STR_ARG(kind));
    return told(story, STR_FMT " " STR_FMT, STR_ARG(kind), STR_ARG(side->name));
}

/* ---- one change ---- */

Str change_kind_told(const Story *story, const DiffChange *change)
{
    return str_of(diff_kind_name(change->kind, story->paper.lang));
}

/* "vårbokslut → fördjupad-månadsuppföljning"; the title beside a name that is not changed. */
Str change_names_told(const Story *story, const DiffChange *change)
{
    const DiffSide *before = &change->side[BEFORE], *after = &change->side[AFTER];
    StrBuf buf = {0};
    bool same = str_eq(before->name, after->name) || (story->appendix && !change->others.count && str_eq(before->title, after->title));
    if (change->has[BEFORE] && change->has[AFTER] && !same) {
        strbuf_put(&buf, story->appendix ? before->title : before->name);
        for (VEC_EACH(const DiffSide, other, &change->others))
            if (change->kind == DIFF_MERGED)
                strbuf_printf(&buf, ", " STR_FMT, STR_ARG(story->appendix ? other->title : other->name));
        strbuf_puts(&buf, " → ");
        strbuf_put(&buf, story->appendix ? after->title : after->name);
    } else {
        const DiffSide *side = change->has[AFTER] ? after : before;
        strbuf_put(&buf, story->appendix ? side->title : side->name);
        if (!story->appendix && !str_eq(side->title, side->name))
            strbuf_printf(&buf, " \"" STR_FMT "\"", STR_ARG(side->title));
    }
    Str text = str_dup(story->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str places_told(const Story *story, const DiffChange *change)
{
    if (change->has[BEFORE] && change->has[AFTER])
        return told(story, "(" STR_FMT " → " STR_FMT ")", STR_ARG(change->side[BEFORE].place), STR_ARG(change->side[AFTER].place));
    return told(story, "(" STR_FMT ")", STR_ARG(change->side[change->has[AFTER] ? AFTER : BEFORE].place));
}

static Str value_told(const Story *story, const DiffDetail *detail, int side)
{
    if (!detail->has[side])
        return STR_LIT("–");
    return detail->value[side].n ? detail->value[side] : str_of(say(story, "ja", "yes"));
}

const char *turn_told(const Story *story, DiffTurn turn)
{
    switch (turn) {
    case TURN_NONE: break;
    case TURN_STRICTER: return say(story, " (strängare)", " (stricter)");
    case TURN_MILDER: return say(story, " (mildare)", " (milder)");
    }
    return "";
}

static Str detail_told(const Story *story, const DiffDetail *detail)
{
    if (detail->reordered)
        return told(story, say(story, STR_FMT ": annan ordning", STR_FMT ": another order"), STR_ARG(detail->attribute));
    if (detail->has[BEFORE] && detail->has[AFTER])
        return told(story, STR_FMT ": " STR_FMT " → " STR_FMT "%s", STR_ARG(detail->attribute), STR_ARG(value_told(story, detail, BEFORE)),
                    STR_ARG(value_told(story, detail, AFTER)), turn_told(story, detail->turn));
    int side = detail->has[AFTER] ? AFTER : BEFORE;
    const char *what = side == AFTER ? say(story, "tillkommer", "added") : say(story, "utgår", "removed");
    return told(story, STR_FMT " %s%s" STR_FMT, STR_ARG(detail->attribute), what, detail->value[side].n ? ": " : "", STR_ARG(detail->value[side]));
}

static void put_change(Story *story, const DiffChange *change)
{
    paper_item(&story->paper, 1, TONE_STRONG, told(story, STR_FMT ": " STR_FMT " " STR_FMT "  " STR_FMT, STR_ARG(change_kind_told(story, change)), STR_ARG(change->decl_kind),
                                                  STR_ARG(change_names_told(story, change)), STR_ARG(places_told(story, change))));
    for (VEC_EACH(const DiffDetail, detail, &change->details))
        paper_item(&story->paper, 2, TONE_PLAIN, detail_told(story, detail));
    if (change->broken[BEFORE] || change->broken[AFTER])
        paper_item(&story->paper, 2, TONE_BAD, str_of(say(story, "går inte att läsa i en av modellerna, och jämförs inte närmare",
                                                        "cannot be read in one of the models, and is not compared further")));
}

/* ---- all changes ---- */

static size_t count_kind(const ModelDiff *diff, DiffKind kind)
{
    size_t count = 0;
    for (VEC_EACH(const DiffChange, change, &diff->changes))
        count += change->kind == kind && !change->only_text;
    return count;
}

static Str sum_told(const Story *story)
{
    static const char *const words[][4] = {
        [DIFF_ADDED] = {"ny", "nya", "new", "new"}, [DIFF_REMOVED] = {"borttagen", "borttagna", "removed", "removed"},
        [DIFF_CHANGED] = {"ändrad", "ändrade", "changed", "changed"}, [DIFF_RENAMED] = {"omdöpt", "omdöpta", "renamed", "renamed"},
        [DIFF_REPLACED] = {"ersatt", "ersatta", "replaced", "replaced"}, [DIFF_MERGED] = {"sammanslagen", "sammanslagna", "merged", "merged"},
        [DIFF_SPLIT] = {"delad", "delade", "split", "split"},
    };
    size_t untouched = 0, texts = 0;
    StrBuf buf = {0};
    for (DiffKind kind = DIFF_ADDED; kind <= DIFF_SPLIT; kind++) {
        size_t count = count_kind(story->diff, kind);
        if (count)
            strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(counted(story, count, words[kind][0], words[kind][1], words[kind][2], words[kind][3])));
    }
    for (VEC_EACH(const DiffChange, change, &story->diff->changes))
        texts += change->only_text;
    for (VEC_EACH(const DiffCount, count, &story->diff->counts))
        untouched += count->untouched;
    if (texts)
        strbuf_printf(&buf, say(story, "%s%zu bara i texter, källor eller tester", "%s%zu only in texts, sources or tests"), buf.n ? ", " : "", texts);
    Str sum = told(story, "%s: %s%s%zu %s.", say(story, "Deklarationer", "Declarations"), buf.s ? buf.s : "", buf.n ? "; " : "", untouched,
                   say(story, untouched == 1 ? "orörd" : "orörda", "untouched"));
    strbuf_free(&buf);
    return sum;
}

/* "Orört: hållpunkt 12, organ 9": kinds of which nothing is different. */
static void put_untouched(Story *story)
{
    StrBuf buf = {0};
    for (VEC_EACH(const DiffCount, count, &story->diff->counts))
        if (count->untouched)
            strbuf_printf(&buf, "%s" STR_FMT " %zu", buf.n ? ", " : "", STR_ARG(count->decl_kind), count->untouched);
    if (buf.n)
        paper_text(&story->paper, told(story, say(story, "Orört: %s.", "Untouched: %s."), buf.s));
    strbuf_free(&buf);
}

void story_changes(Story *story)
{
    if (!story->diff->changes.count && !story->diff->counts.count)
        return;
    if (story->diff->changes.count)
        paper_heading(&story->paper, 2, str_of(story->appendix ? say(story, "Vad som föreslås", "What is proposed") : say(story, "Vad som är ändrat", "What has changed")));
    if (!story->diff->trial && !story->appendix)
        paper_text(&story->paper, sum_told(story));
    if (story->appendix)
        story_proposal(story);
    else
        for (VEC_EACH(const DiffChange, change, &story->diff->changes))
            put_change(story, change);
    if (!story->appendix)
        put_untouched(story);
}

/* ---- other decisions ---- */

static Str touch_told(const Story *story, const DiffTouch *touch)
{
    Str what = named(story, touch->decl_kind, &touch->what);
    const char *decided = touch->decision.n ? arena_printf(story->paper.arena, say(story, ", beslutad av " STR_FMT, ", decided by " STR_FMT), STR_ARG(touch->decision)) : "";
    switch (touch->kind) {
    case TOUCH_DECISION:
        return told(story, say(story, STR_FMT " har ett eget beslut: " STR_FMT, STR_FMT " has a decision of its own: " STR_FMT), STR_ARG(what), STR_ARG(touch->decision));
    case TOUCH_DOCUMENT:
        return told(story, say(story, STR_FMT " hör till " STR_FMT "%s", STR_FMT " is part of " STR_FMT "%s"), STR_ARG(what), STR_ARG(touch->document), decided);
    case TOUCH_SOURCE:
        return told(story, say(story, STR_FMT " står i " STR_FMT, STR_FMT " is stated in " STR_FMT), STR_ARG(what), STR_ARG(touch->document));
    case TOUCH_BUILDS: break;
    }
    const char *own = touch->decision.n ? decided : say(story, ", vars eget beslut inte är angivet", ", whose own decision is not stated");
    const char *limits = touch->limits.n ? arena_printf(story->paper.arena, say(story, "; det gäller för " STR_FMT, "; it is for " STR_FMT), STR_ARG(touch->limits)) : "";
    return told(story, say(story, STR_FMT " utgår nu från " STR_FMT "%s%s", STR_FMT " now builds on " STR_FMT "%s%s"), STR_ARG(what), STR_ARG(touch->document), own, limits);
}

void story_touches(Story *story)
{
    size_t most = most_told(story, 12), shown = 0;
    if (!story->diff->touches.count)
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Rör andra beslut och dokument", "Reaches other decisions and documents")));
    for (VEC_EACH(const DiffTouch, touch, &story->diff->touches)) {
        if (shown++ >= most)
            continue;
        const char *place = story->appendix ? "" : arena_printf(story->paper.arena, "  (" STR_FMT ")", STR_ARG(touch->what.place));
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, STR_FMT "%s", STR_ARG(touch_told(story, touch)), place));
    }
    tell_more(story, story->diff->touches.count, most);
}

/* ---- loose ends ---- */

static Str loose_told(const Story *story, const DiffLoose *loose)
{
    Str what = named(story, loose->decl_kind, &loose->what);
    Str to = story->appendix ? loose->to.title : loose->to.name;
    switch (loose->kind) {
    case LOOSE_DROPPED:
        if (to.n)
            return told(story, say(story, STR_FMT " krävs inte längre, och inget ersätter den; den hängde på " STR_FMT " som också är borta",
                                   STR_FMT " is no longer required, and nothing replaces it; it went with " STR_FMT ", which is gone too"), STR_ARG(what), STR_ARG(to));
        return told(story, say(story, STR_FMT " krävs inte längre, och inget ersätter den", STR_FMT " is no longer required, and nothing replaces it"), STR_ARG(what));
    case LOOSE_REFERRED:
        return told(story, say(story, STR_FMT " hänvisar till " STR_FMT ", som är borttaget", STR_FMT " refers to " STR_FMT ", which is removed"), STR_ARG(what), STR_ARG(to));
    case LOOSE_MENTIONED: break;
    }
    return told(story, say(story, STR_FMT " talar fortfarande om ”" STR_FMT "” (" STR_FMT "), som är borta", STR_FMT " still speaks of “" STR_FMT "” (" STR_FMT "), which is gone"),
                STR_ARG(what), STR_ARG(loose->to.title), STR_ARG(loose->attribute));
}

void story_loose(Story *story)
{
    size_t most = most_told(story, 12), shown = 0;
    if (!story->diff->loose.count)
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Det som blir hängande", "What is left hanging")));
    for (VEC_EACH(const DiffLoose, loose, &story->diff->loose)) {
        if (shown++ >= most)
            continue;
        const char *place = story->appendix ? "" : arena_printf(story->paper.arena, "  (" STR_FMT ")", STR_ARG(loose->what.place));
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, STR_FMT "%s", STR_ARG(loose_told(story, loose)), place));
    }
    tell_more(story, story->diff->loose.count, most);
}
