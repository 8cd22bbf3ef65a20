/* SPDX-License-Identifier: MIT */
#ifndef TEST_CRYPTO_VECTORS_H
#define TEST_CRYPTO_VECTORS_H

#include <zerobuf/zerobuf.h>

/* What became of the vectors of one file. */
typedef struct outcome {
    uint32_t passed, failed, unsupported;
    uint32_t first_failed; /* number of the vector, from 0 */
    zb_status first_status;
} outcome;

/*
 * Run the vectors of one file of vectors/crypto, given as a value.
 *
 * Any status but ZB_OK: the file is not understood.  Every vector's memory is taken from the arena and given
 * back.
 */
ZB_NODISCARD zb_status run_vectors(zb_arena *arena, zb_slot file, outcome *out);

#endif /* TEST_CRYPTO_VECTORS_H */
