/* coverage.c: see coverage.h. */
#include "findings/coverage.h"

const char *statement_state_name(StatementState state)
{
    static const char *const names[] = {
        [STATEMENT_EXPRESSED] = "expressed", [STATEMENT_MISSING] = "missing", [STATEMENT_LEFT] = "left", [STATEMENT_NARRATIVE] = "narrative",
    };
    return names[state];
}

bool coverage_is_whole(const SourceCoverage *coverage)
{
    return !coverage->unsourced && !coverage->all.states[STATEMENT_MISSING];
}
