/* calendar_fixture.h: years made by hand: what a Swedish municipality has to do, nothing at all, and far too much. For the tests of calendars. */
#ifndef STYR_TESTS_CALENDAR_FIXTURE_H
#define STYR_TESTS_CALENDAR_FIXTURE_H

#include <string.h>

#include "report/calendar.h"

#define FIXTURE_YEAR 2026

static const char *const committees[][2] = {
    {"BUN", "Barn- och utbildningsnämnden"}, {"SN", "Socialnämnden"}, {"TN", "Tekniska nämnden"}, {"MBN", "Miljö- och byggnadsnämnden"},
    {"KFN", "Kultur- och fritidsnämnden"}, {"AVN", "Arbets- och välfärdsnämnden"}, {"ÖFN", "Överförmyndarnämnden"}, {"VN", "Valnämnden"},
};
#define COMMITTEE_COUNT (sizeof committees / sizeof *committees)

/* What the duties of a checkpoint share. Dates are month * 100 + day, 0 for none. */
typedef struct Shared {
    const char *name, *title, *tag;
    int first, deadline;
    Period covers;           /* {0, 0}: covers nothing */
    const char *to;
    bool statutory, optional, election_year;
} Shared;

static Date fixture_date(int month_day)
{
    return date_ymd(FIXTURE_YEAR, month_day / 100, month_day % 100);
}

static Duty *add_duty_of(Arena *arena, Calendar *calendar, const Shared *shared, const char *body, const char *body_title)
{
    Duty duty = {.checkpoint = str_of(shared->name), .title = str_of(shared->title), .decl_kind = STR_LIT("hållpunkt"), .body = str_of(body),
        .body_title = str_of(body_title), .year = calendar->year, .has_window = shared->first > 0, .has_deadline = shared->deadline > 0,
        .statutory = shared->statutory, .optional = shared->optional, .election_year = shared->election_year, .place = STR_LIT("hjul.styr:1")};
    duty.id = str_of(arena_printf(arena, "%s/%s/%d/%04d", shared->name, body, calendar->year, shared->deadline));
    duty.first = duty.has_window ? fixture_date(shared->first) : 0;
    duty.deadline = duty.nominal = duty.has_deadline ? fixture_date(shared->deadline) : 0;
    duty.has_covers = shared->covers.first != shared->covers.last;
    duty.covers = shared->covers;
    if (shared->tag)
        vec_push(arena, &duty.tags, str_of(shared->tag));
    if (shared->to)
        vec_push(arena, &duty.to, str_of(shared->to));
    vec_push(arena, &calendar->duties, duty);
    return &calendar->duties.items[calendar->duties.count - 1];
}

static Duty *add_board(Arena *arena, Calendar *calendar, Shared shared)
{
    return add_duty_of(arena, calendar, &shared, "KS", "Kommunstyrelsen");
}

static Duty *add_council(Arena *arena, Calendar *calendar, Shared shared)
{
    return add_duty_of(arena, calendar, &shared, "KF", "Kommunfullmäktige");
}

static void add_committees(Arena *arena, Calendar *calendar, Shared shared, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_duty_of(arena, calendar, &shared, committees[i][0], committees[i][1]);
}

/* One duty for each counterpart. */
static void add_dialogue(Arena *arena, Calendar *calendar, Shared shared, const char *body, const char *body_title, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Duty *duty = add_duty_of(arena, calendar, &shared, body, body_title);
        duty->with = str_of(committees[i][0]);
        duty->with_title = str_of(committees[i][1]);
        duty->id = str_of(arena_printf(arena, STR_FMT "/%s", STR_ARG(duty->id), committees[i][0]));
    }
}

static void add_reconciliations(Arena *arena, Calendar *calendar)
{
    static const int months[] = {1, 4, 6, 7, 9, 10, 11};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        int next = months[i] + 1;
        Duty *duty = add_board(arena, calendar, (Shared){"avstämning", "Avstämning mot periodbudget", "uppföljning", 0, next * 100 + 20, period_of(GRAIN_MONTH, FIXTURE_YEAR, months[i]), "KS", 0, 0, 0});
        duty->number = (int)i + 1, duty->of = (int)(sizeof months / sizeof *months);
        duty->id = str_of(arena_printf(arena, STR_FMT "/%d", STR_ARG(duty->id), duty->number));
    }
}

/* What calendars find hard: separators, line ends, long texts, letters of several bytes. */
static void make_rich(Arena *arena, Duty *duty)
{
    vec_push(arena, &duty->contents, STR_LIT("Måluppfyllelse, ekonomi; personal\nsamt \"väsentliga\" händelser \\ avvikelser"));
    vec_push(arena, &duty->contents, STR_LIT("Förvaltningsberättelse med upplysningar om kommunens och koncernens resultat, ställning, verksamhet och förväntade utveckling, "
        "en samlad bedömning av om målen för god ekonomisk hushållning har nåtts och hur åtgärderna för att återställa ett negativt balanskravsresultat fortskrider"));
    vec_push(arena, &duty->sources, (SourceRef){STR_LIT("Lag (2018:597) om kommunal bokföring och redovisning"), STR_LIT("13 kap. 1 §"), {0}});
    vec_push(arena, &duty->tags, STR_LIT("hela kommunen, alla"));
    duty->forecast[LANG_SV] = STR_LIT("prognos för helåret, från utfall till och med augusti");
    duty->forecast[LANG_EN] = STR_LIT("forecast for the full year, from figures up to August");
}

static void add_undated(Arena *arena, Calendar *calendar)
{
    Duty *duty = add_board(arena, calendar, (Shared){"löpande", "Löpande uppföljning", "uppföljning", 0, 0, {0, 0}, NULL, 0, 0, 0});
    vec_push(arena, &duty->reasons, (Reason){.code = STR_LIT("no_meetings"), .text = {STR_LIT("Kommunstyrelsens sammanträden 2026 står inte i någon fil."),
        STR_LIT("The meetings of Kommunstyrelsen in 2026 are in no file.")}});
}

static void add_economy(Arena *arena, Calendar *calendar)
{
    Period year = period_year(FIXTURE_YEAR), next = period_year(FIXTURE_YEAR + 1), previous = period_year(FIXTURE_YEAR - 1);
    add_board(arena, calendar, (Shared){"budgetdag", "Budgetdag", "budget", 0, 512, next, NULL, 0, 0, 0});
    add_board(arena, calendar, (Shared){"sep-ks", "KS beslutar om strategisk och ekonomisk plan", "budget", 601, 630, next, "KF", 0, 0, 0});
    add_council(arena, calendar, (Shared){"sep-kf", "KF beslutar om strategisk och ekonomisk plan", "budget", 801, 831, next, NULL, 0, 0, true});
    add_board(arena, calendar, (Shared){"budgetram", "Preliminära ramar till nämnderna", "budget", 0, 227, next, NULL, 0, 0, 0});
    add_council(arena, calendar, (Shared){"skattesats", "Skattesatsen beslutas", "budget", 0, 1130, next, NULL, true, 0, 0});
    add_committees(arena, calendar, (Shared){"tertial", "Tertialuppföljning till och med april", "uppföljning", 0, 520, {date_ymd(2026, 1, 1), date_ymd(2026, 4, 30)}, "KS", 0, 0, 0}, COMMITTEE_COUNT);
    Duty *half = add_board(arena, calendar, (Shared){"delårsrapport", "Delårsrapport till och med augusti", "uppföljning", 0, 1102, {date_ymd(2026, 1, 1), date_ymd(2026, 8, 31)}, "KF", true, 0, 0});
    half->nominal = fixture_date(1031);
    make_rich(arena, half);
    add_board(arena, calendar, (Shared){"årsredovisning", "Årsredovisning", "uppföljning", 0, 415, previous, "KF", true, 0, 0});
    static const int reports[] = {331, 630, 1130};
    for (size_t i = 0; i < 3; i++)
        add_board(arena, calendar, (Shared){"ekonomirapport", "Ekonomirapport", "uppföljning", 0, reports[i], year, "KF", 0, 0, 0})->number = (int)i + 1;
    for (size_t i = 0; i < 3; i++)
        calendar->duties.items[calendar->duties.count - 3 + i].of = 3;
}

static void add_rest(Arena *arena, Calendar *calendar)
{
    Period next = period_year(FIXTURE_YEAR + 1), previous = period_year(FIXTURE_YEAR - 1);
    add_dialogue(arena, calendar, (Shared){"ledningsdialog-vår", "Ledningsdialog, våren", "dialog", 302, 331, {0, 0}, NULL, 0, 0, 0}, "KS", "Kommunstyrelsen", COMMITTEE_COUNT);
    add_dialogue(arena, calendar, (Shared){"ledningsdialog-höst", "Ledningsdialog, hösten", "dialog", 901, 930, {0, 0}, NULL, 0, 0, 0}, "KS", "Kommunstyrelsen", COMMITTEE_COUNT);
    add_committees(arena, calendar, (Shared){"analys", "Analys av verksamhet och omvärld", "planering", 301, 430, next, "KS", 0, 0, 0}, COMMITTEE_COUNT);
    add_dialogue(arena, calendar, (Shared){"kunddialog", "Kunddialog", "dialog", 801, 1218, {0, 0}, NULL, 0, true, 0}, "SNAU", "Servicenämndens arbetsutskott", 6);
    add_committees(arena, calendar, (Shared){"verksamhetsplan", "Verksamhetsplan och internbudget", "planering", 901, 1130, next, NULL, 0, 0, 0}, COMMITTEE_COUNT);
    add_committees(arena, calendar, (Shared){"internkontrollplan", "Plan för intern kontroll", "intern kontroll", 0, 1231, next, NULL, 0, 0, 0}, COMMITTEE_COUNT);
    add_committees(arena, calendar, (Shared){"internkontrollrapport", "Uppföljning av intern kontroll", "intern kontroll", 0, 131, previous, "KS", 0, 0, 0}, COMMITTEE_COUNT);
    add_board(arena, calendar, (Shared){"uppsikt", "Uppsikt över bolagen, samlad bedömning", "intern kontroll", 0, 415, previous, "KF", true, 0, 0});
    add_council(arena, calendar, (Shared){"mål-mandat", "Nya mål för mandatperioden", "planering", 1101, 1231, {date_ymd(2027, 1, 1), date_ymd(2030, 12, 31)}, NULL, 0, 0, true});
    add_board(arena, calendar, (Shared){"uppdrag-styrning", "Utveckla styrningen i kommunkoncernen", "uppdrag", 0, 615, {0, 0}, "KF", 0, 0, 0})->decl_kind = STR_LIT("uppdrag");
    add_board(arena, calendar, (Shared){"medborgardialog", "Medborgardialog om stadskärnan", "dialog", 420, 430, {0, 0}, NULL, 0, true, 0});
    add_board(arena, calendar, (Shared){"omvärld", "Omvärldsspaning", "planering", 112, 0, {0, 0}, NULL, 0, 0, 0});
}

static Calendar fixture_calendar(Arena *arena)
{
    Calendar calendar = {.model = STR_LIT("arboga"), .title = STR_LIT("Styrmodell för Arboga kommun"), .municipality = STR_LIT("1984"),
        .program = STR_LIT("styr 0.1.0"), .year = FIXTURE_YEAR};
    add_economy(arena, &calendar);
    add_rest(arena, &calendar);
    add_reconciliations(arena, &calendar);
    add_undated(arena, &calendar);
    duties_sort(arena, &calendar.duties);
    return calendar;
}

/* The same year in the middle of it: all that was due before is done, one thing too late, one not at all. */
static Calendar fixture_midyear(Arena *arena)
{
    Calendar calendar = fixture_calendar(arena);
    calendar.has_as_of = true;
    calendar.as_of = fixture_date(616);
    for (VEC_EACH(Duty, duty, &calendar.duties)) {
        bool past = duty->has_deadline && duty->deadline < calendar.as_of;
        duty->state = past ? DUTY_DONE : !duty->has_deadline ? DUTY_NOT_ASSESSABLE : duty->has_window && duty->first <= calendar.as_of ? DUTY_OPEN : DUTY_UPCOMING;
        duty->done = past;
        duty->done_on = past ? duty->deadline - 3 : 0;
        if (past && str_eqz(duty->body, "SN")) {
            duty->state = DUTY_LATE, duty->done = false;
            duty->days_late = calendar.as_of - duty->deadline;
        }
    }
    return calendar;
}

/* Duties that have nothing in common but their number. */
static Calendar fixture_many(Arena *arena, int count)
{
    static const char *const tags[] = {"uppföljning", "budget", "dialog", "planering", "intern kontroll", "personal", "lokaler", "digitalisering", "miljö"};
    Calendar calendar = {.model = STR_LIT("stor"), .title = STR_LIT("Styrmodell för en stor kommun"), .program = STR_LIT("styr 0.1.0"), .year = FIXTURE_YEAR};
    for (int i = 0; i < count; i++) {
        const char *name = arena_printf(arena, "punkt-%d", i), *title = arena_printf(arena, "Hållpunkt nummer %d i %s", i + 1, tags[i * i % 9]);
        int month = i * 7 % 12 + 1, day = i * 5 % 28 + 1;
        Shared shared = {name, title, tags[i * i % 9], i % 3 ? 0 : (month > 1 ? month - 1 : 1) * 100 + 1, month * 100 + day, {0, 0}, NULL, i % 10 == 0, i % 17 == 0, i % 23 == 0};
        add_duty_of(arena, &calendar, &shared, committees[i % 8][0], committees[i % 8][1]);
    }
    duties_sort(arena, &calendar.duties);
    return calendar;
}

static Calendar fixture_empty(void)
{
    return (Calendar){.model = STR_LIT("tom"), .title = STR_LIT("Tom modell"), .program = STR_LIT("styr 0.1.0"), .year = FIXTURE_YEAR};
}

/* What a sample is called on the command line and in tests. */
static Calendar fixture_named(Arena *arena, const char *name)
{
    if (strcmp(name, "midyear") == 0)
        return fixture_midyear(arena);
    if (strcmp(name, "many") == 0)
        return fixture_many(arena, 300);
    if (strcmp(name, "some") == 0)
        return fixture_many(arena, 60);
    return strcmp(name, "empty") == 0 ? fixture_empty() : fixture_calendar(arena);
}

#endif
