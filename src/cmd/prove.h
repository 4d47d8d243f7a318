/* prove.h: what the files of `styr bevisa` share: the answers, and whose they are. */
#ifndef STYR_CMD_PROVE_H
#define STYR_CMD_PROVE_H

#include "cmd/command.h"
#include "prove/prove.h"

typedef struct ProofReport {
    const Proofs *proofs;
    ProofModel models[2];        /* the second without a model: one was asked about */
    int seconds;
} ProofReport;

void proofs_text(Command *command, const ProofReport *report, StrBuf *out);
void proofs_json(Command *command, const ProofReport *report, StrBuf *out);

#endif
