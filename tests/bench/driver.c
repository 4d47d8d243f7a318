/* driver.c: the side of Styr in `make bench`: reads commands, one a line, and answers each with one line, so that runs can be interleaved with those
 * of the peers. Uses the program's own rooms as `styr kör` does: a model, its plan, the columns of its first table, the scan.
 *
 *   läs MODELL TRÅDAR           reads model and table: milliseconds, rows, bytes of the file, bytes of the columns
 *   modell MODELL               another model over the same table, which must be declared alike
 *   kodlager KATALOG            where compiled code is kept from now on
 *   motor NAMN TRÅDAR           one scan and its indicators: the engine that did it, nanoseconds of both, nanoseconds of compiling, cells
 *   tabell FIL                  writes the indicators of the latest scan
 *   nyckeltal MOTOR TRÅDAR      all levels of all keys, municipalities and years: nanoseconds until they can be reckoned, and of the reckoning
 *   gröna FIL                   writes how many of them were green, by key
 *   läsbandbredd TRÅDAR         reads the columns' bytes once: nanoseconds, bytes
 *   skalning                    what two threads get done, in hundredths of one
 *   minne                       the most memory so far, KiB */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "data/parts.h"
#include "exec/bodies.h"
#include "exec/exec.h"
#include "figures.h"
#include "limits.h"
#include "outcome.h"
#include "session.h"
#include "text/render.h"

typedef struct Driver {
    Arena *data_arena, *arena, *scan_arena;      /* of the columns, of the model, of the latest scan */
    char code_cache[4096];
    Diags diags;
    Session session;
    TableData data;
    ScanInput input;
    Effort effort;
    Cube cube;
    Outcome outcome;
    Figures figures;
    bool loaded, scanned;
} Driver;

static void answer(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void answer(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    fflush(stdout);
}

/* ---- reading ---- */

static void answer_problems(Driver *driver)
{
    StrBuf text = {0};
    render_diags(&text, &driver->diags, &(RenderOptions){LANG_SV, false, DIAG_FORMAT_SHORT});
    fputs(text.s ? text.s : "", stderr);
    strbuf_free(&text);
    answer("fel");
}

static void forget_model(Driver *driver)
{
    arena_free(driver->scan_arena);
    arena_free(driver->arena);
    driver->scan_arena = NULL;
    driver->arena = arena_new();
    driver->scanned = false;
    diags_init(&driver->diags, driver->arena);
}

static void forget_data(Driver *driver)
{
    arena_free(driver->data_arena);
    driver->data_arena = arena_new();
    driver->data = (TableData){0};
    driver->loaded = false;
}

static bool load_model(Driver *driver, const char *path)
{
    const char **paths = arena_array(driver->arena, 1, sizeof *paths);
    paths[0] = arena_strdup(driver->arena, path);
    session_init(&driver->session, driver->arena, &driver->diags, LANG_SV);
    driver->session.paths = paths;
    driver->session.path_count = 1;
    if (!session_load(&driver->session))
        return false;
    driver->session.plan = plan_lower(driver->arena, driver->session.model, &driver->diags);
    return driver->diags.errors == 0 && driver->session.model->tables.count > 0;
}

static void bind(Driver *driver)
{
    const Model *model = driver->session.model;
    size_t body = model->tables.items[0].body_column;
    driver->input = (ScanInput){.model = model, .scan = &driver->session.plan->scans[0], .data = &driver->data, .effort = &driver->effort,
                                 .dense_enough = true};
    driver->input.fixed_slot = slot_municipality(model);
    if (body != NO_INDEX)
        driver->input.slots = bodies_bind(driver->arena, model, &driver->data.columns[body]);
}

static uint64_t column_bytes(const TableData *data)
{
    uint64_t bytes = 0;
    for (size_t c = 0; c < data->column_count; c++)
        for (size_t p = 0; p < data->part_count; p++)
            bytes += data->parts[p].count * width_bytes(data->columns[c].parts[p].width);
    return bytes;
}

static void read_table(Driver *driver, const char *path, unsigned threads)
{
    TableSpec spec;
    forget_model(driver);
    forget_data(driver);
    driver->effort.threads = threads;
    if (!load_model(driver, path) || !exec_table_spec(driver->arena, driver->session.model, 0, &driver->diags, &spec)) {
        answer_problems(driver);
        return;
    }
    spec.effort = &driver->effort;
    spec.most_bytes = SIZE_MAX;
    int64_t start = effort_clock();
    if (!data_read(driver->data_arena, &spec, &driver->diags, &driver->data)) {
        answer_problems(driver);
        return;
    }
    int64_t spent = effort_clock() - start;
    bind(driver);
    driver->loaded = true;
    answer("%lld %zu %zu %llu", (long long)spent / 1000000, driver->data.rows, driver->data.bytes, (unsigned long long)column_bytes(&driver->data));
}

static void change_model(Driver *driver, const char *path)
{
    forget_model(driver);
    if (!load_model(driver, path)) {
        answer_problems(driver);
        return;
    }
    bind(driver);
    answer("%zu", driver->session.model->indicators.count);
}

/* ---- scanning ---- */

static void scan(Driver *driver, const char *engine, unsigned threads)
{
    if (!engine_of(engine, &driver->effort.engine)) {
        answer("fel");
        return;
    }
    arena_free(driver->scan_arena);
    driver->scan_arena = arena_new();
    driver->cube = (Cube){0};
    driver->effort.threads = threads;
    driver->effort.spent[STAGE_COMPILE] = 0;
    ScanMemo memo = {.arena = driver->scan_arena};
    driver->input.memo = &memo;
    int64_t start = effort_clock();
    const Backend *backend = backend_choose(&driver->input);
    backend->scan(driver->scan_arena, &driver->input, &driver->cube);
    driver->input.memo = NULL;
    int64_t scanned = effort_clock();
    driver->scanned = outcome_make(driver->scan_arena, driver->session.plan, &driver->cube, &driver->outcome);
    int64_t end = effort_clock();
    answer("%s %lld %lld %lld %zu", backend->name, (long long)(scanned - start), (long long)(end - scanned), (long long)driver->effort.spent[STAGE_COMPILE],
           driver->cube.cells.count);
}

static void write_outcome(Driver *driver, const char *path)
{
    StrBuf text = {0};
    FILE *file = driver->scanned ? fopen(path, "wb") : NULL;
    if (file) {
        outcome_print(&text, driver->session.model, driver->session.plan, &driver->cube, &driver->outcome);
        fwrite(text.s, 1, text.n, file);
    }
    answer(file && fclose(file) == 0 ? "ja" : "fel");
    strbuf_free(&text);
}

static void reckon_figures(Driver *driver, const char *engine, unsigned threads)
{
    int64_t spent[2];
    if (!engine_of(engine, &driver->effort.engine)) {
        answer("fel");
        return;
    }
    arena_free(driver->scan_arena);
    driver->scan_arena = arena_new();
    driver->scanned = false;
    driver->effort.threads = threads;
    if (figures_make(driver->scan_arena, driver->session.plan, &driver->data, &driver->effort, &driver->diags, &driver->figures, spent))
        answer("%lld %lld", (long long)spent[0], (long long)spent[1]);
    else
        answer("fel");
}

static void write_figures(Driver *driver, const char *path)
{
    StrBuf text = {0};
    FILE *file = fopen(path, "wb");
    if (file) {
        figures_print(&text, &driver->figures);
        fwrite(text.s, 1, text.n, file);
    }
    answer(file && fclose(file) == 0 ? "ja" : "fel");
    strbuf_free(&text);
}

/* ---- commands ---- */

static void read_limits(Driver *driver, unsigned threads)
{
    uint64_t bytes;
    int64_t spent = limits_read(&driver->data, threads, &bytes);
    answer("%lld %llu", (long long)spent, (unsigned long long)bytes);
}

static void obey(Driver *driver, const char *word, const char *argument, unsigned threads)
{
    struct rusage usage;
    if (strcmp(word, "läs") == 0)
        read_table(driver, argument, threads);
    else if (strcmp(word, "skalning") == 0)
        answer("%u", limits_scaling());
    else if (strcmp(word, "minne") == 0 && getrusage(RUSAGE_SELF, &usage) == 0)
        answer("%ld", usage.ru_maxrss);
    else if (strcmp(word, "kodlager") == 0) {
        snprintf(driver->code_cache, sizeof driver->code_cache, "%s", argument);
        driver->effort.code_cache = driver->code_cache;
        answer("ja");
    } else if (driver->loaded && strcmp(word, "modell") == 0)
        change_model(driver, argument);
    else if (driver->loaded && strcmp(word, "motor") == 0)
        scan(driver, argument, threads);
    else if (driver->loaded && strcmp(word, "tabell") == 0)
        write_outcome(driver, argument);
    else if (driver->loaded && strcmp(word, "nyckeltal") == 0)
        reckon_figures(driver, argument, threads);
    else if (driver->loaded && strcmp(word, "gröna") == 0)
        write_figures(driver, argument);
    else if (driver->loaded && strcmp(word, "läsbandbredd") == 0)
        read_limits(driver, (unsigned)atoi(argument) == 2 ? 2 : 1);
    else
        answer("fel");
}

int main(void)
{
    static Driver driver;
    char line[4096], word[64], argument[4000];
    while (fgets(line, sizeof line, stdin)) {
        unsigned threads = 1;
        argument[0] = 0;
        if (sscanf(line, "%63s %3999s %u", word, argument, &threads) >= 1)
            obey(&driver, word, argument, threads);
    }
    arena_free(driver.scan_arena);
    arena_free(driver.arena);
    arena_free(driver.data_arena);
    return 0;
}
