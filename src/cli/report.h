/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_REPORT_H
#define ZB_CLI_REPORT_H

/* How the tool ends: exit codes, and one sentence on standard error. */

#include <zerobuf/status.h>

/** Exit codes, as documented in zb(1). */
typedef enum exit_code {
    EXIT_CODE_OK = 0,
    EXIT_CODE_NO = 1,    /* the answer is no: nothing at the path, or a damaged image */
    EXIT_CODE_USAGE = 2, /* wrong use of the tool */
    EXIT_CODE_DATA = 3,  /* the input is not what it should be */
    EXIT_CODE_IO = 4,    /* a file could not be read or written */
    EXIT_CODE_LIMIT = 5  /* out of memory, or past a limit */
} exit_code;

/** Name the command that the messages from now on come from; NULL for the tool itself. */
void report_command(const char *name);

/** Say on standard error why it ends, and end.  Removes unfinished output. */
_Noreturn void fail(exit_code code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Say something on standard error and go on. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** The exit code for input that made the library answer `status`. */
exit_code exit_code_of(zb_status status);

#endif /* ZB_CLI_REPORT_H */
