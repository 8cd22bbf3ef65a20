/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes the reader and the writer of JSON.
 *
 * Input: 4 bytes that choose options, the sizes of pieces and the arena; then the text, in an
 * allocation of exactly its size.  Oracles:
 *  - a text in pieces gives the value, or the failure, of the whole text;
 *  - a value passes zb_verify(), and what is written of it reads back to the same text;
 *  - a failure leaves the arena as it was;
 *  - an arena that grows by exactly what is needed and moves, its old place freed, gives the same.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/json.h>
#include <zerobuf/verify.h>
#include <zerobuf/zerobuf.h>

#define CHOICE_BYTES 4u
#define MAX_TEXT 16384u
#define REGION_BYTES (1u << 21)

/* More than any text of `len` bytes needs: "[]," makes 64 bytes of 3. */
#define ENOUGH_BYTES(len) (16384u + 96u * (uint32_t)(len))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "oracle: %s\n", what);
    abort();
}

/* What reading gave. */
typedef struct outcome {
    zb_status status;
    zb_json_error error;
    char *text; /* of the value, as it is written; to be freed */
    size_t len;
} outcome;

typedef struct output {
    char *text;
    size_t len, capacity;
} output;

static zb_status
collect(void *context, const char *bytes, uint32_t len)
{
    output *out = context;
    if (out->capacity - out->len < len) {
        out->capacity = (out->len + len) * 2;
        out->text = realloc(out->text, out->capacity);
        require(out->text != NULL, "memory");
    }
    memcpy(out->text + out->len, bytes, len);
    out->len += len;
    return ZB_OK;
}

/* In a region of its own, as large as the limit: move, and free the old place. */
static zb_status
move_and_grow(zb_arena *arena, uint32_t bytes)
{
    if (bytes == 0)
        return ZB_OK;
    uint64_t need = (uint64_t)zb_arena_save(arena) + bytes;
    if (need > REGION_BYTES)
        return ZB_E_MEMORY;
    uint8_t *moved = malloc(need);
    require(moved != NULL, "memory");
    memcpy(moved, arena->base, arena->size_bytes);
    free(arena->base);
    arena->base = moved;
    arena->size_bytes = (uint32_t)need;
    zb_arena_raise_limit(arena, (zb_off)need);
    return ZB_OK;
}

static zb_status
read_pieces(zb_arena *arena, const char *text, size_t len, const zb_json_read_options *options,
            uint8_t pieces, zb_slot *value, zb_json_error *error)
{
    if (pieces == 0)
        return zb_json_read(arena, text, len, options, value, error);
    zb_json_reader reader;
    require(zb_json_begin(&reader, arena, options) == ZB_OK, "begin");
    uint32_t mixed = pieces;
    for (size_t at = 0; at < len;) {
        mixed = mixed * 1664525 + 1013904223;
        size_t piece = 1 + (mixed >> 24) % (pieces % 64 + 1);
        piece = piece < len - at ? piece : len - at;
        char *copy = malloc(piece); /* so that nothing is read behind a piece, or after it */
        require(copy != NULL, "memory");
        memcpy(copy, text + at, piece);
        zb_status status = zb_json_feed(&reader, copy, piece);
        free(copy);
        at += piece;
        if (status != ZB_OK)
            break;
    }
    return zb_json_end(&reader, value, error);
}

/* Read in an arena that has a few keys already. */
static outcome
run(const char *text, size_t len, const zb_json_read_options *options, uint8_t pieces, bool moves,
    uint32_t room)
{
    outcome result = {.status = ZB_OK};
    uint32_t size = moves ? 4096 : ENOUGH_BYTES(len);
    uint8_t *region = malloc(size);
    zb_arena arena;
    zb_off key;
    require(region != NULL && zb_arena_init(&arena, region, size, 8, 0) == ZB_OK, "arena");
    for (char name = 'a'; name < 'k'; name++)
        require(zb_key_intern(&arena, &name, 1, &key) == ZB_OK, "keys");
    zb_off root, used;
    require(zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &root) == ZB_OK &&
                zb_slot_write(&arena, root, zb_null()) == ZB_OK,
            "root");
    used = zb_arena_save(&arena);
    if (moves)
        arena.grow = move_and_grow;
    else if (room > 0)
        memcpy(region + arena.control + ZB_CONTROL_LIMIT_AT, &(zb_off){used + room}, 4);
    uint8_t *before = malloc(used);
    require(before != NULL, "memory");
    memcpy(before, arena.base, used);
    zb_off limit = arena.control + ZB_CONTROL_LIMIT_AT;

    zb_slot value;
    result.status = read_pieces(&arena, text, len, options, pieces, &value, &result.error);
    require(zb_arena_check(&arena) == ZB_OK, "the arena is sound");
    if (result.status != ZB_OK) {
        memcpy(before + limit, arena.base + limit, 4); /* it may have grown */
        require(memcmp(before, arena.base, used) == 0, "a failure changes nothing");
    } else {
        output out = {NULL, 0, 0};
        require(zb_slot_write(&arena, root, value) == ZB_OK, "root");
        zb_verify_options strict = {.flags = ZB_VERIFY_STRICT, .max_depth = ZB_VERIFY_MAX_DEPTH};
        require(zb_verify(zb_arena_view(&arena), ZB_ROOT_SLOT, root, &strict, NULL) == ZB_OK,
                "it passes verification");
        require(zb_json_write(zb_arena_view(&arena), value, NULL, collect, &out) == ZB_OK, "it is written");
        result.text = out.text;
        result.len = out.len;
    }
    free(before);
    free(arena.base);
    return result;
}

static bool
same(const outcome *a, const outcome *b)
{
    if (a->status != b->status)
        return false;
    if (a->status == ZB_OK)
        return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
    return a->status == ZB_E_MEMORY ||
           (a->error.offset == b->error.offset && a->error.line == b->error.line &&
            a->error.column == b->error.column && a->error.what == b->error.what);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < CHOICE_BYTES || size > MAX_TEXT)
        return 0;
    uint8_t choice[CHOICE_BYTES];
    memcpy(choice, data, CHOICE_BYTES);
    size_t len = size - CHOICE_BYTES;
    char *text = malloc(len > 0 ? len : 1);
    require(text != NULL, "memory");
    memcpy(text, data + CHOICE_BYTES, len);
    zb_json_read_options options = {choice[0] & ZB_JSON_BIGINT, choice[0] >> 3 & 15,
                                    (zb_json_duplicates)((choice[0] >> 1 & 3) % 3)};

    outcome whole = run(text, len, &options, 0, false, 0);
    outcome pieces = run(text, len, &options, choice[1] | 1, false, 0);
    outcome moved = run(text, len, &options, choice[2], true, 0);
    require(same(&whole, &pieces), "pieces say what the whole text says");
    require(same(&whole, &moved), "so does an arena that moves");
    require(whole.status != ZB_E_MEMORY, "there is enough memory");
    outcome tight = run(text, len, &options, choice[2], false, 8u * choice[3]);
    require(tight.status == ZB_E_MEMORY || same(&whole, &tight), "and one that is nearly full");
    if (whole.status == ZB_OK) {
        zb_json_read_options plain = {choice[0] & ZB_JSON_BIGINT, 0, ZB_JSON_DUPLICATES_REJECT};
        outcome again = run(whole.text, whole.len, &plain, 0, false, 0);
        require(same(&whole, &again), "what is written reads back to the same text");
        free(again.text);
    }
    free(whole.text);
    free(pieces.text);
    free(moved.text);
    free(tight.text);
    free(text);
    return 0;
}
