/// A request to an `http` or `https` URL.
package struct HTTPClientRequest: Sendable {
    /// `GET`, `POST` … Any name is sent as it is.
    package var method: String
    package var url: String
    /// In the order in which they are sent. `Host`, `Content-Length`, `User-Agent` and `Accept` need not be here.
    package var headers: [(String, String)]
    package var body: [UInt8]?
    /// Seconds until the connection must stand, name lookup and TLS included.
    package var connectTimeout: Double = 2
    /// Seconds until the whole reply must be here, connecting included. None left is a time-out, without asking.
    package var timeout: Double = 4
    /// Bytes of the reply's body.
    package var maximumBodySize: Int = 1 << 20

    package init(method: String = "GET", url: String, headers: [(String, String)] = [], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
