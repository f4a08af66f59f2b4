// Swift's Glibc module knows no GNU extension, and these are some: pipe2, close_range, a signal when the parent dies.
#define _GNU_SOURCE
#include "shim.h"
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <sys/prctl.h>
#include <unistd.h>

int linux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

// What the new process does before it becomes the program: only calls that are safe between fork and exec. Comes back
// with an error number, or not at all.
static int become(const struct linux_command *command, pid_t parent) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigset_t none;
    if (dup3(command->report, 3, O_CLOEXEC) < 0 && command->report != 3) return errno;
    setsid();
    // Nobody else would end it when its parent is killed. The parent may be gone already: then nobody told us.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL)) return errno;
    if (getppid() != parent) _exit(1);
    for (int number = 1; number < NSIG; number++) sigaction(number, &usual, NULL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(command->input, 0) < 0 || dup2(command->output, 1) < 0) return errno;
    if (command->errors >= 0 && dup2(command->errors, 2) < 0) return errno;
    if (close_range(4, ~0U, 0)) return errno;
    execvpe(command->arguments[0], command->arguments, command->environment);
    return errno;
}

void linux_become(const struct linux_command *command, pid_t parent) {
    int error = become(command, parent);
    ssize_t written = write(3, &error, sizeof error);
    _exit(written == sizeof error ? 127 : 126);
}

// A copy above 3: where the pipes' ends are 0 to 3 themselves, one dup2 would overwrite the source of the next.
static int high(int file) { return fcntl(file, F_DUPFD_CLOEXEC, 4); }

int linux_spawn(
    int *id, char *const arguments[], char *const environment[], int input, int output, int errors, int supervises
) {
    int report[2], error = 0;
    pid_t parent = getpid(), child;
    struct linux_command command = {arguments, environment, high(input), high(output), errors < 0 ? -1 : high(errors), -1};
    if (command.input < 0 || command.output < 0 || (errors >= 0 && command.errors < 0) || pipe2(report, O_CLOEXEC)) {
        error = errno;
    } else {
        // The end of the pipe that exec closes tells the parent that all went well.
        command.report = report[1];
        child = fork();
        if (!child && supervises) linux_supervise(&command, parent);
        if (!child) linux_become(&command, parent);
        if (child < 0) error = errno;
        *id = child;
        close(report[1]);
        while (child > 0 && read(report[0], &error, sizeof error) < 0 && errno == EINTR) {
        }
        close(report[0]);
    }
    if (command.input >= 0) close(command.input);
    if (command.output >= 0) close(command.output);
    if (command.errors >= 0) close(command.errors);
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
