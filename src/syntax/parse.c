/* parse.c: a source to a tree: the text is made sound, cut into segments, and each segment is given to a parser of its own. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "syntax/comments.h"
#include "syntax/build.h"
#include "syntax/tokens.h"
#include "styr-parser.h"


const char *decl_keyword(DeclKind kind)
{
    static const char *const keywords[] = {
#define X(member, keyword) keyword,
        DECL_KINDS(X)
#undef X
    };
    return keywords[kind];
}

const Attr *decl_attr(const Decl *decl, AttrKind kind)
{
    for (VEC_EACH(Attr, attr, &decl->attrs))
        if (attr->kind == kind)
            return attr;
    return NULL;
}

const Mod *item_mod(const Item *item, ModKind kind)
{
    for (VEC_EACH(Mod, mod, &item->mods))
        if (mod->kind == kind)
            return mod;
    return NULL;
}

Expr *attr_value(const Attr *attr)
{
    return attr && attr->items.count ? attr->items.items[0].value : NULL;
}

static STYR_STYPE token_value(const Token *token)
{
    STYR_STYPE value = {0};
    if (token->expr)
        value.expr = token->expr;
    else
        value.str = token->text;
    return value;
}

/* One segment through the parser. The stack is reset by bison after each accepted or failed input. */
static void parse_segment(styr_pstate *parser, Builder *b, const Tokens *tokens, const Segment *segment)
{
    Span place = segment->span;
    STYR_STYPE none = {0};
    place.end = place.start;
    int start = segment->kind == SEGMENT_HEADING ? TOK_START_HEADING : TOK_START_ATTR;
    int status = styr_push_parse(parser, start, &none, &place, b);
    for (size_t i = 0; i < segment->count && status == YYPUSH_MORE; i++) {
        const Token *token = &tokens->list.items[segment->first + i];
        /* What follows from a day that does not exist would only be guesses. */
        if (token->kind == TOK_TIME && token->expr->as.time.impossible)
            b->decl->broken = true;
        STYR_STYPE value = token_value(token);
        place = token->span;
        status = styr_push_parse(parser, token->kind, &value, &place, b);
    }
    if (status != YYPUSH_MORE)
        return;
    place.start = place.end;
    styr_push_parse(parser, 0, &none, &place, b);
}

static Decl *add_decl(Builder *b, Tree *tree, const Segment *segment, const Tokens *tokens)
{
    Decl decl = {.kind = segment->decl, .span = segment->span, .keyword = tokens->list.items[segment->first].span, .one_line = true};
    vec_push(b->arena, &tree->decls, decl);
    b->too_deep = false;
    return &tree->decls.items[tree->decls.count - 1];
}

static void take_segment(Builder *b, styr_pstate *parser, Tree *tree, const Tokens *tokens, const Segment *segment)
{
    if (segment->starts_decl)
        b->decl = add_decl(b, tree, segment, tokens);
    else if (segment->line_start && b->decl)
        b->decl->one_line = false;
    if (!b->decl)
        return;
    b->decl->span = span_join(b->decl->span, segment->span);
    b->line_start = segment->line_start;
    b->opening = segment->count ? span_text(tokens->list.items[segment->first].span) : STR_LIT("");
    b->heading = segment->kind == SEGMENT_HEADING;
    if (segment->kind == SEGMENT_BROKEN)
        b->decl->broken = true;
    else
        parse_segment(parser, b, tokens, segment);
}

/* UTF-16 is told by its mark, or by every other byte of the first letters being zero. */
static bool looks_utf16(Str text)
{
    if (text.n < 4)
        return false;
    bool marked = str_starts(text, STR_LIT("\xFF\xFE")) || str_starts(text, STR_LIT("\xFE\xFF"));
    return marked || (text.s[0] && !text.s[1] && text.s[2] && !text.s[3]) || (!text.s[0] && text.s[1] && !text.s[2] && text.s[3]);
}

/* The encoding that the bytes that are not UTF-8 look like, or NULL: the letters å ä ö é decide. */
static const char *likely_encoding(Str text)
{
    static const char latin[] = "\xE5\xE4\xF6\xC5\xC4\xD6\xE9\xC9", dos[] = "\x86\x84\x94\x8F\x8E\x99\x82\x90";
    size_t latin_count = 0, dos_count = 0;
    while (text.n) {
        size_t at = utf8_invalid_at(text);
        if (at == text.n)
            break;
        latin_count += memchr(latin, text.s[at], sizeof latin - 1) != NULL;
        dos_count += memchr(dos, text.s[at], sizeof dos - 1) != NULL;
        text = (Str){text.s + at + 1, text.n - at - 1};
    }
    if (!latin_count && !dos_count)
        return NULL;
    return latin_count >= dos_count ? "Windows-1252" : "CP850";
}

/* A text in another encoding is told by name; its bytes are not shown where they would be noise. */
static bool sound_encoding(Arena *arena, Source *src, Diags *diags)
{
    size_t at = utf8_invalid_at(src->text), nul = str_find(src->text, (Str){"", 1}, 0);
    if (at == src->text.n && nul == (size_t)-1)
        return true;
    const char *byte = arena_printf(arena, "%02X", (unsigned char)src->text.s[at < src->text.n ? at : nul]);
    const char *likely = looks_utf16(src->text) ? "UTF-16" : nul == (size_t)-1 ? likely_encoding(src->text) : NULL;
    DiagCode code = likely ? DIAG_S0125 : nul == (size_t)-1 ? DIAG_S0126 : DIAG_S0127;
    if (nul != (size_t)-1)
        src->text = STR_LIT("");
    if (at > src->text.n)
        at = 0;
    diag_add(diags, code, (Span){src, at, at < src->text.n ? at + 1 : at}, likely ? likely : "?", byte, NULL);
    return false;
}

/* A line end of CR alone, as old programs write, is a line end. */
static void mend_line_ends(Arena *arena, Source *src)
{
    Str text = src->text;
    char *mended = NULL;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] != '\r' || (i + 1 < text.n && text.s[i + 1] == '\n'))
            continue;
        if (!mended) {
            src->text = str_dup(arena, text);
            mended = (char *)src->text.s;
        }
        mended[i] = '\n';
    }
}

static bool sound_text(Arena *arena, Source *src, Diags *diags)
{
    if (!sound_encoding(arena, src, diags))
        return false;
    if (str_starts(src->text, STR_LIT("\xEF\xBB\xBF")))
        src->text = (Str){src->text.s + 3, src->text.n - 3};
    mend_line_ends(arena, src);
    Str composed = utf8_nfc(arena, src->text);
    if (composed.s != src->text.s)
        src->text = str_dup(arena, composed);
    return true;
}

Tree *tree_parse(Arena *arena, Source *src, TreeIds *ids, Diags *diags)
{
    Tree *tree = ARENA_NEW(arena, Tree);
    tree->src = src;
    if (!sound_text(arena, src, diags))
        return tree;
    Tokens tokens = {0};
    tokens_make(arena, src, ids, diags, &tokens);
    Builder b = {.arena = arena, .src = src, .ids = ids, .diags = diags};
    styr_pstate *parser = styr_pstate_new();
    for (VEC_EACH(Segment, segment, &tokens.segments))
        take_segment(&b, parser, tree, &tokens, segment);
    styr_pstate_delete(parser);
    comments_attach(arena, tree, &tokens);
    return tree;
}
