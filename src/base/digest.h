/* digest.h: 128 bits that say whether bytes are the same as before (XXH3): for what is kept between runs. No protection against malice. */
#ifndef STYR_BASE_DIGEST_H
#define STYR_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Digest { uint64_t low, high; } Digest;

/* By the widest instructions that the processor has; all give the same. */
Digest digest_of(const void *data, size_t size);
static inline bool digest_eq(Digest a, Digest b) { return a.low == b.low && a.high == b.high; }

/* Of an open file of `size` bytes: the digest of those of its pieces of DIGEST_PIECE bytes, which all threads take part in reading. False when it cannot
 * be read to that size, or *stop became true (stop: or NULL). */
#define DIGEST_PIECE ((size_t)256 << 10)
bool digest_of_file(int fd, uint64_t size, unsigned threads, const volatile int *stop, Digest *out);

#endif
