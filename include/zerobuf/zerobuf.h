/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ZEROBUF_H
#define ZEROBUF_ZEROBUF_H

/* The whole library: structured values in a region of memory, read and written in place. */

/* The layout, and what every call is built on. */
#include <zerobuf/layout.h>
#include <zerobuf/status.h>
#include <zerobuf/view.h>
#include <zerobuf/arena.h>

/* Values. */
#include <zerobuf/value.h>
#include <zerobuf/array.h>
#include <zerobuf/object.h>
#include <zerobuf/text.h>
#include <zerobuf/column.h>
#include <zerobuf/table.h>
#include <zerobuf/extended.h>
#include <zerobuf/image.h>

/* What can be done with them. */
#include <zerobuf/verify.h>
#include <zerobuf/unchecked.h>
#include <zerobuf/iterate.h>
#include <zerobuf/path.h>
#include <zerobuf/equal.h>
#include <zerobuf/copy.h>
#include <zerobuf/merge.h>
#include <zerobuf/sort.h>
#include <zerobuf/json.h>
#include <zerobuf/csv.h>
#include <zerobuf/simd.h>
#include <zerobuf/statistics.h>

#define ZB_VERSION "0.1.0"

#endif /* ZEROBUF_ZEROBUF_H */
