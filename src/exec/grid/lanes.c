/* lanes.c: single lanes as exact numbers, for what the fast loops leave over. Part of grid/. */
#include "exec/grid/parts.h"

Num lane_num(const GridColumn *column, size_t lane)
{
    Num out = num_of_int(0);
    switch (column->form) {
    case FORM_FIX: return num_of_fix(column->n[lane]);
    case FORM_NUM: return column->num[lane];
    case FORM_RATIO:
        num_div(num_of_fix(column->n[lane]), column->whole ? num_of_int(column->d[lane]) : num_of_fix(column->d[lane]), &out);
        break;
    }
    return out;
}

void lane_put(const GridColumn *column, size_t lane, bool fits, Num number)
{
    column->s[lane] = fits ? LANE_VALUE : LANE_MISSING;
    if (!fits)
        number = num_of_int(0);
    if (column->form == FORM_FIX)
        column->n[lane] = num_to_fix(number);
    else
        column->num[lane] = number;
}
