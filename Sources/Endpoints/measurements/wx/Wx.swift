internal import EndpointRuntime
internal import HTTP
internal import MeasurementsShape
internal import Messages
internal import Site
internal import WeChat

/// `GET /wx` — WeChat verifies the gateway. `POST /wx` — WeChat pushes messages and events to it.
///
/// GET: a good `signature` is answered with `echostr`, a wrong one with an empty 403. POST: the reply to the message,
/// or `success`; what does not come from WeChat is refused with an empty 4xx.
///
/// Source: document 002, section 2.3.
@main
struct Wx: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx", "POST /wx"]
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
