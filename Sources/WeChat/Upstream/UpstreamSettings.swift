package import HTTP

/// `[upstream]`: how to reach WeChat's servers.
package struct UpstreamSettings: Sendable {
    package let apiURL: WebURL
    package let openURL: WebURL
    /// Seconds to reach the server.
    package let connectTimeout: Double
    /// Seconds that one request of ours may spend on WeChat in total.
    package let timeout: Double
    /// The only proxy that is used; nil: none.
    package let proxy: WebURL?
    /// A file with the certificates of the trusted authorities; nil: the host's.
    package let authorities: String?

    package init(
        apiURL: WebURL, openURL: WebURL, connectTimeout: Double, timeout: Double, proxy: WebURL?, authorities: String?
    ) {
        self.apiURL = apiURL
        self.openURL = openURL
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.proxy = proxy
        self.authorities = authorities
    }
}
