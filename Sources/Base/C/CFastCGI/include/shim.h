#include <errno.h>
#include <fcntl.h>
#include <fcgiapp.h>
#include <malloc.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// Lets SIGTERM and SIGUSR1 ask this process to stop: they make the event (an eventfd) readable, and do nothing else;
// reads and writes of the requests in hand go on. Broken pipes are ignored. 0, or -1 and errno.
int fcgi_stop_on_signals(int event);

// Has a write to a reader that went away fail instead of ending the process.
void fcgi_ignore_broken_pipes(void);

// The next connection, without waiting, as a descriptor that programs started from here do not inherit; -1 and errno.
int fcgi_accept(int listening_descriptor);

// Whether the peer of a connection has closed it. A local peer has done so only when it closed both directions; of one
// on another host no more is seen than that it sends nothing more.
int fcgi_has_hung_up(int connection, int is_local);

// Bytes that libfcgi has read from a request's connection and nobody has taken.
long fcgi_unread(FCGX_Stream *input);

// Whether there is something to read of a request, now or within some milliseconds: the end of its input among it.
int fcgi_waits_for_input(FCGX_Request *request, int milliseconds);

// Blocks every signal for the calling thread, and gives back what was blocked before.
void fcgi_block_signals(sigset_t *before);
void fcgi_restore_signals(const sigset_t *before);
