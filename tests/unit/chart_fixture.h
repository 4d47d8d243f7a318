/* chart_fixture.h: pictures of scenarios for tests: ordinary ones, and ones with too much of everything. */
#ifndef TESTS_UNIT_CHART_FIXTURE_H
#define TESTS_UNIT_CHART_FIXTURE_H

#include "report/chart.h"

#define ONES(x) ((Fix)(x) * FIX_ONE)
#define MILLIONS(x) ((Fix)(x) * FIX_ONE * 1000000)

static inline ChartHead chart_head(Lang lang)
{
    return (ChartHead){.lang = lang, .title = STR_LIT("Avvikelse mot budget, Socialnämnden, november 2026"), .subtitle = STR_LIT("Scenario dyrare-löner"),
        .origin = STR_LIT("Styrmodell för Alingsås kommun (alingsas), till och med 30 november 2026, styr 0.1.0"),
        .level_names = {STR_LIT("Uppfyllt"), STR_LIT("Delvis uppfyllt"), STR_LIT("Ej uppfyllt")}, .level_count = 3};
}

/* Hard for every picture: markup, a long title, nine levels whose names do not fit. */
static inline ChartHead chart_hard_head(Lang lang)
{
    ChartHead head = {.lang = lang, .id = STR_LIT("två 2<\"x"), .title = STR_LIT("Om <b>&\"rubriken\" är så lång att den inte får plats på en rad, bryts den, "
        "och om den inte heller får plats på två rader så kortas den med tre punkter, vilket den här rubriken är till för att visa att det blir"), .level_count = CHART_LEVELS};
    for (size_t i = 0; i < CHART_LEVELS; i++)
        head.level_names[i] = STR_LIT("En nivå <med> ett namn som är längre än vad som får plats bredvid bilden & mer");
    return head;
}

/* ---- lines ---- */

static inline bool chart_line_sample(StrBuf *out, Lang lang)
{
    static ChartPoint points[17];
    static const ChartBand bands[] = {{0, 0, 0, false, true}, {1, MILLIONS(-8), 0, false, false}, {2, 0, MILLIONS(-8), true, false}};
    static const ChartTip tips[] = {{3500000, 3750000, 0, 1}, {4500000, 4750000, 1, 2}};
    for (int i = 0; i < 17; i++) {
        Fix y = MILLIONS(12) - i * MILLIONS(19) / 10 - (i > 9 ? (i - 9) * MILLIONS(7) / 10 : 0);
        points[i] = (ChartPoint){ONES(2) + i * ONES(1) / 4, y, i == 13, y >= 0 ? 0 : y > MILLIONS(-8) ? 1 : 2};
    }
    ChartLine line = {.head = chart_head(lang), .x = {STR_LIT("Löneökning"), STR_LIT("%"), -1}, .y = {STR_LIT("Avvikelse mot budget"), STR_LIT("kr"), 0},
        .points = points, .point_count = 17, .bands = bands, .band_count = 3, .tips = tips, .tip_count = 2, .has_base = true, .base = ONES(3)};
    return chart_line(out, &line);
}

static inline bool chart_line_hard(StrBuf *out, Lang lang)
{
    static ChartPoint points[900];
    static ChartBand bands[40];
    static ChartTip tips[30];
    for (int i = 0; i < 900; i++)
        points[i] = (ChartPoint){i * ONES(1000), i % 90 * (i % 7) * ONES(1), i % 50 == 0, (uint8_t)(i % 12)};
    for (int i = 0; i < 40; i++)
        bands[i] = (ChartBand){(uint8_t)(i % 11), ONES(300 - i), ONES(301 - i), i == 39, i == 0};
    for (int i = 0; i < 30; i++)
        tips[i] = (ChartTip){ONES(400000 + i * 1000), ONES(400500 + i * 1000), (uint8_t)(i % 9), (uint8_t)((i + 1) % 9)};
    ChartLine line = {.head = chart_hard_head(lang), .x = {STR_LIT("Elevtal & <mer>"), STR_LIT("elever"), 0}, .y = {STR_LIT("Andel"), STR_LIT(""), -1}, .points = points,
        .point_count = 900, .bands = bands, .band_count = 40, .tips = tips, .tip_count = 30, .has_base = true, .base = ONES(-5)};
    return chart_line(out, &line);
}

/* Numbers at the ends of what there is; one value only; nothing but gaps. */
static inline bool chart_line_extreme(StrBuf *out, Lang lang, int which)
{
    static const ChartPoint ends[] = {{FIX_MIN, FIX_MAX, false, 0}, {0, FIX_MIN, false, 1}, {FIX_MAX, FIX_MAX, false, 2}}, one[] = {{5, 5, false, 0}};
    static const ChartPoint gaps[] = {{0, 0, true, CHART_NO_LEVEL}, {ONES(1), 0, true, CHART_NO_LEVEL}};
    const ChartPoint *points[] = {ends, one, gaps};
    const size_t counts[] = {3, 1, 2};
    static const ChartBand band = {0, FIX_MIN, FIX_MAX, false, false};
    ChartLine line = {.head = chart_head(lang), .x = {STR_LIT("x"), STR_LIT("%"), 6}, .y = {STR_LIT("y"), STR_LIT("kr"), -1}, .points = points[which],
        .point_count = counts[which], .bands = &band, .band_count = 1};
    return chart_line(out, &line);
}

/* ---- heat maps ---- */

static inline bool chart_heat_sample(StrBuf *out, Lang lang)
{
    static Fix xs[9], ys[7];
    static uint8_t levels[63];
    for (int i = 0; i < 9; i++)
        xs[i] = ONES(2) + i * ONES(1) / 2;
    for (int i = 0; i < 7; i++)
        ys[i] = ONES(1140 + 20 * i);
    for (int i = 0; i < 63; i++)
        levels[i] = i % 9 * 2 + i / 9 * 3 < 13 ? 0 : i % 9 * 2 + i / 9 * 3 < 20 ? 1 : 2;
    levels[62] = CHART_NO_LEVEL;
    ChartHeat heat = {.head = chart_head(lang), .x = {STR_LIT("Löneökning"), STR_LIT("%"), -1}, .y = {STR_LIT("Elevtal"), STR_LIT("elever"), -1}, .xs = xs, .x_count = 9,
        .ys = ys, .y_count = 7, .levels = levels, .has_base = true, .base_x = ONES(3), .base_y = ONES(1200)};
    return chart_heat(out, &heat);
}

static inline bool chart_heat_sized(StrBuf *out, Lang lang, size_t columns, size_t rows)
{
    static Fix xs[CHART_HEAT_SIDE], ys[CHART_HEAT_SIDE];
    static uint8_t levels[CHART_HEAT_SIDE * CHART_HEAT_SIDE];
    for (size_t i = 0; i < CHART_HEAT_SIDE; i++) {
        xs[i] = (Fix)i * MILLIONS(123) / 7;
        ys[i] = ((Fix)i - 30) * 12345;
    }
    for (size_t i = 0; i < columns * rows; i++)
        levels[i] = (uint8_t)((i / columns + i % columns) / 10);
    ChartHeat heat = {.head = chart_hard_head(lang), .x = {STR_LIT("Kostnad"), STR_LIT("kr"), 0}, .y = {STR_LIT("Andel & <annat>"), STR_LIT(""), -1}, .xs = xs,
        .x_count = columns, .ys = ys, .y_count = rows, .levels = levels, .has_base = true, .base_x = 7};
    return chart_heat(out, &heat);
}

/* ---- fans ---- */

static inline bool chart_fan_sample(StrBuf *out, Lang lang)
{
    static const uint32_t shares[] = {50000, 250000, 500000, 750000, 950000};
    static const int spreads[] = {-165, -67, 0, 67, 165};
    static const ChartLimit limits[] = {{0, STR_LIT("Nollresultat")}, {MILLIONS(-8), STR_LIT("Kräver åtgärdsplan enligt styrmodellen")}};
    static Fix values[5 * 12], base[12];
    for (int month = 0; month < 12; month++) {
        for (int i = 0; i < 5; i++)
            values[i * 12 + month] = MILLIONS(4) - month * MILLIONS(9) / 10 + (month + 1) * MILLIONS(45) / 100 * spreads[i] / 100;
        base[month] = MILLIONS(4) - month * MILLIONS(8) / 10;
    }
    ChartFan fan = {.head = chart_head(lang), .y = {STR_LIT("Avvikelse mot budget"), STR_LIT("kr"), 0}, .year = 2026, .month = 1, .month_count = 12, .shares = shares,
        .share_count = 5, .values = values, .base = base, .limits = limits, .limit_count = 2, .draws = 10000, .seed = 42};
    return chart_fan(out, &fan);
}

static inline bool chart_fan_hard(StrBuf *out, Lang lang, size_t months)
{
    static const uint32_t shares[] = {1, 25000, 50000, 250000, 500000, 750000, 950000, 975000, 999999};
    static Fix values[9 * CHART_MONTHS];
    static bool missing[CHART_MONTHS];
    static ChartLimit limits[8];
    for (size_t i = 0; i < 9 * months; i++)
        values[i] = (Fix)(i / months * 7 + i % months * (i / months)) * 1000;
    for (size_t i = 0; i < months; i++)
        missing[i] = months > 5 && (i % 7 == 3 || i % 7 == 5 || i + 2 > months);
    for (size_t i = 0; i < 8; i++)
        limits[i] = (ChartLimit){(Fix)i * 1000, STR_LIT("En gräns <med> ett alldeles för långt namn & mer")};
    ChartFan fan = {.head = chart_hard_head(lang), .y = {STR_LIT("Andel <behöriga> & mer"), STR_LIT("%"), -1}, .year = 2026, .month = 8, .month_count = months,
        .shares = shares, .share_count = 9, .values = values, .missing = missing, .limits = limits, .limit_count = 8, .draws = 1000000, .seed = UINT64_MAX};
    return chart_fan(out, &fan);
}

#endif
