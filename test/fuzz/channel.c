/* SPDX-License-Identifier: MIT */
/*
 * Fuzzes channels (zerobuf/channel.h) with sequences of calls.
 *
 * Input: a byte of mode, then calls.  Oracles:
 *  - a channel of our own behaves as a bounded queue does, through two handles;
 *  - with the mode of damage, the region begins as bytes of the input, and bytes are overwritten
 *    between calls, as another thread may: then attaching accepts what fits alone, and each call
 *    ends, within the region (AddressSanitizer).
 */
#include <stdlib.h>
#include <string.h>

#include <zerobuf/channel.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition)                                                                                      \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            __builtin_trap();                                                                                \
    } while (0)

#define MAX_CAPACITY 8u
#define MAX_WORDS 4u
#define REGION_BYTES 1024u

typedef struct input {
    const uint8_t *data;
    size_t left;
} input;

static uint8_t
take(input *in)
{
    if (in->left == 0)
        return 0;
    in->left--;
    return *in->data++;
}

/* A queue of elements, as a channel is meant to be. */
typedef struct queue {
    uint32_t elements[MAX_CAPACITY][MAX_WORDS];
    uint32_t first, count;
    bool is_closed;
} queue;

static void
send_one(const zb_channel *channel, queue *model, uint32_t capacity, uint8_t seed)
{
    uint32_t element[MAX_WORDS];
    for (uint32_t w = 0; w < MAX_WORDS; w++)
        element[w] = seed * 0x01010101u + w;
    zb_channel_outcome expected = ZB_CHANNEL_DONE;
    if (model->is_closed)
        expected = ZB_CHANNEL_OVER;
    else if (model->count == capacity)
        expected = ZB_CHANNEL_LATER;
    MUST(zb_channel_try_send(channel, element) == expected);
    if (expected == ZB_CHANNEL_DONE)
        memcpy(model->elements[(model->first + model->count++) % capacity], element, sizeof element);
}

static void
receive_one(const zb_channel *channel, queue *model, uint32_t capacity)
{
    uint32_t element[MAX_WORDS];
    zb_channel_outcome outcome = zb_channel_try_receive(channel, element);
    if (model->count == 0) {
        MUST(outcome == (model->is_closed ? ZB_CHANNEL_OVER : ZB_CHANNEL_LATER));
        return;
    }
    MUST(outcome == ZB_CHANNEL_DONE);
    MUST(memcmp(element, model->elements[model->first % capacity], 4 * (size_t)channel->element_words) == 0);
    model->first++;
    model->count--;
}

static void
against_a_queue(input *in, void *region)
{
    uint32_t capacity = 2u << take(in) % 3, words = 1 + take(in) % MAX_WORDS;
    zb_off at = 8u * (take(in) % 64u);
    zb_channel ours, theirs;
    zb_status status = zb_channel_init(region, REGION_BYTES, at, capacity, words, &ours);
    MUST(status == (at + zb_channel_bytes(capacity, words) <= REGION_BYTES ? ZB_OK : ZB_E_BOUNDS));
    if (status != ZB_OK)
        return;
    MUST(zb_channel_attach(region, REGION_BYTES, at, &theirs) == ZB_OK);
    queue model = {{{0}}, 0, 0, false};
    while (in->left > 0) {
        uint8_t call = take(in);
        const zb_channel *channel = (call & 0x80) != 0 ? &ours : &theirs;
        if ((call & 1) != 0) {
            send_one(channel, &model, capacity, call);
        } else if (call % 64 != 0) {
            receive_one(channel, &model, capacity);
        } else {
            zb_channel_close(channel);
            model.is_closed = true;
        }
    }
}

static void
damaged(input *in, uint8_t *region)
{
    zb_off at = 8u * take(in);
    size_t length = in->left < REGION_BYTES / 2 ? in->left : REGION_BYTES / 2;
    for (size_t i = 0; i < length; i++)
        region[(at + i) % REGION_BYTES] = take(in);
    zb_channel channel = {NULL, 0, 0};
    if (zb_channel_attach(region, REGION_BYTES, at, &channel) != ZB_OK) {
        MUST(channel.base == NULL);
        return;
    }
    uint64_t bytes = zb_channel_bytes(channel.mask + 1, channel.element_words);
    MUST(bytes != 0 && at + bytes <= REGION_BYTES);
    uint32_t element[REGION_BYTES / 4] = {0};
    while (in->left > 0) {
        uint8_t call = take(in);
        if (call < 96)
            (void)!zb_channel_try_send(&channel, element);
        else if (call < 192)
            (void)!zb_channel_try_receive(&channel, element);
        else if (call < 200)
            zb_channel_close(&channel);
        else
            region[(at + 4u * take(in) + call % 4) % REGION_BYTES] = take(in);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *region = calloc(1, REGION_BYTES);
    if (region == NULL)
        return 0;
    input in = {data, size};
    if ((take(&in) & 1) == 0)
        against_a_queue(&in, region);
    else
        damaged(&in, region);
    free(region);
    return 0;
}
