/* SPDX-License-Identifier: MIT */
/* zb schema: accessors for schema objects, in C, JavaScript and TypeScript. */
#include <stdio.h>

#include "commands.h"
#include "emit.h"
#include "output.h"
#include "schema_file.h"
#include "terminal.h"

static void
print_layout(const schema_file *file)
{
    for (uint32_t i = 0; i < file->count; i++) {
        const schema *it = &file->schemas[i];
        printf("%s%s%s%s: %u slots, %u bytes\n", i > 0 ? "\n" : "", paint_on(PAINT_BOLD), it->name,
               paint_off(), it->slots, it->slots * ZB_SLOT_BYTES);
        for (uint32_t j = 0; j < it->field_count; j++) {
            const schema_field *f = &it->fields[j];
            printf("  +%-5u %-20s %s\n", f->slot * ZB_SLOT_BYTES, f->name, f->type_name);
        }
    }
}

static void
emit_layout(const schema_file *file)
{
    emit_begin_object(NULL);
    emit_begin_array("schemas");
    for (uint32_t i = 0; i < file->count; i++) {
        const schema *it = &file->schemas[i];
        emit_begin_object(NULL);
        emit_text("name", it->name);
        emit_unsigned("slots", it->slots);
        emit_unsigned("bytes", it->slots * ZB_SLOT_BYTES);
        emit_begin_array("fields");
        for (uint32_t j = 0; j < it->field_count; j++) {
            emit_begin_object(NULL);
            emit_text("name", it->fields[j].name);
            emit_text("type", it->fields[j].type_name);
            emit_unsigned("offset", it->fields[j].slot * ZB_SLOT_BYTES);
            emit_unsigned("slots", it->fields[j].slots);
            emit_end_object();
        }
        emit_end_array();
        emit_end_object();
    }
    emit_end_array();
    emit_end_object();
}

static exit_code
run(const arguments *args)
{
    const char *c_file = argument_text(args, OPTION_C, NULL), *js_file = argument_text(args, OPTION_JS, NULL);
    const char *dts_file = argument_text(args, OPTION_DTS, NULL);
    const char *import = argument_text(args, OPTION_IMPORT, "zerobuf");
    static schema_file file; /* lives as long as the program */
    schema_file_read(argument_operand(args, 0), &file);
    output c_out, js_out, dts_out; /* all are opened before one is put in its place */
    if (c_file != NULL) {
        output_open(c_file, false, false, &c_out);
        schema_write_c(&file, c_file, c_out.file);
    }
    if (js_file != NULL) {
        output_open(js_file, false, false, &js_out);
        schema_write_js(&file, import, js_out.file);
    }
    if (dts_file != NULL) {
        output_open(dts_file, false, false, &dts_out);
        schema_write_dts(&file, import, dts_out.file);
    }
    if (c_file != NULL)
        output_commit(&c_out);
    if (js_file != NULL)
        output_commit(&js_out);
    if (dts_file != NULL)
        output_commit(&dts_out);
    if (argument_given(args, OPTION_JSON))
        emit_layout(&file);
    else if (c_file == NULL && js_file == NULL && dts_file == NULL)
        print_layout(&file);
    return EXIT_CODE_OK;
}

static const option_id options[] = {OPTION_C,      OPTION_JS,   OPTION_DTS,
                                    OPTION_IMPORT, OPTION_JSON, OPTION_COUNT};

const command command_schema = {
    "schema",
    "[FILE.json]",
    "Make accessors for schema objects from a schema file.",
    "Reads {\"schemas\": {\"Point\": {\"x\": \"f64\", \"y\": \"f64\", \"label\": \"string\"}}} and writes\n"
    "typed accessors: a misspelt field is then an error of the compiler, or of tsc.\n"
    "Types: bool, i32, f64, bigint, string, bytes, array, object, any, date,\n"
    "column<f64> and its like, or another schema, whose slots stand in place of the\n"
    "field.  Without an output it prints the layout.",
    0,
    1,
    options,
    run,
};
