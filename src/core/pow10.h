/* SPDX-License-Identifier: MIT */
#ifndef ZBI_POW10_H
#define ZBI_POW10_H

/* Powers of ten, 128 bits each: what reading and writing doubles share. */

#include "wide.h"

/** Exponents for which there is a power. */
#define ZBI_POW10_MIN (-342)
#define ZBI_POW10_MAX 324

/** The powers of 0 to this are exact; all others were rounded down. */
#define ZBI_POW10_LAST_EXACT 55

/** Row q - ZBI_POW10_MIN: the high and the low 64 bits of zbi_pow10(q). */
#if defined ZBI_POW10_MADE /* when the program starts (src/engine/pow10.c), for one that must be small */
extern const uint64_t (*zbi_pow10_rows)[2];
#elif defined ZBI_POW10_LAZY /* when a row is first asked for (src/guest/pow10.c) */
const uint64_t *zbi_pow10_row(int q);
#else
extern const uint64_t zbi_pow10_rows[][2];
#endif

/** The first 128 bits of 10^q: 10^q = (bits + e) * 2^(zbi_pow10_log2(q) - 127) with 0 <= e < 1. */
static inline zbi_wide
zbi_pow10(int q)
{
#ifdef ZBI_POW10_LAZY
    const uint64_t *row = zbi_pow10_row(q);
#else
    const uint64_t *row = zbi_pow10_rows[q - ZBI_POW10_MIN];
#endif
    zbi_wide bits = {row[0], row[1]};
    return bits;
}

/** floor(log2(10^q)).  The generator of the table has compared it for every exponent of the table. */
static inline int
zbi_pow10_log2(int q)
{
    return (q * 217706) >> 16;
}

/** True when the 128 bits are all there is to 10^q, but for zeros. */
static inline int
zbi_pow10_is_exact(int q)
{
    return q >= 0 && q <= ZBI_POW10_LAST_EXACT;
}

#endif /* ZBI_POW10_H */
