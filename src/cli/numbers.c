/* SPDX-License-Identifier: MIT */
#include "numbers.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

number_text
number_grouped(uint64_t value)
{
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, value);
    number_text made = {""};
    int at = 0;
    for (int i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            made.text[at++] = ',';
        made.text[at++] = digits[i];
    }
    made.text[at] = '\0';
    return made;
}

number_text
number_bytes(uint64_t bytes)
{
    static const char *const units[] = {"KB", "MB", "GB"};
    number_text made;
    if (bytes < 1000) {
        snprintf(made.text, sizeof made.text, "%" PRIu64 " byte%s", bytes, bytes == 1 ? "" : "s");
        return made;
    }
    double value = (double)bytes / 1000;
    unsigned unit = 0;
    while (value >= 999.95 && unit < 2) {
        value /= 1000;
        unit++;
    }
    snprintf(made.text, sizeof made.text, "%.1f %s", value, units[unit]);
    return made;
}

number_text
number_seconds(double seconds)
{
    number_text made;
    if (seconds < 1e-3)
        snprintf(made.text, sizeof made.text, "%.1f us", seconds * 1e6);
    else if (seconds < 1)
        snprintf(made.text, sizeof made.text, "%.1f ms", seconds * 1e3);
    else
        snprintf(made.text, sizeof made.text, "%.2f s", seconds);
    return made;
}

double
clock_seconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
