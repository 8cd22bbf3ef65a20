/* SPDX-License-Identifier: MIT */
#ifndef ZBI_LAST_WORDS_H
#define ZBI_LAST_WORDS_H

/* What a module says before it stops: the end of what it wrote to standard output and error. */

#include <stdint.h>

#define ZBI_LAST_WORDS_BYTES 1020u

/** Add bytes; the oldest make room for them. */
void zbi_last_words_add(const char *bytes, uint32_t len);

#endif /* ZBI_LAST_WORDS_H */
