/* options.c: the arguments of the program: one command, options anywhere, `--` ends the options. First stage of the command. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cmd/command.h"

#define V(verb) (1u << VERB_##verb)
#define EVERY (~0u)
const OptionInfo options[OPT_COUNT] = {
#define OPTION(member, letter, sv, en, value_sv, value_en, verbs, about_sv, about_en) \
    [OPT_##member] = {letter, {sv, en}, {value_sv, value_en}, verbs, {about_sv, about_en}},
#include "cmd/options.def"
#undef OPTION
};

const VerbInfo verbs[VERB_COUNT] = {
#define VERB(member, sv, en, function, args_sv, args_en, about_sv, about_en, examples_sv, examples_en) \
    [VERB_##member] = {{sv, en}, function, {args_sv, args_en}, {about_sv, about_en}, {examples_sv, examples_en}},
#include "cmd/verbs.def"
#undef VERB
};

/* ---- words ---- */

/* Folded, without the dots and rings of å ä ö: what people type on any keyboard. */
static Str plain_word(Arena *arena, const char *word)
{
    Str folded = utf8_fold(arena, str_of(word));
    StrBuf buf = {0};
    for (size_t at = 0; at < folded.n;) {
        uint32_t c = utf8_next(folded, &at);
        utf8_put(&buf, c == 0xe5 || c == 0xe4 ? 'a' : c == 0xf6 ? 'o' : c);
    }
    Str plain = str_dup(arena, strbuf_str(&buf));
    strbuf_free(&buf);
    return plain;
}

bool same_word(Arena *arena, const char *given, const char *name)
{
    return strcmp(given, name) == 0 || str_eq(plain_word(arena, given), plain_word(arena, name));
}

VerbId verb_by_name(Arena *arena, const char *name)
{
    for (size_t i = 0; i < VERB_COUNT; i++)
        if (same_word(arena, name, verbs[i].name[LANG_SV]) || same_word(arena, name, verbs[i].name[LANG_EN]))
            return (VerbId)i;
    return VERB_COUNT;
}

/* Far from everything: no guess is better than a wild one. In tenths of an edit. */
static unsigned guess_limit(Str given)
{
    return 4 + (unsigned)(given.n < 20 ? given.n : 20) * 3;
}

void guess_offer(Guess *guess, const char *name)
{
    if (guess->given.n > 60)
        return;
    unsigned distance = utf8_distance(guess->given, str_of(name));
    if (distance > guess_limit(guess->given) || (guess->best && distance >= guess->distance))
        return;
    guess->best = name;
    guess->distance = distance;
}

/* ---- options ---- */

static OptionId option_by_name(Arena *arena, const char *name)
{
    for (size_t i = 0; i < OPT_COUNT; i++)
        if (same_word(arena, name, options[i].name[LANG_SV]) || same_word(arena, name, options[i].name[LANG_EN]))
            return (OptionId)i;
    return OPT_COUNT;
}

static OptionId option_by_letter(char letter)
{
    for (size_t i = 0; i < OPT_COUNT; i++)
        if (options[i].letter && options[i].letter == letter)
            return (OptionId)i;
    return OPT_COUNT;
}

static void report_unknown(Command *command, const char *given, const char *name)
{
    Diag *diag = command_error(command, S0911, given, "hjälp");
    Guess guess = {.given = str_of(name)};
    for (size_t i = 0; i < OPT_COUNT; i++) {
        guess_offer(&guess, options[i].name[LANG_SV]);
        guess_offer(&guess, options[i].name[LANG_EN]);
    }
    if (guess.best)
        diag_suggest(&command->diags, diag, arena_printf(command->arena, "--%s", guess.best));
}

/* value: what stood behind = or the letter, or NULL: then the next argument is taken where the option needs one. */
static void set_option(Command *command, OptionId option, const char *given, const char *value, char **argv, int argc, int *at)
{
    const char *needs = options[option].value[LANG_SV];
    if (!needs && value)
        command_error(command, S0913, given);
    else if (!needs)
        command->values[option] = "";
    else if (!value && *at + 1 < argc)
        command->values[option] = argv[++*at];
    else
        command->values[option] = value;
    if (needs && !(command->values[option] && *command->values[option]))
        command_error(command, S0912, given, needs);
}

static void take_long(Command *command, char **argv, int argc, int *at)
{
    const char *given = argv[*at], *equals = strchr(given, '=');
    const char *name = arena_strndup(command->arena, given + 2, equals ? (size_t)(equals - given) - 2 : strlen(given) - 2);
    OptionId option = option_by_name(command->arena, name);
    if (option == OPT_COUNT)
        report_unknown(command, arena_printf(command->arena, "--%s", name), name);
    else
        set_option(command, option, arena_printf(command->arena, "--%s", name), equals ? equals + 1 : NULL, argv, argc, at);
}

static void take_short(Command *command, char **argv, int argc, int *at)
{
    const char *given = argv[*at];
    OptionId option = option_by_letter(given[1]);
    if (option == OPT_COUNT)
        report_unknown(command, given, given + 1);
    else
        set_option(command, option, arena_strndup(command->arena, given, 2), given[2] ? given + 2 : NULL, argv, argc, at);
}

/* The first word is the command; all others are its arguments. */
static void take_word(Command *command, const char *word, bool *has_verb)
{
    if (*has_verb) {
        vec_push(command->arena, &command->args, word);
        return;
    }
    *has_verb = true;
    command->verb = verb_by_name(command->arena, word);
    if (command->verb != VERB_COUNT)
        return;
    Diag *diag = command_error(command, S0910, *word ? word : "””");
    Guess guess = {.given = str_of(word)};
    for (size_t i = 0; i < VERB_COUNT; i++) {
        guess_offer(&guess, verbs[i].name[LANG_SV]);
        guess_offer(&guess, verbs[i].name[LANG_EN]);
    }
    diag_suggest(&command->diags, diag, guess.best);
}

static void check_belonging(Command *command)
{
    if (command->verb == VERB_COUNT)
        return;
    for (size_t i = 0; i < OPT_COUNT; i++)
        if (command->values[i] && !(options[i].verbs & 1u << command->verb))
            command_error(command, S0915, arena_printf(command->arena, "--%s", options[i].name[command->lang]), verbs[command->verb].name[command->lang]);
}

static bool check_encoding(Command *command, int argc, char **argv)
{
    for (int at = 1; at < argc; at++)
        if (utf8_invalid_at(str_of(argv[at])) < strlen(argv[at]))
            command_error(command, S0923, argv[at]);
    return !command->diags.errors;
}

void options_parse(Command *command, int argc, char **argv)
{
    bool has_verb = false, ended = false;
    for (int at = check_encoding(command, argc, argv) ? 1 : argc; at < argc; at++) {
        const char *word = argv[at];
        if (ended || word[0] != '-' || !word[1])
            take_word(command, word, &has_verb);
        else if (strcmp(word, "--") == 0)
            ended = true;
        else if (word[1] == '-')
            take_long(command, argv, argc, &at);
        else
            take_short(command, argv, argc, &at);
    }
    command->lang = options_lang(command);
    check_belonging(command);
}

/* ---- language ---- */

static bool is_english(const char *value)
{
    return strncmp(value, "en", 2) == 0;
}

/* The first variable that is set decides, as in POSIX; only English is anything but Swedish. */
static Lang environment_lang(void)
{
    static const char *const variables[] = {"STYR_SPRÅK", "STYR_SPRAK", "STYR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        if (value && *value)
            return is_english(value) ? LANG_EN : LANG_SV;
    }
    return LANG_SV;
}

Lang options_lang(const Command *command)
{
    const char *given = command->values[OPT_LANG];
    return !given ? environment_lang() : is_english(given) ? LANG_EN : LANG_SV;
}
