import HTTP
import JSON

/// The result of a request.
struct Outcome {
    let response: Response
    /// Seconds by which the response is delayed.
    var delay = 0.0
    /// An event that goes to the gateway after the call.
    var push: Push?
    /// A line for the log; nil: none.
    var log: String?

    /// A fault of the simulator itself: reported to the caller, who is a developer, and to the log.
    static func fault(_ reason: String) -> Outcome {
        Outcome(response: .json(["error": .string(reason)], status: 500), log: "wechat-simulator: \(reason)")
    }
}
