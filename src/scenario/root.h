/* root.h: square roots of whole numbers, for distributions and correlations. */
#ifndef STYR_SCENARIO_ROOT_H
#define STYR_SCENARIO_ROOT_H

#include <stdint.h>

#include "base/wide.h"

/* The greatest whole number whose square is at most n. */
uint64_t root_of(Wide128 n);
Wide128 root_of_wide(Wide256 n);       /* n below 2^254 */

#endif
