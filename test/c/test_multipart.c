/* SPDX-License-Identifier: MIT */
#include <zerobuf/multipart.h>

#include "test.h"

#define SIZE 65536u
#define TYPE "multipart/form-data; boundary=xyz"
#define HEAD "Content-Disposition: form-data; name=a\r\n"
#define PART "--xyz\r\n" HEAD "\r\n"

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

static zb_bytes
bytes(const char *string)
{
    zb_bytes body = {(const uint8_t *)string, span(string).len};
    return body;
}

static zb_status
open(const char *type, const char *body, zb_multipart *out)
{
    return zb_multipart_open(bytes(body), span(type), out);
}

static bool
content_is(const zb_form_part *part, const char *content)
{
    zb_str text = {(const char *)part->content.ptr, part->content.len};
    return test_same(text, content);
}

/* As far as a body can be read: the first failure, of opening it or of a part. */
static zb_status
outcome(const char *body)
{
    zb_arena arena = fresh();
    zb_multipart parts;
    zb_form_part part;
    zb_status status = open(TYPE, body, &parts);
    while (status == ZB_OK)
        status = zb_multipart_next(&parts, &arena, &part);
    return status;
}

static void
fields_and_files(void)
{
    zb_arena arena = fresh();
    zb_multipart parts;
    zb_form_part part;
    const char *body = "preamble, ignored\r\n--xyz\r\n"
                       "content-disposition: Form-Data; name=\"text\"\r\n\r\nline 1\r\n--xy\r\nline 2\r\n"
                       "--xyz \t\r\n"
                       "Content-Type: image/png\r\n"
                       "X-Other: a b\r\n"
                       "Content-Disposition: form-data; filename=\"\xc3\xa4 b.png\"; name=file\r\n\r\n"
                       "\r\n\r\n--xyz\r\n" HEAD "\r\n\r\n--xyz\r\n" HEAD "\r\n"
                       "--xyz--  \r\nepilogue\r\n--xyz\r\n";
    OK(open("Multipart/Form-Data; charset=utf-8; Boundary=\"xyz\"", body, &parts));
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(test_same(part.name, "text") && content_is(&part, "line 1\r\n--xy\r\nline 2"));
    CHECK(part.type.len == 0 && !part.has_filename && part.filename.len == 0);
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(test_same(part.name, "file") && test_same(part.filename, "\xc3\xa4 b.png") && part.has_filename);
    CHECK(test_same(part.type, "image/png") && content_is(&part, "\r\n"));
    static const char first[] = "Content-Type: image/png\r\nX-Other: a b\r\n", last[] = "name=file\r\n";
    CHECK(part.lines.len == 39 + 64 && test_equal(part.lines.ptr, first, 39));
    CHECK(test_equal(part.lines.ptr + part.lines.len - 11, last, 11));
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(test_same(part.name, "a") && content_is(&part, ""));
    OK(zb_multipart_next(&parts, &arena, &part)); /* without even the line end of the content */
    CHECK(test_same(part.name, "a") && content_is(&part, ""));
    CHECK(zb_multipart_next(&parts, &arena, &part) == ZB_E_NOT_FOUND);
    CHECK(zb_multipart_next(&parts, &arena, &part) == ZB_E_NOT_FOUND);
}

static void
nothing_is_copied(void)
{
    zb_arena arena = fresh();
    zb_checkpoint before = zb_arena_save(&arena);
    zb_multipart parts;
    zb_form_part part;
    const char *body = PART "content\r\n--xyz--";
    OK(open(TYPE, body, &parts));
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(part.content.ptr == (const uint8_t *)body + sizeof PART - 1 && content_is(&part, "content"));
    CHECK(zb_arena_save(&arena) == before);
}

static void
any_bytes(void)
{
    zb_arena arena = fresh();
    static const char body[] = PART "\0\xff\r\r\n-\n--xyz\r\n--xy\0\r\n--xyz--";
    zb_bytes all = {(const uint8_t *)body, sizeof body - 1};
    zb_multipart parts;
    zb_form_part part;
    OK(zb_multipart_open(all, span(TYPE), &parts));
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(part.content.len == 19 && test_equal(part.content.ptr, "\0\xff\r\r\n-\n--xyz\r\n--xy\0", 19));
}

static void
escapes_of_names(void)
{
    static const struct {
        const char *sent, *name;
    } cases[] = {
        {"\"a%22b%0D%0ac\"", "a\"b\r\nc"}, /* browsers */
        {"\"a\\\"b\\\\c\"", "a\"b\\c"},    /* RFC 9110 */
        {"\"C:\\dir\\file\"", "C:\\dir\\file"},
        {"\"100%25%2\"", "100%25%2"},
        {"token%22", "token\""},
        {"\"\"", ""},
        {"\"semi;colon=\"", "semi;colon="},
    };
    zb_arena arena = fresh();
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zb_text text = zb_text_begin(&arena, 0);
        zb_slot value;
        zb_str body;
        zb_text_add_cstr(&text, "--xyz\r\nContent-Disposition: form-data; name=");
        zb_text_add_cstr(&text, cases[i].sent);
        zb_text_add_cstr(&text, "; filename*=UTF-8''x\r\n\r\n\r\n--xyz--");
        OK(zb_text_end(&text, &value));
        OK(zb_string_at(zb_arena_view(&arena), value.a, &body));
        zb_bytes all = {(const uint8_t *)body.ptr, body.len};
        zb_multipart parts;
        zb_form_part part;
        OK(zb_multipart_open(all, span(TYPE), &parts));
        OK(zb_multipart_next(&parts, &arena, &part));
        CHECK(test_same(part.name, cases[i].name) && !part.has_filename);
    }
}

static void
content_types(void)
{
    static const struct {
        const char *type;
        zb_status status;
    } cases[] = {
        {"multipart/form-data;boundary=xyz", ZB_OK},
        {"multipart/form-data ; boundary=\"xyz\" ;", ZB_OK},
        {"multipart/mixed; boundary=xyz", ZB_E_TAG},
        {"multipart/form-dat; boundary=xyz", ZB_E_TAG},
        {"multipart/form-data2; boundary=xyz", ZB_E_TAG},
        {"", ZB_E_TAG},
        {"multipart/form-data", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=\"\"", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=\"xyz", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=\"xyz \"", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=\"x\\yz\"", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=xyz; boundary=xyz", ZB_E_SYNTAX},
        {"multipart/form-data; boundary=xyz, text/plain", ZB_E_SYNTAX},
        {"multipart/form-data; "
         "boundary=\"12345678901234567890123456789012345678901234567890123456789012345678901\"",
         ZB_E_SYNTAX},
    };
    zb_multipart parts;
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK(open(cases[i].type, PART "\r\n--xyz--", &parts) == cases[i].status);
}

static void
bodies_that_are_refused(void)
{
    static const char *const bodies[] = {
        "",
        "--xy",
        "text",
        "--xyz",
        "--xyz\r\n",
        "--xyz\n" HEAD "\n\n--xyz--",
        "--xyz x\r\n" HEAD "\r\n\r\n--xyz--",
        PART "cut off",
        PART "cut off\r\n--xy",
        PART "cut off\r\n--xyz",
        PART "cut off\r\n--xyz-",
        PART "more\r\n--xyz--more",
        PART "longer\r\n--xyzz\r\n--xyz--",
        "--xyz\r\n\r\n\r\n--xyz--",                                   /* no name */
        "--xyz\r\nContent-Type: text/plain\r\n\r\n\r\n--xyz--",       /* no name */
        "--xyz\r\nContent-Disposition: form-data\r\n\r\n\r\n--xyz--", /* no name */
        "--xyz\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=a; filename=b; FileName=c\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=\"a\\\"\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=a b\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data name=a\r\n\r\n\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\n\r\n--xyz--", /* folded */
        "--xyz\r\n" HEAD HEAD "\r\n\r\n--xyz--",
        "--xyz\r\n" HEAD "Content-Type: a/b\r\nContent-Type: c/d\r\n\r\n\r\n--xyz--",
        "--xyz\r\n" HEAD "no colon\r\n\r\n\r\n--xyz--",
        "--xyz\r\n" HEAD "X-A : b\r\n\r\n\r\n--xyz--",
        "--xyz\r\n" HEAD "X-A: \x01\r\n\r\n\r\n--xyz--",
        "--xyz\r\n" HEAD "X-A: b\rX-B: c\r\n\r\n\r\n--xyz--",
        "--xyz\r\n" HEAD "X-A: b\nX-B: c\r\n\r\n\r\n--xyz--",
    };
    for (uint32_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        CHECK(outcome(bodies[i]) == ZB_E_SYNTAX);
    CHECK(outcome("--xyz--") == ZB_E_NOT_FOUND); /* no part at all is a form without fields */
    CHECK(outcome(PART "\r\n--xyz--") == ZB_E_NOT_FOUND);
}

static void
limits(void)
{
    zb_arena arena = fresh();
    zb_multipart parts;
    zb_form_part part;
    OK(open(TYPE, PART "1\r\n" PART "2\r\n--xyz--", &parts));
    parts.parts_left = 1;
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(zb_multipart_next(&parts, &arena, &part) == ZB_E_BUDGET);
    CHECK(content_is(&part, "1"));
    parts.parts_left = 1;
    OK(zb_multipart_next(&parts, &arena, &part));
    CHECK(content_is(&part, "2"));
    CHECK(zb_multipart_next(&parts, &arena, &part) ==
          ZB_E_NOT_FOUND); /* as many as allowed is not too many */

    /* Header lines of exactly the limit, and of one byte more. */
    for (uint32_t more = 0; more <= 1; more++) {
        zb_text text = zb_text_begin(&arena, 0);
        zb_slot value;
        zb_str body;
        zb_text_add_cstr(&text, "--xyz\r\n" HEAD "X-Long: ");
        for (uint32_t i = 0; i < ZB_MULTIPART_MAX_HEADER_BYTES - (sizeof HEAD - 1) - 10 + more; i++)
            zb_text_add(&text, "x", 1);
        zb_text_add_cstr(&text, "\r\n\r\ncontent\r\n--xyz--");
        OK(zb_text_end(&text, &value));
        OK(zb_string_at(zb_arena_view(&arena), value.a, &body));
        zb_bytes all = {(const uint8_t *)body.ptr, body.len};
        OK(zb_multipart_open(all, span(TYPE), &parts));
        CHECK(zb_multipart_next(&parts, &arena, &part) == (more == 0 ? ZB_OK : ZB_E_BUDGET));
    }
    CHECK(part.lines.len == ZB_MULTIPART_MAX_HEADER_BYTES && content_is(&part, "content"));
}

TEST_SUITE(multipart, {"fields and files", fields_and_files}, {"nothing is copied", nothing_is_copied},
           {"any bytes", any_bytes}, {"escapes of names", escapes_of_names}, {"content types", content_types},
           {"bodies that are refused", bodies_that_are_refused}, {"limits", limits});
