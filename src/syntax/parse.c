/* parse.c: a source to a tree: the text is made sound, cut into segments, and each segment is given to a parser of its own. */
#include <stdlib.h>

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
    if (segment->kind == SEGMENT_BROKEN)
        b->decl->broken = true;
    else
        parse_segment(parser, b, tokens, segment);
}

/* Texts that are not UTF-8 say which encoding they look like: the letters å ä ö decide. */
static bool sound_text(Arena *arena, Source *src, Diags *diags)
{
    size_t at = utf8_invalid_at(src->text);
    if (at < src->text.n) {
        unsigned char byte = (unsigned char)src->text.s[at];
        bool latin = byte == 0xE5 || byte == 0xE4 || byte == 0xF6 || byte == 0xC5 || byte == 0xC4 || byte == 0xD6;
        bool dos = byte == 0x86 || byte == 0x84 || byte == 0x94 || byte == 0x8F || byte == 0x8E || byte == 0x99;
        const char *likely = latin ? "Windows-1252" : dos ? "CP850" : "?";
        diag_add(diags, latin || dos ? DIAG_S0125 : DIAG_S0126, (Span){src, at, at + 1}, likely, arena_printf(arena, "%02X", byte), NULL);
        return false;
    }
    if (str_find(src->text, (Str){"", 1}, 0) != (size_t)-1) {
        size_t nul = str_find(src->text, (Str){"", 1}, 0);
        diag_add(diags, DIAG_S0127, (Span){src, nul, nul + 1}, NULL);
        return false;
    }
    if (str_starts(src->text, STR_LIT("\xEF\xBB\xBF")))
        src->text = (Str){src->text.s + 3, src->text.n - 3};
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
