/* estimate.c: the cost model of compiled code. With r rows, s steps and t threads,
 *
 *     interpreted     r * s * STEP / t
 *     compiled        r * s * CODE / t
 *     from the folder FETCH + s * BYTES     (its lane code is made, its key reckoned, the bytes are checked and loaded)
 *     made            FORK + START + s * EACH
 *
 * While code is being made in a process of its own, the scan goes on interpreted; what is saved is what is left when the code is there. FORK is what the
 * run itself pays for that process, however soon it is done. The figures were measured on a Zen 5; only their proportions matter. */
#include "exec/jit/estimate.h"

#define PS 1000                          /* picoseconds in a nanosecond */
enum {
    STEP_PS = 1000,                      /* one step of one row, interpreted … */
    CODE_PS = 200,                       /* … and compiled */
    FETCH_NS = 250000,
    FETCH_STEP_NS = 1500,
    FORK_NS = 1500000,
    START_NS = 22000000,
    START_STEP_NS = 700000,
};

int64_t code_wait(const CodeEstimate *e)
{
    int64_t steps = (int64_t)e->steps;
    return e->kept ? FETCH_NS + steps * FETCH_STEP_NS : FORK_NS + START_NS + steps * START_STEP_NS * (int64_t)e->functions;
}

int64_t code_saving(const CodeEstimate *e)
{
    __int128 all = (__int128)e->rows * e->steps * STEP_PS / PS / (e->threads ? e->threads : 1);
    int64_t interpreted = all > INT64_MAX / 2 ? INT64_MAX / 2 : (int64_t)all, wait = code_wait(e);
    int64_t left = e->kept ? interpreted : interpreted > wait ? interpreted - wait : 0, own = e->kept ? wait : FORK_NS;
    return left / STEP_PS * (STEP_PS - CODE_PS) - own;
}
