internal import EndpointRuntime
internal import HTTP
internal import WeChat

/// `GET /boilerplate/api/v1/wechat-mp/gateway` — WeChat verifies the gateway, under both of the document's prefixes.
///
/// A good `signature` is answered with `echostr`, a wrong one with 403 and nothing.
///
/// Source: document 000, section 1.2.4.
@main
struct WechatMpGateway: Endpoint {
    typealias API = BoilerplateAPI
    static let routes: [Route] = [
        "GET /boilerplate/api/v1/wechat-mp/gateway", "GET /boilerplate/wechat/api/v1/wechat-mp/gateway",
    ]

    private let gateway: GatewayVerification

    init(_ installation: Installation) throws(WeChatError) {
        gateway = GatewayVerification(token: try installation.gatewayToken())
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try gateway.echo(for: request).map(Response.verbatim) ?? Response(status: 403)
    }
}
