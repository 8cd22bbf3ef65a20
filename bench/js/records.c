/* SPDX-License-Identifier: MIT */
/*
 * Records as values of the layout: what JavaScript put into the memory is computed over,
 * changed and made here.  The bytes are trusted, both sides being one program.
 */
#include "records.h"

EXPORT("sum") double sum(zb_off array);
EXPORT("transform") void transform(zb_off array);
EXPORT("transformOne") void transform_one(zb_off object);
EXPORT("make") zb_off make(zb_off control, uint32_t count);

/* A field by its literal name. */
#define FIELD(view, name) zb_field_of((view), ("" name), (uint32_t)(sizeof(name) - 1))

static uint32_t
memory_bytes(void)
{
    size_t pages = __builtin_wasm_memory_size(0);
    return (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES;
}

bool
memory_ensure(uint64_t bytes)
{
    uint64_t have = memory_bytes();
    return bytes <= have ||
           __builtin_wasm_memory_grow(0, (size_t)((bytes - have + 65535) / 65536)) != SIZE_MAX;
}

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    if (!memory_ensure((uint64_t)zb_arena_save(arena) + bytes))
        return ZB_E_MEMORY;
    arena->size_bytes = memory_bytes();
    zb_arena_raise_limit(arena, arena->size_bytes);
    return ZB_OK;
}

zb_status
memory_arena(zb_arena *arena, zb_off start)
{
    ZB_TRY(zb_arena_init(arena, NULL, memory_bytes(), start, 0));
    arena->grow = grow;
    return ZB_OK;
}

static bool
is_true(const uint8_t *slot)
{
    return slot != NULL && zb_load_u32(slot + ZB_SLOT_A_AT) != 0;
}

double
records_sum(zb_view view, zb_off handle)
{
    zb_field id = FIELD(view, "id"), x = FIELD(view, "x"), y = FIELD(view, "y"), z = FIELD(view, "z");
    zb_field active = FIELD(view, "active");
    zb_array array = zb_array_unchecked(view, handle);
    double total = 0;
    for (uint32_t i = 0; i < array.length; i++) {
        zb_off object = zb_slot_a_unchecked(view, array.slots + i * ZB_SLOT_BYTES);
        double of_z = zb_field_number_unchecked(&z, object, 0);
        total +=
            is_true(zb_field_find_unchecked(&active, object))
                ? zb_field_number_unchecked(&x, object, 0) * of_z + zb_field_number_unchecked(&y, object, 0)
                : of_z - zb_field_number_unchecked(&id, object, 0);
    }
    return total;
}

/* number = number * factor + more; the slot becomes an f64. */
static void
change(zb_field *field, zb_off object, double factor, double more)
{
    const uint8_t *slot = zb_field_find_unchecked(field, object);
    if (slot == NULL)
        return;
    zb_slot changed = zb_f64(zb_load_number(slot) * factor + more);
    __builtin_memcpy((uint8_t *)(uintptr_t)slot, &changed, sizeof changed);
}

typedef struct changes {
    zb_field x, y, z;
} changes;

static changes
changes_of(zb_view view)
{
    changes c = {FIELD(view, "x"), FIELD(view, "y"), FIELD(view, "z")};
    return c;
}

static void
change_record(changes *c, zb_off object)
{
    change(&c->x, object, 0.5, 1.25);
    change(&c->y, object, 0.5, -2.5);
    change(&c->z, object, 3, 0);
}

void
records_transform(zb_view view, zb_off handle)
{
    changes c = changes_of(view);
    zb_array array = zb_array_unchecked(view, handle);
    for (uint32_t i = 0; i < array.length; i++)
        change_record(&c, zb_slot_a_unchecked(view, array.slots + i * ZB_SLOT_BYTES));
}

void
record_transform(zb_view view, zb_off handle)
{
    changes c = changes_of(view);
    change_record(&c, handle);
}

double
sum(zb_off array)
{
    return records_sum(zb_view_of(NULL, memory_bytes()), array);
}

void
transform(zb_off array)
{
    records_transform(zb_view_of(NULL, memory_bytes()), array);
}

void
transform_one(zb_off object)
{
    record_transform(zb_view_of(NULL, memory_bytes()), object);
}

/* One record as crossing.mjs expects it of C: numbers that follow from its place. */
static zb_status
make_record(zb_arena *arena, uint32_t i, zb_slot *out)
{
    char name[20];
    zb_slot tags;
    __builtin_memcpy(name, "made by C, no. 00000", sizeof name);
    for (uint32_t at = sizeof name - 1, rest = i; rest > 0; rest /= 10)
        name[at--] = (char)('0' + rest % 10);
    ZB_TRY(zb_object_new(arena, 7, out));
    ZB_TRY(zb_object_add(arena, out->a, ZB_LIT("id"), zb_i32((int32_t)i)));
    ZB_TRY(zb_object_set_string(arena, out->a, ZB_LIT("name"), name, sizeof name));
    ZB_TRY(zb_object_add(arena, out->a, ZB_LIT("x"), zb_f64(i / 7.0)));
    ZB_TRY(zb_object_add(arena, out->a, ZB_LIT("y"), zb_f64(i / 11.0)));
    ZB_TRY(zb_object_add(arena, out->a, ZB_LIT("z"), zb_f64(i / 13.0)));
    ZB_TRY(zb_object_add(arena, out->a, ZB_LIT("active"), zb_bool(i % 2 == 0)));
    ZB_TRY(zb_array_new(arena, 3, &tags));
    ZB_TRY(zb_array_push_string(arena, tags.a, ZB_LIT("red")));
    ZB_TRY(zb_array_push_string(arena, tags.a, ZB_LIT("green")));
    ZB_TRY(zb_array_push_string(arena, tags.a, ZB_LIT("blue")));
    return zb_object_add(arena, out->a, ZB_LIT("tags"), tags);
}

static zb_status
make_records(zb_off control, uint32_t count, zb_slot *out)
{
    zb_arena arena;
    ZB_TRY(zb_arena_attach(&arena, NULL, memory_bytes(), control));
    arena.grow = grow;
    ZB_TRY(zb_array_new(&arena, count, out));
    for (uint32_t i = 0; i < count; i++) {
        zb_slot record;
        ZB_TRY(make_record(&arena, i, &record));
        ZB_TRY(zb_array_push(&arena, out->a, record));
    }
    return ZB_OK;
}

/* Handle of an array of new records in the arena at `control`; 0 on failure. */
zb_off
make(zb_off control, uint32_t count)
{
    zb_slot out;
    return make_records(control, count, &out) == ZB_OK ? out.a : 0;
}
