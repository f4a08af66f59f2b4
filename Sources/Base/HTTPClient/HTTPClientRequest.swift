/// A request to an `http` or `https` URL.
package struct HTTPClientRequest: Sendable {
    /// `GET`, `POST` … Any name is sent unchanged.
    package var method: String
    package var url: String
    /// In the order of sending. `Host`, `Content-Length`, `User-Agent` and `Accept` are optional.
    package var headers: [(String, String)]
    package var body: [UInt8]?
    /// Seconds to connect, including name lookup and TLS.
    package var connectTimeout: Double = 2
    /// Seconds for the whole reply, including connecting. Zero is an immediate time-out, without a request.
    package var timeout: Double = 4
    /// The largest reply body in bytes.
    package var maximumBodySize: Int = 1 << 20

    package init(method: String = "GET", url: String, headers: [(String, String)] = [], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
