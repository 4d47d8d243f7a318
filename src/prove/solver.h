/* solver.h: Z3, if it is installed: the library is opened when it is first asked, so that the program works without it. */
#ifndef STYR_PROVE_SOLVER_H
#define STYR_PROVE_SOLVER_H

#include "prove/terms.h"

typedef enum Answer { ANSWER_NO /* nothing meets it: proved */, ANSWER_YES, ANSWER_UNKNOWN } Answer;

typedef struct Solver Solver;

/* NULL when Z3 is not installed, or cannot be used. seconds: for each question. What is counted is the solver's own steps, as many as a
 * slow machine makes in that time: the answer is the same on every machine. The clock is asked only to end what has gone wrong, at ten
 * times as long. */
Solver *solver_open(Arena *arena, int seconds);
void solver_close(Solver *solver);
/* "Z3 4.8.12.0" */
Str solver_name(const Solver *solver);

/* Can everything that the script asserts hold at once? Forgets what was asked before. */
Answer solver_ask(Solver *solver, const Script *script);
/* The same with one more assertion (a formula in SMT-LIB). With `keep` it stays when the answer is yes. */
Answer solver_also(Solver *solver, Str formula, bool keep);
/* The value of an unknown in what the last answer yes found. False when it is none that can be written. */
bool solver_number(Solver *solver, Term unknown, Num *out);
bool solver_truth(Solver *solver, Term unknown);
/* Whether the last unknown was for want of steps or time. */
bool solver_was_cut(const Solver *solver);

#endif
