/* words.h: the fixed words of the reports in both languages, from words.def. */
#ifndef STYR_REPORT_WORDS_H
#define STYR_REPORT_WORDS_H

#include "text/diag.h"

typedef enum Word {
#define WORD(member, sv, en) WORD_##member,
#include "report/words.def"
#undef WORD
    WORD_COUNT
} Word;

const char *word(Word which, Lang lang);

#endif
