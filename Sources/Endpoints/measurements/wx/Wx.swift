internal import EndpointRuntime
internal import HTTP
internal import WeChat

/// `GET /wx` — WeChat verifies the gateway.
///
/// A good `signature` is answered with `echostr`, a wrong one with 403 and nothing.
///
/// Source: document 002, section 2.3.
@main
struct Wx: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx"]

    private let gateway: GatewayVerification

    init(_ installation: Installation) throws(WeChatError) {
        gateway = GatewayVerification(token: try installation.gatewayToken())
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try gateway.echo(for: request).map(Response.verbatim) ?? Response(status: 403)
    }
}
