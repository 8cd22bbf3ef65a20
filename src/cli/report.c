/* SPDX-License-Identifier: MIT */
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "progress.h"

static const char *command_name;

void
report_command(const char *name)
{
    command_name = name;
}

static void __attribute__((format(printf, 1, 0)))
say(const char *format, va_list values)
{
    progress_end();
    fflush(stdout); /* what was printed stands before what went wrong */
    fprintf(stderr, "zb%s%s: ", command_name != NULL ? " " : "", command_name != NULL ? command_name : "");
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
}

void
fail(exit_code code, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    say(format, values);
    va_end(values);
    exit((int)code); /* output.c removes what is unfinished */
}

void
warn(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    say(format, values);
    va_end(values);
}

exit_code
exit_code_of(zb_status status)
{
    switch ((int)status) {
    case ZB_OK:
        return EXIT_CODE_OK;
    case ZB_E_MEMORY:
    case ZB_E_DEPTH:
    case ZB_E_BUDGET:
        return EXIT_CODE_LIMIT;
    case ZB_E_IO:
        return EXIT_CODE_IO;
    default:
        return EXIT_CODE_DATA;
    }
}
