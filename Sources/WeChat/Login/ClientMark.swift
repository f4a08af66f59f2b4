internal import HTTP
internal import Platform

/// What tells one client from another where nothing else does: its network and its User-Agent. It is no proof, but who only
/// saw an openid or an address on somebody's screen does not have it.
enum ClientMark {
    /// 32 bytes.
    static func of(_ request: Request) throws(WeChatError) -> [UInt8] {
        let network = NetworkAddress.network(of: request.remoteAddress)
        return try Fingerprint.of("\(network) \(request.header("User-Agent") ?? "")")
    }
}
