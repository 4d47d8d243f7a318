/* loops.c: the loops of loops_body.h for plain, AVX2 and AVX-512 processors, and the choice between them. Part of grid/. */
#include "exec/grid/loops.h"

#include "exec/grid/parts.h"

/* The compiler makes vectors of loops as plain as these, once it may. */
#pragma GCC optimize("O3")

#define NAME(loop) plain_##loop
#include "exec/grid/loops_body.h"
#undef NAME

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define HAVE_WIDTHS 1

#pragma GCC push_options
#pragma GCC target("avx2")
#define NAME(loop) avx2_##loop
#include "exec/grid/loops_body.h"
#undef NAME
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")
#define NAME(loop) avx512_##loop
#define HAND(loop) avx512_hand_##loop
#include "exec/grid/loops_body.h"
#undef HAND
#undef NAME
#pragma GCC pop_options
#endif

static bool forced;
static GridWidth forced_width;

static bool has_width(GridWidth width)
{
    switch (width) {
    case WIDTH_PLAIN: return true;
#ifdef HAVE_WIDTHS
    case WIDTH_AVX2: return __builtin_cpu_supports("avx2");
    case WIDTH_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl");
#else
    case WIDTH_AVX2: case WIDTH_AVX512: return false;
#endif
    case WIDTH_COUNT: break;
    }
    return false;
}

bool grid_width_force(GridWidth width)
{
    forced = has_width(width);
    forced_width = width;
    return forced;
}

const Loops *loops_now(void)
{
    GridWidth width = forced ? forced_width : has_width(WIDTH_AVX512) ? WIDTH_AVX512 : has_width(WIDTH_AVX2) ? WIDTH_AVX2 : WIDTH_PLAIN;
#ifdef HAVE_WIDTHS
    if (width == WIDTH_AVX512)
        return &avx512_loops;
    if (width == WIDTH_AVX2)
        return &avx2_loops;
#endif
    (void)width;
    return &plain_loops;
}
