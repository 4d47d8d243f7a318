/* claims.c: what was found, as an answer to a claim. */
#include "prove/questions.h"

const char *claim_key(ClaimKind kind)
{
    static const char *const keys[CLAIM_COUNT] = {
#define X(member, key) key,
        CLAIM_KINDS(X)
#undef X
    };
    return keys[kind];
}

static Str place_of(const Prover *prover, const Decl *decl)
{
    if (!decl || !decl->span.src)
        return STR_LIT("");
    return str_of(arena_printf(prover->arena, "%s:%zu", decl->span.src->name, source_place(decl->span.src, decl->span.start).line));
}

Claim claim_new(const Prover *prover, ClaimKind kind, const Common *common, const char *decl_kind)
{
    Claim claim = {.kind = kind, .verdict = VERDICT_OPEN, .decl_kind = str_of(decl_kind)};
    if (common) {
        claim.declaration = common->name;
        claim.place = place_of(prover, common->decl);
    }
    return claim;
}

void claim_say(const Prover *prover, Str text[2], const char *sv, const char *en)
{
    text[LANG_SV] = str_dup(prover->arena, str_of(sv));
    text[LANG_EN] = str_dup(prover->arena, str_of(en));
}

static void take_open(Claim *claim, const Found *found)
{
    claim->verdict = VERDICT_OPEN;
    claim->why = found->why;
    claim->why_text[LANG_SV] = found->why_text[LANG_SV];
    claim->why_text[LANG_EN] = found->why_text[LANG_EN];
}

static void take_example(Claim *claim, const Found *found)
{
    claim->has_example = found->any;
    claim->example = found->example;
    claim->contexts = found->contexts;
}

void claim_for_all(const Prover *prover, Claim *claim, const Found *found)
{
    take_example(claim, found);
    claim->verdict = found->any ? VERDICT_REFUTED : VERDICT_PROVED;
    if (!found->any && found->open)
        take_open(claim, found);
    claim->flagged = claim->verdict == VERDICT_REFUTED;
}

void claim_for_some(const Prover *prover, Claim *claim, const Found *found)
{
    take_example(claim, found);
    claim->verdict = found->any ? VERDICT_PROVED : VERDICT_REFUTED;
    if (!found->any && found->open)
        take_open(claim, found);
    claim->flagged = claim->verdict == VERDICT_REFUTED;
}

void claim_add(Prover *prover, Claim claim)
{
    Proofs *out = prover->out;
    out->proved += claim.verdict == VERDICT_PROVED;
    out->refuted += claim.verdict == VERDICT_REFUTED;
    out->open += claim.verdict == VERDICT_OPEN;
    out->flagged += claim.flagged;
    vec_push(prover->arena, &out->claims, claim);
}
