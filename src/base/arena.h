/* arena.h: memory that is freed all at once. Base of every stage: document, compilation and run each have one arena. */
#ifndef STYR_BASE_ARENA_H
#define STYR_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct Arena Arena;

/* A new empty arena. Never NULL: the process aborts with a message when memory is exhausted. */
Arena *arena_new(void);
/* Frees the arena and everything allocated from it. NULL is allowed. */
void arena_free(Arena *arena);
/* Everything in `from` belongs to `into` from now on, and from is gone. */
void arena_adopt(Arena *into, Arena *from);
/* The pages at `at` (from mmap) are given back when the arena is freed. */
void arena_own_mapping(Arena *arena, void *at, size_t size);
/* Ends the process with a message: memory is exhausted. For those few who take it elsewhere than from an arena. */
_Noreturn void arena_exhausted(void);
/* What it says instead of its own words, a line that stays where it is, and the exit status then; a program that sets none is aborted. */
void arena_say_when_exhausted(const char *text, int status);
/* size zeroed bytes, aligned for any type. size 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);
/* count * size zeroed bytes; aborts if the product overflows. */
void *arena_array(Arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of the n bytes at text. */
char *arena_strndup(Arena *arena, const char *text, size_t n);
char *arena_strdup(Arena *arena, const char *text);
/* sprintf into the arena. */
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list args);

#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))

#endif
