/* SPDX-License-Identifier: MIT */
#ifndef TEST_THREADS_H
#define TEST_THREADS_H

#include <stdint.h>

/** Threads that wait for each other.  @return count of failures */
uint32_t check_sync(void);

#endif /* TEST_THREADS_H */
