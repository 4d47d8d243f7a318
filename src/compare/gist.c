/* gist.c: what a declaration that is new or gone says, in a line: who, when, how much. Whoever decides should not have to look it up. */
#include "compare/parts.h"

/* Longer ones are cut between two attributes. */
#define LONGEST 200

/* In the order in which they are told. */
static const AttrKind told[] = {ATTR_RESPONSIBLE, ATTR_DECIDED_BY, ATTR_TARGET, ATTR_REQUIRES, ATTR_RECURS, ATTR_WINDOW, ATTR_BY, ATTR_TO};

static void put_attribute(StrBuf *out, const DeclEntry *entry, AttrKind kind)
{
    bool first = true;
    for (VEC_EACH(const Piece, piece, &entry->pieces)) {
        if (piece->slot != (int)kind || !piece->text.n)
            continue;
        if (first)
            strbuf_printf(out, "%s%s: ", out->n ? "; " : "", slot_keyword(piece->slot));
        strbuf_printf(out, "%s" STR_FMT, first ? "" : ", ", STR_ARG(piece->text));
        first = false;
    }
}

Str gist_of(Compare *c, const DeclEntry *entry)
{
    StrBuf out = {0};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        size_t before = out.n;
        put_attribute(&out, entry, told[i]);
        if (out.n > LONGEST && before) {
            out.n = before;
            break;
        }
    }
    Str text = str_dup(c->arena, (Str){out.s ? out.s : "", out.n > LONGEST ? 0 : out.n});
    strbuf_free(&out);
    return text;
}
