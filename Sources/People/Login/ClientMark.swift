internal import HTTP
internal import Platform
internal import WeChat

/// Distinguishes clients where nothing else does, by network and User-Agent. It proves nothing, but somebody who only
/// saw an openid or an address on a screen does not have it.
enum ClientMark {
    /// 32 bytes.
    static func of(_ request: Request) throws(WeChatError) -> [UInt8] {
        let network = NetworkAddress.network(of: request.remoteAddress)
        return try Fingerprint.of("\(network) \(request.header("User-Agent") ?? "")")
    }
}
