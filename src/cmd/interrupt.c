/* interrupt.c: Ctrl-C asks the work to stop, so that it can leave nothing behind; a second one ends the program at once. */
#include <signal.h>

#include "cmd/command.h"

static volatile sig_atomic_t stop;
_Static_assert(sizeof(sig_atomic_t) == sizeof(int), "Effort.stop is an int");

static void ask_to_stop(int signal)
{
    (void)signal;
    stop = 1;
}

const volatile int *interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = ask_to_stop, .sa_flags = (int)SA_RESETHAND | SA_RESTART}, old;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)     /* what nohup and the like ignore stays ignored */
            sigaction(signals[i], &action, NULL);
    return &stop;
}

bool interrupted(void)
{
    return stop;
}
