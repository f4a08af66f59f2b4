#include "shim.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

// Fetched for several requests at a time, by each thread for itself.
static __thread unsigned char pool[256];
static __thread unsigned left;

// A byte is overwritten as it is handed out: no memory tells later what a secret was made of. A process that is forked
// here becomes another program at once, or makes no secrets.
unsigned char linux_random_byte(void) {
    if (left == 0) {
        // It fails only on a kernel without the system call; there, no secret can be made.
        if (getentropy(pool, sizeof pool)) abort();
        left = sizeof pool;
    }
    unsigned char byte = pool[--left];
    pool[left] = 0;
    return byte;
}

unsigned linux_random_store(unsigned char copy[256]) {
    memcpy(copy, pool, sizeof pool);
    return left;
}
