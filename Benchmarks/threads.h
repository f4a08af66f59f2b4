#ifndef THREADS_H
#define THREADS_H

/* How every baseline serves: THREADS threads (1 unless the environment says so), each with one FCGX_Request and a
   worker of its own (database, statements, curl handle), which open_worker makes.

   There is no lock around the accepting, as in libfcgi's example of threads: Linux wakes one thread for each
   connection, and on a kept connection FCGX_Accept_r waits for that one's next request, which must not keep the others
   from accepting. An idle kept connection does hold its thread. */

#include <fcgiapp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

struct service {
    void *(*open_worker)(void);
    void (*respond)(void *worker, FCGX_Request *request);
};

static inline void *serve_requests(void *context) {
    const struct service *service = context;
    void *worker = service->open_worker ? service->open_worker() : NULL;
    FCGX_Request request;
    if (FCGX_InitRequest(&request, 0, 0) != 0)
        exit(1);
    while (FCGX_Accept_r(&request) >= 0)
        service->respond(worker, &request);
    return NULL;
}

/* The one request of a plain CGI run, which FCGX_Accept_r does not know; without a body. */
static inline void serve_cgi(const struct service *service) {
    unsigned char bytes[4096];
    FCGX_Stream out = {.wrNext = bytes, .stop = bytes + sizeof bytes};
    FCGX_Request request = {.envp = environ, .out = &out};
    service->respond(service->open_worker ? service->open_worker() : NULL, &request);
    fwrite(bytes, 1, (size_t)(out.wrNext - bytes), stdout);
}

static inline int serve(void *(*open_worker)(void), void (*respond)(void *worker, FCGX_Request *request)) {
    static struct service service;
    const char *text = getenv("THREADS");
    service = (struct service){open_worker, respond};
    if (FCGX_IsCGI()) {
        serve_cgi(&service);
        return 0;
    }
    if (FCGX_Init() != 0)
        return 1;
    for (long more = text ? atol(text) - 1 : 0; more > 0; more--) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve_requests, &service) != 0)
            return 1;
    }
    serve_requests(&service);
    return 0;
}

/* Held by the one thread of a process that writes the database: who waits for SQLite's own lock only looks for it every
   so many milliseconds, which costs a quarter of all logins. */
static inline pthread_mutex_t *writing(void) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    return &mutex;
}

static inline const char *parameter(FCGX_Request *request, const char *name) { return FCGX_GetParam(name, request->envp); }

#endif
