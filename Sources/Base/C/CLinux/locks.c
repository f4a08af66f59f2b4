// pthread_mutex_clocklock is a GNU extension.
#define _GNU_SOURCE
#include "shim.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

static pthread_mutex_t gates[64] = {[0 ... 63] = PTHREAD_MUTEX_INITIALIZER};

int linux_enter(int gate, int milliseconds) {
    struct timespec end;
    // Nearly always nobody is inside, and the time need not be asked for.
    if (pthread_mutex_trylock(&gates[gate]) == 0) return 0;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += milliseconds / 1000;
    end.tv_nsec += milliseconds % 1000 * 1000000L;
    if (end.tv_nsec >= 1000000000L) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000L;
    }
    return pthread_mutex_clocklock(&gates[gate], CLOCK_MONOTONIC, &end);
}

void linux_leave_turnstile(int gate) { pthread_mutex_unlock(&gates[gate]); }

unsigned long linux_new_lock(void) {
    pthread_mutex_t *lock = malloc(sizeof *lock);
    if (lock == NULL || pthread_mutex_init(lock, NULL)) abort();
    return (unsigned long)lock;
}

void linux_delete_lock(unsigned long lock) {
    pthread_mutex_destroy((pthread_mutex_t *)lock);
    free((pthread_mutex_t *)lock);
}

void linux_lock_mutex(unsigned long lock) { pthread_mutex_lock((pthread_mutex_t *)lock); }

void linux_unlock_mutex(unsigned long lock) { pthread_mutex_unlock((pthread_mutex_t *)lock); }
