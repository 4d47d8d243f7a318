/* philox.h: the constants of Philox4x32-10, for its variants; see random.h. */
#ifndef STYR_SCENARIO_PHILOX_H
#define STYR_SCENARIO_PHILOX_H

#define PHILOX_ROUNDS 10
#define PHILOX_M0 0xD2511F53u
#define PHILOX_M1 0xCD9E8D57u
#define PHILOX_W0 0x9E3779B9u      /* what the key grows by between rounds: the golden ratio */
#define PHILOX_W1 0xBB67AE85u      /* sqrt(3) - 1 */

#endif
