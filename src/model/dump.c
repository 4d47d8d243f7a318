/* dump.c: the checked model as text (`styr granska --visa modell`): one line per thing, with what the checker found out. Read by people and golden tests. */
#include "model/check.h"
#include "model/scenario.h"

static void put_name(StrBuf *out, const Common *common)
{
    strbuf_put(out, common->name);
    if (!str_eq(common->title, common->name))
        strbuf_printf(out, " \"" STR_FMT "\"", STR_ARG(common->title));
}

static void put_unit(StrBuf *out, const Model *model, Unit unit)
{
    size_t before = out->n;
    unit_print(out, model, unit, true);
    if (out->n == before)
        strbuf_puts(out, "tal");
}

static void put_body(StrBuf *out, const Model *model, size_t index)
{
    if (index == NO_INDEX)
        strbuf_puts(out, "-");
    else
        strbuf_put(out, model->bodies.items[index].common.name);
}

static void put_bodies(StrBuf *out, const Model *model, const IndexVec *bodies)
{
    for (size_t i = 0; i < bodies->count; i++) {
        strbuf_puts(out, i ? ", " : "");
        put_body(out, model, bodies->items[i]);
    }
}

static void put_grain(StrBuf *out, Grain grain)
{
    static const char *const names[] = {
        [GRAIN_DAY] = "dag", [GRAIN_WEEK] = "vecka", [GRAIN_MONTH] = "månad", [GRAIN_QUARTER] = "kvartal",
        [GRAIN_TERTIAL] = "tertial", [GRAIN_HALF] = "halvår", [GRAIN_YEAR] = "år",
    };
    if (grain != GRAIN_OTHER)
        strbuf_printf(out, " per %s", names[grain]);
}

static void put_contexts(StrBuf *out, const Model *model, const Contexts *contexts)
{
    const char *between = contexts->only ? "enbart " : "";
    strbuf_puts(out, contexts->each ? " för varje " : " för ");
    if (contexts->municipality) {
        strbuf_printf(out, "%skommunen", between);
        between = ", ";
    }
    if (contexts->group) {
        strbuf_printf(out, "%skoncernen", between);
        between = ", ";
    }
    if (contexts->bodies.count)
        strbuf_puts(out, between);
    put_bodies(out, model, &contexts->bodies);
    if (contexts->key_column == NO_INDEX)
        return;
    const Table *table = &model->tables.items[contexts->key_table];
    strbuf_printf(out, " och " STR_FMT "." STR_FMT, STR_ARG(table->common.name), STR_ARG(table->columns.items[contexts->key_column].name));
}

static void put_cases(StrBuf *out, const Scale *scale, const CaseVec *cases)
{
    for (VEC_EACH(const Case, one, cases)) {
        strbuf_printf(out, "  " STR_FMT, STR_ARG(scale->levels.items[one->level].name));
        strbuf_puts(out, one->when ? " när " : " annars");
        if (one->when)
            expr_print(out, one->when);
        strbuf_putc(out, '\n');
    }
}

/* ---- one function for each kind of thing ---- */

static void put_one_body(StrBuf *out, const Model *model, const Body *body)
{
    strbuf_puts(out, "organ ");
    put_name(out, &body->common);
    if (body->kind != NO_INDEX)
        strbuf_printf(out, " är " STR_FMT, STR_ARG(model->kinds.items[body->kind].name));
    if (body->parent != NO_INDEX) {
        strbuf_puts(out, " under ");
        put_body(out, model, body->parent);
    }
    for (VEC_EACH(const Str, code, &body->codes))
        strbuf_printf(out, " kod \"" STR_FMT "\"", STR_ARG(*code));
    strbuf_printf(out, "%s%s\n", body->outside ? " utanför" : "", body->company ? " bolag" : "");
}

static void put_group(StrBuf *out, const Model *model, const Group *group)
{
    strbuf_puts(out, "grupp ");
    put_name(out, &group->common);
    strbuf_puts(out, ": ");
    put_bodies(out, model, &group->bodies);
    if (group->of_codes)
        strbuf_printf(out, "%zu koder", group->codes.count);
    strbuf_putc(out, '\n');
}

static void put_scale(StrBuf *out, const Scale *scale)
{
    strbuf_puts(out, "skala ");
    put_name(out, &scale->common);
    for (VEC_EACH(const ScaleLevel, level, &scale->levels))
        strbuf_printf(out, "%s" STR_FMT, level == scale->levels.items ? ": " : ", ", STR_ARG(level->name));
    strbuf_putc(out, '\n');
    put_cases(out, scale, &scale->cases);
    for (size_t i = 0; i < scale->fold_count; i++) {
        strbuf_printf(out, "  motsvarar " STR_FMT ":", STR_ARG(scale->folds[i].to->common.name));
        for (size_t level = 0; level < scale->levels.count; level++)
            strbuf_printf(out, " " STR_FMT, STR_ARG(scale->folds[i].to->levels.items[scale->folds[i].level[level]].name));
        strbuf_putc(out, '\n');
    }
}

static void put_column(StrBuf *out, const Model *model, const Table *table, size_t index)
{
    static const char *const kinds[] = {[TYPE_TEXT] = "text", [TYPE_DATE] = "datum", [TYPE_PERIOD] = "period", [TYPE_BODY] = "organ"};
    const TableColumn *column = &table->columns.items[index];
    strbuf_printf(out, "  " STR_FMT " \"" STR_FMT "\" ", STR_ARG(column->name), STR_ARG(column->header));
    if (column->type.kind == TYPE_NUMBER)
        put_unit(out, model, column->type.unit);
    else
        strbuf_puts(out, column->type.kind < sizeof kinds / sizeof *kinds && kinds[column->type.kind] ? kinds[column->type.kind] : "?");
    if (column->factor != FIX_ONE) {
        strbuf_puts(out, " * ");
        fix_print_plain(out, column->factor);
    }
    strbuf_puts(out, column->whole ? " heltal" : "");
    strbuf_puts(out, column->flow == STOCK ? " bestånd" : "");
    strbuf_puts(out, index == table->time_column ? " [tid]" : index == table->body_column ? " [organ]" : index == table->vintage_column ? " [tillfälle]" : "");
    strbuf_putc(out, '\n');
}

static void put_table(StrBuf *out, const Model *model, const Table *table)
{
    strbuf_puts(out, "tabell ");
    put_name(out, &table->common);
    strbuf_printf(out, " från \"" STR_FMT "\"", STR_ARG(table->path));
    if (table->role.n)
        strbuf_printf(out, " i rollen " STR_FMT, STR_ARG(table->role));
    if (table->fixed_body != NO_INDEX) {
        strbuf_puts(out, " för ");
        put_body(out, model, table->fixed_body);
    }
    if (table->has_fixed_period) {
        strbuf_puts(out, " avser ");
        period_print(out, table->fixed_period);
    }
    strbuf_putc(out, '\n');
    for (size_t i = 0; i < table->columns.count; i++)
        put_column(out, model, table, i);
}

static void put_parameter(StrBuf *out, const Model *model, const Parameter *parameter)
{
    strbuf_puts(out, "parameter ");
    put_name(out, &parameter->common);
    strbuf_puts(out, ": ");
    put_unit(out, model, parameter->type.unit);
    for (VEC_EACH(const ParameterValue, value, &parameter->values)) {
        strbuf_puts(out, value == parameter->values.items ? " = " : ", ");
        if (value->select == SELECT_FROM) {
            strbuf_puts(out, "från ");
            date_print(out, value->from);
            strbuf_puts(out, ": ");
        } else if (value->select == SELECT_FOR) {
            strbuf_puts(out, "för ");
            expr_print(out, value->scope);
            strbuf_puts(out, ": ");
        }
        expr_print(out, value->value);
    }
    strbuf_putc(out, '\n');
}

static void put_target(StrBuf *out, const Target *target)
{
    static const char *const bounds[] = {"", "minst ", "högst ", "över ", "under ", "mellan ", "exakt "};
    strbuf_puts(out, "  målvärde ");
    if (!target->always) {
        period_print(out, target->period);
        strbuf_puts(out, ": ");
    }
    strbuf_puts(out, bounds[target->bound]);
    expr_print(out, target->value);
    if (target->value2) {
        strbuf_puts(out, " och ");
        expr_print(out, target->value2);
    }
    strbuf_putc(out, '\n');
}

static void put_indicator(StrBuf *out, const Model *model, const Indicator *indicator)
{
    static const char *const directions[] = {"", " uppåt", " nedåt", " inom"};
    strbuf_puts(out, "indikator ");
    put_name(out, &indicator->common);
    strbuf_puts(out, ": ");
    if (indicator->type.kind == TYPE_LEVEL)
        strbuf_puts(out, "bedöms");
    else
        put_unit(out, model, indicator->type.unit);
    put_grain(out, indicator->grain);
    put_contexts(out, model, &indicator->contexts);
    strbuf_printf(out, " på " STR_FMT "%s%s", STR_ARG(indicator->scale->common.name), directions[indicator->direction], indicator->watched ? " bevakas" : "");
    if (indicator->value_factor != FIX_ONE) {
        strbuf_puts(out, " gånger ");
        fix_print_plain(out, indicator->value_factor);
    }
    strbuf_putc(out, '\n');
    for (VEC_EACH(const Target, target, &indicator->targets))
        put_target(out, target);
    put_cases(out, indicator->scale, &indicator->cases);
}

static void put_goal(StrBuf *out, const Model *model, const Goal *goal)
{
    strbuf_puts(out, "mål ");
    put_name(out, &goal->common);
    if (goal->level != NO_INDEX)
        strbuf_printf(out, " är " STR_FMT, STR_ARG(model->levels.items[goal->level].common.name));
    for (VEC_EACH(const size_t, above, &goal->under))
        strbuf_printf(out, " under " STR_FMT, STR_ARG(model->goals.items[*above].common.name));
    strbuf_printf(out, " på " STR_FMT "\n", STR_ARG(goal->scale->common.name));
    for (VEC_EACH(const Measure, measure, &goal->measures)) {
        strbuf_printf(out, "  mäts med " STR_FMT " vikt ", STR_ARG(model->indicators.items[measure->indicator].common.name));
        fix_print_plain(out, measure->weight);
        strbuf_puts(out, measure->support ? " som stöd\n" : "\n");
    }
    put_cases(out, goal->scale, &goal->cases);
}

static void put_rule(StrBuf *out, const Model *model, const Rule *rule)
{
    strbuf_puts(out, "regel ");
    put_name(out, &rule->common);
    put_grain(out, rule->grain);
    put_contexts(out, model, &rule->contexts);
    strbuf_puts(out, rule->on_trial ? " på försök" : "");
    if (rule->when) {
        strbuf_puts(out, " när ");
        expr_print(out, rule->when);
    }
    strbuf_putc(out, '\n');
    for (VEC_EACH(const Requirement, requirement, &rule->requires)) {
        strbuf_printf(out, "  kräver " STR_FMT, STR_ARG(requirement->what));
        if (requirement->that) {
            strbuf_puts(out, "att ");
            expr_print(out, requirement->that);
        }
        if (requirement->effect) {
            strbuf_puts(out, " med effekt minst ");
            expr_print(out, requirement->effect);
        }
        strbuf_putc(out, '\n');
    }
}

static void put_head(StrBuf *out, const Model *model)
{
    if (!model->head)
        return;
    strbuf_printf(out, "styrmodell " STR_FMT " \"" STR_FMT "\" kommun \"" STR_FMT "\"", STR_ARG(model->name), STR_ARG(model->title),
                  STR_ARG(model->municipality_code));
    if (model->mandate.last > model->mandate.first) {
        strbuf_puts(out, " mandatperiod ");
        period_print(out, model->mandate);
    }
    strbuf_putc(out, '\n');
}

void model_dump(StrBuf *out, const Model *model)
{
    put_head(out, model);
    for (VEC_EACH(const BaseUnit, base, &model->bases))
        strbuf_printf(out, "enhet " STR_FMT ": " STR_FMT ", " STR_FMT "\n", STR_ARG(base->name), STR_ARG(base->singular), STR_ARG(base->plural));
    for (VEC_EACH(const Body, body, &model->bodies))
        put_one_body(out, model, body);
    for (VEC_EACH(const Group, group, &model->groups))
        if (group->common.decl)
            put_group(out, model, group);
    for (VEC_EACH(Scale *const, scale, &model->scales))
        put_scale(out, *scale);
    for (VEC_EACH(const Table, table, &model->tables))
        put_table(out, model, table);
    for (VEC_EACH(const Parameter, parameter, &model->parameters))
        put_parameter(out, model, parameter);
    for (VEC_EACH(const Indicator, indicator, &model->indicators))
        put_indicator(out, model, indicator);
    for (VEC_EACH(const Goal, goal, &model->goals))
        put_goal(out, model, goal);
    for (VEC_EACH(const Rule, rule, &model->rules))
        put_rule(out, model, rule);
    model_dump_duties(out, model);
    model_dump_structure(out, model);
    model_dump_scenarios(out, model);
}
