/* SPDX-License-Identifier: MIT */
#ifndef ZBI_FUSED_H
#define ZBI_FUSED_H

/** a * b + c, rounded once as IEEE 754 (5.4.1, fusedMultiplyAdd) asks, by integers: right everywhere, and
 * slow. */
__attribute__((noinline)) double zbi_fused(double a, double b, double c);

#endif /* ZBI_FUSED_H */
