/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes base64, hex and DER signatures.
 *
 * Input: 1 byte that chooses, then the bytes or the text, in an allocation of exactly its size.  Oracles:
 *  - a second implementation, bit by bit and with tables, writes the same text;
 *  - a text is taken if and only if it is what that one writes of the bytes that its characters stand for;
 *  - decoding where the text lies gives the same, and what is refused writes nothing;
 *  - a DER signature that is taken is written again byte by byte.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char alphabets[2][65] = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

/* Exactly so many bytes, so that the sanitizer sees the next one. */
static void *
exactly(size_t bytes)
{
    void *memory = malloc(bytes > 0 ? bytes : 1);
    require(memory != NULL, "memory");
    return memory;
}

/* Characters that stand for `bits` bits each, from a table.  How many. */
static size_t
write_bits(const char *table, unsigned bits, const uint8_t *bytes, size_t len, char *out)
{
    size_t count = 0;
    for (size_t bit = 0; bit < 8 * len; bit += bits) {
        unsigned value = 0;
        for (size_t i = bit; i < bit + bits; i++)
            value = value << 1 | (i < 8 * len ? bytes[i / 8] >> (7 - i % 8) & 1u : 0);
        out[count++] = table[value];
    }
    return count;
}

/* The whole bytes that characters stand for.  How many; SIZE_MAX for a character that is not in the table. */
static size_t
read_bits(const char *table, size_t table_len, unsigned bits, const char *text, size_t len, uint8_t *out)
{
    size_t bytes = len * bits / 8;
    memset(out, 0, bytes);
    for (size_t i = 0; i < len; i++) {
        const char *at = memchr(table, text[i], table_len);
        if (at == NULL)
            return SIZE_MAX;
        for (unsigned k = 0; k < bits; k++) {
            size_t bit = i * bits + k;
            if (bit / 8 < bytes && ((unsigned)(at - table) >> (bits - 1 - k) & 1u) != 0)
                out[bit / 8] |= (uint8_t)(0x80u >> bit % 8);
        }
    }
    return bytes;
}

static size_t
reference_base64(zb_base64 variant, const uint8_t *bytes, size_t len, char *out)
{
    size_t count = write_bits(alphabets[variant], 6, bytes, len, out);
    while (variant == ZB_BASE64 && count % 4 != 0)
        out[count++] = '=';
    return count;
}

static void
encode_base64(zb_base64 variant, const uint8_t *bytes, uint32_t len)
{
    char *expected = exactly(2 * (size_t)len + 4);
    size_t expected_len = reference_base64(variant, bytes, len, expected);
    char *text = exactly(expected_len);
    uint32_t count = 0;
    require(zb_base64_encode(variant, zb_bytes_of(bytes, len), text, (uint32_t)expected_len, &count) == ZB_OK,
            "bytes are encoded");
    require(count == expected_len && memcmp(text, expected, count) == 0, "the text is that of the reference");
    if (expected_len > 0)
        require(zb_base64_encode(variant, zb_bytes_of(bytes, len), text, (uint32_t)expected_len - 1,
                                 &count) == ZB_E_BOUNDS,
                "a text needs its room");
    free(text);
    free(expected);
}

static void
decode_base64(zb_base64 variant, const char *text, uint32_t len)
{
    size_t bare = len;
    while (variant == ZB_BASE64 && bare > 0 && text[bare - 1] == '=')
        bare--;
    uint8_t *expected = exactly(len);
    size_t expected_len = read_bits(alphabets[variant], 64, 6, text, bare, expected);
    char *again = exactly(2 * (size_t)len + 8);
    bool good = expected_len != SIZE_MAX && reference_base64(variant, expected, expected_len, again) == len &&
                memcmp(again, text, len) == 0;

    uint32_t count = 0, room = good ? (uint32_t)expected_len : zb_base64_decoded_max(len);
    uint8_t *bytes = exactly(room);
    memset(bytes, 0xa5, room);
    zb_status status = zb_base64_decode(variant, (zb_str){text, len}, bytes, room, &count);
    require(status == (good ? ZB_OK : ZB_E_SYNTAX), "a text is taken if it is the one that is written");
    for (uint32_t i = 0; i < room; i++)
        require(bytes[i] == (good ? expected[i] : 0xa5),
                "the bytes are those of the reference, or untouched");
    require(count == (good ? expected_len : 0), "so is their count");

    char *place = exactly(len);
    memcpy(place, text, len);
    require(zb_base64_decode(variant, (zb_str){place, len}, (uint8_t *)place, len, &count) == status &&
                (good ? memcmp(place, bytes, room) == 0 : memcmp(place, text, len) == 0),
            "so it is where the text lies");
    free(place);
    free(bytes);
    free(again);
    free(expected);
}

static void
hex_both_ways(const uint8_t *data, uint32_t len)
{
    static const char digits[] = "0123456789abcdef";
    char *expected = exactly(2 * (size_t)len), *text = exactly(2 * (size_t)len);
    uint32_t count = 0;
    require(write_bits(digits, 4, data, len, expected) == 2 * (size_t)len, "two digits a byte");
    require(zb_hex_encode(ZB_HEX_LOWER, zb_bytes_of(data, len), text, 2 * len, &count) == ZB_OK &&
                count == 2 * len && memcmp(text, expected, count) == 0,
            "hex is that of the reference");

    char *lower = exactly(len);
    for (uint32_t i = 0; i < len; i++)
        lower[i] = (char)(data[i] >= 'A' && data[i] <= 'F' ? data[i] + 32 : data[i]);
    uint8_t *bytes = exactly(len / 2), *found = exactly(len / 2);
    size_t bytes_len = read_bits(digits, 16, 4, lower, len, bytes);
    bool good = bytes_len != SIZE_MAX && len % 2 == 0;
    require(zb_hex_decode((zb_str){(const char *)data, len}, found, len / 2, &count) ==
                (good ? ZB_OK : ZB_E_SYNTAX),
            "hex is pairs of digits");
    require(!good || (count == bytes_len && memcmp(found, bytes, count) == 0), "hex reads as the reference");
    free(found);
    free(bytes);
    free(lower);
    free(text);
    free(expected);
}

static void
signature(const uint8_t *data, uint32_t len)
{
    uint8_t pair[ZB_P256_SIGNATURE_BYTES], again[ZB_P256_SIGNATURE_BYTES], der[ZB_P256_DER_MAX_BYTES];
    uint32_t der_len;
    if (zb_p256_signature_from_der(zb_bytes_of(data, len), pair) == ZB_OK)
        require(zb_p256_signature_to_der(zb_bytes_of(pair, sizeof pair), der, &der_len) == ZB_OK &&
                    der_len == len && memcmp(der, data, len) == 0,
                "there is one DER of a signature");
    if (len != sizeof pair)
        return;
    require(zb_p256_signature_to_der(zb_bytes_of(data, len), der, &der_len) == ZB_OK &&
                der_len <= sizeof der &&
                zb_p256_signature_from_der(zb_bytes_of(der, der_len), again) == ZB_OK &&
                memcmp(again, data, len) == 0,
            "a signature survives DER");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > 65536)
        return 0;
    uint32_t len = (uint32_t)size - 1;
    uint8_t *copy = exactly(len);
    memcpy(copy, data + 1, len);
    zb_base64 variant = (data[0] & 1) != 0 ? ZB_BASE64_URL : ZB_BASE64;
    encode_base64(variant, copy, len);
    decode_base64(variant, (const char *)copy, len);
    hex_both_ways(copy, len);
    signature(copy, len);
    free(copy);
    return 0;
}
