internal import BoilerplateShape
internal import EndpointRuntime
internal import HTTP
internal import Messages
internal import Site
internal import WeChat

/// `GET /boilerplate/api/v1/wechat-mp/gateway` — WeChat verifies the gateway, under both of the document's prefixes. By
/// POST it pushes messages and events.
///
/// GET: a good `signature` is answered with `echostr`, a wrong one with an empty 403. POST: the reply to the message,
/// or `success`; what does not come from WeChat is refused with an empty 4xx.
///
/// Source: document 000, section 1.2.4.
@main
struct WechatMpGateway: Endpoint {
    typealias API = BoilerplateAPI
    static let routes: [Route] = [
        "GET /boilerplate/api/v1/wechat-mp/gateway", "GET /boilerplate/wechat/api/v1/wechat-mp/gateway",
        "POST /boilerplate/api/v1/wechat-mp/gateway", "POST /boilerplate/wechat/api/v1/wechat-mp/gateway",
    ]
    static let hasSafeGet = true
    static let hasSecretAddress = true
    static let bodyLimit = MessageGateway.bodyLimit

    private let gateway: MessageGateway

    init(_ installation: Installation) throws(WeChatError) { gateway = try MessageGateway(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try gateway.response(to: request, orToForgers: Response(status: 403))
    }

    static func failure(_ failure: Failure) -> Response { PushFailure.response(failure) ?? API.failure(failure) }
}
