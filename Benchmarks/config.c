/* The work of GET /wx/config in plain C: the page's URL out of the query, a nonce, the time, SHA-1, JSON. It leaves out
   what makes a program fit for use: whether the ticket is still good, JSONP, the URL's rules, errors. It uses libfcgi
   as it comes: after an answer, that waits until nginx has closed the connection, which ours need not
   (Connection.finish). What the two cost without that difference is seen on kept connections. */

#include "answer.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <time.h>

static const char ticket[] = "bxLdikRXVbTPdHSM05e5u5sUoXNKd8-41ZO3MhKoyN5OfkWITDGgnr2fwJ0m9E8NYzWKVZvdVtaUgWvsdshFKA";
static const char alphanumerics[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

enum { nonce_length = 15, url_limit = 1024 };

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Decodes the parameter `url` up to its `&` or `#`; -1 when it is missing, malformed or too long. */
static int read_url(const char *query, char url[url_limit]) {
    const char *at = query;
    while (at && strncmp(at, "url=", 4) != 0)
        at = (at = strchr(at, '&')) ? at + 1 : NULL;
    if (!at)
        return -1;

    size_t length = 0;
    for (at += 4; *at && *at != '&'; at++) {
        int byte = (unsigned char)*at;
        if (byte == '+') {
            byte = ' ';
        } else if (byte == '%') {
            int high = hex_digit(at[1]), low = high < 0 ? -1 : hex_digit(at[2]);
            if (low < 0)
                return -1;
            byte = high * 16 + low;
            at += 2;
        }
        if (byte == 0 || length == url_limit - 1)
            return -1;
        url[length++] = (char)byte;
    }
    url[length] = 0;
    url[strcspn(url, "#")] = 0;
    return 0;
}

/* Bytes from 248 up are thrown away: 248 is 4 x 62, so that every character is equally likely. */
static int make_nonce(char nonce[nonce_length + 1]) {
    unsigned char random[32];
    for (int made = 0; made < nonce_length;) {
        if (getrandom(random, sizeof random, 0) != sizeof random)
            return -1;
        for (size_t i = 0; i < sizeof random && made < nonce_length; i++)
            if (random[i] < 248)
                nonce[made++] = alphanumerics[random[i] % 62];
    }
    nonce[nonce_length] = 0;
    return 0;
}

static int sign(const char *text, char signature[41]) {
    unsigned char digest[20];
    if (!EVP_Digest(text, strlen(text), digest, NULL, EVP_sha1(), NULL))
        return -1;
    for (int i = 0; i < 20; i++)
        snprintf(signature + 2 * i, 3, "%02x", digest[i]);
    return 0;
}

static void respond(void *worker, FCGX_Request *request) {
    const char *query = parameter(request, "QUERY_STRING");
    char url[url_limit], nonce[nonce_length + 1], text[url_limit + 256], signature[41], body[512];

    (void)worker;
    if (!query || read_url(query, url) != 0) {
        answer(request, "{\"state\":{\"code\":4000000,\"msg\":\"Parameter Error\"},\"data\":\"\"}");
        return;
    }
    long now = (long)time(NULL);
    if (make_nonce(nonce) != 0)
        exit(1);
    snprintf(text, sizeof text, "jsapi_ticket=%s&noncestr=%s&timestamp=%ld&url=%s", ticket, nonce, now, url);
    if (sign(text, signature) != 0)
        exit(1);
    snprintf(body, sizeof body,
             "{\"state\":{\"code\":2000000,\"msg\":\"ok\"},\"data\":{\"appId\":\"wx0000000000000001\","
             "\"timestamp\":\"%ld\",\"nonceStr\":\"%s\",\"signature\":\"%s\"}}",
             now, nonce, signature);
    answer(request, body);
}

int main(void) { return serve(NULL, respond); }
