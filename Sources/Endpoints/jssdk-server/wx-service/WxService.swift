internal import EndpointRuntime
internal import HTTP
internal import WeChat

/// `GET /wx/service` — WeChat verifies the gateway.
///
/// A good `signature` is answered with `echostr`, a wrong one with the text that the document's clients know.
///
/// Source: document 001, section 1.
@main
struct WxService: Endpoint {
    typealias API = JSSDKServerAPI
    static let routes: [Route] = ["GET /wx/service"]

    private let gateway: GatewayVerification

    init(_ installation: Installation) throws(WeChatError) {
        gateway = GatewayVerification(token: try installation.gatewayToken())
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        .verbatim(try gateway.echo(for: request) ?? "not weixin server!")
    }
}
