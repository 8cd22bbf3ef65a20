/* SPDX-License-Identifier: MIT */
/* Runs vectors/crypto and the other checks natively, over OpenSSL.  Ends with the line "N passed, M failed".
 */
#include <stdio.h>
#include <stdlib.h>

#include "cases.h"
#include "vectors.h"

#define REGION_BYTES (32u << 20)

static char *
read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(REGION_BYTES);
    if (file == NULL || text == NULL) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    *len = fread(text, 1, REGION_BYTES, file);
    fclose(file);
    return text;
}

static outcome
run_file(zb_arena *arena, const char *path)
{
    outcome result = {0};
    zb_slot file;
    size_t len;
    char *text = read_file(path, &len);
    zb_status status = zb_arena_reset(arena);
    if (status == ZB_OK)
        status = zb_json_read(arena, text, len, NULL, &file, NULL);
    if (status == ZB_OK)
        status = run_vectors(arena, file, &result);
    free(text);
    if (status != ZB_OK) {
        printf("%s: not understood: %s\n", path, zb_status_text(status));
        result.failed++;
    } else if (result.failed > 0) {
        printf("%s: %u failed, the first is number %u: %s\n", path, result.failed, result.first_failed,
               zb_status_text(result.first_status));
    }
    result.failed += result.unsupported; /* OpenSSL has all there is */
    return result;
}

int
main(int argc, char **argv)
{
    zb_arena arena;
    uint32_t passed = 0, failed = 0;
    void *region = malloc(REGION_BYTES);
    if (region == NULL || zb_arena_init(&arena, region, REGION_BYTES, 8, 0) != ZB_OK)
        return 2;
    for (int i = 1; i < argc; i++) {
        outcome result = run_file(&arena, argv[i]);
        passed += result.passed;
        failed += result.failed;
    }
    for (uint32_t i = 0; i < case_count; i++) {
        const char *what = zb_arena_reset(&arena) == ZB_OK ? cases[i].run(&arena) : "the arena";
        if (what == NULL) {
            passed++;
            continue;
        }
        printf("%s: %s\n", cases[i].name, what);
        failed++;
    }
    free(region);
    printf("%u passed, %u failed\n", passed, failed);
    return failed == 0 ? 0 : 1;
}
