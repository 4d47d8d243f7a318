/* questions_targets.c: can all targets be met at once, and what is to fit in a frame fit in it? Where they cannot, the smallest set that conflicts: one
 * after the other is left out, and stays out while the rest still conflict. */
#include "exec/messages.h"
#include "prove/rows.h"

/* Larger sets are not asked about: they would be too many questions to make smaller. */
#define MOST_DEMANDS 200

/* Where the evaluator has a value. */
typedef struct ValueAt { uint32_t step; Context context; } ValueAt;
/* What is to fit in a frame, and the frame: a value, or (step NO_STEP) an amount that the model says. */
typedef struct FrameValues { VEC(ValueAt) parts; ValueAt whole; Num amount; } FrameValues;

/* A target of an indicator in a context, or (frame) that the parts fit in their frame. */
typedef struct Demand {
    bool frame;
    size_t indicator; Context context;
    const Common *whole;                 /* a frame: a parameter or an indicator */
    FrameValues values;
    Term term;
    bool left_out;
} Demand;
typedef VEC(Demand) DemandVec;

/* ---- targets ---- */

static void add_indicator(Prover *prover, Proof *proof, size_t index, const Context *context, DemandVec *out)
{
    ContextId id = context_id(proof->sides[0].ev, *context);
    Sym value = sym_of(proof, prover->plans[0]->indicators[index].self, id);
    TargetSyms target = sym_target(proof, index, id);
    if (!target.present || (value.constant && value.value.state != RESULT_VALUE))
        return;
    Script *s = &proof->script;
    Term met = term_and(s, sym_ok(proof, &value), term_and(s, target.known, target.met));
    vec_push(proof->arena, out, ((Demand){.indicator = index, .context = *context, .term = met}));
}

static void add_targets(Prover *prover, Proof *proof, Date as_of, DemandVec *out)
{
    const Model *model = prover->models[0];
    for (size_t i = 0; i < model->indicators.count; i++) {
        const Indicator *indicator = &model->indicators.items[i];
        Period period = period_latest_ended(grain_or_month(indicator->grain), as_of);
        if (period.last != as_of || prover->plans[0]->indicators[i].value == NO_STEP || !within_validity(&indicator->common, period) ||
            target_of(indicator, period) == NO_INDEX)
            continue;
        for (VEC_EACH(const size_t, body, &indicator->contexts.bodies)) {
            Context context = context_body(*body, period);
            context.only = indicator->contexts.only;
            add_indicator(prover, proof, i, &context, out);
        }
        Context whole = context_all(WHO_MUNICIPALITY, period), group = context_all(WHO_GROUP, period);
        if (indicator->contexts.municipality)
            add_indicator(prover, proof, i, &whole, out);
        if (indicator->contexts.group)
            add_indicator(prover, proof, i, &group, out);
    }
}

/* ---- frames ---- */

static Ref frame_of(const Model *model, const Decl *decl)
{
    const Expr *name = attr_value(decl_attr(decl, ATTR_FITS_IN));
    return name ? model_info(model, name)->ref : (Ref){SYM_NONE, 0, 0};
}

static bool same_ref(Ref a, Ref b)
{
    return a.kind == b.kind && a.index == b.index;
}

static bool has_own_values(const Parameter *parameter)
{
    for (VEC_EACH(const ParameterValue, value, &parameter->values))
        if (value->select == SELECT_FOR)
            return true;
    return false;
}

/* The latest value that holds on the day. */
static const Expr *value_at(const Parameter *parameter, Date day)
{
    const ParameterValue *best = NULL;
    for (VEC_EACH(const ParameterValue, value, &parameter->values)) {
        bool from = value->select == SELECT_FROM;
        if ((!from || value->from <= day) && (!best || (from && (best->select != SELECT_FROM || value->from > best->from))))
            best = value;
    }
    return best ? best->value : NULL;
}

/* The value of a parameter that is the same for all bodies, or of an indicator of the municipality. */
static bool amount_of(Prover *prover, Proof *proof, Ref ref, Period year, FrameValues *values, Sym *out)
{
    const Model *model = prover->models[0];
    values->whole = (ValueAt){NO_STEP, context_all(WHO_MUNICIPALITY, year)};
    ContextId id = context_id(proof->sides[0].ev, values->whole.context);
    if (ref.kind == SYM_PARAMETER && !has_own_values(&model->parameters.items[ref.index])) {
        for (size_t i = 0; i < prover->plans[0]->steps.count; i++)
            if (prover->plans[0]->steps.items[i].op == STEP_PARAMETER && prover->plans[0]->steps.items[i].index == ref.index) {
                values->whole.step = (uint32_t)i;
                *out = sym_of(proof, values->whole.step, id);
                return out->kind == VALUE_NUMBER;
            }
        const Expr *amount = value_at(&model->parameters.items[ref.index], year.last);
        bool plain = amount && constant_value(model, amount, &values->amount);
        if (plain)
            *out = sym_number(term_number(&proof->script, values->amount));
        return plain;
    }
    if (ref.kind != SYM_INDICATOR || !model->indicators.items[ref.index].contexts.municipality ||
        grain_or_month(model->indicators.items[ref.index].grain) != GRAIN_YEAR || prover->plans[0]->indicators[ref.index].value == NO_STEP)
        return false;
    values->whole.step = prover->plans[0]->indicators[ref.index].self;
    *out = sym_of(proof, values->whole.step, id);
    return out->kind == VALUE_NUMBER;
}

/* What an indicator comes to for all its bodies. False when it is not numbers, year by year. */
static bool add_parts(Prover *prover, Proof *proof, size_t index, Period period, FrameValues *values, Term *sum, Term *known)
{
    const Contexts *contexts = &prover->models[0]->indicators.items[index].contexts;
    Script *s = &proof->script;
    if (contexts->group || contexts->key_table != NO_INDEX || grain_or_month(prover->models[0]->indicators.items[index].grain) != GRAIN_YEAR ||
        prover->plans[0]->indicators[index].value == NO_STEP)
        return false;
    for (size_t i = 0; i < contexts->bodies.count + contexts->municipality; i++) {
        Context context = i < contexts->bodies.count ? context_body(contexts->bodies.items[i], period) : context_all(WHO_MUNICIPALITY, period);
        context.only = i < contexts->bodies.count && contexts->only;
        ValueAt part = {prover->plans[0]->indicators[index].self, context};
        Sym value = sym_of(proof, part.step, context_id(proof->sides[0].ev, context));
        if (value.kind != VALUE_NUMBER)
            return false;
        vec_push(proof->arena, &values->parts, part);
        *known = term_and(s, *known, sym_ok(proof, &value));
        *sum = term_2(s, "Real", "+", *sum, value.number);
    }
    return true;
}

/* Parameters that are to fit in it beside indicators are not added up. */
static bool has_parameter_in(const Model *model, Ref ref)
{
    for (VEC_EACH(const Parameter, parameter, &model->parameters))
        if (same_ref(frame_of(model, parameter->common.decl), ref))
            return true;
    return false;
}

/* Before the first value of a parameter there is no frame. */
static bool has_begun(const Model *model, Ref ref, Date day)
{
    return ref.kind != SYM_PARAMETER || value_at(&model->parameters.items[ref.index], day);
}

static const char *not_followed(const Prover *prover, const Common *whole)
{
    return diag_both(prover->arena, arena_printf(prover->arena, "det går inte att se om det som ska rymmas inom " STR_FMT " gör det", STR_ARG(whole->name)),
                     arena_printf(prover->arena, "it cannot be seen whether what is to fit in " STR_FMT " does", STR_ARG(whole->name)));
}

/* A frame that cannot be followed leaves the whole open: what does not fit in it would not be seen. */
static void add_frame(Prover *prover, Proof *proof, Ref ref, const Common *whole, Period year, DemandVec *out, Found *found)
{
    const Model *model = prover->models[0];
    Script *s = &proof->script;
    Sym frame;
    FrameValues values = {.amount = num_of_int(0)};
    Term sum = STR_LIT("0.0"), known = TERM_TRUE;
    bool parts = false, followed = true;
    for (size_t i = 0; i < model->indicators.count; i++) {
        const Indicator *indicator = &model->indicators.items[i];
        if (!same_ref(frame_of(model, indicator->common.decl), ref) || !within_validity(&indicator->common, year))
            continue;
        followed = add_parts(prover, proof, i, year, &values, &sum, &known) && followed;
        parts = true;
    }
    if (!parts || !has_begun(model, ref, year.last))
        return;
    if (!followed || has_parameter_in(model, ref) || !amount_of(prover, proof, ref, year, &values, &frame)) {
        found_open(found, OPEN_LOOSE, not_followed(prover, whole));
        return;
    }
    known = term_and(s, known, sym_ok(proof, &frame));
    Term fits = term_and(s, known, term_2(s, "Bool", "<=", sum, frame.number));
    vec_push(proof->arena, out, ((Demand){.frame = true, .indicator = ref.index, .context = context_all(WHO_MUNICIPALITY, year), .whole = whole, .values = values, .term = fits}));
}

static void add_frames(Prover *prover, Proof *proof, Date as_of, DemandVec *out, Found *found)
{
    const Model *model = prover->models[0];
    Period year = period_latest_ended(GRAIN_YEAR, as_of);
    if (year.last != as_of)
        return;
    for (size_t i = 0; i < model->parameters.count; i++)
        add_frame(prover, proof, (Ref){SYM_PARAMETER, i, 0}, &model->parameters.items[i].common, year, out, found);
    for (size_t i = 0; i < model->indicators.count; i++)
        add_frame(prover, proof, (Ref){SYM_INDICATOR, i, 0}, &model->indicators.items[i].common, year, out, found);
}

/* ---- asking ---- */

static Answer ask_demands(Prover *prover, Proof *proof, const DemandVec *demands)
{
    strbuf_clear(&proof->script.asserted);
    for (VEC_EACH(const Demand, demand, demands))
        if (!demand->left_out)
            term_assert(&proof->script, demand->term);
    return prover_ask(prover, &proof->script);
}

static Term all_of(Proof *proof, const DemandVec *demands)
{
    Term all = TERM_TRUE;
    for (VEC_EACH(const Demand, demand, demands))
        all = demand->left_out ? all : term_and(&proof->script, all, demand->term);
    return all;
}

static bool is_met(Evaluator *ev, const Plan *plan, const Demand *demand)
{
    const Assessed *assessed = eval(ev, plan->indicators[demand->indicator].level, context_id(ev, demand->context))->assessed;
    if (plan->indicators[demand->indicator].own_cases)   /* the target stands beside its cases: that it is met is not looked at */
        return true;
    if (!assessed || assessed->target == NO_INDEX || !assessed->has_margin)
        return false;
    bool strict = str_eqz(assessed->compared.op, ">") || str_eqz(assessed->compared.op, "<");
    return strict ? num_sign(assessed->margin) > 0 : num_sign(assessed->margin) >= 0;
}

static bool number_at(Evaluator *ev, const ValueAt *at, Num *out)
{
    Value value = value_of(ev, at->step, context_id(ev, at->context));
    *out = value.number;
    return value.kind == VALUE_NUMBER && value.state == RESULT_VALUE;
}

/* What is to fit in the frame, and the frame, as the evaluator has them. */
static bool fits_in(Evaluator *ev, const FrameValues *values)
{
    Num sum = num_of_int(0), number, whole = values->amount;
    for (VEC_EACH(const ValueAt, part, &values->parts))
        if (!number_at(ev, part, &number) || !num_add(sum, number, &sum))
            return false;
    return (values->whole.step == NO_STEP || number_at(ev, &values->whole, &whole)) && num_cmp(sum, whole) <= 0;
}

static bool all_met(const Prover *prover, Evaluator *const *evs, const void *what, const Moment *moment)
{
    const DemandVec *demands = what;
    for (VEC_EACH(const Demand, demand, demands))
        if (!(demand->frame ? fits_in(evs[0], &demand->values) : is_met(evs[0], prover->plans[0], demand)))
            return false;
    return true;
}

static void tell_all(const Prover *prover, Evaluator *const *evs, const void *what, const Moment *moment, Arena *arena, Example *out)
{
    const DemandVec *demands = what;
    out->body = STR_LIT("kommunen");
    out->period = moment->contexts[0].period;
    for (VEC_EACH(const Demand, demand, demands)) {
        if (demand->frame)
            continue;
        const Indicator *indicator = &prover->models[0]->indicators.items[demand->indicator];
        Value value = value_of(evs[0], prover->plans[0]->indicators[demand->indicator].self, context_id(evs[0], demand->context));
        ProofValue told = {.value = quantity_of(evs[0], &value, indicator->type, indicator)};
        quantity_settle(&told.value, NULL);
        told.value.unit = str_dup(arena, told.value.unit);
        told.value.shown_unit = str_dup(arena, told.value.shown_unit);
        Str body = context_body_name(evs[0], &demand->context);
        told.what[LANG_SV] = str_of(arena_printf(arena, STR_FMT " för " STR_FMT, STR_ARG(indicator->common.name), STR_ARG(body)));
        told.what[LANG_EN] = str_of(arena_printf(arena, STR_FMT " for " STR_FMT, STR_ARG(indicator->common.name), STR_ARG(body)));
        vec_push(arena, &out->outcome, told);
    }
}

/* ---- the smallest conflict ---- */

static void minimise(Prover *prover, Proof *proof, DemandVec *demands)
{
    for (size_t i = demands->count; i-- > 0;) {
        demands->items[i].left_out = true;
        demands->items[i].left_out = ask_demands(prover, proof, demands) == ANSWER_NO;
    }
}

/* A target that cannot be met by itself is no conflict: it has a question of its own. Takes away those; NO when a conflict of several is left. */
static Answer ask_conflict(Prover *prover, Proof *proof, DemandVec *demands)
{
    Answer answer;
    while ((answer = ask_demands(prover, proof, demands)) == ANSWER_NO) {
        size_t left = 0, kept = 0;
        minimise(prover, proof, demands);
        for (VEC_EACH(const Demand, demand, demands))
            left += !demand->left_out;
        if (left > 1)
            return ANSWER_NO;
        for (size_t i = 0; i < demands->count; i++)
            if (demands->items[i].left_out) {
                demands->items[kept] = demands->items[i];
                demands->items[kept++].left_out = false;
            }
        demands->count = kept;
    }
    return answer;
}

/* The goals that are measured with it: "mål kunskap, trygghet". */
static void put_goals(StrBuf *out, const Model *model, size_t indicator, Lang lang)
{
    const char *before = lang == LANG_SV ? " (mål " : " (goal ";
    for (VEC_EACH(const Goal, goal, &model->goals))
        for (VEC_EACH(const Measure, measure, &goal->measures))
            if (measure->indicator == indicator) {
                strbuf_printf(out, "%s" STR_FMT, before, STR_ARG(goal->common.name));
                before = ", ";
            }
    strbuf_puts(out, *before == ',' ? ")" : "");
}

static Str demand_text(const Prover *prover, const Proof *proof, const Demand *demand, Lang lang)
{
    const Model *model = prover->models[0];
    StrBuf buf = {0};
    if (demand->frame) {
        strbuf_printf(&buf, lang == LANG_SV ? "ramen " STR_FMT : "the frame " STR_FMT, STR_ARG(demand->whole->name));
    } else {
        const Indicator *indicator = &model->indicators.items[demand->indicator];
        const Target *target = &indicator->targets.items[target_of(indicator, demand->context.period)];
        strbuf_printf(&buf, lang == LANG_SV ? STR_FMT " för " STR_FMT ": " STR_FMT : STR_FMT " for " STR_FMT ": " STR_FMT, STR_ARG(indicator->common.name),
                      STR_ARG(context_body_name(proof->sides[0].ev, &demand->context)), STR_ARG(str_trim(span_text(target->item->span))));
        put_goals(&buf, model, demand->indicator, lang);
    }
    Str text = str_dup(prover->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void tell_conflict(const Prover *prover, const Proof *proof, const DemandVec *demands, Date as_of, Claim *claim)
{
    for (VEC_EACH(const Demand, demand, demands)) {
        if (demand->left_out)
            continue;
        ProofValue part = {.value = {.state = RESULT_NONE, .type = RESULT_TEXT, .number = num_of_int(0), .shown_factor = FIX_ONE, .decimals = -1}};
        for (Lang lang = LANG_SV; lang <= LANG_EN; lang++)
            part.what[lang] = demand_text(prover, proof, demand, lang);
        vec_push(prover->arena, &claim->parts, part);
    }
    Str sv = period_text(proof->sides[0].ev, demands->items[0].context.period, LANG_SV), en = period_text(proof->sides[0].ev, demands->items[0].context.period, LANG_EN);
    claim_say(prover, claim->answer, arena_printf(prover->arena, "de här går inte att nå samtidigt (" STR_FMT ")", STR_ARG(sv)),
              arena_printf(prover->arena, "these cannot be met at once (" STR_FMT ")", STR_ARG(en)));
}

/* ---- one day ---- */

typedef struct Round { Found found; bool refuted, targets; Claim *claim; size_t demands; } Round;

static void settle_round(Prover *prover, Proof *proof, DemandVec *demands, const Moment *moment, Answer answer, Round *round)
{
    round->found.contexts++;
    if (answer == ANSWER_UNKNOWN)
        found_late(prover, &round->found);
    if (answer == ANSWER_NO) {
        tell_conflict(prover, proof, demands, moment->as_of, round->claim);
        round->refuted = true;
    }
    if (answer != ANSWER_YES)
        return;
    prover_refresh(prover, &proof->script);
    Value *values = arena_array(proof->arena, proof->unknowns.count, sizeof *values);
    bool written = witness_values(prover, proof, values), possible = written && witness_is_possible(proof, values);
    round->found.any = (possible && witness_try(prover, proof, values, (const TableData **const[SIDES]){NULL}, moment, all_met, demands, tell_all, &round->found.example)) ||
                       rows_try(prover, proof, moment, all_of(proof, demands), all_met, demands, tell_all, &round->found.example);
    if (!round->found.any)
        found_open(&round->found, proof->loose ? OPEN_LOOSE : OPEN_UNCONFIRMED,
                   proof->loose ? arena_strdup(prover->arena, proof->why_loose) : !possible ? SAME_ROWS_TEXT : BOTH("uppgifterna som hittades gav något annat när de prövades", "the data that was found gave something else when it was tried"));
}

static void ask_day(Prover *prover, Date as_of, Round *round)
{
    Arena *arena = arena_new();
    Proof proof;
    DemandVec demands = {0};
    Moment moment = {as_of, {context_all(WHO_MUNICIPALITY, period_latest_ended(GRAIN_YEAR, as_of))}};
    proof_at(prover, &proof, arena, &moment);
    add_targets(prover, &proof, as_of, &demands);
    round->targets |= demands.count > 0;
    add_frames(prover, &proof, as_of, &demands, &round->found);
    rows_facts(&proof);
    if (demands.count > MOST_DEMANDS)
        found_open(&round->found, OPEN_LIMIT, BOTH("målvärdena är för många", "there are too many targets"));
    else if (demands.count >= 2) {
        size_t asked = prover->out->asked;
        Answer answer = ask_conflict(prover, &proof, &demands);
        if (demands.count >= 2)
            round->demands = demands.count;
        if (demands.count >= 2 && (answer != ANSWER_YES || prover->out->asked != asked))     /* tried already */
            settle_round(prover, &proof, &demands, &moment, answer, round);
    }
    proof_free(&proof);
    arena_free(arena);
}

static Grain finest_grain(const Model *model)
{
    Grain finest = GRAIN_YEAR;
    for (VEC_EACH(const Indicator, indicator, &model->indicators))
        if (indicator->targets.count && indicator->value && grain_or_month(indicator->grain) < finest)
            finest = grain_or_month(indicator->grain);
    return finest < GRAIN_MONTH ? GRAIN_MONTH : finest;
}

void ask_targets(Prover *prover)
{
    PeriodVec periods = {0};
    Claim claim = claim_new(prover, CLAIM_TOGETHER, NULL, "");
    Round round = {.claim = &claim};
    years_periods(prover->arena, &prover->years, finest_grain(prover->models[0]), &periods);
    for (size_t i = 0; i < periods.count && !round.refuted; i++)
        ask_day(prover, periods.items[i].last, &round);
    if (!round.demands && !(round.found.open && round.targets))
        return;
    if (prover->years.limited)
        found_open(&round.found, OPEN_LIMIT, BOTH("det finns fler perioder som kan skilja sig åt än de som prövades", "there are more periods that may differ than were tried"));
    claim_say(prover, claim.what, "alla målvärden kan nås samtidigt", "all targets can be met at once");
    Found found = round.found;
    found.any = !round.refuted && !round.found.open;
    found.open = found.open && !round.refuted;
    claim_for_some(prover, &claim, &found);
    claim_add(prover, claim);
}
