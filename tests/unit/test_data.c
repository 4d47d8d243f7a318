/* test_data.c: files as people have them: separators, quotes, line ends, encodings, headers, wide tables. */
#include "data_fixture.h"

static const DataCase dialects[] = {
    {"semicolon", "a;b\n1;x\n2;y\n", 0, "a=int b=text", "", "2: 1|x\n3: 2|y", ""},
    {"comma", "a,b\n1,x\n2,y\n", 0, "a=int b=text", "", "2: 1|x\n3: 2|y", ""},
    {"tab", "a\tb\n1\tx y\n", 0, "a=int b=text", "", "2: 1|x y", ""},
    {"bar", "a|b\n1|x\n", 0, "a=int b=text", "", "2: 1|x", ""},
    {"order to Excel", "sep=;\na;b\n1;x\n", 0, "a=int b=text", "", "3: 1|x", ""},
    {"comma in cells", "a;b\n1,5;x, y\n2,5;z, å\n", 0, "a=num b=text", "", "2: 1.5|x, y\n3: 2.5|z, å", ""},
    {"comma in the header", "a;b, kr\n1;2,5\n2;3,5\n", 0, "a=int b,+kr=num", "", "2: 1|2.5\n3: 2|3.5", ""},
    {"one column", "a\n4,5\n3,2\n", 0, "a=num", "", "2: 4.5\n3: 3.2", ""},
    {"stated", "a:b\n1:x\n", 0, "a=int b=text", "separator=:", "2: 1|x", ""},
    {"stated wrong", "a;b\n1;x\n", 0, "a=int", "separator=xy", "", "S0409"},
    {"a tie", "a;b|c\n1;2|3\n4;5|6\n", 0, "a=text", "", "", "S0408@1"},
    {"a title", "Rapport\na;b\n1;2\n3;4\n", 0, "a=int", "", "", "S0412@1"},
    {"quotes", "a;b\n\"x; y\";1\n\"x \"\"y\"\" z\";2\n\"\";3\n", 0, "a=text b=int", "", "2: x; y|1\n3: x \"y\" z|2\n4: ?|3", ""},
    {"lines in quotes", "a;b\n\"x\ny\";1\n\"x\r\ny\";2\nz;3\n", 0, "b=int", "", "2: 1\n4: 2\n6: 3", ""},
    {"blanks around quotes", "a;b\n \"x\" ;1\n", 0, "a=text", "", "2: x", ""},
    {"a quote within", "a;b\n5\" rör;1\n", 0, "a=text", "", "2: 5\" rör", ""},
    {"text behind a quote", "a;b\n\"x\"y;1\n", 0, "a=text", "", "", "S0416@2:4"},
    {"an open quote", "a;b\n\"x;1\ny;2\n", 0, "a=text", "", "", "S0415@2:1"},
    {"CRLF", "a;b\r\n1;x\r\n\r\n2;y", 0, "a=int b=text", "", "2: 1|x\n4: 2|y", ""},
    {"lone CR", "a;b\r1;x\r2;y\r", 0, "a=int b=text", "", "2: 1|x\n3: 2|y", ""},
    {"blank rows", "\n;\na;b\n\n1;x\n ; \n;;\n", 0, "a=int b=text", "", "5: 1|x", ""},
    {"ragged rows", "a;b\n1\n1;2\n1;2;3\n1;4\n", 0, "a=int", "", "", "S0417@2 S0417@4"},
    {"empty", "", 0, "a=int", "", "", "S0410"},
    {"blank", "\n\n", 0, "a=int", "", "", "S0410"},
    {"no rows", "a;b\n", 0, "a=int", "", "", "S0411"},
};

Test(data, dialects)
{
    FIXTURE_RUN(dialects);
}

#define FORECAST(a, o, e) "n" a "mnd;" o "r;x\nV" e "rd;1,5;-3\n"
static const DataCase encodings[] = {
    {"UTF-8", FORECAST("ä", "å", "å"), 0, "nämnd=body år=num", "", "2: Vård|1.5", ""},
    {"byte-order mark", "\xef\xbb\xbf" FORECAST("ä", "å", "å"), 0, "nämnd=body år=num", "", "2: Vård|1.5", ""},
    {"Windows-1252", FORECAST("\xe4", "\xe5", "\xe5"), 0, "nämnd=body år=num", "", "2: Vård|1.5", ""},
    {"CP850", FORECAST("\x84", "\x86", "\x86"), 0, "nämnd=body år=num", "", "2: Vård|1.5", ""},
    {"CP437 where it differs", FORECAST("\x84", "\x86", "\xf2\x86"), 0, "nämnd=body", "", "2: V≥ård", ""},
    {"UTF-16LE", "\xff\xfe" "\xe5\0;\0b\0\n\0001\0;\0002\0\n\0", 18, "å=int", "", "2: 1", ""},
    {"UTF-16BE", "\xfe\xff" "\0\xe5\0;\0b\0\n\0001\0;\0002\0\n", 18, "å=int", "", "2: 1", ""},
    {"half a UTF-16 unit", "\xff\xfe" "a\0;", 5, "a=int", "", "", "S0405@1"},
    {"decomposed letters", "na\u0308mnd;b\nVa\u030ard;1\nVård;2\n", 0, "nämnd=body", "", "2: Vård\n3: Vård", ""},
    {"stated", "a;b\n\x9b;1\n", 0, "a=text", "encoding=cp850", "2: ø", ""},
    {"stated Latin-1", "a;b\n\xe9;1\n", 0, "a=text", "encoding=ISO-8859-1", "2: é", ""},
    {"stated unknown", "a;b\n1;1\n", 0, "a=text", "encoding=ebcdic", "", "S0406"},
    {"undecidable", "a;b\ncaf\xe9;1\nx\xa0y;2\n", 0, "a=text", "", "", "S0404@2:4"},
    {"both kinds", "a;b\n\xe5\x86;1\n", 0, "a=text", "", "", "S0404@2:1"},
    {"damaged UTF-8", "a;b\nåäö;1\nv\xe5rd;2\n", 0, "a=text", "", "", "S0405@3:2"},
    {"no letter in it", "a;b\n\xe5\xe4\x81;1\n", 0, "a=text", "", "", "S0407@2:3"},
    {"a workbook", "PK\x03\x04....", 0, "a=text", "", "", "S0402"},
    {"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", 0, "a=text", "", "", "S0402"},
    {"zero bytes", "a;b\n1;\0\n", 9, "a=text", "", "", "S0403@2:3"},
};

Test(data, encodings)
{
    FIXTURE_RUN(encodings);
}

static const DataCase headers[] = {
    {"case and blanks", "  Budget   2026 ;b\n1;2\n", 0, "budget+2026=int", "", "2: 1", ""},
    {"a line end in a header", "\"Budget\n2026\";b\n1;2\n", 0, "budget+2026=int", "", "3: 1", ""},
    {"missing", "belop;b\n1;2\n", 0, "belopp=int", "", "", "S0418?belop"},
    {"nothing like it", "xyz;b\n1;2\n", 0, "belopp=int", "", "", "S0418"},
    {"doubled", "a;A\n1;2\n", 0, "a=int", "", "", "S0419"},
    {"doubled but not asked for", "a;x;X\n1;2;3\n", 0, "a=int", "", "2: 1", ""},
    {"order is the declaration's", "a;b\n1;x\n", 0, "b=text a=int", "", "2: x|1", ""},
};

Test(data, headers)
{
    FIXTURE_RUN(headers);
}

static const DataCase wide_tables[] = {
    {"departments", "rad;A;B;c\nr1;1;2;9\nr2;;4;9\n", 0, "rad=text", "wide=A wide=B", "2: r1|A|1\n2: r1|B|2\n3: r2|A|?\n3: r2|B|4", ""},
    {"months", "rad;Jan;februari;Mar.\nr;1,5;2;3\n", 0, "rad=text", "wide=jan wide=februari wide=mar. key=period",
     "2: r|2026-01|1.5\n2: r|2026-02|2\n2: r|2026-03|3", ""},
    {"months without a year", "rad;jan;feb\nr;1;2\n", 0, "rad=text", "wide=jan wide=feb key=period year=0", "", "S0442"},
    {"years", "rad;2019;2018\nr;1;2\n", 0, "rad=text", "wide=2019 wide=2018 key=period year=0", "2: r|2019|1\n2: r|2018|2", ""},
    {"no periods", "rad;A;B\nr;1;2\n", 0, "rad=text", "wide=A wide=B key=period", "", "S0443"},
    {"a header missing", "rad;A\nr;1\n", 0, "rad=text", "wide=A wide=B", "", "S0418"},
    {"faults", "rad;A;B\nr;x;2\n", 0, "rad=text", "wide=A wide=B", "", "S0420@2:3"},
};

Test(data, wide_tables)
{
    FIXTURE_RUN(wide_tables);
}

/* The bytes of a file that is too much, made from a beginning and a stretch that repeats. */
static const struct LimitRow {
    const char *what, *start, *repeat, *end;
    size_t count;
    const char *codes;
} limit_rows[] = {
    {"columns", "a", ";b", "\n", 10000, "S0413@1"},
    {"a field", "a;b\n", "x", ";1\n", (1 << 20) + 1, "S0414@2:1"},
    {"a quoted field", "a;b\n\"", "x;\n", "\";1\n", 1 << 19, "S0414@2:1"},
    {"nothing but quotes", "", "\"", "", 3 << 20, "S0414@1:1"},
    {"many faults", "a;b\n", "x;1\n", "", 1000, "S0449"},
};

Test(data, limits)
{
    for (size_t i = 0; i < sizeof limit_rows / sizeof *limit_rows; i++) {
        const struct LimitRow *row = &limit_rows[i];
        StrBuf bytes = {0}, codes = {0};
        Arena *arena = arena_new();
        Diags diags;
        TableData data;
        bool read;
        strbuf_puts(&bytes, row->start);
        for (size_t k = 0; k < row->count; k++)
            strbuf_puts(&bytes, row->repeat);
        strbuf_puts(&bytes, row->end);
        DataCase one = {row->what, bytes.s, bytes.n, "a=int", "", "", ""};
        fixture_read(arena, &one, &diags, &data, &read);
        fixture_codes(&codes, &diags);
        cr_expect(!read, "%s is refused", row->what);
        const char *last = codes.n > strlen(row->codes) ? codes.s + codes.n - strlen(row->codes) : codes.s;
        cr_expect_str_eq(last, row->codes, "%s", row->what);
        cr_expect(diags.list.count <= DATA_SHOWN_ERRORS + 1, "%s: %zu diagnostics", row->what, diags.list.count);
        strbuf_free(&bytes);
        strbuf_free(&codes);
        arena_free(arena);
    }
}

Test(data, identity)
{
    DataCase row = {"identity", "\xef\xbb\xbf" "a;b\n1,5;x\n", 0, "a=num", "", "", ""};
    Arena *arena = arena_new();
    Diags diags;
    TableData data;
    bool read;
    fixture_read(arena, &row, &diags, &data, &read);
    cr_expect(read, "read");
    cr_expect_str_eq(data.encoding, "UTF-8 med BOM", "encoding");
    cr_expect_str_eq(data.separator, ";", "separator");
    cr_expect_str_eq(data.decimal, ",", "decimal");
    cr_expect_str_eq(data.format, "csv", "format");
    cr_expect_str_eq(data.shown, "fil", "shown");
    cr_expect_eq(data.bytes, 13, "bytes");
    cr_expect_str_eq(data.sha256, "71cdf37f9fb64bda790de7d4a925981909a384bdd9a82638ad38b9accaaf0b61", "sha256");
    cr_expect_eq(data.source_rows, 1, "source rows");
    arena_free(arena);
}

Test(data, no_file)
{
    Arena *arena = arena_new();
    Diags diags;
    TableData data;
    diags_init(&diags, arena);
    TableSpec spec = {.path = "/tmp/finns/inte.csv", .shown = "inte.csv"};
    cr_expect(!data_read(arena, &spec, &diags, &data), "no file");
    cr_expect_eq(diags.list.items[0].code, DIAG_S0901, "code");
    spec.path = "/tmp";
    cr_expect(!data_read(arena, &spec, &diags, &data), "a folder");
    cr_expect_eq(diags.list.items[1].code, DIAG_S0903, "code");
    arena_free(arena);
}

/* Lines one by one and many at a time: rows on lines of their own, three on each, all on one, and a gap. */
Test(data, lines_of_many_rows_are_those_of_each)
{
    LineRun runs[] = {{0, 2, 1}, {10, 40, 3}, {25, 7, LINE_STANDS}, {31, 100, 1}};
    TableData data = {.rows = 40, .lines = runs, .line_count = 4};
    uint32_t lines[40];
    for (size_t first = 0; first < data.rows; first++)
        for (size_t count = 0; first + count <= data.rows; count++) {
            data_lines(&data, first, count, lines);
            for (size_t i = 0; i < count; i++)
                cr_expect(lines[i] == data_line(&data, first + i), "row %zu of %zu from %zu: line %u", i, count, first, lines[i]);
        }
}
