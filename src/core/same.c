/* SPDX-License-Identifier: MIT */
/* SameValueZero (ECMA-262), which keys of a map and elements of a set differ by. */
#include <zerobuf/value.h>

#include "internal.h"

static bool
is_number(zb_slot value)
{
    return value.tag == ZB_TAG_I32 || value.tag == ZB_TAG_F64;
}

static double
number_of(zb_slot value)
{
    double number = (int32_t)value.a;
    if (value.tag == ZB_TAG_F64)
        __builtin_memcpy(&number, &value.b, sizeof number);
    return number;
}

static bool
same_text(zb_view left_view, zb_off left, zb_view right_view, zb_off right)
{
    zb_str a, b;
    return zb_string_at(left_view, left, &a) == ZB_OK && zb_string_at(right_view, right, &b) == ZB_OK &&
           a.len == b.len && zb_bytes_equal(a.ptr, b.ptr, a.len);
}

bool
zbi_same_primitive(zb_view left_view, zb_slot left, zb_view right_view, zb_slot right, bool *out)
{
    if (is_number(left) && is_number(right)) {
        double a = number_of(left), b = number_of(right);
        *out = !(a < b || a > b) && (a == a) == (b == b); /* both NaN, or equal */
        return true;
    }
    switch ((zb_tag)left.tag) {
    case ZB_TAG_NULL:
        *out = left.tag == right.tag;
        return true;
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE: /* which is undefined anywhere but in an array */
        *out = right.tag == ZB_TAG_UNDEFINED || right.tag == ZB_TAG_HOLE;
        return true;
    case ZB_TAG_BOOL:
        *out = left.tag == right.tag && (left.a != 0) == (right.a != 0);
        return true;
    case ZB_TAG_I32:
    case ZB_TAG_F64:
        *out = false;
        return true;
    case ZB_TAG_BIGINT:
        *out = left.tag == right.tag && left.b == right.b;
        return true;
    case ZB_TAG_STRING:
    case ZB_TAG_SYMBOL:
    case ZB_TAG_INTEGER:
        *out = left.tag == right.tag && same_text(left_view, left.a, right_view, right.a);
        return true;
    case ZB_TAG_BYTES:
    case ZB_TAG_ARRAY:
    case ZB_TAG_OBJECT:
    case ZB_TAG_DATE:
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
    case ZB_TAG_MAP:
    case ZB_TAG_SET:
    case ZB_TAG_ERROR:
    case ZB_TAG_REGEXP:
    case ZB_TAG_BOXED:
        break;
    }
    return false;
}

bool
zbi_same(zb_view view, zb_slot left, zb_slot right)
{
    bool same;
    if (zbi_same_primitive(view, left, view, right, &same))
        return same;
    /* Identity; a date has none of its own here, so dates of one time are one. */
    return left.tag == right.tag && left.a == right.a && left.b == right.b;
}
