/// Who waits for the answer to a request.
package struct Caller: Sendable {
    /// When the request arrived, before any queue, in seconds of the monotonic clock; nil if unknown.
    package let arrived: Double?
    /// Whether the caller has hung up, so that nobody would see the answer.
    package let hasHungUp: @Sendable () -> Bool

    package init(arrived: Double?, hasHungUp: @escaping @Sendable () -> Bool) {
        self.arrived = arrived
        self.hasHungUp = hasHungUp
    }

    /// A caller that has just arrived and stays: for when nothing is known.
    package static let unknown = Caller(arrived: nil) { false }
}
