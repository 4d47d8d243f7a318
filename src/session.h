/* session.h: a model from files to findings, step by step: what styr.h offers to other programs and the commands use themselves. */
#ifndef STYR_SESSION_H
#define STYR_SESSION_H

#include "base/effort.h"
#include "exec/statements.h"
#include "findings/duties.h"
#include "model/model.h"
#include "model/advice/silence.h"
#include "plan/plan.h"
#include "styr.h"

typedef struct Session {
    Arena *arena;
    Diags *diags;
    Lang lang;
    const char *const *paths;
    size_t path_count;
    const char *library;     /* folder of the standard library, or NULL */
    Model *model;            /* after session_load; NULL when nothing could be read */
    bool loaded, usable;     /* usable: checked without errors */
    const StatementBook *book;       /* the lists of statements, when something asked for them */
    Diags book_problems;             /* what is wrong with them, to be told when the model is checked */
    Date day;                /* what is silenced until then is silenced; DATE_NONE: no day is known, and no silence has ended */
    SilencedVec silenced;    /* warnings that `tyst` has taken out of diags */
    int ahead;               /* duties that come within so many days are listed; 0: as usual */
    bool no_steps;           /* the run need not keep the steps of every calculation */
    Effort effort;           /* set by session_init from the environment, else automatic */
    Plan *plan;              /* after session_run */
    Run *run;
} Session;

/* library is set to where the standard library is installed (STYR_BIBLIOTEK overrides). */
void session_init(Session *session, Arena *arena, Diags *diags, Lang lang);
/* Reads and checks the model, once. False when it cannot be used; why is queued. */
bool session_load(Session *session);
/* Reads the lists of statements of the model's documents and holds every `källa` against them. NULL when something is wrong with the lists or a
 * number; why is queued. The model must be loaded. */
const StatementBook *session_statements(Session *session);
/* Takes what the model silences out of the queue, as of session->day; what stands there since is taken out by calling it again. */
void session_silence(Session *session);
/* Evaluates the model on its data. body: only this one (name, title or code), or empty. False when it could not be done; why is queued. */
bool session_run(Session *session, Date as_of, Str body);
/* The duties of a year. as_of: what had become of them that day, DATE_NONE: as planned. Reads only tables that say when something happens.
 * False when it could not be done; why is queued. */
bool session_calendar(Session *session, int year, Date as_of, Str body, Calendar *out);
/* The latest period that the model's tables have rows of, for a hint. False when there is none. The model must be loaded. */
bool session_latest(Session *session, Period *out);
/* The body that a word means: name, title or code; NO_INDEX with a diagnostic and the nearest name. */
size_t session_body(Session *session, Str word);

#endif
