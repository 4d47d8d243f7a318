/* memory.h: whether memory lasts. Under it lies the arena, which says so when it does not. */
#ifndef STYR_BASE_MEMORY_H
#define STYR_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* Where the machine, or the control group that a container is, has less left than `more` bytes: says so and ends the program, as the system would
 * otherwise do without a word. Looks only when much is in use. */
void memory_check(size_t more);
/* The same for what grows without asking: called often, looks now and then. */
void memory_watch(void);
/* Bytes that the program may use. */
uint64_t memory_limit(void);

#endif
