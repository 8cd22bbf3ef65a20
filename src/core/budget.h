/* SPDX-License-Identifier: MIT */
#ifndef ZBI_BUDGET_H
#define ZBI_BUDGET_H

/*
 * How much work a call does on values that a stranger may have written.  Sixteen bytes can
 * refer to anything, so n bytes can describe 2^n values, and a search can be made to fail.
 * Every call therefore ends after work that is proportional to the regions it reads; the
 * amounts are far above what values need that no one has twisted.
 *
 * A unit is one slot looked at.  Cheaper things share one.
 */

#include <zerobuf/path.h>

#define ZBI_BYTES_PER_UNIT 16u /* of texts and columns */
#define ZBI_KEYS_PER_UNIT 64u  /* passed over in search of one */

typedef struct zbi_budget {
    uint64_t left; /* units */
} zbi_budget;

/** For a call that reads `bytes` bytes of regions.  Below 2^32, so that steps can be counted in 32 bits. */
static inline zbi_budget
zbi_budget_for(uint64_t bytes)
{
    uint64_t units = (1u << 20) + bytes; /* sixteen per slot */
    zbi_budget budget = {units > UINT32_MAX ? UINT32_MAX : units};
    return budget;
}

/** ZB_OK or ZB_E_BUDGET. */
static inline ZB_NODISCARD zb_status
zbi_spend(zbi_budget *budget, uint64_t units)
{
    if (units > budget->left)
        return ZB_E_BUDGET;
    budget->left -= units;
    return ZB_OK;
}

/** zb_path() within a budget; NULL is none.  Also ZB_E_BUDGET. */
ZB_NODISCARD zb_status zbi_path(zb_view view, zb_slot root, const char *path, uint32_t len,
                                zbi_budget *budget, zb_slot *out);

#endif /* ZBI_BUDGET_H */
