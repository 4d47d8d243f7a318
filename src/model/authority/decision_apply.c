/* decision_apply.c: `för varje dokument` in a decision table: what the table says of each declared thing, and whether the model follows it. Called by
 * decision_tables.c. Rows of data (`för varje beslut`) are tried by exec. */
#include "model/constraints/objects.h"
#include "model/authority/things.h"

typedef struct Application {
    Checker *c;
    DecisionTable *table;
    Ref thing;
    const Common *common;
    size_t *pieces;          /* of the thing, one a column */
} Application;

/* ---- telling people ---- */

static const char *title_z(Checker *c, const Common *common)
{
    return text_of(c, common->title);
}

static void undecided(const Application *a, const char *sv, const char *en)
{
    diag_add(a->c->diags, DIAG_S0787, a->common->decl->name_span, title_z(a->c, a->common), title_z(a->c, &a->table->common), diag_both(a->c->arena, sv, en), NULL);
}

/* Where the table comes from, for the hint. */
static const char *source_of(Checker *c, const DecisionTable *table)
{
    const CitationVec *sources = &table->common.sources;
    if (!sources->count)
        return BOTH("ingen angiven", "none stated");
    const Citation *source = &sources->items[0];
    return arena_printf(c->arena, STR_FMT "%s" STR_FMT, STR_ARG(source->document), source->section.n ? " avsnitt " : "", STR_ARG(source->section));
}

/* "Finanspolicy beslutas av KS" */
static const char *as_it_is(const Application *a, const char *value, bool acted)
{
    Checker *c = a->c;
    const char *title = title_z(c, a->common), *sv = "beslutas av", *en = "is decided by";
    if (acted) {
        sv = "är beslutad av";
        en = "was decided by";
    } else if (str_eqz(name_fold(c, a->table->outcome), "bereds_av")) {
        sv = "bereds av";
        en = "is prepared by";
    } else if (!a->table->of_bodies) {
        sv = en = arena_printf(c->arena, "har " STR_FMT, STR_ARG(a->table->outcome));
    }
    return diag_both(c->arena, arena_printf(c->arena, "%s %s %s", title, sv, value), arena_printf(c->arena, "%s %s %s", title, en, value));
}

static void differs(const Application *a, Span where, const char *value, bool acted, const DecisionRow *row)
{
    Checker *c = a->c;
    Diag *diag = diag_add(c->diags, DIAG_S0786, where, as_it_is(a, value, acted), title_z(c, &a->table->common), text_of_expr(c, row->gives),
                          source_of(c, a->table), NULL);
    diag_label(c->diags, diag, row->item->span, BOTH("raden som gäller", "the row that holds"));
}

/* ---- bodies ---- */

/* The table's nämnden is the body of that kind that the thing itself is about, where it says so; else any. */
static bool is_relative(const Application *a, size_t kind, size_t body)
{
    const Model *model = a->c->model;
    if (model->bodies.items[body].kind == NO_INDEX || !kind_is(model, model->bodies.items[body].kind, kind))
        return false;
    bool any = !a->common->applies_to.count;
    for (VEC_EACH(const size_t, one, &a->common->applies_to))
        any |= body_relative(model, *one, kind) == body;
    return any;
}

static bool body_has_text(Checker *c, size_t body, Str text)
{
    const Body *b = &c->model->bodies.items[body];
    Str folded = name_fold(c, str_trim(text));
    if (str_eq(folded, name_fold(c, b->common.name)) || str_eq(folded, name_fold(c, b->common.title)))
        return true;
    const BodyKind *kind = b->kind == NO_INDEX ? NULL : &c->model->kinds.items[b->kind];
    return kind && (str_eq(folded, name_fold(c, kind->name)) || str_eq(folded, name_fold(c, kind->definite)));
}

static bool row_names_body(const Application *a, const DecisionRow *row, size_t body)
{
    switch (row->decides.kind) {
    case SYM_BODY: return row->decides.index == body;
    case SYM_RELATIVE_BODY: return is_relative(a, row->decides.index, body);
    default: return row->gives->kind == EXPR_TEXT && body_has_text(a->c, body, row->gives->as.text);
    }
}

static bool row_names(const Application *a, const DecisionRow *row, const Expr *decider)
{
    const Known *known = name_find(a->c, decider->as.text);
    Ref ref = known ? known->symbol.ref : (Ref){SYM_NONE, 0, 0};
    if (ref.kind == SYM_BODY)
        return row_names_body(a, row, ref.index);
    if (ref.kind == SYM_RELATIVE_BODY && row->decides.kind == SYM_RELATIVE_BODY)
        return kind_is(a->c->model, row->decides.index, ref.index) || kind_is(a->c->model, ref.index, row->decides.index);
    return row->gives->kind == EXPR_TEXT && str_eq(name_fold(a->c, row->gives->as.text), name_fold(a->c, decider->as.text));
}

/* ---- what the thing says ---- */

static void compare_act(const Application *a, const DecisionRow *row)
{
    const Act *act = &a->common->decided;
    bool decides = str_eqz(name_fold(a->c, a->table->outcome), "beslutas_av");
    if (!decides || !a->common->has_decided || act->body == NO_INDEX || row_names_body(a, row, act->body))
        return;
    differs(a, act->item->span, text_of(a->c, a->c->model->bodies.items[act->body].common.name), true, row);
}

static void compare_decider(const Application *a, const DecisionRow *row)
{
    bool prepares = str_eqz(name_fold(a->c, a->table->outcome), "bereds_av");
    const Expr *decider = thing_decider(a->c->model, a->thing, prepares ? ATTR_PREPARED_BY : ATTR_DECIDED_BY);
    if (row->decides.kind == SYM_NONE && row->gives->kind != EXPR_TEXT)
        return;                          /* a body that nobody knows: reported at the row */
    if (decider && !row_names(a, row, decider))
        differs(a, decider->span, text_of(a->c, decider->as.text), false, row);
    compare_act(a, row);
    if (decider || (a->common->has_decided && !prepares))
        return;
    const char *gives = text_of_expr(a->c, row->gives);
    undecided(a, arena_printf(a->c->arena, "%s är inte angivet; tabellen säger %s", prepares ? "bereds av" : "beslutas av", gives),
              arena_printf(a->c->arena, "%s is not stated; the table says %s", prepares ? "bereds av" : "beslutas av", gives));
}

/* Another outcome than who decides: compared where the thing has it. */
static void compare_value(const Application *a, const DecisionRow *row)
{
    Checker *c = a->c;
    DecisionValue is = thing_value(c, a->thing, a->table->outcome);
    bool same = is.kind == DECISION_ABSENT;
    Num number;
    if (is.kind == DECISION_NUMBER)
        same = row->gives->kind == EXPR_NUMBER && constant_value(c->model, row->gives, &number) && num_cmp(number, is.number) == 0;
    Str gives = name_fold(c, str_trim(decision_outcome_text(row)));
    for (VEC_EACH(const Str, text, &is.texts))
        same |= str_eq(*text, gives);
    StrBuf shown = {0};
    if (is.kind == DECISION_NUMBER)
        num_print_people(&shown, is.number, -1, false);
    else if (is.texts.count)
        strbuf_printf(&shown, "\"" STR_FMT "\"", STR_ARG(is.texts.items[0]));
    if (!same)
        differs(a, a->common->decl->name_span, arena_strdup(c->arena, shown.s), false, row);
    strbuf_free(&shown);
}

/* ---- which row ---- */

static bool row_could_hold(const Application *a, const DecisionRow *row)
{
    for (size_t i = 0; row->covers && i < a->table->columns.count; i++)
        if (a->pieces[i] != NO_INDEX && !decision_covers(&a->table->columns.items[i], &row->covers[i], a->pieces[i]))
            return false;
    return row->covers != NULL;
}

/* No row holds for certain: a value is not stated and some row asks for it, or there is none for those stated. */
static void explain_none(const Application *a)
{
    const DecisionTable *table = a->table;
    bool could = false;
    for (VEC_EACH(const DecisionRow, row, &table->rows))
        could |= row_could_hold(a, row);
    for (size_t i = 0; i < table->columns.count && could; i++)
        if (a->pieces[i] == NO_INDEX) {
            Str name = table->columns.items[i].name;
            undecided(a, arena_printf(a->c->arena, STR_FMT " är inte angivet, eller av annat slag än i tabellen", STR_ARG(name)),
                      arena_printf(a->c->arena, STR_FMT " is not stated, or of another kind than in the table", STR_ARG(name)));
            return;
        }
    StrBuf values = {0};
    for (size_t i = 0; i < table->columns.count; i++) {
        DecisionValue value = thing_value(a->c, a->thing, table->columns.items[i].name);
        if (value.kind == DECISION_ABSENT)
            continue;
        strbuf_printf(&values, "%s" STR_FMT " = ", values.n ? ", " : "", STR_ARG(table->columns.items[i].name));
        if (value.kind == DECISION_TEXTS)
            strbuf_printf(&values, "\"" STR_FMT "\"", STR_ARG(value.texts.items[0]));
        else
            num_print_people(&values, value.number, -1, false);
    }
    undecided(a, arena_printf(a->c->arena, "ingen rad gäller för %s", values.n ? values.s : "det"),
              arena_printf(a->c->arena, "no row holds for %s", values.n ? values.s : "it"));
    strbuf_free(&values);
}

static void apply_to(Application *a)
{
    DecisionTable *table = a->table;
    IndexVec rows = {0};
    for (size_t i = 0; i < table->columns.count; i++) {
        DecisionValue value = thing_value(a->c, a->thing, table->columns.items[i].name);
        a->pieces[i] = decision_piece(&table->columns.items[i], &value);
    }
    decision_rows_for(a->c->arena, table, a->pieces, &rows);
    if (!rows.count) {
        explain_none(a);
        return;
    }
    const DecisionRow *row = &table->rows.items[rows.items[0]];
    if (table->of_bodies)
        compare_decider(a, row);
    else
        compare_value(a, row);
}

/* ---- för varje ---- */

static bool read_each(Checker *c, DecisionTable *table, RefVec *things)
{
    bool fits = true;
    for (VEC_EACH(const Item, item, &table->each->items)) {
        const Scope *scope = item->value && item->value->kind == EXPR_SCOPE ? &item->value->as.scope : NULL;
        if (!scope)
            continue;
        if (scope->name->kind == EXPR_NAME && str_eqz(name_fold(c, scope->name->as.text), "beslut")) {
            table->for_rows = true;
        } else if (scope->name->kind != EXPR_NAME || !things_of(c, scope->name, things)) {
            diag_add(c->diags, DIAG_S0792, scope->name->span, text_of_expr(c, scope->name), NULL);
            fits = false;
        }
        if (scope->where && item == table->each->items.items) {
            diag_add(c->diags, DIAG_S0792, scope->where->span, text_of_expr(c, scope->where), NULL);
            fits = false;
        }
    }
    return fits;
}

/* Every table in the role beslut must have what the decision table asks for. */
static void require_columns(Checker *c, const DecisionTable *table)
{
    for (size_t i = 0; i < c->model->tables.count; i++) {
        const Table *rows = &c->model->tables.items[i];
        for (size_t j = 0; j < table->columns.count && str_eqz(rows->role, "beslut"); j++) {
            const DecisionColumn *column = &table->columns.items[j];
            if (find_column(c, i, column->name) == NO_INDEX)
                unknown_report(c, DIAG_S0207, column->written->span, column->name, text_of(c, rows->common.name), nearest_column(c, i, column->name));
        }
    }
}

void decision_apply(Checker *c, DecisionTable *table)
{
    RefVec things = {0};
    if (!table->each || !read_each(c, table, &things))
        return;
    if (!things.count && !table->for_rows)
        diag_add(c->diags, DIAG_S0793, table->each->span, text_of(c, table->common.name), NULL);
    if (table->for_rows)
        require_columns(c, table);
    size_t *pieces = arena_array(c->arena, table->columns.count, sizeof *pieces);
    for (VEC_EACH(const Ref, thing, &things)) {
        Application a = {c, table, *thing, object_common(c->model, *thing), pieces};
        if (a.common && a.common->decl && !a.common->decl->broken)
            apply_to(&a);
    }
}
