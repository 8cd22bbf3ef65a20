/* SPDX-License-Identifier: MIT */
/*
 * How fast is untrusted data found safe to read?  zb_verify() over the same 10,000 records as
 * objects and as schema objects, over long texts and over a column, against the FlatBuffers
 * verifier.
 */
#include <zerobuf/column.h>

#include "records.h"

using namespace records;

namespace
{

/* One image and how to verify it. */
struct image {
    std::string name;
    zb_view view;
    zb_root kind;
    zb_off root;
    uint32_t slot_count; /* of a schema */
    double bytes;        /* of the image: what lies below the bump */
};

void
verify(const image &what, void *scratch, size_t scratch_bytes)
{
    zb_verify_options options = {0, what.slot_count, 0, 0, 0, scratch, scratch_bytes};
    zb_verify_report seen;
    zb_status status = zb_verify(what.view, what.kind, what.root, &options, &seen);
    report::check(status == ZB_OK && seen.nodes > 0, what.name + ": " + zb_status_text(status));
}

/* An array of strings of `len` bytes: ASCII, or two-byte letters. */
zb_off
build_texts(zb_arena *arena, uint32_t len, bool ascii)
{
    std::string text;
    while (text.size() < len)
        text += ascii ? "the quick brown fox " : "\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f";
    text.resize(len);
    zb_slot array, slot;
    uint32_t count = (4u << 20) / len;
    must(zb_array_new(arena, count, &array));
    for (uint32_t i = 0; i < count; i++) {
        must(zb_string_new(arena, text.data(), len, &slot));
        must(zb_array_push(arena, array.a, slot));
    }
    return array.a;
}

/* A figure counts when the verifier looks: both refuse a record whose name lies elsewhere. */
void
must_refuse(const region &objects, zb_off array, const flatbuffers::FlatBufferBuilder &flat)
{
    std::vector<uint64_t> copy = objects.words;
    zb_view view = zb_view_of(copy.data(), copy.size() * 8);
    zb_off slot, object, name;
    must(zb_array_get(view, array, COUNT - 1, &slot));
    must(zb_slot_get_object(view, slot, &object));
    must(zb_object_find(view, object, ZB_LIT("name"), &name));
    uint32_t far = 0x7ffffff0;
    std::memcpy(reinterpret_cast<uint8_t *>(copy.data()) + name + ZB_SLOT_A_AT, &far, 4);
    report::check(zb_verify(view, ZB_ROOT_ARRAY, array, nullptr, nullptr) == ZB_E_BOUNDS, "damage passes");

    std::vector<uint8_t> flat_copy(flat.GetBufferPointer(), flat.GetBufferPointer() + flat.GetSize());
    auto *last = reinterpret_cast<const flatbuffers::Table *>(
        flatbuffers::GetRoot<peers::flat::Records>(flat_copy.data())->records()->Get(COUNT - 1));
    std::memcpy(const_cast<uint8_t *>(last->GetAddressOf(peers::flat::Record::VT_NAME)), &far, 4);
    flatbuffers::Verifier verifier(flat_copy.data(), flat_copy.size(), 64, 10000000);
    report::check(!peers::flat::VerifyRecordsBuffer(verifier), "FlatBuffers: damage passes");
}

} // namespace

int
main(int argc, char **argv)
{
    report::options options = report::parse(argc, argv);
    report::print_environment(options, "FlatBuffers " + std::to_string(FLATBUFFERS_VERSION_MAJOR) + "." +
                                           std::to_string(FLATBUFFERS_VERSION_MINOR));
    std::vector<plain> from = make_plain();
    static region objects(REGION_BYTES), schemas(REGION_BYTES), ascii(REGION_BYTES), letters(REGION_BYTES);
    std::vector<uint8_t> scratch(zb_verify_scratch_bytes(REGION_BYTES));
    auto used = [](const region &r) { return static_cast<double>(zb_arena_save(&r.arena)); };

    zb_off base = build_schemas(&schemas.arena, from), array = build_objects(&objects.arena, from);
    zb_off ascii_root = build_texts(&ascii.arena, 1000, true),
           letters_root = build_texts(&letters.arena, 1000, false);
    std::vector<image> images = {
        {"objects", objects.view(), ZB_ROOT_ARRAY, array, 0, used(objects)},
        {"schemas", schemas.view(), ZB_ROOT_SCHEMA, base, COUNT * FIELDS, used(schemas)},
        {"texts of 1,000 bytes, ASCII", ascii.view(), ZB_ROOT_ARRAY, ascii_root, 0, used(ascii)},
        {"texts of 1,000 bytes, letters", letters.view(), ZB_ROOT_ARRAY, letters_root, 0, used(letters)}};

    flatbuffers::FlatBufferBuilder flat(1 << 21);
    build_flatbuffer(flat, from);
    auto verify_flat = [&flat] {
        flatbuffers::Verifier verifier(flat.GetBufferPointer(), flat.GetSize(), 64, 10000000);
        report::check(peers::flat::VerifyRecordsBuffer(verifier), "FlatBuffers: the buffer is refused");
    };
    verify_flat();
    must_refuse(objects, array, flat);

    std::vector<report::times> records_taken = report::contest(
        options, "verify 10,000 records", "M records/s", COUNT * 1000.0,
        {{"objects", [&] { verify(images[0], nullptr, 0); }},
         {"objects, visited once", [&] { verify(images[0], scratch.data(), scratch.size()); }},
         {"schemas", [&] { verify(images[1], nullptr, 0); }},
         {"FlatBuffers", verify_flat}});
    for (size_t i = 2; i < images.size(); i++)
        report::contest(options, "verify " + images[i].name, "GB/s", images[i].bytes,
                        {{"texts", [&, i] { verify(images[i], nullptr, 0); }}});

    double objects_rate = images[0].bytes / records_taken[0].min_ns,
           schemas_rate = images[1].bytes / records_taken[2].min_ns,
           flat_rate = flat.GetSize() / records_taken[3].min_ns;
    std::printf(options.json
                    ? "{\"bench\":\"verify, own "
                      "bytes\",\"unit\":\"GB/s\",\"objects\":%.3f,\"schemas\":%.3f,\"flatbuffers\":%.3f}\n"
                    : "  of their own bytes, GB/s: objects %.2f, schemas %.2f, FlatBuffers %.2f\n",
                objects_rate, schemas_rate, flat_rate);
    aim(options, "objects verified, GB/s", objects_rate, true, 2);
    aim(options, "schemas verified, GB/s", schemas_rate, true, 2);
    return 0;
}
