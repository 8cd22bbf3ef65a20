/* SPDX-License-Identifier: MIT */
#include <zerobuf/form.h>

#include "test.h"

#define SIZE 65536u

static zb_arena
fresh(void)
{
    zb_arena arena = {0};
    if (zb_arena_init(&arena, test_region(SIZE), SIZE, 8, 0) != ZB_OK)
        __builtin_trap();
    return arena;
}

static zb_str
span(const char *string)
{
    zb_str text = {string, 0};
    while (string[text.len] != '\0')
        text.len++;
    return text;
}

/* The next field is this one. */
static bool
next_is(zb_form *form, zb_arena *arena, const char *name, const char *value)
{
    zb_str found_name, found_value;
    return zb_form_next(form, arena, &found_name, &found_value) == ZB_OK && test_same(found_name, name) &&
           test_same(found_value, value);
}

static zb_status
next_status(zb_form *form, zb_arena *arena)
{
    zb_str name, value;
    return zb_form_next(form, arena, &name, &value);
}

static void
fields_in_order(void)
{
    zb_arena arena = fresh();
    zb_form form = zb_form_of(span("a=1&b=two+words&c=%C3%A4%2b%25&a=again&=nameless&bare&empty=&&x=y=z"));
    CHECK(next_is(&form, &arena, "a", "1"));
    CHECK(next_is(&form, &arena, "b", "two words"));
    CHECK(next_is(&form, &arena, "c", "\xc3\xa4+%"));
    CHECK(next_is(&form, &arena, "a", "again"));
    CHECK(next_is(&form, &arena, "", "nameless"));
    CHECK(next_is(&form, &arena, "bare", ""));
    CHECK(next_is(&form, &arena, "empty", ""));
    CHECK(next_is(&form, &arena, "x", "y=z"));
    CHECK(next_status(&form, &arena) == ZB_E_NOT_FOUND);
    CHECK(next_status(&form, &arena) == ZB_E_NOT_FOUND);
    form = zb_form_of(span(""));
    CHECK(next_status(&form, &arena) == ZB_E_NOT_FOUND);
    form = zb_form_of(span("&&&"));
    CHECK(next_status(&form, &arena) == ZB_E_NOT_FOUND);
    form = zb_form_of((zb_str){NULL, 0});
    CHECK(next_status(&form, &arena) == ZB_E_NOT_FOUND);
}

static void
plain_text_is_not_copied(void)
{
    zb_arena arena = fresh();
    zb_checkpoint before = zb_arena_save(&arena);
    zb_str text = span("name=value"), name, value;
    zb_form form = zb_form_of(text);
    OK(zb_form_next(&form, &arena, &name, &value));
    CHECK(name.ptr == text.ptr && value.ptr == text.ptr + 5);
    CHECK(zb_arena_save(&arena) == before);
}

static void
found_by_name(void)
{
    zb_arena arena = fresh();
    zb_str text = span("n%61me=1&other=%zz&name=2&na+me=3&name=%4"), value;
    zb_form form = zb_form_of(text);
    OK(zb_form_find(&form, &arena, "name", &value));
    CHECK(test_same(value, "1"));
    OK(zb_form_find(&form, &arena, "name", &value)); /* past the broken one, which is another's */
    CHECK(test_same(value, "2"));
    zb_form before = form;
    CHECK(zb_form_find(&form, &arena, "name", &value) == ZB_E_INVALID);
    CHECK(test_same(value, "2") && form.rest.ptr == before.rest.ptr);
    form = zb_form_of(text);
    OK(zb_form_find(&form, &arena, "na me", &value));
    CHECK(test_same(value, "3"));
    form = zb_form_of(text);
    CHECK(zb_form_find(&form, &arena, "nam", &value) == ZB_E_NOT_FOUND);
    CHECK(zb_form_find(&form, &arena, "names", &value) == ZB_E_NOT_FOUND);
    CHECK(zb_form_find(&form, &arena, "", &value) == ZB_E_NOT_FOUND);
}

static void
broken_escapes(void)
{
    static const char *const texts[] = {"%", "%a", "a=%", "a=%1", "a=%g0", "a=%0g", "a=%%30", "%=a", "a=% 1"};
    zb_arena arena = fresh();
    for (uint32_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        zb_form form = zb_form_of(span(texts[i]));
        CHECK(next_status(&form, &arena) == ZB_E_INVALID);
        CHECK(next_status(&form, &arena) == ZB_E_INVALID); /* it stays where it is */
    }
}

static void
any_bytes(void)
{
    zb_arena arena = fresh();
    zb_str name, value;
    zb_form form = zb_form_of(span("a%00b=%00%ff&a=2"));
    OK(zb_form_find(&form, &arena, "a", &value)); /* a name does not end at a NUL */
    CHECK(test_same(value, "2"));
    form = zb_form_of(span("a%00b=%00%ff&a=2"));
    OK(zb_form_next(&form, &arena, &name, &value));
    CHECK(name.len == 3 && test_equal(name.ptr, "a\0b", 3));
    CHECK(value.len == 2 && test_equal(value.ptr, "\0\xff", 2));
}

static void
limits(void)
{
    zb_arena arena = fresh();
    static char text[2 * (ZB_FORM_MAX_FIELDS + 1)];
    for (uint32_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 == 0 ? 'a' : '&';
    zb_str all = {text, sizeof text}, value;
    zb_form form = zb_form_of(all);
    for (uint32_t i = 0; i < ZB_FORM_MAX_FIELDS; i++)
        CHECK(next_is(&form, &arena, "a", ""));
    CHECK(next_status(&form, &arena) == ZB_E_BUDGET);
    form = zb_form_of(all);
    CHECK(zb_form_find(&form, &arena, "b", &value) == ZB_E_BUDGET);
    form = zb_form_of(all);
    form.fields_left = UINT32_MAX;
    CHECK(zb_form_find(&form, &arena, "b", &value) == ZB_E_NOT_FOUND);
    form = zb_form_of(span("a=1"));
    form.fields_left = 1;
    CHECK(next_is(&form, &arena, "a", "1"));
    CHECK(next_status(&form, &arena) == ZB_E_NOT_FOUND); /* as many as allowed is not too many */
}

static void
memory_that_is_short(void)
{
    uint8_t *region = test_region(128);
    zb_arena arena = {0};
    OK(zb_arena_init(&arena, region, 128, 8, 0));
    static const char text[] =
        "name=%41aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    zb_str value = {NULL, 7};
    zb_form form = zb_form_of(span(text));
    CHECK(zb_form_find(&form, &arena, "name", &value) == ZB_E_MEMORY);
    CHECK(value.len == 7 && form.rest.ptr == text);
}

TEST_SUITE(form, {"fields in order", fields_in_order}, {"plain text is not copied", plain_text_is_not_copied},
           {"found by name", found_by_name}, {"broken escapes", broken_escapes}, {"any bytes", any_bytes},
           {"limits", limits}, {"memory that is short", memory_that_is_short});
