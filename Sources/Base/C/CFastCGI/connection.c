// accept4 and POLLRDHUP are GNU extensions.
#define _GNU_SOURCE
#include "shim.h"

int fcgi_accept(int listening_descriptor) { return accept4(listening_descriptor, NULL, NULL, SOCK_CLOEXEC); }

int fcgi_has_hung_up(int connection, int is_local) {
    struct pollfd peer = {.fd = connection, .events = is_local ? 0 : POLLRDHUP};
    return poll(&peer, 1, 0) > 0 && (peer.revents & (POLLHUP | POLLERR | POLLRDHUP)) != 0;
}

// How libfcgi's stream begins, which its header keeps to itself: the same since its first release, 2.1 of 1997
// (fcgiapp.c, FCGX_Stream_Data).
struct stream_data {
    unsigned char *buffer;
    int length;
    unsigned char *allocated;
    unsigned char *end;
};

long fcgi_unread(FCGX_Stream *input) {
    struct stream_data *data = input->data;
    return data->end - input->rdNext;
}

int fcgi_waits_for_input(FCGX_Request *request, int milliseconds) {
    struct pollfd peer = {.fd = request->ipcFd, .events = POLLIN};
    return fcgi_unread(request->in) > 0 || request->in->isClosed || poll(&peer, 1, milliseconds) > 0;
}
