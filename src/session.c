/* session.c: a model from files to findings; and on top of it the functions of styr.h. Uses every room, is used by the commands. */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "exec/exec.h"
#include "model/constraints/constraints.h"
#include "model/roles.h"
#include "report/report.h"
#include "text/render.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0.1.0"
#endif
#ifndef STYR_RULES_DIR
#define STYR_RULES_DIR NULL
#endif

const char *styr_version(void)
{
    return PACKAGE_VERSION;
}

/* ---- the steps ---- */

static const char *library_folder(void)
{
    const char *folder = getenv("STYR_BIBLIOTEK");
    return folder && *folder ? folder : STYR_RULES_DIR;
}

void session_init(Session *session, Arena *arena, Diags *diags, Lang lang)
{
    *session = (Session){.arena = arena, .diags = diags, .lang = lang, .library = library_folder(), .day = DATE_NONE};
    effort_from_environment(&session->effort);
}

void session_silence(Session *session)
{
    if (session->model)
        silences_apply(session->arena, session->model, session->day, session->diags, &session->silenced);
}

static void read_lists(Session *session)
{
    diags_init(&session->book_problems, session->arena);
    session->book = statements_load(session->arena, session->model, &session->book_problems);
}

/* A list that cannot be read is told when the model is checked; it is no reason not to run it. */
static void fill_citations(Session *session)
{
    if (!statements_are_asked(session->model))
        return;
    read_lists(session);
    statements_fill(session->arena, session->model, session->book);
}

bool session_load(Session *session)
{
    if (session->loaded)
        return session->usable;
    session->loaded = true;
    size_t errors = session->diags->errors;
    session->model = model_load(session->arena, session->paths, session->path_count, session->library, session->diags);
    session->usable = session->model && session->diags->errors == errors;
    if (session->model)
        fill_citations(session);
    session_silence(session);
    return session->usable;
}

const StatementBook *session_statements(Session *session)
{
    size_t errors = session->diags->errors;
    if (!session->book)
        read_lists(session);
    diags_append(session->diags, &session->book_problems);
    diags_init(&session->book_problems, session->arena);
    statements_check(session->arena, session->model, session->book, session->diags);
    return session->diags->errors == errors ? session->book : NULL;
}

static const TableData **read_tables(Session *session)
{
    const TableData **tables = arena_array(session->arena, session->model->tables.count, sizeof *tables);
    int64_t start = effort_clock(), spent = effort_spent(&session->effort);
    bool good = exec_load_tables(session->arena, session->model, session->plan, &session->effort, session->diags, tables);
    effort_spend_around(&session->effort, STAGE_READ, start, spent);
    return good && !effort_stopped(&session->effort) ? tables : NULL;
}

/* A run goes on though the model does not meet its own constraints, but it says so. */
static void warn_of_constraints(Session *session, Date as_of)
{
    OutcomeVec outcomes = {0};
    size_t breached = 0;
    if (!session->model->constraints.count)
        return;
    constraints_evaluate(session->arena, session->model, as_of, &outcomes);
    for (VEC_EACH(const Outcome, outcome, &outcomes))
        breached += outcome->kind == OUTCOME_BREACHED && !session->model->constraints.items[outcome->constraint].advice;
    if (breached)
        diag_add(session->diags, DIAG_S0712, SPAN_NONE, arena_printf(session->arena, "%zu", breached), NULL);
}

static int64_t spent_scanning(const Session *session)
{
    return session->effort.spent[STAGE_SCAN] + session->effort.spent[STAGE_COMPILE];
}

bool session_run(Session *session, Date as_of, Str body)
{
    int64_t start = effort_clock();
    session->day = as_of;
    if (!session_load(session))
        return false;
    warn_of_constraints(session, as_of);
    RunOptions run = {.as_of = as_of, .only_body = NO_INDEX, .program = "styr " PACKAGE_VERSION, .steps = !session->no_steps, .ahead = session->ahead,
                      .effort = &session->effort};
    if (body.n && (run.only_body = session_body(session, body)) == NO_INDEX)
        return false;
    size_t errors = session->diags->errors;
    session->plan = plan_lower(session->arena, session->model, session->diags);
    effort_spend(&session->effort, STAGE_MODEL, start);
    const TableData **tables = session->diags->errors == errors ? read_tables(session) : NULL;
    if (!tables)
        return false;
    int64_t running = effort_clock(), scan = spent_scanning(session);
    session->run = exec_run(session->arena, session->model, session->plan, tables, &run, session->diags);
    effort_spend(&session->effort, STAGE_CELLS, running);
    session->effort.spent[STAGE_CELLS] -= spent_scanning(session) - scan;
    session_silence(session);
    return session->diags->errors == errors && !effort_stopped(&session->effort);
}

/* ---- the year's duties ---- */

static bool is_about_time(Str role)
{
    return str_eqz(role, "utfört") || str_eqz(role, "sammanträden") || str_eqz(role, "händelser");
}

bool session_calendar(Session *session, int year, Date as_of, Str body, Calendar *out)
{
    bool judged = as_of != DATE_NONE;
    RunOptions options = {.as_of = judged ? as_of : date_ymd(year, 12, 31), .only_body = NO_INDEX, .program = "styr " PACKAGE_VERSION, .effort = &session->effort};
    session->day = as_of;
    if (!session_load(session))
        return false;
    if (body.n && (options.only_body = session_body(session, body)) == NO_INDEX)
        return false;
    size_t errors = session->diags->errors;
    session->plan = plan_lower(session->arena, session->model, session->diags);
    for (size_t i = 0; i < session->model->tables.count; i++)
        session->plan->scans[i].used &= is_about_time(session->model->tables.items[i].role);
    const TableData **tables = session->diags->errors == errors ? read_tables(session) : NULL;
    if (!tables)
        return false;
    exec_calendar(session->arena, session->model, session->plan, tables, &options, year, judged, session->diags, out);
    session_silence(session);
    return session->diags->errors == errors;
}

/* ---- the latest period ---- */

/* The finest and, of these, latest period: a budget for the whole year says nothing of how far the year has come. */
static void note_period(Period period, Period *best, bool *found)
{
    Grain grain = period_grain(period), known = *found ? period_grain(*best) : GRAIN_OTHER;
    if (!*found || grain < known || (grain == known && period.last > best->last))
        *best = period;
    *found = true;
}

static void note_column(const TableData *data, const Column *column, Period *best, bool *found)
{
    for (size_t i = 0; i < column->period_count; i++)
        note_period(column->periods[i], best, found);
    if (column->type != COLUMN_DATE)
        return;
    int64_t earliest, latest;
    if (column_bounds(column, &earliest, &latest))
        note_period(period_containing(GRAIN_MONTH, (Date)latest), best, found);
}

/* Meetings and events are planned, and what is done may be about next year: neither says how far the data reaches. */
static bool tells_latest(const Table *table, size_t column)
{
    const Role *role = role_of(table->role);
    return !role || (!role->ahead && (column == table->time_column || !str_eqz(table->role, "utfört")));
}

bool session_latest(Session *session, Period *out)
{
    bool found = false;
    Diags ignored;                   /* what is wrong with the data is told when it is used */
    diags_init(&ignored, session->arena);
    Plan *plan = plan_lower(session->arena, session->model, &ignored);
    const TableData **tables = arena_array(session->arena, session->model->tables.count, sizeof *tables);
    if (ignored.errors)
        return false;
    exec_load_tables(session->arena, session->model, plan, &session->effort, &ignored, tables);
    for (size_t i = 0; i < session->model->tables.count; i++)
        for (size_t j = 0; tables[i] && j < tables[i]->column_count; j++)
            if (tells_latest(&session->model->tables.items[i], j))
                note_column(tables[i], &tables[i]->columns[j], out, &found);
    return found;
}

/* ---- bodies ---- */

static bool is_called(Arena *arena, const Body *body, Str folded)
{
    if (str_eq(utf8_fold(arena, body->common.name), folded) || str_eq(utf8_fold(arena, body->common.title), folded))
        return true;
    for (size_t i = 0; i < body->codes.count; i++)
        if (str_eq(utf8_fold(arena, body->codes.items[i]), folded))
            return true;
    return false;
}

static void offer(Str word, Str name, Str *best, unsigned *distance)
{
    unsigned found = word.n < 100 && name.n < 100 ? utf8_distance(word, name) : 1000;
    if (found < *distance)
        *best = name, *distance = found;
}

static const char *nearest_body(const Session *session, Str word)
{
    Str best = {0};
    /* In two letters every other name is near. */
    unsigned distance = word.n <= 2 ? 6 : 10 * (unsigned)(word.n < 60 ? 1 + word.n / 3 : 20) + 1;
    for (VEC_EACH(const Body, body, &session->model->bodies)) {
        offer(word, body->common.name, &best, &distance);
        offer(word, body->common.title, &best, &distance);
    }
    return best.n ? str_dup(session->arena, best).s : NULL;
}

size_t session_body(Session *session, Str word)
{
    Str folded = utf8_fold(session->arena, str_trim(word));
    for (size_t i = 0; i < session->model->bodies.count; i++)
        if (is_called(session->arena, &session->model->bodies.items[i], folded))
            return i;
    Diag *diag = diag_add(session->diags, DIAG_S0918, SPAN_NONE, str_dup(session->arena, word).s, NULL);
    diag_suggest(session->diags, diag, nearest_body(session, word));
    return NO_INDEX;
}

/* ---- the public functions ---- */

struct styr_session {
    Session session;         /* first members of one: see session.h */
    Diags diags;
    const char **paths;
    StrBuf report, explanation, diagnostics;
};

static const char *const here[] = {"."};

styr_session *styr_open(const char *const *paths, size_t count, const char *lang)
{
    Arena *arena = arena_new();
    styr_session *handle = ARENA_NEW(arena, styr_session);
    diags_init(&handle->diags, arena);
    session_init(&handle->session, arena, &handle->diags, lang && strncmp(lang, "en", 2) == 0 ? LANG_EN : LANG_SV);
    handle->paths = arena_array(arena, count, sizeof *handle->paths);
    for (size_t i = 0; i < count; i++)
        handle->paths[i] = arena_strdup(arena, paths[i]);
    handle->session.paths = count ? handle->paths : here;
    handle->session.path_count = count ? count : 1;
    return handle;
}

void styr_close(styr_session *handle)
{
    if (!handle)
        return;
    strbuf_free(&handle->report);
    strbuf_free(&handle->explanation);
    strbuf_free(&handle->diagnostics);
    arena_free(handle->session.arena);
}

void styr_set_library(styr_session *handle, const char *folder)
{
    handle->session.library = folder ? arena_strdup(handle->session.arena, folder) : NULL;
}

styr_status styr_check(styr_session *handle)
{
    return session_load(&handle->session) && session_statements(&handle->session) ? STYR_CLEAN : STYR_UNUSABLE;
}

styr_status styr_run(styr_session *handle, const char *as_of, const char *body)
{
    Period period;
    if (!period_parse(str_of(as_of), true, &period)) {
        diag_add(&handle->diags, DIAG_S0917, SPAN_NONE, as_of ? as_of : "", NULL);
        return STYR_UNUSABLE;
    }
    if (!session_run(&handle->session, period.last, str_of(body)))
        return STYR_UNUSABLE;
    return handle->session.run->flagged ? STYR_FLAGGED : STYR_CLEAN;
}

static const char *text_of(StrBuf *buf, size_t *size)
{
    if (size)
        *size = buf->n;
    return buf->s ? buf->s : "";
}

const char *styr_report(styr_session *handle, const char *format, size_t *size)
{
    const ReportFormat *writer = report_format(str_of(format));
    if (!writer || !handle->session.run)
        return NULL;
    ReportOptions options = {.lang = handle->session.lang};
    strbuf_clear(&handle->report);
    writer->write(&handle->report, handle->session.run, &options);
    return text_of(&handle->report, size);
}

const char *styr_explain(styr_session *handle, const char *id, size_t *size)
{
    const Run *run = handle->session.run;
    ReportOptions options = {.lang = handle->session.lang};
    strbuf_clear(&handle->explanation);
    for (size_t i = 0; run && i < run->findings.count; i++) {
        const Finding *finding = &run->findings.items[i];
        if (!str_eqz(finding->id, id))
            continue;
        if (finding->assessment < run->assessments.count)
            explain_assessment(&handle->explanation, run, finding->assessment, &options);
        else
            explain_finding(&handle->explanation, run, finding, &options);
        return text_of(&handle->explanation, size);
    }
    for (size_t i = 0; run && i < run->assessments.count; i++) {
        if (!str_eqz(run->assessments.items[i].id, id))
            continue;
        explain_assessment(&handle->explanation, run, i, &options);
        return text_of(&handle->explanation, size);
    }
    return NULL;
}

const char *styr_diagnostics(styr_session *handle, const char *format, size_t *size)
{
    static const char *const names[] = {[DIAG_FORMAT_TEXT] = "text", [DIAG_FORMAT_SHORT] = "short", [DIAG_FORMAT_JSON] = "json"};
    for (DiagFormat i = DIAG_FORMAT_TEXT; i <= DIAG_FORMAT_JSON; i++) {
        if (!format || strcmp(format, names[i]) != 0)
            continue;
        RenderOptions options = {handle->session.lang, false, i};
        strbuf_clear(&handle->diagnostics);
        render_diags(&handle->diagnostics, &handle->diags, &options);
        return text_of(&handle->diagnostics, size);
    }
    return NULL;
}
