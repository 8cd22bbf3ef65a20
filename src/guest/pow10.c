/* SPDX-License-Identifier: MIT */
/* The powers of ten, made when a handler first reads or writes a fraction. */
#include "../core/pow10_make.h"

static uint64_t rows[POW10_ROWS][2];

const uint64_t *
zbi_pow10_row(int q)
{
    if (rows[0][0] == 0)
        make_pow10(rows);
    return rows[q - ZBI_POW10_MIN];
}
