/* wheel.c: the plan of the wheel: its steps, and the crowded wheel where the steps do not fit. See wheel.h. */
#include "report/wheel.h"

#define TEXT_COLOUR "#1a1a1a"
#define FACT_COLOUR "#40464d"

void wheel_plan(Wheel *wheel, const CalendarTeller *teller, CalendarRings rings)
{
    *wheel = (Wheel){.teller = *teller};
    wheel->title_font = (Font){14 * SVG_UNIT, true, TEXT_COLOUR};
    wheel->fact_font = (Font){12 * SVG_UNIT + SVG_UNIT / 2, false, FACT_COLOUR};
    wheel->groups = duty_groups(teller, false);
    wheel_choose_rings(wheel, rings);
    wheel->crowded = !wheel_place_items(wheel) || !wheel_place_labels(wheel);
    if (wheel->crowded) {
        wheel_place_months(wheel);
        wheel_place_month_labels(wheel);
    }
    wheel_place_leaders(wheel);
}
