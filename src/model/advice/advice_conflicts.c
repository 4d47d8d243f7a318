/* advice_conflicts.c: S1201 targets of one measure that cannot both be reached, S1202 targets that pull in opposite directions. */
#include "model/advice/advice_parts.h"

#include "base/utf8.h"
#include "model/check.h"

/* Each indicator is held against so many earlier ones of the same measure. */
#define COMPARED_MOST ((size_t)200)
#define DEEPEST 20

/* ---- which indicators measure the same ---- */

/* An indicator that only repeats another measures what that one measures. */
static const Indicator *origin(const Model *model, const Indicator *indicator, int depth)
{
    const Expr *value = indicator->value;
    if (depth > DEEPEST || !value || value->kind != EXPR_NAME || model_info(model, value)->ref.kind != SYM_INDICATOR)
        return indicator;
    return origin(model, &model->indicators.items[model_info(model, value)->ref.index], depth + 1);
}

/* What is computed, as the formatter writes it, how often, and in what a bare figure is counted. */
static Str measure_key(const Advisor *a, const Indicator *indicator)
{
    const Indicator *first = origin(a->model, indicator, 0);
    StrBuf text = {0};
    expr_print(&text, first->value);
    strbuf_printf(&text, " %d %lld", (int)indicator->grain, (long long)first->value_factor);
    Str key = utf8_fold(a->arena, strbuf_str(&text));
    key = str_dup(a->arena, key);
    strbuf_free(&text);
    return key;
}

static bool meets_somewhere(const Contexts *a, const Contexts *b)
{
    if (a->key_table != b->key_table || a->key_column != b->key_column || a->only != b->only)
        return false;
    return (a->municipality && b->municipality) || (a->group && b->group) || shares_body(&a->bodies, &b->bodies);
}

static bool overlaps(Period a, Period b)
{
    return a.first <= b.last && b.first <= a.last;
}

static bool is_same_measure(const Indicator *a, const Indicator *b)
{
    return meets_somewhere(&a->contexts, &b->contexts) && overlaps(a->common.valid, b->common.valid);
}

/* ---- what a target leaves room for ---- */

typedef struct Range { bool has_low, has_high, open_low, open_high; Num low, high; } Range;

static bool range_of(const Model *model, const Target *target, Range *out)
{
    Num value;
    *out = (Range){0};
    if (!constant_value(model, target->value, &value))
        return false;
    Bound bound = target->bound;
    out->low = out->high = value;
    out->has_low = bound == BOUND_AT_LEAST || bound == BOUND_OVER || bound == BOUND_BETWEEN || bound == BOUND_EXACTLY;
    out->has_high = bound == BOUND_AT_MOST || bound == BOUND_UNDER || bound == BOUND_BETWEEN || bound == BOUND_EXACTLY;
    out->open_low = bound == BOUND_OVER;
    out->open_high = bound == BOUND_UNDER;
    return bound != BOUND_BETWEEN || constant_value(model, target->value2, &out->high);
}

static bool lies_above(const Range *above, const Range *below)
{
    if (!above->has_low || !below->has_high)
        return false;
    int order = num_cmp(above->low, below->high);
    return order > 0 || (order == 0 && (above->open_low || below->open_high));
}

static bool excludes(const Model *model, const Target *a, const Target *b)
{
    Range x, y;
    return range_of(model, a, &x) && range_of(model, b, &y) && (lies_above(&x, &y) || lies_above(&y, &x));
}

/* Whether one of its targets for a time of its own holds then: the one without time does not. */
static bool is_stated_for(const Indicator *indicator, Period period)
{
    for (VEC_EACH(const Target, target, &indicator->targets))
        if (!target->always && overlaps(target->period, period))
            return true;
    return false;
}

static bool hold_together(const Indicator *a, const Target *x, const Indicator *b, const Target *y)
{
    if (x->always && y->always)
        return true;
    if (x->always)
        return !is_stated_for(a, y->period);
    return y->always ? !is_stated_for(b, x->period) : overlaps(x->period, y->period);
}

/* ---- two indicators ---- */

static const char *target_text(const Advisor *a, const Target *target)
{
    return text_in(a, str_trim(span_text(target->item->span)));
}

static void report(Advisor *a, DiagCode code, const Indicator *one, const Target *x, const Indicator *other, const Target *y)
{
    Diag *diag = diag_add(a->diags, code, x->item->span, text_in(a, one->common.name), text_in(a, other->common.name), target_text(a, x), target_text(a, y), NULL);
    diag_label(a->diags, diag, y->item->span, BOTH("samma mått, ett annat målvärde", "the same measure, another target"));
}

static bool is_opposite(Bound a, Bound b)
{
    bool up = a == BOUND_AT_LEAST || a == BOUND_OVER, down = a == BOUND_AT_MOST || a == BOUND_UNDER;
    return (up && (b == BOUND_AT_MOST || b == BOUND_UNDER)) || (down && (b == BOUND_AT_LEAST || b == BOUND_OVER));
}

/* The first pair of targets that conflict; what excludes comes before what only pulls apart. */
static bool compare_targets(Advisor *a, const Indicator *one, const Indicator *other, DiagCode code)
{
    for (VEC_EACH(const Target, x, &one->targets))
        for (VEC_EACH(const Target, y, &other->targets)) {
            bool conflict = code == DIAG_S1201 ? excludes(a->model, x, y) : is_opposite(x->bound, y->bound);
            if (!conflict || !hold_together(one, x, other, y))
                continue;
            report(a, code, one, x, other, y);
            return true;
        }
    return false;
}

typedef struct SameMeasure { IndexVec indicators; } SameMeasure;

static void compare_earlier(Advisor *a, const Indicator *indicator, const IndexVec *earlier)
{
    static const DiagCode codes[] = {DIAG_S1201, DIAG_S1202};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < earlier->count && i < COMPARED_MOST; i++) {
            const Indicator *other = &a->model->indicators.items[earlier->items[i]];
            if (is_same_measure(indicator, other) && compare_targets(a, indicator, other, codes[k]))
                return;
        }
}

void advise_conflicts(Advisor *a)
{
    Map measures;
    map_init(&measures, a->arena);
    for (size_t i = 0; i < a->model->indicators.count; i++) {
        const Indicator *indicator = &a->model->indicators.items[i];
        if (!indicator->value || !indicator->targets.count || !is_own(&indicator->common) || !origin(a->model, indicator, 0)->value)
            continue;
        Str key = measure_key(a, indicator);
        SameMeasure *same = map_get(&measures, key);
        if (!same)
            map_put(&measures, key, same = ARENA_NEW(a->arena, SameMeasure));
        compare_earlier(a, indicator, &same->indicators);
        vec_push(a->arena, &same->indicators, i);
    }
}
