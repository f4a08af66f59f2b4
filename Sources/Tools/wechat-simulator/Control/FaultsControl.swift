import JSON

/// Faults on demand. Each one is queued for calls to its path, and a call gets the oldest that fits.
enum FaultsControl {
    /// `GET /_simulator/faults` — the queued ones.
    static func list(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        .json(["faults": .array(try store.pendingFaults().map(\.json))])
    }

    /// `POST /_simulator/faults` — adds one.
    static func add(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let path = try input.requiredText("path")
        guard path == "*" || path.hasPrefix("/") else { throw .misused("path must begin with / or be *") }
        let times = try input.integer("times") ?? 1
        guard times > 0 || times == -1 else { throw .misused("times must be 1 or more, or -1") }
        try store.addFault(fault(input), path: path, times: times)
        return try list(call, store)
    }

    /// `POST /_simulator/faults/reset` — removes all.
    static func reset(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        try store.removeFaults()
        return try list(call, store)
    }

    private static func fault(_ input: ControlInput) throws(Failure) -> Fault {
        let name = try input.requiredText("fault")
        let seconds = try input.number("seconds")
        guard let fault = Fault(name: name, seconds: seconds ?? 0) else {
            throw .misused("there is no fault \(name); see /_simulator")
        }
        guard case .slow = fault else { return fault }
        guard let seconds, seconds > 0, seconds <= 3600 else { throw .misused("slow wants seconds, up to 3600") }
        return fault
    }
}
