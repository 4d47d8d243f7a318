/* words.c: the table behind words.h. */
#include "report/words.h"

static const char *const words[WORD_COUNT][2] = {
#define WORD(member, sv, en) {sv, en},
#include "report/words.def"
#undef WORD
};

const char *word(Word which, Lang lang)
{
    return words[which][lang];
}
