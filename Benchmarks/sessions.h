#ifndef SESSIONS_H
#define SESSIONS_H

/* What the baselines share that look up a session in SQLite. */

#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { id_length = 64, printed = 5000 };

static inline void fail(sqlite3 *database) {
    fprintf(stderr, "benchmark: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static inline sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        fail(database);
    return statement;
}

static inline void run(sqlite3 *database, const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(database);
}

/* The database that BENCH_DATABASE names, for one thread, set as ours is. */
static inline sqlite3 *open_database(void) {
    sqlite3 *database;
    const char *file = getenv("BENCH_DATABASE");
    if (!file || sqlite3_open_v2(file, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        exit(1);
    run(database, "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    return database;
}

static inline void sha256(const char *text, size_t length, unsigned char digest[32]) {
    if (!EVP_Digest(text, length, digest, NULL, EVP_sha256(), NULL))
        exit(1);
}

static inline void session_id(long number, char id[id_length + 1]) {
    unsigned char digest[32];
    char text[32];
    sha256(text, (size_t)snprintf(text, sizeof text, "session %ld", number), digest);
    for (int i = 0; i < 32; i++)
        snprintf(id + 2 * i, 3, "%02x", digest[i]);
}

#endif
