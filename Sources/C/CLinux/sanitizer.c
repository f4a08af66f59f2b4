#include "shim.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SANITIZES_THREADS
#endif
#endif

#ifdef SANITIZES_THREADS

// <sanitizer/tsan_interface.h>: any address may stand for a lock.
void __tsan_acquire(void *address);
void __tsan_release(void *address);

static char locks[4096];
static int count;

int linux_new_lock(void) { return __atomic_fetch_add(&count, 1, __ATOMIC_RELAXED) % (int)sizeof locks; }

void linux_has_locked(int number) { __tsan_acquire(&locks[number]); }

void linux_will_unlock(int number) { __tsan_release(&locks[number]); }

#else

int linux_new_lock(void) { return 0; }

void linux_has_locked(int number) { (void)number; }

void linux_will_unlock(int number) { (void)number; }

#endif
