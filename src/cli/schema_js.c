/* SPDX-License-Identifier: MIT */
/* The JavaScript module that is made from a schema file, and its types. */
#include <zerobuf/layout.h>

#include "schema_file.h"

static void
print_head(const schema_file *file, FILE *out)
{
    fprintf(out, "// Made by zb schema from ");
    schema_print_name(file, out);
    fprintf(out, ": change that and make this again.\n");
}

/* A specifier as a string of JavaScript. */
static void
print_specifier(const char *import, FILE *out)
{
    fputc('\'', out);
    for (const char *at = import; *at != '\0'; at++) {
        if (*at == '\'' || *at == '\\')
            fputc('\\', out);
        fputc((unsigned char)*at < 0x20 ? ' ' : *at, out);
    }
    fputc('\'', out);
}

void
schema_write_js(const schema_file *file, const char *import, FILE *out)
{
    print_head(file, out);
    fprintf(out, "import { defineSchema } from ");
    print_specifier(import, out);
    fprintf(out, ";\n\n");
    for (uint32_t number = 0; number < file->count; number++) {
        const schema *it = &file->schemas[file->order[number]];
        fprintf(out, "/** %s: %u slots, %u bytes. */\nexport const %s = defineSchema({\n", it->name,
                it->slots, it->slots * ZB_SLOT_BYTES, it->name);
        for (uint32_t i = 0; i < it->field_count; i++) {
            const schema_field *f = &it->fields[i];
            if (f->type == SCHEMA_NESTED)
                fprintf(out, "  %s: %s,\n", f->name, file->schemas[f->nested].name);
            else /* C leaves fields unset: each may be null */
                fprintf(out, "  %s: '%s?',\n", f->name, f->type_name);
        }
        fprintf(out, "}, '%s');\n%s", it->name, number + 1 < file->count ? "\n" : "");
    }
}

/* The type of a field as TypeScript has it when it is read. */
static const char *
ts_type(const schema_field *f)
{
    static const char *const names[] = {
        [SCHEMA_ANY] = "any",          [SCHEMA_BOOL] = "boolean",  [SCHEMA_I32] = "number",
        [SCHEMA_F64] = "number",       [SCHEMA_BIGINT] = "bigint", [SCHEMA_STRING] = "string",
        [SCHEMA_BYTES] = "Uint8Array", [SCHEMA_ARRAY] = "any[]",   [SCHEMA_OBJECT] = "Record<string, any>",
        [SCHEMA_DATE] = "Date",
    };
    static const char *const columns[] = {
        [ZB_COLUMN_I8] = "Int8Array",
        [ZB_COLUMN_U8] = "Uint8Array",
        [ZB_COLUMN_U8_CLAMPED] = "Uint8ClampedArray",
        [ZB_COLUMN_I16] = "Int16Array",
        [ZB_COLUMN_U16] = "Uint16Array",
        [ZB_COLUMN_I32] = "Int32Array",
        [ZB_COLUMN_U32] = "Uint32Array",
        [ZB_COLUMN_I64] = "BigInt64Array",
        [ZB_COLUMN_U64] = "BigUint64Array",
        [ZB_COLUMN_F16] = "ArrayLike<number>", /* not every library has it */
        [ZB_COLUMN_F32] = "Float32Array",
        [ZB_COLUMN_F64] = "Float64Array",
    };
    return f->type == SCHEMA_COLUMN ? columns[f->column] : names[f->type];
}

typedef enum shape {
    SHAPE_INSTANCE, /* what wrap() gives */
    SHAPE_VALUES,   /* what create() takes */
    SHAPE_PLAIN     /* what toJS() gives */
} shape;

static void
write_interface(const schema_file *file, const schema *it, shape which, FILE *out)
{
    static const char *const suffixes[] = {
        [SHAPE_INSTANCE] = "", [SHAPE_VALUES] = "Values", [SHAPE_PLAIN] = "Plain"};
    static const char *const comments[] = {[SHAPE_INSTANCE] =
                                               "one in place: reads and writes go to the memory",
                                           [SHAPE_VALUES] = "values for a new one; what is missing is null",
                                           [SHAPE_PLAIN] = "a copy of one"};
    fprintf(out, "/** %s, %s */\nexport interface %s%s {\n", it->name, comments[which], it->name,
            suffixes[which]);
    for (uint32_t i = 0; i < it->field_count; i++) {
        const schema_field *f = &it->fields[i];
        const char *optional = which == SHAPE_VALUES ? "?" : "";
        if (f->type == SCHEMA_NESTED) {
            const char *nested = file->schemas[f->nested].name;
            if (which == SHAPE_INSTANCE)
                fprintf(out, "  get %s(): %s;\n  set %s(values: %sValues);\n", f->name, nested, f->name,
                        nested);
            else
                fprintf(out, "  %s%s: %s%s;\n", f->name, optional, nested, suffixes[which]);
        } else if (f->type == SCHEMA_DATE && which == SHAPE_INSTANCE) {
            fprintf(out, "  get %s(): Date | null;\n  set %s(value: Date | number | null);\n", f->name,
                    f->name);
        } else if (f->type == SCHEMA_DATE && which == SHAPE_VALUES) {
            fprintf(out, "  %s?: Date | number | null;\n", f->name);
        } else if (f->type == SCHEMA_ANY) {
            fprintf(out, "  %s%s: any;\n", f->name, optional);
        } else {
            fprintf(out, "  %s%s: %s | null;\n", f->name, optional, ts_type(f));
        }
    }
    if (which == SHAPE_INSTANCE)
        fprintf(out,
                "  /** Offset of the first slot. */\n  readonly __zerobuf_ptr: number;\n  toJS(): %sPlain;\n",
                it->name);
    fprintf(out, "}\n\n");
}

void
schema_write_dts(const schema_file *file, const char *import, FILE *out)
{
    print_head(file, out);
    fprintf(out, "import type { Arena, Schema } from ");
    print_specifier(import, out);
    fprintf(out, ";\n\n");
    for (uint32_t number = 0; number < file->count; number++) {
        const schema *it = &file->schemas[file->order[number]];
        write_interface(file, it, SHAPE_VALUES, out);
        write_interface(file, it, SHAPE_PLAIN, out);
        write_interface(file, it, SHAPE_INSTANCE, out);
        fprintf(out,
                "export declare const %s: Omit<Schema<%sPlain>, 'size' | 'fields' | 'create' | 'wrap' | "
                "'view'> & "
                "{\n  /** Bytes of one. */\n  readonly size: %u;\n  readonly fields: readonly [",
                it->name, it->name, it->slots * ZB_SLOT_BYTES);
        for (uint32_t i = 0; i < it->field_count; i++)
            fprintf(out, "%s'%s'", i > 0 ? ", " : "", it->fields[i].name);
        fprintf(out,
                "];\n  create(arena: Arena, values: %sValues): %s;\n  wrap(arena: Arena, ptr: number): %s;\n"
                "  /** As wrap(), without own properties: next to no cost. */\n"
                "  view(arena: Arena, ptr: number): %s;\n};\n%s",
                it->name, it->name, it->name, it->name, number + 1 < file->count ? "\n" : "");
    }
}
