/* SPDX-License-Identifier: MIT */
/*
 * How much do records cost that can be shared as they lie: to look up three fields by key,
 * to walk over 10,000 of them, to build 10,000?  Against an array of C structs, FlatBuffers,
 * Cap'n Proto, and the DOMs of RapidJSON and simdjson.
 */
#include <numeric>

#include <capnp/serialize.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <simdjson.h>

#include "records.h"

using namespace records;

namespace
{

/* Every representation of the same records, ready to read. */
struct corpus {
    std::vector<plain> structs = make_plain();
    region schemas{REGION_BYTES}, objects{REGION_BYTES};
    zb_off schema_base = build_schemas(&schemas.arena, structs);
    zb_off object_array = build_objects(&objects.arena, structs);
    flatbuffers::FlatBufferBuilder flat_builder{1 << 21};
    const peers::flat::Records *flat;
    capnp::MallocMessageBuilder capn_builder;
    kj::Array<capnp::word> capn_words;
    kj::Own<capnp::FlatArrayMessageReader> capn_reader;
    std::string json;
    rapidjson::Document rapid;
    simdjson::dom::parser simd_parser;
    simdjson::dom::element simd;

    corpus()
    {
        build_flatbuffer(flat_builder, structs);
        flat = flatbuffers::GetRoot<peers::flat::Records>(flat_builder.GetBufferPointer());
        build_capnp(capn_builder, structs);
        capn_words = capnp::messageToFlatArray(capn_builder);
        capnp::ReaderOptions options;
        options.traversalLimitInWords = UINT64_MAX; /* else thousands of walks count as an attack */
        capn_reader = kj::heap<capnp::FlatArrayMessageReader>(capn_words.asPtr(), options);
        rapidjson::StringBuffer text;
        rapidjson::Writer<rapidjson::StringBuffer> writer(text);
        writer.StartArray();
        for (const plain &p : structs) {
            writer.StartObject();
            writer.Key("id"), writer.Int(p.id);
            writer.Key("name"), writer.String(p.name, p.name_len);
            writer.Key("x"), writer.Double(p.x);
            writer.Key("y"), writer.Double(p.y);
            writer.Key("score"), writer.Double(p.score);
            writer.Key("active"), writer.Bool(p.active);
            writer.EndObject();
        }
        writer.EndArray();
        json.assign(text.GetString(), text.GetSize());
        rapid.Parse(json.data(), json.size());
        report::check(!rapid.HasParseError(), "RapidJSON parses the records");
        report::check(simd_parser.parse(json).get(simd) == simdjson::SUCCESS, "simdjson parses the records");
    }
};

/* Record `i` as each representation hands it out. */
zb_off
schema_at(const corpus &c, uint32_t i)
{
    return c.schema_base + i * FIELDS * ZB_SLOT_BYTES;
}

double
f64_at(zb_view view, zb_off slot)
{
    double value;
    must(zb_slot_get_f64(view, slot, &value));
    return value;
}

void
close_to(double got, double expected, const char *who)
{
    report::check(std::fabs(got - expected) <= 1e-9 * std::fabs(expected) + 1e-9,
                  std::string(who) + ": wrong sum");
}

/*
 * Three fields of one record after another, in no order that a compiler or a prefetcher could use,
 * of 64 records that stay in the cache: what is measured is the lookup.
 */
std::vector<report::times>
lookup(const report::options &options, const corpus &c)
{
    constexpr uint32_t HOT = 64, LOOKUPS = 100000;
    std::vector<uint32_t> order(LOOKUPS);
    uint32_t state = 1;
    for (uint32_t &i : order)
        i = ((state = state * 1664525u + 1013904223u) >> 16) % HOT;
    double expected = 0;
    for (uint32_t i : order)
        expected += c.structs[i].x + c.structs[i].y + c.structs[i].id;

    zb_view sv = c.schemas.view(), ov = c.objects.view();
    std::vector<zb_off> handles(HOT);
    for (uint32_t i = 0; i < HOT; i++) {
        zb_off slot;
        must(zb_array_get(ov, c.object_array, i, &slot));
        must(zb_slot_get_object(ov, slot, &handles[i]));
    }
    std::vector<const rapidjson::Value *> rapid(HOT);
    std::vector<simdjson::dom::object> simd(HOT);
    std::vector<const peers::flat::Record *> flat(HOT);
    for (uint32_t i = 0; i < HOT; i++) {
        rapid[i] = &c.rapid[i];
        simd[i] = c.simd.at(i).get_object();
        flat[i] = c.flat->records()->Get(i);
    }
    auto capn = const_cast<capnp::FlatArrayMessageReader &>(*c.capn_reader)
                    .getRoot<peers::capn::Records>()
                    .getRecords();

    auto each = [&order, expected](const char *who, auto &&sum) {
        return report::contender{who, [&order, expected, who, sum] { close_to(sum(order), expected, who); }};
    };
    /* The sum over all of `order`; the compiler must not keep what it loaded for another record. */
    auto sum_of = [](const std::vector<uint32_t> &all, auto &&three_of) {
        double sum = 0;
        for (uint32_t i : all) {
            barrier();
            sum += three_of(i);
        }
        return sum;
    };
    return report::contest(
        options, "look up three fields by literal key", "M records/s", LOOKUPS * 1000.0,
        {each("struct",
              [=, s = c.structs.data()](auto &all) {
                  return sum_of(all, [=](uint32_t i) { return s[i].x + s[i].y + s[i].id; });
              }),
         each("schema, verified",
              [=, &c](auto &all) {
                  return sum_of(all, [=, &c](uint32_t i) {
                      zb_off at = schema_at(c, i);
                      return zb_slot_f64_unchecked(sv, at + X * ZB_SLOT_BYTES) +
                             zb_slot_f64_unchecked(sv, at + Y * ZB_SLOT_BYTES) +
                             static_cast<int32_t>(zb_slot_a_unchecked(sv, at + ID * ZB_SLOT_BYTES));
                  });
              }),
         each("object, verified, zb_field",
              [=](auto &all) {
                  zb_field x = zb_field_of(ov, ZB_LIT("x")), y = zb_field_of(ov, ZB_LIT("y")),
                           id = zb_field_of(ov, ZB_LIT("id"));
                  return sum_of(all, [=, h = handles.data()](uint32_t i) mutable {
                      return zb_field_number_unchecked(&x, h[i], NAN) +
                             zb_field_number_unchecked(&y, h[i], NAN) +
                             zb_field_number_unchecked(&id, h[i], NAN);
                  });
              }),
         each("object, verified, zb_key",
              [=](auto &all) {
                  zb_key x = ZB_KEY("x"), y = ZB_KEY("y"), id = ZB_KEY("id");
                  return sum_of(all, [=, h = handles.data()](uint32_t i) mutable {
                      return zb_slot_f64_unchecked(ov, zb_object_lookup_unchecked(ov, h[i], &x)) +
                             zb_slot_f64_unchecked(ov, zb_object_lookup_unchecked(ov, h[i], &y)) +
                             zb_slot_f64_unchecked(ov, zb_object_lookup_unchecked(ov, h[i], &id));
                  });
              }),
         each("schema, checked",
              [=, &c](auto &all) {
                  return sum_of(all, [=, &c](uint32_t i) {
                      zb_off at = schema_at(c, i);
                      return f64_at(sv, at + X * ZB_SLOT_BYTES) + f64_at(sv, at + Y * ZB_SLOT_BYTES) +
                             f64_at(sv, at + ID * ZB_SLOT_BYTES);
                  });
              }),
         each("object, checked, zb_key",
              [=](auto &all) {
                  zb_key x = ZB_KEY("x"), y = ZB_KEY("y"), id = ZB_KEY("id");
                  return sum_of(all, [=, h = handles.data()](uint32_t i) mutable {
                      zb_off xs, ys, ids;
                      must(zb_object_lookup(ov, h[i], &x, &xs));
                      must(zb_object_lookup(ov, h[i], &y, &ys));
                      must(zb_object_lookup(ov, h[i], &id, &ids));
                      return f64_at(ov, xs) + f64_at(ov, ys) + f64_at(ov, ids);
                  });
              }),
         each("object, checked, by key",
              [=](auto &all) {
                  return sum_of(all, [=, h = handles.data()](uint32_t i) {
                      double x, y, id;
                      must(zb_object_get_f64(ov, h[i], ZB_LIT("x"), &x));
                      must(zb_object_get_f64(ov, h[i], ZB_LIT("y"), &y));
                      must(zb_object_get_f64(ov, h[i], ZB_LIT("id"), &id));
                      return x + y + id;
                  });
              }),
         each("FlatBuffers",
              [=](auto &all) {
                  return sum_of(all,
                                [r = flat.data()](uint32_t i) { return r[i]->x() + r[i]->y() + r[i]->id(); });
              }),
         each("Cap'n Proto",
              [=](auto &all) {
                  return sum_of(all, [capn](uint32_t i) {
                      auto record = capn[i];
                      return record.getX() + record.getY() + record.getId();
                  });
              }),
         each("RapidJSON DOM",
              [=](auto &all) {
                  return sum_of(all, [r = rapid.data()](uint32_t i) {
                      const rapidjson::Value &v = *r[i];
                      return v["x"].GetDouble() + v["y"].GetDouble() + v["id"].GetInt();
                  });
              }),
         each("simdjson DOM", [=](auto &all) {
             return sum_of(all, [r = simd.data()](uint32_t i) {
                 return r[i]["x"].get_double().value_unsafe() + r[i]["y"].get_double().value_unsafe() +
                        static_cast<double>(r[i]["id"].get_int64().value_unsafe());
             });
         })});
}

constexpr int WALKS = 4; /* in one run: long enough for the clock */

/* One field of every record, in order. */
std::vector<report::times>
iterate(const report::options &options, const corpus &c)
{
    double expected = 0;
    for (const plain &p : c.structs)
        expected += p.x;
    zb_view sv = c.schemas.view(), ov = c.objects.view();
    auto capn = const_cast<capnp::FlatArrayMessageReader &>(*c.capn_reader).getRoot<peers::capn::Records>();
    auto whole = [expected](const char *who, auto &&sum) {
        return report::contender{who, [expected, who, sum] {
                                     for (int i = 0; i < WALKS; i++) {
                                         barrier();
                                         close_to(sum(), expected, who);
                                     }
                                 }};
    };
    return report::contest(
        options, "sum a field of 10,000 records", "M records/s", COUNT * WALKS * 1000.0,
        {whole("struct",
               [&c] {
                   double sum = 0;
                   for (const plain &p : c.structs)
                       sum += p.x;
                   return sum;
               }),
         whole("schema, verified",
               [sv, &c] {
                   double sum = 0;
                   for (uint32_t i = 0; i < COUNT; i++)
                       sum += zb_slot_f64_unchecked(sv, schema_at(c, i) + X * ZB_SLOT_BYTES);
                   return sum;
               }),
         whole("object, verified, zb_field",
               [ov, &c] {
                   double sum = 0;
                   zb_field x = zb_field_of(ov, ZB_LIT("x"));
                   zb_array list = zb_array_unchecked(ov, c.object_array);
                   for (uint32_t i = 0; i < list.length; i++)
                       sum += zb_field_number_unchecked(
                           &x, zb_slot_a_unchecked(ov, list.slots + i * ZB_SLOT_BYTES), NAN);
                   return sum;
               }),
         whole("object, verified, zb_key",
               [ov, &c] {
                   double sum = 0;
                   zb_key x = ZB_KEY("x");
                   zb_array list = zb_array_unchecked(ov, c.object_array);
                   for (uint32_t i = 0; i < list.length; i++) {
                       zb_off object = zb_slot_a_unchecked(ov, list.slots + i * ZB_SLOT_BYTES);
                       sum += zb_slot_f64_unchecked(ov, zb_object_lookup_unchecked(ov, object, &x));
                   }
                   return sum;
               }),
         whole("schema, checked",
               [sv, &c] {
                   double sum = 0;
                   for (uint32_t i = 0; i < COUNT; i++)
                       sum += f64_at(sv, schema_at(c, i) + X * ZB_SLOT_BYTES);
                   return sum;
               }),
         whole("object, checked, zb_key",
               [ov, &c] {
                   double sum = 0;
                   zb_key x = ZB_KEY("x");
                   zb_array list;
                   must(zb_array_open(ov, c.object_array, &list));
                   for (uint32_t i = 0; i < list.length; i++) {
                       zb_off object, slot;
                       must(zb_slot_get_object(ov, list.slots + i * ZB_SLOT_BYTES, &object));
                       must(zb_object_lookup(ov, object, &x, &slot));
                       sum += f64_at(ov, slot);
                   }
                   return sum;
               }),
         whole("object, checked, by key",
               [ov, &c] {
                   double sum = 0, x;
                   zb_array list;
                   must(zb_array_open(ov, c.object_array, &list));
                   for (uint32_t i = 0; i < list.length; i++) {
                       zb_off object;
                       must(zb_slot_get_object(ov, list.slots + i * ZB_SLOT_BYTES, &object));
                       must(zb_object_get_f64(ov, object, ZB_LIT("x"), &x));
                       sum += x;
                   }
                   return sum;
               }),
         whole("FlatBuffers",
               [&c] {
                   double sum = 0;
                   for (const peers::flat::Record *record : *c.flat->records())
                       sum += record->x();
                   return sum;
               }),
         whole("Cap'n Proto",
               [capn] {
                   double sum = 0;
                   for (auto record : capn.getRecords())
                       sum += record.getX();
                   return sum;
               }),
         whole("RapidJSON DOM",
               [&c] {
                   double sum = 0;
                   for (const rapidjson::Value &record : c.rapid.GetArray())
                       sum += record["x"].GetDouble();
                   return sum;
               }),
         whole("simdjson DOM", [&c] {
             double sum = 0;
             for (simdjson::dom::element record : simdjson::dom::array(c.simd))
                 sum += record["x"].get_double().value_unsafe();
             return sum;
         })});
}

/* All fields of every record, names copied.  What was built is read back. */
std::vector<report::times>
build(const report::options &options, corpus &c)
{
    struct target {
        std::vector<plain> structs;
        std::vector<std::string> names;
        region schemas{REGION_BYTES}, objects{REGION_BYTES};
        flatbuffers::FlatBufferBuilder flat{1 << 21};
        std::vector<capnp::word> scratch = std::vector<capnp::word>(1 << 17);
    };
    static target t; /* so that no run pays for fresh pages */
    double expected = c.structs[COUNT - 1].y;
    return report::contest(
        options, "build 10,000 records of 6 fields", "M fields/s", COUNT * FIELDS * 1000.0,
        {{"struct",
          [&c, expected] {
              t.structs.clear();
              for (const plain &p : c.structs)
                  t.structs.push_back(p);
              barrier();
              report::check(t.structs[COUNT - 1].y == expected, "struct: wrong");
          }},
         {"schema",
          [&c, expected] {
              must(zb_arena_reset(&t.schemas.arena));
              zb_off base = build_schemas(&t.schemas.arena, c.structs);
              zb_off last = base + (COUNT - 1) * FIELDS * ZB_SLOT_BYTES;
              report::check(f64_at(t.schemas.view(), last + Y * ZB_SLOT_BYTES) == expected, "schema: wrong");
          }},
         {"object",
          [&c, expected] {
              must(zb_arena_reset(&t.objects.arena));
              zb_off array = build_objects(&t.objects.arena, c.structs), slot, object;
              double y;
              must(zb_array_get(t.objects.view(), array, COUNT - 1, &slot));
              must(zb_slot_get_object(t.objects.view(), slot, &object));
              must(zb_object_get_f64(t.objects.view(), object, ZB_LIT("y"), &y));
              report::check(y == expected, "object: wrong");
          }},
         {"FlatBuffers",
          [&c, expected] {
              t.flat.Clear();
              build_flatbuffer(t.flat, c.structs);
              auto *root = flatbuffers::GetRoot<peers::flat::Records>(t.flat.GetBufferPointer());
              report::check(root->records()->Get(COUNT - 1)->y() == expected, "FlatBuffers: wrong");
          }},
         {"Cap'n Proto",
          [&c, expected] {
              std::fill(t.scratch.begin(), t.scratch.end(), capnp::word{}); /* as the builder demands */
              capnp::MallocMessageBuilder message(kj::arrayPtr(t.scratch.data(), t.scratch.size()));
              build_capnp(message, c.structs);
              auto root = message.getRoot<peers::capn::Records>().asReader();
              report::check(root.getRecords()[COUNT - 1].getY() == expected, "Cap'n Proto: wrong");
          }},
         {"RapidJSON DOM", [&c, expected] {
              rapidjson::Document document(rapidjson::kArrayType);
              auto &allocator = document.GetAllocator();
              document.Reserve(COUNT, allocator);
              for (const plain &p : c.structs) {
                  rapidjson::Value record(rapidjson::kObjectType);
                  record.AddMember("id", p.id, allocator);
                  record.AddMember("name", rapidjson::Value(p.name, p.name_len, allocator), allocator);
                  record.AddMember("x", p.x, allocator);
                  record.AddMember("y", p.y, allocator);
                  record.AddMember("score", p.score, allocator);
                  record.AddMember("active", p.active, allocator);
                  document.PushBack(record, allocator);
              }
              report::check(document[COUNT - 1]["y"].GetDouble() == expected, "RapidJSON: wrong");
          }}});
}

} // namespace

int
main(int argc, char **argv)
{
    report::options options = report::parse(argc, argv);
    report::print_environment(options, "FlatBuffers " + std::to_string(FLATBUFFERS_VERSION_MAJOR) + "." +
                                           std::to_string(FLATBUFFERS_VERSION_MINOR) + ", Cap'n Proto " +
                                           std::to_string(CAPNP_VERSION / 1000000) + "." +
                                           std::to_string(CAPNP_VERSION / 1000 % 1000) +
                                           ", RapidJSON " RAPIDJSON_VERSION_STRING
                                           ", simdjson " SIMDJSON_STRINGIFY(SIMDJSON_VERSION));
    corpus c;
    std::vector<report::times> looked_up = lookup(options, c);
    aim(options, "three fields of a schema against a struct, times",
        looked_up[1].min_ns / looked_up[0].min_ns, false, 2);
    aim(options, "three keys of an object against a struct, times", looked_up[2].min_ns / looked_up[0].min_ns,
        false, 4);
    std::vector<report::times> walked = iterate(options, c);
    aim(options, "walk over schemas against structs, times", walked[1].min_ns / walked[0].min_ns, false, 2);
    aim(options, "walk over objects against structs, times", walked[2].min_ns / walked[0].min_ns, false, 4);
    std::vector<report::times> built = build(options, c);
    aim(options, "fields of objects built, M/s", COUNT * FIELDS * 1000.0 / built[2].min_ns, true, 20);
    return 0;
}
