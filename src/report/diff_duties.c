/* diff_duties.c: duties that appear, vanish and move, and how many each body has, told as a part of a paper. */
#include "report/diff_parts.h"

#include "report/phrases.h"

/* ---- which duties ---- */

const char *diff_duty_word(DiffDutyKind kind, Lang lang)
{
    static const char *const words[][2] = {
        [DIFF_DUTY_SAME] = {"samma", "same"}, [DIFF_DUTY_MOVED] = {"flyttas", "moves"}, [DIFF_DUTY_APPEARS] = {"tillkommer", "appears"},
        [DIFF_DUTY_VANISHES] = {"försvinner", "vanishes"},
    };
    return words[kind][lang];
}

static Str day_told(const Story *story, Date day)
{
    return phrase_period(story->paper.arena, (Period){day, day}, story->paper.lang);
}

/* "1 mars 2020–31 mars 2020", "senast 20 oktober 2020", "utan datum", "–" */
static Str days_told(const Story *story, const DiffDutySide *side)
{
    if (!side->found)
        return STR_LIT("–");
    if (side->has_first && side->has_deadline)
        return phrase_period(story->paper.arena, (Period){side->first, side->deadline}, story->paper.lang);
    if (side->has_deadline)
        return told(story, say(story, "senast " STR_FMT, "by " STR_FMT), STR_ARG(day_told(story, side->deadline)));
    if (side->has_first)
        return told(story, say(story, "från " STR_FMT, "from " STR_FMT), STR_ARG(day_told(story, side->first)));
    return str_of(say(story, "utan datum", "without a date"));
}

static bool same_days(const DiffDutySide *a, const DiffDutySide *b)
{
    return a->found == b->found && a->has_first == b->has_first && a->has_deadline == b->has_deadline && (!a->has_first || a->first == b->first) &&
           (!a->has_deadline || a->deadline == b->deadline);
}

static bool same_duty(const DiffDuty *a, const DiffDuty *b)
{
    return a->kind == b->kind && str_eq(a->checkpoint, b->checkpoint) && str_eq(a->decl_kind, b->decl_kind);
}

static bool is_told_with(const DiffDuty *a, const DiffDuty *b)
{
    return same_duty(a, b) && same_days(&a->side[BEFORE], &b->side[BEFORE]) && same_days(&a->side[AFTER], &b->side[AFTER]);
}

/* Whose the duties are that have these days, each once; they are counted when they are many. */
static Str whose_told(const Story *story, const DiffDuty *of)
{
    StrBuf buf = {0};
    VEC(Str) bodies = {0};
    for (VEC_EACH(const DiffDuty, duty, &story->diff->duties)) {
        Str body = title_told(story, duty->body_title, duty->body);
        bool known = !is_told_with(duty, of);
        for (VEC_EACH(const Str, other, &bodies))
            known |= str_eq(*other, body);
        if (!known)
            vec_push(story->paper.arena, &bodies, body);
    }
    for (VEC_EACH(const Str, body, &bodies))
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(*body));
    Str text = bodies.count > 4 ? told(story, say(story, "%zu organ", "%zu bodies"), bodies.count) : str_dup(story->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static size_t count_like(const ModelDiff *diff, const DiffDuty *of)
{
    size_t count = 0;
    for (VEC_EACH(const DiffDuty, duty, &diff->duties))
        count += same_duty(duty, of);
    return count;
}

/* The list is sorted by title; the first one of a kind tells of all. */
static bool is_first(const ModelDiff *diff, size_t index, bool (*same)(const DiffDuty *, const DiffDuty *))
{
    for (size_t i = index; i-- > 0 && str_eq(diff->duties.items[i].checkpoint, diff->duties.items[index].checkpoint);)
        if (same(&diff->duties.items[i], &diff->duties.items[index]))
            return false;
    return true;
}

/* In an appendix the first time of each stands for all; else every time is told. */
static void put_duties(Story *story)
{
    static const char *const titles[][2] = {{"Vad", "What"}, {"Ändring", "Change"}, {"Gånger", "Times"}, {"Vem", "Whose"}, {"Före", "Before"}, {"Efter", "After"}};
    const ModelDiff *diff = story->diff;
    size_t most = most_told(story, 10), all = 0, shown = 0;
    PaperTable *table = paper_table(&story->paper, str_of(story->appendix ? say(story, "Hållpunkter som blir andra; dagarna är den första gångens", "Duties that become others; the days are those of the first time")
                                                                          : say(story, "Hållpunkter som blir andra", "Duties that become others")), true);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        paper_column(&story->paper, table, titles[i][story->paper.lang], i == 2);
    for (size_t i = 0; i < diff->duties.count; i++) {
        const DiffDuty *duty = &diff->duties.items[i];
        bool first = is_first(diff, i, same_duty);
        if (!is_first(diff, i, is_told_with) || (story->appendix && !first) || all++ >= most)
            continue;
        shown++;
        paper_cell(&story->paper, table, first ? title_told(story, duty->title, duty->checkpoint) : STR_LIT(""));
        paper_cell(&story->paper, table, str_of(first ? diff_duty_word(duty->kind, story->paper.lang) : ""));
        paper_cell(&story->paper, table, first ? told(story, "%zu", count_like(diff, duty)) : STR_LIT(""));
        paper_cell(&story->paper, table, whose_told(story, duty));
        paper_cell(&story->paper, table, days_told(story, &duty->side[BEFORE]));
        paper_cell(&story->paper, table, days_told(story, &duty->side[AFTER]));
    }
    tell_more(story, all, shown);
}

/* ---- how many each has ---- */

typedef struct BodyLoad { size_t sum[2]; const DiffLoad *most[2]; bool differs; } BodyLoad;

static size_t load_at(const ModelDiff *diff, size_t index, BodyLoad *out)
{
    Str body = diff->load.items[index].body;
    *out = (BodyLoad){{0, 0}, {NULL, NULL}, false};
    for (; index < diff->load.count && str_eq(diff->load.items[index].body, body); index++) {
        const DiffLoad *load = &diff->load.items[index];
        out->differs |= load->count[BEFORE] != load->count[AFTER];
        for (int side = BEFORE; side <= AFTER; side++) {
            out->sum[side] += load->count[side];
            if (load->count[side] && (!out->most[side] || load->count[side] > out->most[side]->count[side]))
                out->most[side] = load;
        }
    }
    return index;
}

static Str heaviest_told(const Story *story, const BodyLoad *load, int side)
{
    if (!load->most[side])
        return STR_LIT("–");
    return told(story, STR_FMT ": %zu", STR_ARG(phrase_period(story->paper.arena, load->most[side]->month, story->paper.lang)), load->most[side]->count[side]);
}

/* Bodies whose load becomes another in the same way; in an appendix they stand together. */
typedef struct LoadRow { VEC(Str) bodies; Str cells[4]; } LoadRow;
typedef VEC(LoadRow) LoadRowVec;

static LoadRow *row_like(const Story *story, LoadRowVec *rows, const Str cells[4])
{
    for (VEC_EACH(LoadRow, row, rows)) {
        bool same = story->appendix;
        for (size_t i = 0; same && i < 4; i++)
            same = str_eq(row->cells[i], cells[i]);
        if (same)
            return row;
    }
    vec_push(story->paper.arena, rows, (LoadRow){.cells = {cells[0], cells[1], cells[2], cells[3]}});
    return &rows->items[rows->count - 1];
}

static void find_loads(const Story *story, LoadRowVec *rows)
{
    BodyLoad load;
    for (size_t i = 0; i < story->diff->load.count;) {
        const DiffLoad *first = &story->diff->load.items[i];
        i = load_at(story->diff, i, &load);
        if (!load.differs)
            continue;
        const Str cells[4] = {told(story, "%zu", load.sum[BEFORE]), told(story, "%zu", load.sum[AFTER]), heaviest_told(story, &load, BEFORE),
                              heaviest_told(story, &load, AFTER)};
        LoadRow *row = row_like(story, rows, cells);
        vec_push(story->paper.arena, &row->bodies, title_told(story, first->body_title, first->body));
    }
}

static Str bodies_told(const Story *story, const LoadRow *row)
{
    StrBuf buf = {0};
    if (row->bodies.count > 3)
        return told(story, say(story, "%zu organ, vart och ett", "%zu bodies, each"), row->bodies.count);
    for (VEC_EACH(const Str, body, &row->bodies))
        strbuf_printf(&buf, "%s" STR_FMT, buf.n ? ", " : "", STR_ARG(*body));
    if (row->bodies.count > 1)
        strbuf_puts(&buf, say(story, ", var för sig", ", each"));
    Str text = str_dup(story->paper.arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static void put_load(Story *story)
{
    static const char *const titles[][2] = {{"Organ", "Body"}, {"Före", "Before"}, {"Efter", "After"}, {"Tyngsta månad före", "Heaviest month before"},
                                            {"Tyngsta månad efter", "Heaviest month after"}};
    size_t most = most_told(story, 8), shown = 0;
    PaperTable *table = paper_table(&story->paper, str_of(say(story, "Hållpunkter med sista dag, per organ vars börda blir en annan", "Duties with a last day, by body whose load becomes another")), true);
    LoadRowVec rows = {0};
    find_loads(story, &rows);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        paper_column(&story->paper, table, titles[i][story->paper.lang], i == 1 || i == 2);
    for (VEC_EACH(const LoadRow, row, &rows)) {
        if (shown++ >= most)
            continue;
        paper_cell(&story->paper, table, bodies_told(story, row));
        for (size_t i = 0; i < 4; i++)
            paper_cell(&story->paper, table, row->cells[i]);
    }
    tell_more(story, rows.count, rows.count < most ? rows.count : most);
}

/* "KS: mars 2020 1 → 3": for whoever works with the model. */
static void put_months(Story *story)
{
    PaperTable *table = paper_table(&story->paper, str_of(say(story, "Månader i vilka antalet blir ett annat", "Months in which the number becomes another")), true);
    paper_column(&story->paper, table, say(story, "Organ", "Body"), false);
    paper_column(&story->paper, table, say(story, "Månad", "Month"), false);
    paper_column(&story->paper, table, say(story, "Före", "Before"), true);
    paper_column(&story->paper, table, say(story, "Efter", "After"), true);
    for (VEC_EACH(const DiffLoad, load, &story->diff->load)) {
        if (load->count[BEFORE] == load->count[AFTER])
            continue;
        paper_cell(&story->paper, table, title_told(story, load->body_title, load->body));
        paper_cell(&story->paper, table, phrase_period(story->paper.arena, load->month, story->paper.lang));
        paper_cell(&story->paper, table, told(story, "%zu", load->count[BEFORE]));
        paper_cell(&story->paper, table, told(story, "%zu", load->count[AFTER]));
    }
}

/* ---- all ---- */

Str duties_told(const Story *story)
{
    const ModelDiff *diff = story->diff;
    size_t counts[DIFF_DUTY_VANISHES + 1] = {0};
    StrBuf buf = {0};
    for (VEC_EACH(const DiffDuty, duty, &diff->duties))
        counts[duty->kind]++;
    static const DiffDutyKind order[] = {DIFF_DUTY_APPEARS, DIFF_DUTY_VANISHES, DIFF_DUTY_MOVED};
    static const char *const words[DIFF_DUTY_VANISHES + 1][2] = {
        [DIFF_DUTY_MOVED] = {"flyttas", "move"}, [DIFF_DUTY_APPEARS] = {"tillkommer", "appear"}, [DIFF_DUTY_VANISHES] = {"försvinner", "vanish"},
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (counts[order[i]])
            strbuf_printf(&buf, "%s%zu %s", buf.n ? ", " : "", counts[order[i]], words[order[i]][story->paper.lang]);
    Str text = told(story, say(story, "Gånger som något ska göras " STR_FMT ": %zu före och %zu efter; %s.",
                               "Times that something has to be done " STR_FMT ": %zu before and %zu after; %s."), STR_ARG(years_told(story)),
                    diff->duty_count[BEFORE], diff->duty_count[AFTER], buf.s ? buf.s : "");
    strbuf_free(&buf);
    return text;
}

void story_duties(Story *story)
{
    if (!story->diff->has_years || !story->diff->duties.count)
        return;
    paper_heading(&story->paper, 2, str_of(say(story, "Vad som ska göras när", "What has to be done when")));
    paper_text(&story->paper, duties_told(story));
    put_duties(story);
    put_load(story);
    if (!story->appendix)
        put_months(story);
}
