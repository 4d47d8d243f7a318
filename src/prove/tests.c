/* tests.c: for what no test has shown yet: rows that show it. The same questions as elsewhere in the room, answered with as few rows as do. */
#include "prove/tests.h"

#include "prove/rows.h"

/* Bodies and periods that are tried: when the first of them give nothing, the rest seldom do. */
#define MOST_MOMENTS ((size_t)12)

struct TestFinder { Prover prover; };

TestFinder *test_finder(Arena *arena, Solver *solver, const ProofModel *model, const ProofOptions *options, Diags *diags)
{
    const ProofModel models[SIDES] = {*model, {0}};
    TestFinder *finder = ARENA_NEW(arena, TestFinder);
    return prover_begin(&finder->prover, arena, solver, models, options, diags) ? finder : NULL;
}

/* ---- the question ---- */

static Question question_of(const TestWish *wish)
{
    static const ClaimKind kinds[] = {[WISH_CASE] = CLAIM_REACHED, [WISH_LEVEL] = CLAIM_REACHED, [WISH_YES] = CLAIM_CAN_HOLD, [WISH_NO] = CLAIM_CAN_FAIL,
                                      [WISH_UNDECIDED] = CLAIM_UNDECIDED};
    return (Question){.kind = kinds[wish->kind], .subject = wish->subject, .index = {wish->index, wish->index}, .at = wish->at,
                      .by_level = wish->kind == WISH_LEVEL};
}

static bool holds(const Prover *prover, Evaluator *const *evs, const void *question, const Moment *moment)
{
    return question_holds(prover, evs, question, moment);
}

static void tell_nothing(const Prover *prover, Evaluator *const *evs, const void *what, const Moment *moment, Arena *arena, Example *out)
{
    (void)prover, (void)evs, (void)what, (void)moment, (void)arena, (void)out;
}

/* ---- what was found ---- */

static void take_rows(const Prover *prover, const RowCells *cells, TestAnswer *out)
{
    const Model *model = prover->models[0];
    for (size_t i = 0; i < model->tables.count; i++) {
        WishRows rows = {.table = model->tables.items[i].common.name};
        for (VEC_EACH(const size_t, column, &cells[i].columns))
            vec_push(prover->arena, &rows.columns, model->tables.items[i].columns.items[*column].name);
        for (size_t r = 0; r < cells[i].rows.count; r++)
            vec_push(prover->arena, &rows.rows, cells[i].rows.items[r]);
        if (rows.rows.count)
            vec_push(prover->arena, &out->rows, rows);
    }
}

static bool try_moment(Prover *prover, Proof *proof, const Question *question, const Moment *moment, Term formula, TestAnswer *out)
{
    const Context *context = &moment->contexts[0];
    RowsBuilt built = {{NULL}, NULL};
    Example ignored;
    if (!rows_build(prover, proof, formula, ROWS_FOR_TEST, &built))
        return false;
    const TableData **tables[SIDES] = {arena_array(proof->arena, prover->models[0]->tables.count + 1, sizeof **tables)};
    if (!rows_tables(proof->arena, prover->models[0], built.tables[0], tables[0]) ||
        !witness_try(prover, proof, built.values, tables, moment, holds, question, tell_nothing, &ignored))
        return false;
    *out = (TestAnswer){.found = true, .period = context->period};
    out->body = context->who == WHO_BODY ? prover->models[0]->bodies.items[context->body].common.name : context->who == WHO_GROUP ? STR_LIT("koncernen") : STR_LIT("");
    take_rows(prover, built.tables[0], out);
    return true;
}

/* ---- why not ---- */

typedef struct Tried { size_t moments, impossible; bool loose; const char *why_loose; } Tried;

static void say_why(const Prover *prover, const Tried *tried, TestAnswer *out)
{
    const char *why = BOTH("inga rader hittades som visar det", "no rows were found that show it");
    if (!tried->moments)
        why = BOTH("den bedöms inte för något organ och någon period", "it is not judged for any body and period");
    else if (tried->impossible == tried->moments)
        why = BOTH("det sker aldrig, vad siffrorna än säger", "it never happens, whatever the figures say");
    else if (tried->loose)
        why = tried->why_loose;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        out->why[lang] = diag_arg(arena_strdup(prover->arena, why), lang);
}

static bool ask_moment(Prover *prover, const Question *question, const Moment *moment, Tried *tried, TestAnswer *out)
{
    Arena *arena = arena_new();
    Proof proof;
    proof_at(prover, &proof, arena, moment);
    Term formula = question_formula(&proof, question, moment);
    rows_facts(&proof);
    term_assert(&proof.script, formula);
    Answer answer = str_eqz(formula, "false") ? ANSWER_NO : prover_ask(prover, &proof.script);
    tried->moments++;
    tried->impossible += answer == ANSWER_NO;
    if (proof.loose && !tried->loose)
        tried->why_loose = arena_strdup(prover->arena, proof.why_loose);
    tried->loose |= proof.loose;
    bool found = answer != ANSWER_NO && try_moment(prover, &proof, question, moment, formula, out);
    proof_free(&proof);
    arena_free(arena);
    return found;
}

void test_find(TestFinder *finder, const TestWish *wish, TestAnswer *out)
{
    Prover *prover = &finder->prover;
    Question question = question_of(wish);
    MomentVec moments = {0};
    Tried tried = {0};
    *out = (TestAnswer){0};
    moments_of(prover, &question, &moments);
    for (size_t i = 0; i < moments.count && i < MOST_MOMENTS && !out->found; i++)
        ask_moment(prover, &question, &moments.items[i], &tried, out);
    if (!out->found) {
        bool all = tried.moments == moments.count && !prover->years.limited;
        tried.impossible = all ? tried.impossible : 0;
        say_why(prover, &tried, out);
    }
}
