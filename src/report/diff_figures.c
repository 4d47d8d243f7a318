/* diff_figures.c: what both models come to on the same figures, told as parts of a paper: how many outcomes are other, which, and why. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* ---- how many ---- */

static Str label_told(const Story *story, const DiffLabel *label)
{
    return outcome_told(story, label->state, label->level);
}

static Str caption_of(const Story *story, const DiffMatrix *matrix)
{
    if (matrix->rules)
        return str_of(say(story, "Regler: utfall före (rader) och efter (kolumner)", "Rules: outcomes before (rows) and after (columns)"));
    if (!matrix->scale[AFTER].n)
        return str_of(say(story, "Utan skala: utfall före (rader) och efter (kolumner)", "Without a scale: outcomes before (rows) and after (columns)"));
    if (str_eq(matrix->scale[BEFORE], matrix->scale[AFTER]))
        return told(story, say(story, "Skalan " STR_FMT ": utfall före (rader) och efter (kolumner)", "The scale " STR_FMT ": outcomes before (rows) and after (columns)"),
                    STR_ARG(matrix->scale[AFTER]));
    return told(story, say(story, "Utfall före på skalan " STR_FMT " (rader) och efter på skalan " STR_FMT " (kolumner)",
                           "Outcomes before on the scale " STR_FMT " (rows) and after on the scale " STR_FMT " (columns)"),
                STR_ARG(matrix->scale[BEFORE]), STR_ARG(matrix->scale[AFTER]));
}

static Str count_told(const Story *story, size_t count)
{
    return count ? told(story, "%zu", count) : STR_LIT("–");
}

/* Too many outcomes for columns: one row for each pair that there is. */
static void put_long_matrix(Story *story, const DiffMatrix *matrix)
{
    PaperTable *table = paper_table(&story->paper, caption_of(story, matrix), true);
    paper_column(&story->paper, table, say(story, "Före", "Before"), false);
    paper_column(&story->paper, table, say(story, "Efter", "After"), false);
    paper_column(&story->paper, table, say(story, "Antal", "Count"), true);
    for (size_t i = 0; i < matrix->labels[BEFORE].count * matrix->labels[AFTER].count; i++) {
        if (!matrix->counts[i])
            continue;
        paper_cell(&story->paper, table, label_told(story, &matrix->labels[BEFORE].items[i / matrix->labels[AFTER].count]));
        paper_cell(&story->paper, table, label_told(story, &matrix->labels[AFTER].items[i % matrix->labels[AFTER].count]));
        paper_cell(&story->paper, table, count_told(story, matrix->counts[i]));
    }
}

static void put_matrix(Story *story, const DiffMatrix *matrix)
{
    size_t columns = matrix->labels[AFTER].count;
    if (columns + 1 > GRID_MAX_COLUMNS) {
        put_long_matrix(story, matrix);
        return;
    }
    PaperTable *table = paper_table(&story->paper, caption_of(story, matrix), true);
    paper_column(&story->paper, table, say(story, "Före \\ efter", "Before \\ after"), false);
    for (VEC_EACH(const DiffLabel, label, &matrix->labels[AFTER])) {
        Str title = label_told(story, label);
        paper_column(&story->paper, table, arena_strndup(story->paper.arena, title.s, title.n), true);
    }
    for (size_t row = 0; row < matrix->labels[BEFORE].count; row++) {
        paper_cell(&story->paper, table, label_told(story, &matrix->labels[BEFORE].items[row]));
        for (size_t column = 0; column < columns; column++)
            paper_cell(&story->paper, table, count_told(story, matrix->counts[row * columns + column]));
    }
}

/* Which way the outcomes go: each that becomes another goes one way, so that the ways add up. */
typedef enum Way { WAY_BETTER, WAY_WORSE, WAY_TRIGGERED, WAY_SILENT, WAY_KNOWN, WAY_UNKNOWN, WAY_APPEARS, WAY_VANISHES, WAY_OTHER, WAY_COUNT } Way;

bool cell_is_flip(const DiffCell *cell)
{
    return cell->side[BEFORE].state != cell->side[AFTER].state || !str_eq(cell->side[BEFORE].level, cell->side[AFTER].level);
}

static bool is_unsaid(DiffState state)
{
    return state == DIFF_MISSING || state == DIFF_NOT_ASSESSABLE || state == DIFF_UNKNOWN;
}

static Way way_of(const DiffOutcome *before, const DiffOutcome *after)
{
    if (after->state == DIFF_TRIGGERED || before->state == DIFF_TRIGGERED)
        return after->state == DIFF_TRIGGERED ? WAY_TRIGGERED : WAY_SILENT;
    if (before->state == DIFF_ABSENT || after->state == DIFF_ABSENT)
        return before->state == DIFF_ABSENT ? WAY_APPEARS : WAY_VANISHES;
    if (is_unsaid(before->state) != is_unsaid(after->state))
        return is_unsaid(before->state) ? WAY_KNOWN : WAY_UNKNOWN;
    if (before->state != DIFF_LEVEL || after->state != DIFF_LEVEL || !str_eq(before->scale, after->scale) || before->rank == after->rank)
        return WAY_OTHER;
    return after->rank < before->rank ? WAY_BETTER : WAY_WORSE;
}

static void put_ways(Story *story)
{
    static const char *const words[WAY_COUNT][2][2] = {              /* of one, of several */
        [WAY_BETTER] = {{"blir bättre", "becomes better"}, {"blir bättre", "become better"}},
        [WAY_WORSE] = {{"blir sämre", "becomes worse"}, {"blir sämre", "become worse"}},
        [WAY_TRIGGERED] = {{"gång utlöses en regel som inte gjorde det förut", "time a rule is triggered that was not before"},
                           {"gånger utlöses en regel som inte gjorde det förut", "times a rule is triggered that was not before"}},
        [WAY_SILENT] = {{"gång utlöses en regel inte längre", "time a rule is no longer triggered"},
                        {"gånger utlöses en regel inte längre", "times a rule is no longer triggered"}},
        [WAY_KNOWN] = {{"går nu att säga", "can now be said"}, {"går nu att säga", "can now be said"}},
        [WAY_UNKNOWN] = {{"går inte längre att säga", "can no longer be said"}, {"går inte längre att säga", "can no longer be said"}},
        [WAY_APPEARS] = {{"fanns inte förut", "was not there before"}, {"fanns inte förut", "were not there before"}},
        [WAY_VANISHES] = {{"finns inte längre", "is no longer there"}, {"finns inte längre", "are no longer there"}},
        [WAY_OTHER] = {{"blir annat", "becomes something else"}, {"blir annat", "become something else"}},
    };
    size_t counts[WAY_COUNT] = {0};
    StrBuf buf = {0};
    for (VEC_EACH(const DiffCell, cell, &story->diff->cells))
        if (cell_is_flip(cell))
            counts[way_of(&cell->side[BEFORE], &cell->side[AFTER])]++;
    for (Way way = 0; way < WAY_COUNT; way++)
        if (counts[way])
            strbuf_printf(&buf, "%s%zu %s", buf.n ? ", " : "", counts[way], words[way][counts[way] > 1][story->paper.lang]);
    if (buf.n)
        paper_text(&story->paper, told(story, say(story, "Av dem: %s.", "Of them: %s."), buf.s));
    strbuf_free(&buf);
}

/* Otherwise what differs would be put down to the models. */
static void put_other_figures(Story *story)
{
    StrBuf buf = {0};
    for (VEC_EACH(const DiffTable, table, &story->diff->other_figures)) {
        strbuf_printf(&buf, "%s" STR_FMT " (" STR_FMT, buf.n ? ", " : "", STR_ARG(table->table), STR_ARG(table->file[BEFORE]));
        if (!str_eq(table->file[BEFORE], table->file[AFTER]))
            strbuf_printf(&buf, "; " STR_FMT, STR_ARG(table->file[AFTER]));
        strbuf_puts(&buf, ")");
    }
    if (buf.n)
        paper_text(&story->paper, told(story, say(story, "Modellerna läser inte samma siffror. Filerna har olika innehåll för %s.",
                                                  "The models do not read the same figures. The files differ in content for %s."), buf.s));
    strbuf_free(&buf);
}

static void put_counts(Story *story)
{
    const ModelDiff *diff = story->diff;
    Str span = phrase_period(story->paper.arena, diff->covers, story->paper.lang);
    bool other = diff->other_figures.count > 0 || diff->gaps[GAP_DISJOINT];
    const char *runs = other ? say(story, "Varje modell är räknad på sina egna siffror", "Each model is reckoned on its own figures")
                       : story->diff->trial ? say(story, "Med och utan reglerna på försök, på de siffror som finns", "With and without the rules on trial, on the figures there are")
                                          : say(story, "Båda modellerna är räknade på de siffror som finns", "Both models are reckoned on the figures there are");
    paper_text(&story->paper, told(story, say(story, "%s, " STR_FMT ": %zu utfall, varav %zu blir ett annat.", "%s, " STR_FMT ": %zu outcomes, %zu of them different."), runs,
                                   STR_ARG(span), diff->cell_count, diff->flipped));
    put_other_figures(story);
    put_ways(story);
    if (diff->value_only)
        paper_text(&story->paper, told(story, say(story, "%zu får ett annat värde och samma utfall.", "%zu have another value and the same outcome."), diff->value_only));
    for (VEC_EACH(const DiffMatrix, matrix, &diff->matrices))
        if (matrix->flipped || (!story->appendix && diff->cells.count))
            put_matrix(story, matrix);
}

/* ---- which, and why ---- */

/* So many are told one by one in an appendix. */
#define FEW_OUTCOMES 14

/* Cells in a row that are told as one: the same change of the same thing, period after period. */
typedef struct Streak { const DiffCell *first, *last; size_t count; } Streak;

bool cell_causes_equal(const DiffCell *a, const DiffCell *b)
{
    if (a->causes.count != b->causes.count)
        return false;
    for (size_t i = 0; i < a->causes.count; i++)
        if (a->causes.items[i].kind != b->causes.items[i].kind || a->causes.items[i].change != b->causes.items[i].change)
            return false;
    return true;
}

static bool goes_on(const DiffCell *a, const DiffCell *b)
{
    if (!str_eq(a->declaration, b->declaration) || !str_eq(a->decl_kind, b->decl_kind) || !str_eq(a->body, b->body) || !str_eq(a->key, b->key) ||
        b->period.first != a->period.last + 1)
        return false;
    for (int side = BEFORE; side <= AFTER; side++)
        if (a->side[side].state != b->side[side].state || !str_eq(a->side[side].level, b->side[side].level))
            return false;
    return cell_causes_equal(a, b);
}

static size_t streak_at(const ModelDiff *diff, size_t index, Streak *out)
{
    *out = (Streak){&diff->cells.items[index], &diff->cells.items[index], 1};
    while (++index < diff->cells.count && goes_on(out->last, &diff->cells.items[index])) {
        out->last = &diff->cells.items[index];
        out->count++;
    }
    return index;
}

static Str side_told(const Story *story, const Streak *streak, int side)
{
    const DiffOutcome *outcome = &streak->first->side[side];
    Str level = outcome_told(story, outcome->state, outcome->level_title.n ? outcome->level_title : outcome->level);
    if (outcome->value.state != RESULT_VALUE || outcome->value.type != RESULT_NUMBER || streak->count > 1)
        return level;
    Str value = phrase_quantity(story->paper.arena, &outcome->value, story->paper.lang);
    if (outcome->state == DIFF_WITHOUT_LEVEL)
        return value;
    return told(story, STR_FMT " (" STR_FMT ")", STR_ARG(level), STR_ARG(value));
}

Str cell_why_told(const Story *story, const DiffCell *cell)
{
    StrBuf buf = {0};
    for (VEC_EACH(const DiffCause, cause, &cell->causes)) {
        if (cause->kind == CAUSE_FIGURES) {
            strbuf_printf(&buf, "%s%s", buf.n ? "; " : "", diff_cause_name(cause->kind, story->paper.lang));
            continue;
        }
        const DiffChange *change = &story->diff->changes.items[cause->change];
        const DiffSide *side = &change->side[change->has[AFTER] ? AFTER : BEFORE];
        Str name = story->appendix ? side->title : side->name;
        strbuf_puts(&buf, buf.n ? "; " : "");
        if (cause->kind == CAUSE_PARAMETER)
            strbuf_printf(&buf, STR_FMT " " STR_FMT, STR_ARG(change->decl_kind), STR_ARG(name));
        else if (str_eq(side->name, cell->declaration) && str_eq(change->decl_kind, cell->decl_kind))
            strbuf_puts(&buf, diff_cause_name(cause->kind, story->paper.lang));
        else
            strbuf_printf(&buf, "%s (" STR_FMT " " STR_FMT ")", diff_cause_name(cause->kind, story->paper.lang), STR_ARG(change->decl_kind), STR_ARG(name));
    }
    Str text = buf.n ? str_dup(story->paper.arena, strbuf_str(&buf)) : str_of(say(story, "går inte att hänföra till en enskild ändring", "cannot be traced to a single change"));
    strbuf_free(&buf);
    return text;
}

static Str when_told(const Story *story, const Streak *streak)
{
    Str periods = periods_told(story, streak->first->period, streak->last->period);
    return streak->count > 1 ? told(story, STR_FMT " (%zu)", STR_ARG(periods), streak->count) : periods;
}

static Str who_told(const Story *story, const DiffCell *cell)
{
    return phrase_body(story->paper.arena, title_told(story, cell->body_title, cell->body), STR_LIT(""), cell->key);
}

static void put_rows(Story *story, bool flips)
{
    PaperTable *table = paper_table(&story->paper, str_of(flips ? say(story, "Utfall som blir andra, och varför", "Outcomes that become others, and why")
                                                                : say(story, "Annat värde, samma utfall", "Another value, the same outcome")), true);
    static const char *const titles[][2] = {{"Vad", "What"}, {"Vem", "Whose"}, {"När", "When"}, {"Före", "Before"}, {"Efter", "After"}, {"Varför", "Why"}};
    Streak streak;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        paper_column(&story->paper, table, titles[i][story->paper.lang], false);
    for (size_t i = 0; i < story->diff->cells.count;) {
        i = streak_at(story->diff, i, &streak);
        if (cell_is_flip(streak.first) != flips)
            continue;
        paper_cell(&story->paper, table, title_told(story, streak.first->title, streak.first->declaration));
        paper_cell(&story->paper, table, who_told(story, streak.first));
        paper_cell(&story->paper, table, when_told(story, &streak));
        paper_cell(&story->paper, table, side_told(story, &streak, BEFORE));
        paper_cell(&story->paper, table, side_told(story, &streak, AFTER));
        paper_cell(&story->paper, table, cell_why_told(story, streak.first));
    }
}

static size_t count_flips(const ModelDiff *diff)
{
    size_t count = 0;
    Streak streak;
    for (size_t i = 0; i < diff->cells.count;) {
        i = streak_at(diff, i, &streak);
        count += cell_is_flip(streak.first);
    }
    return count;
}

void story_figures(Story *story)
{
    if (!story->diff->has_figures)
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Vad det hade betytt på siffrorna", "What it would have meant on the figures")));
    put_counts(story);
    if (story->appendix && count_flips(story->diff) > FEW_OUTCOMES)
        story_outcomes(story);
    else
        put_rows(story, true);
    if (story->appendix)
        story_outcome_words(story);
    else
        put_rows(story, false);
}
