/* SPDX-License-Identifier: MIT */
/*
 * Sleeping at a word and waking, as each platform has it.  Whoever sleeps looks again when it
 * returns, so a wait that ends early is right everywhere.
 */
#include <zerobuf/sync.h>

#if defined(__wasm__)

/* The instructions are asked for here alone: the other files need no more than -matomics. */
__attribute__((target("atomics"))) bool
zb_wait(const uint32_t *word, uint32_t expected, int64_t timeout_ns)
{
    int *address = (int *)(uintptr_t)word;
    return __builtin_wasm_memory_atomic_wait32(address, (int)expected, timeout_ns) != 2;
}

__attribute__((target("atomics"))) void
zb_wake(const uint32_t *word, uint32_t count)
{
    (void)__builtin_wasm_memory_atomic_notify((int *)(uintptr_t)word, count);
}

#elif defined(__linux__)

#include <errno.h>
#include <limits.h>
#include <sys/syscall.h>

#define NS_PER_SECOND 1000000000

/* futex(2).  Not the private kind: a region may be shared by processes. */
enum { FUTEX_WAIT_OPERATION = 0, FUTEX_WAKE_OPERATION = 1 };

#ifdef __cplusplus
extern "C"
#endif
    /* Of libc; its header shows it to programs that ask for more than ISO C. */
    long
    syscall(long number, ...);

bool
zb_wait(const uint32_t *word, uint32_t expected, int64_t timeout_ns)
{
    /* What SYS_futex reads: two longs, on machines of 32 bits, too. */
    struct {
        long seconds, nanoseconds;
    } time = {0, 0};
    if (timeout_ns >= 0) {
        int64_t seconds = timeout_ns / NS_PER_SECOND;
        time.seconds = seconds > LONG_MAX ? LONG_MAX : (long)seconds;
        time.nanoseconds = (long)(timeout_ns % NS_PER_SECOND);
    }
    long result = syscall(SYS_futex, word, FUTEX_WAIT_OPERATION, expected, timeout_ns < 0 ? NULL : &time);
    return result == 0 || errno != ETIMEDOUT;
}

void
zb_wake(const uint32_t *word, uint32_t count)
{
    int most = count > INT_MAX ? INT_MAX : (int)count;
    (void)syscall(SYS_futex, word, FUTEX_WAKE_OPERATION, most);
}

#else

#include <sched.h>
#include <time.h>

#define NS_PER_SECOND 1000000000

static int64_t
now_ns(void)
{
    struct timespec now = {0, 0};
    (void)timespec_get(&now, TIME_UTC);
    return (int64_t)now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

/* There is no call that every version of such a system has: waiting is looking again. */
bool
zb_wait(const uint32_t *word, uint32_t expected, int64_t timeout_ns)
{
    int64_t start = timeout_ns < 0 ? 0 : now_ns();
    while (__atomic_load_n(word, __ATOMIC_SEQ_CST) == expected) {
        if (timeout_ns >= 0 && now_ns() - start >= timeout_ns)
            return false;
        (void)sched_yield();
    }
    return true;
}

void
zb_wake(const uint32_t *word, uint32_t count)
{
    (void)word;
    (void)count;
}

#endif
