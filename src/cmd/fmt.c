/* fmt.c: `styr formatera`: rule files in the one layout. A file with syntax errors is left as it is. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cmd/command.h"

#define FILE_MOST ((size_t)64 << 20)

typedef VEC(const char *) Paths;

typedef struct Formatting {
    Command *command;
    StrBuf out;              /* what is said on standard output */
    size_t changed, same, failed;
} Formatting;

/* ---- which files ---- */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_rule_file(const char *name)
{
    return name[0] != '.' && str_ends(str_of(name), STR_LIT(".styr"));
}

/* The rule files of a folder, sorted; not those of folders in it. */
static void add_folder(Command *command, const char *folder, Paths *paths)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        command_error(command, S0902, folder, strerror(errno));
        return;
    }
    size_t first = paths->count;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (is_rule_file(entry->d_name))
            vec_push(command->arena, paths, strcmp(folder, ".") ? arena_printf(command->arena, "%s/%s", folder, entry->d_name) : arena_strdup(command->arena, entry->d_name));
    closedir(dir);
    if (paths->count == first)
        command_error(command, S0908, strcmp(folder, ".") ? folder : diag_both(command->arena, "den här mappen", "this folder"));
    else
        qsort(paths->items + first, paths->count - first, sizeof *paths->items, by_name);
}

static void add_path(Command *command, const char *path, Paths *paths)
{
    struct stat info;
    if (strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        add_folder(command, path, paths);
    else
        vec_push(command->arena, paths, path);
}

static Paths all_paths(Command *command)
{
    Paths paths = {0};
    if (!command->args.count)
        add_folder(command, ".", &paths);
    for (size_t i = 0; i < command->args.count; i++)
        add_path(command, command->args.items[i], &paths);
    return paths;
}

/* ---- one file ---- */

/* The formatted text. False when the file could not be read or has errors, which are queued. */
static bool formatted(Command *command, Arena *arena, const char *path, Str *before, StrBuf *after)
{
    const char *detail;
    FileStatus status = file_read(arena, path, FILE_MOST, before, &detail);
    if (status != FILE_OK) {
        file_problem(command, path, status, detail);
        return false;
    }
    size_t errors = command->diags.errors;
    Source *src = source_new(command->arena, strcmp(path, "-") ? path : say(command, MSG_STANDARD_INPUT), *before);
    TreeIds ids = {0};
    Tree *tree = tree_parse(command->arena, src, &ids, &command->diags);
    if (command->diags.errors > errors) {
        if (strcmp(path, "-") != 0)
            command_error(command, S0926, src->name);
        return false;
    }
    tree_print(after, tree);
    return true;
}

static void replace_file(Formatting *formatting, const char *path, Str text)
{
    Command *command = formatting->command;
    const char *detail = "";
    if (!file_write(path, text, &detail)) {
        command_error(command, S0907, path, detail);
        formatting->failed++;
        return;
    }
    strbuf_printf(&formatting->out, "%s\n", path);
}

static void format_file(Formatting *formatting, const char *path)
{
    Command *command = formatting->command;
    Arena *arena = arena_new();
    StrBuf after = {0};
    Str before;
    if (!formatted(command, arena, path, &before, &after)) {
        formatting->failed++;
    } else if (strcmp(path, "-") == 0 && !command->values[OPT_CHECK]) {
        strbuf_put(&formatting->out, strbuf_str(&after));
    } else if (str_eq(before, strbuf_str(&after))) {
        formatting->same++;
    } else {
        formatting->changed++;
        if (command->values[OPT_CHECK])
            strbuf_printf(&formatting->out, "%s\n", strcmp(path, "-") ? path : say(command, MSG_STANDARD_INPUT));
        else
            replace_file(formatting, path, strbuf_str(&after));
    }
    strbuf_free(&after);
    arena_free(arena);
}

static void put_count(const Formatting *formatting, StrBuf *out, size_t count, Msg one, Msg many)
{
    strbuf_printf(out, "%zu %s", count, say(formatting->command, count == 1 ? one : many));
}

/* "2 filer ändrade, 3 hade redan rätt form"; nothing when standard input was formatted. */
static void put_summary(Formatting *formatting)
{
    if (!formatting->changed && !formatting->same)
        return;
    bool check = formatting->command->values[OPT_CHECK];
    put_count(formatting, &formatting->out, formatting->changed, check ? MSG_FILE_WOULD_CHANGE : MSG_FILE_CHANGED, check ? MSG_FILES_WOULD_CHANGE : MSG_FILES_CHANGED);
    strbuf_puts(&formatting->out, ", ");
    put_count(formatting, &formatting->out, formatting->same, MSG_FILE_SAME, MSG_FILES_SAME);
    strbuf_putc(&formatting->out, '\n');
}

Status cmd_fmt(Command *command)
{
    Formatting formatting = {.command = command};
    Paths paths = all_paths(command);
    for (size_t i = 0; i < paths.count; i++)
        format_file(&formatting, paths.items[i]);
    Status status = formatting.failed || !paths.count ? STATUS_UNUSABLE
        : command->values[OPT_CHECK] && formatting.changed ? STATUS_FLAGGED : STATUS_CLEAN;
    put_summary(&formatting);
    return command_write(command, &formatting.out, status);
}
