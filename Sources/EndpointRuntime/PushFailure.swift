package import HTTP
internal import WeChat

/// How a gateway tells WeChat that it does not accept a push. WeChat's servers read only the status, so all three
/// gateways answer alike: 403 to forgers, whatever gave them away, other 4xx for what is not a message, 5xx for what
/// should be delivered again.
package enum PushFailure {
    /// Nil for what is not about a push: the API answers that in its own shape.
    package static func response(_ failure: Failure) -> Response? {
        guard failure.request.method == .post, let status = status(failure.error) else { return nil }
        return Response(status: status)
    }

    private static func status(_ error: WeChatError) -> Int? {
        switch error {
        case .request(.methodNotAllowed): nil
        case .request(.bodyTooLarge): 413
        // Somebody replays what was signed long ago, or the host's clock is wrong; the log tells which.
        case .forged: 403
        case .request: 400
        // The message is WeChat's, but no key here decrypts it.
        case .notConfigured(.messageKey, _): 403
        case .storage, .fault, .unavailable, .timedOut, .abandoned, .tooLarge, .refused: 500
        case .notLoggedIn, .badToken, .unproven, .undecipherable, .snapshot, .notConfigured: nil
        }
    }
}
