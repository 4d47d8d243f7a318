/* roles.c: what each role of a table reads, and whether a table has it. Called by tables.c; the list is read by plan and exec too. */
#include "model/check.h"
#include "model/roles.h"

#define TEXT (1u << TYPE_TEXT)
#define DATE (1u << TYPE_DATE)
#define PERIOD (1u << TYPE_PERIOD)
#define BODY (1u << TYPE_BODY)
#define NUMBER (1u << TYPE_NUMBER)

static const Role roles[] = {
    {"åtgärdsplaner", BODY_REQUIRED, false, {
        {"effekt", "Effekt", "tkr", NUMBER, false, false},
        {"regel", "Regel", "text", TEXT, false, false},
        {"beslutad", "Beslutad", "datum", DATE | PERIOD, false, false},
    }},
    {"utfört", BODY_REQUIRED, false, {
        {"hållpunkt", "Hållpunkt", "text", TEXT, true, false},
        {"datum", "Datum", "datum", DATE, true, true},
        {"avser", "Avser", "period", PERIOD, false, false},
        {"med", "Med", "organ", BODY | TEXT, false, false},
        {"not", "Anteckning", "text", TEXT, false, false},
    }},
    {"sammanträden", BODY_REQUIRED, true, {
        {"datum", "Datum", "datum", DATE, true, true},
        {"slag", "Slag", "text", TEXT, false, false},
    }},
    {"händelser", BODY_OPTIONAL, true, {
        {"händelse", "Händelse", "text", TEXT, true, false},
        {"datum", "Datum", "datum", DATE, true, true},
    }},
    {"bedömningar", BODY_OPTIONAL, false, {
        {"vad", "Vad", "text", TEXT, true, false},
        {"avser", "Avser", "period", PERIOD, true, true},
        {"nivå", "Nivå", "text", TEXT, true, false},
        {"datum", "Datum", "datum", DATE, true, false},
        {"motivering", "Motivering", "text", TEXT, false, false},
    }},
    {"beslut", BODY_REQUIRED, false, {
        {"datum", "Datum", "datum", DATE, true, true},
        {"beslutanderätt", "Beslutanderätt", "text", TEXT, false, false},
        {"dokument", "Dokument", "text", TEXT, false, false},
        {"ärende", "Ärende", "text", TEXT, false, false},
        {"steg", "Steg", "text", TEXT, false, false},
    }},
};
#define ROLES (sizeof roles / sizeof *roles)

const char *role_name(size_t index)
{
    return index < ROLES ? roles[index].name : NULL;
}

const Role *role_of(Str name)
{
    for (size_t i = 0; i < ROLES; i++)
        if (str_eqz(name, roles[i].name))
            return &roles[i];
    return NULL;
}

const RoleColumn *role_column_info(const Role *role, Str folded)
{
    for (const RoleColumn *column = role->columns; column->name; column++)
        if (str_eqz(folded, column->name))
            return column;
    return NULL;
}

static bool has_time(const Role *role)
{
    for (const RoleColumn *column = role->columns; column->name; column++)
        if (column->time)
            return true;
    return false;
}

ColumnUse role_use(const Role *role, Str folded, ColumnUse use)
{
    const RoleColumn *column = role ? role_column_info(role, folded) : NULL;
    if (!role || use == USE_VALUE || use == USE_VINTAGE)
        return use;
    if (column)
        return column->time && use == USE_TIME ? use : USE_VALUE;
    return use == USE_TIME && has_time(role) ? USE_VALUE : use;
}

/* Decisions are tried against rights, the deciders of documents and the tables that run over them. */
static bool asks_of_decisions(const Model *model)
{
    for (VEC_EACH(const DecisionTable, table, &model->decision_tables))
        if (table->for_rows)
            return true;
    for (VEC_EACH(const Document, document, &model->documents))
        if (document->decided_name)
            return true;
    return model->rights.count > 0;
}

bool role_is_asked(const Model *model, const Table *table)
{
    const Role *role = role_of(table->role);
    if (!role || role->body == BODY_ANY)
        return false;
    if (str_eqz(table->role, "åtgärdsplaner"))
        return model->rules.count > 0;
    if (str_eqz(table->role, "beslut"))
        return asks_of_decisions(model);
    if (str_eqz(table->role, "bedömningar"))
        return model->indicators.count + model->goals.count > 0;
    return model->checkpoints.count + model->commissions.count + model->rules.count > 0;
}

/* ---- whether a table has them ---- */

static const char *wanted_text(Checker *c, unsigned types)
{
    static const struct { unsigned type; const char *word; } words[] = {{BODY, "organ"}, {TEXT, "text"}, {DATE, "datum"}, {PERIOD, "period"}, {NUMBER, "tal"}};
    const char *sv = "", *en = "";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!(types & words[i].type))
            continue;
        sv = arena_printf(c->arena, "%s%s%s", sv, *sv ? " eller " : "", words[i].word);
        en = arena_printf(c->arena, "%s%s%s", en, *en ? " or " : "", words[i].word);
    }
    return diag_both(c->arena, sv, en);
}

static void check_type(Checker *c, const Role *role, const RoleColumn *wanted, const TableColumn *column)
{
    if (column->type.kind == TYPE_ERROR || (wanted->types & (1u << column->type.kind)))
        return;
    const char *line = arena_printf(c->arena, "kolumn \"" STR_FMT "\" som %s %s", STR_ARG(column->header), wanted->name, wanted->word);
    diag_add(c->diags, DIAG_S0461, column->item->span, wanted->name, wanted_text(c, wanted->types), role->name, type_text(c, column->type), line, NULL);
}

static void check_column(Checker *c, const Role *role, const RoleColumn *wanted, const Table *table, size_t index)
{
    size_t at = find_column(c, index, str_of(wanted->name));
    if (at != NO_INDEX) {
        check_type(c, role, wanted, &table->columns.items[at]);
        return;
    }
    bool stated = str_eqz(str_of(wanted->name), "avser") && table->has_fixed_period;
    if (!wanted->required || stated)
        return;
    const char *line = arena_printf(c->arena, "kolumn \"%s\" som %s %s", wanted->header, wanted->name, wanted->word);
    diag_add(c->diags, DIAG_S0460, table->common.decl->name_span, text_of(c, table->common.name), role->name, wanted->name, line, NULL);
}

static void check_body(Checker *c, const Role *role, const Table *table)
{
    if (role->body != BODY_REQUIRED || table->body_column != NO_INDEX || table->fixed_body != NO_INDEX)
        return;
    if (str_eqz(table->role, "åtgärdsplaner"))
        diag_add(c->diags, DIAG_S0352, table->common.decl->name_span, text_of(c, table->common.name), NULL);
    else
        diag_add(c->diags, DIAG_S0462, table->common.decl->name_span, text_of(c, table->common.name), role->name, NULL);
}

void role_check(Checker *c, const Table *table, size_t index)
{
    const Role *role = role_of(table->role);
    if (!role || table->common.decl->broken || table->columns.count == 0)
        return;
    check_body(c, role, table);
    for (const RoleColumn *wanted = role->columns; wanted->name; wanted++)
        check_column(c, role, wanted, table, index);
}
