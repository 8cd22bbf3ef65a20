/* SPDX-License-Identifier: MIT */
#ifndef ZBI_FILE_BLOCKS_H
#define ZBI_FILE_BLOCKS_H

/* Contents of files in memory: blocks under a tree of index blocks, so that any byte is found in few steps.
 */

#include <zerobuf/file.h>

#define ZBI_BLOCK_BYTES 4096u
#define ZBI_BLOCK_ENTRIES (ZBI_BLOCK_BYTES / 4) /* of an index block */
#define ZBI_BLOCK_BITS 10u

/**
 * The blocks of one file.  Where an offset is 0, all bytes below it are zeros.
 *
 * Depth 1: root is the block of the first 4,096 bytes; each level more has 1,024 times as
 * many below it.  Bytes of a block past the file's size are zeros.
 */
typedef struct zbi_tree {
    zb_off root;
    uint32_t depth; /* 0: nothing was ever written */
} zbi_tree;

/** A block of zeros.  ZB_OK, ZB_E_SPACE or ZB_E_MEMORY. */
zb_status zbi_block_take(zb_file_memory *memory, zb_off *out);

/** See to it that all blocks of `len` bytes at `at` are there.  Their bytes read as before, also on failure.
 */
zb_status zbi_tree_reserve(zb_file_memory *memory, zbi_tree *tree, uint64_t at, uint64_t len);

/** Copy bytes in; the blocks are there. */
void zbi_tree_write(zb_file_memory *memory, const zbi_tree *tree, uint64_t at, const uint8_t *bytes,
                    uint32_t len);

/** Copy bytes out. */
void zbi_tree_read(zb_file_memory *memory, const zbi_tree *tree, uint64_t at, uint8_t *into, uint32_t len);

/** Keep the first `size` bytes; blocks behind them are free again. */
void zbi_tree_cut(zb_file_memory *memory, zbi_tree *tree, uint64_t size);

#endif /* ZBI_FILE_BLOCKS_H */
