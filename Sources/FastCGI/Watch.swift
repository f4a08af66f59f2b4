internal import CFastCGI
internal import Glibc
internal import Platform
internal import Synchronization

/// What a process waits on: its listening socket, and the connections that the web server keeps open and sends nothing on, all
/// watched together. So an idle connection holds no worker, however many there are: a worker is woken when one can be read.
///
/// Workers wait side by side. The kernel wakes one of them for an event, the one that began to wait last: the others stay
/// idle until there is work for them, and may end.
final class Watch: Sendable {
    enum Event: Equatable {
        /// A connection on which a request has begun to arrive. It is watched no longer.
        case request(Int32)
        /// Somebody wants to connect: see `accept`.
        case connecting
        /// Somebody asked to stop. Seen by one worker, until `passStopOn`.
        case stop
        /// Nothing came of what happened.
        case nothing
        /// Descriptors have run out: nothing can be taken for a moment.
        case exhausted
        /// The time was over.
        case idle
    }

    private let epoll: Int32
    private let listening: Int32
    private let stopEvent: Int32
    private let gate: PeerGate
    private let kept = Atomic<Int>(0)

    /// - Parameter listening: a socket that other processes share.
    /// - Returns: nil when the kernel gives no more descriptors.
    init?(listening: Int32, stopEvent: Int32) {
        self.listening = listening
        self.stopEvent = stopEvent
        gate = PeerGate(listening)
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        let flags = fcntl(listening, F_GETFL)
        // Of several processes that are woken for a connection one gets it; the others must not wait for the next.
        guard epoll >= 0, flags >= 0, fcntl(listening, F_SETFL, flags | O_NONBLOCK) == 0,
            control(EPOLL_CTL_ADD, stopEvent, EPOLLIN.rawValue | EPOLLONESHOT.rawValue)
        else { return nil }
        acceptConnections(true)
    }

    /// Whether peers are programs of this machine.
    var isLocal: Bool { gate.isLocal }

    /// How many connections are watched.
    var keptCount: Int { kept.load(ordering: .relaxed) }

    /// Waits for something to do.
    ///
    /// - Parameter milliseconds: after which it is `idle`.
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
        // A connection comes back again and again: it is known already but for the first time.
        if control(EPOLL_CTL_MOD, connection, events) || control(EPOLL_CTL_ADD, connection, events) { return }
        kept.subtract(1, ordering: .relaxed)
        close(connection)
    }

    /// Waits a moment for the next request on a connection, before others are waited for with it.
    ///
    /// - Returns: whether one has come.
    func linger(on connection: Int32) -> Bool {
        var waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&waiting, 1, Watch.lingering) > 0 && waiting.revents == Int16(POLLIN)
    }

    /// Milliseconds.
    private static let lingering: Int32 = 5

    /// Starts or stops taking new connections; while stopped, they are left to the other processes.
    ///
    /// All processes that have a worker waiting are woken for a connection, and one gets it. (`EPOLLEXCLUSIVE` would wake one
    /// process, which may have reached its limit by then, and tell no other.)
    func acceptConnections(_ accepts: Bool) {
        _ = control(
            accepts ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, listening, EPOLLIN.rawValue)
    }

    /// Has another worker see that it shall stop.
    func passStopOn() { _ = control(EPOLL_CTL_MOD, stopEvent, EPOLLIN.rawValue | EPOLLONESHOT.rawValue) }

    /// A new connection, if there is one and a request came with it. Else it is watched like those that are kept: nobody waits for whoever
    /// connects and says nothing.
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

    /// Whether there is a byte to read now.
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
