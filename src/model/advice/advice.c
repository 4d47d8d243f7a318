/* advice.c: the frame of the advice (advice.h): limits, what is looked at, and the collecting of what comes many times. Each family is a file of its own. */
#include "model/advice/advice_parts.h"

#include "base/utf8.h"
#include "model/check.h"

/* Fewer stay where they are, each at its own place. */
#define COLLECTED_FROM 3
#define NAMES_LISTED 20

typedef struct AdviceInfo { DiagCode code; void (*seek)(Advisor *a); int64_t limit; bool collected; } AdviceInfo;
static const AdviceInfo kinds[ADVICE_COUNT] = {
#define ADVICE(code, seek, limit, collected) {DIAG_##code, seek, limit, collected},
#include "model/advice/advice.def"
#undef ADVICE
};

/* ---- limits ---- */

static size_t kind_of(DiagCode code)
{
    size_t i = 0;
    while (i < ADVICE_COUNT && kinds[i].code != code)
        i++;
    return i;
}

static const char *set_limit(Advisor *a, const Item *item, bool part)
{
    const Mod *number = item_mod(item, MOD_NOTE);
    size_t kind = item->value && item->value->kind == EXPR_NAME ? kind_of(diag_by_text(item->value->as.text)) : ADVICE_COUNT;
    int64_t limit;
    if (kind == ADVICE_COUNT || !kinds[kind].limit)
        return BOTH("koden har ingen gräns", "the code has no limit");
    if (part)
        return BOTH("den skrivs i kommunens egen styrmodell", "it is written in the municipality's own styrmodell");
    if (!number || !number_of(number->value, &limit) || limit < 1 || limit > 100000)
        return BOTH("den ska vara ett helt tal, minst 1", "it is to be a whole number, at least 1");
    a->limits[kind] = limit;
    return NULL;
}

static void read_limits_of(Advisor *a, const Decl *head, bool part)
{
    EACH_ATTR(attr, head, ATTR_LIMIT)
        for (VEC_EACH(const Item, item, &attr->items)) {
            const char *wrong = set_limit(a, item, part);
            if (wrong)
                diag_add(a->diags, DIAG_S1294, item->span, item->value ? text_in(a, span_text(item->value->span)) : "", wrong, NULL);
        }
}

static void read_limits(Advisor *a)
{
    for (size_t i = 0; i < ADVICE_COUNT; i++)
        a->limits[i] = kinds[i].limit;
    if (a->model->head)
        read_limits_of(a, a->model->head, false);
    for (VEC_EACH(const Part, part, &a->model->parts))
        read_limits_of(a, part->common.decl, true);
}

/* ---- what the families share ---- */

bool is_own(const Common *common)
{
    return common->decl && !common->decl->broken && common->decl->span.src && !common->decl->span.src->library;
}

const char *text_in(const Advisor *a, Str text)
{
    return str_dup(a->arena, text).s;
}

const char *list_in(Arena *arena, const StrVec *names, size_t most)
{
    StrBuf text[2] = {{0}, {0}};
    static const char *const and[2] = {" och ", " and "}, *const more[2] = {"till", "more"};
    size_t shown = names->count > most ? most : names->count;
    for (Lang lang = LANG_SV; lang <= LANG_EN; lang++) {
        for (size_t i = 0; i < shown; i++)
            strbuf_printf(&text[lang], "%s" STR_FMT, !i ? "" : i + 1 == names->count ? and[lang] : ", ", STR_ARG(diag_arg(names->items[i].s, lang)));
        if (shown < names->count)
            strbuf_printf(&text[lang], "%s%zu %s", and[lang], names->count - shown, more[lang]);
    }
    const char *both = diag_both(arena, text[LANG_SV].s ? text[LANG_SV].s : "", text[LANG_EN].s ? text[LANG_EN].s : "");
    strbuf_free(&text[LANG_SV]);
    strbuf_free(&text[LANG_EN]);
    return both;
}

bool has_target(const Indicator *indicator)
{
    return indicator->targets.count || indicator->cases.count || indicator->type.kind == TYPE_LEVEL;
}

bool is_measured(const Model *model, const Goal *goal, int depth)
{
    for (VEC_EACH(const Measure, measure, &goal->measures))
        if (has_target(&model->indicators.items[measure->indicator]))
            return true;
    for (VEC_EACH(const size_t, below, &goal->subgoals))
        if (depth < CHECK_MAX_DEPTH && is_measured(model, &model->goals.items[*below], depth + 1))
            return true;
    return false;
}

bool shares_body(const IndexVec *a, const IndexVec *b)
{
    for (VEC_EACH(const size_t, x, a))
        for (VEC_EACH(const size_t, y, b))
            if (*x == *y)
                return true;
    return false;
}

/* ---- everything ---- */

void advice_check(Arena *arena, const Model *model, Diags *diags)
{
    Advisor advisor = {.arena = arena, .model = model, .diags = diags};
    read_limits(&advisor);
    for (size_t i = 0; i < ADVICE_COUNT; i++)
        if (kinds[i].seek)
            kinds[i].seek(&advisor);
}

/* ---- collecting ---- */

typedef struct Collecting {
    Arena *arena;
    size_t counts[ADVICE_COUNT];     /* of each kind that is collected */
    StrVec names[ADVICE_COUNT];
} Collecting;

static bool is_collected(const Collecting *c, size_t kind)
{
    return kind < ADVICE_COUNT && kinds[kind].collected && c->counts[kind] >= COLLECTED_FROM;
}

/* What is said of the one whose silence has ended is said at its place. */
static bool keep_first(void *context, Diag *diag)
{
    Collecting *c = context;
    size_t kind = kind_of(diag->code);
    if (!is_collected(c, kind) || diag->labels.count)
        return true;
    vec_push(c->arena, &c->names[kind], str_of(diag->args[0]));
    return c->names[kind].count == 1;
}

void advice_collect(Arena *arena, Diags *diags)
{
    Collecting collecting = {.arena = arena};
    for (VEC_EACH(Diag, diag, &diags->list))
        if (kind_of(diag->code) < ADVICE_COUNT && !diag->labels.count)
            collecting.counts[kind_of(diag->code)]++;
    diags_filter(diags, keep_first, &collecting);
    for (VEC_EACH(Diag, diag, &diags->list)) {
        size_t kind = kind_of(diag->code);
        if (is_collected(&collecting, kind) && !diag->labels.count)
            diag->args[0] = list_in(arena, &collecting.names[kind], NAMES_LISTED);
    }
}
