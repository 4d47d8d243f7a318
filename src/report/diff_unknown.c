/* diff_unknown.c: the end of a comparison told as a paper: what cannot be known, and where everything stands. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* ---- what cannot be known ---- */

/* What those who decide are told without being told of the command. */
static const char *gap_told_plainly(const Story *story, DiffGap gap)
{
    if (gap == GAP_NOT_YET)
        return say(story, "Den nya modellen börjar gälla först efter den tid som jämförs. Till dess har den varken krav eller hållpunkter.",
                   "The new model applies only after the time that is compared. Until then it has neither requirements nor duties.");
    if (gap == GAP_NO_YEARS)
        return say(story, "Modellerna säger inte vilka år de gäller, så hållpunkternas dagar är inte jämförda.",
                   "The models do not say which years they apply to, so the days of the duties are not compared.");
    return NULL;
}

/* Of one model, with and without its rules on trial; of tables without any time. NULL: what is said of two. */
static const char *gap_told_otherwise(const Story *story, DiffGap gap)
{
    const ModelDiff *diff = story->diff;
    if (gap == GAP_NO_PERIODS && !diff->model[BEFORE].has_data && !diff->model[AFTER].has_data)
        return say(story, "Det finns inga siffror att räkna på, så utfallen är inte jämförda.", "There are no figures to reckon on, so the outcomes are not compared.");
    if (!diff->trial)
        return NULL;
    if (gap == GAP_MODEL_BEFORE)
        return say(story, "Modellen går inte att använda. Bara det som står i den är läst.", "The model cannot be used. Only what it says has been read.");
    if (gap == GAP_DATA_BEFORE)
        return say(story, "Siffrorna som modellen behöver går inte att läsa, så utfallen är inte jämförda.",
                   "The figures that the model needs cannot be read, so the outcomes are not compared.");
    return gap == GAP_NO_TABLES ? say(story, "Modellen räknar ingenting, så det finns inga utfall att jämföra.", "The model reckons nothing, so there are no outcomes to compare.") : NULL;
}

static const char *gap_told(const Story *story, DiffGap gap)
{
    const char *otherwise = gap_told_otherwise(story, gap);
    const char *plainly = story->appendix ? gap_told_plainly(story, gap) : NULL;
    if (otherwise || plainly)
        return otherwise ? otherwise : plainly;
    static const char *const texts[GAP_COUNT][2] = {
        [GAP_MODEL_BEFORE] = {"Den gamla modellen går inte att använda. Bara det som står i modellerna är jämfört.",
                              "The old model cannot be used. Only what the models say is compared."},
        [GAP_MODEL_AFTER] = {"Den nya modellen går inte att använda. Bara det som står i modellerna är jämfört.",
                             "The new model cannot be used. Only what the models say is compared."},
        [GAP_NO_TABLES] = {"Modellerna räknar ingenting, så det finns inga utfall att jämföra.", "The models reckon nothing, so there are no outcomes to compare."},
        [GAP_DATA_BEFORE] = {"Siffrorna som den gamla modellen behöver går inte att läsa, så utfallen är inte jämförda.",
                             "The figures that the old model needs cannot be read, so the outcomes are not compared."},
        [GAP_DATA_AFTER] = {"Siffrorna som den nya modellen behöver går inte att läsa, så utfallen är inte jämförda.",
                            "The figures that the new model needs cannot be read, so the outcomes are not compared."},
        [GAP_NO_PERIODS] = {"Det finns inga siffror för den tid som det frågades efter, så utfallen är inte jämförda.",
                            "There are no figures for the time that was asked for, so the outcomes are not compared."},
        [GAP_DISJOINT] = {"Modellernas siffror handlar om skilda tider, så det som skiljer kan bero på det.",
                          "The figures of the models are about separate times, so what differs may be due to that."},
        [GAP_NOT_YET] = {"Den nya modellen börjar gälla först efter den tid som jämförs. Till dess har den varken krav eller hållpunkter; ange senare år med --till.",
                         "The new model applies only after the time that is compared. Until then it has neither requirements nor duties; state later years with --to."},
        [GAP_NO_YEARS] = {"Inget säger vilka år det gäller, så hållpunkternas dagar är inte jämförda; ange dem med --från och --till.",
                          "Nothing says which years it is about, so the days of the duties are not compared; state them with --from and --to."},
        [GAP_NOT_TRIED] = {"Ändringarna är för många för att prövas en för en på alla utfall; där flera skäl står kan något av dem vara utan betydelse.",
                           "The changes are too many to be tried one by one on all outcomes; where several causes are given, some of them may have had no part."},
    };
    return texts[gap][story->paper.lang];
}

static void put_counts(Story *story)
{
    const ModelDiff *diff = story->diff;
    if (diff->has_figures && (diff->unknown[BEFORE] || diff->unknown[AFTER]))
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, say(story, "Av %zu utfall går %zu inte att säga före och %zu inte efter: siffror saknas, eller så bedöms det av människor.",
                                                                 "Of %zu outcomes %zu cannot be said before and %zu not after: figures are missing, or people judge."),
                                                      diff->cell_count, diff->unknown[BEFORE], diff->unknown[AFTER]));
    if (diff->has_years && (diff->undated[BEFORE] || diff->undated[AFTER]))
        paper_item(&story->paper, 1, TONE_PLAIN, told(story, say(story, "Utan sista dag: %zu av %zu hållpunkter före och %zu av %zu efter.",
                                                                 "Without a last day: %zu of %zu duties before and %zu of %zu after."), diff->undated[BEFORE],
                                                      diff->duty_count[BEFORE], diff->undated[AFTER], diff->duty_count[AFTER]));
}

static bool is_silent(const ModelDiff *diff, bool appendix)
{
    bool any = appendix;
    for (DiffGap gap = 0; gap < GAP_COUNT; gap++)
        any |= diff->gaps[gap];
    return !any && !(diff->has_figures && (diff->unknown[BEFORE] || diff->unknown[AFTER])) && !(diff->has_years && (diff->undated[BEFORE] || diff->undated[AFTER]));
}

void story_unknown(Story *story)
{
    if (is_silent(story->diff, story->appendix))
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Vad som inte går att veta", "What cannot be known")));
    for (DiffGap gap = 0; gap < GAP_COUNT; gap++)
        if (story->diff->gaps[gap])
            paper_item(&story->paper, 1, TONE_PLAIN, str_of(gap_told(story, gap)));
    put_counts(story);
    if (story->appendix && story->diff->has_figures)
        paper_item(&story->paper, 1, TONE_PLAIN, str_of(say(story, "Det som visas är vad reglerna hade gett på de siffror som blev. Hade de gällt kunde siffrorna ha blivit andra.",
                                                           "What is shown is what the rules would have given on the figures that came to be. Had they applied, the figures might have been others.")));
    if (story->appendix)
        paper_item(&story->paper, 1, TONE_PLAIN, str_of(say(story, "Det som inte är skrivet i någon av modellerna är inte jämfört.", "What is written in neither of the models is not compared.")));
}

/* ---- sources ---- */

typedef VEC(SourceRef) SourceRefVec;

/* Documents, each once, with the section where one model's head or a change cites it. */
static void add_source(const Story *story, const SourceRef *source, SourceRefVec *out)
{
    for (VEC_EACH(const SourceRef, known, out))
        if (str_eq(known->document, source->document) && str_eq(known->section, source->section))
            return;
    vec_push(story->paper.arena, out, ((SourceRef){source->document, source->section, STR_LIT("")}));
}

static void put_documents(Story *story)
{
    SourceRefVec all = {0};
    size_t most = 8, shown = 0;
    for (int side = AFTER; side >= BEFORE; side--)
        for (VEC_EACH(const SourceRef, source, &story->diff->model[side].sources))
            add_source(story, source, &all);
    for (VEC_EACH(const DiffChange, change, &story->diff->changes))
        for (VEC_EACH(const SourceRef, source, &change->sources))
            add_source(story, source, &all);
    for (VEC_EACH(const SourceRef, source, &all)) {
        if (shown >= most)
            break;
        shown++;
        paper_item(&story->paper, 1, TONE_PLAIN, phrase_source(story->paper.arena, source, story->paper.lang));
    }
    tell_more(story, all.count, shown);
}

static void put_files(Story *story)
{
    PaperTable *table = paper_table(&story->paper, str_of(say(story, "Datafiler", "Data files")), true);
    paper_column(&story->paper, table, say(story, "Fil", "File"), false);
    paper_column(&story->paper, table, say(story, "Rader", "Rows"), true);
    paper_column(&story->paper, table, say(story, "Kontrollsumma (SHA-256)", "Checksum (SHA-256)"), false);
    for (VEC_EACH(const InputFile, file, &story->diff->data_files)) {
        paper_cell(&story->paper, table, file->name);
        paper_cell(&story->paper, table, told(story, "%zu", file->rows));
        paper_cell(&story->paper, table, file->sha256);
    }
}

void story_sources(Story *story)
{
    const DiffModel *model = story->diff->model;
    if (!story->appendix)
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Källor", "Sources")));
    put_documents(story);
    put_files(story);
    paper_text(&story->paper, told(story, say(story, "Framtaget med " STR_FMT " ur modellerna " STR_FMT " och " STR_FMT ". Samma modeller och samma siffror ger alltid samma bilaga.",
                                              "Made with " STR_FMT " from the models " STR_FMT " and " STR_FMT ". The same models and the same figures always give the same appendix."),
                                   STR_ARG(story->diff->program), STR_ARG(model[BEFORE].shown), STR_ARG(model[AFTER].shown)));
}
