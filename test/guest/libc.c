/* SPDX-License-Identifier: MIT */
/* A guest that uses libc as ordinary C does: each route a case of test/http/libc.test.mjs. */
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <zerobuf/handler.h>

static int
compare(const void *left, const void *right)
{
    return *(const int *)left - *(const int *)right;
}

static zb_status
ordinary(zb_request *req, zb_response *res)
{
    (void)req;
    int numbers[] = {5, -3, 12, 0};
    qsort(numbers, 4, sizeof *numbers, compare);
    char *text = strdup("Grüße, World"), line[200];
    for (char *at = text; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    snprintf(line, sizeof line, "%d %d %d %d|%s|%.17g|%.12f|%5.1e|%-6x|%lld", numbers[0], numbers[1],
             numbers[2], numbers[3], text, strtod("0.1", NULL), sin(1) + pow(2, 0.5), 12345.678, 255,
             strtoll("-9000000000", NULL, 10));
    return zb_response_text(res, line);
}

/* What a module does not have, it says so. */
static zb_status
outside(zb_request *req, zb_response *res)
{
    (void)req;
    char line[100];
    uint8_t random[16] = {0};
    uint32_t bits = 0;
    struct timespec now;
    FILE *file = fopen("/etc/passwd", "r");
    int chance = getentropy(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        bits += (uint32_t)__builtin_popcount(random[i]);
    snprintf(line, sizeof line, "%s|%d|%ld|%d|%s|%s|%d", getenv("HOME") == NULL ? "no HOME" : "HOME",
             clock_gettime(CLOCK_REALTIME, &now), (long)time(NULL), chance,
             bits > 20 && bits < 108 ? "random" : "not", file == NULL ? "no file" : "file", printf("said\n"));
    return zb_response_text(res, line);
}

static zb_status
asserts(zb_request *req, zb_response *res)
{
    (void)res;
    assert(req->query.len > 0 && "there is a query");
    return ZB_OK;
}

static zb_status
complains(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    for (int i = 0; i < 100; i++)
        fprintf(stderr, "complaint %d\n", i);
    abort();
}

static zb_status
exits(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    exit(3);
}

ZB_ROUTES({"GET", "/ordinary", ordinary}, {"GET", "/outside", outside}, {"GET", "/asserts", asserts},
          {"GET", "/complains", complains}, {"GET", "/exits", exits});
