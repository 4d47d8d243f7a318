/* describe.c: how the rows of a table would be gone through, as text for `--visa plan`. Beside cube.c, which does it. */
#include "exec/backend.h"
#include "exec/exec.h"

/* As --motor names it. */
static const char *name_of(const Backend *backend, bool english)
{
    return backend->engine == ENGINE_KERNEL && !english ? "kärna" : backend->name;
}

static void put_cost(StrBuf *out, const char *before, int64_t cost, const Backend *backend, bool english)
{
    strbuf_printf(out, "%s %lld µs %s %s", before, (long long)cost / 1000, english ? "with" : "med", name_of(backend, english));
}

void exec_describe_scan(StrBuf *out, const Model *model, const Plan *plan, size_t table, const TableData *data, bool english)
{
    Arena *scratch = arena_new();
    Effort effort = {.threads = 1};
    ScanInput input;
    scan_input(scratch, model, &plan->scans[table], data, &input);
    input.effort = &effort;
    int64_t reference = interp_cost(&input), cost;
    strbuf_printf(out, "    %zu %s;", data->rows, english ? "rows" : "rader");
    put_cost(out, english ? " about" : " omkring", reference, backends[0], english);
    for (size_t i = 1; backends[i]; i++) {
        effort.engine = backends[i]->engine;          /* what is asked for is reckoned, however few the rows */
        if (backends[i]->describe && backends[i]->suits(&input, &cost))
            put_cost(out, ",", reference + cost, backends[i], english);
    }
    effort.engine = ENGINE_AUTO;
    strbuf_printf(out, "; %s %s\n", name_of(backend_choose(&input), english), english ? "is chosen" : "väljs");
    for (size_t i = 1; backends[i]; i++)
        if (backends[i]->describe)
            backends[i]->describe(out, &input, english);
    arena_free(scratch);
}
