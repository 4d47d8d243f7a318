/* command.h: what the commands share: the tables of commands and options, the state of one call, output. Each command is a file of its own. */
#ifndef STYR_CMD_COMMAND_H
#define STYR_CMD_COMMAND_H

#include "base/file.h"
#include "cmd/messages.h"
#include "report/layout.h"
#include "report/report.h"
#include "session.h"

typedef enum VerbId {
#define VERB(member, sv, en, function, args_sv, args_en, about_sv, about_en, examples_sv, examples_en) VERB_##member,
#include "cmd/verbs.def"
#undef VERB
    VERB_COUNT
} VerbId;

typedef enum OptionId {
#define OPTION(member, letter, sv, en, value_sv, value_en, verbs, about_sv, about_en) OPT_##member,
#include "cmd/options.def"
#undef OPTION
    OPT_COUNT
} OptionId;

/* Exit status of the program. */
typedef enum Status {
    STATUS_CLEAN,            /* nothing flagged */
    STATUS_FLAGGED,          /* something flagged: a deviation, a failed test, a file that would change */
    STATUS_UNUSABLE,         /* the model, the data or the command line could not be used */
    STATUS_INTERNAL,
    STATUS_INTERRUPTED = 130 /* by Ctrl-C, as a shell has it */
} Status;

typedef struct Command {
    Arena *arena;
    VerbId verb;             /* VERB_COUNT: none was given */
    const char *values[OPT_COUNT];   /* by option: its value, "" for one without value, NULL when it was not given */
    VEC(const char *) args;  /* what is neither command nor option */
    Lang lang;
    bool colour_out, colour_err;
    size_t width;            /* of standard output; 0: not a terminal */
    Effort effort;           /* what the options ask for, to be copied into the session's */
    Diags diags;
    bool told;               /* something stands on standard error already: a blank line comes between */
} Command;

typedef struct VerbInfo {
    const char *name[2];     /* by Lang */
    Status (*run)(Command *command);
    const char *args[2], *about[2], *examples[2];
} VerbInfo;

typedef struct OptionInfo {
    char letter;
    const char *name[2];
    const char *value[2];    /* NULL: takes none */
    unsigned verbs;
    const char *about[2];
} OptionInfo;

extern const VerbInfo verbs[VERB_COUNT];
extern const OptionInfo options[OPT_COUNT];

Status cmd_run(Command *command);
Status cmd_check(Command *command);
Status cmd_test(Command *command);
Status cmd_compare(Command *command);
Status cmd_scenario(Command *command);
Status cmd_prove(Command *command);
Status cmd_fmt(Command *command);
Status cmd_explain(Command *command);
Status cmd_calendar(Command *command);
Status cmd_data(Command *command);
Status cmd_sources(Command *command);
Status cmd_init(Command *command);
Status cmd_help(Command *command);

/* The whole program: reads the arguments, runs the command, prints what is wrong. */
int command_main(int argc, char **argv);

/* Command and options from the arguments; what cannot be understood is queued. */
void options_parse(Command *command, int argc, char **argv);
/* Swedish, unless the option, STYR_SPRÅK or the locale says English. */
Lang options_lang(const Command *command);
/* A word of the user's as one of ours: case and the dots of å ä ö do not matter. */
bool same_word(Arena *arena, const char *given, const char *name);
VerbId verb_by_name(Arena *arena, const char *name);
/* The nearest of names to what was given, or NULL when none is near. */
typedef struct Guess { Str given; const char *best; unsigned distance; } Guess;
void guess_offer(Guess *guess, const char *name);

/* ---- helpers of the commands (command.c) ---- */

static inline const char *say(const Command *command, Msg msg) { return message(msg, command->lang); }
/* Queues an error of the command line. */
#define command_error(command, code, ...) diag_add(&(command)->diags, DIAG_##code, SPAN_NONE, ##__VA_ARGS__, NULL)
void put_stderr(Str text);
/* Prints the queued diagnostics to standard error and empties the queue. */
void command_flush(Command *command);
/* Writes text where --ut says, or to standard output. STATUS_UNUSABLE with a diagnostic when that fails, else `status`. Frees the text. */
Status command_write(Command *command, StrBuf *text, Status status);
/* Text of several lines, harmless for a terminal. */
void put_shown_lines(StrBuf *out, Str text);
/* The usual reasons in the user's language; detail is strerror's English. */
const char *why_failed(const Command *command, const char *detail);
/* Queues why a file could not be read. */
void file_problem(Command *command, const char *path, FileStatus status, const char *detail);
ReportOptions command_report_options(const Command *command);
Page command_page(const Command *command, StrBuf *out);
/* True when --format is json; an unknown value (not text or json) is an error. */
typedef enum TextOrJson { AS_TEXT, AS_JSON, AS_UNKNOWN, AS_JUNIT } TextOrJson;
TextOrJson command_format(Command *command);
/* The value of an option that must be one of a few words, each in both languages: *chosen is its index, or count where it was not given. False, with
 * an error that names the nearest, when it is none of them. */
bool command_choice(Command *command, OptionId option, const char *const (*words)[2], size_t count, size_t *chosen);
/* A session with the model of args[first…] (default: the current folder), not yet checked; loaded by session_load. */
void command_session(Command *command, Session *session, size_t first);
/* Exactly one argument was given; else an error. */
bool command_one_arg(Command *command);
/* The period of --per. False with an error: not given (needed), or no period. */
bool command_period(Command *command, Period *out);
/* A whole number within bounds into out, which keeps its value when the option was not given. False with an error. */
bool command_number(Command *command, OptionId option, int least, int most, int *out);

/* ---- how the work is done (effort_options.c, interrupt.c, progress.c, timing.c) ---- */

/* As --motor has them, by language. */
extern const char *const engine_words[ENGINE_COUNT][2];

/* command->effort from the options; they go before STYR_MOTOR, STYR_TRADAR and STYR_CACHE. Errors are queued. */
void effort_settle(Command *command);
/* From now on Ctrl-C only asks the work to stop; a second one ends the program at once. */
const volatile int *interrupt_watch(void);
bool interrupted(void);
/* Shows on a terminal how far the reading of large files has come. */
void progress_watch(Command *command, Effort *effort);
/* Takes away what progress shows. */
void progress_end(void);
/* A count, its thousands apart. */
void put_thousands(StrBuf *out, uint64_t count);
/* What the time of a run went to, on standard error. started: the clock when it began. */
void timing_print(Command *command, const Effort *effort, int64_t started);

#endif
