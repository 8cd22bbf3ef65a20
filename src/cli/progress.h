/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_PROGRESS_H
#define ZB_CLI_PROGRESS_H

/*
 * One line on standard error while something takes more than half a second, when
 * standard error is a terminal.  A timer signal draws it, so that a single long call of
 * the library shows, too.
 */

#include <stdint.h>

/**
 * Begin a phase; ends the one before.
 *
 * @param what   static text: "reading", "verifying"
 * @param total  units of work, 0 when nobody knows
 */
void progress_begin(const char *what, uint64_t total);

/** So much of the phase is done.  Cheap. */
void progress_set(uint64_t done);

/** End the phase and clear the line. */
void progress_end(void);

#endif /* ZB_CLI_PROGRESS_H */
