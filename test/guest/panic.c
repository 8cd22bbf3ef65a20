/* SPDX-License-Identifier: MIT */
/* Panics: in handlers that wait and in those that do not, and while another request waits. */
#include <zerobuf/await.h>
#include <zerobuf/panic.h>

static uint32_t requests;

static zb_status
count(zb_request *req, zb_response *res)
{
    zb_slot body;
    zb_text text = zb_text_begin(req->arena, 8);
    zb_text_add_i64(&text, ++requests);
    ZB_TRY(zb_text_end(&text, &body));
    return zb_response_body(res, "text/plain", body);
}

static zb_status
at_once(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    zb_panic("größer als \"alles\"");
}

static zb_status
after_waiting(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    ZB_TRY(zb_sleep(1));
    zb_panic("it has waited");
}

/* A message of 300 characters. */
static zb_status
at_length(zb_request *req, zb_response *res)
{
    (void)req, (void)res;
    char message[301];
    for (uint32_t i = 0; i < sizeof message - 1; i++)
        message[i] = 'x';
    message[sizeof message - 1] = '\0';
    zb_panic(message);
}

static zb_status
wait_long(zb_request *req, zb_response *res)
{
    (void)req;
    ZB_TRY(zb_sleep(30000));
    return zb_response_text(res, "waited");
}

ZB_ROUTES({"GET", "/count", count}, {"GET", "/at-once", at_once, ZB_ROUTE_AT_ONCE},
          {"GET", "/after-waiting", after_waiting}, {"GET", "/at-length", at_length},
          {"GET", "/wait", wait_long});
