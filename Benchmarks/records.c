/* The work of GET /wx/api/measurements in plain C: the session cookie's SHA-256, one row of SQLite by it, a page of 20
   records by their index, JSON. Started with FILL=N it fills the tables instead, 50 records for each person, and prints
   ids of sessions, each with the number of a record of its person, one pair a line. */

#include "answer.h"
#include "sessions.h"

#include <stdarg.h>
#include <time.h>

enum { per_person = 50 };

static const char kind[] = "measurements", app_id[] = "wx0000000000000001";
static const char tags[] = "[{\"key\":\"tag_sleep\",\"label\":\"睡眠\",\"content\":\"近来睡得少\"},"
                           "{\"key\":\"tag_move\",\"label\":\"运动\",\"content\":\"活动偏少\"}]";

static void step(sqlite3 *database, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE)
        fail(database);
    sqlite3_reset(statement);
}

static void fill_people(sqlite3 *database, long people) {
    unsigned char hash[32];
    char id[id_length + 1], openid[32];
    sqlite3_stmt *user = prepare(database, "INSERT INTO users (id, created_at) VALUES (?, 0)");
    sqlite3_stmt *session = prepare(database, "INSERT INTO sessions (token_hash, kind, user_id, app_id, openid, created_at, "
                                              "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (long person = 1; person <= people; person++) {
        sqlite3_bind_int64(user, 1, person);
        step(database, user);
        session_id(person, id);
        sha256(id, id_length, hash);
        snprintf(openid, sizeof openid, "oBench%022ld", person);
        sqlite3_bind_blob(session, 1, hash, sizeof hash, SQLITE_STATIC);
        sqlite3_bind_text(session, 2, kind, -1, SQLITE_STATIC);
        sqlite3_bind_int64(session, 3, person);
        sqlite3_bind_text(session, 4, app_id, -1, SQLITE_STATIC);
        sqlite3_bind_text(session, 5, openid, -1, SQLITE_STATIC);
        sqlite3_bind_int64(session, 6, time(NULL));
        sqlite3_bind_int64(session, 7, time(NULL) + 604800);
        step(database, session);
    }
    sqlite3_finalize(user);
    sqlite3_finalize(session);
}

/* In the order of time, as they come in: a person's records stand far apart. Every fourth has been analysed. */
static void fill_records(sqlite3 *database, long people) {
    sqlite3_stmt *record = prepare(database,
        "INSERT INTO records (record_id, user_id, created_at, record_type, finger, c0, c1, c2, c3, c4, c5, c6, c7, heart_rate, "
        "app_heart_rate, app_highest_heart_rate, app_lowest_heart_rate, has_paid, remark, tags, report_id) "
        "VALUES (?20, ?1, ?2, 7, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)");
    for (long number = 0; number < people * per_person; number++) {
        sqlite3_bind_int64(record, 1, number % people + 1);
        sqlite3_bind_int64(record, 2, 1500000000 + number);
        sqlite3_bind_int64(record, 20, number + 1);
        sqlite3_bind_int64(record, 3, number % 10 + 1);
        for (int c = 0; c < 8; c++)
            sqlite3_bind_int64(record, 4 + c, (number * (c + 3) / 7) % 21 - 10);
        for (int rate = 0; rate < 4; rate++)
            sqlite3_bind_int64(record, 12 + rate, 60 + (number + rate * 5) % 40);
        sqlite3_bind_int64(record, 16, number % 3 == 0);
        sqlite3_bind_text(record, 17, number % 5 ? "" : "晨起空腹 ☀️", -1, SQLITE_STATIC);
        sqlite3_bind_text(record, 18, number % 4 ? "" : tags, -1, SQLITE_STATIC);
        sqlite3_bind_text(record, 19, number % 4 ? NULL : "0123456789abcdef0123456789abcdef", -1, SQLITE_STATIC);
        step(database, record);
    }
    sqlite3_finalize(record);
}

static void fill(sqlite3 *database, long count) {
    long people = count / per_person;
    char id[id_length + 1];
    run(database, "PRAGMA cache_size = -400000; BEGIN");
    fill_people(database, people);
    fill_records(database, people);
    run(database, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE");
    /* Spread over all people: 7919 is prime. A record's number is its place in time. */
    for (long i = 0; i < printed; i++) {
        long person = i * 7919 % people + 1;
        session_id(person, id);
        printf("%s %ld\n", id, person + people * (i % per_person));
    }
}

static _Thread_local char body[65536];
static _Thread_local size_t used;

static void add(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    used += (size_t)vsnprintf(body + used, sizeof body - used, format, arguments);
    va_end(arguments);
}

static void add_text(const char *text) {
    body[used++] = '"';
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 0x20) {
            add("\\u%04x", byte);
        } else {
            if (byte == '"' || byte == '\\')
                body[used++] = '\\';
            body[used++] = *text;
        }
    }
    body[used++] = '"';
}

static void add_record(sqlite3_stmt *page) {
    char created_at[32];
    time_t time = sqlite3_column_int64(page, 2);
    struct tm parts;
    const char *kept = (const char *)sqlite3_column_text(page, 19);
    long long id = sqlite3_column_int64(page, 0);
    strftime(created_at, sizeof created_at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&time, &parts));
    add("{\"record_id\":%lld", id);
    for (int c = 0; c < 8; c++)
        add(",\"c%d\":%d", c, sqlite3_column_int(page, 5 + c));
    add(",\"remark\":");
    add_text((const char *)sqlite3_column_text(page, 18));
    add(",\"finger\":%d,\"app_heart_rate\":%d,\"heart_rate\":%d,\"created_at\":\"%s\",\"record_type\":%d,\"cid\":%lld,"
        "\"tags\":%s,\"has_paid\":%s,\"show_full_report\":%s}",
        sqlite3_column_int(page, 4), sqlite3_column_int(page, 14), sqlite3_column_int(page, 13), created_at,
        sqlite3_column_int(page, 3), id, *kept ? kept : "[]", sqlite3_column_int(page, 17) ? "true" : "false",
        sqlite3_column_int(page, 17) ? "true" : "false");
}

static void send_body(FCGX_Request *request) {
    unsigned char random[16];
    char id[33], head[256];
    if (getrandom(random, sizeof random, 0) != sizeof random)
        return;
    for (int i = 0; i < 16; i++)
        snprintf(id + 2 * i, 3, "%02x", random[i]);
    int length = snprintf(head, sizeof head,
                          "Content-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\nX-Request-Id: %s\r\n"
                          "Content-Length: %zu\r\n\r\n",
                          id, used);
    FCGX_PutStr(head, length, request->out);
    FCGX_PutStr(body, (int)used, request->out);
}

static void list(FCGX_Request *request, sqlite3_stmt *page, long long user) {
    used = 0;
    add("{\"cid\":\"0123456789abcdef0123456789abcdef\",\"ok\":true,\"data\":[");
    sqlite3_bind_int64(page, 1, user);
    for (int row = 0; sqlite3_step(page) == SQLITE_ROW; row++) {
        if (row)
            add(",");
        add_record(page);
    }
    sqlite3_reset(page);
    add("],\"error\":{\"code\":0,\"msg\":\"\"}}");
    send_body(request);
}

struct worker {
    sqlite3_stmt *lookup, *page;
};

static void *open_worker(void) {
    struct worker *worker = malloc(sizeof *worker);
    sqlite3 *database = open_database();
    if (!worker)
        exit(1);
    worker->lookup =
        prepare(database, "SELECT user_id, expires_at, revoked_at FROM sessions WHERE token_hash = ? AND kind = ?");
    worker->page = prepare(database,
        "SELECT record_id, user_id, created_at, record_type, finger, c0, c1, c2, c3, c4, c5, c6, c7, heart_rate, "
        "app_heart_rate, app_highest_heart_rate, app_lowest_heart_rate, has_paid, remark, tags, report_id FROM records "
        "WHERE user_id = ? ORDER BY created_at DESC, record_id DESC LIMIT 20");
    return worker;
}

static void respond(void *context, FCGX_Request *request) {
    static const char name[] = "sid=";
    unsigned char hash[32];
    struct worker *worker = context;
    sqlite3_stmt *lookup = worker->lookup;
    const char *cookies = parameter(request, "HTTP_COOKIE");
    const char *id = cookies ? strstr(cookies, name) : NULL;
    if (!id || strspn(id += sizeof name - 1, "0123456789abcdef") != id_length) {
        answer(request, "{\"ok\":false}");
        return;
    }
    sha256(id, id_length, hash);
    sqlite3_bind_blob(lookup, 1, hash, sizeof hash, SQLITE_STATIC);
    sqlite3_bind_text(lookup, 2, kind, -1, SQLITE_STATIC);
    if (sqlite3_step(lookup) == SQLITE_ROW && sqlite3_column_int64(lookup, 1) > time(NULL) &&
        sqlite3_column_type(lookup, 2) == SQLITE_NULL) {
        list(request, worker->page, sqlite3_column_int64(lookup, 0));
    } else {
        answer(request, "{\"ok\":false}");
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
