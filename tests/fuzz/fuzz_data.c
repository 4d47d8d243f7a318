/* fuzz_data.c: data files that go wrong in every way: mutations of small samples through the readers and the sniffer. Usage: fuzz_data SEED COUNT.
 * Bounded and deterministic: the same seed gives the same files. A crash or a sanitizer report is the failure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/table.h"
#include "text/render.h"

#define SIZE_MAX_FUZZ 32768

static const Str samples[] = {
    {"nämnd;period;belopp;antal;dag\nBUN;2025-08;-1 250,5;4;2025-08-31\nSN;maj 2026;4,75;12 345;20250831\nKS;;;;\n", 0},
    {"a,b,c\r\n1,\"x, \"\"y\"\"\",2.5\r\n2,\"rad\nbruten\",3.25\r\n", 0},
    {"\xef\xbb\xbfkod\tjan\tfeb\tmars\n1\t1\t2\t\xe2\x88\x92" "3\n", 0},
    {"n\xe4mnd;belopp\nV\xe5rd;1,5\nSk\xf6l;2\n", 0},
    {"n\x84mnd;belopp\nV\x86rd;1,5\nSk\x94l;2\n", 0},
    {"\xff\xfe" "a\0;\0b\0\n\0001\0;\0002\0\n\0", 18},
    {"sep=|\na|b\n1|\"2\n", 0},
    {"{\"values\":[{\"kpi\":\"N1\",\"municipality\":\"1984\",\"period\":2012,\"values\":[{\"count\":1,\"gender\":\"T\",\"status\":\"\",\"value\":1.5e2},"
     "{\"count\":1,\"gender\":\"K\",\"status\":\".\",\"value\":null,\"isdeleted\":false}]}],\"next_url\":\"x\"}", 0},
    {"[{\"kpi\":\"N1\",\"municipality_id\":\"1984\",\"municipality\":\"Arboga\",\"year\":\"2012\",\"gender\":\"T\",\"value\":12.25}]", 0},
    {"[{\"a\":1,\"b\":\"\\u00e5\\n\"},{\"a\":[1,{}],\"c\":true}]", 0},
};
#define SAMPLES (sizeof samples / sizeof *samples)

/* Bytes that steer the readers. */
static const char *const pieces[] = {"\"", "\"\"", ";", ",", "\t", "\n", "\r", "\r\n", "\0", "\xff", "\xe5", "\x84", "\xc2\xa0", "\xe2\x88\x92", "[", "{", "]",
                                     "}", ":", "null", "1e999", "1.234", "1,234", "99999999999999999999", "-", "2025-02-30", "\"values\":[", "%", "#REF!",
                                     "                ", "\xef\xbb\xbf", "PK\x03\x04", "jan"};
#define PIECES (sizeof pieces / sizeof *pieces)

typedef struct Random {
    uint64_t state;
} Random;

static size_t random_below(Random *random, size_t n)
{
    random->state ^= random->state << 13;
    random->state ^= random->state >> 7;
    random->state ^= random->state << 17;
    return n ? (size_t)(random->state % n) : 0;
}

static void splice(char *text, size_t *n, size_t at, size_t drop, const char *with, size_t with_n)
{
    if (*n - drop + with_n > SIZE_MAX_FUZZ)
        return;
    memmove(text + at + with_n, text + at + drop, *n - at - drop);
    memcpy(text + at, with, with_n);
    *n += with_n - drop;
}

static void mutate(Random *random, char *text, size_t *n)
{
    size_t at = random_below(random, *n + 1), rest = *n - at;
    char byte;
    switch (random_below(random, 5)) {
    case 0:
        byte = (char)random_below(random, 256);
        splice(text, n, at, rest ? 1 : 0, &byte, 1);
        break;
    case 1: {
        const char *piece = pieces[random_below(random, PIECES)];
        splice(text, n, at, 0, piece, *piece ? strlen(piece) : 1);
        break;
    }
    case 2: splice(text, n, at, random_below(random, rest < 20 ? rest + 1 : 20), "", 0); break;
    case 3: {    /* a stretch once more, perhaps many times */
        char copy[64];
        size_t length = random_below(random, rest < sizeof copy ? rest + 1 : sizeof copy);
        memcpy(copy, text + at, length);
        for (size_t i = random_below(random, 200); i > 0; i--)
            splice(text, n, at, 0, copy, length);
        break;
    }
    default: *n = random_below(random, 40) ? *n : at; break;
    }
}

static ColumnSpec column(const char *header, ColumnType type, Fix factor)
{
    return (ColumnSpec){.header = str_of(header), .name = str_of(header), .type = type, .factor = factor, .unit = STR_LIT("tkr"), .strip_percent = true};
}

/* A declaration that asks for the samples' columns, with words and qualifiers of every kind. */
static void declare(Arena *arena, Random *random, const char *path, TableSpec *spec)
{
    static const ColumnType types[] = {COLUMN_TEXT, COLUMN_INT, COLUMN_NUMBER, COLUMN_DATE, COLUMN_PERIOD, COLUMN_BODY, COLUMN_VINTAGE};
    static const char *const headers[] = {"nämnd", "period", "belopp", "antal", "dag", "a", "b", "c", "kod", "value", "municipality", "kpi"};
    static const char *const formats[] = {"", "", "csv", "json", "kolada"}, *const encodings[] = {"", "", "", "utf-8", "cp850", "utf-16"};
    static Str wide[] = {{"jan", 3}, {"feb", 3}, {"mars", 4}};
    *spec = (TableSpec){.name = STR_LIT("t"), .path = path, .shown = "fil", .format = str_of(formats[random_below(random, 5)]),
                        .encoding = str_of(encodings[random_below(random, 6)]), .separator = STR_LIT("")};
    for (size_t i = random_below(random, 5); i > 0; i--)
        vec_push(arena, &spec->columns, column(headers[random_below(random, 12)], types[random_below(random, 7)], random_below(random, 2) ? 1000 * FIX_ONE : FIX_ONE / 100));
    if (random_below(random, 5) == 0)
        vec_push(arena, &spec->unpivots, (UnpivotSpec){.headers = wide, .header_count = 3, .key_name = STR_LIT("månad"), .key_type = COLUMN_PERIOD,
                                                       .value = column("värde", COLUMN_NUMBER, FIX_ONE), .year = 2025});
    vec_push(arena, &spec->missing, (CellWord){STR_LIT("-"), STR_LIT("uppgift saknas")});
    vec_push(arena, &spec->qualifiers, (CellWord){STR_LIT("ca"), STR_LIT("ungefär")});
    vec_push(arena, &spec->qualifiers, (CellWord){STR_LIT("(ÅÅÅÅ)"), STR_LIT("år")});
}

/* What was read must hold together: codes within their dictionaries, states within their range. */
static bool consistent(const TableData *data)
{
    for (size_t i = 0; i < data->column_count; i++) {
        const Column *column = &data->columns[i];
        size_t codes = column->type == COLUMN_TEXT || column->type == COLUMN_BODY ? column->dict_count : column->period_count;
        bool coded = column->type != COLUMN_NUMBER && column->type != COLUMN_INT && column->type != COLUMN_DATE;
        for (size_t row = 0; row < data->rows; row++) {
            bool filled = column->states[row] == CELL_OK;
            if (column->states[row] > CELL_NOT_APPLICABLE || (filled && coded && (size_t)column->values[row] >= codes) ||
                (column->reasons && column->reasons[row] >= data->reason_count))
                return false;
        }
    }
    return true;
}

static bool try_file(Random *random, const char *path)
{
    Arena *arena = arena_new();
    Diags diags;
    TableSpec spec;
    TableData data;
    Sniff sniff;
    StrBuf out = {0};
    RenderOptions options = {.lang = LANG_SV, .format = DIAG_FORMAT_TEXT};
    diags_init(&diags, arena);
    declare(arena, random, path, &spec);
    bool read = data_read(arena, &spec, &diags, &data), good = !read || consistent(&data);
    good &= read || diags.errors > 0;
    if (data_sniff(arena, path, "fil", &diags, &sniff))
        data_declaration(&out, &sniff, STR_LIT("t"), STR_LIT("fil.csv"));
    render_diags(&out, &diags, &options);
    strbuf_free(&out);
    arena_free(arena);
    return good;
}

static bool write_file(const char *path, const char *text, size_t n)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(text, 1, n, file) == n;
    return file && fclose(file) == 0 && written;
}

int main(int argc, char **argv)
{
    static char text[SIZE_MAX_FUZZ];
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1, count = argc > 2 ? strtoull(argv[2], NULL, 10) : 1000;
    char path[] = "/tmp/fuzz-data-XXXXXX";
    int descriptor = mkstemp(path);
    if (descriptor < 0)
        return 2;
    close(descriptor);
    bool good = true;
    for (uint64_t i = 0; good && i < count; i++) {
        Random random = {(seed * 1000003 + i) * 0x9e3779b97f4a7c15u | 1};
        const Str *sample = &samples[random_below(&random, SAMPLES)];
        size_t n = sample->n ? sample->n : strlen(sample->s);
        memcpy(text, sample->s, n);
        for (size_t k = random_below(&random, 12); k > 0; k--)
            mutate(&random, text, &n);
        good = write_file(path, text, n) && try_file(&random, path);
        if (!good)
            fprintf(stderr, "fuzz_data: seed %llu, file %llu\n", (unsigned long long)seed, (unsigned long long)i);
    }
    unlink(path);
    printf("%d fel\n", !good);
    return good ? 0 : 1;
}
