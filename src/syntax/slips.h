/* slips.h: likely slips at a syntax error, known by the words around it. */
#ifndef STYR_SYNTAX_SLIPS_H
#define STYR_SYNTAX_SLIPS_H

#include "text/source.h"

/* What was likely meant by the word that cannot stand there, behind an attribute that begins with `opening`; NULL: no idea. */
const char *slip_meant(Arena *arena, Str opening, Span span, const char *const *expected, size_t count);
/* Whether a text in quotes stands right before. */
bool slip_text_before(Span span);
/* `risk vatten läcka "…"`: the words up to the title as one name, or NULL when no title follows. */
const char *slip_joined_name(Arena *arena, Span span);

#endif
