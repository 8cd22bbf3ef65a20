/* SPDX-License-Identifier: MIT */
#include "internal.h"
#include "pow10.h"

#include "pow10.gen.h"

ZB_STATIC_ASSERT(POW10_FIRST == ZBI_POW10_MIN && POW10_LAST == ZBI_POW10_MAX &&
                     POW10_LAST_EXACT == ZBI_POW10_LAST_EXACT,
                 "the table is the one that pow10.h describes");
ZB_STATIC_ASSERT(sizeof zbi_pow10_rows / sizeof zbi_pow10_rows[0] == ZBI_POW10_MAX - ZBI_POW10_MIN + 1,
                 "one row per exponent");
