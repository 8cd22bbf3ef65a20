/* SPDX-License-Identifier: MIT */
#include <zerobuf/path.h>

#include "literal.h"
#include "test.h"
#include "zoo.h"

#define SIZE (1u << 16)

static uint32_t
length_of(const char *text)
{
    uint32_t len = 0;
    while (text[len] != '\0')
        len++;
    return len;
}

static const char document[] =
    "{\"user\":{\"name\":\"Ada\",\"address\":{\"city\":\"Paris\"}},"
    "\"places\":[{\"name\":\"x\"},[10,11,[12]]],"
    "\"a.b\":1,\"a[0]\":2,\"/\":3,\"~1\":4,\"\":{\"\":5},\"0\":6,\"01\":7,\"b\\c\":8,"
    "\"m~n\":9,\"a/b\":{\"~\":10}}";

/* What each path leads to, or NULL and a status. */
static const struct {
    const char *path, *value;
    zb_status status;
} paths[] = {
    {"user.name", "\"Ada\"", ZB_OK},
    {"user.address.city", "\"Paris\"", ZB_OK},
    {"places[0].name", "\"x\"", ZB_OK},
    {"places.0.name", "\"x\"", ZB_OK},
    {"places[1][2][0]", "12", ZB_OK},
    {"places.1.2.0", "12", ZB_OK},
    {"places[1]", "[10,11,[12]]", ZB_OK},
    {"a\\.b", "1", ZB_OK},
    {"a\\[0]", "2", ZB_OK},
    {"\\a\\.\\b", "1", ZB_OK},
    {"\\/", "3", ZB_OK},
    {"~1", "4", ZB_OK}, /* a tilde is ordinary in the dotted form */
    {"0", "6", ZB_OK},
    {"[0]", "6", ZB_OK}, /* digits are a key of an object */
    {"01", "7", ZB_OK},
    {"b\\\\c", "8", ZB_OK},
    {"a/b.~", "10", ZB_OK},
    {"places.\\0.name", "\"x\"", ZB_OK},
    {"", document, ZB_OK},
    /* JSON pointers */
    {"/user/name", "\"Ada\"", ZB_OK},
    {"/places/1/2/0", "12", ZB_OK},
    {"/a.b", "1", ZB_OK},
    {"/a[0]", "2", ZB_OK},
    {"/~1", "3", ZB_OK},
    {"/~01", "4", ZB_OK},
    {"/", "{\"\":5}", ZB_OK},
    {"//", "5", ZB_OK},
    {"/b\\c", "8", ZB_OK},
    {"/m~0n", "9", ZB_OK},
    {"/a~1b/~0", "10", ZB_OK},
    /* Nothing there */
    {"user.age", NULL, ZB_E_NOT_FOUND},
    {"user.name.first", NULL, ZB_E_TAG},
    {"places[2]", NULL, ZB_E_NOT_FOUND},
    {"places[4294967295]", NULL, ZB_E_NOT_FOUND},
    {"places[4294967296]", NULL, ZB_E_NOT_FOUND},
    {"places.01", NULL, ZB_E_NOT_FOUND},
    {"places.00", NULL, ZB_E_NOT_FOUND},
    {"places.-1", NULL, ZB_E_NOT_FOUND},
    {"places.x", NULL, ZB_E_NOT_FOUND},
    {"places.1x", NULL, ZB_E_NOT_FOUND},
    {"/places/-", NULL, ZB_E_NOT_FOUND},
    {"/places/", NULL, ZB_E_NOT_FOUND},
    {"/user/name/", NULL, ZB_E_TAG},
    {"/~00", NULL, ZB_E_NOT_FOUND},
    {"/m~0", NULL, ZB_E_NOT_FOUND}, /* a beginning of a key, and more than one */
    {"/m~0nn", NULL, ZB_E_NOT_FOUND},
    /* No paths */
    {".", NULL, ZB_E_SYNTAX},
    {".a", NULL, ZB_E_SYNTAX},
    {"a.", NULL, ZB_E_SYNTAX},
    {"a..b", NULL, ZB_E_SYNTAX},
    {"a[", NULL, ZB_E_SYNTAX},
    {"a[]", NULL, ZB_E_SYNTAX},
    {"a[x]", NULL, ZB_E_SYNTAX},
    {"a[1", NULL, ZB_E_SYNTAX},
    {"a[01]", NULL, ZB_E_SYNTAX},
    {"a[1]b", NULL, ZB_E_SYNTAX},
    {"a.[1]", NULL, ZB_E_SYNTAX},
    {"a\\", NULL, ZB_E_SYNTAX},
    {"nothing.there.", NULL, ZB_E_SYNTAX}, /* whatever it would lead to */
    {"/a~", NULL, ZB_E_SYNTAX},
    {"/a~2", NULL, ZB_E_SYNTAX},
    {"/a/~", NULL, ZB_E_SYNTAX},
};

static void
paths_into_a_document(void)
{
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_slot root = literal(&arena, document);
    zb_view view = zb_arena_view(&arena);
    for (uint32_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        /* A copy of its own: AddressSanitizer sees a read past the end of the path. */
        uint32_t len = length_of(paths[i].path);
        uint8_t *path = test_region(len);
        __builtin_memcpy(path, paths[i].path, len);
        zb_slot value = zb_i32(7), read;
        zb_off slot = 7;
        CHECK(zb_path(view, root, (const char *)path, len, &value) == paths[i].status);
        CHECK(paths[i].status == ZB_OK ? literal_is(view, value, paths[i].value) : value.a == 7);
        zb_status status = zb_path_slot(view, root, (const char *)path, len, &slot);
        CHECK(status == (len == 0 ? ZB_E_SYNTAX : paths[i].status));
        if (status != ZB_OK) {
            CHECK(slot == 7);
            continue;
        }
        OK(zb_slot_read(view, slot, &read));
        CHECK(read.tag == value.tag && read.a == value.a && read.b == value.b);
    }
}

/* Split, then follow the rest: the same value as the whole path leads to. */
static void
split_paths_lead_to_the_same(void)
{
    zb_arena arena;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0));
    zb_slot root = literal(&arena, document);
    zb_view view = zb_arena_view(&arena);
    for (uint32_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char buffer[64];
        uint32_t len = length_of(paths[i].path), parent_len = 77;
        zb_str step = {NULL, 77};
        zb_slot parent, value;
        zb_off slot;
        zb_status status = zb_path_split(paths[i].path, len, &parent_len, &step, buffer);
        CHECK(status == (len == 0 || paths[i].status == ZB_E_SYNTAX ? ZB_E_SYNTAX : ZB_OK));
        CHECK(status == ZB_OK || (parent_len == 77 && step.len == 77));
        if (status != ZB_OK || paths[i].status != ZB_OK)
            continue;
        CHECK(step.ptr == buffer && step.len <= len);
        OK(zb_path(view, root, paths[i].path, parent_len, &parent));
        if (parent.tag == ZB_TAG_OBJECT) {
            OK(zb_object_find(view, parent.a, step.ptr, step.len, &slot));
        } else {
            CHECK(parent.tag == ZB_TAG_ARRAY && step.len == 1);
            OK(zb_array_get(view, parent.a, (uint32_t)(step.ptr[0] - '0'), &slot));
        }
        OK(zb_slot_read(view, slot, &value));
        CHECK(literal_is(view, value, paths[i].value));
    }
}

/* Extension types: elements of columns and sets, names of records, string keys of maps. */
static void
paths_into_every_type(void)
{
    static const struct {
        const char *path;
        zb_status status, slot_status;
        zb_tag tag;
    } cases[] = {
        {"column[0]", ZB_OK, ZB_E_TAG, ZB_TAG_F64},
        {"column.1", ZB_OK, ZB_E_TAG, ZB_TAG_I32},
        {"column[3]", ZB_E_NOT_FOUND, ZB_E_NOT_FOUND, ZB_TAG_NULL},
        {"column.x", ZB_E_NOT_FOUND, ZB_E_NOT_FOUND, ZB_TAG_NULL},
        {"column[0].x", ZB_E_TAG, ZB_E_TAG, ZB_TAG_NULL},
        {"slice[0]", ZB_OK, ZB_E_TAG, ZB_TAG_I32},
        {"buffer[2]", ZB_OK, ZB_E_TAG, ZB_TAG_I32},
        {"view[2]", ZB_OK, ZB_E_TAG, ZB_TAG_I32},
        {"shared[2]", ZB_OK, ZB_E_TAG, ZB_TAG_F64},
        {"set[1]", ZB_OK, ZB_OK, ZB_TAG_F64},
        {"set[2]", ZB_E_NOT_FOUND, ZB_E_NOT_FOUND, ZB_TAG_NULL},
        {"error.message", ZB_OK, ZB_OK, ZB_TAG_STRING},
        {"error.cause.cause", ZB_OK, ZB_OK, ZB_TAG_I32},
        {"error.cause.stack", ZB_OK, ZB_OK, ZB_TAG_UNDEFINED},
        {"error.\\name", ZB_OK, ZB_OK, ZB_TAG_STRING},
        {"error.other", ZB_E_NOT_FOUND, ZB_E_NOT_FOUND, ZB_TAG_NULL},
        {"regexp.flags", ZB_OK, ZB_OK, ZB_TAG_STRING},
        {"boxed.value", ZB_OK, ZB_OK, ZB_TAG_I32},
        {"map.1", ZB_E_NOT_FOUND, ZB_E_NOT_FOUND, ZB_TAG_NULL}, /* its key is a number */
        {"map.text", ZB_OK, ZB_OK, ZB_TAG_BOOL},
        {"map.te\\xt", ZB_OK, ZB_OK, ZB_TAG_BOOL},
        {"date.x", ZB_E_TAG, ZB_E_TAG, ZB_TAG_NULL},
        {"string[0]", ZB_E_TAG, ZB_E_TAG, ZB_TAG_NULL},
        {"bytes[0]", ZB_E_TAG, ZB_E_TAG, ZB_TAG_NULL},
    };
    zb_arena arena;
    zb_slot zoo, map, key;
    OK(zb_arena_init(&arena, test_region(SIZE), SIZE, 8, ZB_ARENA_EXTENDED));
    OK(zoo_make(&arena, true, &zoo));
    OK(zb_path(zb_arena_view(&arena), zoo, ZB_LIT("map"), &map));
    OK(zb_string_new(&arena, ZB_LIT("text"), &key));
    OK(zb_map_set(&arena, map.a, key, zb_bool(true)));
    zb_view view = zb_arena_view(&arena);
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_slot value;
        zb_off slot;
        uint32_t len = length_of(cases[i].path);
        CHECK(zb_path(view, zoo, cases[i].path, len, &value) == cases[i].status);
        CHECK(cases[i].status != ZB_OK || value.tag == cases[i].tag);
        CHECK(zb_path_slot(view, zoo, cases[i].path, len, &slot) == cases[i].slot_status);
    }
    zb_slot value;
    CHECK(zb_path(view, zb_at((zb_tag)9, 0), ZB_LIT("x"), &value) == ZB_E_TAG);
    CHECK(zb_path(view, zb_at(ZB_TAG_OBJECT, SIZE), ZB_LIT("x"), &value) == ZB_E_BOUNDS);
    CHECK(zb_path(view, zb_at(ZB_TAG_OBJECT, 2), ZB_LIT("x\\y"), &value) == ZB_E_ALIGN);
}

static void
flipped_bits_never_leave_the_region(void)
{
    enum { IMAGE = 8192 };
    uint8_t *region = test_region(IMAGE);
    zb_arena arena;
    zb_slot zoo;
    OK(zb_arena_init(&arena, region, IMAGE, 8, ZB_ARENA_EXTENDED));
    OK(zoo_make(&arena, true, &zoo));
    static const char *const tried[] = {"array[1].name", "ob\\ject.ag\\e", "error.cause.message", "map.x",
                                        "column[2]",     "set[1]",         "/regexp/source"};
    uint32_t found = 0, missed = 0;
    for (uint32_t bit = 0; bit < zb_arena_save(&arena) * 8; bit++) {
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
        for (uint32_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
            zb_slot value;
            bool ok = zb_path(zb_view_of(region, IMAGE), zoo, tried[i], length_of(tried[i]), &value) == ZB_OK;
            found += ok ? 1 : 0;
            missed += ok ? 0 : 1;
        }
        region[bit / 8] ^= (uint8_t)(1u << (bit % 8));
    }
    CHECK(found > 0 && missed > 0);
}

TEST_SUITE(path, {"paths_into_a_document", paths_into_a_document},
           {"split_paths_lead_to_the_same", split_paths_lead_to_the_same},
           {"paths_into_every_type", paths_into_every_type},
           {"flipped_bits_never_leave_the_region", flipped_bits_never_leave_the_region});
