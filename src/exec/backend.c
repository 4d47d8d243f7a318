/* backend.c: the table of backends, and the choice among them. */
#include "exec/backend.h"

extern const Backend backend_interp, backend_kernel, backend_jit;

const Backend *const backends[] = {&backend_interp, &backend_kernel, &backend_jit, NULL};

const Backend *backend_choose(const ScanInput *input)
{
    Engine asked = input->effort ? input->effort->engine : ENGINE_AUTO;
    const Backend *best = backends[0];
    int64_t best_cost = INT64_MAX;
    if (asked == ENGINE_INTERP)
        return best;
    for (size_t i = 1; backends[i]; i++) {
        int64_t cost = 0;
        bool fits = backends[i]->suits(input, &cost);
        if (fits && backends[i]->engine == asked)
            return backends[i];
        /* The compiled engine is a kernel with code of its own: where that is refused, the kernel is nearest. */
        if (fits && cost < best_cost && (asked == ENGINE_AUTO || backends[i]->engine == ENGINE_KERNEL)) {
            best = backends[i];
            best_cost = cost;
        }
    }
    return asked == ENGINE_AUTO && best_cost >= 0 ? backends[0] : best;
}
