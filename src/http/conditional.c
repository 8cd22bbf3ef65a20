/* SPDX-License-Identifier: MIT */
#include <zerobuf/conditional.h>
#include <zerobuf/http_date.h>

#include "grammar.h"

/* An entity tag: the part in quotes, with them, and whether W/ stands before it. */
typedef struct entity_tag {
    zb_str opaque;
    bool weak;
} entity_tag;

/* Take a tag off. */
static bool
take_tag(zb_str *text, entity_tag *out)
{
    zb_str rest = *text;
    entity_tag tag = {{NULL, 0}, false};
    if (rest.len >= 2 && rest.ptr[0] == 'W' && rest.ptr[1] == '/') {
        tag.weak = true;
        rest = zbi_after(rest, 2);
    }
    if (rest.len < 2 || rest.ptr[0] != '"')
        return false;
    uint32_t end = zbi_find(zbi_after(rest, 1), '"') + 1;
    if (end == rest.len)
        return false;
    tag.opaque.ptr = rest.ptr;
    tag.opaque.len = end + 1;
    *text = zbi_after(rest, end + 1);
    *out = tag;
    return true;
}

/* Strongly: neither is weak (RFC 9110, 8.8.3.2). */
static bool
same_tag(entity_tag left, entity_tag right, bool strongly)
{
    return zbi_same(left.opaque, right.opaque) && !(strongly && (left.weak || right.weak));
}

/* Whether "*", or a tag of the list, fits what there is.  A tag may hold commas: the list is read tag by tag.
 */
static bool
list_fits(zb_str list, const zb_validators *now, bool strongly)
{
    list = zbi_trim(list);
    if (zbi_same_word(list, "*"))
        return !now->absent;
    zb_str text = now->etag != NULL ? zbi_span(now->etag) : list;
    entity_tag current, each;
    if (now->etag == NULL || now->absent || !take_tag(&text, &current) || text.len != 0)
        return false;
    for (;;) {
        while (list.len > 0 && (zbi_is_blank(list.ptr[0]) || list.ptr[0] == ','))
            list = zbi_after(list, 1);
        if (!take_tag(&list, &each))
            return false;
        if (same_tag(each, current, strongly))
            return true;
        list = zbi_trim(list);
        if (list.len == 0 || list.ptr[0] != ',')
            return false;
    }
}

/* Whether it was changed after the date of a header; `otherwise` when that is not known, or is no date. */
static bool
changed_since(zb_str date, const zb_validators *now, bool otherwise)
{
    int64_t seconds;
    if (now->modified_s <= 0 || zb_http_date_read(zbi_trim(date), now->modified_s, &seconds) != ZB_OK)
        return otherwise;
    return now->modified_s > seconds;
}

zb_condition_verdict
zb_conditions_judge(const zb_conditions *conditions, const zb_validators *now)
{
    zb_str get = {ZB_LIT("GET")}, head = {ZB_LIT("HEAD")};
    bool reads = zbi_same(conditions->method, get) || zbi_same(conditions->method, head);
    if (conditions->if_match.ptr != NULL) {
        if (!list_fits(conditions->if_match, now, true))
            return ZB_CONDITIONS_FAILED;
    } else if (conditions->if_unmodified_since.ptr != NULL &&
               changed_since(conditions->if_unmodified_since, now, false)) {
        return ZB_CONDITIONS_FAILED;
    }
    if (conditions->if_none_match.ptr != NULL) {
        if (list_fits(conditions->if_none_match, now, false))
            return reads ? ZB_CONDITIONS_NOT_MODIFIED : ZB_CONDITIONS_FAILED;
    } else if (reads && conditions->if_modified_since.ptr != NULL &&
               !changed_since(conditions->if_modified_since, now, true)) {
        return ZB_CONDITIONS_NOT_MODIFIED;
    }
    return ZB_CONDITIONS_HOLD;
}

bool
zb_if_range_holds(zb_str if_range, const zb_validators *now)
{
    if (if_range.ptr == NULL)
        return true;
    int64_t seconds;
    zb_str rest = zbi_trim(if_range), own = now->etag != NULL ? zbi_span(now->etag) : rest;
    entity_tag wanted, current;
    if (take_tag(&rest, &wanted))
        return rest.len == 0 && now->etag != NULL && take_tag(&own, &current) && own.len == 0 &&
               same_tag(wanted, current, true);
    return now->modified_s > 0 && zb_http_date_read(rest, now->modified_s, &seconds) == ZB_OK &&
           seconds == now->modified_s;
}
