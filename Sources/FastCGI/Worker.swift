internal import HTTP
internal import Platform

/// One thread's part of the work: it waits for a request, answers it, and waits again.
struct Worker: ~Copyable {
    /// Milliseconds after which a worker ends that nobody needed.
    private static let idleTime: Int32 = 10_000

    /// Seconds for which connections that the web server keeps are still served after a signal to stop: on one that was used a
    /// moment ago it may be sending its next request just now, which would be lost if it were closed.
    private static let farewell = 0.4

    /// Bytes of a request or an answer behind which memory is given back to the system.
    private static let large = 1 << 17

    private let watch: Watch
    private let crew: Crew
    private let server: Server
    private let makeHandler: @Sendable () -> Server.Handler
    private let exchange: Exchange
    private var handler: Server.Handler?

    /// - Parameter handler: nil: it is made when the first request comes.
    init(
        _ watch: Watch, _ crew: Crew, _ server: Server, handler: Server.Handler? = nil,
        makeHandler: @escaping @Sendable () -> Server.Handler
    ) {
        self.watch = watch
        self.crew = crew
        self.server = server
        self.handler = handler
        self.makeHandler = makeHandler
        exchange = Exchange(isLocal: watch.isLocal)
    }

    /// The first worker's: until the process is asked to stop, and every request in hand is answered.
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

    /// Any other worker's: until nobody needs it, or the process stops.
    mutating func run() {
        while !crew.isStopping {
            if work(for: Worker.idleTime) == .idle && crew.mayLeave() { return }
        }
        bidFarewell()
        crew.leave()
    }

    /// Takes no new connections any more, and serves those that the web server keeps for a moment, each once.
    private mutating func bidFarewell() {
        let deadline = Deadline(after: Worker.farewell)
        repeat {
            // Others may not have seen the signal yet; where this worker sees it again, they get their turn.
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
            serve(connection)
            next =
                switch crew.finishRequest() {
                case .anything: nil
                case .newConnection: crew.takeConnection(replaces: true)
                case .keptConnection: take(watch.wait(0))
                }
        }
        return event
    }

    /// The connection that an event is about, if it has a request for this worker.
    private func take(_ event: Watch.Event) -> Int32? {
        switch event {
        case .connecting: return crew.takeConnection(replaces: false)
        case .request(let connection):
            crew.takeRequest()
            return connection
        case .stop:
            crew.beginToStop()
            return nil
        case .nothing, .idle: return nil
        }
    }

    private func startAnother() {
        let (watch, crew, server, makeHandler) = (watch, crew, server, makeHandler)
        let isStarted = Thread.start {
            var worker = Worker(watch, crew, server, makeHandler: makeHandler)
            worker.run()
            // Its handler goes first, with all that it has open.
            _ = consume worker
            Memory.giveBack()
        }
        if !isStarted { crew.leave() }
    }

    private mutating func serve(_ connection: Int32) {
        guard exchange.begin(on: connection) else { return }
        let handler = handler ?? makeHandler()
        self.handler = handler
        let size = server.serve(exchange, handler)
        if let kept = exchange.finish(mayKeep: !crew.isStopping) { watch.keep(kept) }
        if size > Worker.large { Memory.giveBack() }
    }
}
