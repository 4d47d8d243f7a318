/* sources_parts.h: what the formats of sources.h share. */
#ifndef STYR_REPORT_SOURCES_PARTS_H
#define STYR_REPORT_SOURCES_PARTS_H

#include "report/sources.h"
#include "report/words.h"

extern const SourcesFormat sources_text, sources_json, sources_csv, sources_md;

/* What follows lives in the arena, and is as it was written: each format escapes it. */
Str sources_title(const SourceCoverage *coverage);       /* of the model, else its name, else its path */
Str sources_kind(const CoverageCount *count, Lang lang);
/* "60 av 72 påståenden är uttryckta (saknar deklaration: 12). Deklarationer utan källa: 3." */
Str sources_summary(Arena *arena, const SourceCoverage *coverage, Lang lang);
Word sources_state(StatementState state);
/* True when the statement is to be told: it is not covered, or all are told. */
bool sources_tells(const CoverageStatement *statement, const SourcesOptions *options);
/* Statements that steer: all but the narrative. */
size_t sources_steering(const CoverageCount *count);

#endif
