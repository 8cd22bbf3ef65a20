/* SPDX-License-Identifier: MIT */
/* The symbols of the published C interface, for callers that cannot inline a header. */
#define ZB_COMPAT_API extern
#include <zerobuf/compat.h>
