/* decisions.c: the rows of tables in the role beslut against the rights to decide, the deciders of documents and the decision tables. Each row that no right
 * covers is told of: nothing is silently green. Called by run.c; what is wrong with single rows is said by role_checks.c. */
#include "base/utf8.h"
#include "exec/decision_parts.h"

/* A body's decisions that nothing in the model says who may take: told of together. */
typedef struct Unmatched { Decision first; size_t rows; } Unmatched;

typedef struct Deciding {
    Evaluator *ev;
    Run *run;
    const RoleTable *table;
    const Column *document, *matter, *step;
    const uint8_t **truths;      /* by right: of each row; NULL: it is not about this table's rows */
    Map rights, documents;       /* folded names -> Ref */
    Map groups, unmatched, prepared;
    VEC(DecisionGroup *) all_groups;
    VEC(Unmatched *) all_unmatched;
} Deciding;

/* ---- names ---- */

static size_t named(const Deciding *d, const Map *names, const Column *column, size_t row)
{
    Str text = role_cell(column, row);
    const Ref *ref = text.n ? map_get(names, utf8_fold(d->ev->arena, text)) : NULL;
    return ref ? ref->index : NO_INDEX;
}

/* ---- who may ---- */

static bool party_is(Evaluator *ev, const Party *party, size_t body)
{
    const Common *common = &ev->model->bodies.items[body].common;
    IndexVec bodies = {0};
    if (!party->scope) {
        Str text = utf8_fold(ev->arena, str_trim(party->text));
        return str_eq(text, utf8_fold(ev->arena, common->name)) || str_eq(text, utf8_fold(ev->arena, common->title));
    }
    if (body == party->except)
        return false;
    scope_bodies(ev->arena, ev->model, party->scope, &bodies);
    for (VEC_EACH(const size_t, one, &bodies))
        if (*one == body)
            return true;
    return false;
}

static bool holds_right(Evaluator *ev, const DecisionRight *right, size_t body)
{
    for (VEC_EACH(const Party, party, &right->held))
        if (party_is(ev, party, body))
            return true;
    return false;
}

static bool is_valid(const Common *common, Date date)
{
    return date >= common->valid.first && date <= common->valid.last;
}

/* ---- rights ---- */

static void report_holder(const Deciding *d, const DecisionRight *right, const Decision *decision)
{
    Evaluator *ev = d->ev;
    Str body = decision_body(ev, decision->body), holders = decision_holders(ev, &right->held);
    Str sv = decision_day(ev, decision, LANG_SV), en = decision_day(ev, decision, LANG_EN);
    decision_add(ev, d->run, decision_finding(ev, FINDING_DEVIATION, &right->common, "beslutanderätt", decision),
        arena_printf(ev->arena, STR_FMT " beslutade " STR_FMT ", men rätten att besluta ligger hos " STR_FMT ".", STR_ARG(body), STR_ARG(sv), STR_ARG(holders)),
        arena_printf(ev->arena, STR_FMT " decided on " STR_FMT ", but the right to decide is held by " STR_FMT ".", STR_ARG(body), STR_ARG(en), STR_ARG(holders)));
}

static void report_invalid(const Deciding *d, const DecisionRight *right, const Decision *decision)
{
    Evaluator *ev = d->ev;
    Str body = decision_body(ev, decision->body), sv = decision_day(ev, decision, LANG_SV), en = decision_day(ev, decision, LANG_EN);
    decision_add(ev, d->run, decision_finding(ev, FINDING_DEVIATION, &right->common, "beslutanderätt", decision),
        arena_printf(ev->arena, STR_FMT " beslutade " STR_FMT ", men då gällde inte rätten att besluta.", STR_ARG(body), STR_ARG(sv)),
        arena_printf(ev->arena, STR_FMT " decided on " STR_FMT ", but the right to decide did not apply then.", STR_ARG(body), STR_ARG(en)));
}

/* The condition of a right is about a body's decisions in one matter, or else in one year. */
static void add_to_group(Deciding *d, size_t right, const Decision *decision)
{
    Evaluator *ev = d->ev;
    int year = decision->matter.n ? 0 : date_year(decision->date);
    Str key = str_of(arena_printf(ev->arena, "%zu/%zu/%d/" STR_FMT, right, decision->body, year, STR_ARG(decision->matter)));
    DecisionGroup *group = map_get(&d->groups, key);
    if (!group) {
        group = ARENA_NEW(ev->arena, DecisionGroup);
        *group = (DecisionGroup){.right = right, .body = decision->body, .table = d->table, .matter = role_cell(d->matter, decision->row), .year = year};
        map_put(&d->groups, key, group);
        vec_push(ev->arena, &d->all_groups, group);
    }
    vec_push(ev->arena, &group->rows, decision->row);
}

static bool is_about(const Deciding *d, size_t right, const Decision *decision)
{
    if (decision->right != NO_INDEX)
        return decision->right == right;
    return d->truths[right] && d->truths[right][decision->row] == TRUTH_YES && is_valid(&d->ev->model->rights.items[right].common, decision->date);
}

/* Some right of the municipality's own model is about it: then what a body has written in its own file does not count. */
static bool is_decided_above(const Deciding *d, const Decision *decision)
{
    for (size_t i = 0; i < d->ev->model->rights.count; i++)
        if (d->ev->model->rights.items[i].common.part == NO_INDEX && is_about(d, i, decision))
            return true;
    return false;
}

/* True when some right says who may decide it. */
static bool try_rights(Deciding *d, const Decision *decision)
{
    const DecisionRight *first = NULL;
    bool held = false;
    bool above = is_decided_above(d, decision);
    for (size_t i = 0; i < d->ev->model->rights.count; i++) {
        const DecisionRight *right = &d->ev->model->rights.items[i];
        if (!is_about(d, i, decision) || (above && right->common.part != NO_INDEX))
            continue;
        if (!is_valid(&right->common, decision->date)) {
            report_invalid(d, right, decision);
            return true;
        }
        first = first ? first : right;
        if (!holds_right(d->ev, right, decision->body))
            continue;
        held = true;
        if (right->condition && right->table != NO_INDEX)
            add_to_group(d, i, decision);
    }
    if (first && !held)
        report_holder(d, first, decision);
    return first != NULL;
}

/* ---- documents ---- */

/* Who a name such as KF or nämnden means for the document: the body itself, or any of that kind (that the document applies to). */
static bool name_means(Evaluator *ev, const Document *document, const Expr *name, size_t body)
{
    const Symbol *symbol = model_find(ev->model, name->as.text);
    const Body *b = &ev->model->bodies.items[body];
    if (!symbol || symbol->ref.kind == SYM_BODY)
        return symbol && symbol->ref.index == body;
    if (symbol->ref.kind != SYM_RELATIVE_BODY || b->kind == NO_INDEX || !kind_is(ev->model, b->kind, symbol->ref.index))
        return false;
    bool any = !document->common.applies_to.count;
    for (VEC_EACH(const size_t, one, &document->common.applies_to))
        any |= body_relative(ev->model, *one, symbol->ref.index) == body;
    return any;
}

static void report_document(const Deciding *d, const Document *document, const Decision *decision, const char *sv, const char *en, const Expr *who)
{
    Evaluator *ev = d->ev;
    Str body = decision_body(ev, decision->body), name = expr_text(ev, who);
    Str day_sv = decision_day(ev, decision, LANG_SV), day_en = decision_day(ev, decision, LANG_EN);
    decision_add(ev, d->run, decision_finding(ev, FINDING_DEVIATION, &document->common, "dokument", decision),
        arena_printf(ev->arena, STR_FMT " beslutade " STR_FMT ", men %s " STR_FMT ".", STR_ARG(body), STR_ARG(day_sv), sv, STR_ARG(name)),
        arena_printf(ev->arena, STR_FMT " decided on " STR_FMT ", but %s " STR_FMT ".", STR_ARG(body), STR_ARG(day_en), en, STR_ARG(name)));
}

static Str prepared_key(Evaluator *ev, size_t document, const Decision *decision)
{
    return str_of(arena_printf(ev->arena, "%zu/" STR_FMT, document, STR_ARG(decision->matter)));
}

typedef struct Preparation { Date date; size_t body; } Preparation;
typedef VEC(Preparation) PreparationVec;

static bool was_prepared(const Deciding *d, const Document *document, const Decision *decision)
{
    const PreparationVec *all = map_get(&d->prepared, prepared_key(d->ev, decision->document, decision));
    for (size_t i = 0; all && i < all->count; i++)
        if (all->items[i].date <= decision->date && name_means(d->ev, document, document->prepared_name, all->items[i].body))
            return true;
    return false;
}

static bool try_document(const Deciding *d, const Decision *decision)
{
    const Document *document = decision->document == NO_INDEX ? NULL : &d->ev->model->documents.items[decision->document];
    if (!document || !document->decided_name)
        return false;
    if (!name_means(d->ev, document, document->decided_name, decision->body))
        report_document(d, document, decision, "dokumentet beslutas av", "the document is decided by", document->decided_name);
    /* Only where the file tells of preparations can one be missing. */
    if (document->prepared_name && d->prepared.count && !was_prepared(d, document, decision))
        report_document(d, document, decision, "dokumentet var då inte berett av", "the document had not been prepared by", document->prepared_name);
    return true;
}

/* ---- rows ---- */

static void add_unmatched(Deciding *d, const Decision *decision)
{
    Str key = str_of(arena_printf(d->ev->arena, "%zu", decision->body));
    Unmatched *found = map_get(&d->unmatched, key);
    if (!found) {
        found = ARENA_NEW(d->ev->arena, Unmatched);
        *found = (Unmatched){.first = *decision};
        map_put(&d->unmatched, key, found);
        vec_push(d->ev->arena, &d->all_unmatched, found);
    }
    found->rows++;
}

/* bereder, beredning, beredd: the row prepares, and decides nothing. */
static bool is_preparation(const Deciding *d, size_t row)
{
    Str step = role_cell(d->step, row);
    return step.n && str_starts(utf8_fold(d->ev->arena, step), STR_LIT("bered"));
}

static bool read_decision(Deciding *d, size_t row, Decision *out)
{
    RoleRow parsed = role_row(d->ev, d->table, row);
    if (!role_counted(d->table, row) || !parsed.has_date || parsed.body == NO_INDEX || parsed.date > d->ev->options.as_of)
        return false;
    *out = (Decision){.table = d->table, .row = row, .date = parsed.date, .body = parsed.body};
    out->right = named(d, &d->rights, d->table->what, row);
    out->document = named(d, &d->documents, d->document, row);
    out->matter = utf8_fold(d->ev->arena, role_cell(d->matter, row));
    return true;
}

static void read_preparations(Deciding *d)
{
    Decision decision;
    map_init(&d->prepared, d->ev->arena);
    for (size_t row = 0; d->step && row < d->table->run->data->rows; row++) {
        if (!is_preparation(d, row) || !read_decision(d, row, &decision) || decision.document == NO_INDEX)
            continue;
        Str key = prepared_key(d->ev, decision.document, &decision);
        PreparationVec *all = map_get(&d->prepared, key);
        if (!all)
            map_put(&d->prepared, key, all = ARENA_NEW(d->ev->arena, PreparationVec));
        vec_push(d->ev->arena, all, ((Preparation){decision.date, decision.body}));
    }
}

static bool is_wanted_body(const Evaluator *ev, size_t body)
{
    return ev->options.only_body == NO_INDEX || body_within(ev->model, body, ev->options.only_body);
}

static void try_row(Deciding *d, size_t row)
{
    Decision decision;
    if (!read_decision(d, row, &decision))
        return;
    d->table->run->used++;
    if (!is_wanted_body(d->ev, decision.body) || is_preparation(d, row))
        return;
    bool tried = try_rights(d, &decision);
    tried = try_document(d, &decision) || tried;
    tried = decision_try_tables(d->ev, d->run, &decision) || tried;
    d->run->decisions += tried;
    if (!tried)
        add_unmatched(d, &decision);
}

/* ---- what is told of when all rows have been seen ---- */

static void report_unmatched(Deciding *d, const Unmatched *found)
{
    Evaluator *ev = d->ev;
    Str body = decision_body(ev, found->first.body);
    Finding finding = decision_finding(ev, FINDING_NOT_ASSESSABLE, &d->table->run->table->common, "tabell", &found->first);
    bool one = found->rows == 1;
    decision_add(ev, d->run, finding,
        one ? arena_printf(ev->arena, "Ingen beslutanderätt eller beslutstabell säger vem som får fatta beslutet av " STR_FMT ".", STR_ARG(body))
            : arena_printf(ev->arena, "Ingen beslutanderätt eller beslutstabell säger vem som får fatta %zu beslut av " STR_FMT "; det första står här.",
                           found->rows, STR_ARG(body)),
        one ? arena_printf(ev->arena, "No right to decide and no decision table says who may take the decision of " STR_FMT ".", STR_ARG(body))
            : arena_printf(ev->arena, "No right to decide and no decision table says who may take %zu decisions of " STR_FMT "; the first stands here.",
                           found->rows, STR_ARG(body)));
}

static void report_condition(Deciding *d, const DecisionGroup *group, Truth holds, const StrBuf figures[2])
{
    Evaluator *ev = d->ev;
    const DecisionRight *right = &ev->model->rights.items[group->right];
    Decision first = {.table = group->table, .row = group->rows.items[0], .body = group->body, .date = (Date)column_value(d->table->date, group->rows.items[0])};
    Finding finding = decision_finding(ev, holds == TRUTH_NO ? FINDING_DEVIATION : FINDING_NOT_ASSESSABLE, &right->common, "beslutanderätt", &first);
    const char *about = group->matter.n ? arena_printf(ev->arena, "ärende " STR_FMT, STR_ARG(group->matter)) : arena_printf(ev->arena, "%d", group->year);
    const char *about_en = group->matter.n ? arena_printf(ev->arena, "matter " STR_FMT, STR_ARG(group->matter)) : about;
    Str condition = expr_text(ev, right->condition);
    const char *sv = holds == TRUTH_NO ? "gäller inte" : "går inte att pröva", *en = holds == TRUTH_NO ? "does not hold" : "cannot be tried";
    finding.id = str_of(arena_printf(ev->arena, STR_FMT "/villkor", STR_ARG(finding.id)));
    decision_add(ev, d->run, finding,
        arena_printf(ev->arena, "Villkoret " STR_FMT " %s för %zu beslut (%s)%s%s.", STR_ARG(condition), sv, group->rows.count, about,
                     figures[LANG_SV].n ? ": " : holds == TRUTH_UNKNOWN ? ": uppgifter saknas" : "", figures[LANG_SV].n ? figures[LANG_SV].s : ""),
        arena_printf(ev->arena, "The condition " STR_FMT " %s for %zu decisions (%s)%s%s.", STR_ARG(condition), en, group->rows.count, about_en,
                     figures[LANG_EN].n ? ": " : holds == TRUTH_UNKNOWN ? ": figures are missing" : "", figures[LANG_EN].n ? figures[LANG_EN].s : ""));
}

static void try_conditions(Deciding *d)
{
    for (size_t i = 0; i < d->all_groups.count; i++) {
        const DecisionGroup *group = d->all_groups.items[i];
        StrBuf figures[2] = {{0}, {0}};
        Truth holds = decision_condition(d->ev, d->ev->model->rights.items[group->right].condition, group, figures);
        if (holds != TRUTH_YES)
            report_condition(d, group, holds, figures);
        strbuf_free(&figures[0]);
        strbuf_free(&figures[1]);
    }
}

/* ---- one table ---- */

static void fill_truths(Deciding *d, size_t table)
{
    Evaluator *ev = d->ev;
    d->truths = arena_array(ev->arena, ev->model->rights.count, sizeof *d->truths);
    for (size_t i = 0; i < ev->model->rights.count; i++) {
        const DecisionRight *right = &ev->model->rights.items[i];
        if (right->table != table || ev->plan->rights[i] == NO_INDEX)
            continue;
        uint8_t *truths = arena_array(ev->arena, d->table->run->data->rows, 1);
        ev->backend->filter(ev->arena, &d->table->run->input, ev->plan->rights[i], truths);
        d->truths[i] = truths;
    }
}

static void try_table(Evaluator *ev, Run *run, size_t index)
{
    RoleTable table = role_table(ev, &ev->tables[index]), *kept = ARENA_NEW(ev->arena, RoleTable);
    *kept = table;
    Deciding d = {.ev = ev, .run = run, .table = kept, .document = role_column(table.run, "dokument"), .matter = role_column(table.run, "ärende"),
                  .step = role_column(table.run, "steg")};
    role_names(ev, "beslut", &d.rights);
    role_documents(ev, &d.documents);
    map_init(&d.groups, ev->arena);
    map_init(&d.unmatched, ev->arena);
    fill_truths(&d, index);
    read_preparations(&d);
    for (size_t row = 0; row < table.run->data->rows; row++)
        try_row(&d, row);
    try_conditions(&d);
    for (size_t i = 0; i < d.all_unmatched.count; i++)
        report_unmatched(&d, d.all_unmatched.items[i]);
}

void run_decisions(Evaluator *ev, Run *run)
{
    for (size_t i = 0; i < ev->model->tables.count; i++)
        if (str_eqz(ev->model->tables.items[i].role, "beslut") && ev->tables[i].data && ev->plan->scans[i].used)
            try_table(ev, run, i);
}
