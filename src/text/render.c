/* render.c: diagnostics in order, each once, to text, lines or JSON. The end of the queue that diag.c keeps. */
#include "text/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "text/render_parts.h"

/* ---- message and hint ---- */

/* The argument that stands at template[at] as {n}, or NULL. */
static const char *placeholder(const Diag *diag, const char *at)
{
    if (at[0] != '{' || at[1] < '0' || at[1] >= '0' + DIAG_MAX_ARGS || at[2] != '}')
        return NULL;
    const char *arg = diag->args[at[1] - '0'];
    return arg ? arg : "";
}

static void fill(StrBuf *out, const Diag *diag, const char *template, Lang lang)
{
    while (*template) {
        size_t plain = strcspn(template + 1, "{") + 1;
        const char *arg = placeholder(diag, template);
        if (!arg) {
            strbuf_put(out, (Str){template, plain});
            template += plain;
            continue;
        }
        strbuf_put(out, diag_arg(arg, lang));
        template += strlen("{0}");
    }
}

void render_message(StrBuf *out, const Diag *diag, Lang lang)
{
    fill(out, diag, diag_info(diag->code)->message[lang], lang);
}

void render_hint(StrBuf *out, const Diag *diag, Lang lang)
{
    const char *hint = diag_info(diag->code)->hint[lang];
    fill(out, diag, hint, lang);
    if (!diag->suggestion)
        return;
    strbuf_printf(out, "%s%s %s?", *hint ? "; " : "", render_words(lang)->did_you_mean, diag->suggestion);
}

/* ---- order ---- */

typedef struct Item {
    const Diag *diag;
    Where where;
    size_t file;            /* order of first appearance; the largest without place */
    size_t index;
} Item;

static int by_size(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_items(const void *left, const void *right)
{
    const Item *a = left, *b = right;
    int order = by_size(a->file, b->file);
    order = order ? order : by_size(a->where.line, b->where.line);
    order = order ? order : by_size(a->where.column, b->where.column);
    return order ? order : by_size(a->index, b->index);
}

/* The number of a file: one more than any before for a new name. Numbers are kept in the map's pointers. */
static size_t file_number(Map *files, const char *name)
{
    if (!name)
        return SIZE_MAX;
    void *known = map_get(files, str_of(name));
    if (!known)
        map_put(files, str_of(name), known = (void *)(uintptr_t)(files->count + 1));
    return (size_t)(uintptr_t)known;
}

static Item *sorted_items(Arena *arena, const Diags *diags)
{
    Map files;
    map_init(&files, arena);
    Item *items = arena_array(arena, diags->list.count, sizeof *items);
    for (size_t i = 0; i < diags->list.count; i++) {
        const Diag *diag = &diags->list.items[i];
        Where where = where_diag(diag);
        items[i] = (Item){diag, where, file_number(&files, where.file), i};
    }
    if (diags->list.count)
        qsort(items, diags->list.count, sizeof *items, compare_items);
    return items;
}

/* True the first time that this code, place and message come by. */
static bool is_new(Map *seen, StrBuf *key, const Item *item, Lang lang)
{
    strbuf_clear(key);
    strbuf_printf(key, "%d %zu %zu %zu ", (int)item->diag->code, item->file, item->where.line, item->where.column);
    render_message(key, item->diag, lang);
    return map_put(seen, strbuf_str(key), (void *)item) == NULL;
}

/* ---- everything ---- */

typedef struct Format {
    const char *before, *between, *after;
    void (*render)(StrBuf *out, const Diag *diag, const RenderOptions *options);
} Format;

static const Format formats[] = {
    [DIAG_FORMAT_TEXT] = {"", "\n", "", render_text},
    [DIAG_FORMAT_SHORT] = {"", "", "", render_short},
    [DIAG_FORMAT_JSON] = {"{\"styr\":1,\"diagnostics\":[", ",", "\n]", render_json},
};

/* Errors and warnings beyond what the queue keeps. */
static size_t omitted(const Diags *diags)
{
    if (diags->list.count < DIAGS_KEPT)
        return 0;
    size_t kept = 0;
    for (size_t i = 0; i < diags->list.count; i++)
        kept += diags->list.items[i].severity != SEV_NOTE;
    size_t all = diags->errors + diags->warnings;
    return all > kept ? all - kept : 0;
}

static void put_omitted(StrBuf *out, size_t count, const RenderOptions *options)
{
    if (options->format == DIAG_FORMAT_JSON && count)
        strbuf_printf(out, ",\"omitted\":%zu", count);
    if (options->format == DIAG_FORMAT_JSON)
        strbuf_puts(out, "}\n");
    else if (count) {
        strbuf_puts(out, formats[options->format].between);
        strbuf_printf(out, render_words(options->lang)->omitted, count);
        strbuf_putc(out, '\n');
    }
}

void render_diags(StrBuf *out, const Diags *diags, const RenderOptions *options)
{
    const Format *format = &formats[options->format];
    Arena *arena = arena_new();
    Item *items = sorted_items(arena, diags);
    Map seen;
    map_init(&seen, arena);
    StrBuf key = {0};
    bool first = true;
    strbuf_puts(out, format->before);
    for (size_t i = 0; i < diags->list.count; i++) {
        if (!is_new(&seen, &key, &items[i], options->lang))
            continue;
        strbuf_puts(out, first ? "" : format->between);
        format->render(out, items[i].diag, options);
        first = false;
    }
    strbuf_puts(out, format->after);
    put_omitted(out, omitted(diags), options);
    strbuf_free(&key);
    arena_free(arena);
}
