/* room.c: address space from mmap for columns that grow while a file is read. Part of the fast reader. */
#include "data/fast/room.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE_PAGE ((size_t)2 << 20)
#define LARGE_PAYS ((size_t)64 << 20)      /* room for less than this is used in small pages */
#define COPIED ((size_t)128 << 10)
#define HEAP_MOST ((size_t)256 << 10)      /* room for this much is sooner had from the heap */

bool room_take(Room *room, size_t size)
{
    bool large = size >= LARGE_PAYS;
    if (size > SIZE_MAX / 4)
        return false;
    if (size <= HEAP_MOST) {
        *room = (Room){calloc(1, size | 1), size, true};
        return room->at != NULL;
    }
    size = (size | 1) + (large ? LARGE_PAGE : 0);
    char *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        return false;
    if (large) {
        size_t before = (LARGE_PAGE - ((uintptr_t)at & (LARGE_PAGE - 1))) & (LARGE_PAGE - 1);
        if (before)
            munmap(at, before);
        at += before;
        size -= before;
        madvise(at, size, MADV_HUGEPAGE);
    }
    *room = (Room){at, size, false};
    return true;
}

void room_give_back(Room *room)
{
    if (room->is_heap)
        free(room->at);
    else if (room->at)
        munmap(room->at, room->size);
    *room = (Room){0};
}

void *room_settle(Room *room, Arena *arena, size_t used)
{
    if (used <= COPIED || room->is_heap) {
        void *copy = arena_alloc(arena, used);
        if (used)
            memcpy(copy, room->at, used);
        room_give_back(room);
        return copy;
    }
    size_t page = (size_t)sysconf(_SC_PAGESIZE), kept = (used + page - 1) & ~(page - 1);
    size_t mapped = (room->size + page - 1) & ~(page - 1);
    if (kept < mapped)
        munmap(room->at + kept, mapped - kept);
    arena_own_mapping(arena, room->at, kept);
    void *at = room->at;
    *room = (Room){0};
    return at;
}
