/* scenario_marginals.c: which parameter, moved least, changes each outcome. Part of the paper. */
#include "report/phrases.h"
#include "report/scenario_parts.h"

#define MOST_ROWS 60                     /* JSON and CSV have all */

Str flip_level(Arena *arena, const MarginalCell *cell, const Flip *flip, Lang lang)
{
    VariedCell as = {.base = cell->now};
    return point_level(arena, &as, &flip->becomes, lang);
}

static Str title_of(const Assessment *a)
{
    return a->title.n ? a->title : a->declaration;
}

/* "3 % → 3,268 %" */
static Str move_told(const Telling *telling, const MarginalParameter *parameter, const Flip *flip)
{
    Arena *arena = telling->paper.arena;
    Str from = phrase_quantity(arena, &parameter->now, telling->paper.lang), to = phrase_quantity(arena, &flip->to, telling->paper.lang);
    return telling_text(telling, "%s" STR_FMT " → " STR_FMT, flip->exact ? "" : either(telling, "senast: ", "at the latest: "), STR_ARG(from), STR_ARG(to));
}

/* As exact as the values beside it. */
static Str moved_told(const Telling *telling, const Quantity *from, const Quantity *to)
{
    Quantity moved = quantity_difference(from, to);
    moved.decimals = -1;
    return telling_text(telling, "%s" STR_FMT, num_sign(moved.number) > 0 ? "+" : "", STR_ARG(phrase_quantity(telling->paper.arena, &moved, telling->paper.lang)));
}

static void put_row(Telling *telling, PaperTable *table, const Marginals *marginals, const MarginalCell *cell, const Flip *flip)
{
    Arena *arena = telling->paper.arena;
    Lang lang = telling->paper.lang;
    const MarginalParameter *parameter = &marginals->parameters.items[flip->parameter];
    const Assessment *a = cell->now;
    paper_cell(&telling->paper, table, parameter->name);
    paper_cell(&telling->paper, table, move_told(telling, parameter, flip));
    paper_cell(&telling->paper, table, moved_told(telling, &parameter->now, &flip->to));
    paper_cell(&telling->paper, table, title_of(a));
    paper_cell(&telling->paper, table, phrase_body(arena, a->body.n ? a->body : a->body_title, a->body, a->key));
    paper_cell(&telling->paper, table, telling_text(telling, STR_FMT " → " STR_FMT, STR_ARG(phrase_level(arena, a, lang)),
                                                    STR_ARG(flip_level(arena, cell, flip, lang))));
}

/* The least move, and the least of a parameter that is 0: how far that is cannot be compared with the others. */
static void put_rows(Telling *telling, PaperTable *table, const Marginals *marginals, const MarginalCell *cell)
{
    const Flip *first = &cell->flips.items[0];
    put_row(telling, table, marginals, cell, first);
    for (VEC_EACH(const Flip, flip, &cell->flips))
        if (flip->from_zero && !first->from_zero) {
            put_row(telling, table, marginals, cell, flip);
            return;
        }
}

static void put_flips(Telling *telling, const Marginals *marginals, size_t count)
{
    PaperTable *table = paper_table(&telling->paper, STR_LIT(""), true);
    paper_column(&telling->paper, table, either(telling, "Parameter", "Parameter"), false);
    paper_column(&telling->paper, table, either(telling, "Från och till", "From and to"), false);
    paper_column(&telling->paper, table, either(telling, "Ändring", "Change"), true);
    paper_column(&telling->paper, table, either(telling, "Utfall", "Outcome"), false);
    paper_column(&telling->paper, table, either(telling, "Organ", "Body"), false);
    paper_column(&telling->paper, table, either(telling, "Blir", "Becomes"), false);
    for (size_t i = 0; i < count && i < MOST_ROWS; i++)
        put_rows(telling, table, marginals, &marginals->cells.items[i]);
    if (count > MOST_ROWS)
        paper_text(&telling->paper, telling_text(telling, either(telling, "… och %zu till.", "… and %zu more."), count - MOST_ROWS));
}

/* Those that nothing changes. */
static void put_firm(Telling *telling, const Marginals *marginals, size_t from)
{
    size_t count = marginals->cells.count - from;
    if (!count)
        return;
    paper_text(&telling->paper, telling_text(telling, either(telling, "Ingen parameter ändrar dessa utfall (%zu), så långt som det är prövat:",
                                                             "No parameter changes these outcomes (%zu), as far as was tried:"), count));
    for (size_t i = from; i < marginals->cells.count && i - from < MOST_ROWS; i++) {
        const Assessment *a = marginals->cells.items[i].now;
        Str body = a->body.n ? a->body : a->body_title;
        paper_item(&telling->paper, 1, TONE_PLAIN, telling_text(telling, STR_FMT ", " STR_FMT "%s" STR_FMT ": " STR_FMT, STR_ARG(title_of(a)), STR_ARG(body),
                                                                a->key.n ? ", " : "", STR_ARG(a->key),
                                                                STR_ARG(phrase_level(telling->paper.arena, a, telling->paper.lang))));
    }
    if (count > MOST_ROWS)
        paper_text(&telling->paper, telling_text(telling, either(telling, "… och %zu till.", "… and %zu more."), count - MOST_ROWS));
}

static Str names_told(const Telling *telling, const Marginals *marginals)
{
    StrBuf buf = {0};
    for (VEC_EACH(const Str, name, &marginals->untried))
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(*name));
    Str text = str_dup(telling->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void put_tried(Telling *telling, const Marginals *marginals)
{
    paper_text(&telling->paper, telling_text(telling, either(telling, "%zu inställningar prövade, en parameter i taget; att ett utfall växlar fram och tillbaka mellan två av dem är inte uteslutet.",
                                                             "%zu settings tried, one parameter at a time; that an outcome changes and changes back between two of them is not ruled out."), marginals->tried));
    for (VEC_EACH(const MarginalParameter, parameter, &marginals->parameters)) {
        Arena *arena = telling->paper.arena;
        Lang lang = telling->paper.lang;
        paper_item(&telling->paper, 1, TONE_PLAIN, telling_text(telling, either(telling, STR_FMT ": " STR_FMT "–" STR_FMT " i steg om " STR_FMT, STR_FMT ": " STR_FMT "–" STR_FMT " in steps of " STR_FMT),
                                                                STR_ARG(parameter->name), STR_ARG(phrase_quantity(arena, &parameter->low, lang)),
                                                                STR_ARG(phrase_quantity(arena, &parameter->high, lang)), STR_ARG(phrase_quantity(arena, &parameter->step, lang))));
    }
    if (marginals->untried.count)
        paper_text(&telling->paper, telling_text(telling, either(telling, "Inte prövade, för att de inte är ett enda tal: " STR_FMT ".", "Not tried, because they are not a single number: " STR_FMT "."),
                                                 STR_ARG(names_told(telling, marginals))));
}

void put_marginals(Telling *telling, const Marginals *marginals)
{
    size_t changed = 0;
    if (!marginals)
        return;
    while (changed < marginals->cells.count && marginals->cells.items[changed].flips.count)
        changed++;
    paper_heading(&telling->paper, 3, str_of(either(telling, "Minsta ändring som ger ett annat utfall", "Least change that gives another outcome")));
    if (changed)
        put_flips(telling, marginals, changed);
    put_firm(telling, marginals, changed);
    put_tried(telling, marginals);
}
