/* SPDX-License-Identifier: MIT */
#include "abi.h"
#include "guest.h"

void
zb_log_str(zb_str line)
{
    zb_host_log(line.ptr, line.len);
}

void
zb_log(const char *line)
{
    zb_host_log(line, zbi_cstr_len(line));
}
