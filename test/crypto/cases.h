/* SPDX-License-Identifier: MIT */
#ifndef TEST_CRYPTO_CASES_H
#define TEST_CRYPTO_CASES_H

#include <zerobuf/zerobuf.h>

/* One property that no vector shows.  `run` gives NULL, or what does not hold. */
typedef struct test_case {
    const char *name;
    const char *(*run)(zb_arena *arena);
} test_case;

extern const test_case cases[];
extern const uint32_t case_count;

#define TEXT_OF(line) #line
#define PLACE(line) TEXT_OF(line)

/* Remember the first condition that does not hold in `failed`. */
#define EXPECT(condition)                                                                                    \
    (failed = failed != NULL || (condition) ? failed : #condition " (" __FILE__ ":" PLACE(__LINE__) ")")

const char *case_empty(zb_arena *arena);
const char *case_lengths(zb_arena *arena);
const char *case_hashers(zb_arena *arena);
const char *case_aead_places(zb_arena *arena);
const char *case_key_pairs(zb_arena *arena);
const char *case_secrets(zb_arena *arena);
const char *case_base64(zb_arena *arena);
const char *case_hex(zb_arena *arena);
const char *case_der(zb_arena *arena);
const char *case_jwt_rfc(zb_arena *arena);
const char *case_jwt_times(zb_arena *arena);
const char *case_jwt_parties(zb_arena *arena);
const char *case_jwt_refused(zb_arena *arena);
const char *case_jwt_rules(zb_arena *arena);

#endif /* TEST_CRYPTO_CASES_H */
