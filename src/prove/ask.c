/* ask.c: one question over all its moments: the formula, the solver's answer, and what is found tried. */
#include "prove/rows.h"

/* So many questions that the solver did not finish, and the rest are left open: the whole is bounded too. */
#define MOST_CUT ((size_t)20)

void found_open(Found *found, OpenReason why, const char *text)
{
    if (found->open)
        return;
    found->open = true;
    found->why = why;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
        found->why_text[lang] = diag_arg(text, lang);
}

void found_late(const Prover *prover, Found *found)
{
    int seconds = prover->options.seconds;
    if (prover->out->cut >= MOST_CUT) {
        found_open(found, OPEN_TIME, BOTH("frågan ställdes inte: tjugo andra blev inte klara", "the question was not put: twenty others were not finished"));
        return;
    }
    const char *sv = arena_printf(prover->arena, "lösaren blev inte klar på %d %s; --tid ger den mer tid", seconds, seconds == 1 ? "sekund" : "sekunder");
    const char *en = arena_printf(prover->arena, "the solver did not finish in %d %s; --time gives it more", seconds, seconds == 1 ? "second" : "seconds");
    found_open(found, OPEN_TIME, diag_both(prover->arena, sv, en));
}

void proof_at(const Prover *prover, Proof *proof, Arena *arena, const Moment *moment)
{
    proof_init(proof, arena);
    for (size_t side = 0; side < prover->sides; side++)
        proof_side(proof, side, prover->models[side], prover->plans[side], prover->files[side], moment->as_of);
}

/* ---- answers are remembered ---- */

static Str question_text(const Script *script, StrBuf *buf)
{
    strbuf_put(buf, strbuf_str(&script->text));
    strbuf_put(buf, strbuf_str(&script->beside));
    strbuf_put(buf, strbuf_str(&script->asserted));
    return strbuf_str(buf);
}

Answer prover_ask(Prover *prover, const Script *script)
{
    StrBuf buf = {0};
    Str text = question_text(script, &buf);
    uintptr_t known = (uintptr_t)map_get(&prover->answers, text);
    prover->remembered = known != 0;
    if (!known && prover->out->cut < MOST_CUT && !(prover->options.stop && *prover->options.stop)) {
        Answer answer = solver_ask(prover->solver, script);
        prover->out->asked++;
        prover->out->cut += answer == ANSWER_UNKNOWN;
        known = (uintptr_t)answer + 1;
        map_put(&prover->answers, text, (void *)known);
    }
    strbuf_free(&buf);
    return known ? (Answer)(known - 1) : ANSWER_UNKNOWN;
}

void prover_refresh(Prover *prover, const Script *script)
{
    if (prover->remembered)
        solver_ask(prover->solver, script);
}

/* ---- one moment ---- */

static bool holds(const Prover *prover, Evaluator *const *evs, const void *question, const Moment *moment)
{
    return question_holds(prover, evs, question, moment);
}

/* Two of the tables are read from one file, in ways of their own: rows for each would not be the rows of one file. */
static bool share_file(Proof *proof, size_t sides)
{
    for (size_t a = 0; a < sides; a++)
        for (size_t b = a; b < sides; b++)
            for (size_t i = 0; i < proof->sides[a].model->tables.count; i++)
                for (size_t j = a == b ? i + 1 : 0; j < proof->sides[b].model->tables.count; j++)
                    if (str_eq(proof->sides[a].files[i], proof->sides[b].files[j]) &&
                        (a == b || !str_eq(key_of_table(proof, &proof->sides[a], i), key_of_table(proof, &proof->sides[b], j))))
                        return true;
    return false;
}

bool rows_try(Prover *prover, Proof *proof, const Moment *moment, Term formula, HoldsFunction holds_then, const void *what, TellFunction tell, Example *out)
{
    RowsBuilt built = {{NULL}, NULL};
    const TableData **tables[SIDES] = {NULL};
    if (prover->out->cut >= MOST_CUT || share_file(proof, prover->sides))
        return false;
    Str facts = str_dup(proof->arena, strbuf_str(&proof->script.beside));
    proof->script.hurried = true;
    bool made = rows_build(prover, proof, formula, ROWS_FOR_EXAMPLE, &built);
    strbuf_put(&proof->script.beside, facts);
    if (!made)
        return false;
    for (size_t side = 0; side < prover->sides; side++) {
        tables[side] = arena_array(proof->arena, prover->models[side]->tables.count + 1, sizeof *tables[side]);
        if (!rows_tables(proof->arena, prover->models[side], built.tables[side], tables[side]))
            return false;
    }
    return witness_try(prover, proof, built.values, tables, moment, holds_then, what, tell, out);
}

/* The solver has found something that is not so, perhaps for want of what it was not told at once. False: told that, it finds nothing. */
static bool survives_products(Prover *prover, Proof *proof, Term formula)
{
    if (str_eqz(proof->products, "true"))
        return true;
    strbuf_clear(&proof->script.asserted);
    term_assert(&proof->script, formula);
    term_assert(&proof->script, proof->products);
    return prover_ask(prover, &proof->script) != ANSWER_NO;
}

/* Tries what the solver found: as figures, if they can stand side by side, else as rows. */
static void try_found(Prover *prover, Proof *proof, const Question *question, const Moment *moment, Term formula, Found *found)
{
    Value *values = arena_array(proof->arena, proof->unknowns.count, sizeof *values);
    bool written = witness_values(prover, proof, values), possible = written && witness_is_possible(proof, values);
    found->any = possible && witness_try(prover, proof, values, (const TableData **const[SIDES]){NULL}, moment, holds, question, question_tell, &found->example);
    found->any = found->any || rows_try(prover, proof, moment, formula, holds, question, question_tell, &found->example);
    if (found->any || !survives_products(prover, proof, formula))
        return;
    if (!written)
        found_open(found, OPEN_UNCONFIRMED, BOTH("uppgifterna som skulle visa det går inte att skriva med sex decimaler", "the data that would show it cannot be written with six decimals"));
    else if (!possible)
        found_open(found, OPEN_UNCONFIRMED, SAME_ROWS_TEXT);
    else if (proof->loose)
        found_open(found, OPEN_LOOSE, arena_strdup(prover->arena, proof->why_loose));
    else
        found_open(found, OPEN_UNCONFIRMED, BOTH("uppgifterna som hittades gav något annat när de prövades", "the data that was found gave something else when it was tried"));
}

Answer proof_ask(Prover *prover, Proof *proof, Arena *arena, const Question *question, const Moment *moment, Term *formula)
{
    proof_at(prover, proof, arena, moment);
    *formula = question_formula(proof, question, moment);
    rows_facts(proof);
    term_assert(&proof->script, *formula);
    return str_eqz(*formula, "false") ? ANSWER_NO : prover_ask(prover, &proof->script);
}

static void ask_moment(Prover *prover, const Question *question, const Moment *moment, Found *found)
{
    Arena *arena = arena_new();
    Proof proof;
    Term formula;
    Answer answer = proof_ask(prover, &proof, arena, question, moment, &formula);
    if (answer == ANSWER_YES) {
        prover_refresh(prover, &proof.script);
        try_found(prover, &proof, question, moment, formula, found);
    }
    if (answer == ANSWER_UNKNOWN && proof.script.too_large)
        found_open(found, OPEN_LIMIT, BOTH("beräkningen är för stor", "the computation is too large"));
    else if (answer == ANSWER_UNKNOWN)
        found_late(prover, found);
    found->contexts++;
    proof_free(&proof);
    arena_free(arena);
}

void question_ask(Prover *prover, const Question *question, const MomentVec *moments, Found *found)
{
    *found = (Found){0};
    for (size_t i = 0; i < moments->count && !found->any; i++)
        ask_moment(prover, question, &moments->items[i], found);
    if (prover->years.limited && !found->any)
        found_open(found, OPEN_LIMIT, BOTH("det finns fler perioder som kan skilja sig åt än de som prövades", "there are more periods that may differ than were tried"));
}
