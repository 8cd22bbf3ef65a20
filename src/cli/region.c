/* SPDX-License-Identifier: MIT */
#include "region.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "report.h"

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifdef HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

#define MIN_RESERVED_BYTES ((size_t)16 << 20)

void
region_reserve(region *out)
{
    size_t bytes = ZB_MAX_REGION_BYTES;
    for (; bytes >= MIN_RESERVED_BYTES; bytes /= 2) { /* less where the address space is limited */
        void *base = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base != MAP_FAILED) {
            region made = {base, bytes, 0};
            *out = made;
            return;
        }
    }
    fail(EXIT_CODE_LIMIT, "out of memory: no address space for a region; raise the limit (ulimit -v)");
}

bool
region_commit(region *memory, size_t bytes)
{
#ifdef HAS_ASAN
    ASAN_UNPOISON_MEMORY_REGION(memory->base, memory->committed_bytes);
#endif
    if (bytes <= memory->committed_bytes)
        return true;
    if (bytes > memory->reserved_bytes)
        return false;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t rounded = (bytes + page - 1) / page * page; /* cannot wrap: bytes is below 2^32, or 64-bit */
    if (rounded > memory->reserved_bytes)
        rounded = memory->reserved_bytes;
    if (mprotect(memory->base, rounded, PROT_READ | PROT_WRITE) != 0)
        return false;
    memory->committed_bytes = rounded;
    return true;
}

void
region_release(region *memory)
{
#ifdef HAS_ASAN
    ASAN_UNPOISON_MEMORY_REGION(memory->base, memory->committed_bytes);
#endif
    (void)munmap(memory->base, memory->reserved_bytes);
    memory->base = NULL;
    memory->reserved_bytes = memory->committed_bytes = 0;
}

void
region_guard(const region *memory, size_t used)
{
#ifdef HAS_ASAN
    ASAN_POISON_MEMORY_REGION(memory->base + used, memory->committed_bytes - used);
#else
    (void)memory, (void)used;
#endif
}

static zb_status
grow(zb_arena *arena, uint32_t bytes)
{
    region *memory = arena->context;
    if (bytes > 0) {
        uint64_t doubled = 2 * (uint64_t)arena->size_bytes;
        uint64_t needed = (uint64_t)arena->size_bytes + bytes;
        uint64_t size = doubled > needed ? doubled : needed;
        if (size > memory->reserved_bytes)
            size = memory->reserved_bytes; /* of the doubling the part that there is */
        if (size < needed || !region_commit(memory, (size_t)size))
            return ZB_E_MEMORY;
    }
    arena->size_bytes = (uint32_t)memory->committed_bytes; /* reserved is at most ZB_MAX_REGION_BYTES */
    if (bytes > 0)
        zb_arena_raise_limit(arena, arena->size_bytes);
    return ZB_OK;
}

void
region_attach(region *memory, zb_arena *arena)
{
    arena->grow = grow;
    arena->context = memory;
}
