/* roles.c: what each role of a table reads, and whether a table has it. Called by tables.c; the list is read by plan and exec too. */
#include "model/check.h"
#include "model/roles.h"

#define TEXT (1u << TYPE_TEXT)
#define DATE (1u << TYPE_DATE)
#define PERIOD (1u << TYPE_PERIOD)
#define BODY (1u << TYPE_BODY)
#define NUMBER (1u << TYPE_NUMBER)

static const Role roles[] = {
    {"åtgärdsplaner", BODY_REQUIRED, {
        {"effekt", "Effekt", "tkr", NUMBER, false, false},
        {"regel", "Regel", "text", TEXT, false, false},
        {"beslutad", "Beslutad", "datum", DATE | PERIOD, false, false},
    }},
    {"utfört", BODY_REQUIRED, {
        {"hållpunkt", "Hållpunkt", "text", TEXT, true, false},
        {"datum", "Datum", "datum", DATE, true, true},
        {"avser", "Avser", "period", PERIOD, false, false},
        {"med", "Med", "organ", BODY | TEXT, false, false},
        {"not", "Anteckning", "text", TEXT, false, false},
    }},
    {"sammanträden", BODY_REQUIRED, {
        {"datum", "Datum", "datum", DATE, true, true},
        {"slag", "Slag", "text", TEXT, false, false},
    }},
    {"händelser", BODY_OPTIONAL, {
        {"händelse", "Händelse", "text", TEXT, true, false},
        {"datum", "Datum", "datum", DATE, true, true},
    }},
    {"bedömningar", BODY_OPTIONAL, {
        {"vad", "Vad", "text", TEXT, true, false},
        {"avser", "Avser", "period", PERIOD, true, true},
        {"nivå", "Nivå", "text", TEXT, true, false},
        {"datum", "Datum", "datum", DATE, true, false},
        {"motivering", "Motivering", "text", TEXT, false, false},
    }},
};

const Role *role_of(Str name)
{
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
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

bool role_is_asked(const Model *model, const Table *table)
{
    if (!role_of(table->role))
        return false;
    if (str_eqz(table->role, "åtgärdsplaner"))
        return model->rules.count > 0;
    if (str_eqz(table->role, "bedömningar"))
        return model->indicators.count + model->goals.count > 0;
    return model->checkpoints.count + model->commissions.count + model->rules.count > 0;
}
