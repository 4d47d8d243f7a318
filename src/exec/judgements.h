/* judgements.h: what people have judged: the rows of bedömningar, by indicator or goal, body and period. */
#ifndef STYR_EXEC_JUDGEMENTS_H
#define STYR_EXEC_JUDGEMENTS_H

#include "exec/eval.h"

/* The level of a scale by name (inflected or not) or title, or NO_INDEX. */
size_t judged_level(const Scale *scale, Str text);
/* The indicator or goal is assessed for the body. */
bool judged_for(const Evaluator *ev, const Ref *ref, size_t body);

/* The judgement that counts for an indicator or goal in a context: the latest by datum, then by place in the file, of those about the context's body
 * whose period holds the end of the context's. earlier: where there is none, the latest about an earlier part of the same year.
 * decides: it is to give the level. NULL when there is none; never one that is dated after the as-of date. */
const Judgement *judgement_of(Evaluator *ev, SymbolKind kind, size_t index, const Context *context, bool earlier, bool decides);
/* What the body (or somebody for all of them) has written of it for a period that holds the end of this one; empty when nothing. The latest counts.
 * earlier: one about an earlier part of the same year will do. */
Str judgement_reasoning(Evaluator *ev, SymbolKind kind, size_t index, size_t body, Period period, bool earlier);
/* Why something that people judge has no level: nothing is reported, or no table is there to report it in. */
const ReasonSet *judgement_missing(Evaluator *ev, SymbolKind kind, size_t index, const Context *context);
/* What it is about, when it was made and why, as the note of a step, by Lang. */
void judgement_note(Evaluator *ev, const Judgement *judgement, Str note[2]);

#endif
