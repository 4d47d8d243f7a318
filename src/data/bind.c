/* bind.c: headers of a file -> the columns that a table asks for. Called when a source has delivered its headers. */
#include <string.h>

#include "base/utf8.h"
#include "data/columns.h"

#define SHOWN_HEADERS 30
#define NEAR_HEADERS 1000       /* candidates compared for a suggestion */
#define NEAR_LENGTH 100

Str header_fold(Arena *arena, Str header)
{
    StrBuf out = {0};
    Str folded = utf8_fold(arena, str_trim(header));
    bool blank = false;
    for (size_t at = 0; at < folded.n;) {
        uint32_t point = utf8_next(folded, &at);
        bool is_blank = point <= ' ' || point == 0xa0 || point == 0x2009 || point == 0x202f;
        if (!is_blank && blank)
            strbuf_putc(&out, ' ');
        if (!is_blank)
            utf8_put(&out, point);
        blank = is_blank;
    }
    Str copy = str_dup(arena, strbuf_str(&out));
    strbuf_free(&out);
    return copy;
}

const char *nearest_name(Arena *arena, Str name, const Str *candidates, size_t count)
{
    const Str *best = NULL;
    unsigned best_distance = (unsigned)(name.n / 3 + 1) * 10;
    if (name.n > NEAR_LENGTH)
        return NULL;
    for (size_t i = 0; i < count && i < NEAR_HEADERS; i++) {
        if (candidates[i].n == 0 || candidates[i].n > NEAR_LENGTH)
            continue;
        unsigned distance = utf8_distance(name, candidates[i]);
        if (distance >= best_distance)
            continue;
        best = &candidates[i];
        best_distance = distance;
    }
    return best ? arena_strndup(arena, best->s, best->n) : NULL;
}

Diag *bind_fault(Faults *faults, DiagCode code, Span span, const char *a, const char *b, const char *c)
{
    static Diag unused;
    if (faults->quiet)
        return &unused;
    faults->count++;
    return diag_add(faults->diags, code, span, a, b, c, (char *)NULL);
}

/* One distinct header: its first field, and how many fields have it. */
typedef struct HeaderUse {
    size_t field, count;
} HeaderUse;

typedef struct HeaderIndex {
    Arena *arena;
    Map by_text;
    const Str *headers;
    size_t count;
    Faults *faults;
} HeaderIndex;

static void index_headers(HeaderIndex *index)
{
    map_init(&index->by_text, index->arena);
    for (size_t i = 0; i < index->count; i++) {
        Str folded = header_fold(index->arena, index->headers[i]);
        HeaderUse *use = map_get(&index->by_text, folded);
        if (!use) {
            use = ARENA_NEW(index->arena, HeaderUse);
            use->field = i;
            map_put(&index->by_text, folded, use);
        }
        use->count++;
    }
}

/* The headers there are, for a message. */
static const char *header_list(const HeaderIndex *index)
{
    StrBuf out = {0};
    for (size_t i = 0; i < index->count && i < SHOWN_HEADERS; i++)
        strbuf_printf(&out, "%s%s", i ? ", " : "", fault_quote(index->arena, str_trim(index->headers[i])));
    if (index->count > SHOWN_HEADERS)
        strbuf_printf(&out, " … (+%zu)", index->count - SHOWN_HEADERS);
    const char *copy = arena_strndup(index->arena, out.s ? out.s : "", out.n);
    strbuf_free(&out);
    return copy;
}

static bool find_field(const HeaderIndex *index, Str header, Span span, size_t *field)
{
    const HeaderUse *use = map_get(&index->by_text, header_fold(index->arena, header));
    *field = use ? use->field : 0;
    if (use && use->count == 1)
        return true;
    Faults *faults = index->faults;
    if (faults->quiet)
        return false;
    const char *shown = fault_quote(index->arena, header);
    if (use) {
        bind_fault(faults, DIAG_S0419, span, shown, faults->shown, fault_number(index->arena, use->count));
        return false;
    }
    Diag *diag = bind_fault(faults, DIAG_S0418, span, shown, faults->shown, header_list(index));
    const char *near = nearest_name(index->arena, header, index->headers, index->count);
    if (near)
        diag_suggest(faults->diags, diag, near);
    return false;
}

bool bind_headers(Arena *arena, const TableShape *shape, const Str *headers, size_t count, Faults *faults, Binding *out)
{
    HeaderIndex index = {.arena = arena, .headers = headers, .count = count, .faults = faults};
    const UnpivotSpec *wide = shape->unpivot;
    bool found = true;
    index_headers(&index);
    out->plain = arena_array(arena, shape->plain_count, sizeof *out->plain);
    out->wide = arena_array(arena, wide ? wide->header_count : 0, sizeof *out->wide);
    for (size_t i = 0; i < shape->plain_count; i++)
        found &= find_field(&index, shape->columns[i].header, shape->columns[i].span, &out->plain[i]);
    for (size_t i = 0; wide && i < wide->header_count; i++)
        found &= find_field(&index, wide->headers[i], wide->span, &out->wide[i]);
    return found;
}
