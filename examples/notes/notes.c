/* SPDX-License-Identifier: MIT */
/*
 * Notes in an SQLite database that outlives its requests, sent compressed by zlib to
 * whoever takes gzip.  Both libraries are as they were published.
 *
 *   POST /notes?title=..   the body is the text      201 {"id":1}
 *   GET  /note?id=1                                  the text
 *   GET  /notes?word=..                              [{"id":1,"title":".."}]
 *   GET  /heap                                       bytes of the instance's heap
 */
#include "database.h"
#include "gzip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <zerobuf/heap.h>

/* Below this a gzip header costs more than compression saves. */
#define WORTH_COMPRESSING_BYTES 150

/* Whether a client's Accept-Encoding names gzip, and not with q=0 (RFC 9110, 12.5.3). */
static bool
takes_gzip(zb_request *req)
{
    zb_str accepted;
    if (zb_request_header(req, "accept-encoding", &accepted) != ZB_OK)
        return false;
    char *list = malloc(accepted.len + (size_t)1); /* freed by the end of the request */
    if (list == NULL)
        return false;
    memcpy(list, accepted.ptr, accepted.len);
    list[accepted.len] = '\0';
    char *rest;
    for (char *one = strtok_r(list, ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest)) {
        one += strspn(one, " \t");
        size_t name = strcspn(one, "; \t");
        const char *quality = strstr(one, "q=");
        if (name == 4 && strncasecmp(one, "gzip", name) == 0)
            return quality == NULL || strtod(quality + 2, NULL) > 0;
    }
    return false;
}

static zb_status
answer(zb_request *req, zb_response *res, const char *type, const char *text, uint32_t len)
{
    zb_slot body;
    ZB_TRY(zb_response_header(res, "vary", "accept-encoding"));
    if (len >= WORTH_COMPRESSING_BYTES && takes_gzip(req)) {
        ZB_TRY(gzip(res->arena, text, len, &body));
        ZB_TRY(zb_response_header(res, "content-encoding", "gzip"));
    } else {
        ZB_TRY(zb_string_new(res->arena, text, len, &body));
    }
    return zb_response_body(res, type, body);
}

static zb_status
post_note(zb_request *req, zb_response *res)
{
    zb_str title;
    zb_bytes text;
    int64_t id;
    if (zb_request_query(req, "title", &title) != ZB_OK)
        return zb_response_error(res, 400, "A note needs a title: POST /notes?title=...\n");
    ZB_TRY(zb_request_body(req, &text));
    ZB_TRY(database_add(title, (zb_str){(const char *)text.ptr, text.len}, &id));
    char json[32];
    int len = snprintf(json, sizeof json, "{\"id\":%lld}", (long long)id);
    zb_response_status(res, 201);
    return answer(req, res, "application/json", json, (uint32_t)len);
}

/* A number above 0, or 0 for anything else. */
static int64_t
number(zb_str text)
{
    char digits[20] = {0}, *end;
    if (text.len == 0 || text.len >= sizeof digits)
        return 0;
    memcpy(digits, text.ptr, text.len);
    long long value = strtoll(digits, &end, 10);
    return *end == '\0' && value > 0 ? value : 0;
}

static zb_status
get_note(zb_request *req, zb_response *res)
{
    zb_str id;
    char *text;
    uint32_t len;
    if (zb_request_query(req, "id", &id) != ZB_OK || number(id) == 0)
        return zb_response_error(res, 400, "Which note? GET /note?id=1\n");
    zb_status status = database_text(number(id), &text, &len);
    if (status == ZB_E_NOT_FOUND)
        return zb_response_error(res, 404, "There is no such note.\n");
    ZB_TRY(status);
    return answer(req, res, "text/plain; charset=utf-8", text, len);
}

static zb_status
find_notes(zb_request *req, zb_response *res)
{
    zb_str word;
    char *json;
    uint32_t len;
    if (zb_request_query(req, "word", &word) != ZB_OK)
        word = (zb_str){"", 0};
    ZB_TRY(database_find(word, &json, &len));
    return answer(req, res, "application/json", json, len);
}

static zb_status
heap(zb_request *req, zb_response *res)
{
    (void)req;
    char json[64];
    bool before = zb_heap_keep(true);
    snprintf(json, sizeof json, "{\"used\":%lu,\"capacity\":%lu}", (unsigned long)zb_heap_used(),
             (unsigned long)zb_heap_capacity());
    zb_heap_keep(before);
    zb_slot body;
    ZB_TRY(zb_string_new(res->arena, json, (uint32_t)strlen(json), &body));
    return zb_response_body(res, "application/json", body);
}

ZB_ROUTES({"POST", "/notes", post_note}, {"GET", "/notes", find_notes}, {"GET", "/note", get_note},
          {"GET", "/heap", heap});
