// What a static program must not ask of the host: it may be a chroot without /proc, or of another time.

#ifdef PORTABLE

#include <stddef.h>
#include <stdint.h>

#define NO_CONFIGURATION 0x80 // OPENSSL_INIT_NO_LOAD_CONFIG

int OPENSSL_init_crypto(uint64_t options, const void *settings);

void _swift_stdlib_overrideUnsafeArgvArgc(char **argv, int argc);

// The runtime would read /proc/self/cmdline. glibc passes the arguments to what runs before main, too.
//
// OpenSSL would read the host's openssl.cnf, which is written for another version, and may name modules to be loaded.
__attribute__((constructor)) static void prepare(int argc, char **argv) {
    _swift_stdlib_overrideUnsafeArgvArgc(argv, argc);
    OPENSSL_init_crypto(NO_CONFIGURATION, NULL);
}

// The runtime's own looks for its helper programs at every start, beside the file that the program was loaded from, and
// ends the process where it cannot tell which file that is. A static program has no helpers.
const char *swift_copyAuxiliaryExecutablePath(const char *name);
const char *swift_copyAuxiliaryExecutablePath(const char *name) {
    (void)name;
    return NULL;
}

#endif
