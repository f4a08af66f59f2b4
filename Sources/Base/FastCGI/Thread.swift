internal import CFastCGI

/// A thread of this process. It receives no signals: those go to the first thread.
enum Thread {
    /// In bytes. A request's needs are bounded: bodies have a limited depth, and long work is done by other programs.
    private static let stackSize = 1 << 20

    /// The corresponding C function is `pthread_create`.
    ///
    /// - Returns: false when the kernel allows no more threads.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stackSize)
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var before = sigset_t()
        unsafe fcgi_block_signals(&before)
        defer { unsafe fcgi_restore_signals(&before) }
        let work = unsafe Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, &attributes,
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
                }
                return nil
            }, work.toOpaque())
        if code != 0 { unsafe work.release() }
        return code == 0
    }

    private final class Work {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
