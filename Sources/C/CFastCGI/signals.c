#include "shim.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>

// A signal handler may run between any two instructions, so these few lines are C: they touch nothing but two integers
// and dup2(2), which is safe in a handler.
static volatile sig_atomic_t fcgi_stop_requested = 0;
static volatile sig_atomic_t fcgi_listening_descriptor = -1;
static volatile sig_atomic_t fcgi_null_descriptor = -1;

// Puts /dev/null in the place of the listening socket: an accept(2) that waits, or that is about to, fails at once.
// The socket itself lives on in the sibling processes.
static void fcgi_request_stop(int signal) {
    int error = errno;
    (void)signal;
    fcgi_stop_requested = 1;
    dup2(fcgi_null_descriptor, fcgi_listening_descriptor);
    errno = error;
}

int fcgi_is_stop_requested(void) { return fcgi_stop_requested; }

void fcgi_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

// SIGTERM and SIGUSR1 ask to stop. SA_RESTART lets reads and writes of the request in hand go on undisturbed; the kernel
// restarts accept(2) too, and it then finds /dev/null.
// Whoever started the program may have had them blocked, and a blocked signal is inherited: so they are let in.
int fcgi_stop_on_signals(int listening_descriptor) {
    struct sigaction action;
    sigset_t signals;
    memset(&action, 0, sizeof action);
    fcgi_null_descriptor = open("/dev/null", O_RDWR | O_CLOEXEC);
    fcgi_listening_descriptor = listening_descriptor;
    if (fcgi_null_descriptor < 0) return -1;
    fcgi_ignore_broken_pipes();
    action.sa_flags = SA_RESTART;
    action.sa_handler = fcgi_request_stop;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGUSR1);
    if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGUSR1, &action, NULL) != 0) return -1;
    return sigprocmask(SIG_UNBLOCK, &signals, NULL);
}
