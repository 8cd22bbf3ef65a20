/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zerobuf/layout.h>

#include "progress.h"
#include "report.h"

#define MAX_OUTPUTS 4u                /* at once; no command has more */
#define MAX_TRIES 100u                /* names that somebody else took */
#define WRITE_BYTES ((size_t)8 << 20) /* at once, so that progress shows */

/* Files to remove when the program ends early; read by the signal handler. */
static char *volatile unfinished[MAX_OUTPUTS];

static void
remove_unfinished(void)
{
    for (size_t i = 0; i < MAX_OUTPUTS; i++) {
        char *path = unfinished[i];
        unfinished[i] = NULL;
        if (path != NULL)
            (void)unlink(path);
    }
}

/* From `from` to `to`: NULL is a free place. */
static void
replace_unfinished(const char *from, char *to)
{
    for (size_t i = 0; i < MAX_OUTPUTS; i++)
        if (unfinished[i] == from) {
            unfinished[i] = to;
            return;
        }
}

static void
on_signal(int number)
{
    remove_unfinished();
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

static void
watch_signals(void)
{
    static bool is_watching;
    if (is_watching)
        return;
    is_watching = true;
    (void)atexit(remove_unfinished);
    const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction before;
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            (void)signal(numbers[i], on_signal);
    }
}

/* A reader that went away is no failure of ours: end without a word. */
static _Noreturn void
write_failed(const output *out)
{
    if (errno == EPIPE)
        _exit(EXIT_CODE_IO);
    fail(EXIT_CODE_IO, "%s: cannot write: %s", out->name, strerror(errno));
}

static char *
checked(char *memory)
{
    if (memory == NULL)
        fail(EXIT_CODE_LIMIT, "out of memory");
    return memory;
}

/* Open a new file beside `place`, with the mode that the result is to have. */
static int
open_beside(output *out, mode_t mode)
{
    size_t bytes = strlen(out->place) + 40;
    out->temporary = checked(malloc(bytes));
    for (unsigned attempt = 0; attempt < MAX_TRIES; attempt++) {
        snprintf(out->temporary, bytes, "%s.%ld-%u.tmp", out->place, (long)getpid(), attempt);
        int fd = open(out->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0) {
            replace_unfinished(NULL, out->temporary);
            return fd;
        }
        if (errno != EEXIST)
            break;
    }
    fail(EXIT_CODE_IO, "%s: cannot create a file beside it: %s", out->name, strerror(errno));
}

void
output_open(const char *path, bool is_binary, bool force, output *out)
{
    output made = {path, stdout, NULL, NULL};
    if (path == NULL || strcmp(path, "-") == 0) {
        made.name = "standard output";
        if (is_binary && !force && isatty(STDOUT_FILENO))
            fail(EXIT_CODE_USAGE, "an image is no text for a terminal; use -o FILE, a pipe, or --force");
        *out = made;
        return;
    }
    watch_signals();
    struct stat info;
    bool is_there = stat(path, &info) == 0;
    int fd;
    if (is_there && !S_ISREG(info.st_mode)) {
        fd = open(path, O_WRONLY | O_CLOEXEC); /* a device or a pipe: nothing to replace */
        if (fd < 0)
            fail(EXIT_CODE_IO, "%s: cannot open: %s", path, strerror(errno));
    } else {
        /* Through a symbolic link, the file that it names is replaced, not the link. */
        made.place = checked(is_there ? realpath(path, NULL) : strdup(path));
        fd = open_beside(&made, 0666);
        if (is_there)
            (void)fchmod(fd, info.st_mode & 07777); /* the file keeps its mode; not vital */
    }
    made.file = fdopen(fd, "wb");
    if (made.file == NULL)
        fail(EXIT_CODE_IO, "%s: cannot open: %s", path, strerror(errno));
    *out = made;
}

void
output_write(output *out, const void *bytes, size_t len)
{
    if (len > 0 && fwrite(bytes, 1, len, out->file) != len)
        write_failed(out);
}

void
output_commit(output *out)
{
    if (out->file == stdout) {
        if (fflush(stdout) != 0 || ferror(stdout))
            write_failed(out);
        return;
    }
    bool is_written = fflush(out->file) == 0;
    is_written = fclose(out->file) == 0 && is_written;
    out->file = NULL;
    if (!is_written)
        write_failed(out);
    if (out->temporary != NULL && rename(out->temporary, out->place) != 0)
        fail(EXIT_CODE_IO, "%s: cannot replace: %s", out->name, strerror(errno));
    if (out->temporary != NULL)
        replace_unfinished(out->temporary, NULL);
    free(out->temporary);
    free(out->place);
    out->temporary = out->place = NULL;
}

void
output_image(output *out, uint8_t *image, uint32_t bytes)
{
    memcpy(image + ZB_IMAGE_CONTROL + ZB_CONTROL_LIMIT_AT, &bytes, sizeof bytes);
    progress_begin("writing", bytes);
    for (uint32_t done = 0; done < bytes;) {
        size_t part = bytes - done < WRITE_BYTES ? bytes - done : WRITE_BYTES;
        output_write(out, image + done, part);
        done += (uint32_t)part;
        progress_set(done);
    }
    progress_end();
}

void
output_finish_stdout(void)
{
    output out = {"standard output", stdout, NULL, NULL};
    output_commit(&out);
}
