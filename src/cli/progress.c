/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "terminal.h"

#define FIRST_US 500000 /* shorter work shows nothing */
#define NEXT_US 200000

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "the signal handler reads lock-free counters");

static const char *volatile phase; /* NULL: none */
static volatile sig_atomic_t is_drawn;
static atomic_ullong done_units, total_units, ticks;

/* The decimal digits of a number below 1000, for the signal handler, in which printf is not allowed. */
static size_t
add_small(char *line, size_t at, unsigned value)
{
    if (value >= 100)
        line[at++] = (char)('0' + value / 100 % 10);
    if (value >= 10)
        line[at++] = (char)('0' + value / 10 % 10);
    line[at++] = (char)('0' + value % 10);
    return at;
}

static void
draw(int signal_number)
{
    (void)signal_number;
    int saved_errno = errno;
    const char *what = phase;
    if (what != NULL) {
        char line[96] = "\r\033[K";
        size_t at = 4;
        for (size_t i = 0; what[i] != '\0' && i < 40; i++)
            line[at++] = what[i];
        unsigned long long total = atomic_load(&total_units), done = atomic_load(&done_units);
        if (total > 0) {
            line[at++] = ' ';
            at = add_small(line, at,
                           done >= total ? 100u : (unsigned)(100 * (done / 1024) / (total / 1024 + 1)));
            line[at++] = '%';
        }
        unsigned long long shown = atomic_fetch_add(&ticks, 1);
        unsigned tenths = (unsigned)((FIRST_US + shown * NEXT_US) / 100000);
        line[at++] = ' ';
        at = add_small(line, at, tenths / 10 % 1000);
        line[at++] = '.';
        at = add_small(line, at, tenths % 10);
        line[at++] = ' ';
        line[at++] = 's';
        is_drawn = 1;
        ssize_t written = write(STDERR_FILENO, line, at);
        (void)written; /* it is only a hint */
    }
    errno = saved_errno;
}

static void
set_timer(long first_us, long next_us)
{
    struct itimerval timer = {{0, next_us}, {0, first_us}};
    (void)setitimer(ITIMER_REAL, &timer, NULL);
}

void
progress_begin(const char *what, uint64_t total)
{
    progress_end();
    if (!terminal_shows_progress())
        return;
    atomic_store(&done_units, 0);
    atomic_store(&total_units, total);
    atomic_store(&ticks, 0);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = draw;
    action.sa_flags = SA_RESTART;
    if (sigaction(SIGALRM, &action, NULL) != 0)
        return;
    phase = what;
    set_timer(FIRST_US, NEXT_US);
}

void
progress_set(uint64_t done)
{
    atomic_store_explicit(&done_units, done, memory_order_relaxed);
}

void
progress_end(void)
{
    if (phase == NULL)
        return;
    set_timer(0, 0);
    phase = NULL;
    if (is_drawn) {
        ssize_t written = write(STDERR_FILENO, "\r\033[K", 4);
        (void)written; /* it is only a hint */
        is_drawn = 0;
    }
}
