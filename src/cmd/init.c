/* init.c: `styr ny KATALOG`: a folder with a small model that runs at once. Nothing that is there is ever overwritten. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/command.h"
#include "cmd/template.h"

/* True when the folder is there with something in it, or the name is something else than a folder. */
static bool is_taken(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return false;
    DIR *dir = opendir(path);
    if (!dir)
        return true;
    size_t entries = 0;
    while (readdir(dir))
        entries++;
    closedir(dir);
    return entries > 2;                 /* . and .. */
}

static bool make_folder(Command *command, const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    command_error(command, S0922, path, why_failed(command, strerror(errno)));
    return false;
}

static bool make_file(Command *command, const char *folder, const TemplateFile *file)
{
    const char *path = arena_printf(command->arena, "%s/%s", folder, file->path), *detail = "";
    const char *slash = strrchr(file->path, '/');
    if (slash && !make_folder(command, arena_printf(command->arena, "%s/%.*s", folder, (int)(slash - file->path), file->path)))
        return false;
    if (file_create(path, str_of(file->text), &detail))
        return true;
    command_error(command, S0907, path, detail);
    return false;
}

static void put_done(const Command *command, const char *folder, StrBuf *out)
{
    strbuf_printf(out, "%s\n\n", say(command, MSG_MADE));
    for (size_t i = 0; template_files[i].path; i++)
        strbuf_printf(out, "  %s/%s\n", folder, template_files[i].path);
    strbuf_printf(out, "\n%s\n\n  styr %s %s --per %s\n", say(command, MSG_TRY), verbs[VERB_RUN].name[command->lang], folder, TEMPLATE_PERIOD);
    strbuf_printf(out, "  styr %s %s\n", verbs[VERB_TEST].name[command->lang], folder);
}

Status cmd_init(Command *command)
{
    if (!command_one_arg(command))
        return STATUS_UNUSABLE;
    const char *folder = command->args.items[0];
    if (is_taken(folder)) {
        command_error(command, S0921, folder);
        return STATUS_UNUSABLE;
    }
    if (!make_folder(command, folder))
        return STATUS_UNUSABLE;
    for (size_t i = 0; template_files[i].path; i++)
        if (!make_file(command, folder, &template_files[i]))
            return STATUS_UNUSABLE;
    StrBuf text = {0};
    put_done(command, folder, &text);
    return command_write(command, &text, STATUS_CLEAN);
}
