/* command.c: the frame around every command: settings, diagnostics to standard error, output, exit status. */
#include "cmd/command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "text/render.h"

/* ---- settings ---- */

static void refuse_choice(Command *command, OptionId option, const char *const (*words)[2], size_t count)
{
    const char *given = command->values[option];
    Guess guess = {.given = str_of(given)};
    StrBuf list = {0};
    for (size_t i = 0; i < count; i++) {
        guess_offer(&guess, words[i][command->lang]);
        strbuf_printf(&list, "%s%s", !i ? "" : i + 1 < count ? ", " : say(command, MSG_OR), words[i][command->lang]);
    }
    Diag *diag = command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[option].name[command->lang]), list.s);
    diag_suggest(&command->diags, diag, guess.best);
    strbuf_free(&list);
}

bool command_choice(Command *command, OptionId option, const char *const (*words)[2], size_t count, size_t *chosen)
{
    const char *given = command->values[option];
    *chosen = count;
    for (size_t i = 0; i < count && given; i++)
        if (same_word(command->arena, given, words[i][LANG_SV]) || same_word(command->arena, given, words[i][LANG_EN]))
            *chosen = i;
    bool good = !given || *chosen < count;
    if (!good)
        refuse_choice(command, option, words, count);
    return good;
}

static bool wants_colour(const Command *command, size_t choice, int fd)
{
    const char *off = getenv("NO_COLOR"), *term = getenv("TERM");
    if (choice == 1 || choice == 2)
        return choice == 1;
    return isatty(fd) && !(off && *off) && !(term && strcmp(term, "dumb") == 0);
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col;
    return 0;
}

static void settle(Command *command)
{
    static const char *const languages[][2] = {{"sv", "sv"}, {"en", "en"}};
    static const char *const colours[][2] = {{"auto", "auto"}, {"alltid", "always"}, {"aldrig", "never"}};
    size_t choice;
    command_choice(command, OPT_LANG, languages, 2, &choice);
    command_choice(command, OPT_COLOUR, colours, 3, &choice);
    command->colour_out = wants_colour(command, choice, STDOUT_FILENO) && !command->values[OPT_OUTPUT];
    command->colour_err = wants_colour(command, choice, STDERR_FILENO);
    const char *width = command->values[OPT_WIDTH];
    size_t columns = !width ? terminal_width() : width[0] == '-' ? 0 : strtoul(width, NULL, 10);
    command->width = columns > 1000 ? 1000 : columns;
    if (width && !columns)
        command_error(command, S0914, width, arena_printf(command->arena, "--%s", options[OPT_WIDTH].name[command->lang]), say(command, MSG_A_NUMBER));
    effort_settle(command);
}

TextOrJson command_format(Command *command)
{
    static const char *const formats[][2] = {[AS_TEXT] = {"text", "text"}, [AS_JSON] = {"json", "json"}};
    size_t choice;
    if (!command_choice(command, OPT_FORMAT, formats, 2, &choice))
        return AS_UNKNOWN;
    return command->values[OPT_FORMAT] ? (TextOrJson)choice : AS_TEXT;
}

/* ---- output ---- */

void put_stderr(Str text)
{
    for (size_t at = 0; at < text.n;) {
        ssize_t wrote = write(STDERR_FILENO, text.s + at, text.n - at);
        if (wrote <= 0)
            return;             /* there is nowhere left to complain */
        at += (size_t)wrote;
    }
}

void command_flush(Command *command)
{
    progress_end();
    if (!command->diags.list.count)
        return;
    RenderOptions render = {command->lang, command->colour_err, command->values[OPT_SHORT] ? DIAG_FORMAT_SHORT : DIAG_FORMAT_TEXT};
    StrBuf text = {0};
    if (command->told && !command->values[OPT_SHORT])
        strbuf_putc(&text, '\n');
    command->told = true;
    render_diags(&text, &command->diags, &render);
    put_stderr(strbuf_str(&text));
    strbuf_free(&text);
    diags_init(&command->diags, command->arena);
}

const char *why_failed(const Command *command, const char *detail)
{
    static const struct { int error; Msg words; } known[] = {
        {ENOSPC, MSG_DISK_FULL}, {EDQUOT, MSG_DISK_FULL}, {EFBIG, MSG_FILE_LIMIT}, {EPIPE, MSG_PIPE_CLOSED}, {EBADF, MSG_OUTPUT_CLOSED}, {EACCES, MSG_NO_ACCESS}, {EPERM, MSG_NO_ACCESS},
        {EROFS, MSG_READ_ONLY}, {ENOENT, MSG_NO_FOLDER}, {ENOTDIR, MSG_NO_FOLDER}, {EISDIR, MSG_IS_FOLDER},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(detail, strerror(known[i].error)) == 0)
            return say(command, known[i].words);
    return detail;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && S_ISREG(one.st_mode) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* A result is never written over what it is made from: a file that was named, or (of a folder that was named) a rule file. */
static bool is_input(const Command *command, const char *path)
{
    size_t n = strlen(path);
    for (VEC_EACH(const char *const, arg, &command->args))
        if (is_same_file(path, *arg))
            return true;
    return command->verb != VERB_DATA && n > 5 && strcmp(path + n - 5, ".styr") == 0 && is_same_file(path, path);
}

Status command_write(Command *command, StrBuf *text, Status status)
{
    const char *path = command->values[OPT_OUTPUT], *detail = "";
    if (interrupted()) {
        strbuf_free(text);
        return STATUS_INTERRUPTED;
    }
    if (path && is_input(command, path)) {
        strbuf_free(text);
        command_error(command, S0907, path, say(command, MSG_IS_READ));
        return STATUS_UNUSABLE;
    }
    bool good = file_write(path ? path : "-", strbuf_str(text), &detail);
    strbuf_free(text);
    if (good)
        return status;
    detail = why_failed(command, detail);
    if (!path || strcmp(path, "-") == 0)
        command_error(command, S0909, detail);
    else
        command_error(command, S0907, path, detail);
    return STATUS_UNUSABLE;
}

ReportOptions command_report_options(const Command *command)
{
    return (ReportOptions){.lang = command->lang, .colour = command->colour_out, .machine = command->values[OPT_MACHINE] != NULL, .width = command->width};
}

Page command_page(const Command *command, StrBuf *out)
{
    size_t width = command->width ? command->width : REPORT_WIDTH;
    return (Page){out, command->arena, command->lang, command->colour_out, width < REPORT_MIN_WIDTH ? REPORT_MIN_WIDTH : width, 0};
}

void put_shown_lines(StrBuf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR_LIT("\n"), at);
        end = end == (size_t)-1 ? text.n : end;
        put_shown(out, (Str){text.s + at, end - at});
        strbuf_putc(out, '\n');
        at = end + 1;
    }
}

void file_problem(Command *command, const char *path, FileStatus status, const char *detail)
{
    static const DiagCode codes[] = {
        [FILE_NOT_FOUND] = DIAG_S0901, [FILE_NO_ACCESS] = DIAG_S0902, [FILE_IS_DIRECTORY] = DIAG_S0903,
        [FILE_TOO_LARGE] = DIAG_S0904, [FILE_CHANGED] = DIAG_S0905, [FILE_IO] = DIAG_S0906,
    };
    diag_add(&command->diags, codes[status], SPAN_NONE, path, status == FILE_TOO_LARGE ? "64 MB" : detail, NULL);
}

/* ---- model and period ---- */

/* A program that is not installed has its library beside it: rules/ in the folder above, where the sources are. */
static const char *library_beside_program(Command *command)
{
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return NULL;
    for (int up = 0; up < 2 && length > 0; up++)
        while (length > 0 && path[--length] != '/')
            ;
    const char *folder = arena_printf(command->arena, "%.*s/rules", (int)length, path);
    return access(folder, R_OK) == 0 ? folder : NULL;
}

static const char *library_of(Command *command, const char *installed)
{
    if (command->values[OPT_LIBRARY])
        return command->values[OPT_LIBRARY];
    if (installed && access(installed, R_OK) == 0)
        return installed;
    const char *beside = library_beside_program(command);
    return beside ? beside : installed;
}

void command_session(Command *command, Session *session, size_t first)
{
    static const char *const here[] = {"."};
    bool given = command->args.count > first;
    session_init(session, command->arena, &command->diags, command->lang);
    session->paths = given ? command->args.items + first : here;
    session->path_count = given ? command->args.count - first : 1;
    session->library = library_of(command, session->library);
    session->effort = command->effort;
    if (!(options[OPT_CACHE].verbs & 1u << command->verb))
        return;                     /* it reads no data that could take long */
    session->effort.stop = interrupt_watch();
    progress_watch(command, &session->effort);
}

bool command_one_arg(Command *command)
{
    const VerbInfo *verb = &verbs[command->verb];
    if (!command->args.count)
        command_error(command, S0920, verb->name[command->lang], verb->args[command->lang]);
    else if (command->args.count > 1)
        command_error(command, S0924, verb->name[command->lang], arena_printf(command->arena, "%zu", command->args.count));
    return command->args.count == 1;
}

bool command_period(Command *command, Period *out)
{
    const char *given = command->values[OPT_PER];
    if (period_parse(str_trim(str_of(given)), true, out))
        return true;
    command_error(command, S0917, given);
    return false;
}

/* ---- the program ---- */

static Status dispatch(Command *command)
{
    if (command->diags.errors)
        return STATUS_UNUSABLE;
    if (command->values[OPT_VERSION]) {
        StrBuf text = {0};
        strbuf_printf(&text, "styr %s\n", styr_version());
        return command_write(command, &text, STATUS_CLEAN);
    }
    if (command->values[OPT_HELP] || command->verb == VERB_COUNT)
        return cmd_help(command);
    return verbs[command->verb].run(command);
}

/* What was found out on half the data is worth nothing. */
static Status tell_interrupted(Command *command)
{
    diags_init(&command->diags, command->arena);
    dprintf(STDERR_FILENO, "%s\n", say(command, MSG_INTERRUPTED));
    return STATUS_INTERRUPTED;
}

int command_main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);       /* a closed pipe is a write error, told as one; so is a file that may not grow */
    signal(SIGXFSZ, SIG_IGN);
    Command command = {.arena = arena_new(), .verb = VERB_COUNT};
    diags_init(&command.diags, command.arena);
    options_parse(&command, argc, argv);
    settle(&command);
    arena_say_when_exhausted(say(&command, MSG_OUT_OF_MEMORY), STATUS_UNUSABLE);
    Status status = dispatch(&command);
    progress_end();
    if (interrupted())
        status = tell_interrupted(&command);
    command_flush(&command);
    arena_free(command.arena);
    return (int)status;
}

bool command_number(Command *command, OptionId option, int least, int most, int *out)
{
    const char *given = command->values[option];
    char *end;
    if (!given)
        return true;
    long value = strtol(given, &end, 10);
    if (*given && !*end && value >= least && value <= most) {
        *out = (int)value;
        return true;
    }
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[option].name[command->lang]),
                  arena_printf(command->arena, "%d–%d", least, most));
    return false;
}
