/* wheel.c: the plan of the wheel: its steps, and the crowded wheel where the steps do not fit. See wheel.h. */
#include "report/wheel.h"

#define TEXT_COLOUR "#1a1a1a"
#define FACT_COLOUR "#40464d"

void wheel_plan(Wheel *wheel, const CalendarTeller *teller, CalendarRings rings)
{
    *wheel = (Wheel){.teller = *teller};
    wheel->title_font = (Font){14 * SVG_UNIT, true, TEXT_COLOUR};
    wheel->fact_font = (Font){WHEEL_SMALL, false, FACT_COLOUR};
    wheel->groups = duty_groups(teller, ALIKE_WHEN);
    wheel_admit(wheel);
    wheel_choose_rings(wheel, rings);
    wheel->counted = !wheel_place_items(wheel);
    if (wheel->counted)
        wheel_place_months(wheel);
    wheel->monthly = wheel->counted || !wheel_place_labels(wheel);
    if (wheel->monthly)
        wheel_place_month_labels(wheel);
    wheel_route(wheel);
}
