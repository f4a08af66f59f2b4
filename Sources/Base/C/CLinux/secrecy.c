#include "shim.h"

#include <sys/prctl.h>
#include <sys/resource.h>

int linux_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    // A core that a program takes on a pipe has no size limit, hence both.
    return setrlimit(RLIMIT_CORE, &none) | prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int linux_allows_dumps(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_CORE, &limit) || limit.rlim_max != 0 || prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0;
}
