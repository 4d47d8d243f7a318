/* value.c: computed values, and how they leave the machine as quantities with units. */
#include <string.h>

#include "exec/eval.h"

Value value_number(Num number)
{
    return (Value){.kind = VALUE_NUMBER, .state = RESULT_VALUE, .number = number, .level = NO_INDEX};
}

Value value_truth(Truth truth, const ReasonSet *reasons)
{
    return (Value){.kind = VALUE_TRUTH, .state = RESULT_VALUE, .number = num_of_int(0), .truth = truth, .level = NO_INDEX,
                   .reasons = truth == TRUTH_UNKNOWN ? reasons : NULL};
}

/* A condition is never missing: it is unknown. */
static Value absent(ValueKind kind, ResultState state, const ReasonSet *reasons)
{
    if (kind == VALUE_TRUTH)
        return value_truth(TRUTH_UNKNOWN, reasons);
    return (Value){.kind = kind, .state = state, .number = num_of_int(0), .level = NO_INDEX, .reasons = reasons};
}

Value value_missing(ValueKind kind, const ReasonSet *reasons)
{
    return absent(kind, RESULT_MISSING, reasons);
}

Value value_not_applicable(ValueKind kind, const ReasonSet *reasons)
{
    return absent(kind, RESULT_NOT_APPLICABLE, reasons);
}

bool value_ok(const Value *value)
{
    return value->state == RESULT_VALUE && !(value->kind == VALUE_TRUTH && value->truth == TRUTH_UNKNOWN);
}

ValueKind value_kind(const PlanStep *step)
{
    switch (step->type.kind) {
    case TYPE_TEXT: return VALUE_TEXT;
    case TYPE_DATE: case TYPE_PERIOD: return VALUE_PERIOD;
    case TYPE_BODY: return VALUE_BODY;
    case TYPE_TRUTH: case TYPE_RULE: return VALUE_TRUTH;
    case TYPE_LEVEL: case TYPE_GOAL: return VALUE_LEVEL;
    case TYPE_ERROR: case TYPE_NUMBER: case TYPE_MISSING: case TYPE_TABLE: case TYPE_SET: break;
    }
    return VALUE_NUMBER;
}

size_t level_folded(const Scale *from, size_t level, const Scale *to)
{
    if (from == to || level == NO_INDEX || !from || !to)
        return level;
    for (size_t i = 0; i < from->fold_count; i++)
        if (from->folds[i].to == to)
            return from->folds[i].level[level];
    if (from->levels.count == to->levels.count)
        return level;
    return level == 0 ? 0 : level == from->levels.count - 1 ? to->levels.count - 1 : NO_INDEX;
}

/* ---- quantities ---- */

static Str base_unit(Evaluator *ev, Unit unit, bool plural)
{
    StrBuf buf = {0};
    unit_print(&buf, ev->model, unit, plural);
    Str text = str_dup(ev->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static bool is_one(Num number)
{
    return num_cmp(number, num_of_int(1)) == 0 || num_cmp(number, num_of_int(-1)) == 0;
}

/* The declared unit (tkr) where it measures the same thing; differences of ratios in points. One elev, two elever. */
static void show_unit(Evaluator *ev, Quantity *quantity, Type type, const Indicator *shown)
{
    quantity->shown_unit = is_one(quantity->number) && type.unit.kind == UNIT_MEASURE ? base_unit(ev, type.unit, false) : quantity->unit;
    quantity->shown_factor = type.unit.kind == UNIT_RATIO || type.unit.kind == UNIT_POINTS ? FIX_ONE / 100 : FIX_ONE;
    bool other_size = shown && unit_eq(shown->type.unit, type.unit) && shown->unit_factor > 0 && shown->unit_factor != quantity->shown_factor;
    if (!other_size)
        return;
    quantity->shown_unit = shown->unit_text.n ? shown->unit_text : quantity->unit;
    quantity->shown_factor = shown->unit_factor;
}

Quantity quantity_number(Evaluator *ev, Num number, Type type, const Indicator *shown)
{
    Quantity quantity = {.state = RESULT_VALUE, .type = RESULT_NUMBER, .number = number, .decimals = -1};
    quantity.unit = base_unit(ev, type.unit, true);
    show_unit(ev, &quantity, type, shown);
    return quantity;
}

static Quantity level_quantity(const Value *value)
{
    Quantity quantity = {.state = RESULT_NONE, .type = RESULT_LEVEL, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1};
    if (value->scale && value->level != NO_INDEX) {
        quantity.state = RESULT_VALUE;
        quantity.text = value->scale->levels.items[value->level].name;
    }
    return quantity;
}

static Quantity period_quantity(Evaluator *ev, const Value *value)
{
    StrBuf buf = {0};
    period_print(&buf, value->period);
    Quantity quantity = {.state = value->state, .type = RESULT_PERIOD, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1};
    quantity.text = value->state == RESULT_VALUE ? str_dup(ev->arena, strbuf_str(&buf)) : STR_LIT("");
    strbuf_free(&buf);
    return quantity;
}

Quantity quantity_of(Evaluator *ev, const Value *value, Type type, const Indicator *shown)
{
    Quantity quantity = {.state = value->state, .type = RESULT_TEXT, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1};
    switch (value->kind) {
    case VALUE_NUMBER:
        quantity = quantity_number(ev, value->number, type, shown);
        quantity.state = value->state;
        break;
    case VALUE_TRUTH:
        quantity.type = RESULT_TRUTH;
        quantity.truth = value->truth;
        break;
    case VALUE_LEVEL: return level_quantity(value);
    case VALUE_PERIOD: return period_quantity(ev, value);
    case VALUE_TEXT: quantity.text = value->text; break;
    case VALUE_BODY: quantity.text = value->body == NO_INDEX ? STR_LIT("kommunen") : ev->model->bodies.items[value->body].common.name; break;
    }
    return quantity;
}
