/* SPDX-License-Identifier: MIT */
#ifndef ZBI_CRYPTO_OPERATION_H
#define ZBI_CRYPTO_OPERATION_H

/* What is asked of the platform: one block for all operations, checked before it is passed on. */

#include <zerobuf/crypto.h>

typedef enum zbi_crypto_operation {
#define ZBI_OPERATION_ENUM(name, number) ZBI_CRYPTO_##name = (number),
    ZB_CRYPTO_OPERATION_TABLE(ZBI_OPERATION_ENUM)
#undef ZBI_OPERATION_ENUM
} zbi_crypto_operation;

/* Where results go. */
typedef struct zbi_out {
    uint8_t *ptr;
    uint32_t len;
} zbi_out;

/*
 * On wasm32 this is the block of SPEC 8.12, byte for byte; elsewhere pointers are wider and
 * nobody but native.c reads it.
 */
typedef struct zbi_crypto_call {
    uint32_t operation; /* zbi_crypto_operation */
    uint32_t algorithm; /* zb_digest, zb_aead or 0 */
    uint32_t iterations;
    uintptr_t handle; /* zb_hasher.state */
    zb_bytes in[ZB_CRYPTO_INPUTS];
    zbi_out out;
} zbi_crypto_call;

#if UINTPTR_MAX == UINT32_MAX
ZB_STATIC_ASSERT(sizeof(zbi_crypto_call) == ZB_CRYPTO_BLOCK_BYTES, "the block is 16 words");
ZB_STATIC_ASSERT(offsetof(zbi_crypto_call, algorithm) == ZB_CRYPTO_ALGORITHM_AT, "algorithm");
ZB_STATIC_ASSERT(offsetof(zbi_crypto_call, iterations) == ZB_CRYPTO_ITERATIONS_AT, "iterations");
ZB_STATIC_ASSERT(offsetof(zbi_crypto_call, handle) == ZB_CRYPTO_HANDLE_AT, "handle");
ZB_STATIC_ASSERT(offsetof(zbi_crypto_call, in) == ZB_CRYPTO_INPUTS_AT, "inputs");
ZB_STATIC_ASSERT(offsetof(zbi_crypto_call, out) == ZB_CRYPTO_OUTPUT_AT, "output");
#endif

/*
 * The platform: host.c in a module, native.c elsewhere.  Lengths have been checked; it returns
 * ZB_OK, ZB_E_INVALID (a key that is none), ZB_E_AUTHENTIC, ZB_E_UNSUPPORTED or ZB_E_MEMORY.
 */
zb_status zbi_platform(zbi_crypto_call *call);

/* The platform answers nothing else, whoever wrote it: a host of another make could return any number. */
ZB_NODISCARD zb_status zbi_crypto_ask(zbi_crypto_call *call);

/* All ones when low <= value <= high, else 0, without a branch.  Values below 2^31. */
static inline uint32_t
zbi_mask_within(uint32_t value, uint32_t low, uint32_t high)
{
    uint32_t outside = ((value - low) | (high - value)) >> 31;
    return outside - 1;
}

#endif /* ZBI_CRYPTO_OPERATION_H */
