#include "shim.h"

#include <dlfcn.h>
#include <stddef.h>
#include <unistd.h>

static struct {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    void (*easy_reset)(CURL *);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    CURLcode (*easy_perform)(CURL *);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
} libcurl
#ifdef PORTABLE
    = {
        curl_global_init,  curl_easy_init,     curl_easy_cleanup, curl_easy_reset,    curl_easy_setopt,
        curl_easy_getinfo, curl_easy_perform,  curl_easy_strerror, curl_slist_append, curl_slist_free_all,
    }
#endif
    ;

#ifdef PORTABLE

// Where Debian, Red Hat and Alpine keep the certificates of authorities; a libcurl that came with the host would know.
static void find_certificates(CURL *handle) {
    static const char *const files[] = {
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/cert.pem",
    };
    for (size_t index = 0; index < sizeof files / sizeof *files; index++) {
        if (access(files[index], R_OK)) continue;
        curl_easy_setopt(handle, CURLOPT_CAINFO, files[index]);
        return;
    }
}

const char *libcurl_load(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? NULL : "curl_global_init fails";
}

#else

static void find_certificates(CURL *handle) { (void)handle; }

const char *libcurl_load(void) {
    static const struct {
        const char *name;
        void *place;
    } functions[] = {
        {"curl_global_init", &libcurl.global_init},   {"curl_easy_init", &libcurl.easy_init},
        {"curl_easy_cleanup", &libcurl.easy_cleanup}, {"curl_easy_reset", &libcurl.easy_reset},
        {"curl_easy_setopt", &libcurl.easy_setopt},   {"curl_easy_getinfo", &libcurl.easy_getinfo},
        {"curl_easy_perform", &libcurl.easy_perform}, {"curl_easy_strerror", &libcurl.easy_strerror},
        {"curl_slist_append", &libcurl.slist_append}, {"curl_slist_free_all", &libcurl.slist_free_all},
    };
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return dlerror();
    for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
        void *address = dlsym(library, functions[index].name);
        if (address == NULL) return dlerror();
        *(void **)functions[index].place = address;
    }
    return libcurl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? NULL : "curl_global_init fails";
}

#endif

CURL *libcurl_easy_init(void) {
    CURL *handle = libcurl.easy_init();
    if (handle != NULL) find_certificates(handle);
    return handle;
}

void libcurl_easy_cleanup(CURL *handle) { libcurl.easy_cleanup(handle); }

void libcurl_easy_reset(CURL *handle) {
    libcurl.easy_reset(handle);
    find_certificates(handle);
}

CURLcode libcurl_easy_perform(CURL *handle) { return libcurl.easy_perform(handle); }

const char *libcurl_easy_strerror(CURLcode code) { return libcurl.easy_strerror(code); }

struct curl_slist *libcurl_slist_append(struct curl_slist *list, const char *line) {
    return libcurl.slist_append(list, line);
}

void libcurl_slist_free_all(struct curl_slist *list) { libcurl.slist_free_all(list); }

CURLcode libcurl_easy_setopt_long(CURL *handle, CURLoption option, long value) {
    return libcurl.easy_setopt(handle, option, value);
}

CURLcode libcurl_easy_setopt_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return libcurl.easy_setopt(handle, option, value);
}

CURLcode libcurl_easy_setopt_string(CURL *handle, CURLoption option, const char *value) {
    return libcurl.easy_setopt(handle, option, value);
}

CURLcode libcurl_easy_setopt_pointer(CURL *handle, CURLoption option, const void *value) {
    return libcurl.easy_setopt(handle, option, value);
}

CURLcode libcurl_easy_setopt_callback(CURL *handle, CURLoption option, curl_write_callback value) {
    return libcurl.easy_setopt(handle, option, value);
}

CURLcode libcurl_easy_getinfo_long(CURL *handle, CURLINFO info, long *value) {
    return libcurl.easy_getinfo(handle, info, value);
}
