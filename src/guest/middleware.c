/* SPDX-License-Identifier: MIT */
#include "guest.h"

zb_status
zb_chain_next(const zb_chain *chain, zb_request *req, zb_response *res)
{
    zb_chain after = {chain->list + 1, chain->handler};
    return *chain->list != NULL ? (*chain->list)(req, res, &after) : chain->handler(req, res);
}
