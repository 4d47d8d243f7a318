/* tests.c: for what no test has shown yet: rows that show it. The same questions as elsewhere in the room, answered with as few rows as do. */
#include "prove/tests.h"

#include "prove/rows.h"

/* Bodies and periods that are asked about, and those in which it can be and rows are sought: when the first of them give nothing, the rest seldom do. */
#define MOST_MOMENTS ((size_t)500)
#define MOST_SOUGHT ((size_t)8)

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

/* In the order of the table's columns. */
static WishRows rows_in_order(const Prover *prover, const Table *table, const RowCells *cells)
{
    WishRows out = {.table = table->common.name};
    for (size_t r = 0; r < cells->rows.count; r++) {
        Str *row = arena_array(prover->arena, cells->columns.count, sizeof *row);
        vec_push(prover->arena, &out.rows, row);
    }
    for (size_t c = 0; c < table->columns.count; c++)
        for (size_t at = 0; at < cells->columns.count; at++) {
            if (cells->columns.items[at] != c)
                continue;
            for (size_t r = 0; r < cells->rows.count; r++)
                out.rows.items[r][out.columns.count] = cells->rows.items[r][at];
            vec_push(prover->arena, &out.columns, table->columns.items[c].name);
        }
    return out;
}

static void take_rows(const Prover *prover, const RowCells *cells, TestAnswer *out)
{
    const Model *model = prover->models[0];
    for (size_t i = 0; i < model->tables.count; i++)
        if (cells[i].rows.count)
            vec_push(prover->arena, &out->rows, rows_in_order(prover, &model->tables.items[i], &cells[i]));
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

typedef struct Tried { size_t moments, impossible, sought; bool judged, loose; const char *why_loose; } Tried;

static void say_why(const Prover *prover, const Tried *tried, TestAnswer *out)
{
    const char *why = BOTH("inga rader hittades som visar det", "no rows were found that show it");
    if (!tried->moments)
        why = BOTH("den bedöms inte för något organ och någon period", "it is not judged for any body and period");
    else if (tried->impossible == tried->moments)
        why = BOTH("det sker aldrig, vad siffrorna än säger", "it never happens, whatever the figures say");
    else if (tried->judged)
        why = BOTH("det hänger på vad människor bedömer, och förslag ges bara med siffror", "it depends on what people judge, and only figures are suggested");
    else if (tried->loose)
        why = tried->why_loose;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        out->why[lang] = diag_arg(arena_strdup(prover->arena, why), lang);
}

static bool ask_moment(Prover *prover, const Question *question, const Moment *moment, Tried *tried, TestAnswer *out)
{
    Arena *arena = arena_new();
    Proof proof;
    Term formula;
    Answer answer = proof_ask(prover, &proof, arena, question, moment, &formula);
    tried->moments++;
    tried->impossible += answer == ANSWER_NO;
    if (proof.loose && !tried->loose)
        tried->why_loose = arena_strdup(prover->arena, proof.why_loose);
    tried->loose |= proof.loose;
    for (VEC_EACH(const Unknown, unknown, &proof.unknowns))
        tried->judged |= unknown->kind == UNKNOWN_JUDGEMENT;
    tried->sought += answer != ANSWER_NO;
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
    for (size_t i = 0; i < moments.count && i < MOST_MOMENTS && tried.sought < MOST_SOUGHT && !out->found; i++)
        ask_moment(prover, &question, &moments.items[i], &tried, out);
    if (!out->found) {
        bool all = tried.moments == moments.count && !prover->years.limited;
        tried.impossible = all ? tried.impossible : 0;
        say_why(prover, &tried, out);
    }
}
