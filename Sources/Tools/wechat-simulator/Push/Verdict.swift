import HTTPClient

/// WeChat's verdict on one attempt.
struct Verdict: Equatable {
    /// Otherwise WeChat tries again, while attempts are left.
    let isAccepted: Bool
    /// A sentence for the gateway's developer.
    let text: String
    /// What the person sees in the chat; nil: nothing.
    let shown: String?

    /// What a person sees when the last attempt has failed, too.
    static let apology = "该公众号暂时无法提供服务，请稍后再试"

    static func accepted(_ text: String, shown: String? = nil) -> Verdict {
        Verdict(isAccepted: true, text: text, shown: shown)
    }

    static func failed(_ reason: String) -> Verdict { Verdict(isAccepted: false, text: reason, shown: nil) }

    /// No reply came.
    static func failed(_ error: HTTPClientError, timeout: Double) -> Verdict {
        guard case .timedOut = error else { return failed("No reply: \(error).") }
        return failed("No reply within \(timeout) s.")
    }

    /// The verdict on the last attempt: if it failed, the person is told.
    ///
    /// - Parameter isWatched: whether the person still sees the chat.
    func final(isWatched: Bool) -> Verdict {
        guard !isAccepted, isWatched else { return self }
        return Verdict(isAccepted: false, text: text, shown: Verdict.apology)
    }
}
