/* SPDX-License-Identifier: MIT */
/*
 * Names in schema files: what C, C++ and JavaScript can all take, and no two names that become
 * one in what is made ("Place" with a field "new" next to "PlaceGet" in C).
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "schema_file.h"

#define MAX_NAME 64u

/* Keywords of C23 and C++20, and names that the header or <stdbool.h> makes one. */
static const char *const c_words[] = {
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char8_t",
    "char16_t",
    "char32_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "main",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "not",
    "not_eq",
    "nullptr",
    "operator",
    "or",
    "or_eq",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
    "unix",
    "linux",
};

/* What a module may not declare, what the made module itself uses, and the types its .d.ts names. */
static const char *const js_words[] = {
    "arguments",
    "await",
    "debugger",
    "defineSchema",
    "eval",
    "finally",
    "function",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "null",
    "Omit",
    "package",
    "super",
    "undefined",
    "var",
    "with",
    "yield",
    "Arena",
    "Array",
    "ArrayLike",
    "BigInt64Array",
    "BigUint64Array",
    "Date",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Object",
    "Record",
    "Schema",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
};

static const char *const type_words[] = {"any",     "bool",   "i32",     "f64",  "bigint", "string",
                                         "bytes",   "array",  "object",  "date", "column", "number",
                                         "boolean", "symbol", "unknown", "never"};

static const char *const reserved_fields[] = {"toJS", "__zerobuf_ptr", "__proto__"};

#define HAS(words, name) has_word(words, sizeof words / sizeof *words, name)

static bool
has_word(const char *const *words, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

static bool
is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

static bool
is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static void
require_identifier(const schema_file *file, const char *name, schema_place place, const char *what)
{
    bool is_good = is_letter(name[0]);
    for (size_t i = 0; name[i] != '\0'; i++)
        is_good = is_good && (is_letter(name[i]) || is_digit(name[i]));
    if (!is_good)
        schema_fail(file, place, "\"%s\" cannot name a %s: use letters, digits and _, a letter first", name,
                    what);
    if (strlen(name) >= MAX_NAME)
        schema_fail(file, place, "the name of this %s has more than %u letters", what, MAX_NAME - 1);
}

/* "CityIndex" and "HTTPServer" as "city_index" and "http_server". */
static char *
to_snake(const char *name, bool is_upper)
{
    char *made = malloc(2 * strlen(name) + 1);
    if (made == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    size_t at = 0;
    for (size_t i = 0; name[i] != '\0'; i++) {
        bool is_capital = name[i] >= 'A' && name[i] <= 'Z';
        bool after_small = i > 0 && ((name[i - 1] >= 'a' && name[i - 1] <= 'z') || is_digit(name[i - 1]));
        bool before_small = name[i + 1] >= 'a' && name[i + 1] <= 'z' && i > 0 && name[i - 1] != '_';
        if (is_capital && (after_small || before_small))
            made[at++] = '_';
        bool is_small = name[i] >= 'a' && name[i] <= 'z';
        made[at++] = is_upper && is_small      ? (char)(name[i] - 32)
                     : !is_upper && is_capital ? (char)(name[i] + 32)
                                               : name[i];
    }
    made[at] = '\0';
    return made;
}

static void
check_schema_name(const schema_file *file, const schema *it)
{
    require_identifier(file, it->name, it->place, "schema");
    size_t len = strlen(it->lower);
    if (HAS(c_words, it->lower) || HAS(c_words, it->name) || HAS(js_words, it->name) ||
        HAS(type_words, it->name) || HAS(reserved_fields, it->name) || strcmp(it->lower, "zb") == 0 ||
        strncmp(it->lower, "zb_", 3) == 0 || (len > 2 && strcmp(it->lower + len - 2, "_t") == 0))
        schema_fail(file, it->place,
                    "the name %s is reserved (a word of C, C++ or JavaScript, a type, zb_..., or ..._t); "
                    "choose another",
                    it->name);
}

static void
check_field_names(const schema_file *file, const schema *it)
{
    for (uint32_t i = 0; i < it->field_count; i++) {
        const schema_field *f = &it->fields[i];
        if (HAS(reserved_fields, f->name))
            schema_fail(file, f->place,
                        "the name %s is reserved for what accessors have themselves; choose another",
                        f->name);
        require_identifier(file, f->name, f->place, "field");
        if (HAS(c_words, f->name))
            schema_fail(file, f->place, "the name %s is a word of C or C++; choose another", f->name);
        for (uint32_t j = 0; j < i; j++)
            if (strcmp(it->fields[j].name, f->name) == 0)
                schema_fail(file, f->place, "%s has a field %s already; name each field once", it->name,
                            f->name);
    }
}

/* A name in what is made, and what it is made from. */
typedef struct made_name {
    char *text;
    const char *owner; /* name of the schema */
    schema_place place;
} made_name;

typedef struct made_names {
    made_name *names;
    size_t count, room;
} made_names;

static void __attribute__((format(printf, 4, 5)))
add_name(made_names *all, const char *owner, schema_place place, const char *format, ...)
{
    if (all->count == all->room) {
        all->room = all->room == 0 ? 64 : 2 * all->room;
        all->names = realloc(all->names, all->room * sizeof *all->names);
    }
    va_list values;
    va_start(values, format);
    char *text = NULL;
    int len = vasprintf(&text, format, values);
    va_end(values);
    if (all->names == NULL || len < 0)
        fail(EXIT_CODE_LIMIT, "out of memory");
    made_name made = {text, owner, place};
    all->names[all->count++] = made;
}

static void
add_names_of(made_names *all, const schema *it)
{
    static const char *const of_schema[] = {"new", "at", "array_new", "verify", "array_verify"};
    static const char *const of_field[] = {"get", "set", "has", "clear", "span"};
    add_name(all, it->name, it->place, "%s", it->lower);
    add_name(all, it->name, it->place, "%s_SLOTS", it->upper);
    add_name(all, it->name, it->place, "%s_BYTES", it->upper);
    add_name(all, it->name, it->place, "%s", it->name); /* JavaScript's names are among them, too */
    add_name(all, it->name, it->place, "%sValues", it->name);
    add_name(all, it->name, it->place, "%sPlain", it->name);
    for (size_t i = 0; i < sizeof of_schema / sizeof *of_schema; i++)
        add_name(all, it->name, it->place, "%s_%s", it->lower, of_schema[i]);
    for (uint32_t j = 0; j < it->field_count; j++) {
        for (size_t i = 0; i < sizeof of_field / sizeof *of_field; i++)
            add_name(all, it->name, it->fields[j].place, "%s_%s_%s", it->lower, of_field[i],
                     it->fields[j].name);
        add_name(all, it->name, it->fields[j].place, "%s_get_%s_unchecked", it->lower, it->fields[j].name);
    }
}

static int
compare_names(const void *left, const void *right)
{
    const made_name *a = left, *b = right;
    int order = strcmp(a->text, b->text);
    return order != 0 ? order : (a->place.offset > b->place.offset) - (a->place.offset < b->place.offset);
}

static void
check_made_names(const schema_file *file)
{
    made_names all = {NULL, 0, 0};
    for (uint32_t i = 0; i < file->count; i++)
        add_names_of(&all, &file->schemas[i]);
    qsort(all.names, all.count, sizeof *all.names, compare_names);
    for (size_t i = 1; i < all.count; i++) {
        const made_name *before = &all.names[i - 1], *it = &all.names[i];
        /* A schema that is written small has one name in C and in JavaScript. */
        if (strcmp(before->text, it->text) == 0 &&
            !(before->owner == it->owner && before->place.offset == it->place.offset))
            schema_fail(file, it->place,
                        "this would be %s in C or JavaScript, as something in %s is; rename one of them",
                        it->text, before->owner);
    }
    for (size_t i = 0; i < all.count; i++)
        free(all.names[i].text);
    free(all.names);
}

void
schema_check_names(schema_file *file)
{
    for (uint32_t i = 0; i < file->count; i++) {
        schema *it = &file->schemas[i];
        it->lower = to_snake(it->name, false);
        it->upper = to_snake(it->name, true);
        check_schema_name(file, it);
        for (uint32_t j = 0; j < i; j++)
            if (strcmp(file->schemas[j].name, it->name) == 0)
                schema_fail(file, it->place, "there is a schema %s already; name each once", it->name);
        check_field_names(file, it);
    }
    check_made_names(file);
}
