/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_TERMINAL_H
#define ZB_CLI_TERMINAL_H

/* What standard output and standard error are, and whether colours go there. */

#include <stdbool.h>

/** Ways to print a word; each is an SGR sequence when colours are on, else nothing. */
typedef enum paint {
    PAINT_NONE,
    PAINT_BOLD,
    PAINT_DIM,
    PAINT_RED,
    PAINT_GREEN,
    PAINT_YELLOW,
    PAINT_BLUE,
    PAINT_MAGENTA,
    PAINT_CYAN
} paint;

/**
 * Decide about colours.
 *
 * @param when  "auto", "always" or "never"; NULL is "auto": on a terminal, unless NO_COLOR
 *              is set and not empty or TERM is "dumb"
 * @return false when `when` is none of them
 */
bool terminal_choose_colors(const char *when);

/** The sequence that begins `style` on standard output, or "". */
const char *paint_on(paint style);

/** The sequence that ends it, or "". */
const char *paint_off(void);

/** Columns of standard output, 80 when it is no terminal or does not say. */
unsigned terminal_columns(void);

/** True when lines on standard error may be drawn over. */
bool terminal_shows_progress(void);

#endif /* ZB_CLI_TERMINAL_H */
