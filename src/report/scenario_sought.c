/* scenario_sought.c: the largest and smallest values that were sought, and how sure they are. Part of the paper. */
#include "report/phrases.h"
#include "report/scenario_parts.h"

static Str words_of(const Telling *telling, const Quantity *quantity)
{
    return phrase_quantity(telling->paper.arena, quantity, telling->paper.lang);
}

static const char *truth_words(const Telling *telling, uint8_t truth)
{
    return truth == 1 ? either(telling, "gäller", "holds") : truth == 0 ? either(telling, "gäller inte", "does not hold") : either(telling, "är okänt", "is unknown");
}

static Str ends_told(const Telling *telling, const Sought *sought)
{
    return telling_text(telling, either(telling, STR_FMT ": %s, " STR_FMT ": %s", STR_FMT ": %s, " STR_FMT ": %s"),
                        STR_ARG(words_of(telling, &sought->low)), truth_words(telling, sought->at_low), STR_ARG(words_of(telling, &sought->high)),
                        truth_words(telling, sought->at_high));
}

static Str answer_told(const Telling *telling, const Sought *sought)
{
    Str value = words_of(telling, &sought->value);
    switch (sought->outcome) {
    case SOUGHT_FOUND: return value;
    case SOUGHT_NONE:
        return telling_text(telling, either(telling, "inget värde (" STR_FMT ")", "no value (" STR_FMT ")"), STR_ARG(ends_told(telling, sought)));
    case SOUGHT_ALL:
        return telling_text(telling, either(telling, "alla värden (" STR_FMT ")", "every value (" STR_FMT ")"), STR_ARG(ends_told(telling, sought)));
    case SOUGHT_AT_END:
        return telling_text(telling, either(telling, STR_FMT ", där sökningen slutar; längre in gäller det inte överallt", STR_FMT ", where the search ends; further in it does not hold everywhere"), STR_ARG(value));
    case SOUGHT_PIECES:
        return telling_text(telling, either(telling, STR_FMT "; innanför det kommer och går villkoret", STR_FMT "; within it the condition comes and goes"), STR_ARG(value));
    case SOUGHT_UNDECIDED: break;
    }
    return sought->has_value ? telling_text(telling, either(telling, "minst " STR_FMT "; längre bort går det inte att säga", "up to " STR_FMT "; further out it cannot be told"), STR_ARG(value))
                             : str_of(either(telling, "går inte att säga", "cannot be told"));
}

static Str sureness_told(const Telling *telling, const Sought *sought)
{
    if (sought->every)
        return str_of(either(telling, "varje värde är prövat", "every value was tried"));
    return telling_text(telling, either(telling, "%zu värden prövade, varje växling följd; att det växlar mer däremellan är inte uteslutet",
                                        "%zu values tried, every change followed; that it changes more in between is not ruled out"), sought->tried);
}

void put_sought(Telling *telling, const ScenarioResult *result)
{
    if (!result->sought.count)
        return;
    paper_heading(&telling->paper, 3, str_of(either(telling, "Sökt", "Sought")));
    for (VEC_EACH(const Sought, sought, &result->sought)) {
        Str name = sought->title.n ? sought->title : sought->parameter;
        const char *end = sought->highest ? either(telling, "Högsta", "Highest") : either(telling, "Lägsta", "Lowest");
        paper_item(&telling->paper, 1, TONE_PLAIN, telling_text(telling, either(telling, "%s " STR_FMT " så att " STR_FMT ": " STR_FMT, "%s " STR_FMT " so that " STR_FMT ": " STR_FMT),
                                                                end, STR_ARG(name), STR_ARG(sought->condition), STR_ARG(answer_told(telling, sought))));
        paper_item(&telling->paper, 2, TONE_PLAIN, telling_text(telling, either(telling, "Sökt mellan " STR_FMT " och " STR_FMT "%s; " STR_FMT ".", "Sought between " STR_FMT " and " STR_FMT "%s; " STR_FMT "."),
                                                                STR_ARG(words_of(telling, &sought->low)), STR_ARG(words_of(telling, &sought->high)),
                                                                sought->stated ? "" : either(telling, " (inget annat är sagt)", " (nothing else is said)"), STR_ARG(sureness_told(telling, sought))));
    }
}
