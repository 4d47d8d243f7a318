/* scenario_parts.h: what the formats of scenarios share: they are told once, as a paper. Nobody outside report includes it. */
#ifndef STYR_REPORT_SCENARIO_PARTS_H
#define STYR_REPORT_SCENARIO_PARTS_H

#include "report/chart.h"
#include "report/paper.h"
#include "report/scenario.h"

extern const ScenarioFormat scenario_text, scenario_json, scenario_csv, scenario_md, scenario_html;

/* What the telling goes on with. */
typedef struct Telling { Paper paper; const ScenarioReport *report; } Telling;

Paper scenario_paper(Arena *arena, const ScenarioReport *report, Lang lang);
/* One of two texts, by the language of the paper. */
const char *either(const Telling *telling, const char *sv, const char *en);
/* printf into the paper's arena. */
Str telling_text(const Telling *telling, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What draws come to (scenario_drawn.c). */
void put_drawn(Telling *telling, const Drawn *drawn);
/* What was sought (scenario_sought.c). */
void put_sought(Telling *telling, const ScenarioResult *result);
/* What would change each outcome (scenario_marginals.c); NULL: nothing. */
void put_marginals(Telling *telling, const Marginals *marginals);
/* The level that the move gives. */
Str flip_level(Arena *arena, const MarginalCell *cell, const Flip *flip, Lang lang);
/* What comes out over a grid (scenario_varied.c). */
void put_variation(Telling *telling, const Variation *variation);
/* The same as pictures, for the page (scenario_pictures.c). */
void put_pictures(Telling *telling, const Variation *variation);
/* So many outcomes are drawn. */
#define MOST_PICTURES ((size_t)6)
/* What draws come to month by month (scenario_fans.c). */
void put_fans(Telling *telling, const Drawn *drawn);
/* In the unit that people read: 3 for 3 %; and that unit. */
Fix picture_value(Num number, const Quantity *like);
Str picture_unit(const Quantity *quantity);
/* What the pictures of an outcome begin with; levels are to be added. */
ChartHead picture_head(const Telling *telling, const Assessment *of, Str title);
/* "Nettokostnad, BUN" */
Str varied_title(const Telling *telling, const VariedCell *cell);
/* The place of value `at` when values rise, as they are told and drawn however they are varied. It is its own inverse. */
size_t axis_risen(const ScenarioAxis *axis, size_t at);
/* The value and the level of an outcome in one setting. */
Quantity point_quantity(const VariedCell *cell, const ScenarioPoint *point);
Str point_level(Arena *arena, const VariedCell *cell, const ScenarioPoint *point, Lang lang);
/* How many decimals two values and their difference are shown with. */
int shared_decimals(const Quantity *from, const Quantity *to);
/* The difference of two values in the value's own unit (points for shares); state RESULT_NONE when there is none. */
Quantity quantity_difference(const Quantity *from, const Quantity *to);
/* "+60 tkr", "gul i stället för grön", "+60 tkr, gul"; "–" for nothing. */
Str effect_words(Arena *arena, const Assessment *from, const Assessment *to, Lang lang);
/* The difference with its sign: "+60 tkr"; empty for none. */
Str difference_words(Arena *arena, const Quantity *from, const Quantity *to, Lang lang);

#endif
