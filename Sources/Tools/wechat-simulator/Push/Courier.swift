import Platform

/// Delivers the copies of a push: one here, if the caller waits for it; otherwise each by its own program, because a
/// process of the simulator does one thing at a time.
enum Courier {
    /// Seconds until all copies of a push are ready to start.
    private static let muster = 0.1

    /// - Parameter waits: whether to return when everything is finished instead of at once.
    static func deliver(_ push: Push, waits: Bool, _ store: borrowing Store) throws(Failure) {
        if waits && push.copies == 1 { return try Delivery.run(push, copy: 1, store) }
        let start = Deadline.monotonic() + (push.copies > 1 ? muster : 0)
        let order = CourierOrder(
            file: store.file, push: push.id, start: start, simulator: store.processID, isAwaited: waits)
        var couriers: [BackgroundProgram] = []
        for copy in 1...push.copies { couriers.append(try courier(order.arguments(copy: copy), store)) }
        for courier in couriers { courier.wait() }
    }

    private static func courier(
        _ arguments: [String], _ store: borrowing Store
    ) throws(Failure) -> BackgroundProgram {
        guard let program = store.program else { throw .broken("/proc is not mounted") }
        do throws(FileSystemError) { return try BackgroundProgram([program, command] + arguments) } catch {
            throw .broken("\(error)")
        }
    }

    /// The argument that turns a process of the simulator into a courier.
    static let command = "deliver"

    /// The work of such a process, which then ends.
    ///
    /// - Parameter arguments: those after the command.
    /// - Returns: the text to log; nil when all went well.
    static func run(_ arguments: [String]) -> String? {
        guard let (order, copy) = CourierOrder.parse(arguments) else {
            return "wechat-simulator \(command): not for use by hand"
        }
        if !order.isAwaited { BackgroundProgram.leave() }
        do throws(Failure) {
            let store = try Store(file: order.file, realTime: Clock.system.now)
            guard let push = try store.push(order.push) else { return "there is no push \(order.push)" }
            Deadline.sleep(max(0, order.start - Deadline.monotonic()))
            try Delivery.run(push, copy: copy, store) { FileSystem.exists("/proc/\(order.simulator)") }
            return nil
        } catch {
            return "wechat-simulator: push \(order.push): \(error)"
        }
    }
}
