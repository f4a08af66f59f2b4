/// Who waits for the answer to a request.
package struct Caller: Sendable {
    /// Seconds that the caller had waited before anybody looked at the request: in the web server's queue and in ours.
    package let waited: Double
    /// Whether the caller has hung up: nobody would see the answer.
    package let hasHungUp: @Sendable () -> Bool

    package init(waited: Double, hasHungUp: @escaping @Sendable () -> Bool) {
        self.waited = waited
        self.hasHungUp = hasHungUp
    }

    /// One that has just called and stays: where nothing is known.
    package static let unknown = Caller(waited: 0) { false }
}
