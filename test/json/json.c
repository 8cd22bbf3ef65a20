/* SPDX-License-Identifier: MIT */
/*
 * Reading and writing JSON in a WebAssembly module of its own, for tests in JavaScript.
 *
 *   memory:  stack and data | text in | arena, to the end of the memory, which grows
 */
#include <zerobuf/json.h>

#define EXPORT(name) __attribute__((export_name(name)))

extern uint8_t __heap_base;

EXPORT("text") uint8_t *text_room(uint32_t bytes);
EXPORT("read")
int32_t read_text(uint32_t len, uint32_t flags, uint32_t max_depth, uint32_t duplicates, uint32_t piece);
EXPORT("write") int32_t write_text(uint32_t indent, uint32_t flags);
EXPORT("result") uint32_t result(void);
EXPORT("resultBytes") uint32_t result_bytes(void);
EXPORT("errorOffset") double error_offset(void);
EXPORT("errorLine") uint32_t error_line(void);
EXPORT("errorColumn") uint32_t error_column(void);
EXPORT("unchanged") uint32_t unchanged(void);
EXPORT("numberWrite") uint32_t number_write(double value);
EXPORT("numberRead") double number_read(uint32_t len);

static uint32_t text_bytes;
static zb_arena arena;
static zb_checkpoint before;
static zb_slot value;
static zb_str text;
static zb_json_error error;

static uint32_t
memory_bytes(void)
{
    size_t pages = __builtin_wasm_memory_size(0);
    return (uint32_t)(pages > ZB_MAX_PAGES ? ZB_MAX_PAGES : pages) * ZB_PAGE_BYTES;
}

static bool
ensure(uint64_t bytes)
{
    uint64_t have = memory_bytes();
    return bytes <= have ||
           __builtin_wasm_memory_grow(0, (size_t)((bytes - have + 65535) / 65536)) != SIZE_MAX;
}

static zb_status
grow(zb_arena *grown, uint32_t bytes)
{
    if (!ensure((uint64_t)zb_arena_save(grown) + bytes))
        return ZB_E_MEMORY;
    grown->size_bytes = memory_bytes();
    zb_arena_raise_limit(grown, grown->size_bytes);
    return ZB_OK;
}

/* Room for a text; writes over the arena of the text before. */
uint8_t *
text_room(uint32_t bytes)
{
    text_bytes = bytes;
    return ensure((uintptr_t)&__heap_base + (uint64_t)bytes + 65536) ? &__heap_base : NULL;
}

static zb_status
read_pieces(const char *from, uint32_t len, const zb_json_read_options *options, uint32_t piece)
{
    zb_json_reader reader;
    ZB_TRY(zb_json_begin(&reader, &arena, options));
    for (uint32_t at = 0; at < len; at += piece) {
        zb_status status = zb_json_feed(&reader, from + at, len - at < piece ? len - at : piece);
        if (status != ZB_OK)
            break; /* zb_json_end() says it again */
    }
    return zb_json_end(&reader, &value, &error);
}

/* Read the text, whole or in pieces; its status. */
int32_t
read_text(uint32_t len, uint32_t flags, uint32_t max_depth, uint32_t duplicates, uint32_t piece)
{
    zb_json_read_options options = {flags, max_depth, (zb_json_duplicates)duplicates};
    const char *from = (const char *)&__heap_base;
    zb_status status = zb_arena_init(&arena, NULL, memory_bytes(), (zb_off)(uintptr_t)from + text_bytes, 0);
    if (status != ZB_OK)
        return status;
    arena.grow = grow;
    before = zb_arena_save(&arena);
    status = piece == 0 ? zb_json_read(&arena, from, len, &options, &value, &error)
                        : read_pieces(from, len, &options, piece);
    if (status != ZB_OK)
        return status;
    zb_slot slot = value;
    zb_off root;
    status = zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &root);
    return status != ZB_OK ? status : zb_slot_write(&arena, root, slot);
}

/* Write the value as a text, which result() and result_bytes() name; its status. */
int32_t
write_text(uint32_t indent, uint32_t flags)
{
    zb_json_write_options options = {indent, 0, flags};
    zb_slot out;
    zb_status status = zb_json_text(&arena, value, &options, &out);
    return status != ZB_OK ? status : zb_string_at(zb_arena_view(&arena), out.a, &text);
}

uint32_t
result(void)
{
    return (uint32_t)(uintptr_t)text.ptr;
}

uint32_t
result_bytes(void)
{
    return text.len;
}

double
error_offset(void)
{
    return (double)error.offset;
}

uint32_t
error_line(void)
{
    return error.line;
}

uint32_t
error_column(void)
{
    return error.column;
}

/* 1 when the arena has given everything back. */
uint32_t
unchanged(void)
{
    return zb_arena_check(&arena) == ZB_OK && zb_arena_save(&arena) == before;
}

/* Digits of a number, at result(). */
uint32_t
number_write(double number)
{
    static char digits[ZB_NUMBER_MAX_BYTES];
    text.ptr = digits;
    text.len = zb_number_write(number, digits);
    return text.len;
}

/* The number in the text, NaN when it is none. */
double
number_read(uint32_t len)
{
    double number;
    return zb_number_read((const char *)&__heap_base, len, &number) == ZB_OK ? number : __builtin_nan("");
}
