/* entries.c: the declarations of a model as they are compared: cut into pieces, without places, layout or order. */
#include <string.h>

#include "base/utf8.h"
#include "compare/parts.h"
#include "syntax/print.h"

/* ---- text ---- */

Str take(Arena *arena, StrBuf *buf)
{
    Str text = str_dup(arena, strbuf_str(buf));
    strbuf_free(buf);
    return text;
}

/* One line, single blanks. */
static Str flattened(Arena *arena, Str text)
{
    StrBuf out = {0};
    for (size_t i = 0; i < text.n; i++) {
        bool blank = text.s[i] == ' ' || text.s[i] == '\n';
        if (!blank)
            strbuf_putc(&out, text.s[i]);
        else if (out.n && i + 1 < text.n && text.s[i + 1] != ' ' && text.s[i + 1] != '\n')
            strbuf_putc(&out, ' ');
    }
    return take(arena, &out);
}

/* Case means nothing outside quotes. */
static Str folded_outside_quotes(Arena *arena, Str text)
{
    StrBuf out = {0};
    for (size_t at = 0; at < text.n;) {
        size_t end = at;
        bool quoted = text.s[at] == '"';
        if (quoted)
            for (end++; end < text.n && text.s[end] != '"'; end++)
                end += text.s[end] == '\\' && end + 1 < text.n;
        while (!quoted && end < text.n && text.s[end] != '"')
            end++;
        end += quoted && end < text.n;
        Str part = {text.s + at, end - at};
        strbuf_put(&out, quoted ? part : utf8_fold(arena, part));
        at = end;
    }
    return take(arena, &out);
}

static bool is_name_byte(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '-';
}

void names_in(Str text, void (*visit)(void *of, Str name), void *of)
{
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        char quote = text.s[at] == '"' || text.s[at] == '\'' ? text.s[at] : '\0';
        if (quote) {
            for (at++; at < text.n && text.s[at] != quote; at++)
                at += text.s[at] == '\\' && at + 1 < text.n;
            if (quote == '\'')
                visit(of, (Str){text.s + start + 1, at - start - 1});
            at += at < text.n;
            continue;
        }
        while (at < text.n && is_name_byte(text.s[at]) && (text.s[at] != '-' || at > start))     /* the sign of -x is no part of the name */
            at++;
        if (at > start)
            visit(of, (Str){text.s + start, at - start});
        else
            at++;
    }
}

void texts_in(Str text, void (*visit)(void *of, Str quoted), void *of)
{
    for (size_t at = 0; at < text.n; at++) {
        if (text.s[at] != '"')
            continue;
        size_t start = ++at;
        for (; at < text.n && text.s[at] != '"'; at++)
            at += text.s[at] == '\\' && at + 1 < text.n;
        visit(of, (Str){text.s + start, (at < text.n ? at : text.n) - start});
    }
}

Str span_place(Arena *arena, Span span)
{
    if (!span.src)
        return STR_LIT("");
    return str_of(arena_printf(arena, "%s:%zu", span.src->name, source_place(span.src, span.start).line));
}

DiffSide entry_side(Arena *arena, const DeclEntry *entry)
{
    return (DiffSide){entry->name, entry->decl->title.n ? entry->decl->title : entry->name, span_place(arena, entry->decl->name_span)};
}

const char *slot_keyword(int slot)
{
    switch (slot) {
    case SLOT_TITLE: return "titel";
    case SLOT_KIND: return "är";
    case SLOT_HEADING: return "rubrik";
    case ATTR_EQUALS: return "värde";
    default: return attr_keyword((AttrKind)slot);
    }
}

bool slot_is_ordered(int slot)
{
    return slot == SLOT_HEADING || slot == ATTR_ASSESSED || slot == ATTR_DECIDES || slot == ATTR_EQUALS;
}

/* ---- pieces ---- */

static void add_piece(Arena *arena, DeclEntry *entry, int slot, const Item *item, Str text, Str key, Span span)
{
    Piece piece = {slot, item, text, folded_outside_quotes(arena, text), folded_outside_quotes(arena, key), span};
    vec_push(arena, &entry->pieces, piece);
}

/* What an item is about: 2025, för BUN, grön, "åtgärdsplan". */
static Str item_key(Arena *arena, const Attr *attr, const Item *item)
{
    StrBuf key = {0};
    Item bare = *item;
    bare.mods.count = 0;
    bare.bound = item->select == SELECT_NONE ? BOUND_NONE : item->bound;
    if (item->select != SELECT_NONE && item->select != SELECT_ELSE) {
        bare.value = bare.value2 = NULL;
        bare.bound = BOUND_NONE;
    } else {
        bare.value2 = NULL;
    }
    if (item->select == SELECT_ELSE)
        strbuf_puts(&key, "annars");
    else
        print_item(&key, attr, &bare, NULL);
    return take(arena, &key);
}

static void add_item(Arena *arena, DeclEntry *entry, int slot, const Attr *attr, const Item *item)
{
    StrBuf text = {0};
    print_item(&text, attr, item, NULL);
    add_piece(arena, entry, slot, item, flattened(arena, take(arena, &text)), item_key(arena, attr, item), item->span);
}

/* Attributes whose items mean something only together, and scopes with a condition, which stands behind the last of them. */
static bool is_whole(const Attr *attr)
{
    if (attr->kind == ATTR_GIVEN || attr->kind == ATTR_EXPECT || attr->kind == ATTR_FOLDS || attr->kind == ATTR_DECIDES)
        return true;
    for (VEC_EACH(const Item, item, &attr->items))
        if (item->value && item->value->kind == EXPR_SCOPE && item->value->as.scope.where)
            return true;
    return false;
}

/* The attribute without its comments, which the formatter would write. */
static Attr uncommented(Arena *arena, const Attr *attr)
{
    Attr bare = *attr;
    bare.comments = (Comments){0};
    bare.items.items = arena_array(arena, attr->items.count, sizeof *bare.items.items);
    for (size_t i = 0; i < attr->items.count; i++) {
        bare.items.items[i] = attr->items.items[i];
        bare.items.items[i].comments = (Comments){0};
    }
    return bare;
}

/* A beslutstabell is compared row by row. */
static void add_whole(Arena *arena, DeclEntry *entry, const Attr *attr)
{
    StrBuf buf = {0};
    Attr bare = uncommented(arena, attr);
    print_items(&buf, &bare, 0, NULL);
    Str text = take(arena, &buf);
    for (size_t at = 0; at < text.n;) {
        size_t end = attr->kind == ATTR_DECIDES ? str_find(text, STR_LIT("\n"), at) : text.n;
        end = end == (size_t)-1 ? text.n : end;
        Str line = flattened(arena, (Str){text.s + at, end - at});
        add_piece(arena, entry, (int)attr->kind, NULL, line, line, attr->span);
        at = end + 1;
    }
}

static void add_attr(Arena *arena, DeclEntry *entry, const Attr *attr)
{
    if (!attr->items.count)
        add_piece(arena, entry, (int)attr->kind, NULL, STR_LIT(""), STR_LIT(""), attr->span);
    else if (is_whole(attr))
        add_whole(arena, entry, attr);
    else
        for (VEC_EACH(const Item, item, &attr->items))
            add_item(arena, entry, (int)attr->kind, attr, item);
}

static void add_heading(Arena *arena, DeclEntry *entry)
{
    const Decl *decl = entry->decl;
    const Attr heading = {.kind = ATTR_DESCRIPTION};
    if (decl->title.n)
        add_piece(arena, entry, SLOT_TITLE, NULL, str_of(arena_printf(arena, "\"" STR_FMT "\"", STR_ARG(decl->title))), STR_LIT(""), decl->title_span);
    if (decl->kind_name) {
        StrBuf text = {0};
        expr_print(&text, decl->kind_name);
        add_piece(arena, entry, SLOT_KIND, NULL, take(arena, &text), STR_LIT(""), decl->kind_name->span);
    }
    for (VEC_EACH(const Item, item, &decl->heading))
        add_item(arena, entry, SLOT_HEADING, &heading, item);
}

/* ---- names ---- */

typedef struct Mentioning { Arena *arena; DeclEntry *entry; Map seen, needed; bool reckoned; } Mentioning;

static void add_mention(void *of, Str name)
{
    Mentioning *m = of;
    Str folded = utf8_fold(m->arena, name);
    m->entry->every |= str_eqz(folded, "varje");
    if (!map_put(&m->seen, folded, m))
        vec_push(m->arena, &m->entry->mentions, folded);
    if (m->reckoned && !map_put(&m->needed, folded, m))
        vec_push(m->arena, &m->entry->needs, folded);
}

/* A goal is not what the goal above it comes to, but the other way round. */
static bool is_reckoned(const DeclEntry *entry, int slot)
{
    bool upwards = entry->decl->kind == DECL_GOAL && slot == ATTR_UNDER;
    return !upwards && slot != ATTR_REPLACES && slot != ATTR_PART_OF && slot != ATTR_BUILDS_ON && aspect_is_reckoned(aspect_of(entry->decl->kind, slot));
}

static void add_mentions(Arena *arena, DeclEntry *entry)
{
    Mentioning m = {.arena = arena, .entry = entry};
    map_init(&m.seen, arena);
    map_init(&m.needed, arena);
    for (VEC_EACH(const Piece, piece, &entry->pieces)) {
        if (piece->slot == ATTR_SOURCE || piece->slot == ATTR_DESCRIPTION || piece->slot == SLOT_TITLE)
            continue;
        m.reckoned = is_reckoned(entry, piece->slot);
        names_in(piece->text, add_mention, &m);
    }
}

/* ---- entries ---- */

/* What a library declares is the same for both; that it is used is what is compared. Which files a model is in means nothing. */
static bool is_compared(const Decl *decl)
{
    bool library = decl->span.src && decl->span.src->library;
    return !library && !(decl->kind == DECL_USE && decl->name_quoted);
}

static void add_entry(Arena *arena, const Decl *decl, Entries *out)
{
    DeclEntry entry = {.decl = decl, .name = decl->name, .folded = utf8_fold(arena, decl->name), .change = NO_INDEX, .partner = NO_INDEX};
    entry.head = decl->kind == DECL_STEERING_MODEL && !decl_attr(decl, ATTR_UNDER);
    add_heading(arena, &entry);
    for (int kind = 0; kind < ATTR_COUNT; kind++)            /* the order of attributes means nothing */
        EACH_ATTR_OF(attr, decl, kind)
            add_attr(arena, &entry, attr);
    add_mentions(arena, &entry);
    vec_push(arena, &out->all, entry);
}

void entries_make(Arena *arena, const Model *model, Entries *out)
{
    map_init(&out->by_name, arena);
    for (size_t i = 0; model && i < model->tree_count; i++)
        for (VEC_EACH(const Decl, decl, &model->trees[i]->decls))
            if (is_compared(decl))
                add_entry(arena, decl, out);
    for (VEC_EACH(DeclEntry, entry, &out->all))
        if (entry->decl->kind != DECL_TEST && entry->decl->kind != DECL_USE && !map_get(&out->by_name, entry->folded))
            map_put(&out->by_name, entry->folded, entry);
}

const DeclEntry *entry_named(const Entries *entries, Str folded)
{
    return map_get(&entries->by_name, folded);
}
