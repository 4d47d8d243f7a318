/* explain.h: the parts of `styr förklara` that tell what a name of the model is, and what has become of a duty. */
#ifndef STYR_CMD_EXPLAIN_H
#define STYR_CMD_EXPLAIN_H

#include "cmd/command.h"
#include "report/json_writer.h"

/* What a name is, where it is declared, what it looks like and who uses it; also functions. */
Status explain_name(Command *command, Session *session, Str word, TextOrJson format);
/* Whether explain_name can tell what the word is, and a run has no results of it: a krav, the head, a statement; after_run: also what findings may be
 * about, when there were none. */
bool is_told_without_results(Session *session, Str word, bool after_run);

/* What a krav was tried on, and what it came to for each on session->day (explain_model.c). The model must be usable. */
void put_outcomes(Page *page, const Session *session, const Decl *decl);
void put_outcomes_json(Json *json, Arena *arena, const Session *session, const Decl *decl, Lang lang);
/* Who decides about a document or prepares it, and whether its type says so; empty when nobody is named, or it is no document. */
Str decider_told(const Page *page, const Model *model, const Decl *decl, bool prepares);
/* The text of a statement and what expresses it, when the word is the number of one. */
bool explain_statement(Command *command, Session *session, Str word, TextOrJson format, Status *status);

/* Whether the word is what the language calls things of a kind: organ, mål, indikatorer …; what a krav can ask of them, as text and as a list of names. */
bool is_thing_word(Arena *arena, Str word);
void put_thing(const Command *command, Str word, StrBuf *out);
Str thing_attributes(Arena *arena, Str word);

/* Whether the word is the name or title of a hållpunkt or uppdrag of the model, or begins as the id of a duty does. */
bool is_duty_word(Session *session, Str word);
/* The duties of that name or id in the year of the date, as of it. STATUS_FLAGGED when one of them is late, missed or cannot be judged. */
Status explain_duty(Command *command, Session *session, Str word, Date as_of, TextOrJson format);

#endif
