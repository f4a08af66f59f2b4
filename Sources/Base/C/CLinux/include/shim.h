// What Swift's Glibc module leaves out.
#include <sys/statfs.h>

// Both ends of a new pipe, which other programs do not inherit; -1 and errno when there is none.
int linux_pipe(int ends[2]);

// Starts a program in a session of its own with the given standard input, output and error (-1: the caller's), no other
// open descriptor, and no signal blocked or ignored; it is killed when the caller ends. Returns an error number, 0 when
// it runs; the process id in *id.
//
// Supervised, that id is of a process which ends as the program does, after ending all that the program started;
// SIGTERM has it do so at once, and so has the caller's end.
int linux_spawn(
    int *id, char *const arguments[], char *const environment[], int input, int output, int errors, int supervises);

// Waits for a gate of this process, of which there are 64, for so many milliseconds: 0 when this thread is inside now.
int linux_enter(int gate, int milliseconds);
void linux_leave_turnstile(int gate);

// Takes the exclusive lock of one byte of an open file, which need not have it, or gives it back; -1 and errno when it
// cannot, EAGAIN or EACCES when another open file holds it.
int linux_lock(int file, long long place, int takes);

// Has writes of this thread to a pipe that nobody reads fail instead of ending the process. To be undone with what it
// returns.
int linux_block_broken_pipes(void);
void linux_unblock_broken_pipes(int was_blocked);

// A random byte of the kernel's, each value as likely as any other; what each thread has in store is its own.
unsigned char linux_random_byte(void);

// What this thread has in store, for tests: a copy of it, and how many bytes of it are left.
unsigned linux_random_store(unsigned char copy[256]);

// A lock for the threads of this process, as the address of a pthread_mutex_t.
unsigned long linux_new_lock(void);
void linux_delete_lock(unsigned long lock);
void linux_lock_mutex(unsigned long lock);
void linux_unlock_mutex(unsigned long lock);

// Goes on as another process, which nobody waits for; the one that called is over.
void linux_leave(void);

// Has no image of this process's memory be written when it crashes, nor read by others than root; for good. 0 when it
// worked.
int linux_forbid_dumps(void);
int linux_allows_dumps(void);

// The name that this program was started by, as a path; NULL when the kernel does not tell.
const char *linux_started_file(void);

// Renames to a name that nothing has; -1 and errno when it cannot, EEXIST when something has it.
int linux_rename_new(const char *from, const char *to);
