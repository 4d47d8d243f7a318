/* sources.c: `styr källor`: which declarations express each statement of the documents, and what stands without on either side. */
#include <string.h>
#include <sys/stat.h>

#include "cmd/command.h"
#include "report/sources.h"

/* -o täckning.md asks for md, unless --format says otherwise. */
static const SourcesFormat *chosen_format(Command *command)
{
    const char *path = command->values[OPT_OUTPUT], *dot = path ? strrchr(path, '.') : NULL, *given = command->values[OPT_FORMAT];
    if (!given && dot && sources_format(str_of(dot + 1)))
        return sources_format(str_of(dot + 1));
    const SourcesFormat *format = sources_format(str_of(given ? given : "text"));
    if (format)
        return format;
    StrBuf names = {0};
    for (size_t i = 0; sources_formats[i]; i++)
        strbuf_printf(&names, "%s%s", !i ? "" : sources_formats[i + 1] ? ", " : say(command, MSG_OR), sources_formats[i]->name);
    command_error(command, S0914, given, arena_printf(command->arena, "--%s", options[OPT_FORMAT].name[command->lang]), names.s);
    strbuf_free(&names);
    return NULL;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool take_model(Command *command, const char *const *paths, size_t count, SourceCoverageVec *models)
{
    Session session;
    command_session(command, &session, 0);
    session.paths = paths;
    session.path_count = count;
    Diags before = command->diags;
    if (!session_load(&session))
        return false;
    command->diags = before;         /* warnings about anything but sources are for granska to tell */
    const StatementBook *book = session_statements(&session);
    if (!book)
        return false;
    SourceCoverage *coverage = coverage_make(command->arena, session.model, book);
    coverage->path = str_of(paths[0]);
    vec_push(command->arena, models, coverage);
    return true;
}

/* Each folder is a model of its own; files that are named belong together, as for the other commands. */
static bool take_models(Command *command, SourceCoverageVec *models)
{
    static const char *const here[] = {"."};
    VEC(const char *) files = {0};
    bool good = true;
    if (!command->args.count)
        return take_model(command, here, 1, models);
    for (size_t i = 0; i < command->args.count; i++) {
        if (is_folder(command->args.items[i]))
            good = take_model(command, &command->args.items[i], 1, models) && good;
        else
            vec_push(command->arena, &files, command->args.items[i]);
    }
    return (!files.count || take_model(command, files.items, files.count, models)) && good;
}

Status cmd_sources(Command *command)
{
    const SourcesFormat *format = chosen_format(command);
    SourceCoverageVec models = {0};
    if (!format || !take_models(command, &models))
        return STATUS_UNUSABLE;
    command_flush(command);
    SourcesOptions own = {command->lang, command->colour_out, command->width, command->values[OPT_MISSING] != NULL,
                          arena_printf(command->arena, "styr %s", styr_version())};
    StrBuf text = {0};
    Status status = STATUS_CLEAN;
    format->write(&text, &models, &own);
    for (size_t i = 0; i < models.count; i++)
        if (!coverage_is_whole(models.items[i]))
            status = STATUS_FLAGGED;
    return command_write(command, &text, status);
}
