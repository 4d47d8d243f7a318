/* revision.c: see revision.h. Uses the git command, without a shell: read-tree into an index of our own, checkout-index into a private folder.
 * Nothing in the repository is written. */
#include "cmd/revision.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MOST ((size_t)8192)

extern char **environ;

/* ---- running git ---- */

/* The child's variables: ours, with the index that git is to use. */
static char **with_index(Arena *arena, const char *index)
{
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **out = arena_array(arena, count + 2, sizeof *out);
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "GIT_INDEX_FILE=", 15) != 0)
            out[kept++] = environ[i];
    if (index)
        out[kept++] = arena_printf(arena, "GIT_INDEX_FILE=%s", index);
    return out;
}

static void read_answer(int fd, StrBuf *out)
{
    char chunk[512];
    ssize_t got;
    while ((got = read(fd, chunk, sizeof chunk)) > 0 || (got < 0 && errno == EINTR))
        if (got > 0 && out->n < ANSWER_MOST)
            strbuf_put(out, (Str){chunk, (size_t)got});
}

static void become_git(const char *const *words, char **variables, int answer)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDERR_FILENO);
    }
    dup2(answer, STDOUT_FILENO);
    signal(SIGPIPE, SIG_DFL);          /* what this program ignores, git would go on ignoring */
    signal(SIGXFSZ, SIG_DFL);
    environ = variables;
    execvp("git", (char *const *)words);
    _exit(127);
}

/* Runs `git WORDS…` (ended by NULL) and gives what it printed. Its exit status; 127 where there is no git. */
static int git(Command *command, const char *const *words, const char *index, StrBuf *answer)
{
    int ends[2], status = 0;
    char **variables = with_index(command->arena, index);
    if (pipe(ends) != 0)
        return 127;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        become_git(words, variables, ends[1]);
    }
    close(ends[1]);
    if (child > 0)
        read_answer(ends[0], answer);
    close(ends[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return child < 0 ? 127 : WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* The first line of what git says; NULL when it fails. */
static const char *ask(Command *command, const char *const *words, int *status)
{
    StrBuf answer = {0};
    *status = git(command, words, NULL, &answer);
    size_t end = str_find(strbuf_str(&answer), STR_LIT("\n"), 0);
    const char *line = *status == 0 ? arena_strndup(command->arena, answer.s ? answer.s : "", end == (size_t)-1 ? answer.n : end) : NULL;
    strbuf_free(&answer);
    return line;
}

/* ---- laying the files out ---- */

static const char *private_folder(Command *command)
{
    const char *base = getenv("TMPDIR");
    char *folder = arena_printf(command->arena, "%s/styr-git-XXXXXX", base && *base ? base : "/tmp");
    if (mkdtemp(folder))
        return folder;
    command_error(command, S0922, folder, strerror(errno));
    return NULL;
}

static bool lay_out(Command *command, const char *commit, Revision *out)
{
    StrBuf ignored = {0};
    out->folder = private_folder(command);
    if (!out->folder)
        return false;
    const char *index = arena_printf(command->arena, "%s/index", out->folder);
    out->taken = arena_printf(command->arena, "%s/files", out->folder);
    const char *const read[] = {"git", "-C", out->home, "read-tree", commit, NULL};
    const char *const write[] = {"git", "-C", out->home, "checkout-index", "-a", "-f", arena_printf(command->arena, "--prefix=%s/", out->taken), NULL};
    bool good = git(command, read, index, &ignored) == 0 && git(command, write, index, &ignored) == 0;
    strbuf_free(&ignored);
    if (!good)
        command_error(command, S0935, out->given);
    return good;
}

/* ---- the parts of git:REV:path ---- */

static bool find_repository(Command *command, Revision *out, const char **here)
{
    int status;
    const char *const top[] = {"git", "rev-parse", "--show-toplevel", NULL}, *const prefix[] = {"git", "rev-parse", "--show-prefix", NULL};
    out->home = ask(command, top, &status);
    *here = out->home ? ask(command, prefix, &status) : NULL;
    if (status == 127)
        command_error(command, S0936);
    else if (!*here)
        command_error(command, S0937, out->given);
    return *here != NULL;
}

static const char *find_commit(Command *command, const char *revision, const Revision *of)
{
    int status;
    const char *const words[] = {"git", "rev-parse", "--verify", "--quiet", "--end-of-options", arena_printf(command->arena, "%s^{commit}", revision), NULL};
    const char *commit = ask(command, words, &status);
    if (!commit)
        command_error(command, S0938, revision, of->given);
    return commit;
}

bool revision_take(Command *command, const char *given, Revision *out)
{
    const char *revision = given + 4, *colon = strncmp(given, "git:", 4) == 0 ? strchr(revision, ':') : NULL;
    const char *here = NULL;
    *out = (Revision){0};
    if (strncmp(given, "git:", 4) != 0)
        return true;
    out->given = given;
    if (!colon || colon == revision) {
        command_error(command, S0939, given);
        return false;
    }
    const char *name = arena_strndup(command->arena, revision, (size_t)(colon - revision));
    const char *path = colon[1] ? colon + 1 : ".";
    out->prefix = arena_printf(command->arena, "git:%s:", name);
    if (!find_repository(command, out, &here))
        return false;
    const char *commit = find_commit(command, name, out);
    if (!commit || !lay_out(command, commit, out))
        return false;
    out->path = path_shown(command->arena, arena_printf(command->arena, "%s/%s%s", out->taken, here, path));
    if (access(out->path, R_OK) == 0)
        return true;
    command_error(command, S0940, path, name);
    return false;
}

/* ---- what its files are called ---- */

/* git:v1:modell/organ.styr for a path in the private folder; others as they are. */
static const char *shown(const Revision *revision, Arena *arena, const char *name)
{
    size_t n = strlen(revision->taken);
    return strncmp(name, revision->taken, n) == 0 && name[n] == '/' ? arena_printf(arena, "%s%s", revision->prefix, name + n + 1) : name;
}

void revision_name_files(const Revision *revision, Arena *arena, const Model *model, Diags *diags)
{
    if (!revision->taken)
        return;
    for (size_t i = 0; model && i < model->tree_count; i++)
        model->trees[i]->src->name = shown(revision, arena, model->trees[i]->src->name);
    for (VEC_EACH(Diag, diag, &diags->list)) {
        diag->file = diag->file ? shown(revision, arena, diag->file) : NULL;
        for (size_t i = 0; i < DIAG_MAX_ARGS; i++)
            diag->args[i] = diag->args[i] ? shown(revision, arena, diag->args[i]) : NULL;
    }
}

/* ---- afterwards ---- */

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status;
    (void)kind;
    (void)walk;
    return remove(path);
}

void revision_drop(Revision *revision)
{
    if (revision->folder)
        nftw(revision->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    *revision = (Revision){0};
}
