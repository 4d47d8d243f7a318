/* sought.c: a condition asked for one value of a parameter after the other; which values, and what follows from the answers, is seek.c's. */
#include "scenario/sought.h"

#include "scenario/seek.h"
#include "scenario/vary.h"

/* The range is cut into this many steps, rounded to a power of ten. */
#define STEPS 1000000
#define EVALUATIONS_MOST 400

typedef struct Asking { Bench *bench; const Seek *seek; } Asking;

static uint8_t truth_told(Truth truth)
{
    return truth == TRUTH_YES ? SEEK_TRUE : truth == TRUTH_NO ? SEEK_FALSE : SEEK_UNKNOWN;
}

static bool ask(void *context, const Fix *values, size_t count, uint8_t *truths)
{
    const Asking *asking = context;
    Bench *bench = asking->bench;
    for (size_t i = 0; i < count; i++) {
        Arena *scratch = arena_new();
        Expected expected;
        SetTo set = {asking->seek->parameter, num_of_fix(values[i])};
        Evaluator *evaluator = bench_set(bench, scratch, &set, 1, asking->seek->condition);
        bool told = evaluator && exec_expectation(evaluator, asking->seek->condition, bench->input.options->as_of, &expected);
        bool known = told && expected.value.state == RESULT_VALUE && expected.value.type == RESULT_TRUTH;
        truths[i] = known ? truth_told((Truth)expected.value.truth) : SEEK_UNKNOWN;
        arena_free(scratch);
        if (!told || effort_stopped(bench->input.options->effort))
            return false;
    }
    return true;
}

/* ---- where it is sought ---- */

/* From nothing to ten times what it is. */
static void range_around(const Bench *bench, const Seek *seek, Fix *low, Fix *high)
{
    const Parameter *parameter = &bench->over->parameters.items[seek->parameter];
    Num now = num_of_int(0), far = now;
    bool known = parameter->values.count && constant_value(bench->over, parameter->values.items[0].value, &now) && num_mul(now, num_of_int(10), &far);
    Fix end = known && num_sign(now) ? num_to_fix(far) : parameter->type.unit.kind == UNIT_RATIO ? FIX_ONE : 1000 * FIX_ONE;
    *low = end < 0 ? end : 0;
    *high = end < 0 ? 0 : end;
}

static Fix step_of(Fix low, Fix high)
{
    Fix step = 1, wanted = (high - low) / STEPS;
    while (step <= wanted / 10)
        step *= 10;
    return step;
}

static SoughtOutcome outcome_of(SeekOutcome outcome)
{
    switch (outcome) {
    case SEEK_FOUND: return SOUGHT_FOUND;
    case SEEK_NONE: return SOUGHT_NONE;
    case SEEK_ALL: return SOUGHT_ALL;
    case SEEK_AT_END: return SOUGHT_AT_END;
    case SEEK_PIECES: return SOUGHT_PIECES;
    case SEEK_UNDECIDED: case SEEK_BAD_RANGE: case SEEK_STOPPED: case SEEK_OUTCOME_COUNT: break;
    }
    return SOUGHT_UNDECIDED;
}

static Str condition_text(Arena *arena, const Expr *condition)
{
    StrBuf text = {0};
    bool clause = condition->kind == EXPR_IS && condition->as.is.form == IS_TRIGGERED && condition->as.is.negated;
    expr_print(&text, clause ? condition->as.is.x : condition);
    strbuf_puts(&text, clause ? " inte utlöses" : "");
    Str copy = str_dup(arena, strbuf_str(&text));
    strbuf_free(&text);
    return copy;
}

static uint8_t truth_of(SeekTruth truth)
{
    return truth == SEEK_TRUE ? TRUTH_YES : truth == SEEK_FALSE ? TRUTH_NO : TRUTH_UNKNOWN;
}

bool sought_run(Arena *arena, Bench *bench, const Seek *seek_for, Sought *out)
{
    const Parameter *parameter = &bench->over->parameters.items[seek_for->parameter];
    Asking asking = {bench, seek_for};
    SeekQuestion question = {.largest = seek_for->highest, .most = EVALUATIONS_MOST};
    Num low, high;
    range_around(bench, seek_for, &question.low, &question.high);
    bool stated = seek_for->low && constant_value(bench->over, seek_for->low, &low) && constant_value(bench->over, seek_for->high, &high);
    if (stated) {
        question.low = num_to_fix(low);
        question.high = num_to_fix(high);
    }
    question.step = step_of(question.low, question.high);
    SeekAnswer answer = seek(arena, &question, ask, &asking);
    *out = (Sought){.parameter = parameter->common.name, .title = parameter->common.title, .condition = condition_text(arena, seek_for->condition),
                    .highest = seek_for->highest, .outcome = outcome_of(answer.outcome), .has_value = answer.has_value, .stated = stated,
                    .at_low = truth_of(answer.at_low), .at_high = truth_of(answer.at_high), .every = answer.how == SEEK_EVERY, .tried = answer.evaluations};
    out->low = parameter_quantity(bench, seek_for->parameter, num_of_fix(question.low));
    out->high = parameter_quantity(bench, seek_for->parameter, num_of_fix(answer.last));
    out->step = parameter_quantity(bench, seek_for->parameter, num_of_fix(question.step));
    out->value = parameter_quantity(bench, seek_for->parameter, num_of_fix(answer.value));
    return answer.outcome != SEEK_STOPPED && answer.outcome != SEEK_BAD_RANGE;
}
