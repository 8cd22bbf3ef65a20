/* SPDX-License-Identifier: MIT */
/*
 * The C core over a memory that JavaScript made: what the tests in which both
 * sides meet call.  Control blocks are made by JavaScript.
 */
#include "dump.h"

#include <zerobuf/channel.h>
#include <zerobuf/seqlock.h>

#define EXPORT(name) __attribute__((export_name(name)))

static uint32_t
memory_bytes(void)
{
    size_t pages = __builtin_wasm_memory_size(0);
    return (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES;
}

/* Enlarge the memory in place; with 0 bytes only learn how large it is now. */
static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    zb_off limit = zb_arena_save(arena) + zb_arena_remaining(arena);
    uint32_t pages = (bytes + ZB_PAGE_BYTES - 1) / ZB_PAGE_BYTES;
    if (bytes > 0 && limit == memory_bytes() && __builtin_wasm_memory_grow(0, pages) == SIZE_MAX)
        return ZB_E_MEMORY;
    arena->size_bytes = memory_bytes();
    if (bytes > 0)
        zb_arena_raise_limit(arena, arena->size_bytes);
    return ZB_OK;
}

static zb_status
attach(zb_arena *arena, zb_off control)
{
    ZB_TRY(zb_arena_attach(arena, NULL, memory_bytes(), control));
    arena->grow = grow;
    return ZB_OK;
}

EXPORT("check") int32_t bridge_check(zb_off control);
EXPORT("alloc") zb_off bridge_alloc(zb_off control, uint32_t bytes);
EXPORT("restore") int32_t bridge_restore(zb_off control, zb_off checkpoint);
EXPORT("intern") zb_off bridge_intern(zb_off control, zb_off key, uint32_t len);
EXPORT("dump") zb_off bridge_dump(zb_off control, uint32_t tag, zb_off at);
EXPORT("dump_in")
zb_off bridge_dump_in(zb_off control, uint32_t tag, zb_off at, uint32_t base, uint32_t size);
EXPORT("object_new") zb_off bridge_object_new(zb_off control, uint32_t capacity);
EXPORT("array_new") zb_off bridge_array_new(zb_off control, uint32_t capacity);
EXPORT("object_set")
int32_t bridge_object_set(zb_off control, zb_off object, zb_off key, uint32_t len, uint32_t tag, uint32_t a,
                          uint64_t b);
EXPORT("object_find") zb_off bridge_object_find(zb_off control, zb_off object, zb_off key, uint32_t len);
EXPORT("object_set_string")
int32_t bridge_object_set_string(zb_off control, zb_off object, zb_off key, uint32_t len, zb_off text,
                                 uint32_t text_len);
EXPORT("array_push")
int32_t bridge_array_push(zb_off control, zb_off array, uint32_t tag, uint32_t a, uint64_t b);
EXPORT("seqlock_write")
void bridge_seqlock_write(zb_off lock, zb_off data, uint32_t word_count, uint32_t times);
EXPORT("seqlock_torn_reads")
uint32_t bridge_seqlock_torn_reads(zb_off lock, zb_off data, uint32_t word_count, uint32_t times);
EXPORT("mutex_add") void bridge_mutex_add(zb_off mutex, zb_off data, uint32_t times);
EXPORT("take_turns")
void bridge_take_turns(zb_off mutex, zb_off condition, zb_off turn, uint32_t number, uint32_t parties,
                       uint32_t times);
EXPORT("once_begin") bool bridge_once_begin(zb_off once);
EXPORT("once_end") void bridge_once_end(zb_off once);
EXPORT("barrier_wait") bool bridge_barrier_wait(zb_off barrier);
EXPORT("semaphore_acquire") void bridge_semaphore_acquire(zb_off semaphore);
EXPORT("semaphore_release") void bridge_semaphore_release(zb_off semaphore);
EXPORT("channel_init") int32_t bridge_channel_init(zb_off at, uint32_t capacity, uint32_t element_words);
EXPORT("channel_send") int32_t bridge_channel_send(zb_off at, uint32_t sender, uint32_t times);
EXPORT("channel_receive") int32_t bridge_channel_receive(zb_off at, zb_off out, uint32_t most);
EXPORT("channel_close") int32_t bridge_channel_close(zb_off at);
EXPORT("array_pop") int32_t bridge_array_pop(zb_off control, zb_off array);
EXPORT("array_set")
int32_t bridge_array_set(zb_off control, zb_off array, uint32_t index, uint32_t tag, uint32_t a, uint64_t b);

static const char *
at_address(zb_off off)
{
    return (const char *)(uintptr_t)off;
}

int32_t
bridge_check(zb_off control)
{
    zb_arena arena;
    return attach(&arena, control);
}

zb_off
bridge_alloc(zb_off control, uint32_t bytes)
{
    zb_arena arena;
    zb_off off;
    return attach(&arena, control) == ZB_OK && zb_arena_alloc(&arena, bytes, 8, &off) == ZB_OK ? off : 0;
}

int32_t
bridge_restore(zb_off control, zb_off checkpoint)
{
    zb_arena arena;
    ZB_TRY(attach(&arena, control));
    return zb_arena_restore(&arena, checkpoint);
}

zb_off
bridge_intern(zb_off control, zb_off key, uint32_t len)
{
    zb_arena arena;
    zb_off off;
    return attach(&arena, control) == ZB_OK && zb_key_intern(&arena, at_address(key), len, &off) == ZB_OK
               ? off
               : 0;
}

/* String header of the typed JSON of a value, or of the status text on failure. */
static zb_off
dump_view(zb_off control, zb_view view, uint32_t tag, zb_off at)
{
    zb_arena arena;
    if (attach(&arena, control) != ZB_OK)
        return 0;
    zb_text text = zb_text_begin(&arena, 0);
    zb_slot value;
    zb_status status = dump(view, tag, at, &text);
    if (status != ZB_OK) {
        text = zb_text_begin(&arena, 0);
        zb_text_add_cstr(&text, zb_status_text(status));
    }
    return zb_text_end(&text, &value) == ZB_OK ? value.a : 0;
}

zb_off
bridge_dump(zb_off control, uint32_t tag, zb_off at)
{
    zb_view view = zb_view_of(NULL, memory_bytes());
    return dump_view(control, view, tag, at);
}

/* The same for an image of `size` bytes that lies at `base`. */
zb_off
bridge_dump_in(zb_off control, uint32_t tag, zb_off at, uint32_t base, uint32_t size)
{
    zb_view view = zb_view_of(at_address(base), size);
    return dump_view(control, view, tag, at);
}

static zb_slot
slot_of(uint32_t tag, uint32_t a, uint64_t b)
{
    zb_slot slot = {(uint8_t)tag, {0, 0, 0}, a, b};
    return slot;
}

zb_off
bridge_object_new(zb_off control, uint32_t capacity)
{
    zb_arena arena;
    zb_slot out;
    return attach(&arena, control) == ZB_OK && zb_object_new(&arena, capacity, &out) == ZB_OK ? out.a : 0;
}

zb_off
bridge_array_new(zb_off control, uint32_t capacity)
{
    zb_arena arena;
    zb_slot out;
    return attach(&arena, control) == ZB_OK && zb_array_new(&arena, capacity, &out) == ZB_OK ? out.a : 0;
}

int32_t
bridge_object_set(zb_off control, zb_off object, zb_off key, uint32_t len, uint32_t tag, uint32_t a,
                  uint64_t b)
{
    zb_arena arena;
    ZB_TRY(attach(&arena, control));
    return zb_object_set(&arena, object, at_address(key), len, slot_of(tag, a, b));
}

/* Slot of a key, found as a reader with an arena does: by an index where there is one.  0: absent. */
zb_off
bridge_object_find(zb_off control, zb_off object, zb_off key, uint32_t len)
{
    zb_arena arena;
    zb_off slot;
    return attach(&arena, control) == ZB_OK &&
                   zb_object_find(zb_arena_view(&arena), object, at_address(key), len, &slot) == ZB_OK
               ? slot
               : 0;
}

int32_t
bridge_object_set_string(zb_off control, zb_off object, zb_off key, uint32_t len, zb_off text,
                         uint32_t text_len)
{
    zb_arena arena;
    ZB_TRY(attach(&arena, control));
    return zb_object_set_string(&arena, object, at_address(key), len, at_address(text), text_len);
}

int32_t
bridge_array_push(zb_off control, zb_off array, uint32_t tag, uint32_t a, uint64_t b)
{
    zb_arena arena;
    ZB_TRY(attach(&arena, control));
    return zb_array_push(&arena, array, slot_of(tag, a, b));
}

int32_t
bridge_array_pop(zb_off control, zb_off array)
{
    zb_arena arena;
    zb_slot out;
    ZB_TRY(attach(&arena, control));
    return zb_array_pop(&arena, array, &out);
}

int32_t
bridge_array_set(zb_off control, zb_off array, uint32_t index, uint32_t tag, uint32_t a, uint64_t b)
{
    zb_arena arena;
    ZB_TRY(attach(&arena, control));
    return zb_array_set(&arena, array, index, slot_of(tag, a, b));
}

/* Words of the memory that several threads use at once. */
static volatile uint32_t *
words_at(zb_off offset)
{
    return (volatile uint32_t *)(uintptr_t)offset;
}

/* Under the lock at `lock`, `times` times: raise every word, which are all the same. */
void
bridge_seqlock_write(zb_off lock, zb_off data, uint32_t word_count, uint32_t times)
{
    uint32_t *word = (uint32_t *)(uintptr_t)lock;
    volatile uint32_t *words = words_at(data);
    for (uint32_t i = 0; i < times; i++) {
        zb_seqlock_write_begin(word);
        uint32_t next = words[0] + 1;
        for (uint32_t w = 0; w < word_count; w++)
            words[w] = next;
        zb_seqlock_write_end(word);
    }
}

/* Read under the lock `times` times. Returns how often the words differed. */
uint32_t
bridge_seqlock_torn_reads(zb_off lock, zb_off data, uint32_t word_count, uint32_t times)
{
    const uint32_t *word = (const uint32_t *)(uintptr_t)lock;
    volatile uint32_t *words = words_at(data);
    uint32_t torn = 0;
    for (uint32_t i = 0; i < times; i++) {
        uint32_t seen, differ;
        do {
            seen = zb_seqlock_read_begin(word);
            differ = 0;
            for (uint32_t w = 1; w < word_count; w++)
                differ |= words[w] ^ words[0];
        } while (!zb_seqlock_read_end(word, seen));
        torn += differ != 0;
    }
    return torn;
}

static uint32_t *
word_at(zb_off offset)
{
    return (uint32_t *)(uintptr_t)offset;
}

void
bridge_mutex_add(zb_off mutex, zb_off data, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++) {
        zb_mutex_lock(word_at(mutex));
        *words_at(data) += 1;
        zb_mutex_unlock(word_at(mutex));
    }
}

/* One of several threads that raise a word in turn. */
void
bridge_take_turns(zb_off mutex, zb_off condition, zb_off turn, uint32_t number, uint32_t parties,
                  uint32_t times)
{
    for (uint32_t i = 0; i < times; i++) {
        zb_mutex_lock(word_at(mutex));
        while (*words_at(turn) % parties != number)
            (void)zb_condition_wait(word_at(condition), word_at(mutex), ZB_FOREVER);
        *words_at(turn) += 1;
        zb_mutex_unlock(word_at(mutex));
        zb_condition_notify_all(word_at(condition));
    }
}

bool
bridge_once_begin(zb_off once)
{
    return zb_once_begin(word_at(once));
}

void
bridge_once_end(zb_off once)
{
    zb_once_end(word_at(once));
}

bool
bridge_barrier_wait(zb_off barrier)
{
    return zb_barrier_wait(word_at(barrier));
}

void
bridge_semaphore_acquire(zb_off semaphore)
{
    (void)zb_semaphore_acquire(word_at(semaphore), ZB_FOREVER);
}

void
bridge_semaphore_release(zb_off semaphore)
{
    zb_semaphore_release(word_at(semaphore), 1);
}

int32_t
bridge_channel_init(zb_off at, uint32_t capacity, uint32_t element_words)
{
    zb_channel channel;
    return zb_channel_init(NULL, memory_bytes(), at, capacity, element_words, &channel);
}

/* Send {sender, i} for each i below `times`. */
int32_t
bridge_channel_send(zb_off at, uint32_t sender, uint32_t times)
{
    zb_channel channel;
    ZB_TRY(zb_channel_attach(NULL, memory_bytes(), at, &channel));
    for (uint32_t i = 0; i < times; i++) {
        uint32_t element[2] = {sender, i};
        if (zb_channel_send(&channel, element, ZB_FOREVER) != ZB_CHANNEL_DONE)
            return ZB_E_INVALID;
    }
    return ZB_OK;
}

/* Receive pairs until the channel is over.  Returns how many; a failure is negative. */
int32_t
bridge_channel_receive(zb_off at, zb_off out, uint32_t most)
{
    zb_channel channel;
    ZB_TRY(zb_channel_attach(NULL, memory_bytes(), at, &channel));
    uint32_t count = 0;
    while (count < most &&
           zb_channel_receive(&channel, word_at(out) + 2 * count, ZB_FOREVER) == ZB_CHANNEL_DONE)
        count++;
    return (int32_t)count;
}

int32_t
bridge_channel_close(zb_off at)
{
    zb_channel channel;
    ZB_TRY(zb_channel_attach(NULL, memory_bytes(), at, &channel));
    zb_channel_close(&channel);
    return ZB_OK;
}
