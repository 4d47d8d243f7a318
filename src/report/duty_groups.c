/* duty_groups.c: duties that are told as one because only the body, or only the counterpart, is another; see calendar_parts.h. */
#include "base/map.h"
#include "report/calendar_parts.h"

/* The parts of a key are kept apart by a character that text_shown lets nobody write. */
static void put_part(StrBuf *key, Str part)
{
    strbuf_put(key, part);
    strbuf_putc(key, '\x1f');
}

static void put_parts(StrBuf *key, const Str *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        put_part(key, parts[i]);
}

static void put_dates(StrBuf *key, const Duty *duty)
{
    strbuf_printf(key, "%d %d %d %d ", duty->year, duty->number, duty->of, duty->optional + 2 * duty->statutory + 4 * duty->election_year);
    strbuf_printf(key, "%d %d ", duty->has_window ? duty->first : DATE_NONE, duty->has_deadline ? duty->deadline : DATE_NONE);
    strbuf_printf(key, "%d ", duty->has_deadline ? duty->nominal : DATE_NONE);
    if (duty->has_covers)
        strbuf_printf(key, "%d %d ", duty->covers.first, duty->covers.last);
}

static void put_told(const CalendarTeller *teller, StrBuf *key, const Duty *duty)
{
    const Str parts[] = {duty->prepared_by, duty->decided_by, duty->forecast[teller->lang], duty_reason(teller, duty)};
    put_parts(key, parts, sizeof parts / sizeof *parts);
    put_parts(key, duty->to.items, duty->to.count);
}

/* What must be alike: never whose it is and with whom. */
static void put_shared(const CalendarTeller *teller, StrBuf *key, const Duty *duty, Alike alike)
{
    const Str parts[] = {duty->checkpoint, duty->title, duty->decl_kind};
    put_parts(key, parts, sizeof parts / sizeof *parts);
    put_dates(key, duty);
    if (alike >= ALIKE_TOLD)
        put_told(teller, key, duty);
    if (alike >= ALIKE_STATE)
        strbuf_printf(key, "%d %d %d ", (int)duty->state, duty->done ? duty->done_on : DATE_NONE, duty->days_late);
    for (size_t i = 0; alike >= ALIKE_HOW && i < duty->how.count; i++)
        put_part(key, duty->how.items[i].text[teller->lang]);
}

/* The group of that key, added when it is new; the key is used up. */
static DutyGroup *group_of(Arena *arena, Map *map, StrBuf *key)
{
    DutyGroup *group = map_get(map, strbuf_str(key));
    if (!group) {
        group = ARENA_NEW(arena, DutyGroup);
        map_put(map, strbuf_str(key), group);
    }
    strbuf_free(key);
    return group;
}

static void add_name(Arena *arena, Str name, DutyGroup *group, bool with)
{
    Str *names = with ? group->withs.items : group->bodies.items;
    size_t count = with ? group->withs.count : group->bodies.count;
    for (size_t i = 0; i < count; i++)
        if (str_eq(names[i], name))
            return;
    if (with)
        vec_push(arena, &group->withs, name);
    else
        vec_push(arena, &group->bodies, name);
}

static void add_duty(const CalendarTeller *teller, DutyGroup *group, const Duty *duty)
{
    if (!group->duty)
        group->duty = duty;
    vec_push(teller->arena, &group->duties, duty);
    add_name(teller->arena, duty_body(teller, duty), group, false);
    if (duty->with.n || duty->with_title.n)
        add_name(teller->arena, duty_with(teller, duty), group, true);
}

/* First the counterparts of each body are brought together, then the bodies that have the same counterparts. */
static void by_counterparts(const CalendarTeller *teller, Map *map, Alike alike)
{
    map_init(map, teller->arena);
    for (VEC_EACH(const Duty, duty, &teller->calendar->duties)) {
        StrBuf key = {0};
        put_shared(teller, &key, duty, alike);
        put_part(&key, duty_body(teller, duty));
        add_duty(teller, group_of(teller->arena, map, &key), duty);
    }
}

static void by_bodies(const CalendarTeller *teller, const Map *parts, Map *map, Alike alike)
{
    map_init(map, teller->arena);
    for (size_t i = 0; i < parts->count; i++) {
        const DutyGroup *part = parts->entries[i].value;
        StrBuf key = {0};
        put_shared(teller, &key, part->duty, alike);
        put_parts(&key, part->withs.items, part->withs.count);
        DutyGroup *group = group_of(teller->arena, map, &key);
        for (size_t n = 0; n < part->duties.count; n++)
            add_duty(teller, group, part->duties.items[n]);
    }
}

DutyGroupVec duty_groups(const CalendarTeller *teller, Alike alike)
{
    Map parts, wholes;
    DutyGroupVec groups = {0};
    by_counterparts(teller, &parts, alike);
    by_bodies(teller, &parts, &wholes, alike);
    for (size_t i = 0; i < wholes.count; i++)
        vec_push(teller->arena, &groups, wholes.entries[i].value);
    return groups;
}

Str group_bodies(const CalendarTeller *teller, const DutyGroup *group)
{
    return duty_texts(teller, group->bodies.items, group->bodies.count);
}

/* As many duties of a group are those of one body with several counterparts. */
static bool is_another(const DutyGroup *group, size_t duty)
{
    for (size_t i = 0; i < duty; i++)
        if (str_eq(group->duties.items[i]->body, group->duties.items[duty]->body))
            return false;
    return group->duties.items[duty]->body.n > 0;
}

Str group_body_names(const CalendarTeller *teller, const DutyGroup *group)
{
    StrBuf buf = {0};
    for (size_t i = 0; i < group->duties.count; i++)
        if (is_another(group, i))
            strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(group->duties.items[i]->body));
    return teller_take(teller, &buf);
}

Str group_withs(const CalendarTeller *teller, const DutyGroup *group)
{
    return duty_texts(teller, group->withs.items, group->withs.count);
}
