internal import HTTP
internal import Platform

/// One thread's part of the work: it waits for a request, answers it, and waits again.
struct Worker: ~Copyable {
    /// Milliseconds after which an idle worker ends.
    private static let idleTime: Int32 = 10_000

    /// Seconds for which kept connections are still served after a signal to stop: the web server may just be sending
    /// the next request on one that it used a moment ago, and closing it would lose that request.
    private static let farewell = 0.4

    /// Size of a request or answer, in bytes, after which memory is returned to the system.
    private static let large = 1 << 17

    private let watch: Watch
    private let crew: Crew
    private let server: Server
    private let makeHandler: @Sendable () -> Server.Handler
    private let exchange: Exchange
    private var held: HeldHandler?

    /// - Parameter handler: nil: it is made at the first request.
    init(
        _ watch: Watch, _ crew: Crew, _ server: Server, handler: Server.Handler? = nil,
        makeHandler: @escaping @Sendable () -> Server.Handler
    ) {
        self.watch = watch
        self.crew = crew
        self.server = server
        held = handler.map(HeldHandler.init)
        self.makeHandler = makeHandler
        exchange = Exchange(isLocal: watch.isLocal)
    }

    /// For the first worker: runs until the process is asked to stop and every request in hand is answered.
    mutating func runAsFirst() {
        while !crew.isStopping {
            if work(for: Worker.idleTime) == .idle { Memory.giveBack() }
        }
        bidFarewell()
        while crew.workers > 1 {
            watch.passStopOn()
            Deadline.sleep(0.005)
        }
    }

    /// For any other worker: runs until nobody needs it or the process stops.
    mutating func run() {
        while !crew.isStopping {
            if work(for: Worker.idleTime) == .idle && crew.mayEnd() { return }
        }
        bidFarewell()
        crew.stopWaiting()
    }

    /// Takes no more new connections, and for a moment serves those that the web server keeps, each once.
    private mutating func bidFarewell() {
        let deadline = Deadline(after: Worker.farewell)
        repeat {
            // Others may not have seen the signal yet. If this worker sees it again, it pauses to let them.
            watch.passStopOn()
            if work(for: 10) == .stop { Deadline.sleep(0.002) }
        } while watch.keptCount > 0 && !deadline.hasPassed
        watch.passStopOn()
    }

    @inline(never)
    private mutating func work(for milliseconds: Int32) -> Watch.Event {
        let event = watch.wait(milliseconds)
        var next = take(event)
        while let connection = next {
            if crew.needsAnother() { startAnother() }
            next = follower(of: serve(connection))
        }
        return event
    }

    /// The next connection with a request for this worker, if there is one.
    ///
    /// - Parameter kept: the connection of the last request, if it stays open.
    private func follower(of kept: Int32?) -> Int32? {
        let next = crew.finishRequest(mayLinger: kept != nil)
        if let kept {
            if next == .sameConnection {
                let hasRequest = watch.linger(on: kept)
                crew.endLingering(hasRequest: hasRequest)
                if hasRequest { return kept }
            }
            watch.keep(kept)
        }
        switch next {
        case .anything, .sameConnection: return nil
        case .newConnection: return taken(crew.takeConnection(replaces: true))
        case .keptConnection: return take(watch.wait(0))
        }
    }

    /// The connection of an event, if it has a request for this worker.
    private func take(_ event: Watch.Event) -> Int32? {
        switch event {
        case .connecting: return taken(crew.takeConnection(replaces: false))
        case .request(let connection):
            crew.takeRequest()
            return connection
        case .stop:
            crew.beginToStop()
            return nil
        case .nothing, .idle, .exhausted: return nil
        }
    }

    /// A new connection that the crew has already counted.
    private func taken(_ event: Watch.Event) -> Int32? {
        if case .request(let connection) = event { return connection }
        // Not under the crew's lock: the others continue, and release descriptors.
        if event == .exhausted { Deadline.sleep(0.01) }
        return nil
    }

    private func startAnother() {
        let (watch, crew, server, makeHandler) = (watch, crew, server, makeHandler)
        let isStarted = Thread.start {
            var worker = Worker(watch, crew, server, makeHandler: makeHandler)
            worker.run()
            // The handler is released first, with everything that it has open.
            _ = consume worker
            Memory.giveBack()
            crew.leave()
        }
        guard !isStarted else { return }
        crew.stopWaiting()
        crew.leave()
    }

    /// - Returns: the connection, if it stays open.
    private mutating func serve(_ connection: Int32) -> Int32? {
        guard exchange.begin(on: connection) else { return nil }
        let held = held ?? HeldHandler(makeHandler())
        self.held = held
        let size = server.serve(exchange, held.handler)
        defer { if size > Worker.large { Memory.giveBack() } }
        return exchange.finish(mayKeep: !crew.isStopping)
    }
}

/// A handler in an optional. A closure that is moved out of an optional and back is wrapped anew each time; after some
/// ten thousand requests, calling it would overflow the stack.
private final class HeldHandler {
    let handler: Server.Handler

    init(_ handler: @escaping Server.Handler) { self.handler = handler }
}
