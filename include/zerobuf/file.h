/* SPDX-License-Identifier: MIT */
#ifndef ZEROBUF_FILE_H
#define ZEROBUF_FILE_H

/*
 * Files for handlers, in the manner of POSIX: in memory as long as the instance lives,
 * in the database of a Durable Object, or in an R2 bucket (docs/files.md).
 *
 *     static zb_file_memory tmp = ZB_FILE_MEMORY(16 << 20);
 *     static zb_file_remote data = ZB_FILE_SQL();
 *     ZB_FILE_MOUNTS({"/tmp", &tmp.store}, {"/data", &data.store});
 *
 *     ZB_TRY(zb_file_append("/data/log.txt", "one line\n", 9));
 *
 * Paths are absolute, UTF-8, with names of 1 to 255 bytes.  "." and empty names are
 * skipped, ".." goes up and never above "/"; then the longest mount that the path
 * begins with has it.  A mount's own path is its root directory, which is always there.
 *
 * Unless something else is said, calls return ZB_OK, leave `out` untouched on failure
 * and change nothing then, and fail with
 *   ZB_E_NOT_FOUND      no such file or directory, no mount for it, or it was removed while open
 *   ZB_E_EXISTS         something of that name is there
 *   ZB_E_DIRECTORY      a directory stands where a file is needed
 *   ZB_E_NOT_DIRECTORY  a file stands where a directory is needed
 *   ZB_E_NOT_EMPTY      the directory is not empty
 *   ZB_E_SPACE          the store is full, or the file would be too large
 *   ZB_E_INVALID        a relative path, a NUL, a name of more than 255 bytes, a path of more than
 *                       1,024; a handle that was not opened for that; the root
 *   ZB_E_UTF8           the path is not UTF-8
 *   ZB_E_HOST, ZB_E_DEADLINE, ZB_E_MEMORY as host calls do (zerobuf/await.h); not in memory
 *
 * Stores in memory and in the database never wait, so that a handler's file calls happen
 * at once for all others; R2 waits in each.
 */

#include <zerobuf/arena.h>
#include <zerobuf/value.h>

/** Longest path, in bytes, after "." and ".." are gone. */
#define ZB_FILE_MAX_PATH 1024u
/** Longest name, in bytes. */
#define ZB_FILE_MAX_NAME 255u
/** Largest file, in bytes; in R2 ZB_FILE_MAX_R2_BYTES. */
#define ZB_FILE_MAX_BYTES 0x100000000u
/** R2 keeps objects whole: each write sends the whole file. */
#define ZB_FILE_MAX_R2_BYTES 0x4000000u

/** How a file is opened: at least one of the first three. */
typedef enum zb_file_flags {
    ZB_FILE_READ = 1,
    ZB_FILE_WRITE = 2,
    ZB_FILE_APPEND = 4,     /* write, each time at what is the end then */
    ZB_FILE_CREATE = 8,     /* make it when it is not there; its directory must be */
    ZB_FILE_EXCLUSIVE = 16, /* with ZB_FILE_CREATE: it must not be there */
    ZB_FILE_TRUNCATE = 32   /* begin with nothing in it; needs one of the two that write */
} zb_file_flags;

/** From where zb_file_seek() counts. */
typedef enum zb_file_whence { ZB_FILE_SET, ZB_FILE_CURRENT, ZB_FILE_END } zb_file_whence;

/** What a path leads to. */
typedef struct zb_file_info {
    uint64_t node; /* the store's name for it while it exists; never given again */
    uint64_t size; /* bytes; 0 for a directory */
    bool is_directory;
} zb_file_info;

/** A name in a directory. */
typedef struct zb_file_entry {
    zb_str name; /* in the zb_directory, until the next step */
    uint64_t size;
    bool is_directory;
} zb_file_entry;

typedef struct zb_file_store zb_file_store;

/** An open file.  Nothing needs to be closed.  In memory it may outlive the request, else not. */
typedef struct zb_file {
    zb_file_store *store;
    uint64_t node;
    uint64_t at; /* where the next read or write is */
    uint32_t flags;
} zb_file;

/** A walk over a directory, ordered by the names' bytes.  Until the request ends. */
typedef struct zb_directory {
    zb_file_store *store;
    uint64_t node;
    zb_slot page;      /* what the store has fetched ahead */
    uint32_t index;    /* of the next entry there, or what else the store remembers */
    uint32_t name_len; /* of the entry given last; 0 before the first */
    char name[ZB_FILE_MAX_NAME + 1];
} zb_directory;

/** Position that stands for the end of a file, whatever its size is then. */
#define ZB_FILE_AT_END UINT64_MAX

/** What zb_file_driver.remove takes away. */
typedef enum zb_file_kind { ZB_FILE_ANY, ZB_FILE_REGULAR, ZB_FILE_DIRECTORY } zb_file_kind;

/**
 * What a store can do.  Paths are clean: names separated by "/", none at either end, "" the
 * root.  Statuses are those above.  A failure changes nothing.
 */
typedef struct zb_file_driver {
    zb_status (*find)(zb_file_store *store, zb_str path, zb_file_info *out);
    zb_status (*make)(zb_file_store *store, zb_str path, bool directory, zb_file_info *out);
    /* Up to `room` bytes from `at`; 0 past the end. */
    zb_status (*read)(zb_file_store *store, uint64_t node, uint64_t at, void *into, uint32_t room,
                      uint32_t *got);
    /* All of `len` bytes; zeros between the old end and `at`.  Receives where they end. */
    zb_status (*write)(zb_file_store *store, uint64_t node, uint64_t at, const void *bytes, uint32_t len,
                       uint64_t *end);
    zb_status (*size)(zb_file_store *store, uint64_t node, uint64_t *out);
    /* Zeros where it becomes longer. */
    zb_status (*resize)(zb_file_store *store, uint64_t node, uint64_t size);
    /* A whole file, made or in place of what was in it. */
    zb_status (*replace)(zb_file_store *store, zb_str path, const void *bytes, uint32_t len);
    zb_status (*remove)(zb_file_store *store, zb_str path, zb_file_kind kind);
    zb_status (*rename)(zb_file_store *store, zb_str from, zb_str to);
    /* The entry after directory->name, whose name goes there; ZB_E_NOT_FOUND at the end. */
    zb_status (*next)(zb_directory *directory, zb_file_entry *out);
} zb_file_driver;

/** A place where files are. */
struct zb_file_store {
    const zb_file_driver *driver;
};

/**
 * Files in memory, in an arena, as long as that lives: blocks of 4 KiB, which removed
 * files leave to others.  Finding a name costs one step for each name in its directory.
 */
typedef struct zb_file_memory {
    zb_file_store store;
    uint64_t limit_bytes;     /* for contents and names, in blocks of 4 KiB */
    zb_arena *(*place)(void); /* gives the arena, NULL when there is no memory for one */
    zb_arena *arena;          /* once something was made there */
    uint64_t used_bytes;
    zb_off free_blocks, free_nodes; /* lists, 0 = none */
    zb_off root;                    /* node of the root directory, 0 before the first use */
} zb_file_memory;

/** Files in the database of the Durable Object that the module runs in, or in an R2 bucket. */
typedef struct zb_file_remote {
    zb_file_store store;
    const char *binding; /* of the bucket; NULL: the database */
    const char *prefix;  /* of all keys in the bucket; NULL: none */
} zb_file_remote;

/** Where a store is seen. */
typedef struct zb_file_mount {
    const char *path; /* "/data": clean, no slash at its end */
    zb_file_store *store;
} zb_file_mount;

/** Defined by ZB_FILE_MOUNTS in the application. */
extern const zb_file_mount zb_file_mounts[];
extern const uint32_t zb_file_mount_count;

/** The application's mounts, once, at file scope. */
#define ZB_FILE_MOUNTS(...)                                                                                  \
    const zb_file_mount zb_file_mounts[] = {__VA_ARGS__};                                                    \
    const uint32_t zb_file_mount_count = sizeof zb_file_mounts / sizeof zb_file_mounts[0]

/** A store in the memory of the instance (handler modules), of at most `limit` bytes. */
#define ZB_FILE_MEMORY(limit) {{&zb_file_memory_driver}, (limit), zb_file_instance_arena, NULL, 0, 0, 0, 0}

/** A store in the database of the Durable Object. */
#define ZB_FILE_SQL() {{&zb_file_remote_driver}, NULL, NULL}

/** A store in an R2 bucket, under keys that begin with `prefix`. */
#define ZB_FILE_R2(binding, prefix) {{&zb_file_remote_driver}, (binding), (prefix)}

#ifdef __cplusplus
extern "C" {
#endif

/** For the macros above. */
extern const zb_file_driver zb_file_memory_driver;
extern const zb_file_driver zb_file_remote_driver;
zb_arena *zb_file_instance_arena(void);

/**
 * Open a file.
 *
 * @param path   NUL-terminated
 * @param flags  of zb_file_flags
 * @param out    receives the file, at its beginning
 */
ZB_NODISCARD zb_status zb_file_open(const char *path, uint32_t flags, zb_file *out);

/**
 * Read the next bytes.
 *
 * @param room  bytes at `into`
 * @param got   receives how many came, fewer only at the end, 0 there
 */
ZB_NODISCARD zb_status zb_file_read(zb_file *file, void *into, uint32_t room, uint32_t *got);

/** Write all of `len` bytes, over what is there or behind it; a gap to the old end becomes zeros. */
ZB_NODISCARD zb_status zb_file_write(zb_file *file, const void *bytes, uint32_t len);

/**
 * Move to a position, which may lie past the end.
 *
 * @param offset  from `whence`
 * @param out     receives the position from the beginning; may be NULL
 * @return as above; ZB_E_INVALID: before the beginning
 */
ZB_NODISCARD zb_status zb_file_seek(zb_file *file, int64_t offset, zb_file_whence whence, uint64_t *out);

/** Cut off, or lengthen with zeros.  The position stays. */
ZB_NODISCARD zb_status zb_file_truncate(zb_file *file, uint64_t size);

/** What a path leads to. */
ZB_NODISCARD zb_status zb_file_stat(const char *path, zb_file_info *out);

/**
 * A whole file.
 *
 * @param arena  receives the bytes: a request's
 * @param out    receives where they are
 * @return as above; ZB_E_MEMORY
 */
ZB_NODISCARD zb_status zb_file_read_all(zb_arena *arena, const char *path, zb_bytes *out);

/** Make a file with these bytes, or put them in place of what it holds: at once, or not at all. */
ZB_NODISCARD zb_status zb_file_write_all(const char *path, const void *bytes, uint32_t len);

/** Add bytes at the end of a file, which is made when it is not there. */
ZB_NODISCARD zb_status zb_file_append(const char *path, const void *bytes, uint32_t len);

/** Make a directory. */
ZB_NODISCARD zb_status zb_directory_make(const char *path);

/** Make a directory and those above it, where they are missing.  What was made stays when a later one fails.
 */
ZB_NODISCARD zb_status zb_directory_make_all(const char *path);

/** Remove a file. */
ZB_NODISCARD zb_status zb_file_unlink(const char *path);

/** Remove an empty directory. */
ZB_NODISCARD zb_status zb_directory_remove(const char *path);

/** Remove a file or an empty directory. */
ZB_NODISCARD zb_status zb_file_remove(const char *path);

/**
 * Move a file or a directory to another path, in place of a file or an empty directory there.
 *
 * @return as above; ZB_E_INVALID: into itself; ZB_E_UNSUPPORTED: to another mount
 *
 * In R2 a directory is copied key by key: what fails halfway leaves some in both.
 */
ZB_NODISCARD zb_status zb_file_rename(const char *from, const char *to);

/** Begin to walk over a directory. */
ZB_NODISCARD zb_status zb_directory_open(const char *path, zb_directory *out);

/**
 * The next entry.  What is made or removed meanwhile may be missed or met.
 *
 * @return as above; ZB_E_NOT_FOUND after the last
 */
ZB_NODISCARD zb_status zb_directory_next(zb_directory *directory, zb_file_entry *out);

#ifdef __cplusplus
}
#endif

#endif /* ZEROBUF_FILE_H */
