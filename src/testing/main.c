/* SPDX-License-Identifier: MIT */
/* Runs the tests, each in a process of its own. */
#define _POSIX_C_SOURCE 200809L

#include <zerobuf/handler_test.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of a process whose test failed and said so. */
#define SAID_SO 113

static zb_test_case *first, **end = &first;

/* The one that this process is for. */
static const char *running = "";

void
zb_test_add(zb_test_case *test)
{
    *end = test;
    end = &test->next;
}

void
zb_test_fail(const char *file, int line, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    printf("FAILED %s: %s:%d: ", running, file, line);
    vprintf(format, values);
    printf("\n");
    va_end(values);
    fflush(stdout);
    _Exit(SAID_SO); /* past the leak check, which would speak of what a failed test left */
}

void
zb_test_expect_int(const char *file, int line, const char *what, long long actual, long long expected)
{
    if (actual != expected)
        zb_test_fail(file, line, "%s is %lld, expected %lld", what, actual, expected);
}

void
zb_test_expect_text(const char *file, int line, const char *what, const char *actual, const char *expected)
{
    if (actual == NULL && expected == NULL)
        return;
    if (actual == NULL || expected == NULL || strcmp(actual, expected) != 0)
        zb_test_fail(file, line, "%s is %s%s%s, expected %s%s%s", what, actual != NULL ? "\"" : "",
                     actual != NULL ? actual : "NULL", actual != NULL ? "\"" : "",
                     expected != NULL ? "\"" : "", expected != NULL ? expected : "NULL",
                     expected != NULL ? "\"" : "");
}

/* In a process of its own. */
static bool
passes(const zb_test_case *test)
{
    running = test->name;
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) {
        perror("fork");
        exit(2);
    }
    if (child == 0) {
        test->run();
        printf("ok %s\n", test->name);
        fflush(stdout);
        _Exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) < 0) {
        perror("waitpid");
        exit(2);
    }
    if (WIFSIGNALED(status))
        printf("FAILED %s: it ended with signal %d\n", test->name, WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != SAID_SO)
        printf("FAILED %s: it ended with exit code %d\n", test->name, WEXITSTATUS(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int
main(int argc, char **argv)
{
    const char *prefix = argc > 1 ? argv[1] : "";
    uint32_t passed = 0, failed = 0;
    for (const zb_test_case *test = first; test != NULL; test = test->next)
        if (strncmp(test->name, prefix, strlen(prefix)) == 0)
            *(passes(test) ? &passed : &failed) += 1;
    printf("%u passed, %u failed\n", passed, failed);
    if (passed + failed == 0)
        fprintf(stderr, "there is no test whose name begins with \"%s\"\n", prefix);
    return failed > 0 || passed == 0;
}
