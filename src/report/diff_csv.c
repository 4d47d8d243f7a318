/* diff_csv.c: a comparison for spreadsheets: a row for each outcome, requirement and duty that is another. UTF-8 with BOM and semicolons, like csv.c;
 * for machines with commas and without BOM. */
#include "report/diff_parts.h"

#include "report/csv_cells.h"
#include "report/phrases.h"

#define CELLS 12

typedef struct Sheet { StrBuf *out; Arena *arena; const ModelDiff *diff; Lang lang; bool machine; } Sheet;

static void put_row(const Sheet *sheet, const Str cells[CELLS])
{
    csv_put_row(sheet->out, sheet->arena, cells, CELLS, sheet->machine);
}

static void put_titles(const Sheet *sheet)
{
    static const char *const titles[CELLS][2] = {
        {"slag", "sort"}, {"deklaration", "declaration"}, {"namn", "name"}, {"titel", "title"}, {"organ", "body"}, {"nyckel", "key"}, {"från", "from"}, {"till", "to"},
        {"före", "before"}, {"efter", "after"}, {"ändring", "change"}, {"orsak", "cause"},
    };
    Str cells[CELLS];
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = str_of(titles[i][sheet->lang]);
    put_row(sheet, cells);
}

static Str day(const Sheet *sheet, bool has, Date date)
{
    StrBuf buf = {0};
    if (has)
        date_print(&buf, date);
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* ---- outcomes ---- */

static Str outcome_cell(const Sheet *sheet, const DiffOutcome *outcome)
{
    StrBuf buf = {0};
    if (outcome->state == DIFF_LEVEL)
        strbuf_put(&buf, outcome->level);
    else
        strbuf_puts(&buf, diff_state_name(outcome->state, sheet->lang));
    if (outcome->value.state == RESULT_VALUE && outcome->value.type == RESULT_NUMBER) {
        strbuf_puts(&buf, " (");
        if (sheet->machine)
            quantity_print_plain(&buf, &outcome->value);
        else
            quantity_print(&buf, &outcome->value, sheet->lang);
        strbuf_puts(&buf, ")");
    }
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str causes_cell(const Sheet *sheet, const DiffCell *cell)
{
    StrBuf buf = {0};
    for (VEC_EACH(const DiffCause, cause, &cell->causes)) {
        if (cause->kind == CAUSE_FIGURES) {
            strbuf_printf(&buf, "%s%s", buf.n ? ", " : "", diff_cause_name(cause->kind, sheet->lang));
            continue;
        }
        const DiffChange *change = &sheet->diff->changes.items[cause->change];
        strbuf_printf(&buf, "%s%s: " STR_FMT " " STR_FMT, buf.n ? ", " : "", diff_cause_name(cause->kind, sheet->lang), STR_ARG(change->decl_kind),
                      STR_ARG(change->side[change->has[AFTER] ? AFTER : BEFORE].name));
    }
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void put_cell(const Sheet *sheet, const DiffCell *cell)
{
    bool flip = cell->side[BEFORE].state != cell->side[AFTER].state || !str_eq(cell->side[BEFORE].level, cell->side[AFTER].level);
    const Str cells[CELLS] = {
        str_of(sheet->lang == LANG_EN ? "outcome" : "utfall"), cell->decl_kind, cell->declaration, cell->title, cell->body, cell->key, day(sheet, true, cell->period.first),
        day(sheet, true, cell->period.last), outcome_cell(sheet, &cell->side[BEFORE]), outcome_cell(sheet, &cell->side[AFTER]),
        str_of(flip ? (sheet->lang == LANG_EN ? "outcome" : "utfall") : sheet->lang == LANG_EN ? "value" : "värde"), causes_cell(sheet, cell),
    };
    put_row(sheet, cells);
}

/* ---- requirements and duties ---- */

static Str spell_cell(const Sheet *sheet, const DiffSpell *spell)
{
    StrBuf buf = {0};
    if (spell->found) {
        period_print(&buf, spell->opened);
        strbuf_puts(&buf, "/");
        period_print(&buf, spell->last);
    }
    Str text = str_dup(sheet->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void put_requirement(const Sheet *sheet, const DiffRequirement *r)
{
    const DiffSpell *shown = &r->side[r->side[AFTER].found ? AFTER : BEFORE];
    const Str cells[CELLS] = {
        str_of(sheet->lang == LANG_EN ? "requirement" : "krav"), STR_LIT("regel"), r->rule, r->title, r->body, r->key, day(sheet, true, shown->opened.first),
        day(sheet, true, shown->last.last), spell_cell(sheet, &r->side[BEFORE]), spell_cell(sheet, &r->side[AFTER]), str_of(diff_fate_word(r->fate, sheet->lang)), r->what,
    };
    put_row(sheet, cells);
}

static void put_duty(const Sheet *sheet, const DiffDuty *duty)
{
    const DiffDutySide *shown = &duty->side[duty->side[AFTER].found ? AFTER : BEFORE];
    const Str cells[CELLS] = {
        str_of(sheet->lang == LANG_EN ? "duty" : "hållpunkt"), duty->decl_kind, duty->checkpoint, duty->title, duty->body, duty->with,
        day(sheet, shown->has_first, shown->first), day(sheet, shown->has_deadline, shown->deadline), day(sheet, duty->side[BEFORE].has_deadline, duty->side[BEFORE].deadline),
        day(sheet, duty->side[AFTER].has_deadline, duty->side[AFTER].deadline), str_of(diff_duty_word(duty->kind, sheet->lang)), STR_LIT(""),
    };
    put_row(sheet, cells);
}

/* ---- what the models say ---- */

static void put_detail(const Sheet *sheet, const DiffChange *change, const DiffDetail *detail)
{
    const DiffSide *side = &change->side[change->has[AFTER] ? AFTER : BEFORE];
    const Str cells[CELLS] = {
        str_of(sheet->lang == LANG_EN ? "model" : "modell"), change->decl_kind, side->name, side->title, STR_LIT(""), STR_LIT(""), change->side[BEFORE].place,
        change->side[AFTER].place, detail ? detail->value[BEFORE] : STR_LIT(""), detail ? detail->value[AFTER] : STR_LIT(""),
        str_of(diff_kind_name(change->kind, sheet->lang)), detail ? detail->attribute : STR_LIT(""),
    };
    put_row(sheet, cells);
}

/* ---- all ---- */

static void write_csv(StrBuf *out, const ModelDiff *diff, const ReportOptions *options)
{
    Sheet sheet = {out, arena_new(), diff, options->lang, options->machine};
    strbuf_puts(out, options->machine ? "" : "\xEF\xBB\xBF");
    put_titles(&sheet);
    for (VEC_EACH(const DiffChange, change, &diff->changes)) {
        for (VEC_EACH(const DiffDetail, detail, &change->details))
            put_detail(&sheet, change, detail);
        if (!change->details.count)
            put_detail(&sheet, change, NULL);
    }
    for (VEC_EACH(const DiffCell, cell, &diff->cells))
        put_cell(&sheet, cell);
    for (VEC_EACH(const DiffRequirement, requirement, &diff->requirements))
        if (requirement->fate != FATE_SAME)
            put_requirement(&sheet, requirement);
    for (VEC_EACH(const DiffDuty, duty, &diff->duties))
        put_duty(&sheet, duty);
    arena_free(sheet.arena);
}

const DiffFormat diff_csv = {"csv", {"varje ändring, utfall, krav och hållpunkt på en rad", "a row for every change, outcome, requirement and duty"}, write_csv};
