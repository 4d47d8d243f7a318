/* styr.h: the public header of libstyr: reads a steering model, checks it, runs it on its data, and gives the result as text.
 *
 *     const char *paths[] = {"modell"};
 *     styr_session *session = styr_open(paths, 1, "sv");
 *     if (styr_run(session, "2025-08", NULL) <= STYR_FLAGGED)
 *         puts(styr_report(session, "json", NULL));
 *     else
 *         fputs(styr_diagnostics(session, "text", NULL), stderr);
 *     styr_close(session);
 *
 * A session is used by one thread at a time; different sessions are independent. Texts are UTF-8, end with a NUL byte, and live until
 * the next call with the same function and session, or styr_close. Nothing is printed and nothing ends the process but lack of memory. */
#ifndef STYR_H
#define STYR_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct styr_session styr_session;

/* The same numbers as the exit status of the command. */
typedef enum styr_status {
    STYR_CLEAN = 0,          /* nothing flagged; after styr_check: no errors */
    STYR_FLAGGED = 1,        /* something flagged */
    STYR_UNUSABLE = 2,       /* the model, the data or an argument could not be used: see styr_diagnostics */
    STYR_INTERNAL = 3
} styr_status;

/* "0.1.0" */
const char *styr_version(void);

/* A session with the model in these files and folders (count 0: the current folder). lang is "sv" or "en" (NULL: "sv"), the language of
 * reports and diagnostics. Never NULL; files are read by the first call that needs them. */
styr_session *styr_open(const char *const *paths, size_t count, const char *lang);
void styr_close(styr_session *session);      /* NULL is allowed */
/* Where `använd NAME` looks for the standard library; before the first check. */
void styr_set_library(styr_session *session, const char *folder);

/* Reads and checks the model without data. */
styr_status styr_check(styr_session *session);
/* Evaluates it as of a day or period ("2025-08-31", "2025-08", "2025-Q3" …: its last day), for all bodies or one (NULL: all). */
styr_status styr_run(styr_session *session, const char *as_of, const char *body);

/* The latest run in a format: "text", "json", "csv", "md". NULL when there is no run or no such format. size (may be NULL) gets its bytes. */
const char *styr_report(styr_session *session, const char *format, size_t *size);
/* How a finding or assessment of the latest run came about, by its id. NULL when there is none. */
const char *styr_explain(styr_session *session, const char *id, size_t *size);
/* Everything that was wrong so far: "text", "short" or "json". NULL when there is no such format. */
const char *styr_diagnostics(styr_session *session, const char *format, size_t *size);

#ifdef __cplusplus
}
#endif

#endif
