internal import CFastCGI
internal import Glibc
internal import Platform
internal import Synchronization

/// What a process waits for: its listening socket and the idle connections that the web server keeps open, all watched
/// together. So idle connections occupy no worker, however many there are: a worker is woken when one becomes readable.
///
/// Workers wait in parallel. The kernel wakes one of them per event, the one that began to wait last. The others stay
/// idle until there is work for them, and may end.
final class Watch: Sendable {
    enum Event: Equatable {
        /// A connection on which a request has begun to arrive. It is no longer watched.
        case request(Int32)
        /// Somebody wants to connect: see `accept`.
        case connecting
        /// The process was asked to stop. One worker sees it, until `passStopOn`.
        case stop
        /// An event that needs no action.
        case nothing
        /// Out of descriptors: nothing can be accepted for a moment.
        case exhausted
        /// The time has elapsed.
        case idle
    }

    private let epoll: Int32
    private let listening: Int32
    private let stopEvent: Int32
    private let gate: PeerGate
    private let kept = Atomic<Int>(0)

    /// - Parameter listening: a socket that other processes share.
    /// - Returns: nil when the kernel has no more descriptors.
    init?(listening: Int32, stopEvent: Int32) {
        self.listening = listening
        self.stopEvent = stopEvent
        gate = PeerGate(listening)
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        let flags = fcntl(listening, F_GETFL)
        // Several processes are woken for a connection and one gets it. The others must not block waiting for the next.
        guard epoll >= 0, flags >= 0, fcntl(listening, F_SETFL, flags | O_NONBLOCK) == 0,
            control(EPOLL_CTL_ADD, stopEvent, EPOLLIN.rawValue | EPOLLONESHOT.rawValue)
        else { return nil }
        acceptConnections(true)
    }

    /// Whether peers are programs on this machine.
    var isLocal: Bool { gate.isLocal }

    /// How many connections are watched.
    var keptCount: Int { kept.load(ordering: .relaxed) }

    /// Waits for something to do.
    ///
    /// - Parameter milliseconds: the time after which it returns `idle`.
    func wait(_ milliseconds: Int32) -> Event {
        var event = unsafe epoll_event()
        let count = unsafe epoll_wait(epoll, &event, 1, milliseconds)
        guard count > 0 else { return count == 0 ? .idle : .nothing }
        switch unsafe event.data.fd {
        case listening: return .connecting
        case stopEvent: return .stop
        case let connection: return opened(connection)
        }
    }

    /// Watches a connection until a request arrives on it, or the web server closes it.
    func keep(_ connection: Int32) {
        kept.add(1, ordering: .relaxed)
        let events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
        // A connection is kept again and again: except the first time it is already registered.
        if control(EPOLL_CTL_MOD, connection, events) || control(EPOLL_CTL_ADD, connection, events) { return }
        kept.subtract(1, ordering: .relaxed)
        close(connection)
    }

    /// Waits a moment for the next request on this connection, before it is watched with the others.
    ///
    /// - Returns: whether one arrived.
    func linger(on connection: Int32) -> Bool {
        var waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&waiting, 1, Watch.lingering) > 0 && waiting.revents == Int16(POLLIN)
    }

    /// Milliseconds.
    private static let lingering: Int32 = 5

    /// Starts or stops accepting new connections; while stopped, they are left to the other processes.
    ///
    /// All processes with a waiting worker are woken for a connection, and one gets it. (`EPOLLEXCLUSIVE` would wake
    /// one process, which may have reached its limit by then, and would tell no other.)
    func acceptConnections(_ accepts: Bool) {
        _ = control(
            accepts ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, listening, EPOLLIN.rawValue)
    }

    /// Makes another worker see that it has to stop.
    func passStopOn() { _ = control(EPOLL_CTL_MOD, stopEvent, EPOLLIN.rawValue | EPOLLONESHOT.rawValue) }

    /// A new connection, if there is one that already carries a request. Otherwise it is watched like the kept ones:
    /// nobody waits for a peer that connects and says nothing.
    func accept() -> Event {
        let connection = fcgi_accept(listening)
        guard connection >= 0 else {
            return errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM ? .exhausted : .nothing
        }
        guard gate.admits(connection) else {
            close(connection)
            return .nothing
        }
        Exchange.setPatience(connection)
        guard Watch.isReadable(connection) else {
            keep(connection)
            return .nothing
        }
        return .request(connection)
    }

    /// A watched connection on which something happened.
    private func opened(_ connection: Int32) -> Event {
        kept.subtract(1, ordering: .relaxed)
        guard Watch.isReadable(connection) else {
            close(connection)
            return .nothing
        }
        return .request(connection)
    }

    /// Whether a byte can be read now.
    private static func isReadable(_ connection: Int32) -> Bool {
        var byte: UInt8 = 0
        return unsafe recv(connection, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }

    /// The corresponding C function is `epoll_ctl`.
    private func control(_ operation: Int32, _ descriptor: Int32, _ events: UInt32) -> Bool {
        var event = unsafe epoll_event()
        unsafe event.data.fd = descriptor
        unsafe event.events = events
        return unsafe epoll_ctl(epoll, operation, descriptor, &event) == 0
    }
}
