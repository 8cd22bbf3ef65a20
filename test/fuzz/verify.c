/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes verification and deep copies.
 *
 * Input: 8 bytes that choose root and options, then the region, which lies in an allocation
 * of exactly its size.  Oracles: AddressSanitizer sees a read outside; what passes is walked
 * by the unchecked readers; what passes as a tree passes with scratch memory, too; a copy of
 * what passes is made, passes, and leaves nothing when it fails.
 */
#include <stdlib.h>
#include <string.h>

#include <zerobuf/copy.h>
#include <zerobuf/verify.h>

#include "../c/walk.h"

#define CHOICE_BYTES 8u
#define MAX_BYTES (1u << 16)
#define MAX_VISITS 4096u

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *
exactly(size_t bytes)
{
    void *memory = malloc(bytes);
    if (memory == NULL)
        abort();
    return memory;
}

/* Copy what has passed into an arena of `bytes`; it must fit when that is large, and pass as well. */
static void
copy(zb_view view, zb_slot value, uint32_t bytes, bool text_is_checked)
{
    uint8_t *target = exactly(bytes), *scratch = exactly(zb_verify_scratch_bytes(bytes));
    zb_arena arena;
    zb_slot out;
    zb_off slot;
    if (zb_arena_init(&arena, target, bytes, 0, ZB_ARENA_EXTENDED) != ZB_OK ||
        zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &slot) != ZB_OK)
        abort();
    zb_checkpoint before = zb_arena_save(&arena);
    zb_status status = zb_copy(&arena, view, value, &out, NULL);
    if (zb_arena_check(&arena) != ZB_OK)
        abort();
    if (status == ZB_OK) {
        zb_verify_options options = {text_is_checked ? 0 : ZB_VERIFY_ANY_TEXT,
                                     0,
                                     ZB_VERIFY_MAX_DEPTH,
                                     0,
                                     0,
                                     scratch,
                                     zb_verify_scratch_bytes(bytes)};
        if (zb_slot_write(&arena, slot, out) != ZB_OK ||
            zb_verify(zb_arena_view(&arena), ZB_ROOT_SLOT, slot, &options, NULL) != ZB_OK)
            abort();
    } else if (zb_arena_save(&arena) != before || (status != ZB_E_MEMORY && status != ZB_E_BUDGET)) {
        abort();
    }
    free(target);
    free(scratch);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < CHOICE_BYTES + 16 || size > MAX_BYTES)
        return 0;
    uint8_t choice[CHOICE_BYTES];
    memcpy(choice, data, CHOICE_BYTES);
    uint32_t bytes = (uint32_t)(size - CHOICE_BYTES);
    uint8_t *region = exactly(bytes), *scratch = exactly(zb_verify_scratch_bytes(bytes));
    memcpy(region, data + CHOICE_BYTES, bytes);
    zb_view view = zb_view_of(region, bytes);
    zb_off root = choice[0] | (zb_off)choice[1] << 8;
    zb_root kind = (zb_root)(choice[2] % 4);
    zb_verify_options options = {choice[3] & 3, choice[4], choice[5], 0, 0, NULL, 0};
    zb_verify_report report;

    zb_status tree = zb_verify(view, kind, root, &options, &report);
    if (tree != ZB_OK && report.offset > bytes && report.offset != root)
        abort();
    options.scratch = scratch;
    options.scratch_bytes = zb_verify_scratch_bytes(bytes);
    zb_status graph = zb_verify(view, kind, root, &options, NULL);
    if (tree == ZB_OK && graph != ZB_OK)
        abort();
    if (graph == ZB_OK) {
        walk_state w = {view, 0, MAX_VISITS, 0};
        zb_slot value = zb_null();
        if (kind == ZB_ROOT_OBJECT) {
            walk_object(&w, root, 0);
            value = zb_at(ZB_TAG_OBJECT, root);
        } else if (kind == ZB_ROOT_ARRAY) {
            zb_array array = zb_array_unchecked(view, root);
            walk_slots(&w, array.slots, array.length, ZB_SLOT_BYTES, 0);
            value = zb_at(ZB_TAG_ARRAY, root);
        } else {
            walk_slots(&w, root, kind == ZB_ROOT_SLOT ? 1 : choice[4], ZB_SLOT_BYTES, 0);
            if (kind == ZB_ROOT_SLOT)
                value = zb_slot_read_unchecked(view, root);
        }
        if (w.sum == UINT64_MAX) /* never: sums stay far below */
            abort();
        copy(view, value, (choice[6] & 1) != 0 ? 1u << 17 : 128u + choice[7] * 16u,
             (options.flags & ZB_VERIFY_ANY_TEXT) == 0);
    }
    free(region);
    free(scratch);
    return 0;
}
