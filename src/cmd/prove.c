/* prove.c: `styr bevisa`: what holds of a model whatever the figures say, and where two models can differ. */
#include <stdlib.h>

#include "cmd/prove.h"
#include "cmd/revision.h"

#define SECONDS 5
#define MOST_SECONDS 3600

/* One model, by its path or as git:REV:path. False when it cannot be used; why is queued. Nothing of a revision is needed once it has been read. */
static bool load(Command *command, const char *given, ProofModel *out)
{
    Session session;
    Revision revision;
    if (!revision_take(command, given, &revision)) {
        revision_drop(&revision);
        return false;
    }
    const char *path = revision.taken ? revision.path : given;
    command_session(command, &session, 0);
    session.paths = &path;
    session.path_count = 1;
    bool good = session_load(&session);
    *out = (ProofModel){good ? session.model : NULL, path, revision.taken, revision.home};
    revision_name_files(&revision, command->arena, session.model, &command->diags);
    revision_drop(&revision);
    return good;
}

static bool load_models(Command *command, ProofReport *report)
{
    size_t count = command->args.count ? command->args.count : 1;
    if (count > 2) {
        command_error(command, S0946, verbs[VERB_PROVE].name[command->lang], arena_printf(command->arena, "%zu", count));
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = load(command, command->args.count ? command->args.items[i] : ".", &report->models[i]) && good;
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
    ProofOptions options = {.seconds = report->seconds, .stop = interrupt_watch()};
    report->proofs = prove_models(command->arena, solver, report->models, &options, &command->diags);
    if (interrupted())
        return STATUS_INTERRUPTED;
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
    interrupt_watch();          /* before anything is laid out in a temporary folder */
    if (format == AS_UNKNOWN || !command_number(command, OPT_SECONDS, 1, MOST_SECONDS, &report.seconds) || !load_models(command, &report))
        return STATUS_UNUSABLE;
    Solver *solver = open_solver(command, report.seconds);
    if (!solver)
        return STATUS_UNUSABLE;
    Status status = answer(command, &report, format, solver);
    solver_close(solver);
    return status;
}
