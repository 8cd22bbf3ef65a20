/* SPDX-License-Identifier: MIT */
/* Base64, hex and DER: every text that is taken is the one that would be written. */
#include "cases.h"

#include <zerobuf/crypto.h>
#include <zerobuf/encoding.h>

/* RFC 4648, 10. */
static const struct {
    zb_str bytes, base64, hex;
} rfc[] = {
    {{ZB_LIT("")}, {ZB_LIT("")}, {ZB_LIT("")}},
    {{ZB_LIT("f")}, {ZB_LIT("Zg==")}, {ZB_LIT("66")}},
    {{ZB_LIT("fo")}, {ZB_LIT("Zm8=")}, {ZB_LIT("666F")}},
    {{ZB_LIT("foo")}, {ZB_LIT("Zm9v")}, {ZB_LIT("666F6F")}},
    {{ZB_LIT("foob")}, {ZB_LIT("Zm9vYg==")}, {ZB_LIT("666F6F62")}},
    {{ZB_LIT("fooba")}, {ZB_LIT("Zm9vYmE=")}, {ZB_LIT("666F6F6261")}},
    {{ZB_LIT("foobar")}, {ZB_LIT("Zm9vYmFy")}, {ZB_LIT("666F6F626172")}},
};

static zb_bytes
bytes_of(zb_str text)
{
    return zb_bytes_of(text.ptr, text.len);
}

static bool
same(const void *found, uint32_t len, zb_str expected)
{
    return zb_crypto_equal(zb_bytes_of(found, len), bytes_of(expected));
}

const char *
case_base64(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    char text[64];
    uint8_t bytes[48], all[48];
    uint32_t len = 77;
    for (uint32_t i = 0; i < sizeof rfc / sizeof rfc[0]; i++) {
        EXPECT(zb_base64_encode(ZB_BASE64, bytes_of(rfc[i].bytes), text, rfc[i].base64.len, &len) == ZB_OK);
        EXPECT(same(text, len, rfc[i].base64));
        EXPECT(zb_base64_decode(ZB_BASE64, rfc[i].base64, bytes, rfc[i].bytes.len, &len) == ZB_OK);
        EXPECT(same(bytes, len, rfc[i].bytes));
        zb_str bare = rfc[i].base64;
        while (bare.len > 0 && bare.ptr[bare.len - 1] == '=')
            bare.len--;
        EXPECT(zb_base64_encode(ZB_BASE64_URL, bytes_of(rfc[i].bytes), text, bare.len, &len) == ZB_OK);
        EXPECT(same(text, len, bare));
        EXPECT(zb_base64_decode(ZB_BASE64_URL, bare, bytes, rfc[i].bytes.len, &len) == ZB_OK);
        EXPECT(same(bytes, len, rfc[i].bytes));
        if (rfc[i].bytes.len > 0) {
            EXPECT(zb_base64_encode(ZB_BASE64, bytes_of(rfc[i].bytes), text, rfc[i].base64.len - 1, &len) ==
                   ZB_E_BOUNDS);
            EXPECT(zb_base64_decode(ZB_BASE64, rfc[i].base64, bytes, rfc[i].bytes.len - 1, &len) ==
                   ZB_E_BOUNDS);
        }
    }
    /* All 64 characters, where they lie. */
    static const zb_str alphabet = {
        ZB_LIT("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")};
    EXPECT(zb_base64_decode(ZB_BASE64, alphabet, all, sizeof all, &len) == ZB_OK && len == 48);
    EXPECT(zb_base64_encode(ZB_BASE64, zb_bytes_of(all, len), text, sizeof text, &len) == ZB_OK);
    EXPECT(same(text, len, alphabet));
    zb_str where_it_lies = {text, len};
    EXPECT(zb_base64_decode(ZB_BASE64, where_it_lies, (uint8_t *)text, sizeof text, &len) == ZB_OK);
    EXPECT(zb_crypto_equal(zb_bytes_of(text, len), zb_bytes_of(all, 48)));

    static const zb_str refused[] = {
        {ZB_LIT("Z")},     {ZB_LIT("Zg")},      {ZB_LIT("Zg=")},  {ZB_LIT("Zg===")},    {ZB_LIT("Zh==")},
        {ZB_LIT("Zm9=")},  {ZB_LIT("Zm9")},     {ZB_LIT("====")}, {ZB_LIT("A===")},     {ZB_LIT("Zg=\n")},
        {ZB_LIT("Zm9v ")}, {ZB_LIT("=Zg=")},    {ZB_LIT("Z=g=")}, {ZB_LIT("Zm-_")},     {ZB_LIT("Zm9v\n")},
        {ZB_LIT("Zm\0v")}, {ZB_LIT("Zm9\x80")}, {ZB_LIT("=")},    {ZB_LIT("Zg==Zg==")}, {ZB_LIT("Zm@v")},
    };
    __builtin_memset(bytes, 0x5a, sizeof bytes);
    len = 77;
    for (uint32_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        EXPECT(zb_base64_decode(ZB_BASE64, refused[i], bytes, sizeof bytes, &len) == ZB_E_SYNTAX);
    static const zb_str refused_url[] = {{ZB_LIT("Zg==")}, {ZB_LIT("Zm8=")}, {ZB_LIT("Zm+/")},
                                         {ZB_LIT("Zh")},   {ZB_LIT("Zm9")},  {ZB_LIT("A")}};
    for (uint32_t i = 0; i < sizeof refused_url / sizeof refused_url[0]; i++)
        EXPECT(zb_base64_decode(ZB_BASE64_URL, refused_url[i], bytes, sizeof bytes, &len) == ZB_E_SYNTAX);
    EXPECT(zb_base64_decode((zb_base64)2, alphabet, bytes, sizeof bytes, &len) == ZB_E_INVALID);
    EXPECT(zb_base64_encode((zb_base64)2, zb_bytes_of(all, 3), text, sizeof text, &len) == ZB_E_INVALID);
    EXPECT(len == 77 && bytes[0] == 0x5a && bytes[47] == 0x5a);
    return failed;
}

const char *
case_hex(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    char text[12];
    uint8_t bytes[6] = {0x5a};
    uint32_t len = 77;
    for (uint32_t i = 0; i < sizeof rfc / sizeof rfc[0]; i++) {
        EXPECT(zb_hex_encode(ZB_HEX_UPPER, bytes_of(rfc[i].bytes), text, rfc[i].hex.len, &len) == ZB_OK);
        EXPECT(same(text, len, rfc[i].hex));
        EXPECT(zb_hex_decode(rfc[i].hex, bytes, rfc[i].bytes.len, &len) == ZB_OK);
        EXPECT(same(bytes, len, rfc[i].bytes));
    }
    for (uint32_t value = 0; value < 256; value++) {
        uint8_t byte = (uint8_t)value, back = 0;
        EXPECT(zb_hex_encode(value % 2 == 0 ? ZB_HEX_LOWER : ZB_HEX_UPPER, zb_bytes_of(&byte, 1), text, 2,
                             &len) == ZB_OK);
        zb_str pair = {text, 2};
        EXPECT(zb_hex_decode(pair, &back, 1, &len) == ZB_OK && back == byte);
        bool digit = (value >= '0' && value <= '9') || (value >= 'a' && value <= 'f') ||
                     (value >= 'A' && value <= 'F');
        text[0] = '0';
        text[1] = (char)value;
        EXPECT(zb_hex_decode(pair, &back, 1, &len) == (digit ? ZB_OK : ZB_E_SYNTAX));
        text[0] = (char)value;
        text[1] = 'f';
        EXPECT(zb_hex_decode(pair, &back, 1, &len) == (digit ? ZB_OK : ZB_E_SYNTAX));
    }
    EXPECT(zb_hex_decode((zb_str){ZB_LIT("abc")}, bytes, 6, &len) == ZB_E_SYNTAX);
    EXPECT(zb_hex_decode((zb_str){ZB_LIT("abcd")}, bytes, 1, &len) == ZB_E_BOUNDS);
    EXPECT(zb_hex_encode(ZB_HEX_LOWER, zb_bytes_of(bytes, 3), text, 5, &len) == ZB_E_BOUNDS);
    EXPECT(zb_hex_encode((zb_hex)2, zb_bytes_of(bytes, 3), text, 6, &len) == ZB_E_INVALID);
    return failed;
}

const char *
case_der(zb_arena *arena)
{
    (void)arena;
    const char *failed = NULL;
    uint8_t pair[ZB_P256_SIGNATURE_BYTES], back[ZB_P256_SIGNATURE_BYTES], der[ZB_P256_DER_MAX_BYTES];
    uint32_t len;
    /* Every count of leading zeros, with the top bit clear and set. */
    for (uint32_t zeros = 0; zeros <= 32; zeros++) {
        for (uint32_t top = 0; top < 2; top++) {
            for (uint32_t i = 0; i < 64; i++)
                pair[i] = i % 32 < zeros ? 0 : i % 32 == zeros ? (uint8_t)(top << 7 | 1) : (uint8_t)(i * 7);
            EXPECT(zb_p256_signature_to_der(zb_bytes_of(pair, 64), der, &len) == ZB_OK);
            uint32_t integer = zeros == 32 ? 1 : 32 - zeros + top;
            EXPECT(len == 6 + 2 * integer && der[0] == 0x30 && der[3] == integer);
            EXPECT(zb_p256_signature_from_der(zb_bytes_of(der, len), back) == ZB_OK);
            EXPECT(zb_crypto_equal(zb_bytes_of(pair, 64), zb_bytes_of(back, 64)));
            for (uint32_t cut = 0; cut < len; cut++)
                EXPECT(zb_p256_signature_from_der(zb_bytes_of(der, cut), back) == ZB_E_SYNTAX);
        }
    }
    static const zb_str refused[] = {
        {ZB_LIT("\x31\x06\x02\x01\x01\x02\x01\x01")},             /* no SEQUENCE */
        {ZB_LIT("\x30\x06\x03\x01\x01\x02\x01\x01")},             /* no INTEGER */
        {ZB_LIT("\x30\x81\x06\x02\x01\x01\x02\x01\x01")},         /* a length in two bytes */
        {ZB_LIT("\x30\x80\x02\x01\x01\x02\x01\x01\0\0")},         /* an open length */
        {ZB_LIT("\x30\x06\x02\x01\x81\x02\x01\x01")},             /* negative */
        {ZB_LIT("\x30\x07\x02\x02\0\x01\x02\x01\x01")},           /* a zero that need not be */
        {ZB_LIT("\x30\x05\x02\0\x02\x01\x01")},                   /* no digits */
        {ZB_LIT("\x30\x06\x02\x01\x01\x02\x01\x01\0")},           /* a byte behind */
        {ZB_LIT("\x30\x07\x02\x01\x01\x02\x01\x01\0")},           /* a byte behind, inside */
        {ZB_LIT("\x30\x09\x02\x01\x01\x02\x01\x01\x02\x01\x01")}, /* three numbers */
        {ZB_LIT("\x30\x03\x02\x01\x01")},                         /* one number */
        {ZB_LIT("\x30\x06\x02\x01\x01\x02\x7f\x01")},             /* a length past the end */
    };
    for (uint32_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        EXPECT(zb_p256_signature_from_der(bytes_of(refused[i]), back) == ZB_E_SYNTAX);
    return failed;
}
