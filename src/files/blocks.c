/* SPDX-License-Identifier: MIT */
#include "blocks.h"

static uint32_t *
words(const zb_file_memory *memory, zb_off block)
{
    return (uint32_t *)(void *)zb_arena_ptr(memory->arena, block);
}

zb_status
zbi_block_take(zb_file_memory *memory, zb_off *out)
{
    zb_off block = memory->free_blocks;
    if (memory->limit_bytes < ZBI_BLOCK_BYTES || memory->used_bytes > memory->limit_bytes - ZBI_BLOCK_BYTES)
        return ZB_E_SPACE;
    if (block != 0)
        memory->free_blocks = *words(memory, block);
    else
        ZB_TRY(zb_arena_alloc(memory->arena, ZBI_BLOCK_BYTES, 8, &block));
    __builtin_memset(words(memory, block), 0, ZBI_BLOCK_BYTES);
    memory->used_bytes += ZBI_BLOCK_BYTES;
    *out = block;
    return ZB_OK;
}

static void
give(zb_file_memory *memory, zb_off block)
{
    *words(memory, block) = memory->free_blocks;
    memory->free_blocks = block;
    memory->used_bytes -= ZBI_BLOCK_BYTES;
}

/* How many blocks a tree of that depth has at most: at most 2^30, since a file has at most 2^20. */
static uint64_t
capacity(uint32_t depth)
{
    return depth == 0 ? 0 : (uint64_t)1 << (depth - 1) * ZBI_BLOCK_BITS;
}

/* The entry for block `number` in an index block of `level`, above level 1. */
static uint32_t *
entry(const zb_file_memory *memory, zb_off index, uint32_t level, uint64_t number)
{
    return words(memory, index) + (number >> (level - 2) * ZBI_BLOCK_BITS) % ZBI_BLOCK_ENTRIES;
}

/* Block `number`, 0 when it is all zeros. */
static zb_off
find(const zb_file_memory *memory, const zbi_tree *tree, uint64_t number)
{
    if (number >= capacity(tree->depth))
        return 0;
    zb_off at = tree->root;
    for (uint32_t level = tree->depth; level > 1 && at != 0; level--)
        at = *entry(memory, at, level, number);
    return at;
}

/* See to it that block `number` is there. */
static zb_status
reserve_one(zb_file_memory *memory, zbi_tree *tree, uint64_t number)
{
    while (number >= capacity(tree->depth)) {
        zb_off above = 0;
        if (tree->root != 0) {
            ZB_TRY(zbi_block_take(memory, &above));
            *words(memory, above) = tree->root;
        }
        tree->root = above;
        tree->depth++;
    }
    if (tree->root == 0)
        ZB_TRY(zbi_block_take(memory, &tree->root));
    zb_off at = tree->root;
    for (uint32_t level = tree->depth; level > 1; level--) {
        zb_off below = *entry(memory, at, level, number);
        if (below == 0) {
            ZB_TRY(zbi_block_take(memory, &below));
            *entry(memory, at, level, number) = below;
        }
        at = below;
    }
    return ZB_OK;
}

zb_status
zbi_tree_reserve(zb_file_memory *memory, zbi_tree *tree, uint64_t at, uint64_t len)
{
    if (len == 0)
        return ZB_OK;
    for (uint64_t number = at / ZBI_BLOCK_BYTES; number <= (at + len - 1) / ZBI_BLOCK_BYTES; number++)
        ZB_TRY(reserve_one(memory, tree, number));
    return ZB_OK;
}

/* Bytes from `at` to the end of its block, at most `len`. */
static uint32_t
piece(uint64_t at, uint32_t len)
{
    uint32_t left = ZBI_BLOCK_BYTES - (uint32_t)(at % ZBI_BLOCK_BYTES);
    return len < left ? len : left;
}

void
zbi_tree_write(zb_file_memory *memory, const zbi_tree *tree, uint64_t at, const uint8_t *bytes, uint32_t len)
{
    while (len > 0) {
        uint32_t count = piece(at, len);
        zb_off block = find(memory, tree, at / ZBI_BLOCK_BYTES);
        __builtin_memcpy(zb_arena_ptr(memory->arena, block) + at % ZBI_BLOCK_BYTES, bytes, count);
        at += count;
        bytes += count;
        len -= count;
    }
}

void
zbi_tree_read(zb_file_memory *memory, const zbi_tree *tree, uint64_t at, uint8_t *into, uint32_t len)
{
    while (len > 0) {
        uint32_t count = piece(at, len);
        zb_off block = find(memory, tree, at / ZBI_BLOCK_BYTES);
        if (block != 0)
            __builtin_memcpy(into, zb_arena_ptr(memory->arena, block) + at % ZBI_BLOCK_BYTES, count);
        else
            __builtin_memset(into, 0, count);
        at += count;
        into += count;
        len -= count;
    }
}

/* Free the blocks from number `keep` on, of those below an entry of `level`.  At most four levels deep. */
static void
cut(zb_file_memory *memory, uint32_t *below, uint32_t level, uint64_t keep)
{
    if (*below == 0)
        return;
    if (level > 1) {
        uint64_t each = capacity(level - 1);
        uint32_t *entries = words(memory, *below);
        for (uint64_t i = keep / each; i < ZBI_BLOCK_ENTRIES; i++)
            cut(memory, &entries[i], level - 1, keep > i * each ? keep - i * each : 0);
    }
    if (keep == 0) {
        give(memory, *below);
        *below = 0;
    }
}

void
zbi_tree_cut(zb_file_memory *memory, zbi_tree *tree, uint64_t size)
{
    uint64_t keep = (size + ZBI_BLOCK_BYTES - 1) / ZBI_BLOCK_BYTES;
    if (keep < capacity(tree->depth))
        cut(memory, &tree->root, tree->depth, keep);
    if (keep == 0)
        tree->depth = 0;
    uint32_t last = (uint32_t)(size % ZBI_BLOCK_BYTES);
    zb_off block = last != 0 ? find(memory, tree, size / ZBI_BLOCK_BYTES) : 0;
    if (block != 0)
        __builtin_memset(zb_arena_ptr(memory->arena, block) + last, 0, ZBI_BLOCK_BYTES - last);
}
