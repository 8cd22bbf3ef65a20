/* SPDX-License-Identifier: MIT */
#ifndef WAITER_H
#define WAITER_H

#include <zerobuf/await.h>

zb_status show_settings(zb_request *req, zb_response *res);
zb_status look_up(zb_request *req, zb_response *res);
zb_status relay(zb_request *req, zb_response *res);
zb_status side_by_side(zb_request *req, zb_response *res);
zb_status count_body(zb_request *req, zb_response *res);
zb_status events(zb_request *req, zb_response *res);
zb_status bad_status(zb_request *req, zb_response *res);
zb_status overrun(zb_request *req, zb_response *res);

#endif /* WAITER_H */
