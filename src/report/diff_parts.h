/* diff_parts.h: what the formats of a comparison share: it is told once, as a paper, and shown as text, Markdown and HTML. Nobody outside report
 * includes it. */
#ifndef STYR_REPORT_DIFF_PARTS_H
#define STYR_REPORT_DIFF_PARTS_H

#include "report/diff.h"
#include "report/paper.h"

extern const DiffFormat diff_text, diff_json, diff_md, diff_csv, diff_html;

/* What the telling goes on with. appendix: for those who decide, on two pages; else with places and without limits, for whoever works with the model. */
typedef struct Story { Paper paper; const ModelDiff *diff; bool appendix; } Story;

/* The whole of it. The arena holds what is made on the way. */
Paper diff_paper(Arena *arena, const ModelDiff *diff, Lang lang, bool appendix);

/* One of two texts, by the story's language. */
const char *say(const Story *story, const char *sv, const char *en);
/* printf into the paper's arena. */
Str told(const Story *story, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "3 nya", with the number in words where it is one: "en ny". */
Str counted(const Story *story, size_t count, const char *one_sv, const char *many_sv, const char *one_en, const char *many_en);
/* At most so many of a list are told in an appendix. */
size_t most_told(const Story *story, size_t few);
/* "och 12 till" */
void tell_more(Story *story, size_t count, size_t shown);
/* "mars 2024", "mars 2024–maj 2024" */
Str periods_told(const Story *story, Period first, Period last);
/* "2019–2022": the years whose duties are compared. */
Str years_told(const Story *story);
Str title_told(const Story *story, Str title, Str name);

/* "ny", "ersatt"; "Vårbokslut → Månadsuppföljning"; " (strängare)" */
Str change_kind_told(const Story *story, const DiffChange *change);
Str change_names_told(const Story *story, const DiffChange *change);
const char *turn_told(const Story *story, DiffTurn turn);

/* Who has decided or prepared what is proposed, and from when it is to apply. */
void story_decision(Story *story);
void story_short(Story *story);          /* diff_short.c */
void story_changes(Story *story);        /* diff_changes.c */
void story_proposal(Story *story);       /* diff_proposal.c */
void story_touches(Story *story);
void story_loose(Story *story);
void story_figures(Story *story);        /* diff_figures.c */
void story_outcomes(Story *story);       /* diff_outcomes.c */
void story_outcome_words(Story *story);
/* The outcome itself is another, not only its value. */
bool cell_is_flip(const DiffCell *cell);
bool cell_causes_equal(const DiffCell *a, const DiffCell *b);
/* "målvärdet; parameter golv" */
Str cell_why_told(const Story *story, const DiffCell *cell);
void story_requirements(Story *story);   /* diff_requirements.c */
/* "Gånger som något ska göras 2020: 36 före och 29 efter; 2 tillkommer, 9 försvinner." */
Str duties_told(const Story *story);
void story_duties(Story *story);         /* diff_duties.c */
void story_unknown(Story *story);        /* diff_unknown.c */
void story_sources(Story *story);

/* "gul", "saknas": an outcome in words. */
Str outcome_told(const Story *story, DiffState state, Str level);

/* "tillkommer", "försvinner", "flyttas": what has become of it. */
const char *diff_fate_word(DiffFate fate, Lang lang);
const char *diff_duty_word(DiffDutyKind kind, Lang lang);

#endif
