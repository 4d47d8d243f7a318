/* calendar_md.c: a year's duties as one table in Markdown, for pasting into documents. */
#include "report/calendar_parts.h"
#include "report/markdown.h"
#include "report/phrases.h"

#define COLUMNS_MOST 8

typedef struct Table {
    StrBuf *out;
    const CalendarTeller *teller;
} Table;

static void put_cell(const Table *table, Str text)
{
    strbuf_puts(table->out, " ");
    markdown_put(table->out, table->teller->arena, text);
    strbuf_puts(table->out, text.n ? " |" : "|");
}

static void put_titles(const Table *table)
{
    static const Word titles[COLUMNS_MOST] = {
        WORD_WHEN_HEAD, WORD_WHAT, WORD_RESPONSIBLE_HEAD, WORD_WITH_HEAD, WORD_RECIPIENTS_HEAD, WORD_COVERS_HEAD, WORD_NOTES_HEAD, WORD_AS_OF_HEAD,
    };
    size_t count = table->teller->calendar->has_as_of ? COLUMNS_MOST : COLUMNS_MOST - 1;
    strbuf_puts(table->out, "\n|");
    for (size_t i = 0; i < count; i++)
        put_cell(table, str_of(word(titles[i], table->teller->lang)));
    strbuf_puts(table->out, "\n|");
    for (size_t i = 0; i < count; i++)
        strbuf_puts(table->out, " --- |");
    strbuf_puts(table->out, "\n");
}

/* All that has no column of its own. */
static Str notes(const CalendarTeller *teller, const Duty *duty)
{
    const Str parts[] = {
        duty->forecast[teller->lang], duty_decision(teller, duty), duty_marks(teller, duty, "; "), duty_moved(teller, duty), duty_reason(teller, duty),
    };
    StrBuf buf = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        strbuf_puts(&buf, buf.n && parts[i].n ? "; " : "");
        strbuf_put(&buf, parts[i]);
    }
    return phrase_capital(teller->arena, teller_take(teller, &buf));
}

static void put_row(const Table *table, const DutyGroup *group)
{
    const CalendarTeller *teller = table->teller;
    const Duty *duty = group->duty;
    strbuf_puts(table->out, "|");
    put_cell(table, duty_when(teller, duty));
    put_cell(table, duty_title(teller, duty));
    put_cell(table, group_bodies(teller, group));
    put_cell(table, group_withs(teller, group));
    put_cell(table, duty_texts(teller, duty->to.items, duty->to.count));
    put_cell(table, duty_covers(teller, duty));
    put_cell(table, notes(teller, duty));
    if (teller->calendar->has_as_of)
        put_cell(table, duty_state_words(teller, duty));
    strbuf_puts(table->out, "\n");
}

static void put_header(const Table *table)
{
    const CalendarTeller *teller = table->teller;
    const Calendar *calendar = teller->calendar;
    StrBuf line = {0};
    strbuf_puts(table->out, "# ");
    markdown_put(table->out, teller->arena, calendar_title(teller));
    if (calendar->has_as_of) {
        strbuf_printf(&line, "%s ", word(WORD_AS_OF_HEAD, teller->lang));
        period_print_people(&line, (Period){calendar->as_of, calendar->as_of}, teller->lang == LANG_EN);
        strbuf_puts(&line, ". ");
    }
    if (calendar->only_body.n)
        strbuf_printf(&line, "%s: " STR_FMT ". ", word(WORD_ONLY_BODY, teller->lang), STR_ARG(calendar->only_body));
    strbuf_printf(&line, STR_FMT ".", STR_ARG(calendar_summary(teller)));
    strbuf_puts(table->out, "\n\n");
    markdown_put(table->out, teller->arena, strbuf_str(&line));
    strbuf_puts(table->out, "\n");
    strbuf_free(&line);
}

void markdown_upcoming(StrBuf *out, Arena *arena, const Run *run, Lang lang)
{
    Calendar calendar = upcoming_of(arena, run);
    CalendarTeller teller = {arena, &calendar, lang};
    Table table = {out, &teller};
    if (!calendar.duties.count)
        return;
    DutyGroupVec groups = duty_groups(&teller, ALIKE_STATE);
    strbuf_puts(out, "\n## ");
    strbuf_printf(out, word(WORD_UPCOMING_HEAD, lang), run->ahead, calendar.duties.count);
    strbuf_puts(out, "\n");
    put_titles(&table);
    for (VEC_EACH(DutyGroup *const, group, &groups))
        put_row(&table, *group);
}

static void write_md(StrBuf *out, const Calendar *calendar, const CalendarOptions *options)
{
    CalendarTeller teller = {arena_new(), calendar, options->lang};
    Table table = {out, &teller};
    DutyGroupVec groups = duty_groups(&teller, calendar->has_as_of ? ALIKE_STATE : ALIKE_TOLD);
    put_header(&table);
    if (groups.count)
        put_titles(&table);
    for (VEC_EACH(DutyGroup *const, group, &groups))
        put_row(&table, *group);
    if (calendar->program.n) {
        strbuf_puts(out, "\n");
        markdown_put(out, teller.arena, calendar->program);
        strbuf_puts(out, "\n");
    }
    arena_free(teller.arena);
}

const CalendarFormat calendar_md = {"md", {"Markdown", "Markdown"}, write_md};
