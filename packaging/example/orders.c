/* SPDX-License-Identifier: MIT */
/*
 * The smallest whole program: build a value in a region of memory, then read it as
 * another program would that is given the same bytes.  Compiles as C11 and as C++17.
 */
#include <stdio.h>

#ifdef ZEROBUF_AMALGAMATED
#include "zerobuf.h"
#else
#include <zerobuf/compat.h>
#include <zerobuf/zerobuf.h>
#endif

/* {customer: "Ada", items: [{name, price}, ...]} */
static zb_status
write_order(zb_arena *arena, zb_off *out)
{
    static const struct {
        const char *name;
        double price;
    } goods[] = {{"tea", 3.5}, {"milk", 1.25}, {"bread", 4}};
    zb_slot order, items;
    ZB_TRY(zb_object_new(arena, 2, &order));
    ZB_TRY(zb_array_new(arena, 3, &items));
    for (int i = 0; i < 3; i++) {
        zb_slot item;
        uint32_t len = 0;
        while (goods[i].name[len] != '\0')
            len++;
        ZB_TRY(zb_object_new(arena, 2, &item));
        ZB_TRY(zb_object_set_string(arena, item.a, ZB_LIT("name"), goods[i].name, len));
        ZB_TRY(zb_object_set(arena, item.a, ZB_LIT("price"), zb_number(goods[i].price)));
        ZB_TRY(zb_array_push(arena, items.a, item));
    }
    ZB_TRY(zb_object_set_string(arena, order.a, ZB_LIT("customer"), ZB_LIT("Ada")));
    ZB_TRY(zb_object_set(arena, order.a, ZB_LIT("items"), items));
    *out = order.a;
    return ZB_OK;
}

static zb_status
read_order(zb_view view, zb_off order, zb_str *customer, double *total)
{
    zb_off items;
    zb_array list;
    double sum = 0;
    ZB_TRY(zb_object_get_array(view, order, ZB_LIT("items"), &items));
    ZB_TRY(zb_array_open(view, items, &list));
    for (uint32_t i = 0; i < list.length; i++) {
        zb_off item;
        double price;
        ZB_TRY(zb_slot_get_object(view, list.slots + ZB_SLOT_BYTES * i, &item));
        ZB_TRY(zb_object_get_f64(view, item, ZB_LIT("price"), &price));
        sum += price;
    }
    ZB_TRY(zb_object_get_string(view, order, ZB_LIT("customer"), customer));
    *total = sum;
    return ZB_OK;
}

int
main(void)
{
    static uint64_t region[512]; /* 4 KiB, 8-aligned; a mapping or a wasm memory would do as well */
    zb_arena arena;
    zb_off order = 0;
    zb_str customer = {NULL, 0};
    double total = 0;
    zb_status status = zb_arena_init(&arena, region, sizeof region, 8, 0);
    if (status == ZB_OK)
        status = write_order(&arena, &order);
    if (status == ZB_OK)
        status = read_order(zb_arena_view(&arena), order, &customer, &total);
    if (status != ZB_OK) {
        fprintf(stderr, "orders: %s\n", zb_status_text(status));
        return 1;
    }
    printf("%.*s owes %.2f\n", (int)customer.len, customer.ptr, total);

    /* The same through the published C interface, which foreign function interfaces call. */
    const uint8_t *mem = (const uint8_t *)region;
    uint32_t len;
    uint32_t at = zerobuf_object_get_string(mem, sizeof region, order, (const uint8_t *)"customer", 8, &len);
    printf("%.*s, %u items\n", (int)len, (const char *)mem + at,
           zerobuf_array_len(mem, zb_slot_a_unchecked(zb_arena_view(&arena),
                                                      zerobuf_object_find(mem, sizeof region, order,
                                                                          (const uint8_t *)"items", 5))));
    return 0;
}
