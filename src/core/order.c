/* SPDX-License-Identifier: MIT */
#include "order.h"

#define LIMB_BYTES 8u
#define MAX_DOUBLE_LIMBS 17u /* the largest double has 1024 bits, and there is the sign */

/* Limb `index` of a wide bigint; past its end, its sign. */
static uint64_t
limb_at(zb_view view, const zbi_order *wide, uint32_t index)
{
    uint64_t top = zb_view_u64(view, wide->text + (wide->len - 1) * LIMB_BYTES);
    if (index >= wide->len)
        return top >> 63 != 0 ? UINT64_MAX : 0;
    return zb_view_u64(view, wide->text + index * LIMB_BYTES);
}

static void
set_text(zbi_order *order, zbi_rank rank, zb_off text, uint32_t len)
{
    order->rank = (uint8_t)rank;
    order->text = text;
    order->len = len;
}

static void
set_number(zbi_order *order, zbi_number number, uint64_t bits)
{
    order->rank = ZBI_RANK_NUMBER;
    order->number = (uint8_t)number;
    order->bits = bits;
}

static void
set_double(zbi_order *order, uint64_t bits)
{
    double value;
    __builtin_memcpy(&value, &bits, sizeof value);
    set_number(order, ZBI_NUMBER_DOUBLE, bits);
    if (value != value)
        order->rank = ZBI_RANK_NAN;
}

/* A bigint of `limbs` limbs at `off`, which lie in the view; at least one. */
static void
set_integer(zb_view view, zbi_order *order, zb_off off, uint32_t limbs)
{
    set_text(order, ZBI_RANK_NUMBER, off, limbs);
    order->number = ZBI_NUMBER_WIDE;
    /* Leave out limbs that only repeat the sign: then more limbs are a larger magnitude. */
    while (order->len > 1) {
        uint64_t top = limb_at(view, order, order->len - 1), below = limb_at(view, order, order->len - 2);
        if (top != (below >> 63 != 0 ? UINT64_MAX : 0))
            break;
        order->len--;
    }
    if (order->len == 1) {
        set_number(order, ZBI_NUMBER_I64, limb_at(view, order, 0));
        order->text = order->len = 0; /* as the key of any other number of 64 bits */
    }
}

zbi_order
zbi_order_of(zb_view view, zb_slot value)
{
    zbi_order order = {0, ZBI_RANK_OTHER, 0, {0, 0}, 0, 0, 0};
    zb_str text = {NULL, 0};
    bool inside = false;
    if (value.tag == ZB_TAG_STRING || value.tag == ZB_TAG_BYTES || value.tag == ZB_TAG_INTEGER)
        inside = zb_string_at(view, value.a, &text) == ZB_OK;
    switch ((zb_tag)value.tag) {
    case ZB_TAG_NULL:
    case ZB_TAG_UNDEFINED:
    case ZB_TAG_HOLE:
        order.rank = ZBI_RANK_NOTHING;
        break;
    case ZB_TAG_BOOL:
        order.rank = ZBI_RANK_BOOL;
        order.bits = value.a != 0;
        break;
    case ZB_TAG_I32:
        set_number(&order, ZBI_NUMBER_I64, (uint64_t)(int64_t)(int32_t)value.a);
        break;
    case ZB_TAG_F64:
    case ZB_TAG_DATE:
        set_double(&order, value.b);
        break;
    case ZB_TAG_BIGINT:
        set_number(&order, ZBI_NUMBER_I64, value.b);
        break;
    case ZB_TAG_INTEGER:
        if (inside && text.len >= LIMB_BYTES)
            set_integer(view, &order, value.a + ZB_STRING_HEADER_BYTES, text.len / LIMB_BYTES);
        else
            set_text(&order, ZBI_RANK_TEXT, 0, 0);
        break;
    case ZB_TAG_STRING:
    case ZB_TAG_BYTES:
        set_text(&order, ZBI_RANK_TEXT, inside ? value.a + ZB_STRING_HEADER_BYTES : 0, text.len);
        break;
    case ZB_TAG_ARRAY:
    case ZB_TAG_OBJECT:
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
    case ZB_TAG_MAP:
    case ZB_TAG_SET:
    case ZB_TAG_ERROR:
    case ZB_TAG_REGEXP:
    case ZB_TAG_SYMBOL:
    case ZB_TAG_BOXED:
    default:
        break;
    }
    return order;
}

static int
compare_u64(uint64_t left, uint64_t right)
{
    return left < right ? -1 : left > right;
}

static int
compare_i64(int64_t left, int64_t right)
{
    return left < right ? -1 : left > right;
}

static int
compare_double(double left, double right)
{
    return left < right ? -1 : left > right;
}

/* Exact: neither side is converted where that would round. */
static int
compare_i64_double(int64_t left, double right)
{
    if (!(right < 0x1p63))
        return -1;
    if (!(right >= -0x1p63))
        return 1;
    int64_t whole = (int64_t)right;
    if (left != whole)
        return left < whole ? -1 : 1;
    return compare_double(0, right - (double)whole); /* exact: a fraction only exists below 2^53 */
}

/* Limb `index` of a whole number in two's complement, of 2^63 or more in magnitude. */
static uint64_t
limb_of_double(double value, uint32_t index)
{
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    uint64_t significand = (bits & 0xFFFFFFFFFFFFFu) | (uint64_t)1 << 52;
    int exponent =
        (int)(bits >> 52 & 0x7FF) - 1023 - 52; /* value = significand * 2^exponent, at least 2^11 */
    int shift = exponent - (int)(index * 64);
    uint64_t limb = shift >= 64 || shift <= -64 ? 0
                    : shift >= 0                ? significand << shift
                                                : significand >> -shift;
    if (bits >> 63 == 0)
        return limb;
    /* -x is ~x + 1; the carry reaches this limb when all bits below it are zero. */
    bool carry = (int)(index * 64) <= exponent + __builtin_ctzll(significand);
    return carry ? 0 - limb : ~limb;
}

static bool
wide_negative(zb_view view, const zbi_order *wide)
{
    return limb_at(view, wide, UINT32_MAX) != 0;
}

/* A wide bigint and a double that is not NaN. */
static int
compare_wide_double(zb_view view, const zbi_order *left, double right)
{
    bool negative = wide_negative(view, left);
    int outside = negative ? -1 : 1; /* the result when the wide one is larger in magnitude */
    if ((right > -0x1p63 && right < 0x1p63) || (right < 0) != negative)
        return outside;
    if (right - right != 0) /* infinite */
        return -outside;
    if (left->len > MAX_DOUBLE_LIMBS)
        return outside;
    for (uint32_t i = MAX_DOUBLE_LIMBS; i-- > 0;) {
        uint64_t l = limb_at(view, left, i), r = limb_of_double(right, i);
        if (l != r)
            return compare_u64(l, r);
    }
    return 0;
}

static int
compare_wide(zb_view view, const zbi_order *left, const zbi_order *right)
{
    bool negative = wide_negative(view, left);
    if (negative != wide_negative(view, right))
        return negative ? -1 : 1;
    if (left->len != right->len)
        return (left->len < right->len) != negative ? -1 : 1;
    for (uint32_t i = left->len; i-- > 0;) {
        uint64_t l = limb_at(view, left, i), r = limb_at(view, right, i);
        if (l != r)
            return compare_u64(l, r);
    }
    return 0;
}

static double
double_of(const zbi_order *order)
{
    double value;
    __builtin_memcpy(&value, &order->bits, sizeof value);
    return value;
}

static int
compare_numbers(zb_view view, const zbi_order *left, const zbi_order *right)
{
    if (left->number < right->number) /* one way round is enough */
        return -compare_numbers(view, right, left);
    if (left->number == ZBI_NUMBER_DOUBLE)
        return compare_double(double_of(left), double_of(right));
    if (left->number == ZBI_NUMBER_I64)
        return right->number == ZBI_NUMBER_I64 ? compare_i64((int64_t)left->bits, (int64_t)right->bits)
                                               : compare_i64_double((int64_t)left->bits, double_of(right));
    if (right->number == ZBI_NUMBER_WIDE)
        return compare_wide(view, left, right);
    if (right->number == ZBI_NUMBER_I64)
        return wide_negative(view, left) ? -1 : 1;
    return compare_wide_double(view, left, double_of(right));
}

/* The length of a text that still lies in the view: keys are kept in memory that others may write. */
static uint32_t
seen(zb_view view, const zbi_order *text)
{
    return zb_view_has(view, text->text, text->len) ? text->len : 0;
}

static int
compare_texts(zb_view view, const zbi_order *left, const zbi_order *right)
{
    uint32_t l = seen(view, left), r = seen(view, right), shorter = l < r ? l : r, i = 0;
    const uint8_t *a = zb_view_ptr(view, left->text), *b = zb_view_ptr(view, right->text);
    for (; shorter - i >= 8; i += 8) {
        uint64_t x, y;
        __builtin_memcpy(&x, a + i, 8);
        __builtin_memcpy(&y, b + i, 8);
        if (x != y)
            return compare_u64(__builtin_bswap64(x), __builtin_bswap64(y));
    }
    for (; i < shorter; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return compare_u64(l, r);
}

static bool
wide_inside(zb_view view, const zbi_order *order)
{
    return order->number != ZBI_NUMBER_WIDE ||
           (order->len > 0 && zb_view_has(view, order->text, (uint64_t)order->len * LIMB_BYTES));
}

int
zbi_order_compare(zb_view view, const zbi_order *left, const zbi_order *right)
{
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    if (left->rank == ZBI_RANK_BOOL)
        return compare_u64(left->bits, right->bits);
    if (left->rank == ZBI_RANK_TEXT)
        return left->text == right->text && left->len == right->len ? 0 : compare_texts(view, left, right);
    if (left->rank != ZBI_RANK_NUMBER || !wide_inside(view, left) || !wide_inside(view, right))
        return 0;
    return compare_numbers(view, left, right);
}

int
zb_value_compare(zb_view view, zb_slot left, zb_slot right)
{
    zbi_order l = zbi_order_of(view, left), r = zbi_order_of(view, right);
    return zbi_order_compare(view, &l, &r);
}
