/* estimate.c: the cost model of compiled code. With r rows, s steps in f functions and t threads, a scan's row programs take
 *
 *     interpreted     r * s * STEP / t
 *     compiled        r * s * CODE / t
 *
 * and the code is there after
 *
 *     from the folder FETCH + s * FETCH_STEP            its lane code is made, its key reckoned, the bytes are checked and loaded
 *     made            FORK + r * FORK_ROW + START + f * s * EACH
 *
 * While code is being made in a process of its own, the scan goes on interpreted: what is saved is what is left when it is there. FORK is what the run
 * itself pays for that process, which begins as a copy of its page tables. So it pays to make code for 26 steps from about a million rows on one
 * thread, and to fetch it from some thousand. The figures were measured on a Zen 5 with 2 000 000 rows; only their proportions matter. */
#include "exec/jit/estimate.h"

#define PS 1000                          /* picoseconds in a nanosecond */
enum {
    STEP_PS = 3000,                      /* one step of one row, interpreted … */
    CODE_PS = 300,                       /* … and compiled */
    FETCH_NS = 200000,
    FETCH_STEP_NS = 3000,
    FORK_NS = 1500000,
    FORK_ROW_PS = 2000,
    START_NS = 15000000,
    EACH_NS = 1400000,
};

static int64_t fork_cost(const CodeEstimate *e)
{
    return FORK_NS + (int64_t)(e->rows / PS) * FORK_ROW_PS;
}

int64_t code_wait(const CodeEstimate *e)
{
    int64_t steps = (int64_t)e->steps;
    if (e->kept)
        return FETCH_NS + steps * FETCH_STEP_NS;
    return fork_cost(e) + START_NS + (int64_t)e->functions * steps * EACH_NS;
}

int64_t code_saving(const CodeEstimate *e)
{
    __int128 all = (__int128)e->rows * e->steps * STEP_PS / PS / (e->threads ? e->threads : 1);
    int64_t interpreted = all > INT64_MAX / 2 ? INT64_MAX / 2 : (int64_t)all, wait = code_wait(e), left = interpreted;
    if (!e->kept)
        left = interpreted > wait ? interpreted - wait : 0;
    return left / STEP_PS * (STEP_PS - CODE_PS) - (e->kept ? wait : fork_cost(e));
}
