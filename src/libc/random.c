/* SPDX-License-Identifier: MIT */
/* getentropy asks the host, as zb_random() does; a module that calls neither does not import it. */
#include <zerobuf/crypto.h>

enum { SUCCESS = 0, E_IO = 29 }; /* errno of WASI */

int32_t __imported_wasi_snapshot_preview1_random_get(uint8_t *out, uint32_t len);

int32_t
__imported_wasi_snapshot_preview1_random_get(uint8_t *out, uint32_t len)
{
    return zb_random(out, len) == ZB_OK ? SUCCESS : E_IO;
}
