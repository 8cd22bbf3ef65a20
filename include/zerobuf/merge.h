/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_MERGE_H
#define ZEROBUF_MERGE_H

/* JSON merge patch, RFC 7396. */

#include <zerobuf/value.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The value that a patch makes of a target.
 *
 * @param arena   holds target and patch, receives new containers
 * @param target  any value; stays as it is
 * @param patch   any value: objects merge key by key, null removes a key, everything else replaces
 * @param out     receives the result.  Untouched on failure.
 * @return ZB_OK, ZB_E_MEMORY, ZB_E_DEPTH (a patch of more than 128 levels), ZB_E_BUDGET (a patch that
 *         shares its parts, or the bytes of its keys, so often that following it has no end), ZB_E_TAG or a
 * status of the readers
 *
 * Only objects on the way to a change are made anew; the rest is shared with target and
 * patch.  To change a value in place for good, write the result over the slot that held it.
 * A result that equals target is target itself.  Costs a zb_object_find() per key of the patch, and
 * a copy of each object that changes; takes about 400 bytes of stack for each level.
 */
ZB_NODISCARD zb_status zb_merge_patch(zb_arena *arena, zb_slot target, zb_slot patch, zb_slot *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_MERGE_H */
