/* estimate.c: the cost model of compiled code. With r rows and t threads, a scan's row programs take
 *
 *     interpreted     r * (steps * STEP + rounds * ROUND) / t
 *     compiled        r * (lanes * LANE + wide * WIDE) / t
 *
 * and the code is there after
 *
 *     from the folder FETCH + steps * FETCH_STEP        its lane code is made, its key reckoned, the bytes are checked and loaded
 *     made            FORK + r * FORK_ROW + START + shapes * lanes * EACH
 *
 * While code is being made in processes of their own, the scan goes on interpreted: what is saved is what is left when it is there. FORK is what the run
 * itself pays for that, which begins as a copy of its page tables. That large modules are made in parts at once is not counted on: the scan wants
 * the same processors. Products and quotients of more than 64 bits gain nothing: they take as long in a loop of their own.
 *
 * So it pays to make code for four expressions of seven steps, half of which round, from some 100 000 rows on one thread, for four that add and compare
 * from a million, and to fetch it from some thousand. The figures were measured on a Zen 5 with 1 000 000 rows; only their proportions matter. */
#include "exec/jit/estimate.h"

#define PS 1000                          /* picoseconds in a nanosecond */
enum {
    STEP_PS = 2500,                      /* one step of one row, interpreted … */
    ROUND_PS = 20000,                    /* … and what rounding takes besides … */
    LANE_PS = 100,                       /* … and a step of compiled code … */
    WIDE_PS = 5000,                      /* … and one that is a product or a quotient of more than 64 bits */
    FETCH_NS = 200000,
    FETCH_STEP_NS = 3000,
    FORK_NS = 1500000,
    FORK_ROW_PS = 2000,
    START_NS = 18000000,
    EACH_NS = 120000,
};

/* Picoseconds for all rows of one thread: beyond any scan rather than too large for the type. */
static int64_t nanoseconds(const CodeEstimate *e, __int128 row_ps)
{
    __int128 all = row_ps * (__int128)e->rows / PS / (e->threads ? e->threads : 1);
    return all > INT64_MAX / 4 ? INT64_MAX / 4 : (int64_t)all;
}

static int64_t interpreted(const CodeEstimate *e)
{
    return nanoseconds(e, (__int128)e->steps * STEP_PS + (__int128)e->rounds * ROUND_PS);
}

static int64_t compiled(const CodeEstimate *e)
{
    return nanoseconds(e, (__int128)e->lanes * LANE_PS + (__int128)e->wide * WIDE_PS);
}

static int64_t fork_cost(const CodeEstimate *e)
{
    return FORK_NS + (int64_t)(e->rows / PS) * FORK_ROW_PS;
}

int64_t code_wait(const CodeEstimate *e)
{
    if (e->kept)
        return FETCH_NS + (int64_t)e->steps * FETCH_STEP_NS;
    return fork_cost(e) + START_NS + (int64_t)(e->shapes * e->lanes) * EACH_NS;
}

int64_t code_saving(const CodeEstimate *e)
{
    int64_t slow = interpreted(e), fast = compiled(e), wait = code_wait(e), gain = slow - fast;
    if (e->kept)
        return gain - wait;
    /* What is saved of the rows that are left when the code is there. */
    int64_t left = slow > wait ? slow - wait : 0;
    return (slow ? (int64_t)((__int128)gain * left / slow) : 0) - fork_cost(e);
}
