/* SPDX-License-Identifier: MIT */
#include "subject.h"

#include <stdlib.h>
#include <string.h>

#include <zerobuf/image.h>
#include <zerobuf/value.h>

#include "input.h"
#include "progress.h"

static void
choose_root(const arguments *args, subject *it)
{
    it->root = (zb_off)argument_number(args, OPTION_ROOT, 0, 0, UINT32_MAX);
    const char *kind = argument_text(args, OPTION_KIND, "slot");
    it->kind = ZB_ROOT_SLOT;
    it->slot_count = 1;
    if (strcmp(kind, "object") == 0 || strcmp(kind, "array") == 0) {
        it->kind = kind[0] == 'o' ? ZB_ROOT_OBJECT : ZB_ROOT_ARRAY;
        it->slot_count = 0;
        return;
    }
    if (strcmp(kind, "slot") == 0)
        return;
    unsigned long count = 0;
    char *end = NULL;
    if (strncmp(kind, "schema:", 7) == 0 && kind[7] >= '0' && kind[7] <= '9')
        count = strtoul(kind + 7, &end, 10);
    if (end == NULL || *end != '\0' || count == 0 || count > ZB_MAX_REGION_BYTES / ZB_SLOT_BYTES)
        fail(EXIT_CODE_USAGE, "--kind %s: give slot, object, array or schema:N with the number of slots",
             kind);
    it->kind = ZB_ROOT_SCHEMA;
    it->slot_count = (uint32_t)count;
}

/* Where the value of an image lies, or what is wrong with its beginning. */
static zb_status
find_root(subject *it, const char **why)
{
    zb_view view = it->view;
    const uint32_t first_slot = ZB_IMAGE_CONTROL + ZB_CONTROL_BYTES;
    if (it->size_bytes > 0 && strchr("{[\"-0123456789tfn \t\r\n", view.base[0]) != NULL &&
        view.base[0] != 0) {
        *why = "this looks like JSON text, not like an image; make one with zb from-json";
        return ZB_E_CONTROL;
    }
    if (it->size_bytes < first_slot) {
        *why = "too short for an image (SPEC 10.1); it was cut off, or is something else";
        return ZB_E_BOUNDS;
    }
    if (zb_view_u32(view, ZB_IMAGE_CONTROL + ZB_CONTROL_MAGIC_AT) != ZB_CONTROL_MAGIC) {
        *why = "no image: there is no \"ZBUF\" at offset 8 (SPEC 10.1); for another region say --root OFFSET "
               "--kind KIND";
        return ZB_E_CONTROL;
    }
    if (zb_view_u32(view, ZB_IMAGE_CONTROL + ZB_CONTROL_VERSION_AT) != ZB_CONTROL_VERSION) {
        *why = "an image of another layout version than 1, or a damaged one; use a newer zb";
        return ZB_E_CONTROL;
    }
    if (zb_view_u32(view, ZB_IMAGE_CONTROL + ZB_CONTROL_BUMP_AT) > it->size_bytes) {
        *why = "cut short: its control block counts more bytes than the file has; copy it again, or look at "
               "what is left with --root OFFSET";
        return ZB_E_BOUNDS;
    }
    zb_off root;
    zb_status status = zb_image_root(view, &root);
    if (status != ZB_OK) {
        *why = "its control block (offset 8) is damaged; write the image again from its source";
        return status;
    }
    it->is_image = true;
    it->kind = ZB_ROOT_SLOT;
    it->root = root;
    it->slot_count = 1;
    it->view.control = ZB_IMAGE_CONTROL;
    return ZB_OK;
}

zb_status
subject_try_load(const arguments *args, const char *path, subject *out, const char **why)
{
    subject it;
    memset(&it, 0, sizeof it);
    if (argument_given(args, OPTION_ROOT))
        choose_root(args, &it); /* before anything is read */
    else if (argument_given(args, OPTION_KIND))
        fail(EXIT_CODE_USAGE, "--kind says what is at --root: give --root OFFSET, too");
    region_reserve(&it.memory);
    it.size_bytes = input_read_all(path, &it.memory, &it.name);
    it.view = zb_view_of(it.memory.base, it.size_bytes);
    zb_status status = argument_given(args, OPTION_ROOT) ? ZB_OK : find_root(&it, why);
    *out = it;
    return status;
}

void
subject_load(const arguments *args, const char *path, subject *out)
{
    const char *why = NULL;
    if (subject_try_load(args, path, out, &why) != ZB_OK)
        fail(EXIT_CODE_DATA, "%s: %s", out->name, why);
}

zb_status
subject_verify(subject *it, const zb_verify_options *options)
{
    zb_verify_options all = *options;
    all.slot_count = it->slot_count;
    all.scratch_bytes = zb_verify_scratch_bytes(it->view.size_bytes);
    all.scratch = malloc(all.scratch_bytes);
    if (all.scratch == NULL)
        fail(EXIT_CODE_LIMIT, "%s: out of memory: verifying needs %zu bytes", it->name, all.scratch_bytes);
    progress_begin("verifying", 0);
    zb_status status = zb_verify(it->view, it->kind, it->root, &all, &it->report);
    progress_end();
    free(all.scratch);
    return status;
}

const char *
verify_remedy(zb_status status)
{
    switch ((int)status) {
    case ZB_E_TAG:
        return "it was written by a newer version, is damaged, or is not strict";
    case ZB_E_UTF8:
        return "write it again with well-formed text, or verify with --any-text";
    case ZB_E_DEPTH:
        return "nested deeper than --max-depth, which is at most 512";
    case ZB_E_BUDGET:
        return "its blocks or texts overlap, as in no image that was written honestly, or --max-nodes is too "
               "low";
    default:
        return "it is damaged, or was cut short; write it again from its source";
    }
}

void
subject_open(const arguments *args, const char *path, subject *out)
{
    subject_load(args, path, out);
    zb_verify_options options = {0, 0, ZB_VERIFY_MAX_DEPTH, 0, 0, NULL, 0};
    zb_status status = subject_verify(out, &options);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: offset %u, %u containers deep: %s; %s", out->name, out->report.offset,
             out->report.depth, zb_status_text(status), verify_remedy(status));
}

/* An array whose elements are the slots of the schema object, behind the bytes of the file. */
static zb_slot
schema_array(subject *it)
{
    uint64_t at = ((uint64_t)it->size_bytes + ZB_WRITE_ALIGN - 1) / ZB_WRITE_ALIGN * ZB_WRITE_ALIGN;
    uint64_t slots_bytes = (uint64_t)it->slot_count * ZB_SLOT_BYTES;
    uint64_t end = at + ZB_WRITE_ALIGN + ZB_ARRAY_HEADER_BYTES + slots_bytes;
    if (end > ZB_MAX_REGION_BYTES || !region_commit(&it->memory, (size_t)end))
        fail(EXIT_CODE_LIMIT, "%s: out of memory for %u slots", it->name, it->slot_count);
    uint32_t data = (uint32_t)at + ZB_WRITE_ALIGN;
    uint8_t *base = it->memory.base;
    memcpy(base + at, &data, sizeof data);
    memcpy(base + data + ZB_BLOCK_CAPACITY_AT, &it->slot_count, sizeof it->slot_count);
    memcpy(base + data + ZB_BLOCK_LENGTH_AT, &it->slot_count, sizeof it->slot_count);
    memcpy(base + data + ZB_ARRAY_HEADER_BYTES, base + it->root, (size_t)slots_bytes);
    it->view.size_bytes = (uint32_t)end;
    return zb_at(ZB_TAG_ARRAY, (zb_off)at);
}

zb_slot
subject_value(subject *it)
{
    switch (it->kind) {
    case ZB_ROOT_OBJECT:
        return zb_at(ZB_TAG_OBJECT, it->root);
    case ZB_ROOT_ARRAY:
        return zb_at(ZB_TAG_ARRAY, it->root);
    case ZB_ROOT_SCHEMA:
        return schema_array(it);
    case ZB_ROOT_SLOT:
        break;
    }
    zb_slot value = zb_null();
    zb_status status = zb_slot_read(it->view, it->root, &value);
    if (status != ZB_OK)
        fail(exit_code_of(status), "%s: offset %u: %s", it->name, it->root, zb_status_text(status));
    return value;
}

void
subject_close(subject *it)
{
    region_release(&it->memory);
}
