/* SPDX-License-Identifier: MIT */
#ifndef DUMP_H
#define DUMP_H

#include <zerobuf/zerobuf.h>

/** In place of a tag: the offset is that of a slot. */
#define DUMP_SLOT 255u

/** The same, of any type; what is referred to again is {"t":"ref","v":n}, the n-th that was met. */
#define DUMP_GRAPH 254u

/**
 * Write a value as typed JSON: {"t": type, "v": value}, as in vectors/, with every f64 and
 * date as the 16 hex digits of its bits, and bytes, columns and integers as hex.
 *
 * @param view  memory to read; may hold untrusted bytes
 * @param tag   type of the value at `off`, DUMP_SLOT or DUMP_GRAPH
 * @param off   handle or header of the value, or its slot
 * @param text  receives the JSON
 * @return ZB_OK, what a reader returned, ZB_E_TAG for an extension type outside DUMP_GRAPH, or
 *         ZB_E_INVALID past 200 levels or 4096 containers
 */
ZB_NODISCARD zb_status dump(zb_view view, uint32_t tag, zb_off off, zb_text *text);

#endif /* DUMP_H */
