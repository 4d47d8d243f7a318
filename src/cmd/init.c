/* init.c: `styr ny KATALOG`: a folder with a small model that runs at once, or with a municipality's own (`--kommun`). Nothing that is there is
 * ever overwritten. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "cmd/command.h"
#include "cmd/template.h"
#include "report/markdown.h"

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

/* The name as a part of the file: in a rule file within quotes, in Markdown without markup. */
static Str escaped_name(Command *command, const char *path, Str name)
{
    StrBuf out = {0};
    bool rules = str_ends(str_of(path), STR_LIT(".styr"));
    if (!rules)
        markdown_put(&out, command->arena, name);
    for (size_t i = 0; rules && i < name.n; i++) {
        if (strchr("\"\\", name.s[i]))
            strbuf_putc(&out, '\\');
        strbuf_putc(&out, name.s[i]);
    }
    Str text = str_dup(command->arena, strbuf_str(&out));
    strbuf_free(&out);
    return text;
}

static Str with_name(Command *command, const TemplateFile *file, Str name)
{
    Str text = str_of(file->text), escaped = escaped_name(command, file->path, name);
    StrBuf out = {0};
    size_t from = 0;
    for (size_t at; (at = str_find(text, STR_LIT(TEMPLATE_NAME), from)) != (size_t)-1; from = at + sizeof TEMPLATE_NAME - 1) {
        strbuf_put(&out, (Str){text.s + from, at - from});
        strbuf_put(&out, escaped);
    }
    strbuf_put(&out, (Str){text.s + from, text.n - from});
    Str whole = str_dup(command->arena, strbuf_str(&out));
    strbuf_free(&out);
    return whole;
}

static bool make_file(Command *command, const char *folder, const TemplateFile *file, Str name)
{
    const char *path = arena_printf(command->arena, "%s/%s", folder, file->path), *detail = "";
    const char *slash = strrchr(file->path, '/');
    if (slash && !make_folder(command, arena_printf(command->arena, "%s/%.*s", folder, (int)(slash - file->path), file->path)))
        return false;
    if (file_create(path, with_name(command, file, name), &detail))
        return true;
    command_error(command, S0907, path, detail);
    return false;
}

static void put_done(const Command *command, const char *folder, const TemplateFile *files, StrBuf *out)
{
    const char *period = files == municipality_files ? MUNICIPALITY_PERIOD : TEMPLATE_PERIOD;
    strbuf_printf(out, "%s\n\n", say(command, MSG_MADE));
    for (size_t i = 0; files[i].path; i++)
        strbuf_printf(out, "  %s/%s\n", folder, files[i].path);
    strbuf_printf(out, "\n%s\n\n  styr %s %s --per %s\n", say(command, MSG_TRY), verbs[VERB_RUN].name[command->lang], folder, period);
    strbuf_printf(out, "  styr %s %s\n", verbs[VERB_TEST].name[command->lang], folder);
}

/* ---- the municipality ---- */

#define NAME_MOST ((size_t)100)

/* Letters and digits of the name in lower case, hyphens for the rest: a folder that is called so everywhere. */
static const char *folder_of(Command *command, Str name)
{
    StrBuf out = {0};
    Str folded = utf8_fold(command->arena, name);
    for (size_t at = 0; at < folded.n;) {
        uint32_t point = utf8_next(folded, &at);
        bool kept = (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') || (point >= 0xdf && point <= 0x24f && point != 0xf7);
        if (kept)
            utf8_put(&out, point);
        else if (out.n && out.s[out.n - 1] != '-')
            strbuf_putc(&out, '-');
    }
    while (out.n && out.s[out.n - 1] == '-')
        out.n--;
    const char *folder = arena_strndup(command->arena, out.s ? out.s : "", out.n);
    strbuf_free(&out);
    return folder;
}

static bool municipality_name(Command *command, Str *name, const char **folder)
{
    const char *given = command->values[OPT_MUNICIPALITY];
    *name = str_trim(text_shown(command->arena, str_trim(str_of(given)), NAME_MOST));
    *folder = folder_of(command, *name);
    if (name->n && **folder)
        return true;
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_MUNICIPALITY].name[command->lang]), say(command, MSG_A_NAME));
    return false;
}

Status cmd_init(Command *command)
{
    const TemplateFile *files = command->values[OPT_MUNICIPALITY] ? municipality_files : template_files;
    const char *folder = NULL;
    Str name = {0};
    if (files == municipality_files && !municipality_name(command, &name, &folder))
        return STATUS_UNUSABLE;
    if ((!folder || command->args.count) && !command_one_arg(command))
        return STATUS_UNUSABLE;
    if (command->args.count)
        folder = command->args.items[0];
    if (is_taken(folder)) {
        command_error(command, S0921, folder);
        return STATUS_UNUSABLE;
    }
    if (!make_folder(command, folder))
        return STATUS_UNUSABLE;
    for (size_t i = 0; files[i].path; i++)
        if (!make_file(command, folder, &files[i], name))
            return STATUS_UNUSABLE;
    StrBuf text = {0};
    put_done(command, folder, files, &text);
    return command_write(command, &text, STATUS_CLEAN);
}
