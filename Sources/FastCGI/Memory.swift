internal import CFastCGI

/// The heap that all threads of this process share.
enum Memory {
    /// Keeps the heap small for a process of many threads: by default each gets a heap of its own, and what one has freed is no
    /// use to the others. To be called before there is a second thread. The corresponding C function is `mallopt`.
    static func shareHeaps() { mallopt(M_ARENA_MAX, 2) }

    /// Gives freed memory back to the system. The corresponding C function is `malloc_trim`.
    static func giveBack() { malloc_trim(0) }
}
