// Swift's Glibc module knows no GNU extension, and these are some: pipe2, closefrom, setsid of a child.
#define _GNU_SOURCE
#include "shim.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>
#include <errno.h>

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

static int spawn(int *id, char *const arguments[], char *const environment[], int input, int output,
                 posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes) {
    sigset_t signals;
    pid_t child = -1;
    int error;
    sigfillset(&signals);
    error = posix_spawnattr_setsigdefault(attributes, &signals);
    sigemptyset(&signals);
    if (!error) error = posix_spawnattr_setsigmask(attributes, &signals);
    if (!error)
        error = posix_spawnattr_setflags(
            attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, input, 0);
    if (!error) error = posix_spawn_file_actions_adddup2(actions, output, 1);
    if (!error) error = posix_spawn_file_actions_addclosefrom_np(actions, 3);
    if (!error) error = posix_spawnp(&child, arguments[0], actions, attributes, arguments, environment);
    *id = child;
    return error;
}

int linux_spawn(int *id, char *const arguments[], char *const environment[], int input, int output) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    // Copies above 2: where the pipe's ends are 0 and 1 themselves, the first dup2 would overwrite the second's source.
    int spare_input = fcntl(input, F_DUPFD_CLOEXEC, 3), spare_output = fcntl(output, F_DUPFD_CLOEXEC, 3), error;
    if (spare_input < 0 || spare_output < 0) {
        error = errno;
    } else if (!(error = posix_spawn_file_actions_init(&actions))) {
        if (!(error = posix_spawnattr_init(&attributes))) {
            error = spawn(id, arguments, environment, spare_input, spare_output, &actions, &attributes);
            posix_spawnattr_destroy(&attributes);
        }
        posix_spawn_file_actions_destroy(&actions);
    }
    if (spare_input >= 0) close(spare_input);
    if (spare_output >= 0) close(spare_output);
    return error;
}
