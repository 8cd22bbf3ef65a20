/* SPDX-License-Identifier: MIT */
/* The C header that is made from a schema file; what it calls is in zerobuf/schema.h. */
#include <string.h>

#include <zerobuf/column.h>

#include "report.h"
#include "schema_file.h"

/* How C sees a type of field.  In the expressions `slot` stands for the offset of the slot. */
typedef struct c_type {
    const char *field;      /* zb_schema_type */
    const char *value;      /* what the getters yield */
    const char *get;        /* checked getter (view, slot, out) */
    const char *unchecked;  /* getter (view, slot) */
    const char *set_params; /* after (arena, self */
    const char *set;        /* expression with `slot` */
} c_type;

static const c_type types[] = {
    [SCHEMA_ANY] = {"ZB_SCHEMA_ANY", "zb_slot", "zb_slot_read", "zb_slot_read_unchecked", "zb_slot value",
                    "zb_slot_write(arena, slot, value)"},
    [SCHEMA_BOOL] = {"ZB_SCHEMA_BOOL", "bool", "zb_slot_get_bool", "zb_schema_bool_unchecked", "bool value",
                     "zb_slot_write(arena, slot, zb_bool(value))"},
    [SCHEMA_I32] = {"ZB_SCHEMA_I32", "int32_t", "zb_slot_get_i32", "zb_schema_i32_unchecked", "int32_t value",
                    "zb_slot_write(arena, slot, zb_i32(value))"},
    [SCHEMA_F64] = {"ZB_SCHEMA_F64", "double", "zb_slot_get_f64", "zb_schema_f64_unchecked", "double value",
                    "zb_slot_write(arena, slot, zb_f64(value))"},
    [SCHEMA_BIGINT] = {"ZB_SCHEMA_BIGINT", "int64_t", "zb_slot_get_bigint", "zb_schema_bigint_unchecked",
                       "int64_t value", "zb_slot_write(arena, slot, zb_bigint(value))"},
    [SCHEMA_STRING] = {"ZB_SCHEMA_STRING", "zb_str", "zb_slot_get_string", "zb_schema_string_unchecked",
                       "const char *text, uint32_t len", "zb_schema_set_string(arena, slot, text, len)"},
    [SCHEMA_BYTES] = {"ZB_SCHEMA_BYTES", "zb_bytes", "zb_slot_get_bytes", "zb_schema_bytes_unchecked",
                      "const void *data, uint32_t len", "zb_schema_set_bytes(arena, slot, data, len)"},
    [SCHEMA_ARRAY] = {"ZB_SCHEMA_ARRAY", "zb_off", "zb_slot_get_array", "zb_schema_handle_unchecked",
                      "zb_off handle", "zb_slot_write(arena, slot, zb_at(ZB_TAG_ARRAY, handle))"},
    [SCHEMA_OBJECT] = {"ZB_SCHEMA_OBJECT", "zb_off", "zb_slot_get_object", "zb_schema_handle_unchecked",
                       "zb_off handle", "zb_slot_write(arena, slot, zb_at(ZB_TAG_OBJECT, handle))"},
    [SCHEMA_DATE] = {"ZB_SCHEMA_DATE", "double", "zb_schema_get_date", "zb_schema_date_unchecked",
                     "double epoch_ms", "zb_schema_set_date(arena, slot, epoch_ms)"},
};

/* Constant of the column type, and the C type of its elements. */
static const struct {
    const char *constant, *item;
} columns[] = {
    [ZB_COLUMN_I8] = {"ZB_COLUMN_I8", "int8_t"},
    [ZB_COLUMN_U8] = {"ZB_COLUMN_U8", "uint8_t"},
    [ZB_COLUMN_U8_CLAMPED] = {"ZB_COLUMN_U8_CLAMPED", "uint8_t"},
    [ZB_COLUMN_I16] = {"ZB_COLUMN_I16", "int16_t"},
    [ZB_COLUMN_U16] = {"ZB_COLUMN_U16", "uint16_t"},
    [ZB_COLUMN_I32] = {"ZB_COLUMN_I32", "int32_t"},
    [ZB_COLUMN_U32] = {"ZB_COLUMN_U32", "uint32_t"},
    [ZB_COLUMN_I64] = {"ZB_COLUMN_I64", "int64_t"},
    [ZB_COLUMN_U64] = {"ZB_COLUMN_U64", "uint64_t"},
    [ZB_COLUMN_F16] = {"ZB_COLUMN_F16", "uint16_t"},
    [ZB_COLUMN_F32] = {"ZB_COLUMN_F32", "float"},
    [ZB_COLUMN_F64] = {"ZB_COLUMN_F64", "double"},
};

/* An expression of the table, with the place of the field for the word `slot`. */
static void
print_with_slot(FILE *out, const char *expression, uint32_t number)
{
    const char *slot = strstr(expression, "slot,");
    fprintf(out, "%.*szb_schema_slot(self.at, %u)%s", (int)(slot - expression), expression, number, slot + 4);
}

static void
write_plain_field(const schema *it, const schema_field *f, FILE *out)
{
    const c_type *type = &types[f->type];
    const char *gap = strchr(type->value, '*') != NULL ? "" : " ";
    fprintf(out,
            "static inline ZB_NODISCARD zb_status\n%s_get_%s(zb_view view, %s self, %s%s*out)\n"
            "{\n    return %s(view, zb_schema_slot(self.at, %u), out);\n}\n\n",
            it->lower, f->name, it->lower, type->value, gap, type->get, f->slot);
    fprintf(out,
            "static inline %s\n%s_get_%s_unchecked(zb_view view, %s self)\n"
            "{\n    return %s(view, self.at + %u * ZB_SLOT_BYTES);\n}\n\n",
            type->value, it->lower, f->name, it->lower, type->unchecked, f->slot);
    fprintf(out,
            "static inline ZB_NODISCARD zb_status\n%s_set_%s(zb_arena *arena, %s self, %s)\n{\n    return ",
            it->lower, f->name, it->lower, type->set_params);
    print_with_slot(out, type->set, f->slot);
    fprintf(out, ";\n}\n\n");
}

static void
write_column_field(const schema *it, const schema_field *f, FILE *out)
{
    const char *constant = columns[f->column].constant, *item = columns[f->column].item;
    fprintf(out,
            "static inline ZB_NODISCARD zb_status\n%s_get_%s(zb_view view, %s self, zb_column *out)\n"
            "{\n    return zb_schema_get_column(view, zb_schema_slot(self.at, %u), %s, out);\n}\n\n",
            it->lower, f->name, it->lower, f->slot, constant);
    fprintf(out,
            "static inline ZB_NODISCARD zb_status\n%s_span_%s(zb_view view, %s self, const %s **items, "
            "uint32_t *count)\n"
            "{\n"
            "    zb_off header;\n"
            "    zb_span span;\n"
            "    ZB_TRY(zb_slot_get_column(view, zb_schema_slot(self.at, %u), &header));\n"
            "    ZB_TRY(zb_column_span(view, header, %s, &span));\n"
            "    *items = (const %s *)span.items;\n"
            "    *count = span.count;\n"
            "    return ZB_OK;\n"
            "}\n\n",
            it->lower, f->name, it->lower, item, f->slot, constant, item);
    fprintf(out,
            "static inline zb_column\n%s_get_%s_unchecked(zb_view view, %s self)\n"
            "{\n    return zb_schema_column_unchecked(view, self.at + %u * ZB_SLOT_BYTES, %s, %u);\n}\n\n",
            it->lower, f->name, it->lower, f->slot, constant, zb_column_item_bytes(f->column));
    fprintf(out,
            "static inline ZB_NODISCARD zb_status\n%s_set_%s(zb_arena *arena, %s self, zb_off header)\n"
            "{\n    return zb_schema_set_column(arena, zb_schema_slot(self.at, %u), %s, header);\n}\n\n",
            it->lower, f->name, it->lower, f->slot, constant);
}

static void
write_field(const schema_file *file, const schema *it, const schema_field *f, FILE *out)
{
    fprintf(out, "/* %s: %s, %s %u", f->name, f->type_name, f->slots == 1 ? "slot" : "slots from", f->slot);
    fprintf(out, " */\n\n");
    if (f->type == SCHEMA_NESTED) {
        const schema *nested = &file->schemas[f->nested];
        fprintf(out,
                "static inline %s\n%s_get_%s(%s self)\n{\n    %s made = {zb_schema_slot(self.at, %u)};\n    "
                "return made;\n}\n\n",
                nested->lower, it->lower, f->name, it->lower, nested->lower, f->slot);
        return;
    }
    if (f->type == SCHEMA_COLUMN)
        write_column_field(it, f, out);
    else
        write_plain_field(it, f, out);
    fprintf(out,
            "static inline bool\n%s_has_%s(zb_view view, %s self)\n"
            "{\n    return zb_schema_has(view, zb_schema_slot(self.at, %u));\n}\n\n",
            it->lower, f->name, it->lower, f->slot);
    fprintf(out,
            "static inline ZB_NODISCARD zb_status\n%s_clear_%s(zb_arena *arena, %s self)\n"
            "{\n    return zb_slot_write(arena, zb_schema_slot(self.at, %u), zb_null());\n}\n\n",
            it->lower, f->name, it->lower, f->slot);
}

static void
write_slot_types(const schema_file *file, const schema *it, FILE *out)
{
    for (uint32_t i = 0; i < it->field_count; i++) {
        const schema_field *f = &it->fields[i];
        if (f->type == SCHEMA_NESTED)
            write_slot_types(file, &file->schemas[f->nested],
                             out); /* no cycles: checked when it was laid out */
        else if (f->type == SCHEMA_COLUMN)
            fprintf(out, "        ZB_SCHEMA_COLUMN(%s),\n", columns[f->column].constant);
        else
            fprintf(out, "        %s,\n", types[f->type].field);
    }
}

static void
write_schema(const schema_file *file, const schema *it, FILE *out)
{
    const char *lower = it->lower, *upper = it->upper;
    fprintf(out, "/** %s: %u slots.  Where one lies; nothing is read to make it. */\n", it->name, it->slots);
    fprintf(out, "typedef struct %s {\n    zb_off at; /* of the first slot */\n} %s;\n\n", lower, lower);
    fprintf(out, "#define %s_SLOTS %uu\n#define %s_BYTES (%s_SLOTS * ZB_SLOT_BYTES)\n\n", upper, it->slots,
            upper, upper);
    fprintf(out,
            "/** Allocate one, every field null: ZB_OK, ZB_E_MEMORY or ZB_E_CONTROL. */\n"
            "static inline ZB_NODISCARD zb_status\n%s_new(zb_arena *arena, %s *out)\n"
            "{\n    return zb_schema_new(arena, %s_SLOTS, 1, &out->at);\n}\n\n",
            lower, lower, upper);
    fprintf(
        out,
        "/** Allocate `count` side by side: %s_at(base, i) for i < count. */\n"
        "static inline ZB_NODISCARD zb_status\n%s_array_new(zb_arena *arena, uint32_t count, zb_off *base)\n"
        "{\n    return zb_schema_new(arena, %s_SLOTS, count, base);\n}\n\n",
        lower, lower, upper);
    fprintf(out,
            "/** Number `index` of those that lie at `base`. */\n"
            "static inline %s\n%s_at(zb_off base, uint32_t index)\n"
            "{\n    %s made = {base + index * %s_BYTES};\n    return made;\n}\n\n",
            lower, lower, lower, upper);
    fprintf(
        out,
        "/** Verify `count` at `base`: the _unchecked getters are safe afterwards (zb_schema_verify()). */\n"
        "static inline ZB_NODISCARD zb_status\n"
        "%s_array_verify(zb_view view, zb_off base, uint32_t count, const zb_verify_options *options,\n"
        "    zb_verify_report *report)\n{\n    static const uint8_t types[%s_SLOTS] = {\n",
        lower, upper);
    write_slot_types(file, it, out);
    fprintf(
        out,
        "    };\n    return zb_schema_verify(view, base, count, types, %s_SLOTS, options, report);\n}\n\n",
        upper);
    fprintf(out,
            "/** Verify one. */\n"
            "static inline ZB_NODISCARD zb_status\n"
            "%s_verify(zb_view view, %s self, const zb_verify_options *options, zb_verify_report *report)\n"
            "{\n    return %s_array_verify(view, self.at, 1, options, report);\n}\n\n",
            lower, lower, lower);
    for (uint32_t i = 0; i < it->field_count; i++)
        write_field(file, it, &it->fields[i], out);
}

/* The name of the header, without its folder, as its guard. */
static void
print_guard(const char *path, FILE *out)
{
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "H" : slash != NULL ? slash + 1 : path;
    fputs("ZB_SCHEMA_", out);
    for (const char *at = name; *at != '\0'; at++) {
        bool is_small = *at >= 'a' && *at <= 'z';
        bool is_plain = (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9');
        fputc(is_small ? *at - 32 : is_plain ? *at : '_', out);
    }
}

void
schema_write_c(const schema_file *file, const char *path, FILE *out)
{
    fprintf(out, "/* Made by zb schema from ");
    schema_print_name(file, out);
    fprintf(out, ": change that and make this again. */\n#ifndef ");
    print_guard(path, out);
    fprintf(out, "\n#define ");
    print_guard(path, out);
    fprintf(out, "\n\n#include <zerobuf/schema.h>\n\n");
    for (uint32_t i = 0; i < file->count; i++)
        write_schema(file, &file->schemas[file->order[i]], out);
    fprintf(out, "#endif\n");
}
