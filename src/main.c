/* main.c: the program styr: everything is in src/cmd. */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cmd/command.h"

#define HEAP_AHEAD (8 << 20)
#define HEAP_KEPT (256 << 20)
#define SINGLE_FROM (32 << 20)
#define LARGE_PAGE ((uintptr_t)2 << 20)
#define SMALL_PAGE ((uintptr_t)4 << 10)

/* A small run touches a few MB once, and to be given them page by page takes longer than what they are for. So the heap starts as one stretch,
 * in large pages if the system has any, and what is freed is kept for the next use. Only speed depends on it: what is refused is done without. */
static void heap_in_large_pages(void)
{
    mallopt(M_TRIM_THRESHOLD, HEAP_KEPT);
    mallopt(M_MMAP_THRESHOLD, SINGLE_FROM);
    /* A large page is given where nothing has been touched: what malloc itself writes first stands in the small page before one. */
    uintptr_t beyond = ((uintptr_t)sbrk(0) + SMALL_PAGE) & (LARGE_PAGE - 1);
    if (beyond && sbrk((intptr_t)(LARGE_PAGE - beyond)) == (void *)-1)
        return;
    uintptr_t start = (uintptr_t)sbrk(0);
    void *volatile grown = malloc(HEAP_AHEAD);     /* volatile: or the compiler sees that nobody needs it */
    free(grown);
    uintptr_t end = (uintptr_t)sbrk(0);
    start = (start + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
    if (start < end)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
}

int main(int argc, char **argv)
{
    heap_in_large_pages();
    return command_main(argc, argv);
}
