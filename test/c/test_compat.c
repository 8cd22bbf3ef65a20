/* SPDX-License-Identifier: MIT */
/* The published C interface over images that the core writes and reads, and over damaged ones.
 * test/packaging/compat.test.mjs calls the same functions, as symbols, on every image of vectors/. */
#include <zerobuf/compat.h>

#include "test.h"

#define SIZE 4096u
#define KEY(literal) (const uint8_t *)("" literal), (uint32_t)(sizeof(literal) - 1)

/* An object with a value of each type, in an arena of its own. */
typedef struct sample {
    uint8_t *mem;
    zb_arena arena;
    zb_off object;
    zb_slot text, list; /* values under "text" and "list" */
} sample;

static zb_status
make_sample(sample *out)
{
    sample made = {test_region(SIZE), {NULL, 0, 0, NULL, NULL, NULL}, 0, zb_null(), zb_null()};
    zb_slot object, bytes;
    ZB_TRY(zb_arena_init(&made.arena, made.mem, SIZE, 8, 0));
    ZB_TRY(zb_object_new(&made.arena, 1, &object));
    ZB_TRY(zb_string_new(&made.arena, ZB_LIT("zero\xc2\xb5"), &made.text));
    ZB_TRY(zb_bytes_new(&made.arena, "\x00\xff", 2, NULL, &bytes));
    ZB_TRY(zb_array_new(&made.arena, 1, &made.list));
    for (int32_t i = 0; i < 5; i++)
        ZB_TRY(zb_array_push(&made.arena, made.list.a, zb_i32(i * 10)));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("none"), zb_null()));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("yes"), zb_bool(true)));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("int"), zb_i32(-7)));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("real"), zb_f64(2.5)));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("big"), zb_bigint(INT64_MIN)));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("text"), made.text));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("list"), made.list));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT("bytes"), bytes));
    ZB_TRY(zb_object_set(&made.arena, object.a, ZB_LIT(""), zb_i32(1)));
    made.object = object.a;
    *out = made;
    return ZB_OK;
}

static uint32_t
slot_of(const sample *s, const char *key, uint32_t len)
{
    return zerobuf_object_find(s->mem, SIZE, s->object, (const uint8_t *)key, len);
}

static void
each_type_reads_as_itself(void)
{
    sample s;
    OK(make_sample(&s));
    uint32_t none = slot_of(&s, ZB_LIT("none")), yes = slot_of(&s, ZB_LIT("yes")),
             integer = slot_of(&s, ZB_LIT("int")), real = slot_of(&s, ZB_LIT("real")),
             big = slot_of(&s, ZB_LIT("big"));
    CHECK(zerobuf_tag(s.mem, none) == ZB_TAG_NULL && zerobuf_tag(s.mem, yes) == ZB_TAG_BOOL);
    CHECK(zerobuf_tag(s.mem, integer) == ZB_TAG_I32 && zerobuf_tag(s.mem, real) == ZB_TAG_F64);
    CHECK(zerobuf_tag(s.mem, big) == ZB_TAG_BIGINT);
    CHECK(zerobuf_read_bool(s.mem, yes) == 1 && zerobuf_read_bool(s.mem, integer) == 0);
    CHECK(zerobuf_read_i32(s.mem, integer) == -7 && zerobuf_read_i32(s.mem, real) == 0);
    CHECK(zerobuf_read_f64(s.mem, real) == 2.5 && zerobuf_read_f64(s.mem, big) == 0);
    CHECK(zerobuf_read_f64(s.mem, integer) == -7.0); /* the published function answered 0 */
    CHECK(zerobuf_read_i64(s.mem, big) == INT64_MIN && zerobuf_read_i64(s.mem, real) == 0);
    CHECK(zerobuf_read_f64(s.mem, none) == 0 && zerobuf_read_f64(s.mem, yes) == 0);
}

static void
any_number_is_true(void)
{
    sample s;
    OK(make_sample(&s));
    uint32_t yes = slot_of(&s, ZB_LIT("yes")), two = 2;
    __builtin_memcpy(s.mem + yes + ZB_SLOT_A_AT, &two, sizeof two);
    CHECK(zerobuf_read_bool(s.mem, yes) == 1);
}

static void
keys_are_found_or_absent(void)
{
    sample s;
    OK(make_sample(&s));
    uint32_t data = zerobuf_deref(s.mem, s.object);
    CHECK(zerobuf_object_count(s.mem, s.object) == 9);
    CHECK(slot_of(&s, ZB_LIT("none")) == data + ZB_OBJECT_HEADER_BYTES + ZB_ENTRY_SLOT_AT);
    CHECK(slot_of(&s, NULL, 0) ==
          data + ZB_OBJECT_HEADER_BYTES + 8 * ZB_OBJECT_ENTRY_BYTES + ZB_ENTRY_SLOT_AT);
    CHECK(slot_of(&s, ZB_LIT("nix")) == 0xFFFFFFFFu && slot_of(&s, ZB_LIT("reals")) == ZEROBUF_NOT_FOUND);
    CHECK(zerobuf_object_get_i32(s.mem, SIZE, s.object, KEY("int")) == -7);
    CHECK(zerobuf_object_get_f64(s.mem, SIZE, s.object, KEY("int")) == -7.0);
    CHECK(zerobuf_object_get_f64(s.mem, SIZE, s.object, KEY("real")) == 2.5);
    CHECK(zerobuf_object_get_i64(s.mem, SIZE, s.object, KEY("big")) == INT64_MIN);
    CHECK(zerobuf_object_get_i32(s.mem, SIZE, s.object, KEY("nix")) == 0);
    CHECK(zerobuf_object_get_f64(s.mem, SIZE, s.object, KEY("nix")) == 0);
    CHECK(zerobuf_object_get_i64(s.mem, SIZE, s.object, KEY("nix")) == 0);
    CHECK(zerobuf_object_get_i64(s.mem, SIZE, s.object, KEY("int")) == 0);
}

static void
strings_and_arrays_are_reached(void)
{
    sample s;
    OK(make_sample(&s));
    uint32_t len = 99;
    uint32_t at = zerobuf_object_get_string(s.mem, SIZE, s.object, KEY("text"), &len);
    CHECK(at == zerobuf_read_data_ptr(s.text.a) && len == 6 && zerobuf_read_len(s.mem, s.text.a) == 6);
    CHECK(test_equal(s.mem + at, "zero\xc2\xb5", 6));
    CHECK(zerobuf_object_get_string(s.mem, SIZE, s.object, KEY("text"), NULL) == at);
    CHECK(zerobuf_object_get_string(s.mem, SIZE, s.object, KEY("nix"), &len) == 0 && len == 0);
    len = 99;
    CHECK(zerobuf_object_get_string(s.mem, SIZE, s.object, KEY("bytes"), &len) == 0 && len == 0);

    CHECK(zerobuf_array_len(s.mem, s.list.a) == 5);
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t slot = zerobuf_array_element_offset(s.mem, s.list.a, i);
        CHECK(zerobuf_read_i32(s.mem, slot) == (int32_t)i * 10);
    }
}

static void
the_empty_string_is_not_an_absent_one(void)
{
    sample s;
    OK(make_sample(&s));
    uint32_t len = 99;
    OK(zb_object_set_string(&s.arena, s.object, ZB_LIT("e"), "", 0));
    CHECK(zerobuf_object_get_string(s.mem, SIZE, s.object, KEY("e"), &len) != 0 && len == 0);
}

static void
what_is_set_is_read_by_the_core(void)
{
    sample s;
    OK(make_sample(&s));
    int32_t integer;
    double real;
    int64_t big;
    CHECK(zerobuf_object_set_i32(s.mem, SIZE, s.object, KEY("text"), INT32_MIN) == 1);
    CHECK(zerobuf_object_set_f64(s.mem, SIZE, s.object, KEY("int"), -0.5) == 1);
    CHECK(zerobuf_object_set_i64(s.mem, SIZE, s.object, KEY("list"), -1) == 1);
    zb_view view = zb_arena_view(&s.arena);
    OK(zb_object_get_i32(view, s.object, ZB_LIT("text"), &integer));
    OK(zb_object_get_f64(view, s.object, ZB_LIT("int"), &real));
    OK(zb_object_get_bigint(view, s.object, ZB_LIT("list"), &big));
    CHECK(integer == INT32_MIN && real == -0.5 && big == -1);
}

static void
what_is_absent_is_not_set(void)
{
    sample s;
    OK(make_sample(&s));
    uint8_t *before = test_region(SIZE);
    __builtin_memcpy(before, s.mem, SIZE);
    CHECK(zerobuf_object_set_i32(s.mem, SIZE, s.object, KEY("nix"), 1) == 0);
    CHECK(zerobuf_object_set_f64(s.mem, SIZE, s.object, KEY("nix"), 1) == 0);
    CHECK(zerobuf_object_set_i64(s.mem, SIZE, s.object, KEY("nix"), 1) == 0);
    CHECK(test_equal(before, s.mem, SIZE));
}

/* Every writer stores all 16 bytes (SPEC 2.1), also where the region has no alignment at all. */
static void
writers_store_whole_slots(void)
{
    uint8_t *mem = test_region(SIZE) + 1;
    for (uint32_t which = 0; which < 5; which++) {
        for (uint32_t i = 0; i < 64; i++)
            mem[i] = 0xa5;
        switch (which) {
        case 0:
            zerobuf_write_null(mem, 16);
            break;
        case 1:
            zerobuf_write_bool(mem, 16, 0x80000000u);
            break;
        case 2:
            zerobuf_write_i32(mem, 16, -2);
            break;
        case 3:
            zerobuf_write_f64(mem, 16, 1);
            break;
        default:
            zerobuf_write_i64(mem, 16, -3);
        }
        static const zb_tag tags[] = {ZB_TAG_NULL, ZB_TAG_BOOL, ZB_TAG_I32, ZB_TAG_F64, ZB_TAG_BIGINT};
        static const double one = 1;
        zb_slot want = {(uint8_t)tags[which], {0, 0, 0}, 0, 0}, got;
        want.a = which == 1 ? 1 : which == 2 ? (uint32_t)-2 : 0;
        want.b = which == 4 ? (uint64_t)-3 : 0;
        if (which == 3)
            __builtin_memcpy(&want.b, &one, sizeof one);
        __builtin_memcpy(&got, mem + 16, sizeof got);
        CHECK(test_equal(&got, &want, sizeof want));
        CHECK(mem[15] == 0xa5 && mem[32] == 0xa5);
    }
    zerobuf_write_i64(mem, 3, INT64_MAX);
    CHECK(zerobuf_read_i64(mem, 3) == INT64_MAX);
    zerobuf_write_bool(mem, 3, 0);
    CHECK(zerobuf_read_bool(mem, 3) == 0 && zerobuf_tag(mem, 3) == ZB_TAG_BOOL);
}

/* With any mem_len, and with any byte of the image changed: absent, or inside what was given. */
static void
damage_is_absence(void)
{
    sample s;
    OK(make_sample(&s));
    uint32_t used = zb_arena_save(&s.arena), found = 0, absent = 0;
    for (uint32_t mem_len = 0; mem_len <= used; mem_len += 3) {
        uint8_t *cut = test_region(mem_len > 0 ? mem_len : 1);
        __builtin_memcpy(cut, s.mem, mem_len);
        uint32_t slot = zerobuf_object_find(cut, mem_len, s.object, KEY("text"));
        uint32_t len = 99, at = zerobuf_object_get_string(cut, mem_len, s.object, KEY("text"), &len);
        CHECK(slot == ZEROBUF_NOT_FOUND || slot + ZB_SLOT_BYTES <= mem_len);
        CHECK(at == 0 ? len == 0 : at + len <= mem_len);
        CHECK(zerobuf_object_set_f64(cut, mem_len, s.object, KEY("text"), 1) == (slot != ZEROBUF_NOT_FOUND));
        *(slot != ZEROBUF_NOT_FOUND ? &found : &absent) += 1;
    }
    CHECK(found > 0 && absent > 0);
    for (uint32_t i = 0; i < 20000; i++) {
        uint32_t byte = test_random(used), handle = i % 2 == 0 ? s.object : test_random(used);
        uint8_t was = s.mem[byte];
        s.mem[byte] = (uint8_t)test_random(256);
        uint32_t len, at = zerobuf_object_get_string(s.mem, SIZE, handle, KEY("text"), &len);
        CHECK(at == 0 ? len == 0 : at <= SIZE && len <= SIZE - at);
        s.mem[byte] = was;
    }
}

static void
handles_outside_are_refused(void)
{
    sample s;
    OK(make_sample(&s));
    static const uint32_t handles[] = {1,          2,          SIZE - 3,   SIZE,      SIZE + 4,
                                       0x7ffffffc, 0x80000000, 0xfffffffc, 0xffffffff};
    for (uint32_t i = 0; i < sizeof handles / sizeof handles[0]; i++) {
        uint32_t len = 1;
        CHECK(zerobuf_object_find(s.mem, SIZE, handles[i], KEY("int")) == ZEROBUF_NOT_FOUND);
        CHECK(zerobuf_object_get_f64(s.mem, SIZE, handles[i], KEY("int")) == 0);
        CHECK(zerobuf_object_get_i32(s.mem, SIZE, handles[i], KEY("int")) == 0);
        CHECK(zerobuf_object_get_i64(s.mem, SIZE, handles[i], KEY("int")) == 0);
        CHECK(zerobuf_object_get_string(s.mem, SIZE, handles[i], KEY("int"), &len) == 0 && len == 0);
        CHECK(zerobuf_object_set_i32(s.mem, SIZE, handles[i], KEY("int"), 1) == 0);
    }
}

TEST_SUITE(compat, {"each_type_reads_as_itself", each_type_reads_as_itself},
           {"any_number_is_true", any_number_is_true}, {"keys_are_found_or_absent", keys_are_found_or_absent},
           {"strings_and_arrays_are_reached", strings_and_arrays_are_reached},
           {"the_empty_string_is_not_an_absent_one", the_empty_string_is_not_an_absent_one},
           {"what_is_set_is_read_by_the_core", what_is_set_is_read_by_the_core},
           {"what_is_absent_is_not_set", what_is_absent_is_not_set},
           {"writers_store_whole_slots", writers_store_whole_slots}, {"damage_is_absence", damage_is_absence},
           {"handles_outside_are_refused", handles_outside_are_refused});
