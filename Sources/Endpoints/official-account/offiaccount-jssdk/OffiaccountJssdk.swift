internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import OfficialAccountShape
internal import Site
internal import WeChat

/// `POST /2020/wechat/offiaccount/jssdk` — signs a page address for `wx.config`. No login is needed.
///
/// | parameter | meaning                                |
/// |-----------|----------------------------------------|
/// | `url`     | the page's address; `#…` is not signed |
///
/// Source: document 004, O1.
@main
struct OffiaccountJssdk: Endpoint {
    typealias API = OfficialAccountAPI
    static let routes: [Route] = ["POST /2020/wechat/offiaccount/jssdk"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let signer: PageSigner

    init(_ installation: Installation) throws(WeChatError) {
        signer = try PageSigner(installation, nonceLength: 15)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let signature = try signer.sign(pageOf: request)
        return .json([
            "signature": .string(signature.signature), "noncestr": .string(signature.nonce),
            "timestamp": .integer(signature.timestamp), "appid": .string(signer.appID),
        ])
    }
}
