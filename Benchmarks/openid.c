/* The work of GET /2020/wechat/auth/user/openid in plain C: the session cookie's SHA-256, one row of SQLite by it,
   whether that session holds, JSON. Started with FILL=N it fills the table instead, and prints ids of sessions, one a
   line. */

#include "answer.h"
#include "sessions.h"

#include <time.h>

static const char kind[] = "official_account", app_id[] = "wx0000000000000001";

static void fill(sqlite3 *database, long count) {
    unsigned char hash[32];
    char id[id_length + 1], openid[32];
    run(database, "PRAGMA cache_size = -400000; BEGIN; INSERT OR IGNORE INTO users (id, created_at) VALUES (1, 0)");
    sqlite3_stmt *insert = prepare(database,
        "INSERT INTO sessions (token_hash, kind, user_id, app_id, openid, created_at, expires_at) VALUES (?, ?, 1, ?, ?, ?, ?)");
    for (long number = 0; number < count; number++) {
        session_id(number, id);
        sha256(id, id_length, hash);
        snprintf(openid, sizeof openid, "oBench%022ld", number);
        sqlite3_bind_blob(insert, 1, hash, sizeof hash, SQLITE_STATIC);
        sqlite3_bind_text(insert, 2, kind, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, app_id, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 4, openid, -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 5, time(NULL));
        sqlite3_bind_int64(insert, 6, time(NULL) + 604800);
        if (sqlite3_step(insert) != SQLITE_DONE)
            fail(database);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run(database, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE");
    /* Spread over the whole table: 7919 is prime. */
    for (long i = 0; i < printed; i++) {
        session_id(i * 7919 % count, id);
        puts(id);
    }
}

static void refuse(FCGX_Request *request) { answer(request, "{\"status\":401,\"msg\":\"请先登录微信\",\"data\":null}"); }

static void *open_worker(void) {
    return prepare(open_database(), "SELECT openid, expires_at, revoked_at FROM sessions WHERE token_hash = ? AND kind = ?");
}

static void respond(void *worker, FCGX_Request *request) {
    static const char name[] = "bbt_wechat_session=";
    unsigned char hash[32];
    char body[256];
    sqlite3_stmt *lookup = worker;
    const char *cookies = parameter(request, "HTTP_COOKIE");
    const char *id = cookies ? strstr(cookies, name) : NULL;
    if (!id || strspn(id += sizeof name - 1, "0123456789abcdef") != id_length) {
        refuse(request);
        return;
    }
    sha256(id, id_length, hash);
    sqlite3_bind_blob(lookup, 1, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_text(lookup, 2, kind, -1, SQLITE_STATIC);
    if (sqlite3_step(lookup) == SQLITE_ROW && sqlite3_column_int64(lookup, 1) > time(NULL) &&
        sqlite3_column_type(lookup, 2) == SQLITE_NULL) {
        snprintf(body, sizeof body, "{\"openid\":\"%s\"}", (const char *)sqlite3_column_text(lookup, 0));
        answer(request, body);
    } else {
        refuse(request);
    }
    sqlite3_reset(lookup);
}

int main(void) {
    const char *count = getenv("FILL");
    if (!count)
        return serve(open_worker, respond);
    fill(open_database(), atol(count));
    return 0;
}
