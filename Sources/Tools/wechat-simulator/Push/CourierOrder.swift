/// A courier's order on its command line.
struct CourierOrder {
    /// The simulator's database.
    let file: String
    let push: Int64
    /// When all copies are sent, by the clock of `Deadline`.
    let start: Double
    /// The process that gave the order: when it is gone, the simulator was stopped, and no more attempts are made.
    let simulator: Int64
    /// Whether somebody waits for the end.
    let isAwaited: Bool

    func arguments(copy: Int64) -> [String] {
        [file, "\(push)", "\(start)", "\(simulator)", isAwaited ? "wait" : "leave", "\(copy)"]
    }

    /// - Returns: the order and the number of the copy; nil for arguments that are not an order.
    static func parse(_ arguments: [String]) -> (CourierOrder, copy: Int64)? {
        guard arguments.count == 6, let push = Int64(arguments[1]), let start = Double(arguments[2]),
            let simulator = Int64(arguments[3]), let copy = Int64(arguments[5])
        else { return nil }
        let order = CourierOrder(
            file: arguments[0], push: push, start: start, simulator: simulator, isAwaited: arguments[4] == "wait")
        return (order, copy)
    }
}
