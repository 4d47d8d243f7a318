/* exec_fixture.h: a model and tables as text, planned and scanned. For test_plan.c and test_exec*.c. */
#ifndef STYR_TEST_EXEC_FIXTURE_H
#define STYR_TEST_EXEC_FIXTURE_H

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "exec/backend.h"
#include "exec/exec.h"
#include "text/render.h"

typedef struct Planned { Arena *arena; Model *model; Plan *plan; Diags diags; const TableData **tables; } Planned;

static inline void expect_no_errors(const Planned *p, const char *what)
{
    StrBuf text = {0};
    render_diags(&text, &p->diags, &(RenderOptions){LANG_SV, false, DIAG_FORMAT_SHORT});
    cr_assert_eq(p->diags.errors, 0, "%s:\n%s", what, text.s);
    strbuf_free(&text);
}

static inline Planned plan_text(const char *text)
{
    Planned p = {.arena = arena_new()};
    TreeIds ids = {0};
    diags_init(&p.diags, p.arena);
    const Tree **trees = arena_array(p.arena, 1, sizeof *trees);
    trees[0] = tree_parse(p.arena, source_new(p.arena, "prov.styr", str_of(text)), &ids, &p.diags);
    p.model = model_check(p.arena, trees, 1, &ids, &p.diags);
    expect_no_errors(&p, "the model");
    p.plan = plan_lower(p.arena, p.model, &p.diags);
    expect_no_errors(&p, "the plan");
    p.tables = arena_array(p.arena, p.model->tables.count, sizeof *p.tables);
    return p;
}

static inline bool any_unit(void *context, Str unit, const ColumnSpec *column, Fix *factor)
{
    (void)context, (void)unit, (void)column;
    *factor = FIX_ONE;
    return true;
}

static inline GivenRow split_row(Arena *arena, Str line)
{
    GivenRow row = {.cells = arena_array(arena, 32, sizeof *row.cells)};
    for (size_t at = 0; at <= line.n;) {
        size_t end = str_find(line, STR_LIT(";"), at);
        end = end == (size_t)-1 ? line.n : end;
        row.cells[row.count++].text = str_trim((Str){line.s + at, end - at});
        at = end + 1;
    }
    return row;
}

/* The rows of a table: a line of column names, then one a row, with semicolons. */
static inline void give_table(Planned *p, size_t table, const char *rows)
{
    VEC(GivenRow) given = {0};
    TableSpec spec;
    TableData *data = ARENA_NEW(p->arena, TableData);
    Str text = str_of(rows);
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR_LIT("\n"), at);
        end = end == (size_t)-1 ? text.n : end;
        vec_push(p->arena, &given, split_row(p->arena, (Str){text.s + at, end - at}));
        at = end + 1;
    }
    cr_assert(exec_table_spec(p->arena, p->model, table, &p->diags, &spec));
    data_from_cells(p->arena, &spec, given.items[0].cells, given.items[0].count, given.items + 1, given.count - 1, any_unit, NULL, &p->diags, data);
    expect_no_errors(p, rows);
    p->tables[table] = data;
}

#endif
