#include <curl/curl.h>

// libcurl brings some thirty libraries with it, which take 8 ms and 2 MB of each process that is linked with them. Most
// requests are answered without a call of WeChat, and most processes of a CGI host never make one: so libcurl is loaded
// at the first transfer, and these are its functions from then on.

// Loads libcurl and starts it: NULL when it is ready, else why it is not. Must have succeeded before any call below.
const char *libcurl_load(void);

CURL *libcurl_easy_init(void);
void libcurl_easy_cleanup(CURL *handle);
void libcurl_easy_reset(CURL *handle);
CURLcode libcurl_easy_perform(CURL *handle);
const char *libcurl_easy_strerror(CURLcode code);
struct curl_slist *libcurl_slist_append(struct curl_slist *list, const char *line);
void libcurl_slist_free_all(struct curl_slist *list);

// Swift cannot call variadic functions: one spelling for each type of argument.
CURLcode libcurl_easy_setopt_long(CURL *handle, CURLoption option, long value);
CURLcode libcurl_easy_setopt_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode libcurl_easy_setopt_string(CURL *handle, CURLoption option, const char *value);
CURLcode libcurl_easy_setopt_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode libcurl_easy_setopt_callback(CURL *handle, CURLoption option, curl_write_callback value);
CURLcode libcurl_easy_getinfo_long(CURL *handle, CURLINFO info, long *value);
