/* run.h: what the files that make assessments and findings share. */
#ifndef STYR_EXEC_RUN_H
#define STYR_EXEC_RUN_H

#include "exec/messages.h"

/* The contexts of a declaration for a period: bodies in declaration order, then kommunen, koncernen; each with its keys. */
typedef VEC(ContextId) ContextVec;
void contexts_of(Evaluator *ev, const Contexts *contexts, Period period, ContextVec *out);
/* The run is about everybody, or the body (or one of those responsible) is the one asked for or below it. */
bool is_wanted(const Evaluator *ev, const Context *context, const size_t *responsible, size_t count);
Str context_key_text(const Evaluator *ev, const Context *context);

/* A new assessment with everything but its result; id, sources and place are those of the declaration. */
Assessment assessment_new(Evaluator *ev, const Common *common, const char *kind, ContextId context);
/* The finding of an assessment, not yet with its message. suffix: of the id, or empty. */
Finding finding_new(Evaluator *ev, const Run *run, const Assessment *assessment, FindingKind kind, const char *suffix);
/* The rows behind a step, and the derivation where it is asked for. */
void assessment_rows(Evaluator *ev, uint32_t step, ContextId context, Assessment *out);
void add_responsible(Evaluator *ev, const size_t *bodies, const Str *roles, size_t count, Assessment *out);
/* 100 for the worst level of a scale, 0 for the best. */
int level_weight(const Scale *scale, size_t level);

/* Without contexts nothing is evaluated, and that is never green. */
void run_nobody(Evaluator *ev, Run *run, const Common *common, const char *kind, Period period);
void run_indicator(Evaluator *ev, Run *run, size_t index);
void run_goal(Evaluator *ev, Run *run, size_t index);
void run_rule(Evaluator *ev, Run *run, size_t index);
/* Decisions in data: who took them, against who may. */
void run_decisions(Evaluator *ev, Run *run);
/* What is wrong with the data itself: unmatched bodies, rows without time, tables that no one used, sums that do not agree. */
void run_gaps(Evaluator *ev, Run *run);
/* Single rows of a table with a role: names that nothing has, days that have not come. Queues diagnostics only. */
void run_role_checks(Evaluator *ev, size_t table);
void run_reconciles(Evaluator *ev, Run *run, size_t table);
Finding gap_new(Evaluator *ev, const TableRun *table, const char *what);

#endif
