#include <sqlite3.h>
#include <sys/stat.h>

// A cast of -1 to a function pointer, which Swift does not import. It has SQLite copy what is bound.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }

// Makes an empty file that only its owner may read and write, whatever the umask; leaves one that is there alone.
// SQLite itself would make it 0644. mknod and not open, since close would drop every lock that this process holds on
// the file (https://sqlite.org/howtocorrupt.html, 2.2). A failure shows when SQLite opens the file.
static inline void csqlite_create_private(const char *path) {
    if (mknod(path, S_IFREG | 0600, 0) == 0) chmod(path, 0600);
}
