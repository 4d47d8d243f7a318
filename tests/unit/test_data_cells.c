/* test_data_cells.c: what people write in cells, type by type, and rows given in tests. */
#include "data/cells.h"

#include "data_fixture.h"

static const struct CellRow {
    const char *type, *text, *expected;    /* a value, or the code of the fault */
} cell_rows[] = {
    {"num", "4,5", "4.5"}, {"num", "0", "0"}, {"num", "-1 289", "-1289"}, {"num", "1 131 226", "1131226"}, {"num", "1\u00a0131\u00a0226,25", "1131226.25"},
    {"num", "12\u202f345", "12345"}, {"num", "12\u2009345", "12345"}, {"num", "\u2212" "3,0", "-3"}, {"num", "\u2013" "3", "-3"}, {"num", "+5,0", "5"},
    {"num", "0,123", "0.123"}, {"num", "1,234", "1.234"}, {"num", "007", "7"}, {"num", "12345678", "12345678"},
    {"num", "1.234", "S0427"}, {"num", "4.5", "S0427"}, {"num", "1.234,5", "S0428"}, {"num", "1.234.567", "S0428"}, {"num", "1,2,3", "S0428"},
    {"num", "x", "S0420"}, {"num", "ca 5", "S0420"}, {"num", "5 st", "S0420"}, {"num", "1 23", "S0420"}, {"num", "1 2345", "S0420"}, {"num", "1234 567", "S0420"},
    {"num", "- 5", "S0420"}, {"num", "5-", "S0420"}, {"num", "(5)", "S0420"}, {"num", ",5", "S0420"}, {"num", "5,", "S0420"}, {"num", "--5", "S0420"},
    {"num", "\u2212", "S0420"}, {"num", "1e5", "S0420"}, {"num", "0x10", "S0420"}, {"num", "#DIV/0!", "S0429"}, {"num", "######", "S0429"},
    {"num", "NaN", "S0420"}, {"num", "٣", "S0420"}, {"num", "12 %", "S0420"}, {"num", "5 tkr", "S0420"},
    {"num", "0,1234565", "0.123457"}, {"num", "-0,1234565", "-0.123457"}, {"num", "0,12345649", "0.123456"}, {"num", "0,00000000000000000000001", "0"},
    {"num", "9223372036854,775807", "9223372036854.775807"}, {"num", "9223372036854,775808", "S0424"}, {"num", "99999999999999999999", "S0424"},
    {"num", "00000000000000000000000005", "5"},
    {"tkr", "5", "5000"}, {"tkr", "-45 749", "-45749000"}, {"tkr", "0,0015", "1.5"}, {"tkr", "5 tkr", "5000"}, {"tkr", "5 TKR", "5000"}, {"tkr", "5 kr", "S0430"},
    {"tkr", "5 mnkr", "S0430"}, {"tkr", "0,000000001234565", "0.000001"}, {"tkr", "0,0000000015", "0.000002"}, {"tkr", "9223372036,854776", "S0424"},
    {"%", "12 %", "0.12"}, {"%", "12%", "0.12"}, {"%", "84,5", "0.845"}, {"%", "12\u00a0%", "0.12"}, {"%", "5 kr", "S0430"},
    {"int", "3001", "3001"}, {"int", "12 345", "12345"}, {"int", "4,5", "S0423"}, {"int", "4,0", "S0423"}, {"int", "-7", "-7"}, {"int", "", "?"},
    {"date", "2025-08-31", "2025-08-31"}, {"date", "20250831", "2025-08-31"}, {"date", "2025/08/31", "2025-08-31"}, {"date", "31 augusti 2025", "2025-08-31"},
    {"date", "1 Maj 2026", "2026-05-01"}, {"date", "1 aug. 2025", "2025-08-01"}, {"date", "2025-08-31 00:00:00", "2025-08-31"},
    {"date", "2025-08-31T00:00:00", "2025-08-31"}, {"date", "2025-02-29", "S0426"}, {"date", "20251301", "S0426"}, {"date", "31 juni 2025", "S0426"},
    {"date", "0 maj 2025", "S0426"}, {"date", "2025-8-31", "S0425"}, {"date", "31/8 2025", "S0425"}, {"date", "2025-08", "S0425"}, {"date", "x", "S0425"},
    {"date", "2025-08/31", "S0425"}, {"date", "2025-08-31 12:30", "S0425"}, {"date", "31 xyz 2025", "S0425"},
    {"period", "2025", "2025"}, {"period", "2025-08", "2025-08"}, {"period", "202508", "2025-08"}, {"period", "augusti 2025", "2025-08"},
    {"period", "Maj 2026", "2026-05"}, {"period", "aug 2025", "2025-08"}, {"period", "2025-T2", "2025-T2"}, {"period", "2025-Q3", "2025-Q3"},
    {"period", "2025-08-31", "2025-08-31"}, {"period", "2025-13", "S0431"}, {"period", "2025-02-30", "S0426"}, {"period", "augusti", "S0431"},
    {"period", "x", "S0431"}, {"vintage", "2017-08", "2017-08"},
    {"text", "  x  y ", "x  y"}, {"text", "", "?"}, {"body", "0114", "0114"}, {"text", "_", "_"},
};

static void value_print(StrBuf *out, const ColumnSpec *column, const CellValue *value)
{
    if (value->state != CELL_OK)
        strbuf_puts(out, value->state == CELL_MISSING ? "?" : "!");
    else if (column->type == COLUMN_TEXT || column->type == COLUMN_BODY)
        strbuf_put(out, value->text);
    else if (column->type == COLUMN_DATE)
        date_print(out, (Date)value->value);
    else if (column->type == COLUMN_PERIOD || column->type == COLUMN_VINTAGE)
        period_print(out, value->period);
    else
        fix_print_plain(out, value->value);
}

static void check_cell(Arena *arena, const CellRules *rules, const struct CellRow *row)
{
    ColumnSpec column = fixture_column(arena, str_of(arena_printf(arena, "x=%s", row->type)));
    CellValue value;
    CellFault fault;
    StrBuf out = {0};
    if (cell_read(rules, &column, str_trim(str_of(row->text)), &value, &fault))
        value_print(&out, &column, &value);
    else
        strbuf_puts(&out, diag_info(fault.code)->code);
    cr_expect_str_eq(out.s, row->expected, "%s “%s”: %s, not %s", row->type, row->text, out.s, row->expected);
    strbuf_free(&out);
}

Test(data_cells, types)
{
    Arena *arena = arena_new();
    TableSpec spec = {.decimal = ','};
    CellRules rules;
    cell_rules_init(&rules, arena, &spec);
    for (size_t i = 0; i < sizeof cell_rows / sizeof *cell_rows; i++)
        check_cell(arena, &rules, &cell_rows[i]);
    arena_free(arena);
}

/* With a decimal point, and with exponents as in JSON. */
static const struct CellRow point_rows[] = {
    {"num", "4.5", "4.5"}, {"num", "1,234", "S0427"}, {"num", "1,234.5", "S0428"}, {"num", "1.234", "1.234"}, {"num", "253.891158", "253.891158"},
    {"num", "1e3", "1000"}, {"num", "1.5E-3", "0.0015"}, {"num", "1e-7", "0"}, {"num", "1e400", "S0424"}, {"num", "0e400", "0"}, {"num", "1e", "S0420"},
    {"num", "-2.50e+1", "-25"}, {"num", "1e12", "1000000000000"}, {"num", "1e13", "S0424"}, {"num", "123456789012345678e-17", "1.234568"},
    {"int", "1.0", "1"}, {"int", "15e-1", "S0423"}, {"int", "1.5", "S0423"}, {"int", "2e2", "200"},
};

Test(data_cells, point_and_exponents)
{
    Arena *arena = arena_new();
    TableSpec spec = {.decimal = '.'};
    CellRules rules;
    cell_rules_init(&rules, arena, &spec);
    rules.exponents = true;
    for (size_t i = 0; i < sizeof point_rows / sizeof *point_rows; i++)
        check_cell(arena, &rules, &point_rows[i]);
    arena_free(arena);
}

static const DataCase decimals[] = {
    {"a comma decides", "a;b\n1,234;x\n4,5;y\n", 0, "a=num", "", "2: 1.234\n3: 4.5", ""},
    {"a point decides", "a;b\n1.234;x\n4.5;y\n", 0, "a=num", "", "2: 1.234\n3: 4.5", ""},
    {"both", "a;b\n4,5;x\n4.5;y\n1.234;z\n", 0, "a=num", "", "", "S0421@3:1 S0421@4:1"},
    {"nothing decides", "a;b\n1.234;x\n5;y\n", 0, "a=num", "", "", "S0422@2:1"},
    {"nothing decides, comma", "a;b\n1,234;x\n", 0, "a=num", "", "", "S0422@2:1"},
    {"groups decide", "a;b\n1,234;x\n1 234,567;y\n", 0, "a=num", "", "2: 1.234\n3: 1234.567", ""},
    {"stated", "a;b\n1.234;x\n", 0, "a=num", "decimal=.", "2: 1.234", ""},
    {"stated otherwise", "a;b\n1.234;x\n", 0, "a=num", "decimal=,", "", "S0427@2:1"},
    {"text columns say nothing", "a;b\n1.234;4,5\n", 0, "a=num b=text", "", "", "S0422@2:1"},
    {"comma separates", "a,b\n1.234,x\n", 0, "a=num", "", "2: 1.234", ""},
    {"comma separates, quoted comma", "a,b\n\"4,5\",x\n\"1,234\",y\n", 0, "a=num", "", "2: 4.5\n3: 1.234", ""},
    {"rounding is told once", "a;b\n0,1234567;1\n0,7654321;1\n", 0, "a=num", "", "2: 0.123457\n3: 0.765432", "S0433"},
};

Test(data_cells, decimal_mark)
{
    FIXTURE_RUN(decimals);
}

static const DataCase words[] = {
    {"empty is missing", "a;b\n;x\n \u00a0;y\n", 0, "a=num b=text", "", "2: ?|x\n3: ?|y", ""},
    {"missing words", "a;b\n-;x\nI.U;y\n-5;\xe2\x80\x93\n", 0, "a=num b=text", "missing=- missing=i.u missing=\xe2\x80\x93", "2: ?[orsak]|x\n3: ?[orsak]|y\n4: -5|?[orsak]",
     ""},
    {"a number that means missing", "a;b\n999;x\n99;y\n", 0, "a=num", "missing=999", "2: ?[orsak]\n3: 99", ""},
    {"not applicable", "a;b\n.;x\n1;y\n", 0, "a=num", "na=.", "2: !\n3: 1", ""},
    {"empty is not applicable", "a;b\n;x\n1;y\n", 0, "a=num", "na=", "2: !\n3: 1", ""},
    {"a word that is not declared", "a;b\n..;x\n", 0, "a=num", "missing=-", "", "S0420@2:1"},
    {"qualifiers", "a;b\nCa 110 000;x\n37,7 prel.;y\n>0,7;z\nca 5 prel.;w\n", 0, "a=num", "qualifier=ca qualifier=prel. qualifier=>",
     "2: 110000[preliminär]\n3: 37.7[preliminär]\n4: 0.7[preliminär]\n5: 5[preliminär]", ""},
    {"a year in brackets", "a;b\n74 (2024);x\n74 (24);y\n", 0, "a=num", "qualifier=(ÅÅÅÅ)", "", "S0420@3:1"},
    {"a year in brackets is kept", "a;b\n74 (2024);x\n", 0, "a=num", "qualifier=(ÅÅÅÅ)", "2: 74[preliminär 2024]", ""},
    {"part of a word", "a;b\npreliminärt 5;x\n", 0, "a=num", "qualifier=prel", "", "S0420@2:1"},
    {"qualifier and unit", "a;b\nca 5 tkr;x\n", 0, "a=tkr", "qualifier=ca", "2: 5000[preliminär]", ""},
    {"place of a fault", "nämnd;\"b\";c\nå;\"x\ny\";1\nä;\"\" ; q\n", 0, "c=int", "", "", "S0420@4:7"},
    {"dates and periods share spellings", "a;b\n2025-08;x\n202508;y\naugusti 2025;z\n", 0, "a=period", "", "2: 2025-08\n3: 2025-08\n4: 2025-08", ""},
};

Test(data_cells, words)
{
    FIXTURE_RUN(words);
}

/* ---- rows given in a test ---- */

static bool unit_factor(void *context, Str unit, const ColumnSpec *column, Fix *factor)
{
    (void)context;
    if (column->unit.n == 0 || !str_eqz(unit, "mnkr"))
        return false;
    *factor = 1000000 * FIX_ONE;
    return true;
}

static const struct GivenCase {
    const char *what, *names, *rows, *expected, *codes;    /* cells split at |, rows at / */
} given_cases[] = {
    {"plain", "nämnd|belopp", "BUN|-1 250,5/SN|_", "1: BUN|-1250500|?\n1: SN|?|?", ""},
    {"order and case", "Belopp|NÄMND", "5|BUN", "1: BUN|5000|?", ""},
    {"units", "belopp|andel", "5 mnkr|12 %/2 tkr|3", "1: ?|5000000|0.12\n1: ?|2000|0.03", ""},
    {"wrong unit", "belopp", "5 elever", "", "S0430"},
    {"decimal point", "belopp", "5.5", "", "S0427"},
    {"no such column", "belop", "5", "", "S0444?belopp"},
    {"twice", "belopp|belopp", "5|6", "", "S0446"},
    {"too many", "belopp", "5|6", "", "S0445"},
    {"text", "belopp", "x", "", "S0420"},
};

/* Splits at a mark into cells whose spans lie in the source. */
static size_t split_cells(Source *source, Str text, char mark, GivenCell cells[8])
{
    size_t count = 0, start = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && text.s[i] != mark)
            continue;
        size_t offset = (size_t)(text.s - source->text.s) + start;
        cells[count++] = (GivenCell){{text.s + start, i - start}, {source, offset, offset + i - start}};
        start = i + 1;
    }
    return count;
}

static void check_given(const struct GivenCase *test)
{
    Arena *arena = arena_new();
    Diags diags;
    TableData data;
    diags_init(&diags, arena);
    TableSpec spec = {.name = STR_LIT("t")};
    const char *columns[] = {"nämnd=body", "belopp=tkr", "andel=%"};
    for (size_t i = 0; i < 3; i++)
        vec_push(arena, &spec.columns, fixture_column(arena, str_of(columns[i])));
    GivenCell names[8], rows[8], cells[8][8];
    GivenRow given[8];
    Source *head = source_new(arena, "a.styr", str_of(test->names)), *body = source_new(arena, "a.styr", str_of(test->rows));
    size_t name_count = split_cells(head, head->text, '|', names), row_count = split_cells(body, body->text, '/', rows);
    for (size_t i = 0; i < row_count; i++)
        given[i] = (GivenRow){cells[i], split_cells(body, rows[i].text, '|', cells[i]), rows[i].span};
    bool read = data_from_cells(arena, &spec, names, name_count, given, row_count, unit_factor, NULL, &diags, &data);
    StrBuf out = {0}, codes = {0};
    if (read)
        fixture_table(&out, &data);
    fixture_codes(&codes, &diags);
    cr_expect_str_eq(codes.s ? codes.s : "", test->codes, "%s: codes are %s", test->what, codes.s ? codes.s : "none");
    cr_expect_str_eq(out.s ? out.s : "", test->expected, "%s: table is %s", test->what, out.s ? out.s : "");
    cr_expect(read || diags.list.items[0].span.src, "%s: the fault has a place", test->what);
    strbuf_free(&out);
    strbuf_free(&codes);
    arena_free(arena);
}

Test(data_cells, given)
{
    for (size_t i = 0; i < sizeof given_cases / sizeof *given_cases; i++)
        check_given(&given_cases[i]);
}
