/* data.c: `styr data FIL`: what is in a data file, column by column, and a table declaration to paste into a rule file. */
#include <string.h>

#include "base/utf8.h"
#include "cmd/command.h"
#include "data/table.h"
#include "report/json_writer.h"

#define EXAMPLE_MOST ((size_t)24)

static const char *type_key(ColumnType type)
{
    switch (type) {
    case COLUMN_TEXT: return "text";
    case COLUMN_INT: return "integer";
    case COLUMN_NUMBER: return "number";
    case COLUMN_DATE: return "date";
    case COLUMN_PERIOD: return "period";
    case COLUMN_BODY: return "body";
    case COLUMN_VINTAGE: return "vintage";
    }
    return "";
}

static Msg type_word(ColumnType type)
{
    switch (type) {
    case COLUMN_TEXT: return MSG_TYPE_TEXT;
    case COLUMN_INT: return MSG_TYPE_INT;
    case COLUMN_NUMBER: return MSG_TYPE_NUMBER;
    case COLUMN_DATE: return MSG_TYPE_DATE;
    case COLUMN_PERIOD: return MSG_TYPE_PERIOD;
    case COLUMN_BODY: return MSG_TYPE_BODY;
    case COLUMN_VINTAGE: return MSG_TYPE_VINTAGE;
    }
    return MSG_TYPE_TEXT;
}

/* A name for the table: the file's name without folder and ending, as far as it can be one. */
static Str table_name(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/'), *start = slash ? slash + 1 : path;
    size_t length = strcspn(start, ".");
    StrBuf buf = {0};
    Str stem = utf8_nfc(arena, (Str){start, length});
    for (size_t at = 0; at < stem.n;) {
        uint32_t c = utf8_next(stem, &at);
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7);
        bool digit = c >= '0' && c <= '9';
        utf8_put(&buf, letter || (digit && buf.n) ? c : '_');
    }
    Str name = str_dup(arena, buf.n && buf.s[0] != '_' ? strbuf_str(&buf) : STR_LIT("tabell1"));
    strbuf_free(&buf);
    return name;
}

/* ---- text ---- */

static void put_file_line(const Command *command, StrBuf *out, const Sniff *sniff)
{
    const TableData *data = &sniff->data;
    strbuf_printf(out, "%s: %zu %s, %s", data->shown, data->source_rows, say(command, data->source_rows == 1 ? MSG_ROW : MSG_ROWS), data->format);
    if (data->encoding && *data->encoding)
        strbuf_printf(out, ", %s", data->encoding);
    if (data->separator && *data->separator)
        strbuf_printf(out, ", %s %s", say(command, MSG_SEPARATOR), data->separator);
    if (data->decimal && *data->decimal)
        strbuf_printf(out, ", %s %s", say(command, MSG_DECIMAL), data->decimal);
}

static Str column_range(Arena *arena, const SniffColumn *column)
{
    if (!column->min.n)
        return text_shown(arena, column->example, EXAMPLE_MOST);
    Str min = text_shown(arena, column->min, EXAMPLE_MOST), max = text_shown(arena, column->max, EXAMPLE_MOST);
    return str_eq(min, max) ? min : str_of(arena_printf(arena, STR_FMT " … " STR_FMT, STR_ARG(min), STR_ARG(max)));
}

/* What a reader should look at: empty cells, cells that do not fit. */
static Str column_remarks(const Command *command, const SniffColumn *column)
{
    StrBuf buf = {0};
    if (column->empty)
        strbuf_printf(&buf, "%zu %s", column->empty, say(command, column->empty == 1 ? MSG_EMPTY_ONE : MSG_EMPTY_MANY));
    if (column->odd)
        strbuf_printf(&buf, "%s%zu %s", buf.n ? ", " : "", column->odd, say(command, column->odd == 1 ? MSG_ODD_ONE : MSG_ODD_MANY));
    Str text = str_dup(command->arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return text;
}

static Str column_type(const Command *command, const SniffColumn *column)
{
    const char *type = say(command, type_word(column->type));
    return column->unit.n ? str_of(arena_printf(command->arena, "%s, " STR_FMT, type, STR_ARG(column->unit))) : str_of(type);
}

static void put_columns(const Command *command, Page *page, const Sniff *sniff)
{
    const GridColumn columns[] = {
        {say(command, MSG_COLUMN), GRID_LEFT, true}, {say(command, MSG_TYPE), GRID_LEFT, false}, {say(command, MSG_DISTINCT), GRID_RIGHT, false},
        {say(command, MSG_CONTENT), GRID_LEFT, true}, {say(command, MSG_REMARK), GRID_LEFT, true},
    };
    Grid grid;
    grid_init(&grid, command->arena, columns, sizeof columns / sizeof *columns);
    for (VEC_EACH(const SniffColumn, column, &sniff->columns)) {
        grid_cell(&grid, text_shown(command->arena, column->header, 60), TONE_PLAIN, 0);
        grid_cell(&grid, column_type(command, column), TONE_PLAIN, 0);
        grid_cell(&grid, str_of(arena_printf(command->arena, column->distinct >= 1000 ? "1000+" : "%zu", column->distinct)), TONE_FAINT, 0);
        grid_cell(&grid, column_range(command->arena, column), TONE_PLAIN, 0);
        grid_cell(&grid, column_remarks(command, column), TONE_FAIR, 0);
    }
    page_end(page);
    grid_print(&grid, page, 2, false);
}

static void put_remarks(const Command *command, Page *page, const Sniff *sniff)
{
    for (VEC_EACH(const CellWord, odd, &sniff->odd_words)) {
        page_end(page);
        Msg told = str_eqz(odd->reason, "1") ? MSG_ODD_WORD_ONCE : MSG_ODD_WORD;
        char *text = arena_printf(command->arena, say(command, told), text_shown(command->arena, odd->text, 40).s, text_shown(command->arena, odd->reason, 40).s);
        page_wrap(page, TONE_PLAIN, str_of(text), 0);
    }
    if (sniff->unclear.n) {
        page_end(page);
        char *text = arena_printf(command->arena, say(command, MSG_UNCLEAR), text_shown(command->arena, sniff->unclear, 40).s);
        page_wrap(page, TONE_PLAIN, str_of(text), 0);
    }
    if (sniff->sum_row.n) {
        page_end(page);
        char *text = arena_printf(command->arena, say(command, MSG_SUM_ROW), text_shown(command->arena, sniff->sum_row, 40).s, text_shown(command->arena, sniff->sum_column, 40).s);
        page_wrap(page, TONE_PLAIN, str_of(text), 0);
    }
    if (sniff->odd_words.count || sniff->sum_row.n || sniff->unclear.n)
        page_end(page);
}

static void put_text(const Command *command, const Sniff *sniff, Str declaration, StrBuf *out)
{
    Page page = command_page(command, out);
    StrBuf line = {0};
    put_file_line(command, &line, sniff);
    page_wrap(&page, TONE_STRONG, text_shown(command->arena, strbuf_str(&line), 0), 2);
    page_end(&page);
    put_columns(command, &page, sniff);
    put_remarks(command, &page, sniff);
    page_end(&page);
    page_puts(&page, TONE_FAINT, say(command, MSG_PASTE));
    page_end(&page);
    page_end(&page);
    put_shown_lines(out, declaration);
    strbuf_free(&line);
}

/* ---- JSON ---- */

static void put_column_json(Json *json, const SniffColumn *column)
{
    json_open(json, NULL, '{');
    json_text(json, "header", column->header);
    json_text(json, "name", column->name);
    json_text(json, "type", str_of(type_key(column->type)));
    json_text_or_null(json, "unit", column->unit);
    json_size(json, "empty", column->empty);
    json_size(json, "odd", column->odd);
    json_size(json, "distinct", column->distinct);
    json_text_or_null(json, "example", column->example);
    json_text_or_null(json, "min", column->min);
    json_text_or_null(json, "max", column->max);
    json_close(json, '}');
}

static void put_json(const Sniff *sniff, Str declaration, Json *json)
{
    const TableData *data = &sniff->data;
    json_open(json, NULL, '{');
    json_text(json, "name", str_of(data->shown));
    json_text(json, "sha256", str_of(data->sha256));
    json_size(json, "bytes", data->bytes);
    json_size(json, "rows", data->source_rows);
    json_text_or_null(json, "format", str_of(data->format));
    json_text_or_null(json, "encoding", str_of(data->encoding));
    json_text_or_null(json, "separator", str_of(data->separator));
    json_text_or_null(json, "decimal", str_of(data->decimal));
    json_open(json, "columns", '[');
    for (VEC_EACH(const SniffColumn, column, &sniff->columns))
        put_column_json(json, column);
    json_close(json, ']');
    json_open(json, "odd_words", '[');
    for (VEC_EACH(const CellWord, odd, &sniff->odd_words))
        json_text(json, NULL, odd->text);
    json_close(json, ']');
    json_text_or_null(json, "sum_row", sniff->sum_row);
    json_text_or_null(json, "sum_column", sniff->sum_column);
    json_text(json, "declaration", declaration);
    json_close(json, '}');
}

static bool put_file(Command *command, const char *path, TextOrJson format, Json *json)
{
    Sniff sniff = {0};
    bool piped = strcmp(path, "-") == 0;
    if (!data_sniff(command->arena, path, piped ? say(command, MSG_STANDARD_INPUT) : path, &command->diags, &sniff))
        return false;
    StrBuf declaration = {0};
    data_declaration(&declaration, &sniff, table_name(command->arena, path), piped ? STR_LIT("FIL.csv") : str_of(path));
    if (format != AS_JSON && json->out->n)
        strbuf_putc(json->out, '\n');
    if (format == AS_JSON)
        put_json(&sniff, strbuf_str(&declaration), json);
    else
        put_text(command, &sniff, strbuf_str(&declaration), json->out);
    strbuf_free(&declaration);
    return true;
}

Status cmd_data(Command *command)
{
    TextOrJson format = command_format(command);
    if (format == AS_UNKNOWN)
        return STATUS_UNUSABLE;
    if (!command->args.count) {
        command_error(command, S0920, verbs[VERB_DATA].name[command->lang], verbs[VERB_DATA].args[command->lang]);
        return STATUS_UNUSABLE;
    }
    StrBuf text = {0};
    Json json = {.out = &text};
    Status status = STATUS_CLEAN;
    if (format == AS_JSON) {
        json_begin(&json, "data");
        json_open(&json, "files", '[');
    }
    for (size_t i = 0; i < command->args.count; i++)
        if (!put_file(command, command->args.items[i], format, &json))
            status = STATUS_UNUSABLE;
    if (format == AS_JSON) {
        json_close(&json, ']');
        json_end(&json);
    }
    command_flush(command);
    return command_write(command, &text, status);
}
