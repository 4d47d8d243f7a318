/* phrases.h: the small phrases of a run in words: values, levels, limits, counts. Shared by the formats; nothing here knows of layout.
 * What comes back is harmless for a terminal (text_shown) and lives in the arena. */
#ifndef STYR_REPORT_PHRASES_H
#define STYR_REPORT_PHRASES_H

#include "findings/findings.h"
#include "report/layout.h"
#include "report/words.h"

/* "−45 749 tkr", "saknas", "ja"; empty when there is nothing to compute. */
Str phrase_quantity(Arena *arena, const Quantity *quantity, Lang lang);
/* "gul"; "utlöst" for rules; "ej bedömbar", "undantagen", "bevakas", "saknas" where there is no level. */
Str phrase_judged(Arena *arena, const Assessment *assessment, Lang lang);    /* ", bedömd grön" of a judgement that stands beside the level, or empty */
Str phrase_level(Arena *arena, const Assessment *assessment, Lang lang);
/* "minst 84 %"; empty when nothing was compared. */
Str phrase_limit(Arena *arena, const Comparison *compared, Lang lang);
/* "målvärde 2025: minst 84 %" */
Str phrase_comparison(Arena *arena, const Comparison *compared, Lang lang);
/* "−1,4 procentenheter till grön"; empty when there is none. */
Str phrase_margin(Arena *arena, const Assessment *assessment, Lang lang);
Str phrase_period(Arena *arena, Period period, Lang lang);
/* "Socialnämnden", with "; N15428" behind it when the run is over keys too. */
Str phrase_body(Arena *arena, Str title, Str code, Str key);
/* 'Styrmodell, Arboga kommun, avsnitt 5.2' */
Str phrase_source(Arena *arena, const SourceRef *source, Lang lang);
/* "prognos.csv rad 5–7" */
Str phrase_rows(Arena *arena, Str file, size_t first, size_t last, Lang lang);
/* Titles fall back to names. */
Str phrase_title(Arena *arena, Str title, Str name);
/* The words for a status key, or the key itself. */
Str phrase_status(Arena *arena, const Finding *finding, Lang lang);
/* "Effekt: krävd 45 749 tkr, beslutad 20 000 tkr, fattas 25 749 tkr (1 plan utan angiven effekt)"; empty when there is none. */
Str phrase_plans(Arena *arena, const Finding *finding, Lang lang);

/* The text with its first letter upper case (a to z, å, ä, ö). */
Str phrase_capital(Arena *arena, Str text);

/* "Avvikelser", "1 avvikelse", "3 avvikelser" */
typedef struct CountWord { Word heading, one, many; } CountWord;
CountWord kind_words(FindingKind kind);
void put_count(StrBuf *out, size_t count, Word one, Word many, Lang lang);
/* Whole numbers with groups: "1 204". */
void put_size(StrBuf *out, size_t count, Lang lang);

/* ● best, ▲ between, ■ worst or triggered, ○ no level: a shape of its own for each, so that colour is never needed. */
const char *level_symbol(const Assessment *assessment);
Tone level_tone(const Assessment *assessment);
const char *finding_symbol(const Run *run, const Finding *finding);
Tone finding_tone(const Run *run, const Finding *finding);
/* The finding's assessment, or NULL. */
const Assessment *finding_assessment(const Run *run, const Finding *finding);
bool assessment_is_rule(const Assessment *assessment);

/* A goal without a level that somebody has written a reasoning about. */
bool phrase_is_reasoned(const Assessment *assessment);

#endif
