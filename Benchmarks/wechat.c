/* Stands in for WeChat where its latency is what matters: answers `GET /sns/jscode2session` after LATENCY_MS, whoever
   asks and however many at once, with an openid and a session_key that follow from the code. A code that begins with
   `slow` gets its answer after SLOW_MS, one that begins with `hang` none. `GET /_calls` tells how many calls came and
   how many wait. It listens on 127.0.0.1:PORT. One thread, epoll, kept connections, a list of the answers that are
   due. */

#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct caller {
    int socket;
    int waits;               /* for an answer, also for one that never comes */
    int64_t due;             /* milliseconds; 0: not in the list */
    struct caller *previous, *next;
    size_t used;
    char request[4096], answer[256];
};

static struct caller list = {.previous = &list, .next = &list}; /* the earliest first */
static long calls, waiting, latency, slow_latency;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void insert(struct caller *caller, int64_t due) {
    struct caller *before = list.previous;
    while (before != &list && before->due > due)
        before = before->previous;
    caller->due = due;
    caller->previous = before;
    caller->next = before->next;
    before->next->previous = caller;
    before->next = caller;
}

static void take_out(struct caller *caller) {
    if (!caller->due)
        return;
    caller->previous->next = caller->next;
    caller->next->previous = caller->previous;
    caller->due = 0;
}

static void end_wait(struct caller *caller) {
    take_out(caller);
    waiting -= caller->waits;
    caller->waits = 0;
}

static void hang_up(struct caller *caller) {
    end_wait(caller);
    close(caller->socket);
    free(caller);
}

/* Answers are smaller than any socket's buffer. */
static void reply(struct caller *caller, const char *body) {
    char response[512];
    int length = snprintf(response, sizeof response,
                          "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n%s", strlen(body), body);
    if (send(caller->socket, response, (size_t)length, MSG_NOSIGNAL) != length)
        shutdown(caller->socket, SHUT_RDWR); /* the next read finds the end */
}

/* FNV-1a, from different starts. */
static uint64_t hash(const char *text, size_t length, uint64_t start) {
    uint64_t value = 14695981039346656037u ^ start;
    for (size_t i = 0; i < length; i++)
        value = (value ^ (unsigned char)text[i]) * 1099511628211u;
    return value ^ value >> 29;
}

static void make_answer(struct caller *caller, const char *code, size_t length) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t a = hash(code, length, 1), b = hash(code, length, 2), c = hash(code, length, 3);
    char key[25];
    for (int i = 0; i < 21; i++)
        key[i] = digits[(i < 10 ? a >> 6 * i : b >> 6 * (i - 10)) & 63];
    /* The last digit of 16 bytes has four bits that are none of them. */
    memcpy(key + 21, "Q==", 4);
    snprintf(caller->answer, sizeof caller->answer, "{\"session_key\":\"%s\",\"openid\":\"o%016llx%011llx\"}", key,
             (unsigned long long)c, (unsigned long long)(a & 0xfffffffffff));
}

static void take_call(struct caller *caller) {
    const char *code = strstr(caller->request, "js_code=");
    code = code ? code + 8 : "";
    make_answer(caller, code, strcspn(code, "& \r\n"));
    calls++;
    waiting += caller->waits = 1;
    if (strncmp(code, "hang", 4) != 0)
        insert(caller, now() + (strncmp(code, "slow", 4) == 0 ? slow_latency : latency));
}

static void tell_calls(struct caller *caller) {
    char body[64];
    snprintf(body, sizeof body, "{\"calls\":%ld,\"waiting\":%ld}", calls, waiting);
    reply(caller, body);
}

static void receive(struct caller *caller) {
    ssize_t count = recv(caller->socket, caller->request + caller->used, sizeof caller->request - 1 - caller->used, 0);
    if (count <= 0 || caller->waits) {
        hang_up(caller);
        return;
    }
    caller->request[caller->used += (size_t)count] = 0;
    if (!strstr(caller->request, "\r\n\r\n"))
        return;
    caller->used = 0;
    if (strncmp(caller->request, "GET /sns/jscode2session?", 24) == 0)
        take_call(caller);
    else if (strncmp(caller->request, "GET /_calls ", 12) == 0)
        tell_calls(caller);
    else
        hang_up(caller);
}

static void answer_due(void) {
    for (struct caller *caller; (caller = list.next) != &list && caller->due <= now();) {
        end_wait(caller);
        reply(caller, caller->answer);
    }
}

static void add(int poll, int listener) {
    struct caller *caller = calloc(1, sizeof *caller);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = caller};
    if (!caller || (caller->socket = accept(listener, NULL, NULL)) < 0 ||
        epoll_ctl(poll, EPOLL_CTL_ADD, caller->socket, &event) != 0)
        exit(1);
}

static int open_listener(int port) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1024) != 0) {
        perror("wechat");
        exit(1);
    }
    return listener;
}

static long number(const char *name) {
    const char *text = getenv(name);
    if (!text)
        exit(1);
    return atol(text);
}

int main(void) {
    struct epoll_event event = {.events = EPOLLIN}, events[64];
    int listener = open_listener((int)number("PORT")), poll = epoll_create1(0);
    latency = number("LATENCY_MS");
    slow_latency = number("SLOW_MS");
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int64_t rest = list.next->due - now();
        int count = epoll_wait(poll, events, 64, list.next == &list ? -1 : rest > 0 ? (int)rest : 0);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr)
                receive(events[i].data.ptr);
            else
                add(poll, listener);
        }
        if (count < 0 && errno != EINTR)
            return 1;
        answer_due();
    }
}
