/* advice_words.c: S1204 goals that nothing measures, S1205 titles that do not say how much, and when two wordings are the same. The words: advice_words.def. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "model/advice/advice_parts.h"
#include "model/check.h"

/* ---- words of a text ---- */

/* Letters and digits of any language, and the hyphen inside a word: in "låg- och mellanstadiet" there is no word låg. */
static bool is_word_byte(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '-';
}

static void words_of(Arena *arena, Str folded, StrVec *out)
{
    for (size_t at = 0; at < folded.n;) {
        size_t start = at;
        while (at < folded.n && is_word_byte(folded.s[at]))
            at++;
        if (at > start)
            vec_push(arena, out, (Str){folded.s + start, at - start});
        else
            at++;
    }
}

/* The words of a phrase, separated by blanks, stand at words[at]; their number, or 0. */
static size_t phrase_at(const StrVec *words, size_t at, const char *phrase)
{
    size_t count = 0;
    for (const char *rest = phrase; *rest; count++) {
        size_t n = strcspn(rest, " ");
        if (at + count >= words->count || !str_eq(words->items[at + count], (Str){rest, n}))
            return 0;
        rest += n + (rest[n] == ' ');
    }
    return count;
}

/* ---- vague words ---- */

typedef enum WordClass { WORD_DIRECTION, WORD_QUALITY } WordClass;
static const struct { WordClass class; const char *phrase; } vague[] = {
#define VAGUE(class, phrase) {class, phrase},
#define PRECISE(phrase)
#include "model/advice/advice_words.def"
#undef VAGUE
#undef PRECISE
};
static const char *const precise[] = {
#define VAGUE(class, phrase)
#define PRECISE(phrase) phrase,
#include "model/advice/advice_words.def"
#undef VAGUE
#undef PRECISE
};

static size_t precise_at(const StrVec *words, size_t at)
{
    for (size_t i = 0; i < sizeof precise / sizeof *precise; i++) {
        size_t count = phrase_at(words, at, precise[i]);
        if (count)
            return count;
    }
    return 0;
}

/* "fler än fem" compares with something, and what "höjs inte" stays where it is. */
static bool is_settled_by(const StrVec *words, size_t next)
{
    return next < words->count && (str_eqz(words->items[next], "än") || str_eqz(words->items[next], "inte") || str_eqz(words->items[next], "aldrig"));
}

static size_t vague_at(const StrVec *words, size_t at, bool qualities)
{
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++) {
        size_t count = vague[i].class == WORD_DIRECTION || qualities ? phrase_at(words, at, vague[i].phrase) : 0;
        if (count)
            return is_settled_by(words, at + count) ? 0 : count;
    }
    return 0;
}

/* A figure in the title says how much, a year only when. */
static bool is_figure(Str word)
{
    bool year = word.n == 4 && (strncmp(word.s, "19", 2) == 0 || strncmp(word.s, "20", 2) == 0);
    return isdigit((unsigned char)word.s[0]) && !year;
}

static StrVec vague_words(Arena *arena, Str title, bool qualities)
{
    StrVec words = {0}, found = {0}, none = {0};
    words_of(arena, utf8_fold(arena, title), &words);
    for (size_t i = 0, step; i < words.count; i += step) {
        size_t exact = precise_at(&words, i), count = exact ? 0 : vague_at(&words, i, qualities);
        step = exact ? exact : count ? count : 1;
        if (is_figure(words.items[i]))
            return none;
        if (count) {
            const Str *first = &words.items[i], *last = &words.items[i + count - 1];
            vec_push(arena, &found, str_dup(arena, (Str){first->s, (size_t)(last->s + last->n - first->s)}));
        }
    }
    return found;
}

static void check_title(Advisor *a, const Common *common, bool goal)
{
    const Decl *decl = common->decl;
    StrVec words = vague_words(a->arena, decl->title, goal);
    if (!words.count)
        return;
    const char *list = list_in(a->arena, &words, 5);
    const char *sv = arena_printf(a->arena, STR_FMT " (" STR_FMT ")", STR_ARG(common->name), STR_ARG(diag_arg(list, LANG_SV)));
    const char *en = arena_printf(a->arena, STR_FMT " (" STR_FMT ")", STR_ARG(common->name), STR_ARG(diag_arg(list, LANG_EN)));
    diag_add(a->diags, DIAG_S1205, decl->title_span, diag_both(a->arena, sv, en), NULL);
}

void advise_vague(Advisor *a)
{
    for (VEC_EACH(const Goal, goal, &a->model->goals))
        if (is_own(&goal->common) && !is_measured(a->model, goal, 0))
            check_title(a, &goal->common, true);
    for (VEC_EACH(const Indicator, indicator, &a->model->indicators))
        if (is_own(&indicator->common) && !has_target(indicator))
            check_title(a, &indicator->common, false);
}

/* ---- goals that nothing measures ---- */

/* Of so few goals settled by people, none of which says what is judged, nothing is said: there is no custom in the model to hold them to. */
#define SETTLED_FEW 2

static bool says_what(const Goal *goal)
{
    return decl_attr(goal->common.decl, ATTR_CONTAINS) || decl_attr(goal->common.decl, ATTR_DESCRIPTION);
}

static bool expects_words(const Advisor *a)
{
    size_t silent = 0, told = 0;
    for (VEC_EACH(const Goal, goal, &a->model->goals)) {
        if (!goal->settled_by_people || !is_own(&goal->common))
            continue;
        told += says_what(goal);
        silent += !says_what(goal);
    }
    return told || silent > SETTLED_FEW;
}

/* Those without indicators and subgoals are S0324's. */
static const char *unmeasurable(const Model *model, const Goal *goal, bool words)
{
    if (is_measured(model, goal, 0))
        return NULL;
    if (goal->settled_by_people)
        return !words || says_what(goal) ? NULL : BOTH("inget att bedöma mot", "nothing to judge against");
    return goal->measures.count && !goal->cases.count ? BOTH("inget målvärde", "no target") : NULL;
}

void advise_unmeasurable(Advisor *a)
{
    bool words = expects_words(a);
    for (VEC_EACH(const Goal, goal, &a->model->goals)) {
        const char *why = is_own(&goal->common) ? unmeasurable(a->model, goal, words) : NULL;
        if (!why)
            continue;
        const char *sv = arena_printf(a->arena, STR_FMT " (" STR_FMT ")", STR_ARG(goal->common.name), STR_ARG(diag_arg(why, LANG_SV)));
        const char *en = arena_printf(a->arena, STR_FMT " (" STR_FMT ")", STR_ARG(goal->common.name), STR_ARG(diag_arg(why, LANG_EN)));
        diag_add(a->diags, DIAG_S1204, goal->common.decl->name_span, diag_both(a->arena, sv, en), NULL);
    }
}

/* ---- the same wording ---- */

/* What a noun ends with in its forms: en plan, planen, planer, planerna; ett mål, målet, målen. */
static bool is_ending(Str rest)
{
    static const char *const endings[] = {"", "n", "en", "t", "et", "r", "ar", "er", "or", "na", "arna", "erna", "orna", "a", "s", "ns", "ens", "ts", "ets"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_eqz(rest, endings[i]))
            return true;
    return false;
}

static bool is_same_word(Str a, Str b)
{
    size_t same = 0;
    while (same < a.n && same < b.n && a.s[same] == b.s[same])
        same++;
    /* A letter of two bytes may differ in its second only. */
    while (same > 0 && same < a.n && ((unsigned char)a.s[same] & 0xc0) == 0x80)
        same--;
    return same >= 3 && is_ending((Str){a.s + same, a.n - same}) && is_ending((Str){b.s + same, b.n - same});
}

static StrVec plain_words(Arena *arena, Str text)
{
    StrVec words = {0};
    Str folded = str_dup(arena, utf8_fold(arena, text));
    char *bytes = arena_strndup(arena, folded.s, folded.n);
    for (size_t i = 0; i < folded.n; i++)
        bytes[i] = bytes[i] == '-' ? ' ' : bytes[i];
    words_of(arena, (Str){bytes, folded.n}, &words);
    return words;
}

bool is_same_wording(Arena *arena, Str a, Str b)
{
    StrVec x = plain_words(arena, a), y = plain_words(arena, b);
    if (!x.count || x.count != y.count)
        return false;
    for (size_t i = 0; i < x.count; i++)
        if (!str_eq(x.items[i], y.items[i]) && !is_same_word(x.items[i], y.items[i]))
            return false;
    return true;
}
