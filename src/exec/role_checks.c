/* role_checks.c: what is wrong with single rows of tables with a role: names that nothing has, days that have not come, the same thing done twice.
 * Called by gaps.c. Bodies that nobody knows and rows without a time are reported there, as for all tables. */
#include "base/utf8.h"
#include "exec/duty_parts.h"
#include "exec/judgements.h"
#include "exec/role_table.h"
#include "exec/run.h"
#include "model/roles.h"

#define SHOWN_OF_A_KIND 5

/* One thing that is wrong, in one or more rows. args: {0}..{2} of the message; {3} is the number of rows. */
typedef struct Trouble { DiagCode code; size_t rows; uint32_t line; const char *args[3], *suggestion; } Trouble;
typedef struct Report { Evaluator *ev; const RoleTable *table; Map known; VEC(Trouble *) all; } Report;

/* NULL when the same is reported already: then the row is only counted. */
static Trouble *trouble(Report *r, DiagCode code, Str key, size_t row)
{
    Str whole = str_of(arena_printf(r->ev->arena, "%d/" STR_FMT, (int)code, STR_ARG(key)));
    Trouble *t = map_get(&r->known, whole);
    if (t) {
        t->rows++;
        return NULL;
    }
    t = ARENA_NEW(r->ev->arena, Trouble);
    *t = (Trouble){.code = code, .rows = 1, .line = data_line(r->table->run->data, row), .args = {"", "", ""}};
    map_put(&r->known, whole, t);
    vec_push(r->ev->arena, &r->all, t);
    return t;
}

static const char *text_z(const Report *r, Str text)
{
    return arena_strndup(r->ev->arena, text.s, text.n);
}

static const char *day_z(const Report *r, Date day)
{
    return diag_both(r->ev->arena, text_z(r, period_text(r->ev, (Period){day, day}, LANG_SV)), text_z(r, period_text(r->ev, (Period){day, day}, LANG_EN)));
}

/* ---- the nearest name ---- */

typedef struct Nearest { Str text; const char *best; unsigned distance; } Nearest;

static Nearest nearest_to(Str text)
{
    return (Nearest){text, NULL, text.n <= 4 ? 11 : text.n <= 8 ? 21 : 31};
}

static void offer(const Report *r, Nearest *nearest, Str candidate)
{
    unsigned distance = candidate.n ? utf8_distance(nearest->text, candidate) : nearest->distance;
    if (distance >= nearest->distance)
        return;
    nearest->distance = distance;
    nearest->best = text_z(r, candidate);
}

static const Common *common_of(const Model *model, const Ref *ref)
{
    switch (ref->kind) {
    case SYM_INDICATOR: return &model->indicators.items[ref->index].common;
    case SYM_GOAL: return &model->goals.items[ref->index].common;
    case SYM_CHECKPOINT: return &model->checkpoints.items[ref->index].common;
    case SYM_COMMISSION: return &model->commissions.items[ref->index].common;
    case SYM_DECISION_RIGHT: return &model->rights.items[ref->index].common;
    case SYM_DOCUMENT: return &model->documents.items[ref->index].common;
    default: return &model->rules.items[ref->index].common;
    }
}

static const char *nearest_name(const Report *r, const Map *names, Str text)
{
    Nearest nearest = nearest_to(text);
    for (size_t i = 0; i < names->count; i++) {
        const Common *common = common_of(r->ev->model, names->entries[i].value);
        offer(r, &nearest, common->name);
        offer(r, &nearest, common->title);
    }
    return nearest.best;
}

/* ---- checks of one row ---- */

static void unknown_name(Report *r, DiagCode code, const Map *names, size_t row)
{
    Str text = role_cell(r->table->what, row);
    Trouble *t = trouble(r, code, utf8_fold(r->ev->arena, text), row);
    if (!t)
        return;
    t->args[0] = text_z(r, text);
    t->suggestion = nearest_name(r, names, text);
}

static void check_filled(Report *r, const Column *column, const char *name, size_t row)
{
    Trouble *t = NULL;
    if (column && column_state(column, row) != CELL_OK)
        t = trouble(r, DIAG_S0466, str_of(name), row);
    if (t)
        t->args[0] = name;
}

/* A row of kommunen where one body did it. */
static void check_body(Report *r, const RoleRow *parsed, size_t row)
{
    const Column *body = r->table->body;
    if (!body || parsed->body != NO_INDEX || column_state(body, row) != CELL_OK || r->table->run->input.slots[column_value(body, row)] == NO_SLOT)
        return;
    Trouble *t = trouble(r, DIAG_S0467, STR_LIT(""), row);
    if (t)
        t->args[0] = text_z(r, role_cell(body, row));
}

static void check_day(Report *r, const RoleRow *parsed, size_t row)
{
    Date as_of = r->ev->options.as_of;
    Trouble *t = NULL;
    if (parsed->has_date && parsed->date > as_of)
        t = trouble(r, DIAG_S0468, STR_LIT(""), row);
    if (!t)
        return;
    t->args[0] = day_z(r, as_of);
    t->args[1] = day_z(r, parsed->date);
}

static void check_counterpart(Report *r, const RoleRow *parsed, size_t row)
{
    const Column *with = r->table->with;
    Trouble *t = NULL;
    if (with && with->type == COLUMN_BODY && parsed->with.n && r->table->with_slots[column_value(with, row)] == NO_SLOT)
        t = trouble(r, DIAG_S0476, parsed->with, row);
    if (t)
        t->args[0] = text_z(r, role_cell(with, row));
}

/* ---- the same thing twice ---- */

/* What happens once in a period: the same again with another day is then a mistake. */
static bool happens_once(const Model *model, const Ref *ref, const RoleRow *row)
{
    if (ref->kind == SYM_COMMISSION)
        return true;
    if (ref->kind != SYM_CHECKPOINT || !row->has_period)
        return false;
    const Schedule *s = &model->checkpoints.items[ref->index].schedule;
    switch (s->recurs) {
    case RECUR_YEARLY: case RECUR_ONCE: case RECUR_EVERY_YEARS: case RECUR_ELECTION_YEARS: case RECUR_NOT_ELECTION_YEARS: case RECUR_MANDATE:
        return s->windows.count < 2 && (s->covers != COVER_EACH || period_grain(row->period) == s->grain);
    case RECUR_EACH: case RECUR_TIMES_A_YEAR: case RECUR_TIMES_A_MANDATE: case RECUR_MEETINGS: case RECUR_EVENT: case RECUR_WITH:
        return false;
    }
    return false;
}

static Str occasion(Report *r, const RoleRow *row, const Ref *ref)
{
    return str_of(arena_printf(r->ev->arena, "%d/%zu/%zu/%d/%d/" STR_FMT, (int)ref->kind, ref->index, row->body, row->has_period ? row->period.first : 0,
                               row->has_period ? row->period.last : 0, STR_ARG(row->with)));
}

static const char *first_time(const Report *r, const RoleRow *row)
{
    Str sv = period_text(r->ev, (Period){row->date, row->date}, LANG_SV), en = period_text(r->ev, (Period){row->date, row->date}, LANG_EN);
    return diag_both(r->ev->arena, arena_printf(r->ev->arena, STR_FMT " (rad %u)", STR_ARG(sv), row->line),
                     arena_printf(r->ev->arena, STR_FMT " (line %u)", STR_ARG(en), row->line));
}

static void check_twice(Report *r, Map *done, const RoleRow *parsed, const Ref *ref, size_t row)
{
    if (!parsed->has_date || parsed->body == NO_INDEX || !happens_once(r->ev->model, ref, parsed))
        return;
    Str key = occasion(r, parsed, ref);
    const RoleRow *before = map_get(done, key);
    if (!before) {
        RoleRow *kept = ARENA_NEW(r->ev->arena, RoleRow);
        *kept = *parsed;
        map_put(done, key, kept);
        return;
    }
    Trouble *t = before->date == parsed->date ? NULL : trouble(r, DIAG_S0469, key, row);
    if (!t)
        return;
    t->args[0] = arena_printf(r->ev->arena, STR_FMT " (" STR_FMT ")", STR_ARG(common_of(r->ev->model, ref)->title),
                              STR_ARG(r->ev->model->bodies.items[parsed->body].common.name));
    t->args[1] = first_time(r, before);
    t->args[2] = day_z(r, parsed->date);
}

/* ---- whose it is, and for when ---- */

/* NULL for a rule: whom it requires something of depends on the figures. */
static const IndexVec *responsible_for(const Model *model, const Ref *ref)
{
    switch (ref->kind) {
    case SYM_COMMISSION: return &model->commissions.items[ref->index].to;
    case SYM_CHECKPOINT: return &model->checkpoints.items[ref->index].bodies;
    default: return NULL;
    }
}

static const char *body_names(const Report *r, const IndexVec *bodies)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < bodies->count && i < SHOWN_OF_A_KIND; i++)
        strbuf_printf(&buf, "%s" STR_FMT, i ? ", " : "", STR_ARG(r->ev->model->bodies.items[bodies->items[i]].common.name));
    strbuf_puts(&buf, bodies->count > SHOWN_OF_A_KIND ? " …" : "");
    const char *text = text_z(r, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* False when a body that is not responsible is said to have done it. */
static bool check_whose(Report *r, const RoleRow *parsed, const Ref *ref, size_t row)
{
    const IndexVec *bodies = responsible_for(r->ev->model, ref);
    if (!bodies || !bodies->count || parsed->body == NO_INDEX)
        return true;
    for (VEC_EACH(const size_t, body, bodies))
        if (*body == parsed->body)
            return true;
    Trouble *t = trouble(r, DIAG_S0464, str_of(arena_printf(r->ev->arena, "%d/%zu/%zu", (int)ref->kind, ref->index, parsed->body)), row);
    if (!t)
        return false;
    t->args[0] = text_z(r, r->ev->model->bodies.items[parsed->body].common.title);
    t->args[1] = text_z(r, common_of(r->ev->model, ref)->title);
    t->args[2] = body_names(r, bodies);
    return false;
}

#define OCCASION_YEARS 2         /* duties are made for so many years around the day that is asked about, whatever the checkpoint */

/* A period that the checkpoint is never about: the row then answers nothing. */
static void check_occasion(Report *r, const RoleRow *parsed, const Ref *ref, size_t row)
{
    int year = date_year(r->ev->options.as_of);
    if (ref->kind != SYM_CHECKPOINT || parsed->body == NO_INDEX || !parsed->has_period)
        return;
    if (date_year(parsed->period.first) < year - OCCASION_YEARS || date_year(parsed->period.last) > year)
        return;
    if (duty_row_has_occasion(checkpoint_duties(r->ev, ref->index, parsed->body), parsed))
        return;
    Str sv = period_text(r->ev, parsed->period, LANG_SV), en = period_text(r->ev, parsed->period, LANG_EN);
    Trouble *t = trouble(r, DIAG_S0477, str_of(arena_printf(r->ev->arena, "%zu/" STR_FMT, ref->index, STR_ARG(sv))), row);
    if (!t)
        return;
    t->args[0] = text_z(r, common_of(r->ev->model, ref)->title);
    t->args[1] = diag_both(r->ev->arena, text_z(r, sv), text_z(r, en));
}

/* Where there is one occasion with each counterpart, a row that does not say with whom answers none of them. */
static void check_met(Report *r, const RoleRow *parsed, const Ref *ref, size_t row)
{
    if (ref->kind != SYM_CHECKPOINT || parsed->body == NO_INDEX || parsed->with.n)
        return;
    const DutyList *list = checkpoint_duties(r->ev, ref->index, parsed->body);
    for (VEC_EACH(const DutyItem, item, &list->items))
        if (item->with == NO_INDEX)
            return;
    Trouble *t = list->items.count ? trouble(r, DIAG_S0478, str_of(arena_printf(r->ev->arena, "%zu", ref->index)), row) : NULL;
    if (t)
        t->args[0] = text_z(r, common_of(r->ev->model, ref)->title);
}

/* ---- the roles ---- */

static void check_done(Report *r, size_t row, const Map *names, Map *done)
{
    RoleRow parsed = role_row(r->ev, r->table, row);
    const Ref *ref = parsed.what.n ? map_get(names, parsed.what) : NULL;
    check_filled(r, r->table->what, "hållpunkt", row);
    check_body(r, &parsed, row);
    check_day(r, &parsed, row);
    check_counterpart(r, &parsed, row);
    if (!ref && parsed.what.n)
        unknown_name(r, DIAG_S0465, names, row);
    if (!ref || !check_whose(r, &parsed, ref, row))
        return;
    check_met(r, &parsed, ref, row);
    check_occasion(r, &parsed, ref, row);
    check_twice(r, done, &parsed, ref, row);
}

static const char *level_names(const Report *r, const Scale *scale)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < scale->levels.count; i++)
        strbuf_printf(&buf, "%s" STR_FMT, i ? ", " : "", STR_ARG(scale->levels.items[i].name));
    const char *text = text_z(r, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void check_level(Report *r, const RoleRow *parsed, const Ref *ref, size_t row)
{
    const Model *model = r->ev->model;
    const Scale *scale = ref->kind == SYM_GOAL ? model->goals.items[ref->index].scale : model->indicators.items[ref->index].scale;
    if (!parsed->level.n || !scale || judged_level(scale, parsed->level) != NO_INDEX)
        return;
    Str text = role_cell(r->table->level, row);
    Trouble *t = trouble(r, DIAG_S0470, str_of(arena_printf(r->ev->arena, "%d/%zu/" STR_FMT, (int)ref->kind, ref->index, STR_ARG(parsed->level))), row);
    if (!t)
        return;
    Nearest nearest = nearest_to(text);
    for (size_t i = 0; i < scale->levels.count; i++)
        offer(r, &nearest, scale->levels.items[i].name);
    t->args[0] = text_z(r, common_of(model, ref)->name);
    t->args[1] = text_z(r, text);
    t->args[2] = level_names(r, scale);
    t->suggestion = nearest.best;
}

static const char *judged_bodies(const Report *r, const Ref *ref)
{
    const Model *model = r->ev->model;
    const IndexVec *bodies = ref->kind == SYM_GOAL ? &model->goals.items[ref->index].responsible : &model->indicators.items[ref->index].contexts.bodies;
    StrBuf buf = {0};
    for (size_t i = 0; i < bodies->count; i++)
        strbuf_printf(&buf, "%s" STR_FMT, i ? ", " : "", STR_ARG(model->bodies.items[bodies->items[i]].common.name));
    const char *text = bodies->count ? text_z(r, strbuf_str(&buf)) : diag_both(r->ev->arena, "kommunen", "the municipality (kommunen)");
    strbuf_free(&buf);
    return text;
}

static void check_judged(Report *r, size_t row, const Map *names)
{
    RoleRow parsed = role_row(r->ev, r->table, row);
    const Ref *ref = parsed.what.n ? map_get(names, parsed.what) : NULL;
    check_filled(r, r->table->what, "vad", row);
    if (!str_trim(parsed.reasoning).n)       /* a goal that only states a direction is followed up by reasoning */
        check_filled(r, r->table->level, "nivå", row);
    check_filled(r, r->table->date, "datum", row);
    check_day(r, &parsed, row);
    if (!ref && parsed.what.n)
        unknown_name(r, DIAG_S0471, names, row);
    if (!ref)
        return;
    check_level(r, &parsed, ref, row);
    Trouble *t = NULL;
    if (parsed.body != NO_INDEX && !judged_for(r->ev, ref, parsed.body))
        t = trouble(r, DIAG_S0472, str_of(arena_printf(r->ev->arena, "%d/%zu/%zu", (int)ref->kind, ref->index, parsed.body)), row);
    if (!t)
        return;
    t->args[0] = text_z(r, common_of(r->ev->model, ref)->name);
    t->args[1] = text_z(r, r->ev->model->bodies.items[parsed.body].common.name);
    t->args[2] = judged_bodies(r, ref);
}

static void check_plan(Report *r, size_t row, const Map *names)
{
    Str text = role_cell(r->table->what, row);
    if (text.n && !map_get(names, utf8_fold(r->ev->arena, text)))
        unknown_name(r, DIAG_S0474, names, row);
}

/* Events that no deadline asks for are of no interest, unless one nearly does. */
static void check_event(Report *r, size_t row, const Map *events)
{
    Str text = role_cell(r->table->what, row);
    check_filled(r, r->table->what, "händelse", row);
    if (!text.n || map_get(events, utf8_fold(r->ev->arena, text)))
        return;
    Nearest nearest = nearest_to(text);
    for (size_t i = 0; i < events->count; i++)
        offer(r, &nearest, *(const Str *)events->entries[i].value);
    Trouble *t = nearest.best ? trouble(r, DIAG_S0475, utf8_fold(r->ev->arena, text), row) : NULL;
    if (!t)
        return;
    t->args[0] = text_z(r, text);
    t->suggestion = nearest.best;
}

/* documents: folded names of all documents. */
static void check_decided(Report *r, size_t row, const Map *names, const Map *documents)
{
    RoleRow parsed = role_row(r->ev, r->table, row);
    Str document = role_cell(role_column(r->table->run, "dokument"), row);
    check_body(r, &parsed, row);
    check_day(r, &parsed, row);
    if (parsed.what.n && !map_get(names, parsed.what))
        unknown_name(r, DIAG_S0795, names, row);
    if (!document.n || map_get(documents, utf8_fold(r->ev->arena, document)))
        return;
    Trouble *t = trouble(r, DIAG_S0796, utf8_fold(r->ev->arena, document), row);
    if (!t)
        return;
    t->args[0] = text_z(r, document);
    t->suggestion = nearest_name(r, documents, document);
}

static void check_row(Report *r, size_t row, const Map *names, Map *done)
{
    RoleRow parsed;
    if (!role_counted(r->table, row))
        return;
    if (role_is(r->table, "utfört")) {
        check_done(r, row, names, done);
    } else if (role_is(r->table, "beslut")) {
        check_decided(r, row, names, done);
    } else if (role_is(r->table, "bedömningar")) {
        check_judged(r, row, names);
    } else if (role_is(r->table, "åtgärdsplaner")) {
        check_plan(r, row, names);
    } else if (role_is(r->table, "händelser")) {
        check_event(r, row, names);
    } else {
        parsed = role_row(r->ev, r->table, row);
        check_body(r, &parsed, row);
    }
}

/* ---- saying it ---- */

static void say_one(const Report *r, const Trouble *t)
{
    const char *rows = arena_printf(r->ev->arena, "%zu", t->rows);
    Diag *diag = diag_add_at(r->ev->diags, t->code, r->table->run->data->shown, t->line, 0, t->args[0], t->args[1], t->args[2], rows, NULL);
    if (t->suggestion)
        diag_suggest(r->ev->diags, diag, t->suggestion);
}

static size_t earlier_of_kind(const Report *r, size_t index)
{
    size_t count = 0;
    for (size_t i = 0; i < index; i++)
        count += r->all.items[i]->code == r->all.items[index]->code;
    return count;
}

/* "och 12 till": said where the first of them stands. */
static void say_rest(const Report *r, size_t index)
{
    const Trouble *first = r->all.items[index];
    size_t count = 0;
    for (size_t i = index; i < r->all.count; i++)
        count += r->all.items[i]->code == first->code;
    diag_add_at(r->ev->diags, DIAG_S0479, r->table->run->data->shown, first->line, 0, arena_printf(r->ev->arena, "%zu", count), diag_info(first->code)->code, NULL);
}

#define SEEN_MOST 2000       /* distinct troubles that are looked through: the rest are as these */

static void say_all(Report *r)
{
    for (size_t i = 0; i < r->all.count && i < SEEN_MOST; i++) {
        size_t before = earlier_of_kind(r, i);
        if (before < SHOWN_OF_A_KIND)
            say_one(r, r->all.items[i]);
        else if (before == SHOWN_OF_A_KIND)
            say_rest(r, i);
    }
}

void run_role_checks(Evaluator *ev, size_t index)
{
    TableRun *run = &ev->tables[index];
    if (!role_is_asked(ev->model, run->table))
        return;
    RoleTable table = role_table(ev, run);
    Report r = {.ev = ev, .table = &table};
    Map names, done;
    map_init(&r.known, ev->arena);
    map_init(&done, ev->arena);
    if (role_is(&table, "händelser"))
        role_events(ev, &names);
    else
        role_names(ev, arena_strndup(ev->arena, run->table->role.s, run->table->role.n), &names);
    if (role_is(&table, "beslut"))
        role_documents(ev, &done);
    for (size_t row = 0; row < run->data->rows; row++)
        check_row(&r, row, &names, &done);
    say_all(&r);
}
