/* SPDX-License-Identifier: MIT */
#include <zerobuf/array.h>
#include <zerobuf/image.h>

#include "test.h"

#define SIZE 4096u
#define SMALLEST (ZB_IMAGE_CONTROL + ZB_CONTROL_BYTES + ZB_SLOT_BYTES)

static void
an_image_is_null_at_first(void)
{
    uint8_t *region = test_region(SIZE);
    __builtin_memset(region, 0xA5, SIZE);
    zb_arena arena;
    zb_off root;
    uint32_t bytes;
    zb_slot value;
    OK(zb_image_init(&arena, region, SIZE, 0));
    OK(zb_arena_check(&arena));
    OK(zb_image_root(zb_arena_view(&arena), &root));
    OK(zb_slot_read(zb_arena_view(&arena), root, &value));
    OK(zb_image_bytes(&arena, &bytes));
    CHECK(root == 72 && value.tag == ZB_TAG_NULL && bytes == SMALLEST);
    CHECK(test_equal(region, "\0\0\0\0\0\0\0\0ZBUF", 12));
    static const uint8_t null[ZB_SLOT_BYTES];
    CHECK(test_equal(region + root, null, ZB_SLOT_BYTES)); /* the whole slot is stored (SPEC 2.1) */
}

/* What is written to a file: the bytes up to the bump, with a limit that says so. */
static void
an_image_is_read_from_its_bytes(void)
{
    uint8_t *region = test_region(SIZE);
    zb_arena arena, reader;
    zb_slot list;
    zb_off root;
    uint32_t bytes;
    OK(zb_image_init(&arena, region, SIZE, ZB_ARENA_EXTENDED));
    OK(zb_image_root(zb_arena_view(&arena), &root));
    OK(zb_array_new(&arena, 1, &list));
    OK(zb_slot_write(&arena, root, list));
    OK(zb_array_push_string(&arena, list.a, ZB_LIT("kept")));
    OK(zb_image_bytes(&arena, &bytes));
    uint8_t *file = test_region(bytes);
    __builtin_memcpy(file, region, bytes);
    __builtin_memcpy(file + ZB_IMAGE_CONTROL + ZB_CONTROL_LIMIT_AT, &bytes, 4);
    OK(zb_arena_attach(&reader, file, bytes, ZB_IMAGE_CONTROL));
    zb_view view = zb_view_of(file, bytes);
    zb_off handle, slot, again;
    zb_str text;
    OK(zb_image_root(view, &again));
    OK(zb_slot_get_array(view, again, &handle));
    OK(zb_array_get(view, handle, 0, &slot));
    OK(zb_slot_get_string(view, slot, &text));
    CHECK(again == root && test_same(text, "kept"));
}

static void
too_little_room_is_told(void)
{
    uint8_t *region = test_region(SMALLEST);
    zb_arena arena = {.control = 7};
    for (uint32_t size = 0; size < SMALLEST; size++)
        CHECK(zb_image_init(&arena, region, size, 0) ==
              (size < ZB_IMAGE_CONTROL + ZB_CONTROL_BYTES ? ZB_E_BOUNDS : ZB_E_MEMORY));
    for (uint32_t i = 0; i < SMALLEST; i++)
        CHECK(region[i] == 0); /* nothing was written */
    CHECK(zb_image_init(&arena, region, SMALLEST, 4) == ZB_E_INVALID && arena.control == 7);
    OK(zb_image_init(&arena, region, SMALLEST, 0));
}

static void
other_bytes_are_no_image(void)
{
    uint8_t *region = test_region(SIZE);
    static const struct {
        uint32_t at, word;
        zb_status status;
    } cases[] = {
        {0, 0, ZB_OK},
        {0, 1, ZB_E_CONTROL},
        {4, 1, ZB_E_CONTROL},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_MAGIC_AT, 0x5655425A, ZB_E_CONTROL},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_VERSION_AT, 2, ZB_E_CONTROL},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT, 0, ZB_E_CONTROL},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT, 64, ZB_E_CONTROL},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT, 73, ZB_E_CONTROL},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT, SIZE - 16, ZB_OK},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT, SIZE - 12, ZB_E_BOUNDS},
        {ZB_IMAGE_CONTROL + ZB_CONTROL_START_AT, 0xfffffffc, ZB_E_BOUNDS},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_arena arena;
        zb_off root = 7;
        OK(zb_image_init(&arena, region, SIZE, 0));
        __builtin_memcpy(region + cases[i].at, &cases[i].word, 4);
        CHECK(zb_image_root(zb_view_of(region, SIZE), &root) == cases[i].status);
        CHECK(cases[i].status == ZB_OK || root == 7);
    }
    zb_off root;
    for (uint32_t size = 0; size < ZB_IMAGE_CONTROL + ZB_CONTROL_BYTES; size++)
        CHECK(zb_image_root(zb_view_of(region, size), &root) == ZB_E_BOUNDS);
}

static void
some_arenas_are_no_images(void)
{
    zb_arena arena;
    uint8_t *region = test_region(SIZE);
    uint32_t bytes = 7;
    OK(zb_arena_init(&arena, region, SIZE, 16, 0));
    zb_off off;
    OK(zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &off));
    CHECK(zb_image_bytes(&arena, &bytes) == ZB_E_CONTROL &&
          bytes == 7); /* its control block lies elsewhere */
    OK(zb_arena_init(&arena, region, SIZE, 8, 0));
    CHECK(zb_image_bytes(&arena, &bytes) == ZB_E_CONTROL); /* it has no root */
    OK(zb_image_init(&arena, region, SIZE / 2, 0));
    arena.size_bytes = SIZE;
    zb_arena_add_segment(&arena, SIZE / 2, 256);
    CHECK(zb_image_bytes(&arena, &bytes) == ZB_E_CONTROL && bytes == 7); /* it goes on elsewhere */
    OK(zb_image_init(&arena, region, SIZE, 0));
    uint32_t past = SIZE + 8;
    __builtin_memcpy(region + ZB_IMAGE_CONTROL + ZB_CONTROL_BUMP_AT, &past, 4);
    CHECK(zb_image_bytes(&arena, &bytes) == ZB_E_CONTROL && bytes == 7);
}

TEST_SUITE(image, {"an_image_is_null_at_first", an_image_is_null_at_first},
           {"an_image_is_read_from_its_bytes", an_image_is_read_from_its_bytes},
           {"too_little_room_is_told", too_little_room_is_told},
           {"other_bytes_are_no_image", other_bytes_are_no_image},
           {"some_arenas_are_no_images", some_arenas_are_no_images});
