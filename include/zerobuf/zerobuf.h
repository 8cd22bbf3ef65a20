/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_ZEROBUF_H
#define ZEROBUF_ZEROBUF_H

/* The whole library: structured values in a region of memory, read and written in place. */

#include <zerobuf/arena.h>
#include <zerobuf/array.h>
#include <zerobuf/layout.h>
#include <zerobuf/object.h>
#include <zerobuf/status.h>
#include <zerobuf/text.h>
#include <zerobuf/value.h>
#include <zerobuf/view.h>

#define ZB_VERSION "0.1.0"

#endif /* ZEROBUF_ZEROBUF_H */
