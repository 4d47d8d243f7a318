/* duty_law.c: hållpunkter of the model against those that they meet (`uppfyller`): no later than the law's last day, no earlier than its first, and
 * covering as much as it asks for. The law itself stands in rules/kommunallagen. Called by checkpoints.c. */
#include <string.h>

#include "model/duties/duties.h"

typedef struct Against { Checker *c; const Checkpoint *own, *law; const Attr *attr; bool said; } Against;

static void report(Against *a, DiagCode code, Date own, Date law, int year)
{
    Checker *c = a->c;
    a->said = true;
    Diag *diag = diag_add(c->diags, code, a->attr->span, text_of(c, a->own->common.name), text_of(c, a->law->common.title), day_text(c, own), day_text(c, law),
                          arena_printf(c->arena, "%d", year), NULL);
    diag_label(c->diags, diag, a->law->common.decl->name_span, BOTH("står här", "stated here"));
}

/* The law's days for what the model's duty covers. */
static Due law_due(const Against *a, const Occurrence *own)
{
    Occurrence like = *own;
    like.window = a->law->schedule.windows.count ? 0 : (size_t)-1;
    if (a->law->schedule.covers != COVER_NONE && a->law->schedule.covers != COVER_MONTHS) {
        OccurrenceVec list = {0};
        schedule_occurrences(a->c->arena, &a->law->schedule, own->year, &list);
        if (list.count)
            like = list.items[0];
    }
    return static_due(a->c, a->law, &like);
}

/* Whether the law says from when; that it recurs in a year or a term does not say so. */
static bool states_first(const Schedule *s)
{
    return s->windows.count || s->has_earliest || s->election_windows.count || s->has_election_earliest;
}

static void compare_days(Against *a, const Occurrence *occurrence)
{
    Due own = static_due(a->c, a->own, occurrence), law = law_due(a, occurrence);
    if (own.result != POINT_FOUND || law.result != POINT_FOUND)
        return;
    if (own.has_deadline && law.has_deadline && own.deadline > law.deadline)
        report(a, DIAG_S0384, own.deadline, law.deadline, occurrence->year);
    else if (states_first(&a->law->schedule) && law.has_first && own.has_deadline && own.deadline < law.first)
        report(a, DIAG_S0386, own.deadline, law.first, occurrence->year);
}

static int whole_months_of(Period period)
{
    int from_year, from_month, day, to_year, to_month;
    date_split(period.first, &from_year, &from_month, &day);
    date_split(period.last, &to_year, &to_month, &day);
    return (to_year - from_year) * 12 + to_month - from_month + 1;
}

static bool length_fits(const LengthBound *bound, int months)
{
    switch (bound->bound) {
    case BOUND_AT_LEAST: return months >= bound->months;
    case BOUND_AT_MOST: return months <= bound->months;
    case BOUND_OVER: return months > bound->months;
    case BOUND_UNDER: return months < bound->months;
    case BOUND_EXACTLY: return months == bound->months;
    case BOUND_NONE: case BOUND_BETWEEN: break;
    }
    return true;
}

static void compare_length(Against *a, const Occurrence *occurrence)
{
    Checker *c = a->c;
    int months = occurrence->has_covered ? whole_months_of(occurrence->covered) : 0;
    for (VEC_EACH(const LengthBound, bound, &a->law->lengths)) {
        if (length_fits(bound, months))
            continue;
        const Attr *limit = decl_attr(a->law->common.decl, ATTR_LENGTH);
        a->said = true;
        Diag *diag = diag_add(c->diags, DIAG_S0385, a->attr->span, text_of(c, a->own->common.name), arena_printf(c->arena, "%d", months),
                              text_of(c, a->law->common.title), NULL);
        diag_label(c->diags, diag, limit->span, BOTH("så mycket ska den avse", "this much it must cover"));
        return;
    }
}

/* ---- what it must hold ---- */

/* The next word from *at, or an empty text. Letters beyond ASCII are parts of words. */
static Str next_word(Str text, size_t *at)
{
    static const char between[] = " \t,.;:()/\"!?";
    while (*at < text.n && strchr(between, text.s[*at]))
        ++*at;
    size_t start = *at;
    while (*at < text.n && !strchr(between, text.s[*at]))
        ++*at;
    return (Str){text.s + start, *at - start};
}

static bool has_word(Str text, Str word)
{
    size_t at = 0;
    for (Str own = next_word(text, &at); own.n; own = next_word(text, &at))
        if (str_eq(own, word))
            return true;
    return false;
}

/* The law's words, perhaps with others among them: "förenlig med det kommunala ändamålet" holds "förenlig med ändamålet". Both are folded. */
static bool holds_words(Str content, Str wanted)
{
    size_t at = 0;
    for (Str word = next_word(wanted, &at); word.n; word = next_word(wanted, &at))
        if (!has_word(content, word))
            return false;
    return true;
}

static bool holds_content(Checker *c, const Checkpoint *own, Str wanted)
{
    for (VEC_EACH(const Str, content, &own->contents))
        if (holds_words(name_fold(c, *content), name_fold(c, wanted)))
            return true;
    return false;
}

/* Only where the hållpunkt takes up what the law asks for in the law's words, but not all of it: one that says nothing of that holds what the law says, and
 * one that speaks of other things cannot be compared. */
static void compare_contents(Checker *c, const Checkpoint *own, const Checkpoint *law)
{
    StrBuf sv = {0}, en = {0};
    size_t missing = 0;
    for (VEC_EACH(const Str, wanted, &law->contents))
        if (!holds_content(c, own, *wanted)) {
            strbuf_printf(&sv, "%s”" STR_FMT "”", missing ? ", " : "", STR_ARG(*wanted));
            strbuf_printf(&en, "%s“" STR_FMT "”", missing++ ? ", " : "", STR_ARG(*wanted));
        }
    if (missing && missing < law->contents.count) {
        Diag *diag = diag_add(c->diags, DIAG_S0779, decl_attr(own->common.decl, ATTR_CONTAINS)->span, text_of(c, own->common.name), text_of(c, law->common.title),
                              diag_both(c->arena, sv.s, en.s), NULL);
        diag_label(c->diags, diag, decl_attr(law->common.decl, ATTR_CONTAINS)->span, BOTH("lagens innehåll", "what the law asks for"));
    }
    strbuf_free(&sv);
    strbuf_free(&en);
}

static void check_against(Checker *c, const Checkpoint *own, const Checkpoint *law, const Attr *attr)
{
    Against a = {c, own, law, attr, false};
    int first = own->schedule.recurs == RECUR_ONCE ? own->schedule.from_year : first_tried_year(c);
    for (int year = first; year < first + TRIED_YEARS && !a.said; year++) {
        OccurrenceVec list = {0};
        schedule_occurrences(c->arena, &own->schedule, year, &list);
        for (VEC_EACH(const Occurrence, occurrence, &list)) {
            if (!a.said)
                compare_length(&a, occurrence);
            if (!a.said)
                compare_days(&a, occurrence);
        }
    }
}

/* ---- whose it is ---- */

/* What fullmäktige is to decide nobody else can; what a board or a committee is to do may be done below it. */
static bool does_for(const Model *model, const Checkpoint *own, size_t body)
{
    enum { KIND_COUNCIL = 0 };
    size_t kind = model->bodies.items[body].kind;
    bool council = kind != NO_INDEX && kind_is(model, kind, KIND_COUNCIL);
    if (own->decided_by == body)
        return true;
    for (VEC_EACH(const size_t, one, &own->bodies))
        if (*one == body || (!council && body_within(model, *one, body)))
            return true;
    return false;
}

/* `nämnden` decides for each of its bodies. */
static bool decides_relative(const Checker *c, const Checkpoint *own, size_t body)
{
    Ref ref = own->decided_name ? c->model->info[own->decided_name->id].ref : (Ref){SYM_NONE, 0, 0};
    for (size_t i = 0; ref.kind == SYM_RELATIVE_BODY && i < own->bodies.count; i++)
        if (body_relative(c->model, own->bodies.items[i], ref.index) == body)
            return true;
    return false;
}

static const char *body_names(Checker *c, const IndexVec *bodies)
{
    StrBuf text = {0};
    for (size_t i = 0; i < bodies->count; i++)
        strbuf_printf(&text, "%s" STR_FMT, i ? ", " : "", STR_ARG(c->model->bodies.items[bodies->items[i]].common.name));
    const char *names = arena_strndup(c->arena, text.s ? text.s : "", text.n);
    strbuf_free(&text);
    return names;
}

/* A hållpunkt that none of those who are to do it does, does not meet it: the duty would vanish from the year of who has it. */
static void compare_bodies(Checker *c, const Checkpoint *own, const Checkpoint *law)
{
    for (VEC_EACH(const size_t, body, &law->bodies))
        if (does_for(c->model, own, *body) || decides_relative(c, own, *body))
            return;
    if (!law->bodies.count || !own->bodies.count)
        return;
    Diag *diag = diag_add(c->diags, DIAG_S0387, decl_attr(own->common.decl, ATTR_MEETS)->span, text_of(c, own->common.name), text_of(c, law->common.title),
                          body_names(c, &law->bodies), body_names(c, &own->bodies), NULL);
    diag_label(c->diags, diag, law->common.decl->name_span, BOTH("står här", "stated here"));
}

void duty_law_check(Checker *c)
{
    for (VEC_EACH(const Checkpoint, own, &c->model->checkpoints))
        for (VEC_EACH(const size_t, law, &own->meets)) {
            check_against(c, own, &c->model->checkpoints.items[*law], decl_attr(own->common.decl, ATTR_MEETS));
            compare_contents(c, own, &c->model->checkpoints.items[*law]);
            compare_bodies(c, own, &c->model->checkpoints.items[*law]);
        }
}
