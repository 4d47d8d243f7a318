/* files.c: which file a table is read from, so that the same file is the same however its path is written, and files that differ are not the same though
 * their paths are written alike. Called by keys.c and questions_declared.c. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "prove/symbols.h"

static Str real_path(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    Str kept = str_of(real ? arena_strdup(arena, real) : "");
    free(real);
    return kept;
}

/* The folder by its real path, and the rest as it is written: of a file that is not there. */
static Str absent_path(Arena *arena, const char *path)
{
    char *folder = path_shown(arena, path);
    Str rest = STR_LIT("");
    for (;;) {
        char *slash = strrchr(folder, '/');
        rest = str_of(arena_printf(arena, "/%s" STR_FMT, slash ? slash + 1 : folder, STR_ARG(rest)));
        if (slash)
            *slash = '\0';
        Str real = real_path(arena, !slash ? "." : *folder ? folder : "/");
        if (real.n || !slash || !*folder)
            return str_of(arena_printf(arena, STR_FMT STR_FMT, STR_ARG(real), STR_ARG(rest)));
    }
}

Str table_file(Arena *arena, const Table *table)
{
    const Decl *decl = table->common.decl;
    if (!table->path.n || !decl || !decl->span.src)
        return table->common.name;
    const char *path = path_join(arena, str_of(decl->span.src->path), table->path);
    Str real = real_path(arena, path);
    return real.n ? real : absent_path(arena, path);
}
