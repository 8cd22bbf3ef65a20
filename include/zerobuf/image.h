/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_IMAGE_H
#define ZEROBUF_IMAGE_H

/*
 * Images: a region that stands for one value, as a file or a mapping (SPEC.md, 10).
 * Its control block lies at ZB_IMAGE_CONTROL, its root is the first slot of the arena.
 */

#include <zerobuf/arena.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make an image: an arena at the beginning of a region, with null as the root.
 *
 * @param arena       receives the handle, without hooks.  Untouched on failure.
 * @param base        base of the region
 * @param size_bytes  of the region
 * @param flags       as zb_arena_init()
 * @return as zb_arena_init(), or ZB_E_MEMORY (no room for the root); the region is then unchanged
 */
ZB_NODISCARD zb_status zb_image_init(zb_arena *arena, void *base, size_t size_bytes, uint32_t flags);

/**
 * Offset of the root slot.
 *
 * @param view  the whole image; may hold untrusted bytes
 * @param out   receives the offset of the root slot; the value is not checked.  Untouched on failure.
 * @return ZB_OK, ZB_E_BOUNDS or ZB_E_CONTROL (not an image)
 */
ZB_NODISCARD zb_status zb_image_root(zb_view view, zb_off *out);

/**
 * Bytes that the image takes when it is written to a file: up to the bump.
 *
 * @param arena  of the image
 * @param out    receives the number of bytes.  Untouched on failure.
 * @return ZB_OK, or ZB_E_CONTROL when the arena continues in another segment, has no root or
 *         does not lie where an image's does
 *
 * The limit of what is written is that number, too (SPEC.md, 10.2): store it at
 * ZB_IMAGE_CONTROL + ZB_CONTROL_LIMIT_AT of the copy.  O(1).
 */
ZB_NODISCARD zb_status zb_image_bytes(const zb_arena *arena, uint32_t *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_IMAGE_H */
