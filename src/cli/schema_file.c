/* SPDX-License-Identifier: MIT */
/* Reading schema files: a scanner for the little JSON they consist of, which keeps every place. */
#include "schema_file.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <zerobuf/column.h>

#include "excerpt.h"
#include "input.h"
#include "report.h"

typedef struct scanner {
    schema_file *file;
    schema_place at;
} scanner;

void
schema_fail(const schema_file *file, schema_place place, const char *format, ...)
{
    char message[512], shown[EXCERPT_BYTES];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    excerpt_show(file->text, file->len, place.offset, true, shown);
    fail(EXIT_CODE_DATA, "%s:%u:%u: %s%s", file->name, place.line, place.column, message, shown);
}

void
schema_print_name(const schema_file *file, FILE *out)
{
    const char *slash = strrchr(file->name, '/');
    for (const char *at = slash != NULL ? slash + 1 : file->name; *at != '\0'; at++)
        fputc((unsigned char)*at < 0x20 || *at == '*' || *at == '\\' ? '?' : *at, out);
}

static void *
checked(void *memory)
{
    if (memory == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    return memory;
}

static bool
at_end(const scanner *s)
{
    return s->at.offset == s->file->len;
}

static char
peek(const scanner *s)
{
    return at_end(s) ? '\0' : s->file->text[s->at.offset];
}

static void
advance(scanner *s)
{
    if (peek(s) == '\n') {
        s->at.line++;
        s->at.column = 0;
    }
    s->at.offset++;
    s->at.column++;
}

static void
skip_blanks(scanner *s)
{
    while (!at_end(s) && strchr(" \t\r\n", peek(s)) != NULL)
        advance(s);
}

static void
expect(scanner *s, char byte, const char *what)
{
    skip_blanks(s);
    if (at_end(s))
        schema_fail(s->file, s->at, "the file ends where %s is due", what);
    if (peek(s) != byte)
        schema_fail(s->file, s->at, "here %s is due", what);
    advance(s);
}

/* A string without escapes: names and types need none. */
static char *
scan_string(scanner *s, const char *what, schema_place *place)
{
    skip_blanks(s);
    *place = s->at;
    expect(s, '"', what);
    uint32_t from = s->at.offset;
    while (!at_end(s) && peek(s) != '"') {
        if (peek(s) == '\\')
            schema_fail(s->file, s->at, "%s needs no escapes; write it plainly", what);
        if ((unsigned char)peek(s) < 0x20)
            schema_fail(s->file, s->at, "a string ends on its line");
        advance(s);
    }
    uint32_t len = s->at.offset - from;
    expect(s, '"', "the end of the string");
    char *text = checked(malloc((size_t)len + 1));
    memcpy(text, s->file->text + from, len);
    text[len] = '\0';
    if (strlen(text) != len)
        schema_fail(s->file, *place, "%s contains a zero byte", what);
    return text;
}

/* After a member: true when another follows. */
static bool
scan_comma(scanner *s)
{
    skip_blanks(s);
    if (peek(s) == ',') {
        advance(s);
        skip_blanks(s);
        if (peek(s) == '}')
            schema_fail(s->file, s->at, "JSON has no comma after the last member; remove it");
        return true;
    }
    expect(s, '}', "\",\" or \"}\"");
    return false;
}

/* After "{": true when there are members. */
static bool
scan_open(scanner *s, const char *what)
{
    expect(s, '{', what);
    skip_blanks(s);
    if (peek(s) != '}')
        return true;
    advance(s);
    return false;
}

static void
scan_fields(scanner *s, schema *into)
{
    if (!scan_open(s, "\"{\", the fields of the schema,"))
        schema_fail(s->file, into->place, "%s has no fields; a schema needs at least one", into->name);
    do {
        into->fields = checked(realloc(into->fields, ((size_t)into->field_count + 1) * sizeof *into->fields));
        schema_field *made = &into->fields[into->field_count++];
        memset(made, 0, sizeof *made);
        made->name = scan_string(s, "the name of a field", &made->place);
        expect(s, ':', "\":\"");
        made->type_name = scan_string(s, "the type of the field, a string,", &made->type_place);
    } while (scan_comma(s));
}

static void
scan_schemas(scanner *s)
{
    schema_file *file = s->file;
    schema_place place = s->at;
    if (!scan_open(s, "\"{\", the schemas by name,"))
        schema_fail(file, place, "there are no schemas; name at least one");
    do {
        file->schemas = checked(realloc(file->schemas, ((size_t)file->count + 1) * sizeof *file->schemas));
        schema *made = &file->schemas[file->count++];
        memset(made, 0, sizeof *made);
        made->name = scan_string(s, "the name of a schema", &made->place);
        expect(s, ':', "\":\"");
        scan_fields(s, made);
    } while (scan_comma(s));
}

static void
scan_file(scanner *s)
{
    bool has_schemas = false;
    schema_place place = s->at;
    for (bool more = scan_open(s, "\"{\", like {\"schemas\": {...}},"); more; more = scan_comma(s)) {
        char *key = scan_string(s, "\"schemas\"", &place);
        if (strcmp(key, "schemas") != 0)
            schema_fail(s->file, place,
                        "\"%s\" means nothing here; a schema file has the one member \"schemas\"", key);
        if (has_schemas)
            schema_fail(s->file, place, "\"schemas\" stands twice; name it once");
        free(key);
        expect(s, ':', "\":\"");
        scan_schemas(s);
        has_schemas = true;
    }
    if (!has_schemas)
        schema_fail(s->file, place,
                    "there is no \"schemas\"; write {\"schemas\": {\"Point\": {\"x\": \"f64\"}}}");
    skip_blanks(s);
    if (!at_end(s))
        schema_fail(s->file, s->at, "something follows the end of the file's value; remove it");
}

static bool
column_type_of(const char *name, uint32_t *out)
{
    static const struct {
        const char *name;
        zb_column_type type;
    } types[] = {
        {"i8", ZB_COLUMN_I8},   {"u8", ZB_COLUMN_U8},   {"u8_clamped", ZB_COLUMN_U8_CLAMPED},
        {"i16", ZB_COLUMN_I16}, {"u16", ZB_COLUMN_U16}, {"i32", ZB_COLUMN_I32},
        {"u32", ZB_COLUMN_U32}, {"i64", ZB_COLUMN_I64}, {"u64", ZB_COLUMN_U64},
        {"f16", ZB_COLUMN_F16}, {"f32", ZB_COLUMN_F32}, {"f64", ZB_COLUMN_F64},
    };
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t own = strlen(types[i].name);
        if (len == own + 8 && memcmp(name, "column<", 7) == 0 && memcmp(name + 7, types[i].name, own) == 0 &&
            name[len - 1] == '>') {
            *out = (uint32_t)types[i].type;
            return true;
        }
    }
    return false;
}

static void
resolve_type(schema_file *file, schema_field *it)
{
    static const struct {
        const char *name;
        schema_type type;
    } types[] = {
        {"any", SCHEMA_ANY},     {"bool", SCHEMA_BOOL},     {"i32", SCHEMA_I32},
        {"f64", SCHEMA_F64},     {"bigint", SCHEMA_BIGINT}, {"string", SCHEMA_STRING},
        {"bytes", SCHEMA_BYTES}, {"array", SCHEMA_ARRAY},   {"object", SCHEMA_OBJECT},
        {"date", SCHEMA_DATE},
    };
    it->slots = 1;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, it->type_name) == 0) {
            it->type = types[i].type;
            return;
        }
    if (column_type_of(it->type_name, &it->column)) {
        it->type = SCHEMA_COLUMN;
        return;
    }
    for (uint32_t i = 0; i < file->count; i++)
        if (strcmp(file->schemas[i].name, it->type_name) == 0) {
            it->type = SCHEMA_NESTED;
            it->nested = i;
            return;
        }
    schema_fail(
        file, it->type_place,
        "the type \"%s\" is unknown; use bool, i32, f64, bigint, string, bytes, array, object, any, date, "
        "column<f64> and its like, or the name of a schema in this file",
        it->type_name);
}

/* Lay out a schema after those that it holds; `open` are the schemas that are being laid out. */
static void
lay_out(schema_file *file, uint32_t number, bool *open, uint32_t *ordered)
{
    schema *it = &file->schemas[number];
    if (it->slots > 0)
        return;
    open[number] = true;
    uint32_t slots = 0;
    for (uint32_t i = 0; i < it->field_count; i++) {
        schema_field *f = &it->fields[i];
        if (f->type == SCHEMA_NESTED) {
            if (open[f->nested])
                schema_fail(
                    file, f->type_place,
                    "%s would hold itself through %s, and never end; refer to it with the type array, object "
                    "or any",
                    file->schemas[f->nested].name, f->name);
            lay_out(file, f->nested, open, ordered); /* as deep as there are schemas, each once */
            f->slots = file->schemas[f->nested].slots;
        }
        f->slot = slots;
        slots += f->slots; /* both at most SCHEMA_MAX_SLOTS */
        if (slots > SCHEMA_MAX_SLOTS)
            schema_fail(file, f->place, "%s has more than %u slots here; use an array or a column", it->name,
                        SCHEMA_MAX_SLOTS);
    }
    it->slots = slots;
    open[number] = false;
    file->order[(*ordered)++] = number;
}

void
schema_file_read(const char *path, schema_file *out)
{
    static region memory; /* of the text: lives as long as the program */
    schema_file file;
    memset(&file, 0, sizeof file);
    region_reserve(&memory);
    file.len = input_read_all(path, &memory, &file.name);
    file.text = (const char *)memory.base;
    scanner s = {&file, {0, 1, 1}};
    scan_file(&s);
    schema_check_names(&file);
    for (uint32_t i = 0; i < file.count; i++)
        for (uint32_t j = 0; j < file.schemas[i].field_count; j++)
            resolve_type(&file, &file.schemas[i].fields[j]);
    bool *open = checked(calloc(file.count, sizeof *open));
    file.order = checked(calloc(file.count, sizeof *file.order));
    uint32_t ordered = 0;
    for (uint32_t i = 0; i < file.count; i++)
        lay_out(&file, i, open, &ordered);
    free(open);
    *out = file;
}
