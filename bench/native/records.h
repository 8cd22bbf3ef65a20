/* SPDX-License-Identifier: MIT */
#ifndef ZB_BENCH_RECORDS_H
#define ZB_BENCH_RECORDS_H

/*
 * The records that several benchmarks ask about, and ways to build them: as a C program
 * without any library would (an array of structs), as values of ours, and as the peers do.
 */

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <capnp/message.h>
#include <flatbuffers/flatbuffers.h>

#include "records.capnp.h"
#include "records_generated.h"

#include <zerobuf/array.h>
#include <zerobuf/image.h>
#include <zerobuf/object.h>
#include <zerobuf/unchecked.h>
#include <zerobuf/verify.h>

#include "report.h"

namespace records
{

constexpr uint32_t COUNT = 10000;
constexpr uint32_t FIELDS = 6; /* id, name, x, y, score, active */

/** One record as a plain C struct. */
struct plain {
    int32_t id;
    uint32_t name_len;
    char name[16];
    double x, y, score;
    bool active;
};

/** Fields of the schema object, in slots. */
enum field { ID, NAME, X, Y, SCORE, ACTIVE };

/** The same records every time. */
inline std::vector<plain>
make_plain()
{
    std::vector<plain> all(COUNT);
    uint64_t state = 20261124;
    auto random = [&state] { /* splitmix64 */
                             uint64_t z = (state += 0x9e3779b97f4a7c15u);
                             z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
                             z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
                             return static_cast<double>((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
    };
    for (uint32_t i = 0; i < COUNT; i++) {
        plain &p = all[i];
        p.id = static_cast<int32_t>(i * 7);
        p.name_len = static_cast<uint32_t>(std::snprintf(p.name, sizeof p.name, "record %u", i));
        p.x = random() * 360 - 180;
        p.y = random() * 180 - 90;
        p.score = random();
        p.active = random() < 0.5;
    }
    return all;
}

inline void
must(zb_status status)
{
    if (status != ZB_OK)
        report::fail(zb_status_text(status));
}

/** A region and its arena; reset before each build. */
struct region {
    std::vector<uint64_t> words;
    zb_arena arena;
    explicit region(uint32_t bytes) : words(bytes / 8)
    {
        must(zb_arena_init(&arena, words.data(), words.size() * 8, 8, 0));
    }
    region(const region &) = delete;
    region &operator=(const region &) = delete;
    zb_view view() const
    {
        return zb_arena_view(&arena);
    }
};

constexpr uint32_t REGION_BYTES = 8u << 20;

/** All records as consecutive schema objects.  Base of the first. */
inline zb_off
build_schemas(zb_arena *arena, const std::vector<plain> &from)
{
    zb_off base;
    must(zb_arena_alloc(arena, COUNT * FIELDS * ZB_SLOT_BYTES, ZB_WRITE_ALIGN, &base));
    zb_off at = base;
    for (const plain &p : from) {
        zb_slot name;
        must(zb_string_new(arena, p.name, p.name_len, &name));
        must(zb_slot_write(arena, at + ID * ZB_SLOT_BYTES, zb_i32(p.id)));
        must(zb_slot_write(arena, at + NAME * ZB_SLOT_BYTES, name));
        must(zb_slot_write(arena, at + X * ZB_SLOT_BYTES, zb_f64(p.x)));
        must(zb_slot_write(arena, at + Y * ZB_SLOT_BYTES, zb_f64(p.y)));
        must(zb_slot_write(arena, at + SCORE * ZB_SLOT_BYTES, zb_f64(p.score)));
        must(zb_slot_write(arena, at + ACTIVE * ZB_SLOT_BYTES, zb_bool(p.active)));
        at += FIELDS * ZB_SLOT_BYTES;
    }
    return base;
}

/** All records as an array of objects.  Handle of the array. */
inline zb_off
build_objects(zb_arena *arena, const std::vector<plain> &from)
{
    zb_slot array;
    must(zb_array_new(arena, COUNT, &array));
    for (const plain &p : from) {
        zb_slot object, name;
        must(zb_object_new(arena, FIELDS, &object));
        must(zb_string_new(arena, p.name, p.name_len, &name));
        must(zb_object_set(arena, object.a, ZB_LIT("id"), zb_i32(p.id)));
        must(zb_object_set(arena, object.a, ZB_LIT("name"), name));
        must(zb_object_set(arena, object.a, ZB_LIT("x"), zb_f64(p.x)));
        must(zb_object_set(arena, object.a, ZB_LIT("y"), zb_f64(p.y)));
        must(zb_object_set(arena, object.a, ZB_LIT("score"), zb_f64(p.score)));
        must(zb_object_set(arena, object.a, ZB_LIT("active"), zb_bool(p.active)));
        must(zb_array_push(arena, array.a, object));
    }
    return array.a;
}

/** All records as a FlatBuffer in `builder`, which is empty. */
inline void
build_flatbuffer(flatbuffers::FlatBufferBuilder &builder, const std::vector<plain> &from)
{
    std::vector<flatbuffers::Offset<peers::flat::Record>> list;
    list.reserve(COUNT);
    for (const plain &p : from) {
        auto name = builder.CreateString(p.name, p.name_len);
        list.push_back(peers::flat::CreateRecord(builder, p.id, name, p.x, p.y, p.score, p.active));
    }
    builder.Finish(peers::flat::CreateRecords(builder, builder.CreateVector(list)));
}

/** All records as a Cap'n Proto message in `message`, which is empty. */
inline void
build_capnp(capnp::MessageBuilder &message, const std::vector<plain> &from)
{
    auto list = message.initRoot<peers::capn::Records>().initRecords(COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        const plain &p = from[i];
        auto record = list[i];
        record.setId(p.id);
        record.setName(capnp::Text::Reader(p.name, p.name_len));
        record.setX(p.x);
        record.setY(p.y);
        record.setScore(p.score);
        record.setActive(p.active);
    }
}

/** Let the compiler believe that memory may have changed: what is measured is done each time. */
inline void
barrier()
{
    asm volatile("" ::: "memory");
}

/** How an aim of the project stands: `value`, of the fastest runs, should be at most, or at least, `limit`.
 */
inline void
aim(const report::options &options, const char *what, double value, bool at_least, double limit)
{
    const char *held = (at_least ? value >= limit : value <= limit) ? "true" : "false";
    if (options.json)
        std::printf("{\"aim\":\"%s\",\"value\":%.3f,\"%s\":%g,\"held\":%s}\n", what, value,
                    at_least ? "at_least" : "at_most", limit, held);
    else
        std::printf("  aim, of the fastest runs: %s %.2f, %s %g: %s\n", what, value,
                    at_least ? "at least" : "at most", limit, held[0] == 't' ? "held" : "MISSED");
}

} // namespace records

#endif /* ZB_BENCH_RECORDS_H */
