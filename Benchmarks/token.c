/* The work of POST /miniprog/wx_auth/login by token in plain C: the JSON web token's HMAC, its claims, the session by
   the SHA-256 of its id, the user, the account as JSON. */

#include "answer.h"
#include "sessions.h"

#include <jansson.h>
#include <openssl/hmac.h>
#include <time.h>

static unsigned char key[32];

/* Base64url without padding; the number of bytes, or -1. */
static int decode(const char *text, size_t length, unsigned char *bytes) {
    unsigned bits = 0, count = 0;
    int made = 0;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52
                  : c == '-' ? 62 : c == '_' ? 63 : -1;
        if (value < 0)
            return -1;
        bits = bits << 6 | (unsigned)value;
        if ((count += 6) >= 8)
            bytes[made++] = (unsigned char)(bits >> (count -= 8));
    }
    return made;
}

/* The claims of a token whose signature is right, or NULL. */
static json_t *verify(const char *token) {
    const char *first = strchr(token, '.'), *second = first ? strchr(first + 1, '.') : NULL;
    unsigned char signature[64], expected[32], text[2048];
    unsigned length = sizeof expected;
    if (!second || strlen(token) > 2048 || decode(second + 1, strlen(second + 1), signature) != 32)
        return NULL;
    if (!HMAC(EVP_sha256(), key, sizeof key, (const unsigned char *)token, (size_t)(second - token), expected, &length))
        exit(1);
    if (CRYPTO_memcmp(signature, expected, 32) != 0)
        return NULL;
    int header_length = decode(token, (size_t)(first - token), text);
    json_t *header = header_length < 0 ? NULL : json_loadb((char *)text, (size_t)header_length, 0, NULL);
    const char *algorithm = json_string_value(json_object_get(header, "alg"));
    int is_ours = algorithm && strcmp(algorithm, "HS256") == 0;
    json_decref(header);
    int claims_length = is_ours ? decode(first + 1, (size_t)(second - first - 1), text) : -1;
    return claims_length < 0 ? NULL : json_loadb((char *)text, (size_t)claims_length, 0, NULL);
}

static void refuse(FCGX_Request *request) { answer(request, "{\"code\":3,\"detail\":\"登录失败\",\"results\":[]}"); }

static const char *column(sqlite3_stmt *row, int index) { return (const char *)sqlite3_column_text(row, index); }

struct worker {
    sqlite3_stmt *session, *user;
};

static void *open_worker(void) {
    struct worker *worker = malloc(sizeof *worker);
    sqlite3 *database = open_database();
    if (!worker)
        exit(1);
    worker->session = prepare(database,
        "SELECT user_id, openid, expires_at, revoked_at FROM sessions WHERE token_hash = ? AND kind = 'wx_auth'");
    worker->user = prepare(database,
        "SELECT id, username, avatar_url, phone, registered_at, nickname, gender, country, province, city FROM users WHERE id = ?");
    return worker;
}

static void respond(void *context, FCGX_Request *request) {
    unsigned char hash[32];
    char body[1500];
    struct worker *worker = context;
    sqlite3_stmt *session = worker->session, *user = worker->user;
    const char *authorization = parameter(request, "HTTP_AUTHORIZATION");
    json_t *claims = authorization && strncmp(authorization, "jwt ", 4) == 0 ? verify(authorization + 4) : NULL;
    const char *id = json_string_value(json_object_get(claims, "jti"));
    if (!id || json_integer_value(json_object_get(claims, "exp")) <= time(NULL) ||
        !EVP_Digest(id, strlen(id), hash, NULL, EVP_sha256(), NULL)) {
        json_decref(claims);
        refuse(request);
        return;
    }
    sqlite3_bind_blob(session, 1, hash, sizeof hash, SQLITE_STATIC);
    if (sqlite3_step(session) == SQLITE_ROW && sqlite3_column_int64(session, 2) > time(NULL) &&
        sqlite3_column_type(session, 3) == SQLITE_NULL) {
        sqlite3_bind_int64(user, 1, sqlite3_column_int64(session, 0));
        if (sqlite3_step(user) != SQLITE_ROW)
            exit(1);
        snprintf(body, sizeof body,
                 "{\"code\":0,\"detail\":\"成功\",\"results\":[{\"account\":{\"id\":%lld,\"flag\":1,\"username\":\"%s\","
                 "\"avatar\":\"%s\",\"avatar_thumb\":\"%s\",\"phone\":\"%s\",\"is_register\":%s,\"birthday\":null,"
                 "\"address\":null,\"member_score\":0,\"credit_score\":0,\"wx_openid\":\"%s\",\"wx_nickname\":\"%s\","
                 "\"wx_gender\":%lld,\"wx_avatar\":\"%s\",\"wx_country\":\"%s\",\"wx_province\":\"%s\",\"wx_city\":\"%s\","
                 "\"last_ip\":null,\"join_ip\":null,\"love_help_num\":0,\"bring_love_concern_num\":0},\"token\":\"%.600s\"}]}",
                 (long long)sqlite3_column_int64(user, 0), column(user, 1), column(user, 2), column(user, 2), column(user, 3),
                 sqlite3_column_type(user, 4) == SQLITE_NULL ? "false" : "true", column(session, 1), column(user, 5),
                 (long long)sqlite3_column_int64(user, 6), column(user, 2), column(user, 7), column(user, 8), column(user, 9),
                 authorization + 4);
        answer(request, body);
        sqlite3_reset(user);
    } else {
        refuse(request);
    }
    sqlite3_reset(session);
    json_decref(claims);
}

int main(void) {
    const char *hex = getenv("BENCH_KEY");
    if (!hex || strlen(hex) != 64)
        return 1;
    for (int i = 0; i < 32; i++)
        sscanf(hex + 2 * i, "%2hhx", &key[i]);
    return serve(open_worker, respond);
}
