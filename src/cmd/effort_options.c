/* effort_options.c: --motor, --trådar and --cache: how the work is done, never what comes out. Part of the settings of every command. */
#include <stdlib.h>
#include <string.h>

#include "cmd/command.h"

const char *const engine_words[ENGINE_COUNT][2] = {
    [ENGINE_AUTO] = {"auto", "auto"}, [ENGINE_INTERP] = {"interp", "interp"}, [ENGINE_KERNEL] = {"kärna", "kernel"}, [ENGINE_JIT] = {"jit", "jit"},
};

static void settle_engine(Command *command)
{
    size_t chosen, count = ENGINE_COUNT;
    command_choice(command, OPT_ENGINE, engine_words, count, &chosen);
    if (chosen < count)
        command->effort.engine = (Engine)chosen;
}

/* Where the caches of programs are; NULL where there is no such place. */
static const char *usual_cache(Command *command)
{
    const char *caches = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (caches && *caches == '/')
        return arena_printf(command->arena, "%s/styr", caches);
    return home && *home == '/' ? arena_printf(command->arena, "%s/.cache/styr", home) : NULL;
}

static bool is_no(Command *command, const char *word)
{
    return same_word(command->arena, word, "nej") || same_word(command->arena, word, "no");
}

static void settle_cache(Command *command)
{
    const char *given = command->values[OPT_CACHE] ? command->values[OPT_CACHE] : getenv("STYR_CACHE");
    if (given && is_no(command, given))
        return;
    const char *folder = given && *given ? given : usual_cache(command);
    command->effort.cache = folder;
    command->effort.code_cache = folder ? arena_printf(command->arena, "%s/kod", folder) : NULL;
}

void effort_settle(Command *command)
{
    int threads = 0;
    effort_from_environment(&command->effort);
    settle_engine(command);
    settle_cache(command);
    if (command_number(command, OPT_THREADS, 1, 64, &threads) && threads)
        command->effort.threads = (unsigned)threads;
}
