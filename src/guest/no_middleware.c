/* SPDX-License-Identifier: MIT */
/* Linked where the application has no ZB_MIDDLEWARE: what asks for it is then left out. */
#include "guest.h"

#ifndef ZB_LINEAR_MEMORY
__attribute__((weak)) /* a test may be linked without an archive */
#endif
const zb_middleware zb_middleware_list[] = {NULL};
