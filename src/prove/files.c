/* files.c: which file each table is read from. The same file is the same however its path is written. Of two models, each with a copy of the same data
 * beside it, the copies count as the same file while they are: what is said rests on that, and it is told. Called by prove.c before anything is asked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "prove/questions.h"

/* ---- one model ---- */

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

/* The path behind the folder; empty when it is not in it. */
static const char *path_in(const char *folder, const char *path)
{
    size_t n = strlen(folder);
    if (strcmp(folder, ".") == 0)
        return *path != '/' && strncmp(path, "../", 3) != 0 ? path : "";
    return strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : "";
}

/* Of a model that was taken out of a revision: the file as it lies today. Its own were only laid out to be read. */
static const char *path_at_home(Arena *arena, const ProofModel *from, const char *path)
{
    const char *rest = from->taken ? path_in(path_shown(arena, from->taken), path_shown(arena, path)) : "";
    return *rest ? arena_printf(arena, "%s/%s", from->home, rest) : path;
}

/* As written, from where the declaration stands; NULL for a table without a file. */
static const char *written_path(Arena *arena, const ProofModel *from, const Table *table)
{
    const Decl *decl = table->common.decl;
    if (!table->path.n || !decl || !decl->span.src)
        return NULL;
    return path_at_home(arena, from, path_join(arena, str_of(decl->span.src->path), table->path));
}

static Str file_of(Arena *arena, const ProofModel *from, const Table *table)
{
    const char *path = written_path(arena, from, table);
    if (!path)
        return table->common.name;
    Str real = real_path(arena, path);
    return real.n ? real : absent_path(arena, path);
}

/* ---- copies ---- */

/* Where the file lies as seen from the model: from the folder that was given, or that the given file lies in. Empty when it lies elsewhere. */
static Str place_in_model(Arena *arena, const ProofModel *from, const Table *table)
{
    struct stat status;
    const char *path = written_path(arena, from, table);
    char *root = path_shown(arena, from->path);
    if (!path || from->taken)
        return STR_LIT("");
    if (stat(root, &status) != 0 || !S_ISDIR(status.st_mode)) {
        char *slash = strrchr(root, '/');
        if (slash)
            *slash = '\0';
        root = slash ? root : arena_strdup(arena, ".");
    }
    return str_of(path_in(root, path_shown(arena, path)));
}

#define CHUNK ((size_t)65536)

static bool same_bytes(Arena *arena, FILE *a, FILE *b)
{
    char *x = arena_array(arena, CHUNK, 1), *y = arena_array(arena, CHUNK, 1);
    for (;;) {
        size_t n = fread(x, 1, CHUNK, a), m = fread(y, 1, CHUNK, b);
        if (n != m || memcmp(x, y, n) != 0)
            return false;
        if (n < CHUNK)
            return !ferror(a) && !ferror(b);
    }
}

/* Two regular files with the same content. */
static bool are_copies(Str first, Str second)
{
    Arena *arena = arena_new();
    const char *paths[SIDES] = {arena_strndup(arena, first.s, first.n), arena_strndup(arena, second.s, second.n)};
    struct stat status[SIDES];
    bool same = stat(paths[0], &status[0]) == 0 && stat(paths[1], &status[1]) == 0 && S_ISREG(status[0].st_mode) && S_ISREG(status[1].st_mode) &&
                status[0].st_size == status[1].st_size;
    FILE *a = same ? fopen(paths[0], "rb") : NULL, *b = same ? fopen(paths[1], "rb") : NULL;
    same = a && b && same_bytes(arena, a, b);
    if (a)
        fclose(a);
    if (b)
        fclose(b);
    arena_free(arena);
    return same;
}

/* The table of the old model by the same name, at the same place in it, with the same content today. */
static const Table *copied_from(const Prover *prover, const ProofModel models[SIDES], size_t index)
{
    const Table *table = &models[1].model->tables.items[index];
    Str place = place_in_model(prover->arena, &models[1], table);
    for (size_t i = 0; place.n && i < models[0].model->tables.count; i++) {
        const Table *old = &models[0].model->tables.items[i];
        if (str_eq(old->common.name, table->common.name) && str_eq(place_in_model(prover->arena, &models[0], old), place) &&
            !str_eq(prover->files[0][i], prover->files[1][index]) && are_copies(prover->files[0][i], prover->files[1][index]))
            return old;
    }
    return NULL;
}

static Str shown_path(Arena *arena, const ProofModel *from, const Table *table)
{
    return str_of(path_shown(arena, written_path(arena, from, table)));
}

static void join_copies(Prover *prover, const ProofModel models[SIDES])
{
    for (size_t i = 0; i < models[1].model->tables.count; i++) {
        const Table *table = &models[1].model->tables.items[i], *old = copied_from(prover, models, i);
        if (!old)
            continue;
        prover->files[1][i] = prover->files[0][old - models[0].model->tables.items];
        FileCopy copy = {table->common.name, {shown_path(prover->arena, &models[0], old), shown_path(prover->arena, &models[1], table)}};
        vec_push(prover->arena, &prover->out->copies, copy);
    }
}

void files_settle(Prover *prover, const ProofModel models[SIDES])
{
    for (size_t side = 0; side < prover->sides; side++) {
        const Model *model = models[side].model;
        prover->files[side] = arena_array(prover->arena, model->tables.count, sizeof *prover->files[side]);
        for (size_t i = 0; i < model->tables.count; i++)
            prover->files[side][i] = file_of(prover->arena, &models[side], &model->tables.items[i]);
    }
    if (prover->sides == 2)
        join_copies(prover, models);
}
