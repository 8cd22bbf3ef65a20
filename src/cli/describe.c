/* SPDX-License-Identifier: MIT */
#include "describe.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <zerobuf/column.h>
#include <zerobuf/json.h>
#include <zerobuf/unchecked.h>

#include "numbers.h"

#define TEXT_SHOWN 40u
#define NAMES_SHOWN 4u
#define KEYS_LISTED 12u
#define BYTES_SHOWN 12u
#define ELEMENTS_SHOWN 6u

void
describe_text(FILE *out, const char *text, uint32_t len, uint32_t max)
{
    uint32_t shown = len < max ? len : max;
    while (shown < len && shown > 0 && ((unsigned char)text[shown] & 0xC0) == 0x80)
        shown--; /* whole characters */
    fputc('"', out);
    for (uint32_t i = 0; i < shown;) {
        uint32_t good = zb_utf8_check(text + i, shown - i);
        for (uint32_t end = i + good; i < end; i++) {
            unsigned char byte = (unsigned char)text[i];
            if (byte == '"' || byte == '\\')
                fprintf(out, "\\%c", byte);
            else if (byte < 0x20 || byte == 0x7F)
                fprintf(out, "\\x%02x", byte);
            else if (byte == 0xC2 && (unsigned char)text[i + 1] < 0xA0) /* C1 controls move terminals, too */
                fprintf(out, "\\u00%02x", (unsigned char)text[++i]);
            else
                fputc(byte, out);
        }
        if (i < shown)
            fprintf(out, "\\x%02x", (unsigned char)text[i++]);
    }
    fputs(shown < len ? "...\"" : "\"", out);
}

/* "an f64", "an array", "a string" */
static const char *
article_of(const char *name)
{
    return strchr("aeiouf", name[0]) != NULL ? "an" : "a";
}

static void
describe_number(FILE *out, double value)
{
    char digits[ZB_NUMBER_MAX_BYTES];
    if (isfinite(value))
        fprintf(out, "%.*s", (int)zb_number_write(value, digits), digits);
    else
        fputs(isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity", out);
}

static double
f64_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void
describe_slot(FILE *out, zb_view view, zb_slot value)
{
    fputs(tag_name(value.tag), out);
    switch ((int)value.tag) {
    case ZB_TAG_BOOL:
        fputs(value.a != 0 ? " true" : " false", out);
        break;
    case ZB_TAG_I32:
        fprintf(out, " %" PRId32, (int32_t)value.a);
        break;
    case ZB_TAG_F64:
    case ZB_TAG_DATE:
        fputc(' ', out);
        describe_number(out, f64_of(value.b));
        break;
    case ZB_TAG_BIGINT:
        fprintf(out, " %" PRId64, (int64_t)value.b);
        break;
    case ZB_TAG_STRING:
    case ZB_TAG_SYMBOL: {
        zb_str text = zb_string_unchecked(view, value.a);
        fputc(' ', out);
        describe_text(out, text.ptr, text.len, TEXT_SHOWN);
        fprintf(out, ", header at %u", value.a);
        break;
    }
    case ZB_TAG_BYTES:
    case ZB_TAG_INTEGER:
        fprintf(out, " of %u bytes, header at %u", zb_view_u32(view, value.a), value.a);
        break;
    case ZB_TAG_ARRAY:
    case ZB_TAG_OBJECT:
    case ZB_TAG_MAP:
    case ZB_TAG_SET:
        fprintf(out, ", handle at %u", value.a);
        break;
    case ZB_TAG_COLUMN:
    case ZB_TAG_BUFFER:
    case ZB_TAG_DATA_VIEW:
    case ZB_TAG_SHARED:
        fprintf(out, ", header at %u", value.a);
        break;
    case ZB_TAG_ERROR:
    case ZB_TAG_REGEXP:
    case ZB_TAG_BOXED:
        fprintf(out, ", record at %u", value.a);
        break;
    default:
        break;
    }
}

void
describe_parts(FILE *out, zb_view view, zb_slot value)
{
    const char *name = tag_name(value.tag);
    bool has_article = value.tag >= ZB_TAG_BOOL && value.tag <= ZB_TAG_OBJECT;
    fprintf(out, "%s%s%s", has_article ? article_of(name) : "", has_article ? " " : "", name);
    if (value.tag == ZB_TAG_OBJECT) {
        zb_object object = zb_object_unchecked(view, value.a);
        fputs(object.count > 0 ? " with " : " without keys", out);
        for (uint32_t i = 0; i < object.count && i < KEYS_LISTED; i++) {
            zb_str key = zb_entry_key_unchecked(view, object.entries + i * ZB_OBJECT_ENTRY_BYTES);
            fputs(i > 0 ? ", " : "", out);
            describe_text(out, key.ptr, key.len, TEXT_SHOWN);
        }
        if (object.count > KEYS_LISTED)
            fputs(", ...", out);
    } else if (value.tag == ZB_TAG_ARRAY) {
        fprintf(out, " of %u", zb_array_unchecked(view, value.a).length);
    } else {
        fputs(", which has no parts with that name", out);
    }
}

static double
half_of(uint16_t bits)
{
    int exponent = (bits >> 10) & 31, fraction = bits & 1023;
    double value = exponent == 0    ? ldexp(fraction, -24)
                   : exponent == 31 ? (fraction != 0 ? (double)NAN : (double)INFINITY)
                                    : ldexp(1024 + fraction, exponent - 25);
    return (bits & 0x8000) != 0 ? -value : value;
}

void
describe_element(FILE *out, zb_view view, zb_off data, unsigned type, uint32_t index)
{
    uint64_t bits = 0;
    uint32_t item_bytes = zb_column_item_bytes(type);
    memcpy(&bits, zb_view_ptr(view, data + index * item_bytes), item_bytes); /* little-endian */
    float single;
    uint32_t low = (uint32_t)bits;
    switch ((int)type) {
    case ZB_COLUMN_I8:
        fprintf(out, "%d", (int8_t)bits);
        break;
    case ZB_COLUMN_I16:
        fprintf(out, "%d", (int16_t)bits);
        break;
    case ZB_COLUMN_I32:
        fprintf(out, "%" PRId32, (int32_t)low);
        break;
    case ZB_COLUMN_I64:
        fprintf(out, "%" PRId64, (int64_t)bits);
        break;
    case ZB_COLUMN_F16:
        describe_number(out, half_of((uint16_t)bits));
        break;
    case ZB_COLUMN_F32:
        memcpy(&single, &low, sizeof single);
        fprintf(out, "%.9g", (double)single);
        break;
    case ZB_COLUMN_F64:
        describe_number(out, f64_of(bits));
        break;
    default:
        fprintf(out, "%" PRIu64, bits);
        break;
    }
}

static void
describe_object(FILE *out, zb_view view, zb_off data)
{
    uint32_t capacity = zb_view_u32(view, data), count = zb_view_u32(view, data + ZB_BLOCK_LENGTH_AT);
    fprintf(out, "%u of %u entries", count, capacity);
    for (uint32_t i = 0; i < count && i < NAMES_SHOWN; i++) {
        zb_str key = zb_entry_key_unchecked(view, data + ZB_OBJECT_HEADER_BYTES + i * ZB_OBJECT_ENTRY_BYTES);
        fputs(i == 0 ? ": " : ", ", out);
        describe_text(out, key.ptr, key.len, 20);
    }
    if (count > NAMES_SHOWN)
        fputs(", ...", out);
}

static void
describe_column(FILE *out, zb_view view, zb_off header)
{
    fprintf(out, "%s, %u of %u elements at %u",
            column_type_name(*zb_view_ptr(view, header + ZB_COLUMN_TYPE_AT)),
            zb_view_u32(view, header + ZB_COLUMN_LENGTH_AT),
            zb_view_u32(view, header + ZB_COLUMN_CAPACITY_AT), zb_view_u32(view, header + ZB_COLUMN_DATA_AT));
}

static void
describe_column_data(FILE *out, const survey *it, const part *data)
{
    zb_off header = it->parts[data->parent].off;
    unsigned type = *zb_view_ptr(it->view, header + ZB_COLUMN_TYPE_AT);
    uint32_t length = zb_view_u32(it->view, header + ZB_COLUMN_LENGTH_AT);
    fprintf(out, "%s", column_type_name(type));
    for (uint32_t i = 0; i < length && i < ELEMENTS_SHOWN; i++) {
        fputs(i == 0 ? " " : ", ", out);
        describe_element(out, it->view, data->off, type, i);
    }
    if (length > ELEMENTS_SHOWN)
        fputs(", ...", out);
}

static void
describe_bytes(FILE *out, zb_view view, zb_off header)
{
    zb_str bytes = zb_string_unchecked(view, header);
    fprintf(out, "%u bytes:", bytes.len);
    for (uint32_t i = 0; i < bytes.len && i < BYTES_SHOWN; i++)
        fprintf(out, " %02x", (unsigned char)bytes.ptr[i]);
    if (bytes.len > BYTES_SHOWN)
        fputs(" ...", out);
}

static void
describe_table(FILE *out, zb_view view, zb_off off, const char *what)
{
    fprintf(out, "%u places, %u %s", zb_view_u32(view, off), zb_view_u32(view, off + 4), what);
}

static void
describe_gap(FILE *out, part_kind kind)
{
    switch ((int)kind) {
    case PART_PADDING:
        fputs("up to the next aligned offset", out);
        break;
    case PART_ABANDONED:
        fputs("nothing leads here: left by growth or by a change", out);
        break;
    default:
        fputs("past the bump", out);
        break;
    }
}

static void
describe_part(FILE *out, const survey *it, const part *made)
{
    zb_view view = it->view;
    switch ((int)made->kind) {
    case PART_ZERO:
        fputs("nothing is placed at offset 0, which means none", out);
        break;
    case PART_CONTROL:
        fprintf(out, "start %u, bump %u, generation %u, flags %u", it->start, it->bump,
                zb_view_u32(view, made->off + ZB_CONTROL_GENERATION_AT),
                zb_view_u32(view, made->off + ZB_CONTROL_FLAGS_AT));
        break;
    case PART_ROOT:
        if (made->bytes == ZB_SLOT_BYTES)
            describe_slot(out, view, zb_slot_read_unchecked(view, made->off));
        else
            fprintf(out, "%u slots of a schema object", made->bytes / ZB_SLOT_BYTES);
        break;
    case PART_HANDLE:
        fprintf(out, "of %s %s, data at %u", article_of(tag_name(made->tag)), tag_name(made->tag),
                zb_view_u32(view, made->off));
        break;
    case PART_OBJECT:
        describe_object(out, view, made->off);
        break;
    case PART_ARRAY:
    case PART_MAP:
        fprintf(out, "%u of %u %s", zb_view_u32(view, made->off + ZB_BLOCK_LENGTH_AT),
                zb_view_u32(view, made->off), made->kind == PART_MAP ? "entries" : "elements");
        break;
    case PART_RECORD:
        fprintf(out, "of %s %s, %u slot%s", article_of(tag_name(made->tag)), tag_name(made->tag),
                made->bytes / ZB_SLOT_BYTES, made->bytes == ZB_SLOT_BYTES ? "" : "s");
        break;
    case PART_KEY:
        describe_text(out, (const char *)zb_view_ptr(view, made->off), made->bytes, TEXT_SHOWN);
        break;
    case PART_STRING: {
        zb_str text = zb_string_unchecked(view, made->off);
        describe_text(out, text.ptr, text.len, TEXT_SHOWN);
        break;
    }
    case PART_BYTES:
    case PART_INTEGER:
        describe_bytes(out, view, made->off);
        break;
    case PART_COLUMN:
        describe_column(out, view, made->off);
        break;
    case PART_COLUMN_DATA:
        describe_column_data(out, it, made);
        break;
    case PART_KEY_TABLE:
        describe_table(out, view, made->off, "interned keys");
        break;
    case PART_DIRECTORY:
        describe_table(out, view, made->off, "indexes of objects");
        break;
    default:
        describe_table(out, view, made->off, "entries of an object");
        break;
    }
}

void
describe_row(FILE *out, const survey *it, const survey_row *row)
{
    if (row->number == SURVEY_NONE) {
        describe_gap(out, row->kind);
        return;
    }
    const part *made = &it->parts[row->number];
    describe_part(out, it, made);
    if (made->references > 1)
        fprintf(out, "; %s references", number_grouped(made->references).text);
    if (made->references == 0)
        fputs("; only the key table knows it", out);
    if (row->fresh < row->bytes)
        fprintf(out, "; %u bytes of it lie in a part before", row->bytes - row->fresh);
}
