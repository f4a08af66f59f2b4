import HTTP
import JSON

/// What a request comes to.
struct Outcome {
    let response: Response
    /// Seconds that the response is held back.
    var delay = 0.0
    /// An event that goes to the gateway after the call.
    var push: Push?
    /// A line for the log; nil: nothing to say.
    var log: String?

    /// A fault of the simulator's own: told to whoever asked, since that is a developer, and to the log.
    static func fault(_ reason: String) -> Outcome {
        Outcome(response: .json(["error": .string(reason)], status: 500), log: "wechat-simulator: \(reason)")
    }
}
