/* map.c: hash map with open addressing; entries lie in insertion order beside the slot table. Base. */
#include "base/map.h"

#include <endian.h>
#include <string.h>

#define FIRST_SLOTS 16

void map_init(Map *map, Arena *arena)
{
    *map = (Map){.arena = arena};
}

uint64_t hash_bytes(const void *data, size_t size)
{
    const unsigned char *bytes = data;
    uint64_t hash = 0xcbf29ce484222325u ^ size;
    for (; size; size -= size < 8 ? size : 8, bytes += 8) {
        uint64_t word = 0;
        if (size >= 8)
            memcpy(&word, bytes, 8);
        else
            memcpy(&word, bytes, size);
        hash = (hash ^ le64toh(word)) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    /* The slot is taken from the low bits: the finisher of MurmurHash3 spreads the high ones over them. */
    hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
}

/* The slot that holds key, or the free one where it belongs. There is always a free slot. */
static size_t slot_of(const Map *map, Str key, uint64_t hash)
{
    size_t mask = map->slot_count - 1, at = (size_t)hash & mask;
    for (; map->slots[at]; at = (at + 1) & mask) {
        const MapEntry *entry = &map->entries[map->slots[at] - 1];
        if (entry->hash == hash && str_eq(entry->key, key))
            break;
    }
    return at;
}

static void grow_slots(Map *map)
{
    map->slot_count = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    map->slots = arena_array(map->arena, map->slot_count, sizeof *map->slots);
    for (size_t i = 0; i < map->count; i++) {
        size_t at = (size_t)map->entries[i].hash & (map->slot_count - 1);
        while (map->slots[at])
            at = (at + 1) & (map->slot_count - 1);
        map->slots[at] = (uint32_t)(i + 1);
    }
}

static void grow_entries(Map *map)
{
    size_t cap = map->cap ? map->cap * 2 : FIRST_SLOTS / 2;
    MapEntry *grown = arena_array(map->arena, cap, sizeof *grown);
    if (map->count)
        memcpy(grown, map->entries, map->count * sizeof *grown);
    map->entries = grown;
    map->cap = cap;
}

void *map_get(const Map *map, Str key)
{
    if (map->count == 0)
        return NULL;
    uint32_t slot = map->slots[slot_of(map, key, hash_bytes(key.s, key.n))];
    return slot ? map->entries[slot - 1].value : NULL;
}

void *map_put(Map *map, Str key, void *value)
{
    if (map->count + 1 > map->slot_count - map->slot_count / 4)
        grow_slots(map);
    uint64_t hash = hash_bytes(key.s, key.n);
    size_t at = slot_of(map, key, hash);
    if (map->slots[at]) {
        MapEntry *entry = &map->entries[map->slots[at] - 1];
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    if (map->count == map->cap)
        grow_entries(map);
    map->entries[map->count] = (MapEntry){.key = str_dup(map->arena, key), .hash = hash, .value = value};
    map->slots[at] = (uint32_t)++map->count;
    return NULL;
}
