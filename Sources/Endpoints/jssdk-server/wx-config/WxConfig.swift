internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import JSSDKServerShape
internal import Site
internal import WeChat

/// `GET /wx/config` — signs a page address for `wx.config`.
///
/// | parameter  | meaning                                                                        |
/// |------------|--------------------------------------------------------------------------------|
/// | `url`      | the page's address; `#…` is not signed                                         |
/// | `callback` | JSONP function name, optional                                                  |
/// | `explain`  | `1` shows what was signed, when `[jssdk] explain` allows it                    |
///
/// Source: document 001, section 2.
@main
struct WxConfig: Endpoint {
    typealias API = JSSDKServerAPI
    static let routes: [Route] = ["GET /wx/config"]
    static let hasSafeGet = true
    static let sharing = CrossOriginSharing.anyone

    private let signer: PageSigner
    private let explains: Bool

    init(_ installation: Installation) throws(WeChatError) {
        signer = try PageSigner(installation, nonceLength: 15)
        explains = installation.configuration.jssdk.explains
    }

    /// Errors also go through the JSONP callback, if it is valid.
    func respond(to request: Request) throws(WeChatError) -> Response {
        let asked = SignatureRequest(request)
        do throws(WeChatError) {
            return WxConfig.present(JSSDKServerAPI.success(try data(asked)), callback: asked.callback)
        } catch {
            var response = WxConfig.failure(Failure(error, request: request), callback: asked.callback)
            response.cause = error
            return response
        }
    }

    /// For what fails before `respond`.
    static func failure(_ failure: Failure) -> Response {
        self.failure(failure, callback: SignatureRequest(failure.request).callback)
    }

    private static func failure(_ failure: Failure, callback: JSONPCallback?) -> Response {
        present(JSSDKServerAPI.failureBody(failure), callback: callback)
    }

    private func data(_ asked: SignatureRequest) throws(WeChatError) -> JSONValue {
        let page = try asked.page(explains: explains)
        let signature = try signer.sign(page.url)
        var data: [JSONValue.Member] = [
            .init("appId", .string(signer.appID)), .init("timestamp", .string(String(signature.timestamp))),
            .init("nonceStr", .string(signature.nonce)), .init("signature", .string(signature.signature)),
        ]
        if page.wantsExplanation { data.append(.init("explain", explanation(of: signature))) }
        return .object(data)
    }

    private static func present(_ body: JSONValue, callback: JSONPCallback?) -> Response {
        callback?.response(body.bytes) ?? .json(body)
    }

    private func explanation(of signature: JSSDKSignature) -> JSONValue {
        ["string": .string(signature.explanation), "stripped": .string(signature.url.fragment)]
    }
}
