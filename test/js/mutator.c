/* SPDX-License-Identifier: MIT */
/*
 * What the property test of the JavaScript core asks of C besides test/c/bridge.c: changes
 * that need no control block, so that they are possible in an arena of JavaScript alone, too.
 */
#include <zerobuf/zerobuf.h>

#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("grow") int32_t mutator_grow(uint32_t pages);
EXPORT("set_in_place")
int32_t mutator_set_in_place(zb_off handle, uint32_t is_array, uint32_t index, uint32_t tag, uint32_t a,
                             uint64_t b);

/* Enlarge the memory; -1 when it cannot be. */
int32_t
mutator_grow(uint32_t pages)
{
    return __builtin_wasm_memory_grow(0, pages) == SIZE_MAX ? -1 : 0;
}

/* Replace value `index` of an array, or of an object in the order of its entries. */
int32_t
mutator_set_in_place(zb_off handle, uint32_t is_array, uint32_t index, uint32_t tag, uint32_t a, uint64_t b)
{
    zb_view view = zb_view_of(NULL, (uint32_t)__builtin_wasm_memory_size(0) * ZB_PAGE_BYTES);
    zb_off at;
    if (is_array != 0)
        ZB_TRY(zb_array_get(view, handle, index, &at));
    else
        ZB_TRY(zb_object_entry(view, handle, index, NULL, &at));
    zb_slot slot = {(uint8_t)tag, {0, 0, 0}, a, b};
    __builtin_memcpy((uint8_t *)(uintptr_t)at, &slot, sizeof slot);
    return ZB_OK;
}
