/* timing.c: --tidtagning: what the time of a run went to, stage by stage and table by table, on standard error. Last step of `styr kör`. */
#include <stdio.h>

#include "cmd/command.h"

void put_thousands(StrBuf *out, uint64_t count)
{
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            strbuf_puts(out, "\u00a0");
        strbuf_putc(out, digits[i]);
    }
}

/* With one decimal, in the mark of the language. */
static void put_tenths(StrBuf *out, uint64_t tenths, Lang lang)
{
    put_thousands(out, tenths / 10);
    strbuf_printf(out, "%c%u", lang == LANG_EN ? '.' : ',', (unsigned)(tenths % 10));
}

static void end_cell(Grid *grid, StrBuf *text, Tone tone)
{
    grid_cell(grid, str_dup(grid->arena, strbuf_str(text)), tone, 0);
    strbuf_clear(text);
}

static void put_time(Grid *grid, StrBuf *text, int64_t nanoseconds, Lang lang)
{
    put_tenths(text, nanoseconds > 0 ? (uint64_t)nanoseconds / 100000 : 0, lang);
    strbuf_puts(text, "\u00a0ms");
    end_cell(grid, text, TONE_PLAIN);
}

/* So much in so many nanoseconds, a second. */
static uint64_t per_second(uint64_t amount, int64_t nanoseconds)
{
    uint64_t microseconds = nanoseconds >= 1000 ? (uint64_t)nanoseconds / 1000 : 1;
    return amount > UINT64_MAX / 1000000 ? amount / microseconds * 1000000 : amount * 1000000 / microseconds;
}

static void put_megabytes(StrBuf *text, uint64_t bytes, Lang lang)
{
    put_tenths(text, bytes / 100000, lang);
    strbuf_puts(text, " MB");
}

static void put_rows(StrBuf *text, uint64_t rows, Lang lang)
{
    put_thousands(text, rows);
    strbuf_printf(text, " %s", message(rows == 1 ? MSG_ROW : MSG_ROWS, lang));
}

/* What a stage handled: empty for those that are not about rows. */
static void put_handled(StrBuf *text, const Effort *effort, Stage stage, Lang lang)
{
    uint64_t rows = 0, hits = 0;
    for (size_t i = 0; i < effort->table_count; i++) {
        rows += effort->tables[i].scanned ? effort->tables[i].rows : 0;
        hits += effort->tables[i].cache == CACHE_HIT ? effort->tables[i].bytes : 0;
    }
    if (stage == STAGE_READ && effort->bytes_read) {
        put_rows(text, effort->rows_read, lang);
        strbuf_puts(text, ", ");
        put_megabytes(text, effort->bytes_read, lang);
        strbuf_puts(text, ", ");
        put_thousands(text, per_second(effort->bytes_read, effort->spent[STAGE_READ] + effort->spent[STAGE_DICTIONARY]) / 1000000);
        strbuf_puts(text, " MB/s");
    }
    if (stage == STAGE_CACHE && hits)
        put_megabytes(text, hits, lang);
    if (stage == STAGE_SCAN && rows) {
        put_rows(text, rows, lang);
        strbuf_puts(text, ", ");
        put_thousands(text, per_second(rows, effort->spent[stage]) / 1000);
        strbuf_printf(text, "\u00a0000 %s", message(MSG_ROWS_A_SECOND, lang));
    }
}

static void put_stages(Page *page, const Effort *effort, int64_t all)
{
    GridColumn columns[] = {{message(MSG_TIMING, page->lang), GRID_LEFT, false}, {message(MSG_TIME, page->lang), GRID_RIGHT, false},
                            {message(MSG_HANDLED, page->lang), GRID_LEFT, false}};
    Grid grid;
    StrBuf text = {0};
    grid_init(&grid, page->arena, columns, 3);
    for (Stage stage = 0; stage < STAGE_COUNT; stage++) {
        grid_cell(&grid, str_of(stage_name(stage, page->lang == LANG_EN)), TONE_PLAIN, 0);
        put_time(&grid, &text, effort->spent[stage], page->lang);
        put_handled(&text, effort, stage, page->lang);
        end_cell(&grid, &text, TONE_PLAIN);
    }
    grid_cell(&grid, str_of(message(MSG_ALL_TIME, page->lang)), TONE_STRONG, 0);
    put_time(&grid, &text, all, page->lang);
    grid_cell(&grid, STR_LIT(""), TONE_PLAIN, 0);
    grid_print(&grid, page, 0, false);
    strbuf_free(&text);
}

static Msg cache_words(CacheUse use)
{
    switch (use) {
    case CACHE_OFF: return MSG_CACHE_OFF;
    case CACHE_SMALL: return MSG_CACHE_SMALL;
    case CACHE_UNSAFE: return MSG_CACHE_UNSAFE;
    case CACHE_HIT: return MSG_CACHE_HIT;
    case CACHE_NEW: return MSG_CACHE_NEW;
    case CACHE_CHANGED: return MSG_CACHE_CHANGED;
    case CACHE_DAMAGED: return MSG_CACHE_DAMAGED;
    case CACHE_USE_COUNT: break;
    }
    return MSG_CACHE_OFF;
}

static void put_code(StrBuf *text, CodeUse use, Lang lang)
{
    static const Msg words[] = {[CODE_KEPT] = MSG_CODE_KEPT, [CODE_MADE] = MSG_CODE_MADE, [CODE_LATE] = MSG_CODE_LATE, [CODE_FAILED] = MSG_CODE_FAILED};
    if (use != CODE_NONE)
        strbuf_printf(text, ", %s", message(words[use], lang));
}

/* The engine of a table, and why that one. */
static void put_engine(StrBuf *text, const Effort *effort, const TableEffort *table, Lang lang)
{
    if (!table->scanned)
        return;
    Msg why = table->refused ? MSG_ENGINE_REFUSED : effort->engine == ENGINE_AUTO ? MSG_ENGINE_FIRST : MSG_ENGINE_ASKED;
    strbuf_printf(text, "%s: %s", engine_words[table->engine][lang], message(why, lang));
    put_code(text, table->code, lang);
}

static void put_table(Grid *grid, const Effort *effort, const TableEffort *table, Lang lang)
{
    StrBuf text = {0};
    grid_cell(grid, text_shown(grid->arena, str_of(table->shown), 0), TONE_PLAIN, 0);
    put_thousands(&text, table->rows);
    end_cell(grid, &text, TONE_PLAIN);
    put_time(grid, &text, table->scanning, lang);
    strbuf_printf(&text, "%u", table->threads);
    end_cell(grid, &text, TONE_PLAIN);
    put_engine(&text, effort, table, lang);
    end_cell(grid, &text, TONE_PLAIN);
    strbuf_printf(&text, "%s%s", message(cache_words(table->cache), lang), table->kept ? message(MSG_CACHE_KEPT, lang) : "");
    end_cell(grid, &text, TONE_PLAIN);
    strbuf_free(&text);
}

static void put_tables(Page *page, const Effort *effort)
{
    GridColumn columns[] = {{message(MSG_DATA_FILE, page->lang), GRID_LEFT, false},   {message(MSG_ROWS, page->lang), GRID_RIGHT, false},
                            {stage_name(STAGE_SCAN, page->lang == LANG_EN), GRID_RIGHT, false}, {message(MSG_THREADS, page->lang), GRID_RIGHT, false},
                            {message(MSG_ENGINE, page->lang), GRID_LEFT, false},     {stage_name(STAGE_CACHE, page->lang == LANG_EN), GRID_LEFT, false}};
    Grid grid;
    if (!effort->table_count)
        return;
    grid_init(&grid, page->arena, columns, 6);
    for (size_t i = 0; i < effort->table_count; i++)
        put_table(&grid, effort, &effort->tables[i], page->lang);
    page_end(page);
    grid_print(&grid, page, 0, false);
}

void timing_print(Command *command, const Effort *effort, int64_t started)
{
    StrBuf text = {0};
    Page page = command_page(command, &text);
    page.colour = command->colour_err;
    page.width = SIZE_MAX / 2;              /* a table that is cut cannot be compared with another */
    put_stages(&page, effort, effort_clock() - started);
    put_tables(&page, effort);
    put_stderr(strbuf_str(&text));
    strbuf_free(&text);
}
