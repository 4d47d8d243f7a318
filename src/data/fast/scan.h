/* scan.h: where the fields of a stretch of separated text end, found 64 bytes at a time. The first stage of the fast reader (fast.h). */
#ifndef STYR_DATA_FAST_SCAN_H
#define STYR_DATA_FAST_SCAN_H

#include "base/effort.h"
#include "base/str.h"

#define SCAN_PADDING 64        /* bytes that may be read (not written) before and behind the text */

typedef struct Scan {
    uint32_t *ends;            /* offsets of separators and line feeds outside quotes; room for the length of the text + SCAN_PADDING */
    size_t count, feeds;       /* all of them; the line feeds among them */
    size_t bad;                /* offset of the first zero byte or byte that is not UTF-8; the text's length if there is none */
    bool quotes, carriages;    /* there are some */
    bool inside;               /* the text ends inside quotes */
    bool odd;                  /* lone carriage returns, doubled quotes, quotes that are not around the whole of a field, or line ends in quotes: only
                                * row by row can such a text be read */
} Scan;

typedef void ScanText(Str text, char separator, Scan *scan);

/* The way of scanning that suits the processor, within what is allowed. All give the same. The text is at most 2^31 bytes and begins with a row. */
ScanText *scan_choose(Vectors vectors);

#endif
