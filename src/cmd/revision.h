/* revision.h: a model as it was in a revision of a git repository: git:REV:path. The revision's files are laid out in a private folder, which is
 * removed afterwards. */
#ifndef STYR_CMD_REVISION_H
#define STYR_CMD_REVISION_H

#include "cmd/command.h"

/* All NULL: the model is an ordinary path. */
typedef struct Revision {
    const char *given;       /* "git:v1:modell" */
    const char *prefix;      /* "git:v1:", how its files are shown */
    const char *folder;      /* to be removed */
    const char *taken;       /* the revision's files, in the folder */
    const char *home;        /* the repository's own folder */
    const char *path;        /* the model, among the revision's files */
} Revision;

/* Takes the files out where `given` names a revision; leaves *out empty for any other path. False with a diagnostic: no git, no repository, no such
 * revision, no such path. */
bool revision_take(Command *command, const char *given, Revision *out);
/* Files are shown as git:REV:path, in what is queued too. model may be NULL. */
void revision_name_files(const Revision *revision, Arena *arena, const Model *model, Diags *diags);
void revision_drop(Revision *revision);

#endif
