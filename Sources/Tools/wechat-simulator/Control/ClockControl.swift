import JSON

/// `POST /_simulator/clock` — moves the simulator's clock, which then runs on from there.
enum ClockControl {
    /// 1970 to 9999.
    private static let possible: ClosedRange<Int64> = 0...253_402_300_799

    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let time = try time(ControlInput(call), now: call.now)
        guard possible.contains(time) else { throw .misused("the clock goes from 1970 to 9999") }
        try store.setClock(to: time)
        return .json(["now": .integer(time)])
    }

    private static func time(_ input: ControlInput, now: Int64) throws(Failure) -> Int64 {
        switch (try input.integer("advance"), try input.integer("set")) {
        case (let seconds?, nil): now.addingReportingOverflow(seconds).partialValue
        case (nil, let time?): time
        default: throw .misused("give either advance, in seconds, or set, in Unix seconds")
        }
    }
}
