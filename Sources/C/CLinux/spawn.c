// Swift's Glibc module knows no GNU extension, and these are some: pipe2, close_range, a signal when the parent dies.
#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <sys/prctl.h>
#include <unistd.h>

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

// What the new process does before it becomes the program: only calls that are safe between fork and exec. Comes back with
// an error number, or not at all.
static int become(char *const arguments[], char *const environment[], int input, int output, int report, pid_t parent) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigset_t none;
    setsid();
    // Nobody else would end it when its parent is killed. The parent may be gone already: then nobody told us.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL)) return errno;
    if (getppid() != parent) _exit(1);
    for (int number = 1; number < NSIG; number++) sigaction(number, &usual, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0) return errno;
    if (dup3(report, 3, O_CLOEXEC) < 0 && report != 3) return errno;
    if (close_range(4, ~0U, 0)) return errno;
    execvpe(arguments[0], arguments, environment);
    return errno;
}

int linux_spawn(int *id, char *const arguments[], char *const environment[], int input, int output) {
    int report[2], error = 0;
    pid_t parent = getpid(), child;
    // Copies above 3: where the pipes' ends are 0 to 3 themselves, one dup2 would overwrite the source of the next.
    int from = fcntl(input, F_DUPFD_CLOEXEC, 4), to = fcntl(output, F_DUPFD_CLOEXEC, 4);
    if (from < 0 || to < 0 || pipe2(report, O_CLOEXEC)) {
        error = errno;
    } else {
        child = fork();
        if (!child) {
            // The end of the pipe that exec closes tells the parent that all went well.
            error = become(arguments, environment, from, to, report[1], parent);
            ssize_t written = write(3, &error, sizeof error);
            _exit(written == sizeof error ? 127 : 126);
        }
        if (child < 0) error = errno;
        *id = child;
        close(report[1]);
        while (child > 0 && read(report[0], &error, sizeof error) < 0 && errno == EINTR) {
        }
        close(report[0]);
    }
    if (from >= 0) close(from);
    if (to >= 0) close(to);
    return error;
}

// By the thread's mask: the handler is the whole process's, and other threads may be using it.
int linux_block_broken_pipes(void) {
    sigset_t broken_pipes, before;
    sigemptyset(&broken_pipes);
    sigaddset(&broken_pipes, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipes, &before);
    return sigismember(&before, SIGPIPE);
}

// The signal that waits is taken first: it would come as soon as it may.
void linux_unblock_broken_pipes(int was_blocked) {
    sigset_t broken_pipes;
    struct timespec none = {0, 0};
    if (was_blocked) return;
    sigemptyset(&broken_pipes);
    sigaddset(&broken_pipes, SIGPIPE);
    while (sigtimedwait(&broken_pipes, NULL, &none) < 0 && errno == EINTR) {
    }
    pthread_sigmask(SIG_UNBLOCK, &broken_pipes, NULL);
}

void linux_leave(void) {
    if (fork() > 0) _exit(0);
}
