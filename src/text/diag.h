/* diag.h: diagnostics are queued data; they are rendered by render.h, never printed where they arise. */
#ifndef STYR_TEXT_DIAG_H
#define STYR_TEXT_DIAG_H

#include <stdbool.h>

#include "base/vec.h"
#include "text/source.h"

typedef enum Lang { LANG_SV, LANG_EN } Lang;

typedef enum Severity { SEV_ERROR, SEV_WARNING, SEV_NOTE } Severity;

/* One member per line of diags.def: DIAG(S0101, SEV_ERROR, "svenska {0}", "English {0}", "tips", "hint"): the enum member is DIAG_S0101. */
typedef enum DiagCode {
#define DIAG(code, severity, sv, en, hint_sv, hint_en) DIAG_##code,
#include "text/diags.def"
#undef DIAG
    DIAG_COUNT
} DiagCode;

typedef struct DiagInfo {
    const char *code;                 /* "S0101" */
    Severity severity;
    const char *message[2];           /* by Lang; {0}..{4} are the arguments */
    const char *hint[2];              /* "" if none; may use the arguments */
} DiagInfo;

typedef struct DiagLabel {
    Span span;
    const char *text;                 /* shown beside the marker; "" for none; in one language or, from diag_both, in two */
} DiagLabel;

#define DIAG_MAX_ARGS 5

typedef struct Diag {
    DiagCode code;
    Severity severity;
    Span span;                        /* the main place */
    const char *file;                 /* places in data files: name, line, column (0: unknown) when span.src is NULL */
    size_t line, column;
    const char *args[DIAG_MAX_ARGS];
    VEC(DiagLabel) labels;            /* further places, and the label of the main one (same span) */
    const char *suggestion;           /* the nearest known name, or NULL: rendered as "menade du …?" */
} Diag;

/* The list keeps the first DIAGS_KEPT; the rest are only counted, so that hostile input cannot fill the memory. */
#define DIAGS_KEPT ((size_t)10000)

typedef struct Diags {
    Arena *arena;
    VEC(Diag) list;
    size_t errors, warnings;
} Diags;

void diags_init(Diags *diags, Arena *arena);
/* Queues a diagnostic; args are NUL-terminated strings, copied; up to DIAG_MAX_ARGS, ended by NULL. The result may be given labels before the
 * next diag_add. Each code has one template; {n} in it is replaced by argument n. */
Diag *diag_add(Diags *diags, DiagCode code, Span span, ...) __attribute__((sentinel));
/* The same for a place in a data file. */
Diag *diag_add_at(Diags *diags, DiagCode code, const char *file, size_t line, size_t column, ...) __attribute__((sentinel));
/* Queues all that `from` holds, too. */
void diags_append(Diags *diags, const Diags *from);
/* An argument that differs between the languages. */
const char *diag_both(Arena *arena, const char *sv, const char *en);
/* The part of an argument that is for lang: all of it, unless diag_both made it. */
Str diag_arg(const char *arg, Lang lang);
void diag_label(Diags *diags, Diag *diag, Span span, const char *format, ...) __attribute__((format(printf, 4, 5)));
void diag_suggest(Diags *diags, Diag *diag, const char *name);
/* Takes out the diagnostics that keep() refuses; they count no longer. */
void diags_filter(Diags *diags, bool (*keep)(void *context, Diag *diag), void *context);
/* Puts back one that was taken out. */
void diags_restore(Diags *diags, const Diag *diag);
const DiagInfo *diag_info(DiagCode code);
/* The code whose text is "S0101" (case-insensitive), or DIAG_COUNT. */
DiagCode diag_by_text(Str text);
/* The long explanation with example, from explain.def, in lang; NULL if there is none. */
const char *diag_explain(DiagCode code, Lang lang);

#endif
