/* diff_outcomes.c: the outcomes that are other, for those who decide: one row for what happens to one thing, however many it is about and however often. */
#include "report/diff_parts.h"

#include "report/phrases.h"

#define MOST_ROWS 12

/* Cells of one declaration that go the same way for the same causes. Of what is new or gone, whichever way: levels are counted in `words`. */
typedef struct Group { const DiffCell *first; Period span; size_t count; VEC(Str) bodies; VEC(Str) words; VEC(size_t) counts; } Group;
typedef VEC(Group *) GroupVec;

static bool is_lone(const DiffCell *cell)
{
    return cell->side[BEFORE].state == DIFF_ABSENT || cell->side[AFTER].state == DIFF_ABSENT;
}

/* The side that says something; of two the later one. */
static int side_of(const DiffCell *cell)
{
    return cell->side[AFTER].state == DIFF_ABSENT ? BEFORE : AFTER;
}

static bool same_side(const DiffCell *a, const DiffCell *b, int side)
{
    return a->side[side].state == b->side[side].state && str_eq(a->side[side].level, b->side[side].level);
}

static bool belongs(const Group *group, const DiffCell *cell)
{
    const DiffCell *first = group->first;
    if (!str_eq(first->declaration, cell->declaration) || !str_eq(first->decl_kind, cell->decl_kind) || is_lone(first) != is_lone(cell) || !cell_causes_equal(first, cell))
        return false;
    return is_lone(first) ? side_of(first) == side_of(cell) : same_side(first, cell, BEFORE) && same_side(first, cell, AFTER);
}

static void add_word(Story *story, Group *group, Str word)
{
    for (size_t i = 0; i < group->words.count; i++)
        if (str_eq(group->words.items[i], word)) {
            group->counts.items[i]++;
            return;
        }
    vec_push(story->paper.arena, &group->words, word);
    vec_push(story->paper.arena, &group->counts, 1);
}

static Str level_told(const Story *story, const DiffOutcome *outcome)
{
    return outcome_told(story, outcome->state, outcome->level_title.n ? outcome->level_title : outcome->level);
}

static void add_cell(Story *story, Group *group, const DiffCell *cell)
{
    Str body = phrase_body(story->paper.arena, title_told(story, cell->body_title, cell->body), STR_LIT(""), cell->key);
    bool known = false;
    for (VEC_EACH(const Str, other, &group->bodies))
        known |= str_eq(*other, body);
    if (!known)
        vec_push(story->paper.arena, &group->bodies, body);
    group->span.first = !group->count || cell->period.first < group->span.first ? cell->period.first : group->span.first;
    group->span.last = !group->count || cell->period.last > group->span.last ? cell->period.last : group->span.last;
    group->count++;
    add_word(story, group, level_told(story, &cell->side[side_of(cell)]));
}

/* In the order in which they are first met; those of one declaration stand together, so that only the latest few are looked through. */
static void make_groups(Story *story, GroupVec *groups)
{
    for (VEC_EACH(const DiffCell, cell, &story->diff->cells)) {
        Group *group = NULL;
        if (!cell_is_flip(cell))
            continue;
        for (size_t i = groups->count; i-- > 0 && !group && str_eq(groups->items[i]->first->declaration, cell->declaration);)
            group = belongs(groups->items[i], cell) ? groups->items[i] : NULL;
        if (!group) {
            group = ARENA_NEW(story->paper.arena, Group);
            group->first = cell;
            vec_push(story->paper.arena, groups, group);
        }
        add_cell(story, group, cell);
    }
}

/* ---- cells of the table ---- */

static Str whose_told(const Story *story, const Group *group)
{
    StrBuf buf = {0};
    if (group->bodies.count > 3)
        return told(story, say(story, "%zu organ", "%zu bodies"), group->bodies.count);
    for (VEC_EACH(const Str, body, &group->bodies))
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(*body));
    Str text = str_dup(story->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

/* "Röd (7 %)" of one; "12 grön, 3 röd" of what is new or gone. */
static Str value_told(const Story *story, const Group *group, int side)
{
    const DiffOutcome *outcome = &group->first->side[side];
    Str level = level_told(story, outcome);
    StrBuf buf = {0};
    if (is_lone(group->first) && outcome->state != DIFF_ABSENT && group->count > 1) {
        for (size_t i = 0; i < group->words.count; i++)
            strbuf_printf(&buf, "%s%zu " STR_FMT, buf.n ? ", " : "", group->counts.items[i], STR_ARG(group->words.items[i]));
        level = str_dup(story->paper.arena, strbuf_str(&buf));
        strbuf_free(&buf);
        return level;
    }
    if (group->count > 1 || outcome->value.state != RESULT_VALUE || outcome->value.type != RESULT_NUMBER)
        return level;
    Str value = phrase_quantity(story->paper.arena, &outcome->value, story->paper.lang);
    return outcome->state == DIFF_WITHOUT_LEVEL ? value : told(story, STR_FMT " (" STR_FMT ")", STR_ARG(level), STR_ARG(value));
}

static void put_row(Story *story, PaperTable *table, const Group *group)
{
    paper_cell(&story->paper, table, title_told(story, group->first->title, group->first->declaration));
    paper_cell(&story->paper, table, whose_told(story, group));
    paper_cell(&story->paper, table, phrase_period(story->paper.arena, group->span, story->paper.lang));
    paper_cell(&story->paper, table, told(story, "%zu", group->count));
    paper_cell(&story->paper, table, value_told(story, group, BEFORE));
    paper_cell(&story->paper, table, value_told(story, group, AFTER));
    paper_cell(&story->paper, table, cell_why_told(story, group->first));
}

/* ---- what the words mean ---- */

void story_outcome_words(Story *story)
{
    static const struct { DiffState state; const char *text[2]; } words[] = {
        {DIFF_ABSENT, {"finns inte: ingår inte i den modellen, eller inte för det organet och den tiden", "absent: not in that model, or not for that body and time"}},
        {DIFF_WITHOUT_LEVEL, {"utan nivå: värdet följs, men bedöms inte", "without level: the value is watched, but not judged"}},
        {DIFF_MISSING, {"saknas: siffror som behövs finns inte", "missing: figures that are needed are not there"}},
        {DIFF_NOT_ASSESSABLE, {"ej bedömbar: underlaget räcker inte", "not assessable: there is not enough to go by"}},
        {DIFF_UNKNOWN, {"okänt: siffror som regeln behöver finns inte", "unknown: figures that the rule needs are not there"}},
        {DIFF_TRIGGERED, {"utlöst: regelns villkor är uppfyllt", "triggered: the condition of the rule is met"}},
        {DIFF_ON_TRIAL, {"på försök: regeln prövas och kräver ingenting än", "on trial: the rule is tried out and requires nothing yet"}},
        {DIFF_EXEMPT, {"undantagen: ett undantag i modellen gäller", "exempt: an exemption in the model applies"}},
    };
    bool used[DIFF_UNKNOWN + 1] = {false};
    StrBuf buf = {0};
    for (VEC_EACH(const DiffCell, cell, &story->diff->cells))
        for (int side = BEFORE; cell_is_flip(cell) && side <= AFTER; side++)
            used[cell->side[side].state] = true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (used[words[i].state])
            strbuf_printf(&buf, "%s%s", buf.n ? "; " : "", words[i].text[story->paper.lang]);
    if (buf.n)
        paper_text(&story->paper, told(story, say(story, "Orden i tabellerna – %s.", "The words in the tables – %s."), buf.s));
    strbuf_free(&buf);
}

void story_outcomes(Story *story)
{
    static const char *const titles[][2] = {{"Vad", "What"}, {"Vem", "Whose"}, {"När", "When"}, {"Antal", "Count"}, {"Före", "Before"}, {"Efter", "After"}, {"Varför", "Why"}};
    PaperTable *table = paper_table(&story->paper, str_of(say(story, "Utfall som blir andra, och varför", "Outcomes that become others, and why")), true);
    GroupVec groups = {0};
    make_groups(story, &groups);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        paper_column(&story->paper, table, titles[i][story->paper.lang], i == 3);
    for (size_t i = 0; i < groups.count && i < MOST_ROWS; i++)
        put_row(story, table, groups.items[i]);
    tell_more(story, groups.count, groups.count < MOST_ROWS ? groups.count : MOST_ROWS);
}
