#include <sqlite3.h>

// A cast of -1 to a function pointer, which Swift does not import. It has SQLite copy what is bound.
static inline sqlite3_destructor_type csqlite_transient(void) { return SQLITE_TRANSIENT; }
