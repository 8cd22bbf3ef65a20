/* SPDX-License-Identifier: MIT */
/* Linked where the application has no ZB_MIDDLEWARE: what asks for it is then left out. */
#include "guest.h"

const zb_middleware zb_middleware_list[] = {NULL};
