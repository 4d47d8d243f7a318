/* scenario_json.c: scenarios as one JSON document, described by doc/schema/styr-1.schema.json. */
#include "report/json_writer.h"
#include "report/scenario_parts.h"

static void put_outcome(Json *json, const char *key, const Assessment *a)
{
    if (!a) {
        json_null(json, key);
        return;
    }
    json_open(json, key, '{');
    json_text_or_null(json, "level", a->level_rank >= 0 && !a->exempt ? a->level : STR_LIT(""));
    json_bool(json, "not_assessable", a->not_assessable);
    json_open(json, "quantity", '{');
    json_quantity_members(json, &a->value);
    json_close(json, '}');
    json_close(json, '}');
}

static void put_change(Json *json, const ScenarioChange *change)
{
    json_open(json, NULL, '{');
    json_text(json, "scenario", change->scenario);
    json_text(json, "change", change->text);
    json_text(json, "place", change->place);
    if (change->met.is_rows) {
        json_open(json, "rows", '{');
        json_size(json, "table", change->met.rows);
        json_size(json, "met", change->met.yes);
        json_size(json, "unknown", change->met.unknown);
        json_size(json, "changed", change->met.changed);
        json_size(json, "rounded", change->met.rounded);
        json_close(json, '}');
    } else {
        json_null(json, "rows");
    }
    json_close(json, '}');
}

static void put_difference(Json *json, const Quantity *from, const Quantity *to)
{
    Quantity difference = quantity_difference(from, to);
    if (difference.state != RESULT_VALUE) {
        json_null(json, "difference");
        return;
    }
    json_open(json, "difference", '{');
    json_quantity_members(json, &difference);
    json_close(json, '}');
}

static void put_effect(Json *json, const ScenarioEffect *effect)
{
    json_open(json, NULL, '{');
    json_size(json, "change", effect->change + 1);
    put_outcome(json, "alone", effect->alone);
    put_outcome(json, "before", effect->before);
    put_outcome(json, "after", effect->after);
    json_close(json, '}');
}

static void put_cell(Json *json, const ScenarioCell *cell, bool effects)
{
    json_open(json, NULL, '{');
    json_text(json, "id", cell->base->id);
    json_text(json, "declaration_kind", cell->base->decl_kind);
    json_text(json, "declaration", cell->base->declaration);
    json_text(json, "body", cell->base->body);
    json_text_or_null(json, "key", cell->base->key);
    json_period(json, "period", cell->base->period);
    json_bool(json, "flipped", cell->flipped);
    put_outcome(json, "base", cell->base);
    put_outcome(json, "scenario", cell->with);
    put_difference(json, &cell->base->value, &cell->with->value);
    if (effects) {
        json_open(json, "effects", '[');
        for (VEC_EACH(const ScenarioEffect, effect, &cell->effects))
            put_effect(json, effect);
        json_close(json, ']');
    } else {
        json_null(json, "effects");
    }
    json_close(json, '}');
}

static void put_demand(Json *json, const ScenarioReport *report, const ScenarioResult *result, const ScenarioDemand *demand)
{
    json_open(json, NULL, '{');
    json_text(json, "change", str_of(!demand->base ? "appears" : !demand->with ? "vanishes" : "changed"));
    if (demand->base)
        json_finding(json, "base", report->base, demand->base);
    else
        json_null(json, "base");
    if (demand->with)
        json_finding(json, "scenario", result->run, demand->with);
    else
        json_null(json, "scenario");
    json_close(json, '}');
}

static void put_axis(Json *json, const ScenarioAxis *axis)
{
    json_open(json, NULL, '{');
    json_text(json, "parameter", axis->parameter);
    json_open(json, "values", '[');
    for (size_t i = 0; i < axis->count; i++) {
        json_open(json, NULL, '{');
        json_quantity_members(json, &axis->values[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_varied(Json *json, const Variation *variation, const VariedCell *cell)
{
    json_open(json, NULL, '{');
    json_text(json, "id", cell->base->id);
    json_bool(json, "flips", cell->flips);
    json_open(json, "points", '[');
    for (size_t i = 0; i < variation->settings; i++) {
        Assessment as = *cell->base;
        as.value = point_quantity(cell, &cell->points[i]);
        as.level = cell->points[i].level;
        as.level_rank = cell->points[i].rank;
        as.not_assessable = cell->points[i].not_assessable;
        put_outcome(json, NULL, &as);
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_variations(Json *json, const Variation *variation)
{
    if (!variation) {
        json_null(json, "varied");
        return;
    }
    json_open(json, "varied", '{');
    json_open(json, "axes", '[');
    for (size_t i = 0; i < variation->axis_count; i++)
        put_axis(json, &variation->axes[i]);
    json_close(json, ']');
    json_size(json, "settings", variation->settings);
    json_size(json, "spoiled", variation->spoiled);
    json_open(json, "cells", '[');
    for (VEC_EACH(const VariedCell, cell, &variation->cells))
        put_varied(json, variation, cell);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_value(Json *json, const char *key, const Quantity *quantity)
{
    json_open(json, key, '{');
    json_quantity_members(json, quantity);
    json_close(json, '}');
}

static void put_sought_json(Json *json, const Sought *sought)
{
    static const char *const truths[] = {"no", "yes", "unknown"};
    json_open(json, NULL, '{');
    json_text(json, "parameter", sought->parameter);
    json_bool(json, "highest", sought->highest);
    json_text(json, "condition", sought->condition);
    json_text(json, "outcome", str_of(sought_outcome_name(sought->outcome)));
    if (sought->has_value)
        put_value(json, "value", &sought->value);
    else
        json_null(json, "value");
    put_value(json, "low", &sought->low);
    put_value(json, "high", &sought->high);
    put_value(json, "step", &sought->step);
    json_text(json, "at_low", str_of(truths[sought->at_low]));
    json_text(json, "at_high", str_of(truths[sought->at_high]));
    json_bool(json, "every_value_tried", sought->every);
    json_size(json, "tried", sought->tried);
    json_close(json, '}');
}

static void put_drawn_cell(Json *json, const DrawnCell *cell)
{
    static const char *const keys[DRAWN_SHARES] = {"p5", "p25", "p50", "p75", "p95"};
    json_open(json, NULL, '{');
    json_text(json, "id", cell->base->id);
    json_open(json, "levels", '[');
    for (size_t i = 0; i < DRAWN_LEVELS; i++) {
        if (!cell->levels[i])
            continue;
        json_open(json, NULL, '{');
        json_text(json, "level", cell->names[i].n ? cell->names[i] : str_of(i ? "triggered" : "not_triggered"));
        json_size(json, "draws", cell->levels[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_size(json, "without_level", cell->without_level);
    json_size(json, "missing", cell->missing);
    for (size_t i = 0; i < DRAWN_SHARES; i++)
        if (cell->has_values)
            put_value(json, keys[i], &cell->shares[i]);
        else
            json_null(json, keys[i]);
    if (cell->has_values)
        put_value(json, "mean", &cell->mean);
    else
        json_null(json, "mean");
    json_close(json, '}');
}

static void put_draws(Json *json, const Drawn *drawn)
{
    if (!drawn) {
        json_null(json, "drawn");
        return;
    }
    json_open(json, "drawn", '{');
    json_size(json, "draws", drawn->draws);
    json_size(json, "seed", (size_t)drawn->seed);
    json_open(json, "parameters", '[');
    for (VEC_EACH(const DrawnParameterTold, parameter, &drawn->parameters)) {
        json_open(json, NULL, '{');
        json_text(json, "parameter", parameter->parameter);
        json_text(json, "distribution", parameter->distribution);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "cells", '[');
    for (VEC_EACH(const DrawnCell, cell, &drawn->cells))
        put_drawn_cell(json, cell);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_flip(Json *json, const Marginals *marginals, const MarginalCell *cell, const Flip *flip)
{
    const MarginalParameter *parameter = &marginals->parameters.items[flip->parameter];
    VariedCell as = {.base = cell->now};
    Assessment becomes = *cell->now;
    becomes.value = point_quantity(&as, &flip->becomes);
    becomes.level = flip->becomes.level;
    becomes.level_rank = flip->becomes.rank;
    becomes.not_assessable = flip->becomes.not_assessable;
    json_open(json, NULL, '{');
    json_text(json, "parameter", parameter->name);
    put_value(json, "from", &parameter->now);
    put_value(json, "to", &flip->to);
    put_difference(json, &parameter->now, &flip->to);
    json_bool(json, "exact", flip->exact);
    put_outcome(json, "becomes", &becomes);
    json_close(json, '}');
}

static void put_marginal_parameters(Json *json, const Marginals *marginals)
{
    json_open(json, "parameters", '[');
    for (VEC_EACH(const MarginalParameter, parameter, &marginals->parameters)) {
        json_open(json, NULL, '{');
        json_text(json, "parameter", parameter->name);
        put_value(json, "now", &parameter->now);
        put_value(json, "low", &parameter->low);
        put_value(json, "high", &parameter->high);
        put_value(json, "step", &parameter->step);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "not_tried", '[');
    for (VEC_EACH(const Str, name, &marginals->untried))
        json_text(json, NULL, *name);
    json_close(json, ']');
}

static void put_marginals_json(Json *json, const Marginals *marginals)
{
    if (!marginals) {
        json_null(json, "marginals");
        return;
    }
    json_open(json, "marginals", '{');
    json_size(json, "tried", marginals->tried);
    put_marginal_parameters(json, marginals);
    json_open(json, "cells", '[');
    for (VEC_EACH(const MarginalCell, cell, &marginals->cells)) {
        json_open(json, NULL, '{');
        json_text(json, "id", cell->now->id);
        put_outcome(json, "now", cell->now);
        json_open(json, "flips", '[');
        for (VEC_EACH(const Flip, flip, &cell->flips))
            put_flip(json, marginals, cell, flip);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
    json_close(json, '}');
}

static void put_result(Json *json, const ScenarioReport *report, const ScenarioResult *result)
{
    json_open(json, NULL, '{');
    json_text(json, "name", result->name);
    json_text_or_null(json, "title", result->title);
    json_text(json, "place", result->place);
    json_open(json, "builds_on", '[');
    for (VEC_EACH(const Str, name, &result->builds_on))
        json_text(json, NULL, *name);
    json_close(json, ']');
    json_open(json, "changes", '[');
    for (VEC_EACH(const ScenarioChange, change, &result->changes))
        put_change(json, change);
    json_close(json, ']');
    json_size(json, "outcomes", result->cell_count);
    json_size(json, "flipped", result->flipped);
    json_size(json, "value_only", result->value_only);
    json_open(json, "cells", '[');
    for (VEC_EACH(const ScenarioCell, cell, &result->cells))
        put_cell(json, cell, result->effects);
    json_close(json, ']');
    json_open(json, "requirements", '[');
    for (VEC_EACH(const ScenarioDemand, demand, &result->demands))
        put_demand(json, report, result, demand);
    json_close(json, ']');
    put_variations(json, result->variation);
    json_open(json, "sought", '[');
    for (VEC_EACH(const Sought, sought, &result->sought))
        put_sought_json(json, sought);
    json_close(json, ']');
    put_draws(json, result->drawn);
    put_marginals_json(json, result->marginals);
    json_close(json, '}');
}

static void write_json(StrBuf *out, const ScenarioReport *report, const ReportOptions *options)
{
    Json json = {.out = out};
    (void)options;
    json_begin(&json, "scenario");
    json_run_members(&json, report->base);
    json_text_or_null(&json, "base", report->base_name);
    put_marginals_json(&json, report->marginals);
    json_open(&json, "scenarios", '[');
    for (VEC_EACH(const ScenarioResult, result, &report->results))
        put_result(&json, report, result);
    json_close(&json, ']');
    json_end(&json);
}

const ScenarioFormat scenario_json = {"json", {"JSON för andra program, se schemat styr-1", "JSON for other programs, see the schema styr-1"}, false, write_json};
