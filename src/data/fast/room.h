/* room.h: memory that is only taken as it is written: address space for all that could come, pages for what did. Under the fast reader's columns. */
#ifndef STYR_DATA_FAST_ROOM_H
#define STYR_DATA_FAST_ROOM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Room {
    char *at;                  /* zeros; NULL: none was taken */
    size_t size;
    bool is_heap;
} Room;

/* Address space for `size` bytes; in large pages where they are worth it, from the heap where it is little. False when the system has none to give. */
bool room_take(Room *room, size_t size);
void room_give_back(Room *room);
/* The first `used` bytes are the arena's, the rest is given back. Returns where they are: little is copied into the arena. */
void *room_settle(Room *room, Arena *arena, size_t used);

#endif
