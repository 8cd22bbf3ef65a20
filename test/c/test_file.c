/* SPDX-License-Identifier: MIT */
/* Files in memory: paths, the limit, and random steps against a plain model. */
#include <zerobuf/file.h>

#include "test.h"

#define REGION_BYTES (2u << 20)
#define LIMIT_BYTES (1u << 20)

static zb_arena *instance;

static zb_arena *
place(void)
{
    return instance;
}

/* Handler modules have it from src/files/instance.c. */
zb_arena *zb_file_instance_arena(void);

zb_arena *
zb_file_instance_arena(void)
{
    return place();
}

static zb_file_memory memory = ZB_FILE_MEMORY(LIMIT_BYTES), inner = ZB_FILE_MEMORY(LIMIT_BYTES);
ZB_FILE_MOUNTS({"/tmp", &memory.store}, {"/tmp/inner", &inner.store});

static zb_arena arena;

static bool
begin(void)
{
    zb_file_memory fresh = ZB_FILE_MEMORY(LIMIT_BYTES);
    memory = inner = fresh;
    instance = &arena;
    return zb_arena_init(&arena, test_region(REGION_BYTES), REGION_BYTES, 0, 0) == ZB_OK;
}

static bool
holds(const char *path, const char *text)
{
    zb_bytes bytes;
    uint32_t len = 0;
    while (text[len] != '\0')
        len++;
    return zb_file_read_all(&arena, path, &bytes) == ZB_OK && bytes.len == len &&
           test_equal(bytes.ptr, text, len);
}

static void
test_whole_files(void)
{
    zb_file_info info;
    CHECK(begin());
    OK(zb_file_write_all("/tmp/a", "hello", 5));
    CHECK(holds("/tmp/a", "hello"));
    OK(zb_file_append("/tmp/a", " there", 6));
    CHECK(holds("/tmp/a", "hello there"));
    OK(zb_file_write_all("/tmp/a", "", 0));
    OK(zb_file_stat("/tmp/a", &info));
    CHECK(info.size == 0 && !info.is_directory);
    CHECK(holds("/tmp/a", ""));
    OK(zb_file_append("/tmp/new", "x", 1));
    CHECK(holds("/tmp/new", "x"));
    CHECK(zb_file_write_all("/tmp", "", 0) == ZB_E_DIRECTORY);
    CHECK(zb_file_write_all("/tmp/none/a", "", 0) == ZB_E_NOT_FOUND);
    CHECK(zb_file_write_all("/tmp/a/b", "", 0) == ZB_E_NOT_DIRECTORY);
    /* Deleted and made again: empty, and another node. */
    OK(zb_file_stat("/tmp/a", &info));
    uint64_t node = info.node;
    OK(zb_file_unlink("/tmp/a"));
    CHECK(zb_file_stat("/tmp/a", &info) == ZB_E_NOT_FOUND);
    OK(zb_file_write_all("/tmp/a", "2", 1));
    OK(zb_file_stat("/tmp/a", &info));
    CHECK(holds("/tmp/a", "2") && info.node != node);
}

static void
test_open_flags(void)
{
    zb_file file, other;
    char bytes[16];
    uint32_t got;
    uint64_t at;
    CHECK(begin());
    CHECK(zb_file_open("/tmp/a", ZB_FILE_READ, &file) == ZB_E_NOT_FOUND);
    CHECK(zb_file_open("/tmp/a", 0, &file) == ZB_E_INVALID);
    CHECK(zb_file_open("/tmp/a", ZB_FILE_CREATE, &file) == ZB_E_INVALID);
    CHECK(zb_file_open("/tmp/a", ZB_FILE_READ | ZB_FILE_TRUNCATE, &file) == ZB_E_INVALID);
    CHECK(zb_file_open("/tmp/a", ZB_FILE_WRITE | ZB_FILE_EXCLUSIVE, &file) == ZB_E_INVALID);
    OK(zb_file_open("/tmp/a", ZB_FILE_WRITE | ZB_FILE_CREATE | ZB_FILE_EXCLUSIVE, &file));
    CHECK(zb_file_open("/tmp/a", ZB_FILE_WRITE | ZB_FILE_CREATE | ZB_FILE_EXCLUSIVE, &other) == ZB_E_EXISTS);
    OK(zb_file_write(&file, "0123456789", 10));
    CHECK(zb_file_read(&file, bytes, 1, &got) == ZB_E_INVALID);
    OK(zb_file_seek(&file, -3, ZB_FILE_CURRENT, &at));
    CHECK(at == 7);
    OK(zb_file_write(&file, "x", 1));
    OK(zb_file_seek(&file, -1, ZB_FILE_END, &at));
    CHECK(at == 9);
    CHECK(zb_file_seek(&file, -11, ZB_FILE_END, NULL) == ZB_E_INVALID);
    CHECK(zb_file_seek(&file, INT64_MIN, ZB_FILE_SET, NULL) == ZB_E_INVALID);
    OK(zb_file_seek(&file, INT64_MAX, ZB_FILE_SET, NULL));
    CHECK(zb_file_seek(&file, 1, ZB_FILE_CURRENT, NULL) == ZB_E_INVALID);
    CHECK(zb_file_write(&file, "x", 1) == ZB_E_SPACE);
    CHECK(holds("/tmp/a", "0123456x89"));
    /* A gap reads as zeros; an append goes to what is the end then. */
    OK(zb_file_open("/tmp/a", ZB_FILE_READ | ZB_FILE_APPEND, &other));
    OK(zb_file_seek(&file, 12, ZB_FILE_SET, NULL));
    OK(zb_file_write(&file, "y", 1));
    OK(zb_file_write(&other, "z", 1));
    OK(zb_file_seek(&other, 8, ZB_FILE_SET, NULL));
    OK(zb_file_read(&other, bytes, sizeof bytes, &got));
    CHECK(got == 6 && test_equal(bytes, "89\0\0yz", 6));
    OK(zb_file_read(&other, bytes, sizeof bytes, &got));
    CHECK(got == 0);
    CHECK(zb_file_open("/tmp", ZB_FILE_READ, &other) == ZB_E_DIRECTORY);
    OK(zb_file_open("/tmp/a", ZB_FILE_WRITE | ZB_FILE_TRUNCATE, &other));
    CHECK(holds("/tmp/a", ""));
    /* Removed while open, and its place taken by another. */
    OK(zb_file_unlink("/tmp/a"));
    OK(zb_file_write_all("/tmp/b", "b", 1));
    CHECK(zb_file_write(&file, "x", 1) == ZB_E_NOT_FOUND);
    CHECK(zb_file_truncate(&file, 0) == ZB_E_NOT_FOUND);
    CHECK(zb_file_seek(&file, 0, ZB_FILE_END, NULL) == ZB_E_NOT_FOUND);
    CHECK(holds("/tmp/b", "b"));
}

static void
test_paths(void)
{
    char path[ZB_FILE_MAX_PATH + 64] = "/tmp/";
    zb_file_info info;
    CHECK(begin());
    OK(zb_file_write_all("/tmp//x/.././/y", "y", 1));
    CHECK(holds("/tmp/y", "y"));
    CHECK(holds("/../../tmp/./y/", "y"));
    CHECK(zb_file_stat("tmp/y", &info) == ZB_E_INVALID);
    CHECK(zb_file_stat("", &info) == ZB_E_INVALID);
    CHECK(zb_file_stat("/etc/passwd", &info) == ZB_E_NOT_FOUND);
    CHECK(zb_file_stat("/tmp/../etc", &info) == ZB_E_NOT_FOUND);
    CHECK(zb_file_stat("/tmpfile", &info) == ZB_E_NOT_FOUND);
    CHECK(zb_file_stat("/tmp/\xff", &info) == ZB_E_UTF8);
    OK(zb_file_write_all("/tmp/d\xc3\xa9j\xc3\xa0", "1", 1));
    for (uint32_t i = 0; i < ZB_FILE_MAX_NAME; i++)
        path[5 + i] = 'n';
    OK(zb_file_write_all(path, "long", 4));
    CHECK(holds(path, "long"));
    path[5 + ZB_FILE_MAX_NAME] = 'n';
    CHECK(zb_file_write_all(path, "long", 4) == ZB_E_INVALID);
    for (uint32_t i = 0; i < sizeof path - 1; i++)
        path[i] = i % 2 == 0 ? '/' : 'd';
    CHECK(zb_directory_make_all(path) == ZB_E_INVALID);
    /* The longest mount has it, and its root is there already. */
    OK(zb_file_write_all("/tmp/inner/f", "in", 2));
    OK(zb_file_stat("/tmp/inner", &info));
    CHECK(info.is_directory && holds("/tmp/inner/f", "in"));
    CHECK(inner.used_bytes > 0);
    CHECK(zb_file_rename("/tmp/y", "/tmp/inner/y") == ZB_E_UNSUPPORTED);
    CHECK(zb_file_remove("/tmp") == ZB_E_INVALID && zb_file_rename("/tmp", "/tmp/z") == ZB_E_INVALID);
    CHECK(zb_directory_make("/tmp") == ZB_E_EXISTS);
    OK(zb_directory_make_all("/tmp"));
}

static void
test_space(void)
{
    static uint8_t piece[40000];
    zb_file file;
    zb_file_info info;
    uint32_t count = 0;
    CHECK(begin());
    for (uint32_t round = 0; round < 3; round++) {
        OK(zb_file_write_all("/tmp/small", "kept", 4));
        OK(zb_file_open("/tmp/large", ZB_FILE_APPEND | ZB_FILE_CREATE, &file));
        uint32_t fitted = 0;
        zb_status status;
        while ((status = zb_file_write(&file, piece, sizeof piece)) == ZB_OK)
            fitted++;
        CHECK(status == ZB_E_SPACE && fitted >= LIMIT_BYTES / sizeof piece - 1);
        CHECK(round == 0 || fitted == count); /* nothing is lost when files are removed */
        count = fitted;
        OK(zb_file_stat("/tmp/large", &info));
        CHECK(info.size == (uint64_t)count * sizeof piece);
        uint64_t used = memory.used_bytes;
        CHECK(zb_file_write_all("/tmp/small", piece, sizeof piece) == ZB_E_SPACE);
        CHECK(zb_file_write_all("/tmp/other", piece, sizeof piece) == ZB_E_SPACE);
        CHECK(zb_file_stat("/tmp/other", &info) == ZB_E_NOT_FOUND);
        CHECK(memory.used_bytes == used && holds("/tmp/small", "kept"));
        OK(zb_file_unlink("/tmp/large"));
    }
    CHECK(memory.used_bytes < 3 * 4096);
    OK(zb_arena_check(&arena));
}

/* Far positions: a tree of several levels, and what is cut off it. */
static void
test_sparse(void)
{
    static const uint64_t places[] = {4095, 4096, 4194303, 4194304, 3000000000u};
    zb_file file;
    uint8_t byte;
    uint32_t got;
    CHECK(begin());
    OK(zb_file_open("/tmp/s", ZB_FILE_READ | ZB_FILE_WRITE | ZB_FILE_CREATE, &file));
    for (uint32_t i = 0; i < 5; i++) {
        OK(zb_file_seek(&file, (int64_t)places[i], ZB_FILE_SET, NULL));
        byte = (uint8_t)(i + 1);
        OK(zb_file_write(&file, &byte, 1));
    }
    for (uint32_t keep = 5; keep > 0; keep--) {
        for (uint32_t i = 0; i < keep; i++) {
            OK(zb_file_seek(&file, (int64_t)places[i], ZB_FILE_SET, NULL));
            OK(zb_file_read(&file, &byte, 1, &got));
            CHECK(got == 1 && byte == i + 1);
        }
        OK(zb_file_seek(&file, 100000, ZB_FILE_SET, NULL));
        OK(zb_file_read(&file, &byte, 1, &got));
        CHECK(keep < 2 ? got == 0 : got == 1 && byte == 0);
        OK(zb_file_truncate(&file, places[keep - 1]));
    }
    CHECK(zb_file_truncate(&file, (uint64_t)ZB_FILE_MAX_BYTES + 1) == ZB_E_SPACE);
    OK(zb_file_truncate(&file, ZB_FILE_MAX_BYTES));
    OK(zb_file_seek(&file, 4095, ZB_FILE_SET, NULL));
    OK(zb_file_read(&file, &byte, 1, &got));
    CHECK(got == 1 && byte == 0); /* what was cut off does not come back */
    OK(zb_file_unlink("/tmp/s"));
    CHECK(memory.used_bytes < 2 * 4096);
}

/*
 * The model: every path of up to three names from {a, b, c}, with what is there.
 */
#define PATHS 39u
#define MAX_CONTENT 13000u

typedef enum kind { NOTHING, REGULAR, DIRECTORY } kind;

typedef struct entry {
    kind kind;
    uint32_t len;
    uint8_t bytes[MAX_CONTENT];
} entry;

static entry model[PATHS + 1]; /* 0 is the root; the children of i are 3i + 1 to 3i + 3 */

static void
write_path(uint32_t index, char *out)
{
    char names[8];
    uint32_t count = 0;
    for (uint32_t at = index; at > 0; at = (at - 1) / 3)
        names[count++] = (char)('a' + (at - 1) % 3);
    const char *root = "/tmp";
    while (*root != '\0')
        *out++ = *root++;
    while (count > 0) {
        *out++ = '/';
        *out++ = names[--count];
    }
    *out = '\0';
}

static uint32_t
parent_of(uint32_t index)
{
    return (index - 1) / 3;
}

/* What walking to a path says before its last name. */
static zb_status
model_parent(uint32_t index)
{
    uint32_t parent = parent_of(index);
    if (parent != 0) {
        zb_status above = model_parent(parent);
        if (above != ZB_OK)
            return above;
    }
    return model[parent].kind == DIRECTORY ? ZB_OK
           : model[parent].kind == REGULAR ? ZB_E_NOT_DIRECTORY
                                           : ZB_E_NOT_FOUND;
}

static bool
has_children(uint32_t index)
{
    for (uint32_t i = 3 * index + 1; i <= 3 * index + 3; i++)
        if (i <= PATHS && model[i].kind != NOTHING)
            return true;
    return false;
}

static bool
is_within(uint32_t index, uint32_t above)
{
    while (index > above)
        index = parent_of(index);
    return index == above;
}

static void
move_tree(uint32_t from, uint32_t to)
{
    if (to > PATHS || from > PATHS)
        return;
    model[to] = model[from];
    model[from].kind = NOTHING;
    for (uint32_t i = 1; i <= 3; i++)
        move_tree(3 * from + i, 3 * to + i);
}

/* How many levels lie below. */
static uint32_t
height(uint32_t index)
{
    uint32_t most = 0;
    for (uint32_t i = 3 * index + 1; i <= 3 * index + 3; i++)
        if (i <= PATHS && model[i].kind != NOTHING && height(i) + 1 > most)
            most = height(i) + 1;
    return most;
}

static uint32_t
depth_of(uint32_t index)
{
    uint32_t depth = 0;
    for (; index > 0; index = parent_of(index))
        depth++;
    return depth;
}

static zb_status
expected_rename(uint32_t from, uint32_t to)
{
    zb_status status = model_parent(from);
    if (status != ZB_OK)
        return status;
    if (model[from].kind == NOTHING)
        return ZB_E_NOT_FOUND;
    status = model_parent(to);
    if (status != ZB_OK || from == to)
        return status;
    if (is_within(to, from))
        return ZB_E_INVALID;
    if (model[to].kind == NOTHING)
        return ZB_OK;
    if (model[to].kind != model[from].kind)
        return model[to].kind == DIRECTORY ? ZB_E_DIRECTORY : ZB_E_NOT_DIRECTORY;
    return model[to].kind == DIRECTORY && has_children(to) ? ZB_E_NOT_EMPTY : ZB_OK;
}

static bool
listing_is_right(uint32_t index)
{
    char path[16];
    zb_directory directory;
    zb_file_entry found;
    write_path(index, path);
    zb_status status = zb_directory_open(path, &directory);
    if (model[index].kind != DIRECTORY)
        return status != ZB_OK;
    for (uint32_t i = 3 * index + 1; status == ZB_OK && i <= 3 * index + 3; i++) {
        if (i > PATHS || model[i].kind == NOTHING)
            continue;
        if (zb_directory_next(&directory, &found) != ZB_OK || found.name.len != 1 ||
            found.name.ptr[0] != (char)('a' + (i - 1) % 3) ||
            found.is_directory != (model[i].kind == DIRECTORY) ||
            found.size != (model[i].kind == REGULAR ? model[i].len : 0))
            return false;
    }
    return status == ZB_OK && zb_directory_next(&directory, &found) == ZB_E_NOT_FOUND;
}

static bool
content_is_right(uint32_t index)
{
    char path[16];
    zb_bytes bytes;
    write_path(index, path);
    zb_checkpoint before = zb_arena_save(&arena);
    zb_status status = zb_file_read_all(&arena, path, &bytes);
    bool right = model[index].kind == REGULAR ? status == ZB_OK && bytes.len == model[index].len &&
                                                    test_equal(bytes.ptr, model[index].bytes, bytes.len)
                                              : status != ZB_OK;
    return zb_arena_restore(&arena, before) == ZB_OK && right;
}

static void
step_write(uint32_t index, zb_status there, const char *path)
{
    static uint8_t bytes[MAX_CONTENT];
    uint32_t len = test_random(MAX_CONTENT / 2), at = test_random(MAX_CONTENT / 2);
    zb_file file;
    entry *e = &model[index];
    for (uint32_t i = 0; i < len; i++)
        bytes[i] = (uint8_t)test_random(256);
    zb_status expected = there != ZB_OK ? there : e->kind == DIRECTORY ? ZB_E_DIRECTORY : ZB_OK;
    switch (test_random(4)) {
    case 0: /* the whole file */
        CHECK(zb_file_write_all(path, bytes, len) == expected);
        if (expected != ZB_OK)
            return;
        e->len = 0;
        at = 0;
        break;
    case 1: /* at its end */
        CHECK(zb_file_append(path, bytes, e->kind == REGULAR && e->len > MAX_CONTENT / 2 ? len = 0 : len) ==
              expected);
        at = e->kind == REGULAR ? e->len : 0;
        break;
    case 2: /* somewhere */
        CHECK(zb_file_open(path, ZB_FILE_WRITE | ZB_FILE_CREATE, &file) == expected);
        if (expected != ZB_OK)
            return;
        OK(zb_file_seek(&file, at, ZB_FILE_SET, NULL));
        OK(zb_file_write(&file, bytes, len));
        break;
    default: /* another length */
        expected = there != ZB_OK ? there : e->kind == NOTHING ? ZB_E_NOT_FOUND : expected;
        CHECK(zb_file_open(path, ZB_FILE_WRITE, &file) == expected);
        if (expected != ZB_OK)
            return;
        OK(zb_file_truncate(&file, at));
        for (uint32_t i = e->len; i < at; i++)
            e->bytes[i] = 0;
        e->len = at;
        return;
    }
    if (expected != ZB_OK)
        return;
    if (e->kind == NOTHING)
        e->len = 0;
    e->kind = REGULAR;
    for (uint32_t i = e->len; len > 0 && i < at; i++)
        e->bytes[i] = 0;
    for (uint32_t i = 0; i < len; i++)
        e->bytes[at + i] = bytes[i];
    if (len > 0 && at + len > e->len)
        e->len = at + len;
}

static void
step(void)
{
    char path[16], other[16];
    uint32_t index = 1 + test_random(PATHS), to = 1 + test_random(PATHS);
    zb_status there = model_parent(index), expected;
    write_path(index, path);
    write_path(to, other);
    entry *e = &model[index];
    switch (test_random(6)) {
    case 0:
    case 1:
        step_write(index, there, path);
        break;
    case 2:
        expected = there != ZB_OK ? there : e->kind != NOTHING ? ZB_E_EXISTS : ZB_OK;
        CHECK(zb_directory_make(path) == expected);
        if (expected == ZB_OK)
            e->kind = DIRECTORY;
        break;
    case 3: {
        uint32_t what = test_random(3);
        expected = there != ZB_OK                                ? there
                   : e->kind == NOTHING                          ? ZB_E_NOT_FOUND
                   : what == 1 && e->kind == DIRECTORY           ? ZB_E_DIRECTORY
                   : what == 2 && e->kind == REGULAR             ? ZB_E_NOT_DIRECTORY
                   : e->kind == DIRECTORY && has_children(index) ? ZB_E_NOT_EMPTY
                                                                 : ZB_OK;
        CHECK((what == 0   ? zb_file_remove(path)
               : what == 1 ? zb_file_unlink(path)
                           : zb_directory_remove(path)) == expected);
        if (expected == ZB_OK)
            e->kind = NOTHING;
        break;
    }
    case 4:
        if (depth_of(to) + height(index) > 3)
            return; /* the model has no place for it */
        expected = expected_rename(index, to);
        CHECK(zb_file_rename(path, other) == expected);
        if (expected == ZB_OK && index != to)
            move_tree(index, to);
        break;
    default:
        expected = e->kind == REGULAR ? ZB_E_EXISTS : ZB_OK;
        for (uint32_t at = parent_of(index); at > 0; at = parent_of(at))
            if (model[at].kind == REGULAR)
                expected = ZB_E_NOT_DIRECTORY;
        CHECK(zb_directory_make_all(path) == expected);
        for (uint32_t at = index; expected == ZB_OK && at > 0; at = parent_of(at))
            model[at].kind = DIRECTORY;
    }
}

static void
test_model(void)
{
    CHECK(begin());
    __builtin_memset(model, 0, sizeof model);
    model[0].kind = DIRECTORY;
    for (uint32_t round = 0; round < 3000; round++) {
        step();
        uint32_t look = test_random(PATHS + 1);
        CHECK(listing_is_right(look) && content_is_right(look));
        if (round % 200 == 0)
            for (uint32_t i = 0; i <= PATHS; i++)
                CHECK(listing_is_right(i) && content_is_right(i));
    }
    /* All taken away again, nothing but the blocks of nodes is left. */
    for (uint32_t i = PATHS; i > 0; i--) {
        char path[16];
        write_path(i, path);
        if (model[i].kind != NOTHING)
            OK(zb_file_remove(path));
    }
    CHECK(memory.used_bytes <= 5 * 4096);
}

/* Without memory everything fails alike, and nothing is half done. */
static void
test_no_memory(void)
{
    zb_file_info info;
    zb_directory directory;
    CHECK(begin());
    instance = NULL;
    CHECK(zb_file_write_all("/tmp/a", "x", 1) == ZB_E_MEMORY);
    CHECK(zb_file_stat("/tmp", &info) == ZB_E_MEMORY && zb_directory_open("/tmp", &directory) == ZB_E_MEMORY);
    for (uint32_t size = 256; size < 40000; size += 1000) {
        CHECK(begin());
        OK(zb_arena_init(&arena, test_region(size), size, 0, 0));
        zb_status status = zb_file_write_all("/tmp/a", arena.base, 64);
        while (status == ZB_OK)
            status = zb_file_append("/tmp/a", "0123456789012345678901234567890123456789", 40);
        CHECK(status == ZB_E_MEMORY);
        if (zb_file_stat("/tmp/a", &info) == ZB_OK)
            CHECK(info.size % 40 == 24);
    }
}

TEST_SUITE(file, {"whole files", test_whole_files}, {"open flags and positions", test_open_flags},
           {"paths", test_paths}, {"the limit", test_space}, {"far positions", test_sparse},
           {"random steps against a model", test_model}, {"no memory", test_no_memory});
