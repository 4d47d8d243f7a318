/* prove_json.c: the answers of `styr bevisa` for other programs. */
#include "cmd/prove.h"
#include "report/json_writer.h"

static void put_model(Json *json, const char *key, const Model *model)
{
    json_open(json, key, '{');
    json_text_or_null(json, "name", model->name);
    json_text_or_null(json, "title", model->title);
    json_text_or_null(json, "municipality", model->municipality_code);
    json_close(json, '}');
}

static void put_values(Json *json, const char *key, const ProofValueVec *values)
{
    json_open(json, key, '[');
    for (VEC_EACH(const ProofValue, value, values)) {
        json_open(json, NULL, '{');
        json_texts(json, "what", value->what);
        if (value->value.state != RESULT_NONE)
            json_quantity_members(json, &value->value);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_example(Json *json, const Example *example)
{
    json_open(json, "example", '{');
    json_text(json, "body", example->body);
    json_period(json, "period", example->period);
    put_values(json, "data", &example->data);
    put_values(json, "outcome", &example->outcome);
    json_close(json, '}');
}

/* Of the kinds that questions are about; others are told by the keyword of the language. */
static const char *subject_key(Arena *arena, Str word)
{
    if (str_eqz(word, "indikator"))
        return "indicator";
    if (str_eqz(word, "regel"))
        return "rule";
    return str_eqz(word, "mål") ? "goal" : arena_strndup(arena, word.s, word.n);
}

static void put_claim(Json *json, Arena *arena, const Claim *claim)
{
    static const char *const verdicts[] = {[VERDICT_PROVED] = "proved", [VERDICT_REFUTED] = "refuted", [VERDICT_OPEN] = "open"};
    static const char *const reasons[] = {[OPEN_NOT] = "", [OPEN_TIME] = "time", [OPEN_LOOSE] = "not_followed", [OPEN_UNCONFIRMED] = "not_confirmed",
                                          [OPEN_LIMIT] = "limit", [OPEN_UNKNOWN] = "unknown"};
    json_open(json, NULL, '{');
    json_text(json, "claim", str_of(claim_key(claim->kind)));
    json_text_or_null(json, "declaration", claim->declaration);
    json_text_or_null(json, "kind", str_of(claim->declaration.n ? subject_key(arena, claim->decl_kind) : ""));
    json_texts(json, "text", claim->what);
    json_text(json, "verdict", str_of(verdicts[claim->verdict]));
    json_bool(json, "flagged", claim->flagged);
    json_texts(json, "answer", claim->answer);
    json_text_or_null(json, "why", str_of(reasons[claim->why]));
    json_texts(json, "why_text", claim->why_text);
    if (claim->has_example)
        put_example(json, &claim->example);
    else
        json_null(json, "example");
    json_open(json, "conflict", '[');
    for (VEC_EACH(const ProofValue, part, &claim->parts)) {
        json_open(json, NULL, '{');
        json_texts(json, "text", part->what);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_size(json, "contexts", claim->contexts);
    json_text_or_null(json, "place", claim->place);
    json_close(json, '}');
}

static void put_copies(Json *json, const Proofs *proofs)
{
    json_open(json, "copies", '[');
    for (VEC_EACH(const FileCopy, copy, &proofs->copies)) {
        json_open(json, NULL, '{');
        json_text(json, "table", copy->table);
        json_text(json, "file", copy->paths[0]);
        json_text(json, "new_file", copy->paths[1]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

void proofs_json(Command *command, const ProofReport *report, StrBuf *out)
{
    const Proofs *proofs = report->proofs;
    Json json = {.out = out};
    json_begin(&json, "bevisa");
    json_text(&json, "program", str_of(arena_printf(command->arena, "styr %s", styr_version())));
    json_text(&json, "solver", proofs->solver);
    put_model(&json, "model", report->models[0].model);
    if (report->models[1].model)
        put_model(&json, "new_model", report->models[1].model);
    else
        json_null(&json, "new_model");
    json_period(&json, "tried_from", proofs->first);
    json_period(&json, "tried_to", proofs->last);
    json_bool(&json, "all_periods", !proofs->limited);
    put_copies(&json, proofs);
    json_open(&json, "claims", '[');
    for (VEC_EACH(const Claim, claim, &proofs->claims))
        put_claim(&json, command->arena, claim);
    json_close(&json, ']');
    json_open(&json, "summary", '{');
    json_size(&json, "proved", proofs->proved);
    json_size(&json, "refuted", proofs->refuted);
    json_size(&json, "open", proofs->open);
    json_size(&json, "flagged", proofs->flagged);
    json_size(&json, "questions", proofs->asked);
    json_size(&json, "unfinished", proofs->cut);
    json_size(&json, "seconds_each", (size_t)report->seconds);
    json_close(&json, '}');
    json_end(&json);
}
