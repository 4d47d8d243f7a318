/* encoding.c: bytes of a file -> UTF-8. Recognises the encoding by evidence, says which it was, refuses to guess. First step of every source. */
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"
#include "data/rows.h"

/* What is not a text at all. The names are the same in every language. */
static const struct Signature { Str bytes; const char *name; } signatures[] = {
    {{"PK\x03\x04", 4}, "xlsx (Excel, zip)"},
    {{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}, "xls (Excel 97–2003)"},
    {{"%PDF", 4}, "PDF"},
    {{"\x1f\x8b", 2}, "gzip"},
    {{"SQLite format 3", 16}, "SQLite"},
    {{"PAR1", 4}, "Parquet"},
    {{"7z\xbc\xaf\x27\x1c", 6}, "7z"},
    {{"\xfd" "7zXZ", 5}, "xz"},
    {{"BZh", 3}, "bzip2"},
    {{"\x28\xb5\x2f\xfd", 4}, "zstd"},
    {{"{\\rtf", 5}, "RTF"},
    {{"<!DOCTYPE html", 14}, "HTML"},
    {{"<!doctype html", 14}, "HTML"},
    {{"<html", 5}, "HTML"},
    {{"<?xml", 5}, "XML"},
};

static bool refuse_signature(DataFile *file)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        if (!str_starts(file->text, signatures[i].bytes))
            continue;
        FAULT_AT(file->faults, DIAG_S0402, 0, 0, file->faults->shown, signatures[i].name);
        return true;
    }
    return false;
}

/* Encodings of one byte per letter, by the names that people use for them. */
typedef struct Charset {
    const char *shown, *iconv;
    const char *names;        /* folded, each between blanks */
} Charset;

static const Charset windows_1252 = {"Windows-1252", "CP1252", " windows-1252 windows1252 cp1252 ansi latin1 latin-1 iso-8859-1 iso8859-1 "};
static const Charset dos_437 = {"CP437", "CP437", " cp437 ibm437 437 pc8 "};
static const Charset dos_850 = {"CP850", "CP850", " cp850 ibm850 850 "};
static const Charset *const charsets[] = {&windows_1252, &dos_437, &dos_850};
static const char utf8_names[] = " utf-8 utf8 utf-8-bom ", utf16_names[] = " utf-16 utf16 utf-16le utf-16be unicode ";

static bool named(Arena *arena, const char *names, Str name)
{
    const char *word = arena_printf(arena, " " STR_FMT " ", STR_ARG(utf8_fold(arena, str_trim(name))));
    return strstr(names, word) != NULL;
}

/* Code points of the bytes 0x80–0xff, 0 where there is none. */
static void charset_table(const Charset *charset, uint32_t table[128])
{
    memset(table, 0, 128 * sizeof *table);
    iconv_t converter = iconv_open("UCS-4LE", charset->iconv);
    if (converter == (iconv_t)-1)
        return;
    for (unsigned i = 0; i < 128; i++) {
        char byte = (char)(0x80 + i), *in = &byte;
        unsigned char bytes[4] = {0};
        char *out = (char *)bytes;
        size_t in_left = 1, out_left = sizeof bytes;
        if (iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1)
            table[i] = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
    }
    iconv_close(converter);
}

static bool decode_charset(DataFile *file, const Charset *charset)
{
    uint32_t table[128];
    charset_table(charset, table);
    Str text = file->text;
    char *out = arena_alloc(file->arena, text.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char byte = (unsigned char)text.s[i];
        uint32_t point = byte < 0x80 ? byte : table[byte - 0x80];
        if (point == 0 && byte != 0) {
            FAULT_IN(file->faults, DIAG_S0407, 1, text.s, ((Str){text.s + i, 1}), file->faults->shown,
                     arena_printf(file->arena, "%02X", byte), charset->shown);
            return false;
        }
        if (point < 0x80) {
            out[n++] = (char)point;
        } else if (point < 0x800) {
            out[n++] = (char)(0xc0 | point >> 6);
            out[n++] = (char)(0x80 | (point & 0x3f));
        } else {
            out[n++] = (char)(0xe0 | point >> 12);
            out[n++] = (char)(0x80 | (point >> 6 & 0x3f));
            out[n++] = (char)(0x80 | (point & 0x3f));
        }
    }
    file->text = (Str){out, n};
    file->identity->encoding = charset->shown;
    return true;
}

static unsigned unit_at(Str text, size_t at, bool big)
{
    unsigned a = (unsigned char)text.s[at], b = (unsigned char)text.s[at + 1];
    return big ? a << 8 | b : b << 8 | a;
}

static bool has_utf16_mark(Str text)
{
    return str_starts(text, STR_LIT("\xff\xfe")) || str_starts(text, STR_LIT("\xfe\xff"));
}

/* UTF-16; without a byte-order mark little-endian, as Windows writes it. */
static bool decode_utf16(DataFile *file)
{
    Str text = file->text;
    StrBuf out = {0};
    bool whole = true, big = str_starts(text, STR_LIT("\xfe\xff"));
    size_t at = has_utf16_mark(text) ? 2 : 0;
    while (whole && at + 1 < text.n) {
        uint32_t point = unit_at(text, at, big);
        at += 2;
        if (point >= 0xd800 && point < 0xe000) {
            unsigned low = point < 0xdc00 && at + 1 < text.n ? unit_at(text, at, big) : 0;
            whole = low >= 0xdc00 && low < 0xe000;
            point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
            at += 2;
        }
        if (whole)
            utf8_put(&out, point);
    }
    whole = whole && at == text.n;
    size_t lines = count_lines(out.s, out.s + out.n);
    file->text = str_dup(file->arena, strbuf_str(&out));
    strbuf_free(&out);
    file->identity->encoding = big ? "UTF-16BE" : "UTF-16LE";
    if (!whole)
        FAULT_AT(file->faults, DIAG_S0405, lines + 1, 0, file->faults->shown, "UTF-16", arena_printf(file->arena, "byte %zu", at));
    return whole;
}

/* What the bytes outside ASCII look like. */
typedef struct Evidence {
    size_t sequences, invalid;      /* valid UTF-8 sequences; bytes that are not */
    size_t first_invalid;
    size_t windows, dos;            /* å ä ö Å Ä Ö in Windows-1252; in CP437 and CP850 */
    size_t count[256];
    size_t first[256];              /* offset of the first of each byte */
} Evidence;

static void evidence_gather(Str text, Evidence *evidence)
{
    *evidence = (Evidence){.first_invalid = text.n};
    for (size_t at = 0; at < text.n;) {
        unsigned char byte = (unsigned char)text.s[at];
        if (byte < 0x80) {
            at++;
            continue;
        }
        size_t next = at;
        bool valid = utf8_next(text, &next) != 0xfffd || next - at > 1;
        evidence->sequences += valid;
        evidence->invalid += !valid;
        if (!valid && evidence->first_invalid == text.n)
            evidence->first_invalid = at;
        for (; at < next; at++) {
            byte = (unsigned char)text.s[at];
            if (evidence->count[byte]++ == 0)
                evidence->first[byte] = at;
        }
    }
    for (const char *letter = "\xe5\xe4\xf6\xc5\xc4\xd6"; *letter; letter++)
        evidence->windows += evidence->count[(unsigned char)*letter];
    for (const char *letter = "\x86\x84\x94\x8f\x8e\x99"; *letter; letter++)
        evidence->dos += evidence->count[(unsigned char)*letter];
}

/* A character that Swedish tables hold: Latin letters, signs of Latin-1, and (for CP437) ≤ ≥ ≈ √ ∞. */
static bool plausible(uint32_t point)
{
    return (point >= 0xa0 && point < 0x250 && point != 0xad) || point == 0x2264 || point == 0x2265 || point == 0x2248 || point == 0x221a ||
           point == 0x221e;
}

/* CP437 and CP850 have å ä ö at the same places: CP437 only where a byte means something in it and nothing in CP850. */
static const Charset *dos_charset(const Evidence *evidence)
{
    uint32_t in_437[128], in_850[128];
    charset_table(&dos_437, in_437);
    charset_table(&dos_850, in_850);
    size_t only_437 = 0, only_850 = 0;
    for (size_t i = 0; i < 128; i++) {
        if (evidence->count[0x80 + i] == 0 || in_437[i] == in_850[i])
            continue;
        only_437 += plausible(in_437[i]) && !plausible(in_850[i]);
        only_850 += plausible(in_850[i]) && !plausible(in_437[i]);
    }
    return only_437 > only_850 ? &dos_437 : &dos_850;
}

/* The charset that the Swedish letters point to, or NULL: a clear majority of four to one is asked for. */
static const Charset *charset_recognised(const Evidence *evidence)
{
    if (evidence->windows > 0 && evidence->windows >= 4 * evidence->dos)
        return &windows_1252;
    if (evidence->dos > 0 && evidence->dos >= 4 * evidence->windows)
        return dos_charset(evidence);
    return NULL;
}

static bool refuse_undecidable(DataFile *file, const Evidence *evidence)
{
    StrBuf bytes = {0};
    size_t kinds = 0, first = file->text.n;
    for (size_t byte = 0x80; byte < 256; byte++) {
        if (evidence->count[byte] == 0)
            continue;
        first = evidence->first[byte] < first ? evidence->first[byte] : first;
        size_t line = 1 + count_lines(file->text.s, file->text.s + evidence->first[byte]);
        if (kinds++ < 6)
            strbuf_printf(&bytes, "%s%02zX (%zu)", kinds > 1 ? ", " : "", byte, line);
    }
    if (kinds > 6)
        strbuf_puts(&bytes, " …");
    FAULT_IN(file->faults, DIAG_S0404, 1, file->text.s, ((Str){file->text.s + first, 1}), file->faults->shown, bytes.s);
    strbuf_free(&bytes);
    return false;
}

static bool refuse_invalid(DataFile *file, size_t at)
{
    FAULT_IN(file->faults, DIAG_S0405, 1, file->text.s, ((Str){file->text.s + at, 1}), file->faults->shown, "UTF-8",
             arena_printf(file->arena, "byte %02X", (unsigned char)file->text.s[at]));
    return false;
}

void encoding_take_mark(DataFile *file)
{
    file->identity->encoding = "UTF-8";
    if (str_starts(file->text, STR_LIT("\xef\xbb\xbf"))) {
        file->text = str_from(file->text, 3);
        file->identity->encoding = "UTF-8 med BOM";
    }
}

static bool decode_utf8(DataFile *file)
{
    encoding_take_mark(file);
    size_t invalid = utf8_invalid_at(file->text);
    return invalid == file->text.n || refuse_invalid(file, invalid);
}

static bool decode_stated(DataFile *file, Str name)
{
    if (named(file->arena, utf8_names, name))
        return decode_utf8(file);
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (named(file->arena, charsets[i]->names, name))
            return decode_charset(file, charsets[i]);
    if (named(file->arena, utf16_names, name))
        return decode_utf16(file);
    file->faults->count++;
    diag_add(file->faults->diags, DIAG_S0406, file->spec->encoding_span, fault_quote(file->arena, name), (char *)NULL);
    return false;
}

static bool refuse_zero(DataFile *file)
{
    const char *zero = file->text.n ? memchr(file->text.s, '\0', file->text.n) : NULL;
    if (zero)
        FAULT_IN(file->faults, DIAG_S0403, 1, file->text.s, ((Str){zero, 1}), file->faults->shown);
    return zero != NULL;
}

static bool decode_recognised(DataFile *file)
{
    if (has_utf16_mark(file->text))
        return decode_utf16(file);
    if (str_starts(file->text, STR_LIT("\xef\xbb\xbf")) || utf8_invalid_at(file->text) == file->text.n)
        return decode_utf8(file);
    Evidence evidence;
    evidence_gather(file->text, &evidence);
    /* Text of one byte per letter hardly ever forms valid sequences by chance: a file with more of them than not is damaged UTF-8. */
    if (evidence.sequences > evidence.invalid)
        return refuse_invalid(file, evidence.first_invalid);
    const Charset *charset = charset_recognised(&evidence);
    return charset ? decode_charset(file, charset) : refuse_undecidable(file, &evidence);
}

bool encoding_may_be_utf8(const DataFile *file, Str head, bool whole)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (str_starts(head, signatures[i].bytes))
            return false;
    if (has_utf16_mark(head) || (file->spec->encoding.n && !named(file->arena, utf8_names, file->spec->encoding)))
        return false;
    size_t invalid = utf8_invalid_at(head);
    bool cut = !whole && head.n - invalid < 4;    /* within a letter */
    return (invalid == head.n || cut) && !(head.n && memchr(head.s, '\0', head.n));
}

bool encoding_decode(DataFile *file)
{
    bool wide = has_utf16_mark(file->text) || named(file->arena, utf16_names, file->spec->encoding);
    if (refuse_signature(file) || (!wide && refuse_zero(file)))
        return false;
    bool decoded = file->spec->encoding.n ? decode_stated(file, file->spec->encoding) : decode_recognised(file);
    file->faults->text = file->text;
    return decoded;
}
