#include "shim.h"

#include <sys/auxv.h>

const char *linux_started_file(void) { return (const char *)getauxval(AT_EXECFN); }
