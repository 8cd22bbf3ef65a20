/* SPDX-License-Identifier: MIT */
/*
 * The system that SQLite runs on (SQLITE_OS_OTHER): one without files and clock.
 * Databases in memory need neither: ":memory:" works, any other name cannot be
 * opened, and date('now') is an error.
 */
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

static int
open_nothing(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs, (void)name, (void)flags, (void)out_flags;
    file->pMethods = NULL;
    return SQLITE_CANTOPEN;
}

static int
delete_nothing(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs, (void)name, (void)sync;
    return SQLITE_OK;
}

static int
access_nothing(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)vfs, (void)name, (void)flags;
    *out = 0;
    return SQLITE_OK;
}

static int
full_name(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
    (void)vfs;
    size_t bytes = strlen(name) + 1;
    if (room < 0 || bytes > (size_t)room)
        return SQLITE_CANTOPEN;
    memcpy(out, name, bytes);
    return SQLITE_OK;
}

/* The seed of random(). */
static int
randomness(sqlite3_vfs *vfs, int bytes, char *out)
{
    (void)vfs;
    return getentropy(out, (size_t)bytes) == 0 ? bytes : 0;
}

static int
no_sleep(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs, (void)microseconds;
    return 0;
}

static int
no_time(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    (void)vfs, (void)out;
    return SQLITE_ERROR;
}

int
sqlite3_os_init(void)
{
    static sqlite3_vfs vfs = {
        .iVersion = 2,
        .szOsFile = (int)sizeof(sqlite3_file),
        .mxPathname = 64,
        .zName = "none",
        .xOpen = open_nothing,
        .xDelete = delete_nothing,
        .xAccess = access_nothing,
        .xFullPathname = full_name,
        .xRandomness = randomness,
        .xSleep = no_sleep,
        .xCurrentTimeInt64 = no_time,
    };
    return sqlite3_vfs_register(&vfs, 1);
}

int
sqlite3_os_end(void)
{
    return SQLITE_OK;
}
