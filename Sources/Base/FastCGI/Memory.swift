internal import CFastCGI

/// The heap shared by all threads of this process.
enum Memory {
    /// Keeps the heap small with many threads: by default each gets its own heap, and memory that it has freed is
    /// useless to the others. Call it before there is a second thread. The corresponding C function is `mallopt`.
    static func shareHeaps() { mallopt(M_ARENA_MAX, 2) }

    /// Returns freed memory to the system. The corresponding C function is `malloc_trim`.
    static func giveBack() { malloc_trim(0) }
}
