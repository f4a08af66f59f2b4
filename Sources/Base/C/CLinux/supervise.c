// The process between a program and a command that it runs: the kernel makes it the parent of whatever the command
// leaves behind, also behind setsid and a second fork, so that all of it ends when the command or its time does.
#define _GNU_SOURCE
#include "shim.h"
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

// Seconds for which it tries to end them: a process that waits for a dead disk ends when the disk is back.
static const int patience = 1;

static int passed(const struct timespec *end) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
}

// Kills a child, and its process group, which ends more of what forks at a time.
static void end_child(pid_t child) {
    pid_t group = getpgid(child);
    if (group > 1 && group != getpgrp()) kill(-group, SIGKILL);
    kill(child, SIGKILL);
}

// Kills every child of this process; where the kernel has no list of them, the command's group. Of the list, numbers
// between blanks, a number may stand across two reads.
static void kill_children(pid_t command) {
    char text[4096];
    pid_t number = 0;
    ssize_t count;
    int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        kill(-command, SIGKILL);
        return;
    }
    while ((count = read(file, text, sizeof text)) > 0) {
        for (ssize_t at = 0; at < count; at++) {
            if (text[at] >= '0' && text[at] <= '9') {
                number = number * 10 + (text[at] - '0');
            } else if (number > 1) {
                end_child(number);
                number = 0;
            }
        }
    }
    close(file);
}

// Takes every child that has ended. Returns whether there is any other; the command's status in *status.
static int reap(pid_t command, int *status) {
    int ended;
    pid_t child;
    while ((child = waitpid(-1, &ended, WNOHANG)) > 0) {
        if (child == command) *status = ended;
    }
    return child == 0;
}

// Whoever was killed starts nobody any more, and its children become this process's: so each round leaves fewer.
static void end_all(pid_t command, int *status, const sigset_t *awaited) {
    struct timespec end, moment = {0, 2000000};
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += patience;
    while (reap(command, status) && !passed(&end)) {
        kill_children(command);
        if (reap(command, status)) sigtimedwait(awaited, NULL, &moment);
    }
}

// Ends as the command did.
static _Noreturn void mirror(int status) {
    if (WIFSIGNALED(status)) {
        sigset_t all;
        signal(WTERMSIG(status), SIG_DFL);
        sigfillset(&all);
        sigprocmask(SIG_UNBLOCK, &all, NULL);
        kill(getpid(), WTERMSIG(status));
    }
    _exit(WEXITSTATUS(status));
}

void linux_supervise(const struct linux_command *command, pid_t parent) {
    sigset_t all, awaited;
    // No status of a process: it has not ended.
    const int running = -1;
    int status = running, error;
    pid_t self = getpid(), child;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, SIGTERM);
    signal(SIGCHLD, SIG_DFL);
    setsid();
    // So that a command which ends programs by this one's name does not end its supervisor.
    prctl(PR_SET_NAME, "supervisor");
    // The parent's end is a signal here, after which everything ends in order. It may be over already.
    error = prctl(PR_SET_CHILD_SUBREAPER, 1) || prctl(PR_SET_PDEATHSIG, SIGTERM) ? errno : 0;
    if (getppid() != parent) _exit(1);
    child = error ? -1 : fork();
    if (!child) linux_become(command, self);
    if (child < 0) {
        error = error ? error : errno;
        (void)!write(command->report, &error, sizeof error);
        _exit(126);
    }
    // None of the command's streams stays open because of this process.
    close_range(0, ~0U, 0);
    while (reap(child, &status) && status == running && sigwaitinfo(&awaited, NULL) != SIGTERM) {
    }
    if (status == running) status = SIGKILL;
    end_all(child, &status, &awaited);
    mirror(status);
}
