// Locks of parts of a file that belong to the open file, and so exclude threads as well: F_OFD_SETLK is a GNU
// extension.
#define _GNU_SOURCE
#include "shim.h"

#include <fcntl.h>
#include <stdio.h>

int linux_lock(int file, long long place, int takes) {
    struct flock lock = {.l_type = takes ? F_WRLCK : F_UNLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1};
    return fcntl(file, F_OFD_SETLK, &lock);
}
