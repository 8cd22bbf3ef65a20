/* SPDX-License-Identifier: MIT */
/* Tokens: those of the RFCs, and ones made here by signing what a case needs. */
#include "cases.h"

#include <zerobuf/encoding.h>
#include <zerobuf/jwt.h>

#define TOKEN_BYTES 1024u
#define NOW 1300819000

/* RFC 7515, A.1 and A.3: {"iss":"joe", "exp":1300819380, "http://example.com/is_root":true}. */
static const zb_str rfc7515_hs256 = {
    ZB_LIT("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
           ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
           ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")};
static const zb_str rfc7515_secret = {
    ZB_LIT("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")};
static const zb_str rfc7515_es256 = {
    ZB_LIT("eyJhbGciOiJFUzI1NiJ9"
           ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
           ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")};
static const zb_str rfc7515_x = {ZB_LIT("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU")};
static const zb_str rfc7515_y = {ZB_LIT("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")};

/* RFC 8037, A.4, whose payload is no JSON: "Example of Ed25519 signing". */
static const zb_str rfc8037_eddsa = {
    ZB_LIT("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
           ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")};
static const zb_str rfc8037_x = {ZB_LIT("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")};

static const uint8_t secret[32] = {7, 7, 7};

/* The rules that a case starts from. */
static zb_jwt_rules
rules_with(zb_jwt_algorithm algorithm, zb_bytes key)
{
    return (zb_jwt_rules){.algorithm = algorithm, .key = key, .now_s = NOW};
}

static uint32_t
base64url(zb_bytes bytes, char *out, uint32_t capacity)
{
    uint32_t len = 0;
    return zb_base64_encode(ZB_BASE64_URL, bytes, out, capacity, &len) == ZB_OK ? len : 0;
}

/* A token with these two JSON texts and an HS256 signature. */
static zb_str
token_of(const char *header, const char *claims, char *out)
{
    uint8_t mac[32] = {0};
    uint32_t header_len = 0, claims_len = 0;
    while (header[header_len] != '\0')
        header_len++;
    while (claims[claims_len] != '\0')
        claims_len++;
    uint32_t len = base64url(zb_bytes_of(header, header_len), out, TOKEN_BYTES);
    out[len++] = '.';
    len += base64url(zb_bytes_of(claims, claims_len), out + len, TOKEN_BYTES - len);
    if (zb_hmac(ZB_SHA256, zb_bytes_of(secret, sizeof secret), zb_bytes_of(out, len), mac) != ZB_OK)
        len = 0;
    out[len++] = '.';
    len += base64url(zb_bytes_of(mac, sizeof mac), out + len, TOKEN_BYTES - len);
    return (zb_str){out, len};
}

/* The status of a token that is signed as it should be; whatever it is, a failure leaves no trace. */
static zb_status
judge(zb_arena *arena, const char *header, const char *claims, const zb_jwt_rules *rules)
{
    char text[TOKEN_BYTES];
    zb_slot value = zb_i32(77);
    zb_checkpoint mark = zb_arena_save(arena);
    zb_status status = zb_jwt_verify(arena, token_of(header, claims, text), rules, &value);
    if (status != ZB_OK && (value.tag != ZB_TAG_I32 || value.a != 77 || zb_arena_save(arena) != mark))
        return ZB_E_CORRUPT;
    return status;
}

static const char hs256[] = "{\"alg\":\"HS256\"}";

const char *
case_jwt_rfc(zb_arena *arena)
{
    const char *failed = NULL;
    uint8_t key[ZB_P256_PUBLIC_BYTES] = {0x04};
    uint32_t len = 0;
    zb_slot claims;
    zb_str issuer;
    bool root = false;
    EXPECT(zb_base64_decode(ZB_BASE64_URL, rfc7515_secret, key, sizeof key, &len) == ZB_OK);
    zb_jwt_rules rules = rules_with(ZB_JWT_HS256, zb_bytes_of(key, len));
    EXPECT(zb_jwt_verify(arena, rfc7515_hs256, &rules, &claims) == ZB_OK);
    zb_view view = zb_arena_view(arena);
    EXPECT(zb_object_get_string(view, claims.a, ZB_LIT("iss"), &issuer) == ZB_OK && issuer.len == 3);
    EXPECT(zb_object_get_bool(view, claims.a, ZB_LIT("http://example.com/is_root"), &root) == ZB_OK && root);
    key[5] ^= 1;
    EXPECT(zb_jwt_verify(arena, rfc7515_hs256, &rules, &claims) == ZB_E_AUTHENTIC);

    key[0] = 0x04;
    EXPECT(zb_base64_decode(ZB_BASE64_URL, rfc7515_x, key + 1, 32, &len) == ZB_OK);
    EXPECT(zb_base64_decode(ZB_BASE64_URL, rfc7515_y, key + 33, 32, &len) == ZB_OK);
    rules = rules_with(ZB_JWT_ES256, zb_bytes_of(key, sizeof key));
    EXPECT(zb_jwt_verify(arena, rfc7515_es256, &rules, &claims) == ZB_OK);
    EXPECT(zb_jwt_verify(arena, rfc7515_hs256, &rules, &claims) == ZB_E_AUTHENTIC);
    rules.now_s = 1300819380;
    EXPECT(zb_jwt_verify(arena, rfc7515_es256, &rules, &claims) == ZB_E_EXPIRED);
    /* A public key is no secret for HS256: who confuses the two is not helped by the token. */
    rules = rules_with(ZB_JWT_HS256, zb_bytes_of(key, sizeof key));
    EXPECT(zb_jwt_verify(arena, rfc7515_es256, &rules, &claims) == ZB_E_AUTHENTIC);

    EXPECT(zb_base64_decode(ZB_BASE64_URL, rfc8037_x, key, 32, &len) == ZB_OK);
    rules = rules_with(ZB_JWT_EDDSA, zb_bytes_of(key, 32));
    EXPECT(zb_jwt_verify(arena, rfc8037_eddsa, &rules, &claims) == ZB_E_SYNTAX); /* the signature fits */
    key[0] ^= 1;
    EXPECT(zb_jwt_verify(arena, rfc8037_eddsa, &rules, &claims) == ZB_E_AUTHENTIC);
    return failed;
}

const char *
case_jwt_times(zb_arena *arena)
{
    const char *failed = NULL;
    zb_jwt_rules rules = rules_with(ZB_JWT_HS256, zb_bytes_of(secret, sizeof secret));
    EXPECT(judge(arena, hs256, "{\"exp\":1300819001}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819000.5}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819000}", &rules) == ZB_E_EXPIRED);
    EXPECT(judge(arena, hs256, "{\"exp\":0}", &rules) == ZB_E_EXPIRED);
    EXPECT(judge(arena, hs256, "{}", &rules) == ZB_E_EXPIRED);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819001,\"nbf\":1300819000}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819001,\"nbf\":1300819001}", &rules) == ZB_E_EXPIRED);
    EXPECT(judge(arena, hs256, "{\"exp\":\"1300819001\"}", &rules) == ZB_E_TAG);
    EXPECT(judge(arena, hs256, "{\"exp\":null}", &rules) == ZB_E_TAG);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819001,\"nbf\":true}", &rules) == ZB_E_TAG);
    rules.leeway_s = 60;
    EXPECT(judge(arena, hs256, "{\"exp\":1300818941,\"nbf\":1300819060}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"exp\":1300818940}", &rules) == ZB_E_EXPIRED);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819001,\"nbf\":1300819061}", &rules) == ZB_E_EXPIRED);
    rules.flags = ZB_JWT_EXP_OPTIONAL;
    EXPECT(judge(arena, hs256, "{}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"exp\":1}", &rules) == ZB_E_EXPIRED);
    EXPECT(judge(arena, hs256, "{\"nbf\":1300819061}", &rules) == ZB_E_EXPIRED);
    return failed;
}

const char *
case_jwt_parties(zb_arena *arena)
{
    const char *failed = NULL;
    zb_jwt_rules rules = rules_with(ZB_JWT_HS256, zb_bytes_of(secret, sizeof secret));
    rules.flags = ZB_JWT_EXP_OPTIONAL;
    rules.issuer = (zb_str){ZB_LIT("joe")};
    EXPECT(judge(arena, hs256, "{\"iss\":\"joe\"}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"iss\":\"joey\"}", &rules) == ZB_E_DENIED);
    EXPECT(judge(arena, hs256, "{\"iss\":[\"joe\"]}", &rules) == ZB_E_DENIED);
    EXPECT(judge(arena, hs256, "{}", &rules) == ZB_E_DENIED);
    rules.issuer = (zb_str){"", 0};
    rules.audience = (zb_str){ZB_LIT("us")};
    EXPECT(judge(arena, hs256, "{\"aud\":\"us\"}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"aud\":[\"them\",5,\"us\"]}", &rules) == ZB_OK);
    EXPECT(judge(arena, hs256, "{\"aud\":[\"them\",\"use\"]}", &rules) == ZB_E_DENIED);
    EXPECT(judge(arena, hs256, "{\"aud\":[]}", &rules) == ZB_E_DENIED);
    EXPECT(judge(arena, hs256, "{\"aud\":{\"us\":1}}", &rules) == ZB_E_DENIED);
    EXPECT(judge(arena, hs256, "{\"iss\":\"us\"}", &rules) == ZB_E_DENIED);
    return failed;
}

const char *
case_jwt_refused(zb_arena *arena)
{
    const char *failed = NULL;
    static const char good[] = "{\"exp\":1300819999}";
    zb_jwt_rules rules = rules_with(ZB_JWT_HS256, zb_bytes_of(secret, sizeof secret));
    EXPECT(judge(arena, "{\"typ\":\"JWT\",\"alg\":\"HS256\",\"kid\":\"1\"}", good, &rules) == ZB_OK);
    EXPECT(judge(arena, "{\"alg\":\"none\"}", good, &rules) == ZB_E_AUTHENTIC);
    EXPECT(judge(arena, "{\"alg\":\"hs256\"}", good, &rules) == ZB_E_AUTHENTIC);
    EXPECT(judge(arena, "{\"alg\":\"HS512\"}", good, &rules) == ZB_E_AUTHENTIC);
    EXPECT(judge(arena, "{\"alg\":\"ES256\"}", good, &rules) == ZB_E_AUTHENTIC);
    EXPECT(judge(arena, "{}", good, &rules) == ZB_E_AUTHENTIC);
    EXPECT(judge(arena, "{\"alg\":5}", good, &rules) == ZB_E_TAG);
    EXPECT(judge(arena, "{\"alg\":\"HS256\",\"alg\":\"HS256\"}", good, &rules) == ZB_E_EXISTS);
    EXPECT(judge(arena, "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", good, &rules) ==
           ZB_E_UNSUPPORTED);
    EXPECT(judge(arena, "[\"HS256\"]", good, &rules) == ZB_E_SYNTAX);
    EXPECT(judge(arena, "", good, &rules) == ZB_E_SYNTAX);
    EXPECT(judge(arena, hs256, "", &rules) == ZB_E_SYNTAX);
    EXPECT(judge(arena, hs256, "[]", &rules) == ZB_E_SYNTAX);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819999", &rules) == ZB_E_SYNTAX);
    EXPECT(judge(arena, hs256, "{\"exp\":1,\"exp\":1300819999}", &rules) == ZB_E_EXISTS);
    EXPECT(judge(arena, hs256, "{\"exp\":1300819999,\"a\":\"\xff\"}", &rules) == ZB_E_UTF8);

    /* Each character counts, and there is one way to write a token. */
    char text[TOKEN_BYTES];
    zb_slot claims;
    zb_str token = token_of(hs256, good, text);
    EXPECT(zb_jwt_verify(arena, token, &rules, &claims) == ZB_OK);
    for (uint32_t i = 0; i < token.len; i++) {
        char was = text[i];
        text[i] = was == 'A' ? 'B' : 'A';
        EXPECT(zb_jwt_verify(arena, token, &rules, &claims) != ZB_OK);
        text[i] = '=';
        EXPECT(zb_jwt_verify(arena, token, &rules, &claims) != ZB_OK);
        text[i] = was;
    }
    for (uint32_t len = 0; len < token.len; len++) {
        zb_status status = zb_jwt_verify(arena, (zb_str){text, len}, &rules, &claims);
        EXPECT(status == ZB_E_SYNTAX || status == ZB_E_AUTHENTIC);
    }
    uint32_t unsigned_len = token.len - 43;
    EXPECT(zb_jwt_verify(arena, (zb_str){text, unsigned_len}, &rules, &claims) == ZB_E_AUTHENTIC);
    text[token.len] = '.';
    EXPECT(zb_jwt_verify(arena, (zb_str){text, token.len + 1}, &rules, &claims) == ZB_E_SYNTAX);
    text[token.len] = '=';
    EXPECT(zb_jwt_verify(arena, (zb_str){text, token.len + 1}, &rules, &claims) == ZB_E_SYNTAX);
    EXPECT(zb_jwt_verify(arena, (zb_str){text, ZB_JWT_MAX_BYTES + 1}, &rules, &claims) == ZB_E_BUDGET);
    return failed;
}

const char *
case_jwt_rules(zb_arena *arena)
{
    const char *failed = NULL;
    static const char good[] = "{\"exp\":1300819999}";
    static const uint8_t key[66] = {0x04};
    zb_jwt_rules rules = rules_with(ZB_JWT_HS256, zb_bytes_of(key, 31));
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    rules.key.len = 0;
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    rules = rules_with(ZB_JWT_ES256, zb_bytes_of(key, 64));
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    rules = rules_with(ZB_JWT_EDDSA, zb_bytes_of(key, 33));
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    rules = rules_with((zb_jwt_algorithm)0, zb_bytes_of(secret, 32));
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    rules = rules_with((zb_jwt_algorithm)4, zb_bytes_of(secret, 32));
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    rules = rules_with(ZB_JWT_HS256, zb_bytes_of(secret, 32));
    rules.flags = 2;
    EXPECT(judge(arena, hs256, good, &rules) == ZB_E_INVALID);
    return failed;
}
