/* quantity.c: values with units as text, for people and for machines. */
#include "findings/findings.h"

bool quantity_equal(const Quantity *a, const Quantity *b)
{
    if (a->state != b->state || a->type != b->type)
        return false;
    if (a->state != RESULT_VALUE)
        return true;
    switch (a->type) {
    case RESULT_NUMBER: return num_cmp(a->number, b->number) == 0;
    case RESULT_TRUTH: return a->truth == b->truth;
    case RESULT_LEVEL: case RESULT_TEXT: case RESULT_PERIOD: break;
    }
    return str_eq(a->text, b->text);
}

static const char *const truths[][2] = {{"nej", "no"}, {"ja", "yes"}, {"okänt", "unknown"}};

/* Units that have a name of their own in English; those that the model declares stand as they are. */
static const struct { const char *sv, *en; } unit_names[] = {{"procentenheter", "percentage points"}, {"procentenhet", "percentage point"}};

static Str unit_in(Str unit, Lang lang)
{
    for (size_t i = 0; i < sizeof unit_names / sizeof *unit_names && lang == LANG_EN; i++)
        if (str_eqz(unit, unit_names[i].sv))
            return str_of(unit_names[i].en);
    return unit;
}

static void print_number(StrBuf *out, const Quantity *quantity, Lang lang)
{
    Num shown = quantity->number;
    if (quantity->shown_factor != 0 && quantity->shown_factor != FIX_ONE && !num_div(quantity->number, num_of_fix(quantity->shown_factor), &shown)) {
        num_print_people(out, quantity->number, quantity->decimals, lang == LANG_EN);
        return;
    }
    num_print_people(out, shown, quantity->decimals, lang == LANG_EN);
    Str unit = unit_in(quantity->shown_unit, lang);
    if (unit.n) {
        strbuf_puts(out, "\u00a0");
        strbuf_put(out, unit);
    }
}

void quantity_print(StrBuf *out, const Quantity *quantity, Lang lang)
{
    switch (quantity->state) {
    case RESULT_MISSING: strbuf_puts(out, lang == LANG_SV ? "saknas" : "missing"); return;
    case RESULT_NOT_APPLICABLE: strbuf_puts(out, lang == LANG_SV ? "ej tillämplig" : "not applicable"); return;
    case RESULT_NONE: return;
    case RESULT_VALUE: break;
    }
    switch (quantity->type) {
    case RESULT_NUMBER: print_number(out, quantity, lang); break;
    case RESULT_TRUTH: strbuf_puts(out, truths[quantity->truth < 0 || quantity->truth > 2 ? 2 : quantity->truth][lang]); break;
    case RESULT_LEVEL: case RESULT_TEXT: case RESULT_PERIOD: strbuf_put(out, quantity->text); break;
    }
}

void quantity_print_plain(StrBuf *out, const Quantity *quantity)
{
    static const char *const keys[] = {"no", "yes", "unknown"};
    if (quantity->state != RESULT_VALUE)
        return;
    switch (quantity->type) {
    case RESULT_NUMBER: num_print_plain(out, quantity->number); break;
    case RESULT_TRUTH: strbuf_puts(out, keys[quantity->truth < 0 || quantity->truth > 2 ? 2 : quantity->truth]); break;
    case RESULT_LEVEL: case RESULT_TEXT: case RESULT_PERIOD: strbuf_put(out, quantity->text); break;
    }
}
