/* SPDX-License-Identifier: MIT */
#include <zerobuf/accept.h>

#include "grammar.h"

#define Q_ONE 1000u /* q has three decimals */

/* One element of the header: what it says, then `q`. */
typedef struct element {
    zb_str range;      /* before its parameters */
    zb_str parameters; /* those before q */
    uint32_t q;        /* thousandths */
} element;

/* How exactly an element names an offer: more is closer, 0 is not at all. */
typedef uint32_t (*closeness_fn)(const element *range, zb_str offer);

/* qvalue: 0, 0.5, 1.000 */
static bool
read_q(zb_str text, uint32_t *out)
{
    uint32_t q = 0, unit = Q_ONE / 10;
    if (text.len == 0 || text.len > 5 || text.ptr[0] < '0' || text.ptr[0] > '1')
        return false;
    q = text.ptr[0] == '1' ? Q_ONE : 0;
    if (text.len > 1 && text.ptr[1] != '.')
        return false;
    for (uint32_t i = 2; i < text.len; i++, unit /= 10) {
        if (!zbi_is_digit(text.ptr[i]))
            return false;
        q += (uint32_t)(text.ptr[i] - '0') * unit;
    }
    if (q > Q_ONE)
        return false;
    *out = q;
    return true;
}

static bool
read_element(zb_str text, element *out)
{
    element found = {{text.ptr, zbi_find(text, ';')}, {NULL, 0}, Q_ONE};
    zb_str rest = zbi_after(text, found.range.len);
    found.parameters = rest;
    found.range = zbi_trim(found.range);
    if (found.range.len == 0)
        return false;
    zbi_parameter parameter;
    zb_status status;
    for (;;) {
        uint32_t before = rest.len;
        if ((status = zbi_parameter_next(&rest, &parameter)) != ZB_OK)
            break;
        if (!zbi_same_word(parameter.name, "q"))
            continue;
        found.parameters.len -= before;
        *out = found;
        return read_q(parameter.value, &out->q); /* what follows q is an extension that nobody uses */
    }
    *out = found;
    return status == ZB_E_NOT_FOUND;
}

/* The best offer. `unnamed` says the q of one that no element names. */
static zb_status
choose(zb_str header, const char *const *offers, uint32_t count, closeness_fn closeness,
       uint32_t (*unnamed)(zb_str offer), uint32_t *out)
{
    uint32_t best_q = 0, best_closeness = 0, best = 0;
    for (uint32_t i = 0; i < count; i++) {
        zb_str offer = zbi_span(offers[i]), rest = header, text;
        uint32_t q = unnamed(offer), closest = 0;
        element each;
        while (zbi_list_next(&rest, &text)) {
            if (!read_element(text, &each))
                continue;
            uint32_t close = closeness(&each, offer);
            if (close > closest) {
                closest = close;
                q = each.q;
            }
        }
        if (q > best_q || (q == best_q && q > 0 && closest > best_closeness)) {
            best_q = q;
            best_closeness = closest;
            best = i;
        }
    }
    if (best_q == 0)
        return ZB_E_NOT_FOUND;
    *out = best;
    return ZB_OK;
}

static bool
is_same_word(zb_str left, zb_str right)
{
    bool same = left.len == right.len;
    for (uint32_t i = 0; same && i < left.len; i++)
        same = zbi_lower(left.ptr[i]) == zbi_lower(right.ptr[i]);
    return same;
}

static uint32_t
never(zb_str offer)
{
    (void)offer;
    return 0;
}

static bool
has_parameter(zb_str offer_parameters, const zbi_parameter *wanted)
{
    zbi_parameter each;
    while (zbi_parameter_next(&offer_parameters, &each) == ZB_OK)
        if (is_same_word(each.name, wanted->name) && is_same_word(each.value, wanted->value))
            return true;
    return false;
}

static bool
accepts_everything(zb_str header)
{
    return zbi_trim(header).len == 0;
}

/* A type itself 3, with each parameter one more; all of a kind 2; anything 1. */
static uint32_t
type_closeness(const element *range, zb_str offer)
{
    zb_str type = {offer.ptr, zbi_find(offer, ';')}, parameters = zbi_after(offer, type.len);
    uint32_t close = 3;
    if (zbi_same_word(range->range, "*/*")) {
        close = 1;
    } else if (!is_same_word(range->range, type)) {
        uint32_t slash = zbi_find(range->range, '/');
        zb_str kind = {range->range.ptr, slash}, offered = {type.ptr, zbi_find(type, '/')};
        if (range->range.len - slash != 2 || range->range.ptr[slash + 1] != '*' ||
            !is_same_word(kind, offered))
            return 0;
        close = 2;
    }
    zb_str rest = range->parameters;
    zbi_parameter wanted;
    while (zbi_parameter_next(&rest, &wanted) == ZB_OK) {
        if (!has_parameter(parameters, &wanted))
            return 0;
        close++;
    }
    return close;
}

zb_status
zb_accept_type(zb_str header, const char *const *offers, uint32_t count, uint32_t *out)
{
    zb_str anything = {ZB_LIT("*/*")};
    return choose(accepts_everything(header) ? anything : header, offers, count, type_closeness, never, out);
}

/* `start` is `text`, or followed there by a hyphen. */
static bool
begins_language(zb_str text, zb_str start)
{
    zb_str front = {text.ptr, start.len};
    return text.len >= start.len && is_same_word(front, start) &&
           (text.len == start.len || text.ptr[start.len] == '-');
}

/*
 * Longer is closer.  In the upper half what fits by filtering; in the lower what is the beginning of what the
 * client asked for; below all, the star.
 */
static uint32_t
language_closeness(const element *range, zb_str offer)
{
    zb_str language = range->range;
    if (zbi_same_word(language, "*"))
        return 1;
    if (begins_language(offer, language))
        return 0x80000000u + (language.len & 0x7fffffffu);
    return begins_language(language, offer) ? 2 + (offer.len & 0xffffu) : 0;
}

zb_status
zb_accept_language(zb_str header, const char *const *offers, uint32_t count, uint32_t *out)
{
    zb_str anything = {ZB_LIT("*")};
    return choose(accepts_everything(header) ? anything : header, offers, count, language_closeness, never,
                  out);
}

static uint32_t
encoding_closeness(const element *range, zb_str offer)
{
    return is_same_word(range->range, offer) ? 2 : zbi_same_word(range->range, "*") ? 1 : 0;
}

/* What is not refused is accepted, but worth less than anything that was asked for. */
static uint32_t
identity_alone(zb_str offer)
{
    return zbi_same_word(offer, "identity") ? 1 : 0;
}

zb_status
zb_accept_encoding(zb_str header, const char *const *offers, uint32_t count, uint32_t *out)
{
    zb_str anything = {ZB_LIT("identity, *;q=0.9")};
    return choose(header.ptr == NULL ? anything : header, offers, count, encoding_closeness, identity_alone,
                  out);
}
