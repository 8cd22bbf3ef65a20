/* SPDX-License-Identifier: MIT */
#include <zerobuf/status.h>

const char *
zb_status_text(zb_status status)
{
    switch (status) {
#define STATUS_TEXT(name, number, text)                                                                      \
    case ZB_##name:                                                                                          \
        return text;
        ZB_STATUS_TABLE(STATUS_TEXT)
#undef STATUS_TEXT
    }
    return "unknown status";
}
