/* SPDX-License-Identifier: MIT */
/*
 * Calls the published C interface as a foreign program does: declarations of its own, no header
 * of ours, symbols of the library.  `compat-calls IMAGE` reads one call a line from standard
 * input and prints its result in decimal; an f64 stands as its bits.
 *
 *     NAME OFFSET [INDEX | VALUE] [KEY in hex]
 *
 * A line "image" starts again with the image as it is in the file, "bytes FROM COUNT" prints bytes
 * in hex.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint8_t zerobuf_tag(const uint8_t *mem, uint32_t offset);
int32_t zerobuf_read_i32(const uint8_t *mem, uint32_t offset);
double zerobuf_read_f64(const uint8_t *mem, uint32_t offset);
int64_t zerobuf_read_i64(const uint8_t *mem, uint32_t offset);
uint32_t zerobuf_read_bool(const uint8_t *mem, uint32_t offset);
void zerobuf_write_i32(uint8_t *mem, uint32_t offset, int32_t value);
void zerobuf_write_f64(uint8_t *mem, uint32_t offset, double value);
void zerobuf_write_i64(uint8_t *mem, uint32_t offset, int64_t value);
void zerobuf_write_bool(uint8_t *mem, uint32_t offset, uint32_t value);
void zerobuf_write_null(uint8_t *mem, uint32_t offset);
uint32_t zerobuf_read_len(const uint8_t *mem, uint32_t header);
uint32_t zerobuf_read_data_ptr(uint32_t header);
uint32_t zerobuf_deref(const uint8_t *mem, uint32_t handle);
uint32_t zerobuf_array_len(const uint8_t *mem, uint32_t handle);
uint32_t zerobuf_array_element_offset(const uint8_t *mem, uint32_t handle, uint32_t index);
uint32_t zerobuf_object_count(const uint8_t *mem, uint32_t handle);
uint32_t zerobuf_object_find(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                             uint32_t key_len);
double zerobuf_object_get_f64(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                              uint32_t key_len);
int32_t zerobuf_object_get_i32(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                               uint32_t key_len);
int64_t zerobuf_object_get_i64(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                               uint32_t key_len);
uint32_t zerobuf_object_get_string(const uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                                   uint32_t key_len, uint32_t *out_len);
uint32_t zerobuf_object_set_f64(uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                                uint32_t key_len, double value);
uint32_t zerobuf_object_set_i32(uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                                uint32_t key_len, int32_t value);
uint32_t zerobuf_object_set_i64(uint8_t *mem, uint32_t mem_len, uint32_t handle, const uint8_t *key,
                                uint32_t key_len, int64_t value);

/* The image in an allocation of its own, so that a sanitizer sees a read past it. */
static uint8_t *mem;
static uint32_t mem_len;

static void
load(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    mem_len = (uint32_t)ftell(file);
    rewind(file);
    free(mem);
    mem = malloc(mem_len);
    if (mem == NULL || fread(mem, 1, mem_len, file) != mem_len) {
        perror(path);
        exit(1);
    }
    fclose(file);
}

static double
f64_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t
bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint32_t
unhex(const char *text, uint8_t *out, uint32_t cap)
{
    uint32_t len = 0;
    unsigned byte;
    for (; len < cap && sscanf(text + 2 * (size_t)len, "%2x", &byte) == 1; len++)
        out[len] = (uint8_t)byte;
    return len;
}

static void
call(const char *line)
{
    char name[32], hex[4096] = "";
    uint32_t at = 0, key_len, text_len = 0;
    uint64_t value = 0;
    static uint8_t key[2048];
    if (sscanf(line, "%31s %" SCNu32 " %" SCNu64 " %4095s", name, &at, &value, hex) < 1)
        return;
    key_len = unhex(hex, key, sizeof key);
    uint32_t number = (uint32_t)value;
#define IS(text) (strcmp(name, text) == 0)
#define PRINT(format, result) printf("%" format "\n", result)
    if (IS("bytes")) {
        for (uint32_t i = 0; i < number; i++)
            printf("%02x", mem[at + i]);
        puts("");
    } else if (IS("tag"))
        PRINT(PRIu8, zerobuf_tag(mem, at));
    else if (IS("read_i32"))
        PRINT(PRId32, zerobuf_read_i32(mem, at));
    else if (IS("read_f64"))
        PRINT(PRIu64, bits_of(zerobuf_read_f64(mem, at)));
    else if (IS("read_i64"))
        PRINT(PRId64, zerobuf_read_i64(mem, at));
    else if (IS("read_bool"))
        PRINT(PRIu32, zerobuf_read_bool(mem, at));
    else if (IS("write_i32"))
        zerobuf_write_i32(mem, at, (int32_t)number), puts("0");
    else if (IS("write_f64"))
        zerobuf_write_f64(mem, at, f64_of(value)), puts("0");
    else if (IS("write_i64"))
        zerobuf_write_i64(mem, at, (int64_t)value), puts("0");
    else if (IS("write_bool"))
        zerobuf_write_bool(mem, at, number), puts("0");
    else if (IS("write_null"))
        zerobuf_write_null(mem, at), puts("0");
    else if (IS("read_len"))
        PRINT(PRIu32, zerobuf_read_len(mem, at));
    else if (IS("read_data_ptr"))
        PRINT(PRIu32, zerobuf_read_data_ptr(at));
    else if (IS("deref"))
        PRINT(PRIu32, zerobuf_deref(mem, at));
    else if (IS("array_len"))
        PRINT(PRIu32, zerobuf_array_len(mem, at));
    else if (IS("array_element_offset"))
        PRINT(PRIu32, zerobuf_array_element_offset(mem, at, number));
    else if (IS("object_count"))
        PRINT(PRIu32, zerobuf_object_count(mem, at));
    else if (IS("object_find"))
        PRINT(PRIu32, zerobuf_object_find(mem, mem_len, at, key, key_len));
    else if (IS("object_get_f64"))
        PRINT(PRIu64, bits_of(zerobuf_object_get_f64(mem, mem_len, at, key, key_len)));
    else if (IS("object_get_i32"))
        PRINT(PRId32, zerobuf_object_get_i32(mem, mem_len, at, key, key_len));
    else if (IS("object_get_i64"))
        PRINT(PRId64, zerobuf_object_get_i64(mem, mem_len, at, key, key_len));
    else if (IS("object_get_string")) {
        uint32_t off = zerobuf_object_get_string(mem, mem_len, at, key, key_len, &text_len);
        printf("%" PRIu32 " %" PRIu32 "\n", off, text_len);
    } else if (IS("object_set_f64"))
        PRINT(PRIu32, zerobuf_object_set_f64(mem, mem_len, at, key, key_len, f64_of(value)));
    else if (IS("object_set_i32"))
        PRINT(PRIu32, zerobuf_object_set_i32(mem, mem_len, at, key, key_len, (int32_t)number));
    else if (IS("object_set_i64"))
        PRINT(PRIu32, zerobuf_object_set_i64(mem, mem_len, at, key, key_len, (int64_t)value));
    else
        exit(2);
}

int
main(int argc, char **argv)
{
    static char line[8192];
    if (argc != 2)
        return 2;
    load(argv[1]);
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (strcmp(line, "image\n") == 0)
            load(argv[1]);
        else
            call(line);
    }
    free(mem);
    return 0;
}
