/* messages.c: the table behind messages.h. */
#include "cmd/messages.h"

static const char *const messages[MSG_COUNT][2] = {
#define MESSAGE(member, sv, en) {sv, en},
#include "cmd/messages.def"
#undef MESSAGE
};

const char *message(Msg which, Lang lang)
{
    return messages[which][lang];
}
