/* utf8.h: the little of Unicode that Styr needs, on utf8proc. */
#ifndef STYR_BASE_UTF8_H
#define STYR_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Offset of the first byte that is not valid UTF-8, or text.n when all is valid. */
size_t utf8_invalid_at(Str text);
/* Decodes one code point at text.s[*at] and moves *at; U+FFFD and one byte forward on invalid bytes. */
uint32_t utf8_next(Str text, size_t *at);
void utf8_put(StrBuf *out, uint32_t code_point);
/* Composed (NFC) copy; the very same slice if nothing had to change. Invalid input is returned as it is. */
Str utf8_nfc(Arena *arena, Str text);
/* NFC and case folded: the form in which names and codes are compared. */
Str utf8_fold(Arena *arena, Str text);
/* Columns on a terminal (wide East Asian characters count 2, combining marks 0). */
size_t utf8_width(Str text);
size_t utf8_point_width(uint32_t code_point);   /* the same for one code point: at most the bytes that it takes */
/* Sort key comparison in Swedish order: case-insensitive, å ä ö after z, ü as y, é as e, hyphen and blanks ignored; ties by bytes. */
int utf8_cmp_swedish(Str a, Str b);
/* Edit distance for suggestions in tenths: 10 an edit, 2 for å/ä/a, ö/o, é/e, 1 for case, 5 for a swap of neighbours. */
unsigned utf8_distance(Str a, Str b);
/* The same, or limit when the lengths alone say that it is at least that much. */
unsigned utf8_distance_within(Str a, Str b, unsigned limit);

#endif
