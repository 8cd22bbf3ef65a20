/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_PATH_H
#define ZEROBUF_PATH_H

/*
 * Paths into nested values: "user.address.city", "places[3].name", "places.3.name".
 * A step is a key or an index.  In an array or a set a step must be an index (decimal, no
 * leading zero), and so in a column; in an object it is a key, digits included; in a map a
 * key that is a string; in an error, a regular expression or a boxed value the name of a
 * slot (zerobuf/iterate.h).  A backslash makes the next byte ordinary: "a\\.b" is the key "a.b".
 * Empty keys have no dotted form.
 *
 * A path that begins with "/" is a JSON pointer (RFC 6901) instead.
 *
 * Whether a path is well-formed does not depend on the values that it is followed through.
 */

#include <zerobuf/view.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Follow a path.
 *
 * @param view  memory to read
 * @param root  the value to start from
 * @param path  see above; empty names the root itself
 * @param len   bytes
 * @param out   receives the value.  Untouched on failure.
 * @return ZB_OK, ZB_E_NOT_FOUND, ZB_E_TAG (a step into something that has no parts), ZB_E_SYNTAX (the
 *         path), or a status of the readers
 *
 * No allocation.  Costs a find per step; in a map, and for a key with escapes, O(entries).
 */
ZB_NODISCARD zb_status zb_path(zb_view view, zb_slot root, const char *path, uint32_t len, zb_slot *out);

/**
 * Follow a path to a slot that can be written.
 *
 * @param view  memory to read
 * @param root  the value to start from
 * @param path  not empty
 * @param len   bytes
 * @param out   receives the offset of the slot.  Untouched on failure.
 * @return as zb_path(); ZB_E_TAG also for an element of a column, which is no slot; ZB_E_SYNTAX
 *         also for the empty path
 */
ZB_NODISCARD zb_status zb_path_slot(zb_view view, zb_slot root, const char *path, uint32_t len, zb_off *out);

/**
 * Split off the last step of a path, as needed to add a key or to push an element.
 *
 * @param path        see above
 * @param len         bytes
 * @param parent_len  receives the length of the path of the container, which is the beginning of `path`
 * @param step        receives the last step without escapes, in `buffer`
 * @param buffer      at least `len` bytes for it
 * @return ZB_OK or ZB_E_SYNTAX (also for the empty path); all untouched on failure
 */
ZB_NODISCARD zb_status zb_path_split(const char *path, uint32_t len, uint32_t *parent_len, zb_str *step,
                                     char *buffer);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_PATH_H */
