/* SPDX-License-Identifier: MIT */
#include "parts.h"

#include <stddef.h>

#include <zerobuf/layout.h>

static const part_style styles[PART_KIND_COUNT] = {
    [PART_ZERO] = {"zero", "zero", "10.1", '0', PAINT_DIM},
    [PART_CONTROL] = {"control block", "control block", "6.1", 'C', PAINT_BOLD},
    [PART_ROOT] = {"root", "root", "10.1", 'R', PAINT_BOLD},
    [PART_HANDLE] = {"handle", "handles", "4.1", 'h', PAINT_YELLOW},
    [PART_OBJECT] = {"object block", "object blocks", "4.2", 'O', PAINT_BLUE},
    [PART_ARRAY] = {"array block", "array blocks", "4.2", 'A', PAINT_CYAN},
    [PART_MAP] = {"map block", "map blocks", "9.2", 'M', PAINT_BLUE},
    [PART_RECORD] = {"record", "records", "9", 'E', PAINT_CYAN},
    [PART_KEY] = {"key", "keys", "4.3", 'k', PAINT_MAGENTA},
    [PART_STRING] = {"string", "strings", "3.1", 's', PAINT_GREEN},
    [PART_BYTES] = {"bytes", "bytes", "3.1", 'b', PAINT_GREEN},
    [PART_INTEGER] = {"integer", "integers", "9", 'i', PAINT_GREEN},
    [PART_COLUMN] = {"column", "columns", "9.3", 'c', PAINT_YELLOW},
    [PART_COLUMN_DATA] = {"column data", "column data", "9.3", 'D', PAINT_GREEN},
    [PART_KEY_TABLE] = {"key table", "key table", "6.6", 'K', PAINT_MAGENTA},
    [PART_DIRECTORY] = {"directory", "directory", "6.9", 'd', PAINT_MAGENTA},
    [PART_INDEX] = {"index", "indexes", "6.9", 'I', PAINT_MAGENTA},
    [PART_PADDING] = {"padding", "padding", "5.3", '-', PAINT_DIM},
    [PART_ABANDONED] = {"abandoned", "abandoned", "4.5", 'x', PAINT_RED},
    [PART_FREE] = {"free", "free", "6", '.', PAINT_DIM},
};

const part_style *
part_style_of(part_kind kind)
{
    return &styles[kind];
}

const char *
tag_name(unsigned tag)
{
    static const char *const basic[] = {"null",  "bool",   "i32",    "f64",  "string",
                                        "array", "object", "bigint", "bytes"};
    static const char *const extended[] = {"undefined",          "hole",   "date",        "column", "buffer",
                                           "data view",          "shared", "map",         "set",    "error",
                                           "regular expression", "symbol", "boxed value", "integer"};
    _Static_assert(sizeof basic / sizeof *basic == ZB_TAG_BYTES + 1, "a name per tag");
    _Static_assert(sizeof extended / sizeof *extended == ZB_EXTENSION_TAG_LAST - ZB_EXTENSION_TAG_FIRST + 1,
                   "a name per extension tag");
    if (tag <= ZB_TAG_BYTES)
        return basic[tag];
    if (tag >= ZB_EXTENSION_TAG_FIRST && tag <= ZB_EXTENSION_TAG_LAST)
        return extended[tag - ZB_EXTENSION_TAG_FIRST];
    return "unknown";
}

const char *
column_type_name(unsigned type)
{
    static const char *const names[] = {NULL,  "i8",  "u8",  "u8 clamped", "i16", "u16", "i32",
                                        "u32", "i64", "u64", "f16",        "f32", "f64"};
    _Static_assert(sizeof names / sizeof *names == ZB_COLUMN_F64 + 1, "a name per type");
    return type >= ZB_COLUMN_I8 && type <= ZB_COLUMN_F64 ? names[type] : "unknown";
}
