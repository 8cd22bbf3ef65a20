/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_STATUS_H
#define ZEROBUF_STATUS_H

/*
 * Every way a call can end, in one table: X(NAME, number, text).
 * The enum, zb_status_text(), the JavaScript table and the table in SPEC.md are
 * all made from it.  Numbers are pinned: they cross the wasm boundary.
 */
#define ZB_STATUS_TABLE(X)                                                                                   \
    X(OK, 0, "success")                                                                                      \
    X(E_BOUNDS, -1, "an offset or length leaves the region")                                                 \
    X(E_ALIGN, -2, "an offset is not aligned as the layout requires")                                        \
    X(E_TAG, -3, "the value has another type than the one asked for")                                        \
    X(E_NOT_FOUND, -4, "no such key or index")                                                               \
    X(E_EXISTS, -5, "the key is already present")                                                            \
    X(E_MEMORY, -6, "out of memory: the arena is full and cannot grow")                                      \
    X(E_INVALID, -7, "an argument is outside its documented range")                                          \
    X(E_CORRUPT, -8, "stored lengths contradict each other")                                                 \
    X(E_CONTROL, -9, "no arena control block of a known version at this offset")                             \
    X(E_CHECKPOINT, -10, "the checkpoint is not a point the arena has passed through")                       \
    X(E_UTF8, -11, "the text is not well-formed UTF-8")                                                      \
    X(E_DEPTH, -12, "values are nested deeper than allowed, or a value holds itself")                        \
    X(E_BUDGET, -13, "there are more values or bytes than allowed")                                          \
    X(E_SYNTAX, -14, "the text is not of the expected grammar")                                              \
    X(E_IO, -15, "the source or the sink of a stream failed")                                                \
    X(E_AUTHENTIC, -16, "tag, signature or token do not fit key and data")                                   \
    X(E_UNSUPPORTED, -17, "the platform does not offer this operation")                                      \
    X(E_EXPIRED, -18, "the token is not valid at this time")                                                 \
    X(E_DENIED, -19, "the token is from another issuer or for another audience")                             \
    X(E_HOST, -20, "the host call failed")                                                                   \
    X(E_DEADLINE, -21, "the deadline passed first")                                                          \
    X(E_SPACE, -22, "no space is left in the store, or the file would be too large")                         \
    X(E_DIRECTORY, -23, "a directory stands where a file is needed")                                         \
    X(E_NOT_DIRECTORY, -24, "a file stands where a directory is needed")                                     \
    X(E_NOT_EMPTY, -25, "the directory is not empty")

/** Result of every fallible call.  ZB_OK is 0, failures are negative. */
typedef enum zb_status {
#define ZB_STATUS_ENUM(name, number, text) ZB_##name = (number),
    ZB_STATUS_TABLE(ZB_STATUS_ENUM)
#undef ZB_STATUS_ENUM
} zb_status;

#if defined(__GNUC__) || defined(__clang__)
#define ZB_NODISCARD __attribute__((warn_unused_result))
#else
#define ZB_NODISCARD
#endif

/** Leave the calling function with the status of `expression` unless it is ZB_OK. */
#define ZB_TRY(expression)                                                                                   \
    do {                                                                                                     \
        zb_status zb_try_status_ = (expression);                                                             \
        if (zb_try_status_ != ZB_OK)                                                                         \
            return zb_try_status_;                                                                           \
    } while (0)

#ifdef __cplusplus
extern "C" {
#endif

/**
 * One sentence for a status.
 *
 * @param status  any value; an unknown number yields "unknown status"
 * @return a static, NUL-terminated string
 *
 * O(number of statuses), any thread.
 */
const char *zb_status_text(zb_status status);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_STATUS_H */
