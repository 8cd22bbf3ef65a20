/* SPDX-License-Identifier: MIT */
/*
 * The system calls of wasi-libc, answered inside the module: it imports nothing
 * but "zb", and can do nothing but compute.
 * (WASI snapshot preview 1, witx/wasi_snapshot_preview1.witx; these are the
 * symbols under which wasi-libc's __wasilibc_real.c imports it.)
 *
 *   standard output and error   the last 1020 bytes are kept for the host (last_words.h)
 *   arguments, environment      empty
 *   time                        ENOSYS: clock_gettime fails, rather than stand still
 *   random numbers              the host's (random.c), which then has to provide zb.crypto
 *   files, sockets              EBADF: there are none, nor folders to open them in
 *   exit                        traps, as abort does: a module ends with its instance
 */
#include <stddef.h>
#include <stdint.h>

#include "last_words.h"

/* errno and file type of WASI. */
enum { SUCCESS = 0, E_BADF = 8, E_NOSYS = 52, CHARACTER_DEVICE = 2 };

#define CALL(name) __imported_wasi_snapshot_preview1_##name

/* A call that is always answered alike. */
#define ALWAYS(answer, name, ...)                                                                            \
    int32_t CALL(name)(__VA_ARGS__);                                                                         \
    int32_t CALL(name)(__VA_ARGS__)                                                                          \
    {                                                                                                        \
        return (answer);                                                                                     \
    }                                                                                                        \
    _Static_assert(1, "")

/* Parameters by type only would be C23. */
#define P1 int32_t a
#define P2 P1, int32_t b
#define P3 P2, int32_t c
#define P4 P3, int32_t d
#define P5 P4, int32_t e
#define P6 P5, int32_t f

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunused-parameter" /* of calls whose answer depends on nothing */

ALWAYS(E_NOSYS, clock_res_get, P2);
ALWAYS(E_NOSYS, clock_time_get, int32_t a, int64_t b, int32_t c);
ALWAYS(E_NOSYS, poll_oneoff, P4);
ALWAYS(SUCCESS, sched_yield, void);

ALWAYS(SUCCESS, args_get, P2);
ALWAYS(SUCCESS, environ_get, P2);

ALWAYS(E_BADF, fd_advise, int32_t a, int64_t b, int64_t c, int32_t d);
ALWAYS(E_BADF, fd_allocate, int32_t a, int64_t b, int64_t c);
ALWAYS(E_BADF, fd_close, P1);
ALWAYS(E_BADF, fd_datasync, P1);
ALWAYS(E_BADF, fd_fdstat_set_flags, P2);
ALWAYS(E_BADF, fd_fdstat_set_rights, int32_t a, int64_t b, int64_t c);
ALWAYS(E_BADF, fd_filestat_get, P2);
ALWAYS(E_BADF, fd_filestat_set_size, int32_t a, int64_t b);
ALWAYS(E_BADF, fd_filestat_set_times, int32_t a, int64_t b, int64_t c, int32_t d);
ALWAYS(E_BADF, fd_pread, int32_t a, int32_t b, int32_t c, int64_t d, int32_t e);
ALWAYS(E_BADF, fd_prestat_dir_name, P3);
ALWAYS(E_BADF, fd_prestat_get, P2);
ALWAYS(E_BADF, fd_pwrite, int32_t a, int32_t b, int32_t c, int64_t d, int32_t e);
ALWAYS(E_BADF, fd_read, P4);
ALWAYS(E_BADF, fd_readdir, int32_t a, int32_t b, int32_t c, int64_t d, int32_t e);
ALWAYS(E_BADF, fd_renumber, P2);
ALWAYS(E_BADF, fd_seek, int32_t a, int64_t b, int32_t c, int32_t d);
ALWAYS(E_BADF, fd_sync, P1);
ALWAYS(E_BADF, fd_tell, P2);
ALWAYS(E_BADF, path_create_directory, P3);
ALWAYS(E_BADF, path_filestat_get, P5);
ALWAYS(E_BADF, path_filestat_set_times, P4, int64_t e, int64_t f, int32_t g);
ALWAYS(E_BADF, path_link, P6, int32_t g);
ALWAYS(E_BADF, path_open, P5, int64_t f, int64_t g, int32_t h, int32_t i);
ALWAYS(E_BADF, path_readlink, P6);
ALWAYS(E_BADF, path_remove_directory, P3);
ALWAYS(E_BADF, path_rename, P6);
ALWAYS(E_BADF, path_symlink, P5);
ALWAYS(E_BADF, path_unlink_file, P3);
ALWAYS(E_BADF, sock_accept, P3);
ALWAYS(E_BADF, sock_recv, P6);
ALWAYS(E_BADF, sock_send, P5);
ALWAYS(E_BADF, sock_shutdown, P2);

#pragma clang diagnostic pop

static int32_t
none(uint32_t *count, uint32_t *bytes)
{
    *count = *bytes = 0;
    return SUCCESS;
}

int32_t CALL(args_sizes_get)(uint32_t *count, uint32_t *bytes);
int32_t
CALL(args_sizes_get)(uint32_t *count, uint32_t *bytes)
{
    return none(count, bytes);
}

int32_t CALL(environ_sizes_get)(uint32_t *count, uint32_t *bytes);
int32_t
CALL(environ_sizes_get)(uint32_t *count, uint32_t *bytes)
{
    return none(count, bytes);
}

/* Output and error are terminals, so that stdio writes line by line and a trap cuts off no message. */
int32_t CALL(fd_fdstat_get)(int32_t fd, uint8_t *stat);
int32_t
CALL(fd_fdstat_get)(int32_t fd, uint8_t *stat)
{
    if (fd != 1 && fd != 2)
        return E_BADF;
    __builtin_memset(stat, 0, 24);
    stat[0] = CHARACTER_DEVICE;
    return SUCCESS;
}

typedef struct piece {
    const char *bytes;
    uint32_t len;
} piece;

int32_t CALL(fd_write)(int32_t fd, const piece *pieces, uint32_t count, uint32_t *written);
int32_t
CALL(fd_write)(int32_t fd, const piece *pieces, uint32_t count, uint32_t *written)
{
    if (fd != 1 && fd != 2)
        return E_BADF;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        zbi_last_words_add(pieces[i].bytes, pieces[i].len);
        sum += pieces[i].len;
    }
    *written = sum;
    return SUCCESS;
}

_Noreturn void CALL(proc_exit)(int32_t code);
_Noreturn void
CALL(proc_exit)(int32_t code)
{
    static const char SENTENCE[] = "The program called exit, which a handler must not.\n";
    (void)code;
    zbi_last_words_add(SENTENCE, sizeof SENTENCE - 1);
    __builtin_trap();
}
