#include <errno.h>
#include <fcgiapp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Lets SIGTERM and SIGUSR1 ask this process to stop: an accept(2) on the listening socket that waits, or that is about to,
// fails at once; reads and writes of the request in hand go on. Broken pipes are ignored. 0, or -1 and errno.
int fcgi_stop_on_signals(int listening_descriptor);

// Has a write to a reader that went away fail instead of ending the process.
void fcgi_ignore_broken_pipes(void);

// Whether a signal has asked.
int fcgi_is_stop_requested(void);
