/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_COLUMNS 80u

static bool colors;

static bool
is_dumb(void)
{
    const char *term = getenv("TERM");
    return term == NULL || strcmp(term, "dumb") == 0;
}

bool
terminal_choose_colors(const char *when)
{
    if (when == NULL || strcmp(when, "auto") == 0) {
        const char *no_color = getenv("NO_COLOR");
        colors = isatty(STDOUT_FILENO) && !is_dumb() && (no_color == NULL || *no_color == '\0');
        return true;
    }
    colors = strcmp(when, "always") == 0;
    return colors || strcmp(when, "never") == 0;
}

const char *
paint_on(paint style)
{
    static const char *const sequences[] = {
        [PAINT_NONE] = "",         [PAINT_BOLD] = "\033[1m",     [PAINT_DIM] = "\033[2m",
        [PAINT_RED] = "\033[31m",  [PAINT_GREEN] = "\033[32m",   [PAINT_YELLOW] = "\033[33m",
        [PAINT_BLUE] = "\033[34m", [PAINT_MAGENTA] = "\033[35m", [PAINT_CYAN] = "\033[36m",
    };
    return colors ? sequences[style] : "";
}

const char *
paint_off(void)
{
    return colors ? "\033[0m" : "";
}

unsigned
terminal_columns(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return DEFAULT_COLUMNS;
    return size.ws_col;
}

bool
terminal_shows_progress(void)
{
    return isatty(STDERR_FILENO) && !is_dumb();
}
