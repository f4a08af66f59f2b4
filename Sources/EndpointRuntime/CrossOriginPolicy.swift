internal import HTTP

/// The CORS headers of one endpoint (https://fetch.spec.whatwg.org/#http-cors-protocol).
struct CrossOriginPolicy {
    private static let allowedOrigin: HeaderName = "Access-Control-Allow-Origin"

    private let sharing: CrossOriginSharing
    private let methods: String
    /// The origins allowed when the API shares with configured origins; none while no configuration could be read.
    var origins: [String] = []

    init(_ sharing: CrossOriginSharing, methods: [Method]) {
        self.sharing = sharing
        self.methods = methods.map(\.name).joined(separator: ", ")
    }

    /// Whether the endpoint answers OPTIONS.
    var answersPreflight: Bool { if case .none = sharing { false } else { true } }

    /// The answer to a preflight; without the CORS headers if the origin is not allowed.
    func preflight(_ request: Request) -> Response {
        var response = Response(status: 204)
        response.set("Allow", methods)
        guard apply(to: &response, for: request) else { return response }
        response.set("Access-Control-Allow-Methods", methods)
        response.set("Access-Control-Allow-Headers", "Content-Type, X-Requested-With, X-Response-Behavior")
        response.set("Access-Control-Max-Age", "600")
        return response
    }

    /// Adds the headers that let the request's origin read the response; false when it may not.
    @discardableResult
    func apply(to response: inout Response, for request: Request) -> Bool {
        switch sharing {
        case .none: return false
        case .anyone:
            response.set(CrossOriginPolicy.allowedOrigin, "*")
            return true
        case .configuredOrigins: return applyCredentials(to: &response, for: request)
        }
    }

    private func applyCredentials(to response: inout Response, for request: Request) -> Bool {
        response.add("Vary", "Origin")
        guard let origin = request.header("Origin"), origins.contains(origin) else { return false }
        response.set(CrossOriginPolicy.allowedOrigin, origin)
        response.set("Access-Control-Allow-Credentials", "true")
        return true
    }
}
