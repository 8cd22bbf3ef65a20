/* SPDX-License-Identifier: MIT */
/* Copying and verifying values. */
#include "engine.h"

ZBE_EXPORT("copy") int32_t zbe_copy(zb_off control);
ZBE_EXPORT("verify")
int32_t zbe_verify(uint32_t kind, zb_off root, uint32_t flags, uint32_t slot_count, uint32_t max_depth,
                   double max_nodes, double max_bytes, uint32_t scratch, uint32_t scratch_bytes);
ZBE_EXPORT("verify_nodes") double zbe_verify_nodes(void);
ZBE_EXPORT("verify_bytes") double zbe_verify_bytes(void);
ZBE_EXPORT("verify_offset") uint32_t zbe_verify_offset(void);
ZBE_EXPORT("verify_depth") uint32_t zbe_verify_depth(void);

/* Copy the value in the argument slot into the arena; the copy goes to the result slot. */
int32_t
zbe_copy(zb_off control)
{
    zb_arena arena;
    ZB_TRY(zbe_attach(&arena, control));
    return zb_copy(&arena, zb_arena_view(&arena), zbe_argument, &zbe_result, NULL);
}

static zb_verify_report report;

/* zb_verify(); 0 in a limit takes its default. */
int32_t
zbe_verify(uint32_t kind, zb_off root, uint32_t flags, uint32_t slot_count, uint32_t max_depth,
           double max_nodes, double max_bytes, uint32_t scratch, uint32_t scratch_bytes)
{
    zb_verify_options options = {flags,
                                 slot_count,
                                 max_depth,
                                 (uint64_t)max_nodes,
                                 (uint64_t)max_bytes,
                                 scratch_bytes > 0 ? (void *)(uintptr_t)scratch : NULL,
                                 scratch_bytes};
    return zb_verify(zbe_view(0), (zb_root)kind, root, &options, &report);
}

/* What the last verification saw. */
double
zbe_verify_nodes(void)
{
    return (double)report.nodes;
}

double
zbe_verify_bytes(void)
{
    return (double)report.bytes;
}

uint32_t
zbe_verify_offset(void)
{
    return report.offset;
}

uint32_t
zbe_verify_depth(void)
{
    return report.depth;
}
