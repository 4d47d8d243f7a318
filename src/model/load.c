/* load.c: the files of a model: those named on the command line, all of a folder, and what they use (`använd`), each once; then checked together. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "model/check.h"

#define MOST_BYTES ((size_t)64 << 20)
#define MOST_DEPTH 64
#define EXTENSION ".styr"

typedef struct Loaded { bool on_path; Source *src; } Loaded;

typedef struct Loader {
    Arena *arena;
    Diags *diags;
    const char *library;
    TreeIds ids;
    Map files;               /* real path -> Loaded */
    VEC(const Tree *) trees;
    VEC(const char *) path;  /* files that are using each other right now, for the message about rings */
    bool incomplete, in_library;
} Loader;

static void load_any(Loader *l, const char *path, Span from);

/* ---- reading ---- */

static void report_status(Loader *l, FileStatus status, const char *path, const char *detail, Span from)
{
    detail = detail ? detail : "";
    l->incomplete = true;
    switch (status) {
    case FILE_NOT_FOUND: diag_add(l->diags, DIAG_S0901, from, path, NULL); return;
    case FILE_NO_ACCESS: diag_add(l->diags, DIAG_S0902, from, path, detail, NULL); return;
    case FILE_IS_DIRECTORY: diag_add(l->diags, DIAG_S0903, from, path, NULL); return;
    case FILE_TOO_LARGE: diag_add(l->diags, DIAG_S0904, from, path, "64 MiB", NULL); return;
    case FILE_CHANGED: diag_add(l->diags, DIAG_S0905, from, path, NULL); return;
    case FILE_IO:
    case FILE_OK: diag_add(l->diags, DIAG_S0906, from, path, detail, NULL); return;
    }
}

/* The same file by whatever path it is reached. */
static const char *identity(Loader *l, const char *path)
{
    char *real = realpath(path, NULL);
    const char *kept = arena_strdup(l->arena, real ? real : path);
    free(real);
    return kept;
}

static void report_ring(Loader *l, const char *path, Span from)
{
    StrBuf chain = {0};
    size_t at = l->path.count;
    while (at > 0 && strcmp(identity(l, l->path.items[at - 1]), identity(l, path)) != 0)
        at--;
    for (at = at ? at - 1 : 0; at < l->path.count; at++)
        strbuf_printf(&chain, "%s → ", l->path.items[at]);
    strbuf_puts(&chain, path);
    diag_add(l->diags, DIAG_S0272, from, chain.s, NULL);
    strbuf_free(&chain);
}

/* ---- använd ---- */

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static void report_library(Loader *l, const Decl *decl)
{
    l->incomplete = true;
    diag_add(l->diags, DIAG_S0273, decl->name_span, arena_strndup(l->arena, decl->name.s, decl->name.n), NULL);
}

static void use_library(Loader *l, const Decl *decl)
{
    if (!l->library) {
        report_library(l, decl);
        return;
    }
    const char *folder = arena_printf(l->arena, "%s/" STR_FMT, l->library, STR_ARG(decl->name));
    const char *file = arena_printf(l->arena, "%s" EXTENSION, folder);
    bool before = l->in_library;
    l->in_library = true;
    if (exists(file))
        load_any(l, file, decl->name_span);
    else if (exists(folder))
        load_any(l, folder, decl->name_span);
    else
        report_library(l, decl);
    l->in_library = before;
}

static void use_all(Loader *l, const Tree *tree, const char *path)
{
    for (VEC_EACH(const Decl, decl, &tree->decls)) {
        if (decl->kind != DECL_USE || decl->name.n == 0)
            continue;
        if (decl->name_quoted)
            load_any(l, path_join(l->arena, str_of(path), decl->name), decl->name_span);
        else
            use_library(l, decl);
    }
}

/* ---- files and folders ---- */

/* Where the library is installed says nothing to a reader, and differs between machines: rules/kommunallagen/kommunallagen.styr. */
static const char *name_shown(Loader *l, const char *path)
{
    size_t n = l->library ? strlen(l->library) : 0;
    while (n > 1 && l->library[n - 1] == '/')
        n--;
    if (!n || strncmp(path, l->library, n) != 0 || path[n] != '/')
        return path_shown(l->arena, path);
    size_t start = n;
    while (start > 0 && l->library[start - 1] != '/')
        start--;
    return path_shown(l->arena, path + start);
}

/* What a file uses comes before it, so that declarations stand in the order in which they can be read. */
static void load_file(Loader *l, const char *path, Span from)
{
    Str key = str_of(identity(l, path));
    Loaded *known = map_get(&l->files, key);
    if (known) {
        if (known->on_path)
            report_ring(l, path, from);
        known->src->library &= l->in_library;
        return;
    }
    Str text;
    const char *detail = NULL;
    FileStatus status = file_read(l->arena, path, MOST_BYTES, &text, &detail);
    if (status != FILE_OK) {
        report_status(l, status, path, detail, from);
        return;
    }
    Loaded *loaded = ARENA_NEW(l->arena, Loaded);
    map_put(&l->files, key, loaded);
    Source *src = source_new(l->arena, name_shown(l, path), text);
    src->path = path;
    src->library = l->in_library;
    loaded->src = src;
    const Tree *tree = tree_parse(l->arena, src, &l->ids, l->diags);
    loaded->on_path = true;
    vec_push(l->arena, &l->path, path);
    use_all(l, tree, path);
    l->path.count--;
    loaded->on_path = false;
    vec_push(l->arena, &l->trees, tree);
}

static int is_model_file(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name), tail = strlen(EXTENSION);
    return entry->d_name[0] != '.' && n > tail && strcmp(entry->d_name + n - tail, EXTENSION) == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void load_folder(Loader *l, const char *path, Span from)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_model_file, by_bytes);
    if (count <= 0) {
        diag_add(l->diags, DIAG_S0908, from, strcmp(path, ".") ? path : diag_both(l->arena, "den här mappen", "this folder"), NULL);
        l->incomplete = true;
    }
    /* The folder one stands in needs no name of its own in messages. */
    bool here = strcmp(path, ".") == 0;
    size_t length = strlen(path);
    const char *slash = here || (length && path[length - 1] == '/') ? "" : "/";
    for (int i = 0; i < count; i++) {
        load_file(l, arena_printf(l->arena, "%s%s%s", here ? "" : path, slash, entries[i]->d_name), from);
        free(entries[i]);
    }
    free(entries);
}

static void load_any(Loader *l, const char *path, Span from)
{
    struct stat status;
    if (l->path.count >= MOST_DEPTH) {
        report_ring(l, path, from);
        return;
    }
    if (strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        load_folder(l, path, from);
    else
        load_file(l, path, from);
}

/* A model that says nothing would come out as a model without faults. */
static void check_not_empty(Loader *l)
{
    if (l->diags->errors)
        return;
    for (size_t i = 0; i < l->trees.count; i++)
        if (l->trees.items[i]->decls.count)
            return;
    const Source *src = l->trees.items[0]->src;
    diag_add(l->diags, DIAG_S0929, SPAN_NONE, src->name, NULL);
}

Model *model_load(Arena *arena, const char *const *paths, size_t path_count, const char *library, Diags *diags)
{
    Loader loader = {.arena = arena, .diags = diags, .library = library};
    map_init(&loader.files, arena);
    for (size_t i = 0; i < path_count; i++)
        load_any(&loader, paths[i], SPAN_NONE);
    if (loader.trees.count == 0)
        return NULL;
    check_not_empty(&loader);
    return model_check_files(arena, loader.trees.items, loader.trees.count, &loader.ids, loader.incomplete, diags);
}
