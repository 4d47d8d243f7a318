/* messages.h: the texts of the commands in both languages, from messages.def. Errors are not here but in text/diags.def. */
#ifndef STYR_CMD_MESSAGES_H
#define STYR_CMD_MESSAGES_H

#include "text/diag.h"

typedef enum Msg {
#define MESSAGE(member, sv, en) MSG_##member,
#include "cmd/messages.def"
#undef MESSAGE
    MSG_COUNT
} Msg;

const char *message(Msg which, Lang lang);

#endif
