/* SPDX-License-Identifier: MIT */
#ifndef ZBI_CSV_MARKS_H
#define ZBI_CSV_MARKS_H

/*
 * Which bytes of a block matter to a reader of CSV, as bits of a word.  Vectors are the
 * compilers' own, as in src/simd; only what makes a bit of each lane differs by target.
 */

#include <stddef.h>
#include <stdint.h>

#define ZBI_CSV_BLOCK 64u

typedef uint8_t zbi_u8x16 __attribute__((vector_size(16)));

/** Bit i is set when all bits of lane i are; a lane has all or none. */
static inline uint64_t
zbi_lane_bits(zbi_u8x16 lanes)
{
#if defined(__wasm_simd128__)
    typedef signed char i8x16 __attribute__((vector_size(16)));
    return (uint16_t)__builtin_wasm_bitmask_i8x16((i8x16)lanes);
#elif defined(__SSE2__)
    typedef char c8x16 __attribute__((vector_size(16)));
    return (uint16_t)__builtin_ia32_pmovmskb128((c8x16)lanes);
#else
    /* One bit of each lane, a different one; the product's highest byte is the sum of eight of them. */
    uint64_t halves[2];
    __builtin_memcpy(halves, &lanes, sizeof halves);
    uint64_t low = (halves[0] & 0x8040201008040201u) * 0x0101010101010101u >> 56;
    uint64_t high = (halves[1] & 0x8040201008040201u) * 0x0101010101010101u >> 56;
    return low | high << 8;
#endif
}

/** How many of 16 bits are set, without a call of a library where there is no instruction for it. */
static inline uint32_t
zbi_bit_count(uint32_t bits)
{
    bits = bits - (bits >> 1 & 0x5555);
    bits = (bits & 0x3333) + (bits >> 2 & 0x3333);
    bits = (bits + (bits >> 4)) & 0x0F0F;
    return (bits + (bits >> 8)) & 31;
}

static inline zbi_u8x16
zbi_csv_splat(char c)
{
    zbi_u8x16 all = {0};
    return all + (uint8_t)c;
}

/** Lanes of 16 bytes that are CR or LF. */
static inline zbi_u8x16
zbi_csv_line_ends(zbi_u8x16 bytes)
{
    return (zbi_u8x16)((bytes == zbi_csv_splat('\n')) | (bytes == zbi_csv_splat('\r')));
}

/** Which of the 64 bytes at `block` are the separator, a quotation mark, CR or LF. */
static inline uint64_t
zbi_csv_marks(const char *block, char separator)
{
    uint64_t marks = 0;
    for (uint32_t i = 0; i < 4; i++) {
        zbi_u8x16 bytes;
        __builtin_memcpy(&bytes, block + 16 * i, 16);
        zbi_u8x16 hit = (zbi_u8x16)((bytes == zbi_csv_splat(separator)) | (bytes == zbi_csv_splat('"')));
        marks |= zbi_lane_bits(hit | zbi_csv_line_ends(bytes)) << 16 * i;
    }
    return marks;
}

/** The same for fewer than 64 bytes. */
static inline uint64_t
zbi_csv_marks_of(const char *block, size_t len, char separator)
{
    char padded[ZBI_CSV_BLOCK] = {0};
    __builtin_memcpy(padded, block, len);
    return zbi_csv_marks(padded, separator) & (((uint64_t)1 << len) - 1);
}

#endif /* ZBI_CSV_MARKS_H */
