/* SPDX-License-Identifier: MIT */
#ifndef ZBI_STREAM_H
#define ZBI_STREAM_H

#include "result.h"

/**
 * Send what a ReadableStream of the host gives to the client, piece by piece: the arena goes
 * back to where it was after each.
 *
 * @return ZB_OK, ZB_E_IO (the client has gone, and the stream was cancelled), or what reading returned
 */
zb_status zbi_stream_send(zb_slot stream, zb_response *res);

#endif /* ZBI_STREAM_H */
