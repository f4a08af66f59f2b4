// accept4 and POLLRDHUP are GNU extensions.
#define _GNU_SOURCE
#include <signal.h>

#include "shim.h"

#include <stdint.h>

// A signal handler may run between any two instructions, so these few lines are C: they touch nothing but an integer
// and write(2), which is safe in a handler.
static volatile sig_atomic_t fcgi_stop_event = -1;

static void fcgi_request_stop(int signal) {
    int error = errno;
    uint64_t one = 1;
    (void)signal;
    // It fails only where the event has been set 2^64 times already.
    ssize_t written = write(fcgi_stop_event, &one, sizeof one);
    (void)written;
    errno = error;
}

void fcgi_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

// SA_RESTART lets reads and writes of the request in hand go on undisturbed.
// Whoever started the program may have had the signals blocked, and a blocked signal is inherited: so they are let in.
int fcgi_stop_on_signals(int event) {
    struct sigaction action;
    sigset_t signals;
    memset(&action, 0, sizeof action);
    fcgi_stop_event = event;
    fcgi_ignore_broken_pipes();
    action.sa_flags = SA_RESTART;
    action.sa_handler = fcgi_request_stop;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGUSR1, &action, NULL) != 0) return -1;
    return pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

void fcgi_block_signals(sigset_t *before) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

void fcgi_restore_signals(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }
