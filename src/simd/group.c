/* SPDX-License-Identifier: MIT */
/*
 * Rows grouped by a key: each gets the number of its group.  Groups are numbered as they appear,
 * so the result does not depend on the way that found it.
 */
#include "group.h"

/** A table of one place per key is used for ranges of at most so many keys, or twice as many as there are
 * rows. */
enum { DIRECT_PLACES = 65536 };

uint32_t
zbi_group_direct(const uint32_t *keys, uint32_t count, uint32_t min, uint32_t places, uint32_t *groups,
                 uint32_t *group_keys, uint32_t *counts, zbi_word32 *table)
{
    uint32_t found = 0;
    __builtin_memset(table, 0, (size_t)places * sizeof *table);
    ZBI_AS_WRITTEN
    for (uint32_t row = 0; row < count; row++) {
        uint32_t key = keys[row], number = table[key - min]; /* 1 for group 0 */
        if (number == 0) {
            group_keys[found] = key;
            counts[found] = 0;
            table[key - min] = number = ++found;
        }
        groups[row] = number - 1;
        counts[number - 1]++;
    }
    return found;
}

/* A table is full at three quarters. */
uint64_t
zbi_group_places(uint32_t count)
{
    uint64_t needed = (uint64_t)count + count / 3 + 1, places = 1;
    while (places < needed)
        places *= 2;
    return places;
}

#define FIRST_BITS 10u
#define MORE_BITS 2u

/*
 * Keys at the places that the golden ratio gives them (Knuth, volume 3, 6.4: multiplicative
 * hashing), or the next free one.  A place holds the key above the number of its group, 1 for
 * group 0.
 */
typedef struct hash_table {
    zbi_word64 *places;
    uint32_t bits;   /* of the count of places */
    uint64_t budget; /* of places looked at in vain: who chose keys to collide must not gain more than that */
} hash_table;

static inline ZBI_INLINE uint32_t
place_of(uint32_t key, uint32_t bits)
{
    return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - bits));
}

static inline ZBI_INLINE uint32_t
find(hash_table *table, uint32_t key)
{
    uint32_t at = place_of(key, table->bits), mask = (uint32_t)((UINT64_C(1) << table->bits) - 1);
    while (table->places[at] != 0 && table->places[at] >> 32 != key) {
        if (table->budget == 0)
            break;
        table->budget--;
        at = (at + 1) & mask;
    }
    return at;
}

static void
clear(hash_table *table)
{
    __builtin_memset(table->places, 0, sizeof *table->places << table->bits);
}

/* More places, for the same groups. */
static void
grow(hash_table *table, const uint32_t *group_keys, uint32_t found, uint32_t most_bits)
{
    table->bits = table->bits + MORE_BITS < most_bits ? table->bits + MORE_BITS : most_bits;
    clear(table);
    for (uint32_t group = 0; group < found && table->budget > 0; group++)
        table->places[find(table, group_keys[group])] = (uint64_t)group_keys[group] << 32 | (group + 1);
}

uint32_t
zbi_group_hashed(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys,
                 uint32_t *counts, zbi_word64 *places)
{
    uint32_t most_bits = zbi_width(zbi_group_places(count) - 1), found = 0;
    hash_table table = {places, most_bits < FIRST_BITS ? most_bits : FIRST_BITS, (uint64_t)count * 8 + 1024};
    uint64_t full = (UINT64_C(3) << table.bits) / 4;
    clear(&table);
    ZBI_AS_WRITTEN
    for (uint32_t row = 0; row < count; row++) {
        uint32_t key = keys[row], at = find(&table, key);
        if (table.budget == 0)
            return ZBI_NO_GROUPS;
        uint64_t place = table.places[at];
        if (place == 0) {
            if (found >= full && table.bits < most_bits) {
                grow(&table, group_keys, found, most_bits);
                full = (UINT64_C(3) << table.bits) / 4;
                at = find(&table, key);
                if (table.budget == 0)
                    return ZBI_NO_GROUPS;
            }
            counts[found] = 0;
            group_keys[found++] = key;
            place = (uint64_t)key << 32 | found;
            table.places[at] = place;
        }
        groups[row] = (uint32_t)place - 1;
        counts[(uint32_t)place - 1]++;
    }
    return found;
}

uint32_t
zbi_group_sorted(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys,
                 uint32_t *counts, void *scratch)
{
    uint32_t *bins = (uint32_t *)scratch, found = 0;
    zbi_word64 *words = (zbi_word64 *)zbi_behind(scratch, ZBI_BINS_BYTES(count)), *spare = words + count;
    for (uint32_t row = 0; row < count; row++)
        words[row] = (uint64_t)keys[row] << 32 | row;
    const zbi_word64 *sorted = zbi_radix64(words, spare, count, 32, 32, bins);
    /* Rows of a key are a run.  Each row gets its run's number, then each run the next group's
     * number when its first row comes. */
    zbi_word32 *numbers = (zbi_word32 *)(sorted == words ? spare : words);
    uint32_t run = 0;
    for (uint32_t at = 0; at < count; at++) {
        run += at > 0 && sorted[at] >> 32 != sorted[at - 1] >> 32;
        groups[(uint32_t)sorted[at]] = run;
        numbers[at] = ZBI_NO_GROUPS;
    }
    for (uint32_t row = 0; row < count; row++) {
        zbi_word32 *number = &numbers[groups[row]];
        if (*number == ZBI_NO_GROUPS) {
            group_keys[found] = keys[row];
            counts[found] = 0;
            *number = found++;
        }
        groups[row] = *number;
        counts[*number]++;
    }
    return found;
}

size_t
zb_kernel_group_scratch_bytes(uint32_t count)
{
    uint64_t sorted = ZBI_BINS_BYTES(count) + (uint64_t)count * 16, hashed = zbi_group_places(count) * 8;
    uint64_t direct = DIRECT_PLACES * sizeof(uint32_t), most = sorted > hashed ? sorted : hashed;
    return count == 0 ? 0 : zbi_size(most > direct ? most : direct);
}

/* `sign` turns keys into numbers that order as they do. */
static ZBI_NOINLINE uint32_t
group(const uint32_t *keys, uint32_t count, uint32_t sign, uint32_t *groups, uint32_t *group_keys,
      uint32_t *counts, void *scratch)
{
    if (count == 0)
        return 0;
    uint32_t min = UINT32_MAX, max = 0;
    for (uint32_t row = 0; row < count; row++) {
        uint32_t key = keys[row] ^ sign;
        min = key < min ? key : min;
        max = key > max ? key : max;
    }
    uint64_t range = (uint64_t)(max - min) + 1;
    if (range <= DIRECT_PLACES || range <= (uint64_t)count * 2)
        return zbi_group_direct(keys, count, min ^ sign, (uint32_t)range, groups, group_keys, counts,
                                (zbi_word32 *)scratch);
    uint32_t found = zbi_group_hashed(keys, count, groups, group_keys, counts, (zbi_word64 *)scratch);
    return found != ZBI_NO_GROUPS ? found
                                  : zbi_group_sorted(keys, count, groups, group_keys, counts, scratch);
}

uint32_t
zb_kernel_group_u32(const uint32_t *keys, uint32_t count, uint32_t *groups, uint32_t *group_keys,
                    uint32_t *counts, void *scratch)
{
    return group(keys, count, 0, groups, group_keys, counts, scratch);
}

uint32_t
zb_kernel_group_i32(const int32_t *keys, uint32_t count, uint32_t *groups, int32_t *group_keys,
                    uint32_t *counts, void *scratch)
{
    return group((const uint32_t *)keys, count, ZBI_SIGN32, groups, (uint32_t *)group_keys, counts, scratch);
}
