/* functions.c: functions.def as a table, and functions by name. */
#include "base/utf8.h"
#include "model/check.h"

static const FunctionInfo functions[FUNCTION_END] = {
#define FUNCTION(member, name, class, min, max, sv, en) [FUNCTION_##member] = {name, class, min, max, {sv, en}},
#include "model/expressions/functions.def"
#undef FUNCTION
};

const FunctionInfo *function_info(Function function)
{
    return &functions[function];
}

/* å and ä as a, ö as o: all words of the language can be written without dots and rings. */
static Str without_dots(Arena *arena, Str text)
{
    StrBuf buf = {0};
    for (size_t at = 0; at < text.n;) {
        uint32_t ch = utf8_next(text, &at);
        utf8_put(&buf, ch == 0xe5 || ch == 0xe4 ? 'a' : ch == 0xf6 ? 'o' : ch);
    }
    Str plain = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return plain;
}

Function function_find(Checker *c, Str name)
{
    Str folded = name_fold(c, name);
    for (int i = 0; i < FUNCTION_END; i++)
        if (str_eqz(folded, functions[i].name))
            return (Function)i;
    for (int i = 0; i < FUNCTION_END; i++)
        if (str_eq(folded, without_dots(c->arena, str_of(functions[i].name))))
            return (Function)i;
    return FUNCTION_END;
}
