/* classify.c: is this word a keyword where it stands? Called by tokens.c for each word. */
#include "syntax/classifier.h"

#include "styr-parser.h"

const RawToken *classifier_raw(const Classifier *c, size_t at)
{
    size_t last = c->raw.list.count - 1;
    return &c->raw.list.items[at < last ? at : last];
}

/* The values of these attributes are conditions or calculations, where `för` belongs to the expression. */
static bool holds_expression(AttrKind attr)
{
    switch (attr) {
    case ATTR_COMPUTED: case ATTR_WHEN: case ATTR_ASSESSED: case ATTR_TARGET: case ATTR_TOLERANCE: case ATTR_EQUALS: case ATTR_WHERE:
    case ATTR_REQUIRES: case ATTR_EXPECT: case ATTR_BASELINE: case ATTR_GIVEN: case ATTR_EXEMPT: case ATTR_CONSISTS: case ATTR_RECONCILES: case ATTR_CONDITION:
    case ATTR_CHANGE: case ATTR_SEEK:
        return true;
    default:
        return false;
    }
}

/* Words that are attributes in one place and something else in another: may they start an attribute in the middle of a line? */
static bool attr_mid_line(const Classifier *c, AttrKind attr)
{
    switch (attr) {
    case ATTR_FOR:
        return !(c->has_attr && holds_expression(c->attr));
    case ATTR_WHERE: case ATTR_MISSING: case ATTR_NOT_APPLICABLE:
        return false;
    case ATTR_TO:
        return !(c->has_attr && c->attr == ATTR_SILENCE);
    case ATTR_PER:
        return !(c->has_attr && c->attr == ATTR_GIVEN);
    case ATTR_READ_FROM:
        return !c->has_attr;
    default:
        return true;
    }
}

/* At a line start behind a comma, `kod, period` is a list that goes on, `kod "3"` is an attribute. */
static bool list_goes_on(const Classifier *c, const Word *word)
{
    const RawToken *next = classifier_raw(c, c->at + (size_t)word->count);
    return c->last == TOK_COMMA && (next->kind == RAW_COMMA || next->kind == RAW_DOT || next->kind == RAW_OPEN || next->line_start);
}

/* Inside parentheses the line does not matter, unless a new attribute plainly begins: the closing one was forgotten. */
static bool forgotten_parenthesis(const Classifier *c, const Word *word)
{
    RawKind next = classifier_raw(c, c->at + (size_t)word->count)->kind;
    bool value = next == RAW_WORD || next == RAW_TEXT || next == RAW_NUMBER || next == RAW_PERIOD;
    return attr_mid_line(c, word->attr) && word->attr != ATTR_FOR && value;
}

static bool attr_allowed(const Classifier *c, const Word *word)
{
    bool takes = attr_decls(word->attr) & (1u << c->decl);
    bool line_start = classifier_raw(c, c->at)->line_start;
    if (!takes)
        return false;
    if (c->depth > 0)
        return line_start && forgotten_parenthesis(c, word);
    if (line_start)
        return c->value_done || !list_goes_on(c, word);
    return c->value_done && attr_mid_line(c, word->attr);
}

/* The values of these attributes are points and stretches of time. */
static bool holds_time(const Classifier *c)
{
    if (!c->has_attr)
        return false;
    switch (c->attr) {
    case ATTR_WINDOW: case ATTR_BY: case ATTR_EARLIEST: case ATTR_ELECTION: case ATTR_RECURS: case ATTR_REQUIRES: case ATTR_REPORTED_BY:
    case ATTR_ESCALATES:
        return true;
    default:
        return false;
    }
}

/* minst, över and the like may stand here: before the value of a target. */
static bool bound_allowed(const Classifier *c, bool behind_bound, bool line_start)
{
    if (!c->has_attr || c->depth > 0)
        return false;
    bool change = c->attr == ATTR_CHANGE && c->last == TOK_TO;
    return change || (c->attr == ATTR_TARGET && behind_bound) || (c->attr == ATTR_DECIDES && (behind_bound || line_start));
}

static bool start_allowed(const Classifier *c, int token)
{
    bool line_start = classifier_raw(c, c->at)->line_start;
    bool behind_bound = c->last == TOK_COLON || c->last == TOK_COMMA || c->last == TOK_A_TARGET;
    switch (token) {
    case TOK_OVER: case TOK_UNDER_BOUND:
        return bound_allowed(c, behind_bound, line_start);
    case TOK_TARGET_FOR: case TOK_TOLERANCE_FOR: case TOK_LIMIT_FOR:
        return c->last == TOK_A_CHANGE;
    case TOK_HIGHEST: case TOK_LOWEST:
        return c->last == TOK_A_SEEK;
    case TOK_OTHERS:
        if (c->has_attr && c->attr == ATTR_DECIDES)
            return c->last == TOK_COMMA || c->last == TOK_GIVES || line_start;
        return c->has_attr && c->attr == ATTR_FOLDS && !c->value_done;
    case TOK_OTHERWISE:
        return !c->value_done || classifier_raw(c, c->at)->line_start;
    case TOK_NEXT: case TOK_NEXT_MEETING: case TOK_EACH_MEETING: case TOK_LAST_OF: case TOK_LAST_DAY_OF: case TOK_LAST_WORKDAY_OF: case TOK_WEEK:
    case TOK_BEFORE_MANDATE: case TOK_MISSED_DEADLINE:
        return !c->value_done && holds_time(c);
    case TOK_BY: case TOK_FROM_DAY:
        return !c->value_done && c->has_attr && c->attr == ATTR_ELECTION;
    case TOK_THAT:
        return !c->value_done && c->has_attr && c->attr == ATTR_REQUIRES;
    case TOK_FROM_OUTCOME:
        return !c->value_done && c->has_attr && c->attr == ATTR_FORECAST;
    case TOK_ONLY:
        return !c->value_done && classifier_raw(c, c->at + 1)->kind == RAW_WORD;
    default:
        return !c->value_done;
    }
}

static bool mod_allowed(const Classifier *c, int token)
{
    if (token == TOK_FROM && c->has_attr && c->attr == ATTR_EQUALS && c->depth == 0)
        return true;
    return c->value_done;
}

static bool word_allowed(const Classifier *c, const Word *word)
{
    switch (word->class) {
    case WORD_ATTR:
        return attr_allowed(c, word);
    case WORD_MOD:
        return mod_allowed(c, word->token);
    case WORD_START:
        return start_allowed(c, word->token);
    case WORD_RESERVED:
        return true;
    case WORD_DECL:
        return false;
    }
    return false;
}

const Word *classifier_keyword(const Classifier *c)
{
    for (const Word *word = words_at(&c->words, &c->raw, c->at); word; word = word->next)
        if (word_matches(word, &c->raw, c->at) && word_allowed(c, word))
            return word;
    return NULL;
}
