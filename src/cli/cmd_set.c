/* SPDX-License-Identifier: MIT */
/* zb set: write the value at a path. */
#include <stdlib.h>
#include <string.h>

#include <zerobuf/array.h>
#include <zerobuf/image.h>
#include <zerobuf/object.h>
#include <zerobuf/path.h>

#include "commands.h"
#include "json_input.h"
#include "output.h"
#include "subject.h"

/* What the command line asks for. */
typedef struct request {
    const char *path;
    uint32_t len;
    zb_slot value;
} request;

static zb_status
parse_index(zb_str step, uint32_t *out)
{
    uint64_t index = 0;
    if (step.len == 0 || step.len > 10 || (step.len > 1 && step.ptr[0] == '0'))
        return ZB_E_NOT_FOUND;
    for (uint32_t i = 0; i < step.len; i++) {
        if (step.ptr[i] < '0' || step.ptr[i] > '9')
            return ZB_E_NOT_FOUND;
        index = index * 10 + (uint64_t)(step.ptr[i] - '0');
    }
    if (index > UINT32_MAX)
        return ZB_E_NOT_FOUND;
    *out = (uint32_t)index;
    return ZB_OK;
}

/* Add the last key of the path to its object, or an element at the end of its array. */
static zb_status
add_part(zb_arena *arena, zb_slot root, const request *asked, char *buffer)
{
    uint32_t parent_len;
    zb_str step;
    zb_slot parent;
    ZB_TRY(zb_path_split(asked->path, asked->len, &parent_len, &step, buffer));
    ZB_TRY(zb_path(zb_arena_view(arena), root, asked->path, parent_len, &parent));
    if (parent.tag == ZB_TAG_OBJECT)
        return zb_object_set(arena, parent.a, step.ptr, step.len, asked->value);
    if (parent.tag != ZB_TAG_ARRAY)
        return ZB_E_TAG;
    zb_array array;
    uint32_t index = 0;
    bool is_end = step.len == 1 && step.ptr[0] == '-' && asked->path[0] == '/'; /* RFC 6901, 4 */
    ZB_TRY(zb_array_open(zb_arena_view(arena), parent.a, &array));
    if (!is_end)
        ZB_TRY(parse_index(step, &index));
    if (!is_end && index != array.length)
        return ZB_E_NOT_FOUND;
    return zb_array_push(arena, parent.a, asked->value);
}

static zb_status
write_value(zb_arena *arena, zb_off root_slot, const request *asked)
{
    if (asked->len == 0)
        return zb_slot_write(arena, root_slot, asked->value);
    zb_slot root;
    zb_off slot;
    ZB_TRY(zb_slot_read(zb_arena_view(arena), root_slot, &root));
    zb_status status = zb_path_slot(zb_arena_view(arena), root, asked->path, asked->len, &slot);
    if (status == ZB_OK)
        return zb_slot_write(arena, slot, asked->value);
    if (status != ZB_E_NOT_FOUND)
        return status;
    char *buffer = malloc(asked->len);
    if (buffer == NULL)
        return ZB_E_MEMORY;
    status = add_part(arena, root, asked, buffer);
    free(buffer);
    return status;
}

/* The arena of the image, ready to grow behind the bytes of the file. */
static zb_arena
open_arena(subject *it)
{
    zb_arena arena;
    uint8_t *limit = it->memory.base + ZB_IMAGE_CONTROL + ZB_CONTROL_LIMIT_AT;
    memcpy(limit, &it->size_bytes, sizeof it->size_bytes); /* 10.2: whatever the file says */
    zb_status status = zb_arena_attach(&arena, it->memory.base, it->size_bytes, ZB_IMAGE_CONTROL);
    if (status != ZB_OK || zb_view_u32(it->view, ZB_IMAGE_CONTROL + ZB_CONTROL_SEGMENT_AT) != 0)
        fail(EXIT_CODE_DATA,
             "%s: its control block (offset 8) is damaged, or the arena has several segments; make a "
             "fresh image with zb compact",
             it->name);
    region_attach(&it->memory, &arena);
    return arena;
}

static zb_slot
read_value(const arguments *args, zb_arena *arena)
{
    zb_json_read_options options = json_input_options(args);
    const char *text = argument_operand(args, 1);
    size_t len = strlen(text);
    zb_slot value = zb_null();
    if (!argument_given(args, OPTION_STRING))
        return json_input_text("VALUE", text, len, arena, &options);
    if (zb_utf8_check(text, (uint32_t)len) != len)
        fail(EXIT_CODE_DATA, "VALUE: %s", zb_status_text(ZB_E_UTF8));
    zb_status status = zb_string_new(arena, text, (uint32_t)len, &value);
    if (status != ZB_OK)
        fail(exit_code_of(status), "VALUE: %s", zb_status_text(status));
    return value;
}

static _Noreturn void
refuse(const subject *it, const char *path, zb_status status)
{
    if (status == ZB_E_SYNTAX)
        fail(EXIT_CODE_USAGE, "%s: not a path; write it like user.name, places[3].name or /places/3/name",
             path);
    if (status == ZB_E_NOT_FOUND)
        fail(
            EXIT_CODE_NO,
            "%s: %s: nothing there; only the last step may be new: a key of an object, or the index after an "
            "array's last",
            it->name, path);
    if (status == ZB_E_TAG)
        fail(EXIT_CODE_NO, "%s: %s: a step into a value that has no parts that can be written", it->name,
             path);
    fail(exit_code_of(status), "%s: %s: %s", it->name, path, zb_status_text(status));
}

static exit_code
run(const arguments *args)
{
    const char *file = argument_operand(args, 2), *place = argument_text(args, OPTION_OUTPUT, NULL);
    if (argument_given(args, OPTION_IN_PLACE)) {
        if (place != NULL)
            fail(EXIT_CODE_USAGE, "--in-place and --output exclude each other");
        if (file == NULL || strcmp(file, "-") == 0)
            fail(EXIT_CODE_USAGE, "--in-place needs a FILE");
        place = file;
    }
    output out;
    output_open(place, true, argument_given(args, OPTION_FORCE), &out);
    subject it;
    subject_open(args, file, &it);
    zb_arena arena = open_arena(&it);
    request asked = {argument_operand(args, 0), 0, read_value(args, &arena)};
    asked.len = (uint32_t)strlen(asked.path);
    zb_status status = write_value(&arena, it.root, &asked);
    if (status != ZB_OK)
        refuse(&it, asked.path, status);
    uint32_t bytes;
    status = zb_image_bytes(&arena, &bytes);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: %s", it.name, zb_status_text(status));
    output_image(&out, it.memory.base, bytes);
    output_commit(&out);
    subject_close(&it);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_IN_PLACE, OPTION_OUTPUT,     OPTION_FORCE,     OPTION_STRING,
                                    OPTION_BIGINT,   OPTION_DUPLICATES, OPTION_MAX_DEPTH, OPTION_COUNT};

const command command_set = {
    "set",
    "PATH VALUE [FILE]",
    "Write the value at a path.",
    "VALUE is JSON text, or with --string a string as it stands.  The last step of\n"
    "PATH may be a new key of an object, or the index after the last element of an\n"
    "array.  The image goes to standard output, to -o FILE, or with -i back to FILE.\n"
    "What was there before is abandoned; zb compact drops it.  Put -- before operands\n"
    "that begin with a minus sign.",
    2,
    3,
    options,
    run,
};
