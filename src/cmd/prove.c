/* prove.c: `styr bevisa`: what holds of a model whatever the figures say, and where two models can differ. */
#include <stdlib.h>

#include "cmd/prove.h"

#define SECONDS 5
#define MOST_SECONDS 3600

static const char *const here[] = {"."};

/* One model, by its path. NULL when it cannot be used; why is queued. */
static const Model *load(Command *command, const char *const *path)
{
    Session session;
    command_session(command, &session, 0);
    session.paths = path;
    session.path_count = 1;
    return session_load(&session) ? session.model : NULL;
}

static bool load_models(Command *command, ProofReport *report)
{
    size_t count = command->args.count ? command->args.count : 1;
    if (count > 2) {
        command_error(command, S0946, verbs[VERB_PROVE].name[command->lang], arena_printf(command->arena, "%zu", count));
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        report->models[i] = load(command, command->args.count ? &command->args.items[i] : here);
        good = good && report->models[i];
    }
    return good;
}

/* STYR_UTAN_Z3 lets tests see what is said when it is not installed. */
static Solver *open_solver(Command *command, int seconds)
{
    const char *without = getenv("STYR_UTAN_Z3");
    Solver *solver = without && *without ? NULL : solver_open(command->arena, seconds);
    if (!solver)
        command_error(command, S0945);
    return solver;
}

static Status answer(Command *command, ProofReport *report, TextOrJson format, Solver *solver)
{
    ProofOptions options = {.seconds = report->seconds};
    report->proofs = prove_models(command->arena, solver, report->models[0], report->models[1], &options, &command->diags);
    if (!report->proofs)
        return STATUS_UNUSABLE;
    command_flush(command);
    StrBuf text = {0};
    if (format == AS_JSON)
        proofs_json(command, report, &text);
    else
        proofs_text(command, report, &text);
    return command_write(command, &text, report->proofs->flagged ? STATUS_FLAGGED : STATUS_CLEAN);
}

Status cmd_prove(Command *command)
{
    TextOrJson format = command_format(command);
    ProofReport report = {.seconds = SECONDS};
    if (format == AS_UNKNOWN || !command_number(command, OPT_SECONDS, 1, MOST_SECONDS, &report.seconds) || !load_models(command, &report))
        return STATUS_UNUSABLE;
    Solver *solver = open_solver(command, report.seconds);
    if (!solver)
        return STATUS_UNUSABLE;
    Status status = answer(command, &report, format, solver);
    solver_close(solver);
    return status;
}
