/* terms.h: formulas as SMT-LIB text: definitions that are written once and named. What symbols.c makes of a plan, and solver.c asks Z3 about. */
#ifndef STYR_PROVE_TERMS_H
#define STYR_PROVE_TERMS_H

#include "base/map.h"
#include "base/num.h"

/* "true", "false", a number, or the name of a definition or unknown: never longer than a name. */
typedef Str Term;

/* Everything that one question is about. Names are counted from the first, so questions of the same form have the same text. */
typedef struct Script {
    Arena *arena;
    StrBuf text;             /* declarations and definitions, in order */
    StrBuf beside;           /* facts that can be done without, once they are known to be met */
    bool is_beside;          /* facts are added to those */
    StrBuf asserted;         /* what is asked for, behind them */
    Map known;               /* definition -> its name */
    size_t names;
    bool hurried;            /* a second try of a question: it gets less of the time */
    bool too_large;          /* MOST_TERMS was reached: nothing follows from an answer */
} Script;

#define MOST_TERMS ((size_t)60000)

#define TERM_TRUE STR_LIT("true")
#define TERM_FALSE STR_LIT("false")

void script_init(Script *script, Arena *arena);
void script_free(Script *script);
/* A new unknown: sort is Bool, Int or Real. */
Term term_unknown(Script *script, const char *sort);
/* (op a), (op a b), (op a b c) as a definition of the sort. */
Term term_1(Script *script, const char *sort, const char *op, Term a);
Term term_2(Script *script, const char *sort, const char *op, Term a, Term b);
Term term_3(Script *script, const char *sort, const char *op, Term a, Term b, Term c);

Term term_truth(bool truth);
Term term_not(Script *script, Term a);
Term term_and(Script *script, Term a, Term b);
Term term_or(Script *script, Term a, Term b);
/* condition ? a : b */
Term term_choose(Script *script, const char *sort, Term condition, Term a, Term b);
Term term_number(Script *script, Num number);                /* Real */
Term term_count(Script *script, size_t number);              /* Int */

/* Always holds, whatever is asked: facts about the unknowns. */
void term_fact(Script *script, Term fact);
/* Is asked for. */
void term_assert(Script *script, Term wanted);

/* A whole number or fraction as SMT-LIB writes it. */
void number_put(StrBuf *out, Num number);
/* The value that Z3 gives of a number: "5.0", "(- (/ 1.0 3.0))". False for anything else, and beyond the range of Num. */
bool number_read(Str text, Num *out);

#endif
