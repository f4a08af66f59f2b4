// What spawn.c and supervise.c share.
#include <sys/types.h>

struct linux_command {
    char *const *arguments;
    char *const *environment;
    // Standard input and output; standard error, or -1: the caller's. All above 3.
    int input, output, errors;
    // Where an error number goes if the program cannot be started.
    int report;
};

// Becomes the program, or reports why not and exits. It is killed when `parent`, which started this process, is over.
_Noreturn void linux_become(const struct linux_command *command, pid_t parent);

// Runs the program in a further process, waits until it is over or SIGTERM comes, ends all that it left behind, and
// ends as it did.
_Noreturn void linux_supervise(const struct linux_command *command, pid_t parent);
