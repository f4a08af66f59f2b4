/* The work of POST /boilerplate/wechat/api/v1/wechat-miniapp/user in plain C: the code out of a JSON body,
   sns/jscode2session at API_URL over a kept connection, the session_key sealed (AES-256-GCM), and the statements with
   which ours keeps it, finds or makes the user and opens a session, each transaction durable. It leaves out what makes
   a program fit for use: unionids and the merging of users, what WeChat refuses, logs. Started with DUMP=1 it prints
   what the database holds instead, but for what is random. */

#include "answer.h"
#include "sealing.h"
#include "sessions.h"

#include <curl/curl.h>
#include <jansson.h>
#include <time.h>

enum { body_limit = 4096, lifetime = 604800 };

static const char secret[] = "00000000000000000000000000000002";

struct worker {
    sqlite3 *database;
    sqlite3_stmt *replace, *mini_session, *begin, *commit, *identity, *new_user, *new_identity, *new_session;
    CURL *curl;
    size_t length;
    char reply[body_limit];
};

struct person {
    char openid[text_limit + 1], session_key[text_limit + 1];
};

static void step(struct worker *worker, sqlite3_stmt *statement) {
    int status;
    while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
    }
    if (status != SQLITE_DONE)
        fail(worker->database);
    sqlite3_reset(statement);
}

static void bind_text(sqlite3_stmt *statement, int index, const char *text) {
    sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static size_t take_reply(char *bytes, size_t size, size_t count, void *context) {
    struct worker *worker = context;
    (void)size;
    if (count > sizeof worker->reply - worker->length)
        return 0;
    memcpy(worker->reply + worker->length, bytes, count);
    worker->length += count;
    return count;
}

static CURL *open_curl(struct worker *worker) {
    CURL *curl = curl_easy_init();
    if (!curl)
        exit(1);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 4000L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 2000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_reply);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, worker);
    return curl;
}

static void *open_worker(void) {
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker)
        exit(1);
    sqlite3 *database = worker->database = open_database();
    worker->replace = prepare(database,
        "INSERT INTO mini_sessions (app_id, openid, session_key, unionid, exchanged_at, proved_at, handles_since) "
        "VALUES (?, ?, ?, NULL, ?4, NULL, ?4) ON CONFLICT (app_id, openid) DO UPDATE SET session_key = excluded.session_key, "
        "unionid = COALESCE(excluded.unionid, mini_sessions.unionid), "
        "exchanged_at = excluded.exchanged_at, proved_at = COALESCE(excluded.proved_at, mini_sessions.proved_at)");
    worker->mini_session = prepare(database, "SELECT * FROM mini_sessions WHERE app_id = ? AND openid = ?");
    worker->begin = prepare(database, "BEGIN IMMEDIATE");
    worker->commit = prepare(database, "COMMIT");
    worker->identity = prepare(database, "SELECT user_id FROM identities WHERE app_id = ? AND openid = ?");
    worker->new_user = prepare(database, "INSERT INTO users (created_at, updated_at) VALUES (?1, ?1) RETURNING id");
    worker->new_identity = prepare(database,
        "INSERT INTO identities (app_id, openid, unionid, user_id, created_at, is_snapshot) VALUES (?, ?, NULL, ?, ?, 0)");
    worker->new_session = prepare(database,
        "INSERT INTO sessions (token_hash, kind, user_id, app_id, openid, created_at, expires_at, revoked_at) "
        "VALUES (?, 'mini_program', ?, ?, ?, ?, ?, NULL)");
    worker->curl = open_curl(worker);
    return worker;
}

/* The member of a JSON object that is a text of 1 to text_limit bytes. */
static int member(const json_t *object, const char *name, char text[text_limit + 1]) {
    const char *value = json_string_value(json_object_get(object, name));
    size_t length = value ? strlen(value) : 0;
    if (length < 1 || length > text_limit)
        return 0;
    memcpy(text, value, length + 1);
    return 1;
}

static int read_code(FCGX_Request *request, char code[text_limit + 1]) {
    char body[body_limit];
    const char *size = parameter(request, "CONTENT_LENGTH");
    long length = size ? atol(size) : 0;
    if (length < 1 || length > body_limit || FCGX_GetStr(body, (int)length, request->in) != (int)length)
        return 0;
    json_t *json = json_loadb(body, (size_t)length, 0, NULL);
    int found = member(json, "code", code);
    json_decref(json);
    return found;
}

static int ask_wechat(struct worker *worker, const char *code, struct person *person) {
    char url[1024], *escaped = curl_easy_escape(worker->curl, code, 0);
    snprintf(url, sizeof url, "%s/sns/jscode2session?appid=%s&secret=%s&js_code=%s&grant_type=authorization_code",
             getenv("API_URL"), app_id, secret, escaped);
    curl_free(escaped);
    worker->length = 0;
    curl_easy_setopt(worker->curl, CURLOPT_URL, url);
    if (curl_easy_perform(worker->curl) != CURLE_OK)
        return 0;
    json_t *json = json_loadb(worker->reply, worker->length, 0, NULL);
    int found = json_integer_value(json_object_get(json, "errcode")) == 0 && member(json, "openid", person->openid) &&
                member(json, "session_key", person->session_key);
    json_decref(json);
    return found;
}

static void keep_session_key(struct worker *worker, const struct person *person) {
    unsigned char sealed[sealed_limit];
    bind_text(worker->replace, 1, app_id);
    bind_text(worker->replace, 2, person->openid);
    sqlite3_bind_blob(worker->replace, 3, sealed, seal(person->session_key, person->openid, sealed), SQLITE_STATIC);
    sqlite3_bind_int64(worker->replace, 4, time(NULL));
    step(worker, worker->replace);
}

/* The user's id in the first column of the statement's only row, or 0. */
static sqlite3_int64 find(struct worker *worker, sqlite3_stmt *statement) {
    sqlite3_int64 id = 0;
    int status;
    while ((status = sqlite3_step(statement)) == SQLITE_ROW)
        id = sqlite3_column_int64(statement, 0);
    if (status != SQLITE_DONE)
        fail(worker->database);
    sqlite3_reset(statement);
    return id;
}

static sqlite3_int64 make_user(struct worker *worker, const char *openid) {
    sqlite3_bind_int64(worker->new_user, 1, time(NULL));
    sqlite3_int64 user = find(worker, worker->new_user);
    bind_text(worker->new_identity, 1, app_id);
    bind_text(worker->new_identity, 2, openid);
    sqlite3_bind_int64(worker->new_identity, 3, user);
    sqlite3_bind_int64(worker->new_identity, 4, time(NULL));
    step(worker, worker->new_identity);
    return user;
}

static sqlite3_int64 sign_in(struct worker *worker, const char *openid) {
    bind_text(worker->mini_session, 1, app_id);
    bind_text(worker->mini_session, 2, openid);
    step(worker, worker->mini_session);
    bind_text(worker->identity, 1, app_id);
    bind_text(worker->identity, 2, openid);
    step(worker, worker->begin);
    sqlite3_int64 user = find(worker, worker->identity);
    if (!user)
        user = make_user(worker, openid);
    find(worker, worker->identity); /* as ours, which looks what kind of login it was */
    step(worker, worker->commit);
    return user;
}

static void open_session(struct worker *worker, sqlite3_int64 user, const char *openid, char token[id_length + 1]) {
    unsigned char random[id_length / 2], hash[32];
    if (getrandom(random, sizeof random, 0) != sizeof random)
        exit(1);
    for (int i = 0; i < id_length / 2; i++)
        snprintf(token + 2 * i, 3, "%02x", random[i]);
    sha256(token, id_length, hash);
    sqlite3_bind_blob(worker->new_session, 1, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_int64(worker->new_session, 2, user);
    bind_text(worker->new_session, 3, app_id);
    bind_text(worker->new_session, 4, openid);
    sqlite3_bind_int64(worker->new_session, 5, time(NULL));
    sqlite3_bind_int64(worker->new_session, 6, time(NULL) + lifetime);
    step(worker, worker->new_session);
}

static void respond(void *context, FCGX_Request *request) {
    struct worker *worker = context;
    struct person person;
    char code[text_limit + 1], token[id_length + 1], body[128];
    if (!read_code(request, code)) {
        FCGX_PutS("Status: 400\r\n\r\n", request->out);
    } else if (!ask_wechat(worker, code, &person)) {
        FCGX_PutS("Status: 504\r\n\r\n", request->out);
    } else {
        pthread_mutex_lock(writing());
        keep_session_key(worker, &person);
        open_session(worker, sign_in(worker, person.openid), person.openid, token);
        pthread_mutex_unlock(writing());
        snprintf(body, sizeof body, "{\"error_code\":0,\"token\":\"%s\"}", token);
        answer(request, body);
    }
}

static int print_row(void *context, int count, char **values, char **names) {
    (void)context, (void)names;
    for (int i = 0; i < count; i++)
        printf("%s%c", values[i] ? values[i] : "-", i + 1 < count ? ' ' : '\n');
    return 0;
}

static void dump(sqlite3 *database) {
    sqlite3_create_function(database, "unseal", 2, SQLITE_UTF8, NULL, unseal, NULL, NULL);
    if (sqlite3_exec(database,
            "SELECT 'user', id, created_at > 0, updated_at - created_at, nickname FROM users ORDER BY id;"
            "SELECT 'identity', app_id, openid, unionid, user_id, is_snapshot, created_at > 0 FROM identities ORDER BY openid;"
            "SELECT 'mini_session', app_id, openid, unseal(session_key, openid), unionid, exchanged_at > 0, proved_at, "
            "handles_since > 0 FROM mini_sessions ORDER BY openid;"
            "SELECT 'session', length(token_hash), kind, user_id, app_id, openid, expires_at - created_at, revoked_at "
            "FROM sessions ORDER BY rowid", print_row, NULL, NULL) != SQLITE_OK)
        fail(database);
}

static void read_hex(const char *name, unsigned char *bytes, size_t count) {
    const char *hex = getenv(name);
    if (!hex || strlen(hex) != 2 * count)
        exit(1);
    for (size_t i = 0; i < count; i++)
        sscanf(hex + 2 * i, "%2hhx", &bytes[i]);
}

int main(void) {
    read_hex("BENCH_KEY", key, sizeof key);
    read_hex("BENCH_KEY_ID", key_id, sizeof key_id);
    if (getenv("DUMP")) {
        dump(open_database());
        return 0;
    }
    if (!getenv("API_URL") || curl_global_init(CURL_GLOBAL_DEFAULT) != 0)
        return 1;
    return serve(open_worker, respond);
}
