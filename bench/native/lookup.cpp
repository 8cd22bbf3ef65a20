/* SPDX-License-Identifier: MIT */
/*
 * What does the size of an object do to finding a key in it?  8 keys against 10,000, each key
 * asked for as often as any other, hits and misses; against std::unordered_map and RapidJSON.
 */
#include <unordered_map>

#include <rapidjson/document.h>

#include <zerobuf/object.h>

#include "records.h"

using namespace records;

namespace
{

constexpr uint32_t ASKED = 50000;

struct keys {
    std::vector<std::string> all; /* in the object, then as many that are not */
    std::vector<uint32_t> hits;   /* numbers of keys, ASKED of them */
    double expected = 0;          /* sum of their values */
};

keys
make_keys(uint32_t count)
{
    keys k;
    for (uint32_t i = 0; i < 2 * count; i++)
        k.all.push_back("key " + std::to_string(i * 2654435761u % 1000003u) + (i < count ? "" : "?"));
    uint32_t state = 7;
    for (uint32_t i = 0; i < ASKED; i++) {
        uint32_t which = ((state = state * 1664525u + 1013904223u) >> 8) % count;
        k.hits.push_back(which);
        k.expected += which;
    }
    return k;
}

/* An object of the keys, each with its number, as an arena leaves it that filled it. */
zb_off
build(zb_arena *arena, const keys &k, uint32_t count)
{
    zb_slot object;
    must(zb_object_new(arena, 4, &object));
    for (uint32_t i = 0; i < count; i++)
        must(zb_object_set(arena, object.a, k.all[i].data(), static_cast<uint32_t>(k.all[i].size()),
                           zb_i32(static_cast<int32_t>(i))));
    return object.a;
}

double
find_all(zb_view view, zb_off object, const keys &k)
{
    double sum = 0;
    for (uint32_t which : k.hits) {
        zb_off slot;
        must(zb_object_find(view, object, k.all[which].data(), static_cast<uint32_t>(k.all[which].size()),
                            &slot));
        sum += zb_slot_a_unchecked(view, slot);
    }
    return sum;
}

void
miss_all(zb_view view, zb_off object, const keys &k, uint32_t count)
{
    for (uint32_t which : k.hits) {
        const std::string &key = k.all[which + count];
        zb_off slot;
        report::check(zb_object_find(view, object, key.data(), static_cast<uint32_t>(key.size()), &slot) ==
                          ZB_E_NOT_FOUND,
                      "a key that is not there was found");
    }
}

} // namespace

int
main(int argc, char **argv)
{
    report::options options = report::parse(argc, argv);
    report::print_environment(options, "RapidJSON " RAPIDJSON_VERSION_STRING ", std::unordered_map");
    static region small(1 << 20), large(REGION_BYTES);
    keys few = make_keys(8), many = make_keys(COUNT);
    zb_off few_object = build(&small.arena, few, 8), many_object = build(&large.arena, many, COUNT);

    std::unordered_map<std::string, uint32_t> few_map, many_map;
    for (uint32_t i = 0; i < 8; i++)
        few_map[few.all[i]] = i;
    for (uint32_t i = 0; i < COUNT; i++)
        many_map[many.all[i]] = i;
    auto in_map = [](const std::unordered_map<std::string, uint32_t> &map, const keys &k) {
        double sum = 0;
        for (uint32_t which : k.hits)
            sum += map.find(k.all[which])->second;
        report::check(sum == k.expected, "std::unordered_map: wrong sum");
    };
    rapidjson::Document rapid(rapidjson::kObjectType);
    for (uint32_t i = 0; i < 8; i++)
        rapid.AddMember(rapidjson::StringRef(few.all[i].data(), few.all[i].size()), i, rapid.GetAllocator());

    std::vector<report::times> taken = report::contest(
        options, "find a key", "M/s", ASKED * 1000.0,
        {{"among 8",
          [&] {
              report::check(find_all(small.view(), few_object, few) == few.expected, "among 8: wrong sum");
          }},
         {"among 10,000",
          [&] {
              report::check(find_all(large.view(), many_object, many) == many.expected,
                            "among 10,000: wrong sum");
          }},
         {"not among 8", [&] { miss_all(small.view(), few_object, few, 8); }},
         {"not among 10,000", [&] { miss_all(large.view(), many_object, many, COUNT); }},
         {"std::unordered_map, 8", [&] { in_map(few_map, few); }},
         {"std::unordered_map, 10,000", [&] { in_map(many_map, many); }},
         {"RapidJSON, 8", [&] {
              double sum = 0;
              for (uint32_t which : few.hits)
                  sum += rapid.FindMember(rapidjson::StringRef(few.all[which].data(), few.all[which].size()))
                             ->value.GetUint();
              report::check(sum == few.expected, "RapidJSON: wrong sum");
          }}});
    aim(options, "a key among 10,000 against one among 8, times", taken[1].min_ns / taken[0].min_ns, false,
        3);
    aim(options, "a key not among 10,000 against one not among 8, times", taken[3].min_ns / taken[2].min_ns,
        false, 3);
    return 0;
}
