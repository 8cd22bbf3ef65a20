/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ENCODING_H
#define ZEROBUF_ENCODING_H

/*
 * Bytes as text: base64, base64url (RFC 4648, 4 and 5) and hex, both ways.
 *
 * Strict: one text for each sequence of bytes and no other.  White space, wrong or
 * missing padding, characters of the other alphabet and set bits that carry no data
 * are refused.  Secrets may be passed: time and memory accesses depend on lengths
 * alone, not on the bytes (there are no tables and no branches on data).
 *
 * Nothing is terminated, nothing is allocated, no host is asked; any thread.
 */

#include <zerobuf/view.h>

/** Which alphabet, and whether there is padding. */
typedef enum zb_base64 {
    ZB_BASE64,    /* "+/", padded with "=" to a multiple of four */
    ZB_BASE64_URL /* "-_", never padded, as JSON Web Tokens have it */
} zb_base64;

/** Letters of hex that is written.  Both are read. */
typedef enum zb_hex { ZB_HEX_LOWER, ZB_HEX_UPPER } zb_hex;

/** Characters that zb_base64_encode() makes of `len` bytes. */
static inline uint64_t
zb_base64_encoded_len(zb_base64 variant, uint32_t len)
{
    uint64_t whole = (uint64_t)len / 3 * 4, rest = len % 3;
    return rest == 0 ? whole : whole + (variant == ZB_BASE64 ? 4 : rest + 1);
}

/** Most bytes that zb_base64_decode() makes of `len` characters: up to two more than there are. */
static inline uint32_t
zb_base64_decoded_max(uint32_t len)
{
    return (uint32_t)((uint64_t)len * 3 / 4);
}

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Bytes to base64.
 *
 * @param variant   alphabet and padding
 * @param bytes     what to encode; must not overlap `out`
 * @param out       receives ASCII characters
 * @param capacity  bytes at `out`: at least zb_base64_encoded_len()
 * @param out_len   receives how many characters were written
 * @return ZB_OK, ZB_E_BOUNDS (capacity) or ZB_E_INVALID (variant, or more than 2^32 - 1 characters)
 *
 * Writes nothing on failure.  O(len).
 */
ZB_NODISCARD zb_status zb_base64_encode(zb_base64 variant, zb_bytes bytes, char *out, uint32_t capacity,
                                        uint32_t *out_len);

/**
 * Base64 to bytes.
 *
 * @param variant   alphabet and padding
 * @param text      what to decode
 * @param out       receives the bytes; may be where the text lies, not overlap it otherwise
 * @param capacity  bytes at `out`; zb_base64_decoded_max() always suffices
 * @param out_len   receives how many bytes were written
 * @return ZB_OK, ZB_E_SYNTAX (no such text is written by zb_base64_encode()), ZB_E_BOUNDS (capacity)
 *         or ZB_E_INVALID (variant)
 *
 * Writes nothing on failure.  O(len).
 */
ZB_NODISCARD zb_status zb_base64_decode(zb_base64 variant, zb_str text, uint8_t *out, uint32_t capacity,
                                        uint32_t *out_len);

/**
 * Bytes to hex, two characters each.  As zb_base64_encode().
 *
 * @param letters   case of a to f
 * @param bytes     what to encode; must not overlap `out`
 * @param out       receives ASCII characters
 * @param capacity  bytes at `out`: at least twice those of `bytes`
 * @param out_len   receives how many characters were written
 * @return ZB_OK, ZB_E_BOUNDS or ZB_E_INVALID
 */
ZB_NODISCARD zb_status zb_hex_encode(zb_hex letters, zb_bytes bytes, char *out, uint32_t capacity,
                                     uint32_t *out_len);

/**
 * Hex of either case to bytes.  As zb_base64_decode().
 *
 * @param text      an even number of hex digits
 * @param out       receives the bytes; may be where the text lies, not overlap it otherwise
 * @param capacity  bytes at `out`: at least half those of `text`
 * @param out_len   receives how many bytes were written
 * @return ZB_OK, ZB_E_SYNTAX or ZB_E_BOUNDS
 */
ZB_NODISCARD zb_status zb_hex_decode(zb_str text, uint8_t *out, uint32_t capacity, uint32_t *out_len);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_ENCODING_H */
