/* SPDX-License-Identifier: MIT */
/*
 * One image, two languages.  `write` makes points and an event in a strict arena through the
 * header that zb schema made; `read` checks what JavaScript wrote into the same places.
 * The offset of the points and of the event stand in the root array.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/array.h>
#include <zerobuf/image.h>
#include <zerobuf/object.h>

#include "schema.h"

#define REGION_BYTES 65536u
#define POINTS 3u

static uint64_t region[REGION_BYTES / 8];
static int failures;

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "schema_trip.c:%d: %s\n", __LINE__, #condition);                                 \
            failures++;                                                                                      \
        }                                                                                                    \
    } while (0)

static bool
is_text(zb_str text, const char *expected)
{
    return text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

static void
write_points(zb_arena *arena, zb_off *points)
{
    static const char *const labels[] = {"zero", "one", "two"};
    CHECK(point_array_new(arena, POINTS, points) == ZB_OK);
    CHECK(!point_has_x(zb_arena_view(arena), point_at(*points, 0)));
    for (uint32_t i = 0; i < POINTS; i++) {
        point p = point_at(*points, i);
        CHECK(point_set_x(arena, p, i + 0.5) == ZB_OK);
        CHECK(point_set_y(arena, p, -(double)i) == ZB_OK);
        CHECK(point_set_label(arena, p, labels[i], (uint32_t)strlen(labels[i])) == ZB_OK);
    }
    CHECK(point_clear_y(arena, point_at(*points, 2)) == ZB_OK);
}

static void
write_event(zb_arena *arena, http_event *event)
{
    zb_slot tags, headers;
    CHECK(http_event_new(arena, event) == ZB_OK);
    CHECK(http_event_set_ok(arena, *event, true) == ZB_OK);
    CHECK(http_event_set_status(arena, *event, 404) == ZB_OK);
    CHECK(http_event_set_took(arena, *event, 12) == ZB_OK);
    CHECK(http_event_set_serial(arena, *event, INT64_MIN) == ZB_OK);
    CHECK(http_event_set_path(arena, *event, ZB_LIT("/caf\xC3\xA9")) == ZB_OK);
    CHECK(http_event_set_body(arena, *event, "\x00\xFF", 2) == ZB_OK);
    CHECK(zb_array_new(arena, 2, &tags) == ZB_OK && zb_array_push(arena, tags.a, zb_i32(7)) == ZB_OK);
    CHECK(http_event_set_tags(arena, *event, tags.a) == ZB_OK);
    CHECK(zb_object_new(arena, 1, &headers) == ZB_OK);
    CHECK(zb_object_set(arena, headers.a, ZB_LIT("host"), zb_bool(false)) == ZB_OK);
    CHECK(http_event_set_headers(arena, *event, headers.a) == ZB_OK);
    CHECK(http_event_set_extra(arena, *event, zb_i32(-1)) == ZB_OK);
    CHECK(http_event_set_at(arena, *event, 1.7e12) == ZB_OK);
    point from = track_get_from(http_event_get_track(*event));
    CHECK(from.at == event->at + 10 * ZB_SLOT_BYTES);
    CHECK(point_set_label(arena, from, ZB_LIT("start")) == ZB_OK);
    CHECK(track_set_width(arena, http_event_get_track(*event), 2.5) == ZB_OK);
}

/* Checked and unchecked getters agree, and null is told apart. */
static void
check_event(zb_view view, http_event event)
{
    bool ok;
    int32_t status;
    double took, at;
    int64_t serial;
    zb_str path;
    zb_bytes body;
    zb_off handle;
    zb_slot extra;
    zb_column column;
    zb_verify_report report;
    CHECK(http_event_verify(view, event, NULL, &report) == ZB_OK);
    CHECK(http_event_get_ok(view, event, &ok) == ZB_OK && ok && http_event_get_ok_unchecked(view, event));
    CHECK(http_event_get_status(view, event, &status) == ZB_OK && status == 404);
    CHECK(http_event_get_status_unchecked(view, event) == 404);
    CHECK(http_event_get_took(view, event, &took) == ZB_OK && took == 12.0);
    CHECK(http_event_get_took_unchecked(view, event) == 12.0);
    CHECK(http_event_get_serial(view, event, &serial) == ZB_OK && serial == INT64_MIN);
    CHECK(http_event_get_serial_unchecked(view, event) == INT64_MIN);
    CHECK(http_event_get_path(view, event, &path) == ZB_OK && is_text(path, "/caf\xC3\xA9"));
    CHECK(is_text(http_event_get_path_unchecked(view, event), "/caf\xC3\xA9"));
    CHECK(http_event_get_body(view, event, &body) == ZB_OK && body.len == 2 && body.ptr[1] == 0xFF);
    CHECK(http_event_get_body_unchecked(view, event).len == 2);
    CHECK(http_event_get_tags(view, event, &handle) == ZB_OK);
    CHECK(http_event_get_tags_unchecked(view, event) == handle);
    CHECK(http_event_get_headers(view, event, &handle) == ZB_OK);
    CHECK(http_event_get_headers_unchecked(view, event) == handle);
    CHECK(http_event_get_extra(view, event, &extra) == ZB_OK && (int32_t)extra.a == -1);
    CHECK(http_event_get_extra_unchecked(view, event).tag == ZB_TAG_I32);
    CHECK(http_event_get_at(view, event, &at) == ZB_OK && at == 1.7e12);
    CHECK(http_event_get_at_unchecked(view, event) == 1.7e12);
    track way = http_event_get_track(event);
    CHECK(track_get_samples(view, way, &column) == ZB_E_TAG); /* null: a strict arena has no columns */
    CHECK(!track_has_samples(view, way) && track_get_samples_unchecked(view, way).length == 0);
    CHECK(point_get_x(view, track_get_from(way), &at) == ZB_E_TAG);
    CHECK(point_get_x_unchecked(view, track_get_from(way)) == 0);
    CHECK(point_get_label_unchecked(view, track_get_to(way)).ptr == NULL);
    CHECK(is_text(point_get_label_unchecked(view, track_get_from(way)), "start"));
}

static void
write_image(void)
{
    zb_arena arena;
    zb_slot list;
    zb_off root, points;
    http_event event = {0};
    uint32_t bytes;
    CHECK(zb_image_init(&arena, region, sizeof region, 0) == ZB_OK);
    write_points(&arena, &points);
    write_event(&arena, &event);
    check_event(zb_arena_view(&arena), event);
    CHECK(zb_array_new(&arena, 2, &list) == ZB_OK);
    CHECK(zb_array_push(&arena, list.a, zb_i32((int32_t)points)) == ZB_OK);
    CHECK(zb_array_push(&arena, list.a, zb_i32((int32_t)event.at)) == ZB_OK);
    CHECK(zb_image_root(zb_arena_view(&arena), &root) == ZB_OK && zb_slot_write(&arena, root, list) == ZB_OK);
    CHECK(zb_image_bytes(&arena, &bytes) == ZB_OK);
    memcpy((uint8_t *)region + ZB_IMAGE_CONTROL + ZB_CONTROL_LIMIT_AT, &bytes, sizeof bytes);
    CHECK(fwrite(region, 1, bytes, stdout) == bytes);
}

/* What a wrong field and a damaged word are answered with. */
static void
check_refusals(zb_arena *arena, zb_off points)
{
    zb_view view = zb_arena_view(arena);
    zb_verify_report report;
    double x = 7;
    point wild = {0xFFFFFFF0u}, p = point_at(points, 1);
    CHECK(point_get_y(view, wild, &x) == ZB_E_BOUNDS &&
          x == 7); /* and not at offset 0, where 2^32 wraps to */
    CHECK(point_set_label(arena, wild, "x", 1) == ZB_E_BOUNDS);
    CHECK(point_array_verify(view, points, UINT32_MAX, NULL, &report) == ZB_E_BOUNDS);
    CHECK(point_array_verify(view, points, 0, NULL, NULL) == ZB_OK);
    CHECK(point_array_new(arena, UINT32_MAX, &points) == ZB_E_MEMORY);
    CHECK(zb_slot_write(arena, zb_schema_slot(p.at, 2), zb_i32(1)) ==
          ZB_OK); /* a number where a string is due */
    CHECK(point_array_verify(view, points, POINTS, NULL, &report) == ZB_E_TAG && report.offset == p.at + 32);
    CHECK(zb_slot_write(arena, zb_schema_slot(p.at, 2), zb_at(ZB_TAG_STRING, 0xFFFFFFF0u)) == ZB_OK);
    CHECK(point_verify(view, p, NULL, NULL) == ZB_E_BOUNDS);
}

static void
read_image(void)
{
    zb_arena arena;
    size_t bytes = fread(region, 1, sizeof region, stdin);
    zb_off root, slot;
    zb_slot list, value;
    CHECK(bytes > 72 && zb_arena_attach(&arena, region, bytes, ZB_IMAGE_CONTROL) == ZB_OK);
    zb_view view = zb_arena_view(&arena);
    CHECK(zb_image_root(view, &root) == ZB_OK && zb_slot_read(view, root, &list) == ZB_OK);
    CHECK(zb_array_get(view, list.a, 0, &slot) == ZB_OK && zb_slot_read(view, slot, &value) == ZB_OK);
    zb_off points = value.a;
    CHECK(point_array_verify(view, points, POINTS, NULL, NULL) == ZB_OK);
    double x, y;
    CHECK(point_get_x(view, point_at(points, 0), &x) == ZB_OK && x == 10); /* JavaScript wrote an i32 */
    CHECK(point_get_x_unchecked(view, point_at(points, 0)) == 10);
    CHECK(point_get_y(view, point_at(points, 2), &y) == ZB_OK && y == 2.25);
    CHECK(is_text(point_get_label_unchecked(view, point_at(points, 1)), "caf\xC3\xA9 from JavaScript"));
    check_refusals(&arena, points);
}

static void
check_columns(void)
{
    static const float samples[] = {1.5f, -2.5f};
    zb_arena arena;
    zb_slot column, other;
    track way = {0};
    const float *items;
    uint32_t count;
    CHECK(zb_arena_init(&arena, region, sizeof region, 0, ZB_ARENA_EXTENDED) == ZB_OK);
    CHECK(track_new(&arena, &way) == ZB_OK);
    CHECK(zb_column_new(&arena, ZB_COLUMN_F32, 2, &column) == ZB_OK);
    CHECK(zb_column_append(&arena, column.a, samples, 2) == ZB_OK);
    CHECK(zb_column_new(&arena, ZB_COLUMN_F64, 2, &other) == ZB_OK);
    CHECK(track_set_samples(&arena, way, other.a) == ZB_E_TAG &&
          !track_has_samples(zb_arena_view(&arena), way));
    CHECK(track_set_samples(&arena, way, column.a) == ZB_OK);
    zb_view view = zb_arena_view(&arena);
    CHECK(track_verify(view, way, NULL, NULL) == ZB_OK);
    CHECK(track_span_samples(view, way, &items, &count) == ZB_OK && count == 2 && items[1] == -2.5f);
    zb_column unchecked = track_get_samples_unchecked(view, way), checked;
    CHECK(track_get_samples(view, way, &checked) == ZB_OK && checked.data == unchecked.data);
    CHECK(unchecked.length == 2 && unchecked.item_bytes == 4 && unchecked.type == ZB_COLUMN_F32);
    CHECK(zb_slot_write(&arena, zb_schema_slot(way.at, 6), other) == ZB_OK);
    CHECK(track_verify(view, way, NULL, NULL) == ZB_E_TAG);
    http_event event;
    double at;
    CHECK(http_event_new(&arena, &event) == ZB_OK && http_event_set_at(&arena, event, 5) == ZB_OK);
    CHECK(*zb_view_ptr(view, zb_schema_slot(event.at, 9)) == ZB_TAG_DATE);
    CHECK(http_event_get_at(view, event, &at) == ZB_OK && at == 5);
}

int
main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "write") == 0)
        write_image();
    else
        read_image();
    check_columns();
    return failures == 0 ? 0 : 1;
}
