/* store.h: compiled code as sealed bytes: kept in a private folder, checked before it is loaded. Used by compiler.c and jit.c. */
#ifndef STYR_EXEC_JIT_STORE_H
#define STYR_EXEC_JIT_STORE_H

#include "base/str.h"
#include "exec/jit/lanes.h"

#define CODE_KEY 64                   /* hexadecimal digits */
#define CODE_MOST ((size_t)16 << 20)  /* bytes of one shared object */

/* A shared object that has been loaded. */
typedef struct CodeLibrary { void *handle; int fd; } CodeLibrary;
#define CODE_LIBRARY_NONE ((CodeLibrary){NULL, -1})

/* The folder, made if need be; -1 unless it is ours and nobody else may write in it. path may be NULL. */
int store_open_folder(const char *path);
/* The sealed bytes of the key, checked; false when there are none that are whole and made for it. */
bool store_read(Arena *arena, int folder, const char *key, Str *out);
/* Whether something is kept under the key, whole or not. */
bool store_has(int folder, const char *key);
/* Keeps sealed bytes under a temporary name first, so that two runs at once are safe. Old ones beyond a number go. */
bool store_write(int folder, const char *key, Str sealed);
/* The bytes with their seal behind: what they are and what they were made from. */
Str store_seal(Arena *arena, const char *key, Str object);
/* False when the seal does not hold for the key; *object: the bytes without it. */
bool store_unseal(Str sealed, const char *key, Str *object);

/* Loads checked bytes: a copy of them that nobody else can reach. False where nothing may be executed. */
bool code_load(Str object, CodeLibrary *out);
LaneFn *code_function(const CodeLibrary *library, const char *name);
void code_unload(CodeLibrary *library);

#endif
