/* explain.c: the long explanations behind the codes of the diagnostics, from explain.def. */
#include "text/diag.h"

static const char *const explanations[DIAG_COUNT][2] = {
#define EXPLAIN(code, sv, en) [DIAG_##code] = {sv, en},
#include "text/explain.def"
#undef EXPLAIN
};

const char *diag_explain(DiagCode code, Lang lang)
{
    return code < DIAG_COUNT ? explanations[code][lang] : NULL;
}
