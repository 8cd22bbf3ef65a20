/* SPDX-License-Identifier: MIT */
#ifndef ZB_BENCH_JS_RECORDS_H
#define ZB_BENCH_JS_RECORDS_H

/* The C side of bench/js/crossing.mjs: a memory that JavaScript made, and what is computed over it. */

#include <zerobuf/unchecked.h>
#include <zerobuf/zerobuf.h>

#define EXPORT(name) __attribute__((export_name(name)))

/* Make the memory at least so large. */
bool memory_ensure(uint64_t bytes);

/* An arena from `start` to the end of the memory, which grows. */
ZB_NODISCARD zb_status memory_arena(zb_arena *arena, zb_off start);

/* What the records of the array at `handle` compute to. */
double records_sum(zb_view view, zb_off handle);

/* Change three numbers of each record in place. */
void records_transform(zb_view view, zb_off handle);

/* The same for the one record at `handle`. */
void record_transform(zb_view view, zb_off handle);

#endif /* ZB_BENCH_JS_RECORDS_H */
