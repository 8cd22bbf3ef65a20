/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_DURABLE_H
#define ZEROBUF_DURABLE_H

/*
 * Durable Objects: an instance of the module for each object, wherever it is asked
 * for, with storage of its own (docs/durable-objects.md).
 *
 * A worker finds an object and sends it requests, or calls methods of it:
 *
 *     zb_durable room;
 *     ZB_TRY(zb_durable_named("ROOM", name, &room));
 *     return zb_durable_forward(&room, req, res, path);
 *
 * Inside of the object the same module runs, and zb_context() is the object's state:
 * storage, SQL and the alarm below are this object's.  Outside of one they return
 * ZB_E_HOST.
 *
 * While a handler waits, other requests of the object run (as between any two waits);
 * the platform lets none in while storage is being read.  What zb_storage_put() and
 * zb_sql() have written is on disk before the response, or anything else, leaves the
 * object.  zb_sql() never waits: statements between two waits are one transaction.
 *
 * Events, for ZB_ROUTES: ZB_ON_START, path "/", for each new instance of an object before all
 * else, which waits until it is over; ZB_ON_ALARM, path "/".
 *
 * Unless something else is said, calls return ZB_OK; ZB_E_HOST: the host refused,
 * zb_failure() says why; ZB_E_DEADLINE; ZB_E_MEMORY; or ZB_E_INVALID as for
 * zb_sleep(), and leave `out` untouched on failure.
 */

#include <zerobuf/await.h>

/** An object, as its callers see it.  Until the request ends. */
typedef struct zb_durable {
    zb_slot stub; /* of the host; zb_object_of(stub) begins calls of its methods */
} zb_durable;

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The object of a name; it begins to exist when it is first used.
 *
 * @param binding  of the namespace, NUL-terminated
 * @param name     any UTF-8; the same name is the same object everywhere
 * @param out      receives the object
 *
 * No traffic: the object is looked for when it is called.
 */
ZB_NODISCARD zb_status zb_durable_named(const char *binding, zb_str name, zb_durable *out);

/** The object of an id, which zb_durable_unique() or zb_durable_id() wrote as 64 hexadecimal digits. */
ZB_NODISCARD zb_status zb_durable_of_id(const char *binding, zb_str id, zb_durable *out);

/**
 * A new object without a name.
 *
 * @param id  receives its id, in the request's arena: the only way to find it again
 */
ZB_NODISCARD zb_status zb_durable_unique(const char *binding, zb_durable *out, zb_str *id);

/** The id of the object that this is. */
ZB_NODISCARD zb_status zb_durable_id(zb_str *out);

/**
 * Send a request to an object and wait for the head of its response.
 *
 * @param object   object
 * @param path     with query, begins with "/"
 * @param options  method, headers and body as for zb_fetch(); NULL for a plain GET
 * @param out      receives the response, for zb_fetched_body() and its like
 * @return as above; ZB_E_INVALID also for a path that does not begin with "/"
 *
 * Several at once: ZB_START(&pending, zb_object_of(object.stub), zb_method("fetch"), ...).
 * Methods of an object whose class has some: ZB_CALL(&out, zb_object_of(object.stub), zb_method("add"), ...).
 */
ZB_NODISCARD zb_status zb_durable_fetch(const zb_durable *object, zb_str path,
                                        const zb_fetch_options *options, zb_fetched *out);

/** Pass the request on to an object and answer with its response (zb_request_forward() of zerobuf/forward.h).
 */
ZB_NODISCARD zb_status zb_durable_forward(const zb_durable *object, zb_request *req, zb_response *res,
                                          zb_str path);

/**
 * Storage: values by key.
 *
 * @param key  UTF-8, at most 2,048 bytes
 * @param out  receives the value, in the request's arena
 * @return as above; ZB_E_NOT_FOUND: nothing is stored there
 *
 * A value with its key is at most 2 MiB.  Strings, numbers, bytes, arrays, objects: what
 * a slot holds comes back as it was.
 */
ZB_NODISCARD zb_status zb_storage_get(zb_str key, zb_slot *out);

/** Store a value, deeply copied, in place of what is there; null is stored as nothing.  As zb_storage_get().
 */
ZB_NODISCARD zb_status zb_storage_put(zb_str key, zb_slot value);

/** Delete; ZB_E_NOT_FOUND when there is nothing. */
ZB_NODISCARD zb_status zb_storage_delete(zb_str key);

/** Which keys zb_storage_list() gives; all may be left out. */
typedef struct zb_storage_range {
    zb_str prefix;      /* begin with this */
    zb_str start;       /* from this one on */
    zb_str start_after; /* after this one: to go on where a list ended */
    zb_str end;         /* before this one */
    uint32_t limit;     /* at most so many; 0 = all, which must fit the request's memory */
    bool reverse;       /* the last first */
} zb_storage_range;

/**
 * Keys with their values, ordered by the keys' UTF-8 bytes.
 *
 * @param range  NULL for all
 * @param out    receives an array of arrays [key, value]
 */
ZB_NODISCARD zb_status zb_storage_list(const zb_storage_range *range, zb_slot *out);

/** Delete everything: keys, tables, files.  The alarm stays. */
ZB_NODISCARD zb_status zb_storage_delete_all(void);

/**
 * Run SQL statements in the object's own database (SQLite) and collect the rows of the last one.
 *
 * @param out    receives an array of objects {column: value}; NULL when none are wanted.  Integers
 *               come as numbers, exact up to 2^53.
 * @param query  one statement or several, separated by ";"
 * @param args   for its "?", in order, made with zb_arg_...(); as many as there are
 * @param count  of them, at most 100
 *
 * Never waits.  A statement that fails leaves nothing of its own; statements before it stand, unless the
 * handler fails before its next wait.  BEGIN and its like are refused: the platform has the transactions.
 */
ZB_NODISCARD zb_status zb_sql_run(zb_slot *out, const char *query, const zb_part *args, uint32_t count);

/** zb_sql_run() with the arguments as they are; at least one. */
#define ZB_SQL(out, query, ...)                                                                              \
    zb_sql_run((out), (query), (const zb_part[]){__VA_ARGS__},                                               \
               sizeof((const zb_part[]){__VA_ARGS__}) / sizeof(zb_part))

/** Rows that are fetched one at a time, so that a large result needs the memory of one row. */
typedef struct zb_sql_cursor {
    zb_slot cursor; /* of the host */
} zb_sql_cursor;

/** Begin a query.  As zb_sql_run(). */
ZB_NODISCARD zb_status zb_sql_open(zb_sql_cursor *out, const char *query, const zb_part *args,
                                   uint32_t count);

/**
 * The next row.
 *
 * @param out  receives an object {column: value}, in the request's arena
 * @return as above; ZB_E_NOT_FOUND after the last row.  One host call.
 */
ZB_NODISCARD zb_status zb_sql_next(zb_sql_cursor *cursor, zb_slot *out);

/**
 * Set the object's one alarm, in place of an earlier one: the event zb:alarm, path "/".
 * A handler that fails is called again, after 2 s and longer each time, six times.
 *
 * @param ms  milliseconds from now
 */
ZB_NODISCARD zb_status zb_alarm_after(uint32_t ms);

/** The same for a point in time. @param ms_since_epoch  milliseconds since 1970-01-01T00:00Z; a past one is
 * due at once */
ZB_NODISCARD zb_status zb_alarm_set(double ms_since_epoch);

/** When the alarm is due, in milliseconds since 1970-01-01T00:00Z; ZB_E_NOT_FOUND when none is set. */
ZB_NODISCARD zb_status zb_alarm_get(double *out);

/** Take the alarm away, if there is one. */
ZB_NODISCARD zb_status zb_alarm_delete(void);

/** The largest memory that an image is taken of. */
#define ZB_SNAPSHOT_MAX_BYTES (32u << 20)

/**
 * Keep an image of the module's memory in the object's database: globals, heap, the instance's arena and
 * files of /tmp. The object's next instance, after an eviction, a deployment of the same module or a trap,
 * begins with the last image in place of _initialize. ZB_ON_START is called all the same; a global of the
 * handler's own tells it what it has done already.
 *
 * @return ZB_OK: the image is taken, and is stored in one transaction, when the last call that is open in
 *         the instance has ended, before its response leaves the object. A handler that always waits in
 *         some call puts that off for good. What goes wrong then is told to the log, and the image before
 *         stays.
 *         ZB_E_UNSUPPORTED: this is no object with SQLite, its class says `snapshot: false` or loads data,
 *         or the module has no build id (zerobuf build gives it one where zerobuf.json names Durable
 *         Objects; else link it with -Wl,--build-id=sha1); zb_failure() says which.
 *         ZB_E_BUDGET: the memory is larger than ZB_SNAPSHOT_MAX_BYTES. ZB_E_INVALID as for zb_sleep().
 *
 * Not in the image: requests and what was allocated for them, pointers into which must not be kept; objects
 * of the host; hashes under way. An image fits the very module that saved it: an object of another build
 * starts afresh, and says so in the log, as it does where a stored page does not have its checksum. Secrets
 * in the memory are then in the database, too. zb_storage_delete_all() deletes the image; the tables
 * zb_snapshot and zb_snapshot_page are the library's.
 *
 * Cost: all pages of 64 KiB in use are hashed, those that changed since the last image are written; a start
 * reads and verifies all. Medians through HTTP on workerd (2 cores of an AMD EPYC under other load,
 * November 2026), for memories of about 1 and 8 MiB: a request that saves what few pages changed 20 and 16
 * ms, one that does not 10 and 8; the first image 111 and 216 (once each); a request that starts an instance
 * 20 and 99 with an image, 7 and 8 without. It is meant for the end of a piece of work, not for every
 * request.
 */
ZB_NODISCARD zb_status zb_snapshot_save(void);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_DURABLE_H */
