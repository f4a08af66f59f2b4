/// Who waits for the answer to a request.
package struct Caller: Sendable {
    /// When the request came in, before any queue, in seconds of the monotonic clock; nil where that is not known.
    package let arrived: Double?
    /// Whether the caller has hung up: nobody would see the answer.
    package let hasHungUp: @Sendable () -> Bool

    package init(arrived: Double?, hasHungUp: @escaping @Sendable () -> Bool) {
        self.arrived = arrived
        self.hasHungUp = hasHungUp
    }

    /// One that has just called and stays: where nothing is known.
    package static let unknown = Caller(arrived: nil) { false }
}
