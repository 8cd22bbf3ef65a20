/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes the kernels that order and group.
 *
 * Input: what to do, a type, and how often the elements are repeated, each time with other bits
 * turned over (so that short inputs make long columns); then the elements.  Everything lies in
 * allocations of exactly its size.  Oracle: the references beside the kernels.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/simd/group.h"
#include "../../src/simd/scalar_order.h"

#define HEAD_BYTES 4u
#define MAX_BYTES 65536u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

/* At least a byte, so that it is never NULL; what lies there is no promise. */
static void *
claim(size_t bytes)
{
    void *at = malloc(bytes == 0 ? 1 : bytes);
    require(at != NULL, "memory");
    memset(at, 0x5a, bytes);
    return at;
}

/* Elements of `item` bytes each, repeated. */
static void *
elements(const uint8_t *data, size_t bytes, size_t item, uint32_t repeats, uint32_t *count)
{
    uint32_t each = (uint32_t)(bytes / item);
    *count = each * repeats;
    uint8_t *items = claim(*count * item);
    for (uint32_t repeat = 0; repeat < repeats; repeat++)
        for (size_t at = 0; at < each * item; at++)
            items[repeat * each * item + at] = data[at] ^ (uint8_t)(at % item == item / 2 ? repeat * 37 : 0);
    return items;
}

#define ORDERS(type, name)                                                                                   \
    static void sort_##name(type *items, uint32_t count)                                                     \
    {                                                                                                        \
        uint32_t *indices = claim(count * sizeof *indices), *right = claim(count * sizeof *right);           \
        void *scratch = claim(zb_kernel_argsort_scratch_bytes(count));                                       \
        zb_kernel_argsort_##name(items, count, indices, scratch);                                            \
        zbi_scalar_argsort_##name(items, count, right);                                                      \
        require(memcmp(indices, right, count * sizeof *right) == 0, "argsort");                              \
        free(scratch);                                                                                       \
        type *copy = claim(count * sizeof *copy);                                                            \
        memcpy(copy, items, count * sizeof *copy);                                                           \
        scratch = claim(zb_kernel_sort_scratch_bytes(count, sizeof *items));                                 \
        zb_kernel_sort_##name(items, count, scratch);                                                        \
        for (uint32_t at = 0; at < count; at++) {                                                            \
            const type *sorted = &items[at], *taken = &copy[right[at]];                                      \
            require((*sorted != *sorted && *taken != *taken) || memcmp(sorted, taken, sizeof *taken) == 0,   \
                    "sort");                                                                                 \
        }                                                                                                    \
        free(scratch);                                                                                       \
        free(copy);                                                                                          \
        free(right);                                                                                         \
        free(indices);                                                                                       \
    }
ORDERS(double, f64)
ORDERS(float, f32)
ORDERS(int64_t, i64)
ORDERS(int32_t, i32)
ORDERS(uint32_t, u32)
ORDERS(uint8_t, u8)

static void
find_top(const double *items, uint32_t count, uint32_t choice)
{
    uint32_t *right = claim(count * sizeof *right), k = count == 0 ? 1 : choice % (count + 2);
    uint32_t *found = claim((k < count ? k : count) * sizeof *found);
    bool is_largest = choice % 2 != 0;
    void *scratch = claim(zb_kernel_top_scratch_bytes(count, k));
    uint32_t numbers = zbi_scalar_top_f64(items, count, is_largest, right);
    uint32_t written = zb_kernel_top_f64(items, count, k, is_largest, found, scratch);
    require(written == (k < numbers ? k : numbers), "how many are the top");
    require(memcmp(found, right, written * sizeof *found) == 0, "top");
    free(scratch);
    free(found);
    free(right);
}

static void
find_quantiles(double *items, uint32_t count, uint32_t choice)
{
    const double fractions[] = {0, 1, 0.5, choice / 65536.0, 0.25};
    double out[5];
    void *scratch = claim(zb_kernel_quantiles_scratch_bytes(count));
    zb_kernel_quantiles_f64(items, count, fractions, 5, out, scratch);
    zbi_scalar_sort_f64(items, count);
    for (uint32_t i = 0; i < 5; i++) {
        if (count == 0 || items[count - 1] != items[count - 1]) {
            require(out[i] != out[i], "no quantile");
            continue;
        }
        double right = zbi_scalar_quantile_sorted(items, count, fractions[i]);
        require(memcmp(&out[i], &right, sizeof right) == 0 || (out[i] != out[i] && right != right),
                "quantile");
    }
    free(scratch);
}

static void
group(const uint32_t *keys, uint32_t count)
{
    uint32_t *rows = claim(count * sizeof *rows), *right = claim(count * sizeof *right);
    uint32_t *keys_found = claim(count * sizeof *keys_found), *keys_right = claim(count * sizeof *keys_right);
    uint32_t *counts = claim(count * sizeof *counts);
    void *scratch = claim(zb_kernel_group_scratch_bytes(count));
    uint32_t groups = zbi_scalar_group_u32(keys, count, right, keys_right);
    for (uint32_t way = 0; way < 4; way++) {
        uint32_t found = way == 0     ? zb_kernel_group_u32(keys, count, rows, keys_found, counts, scratch)
                         : way == 1   ? zb_kernel_group_i32((const int32_t *)keys, count, rows,
                                                            (int32_t *)keys_found, counts, scratch)
                         : count == 0 ? 0
                         : way == 2   ? zbi_group_hashed(keys, count, rows, keys_found, counts, scratch)
                                      : zbi_group_sorted(keys, count, rows, keys_found, counts, scratch);
        if (way == 2 && found == ZBI_NO_GROUPS)
            continue;
        require(found == groups, "how many groups");
        require(memcmp(rows, right, count * sizeof *rows) == 0, "groups");
        require(memcmp(keys_found, keys_right, found * sizeof *keys_found) == 0, "keys of groups");
    }
    free(scratch);
    free(counts);
    free(keys_right);
    free(keys_found);
    free(right);
    free(rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < HEAD_BYTES)
        return 0;
    uint32_t repeats = 1 + data[1] % 16u, choice = data[2] + 256u * data[3], count;
    size_t bytes = size - HEAD_BYTES;
    if (bytes * repeats > MAX_BYTES)
        return 0;
    uint8_t what = data[0] % 9;
    const size_t items_of[] = {8, 4, 8, 4, 4, 1, 8, 8, 4};
    void *items = elements(data + HEAD_BYTES, bytes, items_of[what], repeats, &count);
    switch (what) {
    case 0:
        sort_f64(items, count);
        break;
    case 1:
        sort_f32(items, count);
        break;
    case 2:
        sort_i64(items, count);
        break;
    case 3:
        sort_i32(items, count);
        break;
    case 4:
        sort_u32(items, count);
        break;
    case 5:
        sort_u8(items, count);
        break;
    case 6:
        find_top(items, count, choice);
        break;
    case 7:
        find_quantiles(items, count, choice);
        break;
    default:
        group(items, count > 2000 ? 2000 : count); /* the reference takes quadratic time */
        break;
    }
    free(items);
    return 0;
}
