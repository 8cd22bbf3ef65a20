/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_LAYOUT_H
#define ZEROBUF_LAYOUT_H

/*
 * Memory layout v1: the byte facts, and nothing else.  SPEC.md draws them.
 * JavaScript's table (js/core/layout.gen.js) is generated from this header.
 */

#include <stdint.h>

/** Byte offset from the base of a region.  0 means "none" in everything we write. */
typedef uint32_t zb_off;

/* X(NAME, number): the tags of layout v1. */
#define ZB_TAG_TABLE(X)                                                                                      \
    X(NULL, 0)                                                                                               \
    X(BOOL, 1)                                                                                               \
    X(I32, 2)                                                                                                \
    X(F64, 3)                                                                                                \
    X(STRING, 4)                                                                                             \
    X(ARRAY, 5)                                                                                              \
    X(OBJECT, 6)                                                                                             \
    X(BIGINT, 7)                                                                                             \
    X(BYTES, 8)

/* X(NAME, number): the extension tags (SPEC.md, 9).  A strict version 1 reader reports them as unknown. */
#define ZB_EXTENSION_TAG_TABLE(X)                                                                            \
    X(UNDEFINED, 0x80)                                                                                       \
    X(HOLE, 0x81)                                                                                            \
    X(DATE, 0x82)                                                                                            \
    X(COLUMN, 0x83)                                                                                          \
    X(BUFFER, 0x84)                                                                                          \
    X(DATA_VIEW, 0x85)                                                                                       \
    X(SHARED, 0x86)                                                                                          \
    X(MAP, 0x87)                                                                                             \
    X(SET, 0x88)                                                                                             \
    X(ERROR, 0x89)                                                                                           \
    X(REGEXP, 0x8A)                                                                                          \
    X(SYMBOL, 0x8B)                                                                                          \
    X(BOXED, 0x8C)                                                                                           \
    X(INTEGER, 0x8D)

/** Type of the value in a slot. */
typedef enum zb_tag {
#define ZB_TAG_ENUM(name, number) ZB_TAG_##name = (number),
    ZB_TAG_TABLE(ZB_TAG_ENUM) ZB_EXTENSION_TAG_TABLE(ZB_TAG_ENUM)
#undef ZB_TAG_ENUM
} zb_tag;

#define ZB_EXTENSION_TAG_FIRST 0x80u
#define ZB_EXTENSION_TAG_LAST 0x8Du

/*
 * zb_slot: one tagged value.  16 bytes, little-endian.
 *
 *   byte  0     1          4            8                      16
 *         +-----+----------+------------+----------------------+
 *         | tag | zero[3]  | a (u32)    | b (u64)              |
 *         +-----+----------+------------+----------------------+
 *
 * This struct is the in-register copy of a slot.  Shared bytes are loaded into
 * it field by field, never cast to it.
 */
typedef struct zb_slot {
    uint8_t tag;
    uint8_t zero[3];
    uint32_t a; /* bool, i32, or the offset of a header or handle */
    uint64_t b; /* bits of an f64 or of an i64 */
} zb_slot;

#define ZB_SLOT_BYTES 16u
#define ZB_SLOT_A_AT 4u
#define ZB_SLOT_B_AT 8u

/* String and bytes: u32 byte length, then the bytes. */
#define ZB_STRING_HEADER_BYTES 4u

/* Handle: one u32 holding the offset of a data block. */
#define ZB_HANDLE_BYTES 4u

/* Array data: u32 capacity, u32 length, then capacity slots. */
#define ZB_ARRAY_HEADER_BYTES 8u

/* Object data: u32 capacity, u32 count, then capacity entries:
 * u32 key offset (raw UTF-8), u32 key byte length, value slot. */
#define ZB_OBJECT_HEADER_BYTES 8u
#define ZB_OBJECT_ENTRY_BYTES 24u
#define ZB_ENTRY_SLOT_AT 8u

/* Array and object data share the place of capacity and length. */
#define ZB_BLOCK_CAPACITY_AT 0u
#define ZB_BLOCK_LENGTH_AT 4u
#define ZB_MIN_GROWN_CAPACITY 4u

/* X(NAME, number, bytes of an element): what a column holds. */
#define ZB_COLUMN_TYPE_TABLE(X)                                                                              \
    X(I8, 1, 1)                                                                                              \
    X(U8, 2, 1)                                                                                              \
    X(U8_CLAMPED, 3, 1)                                                                                      \
    X(I16, 4, 2)                                                                                             \
    X(U16, 5, 2)                                                                                             \
    X(I32, 6, 4)                                                                                             \
    X(U32, 7, 4)                                                                                             \
    X(I64, 8, 8)                                                                                             \
    X(U64, 9, 8)                                                                                             \
    X(F16, 10, 2)                                                                                            \
    X(F32, 11, 4)                                                                                            \
    X(F64, 12, 8)

/** Element type of a column. */
typedef enum zb_column_type {
#define ZB_COLUMN_ENUM(name, number, bytes) ZB_COLUMN_##name = (number),
    ZB_COLUMN_TYPE_TABLE(ZB_COLUMN_ENUM)
#undef ZB_COLUMN_ENUM
} zb_column_type;

/* Column header: u32 data offset, u32 length, u32 capacity (elements), u8 element type, three zero bytes.
 * References hold the header, so a column grows in place of its data. */
#define ZB_COLUMN_HEADER_BYTES 16u
#define ZB_COLUMN_DATA_AT 0u
#define ZB_COLUMN_LENGTH_AT 4u
#define ZB_COLUMN_CAPACITY_AT 8u
#define ZB_COLUMN_TYPE_AT 12u
#define ZB_COLUMN_ALIGN 16u /* of the data of a new column; slices keep the alignment of their element */

/* Map data: u32 capacity, u32 count, then capacity entries of key slot and value slot.  Set data is array
 * data. */
#define ZB_MAP_ENTRY_BYTES 32u
#define ZB_MAP_VALUE_AT 16u

/* Records: a fixed number of consecutive slots that a slot refers to. */
#define ZB_ERROR_SLOTS 5u
#define ZB_ERROR_NAME 0u
#define ZB_ERROR_MESSAGE 1u
#define ZB_ERROR_STACK 2u /* string, or undefined */
#define ZB_ERROR_CAUSE 3u /* any value; undefined when there is none */
#define ZB_ERROR_PROPS 4u /* object of further own properties, or undefined */
#define ZB_REGEXP_SLOTS 2u
#define ZB_REGEXP_SOURCE 0u
#define ZB_REGEXP_FLAGS 1u
#define ZB_BOXED_SLOTS 1u

/* What a reader accepts, and what we write. */
#define ZB_READ_ALIGN 4u
#define ZB_WRITE_ALIGN 8u
#define ZB_STRING_ALIGN 4u

/* A WebAssembly page, and the most of them a region spans: offset + length of
 * every value then fits 32 bits. */
#define ZB_PAGE_BYTES 65536u
#define ZB_MAX_PAGES 65535u
#define ZB_MAX_REGION_BYTES (ZB_MAX_PAGES * ZB_PAGE_BYTES)

/*
 * Arena control block: the allocator's state, inside the region, so that C and
 * JavaScript (and threads) allocate from the same words.  64 bytes, 8-aligned.
 */
#define ZB_CONTROL_BYTES 64u
#define ZB_CONTROL_MAGIC 0x4655425Au /* "ZBUF" */
#define ZB_CONTROL_VERSION 1u
#define ZB_CONTROL_MAGIC_AT 0u
#define ZB_CONTROL_VERSION_AT 4u
#define ZB_CONTROL_START_AT 8u       /* first byte of the first segment */
#define ZB_CONTROL_BUMP_AT 12u       /* next free byte of the current segment */
#define ZB_CONTROL_LIMIT_AT 16u      /* end of the current segment */
#define ZB_CONTROL_MAX_AT 20u        /* growth in place never moves limit past this */
#define ZB_CONTROL_GENERATION_AT 24u /* raised by every restore and reset */
#define ZB_CONTROL_FLAGS_AT 28u
#define ZB_CONTROL_SEGMENT_AT 32u     /* header of the current segment, 0 in the first */
#define ZB_CONTROL_KEYS_AT 36u        /* table of interned keys, 0 when there is none */
#define ZB_CONTROL_KEYS_END_AT 40u    /* end of the key interned last */
#define ZB_CONTROL_KEYS_LOCK_AT 44u   /* 1 while a writer of a shared arena holds the table */
#define ZB_CONTROL_INDEXES_AT 48u     /* directory of object indexes, 0 when there is none */
#define ZB_CONTROL_INDEXES_END_AT 52u /* end of the newest index, directory included */
#define ZB_CONTROL_SEED_AT 56u /* for the hashes of indexes: any number, hard to guess where that can be */
#define ZB_CONTROL_HEAP_AT 60u /* of C's malloc in this arena, 0 when there is none */
                               /* 60..63 are zero */

/* Flags of the control block. */
#define ZB_ARENA_SHARED 1u   /* several threads allocate: bump and limit are atomic, one segment */
#define ZB_ARENA_EXTENDED 2u /* values of the extension tags may be written; else the arena is strict */

/* Segment header: how to step back to the segment before.  At the segment's start. */
#define ZB_SEGMENT_HEADER_BYTES 16u
#define ZB_SEGMENT_PREVIOUS_AT 0u /* header of the segment before, 0 = the first segment */
#define ZB_SEGMENT_BUMP_AT 4u     /* bump of the segment before, when it was left */
#define ZB_SEGMENT_LIMIT_AT 8u    /* limit of the segment before */
#define ZB_SEGMENT_LENGTH_AT 12u  /* bytes of this segment, header included */

/* Table of interned keys: u32 capacity (a power of two), u32 count, then capacity
 * entries of u32 hash (FNV-1a of the bytes), u32 key offset (0 = free), u32 length.
 * Linear probing from hash & (capacity - 1); at most half full. */
#define ZB_KEYS_HEADER_BYTES 8u
#define ZB_KEYS_ENTRY_BYTES 12u
#define ZB_KEYS_MIN_CAPACITY 16u
#define ZB_KEYS_MAX_PROBES 64u /* no entry lies further from its home */

/* Objects of more keys than this get an index, where there is an arena to keep it. */
#define ZB_INDEX_MIN_COUNT 8u

/* Directory of indexes: u32 capacity (a power of two), u32 count, u32 the directory before it (0 = none),
 * u32 zero, then capacity entries of u32 handle of the object (0 = free), u32 index (0 = none any more).
 * Linear probing. */
#define ZB_DIRECTORY_HEADER_BYTES 16u
#define ZB_DIRECTORY_COUNT_AT 4u
#define ZB_DIRECTORY_PREVIOUS_AT 8u
#define ZB_DIRECTORY_ENTRY_BYTES 8u
#define ZB_DIRECTORY_MIN_CAPACITY 16u
#define ZB_DIRECTORY_MAX_PROBES 64u

/* Index of an object: u32 capacity (a power of two), u32 entries that it covers, u32 keys that found no
 * place, u32 zero, then capacity buckets of one u32: entry number + 1 in the low log2(capacity) bits, the
 * high bits of the key's hash above them; 0 = free.  Linear probing. */
#define ZB_INDEX_HEADER_BYTES 16u
#define ZB_INDEX_COVERED_AT 4u
#define ZB_INDEX_UNPLACED_AT 8u
#define ZB_INDEX_BUCKET_BYTES 4u
#define ZB_INDEX_MIN_CAPACITY 32u
#define ZB_INDEX_MAX_PROBES 64u

/* An image: a region with its control block here and its root value in the first slot of the arena. */
#define ZB_IMAGE_CONTROL 8u

/*
 * Call ABI: what a guest module exports, and the slots of a request and of a response.
 */
#define ZB_ABI_VERSION 1u             /* low 16 bits of zb_abi() */
#define ZB_ABI_EAGER_HEADERS 0x20000u /* write all headers into slot 3 of every request */
#define ZB_ABI_MINIMAL 0x10000u       /* fan-out starts at slot 3; no headers, no fallback slots */
#define ZB_ABI_CONCURRENT 0x40000u    /* many calls at a time; zb_plan says how each is entered */
#define ZB_PLAN_WAITS 1u              /* flags of zb_plan(): the handler may wait */
#define ZB_PLAN_STREAM 2u             /* it reads the body while it runs */
#define ZB_REQUEST_METHOD 0u
#define ZB_REQUEST_PATH 1u
#define ZB_REQUEST_BODY 2u
#define ZB_REQUEST_HEADERS 3u
#define ZB_REQUEST_FANOUT_COUNT 5u /* an i32, where there are fan-out values; not in the minimal profile */
#define ZB_REQUEST_FANOUT 6u
#define ZB_REQUEST_FANOUT_MINIMAL 3u
#define ZB_REQUEST_SLOTS 6u /* slots always present; 4 is kept for the replay fallback */
#define ZB_RESPONSE_STATUS 0u
#define ZB_RESPONSE_TYPE 1u
#define ZB_RESPONSE_BODY 2u
#define ZB_RESPONSE_HEADERS 3u
#define ZB_RESPONSE_SLOTS 4u

/*
 * Host calls: an operation is what a handler asks the host to do, and where the result goes.
 */
#define ZB_OPERATION_BYTES 32u
#define ZB_OPERATION_KIND_AT 0u
#define ZB_OPERATION_TICKET_AT 4u /* the host's name for it while it is pending */
#define ZB_OPERATION_A_AT 8u
#define ZB_OPERATION_B_AT 12u
#define ZB_OPERATION_RESULT_AT 16u /* a slot */
#define ZB_OPERATION_GIVE_UP 0u    /* the call cannot go on; a = why: a status, or 1 for its stack */
#define ZB_OPERATION_SLEEP 1u      /* a = milliseconds */
#define ZB_OPERATION_READ 2u       /* a = where the bytes go, b = room for them; result: i32, how many came */
#define ZB_OPERATION_CALL 3u /* a = where its parts are, b = how many; result: a value, or a host object */
#define ZB_OPERATION_DEADLINE 4u /* a = milliseconds from now, 0 = none */
#define ZB_OPERATION_WRITE 5u    /* a = where the bytes are, b = how many: the next of the response's body */
#define ZB_OPERATION_SAVE 6u     /* a = the map of free pages, b = its bytes: keep an image of the memory */
#define ZB_PENDING 1             /* result of zb.start: to be waited for */
/* A part of a host call: kind, length of what the payload points to, payload. */
#define ZB_PART_BYTES 16u
#define ZB_MAX_PARTS 1024u
#define ZB_PART_LENGTH_AT 4u
#define ZB_PART_PAYLOAD_AT 8u
#define ZB_PART_ENV 1u      /* where it starts: the binding of that name */
#define ZB_PART_PLATFORM 2u /* the platform's own functions: fetch */
#define ZB_PART_OBJECT 3u   /* what a host object's number is for */
#define ZB_PART_PROPERTY 4u /* a step: to the property of that name */
#define ZB_PART_METHOD                                                                                       \
    5u /* a step: to the result of the method of that name, with the arguments that follow */
#define ZB_PART_CONTEXT 6u   /* where it starts: what the platform gave with the request */
#define ZB_PART_EVENT 7u     /* where it starts: the object of the event that the call is for */
#define ZB_PART_PICK 8u      /* a step: to an object of the properties that the texts after it name */
#define ZB_PART_ARGUMENT 16u /* kinds from here on */
#define ZB_PART_NULL 16u
#define ZB_PART_BOOL 17u
#define ZB_PART_I32 18u
#define ZB_PART_F64 19u
#define ZB_PART_STRING 20u
#define ZB_PART_BYTE_STRING 21u
#define ZB_PART_VALUE 22u  /* payload: offset of a slot */
#define ZB_PART_HANDLE 23u /* payload: number of a host object */
#define ZB_PART_ARRAY 24u  /* payload: how many of the arguments after it are its elements */
/* Tag of a result that is a host object; payload A is its number.  Never in a region. */
#define ZB_TAG_HOST_OBJECT 0xF0u

/* Calls between threads (SPEC.md, 9.7): these tags occur in the slots of such calls alone. */
#define ZB_TAG_ATTACHMENT 0x8Eu /* A = attachment header: bytes that travel beside the region */
#define ZB_TAG_UNITS 0x8Fu      /* A = bytes header: a string that is not well-formed, as UTF-16 */
#define ZB_ATTACHMENT_HEADER_BYTES 16u
#define ZB_ATTACHMENT_NUMBER_AT 0u
#define ZB_ATTACHMENT_KIND_AT 4u    /* a column type, or one of the next three */
#define ZB_ATTACHMENT_OFFSET_AT 8u  /* first byte, in the attachment */
#define ZB_ATTACHMENT_LENGTH_AT 12u /* in elements; in bytes for the next three */
#define ZB_ATTACHMENT_BUFFER 13u
#define ZB_ATTACHMENT_DATA_VIEW 14u
#define ZB_ATTACHMENT_REFERENCE 15u
#define ZB_ATTACHMENT_REGION 0xFFFFFFFFu /* number: bytes of the region, in a value outside of it */
/* Control block of a call of a concurrent module: that far before its request. */
#define ZB_CALL_CONTROL_BEFORE 128u
#define ZB_CALL_RESPONSE_BEFORE 64u /* and the slots of its response */

/*
 * Cryptography (SPEC.md, 8.12): the block of 16 words that the import zb.crypto reads, and its
 * operations.  X(NAME, number); numbers are pinned.
 */
#define ZB_CRYPTO_BLOCK_BYTES 64u
#define ZB_CRYPTO_OPERATION_AT 0u  /* what to do */
#define ZB_CRYPTO_ALGORITHM_AT 4u  /* a digest or a cipher */
#define ZB_CRYPTO_ITERATIONS_AT 8u /* of PBKDF2 */
#define ZB_CRYPTO_HANDLE_AT 12u    /* of a hash that is fed piece by piece: in, or out where it begins */
#define ZB_CRYPTO_INPUTS_AT 16u    /* five pairs (offset, bytes) */
#define ZB_CRYPTO_INPUTS 5u
#define ZB_CRYPTO_OUTPUT_AT 56u /* one pair */

#define ZB_CRYPTO_OPERATION_TABLE(X)                                                                         \
    X(HASH, 1)                                                                                               \
    X(HMAC, 2)                                                                                               \
    X(HASH_BEGIN, 3)                                                                                         \
    X(HMAC_BEGIN, 4)                                                                                         \
    X(HASH_UPDATE, 5)                                                                                        \
    X(HASH_END, 6)                                                                                           \
    X(HASH_ABORT, 7)                                                                                         \
    X(HKDF, 8)                                                                                               \
    X(PBKDF2, 9)                                                                                             \
    X(SEAL, 10)                                                                                              \
    X(OPEN, 11)                                                                                              \
    X(ED25519_PUBLIC, 12)                                                                                    \
    X(ED25519_SIGN, 13)                                                                                      \
    X(ED25519_VERIFY, 14)                                                                                    \
    X(P256_PUBLIC, 15)                                                                                       \
    X(P256_SIGN, 16)                                                                                         \
    X(P256_VERIFY, 17)                                                                                       \
    X(X25519_PUBLIC, 18)                                                                                     \
    X(X25519_SHARED, 19)                                                                                     \
    X(RANDOM, 20)

/* X(NAME, number, node's name, bytes of a digest): what zb_digest names. */
#define ZB_DIGEST_TABLE(X)                                                                                   \
    X(SHA1_LEGACY, 1, "sha1", 20)                                                                            \
    X(SHA256, 2, "sha256", 32)                                                                               \
    X(SHA384, 3, "sha384", 48)                                                                               \
    X(SHA512, 4, "sha512", 64)

/* X(NAME, number, node's name, bytes of a key): what zb_aead names. */
#define ZB_AEAD_TABLE(X)                                                                                     \
    X(AES_128_GCM, 1, "aes-128-gcm", 16)                                                                     \
    X(AES_256_GCM, 2, "aes-256-gcm", 32)                                                                     \
    X(CHACHA20_POLY1305, 3, "chacha20-poly1305", 32)

#define ZB_AEAD_NONCE_BYTES 12u
#define ZB_AEAD_TAG_BYTES 16u
#define ZB_ED25519_KEY_BYTES 32u /* seed, and public key */
#define ZB_ED25519_SIGNATURE_BYTES 64u
#define ZB_P256_PRIVATE_BYTES 32u
#define ZB_P256_PUBLIC_BYTES 65u
#define ZB_P256_SIGNATURE_BYTES 64u
#define ZB_X25519_KEY_BYTES 32u
#define ZB_HKDF_MAX_BLOCKS 255u      /* digests of output (RFC 5869, 2.3) */
#define ZB_HKDF_MAX_INFO_BYTES 1024u /* what every platform takes */

/* Threads that wait for each other (SPEC.md, 12).  Zeros are ready, but for parties, capacity and words. */
#define ZB_MUTEX_BYTES 8u
#define ZB_MUTEX_STATE_AT 0u
#define ZB_MUTEX_FREE 0u
#define ZB_MUTEX_TAKEN 1u
#define ZB_MUTEX_AWAITED 2u /* taken, and somebody may wait for it */
#define ZB_CONDITION_BYTES 8u
#define ZB_CONDITION_SEQUENCE_AT 0u
#define ZB_CONDITION_WAITERS_AT 4u
#define ZB_ONCE_BYTES 8u
#define ZB_ONCE_STATE_AT 0u
#define ZB_ONCE_NEW 0u
#define ZB_ONCE_RUNNING 1u
#define ZB_ONCE_DONE 2u
#define ZB_SEMAPHORE_BYTES 8u
#define ZB_SEMAPHORE_COUNT_AT 0u
#define ZB_SEMAPHORE_WAITERS_AT 4u
#define ZB_BARRIER_BYTES 16u
#define ZB_BARRIER_PHASE_AT 0u
#define ZB_BARRIER_ARRIVED_AT 4u
#define ZB_BARRIER_PARTIES_AT 8u
#define ZB_CHANNEL_HEADER_BYTES 256u /* then the cells: each a u32 turn, and the words of an element */
#define ZB_CHANNEL_CAPACITY_AT 0u
#define ZB_CHANNEL_WORDS_AT 4u
#define ZB_CHANNEL_TAIL_AT 64u
#define ZB_CHANNEL_HEAD_AT 128u
#define ZB_CHANNEL_FILLED_AT 192u        /* a condition: receivers wait */
#define ZB_CHANNEL_EMPTIED_AT 200u       /* a condition: senders wait */
#define ZB_CHANNEL_CLOSED 0x80000000u    /* in the tail */
#define ZB_CHANNEL_POSITIONS 0x7FFFFFFFu /* they count modulo one more */
#define ZB_CHANNEL_MIN_CAPACITY 2u
#define ZB_CHANNEL_MAX_CAPACITY 0x1000000u
#define ZB_CHANNEL_MAX_WORDS 0x10000u

/*
 * Calls between threads (SPEC.md, 13): one caller, several lanes with a worker each, and
 * records that calls travel in.  Words that different threads write lie 64 bytes apart.
 */
#define ZB_POOL_HEADER_BYTES 128u
#define ZB_POOL_MAGIC 0x4C50425Au /* "ZBPL" */
#define ZB_POOL_VERSION 1u
#define ZB_POOL_MAGIC_AT 0u
#define ZB_POOL_VERSION_AT 4u
#define ZB_POOL_LANE_COUNT_AT 8u
#define ZB_POOL_CALL_COUNT_AT 12u /* a power of two */
#define ZB_POOL_LANES_AT 16u
#define ZB_POOL_CALLS_AT 20u
#define ZB_POOL_CALL_BYTES_AT 24u
#define ZB_POOL_KEYS_AT 28u /* of the caller; then those of each lane */
#define ZB_POOL_KEY_BYTES_AT 32u
#define ZB_POOL_HEAP_AT 36u
#define ZB_POOL_BELL_AT 64u /* the caller's */
#define ZB_BELL_BYTES 64u
#define ZB_BELL_RINGS_AT 0u
#define ZB_BELL_ASLEEP_AT 4u
#define ZB_LANE_HEADER_BYTES 256u /* then both rings, of as many u32 as there are calls */
#define ZB_LANE_POSTED_AT 0u
#define ZB_LANE_TAKEN_AT 64u
#define ZB_LANE_WORKER_AT 68u /* changes when its worker is to end */
#define ZB_LANE_FINISHED_AT 128u
#define ZB_LANE_BELL_AT 192u /* its worker's */
#define ZB_CALL_HEADER_BYTES 80u
#define ZB_CALL_STATE_AT 0u
#define ZB_CALL_TASK_AT 4u
#define ZB_CALL_FLAGS_AT 8u
#define ZB_CALL_ABORTED_AT 12u
#define ZB_CALL_ARGUMENT_AT 16u
#define ZB_CALL_RESULT_AT 32u
#define ZB_CALL_BLOCK_AT 48u
#define ZB_CALL_BLOCK_BYTES_AT 52u
#define ZB_CALL_ATTACHMENTS_AT 56u
#define ZB_CALL_NUMBER_AT 60u /* which message brings the attachments */
#define ZB_CALL_USED_AT 64u   /* one past the last byte of the argument */

/* A call's state: phase in bits 0 to 7; above them 0, or 1 + the lane that may take it or took it. */
#define ZB_CALL_FREE 0u
#define ZB_CALL_POSTED 1u
#define ZB_CALL_TAKEN 2u
#define ZB_CALL_RETURNED 3u
#define ZB_CALL_THREW 4u
#define ZB_CALL_LANE_SHIFT 8u

/* Bits of a call's flags. */
#define ZB_CALL_IMAGE 1u    /* the value is an image of its own, the last attachment */
#define ZB_CALL_ENVELOPE 2u /* the value is what an Envelope holds */

/* What a task in C returns, besides a status, when its result is what is to be thrown. */
#define ZB_TASK_THREW 1

#if defined(__cplusplus)
#define ZB_STATIC_ASSERT(condition, text) static_assert(condition, text)
#include <cstddef>
#else
#define ZB_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#include <stddef.h>
#endif

ZB_STATIC_ASSERT(sizeof(zb_slot) == ZB_SLOT_BYTES, "a slot is 16 bytes");
ZB_STATIC_ASSERT(offsetof(zb_slot, a) == ZB_SLOT_A_AT, "payload A lies at 4");
ZB_STATIC_ASSERT(offsetof(zb_slot, b) == ZB_SLOT_B_AT, "payload B lies at 8");
ZB_STATIC_ASSERT(ZB_OBJECT_ENTRY_BYTES == ZB_ENTRY_SLOT_AT + ZB_SLOT_BYTES, "an entry is key and slot");
ZB_STATIC_ASSERT(ZB_CONTROL_HEAP_AT + 4u <= ZB_CONTROL_BYTES, "the control block is 64 bytes");
ZB_STATIC_ASSERT(ZB_CALL_USED_AT + 4u <= ZB_CALL_HEADER_BYTES, "a call's header is 80 bytes");
ZB_STATIC_ASSERT(ZB_LANE_BELL_AT + ZB_BELL_BYTES == ZB_LANE_HEADER_BYTES,
                 "a lane's words lie 64 bytes apart");
ZB_STATIC_ASSERT((uint64_t)ZB_MAX_PAGES *ZB_PAGE_BYTES <= UINT32_MAX, "a region fits u32 offsets");

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "zerobuf regions are little-endian and are read in place: this host is big-endian"
#endif

#endif /* ZEROBUF_LAYOUT_H */
