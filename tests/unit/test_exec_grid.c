/* test_exec_grid.c: lanes against eval(), for random models on random tables: what a lane says, eval() must say in its context. */
#include "exec_fixture.h"

#include "exec/grid/grid.h"
#include "exec/kernel/kernel.h"

#define MODELS 60

static uint64_t state;

static size_t pick(size_t below)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % below;
}

#define ONE_OF(list) (list)[pick(sizeof(list) / sizeof *(list))]

/* ---- models ---- */

/* An expression is a template, where $ stands for another, # for a condition on rows, t for a table and ? for a truth value. */
static const char *const leaves[] = {"summa(t.b)", "summa(t.b där #)", "antal(t)", "antal(t där #)", "medel(t.b)", "min(t.b)", "max(t.b där #)", "senaste(t.b)",
                                     "första(t.b)", "(andel(t där #) / 5 %)", "summa(t.m)", "median(t.b)", "p", "q", "17", "2,5", "x1", "x2", "antal_unika(t.s)"};
/* Of key figures, which stand alone in their cells. */
static const char *const figures[] = {"summa(t.b)", "summa(t.b)", "summa(t.b där #)", "antal(t)", "medel(t.b)", "andel(t där k i (3..5)) / 5 %", "12", "x1", "x2", "x1 - medel(x1 för g)",
                                      "x1 - medel(x1 för ga)", "medel(x1 för ga) - x1", "trend(x1; 4 månader)", "(x1 - föregående(x1))"};
static const char *const figure_rows[] = {"k i (3..5)", "k <> 4"};
static bool alone;                         /* key figures are what is made */

static const char *const nodes[] = {"($ + $)", "($ - $)", "($ * $)", "($ / $)", "($ * 0,9)", "($ / 7)", "(-$)", "abs($)", "avrunda($; 1)", "min($; $)", "max($; $)",
                                    "om_saknas($; 3)", "om_ej_tillämplig($; $)", "föregående($)", "föregående_år($)", "ackumulerat($)", "rullande($; 3 månader)", "helår($)",
                                    "förändring($; 12 månader)", "(förändringstakt($; 12 månader) / 1 %)", "trend($; 36 månader)", "senast_kända($; 6 månader)",
                                    "($ för N1)", "($ för kommunen)", "medel(x1 för g)", "summa(x1 för g)", "median(x1 för g)", "max(x1 för ga)", "min(x2 för ga)",
                                    "antal(x1 för g)", "rang(x1; ga)", "medel(x2 för ga)"};
static const char *const truths[] = {"$ > $", "$ <= $", "$ = $", "$ <> 3", "$ >= 40", "(? och ?)", "(? eller ?)", "inte (?)", "finns $", "$ är saknas", "$ är ej tillämplig",
                                     "i_rad($ > 5; 3)", "i_rad($ > 5; 2; saknad bryter)", "(?) är okänt", "(?) är nej", "x1 är grön", "x2 är minst gul"};
static const char *const rows[] = {"s = \"a\"", "k i (3..5)", "b > 50", "b < 20 eller s = \"b\"", "inte (m > 3)"};

static void put_expr(StrBuf *out, const char *template, int depth);

static void put_value(StrBuf *out, int depth)
{
    put_expr(out, depth > 0 && pick(3) ? ONE_OF(nodes) : alone ? ONE_OF(figures) : ONE_OF(leaves), depth - 1);
}

static void put_truth(StrBuf *out, int depth)
{
    put_expr(out, truths[depth > 0 ? pick(sizeof truths / sizeof *truths) : pick(5)], depth - 1);
}

static void put_expr(StrBuf *out, const char *template, int depth)
{
    const char *table = alone || pick(3) ? "t" : pick(2) ? "u" : "v";
    for (const char *at = template; *at; at++) {
        bool word = at > template && (unsigned char)at[-1] >= 'A';
        if (*at == '$')
            put_value(out, depth);
        else if (*at == '?')
            put_truth(out, depth);
        else if (*at == '#')
            strbuf_puts(out, alone ? ONE_OF(figure_rows) : ONE_OF(rows));
        else if (*at == 't' && !word && (at[1] == '.' || at[1] == ')' || at[1] == ' '))
            strbuf_puts(out, table);
        else
            strbuf_putc(out, *at);
    }
}

static const char columns[] = "\n kolumn \"d\" som d period\n kolumn \"n\" som n organ\n kolumn \"k\" som k heltal\n kolumn \"s\" som s text\n kolumn \"b\" som b tal%s\n"
                              " kolumn \"m\" som m tal\n%s";

static void put_tables(StrBuf *out)
{
    static const char *const ways[] = {"", " inga rader betyder 0\n", " tillåt delvis\n", " ej tillämplig \"-\"\n"};
    static const char names[] = "tuv";
    for (size_t i = 0; i < 3; i++) {
        strbuf_printf(out, "tabell %c från \"%c.csv\"", names[i], names[i]);
        strbuf_printf(out, columns, i == 1 ? " bestånd" : "", i == 2 ? " kolumn \"g\" som g tillfälle\n" : "");
        strbuf_puts(out, ways[3]);
        if (i != 1)
            strbuf_puts(out, ways[pick(3)]);
    }
}

static void put_indicator(StrBuf *out, size_t number, bool keyed)
{
    static const char *const assessed[] = {"målvärde minst 40", "målvärde 2024: högst 30, 2025: mellan 10 och 90", "målvärde exakt 20\n tolerans 30", "målvärde över p\n tolerans 12",
                                           "bevakas"};
    static const char *const validity[] = {"", "", " gäller från och med 2024-06-01\n", " undantag \"nytt\" för N1\n"};
    strbuf_printf(out, "indikator x%zu\n per %s\n för %s%s\n beräknas som ", number, pick(3) ? "månad" : "år",
                  pick(4) ? "varje nämnd" : pick(2) ? "kommunen" : "N2", keyed ? " och t.s" : "");
    if (number <= 2)
        strbuf_puts(out, number == 1 ? "summa(t.b)" : alone ? "medel(t.b)" : "medel(t.m)");
    else
        put_value(out, 3);
    strbuf_putc(out, '\n');
    strbuf_puts(out, ONE_OF(validity));
    strbuf_putc(out, ' ');
    if (number > 2 && pick(3) == 0) {
        strbuf_puts(out, "bedöms som grön när värde > 30, gul när ");
        put_truth(out, 2);
        strbuf_puts(out, ", annars röd");
    } else {
        strbuf_puts(out, number <= 2 ? "målvärde minst 35\n tolerans 10" : ONE_OF(assessed));
    }
    strbuf_putc(out, '\n');
}

static const char *model_text(Arena *arena)
{
    StrBuf text = {0};
    strbuf_puts(&text, "organ KF är fullmäktige\norgan N1 är nämnd under KF\norgan N2 är nämnd under KF\norgan N3 är nämnd under KF\norgan N4 är nämnd under KF\n"
                       "organ E1 är enhet under N1\norgan E2 är enhet under N1\norgan B är bolag under KF\n"
                       "grupp ga består av varje nämnd\ngrupp g består av N1, N3, N4\nparameter p = 25\nparameter q från 2023: 50, från 2025: 89,2\n");
    put_tables(&text);
    for (size_t i = 1; i <= 7; i++)
        put_indicator(&text, i, i == 7);
    strbuf_puts(&text, "regel r\n per månad\n för varje nämnd\n när ");
    put_truth(&text, 3);
    strbuf_puts(&text, "\n");
    const char *copy = arena_strdup(arena, text.s);
    strbuf_free(&text);
    return copy;
}

/* Not everything that can be put together has units that go together. */
static bool is_sound(const char *text)
{
    Arena *arena = arena_new();
    TreeIds ids = {0};
    Diags diags;
    diags_init(&diags, arena);
    const Tree *tree = tree_parse(arena, source_new(arena, "prov.styr", str_of(text)), &ids, &diags);
    Model *model = model_check(arena, &tree, 1, &ids, &diags);
    if (!diags.errors)
        plan_lower(arena, model, &diags);
    bool sound = diags.errors == 0;
    arena_free(arena);
    return sound;
}

static const char *sound_model(Arena *arena)
{
    const char *text = model_text(arena);
    while (!is_sound(text))
        text = model_text(arena);
    return text;
}

static const char *table_text(Arena *arena, bool vintages)
{
    static const char *const names[] = {"KF", "N1", "N2", "N3", "N4", "E1", "E2", "B", "okänt"};
    StrBuf text = {0};
    size_t gaps = pick(3) ? 0 : 4, strange = pick(3) ? 0 : 30, from = pick(4) == 0 ? 1 : 0, large = pick(6) == 0 ? 1000000 : 1;
    strbuf_puts(&text, vintages ? "d;n;k;s;b;m;g" : "d;n;k;s;b;m");
    for (size_t month = 0; month < 32; month++)
        for (size_t body = from; body < 9; body++)
            for (size_t row = gaps && pick(gaps) == 0 ? 0 : 1 + pick(alone ? 3 : 2); row-- > 0;) {
                strbuf_printf(&text, "\n%zu-%02zu;%s;%zu;%c;", 2023 + month / 12, month % 12 + 1, names[body], pick(9), (char)('a' + (alone ? row : pick(3))));
                strbuf_printf(&text, strange && pick(strange) == 0 ? (pick(2) ? "-;" : ";") : "%zu;", pick(100) * large);
                strbuf_printf(&text, "%zu,%zu", pick(20), pick(10));
                if (vintages)
                    strbuf_printf(&text, ";%zu-%02zu", 2023 + month / 12, 1 + pick(12));
            }
    const char *copy = arena_strdup(arena, text.s);
    strbuf_free(&text);
    return copy;
}

/* ---- comparing ---- */

typedef struct Check { Evaluator *plain; const GridAxes *axes; size_t steps, lanes, asked, wrong, dense, singles; size_t seed; GridWidth width; } Check;

static bool is_asked(const GridColumn *column, size_t lane)
{
    uint8_t s = column->s[lane];
    switch (column->kind) {
    case GRID_NUMBER: return s == LANE_ASK;
    case GRID_TRUTH: return s == LANE_ASK_TRUTH;
    case GRID_LEVEL: return s == LEVEL_ASK;
    case GRID_OTHER: break;
    }
    return true;
}

static bool same_value(const Value *a, const Value *b)
{
    if (a->kind != b->kind || a->state != b->state)
        return false;
    if (a->kind == VALUE_TRUTH)
        return a->truth == b->truth;
    if (a->kind == VALUE_LEVEL)
        return a->level == b->level && a->scale == b->scale;
    return a->state != RESULT_VALUE || num_cmp(a->number, b->number) == 0;
}

static void complain(const Check *c, size_t step, const Context *context, const Value *lane, const Value *value)
{
    const PlanStep *s = &c->plain->plan->steps.items[step];
    StrBuf text = {0}, period = {0};
    if (s->expr)
        expr_print(&text, s->expr);
    period_print(&period, context->period);
    cr_expect(false, "model %zu, width %d: %s %s, body %u, %s, key %u: lane %d/%lld/%d/%d, eval %d/%lld/%d/%d", c->seed, c->width, step_op_name(s->op),
              text.s ? text.s : "", context->body, period.s, context->key, lane->state, (long long)num_to_fix(lane->number), lane->truth, (int)lane->level,
              value->state, (long long)num_to_fix(value->number), value->truth, (int)value->level);
    strbuf_free(&text);
    strbuf_free(&period);
}

static void check_lane(Check *c, Grid *grid, size_t step, size_t period, size_t body, size_t key)
{
    GridColumn column = grid_column(grid, step, period);
    const GridBody *b = &c->axes->bodies[body];
    c->lanes++;
    if (is_asked(&column, body)) {
        c->asked++;
        return;
    }
    Context context = {.who = b->who, .body = b->body, .only = b->only, .period = c->axes->periods[period], .cutoff = c->axes->periods[period].last};
    context.key = c->axes->key_count ? c->axes->keys[key] : 0;
    Value lane = grid_value(grid, step, period, body), value = value_of(c->plain, (uint32_t)step, context_id(c->plain, context));
    if (!same_value(&lane, &value) && c->wrong++ < 3)
        complain(c, step, &context, &lane, &value);
}

static void visit(void *self, Grid *grid, size_t key)
{
    Check *c = self;
    for (size_t step = 0; step < c->steps; step++)
        for (size_t period = 0; period < c->axes->period_count; period++)
            for (size_t body = 0; body < c->axes->body_count; body++)
                check_lane(c, grid, step, period, body, key);
}

static void check_grid(Check *c, Evaluator *ev, const GridAxes *axes)
{
    uint32_t *steps = arena_array(ev->arena, c->steps, sizeof *steps);
    for (size_t i = 0; i < c->steps; i++)
        steps[i] = (uint32_t)i;
    c->axes = axes;
    grid_run(grid_of(ev, steps, c->steps, axes), visit, c);
}

/* ---- threads ---- */

/* What every key held, however it was come by; and which keys were visited, in which order. */
typedef struct Held { size_t steps; const GridAxes *axes; uint64_t *by_key; size_t visits, last; bool ordered; } Held;

static uint64_t mixed(uint64_t hash, uint64_t more)
{
    return (hash ^ more) * 0x9e3779b97f4a7c15u ^ hash >> 29;
}

static uint64_t lane_hash(const GridColumn *column, size_t lane, uint64_t hash)
{
    hash = mixed(hash, column->s[lane]);
    if (column->kind != GRID_NUMBER || column->s[lane] != LANE_VALUE)
        return hash;
    if (column->form == FORM_NUM)
        return mixed(mixed(hash, (uint64_t)column->num[lane].n), (uint64_t)column->num[lane].d);
    return mixed(mixed(hash, (uint64_t)column->n[lane]), column->form == FORM_RATIO ? (uint64_t)column->d[lane] : 1);
}

/* As if every third key had a lane that must be asked for. */
static bool hold(void *self, const Grid *grid, size_t key)
{
    Held *held = self;
    uint64_t hash = key;
    for (size_t step = 0; step < held->steps; step++)
        for (size_t period = 0; period < held->axes->period_count; period++) {
            GridColumn column = grid_column(grid, step, period);
            for (size_t body = 0; body < held->axes->body_count; body++)
                hash = lane_hash(&column, body, hash);
        }
    held->by_key[key] = hash;
    return key % 3 != 0;
}

static void hold_left(void *self, Grid *grid, size_t key)
{
    Held *held = self;
    held->ordered &= held->visits++ == 0 || key > held->last;
    held->last = key;
    held->by_key[key] = 0;
    hold(self, grid, key);
}

static void check_threads(size_t seed, Evaluator *ev, size_t step_count, const GridAxes *axes)
{
    uint32_t *steps = arena_array(ev->arena, step_count, sizeof *steps);
    for (size_t i = 0; i < step_count; i++)
        steps[i] = (uint32_t)i;
    Held one = {.steps = step_count, .axes = axes, .by_key = arena_array(ev->arena, axes->key_count, sizeof *one.by_key), .ordered = true};
    grid_run_threads(grid_of(ev, steps, step_count, axes), 1, hold, hold_left, &one);
    cr_expect(one.visits == axes->key_count && one.ordered, "model %zu: one thread visits %zu of %zu keys", seed, one.visits, axes->key_count);
    for (unsigned threads = 2; threads <= 5; threads++) {
        Held many = one;
        many.visits = 0;
        many.by_key = arena_array(ev->arena, axes->key_count, sizeof *many.by_key);
        grid_run_threads(grid_of(ev, steps, step_count, axes), threads, hold, hold_left, &many);
        cr_expect(memcmp(one.by_key, many.by_key, axes->key_count * sizeof *one.by_key) == 0, "model %zu: %u threads hold something else", seed, threads);
        size_t expected = axes->key_count > 1 ? (axes->key_count + 2) / 3 : axes->key_count;
        cr_expect(many.visits == expected && many.ordered, "model %zu, %u threads: %zu keys left of %zu", seed, threads, many.visits, axes->key_count);
    }
}

static size_t make_periods(Period *out)
{
    size_t count = 0;
    for (int month = 3; month <= 14; month++)
        out[count++] = period_of(GRAIN_MONTH, 2024 + (month - 1) / 12, (month - 1) % 12 + 1);
    for (int year = 2023; year <= 2025; year++)
        out[count++] = period_year(year);
    out[count++] = period_of(GRAIN_QUARTER, 2024, 3);
    return count;
}

static void check_model(size_t seed, GridWidth width, Check *total)
{
    Arena *keep = arena_new();
    state = seed * 977 + 5;
    alone = seed / WIDTH_COUNT % 3 == 1;
    Planned p = plan_text(sound_model(keep));
    for (size_t i = 0; i < 3; i++)
        give_table(&p, i, table_text(keep, i == 2));
    RunOptions options = {.as_of = date_ymd(2025, 8, 31), .only_body = NO_INDEX};
    Effort fast = {.engine = ENGINE_KERNEL};
    Evaluator *plain = exec_prepare(p.arena, p.model, p.plan, p.tables, &options, &p.diags);
    options.effort = alone || seed % 2 ? &fast : NULL;
    Evaluator *ev = exec_prepare(p.arena, p.model, p.plan, p.tables, &options, &p.diags);
    GridBody bodies[12];
    Period periods[20];
    size_t count = 0;
    for (uint32_t i = 0; i < p.model->bodies.count; i++)
        bodies[count++] = (GridBody){WHO_BODY, i, false};
    bodies[count++] = (GridBody){.who = WHO_MUNICIPALITY};
    bodies[count++] = (GridBody){.who = WHO_GROUP};
    bodies[count++] = (GridBody){WHO_BODY, 1, true};
    GridAxes axes = {bodies, count, periods, make_periods(periods), NULL, 0}, keyed = axes;
    Check check = {.plain = plain, .steps = p.plan->steps.count, .seed = seed, .width = width};
    check_grid(&check, ev, &axes);
    size_t column = p.model->indicators.items[6].contexts.key_column;
    keyed.key_count = grid_keys(ev, 0, column, &keyed.keys);
    for (size_t i = 0; i < keyed.key_count; i++)
        cr_assert_eq(context_key(plain, 0, column, ev->keys.items[keyed.keys[i] - 1].value), keyed.keys[i]);
    if (keyed.key_count)
        check_grid(&check, ev, &keyed);
    keyed.body_count = p.model->bodies.count;
    if (keyed.key_count && alone)
        check_grid(&check, ev, &keyed);
    if (keyed.key_count && seed % 4 == 0)
        check_threads(seed, ev, check.steps, &keyed);
    for (size_t i = 0; i < p.model->tables.count; i++)
        total->dense += ev->tables[i].cube.dense != NULL, total->singles += ev->tables[i].cube.dense && ev->tables[i].cube.dense->singles;
    total->lanes += check.lanes;
    total->asked += check.asked;
    total->wrong += check.wrong;
    arena_free(p.arena);
    arena_free(keep);
}

Test(grid, lanes_are_what_eval_says)
{
    kernel_limits.singles = 0;
    for (GridWidth width = WIDTH_PLAIN; width < WIDTH_COUNT; width++) {
        Check total = {0};
        if (!grid_width_force(width))
            continue;
        for (size_t seed = 0; seed < MODELS / WIDTH_COUNT; seed++)
            check_model(seed * WIDTH_COUNT + width, width, &total);
        cr_expect_eq(total.wrong, 0, "width %d: %zu of %zu lanes are wrong", width, total.wrong, total.lanes);
        cr_expect(total.dense > 0, "width %d: no cube was dense", width);
        cr_expect(total.singles > 0, "width %d: no cube had cells of one row each", width);
        cr_expect(total.lanes > 100000 && total.asked < total.lanes / 2, "width %d: %zu of %zu lanes are asked", width, total.asked, total.lanes);
    }
}
