/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_SCHEMA_FILE_H
#define ZB_CLI_SCHEMA_FILE_H

/*
 * Schema files:
 *
 *     {"schemas": {"Point": {"x": "f64", "y": "f64", "label": "string"},
 *                  "Segment": {"from": "Point", "to": "Point", "samples": "column<f32>"}}}
 *
 * A field has a basic type ("f64", "string", ...), a column type ("column<f64>"), or the name of another
 * schema, whose slots then stand in place of the field.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <zerobuf/layout.h>

/** Slots of one schema at most. */
#define SCHEMA_MAX_SLOTS 4096u

typedef enum schema_type {
    SCHEMA_ANY,
    SCHEMA_BOOL,
    SCHEMA_I32,
    SCHEMA_F64,
    SCHEMA_BIGINT,
    SCHEMA_STRING,
    SCHEMA_BYTES,
    SCHEMA_ARRAY,
    SCHEMA_OBJECT,
    SCHEMA_DATE,
    SCHEMA_COLUMN,
    SCHEMA_NESTED
} schema_type;

/** Where something stands in the file. */
typedef struct schema_place {
    uint32_t offset; /* bytes */
    uint32_t line, column;
} schema_place;

typedef struct schema_field {
    char *name;
    char *type_name; /* as the file has it */
    schema_type type;
    uint32_t column; /* zb_column_type of SCHEMA_COLUMN */
    uint32_t nested; /* number of the schema of SCHEMA_NESTED */
    uint32_t slot;   /* the first of the field */
    uint32_t slots;
    schema_place place, type_place;
} schema_field;

typedef struct schema {
    char *name;
    char *lower; /* as C writes it: "city_index" */
    char *upper; /* "CITY_INDEX" */
    schema_field *fields;
    uint32_t field_count;
    uint32_t slots; /* 0: not yet known */
    schema_place place;
} schema;

typedef struct schema_file {
    const char *name; /* for messages and for the head of what is made */
    const char *text;
    uint32_t len;
    schema *schemas;
    uint32_t count;
    uint32_t *order; /* a schema after those that it holds */
} schema_file;

/**
 * Read and check a schema file; what is wrong with it ends the program, with its place.
 *
 * @param path  file, NULL or "-" for standard input
 * @param out   receives the schemas.  They live as long as the program.
 */
void schema_file_read(const char *path, schema_file *out);

/** End the program over something at a place of the file. */
_Noreturn void schema_fail(const schema_file *file, schema_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Check names: identifiers, not reserved, no two the same in what is made. */
void schema_check_names(schema_file *file);

/** Print the name of the file, without its folder, as it may stand in a comment. */
void schema_print_name(const schema_file *file, FILE *out);

/** Write the C header; its guard is made from `path`. */
void schema_write_c(const schema_file *file, const char *path, FILE *out);

/** Write the JavaScript module; `import` is where it finds zerobuf. */
void schema_write_js(const schema_file *file, const char *import, FILE *out);

/** Write the types of that module. */
void schema_write_dts(const schema_file *file, const char *import, FILE *out);

#endif /* ZB_CLI_SCHEMA_FILE_H */
