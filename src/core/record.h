/* SPDX-License-Identifier: MIT */
#ifndef ZBI_RECORD_H
#define ZBI_RECORD_H

/* Records: errors, regular expressions and boxed values are a few slots with fixed names (SPEC.md, 9). */

#include <zerobuf/value.h>

/** Slots of the record that a value of this tag refers to; 0: it refers to none. */
static inline uint32_t
zbi_record_slots(uint8_t tag)
{
    return tag == ZB_TAG_ERROR    ? ZB_ERROR_SLOTS
           : tag == ZB_TAG_REGEXP ? ZB_REGEXP_SLOTS
           : tag == ZB_TAG_BOXED  ? ZB_BOXED_SLOTS
                                  : 0;
}

/** What slot `index` of such a record is called. */
static inline zb_str
zbi_record_name(uint8_t tag, uint32_t index)
{
    static const zb_str error[ZB_ERROR_SLOTS] = {
        {ZB_LIT("name")}, {ZB_LIT("message")}, {ZB_LIT("stack")}, {ZB_LIT("cause")}, {ZB_LIT("properties")}};
    static const zb_str regexp[ZB_REGEXP_SLOTS] = {{ZB_LIT("source")}, {ZB_LIT("flags")}};
    static const zb_str boxed = {ZB_LIT("value")};
    return tag == ZB_TAG_ERROR ? error[index] : tag == ZB_TAG_REGEXP ? regexp[index] : boxed;
}

#endif /* ZBI_RECORD_H */
