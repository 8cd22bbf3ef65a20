/* SPDX-License-Identifier: MIT */
#ifndef DUMP_H
#define DUMP_H

#include <zerobuf/zerobuf.h>

/**
 * Write a value as typed JSON: {"t": type, "v": value}, as in vectors/, with
 * every f64 as the 16 hex digits of its bits and bytes as hex.
 *
 * @param view  memory to read; may hold untrusted bytes
 * @param slot  the value
 * @param text  receives the JSON
 * @return ZB_OK, what a reader returned, or ZB_E_INVALID past 200 levels
 */
ZB_NODISCARD zb_status dump_slot(zb_view view, zb_slot slot, zb_text *text);

/** Same for the value whose slot lies at `off`. */
ZB_NODISCARD zb_status dump_at(zb_view view, zb_off off, zb_text *text);

#endif /* DUMP_H */
