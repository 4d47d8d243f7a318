/* marginals.c: parameters moved one at a time, up and down, and what that makes of every outcome. All outcomes of a setting are kept while a parameter is
 * moved in one direction, so that what one outcome has asked for answers the others as well. Which values are tried is seek.c's. */
#include "scenario/marginals.h"

#include <stdlib.h>
#include <string.h>

#include "exec/eval.h"
#include "scenario/seek.h"
#include "scenario/vary.h"

#define TIMES 10                         /* as far as this many times the value */
#define STEPS 10000                      /* of the range, rounded to a power of ten */
#define FROM_ZERO 1000                   /* units, where the value is 0; shares: one whole */
#define WHOLE_FROM 10                    /* counts from here on are moved by whole numbers */
#define FIRST_TRIED ((size_t)64)         /* at most so many values before a change is followed up */
#define ONE_OUTCOME ((size_t)128)        /* … and so many in all for one outcome */
#define POINTS_MOST ((size_t)1000000)    /* kept at a time */

/* All outcomes with the parameter at a value; NULL: they could not be computed. */
typedef struct Setting { Fix value; const ScenarioPoint *points; } Setting;

typedef struct Way { Fix end; bool up; } Way;               /* from what the parameter is */

typedef struct Moving {
    Arena *arena, *scratch;              /* scratch: as long as one parameter is moved in one direction */
    Bench bench;                         /* its own diagnostics: what cannot be computed spoils its own setting only */
    Diags quiet;
    const Run *run;
    Marginals *out;
    size_t parameter;                    /* in the model */
    Fix now, step;
    VEC(Setting) settings;               /* by value */
    size_t most;                         /* settings in one direction */
    size_t outcome;                      /* the one that is asked about */
    ScenarioPoint as_is;                 /* … with nothing moved */
} Moving;

/* ---- one setting ---- */

static const ScenarioPoint *evaluate(Moving *m, Fix value)
{
    Arena *scratch = arena_new();
    size_t outcomes = m->run->assessments.count;
    SetTo set = {m->parameter, num_of_fix(value)};
    m->bench.diags = &m->quiet;
    Evaluator *evaluator = bench_set(&m->bench, scratch, &set, 1, NULL);
    const Run *run = evaluator ? exec_results(evaluator, m->bench.input.options->as_of, &(ResultsAsked){.bare = true}) : NULL;
    ScenarioPoint *points = run && run->assessments.count == outcomes ? arena_array(m->scratch, outcomes + 1, sizeof *points) : NULL;
    for (size_t i = 0; points && i < outcomes; i++)
        points[i] = point_of(&run->assessments.items[i]);
    arena_free(scratch);
    m->out->tried++;
    return points;
}

/* Where the value is, or would be. */
static size_t place_of(const Moving *m, Fix value)
{
    size_t low = 0, high = m->settings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->settings.items[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const ScenarioPoint *points_at(Moving *m, Fix value)
{
    size_t at = place_of(m, value);
    if (at < m->settings.count && m->settings.items[at].value == value)
        return m->settings.items[at].points;
    if (m->settings.count >= m->most)
        return NULL;
    Setting setting = {value, evaluate(m, value)};
    vec_push(m->scratch, &m->settings, setting);
    memmove(m->settings.items + at + 1, m->settings.items + at, (m->settings.count - 1 - at) * sizeof setting);
    m->settings.items[at] = setting;
    return setting.points;
}

/* Whether the outcome has become another. */
static bool ask(void *context, const Fix *values, size_t count, uint8_t *truths)
{
    Moving *m = context;
    for (size_t i = 0; i < count; i++) {
        const ScenarioPoint *points = values[i] == m->now ? NULL : points_at(m, values[i]);
        bool other = points && !points_alike(&points[m->outcome], &m->as_is);
        truths[i] = values[i] == m->now ? SEEK_FALSE : !points ? SEEK_UNKNOWN : other ? SEEK_TRUE : SEEK_FALSE;
        if (effort_stopped(m->bench.input.options->effort))
            return false;
    }
    return true;
}

/* ---- one parameter in one direction ---- */

/* Close to what it is first: a thousandth of the way, two, five, a hundredth … a half. */
#define BREAKS 9
static void put_breaks(const Moving *m, Way way, Fix *breaks)
{
    static const int thousandths[BREAKS] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    Fix span = way.up ? way.end - m->now : m->now - way.end;
    for (size_t i = 0; i < BREAKS; i++) {
        Fix part = span / 1000 * thousandths[i];
        breaks[way.up ? i : BREAKS - 1 - i] = way.up ? m->now + part : m->now - part;
    }
}

static Num share_of(Fix from, Fix to, Fix whole)
{
    Num moved, share = num_of_int(0);
    if (num_sub(num_of_fix(to), num_of_fix(from), &moved))
        num_div(num_abs(moved), num_abs(num_of_fix(whole)), &share);
    return share;
}

static bool find_flip(Moving *m, Way way, MarginalCell *cell)
{
    Fix breaks[BREAKS];
    put_breaks(m, way, breaks);
    SeekQuestion question = {.step = m->step, .largest = !way.up, .breaks = breaks, .break_count = BREAKS, .most = ONE_OUTCOME};
    question.low = way.up ? m->now : m->now - (m->now - way.end) / m->step * m->step;
    question.high = way.up ? way.end : m->now;
    if (question.high - question.low < m->step)
        return true;
    m->as_is = point_of(cell->now);
    SeekAnswer answer = seek(m->scratch, &question, ask, m);
    const ScenarioPoint *points = answer.has_value ? points_at(m, answer.value) : NULL;
    if (!points)
        return answer.outcome != SEEK_STOPPED;
    Flip flip = {.parameter = m->out->parameters.count - 1, .from_zero = !m->now, .exact = answer.outcome != SEEK_UNDECIDED, .becomes = points[m->outcome]};
    flip.to = parameter_quantity(&m->bench, m->parameter, num_of_fix(answer.value));
    flip.share = share_of(m->now, answer.value, m->now ? m->now : way.end);
    vec_push(m->arena, &cell->flips, flip);
    return true;
}

static bool move(Moving *m, Way way)
{
    bool done = true;
    m->scratch = arena_new();
    m->settings.count = m->settings.cap = 0;
    m->settings.items = NULL;
    for (size_t i = 0; done && i < m->out->cells.count; i++) {
        MarginalCell *cell = &m->out->cells.items[i];
        m->outcome = (size_t)(cell->now - m->run->assessments.items);
        done = find_flip(m, way, cell);
    }
    arena_free(m->scratch);
    return done;
}

/* ---- which parameters, and how far ---- */

/* The one number that the parameter has, whoever it is for. */
static bool single_value(const Model *model, size_t parameter, Num *out)
{
    const Parameter *of = &model->parameters.items[parameter];
    bool alone = of->values.count == 1 && of->values.items[0].select == SELECT_NONE && !of->values.items[0].guard;
    return alone && of->type.kind == TYPE_NUMBER && constant_value(model, of->values.items[0].value, out) && num_is_fix(*out);
}

static Fix far_from(const Bench *bench, size_t parameter, Fix now)
{
    const Parameter *of = &bench->over->parameters.items[parameter];
    const ExprInfo *info = model_info(bench->over, of->values.items[0].value);
    Fix unit = of->type.unit.kind == UNIT_MEASURE && info->factor > 0 ? info->factor : FIX_ONE, far;
    Fix from = now ? now : of->type.unit.kind == UNIT_RATIO ? FIX_ONE / TIMES : unit;
    Fix times = now || of->type.unit.kind == UNIT_RATIO ? TIMES : FROM_ZERO;
    return __builtin_mul_overflow(from, times, &far) ? from : far;
}

static Fix step_of(const Bench *bench, size_t parameter, Num now, Fix far)
{
    bool counted = bench->over->parameters.items[parameter].type.unit.kind == UNIT_PLAIN && now.d == 1 && num_cmp(num_abs(now), num_of_int(WHOLE_FROM)) >= 0;
    Fix step = 1, wanted = (far < 0 ? -far : far) / STEPS;
    while (step <= wanted / 10)
        step *= 10;
    return counted && step < FIX_ONE ? FIX_ONE : step;
}

static bool move_parameter(Moving *m, size_t parameter, Num now)
{
    m->parameter = parameter;
    m->now = num_to_fix(now);
    Fix far = far_from(&m->bench, parameter, m->now), near = m->now ? 0 : -far;
    m->step = step_of(&m->bench, parameter, now, far);
    const Parameter *of = &m->bench.over->parameters.items[parameter];
    Fix low = far < near ? far : near, high = far < near ? near : far;
    MarginalParameter told = {.name = of->common.name, .title = of->common.title};
    told.now = parameter_quantity(&m->bench, parameter, now);
    told.low = parameter_quantity(&m->bench, parameter, num_of_fix(low));
    told.high = parameter_quantity(&m->bench, parameter, num_of_fix(high));
    told.step = parameter_quantity(&m->bench, parameter, num_of_fix(m->step));
    vec_push(m->arena, &m->out->parameters, told);
    return move(m, (Way){high, true}) && move(m, (Way){low, false});
}

/* ---- the answer ---- */

/* Moves of what is 0 cannot be compared with others; they come last. */
static int by_share(const void *a, const void *b)
{
    const Flip *x = a, *y = b;
    int order = x->from_zero != y->from_zero ? x->from_zero - y->from_zero : num_cmp(x->share, y->share);
    return order ? order : (x->parameter > y->parameter) - (x->parameter < y->parameter);
}

static int by_first_flip(const void *a, const void *b)
{
    const MarginalCell *x = a, *y = b;
    int order = (x->flips.count == 0) - (y->flips.count == 0);
    if (!order && x->flips.count)
        order = by_share(&x->flips.items[0], &y->flips.items[0]);
    return order ? order : (x->now > y->now) - (x->now < y->now);
}

static void sort_all(Marginals *out)
{
    for (VEC_EACH(MarginalCell, cell, &out->cells))
        if (cell->flips.count)
            qsort(cell->flips.items, cell->flips.count, sizeof(Flip), by_share);
    if (out->cells.count)
        qsort(out->cells.items, out->cells.count, sizeof(MarginalCell), by_first_flip);
}

static bool can_change(const Assessment *a)
{
    return !a->exempt && !a->watched && (a->value.type == RESULT_TRUTH || a->level_rank >= 0 || a->not_assessable);
}

/* Said before anything is evaluated. */
static bool is_too_much(const Moving *m, Diags *diags, size_t parameters)
{
    Arena *arena = m->arena;
    size_t first = parameters * 2 * FIRST_TRIED;
    if (first <= MARGINALS_MOST && m->run->assessments.count * FIRST_TRIED <= POINTS_MOST)
        return false;
    diag_add(diags, DIAG_S1023, SPAN_NONE, arena_printf(arena, "%zu", parameters), arena_printf(arena, "%zu", m->run->assessments.count),
             arena_printf(arena, "%zu", MARGINALS_MOST), arena_printf(arena, "%zu", first), NULL);
    return true;
}

const Marginals *marginals_run(Arena *arena, Bench *bench, const Run *run)
{
    Marginals *out = ARENA_NEW(arena, Marginals);
    Moving m = {.arena = arena, .bench = *bench, .run = run, .out = out};
    const Model *model = bench->over;
    size_t parameters = 0;
    Num now;
    diags_init(&m.quiet, arena);
    for (size_t i = 0; i < model->parameters.count; i++)
        parameters += single_value(model, i, &now);
    for (VEC_EACH(const Assessment, a, &run->assessments))
        if (can_change(a))
            vec_push(arena, &out->cells, ((MarginalCell){.now = a}));
    if (is_too_much(&m, bench->diags, parameters))
        return NULL;
    size_t fair = parameters ? MARGINALS_MOST / (2 * parameters) : 0, room = POINTS_MOST / (run->assessments.count + 1);
    m.most = fair < room ? fair : room;
    for (size_t i = 0; i < model->parameters.count; i++) {
        if (!single_value(model, i, &now))
            vec_push(arena, &out->untried, model->parameters.items[i].common.name);
        else if (!move_parameter(&m, i, now))
            return NULL;
    }
    sort_all(out);
    return out;
}
