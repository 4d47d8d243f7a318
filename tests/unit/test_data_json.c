/* test_data_json.c: Kolada's answers in every shape, and lists of plain objects. */
#include "data_fixture.h"

#define NESTED(values) "{\"values\":[{\"kpi\":\"N1\",\"municipality\":\"1984\",\"period\":2012,\"values\":[" values "]}]"

static const DataCase kolada[] = {
    {"v2", NESTED("{\"count\":1,\"gender\":\"T\",\"status\":\"\",\"value\":253.891158}") ",\"count\":1,\"next_page\":null}", 0, "", "format=kolada",
     "1: N1|1984|2012|T|253.891158|?|1", ""},
    {"v3 with more pages", NESTED("{\"gender\":\"T\",\"value\":1,\"isdeleted\":false}") ",\"next_url\":\"https://x/2\",\"previous_url\":null}", 0, "",
     "format=kolada", "1: N1|1984|2012|T|1|?|?", "S0437"},
    {"v2 with more pages", "{\"next_page\":\"x\",\"values\":[]}", 0, "", "format=kolada", "", "S0437 S0411"},
    {"deleted", NESTED("{\"gender\":\"T\",\"value\":1,\"isdeleted\":true},{\"gender\":\"K\",\"value\":2},{\"gender\":\"M\",\"value\":null,\"is_deleted\":1}")
     "}", 0, "", "format=kolada", "1: N1|1984|2012|K|2|?|?", "S0439"},
    {"why missing", NESTED("{\"gender\":\"T\",\"value\":null,\"status\":\"Missing\"},{\"gender\":\"K\",\"value\":null,\"status\":\"..\"},"
                           "{\"gender\":\"M\",\"value\":null,\"status\":\".\"}") "}", 0, "value=num", "format=kolada",
     "1: ?[Missing]\n1: ?[.. (sekretess)]\n1: !", ""},
    {"keys behind the values", "{\"values\":[\n{\"values\":[\n{\"value\":1.5,\"gender\":\"T\"}],\n\"period\":\"2012\",\"municipality\":\"1984\",\"kpi\":\"N1\"}]}", 0,
     "", "format=kolada", "3: N1|1984|2012|T|1.5|?|?", ""},
    {"several objects", "[{\"kpi\":\"N1\",\"municipality\":\"0114\",\"period\":2012,\"values\":[{\"gender\":\"T\",\"value\":1}]},\n"
     "{\"kpi\":\"N2\",\"municipality\":\"0115\",\"period\":2013,\"values\":[{\"gender\":\"T\",\"value\":2}]}]", 0, "kpi=text municipality=body value=num",
     "format=kolada", "1: N1|0114|1\n2: N2|0115|2", ""},
    {"flat", "[{\"kpi\":\"N1\",\"municipality_id\":\"0319\",\"municipality\":\"Älvkarleby\",\"year\":\"2012\",\"gender\":\"T\",\"count\":1,\"value\":1.25}]", 0, "",
     "format=kolada", "1: N1|0319|2012|T|1.25|?|1", ""},
    {"a fault in a shared field", "[{\"kpi\":\"N1\",\"period\":\"x\",\n\"values\":[{\"value\":1}]}]", 0, "period=period", "format=kolada", "", "S0431@1:24"},
    {"a column it has not", NESTED("{\"value\":1}") "}", 0, "valu=num", "format=kolada", "", "S0418?value"},
};

Test(data_json, kolada)
{
    FIXTURE_RUN(kolada);
}

static const DataCase plain[] = {
    {"a list", "[{\"a\":1,\"b\":\"x\"},\n {\"a\":2.50,\"b\":\"\\u00e5 \\\"y\\\"\"}]", 0, "a=num b=text", "format=json", "1: 1|x\n2: 2.5|å \"y\"", ""},
    {"values of an object", "{\"antal\":1,\"values\":[{\"a\":1}]}", 0, "a=num", "format=json", "1: 1", ""},
    {"missing and null", "[{\"a\":1},{\"b\":2},{\"a\":null}]", 0, "a=num b=int", "format=json", "1: 1|?\n1: ?|2\n1: ?|?", ""},
    {"truth", "[{\"a\":true},{\"a\":false}]", 0, "a=text", "format=json", "1: true\n1: false", ""},
    {"numbers in texts", "[{\"a\":\"1.5\"},{\"a\":\"1 250\"},{\"a\":\"-3\"}]", 0, "a=num", "format=json", "1: 1.5\n1: 1250\n1: -3", ""},
    {"exponents", "[{\"a\":1e3},{\"a\":1.5E-2},{\"a\":1e-9}]", 0, "a=num", "format=json", "1: 1000\n1: 0.015\n1: 0", "S0433"},
    {"long numbers stay exact", "[{\"a\":9007199254.740993},{\"a\":0.1}]", 0, "a=num", "format=json", "1: 9007199254.740993\n1: 0.1", ""},
    {"a list in a cell", "[{\"a\":[1,2],\"b\":1}]", 0, "a=num", "format=json", "", "S0432@1:7"},
    {"a list in another column", "[{\"a\":[1,{\"c\":2}],\"b\":1}]", 0, "b=num", "format=json", "1: 1", ""},
    {"the key that is not there", "[{\"belop\":1}]", 0, "belopp=num", "format=json", "", "S0418?belop"},
    {"a text in a number", "[\n{\"a\":1},\n{\"a\":\"x\"}]", 0, "a=num", "format=json", "", "S0420@3:7"},
    {"byte-order mark", "\xef\xbb\xbf[{\"a\":1}]", 0, "a=num", "format=json", "1: 1", ""},
    {"Windows-1252", "[{\"a\":\"\xe5\xe4\"}]", 0, "a=text", "format=json", "1: åä", ""},
    {"no list", "{\"a\":1}", 0, "a=num", "format=json", "", "S0436@1:1"},
    {"an object without anything", "{}", 0, "a=num", "format=json", "", "S0436@1:1"},
    {"no objects", "[1,2]", 0, "a=num", "format=json", "", "S0436@1:2"},
    {"a lone number", "12", 0, "a=num", "format=json", "", "S0436@1:1"},
    {"cut off", "[{\"a\":1},", 0, "a=num", "format=json", "", "S0438@1:9"},
    {"cut off in a text", "[{\"a\":\"x", 0, "a=text", "format=json", "", "S0438@1:8"},
    {"a comma too many", "[{\"a\":1},\n{,\"a\":1}]", 0, "a=num", "format=json", "", "S0434@2:2"},
    {"empty list", "[]", 0, "", "format=json", "", "S0410"},
};

Test(data_json, plain)
{
    FIXTURE_RUN(plain);
}

Test(data_json, depth)
{
    StrBuf bytes = {0};
    strbuf_puts(&bytes, "[{\"a\":");
    strbuf_pad(&bytes, '[', 1000);
    DataCase deep = {"deep", bytes.s, bytes.n, "a=num", "format=json", "", "S0435@1:71"};
    fixture_run(&deep, 1);
    strbuf_free(&bytes);
}

/* By what it is, whatever the declaration says. */
static const struct { const char *bytes, *suffix, *format; } recognised[] = {
    {"a;b\n1;2\n", ".csv", "csv"}, {"[{\"a\":1}]", ".json", "json"}, {"[{\"a\":1}]", ".dat", "json"}, {"[a];b\n1;2\n", ".csv", "csv"},
    {"{\"values\":[{\"kpi\":\"N1\",\"municipality\":\"1\",\"values\":[]}]}", ".json", "kolada"}, {"a;b\n1;2\n", "", "csv"},
};

Test(data_json, recognised)
{
    for (size_t i = 0; i < sizeof recognised / sizeof *recognised; i++) {
        Arena *arena = arena_new();
        Diags diags;
        TableData data;
        diags_init(&diags, arena);
        TableSpec spec = {.shown = "fil", .path = fixture_file(arena, recognised[i].bytes, 0, recognised[i].suffix)};
        data_read(arena, &spec, &diags, &data);
        cr_expect_str_eq(data.format, recognised[i].format, "%s%s is %s", recognised[i].bytes, recognised[i].suffix, data.format);
        unlink(spec.path);
        arena_free(arena);
    }
}

Test(data_json, unknown_format)
{
    DataCase row = {"unknown", "a;b\n1;2\n", 0, "a=num", "format=xlsx", "", "S0401"};
    fixture_run(&row, 1);
}
