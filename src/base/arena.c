/* arena.c: blocks of zeroed memory, handed out from the front and freed together. Bottom of everything: base. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define RED_ZONE 16   /* poisoned bytes behind every allocation, so that the sanitizer sees an overrun inside a block */
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define RED_ZONE 0
#endif

#define FIRST_BLOCK ((size_t)8 << 10)
#define LARGEST_BLOCK ((size_t)1 << 20)

typedef struct Block {
    struct Block *next;
    size_t used, size;
    alignas(max_align_t) char data[];
} Block;

/* Pages that are the arena's though they came from elsewhere. */
typedef struct Mapping {
    struct Mapping *next;
    void *at;
    size_t size;
} Mapping;

struct Arena {
    Block *blocks;        /* the first one is the one being filled */
    size_t next_size;
    Mapping *mappings;    /* these stand in the blocks */
};

static struct { const char *text; int status; } last_words;

void arena_say_when_exhausted(const char *text, int status)
{
    last_words.text = text;
    last_words.status = status;
}

/* Out of memory cannot be reported as a diagnostic: the diagnostic would need memory. */
void arena_exhausted(void)
{
    const char *text = last_words.text ? last_words.text : "styr: minnet räcker inte (out of memory)\n";
    if (write(STDERR_FILENO, text, strlen(text)) < 0 || !last_words.text)
        abort();
    _exit(last_words.status);
}

static void *zeroed(size_t size)
{
    if (size >= LARGEST_BLOCK)
        memory_check(size);
    void *memory = calloc(1, size);
    if (!memory)
        arena_exhausted();
    return memory;
}

static Block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(Block))
        arena_exhausted();
    Block *block = zeroed(sizeof(Block) + size);
    block->size = size;
    ASAN_POISON_MEMORY_REGION(block->data, size);
    return block;
}

static void *block_take(Block *block, size_t room, size_t size)
{
    void *memory = block->data + block->used;
    block->used += room;
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    return memory;
}

Arena *arena_new(void)
{
    Arena *arena = zeroed(sizeof *arena);
    arena->next_size = FIRST_BLOCK;
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    for (Mapping *mapping = arena->mappings; mapping; mapping = mapping->next)
        munmap(mapping->at, mapping->size);
    for (Block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        ASAN_UNPOISON_MEMORY_REGION(block->data, block->size);
        free(block);
    }
    free(arena);
}

/* A block for `room` bytes. What is large gets a block of its own, behind the first, which then goes on being filled. */
static Block *arena_block(Arena *arena, size_t room)
{
    Block *first = arena->blocks;
    if (first && room > arena->next_size / 4) {
        Block *own = block_new(room);
        own->next = first->next;
        first->next = own;
        return own;
    }
    Block *block = block_new(room > arena->next_size ? room : arena->next_size);
    block->next = first;
    arena->blocks = block;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    return block;
}

void *arena_alloc(Arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - RED_ZONE - align)
        arena_exhausted();
    size_t room = (size + RED_ZONE + align - 1) & ~(align - 1);
    if (room == 0)
        room = align;
    Block *block = arena->blocks;
    if (!block || block->size - block->used < room)
        block = arena_block(arena, room);
    return block_take(block, room, size);
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        arena_exhausted();
    return arena_alloc(arena, bytes);
}

void arena_own_mapping(Arena *arena, void *at, size_t size)
{
    Mapping *mapping = ARENA_NEW(arena, Mapping);
    *mapping = (Mapping){arena->mappings, at, size};
    arena->mappings = mapping;
}

/* The blocks go behind the first one, which goes on being filled. */
void arena_adopt(Arena *into, Arena *from)
{
    Block **block_end = into->blocks ? &into->blocks->next : &into->blocks, *rest = *block_end;
    *block_end = from->blocks;
    while (*block_end)
        block_end = &(*block_end)->next;
    *block_end = rest;
    Mapping **end = &into->mappings;
    while (*end)
        end = &(*end)->next;
    *end = from->mappings;
    free(from);
}

char *arena_strndup(Arena *arena, const char *text, size_t n)
{
    if (n == SIZE_MAX)
        arena_exhausted();
    char *copy = arena_alloc(arena, n + 1);
    if (n)
        memcpy(copy, text, n);
    return copy;
}

char *arena_strdup(Arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *arena_vprintf(Arena *arena, const char *format, va_list args)
{
    char short_text[256];
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(short_text, sizeof short_text, format, args);
    if (length < 0)
        length = 0;
    char *text = arena_alloc(arena, (size_t)length + 1);
    if ((size_t)length < sizeof short_text)
        memcpy(text, short_text, (size_t)length);
    else
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
