/* map.h: a hash map from byte strings to pointers, with insertion order kept; keys are copied into the arena. */
#ifndef STYR_BASE_MAP_H
#define STYR_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef struct MapEntry {
    Str key;
    uint64_t hash;
    void *value;
} MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries;  /* in insertion order */
    size_t count, cap;
    uint32_t *slots;    /* entry index + 1, 0 is free */
    size_t slot_count;
} Map;

void map_init(Map *map, Arena *arena);
/* The value of key, or NULL. */
void *map_get(const Map *map, Str key);
/* Sets key to value (replaces); value may not be NULL. Returns the value that was there before, or NULL. */
void *map_put(Map *map, Str key, void *value);
/* 64-bit hash of bytes, the same on every machine (eight at a time, with a final mix). */
uint64_t hash_bytes(const void *data, size_t size);

#endif
