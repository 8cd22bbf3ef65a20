/* SPDX-License-Identifier: MIT */
#ifndef ZBI_ORDER_H
#define ZBI_ORDER_H

/*
 * What sorting, selection and grouping are made of: elements as words that order as they do,
 * and words sorted by their digits.
 */

#include "lanes.h"

/* Words lie where elements of another type were, and will be again. */
typedef uint64_t __attribute__((may_alias)) zbi_word64;
typedef uint32_t __attribute__((may_alias)) zbi_word32;

/** Type of the elements that are ordered. */
typedef enum zbi_kind { ZBI_F64, ZBI_F32, ZBI_I64, ZBI_I32, ZBI_U32, ZBI_U8 } zbi_kind;

static inline ZBI_INLINE uint32_t
zbi_kind_bytes(zbi_kind kind)
{
    return kind == ZBI_F64 || kind == ZBI_I64 ? 8 : kind == ZBI_U8 ? 1 : 4;
}

#define ZBI_SIGN64 (UINT64_C(1) << 63)
#define ZBI_SIGN32 (UINT32_C(1) << 31)
#define ZBI_NAN64 UINT64_C(0x7ff8000000000000)
#define ZBI_NAN32 UINT32_C(0x7fc00000)

/*
 * Key of element `at`: unsigned, in the elements' order.  Of floats: the bits of a negative
 * one are turned over, of the others the sign alone, which puts -0 before 0 and the infinities
 * where they belong; each NaN counts as the one of plain bits, above all numbers.
 */
static inline ZBI_INLINE uint64_t
zbi_key(zbi_kind kind, const void *items, uint32_t at)
{
    const uint8_t *ptr = (const uint8_t *)items + (size_t)at * zbi_kind_bytes(kind);
    uint64_t wide;
    uint32_t word;
    switch (kind) {
    case ZBI_F64:
        __builtin_memcpy(&wide, ptr, sizeof wide);
        wide = (wide & ~ZBI_SIGN64) > UINT64_C(0x7ff0000000000000) ? ZBI_NAN64 : wide;
        return wide ^ ((0 - (wide >> 63)) | ZBI_SIGN64);
    case ZBI_I64:
        __builtin_memcpy(&wide, ptr, sizeof wide);
        return wide ^ ZBI_SIGN64;
    case ZBI_F32:
        __builtin_memcpy(&word, ptr, sizeof word);
        word = (word & ~ZBI_SIGN32) > UINT32_C(0x7f800000) ? ZBI_NAN32 : word;
        return word ^ ((0 - (word >> 31)) | ZBI_SIGN32);
    case ZBI_I32:
        __builtin_memcpy(&word, ptr, sizeof word);
        return word ^ ZBI_SIGN32;
    case ZBI_U32:
        __builtin_memcpy(&word, ptr, sizeof word);
        return word;
    case ZBI_U8:
    default:
        return *ptr;
    }
}

/* Whether a key is that of NaN. */
static inline ZBI_INLINE bool
zbi_key_is_nan(zbi_kind kind, uint64_t key)
{
    return (kind == ZBI_F64 && key == (ZBI_NAN64 | ZBI_SIGN64)) ||
           (kind == ZBI_F32 && key == (ZBI_NAN32 | ZBI_SIGN32));
}

/* Bits of the element with a key. */
static inline ZBI_INLINE uint64_t
zbi_bits_of_key(zbi_kind kind, uint64_t key)
{
    uint32_t word = (uint32_t)key;
    switch (kind) {
    case ZBI_F64:
        return key ^ (((key >> 63) - 1) | ZBI_SIGN64);
    case ZBI_I64:
        return key ^ ZBI_SIGN64;
    case ZBI_F32:
        return word ^ (((word >> 31) - 1) | ZBI_SIGN32);
    case ZBI_I32:
        return word ^ ZBI_SIGN32;
    case ZBI_U32:
    case ZBI_U8:
    default:
        return key;
    }
}

/** How many low bits differ between 0 and `most`. */
static inline ZBI_INLINE uint32_t
zbi_width(uint64_t most)
{
    return most == 0 ? 0 : 64 - (uint32_t)__builtin_clzll(most);
}

/** Up to so many elements need no scratch: each is moved to its place among those before. */
enum { ZBI_FEW = 32 };

/** Digits of words: few bits where there are few words, since each digit's counts are cleared and summed. */
enum { ZBI_SHORT_DIGIT = 8, ZBI_LONG_DIGIT = 11, ZBI_LONG_FROM = 4096 };

/** Bytes for the counts of digits: 3 long ones, or 4 short ones. */
#define ZBI_BINS_BYTES(count)                                                                                \
    ((count) < ZBI_LONG_FROM ? 4 * sizeof(uint32_t) << ZBI_SHORT_DIGIT                                       \
                             : 3 * sizeof(uint32_t) << ZBI_LONG_DIGIT)

/**
 * Sort words by the bits `shift` to `shift` + `bits` - 1; equal ones stay in order.
 *
 * @param from   words
 * @param to     as many, overwritten
 * @param count  of them
 * @param shift  lowest bit
 * @param bits   how many: up to 33 of many words, 32 of fewer than ZBI_LONG_FROM
 * @param bins   ZBI_BINS_BYTES(count)
 * @return where they are: `from` or `to`
 */
ZBI_NOINLINE zbi_word64 *zbi_radix64(zbi_word64 *from, zbi_word64 *to, uint32_t count, uint32_t shift,
                                     uint32_t bits, uint32_t *bins);
/** As zbi_radix64(), of words that have no more than 32 bits. */
ZBI_NOINLINE zbi_word32 *zbi_radix32(zbi_word32 *from, zbi_word32 *to, uint32_t count, uint32_t shift,
                                     uint32_t bits, uint32_t *bins);

/**
 * Sort words whose bits from `width` on are all the same.
 *
 * @param words  sorted in place
 * @param spare  as many, overwritten
 * @param count  of them
 * @param width  1 to 64
 * @param bins   ZBI_BINS_BYTES(count)
 */
ZBI_NOINLINE void zbi_sort64(zbi_word64 *words, zbi_word64 *spare, uint32_t count, uint32_t width,
                             uint32_t *bins);

/** Elements whose keys are found at a time: a piece that stays in the nearest cache. */
#define ZBI_PIECE 256u

/**
 * Keys of elements.
 *
 * @param kind   type of the elements
 * @param items  elements
 * @param from   first of them
 * @param count  how many, up to ZBI_PIECE
 * @param keys   receives zbi_key() of each
 */
ZBI_NOINLINE void zbi_keys(zbi_kind kind, const void *items, uint32_t from, uint32_t count, uint64_t *keys);

/** zbi_key() where the kind is no constant. */
ZBI_NOINLINE uint64_t zbi_key_at(zbi_kind kind, const void *items, uint32_t at);

/** Part of a scratch, `bytes` behind another: a multiple of 8. */
static inline void *
zbi_behind(void *part, size_t bytes)
{
    return (uint8_t *)part + bytes;
}

/** `bytes`, or SIZE_MAX when that is less. */
static inline size_t
zbi_size(uint64_t bytes)
{
    return bytes > SIZE_MAX ? SIZE_MAX : (size_t)bytes;
}

/**
 * Sort indices of elements by their keys, ascending; of equal keys the one that comes first in
 * `indices` stays first.
 *
 * @param kind     type of the elements
 * @param items    elements
 * @param flip     each key is taken ^ this: all ones for a descending order
 * @param indices  of elements; NULL: 0 to `count` - 1
 * @param count    of indices
 * @param out      receives them; may be `indices`
 * @param scratch  zb_kernel_argsort_scratch_bytes(count)
 */
ZBI_NOINLINE void zbi_sort_indices(zbi_kind kind, const void *items, uint64_t flip, const uint32_t *indices,
                                   uint32_t count, uint32_t *out, void *scratch);

#endif /* ZBI_ORDER_H */
