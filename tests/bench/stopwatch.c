/* stopwatch.c: runs a command from start to exit: stopwatch OUTPUT COMMAND … prints its nanoseconds, the most memory it had in KiB, and its status.
 * In C, so that what is measured is the command and not the starting of it from Python. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000000000ll + at.tv_nsec;
}

int main(int argc, char **argv)
{
    posix_spawn_file_actions_t files;
    struct rusage usage;
    pid_t child;
    int status;
    if (argc < 3) {
        fprintf(stderr, "stopwatch UTFIL KOMMANDO …\n");
        return 2;
    }
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    long long start = now();
    if (posix_spawnp(&child, argv[2], &files, NULL, argv + 2, environ) != 0 || wait4(child, &status, 0, &usage) < 0) {
        perror(argv[2]);
        return 1;
    }
    printf("%lld %ld %d\n", now() - start, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128);
    return 0;
}
