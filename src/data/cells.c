/* cells.c: the text of one cell -> a typed value. Words for missing, qualifiers, and one reader per column type. Called by columns.c. */
#include "data/cells.h"

#include <string.h>

#include "base/utf8.h"
#include "data/rows.h"

#define QUALIFIERS_MAX 4        /* words stripped from one cell */

static void list_init(WordList *list, Arena *arena, const CellWord *words, size_t count)
{
    *list = (WordList){.words = words, .count = count, .folded = arena_array(arena, count, sizeof(Str))};
    for (size_t i = 0; i < count; i++) {
        list->folded[i] = utf8_fold(arena, str_trim(words[i].text));
        list->longest = list->folded[i].n > list->longest ? list->folded[i].n : list->longest;
    }
}

static bool has_numeric(const WordList *list)
{
    NumberShape shape;
    for (size_t i = 0; i < list->count; i++)
        if (number_scan(list->folded[i], false, &shape))
            return true;
    return false;
}

void cell_rules_init(CellRules *rules, Arena *arena, const TableSpec *spec)
{
    *rules = (CellRules){.arena = arena, .decimal = spec->decimal};
    list_init(&rules->missing, arena, spec->missing.items, spec->missing.count);
    list_init(&rules->not_applicable, arena, spec->not_applicable.items, spec->not_applicable.count);
    list_init(&rules->qualifiers, arena, spec->qualifiers.items, spec->qualifiers.count);
    rules->numeric_words = has_numeric(&rules->missing) || has_numeric(&rules->not_applicable);
    const CellWord *empty = word_find(rules, &rules->not_applicable, STR_LIT(""));
    rules->empty_not_applicable = empty != NULL;
    rules->empty_reason = empty ? empty->reason : STR_LIT("");
}

const CellWord *word_find(const CellRules *rules, const WordList *list, Str text)
{
    if (list->count == 0 || text.n > list->longest * 4)   /* folding shortens a text at most to a quarter */
        return NULL;
    Str folded = utf8_fold(rules->arena, text);
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(folded, list->folded[i]))
            return &list->words[i];
    return NULL;
}

/* Is text a spelling of a missing or not applicable value? */
static bool word_read(const CellRules *rules, Str text, CellValue *out)
{
    const CellWord *word = word_find(rules, &rules->missing, text);
    CellState state = CELL_MISSING;
    if (!word) {
        word = word_find(rules, &rules->not_applicable, text);
        state = CELL_NOT_APPLICABLE;
    }
    if (word)
        *out = (CellValue){.state = state, .reason = word->reason};
    return word != NULL;
}

static CellValue empty_value(const CellRules *rules)
{
    return (CellValue){.state = rules->empty_not_applicable ? CELL_NOT_APPLICABLE : CELL_MISSING, .reason = rules->empty_reason};
}

/* A year in brackets at the end: "74 (2024)". *year gets its digits. */
static bool strip_bracketed_year(Str *text, Str *year)
{
    if (text->n < 7 || text->s[text->n - 1] != ')' || text->s[text->n - 6] != '(')
        return false;
    *year = (Str){text->s + text->n - 5, 4};
    for (size_t i = 0; i < 4; i++)
        if (year->s[i] < '0' || year->s[i] > '9')
            return false;
    *text = str_trim((Str){text->s, text->n - 6});
    return true;
}

static bool letter_like(unsigned char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26 || (c >= 0x80 && c < 0xe0);
}

/* Takes a word off the front or the end of text. It stands by itself: "prel" is not the beginning of "preliminär". */
static bool strip_word(Str *text, Str word)
{
    if (word.n == 0 || text->n <= word.n)
        return false;
    bool front = str_starts(*text, word);
    if (!front && !str_ends(*text, word))
        return false;
    Str rest = front ? str_from(*text, word.n) : (Str){text->s, text->n - word.n}, trimmed = str_trim(rest);
    unsigned char inner = (unsigned char)(front ? word.s[word.n - 1] : word.s[0]);
    unsigned char outer = (unsigned char)(front ? rest.s[0] : rest.s[rest.n - 1]);
    if (trimmed.n == rest.n && letter_like(inner) && letter_like(outer))
        return false;
    *text = trimmed;
    return true;
}

/* Takes one declared qualifier off the folded text. */
static bool strip_qualifier(const CellRules *rules, Str *text, Str *reason)
{
    const WordList *list = &rules->qualifiers;
    for (size_t i = 0; i < list->count; i++) {
        Str year;
        if (str_eqz(list->folded[i], "(åååå)") && strip_bracketed_year(text, &year)) {
            *reason = str_of(arena_printf(rules->arena, STR_FMT " " STR_FMT, STR_ARG(list->words[i].reason), STR_ARG(year)));
            *reason = str_trim(*reason);
            return true;
        }
        if (strip_word(text, list->folded[i])) {
            *reason = list->words[i].reason;
            return true;
        }
    }
    return false;
}

static bool qualified_cell(const CellRules *rules, const ColumnSpec *column, Str text, CellValue *out, CellFault *fault)
{
    Str rest = utf8_fold(rules->arena, text), reason;
    bool stripped = false;
    for (int i = 0; i < QUALIFIERS_MAX && strip_qualifier(rules, &rest, &reason); i++) {
        stripped = true;
        if (out->reason.n == 0)
            out->reason = reason;
    }
    return stripped && number_cell(rules, column, rest, out, fault);
}

static bool fault_is(CellFault *fault, DiagCode code)
{
    *fault = (CellFault){.code = code};
    return false;
}

static bool numeric_cell(const CellRules *rules, const ColumnSpec *column, Str text, CellValue *out, CellFault *fault)
{
    if (rules->numeric_words && word_read(rules, text, out))
        return true;
    if (number_cell(rules, column, text, out, fault))
        return true;
    if (word_read(rules, text, out))
        return true;
    CellFault plain = *fault;
    if (rules->qualifiers.count && text.n <= 200) {
        *out = (CellValue){.state = CELL_OK};
        if (qualified_cell(rules, column, text, out, fault))
            return true;
        *fault = plain;
    }
    return false;
}

static bool date_cell(const CellRules *rules, Str text, CellValue *out, CellFault *fault)
{
    Date date = DATE_NONE;
    bool exists = false;
    if (!date_read(rules->arena, text, &date, &exists))
        return fault_is(fault, DIAG_S0425);
    if (!exists)
        return fault_is(fault, DIAG_S0426);
    out->value = date;
    return true;
}

static bool period_cell(const CellRules *rules, Str text, CellValue *out, CellFault *fault)
{
    Date date;
    bool exists = false;
    if (period_read(rules->arena, text, rules->year, &out->period))
        return true;
    return fault_is(fault, date_read(rules->arena, text, &date, &exists) && text.n > 7 ? DIAG_S0426 : DIAG_S0431);
}

bool cell_read(const CellRules *rules, const ColumnSpec *column, Str text, CellValue *out, CellFault *fault)
{
    *out = (CellValue){.state = CELL_OK};
    if (text.n == 0) {
        *out = empty_value(rules);
        return true;
    }
    if (rules->underscore && str_eqz(text, "_")) {
        *out = (CellValue){.state = CELL_MISSING};
        return true;
    }
    if (column->type == COLUMN_NUMBER || column->type == COLUMN_INT)
        return numeric_cell(rules, column, text, out, fault);
    if (word_read(rules, text, out))
        return true;
    switch (column->type) {
    case COLUMN_DATE: return date_cell(rules, text, out, fault);
    case COLUMN_PERIOD:
    case COLUMN_VINTAGE: return period_cell(rules, text, out, fault);
    case COLUMN_TEXT:
    case COLUMN_BODY: out->text = utf8_nfc(rules->arena, text); return true;
    case COLUMN_INT:
    case COLUMN_NUMBER: break;
    }
    return true;
}
