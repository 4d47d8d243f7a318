/* statements.c: the rows of a list of statements. A sink of rows beside those that build columns: nothing here is a number or a time. */
#include "data/statements.h"

#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "data/columns.h"

typedef enum Field { FIELD_NUMBER, FIELD_QUOTE, FIELD_SECTION, FIELD_ROW, FIELD_KIND, FIELD_WHY_NOT, FIELD_COUNT } Field;
#define NEEDED 2                 /* the first two fields must be there */
static const char *const headings[FIELD_COUNT] = {"nummer", "citat", "avsnitt", "rad", "slag", "varför inte"};

typedef struct Reader {
    Arena *arena;
    DataFile *file;
    StatementList *out;
    size_t column[FIELD_COUNT];  /* (size_t)-1: not in this list */
    Map numbers;                 /* folded -> Str of its line */
} Reader;

static size_t find_heading(const Reader *reader, Field field, const Str *headers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eqz(header_fold(reader->file->arena, headers[i]), headings[field]))
            return i;
    return (size_t)-1;
}

static void refuse_heading(const Reader *reader, Field field, const Str *headers, size_t count, size_t line)
{
    Faults *faults = reader->file->faults;
    FAULT_AT(faults, DIAG_S0806, line, 0, headings[field], faults->shown);
    const char *near = nearest_name(reader->file->arena, str_of(headings[field]), headers, count);
    if (near && faults->diags->list.count)
        diag_suggest(faults->diags, &faults->diags->list.items[faults->diags->list.count - 1], near);
}

static bool is_read(const Reader *reader, size_t column)
{
    for (Field field = 0; field < FIELD_COUNT; field++)
        if (reader->column[field] == column)
            return true;
    return false;
}

static bool is_slip(const Reader *reader, Str header)
{
    for (Field field = 0; field < FIELD_COUNT; field++)
        if (reader->column[field] == (size_t)-1 && nearest_name(reader->file->arena, str_of(headings[field]), &header, 1))
            return true;
    return false;
}

/* What is not read is told: reasons below a misspelt header would otherwise be lost without a word. */
static void note_unread(Reader *reader, const Str *headers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Str header = str_trim(headers[i]);
        if (!header.n || is_read(reader, i))
            continue;
        Str kept = utf8_nfc(reader->arena, str_dup(reader->arena, header));
        if (is_slip(reader, header))
            vec_push(reader->arena, &reader->out->slips, kept);
        else
            vec_push(reader->arena, &reader->out->unread, kept);
    }
}

static bool take_headers(void *self, const Str *headers, size_t count, size_t line)
{
    Reader *reader = self;
    bool complete = true;
    for (Field field = 0; field < FIELD_COUNT; field++) {
        reader->column[field] = find_heading(reader, field, headers, count);
        if (field >= NEEDED || reader->column[field] != (size_t)-1)
            continue;
        refuse_heading(reader, field, headers, count, line);
        complete = false;
    }
    if (complete)
        note_unread(reader, headers, count);
    return complete;
}

static Str cell(const Reader *reader, const RawRow *row, Field field)
{
    size_t column = reader->column[field];
    if (column >= row->count || row->cells[column].kind != RAW_TEXT)
        return STR_LIT("");
    return utf8_nfc(reader->arena, str_dup(reader->arena, str_trim(row->cells[column].text)));
}

static bool number_is_new(Reader *reader, const Statement *statement)
{
    Faults *faults = reader->file->faults;
    const Str *before = map_get(&reader->numbers, statement->folded);
    if (before) {
        FAULT_AT(faults, DIAG_S0807, statement->line, 0, fault_quote(reader->file->arena, statement->number), before->s);
        return false;
    }
    Str *line = ARENA_NEW(reader->file->arena, Str);
    *line = str_of(fault_number(reader->file->arena, statement->line));
    map_put(&reader->numbers, statement->folded, line);
    return true;
}

/* "-" and "…" fill a cell without giving a reason. */
static bool has_letter(Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t point = utf8_next(text, &at);
        if ((point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= 0xc0 && point < 0x2000 && point != 0xd7 && point != 0xf7))
            return true;
    }
    return false;
}

static bool take_row(void *self, const RawRow *row)
{
    Reader *reader = self;
    Faults *faults = reader->file->faults;
    Statement statement = {
        .number = cell(reader, row, FIELD_NUMBER), .section = cell(reader, row, FIELD_SECTION), .row = cell(reader, row, FIELD_ROW),
        .kind = cell(reader, row, FIELD_KIND), .quote = cell(reader, row, FIELD_QUOTE), .why_not = cell(reader, row, FIELD_WHY_NOT), .line = row->line,
    };
    if (statement.why_not.n && !has_letter(statement.why_not)) {
        statement.no_reason = statement.why_not;
        statement.why_not = STR_LIT("");
    }
    statement.folded = utf8_fold(reader->arena, statement.number);
    if (!statement.number.n)
        FAULT_AT(faults, DIAG_S0808, row->line, 0, fault_quote(reader->file->arena, statement.quote));
    else if (!statement.quote.n)
        FAULT_AT(faults, DIAG_S0809, row->line, 0, fault_quote(reader->file->arena, statement.number));
    else if (number_is_new(reader, &statement))
        vec_push(reader->arena, &reader->out->statements, statement);
    return true;
}

bool statements_read(Arena *arena, const char *path, const char *shown, Span span, Diags *diags, StatementList *out)
{
    Arena *scratch = arena_new();
    Faults faults;
    TableData identity;
    TableSpec spec = {.path = path, .shown = shown, .span = span, .path_span = span, .format_span = span, .format = STR_LIT("csv"),
                      .most_bytes = STATEMENTS_MAX_BYTES};
    DataFile file = {.spec = &spec, .faults = &faults, .identity = &identity};
    Reader reader = {.arena = arena, .file = &file, .out = out};
    RowSink sink = {.headers = take_headers, .row = take_row, .self = &reader};
    *out = (StatementList){.shown = shown};
    map_init(&reader.numbers, scratch);
    if (file_open(&file, scratch, diags) && file.source->rows(&file, &sink) && faults.count == 0 && out->statements.count == 0)
        diag_add_at(diags, DIAG_S0411, shown, 0, 0, shown, (char *)NULL);
    memcpy(out->sha256, identity.sha256, sizeof out->sha256);
    faults_summary(&faults);
    arena_free(scratch);
    return faults.count == 0;
}
