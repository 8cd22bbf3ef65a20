/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "progress.h"
#include "report.h"

#define FIRST_BYTES ((size_t)1 << 20)
#define READ_BYTES ((size_t)8 << 20) /* at once, so that progress shows */

void
input_open(const char *path, input *out)
{
    input made = {path, STDIN_FILENO, 0, 0};
    if (path == NULL || strcmp(path, "-") == 0) {
        if (path == NULL && isatty(STDIN_FILENO))
            fail(EXIT_CODE_USAGE, "no FILE, and standard input is a terminal; name a file, or - to type");
        made.name = "standard input";
    } else {
        made.fd = open(path, O_RDONLY | O_CLOEXEC);
        if (made.fd < 0)
            fail(EXIT_CODE_IO, "%s: cannot open: %s", path, strerror(errno));
    }
    struct stat info;
    if (fstat(made.fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
        made.total = (uint64_t)info.st_size;
    *out = made;
}

size_t
input_read(input *in, void *bytes, size_t len)
{
    ssize_t count;
    do
        count = read(in->fd, bytes, len);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        fail(EXIT_CODE_IO, "%s: cannot read: %s", in->name, strerror(errno));
    in->done += (uint64_t)count;
    progress_set(in->done);
    return (size_t)count;
}

void
input_close(input *in)
{
    if (in->fd != STDIN_FILENO)
        (void)close(in->fd);
    in->fd = -1;
}

uint32_t
input_read_all(const char *path, region *memory, const char **name)
{
    input in;
    input_open(path, &in);
    if (name != NULL)
        *name = in.name;
    progress_begin("reading", in.total);
    size_t used = 0;
    for (;;) {
        if (used == memory->committed_bytes) {
            /* A byte more than the file has, so that its end is seen without another step. */
            size_t want = used == 0 ? (size_t)in.total + 1 : 2 * used;
            if (want < FIRST_BYTES)
                want = FIRST_BYTES;
            if (want > memory->reserved_bytes)
                want = memory->reserved_bytes;
            if (want == used || !region_commit(memory, want)) {
                char more;
                if (want == used && input_read(&in, &more, 1) == 0)
                    break; /* exactly the largest region */
                fail(EXIT_CODE_LIMIT, "%s: does not fit memory: a region has at most %zu bytes here", in.name,
                     memory->reserved_bytes);
            }
        }
        size_t room = memory->committed_bytes - used;
        size_t count = input_read(&in, memory->base + used, room < READ_BYTES ? room : READ_BYTES);
        if (count == 0)
            break;
        used += count;
    }
    progress_end();
    input_close(&in);
    region_guard(memory, used);
    return (uint32_t)used;
}
