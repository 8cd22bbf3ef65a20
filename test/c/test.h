/* SPDX-License-Identifier: MIT */
#ifndef TEST_H
#define TEST_H

/*
 * A test harness without a libc, so that the same tests run native, under
 * sanitizers and as wasm32 in a JavaScript engine.
 */

#include <zerobuf/zerobuf.h>

typedef struct test_case {
    const char *name;
    void (*run)(void);
} test_case;

typedef struct test_suite {
    const char *name;
    const test_case *cases;
    uint32_t count;
} test_suite;

/** Declare the suite of a file. */
#define TEST_SUITE(suite, ...)                                                                               \
    static const test_case suite##_cases[] = {__VA_ARGS__};                                                  \
    const test_suite suite##_suite = {#suite, suite##_cases, sizeof suite##_cases / sizeof(test_case)}

/** End the test as failed when the condition is false. */
#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            test_fail(__FILE__, __LINE__, #condition);                                                       \
            return;                                                                                          \
        }                                                                                                    \
    } while (0)

/** CHECK that a call succeeds. */
#define OK(call) CHECK((call) == ZB_OK)

void test_fail(const char *file, int line, const char *condition);

/** Run the suites whose names begin so; all for "".  Count of failed tests. */
uint32_t test_run(uint64_t seed, const char *prefix);

/** A region of its own: exactly `size_bytes` bytes, 8-aligned, until the test ends. */
uint8_t *test_region(uint32_t size_bytes);

/**
 * A region so large that only its touched pages should exist.
 *
 * @param size_bytes  whole pages
 * @param base        receives the base, which is address 0 in WebAssembly
 * @param from        receives the first offset that a test may write
 * @return false when the machine has no such region
 */
bool test_huge_region(uint32_t size_bytes, uint8_t **base, zb_off *from);

/** Provided by the host: print text. */
void test_print(const char *text, uint32_t len);

/** The next number of the seeded generator, below `bound`. */
uint32_t test_random(uint32_t bound);

/** Compare spans. */
bool test_same(zb_str text, const char *string);

/** True when a view's bytes equal a copy. */
bool test_equal(const void *left, const void *right, uint32_t len);

#endif /* TEST_H */
