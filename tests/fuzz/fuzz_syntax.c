/* fuzz_syntax.c: mutates rule files and checks the parser's promises: no crash, an end, and for every text without errors that printing is
 * idempotent and keeps the tree. Use: fuzz_syntax SEED COUNT FILE… ; the same seed gives the same texts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "syntax/tree.h"

static uint64_t state;

static uint64_t draw(uint64_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % below;
}

/* Pieces that mean something to the grammar, so that mutations reach deep. */
static const char *const pieces[] = {
    " för varje ", " där ", "\n    när ", " är ", " är minst ", "(", ")", ";", ",", ", ", ":", "\"", "”", "'", " 1 250 ", "4,5", "3000..3999", "2025-08",
    "2025-13", "januari–april", "–", " − ", "\nregel r\n", "\norgan ", "\n    målvärde ", " och ", " eller ", " inte ", "saknas", "\n# kommentar\n", "%",
    " kr/elev", "\xC3", "\xE2\x80", "\xCC\x88", "\r\n", "\t", "\xC2\xA0", "ingen", " minst 50 % av ", "\n    givet t: a, b\n        1, 2\n", "\n    förvänta ", "_",
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static void insert(StrBuf *text, size_t at, const char *piece)
{
    StrBuf out = {0};
    strbuf_put(&out, (Str){text->s, at});
    strbuf_puts(&out, piece);
    strbuf_put(&out, (Str){text->s + at, text->n - at});
    strbuf_free(text);
    *text = out;
}

static void cut(StrBuf *text, size_t at, size_t length)
{
    length = at + length > text->n ? text->n - at : length;
    memmove(text->s + at, text->s + at + length, text->n - at - length);
    text->n -= length;
    text->s[text->n] = 0;
}

static void mutate(StrBuf *text)
{
    for (uint64_t i = 0, times = 1 + draw(6); i < times && text->n; i++) {
        size_t at = draw(text->n);
        switch (draw(4)) {
        case 0: text->s[at] = (char)draw(256); break;
        case 1: cut(text, at, 1 + draw(30)); break;
        default: insert(text, at, pieces[draw(PIECES)]);
        }
    }
}

static Tree *parse(Arena *arena, Str text, Diags *diags)
{
    TreeIds ids = {0};
    diags_init(diags, arena);
    return tree_parse(arena, source_new(arena, "fuzz.styr", str_dup(arena, text)), &ids, diags);
}

static int check(Str text)
{
    Arena *arena = arena_new();
    Diags diags;
    StrBuf once = {0}, twice = {0}, dump = {0}, dump_again = {0};
    Tree *tree = parse(arena, text, &diags);
    int failed = 0;
    if (diags.errors == 0) {
        tree_print(&once, tree);
        tree_dump(&dump, tree);
        Tree *again = parse(arena, strbuf_str(&once), &diags);
        tree_print(&twice, again);
        tree_dump(&dump_again, again);
        failed = diags.errors > 0 || !str_eq(strbuf_str(&once), strbuf_str(&twice)) || !str_eq(strbuf_str(&dump), strbuf_str(&dump_again));
    }
    if (failed)
        fprintf(stderr, "--- text\n%.*s\n--- printed\n%s\n--- printed again\n%s\n", (int)text.n, text.s, once.s ? once.s : "", twice.s ? twice.s : "");
    strbuf_free(&once);
    strbuf_free(&twice);
    strbuf_free(&dump);
    strbuf_free(&dump_again);
    arena_free(arena);
    return failed;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    state = strtoull(argv[1], NULL, 10);
    long failures = 0;
    for (long i = 0, count = strtol(argv[2], NULL, 10); i < count && failures < 3; i++) {
        Arena *arena = arena_new();
        Str seed;
        const char *detail;
        if (file_read(arena, argv[3 + draw((uint64_t)argc - 3)], 1 << 24, &seed, &detail) != FILE_OK)
            return 2;
        StrBuf text = {0};
        strbuf_put(&text, seed);
        if (i)
            mutate(&text);
        failures += check(strbuf_str(&text));
        strbuf_free(&text);
        arena_free(arena);
    }
    printf("%ld fel\n", failures);
    return failures > 0;
}
