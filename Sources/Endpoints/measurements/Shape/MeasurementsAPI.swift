package import EndpointRuntime
package import HTTP
package import JSON
package import WeChat

/// measurements, document 002: HTTP 200 also for errors, `cid`, `ok`, `data` and `error`.
package enum MeasurementsAPI: DocumentedAPI {
    /// `{"cid", "ok": true, "data", "error"}`. For clients that send `X-Response-Behavior: V3` there is no `error`, and
    /// empty data are `null`.
    package static func success(_ data: JSONValue, for request: Request) -> Response {
        let isNull = data == [:] && isV3(request)
        return success(json: isNull ? Array("null".utf8) : data.bytes, for: request)
    }

    /// As above.
    ///
    /// - Parameter data: JSON, which is not parsed again because it may be long.
    package static func success(json data: [UInt8], for request: Request) -> Response {
        var body = Array("{\"cid\":\(JSONValue.string(request.id).text),\"ok\":true,\"data\":".utf8)
        body += data
        body += (isV3(request) ? "}" : #","error":{"code":0,"msg":""}}"#).utf8
        return .privateJSON(body)
    }

    private static func isV3(_ request: Request) -> Bool { request.header("X-Response-Behavior")?.uppercased() == "V3" }

    package static func failure(_ failure: Failure) -> Response {
        if case .request(.noSuchPath) = failure.error { return .json(.object(members(failure)), status: 404) }
        return .json(.object(members(failure)))
    }

    /// The number of the record in a path.
    ///
    /// - Throws: `request` with `noSuchPath` if it is not a number: the running system has no route for that.
    package static func recordID(in path: String, of route: Route) throws(WeChatError) -> String {
        let text = route.value("record_id", in: path) ?? ""
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .request(.noSuchPath) }
        return text
    }

    /// Tells a script that nobody is logged in, and where to send its page to log in.
    ///
    /// - Parameter entrance: an absolute address, as `redirect` beside `error`.
    package static func noSession(_ request: Request, entrance: String) -> Response {
        let failure = Failure(.notLoggedIn, request: request)
        var response = Response.privateJSON(.object(members(failure) + [.init("redirect", .string(entrance))]))
        response.cause = failure.error
        return response
    }

    private static func members(_ failure: Failure) -> [JSONValue.Member] {
        let (code, message) = describe(failure.error)
        let error: JSONValue = ["code": .integer(code), "msg": .string(message), "message": .string(message)]
        let members: [JSONValue.Member] = [
            .init("cid", .string(failure.request.id)), .init("ok", false), .init("error", error),
        ]
        return isV3(failure.request) ? members : members + [.init("data", [:])]
    }

    private static func describe(_ error: WeChatError) -> (code: Int64, message: String) {
        switch error {
        case .request(let error), .forged(let error): describe(error)
        case .notLoggedIn, .badToken, .unproven, .undecipherable, .snapshot: (1200, "no session, or it expired")
        case .notConfigured(.measurements, _): (3000, "analysis is not configured")
        case .notConfigured: (3000, "official account is not configured")
        case .refused, .unavailable, .tooLarge: (60001, "JS-SDK ticket is not to be had")
        case .timedOut, .abandoned: (3001, "a service did not answer in time")
        case .storage, .fault: (3000, "internal error")
        }
    }

    private static func describe(_ error: RequestError) -> (code: Int64, message: String) {
        switch error {
        case .bodyTooLarge, .bodyBroken, .bodyUnreadable: (2000, error.description)
        case .missing: (2001, error.description)
        case .noSuchPath: (-1, error.description)
        case .repeated, .malformed, .invalid, .unsupported, .methodNotAllowed: (2002, error.description)
        }
    }
}
