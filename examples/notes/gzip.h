/* SPDX-License-Identifier: MIT */
#ifndef NOTES_GZIP_H
#define NOTES_GZIP_H

#include <zerobuf/handler.h>

/**
 * Compress bytes as a gzip file (RFC 1952).
 *
 * @param arena  receives the file
 * @param bytes  to compress
 * @param len    of them
 * @param out    receives a bytes value.  Untouched on failure.
 * @return ZB_OK or ZB_E_MEMORY
 */
ZB_NODISCARD zb_status gzip(zb_arena *arena, const char *bytes, uint32_t len, zb_slot *out);

#endif /* NOTES_GZIP_H */
