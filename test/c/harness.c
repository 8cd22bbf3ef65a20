/* SPDX-License-Identifier: MIT */
#include "test.h"

/* clang-format off: a line each */
#define SUITES(X)                                                                                            \
    X(arena)                                                                                                 \
    X(keys)                                                                                                  \
    X(value)                                                                                                 \
    X(array)                                                                                                 \
    X(object)                                                                                                \
    X(index)                                                                                                 \
    X(text)                                                                                                  \
    X(column)                                                                                                \
    X(table)                                                                                                 \
    X(task)                                                                                                  \
    X(kernels)                                                                                               \
    X(order)                                                                                                 \
    X(group)                                                                                                 \
    X(kernels_integer)                                                                                       \
    X(kernels_bitmap)                                                                                        \
    X(kernels_series)                                                                                        \
    X(statistics)                                                                                            \
    X(extended)                                                                                              \
    X(copy)                                                                                                  \
    X(verify)                                                                                                \
    X(unchecked)                                                                                             \
    X(image)                                                                                                 \
    X(iterate)                                                                                               \
    X(path)                                                                                                  \
    X(equal)                                                                                                 \
    X(equal_model)                                                                                           \
    X(merge)                                                                                                 \
    X(sort)                                                                                                  \
    X(number)                                                                                                \
    X(json)                                                                                                  \
    X(json_memory)                                                                                           \
    X(json_write)                                                                                            \
    X(csv)                                                                                                   \
    X(failure)                                                                                               \
    X(model)                                                                                                 \
    X(large)                                                                                                 \
    X(compat)                                                                                                \
    X(heap)                                                                                                  \
    X(form)                                                                                                  \
    X(multipart)                                                                                             \
    X(route)                                                                                                 \
    X(cookie)                                                                                                \
    X(http_date)                                                                                             \
    X(auth)                                                                                                  \
    X(accept)                                                                                                \
    X(conditional)                                                                                           \
    X(range)                                                                                                 \
    X(serving)                                                                                               \
    X(file)                                                                                                  \
    X(sync)
/* clang-format on */

#define DECLARE(name) extern const test_suite name##_suite;
SUITES(DECLARE)

static const char *failed_file, *failed_condition;
static int failed_line;
static uint64_t random_state;

static void
print(const char *text)
{
    uint32_t len = 0;
    while (text[len] != '\0')
        len++;
    test_print(text, len);
}

static void
print_number(uint64_t number)
{
    char digits[20];
    uint32_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    test_print(digits + at, (uint32_t)sizeof digits - at);
}

void
test_fail(const char *file, int line, const char *condition)
{
    failed_file = file;
    failed_line = line;
    failed_condition = condition;
}

/* splitmix64: https://prng.di.unimi.it/splitmix64.c */
uint32_t
test_random(uint32_t bound)
{
    uint64_t z = (random_state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ (z >> 31)) >> 32) % bound;
}

bool
test_equal(const void *left, const void *right, uint32_t len)
{
    const uint8_t *a = left, *b = right;
    for (uint32_t i = 0; i < len; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

bool
test_same(zb_str text, const char *string)
{
    uint32_t len = 0;
    while (string[len] != '\0')
        len++;
    return len == text.len && test_equal(text.ptr, string, len);
}

static bool
run_case(const test_suite *suite, const test_case *test)
{
    failed_file = NULL;
    test->run();
    if (failed_file == NULL)
        return true;
    print("FAILED ");
    print(suite->name);
    print("/");
    print(test->name);
    print(" at ");
    print(failed_file);
    print(":");
    print_number((uint64_t)failed_line);
    print(": ");
    print(failed_condition);
    print("\n");
    return false;
}

static uint32_t
run_suite(const test_suite *suite, uint32_t *passed)
{
    uint32_t failed = 0;
    for (uint32_t i = 0; i < suite->count; i++)
        failed += run_case(suite, &suite->cases[i]) ? 0 : 1;
    *passed += suite->count - failed;
    print("  ");
    print(suite->name);
    print(": ");
    print_number(suite->count - failed);
    print(" passed, ");
    print_number(failed);
    print(" failed\n");
    return failed;
}

static bool
begins_with(const char *name, const char *prefix)
{
    while (*prefix != '\0')
        if (*name++ != *prefix++)
            return false;
    return true;
}

uint32_t
test_run(uint64_t seed, const char *prefix)
{
    uint32_t passed = 0, failed = 0;
    random_state = seed;
    print("  seed ");
    print_number(seed);
    print("\n");
#define RUN(name)                                                                                            \
    if (begins_with(#name, prefix))                                                                          \
        failed += run_suite(&name##_suite, &passed);
    SUITES(RUN)
    print_number(passed);
    print(" passed, ");
    print_number(failed);
    print(" failed\n");
    return failed;
}
