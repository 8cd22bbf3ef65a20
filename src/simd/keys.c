/* SPDX-License-Identifier: MIT */
/* Keys of elements of any type, for what is not compiled for each. */
#include "order.h"

#define KEYS(KIND)                                                                                           \
    case KIND:                                                                                               \
        ZBI_AS_WRITTEN                                                                                       \
        for (uint32_t at = 0; at < count; at++)                                                              \
            keys[at] = zbi_key(KIND, items, from + at);                                                      \
        return;

void
zbi_keys(zbi_kind kind, const void *items, uint32_t from, uint32_t count, uint64_t *keys)
{
    switch (kind) {
        KEYS(ZBI_F64)
        KEYS(ZBI_I64)
        KEYS(ZBI_F32)
        KEYS(ZBI_I32)
        KEYS(ZBI_U32)
        KEYS(ZBI_U8)
    }
}

uint64_t
zbi_key_at(zbi_kind kind, const void *items, uint32_t at)
{
    uint64_t key;
    zbi_keys(kind, items, at, 1, &key);
    return key;
}
