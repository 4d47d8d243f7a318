/* explain.h: the half of `styr förklara` that tells what a name of the model is. */
#ifndef STYR_CMD_EXPLAIN_H
#define STYR_CMD_EXPLAIN_H

#include "cmd/command.h"

/* What a name is, where it is declared, what it looks like and who uses it; also functions. */
Status explain_name(Command *command, Session *session, Str word, TextOrJson format);

#endif
