/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_NUMBERS_H
#define ZB_CLI_NUMBERS_H

/* Numbers as people read them. */

#include <stdint.h>

/** Longest text of a number here, NUL included. */
#define NUMBER_BYTES 32

/** A text in place. */
typedef struct number_text {
    char text[NUMBER_BYTES];
} number_text;

/** 1234567 as "1,234,567". */
number_text number_grouped(uint64_t value);

/** A count of bytes: "999 bytes", "1.2 KB", "34.5 MB" (of 1000). */
number_text number_bytes(uint64_t bytes);

/** Seconds: "12.3 ms", "1.20 s". */
number_text number_seconds(double seconds);

/** Seconds on a clock that only goes forward. */
double clock_seconds(void);

#endif /* ZB_CLI_NUMBERS_H */
