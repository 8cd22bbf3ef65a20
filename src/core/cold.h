/* SPDX-License-Identifier: MIT */
#ifndef ZBI_COLD_H
#define ZBI_COLD_H

/* A function that is seldom called or not in a loop: compiled for size, and kept out of its callers. */
#define ZBI_COLD __attribute__((cold, noinline))

#endif /* ZBI_COLD_H */
