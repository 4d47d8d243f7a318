/* describe.c: how the rows of a table would be gone through, as text for `--visa plan`. Beside cube.c, which does it. */
#include "exec/backend.h"
#include "exec/exec.h"

static void put_cost(StrBuf *out, const char *before, int64_t cost, const Backend *backend)
{
    strbuf_printf(out, "%s %lld µs med %s", before, (long long)cost / 1000, backend->name);
}

void exec_describe_scan(StrBuf *out, const Model *model, const Plan *plan, size_t table, const TableData *data)
{
    Arena *scratch = arena_new();
    Effort effort = {.threads = 1};
    ScanInput input;
    scan_input(scratch, model, &plan->scans[table], data, &input);
    input.effort = &effort;
    int64_t reference = interp_cost(&input), cost;
    strbuf_printf(out, "    %zu rader;", data->rows);
    put_cost(out, " omkring", reference, backends[0]);
    for (size_t i = 1; backends[i]; i++) {
        effort.engine = backends[i]->engine;          /* what is asked for is reckoned, however few the rows */
        if (backends[i]->describe && backends[i]->suits(&input, &cost))
            put_cost(out, ",", reference + cost, backends[i]);
    }
    effort.engine = ENGINE_AUTO;
    strbuf_printf(out, "; %s väljs\n", backend_choose(&input)->name);
    for (size_t i = 1; backends[i]; i++)
        if (backends[i]->describe)
            backends[i]->describe(out, &input);
    arena_free(scratch);
}
