/* random.h: random numbers that are a function of a seed, a name and a number, and of nothing else. The generator is Philox4x32-10 (Salmon, Moraes,
 * Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011), which turns a counter into 128 bits by ten rounds of multiplication. The key
 * is the seed; the counter is the number of the draw and the digest of the name. So the same seed gives the same draws on every processor and in any
 * number of threads, and a parameter that comes or goes leaves the draws of all others as they were. */
#ifndef STYR_SCENARIO_RANDOM_H
#define STYR_SCENARIO_RANDOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/effort.h"
#include "base/str.h"

/* The draws of one parameter. */
typedef struct Stream { uint64_t seed, name; } Stream;

/* name: what the parameter is called in the model; its bytes count. */
Stream stream_of(uint64_t seed, Str name);

/* out[i] is draw number from + i: 64 bits, each as likely 0 as 1. vectors says which instructions may be used; all give the same. */
void random_fill(Stream stream, uint64_t from, size_t count, Vectors vectors, uint64_t *out);

/* Ten rounds on one counter: what the published test vectors are for. */
void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* The variants; each does whole blocks, that is pairs of draws: out has 2 * count values. */
void random_blocks_portable(Stream stream, uint64_t block, size_t count, uint64_t *out);
void random_blocks_avx2(Stream stream, uint64_t block, size_t count, uint64_t *out);
void random_blocks_avx512(Stream stream, uint64_t block, size_t count, uint64_t *out);

/* The widest instructions that are allowed and that the processor has: never VECTORS_AUTO. */
Vectors vectors_usable(Vectors allowed);

#endif
