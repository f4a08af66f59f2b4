package import EndpointRuntime
package import HTTP
package import JSON
internal import WeChat

/// jssdk-server, document 001: HTTP 200 always, `state` and `data`.
package enum JSSDKServerAPI: DocumentedAPI {
    /// `{"state": {"code": 2000000, "msg": "ok"}, "data": …}`
    package static func success(_ data: JSONValue) -> JSONValue { envelope(2_000_000, "ok", data) }

    package static func failure(_ failure: Failure) -> Response { .json(failureBody(failure)) }

    /// The same for a page visit, where a mistake by the caller has status 400.
    package static func pageFailure(_ failure: Failure) -> Response {
        if case .request = failure.error { return .json(failureBody(failure), status: 400) }
        return .json(failureBody(failure))
    }

    /// The body alone, for JSONP.
    package static func failureBody(_ failure: Failure) -> JSONValue {
        switch failure.error {
        case .request, .forged, .notLoggedIn, .badToken, .unproven, .undecipherable, .snapshot:
            envelope(4_000_000, "Parameter Error", "")
        case .notConfigured: envelope(5_000_000, "Internal Error: official account is not configured", "")
        case .refused, .unavailable, .timedOut, .abandoned, .tooLarge, .storage, .fault:
            envelope(5_000_000, "Internal Error", "")
        }
    }

    private static func envelope(_ code: Int64, _ message: String, _ data: JSONValue) -> JSONValue {
        let state: [JSONValue.Member] = [.init("code", .integer(code)), .init("msg", .string(message))]
        return .object([.init("state", .object(state)), .init("data", data)])
    }
}
