/* wheel_rings.c: which rings the wheel has: one for each first tag or each body; the seldom ones share the last. Second step of wheel_plan. */
#include "base/map.h"
#include "report/wheel.h"

/* How often a name occurs. */
typedef struct Tally { Str name; size_t duties; } Tally;
typedef VEC(Tally *) TallyVec;

static Str first_tag(const Duty *duty)
{
    return duty->tags.count ? duty->tags.items[0] : STR_LIT("");
}

typedef VEC(const Duty *) DutyRefVec;

/* The duties that have a place in the wheel. */
static DutyRefVec duties_shown(const Wheel *wheel)
{
    DutyRefVec duties = {0};
    for (VEC_EACH(const DutyGroup *const, group, &wheel->shown))
        for (size_t i = 0; i < (*group)->duties.count; i++)
            vec_push(wheel->teller.arena, &duties, (*group)->duties.items[i]);
    return duties;
}

static bool most_have_tags(const DutyRefVec *duties)
{
    size_t tagged = 0;
    for (VEC_EACH(const Duty *const, duty, duties))
        tagged += (*duty)->tags.count > 0;
    return tagged * 2 > duties->count;
}

static Str ring_name(const Wheel *wheel, const Duty *duty)
{
    return wheel->by_body ? duty_body(&wheel->teller, duty) : text_shown(wheel->teller.arena, first_tag(duty), 0);
}

static TallyVec tally(const Wheel *wheel, const DutyRefVec *duties)
{
    Map map;
    TallyVec tallies = {0};
    Arena *arena = wheel->teller.arena;
    map_init(&map, arena);
    for (VEC_EACH(const Duty *const, duty, duties)) {
        Str name = ring_name(wheel, *duty);
        Tally *found = name.n ? map_get(&map, name) : NULL;
        if (!name.n)
            continue;
        if (!found) {
            found = ARENA_NEW(arena, Tally);
            found->name = name;
            map_put(&map, name, found);
            vec_push(arena, &tallies, found);
        }
        found->duties++;
    }
    return tallies;
}

/* The most frequent of those not yet taken, earlier ones first; taken ones have no duties any more. */
static Tally *most_frequent(const TallyVec *tallies)
{
    Tally *found = NULL;
    for (VEC_EACH(Tally *const, each, tallies))
        if ((*each)->duties && (!found || (*each)->duties > found->duties))
            found = *each;
    return found;
}

static bool needs_other(const Wheel *wheel, const DutyRefVec *duties, const TallyVec *tallies)
{
    if (tallies->count > RINGS_MOST)
        return true;
    for (VEC_EACH(const Duty *const, duty, duties))
        if (!ring_name(wheel, *duty).n)
            return true;
    return false;
}

void wheel_choose_rings(Wheel *wheel, CalendarRings rings)
{
    DutyRefVec duties = duties_shown(wheel);
    wheel->by_body = rings == CALENDAR_RINGS_BODY || (rings == CALENDAR_RINGS_AUTO && !most_have_tags(&duties));
    TallyVec tallies = tally(wheel, &duties);
    wheel->has_other = needs_other(wheel, &duties, &tallies);
    size_t room = RINGS_MOST - wheel->has_other;
    for (Tally *next; wheel->ring_count < room && (next = most_frequent(&tallies)); next->duties = 0)
        wheel->rings[wheel->ring_count++] = (WheelRing){.name = next->name};
    if (wheel->has_other)
        wheel->rings[wheel->ring_count++] = (WheelRing){.name = str_of(word(WORD_OTHER_RING, wheel->teller.lang))};
}

/* The ring of a duty: the one with its name, else the last. */
static size_t ring_of(const Wheel *wheel, const Duty *duty)
{
    Str name = ring_name(wheel, duty);
    size_t named = wheel->ring_count - wheel->has_other;
    for (size_t i = 0; i < named; i++)
        if (str_eq(wheel->rings[i].name, name))
            return i;
    return wheel->ring_count - 1;
}

void wheel_rings_of(const Wheel *wheel, const DutyGroup *group, bool in[RINGS_MOST])
{
    for (size_t i = 0; i < RINGS_MOST; i++)
        in[i] = false;
    for (VEC_EACH(const Duty *const, duty, &group->duties))
        in[ring_of(wheel, *duty)] = true;
}
