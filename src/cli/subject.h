/* SPDX-License-Identifier: MIT */
#ifndef ZB_CLI_SUBJECT_H
#define ZB_CLI_SUBJECT_H

/*
 * What a command looks at: the bytes of a file and where in them its value lies.  Either
 * an image (SPEC.md, 10), or any region with --root and --kind.
 */

#include <zerobuf/verify.h>

#include "options.h"
#include "region.h"

typedef struct subject {
    const char *name; /* of the file, for messages */
    region memory;
    uint32_t size_bytes; /* of the file */
    zb_view view;
    bool is_image;
    zb_root kind;
    zb_off root;
    uint32_t slot_count; /* slots at `root`, 0 when it is a handle */
    zb_verify_report report;
} subject;

/** Read a file and find its root; what is no image, and has no --root, ends the program. */
void subject_load(const arguments *args, const char *path, subject *out);

/**
 * Read a file whose root may be missing.
 *
 * @param args  --root and --kind of the command
 * @param path  file, NULL or "-" for standard input
 * @param out   receives the bytes; the rest too when there is a root
 * @param why   receives what is wrong, when the file is no image
 * @return ZB_OK, ZB_E_BOUNDS or ZB_E_CONTROL
 */
ZB_NODISCARD zb_status subject_try_load(const arguments *args, const char *path, subject *out,
                                        const char **why);

/**
 * Verify all that the root reaches (zb_verify() with scratch memory).
 *
 * @param it       loaded
 * @param options  flags and limits; its slot_count and scratch are set here
 * @return the status of zb_verify(); it->report says what was seen
 */
ZB_NODISCARD zb_status subject_verify(subject *it, const zb_verify_options *options);

/** Load and verify; what is not sound ends the program. */
void subject_open(const arguments *args, const char *path, subject *out);

/** The value at the root.  The slots of a schema become an array, made behind the file's bytes. */
zb_slot subject_value(subject *it);

/** What to do about a status that verification ended with. */
const char *verify_remedy(zb_status status);

/** Give everything back. */
void subject_close(subject *it);

#endif /* ZB_CLI_SUBJECT_H */
