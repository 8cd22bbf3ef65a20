/* SPDX-License-Identifier: MIT */
/* The routes that say something of all places at once, through the kernels of zerobuf/simd.h. */
#include <zerobuf/simd.h>

#include "cities.h"
#include "ranking.h"

#define COUNT_OF(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

#define MAX_BINS 1000u
#define MAX_CELLS 1000u /* that are told: the most that `limit` may be */

/* A member of an object: what stands before its number, and that. */
typedef struct member {
    const char *key;
    double value;
} member;

static void
add_members(zb_text *json, const member *members, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        zb_text_add_cstr(json, members[i].key);
        zb_text_add_fixed(json, members[i].value, 6);
    }
}

/* "lat":{"count":10,...} */
static void
add_stats(zb_text *json, const char *name, const zb_stats *stats)
{
    const member parts[] = {{"\":{\"count\":", stats->count},
                            {",\"min\":", stats->min},
                            {",\"max\":", stats->max},
                            {",\"mean\":", stats->mean},
                            {",\"stddev\":", stats->stddev}};
    zb_text_add(json, ZB_LIT("\""));
    zb_text_add_cstr(json, name);
    add_members(json, parts, COUNT_OF(parts));
    zb_text_add(json, ZB_LIT("}"));
}

zb_status
cities_stats(zb_request *req, zb_response *res)
{
    (void)req;
    const places *all = cities_all();
    zb_stats stats;
    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add(&json, ZB_LIT("{"));
    zb_kernel_stats_f64(all->lat, all->count, &stats);
    add_stats(&json, "lat", &stats);
    zb_text_add(&json, ZB_LIT(","));
    zb_kernel_stats_f64(all->lng, all->count, &stats);
    add_stats(&json, "lng", &stats);
    zb_text_add(&json, ZB_LIT(","));
    zb_kernel_stats_f64(all->in_country, all->country_count, &stats);
    add_stats(&json, "places_per_country", &stats);
    zb_text_add(&json, ZB_LIT("}\n"));
    return cities_send_json(res, &json);
}

static bool
is_text(zb_str text, const char *other, uint32_t len)
{
    return text.len == len && zb_bytes_equal(text.ptr, other, len);
}

zb_status
cities_histogram(zb_request *req, zb_response *res)
{
    static const param bins_param = {
        .name = "bins",
        .min = 1,
        .max = MAX_BINS,
        .otherwise = 36,
        .integer = true,
    };
    const places *all = cities_all();
    zb_str field;
    zb_status status = zb_request_query(req, "field", &field);
    bool is_lat = status == ZB_OK && is_text(field, ZB_LIT("lat"));
    if (status == ZB_E_MEMORY)
        return status;
    if (status != ZB_OK || !(is_lat || is_text(field, ZB_LIT("lng"))))
        return zb_response_error(res, 400, "The parameter field must be lat or lng.");
    double count;
    const param *bad;
    ZB_TRY(params_read(req, &bins_param, 1, &count, &bad));
    if (bad != NULL)
        return params_refuse(res, bad);

    uint32_t bins[MAX_BINS] = {0}, bin_count = (uint32_t)count;
    double most = is_lat ? 90 : 180;
    zb_kernel_histogram_f64(is_lat ? all->lat : all->lng, all->count, -most, most, bins, bin_count);
    zb_text json = zb_text_begin(res->arena, 1024);
    zb_text_add_cstr(&json, is_lat ? "{\"field\":\"lat" : "{\"field\":\"lng");
    const member range[] = {{"\",\"min\":", -most}, {",\"max\":", most}};
    add_members(&json, range, COUNT_OF(range));
    zb_text_add(&json, ZB_LIT(",\"bins\":["));
    for (uint32_t i = 0; i < bin_count; i++) {
        if (i > 0)
            zb_text_add(&json, ZB_LIT(","));
        zb_text_add_i64(&json, bins[i]);
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return cities_send_json(res, &json);
}

/* A grid of cells from the south pole and the antimeridian on; the last row and column may be cut. */
typedef struct grid {
    double cell; /* degrees */
    uint32_t rows, columns;
    uint32_t *counts; /* [rows * columns] */
} grid;

static uint32_t
steps(double degrees, double cell)
{
    double count = __builtin_ceil(degrees / cell);
    return (uint32_t)count;
}

/* The step that holds an angle; the very last angle is in the last one. */
static uint32_t
step_of(double from_edge, double cell, uint32_t count)
{
    uint32_t step = (uint32_t)(from_edge / cell);
    return step < count ? step : count - 1;
}

static zb_status
count_cells(zb_arena *arena, double cell, grid *out)
{
    const places *all = cities_all();
    grid made = {cell, steps(180, cell), steps(360, cell), NULL};
    uint32_t bytes = made.rows * made.columns * (uint32_t)sizeof *made.counts;
    zb_off off;
    ZB_TRY(zb_arena_alloc(arena, bytes, ZB_WRITE_ALIGN, &off));
    void *memory = zb_arena_ptr(arena, off);
    made.counts = memory;
    __builtin_memset(made.counts, 0, bytes);
    for (uint32_t i = 0; i < all->count; i++)
        made.counts[step_of(all->lat[i] + 90, cell, made.rows) * made.columns +
                    step_of(all->lng[i] + 180, cell, made.columns)]++;
    *out = made;
    return ZB_OK;
}

/* {"south":40,"west":-75,"north":41,"east":-74,"places":17} */
static void
add_cell(zb_text *json, const grid *cells, uint32_t index)
{
    uint32_t row = index / cells->columns, column = index % cells->columns;
    double south = row * cells->cell - 90, west = column * cells->cell - 180;
    double north = south + cells->cell, east = west + cells->cell;
    const member parts[] = {{"{\"south\":", south},
                            {",\"west\":", west},
                            {",\"north\":", north < 90 ? north : 90},
                            {",\"east\":", east < 180 ? east : 180}};
    add_members(json, parts, COUNT_OF(parts));
    zb_text_add(json, ZB_LIT(",\"places\":"));
    zb_text_add_i64(json, cells->counts[index]);
    zb_text_add(json, ZB_LIT("}"));
}

zb_status
cities_density(zb_request *req, zb_response *res)
{
    static const param cell_param = {
        .name = "cell",
        .min = 0.5,
        .max = 90,
        .otherwise = 1,
    };
    double cell, limit;
    const param *bad;
    ZB_TRY(params_read(req, &cell_param, 1, &cell, &bad));
    if (bad == NULL)
        ZB_TRY(params_read(req, &cities_limit, 1, &limit, &bad));
    if (bad != NULL)
        return params_refuse(res, bad);

    grid cells;
    ZB_TRY(count_cells(req->arena, cell, &cells));
    uint32_t total = 0, cell_count = cells.rows * cells.columns, shown = (uint32_t)limit;
    zb_off off;
    ZB_TRY(zb_arena_alloc(req->arena, MAX_CELLS * (uint32_t)sizeof(candidate), ZB_WRITE_ALIGN, &off));
    void *memory = zb_arena_ptr(req->arena, off);
    candidate *most = memory;
    ranking_begin(most, shown, 0); /* more places are a lower key: cells without any do not count */
    for (uint32_t i = 0; i < cell_count; i++) {
        candidate next = {-(double)cells.counts[i], i};
        total += cells.counts[i] > 0;
        if (next.key < most[0].key)
            ranking_replace(most, shown, next);
    }
    ranking_sort(most, shown);

    zb_text json = zb_text_begin(res->arena, 4096);
    zb_text_add(&json, ZB_LIT("{\"cell\":"));
    zb_text_add_fixed(&json, cell, 9);
    zb_text_add(&json, ZB_LIT(",\"total\":"));
    zb_text_add_i64(&json, total);
    zb_text_add(&json, ZB_LIT(",\"cells\":["));
    for (uint32_t i = 0; i < shown && i < total; i++) {
        if (i > 0)
            zb_text_add(&json, ZB_LIT(","));
        add_cell(&json, &cells, most[i].index);
    }
    zb_text_add(&json, ZB_LIT("]}\n"));
    return cities_send_json(res, &json);
}
