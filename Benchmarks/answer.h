#ifndef ANSWER_H
#define ANSWER_H

#include "threads.h"

#include <string.h>
#include <sys/random.h>

/* What answers are sent by, so that the programs differ only in how they come by the body. */
static inline int answer(FCGX_Request *request, const char *body) {
    unsigned char random[16];
    char id[33], response[2048];

    if (getrandom(random, sizeof random, 0) != sizeof random)
        return -1;
    for (int i = 0; i < 16; i++)
        snprintf(id + 2 * i, 3, "%02x", random[i]);

    int length = snprintf(response, sizeof response,
                          "Content-Type: application/json; charset=utf-8\r\n"
                          "Access-Control-Allow-Origin: *\r\n"
                          "X-Request-Id: %s\r\n"
                          "Content-Length: %zu\r\n"
                          "\r\n"
                          "%s",
                          id, strlen(body), body);
    return FCGX_PutStr(response, length, request->out) == length ? 0 : -1;
}

#endif
