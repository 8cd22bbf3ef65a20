/* SPDX-License-Identifier: MIT */
#include <zerobuf/range.h>

#include "grammar.h"

#define MAX_OVERLAPS 2u

/* Digits, at least one, as a number that stays at the largest one when it is larger. */
static bool
read_number(zb_str text, uint64_t *out)
{
    uint64_t number = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (!zbi_is_digit(text.ptr[i]))
            return false;
        uint64_t digit = (uint64_t)(text.ptr[i] - '0');
        number = number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : number * 10 + digit;
    }
    *out = number;
    return text.len > 0;
}

/* `5-9`, `5-`, `-5`.  False when it is none of them; `out` has no length when it lies behind the end. */
static bool
read_range(zb_str text, uint64_t size, zb_byte_range *out)
{
    uint64_t first, last = UINT64_MAX;
    uint32_t hyphen = zbi_find(text, '-');
    if (hyphen == text.len)
        return false;
    zb_str before = {text.ptr, hyphen}, after = zbi_after(text, hyphen + 1);
    out->first = out->len = 0;
    if (before.len == 0) { /* the last so many */
        if (!read_number(after, &last))
            return false;
        out->len = last < size ? last : size;
        out->first = size - out->len;
        return true;
    }
    if (!read_number(before, &first) || (after.len > 0 && (!read_number(after, &last) || last < first)))
        return false;
    if (first >= size)
        return true;
    out->first = first;
    out->len = (last < size ? last + 1 : size) - first;
    return true;
}

static bool
touch(zb_byte_range left, zb_byte_range right)
{
    return left.first <= right.first + right.len && right.first <= left.first + left.len;
}

/* Make those one that touch, until none do.  False when too many overlap. */
static bool
coalesce(zb_byte_ranges *ranges)
{
    uint32_t overlaps = 0;
    for (uint32_t i = 0; i < ranges->count; i++) {
        for (uint32_t j = i + 1; j < ranges->count;) {
            zb_byte_range *to = &ranges->list[i], from = ranges->list[j];
            if (!touch(*to, from)) {
                j++;
                continue;
            }
            uint64_t end = to->first + to->len, other_end = from.first + from.len;
            if (to->first < other_end && from.first < end && ++overlaps > MAX_OVERLAPS)
                return false;
            to->first = from.first < to->first ? from.first : to->first;
            to->len = (other_end > end ? other_end : end) - to->first;
            for (uint32_t k = j + 1; k < ranges->count; k++)
                ranges->list[k - 1] = ranges->list[k];
            ranges->count--;
            j = i + 1; /* the larger one may touch those that did not */
        }
    }
    return true;
}

zb_range_kind
zb_byte_ranges_read(zb_str header, uint64_t size_bytes, zb_byte_ranges *out)
{
    zb_byte_ranges ranges = {0, {{0, 0}}};
    header = zbi_trim(header);
    zb_str unit = {header.ptr, zbi_find(header, '=')}, text;
    if (unit.len == header.len || !zbi_same_word(unit, "bytes"))
        return ZB_RANGE_WHOLE;
    zb_str list = zbi_after(header, unit.len + 1);
    uint32_t asked = 0;
    for (; zbi_list_next(&list, &text); asked++) {
        zb_byte_range range;
        if (asked == ZB_RANGE_MAX || !read_range(text, size_bytes, &range))
            return ZB_RANGE_WHOLE;
        if (range.len > 0)
            ranges.list[ranges.count++] = range;
    }
    if (asked == 0 || size_bytes == 0) /* there is no range of nothing that Content-Range could name */
        return ZB_RANGE_WHOLE;
    if (ranges.count == 0)
        return ZB_RANGE_UNSATISFIABLE;
    if (!coalesce(&ranges))
        return ZB_RANGE_WHOLE;
    *out = ranges;
    return ZB_RANGE_PARTS;
}

static char *
put_number(char *to, uint64_t number)
{
    char digits[20];
    uint32_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (at < sizeof digits)
        *to++ = digits[at++];
    return to;
}

uint32_t
zb_content_range(const zb_byte_range *range, uint64_t size_bytes, char out[ZB_CONTENT_RANGE_BYTES])
{
    char *to = out;
    for (const char *unit = "bytes "; *unit != '\0'; unit++)
        *to++ = *unit;
    if (range == NULL) {
        *to++ = '*';
    } else {
        to = put_number(to, range->first);
        *to++ = '-';
        to = put_number(to, range->first + range->len - 1);
    }
    *to++ = '/';
    to = put_number(to, size_bytes);
    *to = '\0';
    return (uint32_t)(to - out);
}
