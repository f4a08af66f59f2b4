internal import CCurl

/// Makes HTTP requests one after another, and keeps connections open between them.
///
/// Nothing outside decides where a request goes: no proxy from the environment (`http_proxy`, `no_proxy`), no `.netrc`,
/// no redirects, no schemes except `http` and `https`.
package struct Transfer: ~Copyable {
    private var handle: EasyHandle
    private let proxy: String
    private let authorities: String?

    /// - Parameters:
    ///   - proxy: a URL such as `http://proxy.example.com:3128`; without one, requests go directly to their host.
    ///   - authorities: a PEM file with the certificates of the trusted authorities; without one, the host's are used.
    package init(proxy: String? = nil, authorities: String? = nil) throws(HTTPClientError) {
        handle = try EasyHandle()
        self.proxy = proxy ?? ""
        self.authorities = authorities
    }

    /// Sends the request and waits for the whole reply; any status is a reply.
    ///
    /// If the host has meanwhile closed a kept connection, the request is sent once more on a new one.
    ///
    /// - Parameter body: receives the reply's body piece by piece, whatever the status; the reply's own is then empty.
    ///   When this throws, the body was incomplete.
    package mutating func perform(
        _ request: HTTPClientRequest, body: (([UInt8]) -> Void)? = nil
    ) throws(HTTPClientError) -> HTTPClientReply {
        try request.validate()
        defer { handle.reset() }
        try setPolicy()
        try setTarget(request)
        try setHeaders(request)
        return try handle.perform(bodyLimit: request.maximumBodySize, consumer: body)
    }

    private mutating func setPolicy() throws(HTTPClientError) {
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
        // An empty text is not "none": it disables the proxy of the environment.
        try handle.set(CURLOPT_PROXY, proxy)
        try handle.set(CURLOPT_NOPROXY, "")
        if let authorities { try handle.trustOnly(authorities) }
        try handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        try handle.set(CURLOPT_USERAGENT, "wechat-fcgi")
    }

    private mutating func setTarget(_ request: HTTPClientRequest) throws(HTTPClientError) {
        try handle.set(CURLOPT_URL, request.url)
        if let body = request.sentBody { try handle.setBody(body) }
        if request.method == "HEAD" { try handle.set(CURLOPT_NOBODY, 1) }
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        try handle.set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(request.connectTimeout))
        try handle.set(CURLOPT_TIMEOUT_MS, milliseconds(request.timeout))
    }

    private mutating func setHeaders(_ request: HTTPClientRequest) throws(HTTPClientError) {
        for (name, value) in request.headers { try handle.addHeader(value.isEmpty ? "\(name);" : "\(name): \(value)") }
        // Without libcurl's own additions: it would wait a second for `100 Continue`, and call every body a form.
        try handle.addHeader("Expect:")
        if !request.headers.contains(where: { $0.0.lowercased() == "content-type" }) {
            try handle.addHeader("Content-Type:")
        }
    }
}

/// At least 1, since 0 means "no limit" to libcurl, and at most an hour.
private func milliseconds(_ seconds: Double) -> Int { max(1, Int(min(seconds, 3600) * 1000)) }
