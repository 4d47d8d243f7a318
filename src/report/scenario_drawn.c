/* scenario_drawn.c: what the draws say together: how often each level, and how far the values spread. Part of the paper. */
#include "report/phrases.h"
#include "report/scenario_parts.h"

/* "62,4 %" */
static Str share_told(const Telling *telling, size_t count, size_t of)
{
    Num share;
    StrBuf buf = {0};
    if (of == 0 || !num_div(num_of_int((int64_t)count * 100), num_of_int((int64_t)of), &share))
        return STR_LIT("");
    num_print_people(&buf, share, 1, telling->paper.lang == LANG_EN);
    strbuf_puts(&buf, "\u00a0%");
    Str text = str_dup(telling->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str level_name(const Telling *telling, const DrawnCell *cell, size_t rank)
{
    if (cell->names[rank].n)
        return cell->names[rank];
    return str_of(rank ? either(telling, "utlöst", "triggered") : either(telling, "inte utlöst", "not triggered"));
}

static Str levels_told(const Telling *telling, const Drawn *drawn, const DrawnCell *cell)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < DRAWN_LEVELS; i++)
        if (cell->levels[i])
            strbuf_printf(&buf, "%s" STR_FMT " " STR_FMT, buf.n ? ", " : "", STR_ARG(level_name(telling, cell, i)),
                          STR_ARG(share_told(telling, cell->levels[i], drawn->draws)));
    if (cell->without_level && buf.n)
        strbuf_printf(&buf, ", %s " STR_FMT, either(telling, "utan nivå", "without a level"), STR_ARG(share_told(telling, cell->without_level, drawn->draws)));
    Str text = str_dup(telling->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* A draw is no more exact than this. */
static Str percentile_told(Arena *arena, const DrawnCell *cell, size_t share, Lang lang)
{
    Quantity value = cell->shares[share];
    value.decimals = value.decimals < 1 ? 1 : value.decimals;
    return cell->has_values ? phrase_quantity(arena, &value, lang) : STR_LIT("");
}

static void put_cells(Telling *telling, const Drawn *drawn)
{
    Arena *arena = telling->paper.arena;
    PaperTable *table = paper_table(&telling->paper, STR_LIT(""), true);
    paper_column(&telling->paper, table, either(telling, "Vad", "What"), false);
    paper_column(&telling->paper, table, either(telling, "Organ", "Body"), false);
    paper_column(&telling->paper, table, either(telling, "Andel dragningar", "Share of draws"), false);
    paper_column(&telling->paper, table, "5 %", true);
    paper_column(&telling->paper, table, either(telling, "Median", "Median"), true);
    paper_column(&telling->paper, table, "95 %", true);
    for (VEC_EACH(const DrawnCell, cell, &drawn->cells)) {
        const Assessment *a = cell->base;
        paper_cell(&telling->paper, table, a->title.n ? a->title : a->declaration);
        paper_cell(&telling->paper, table, a->body.n ? a->body : a->body_title);
        paper_cell(&telling->paper, table, levels_told(telling, drawn, cell));
        for (size_t i = 0; i < DRAWN_SHARES; i += 2)
            paper_cell(&telling->paper, table, percentile_told(arena, cell, i, telling->paper.lang));
    }
}

void put_drawn(Telling *telling, const Drawn *drawn)
{
    StrBuf buf = {0};
    for (VEC_EACH(const DrawnParameterTold, parameter, &drawn->parameters))
        strbuf_printf(&buf, "%s" STR_FMT " " STR_FMT, buf.n ? ", " : "", STR_ARG(parameter->parameter), STR_ARG(parameter->distribution));
    paper_heading(&telling->paper, 3, telling_text(telling, either(telling, "Slumpat: %s", "Drawn: %s"), buf.s ? buf.s : ""));
    strbuf_free(&buf);
    paper_text(&telling->paper, telling_text(telling, either(telling, "%zu dragningar, frö %llu.", "%zu draws, seed %llu."), drawn->draws, (unsigned long long)drawn->seed));
    if (drawn->cells.count) {
        put_cells(telling, drawn);
        put_fans(telling, drawn);
    } else {
        paper_text(&telling->paper, str_of(either(telling, "Inget utfall blir olika.", "No outcome becomes different.")));
    }
}
