internal import EndpointRuntime
internal import HTTP
internal import JSSDKServerShape
internal import Messages
internal import Site
internal import WeChat

/// `GET /wx/service` — WeChat verifies the gateway. `POST /wx/service` — WeChat pushes messages and events to it.
///
/// GET: a good `signature` is answered with `echostr`, a wrong one with the text that the document's clients know.
/// POST: the reply to the message, or `success`; what does not come from WeChat is refused with an empty 4xx.
///
/// Source: document 001, section 1.
@main
struct WxService: Endpoint {
    typealias API = JSSDKServerAPI
    static let routes: [Route] = ["GET /wx/service", "POST /wx/service"]
    static let hasSafeGet = true
    static let hasSecretAddress = true
    static let bodyLimit = MessageGateway.bodyLimit

    private let gateway: MessageGateway

    init(_ installation: Installation) throws(WeChatError) { gateway = try MessageGateway(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try gateway.response(to: request, orToForgers: .text("not weixin server!"))
    }

    static func failure(_ failure: Failure) -> Response { PushFailure.response(failure) ?? API.failure(failure) }
}
