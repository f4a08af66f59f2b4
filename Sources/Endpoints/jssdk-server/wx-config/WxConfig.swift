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

    func respond(to request: Request) throws(WeChatError) -> Response {
        let page = try SignatureRequest(request, explains: explains)
        let signature = try signer.sign(page.url)
        var data: [JSONValue.Member] = [
            .init("appId", .string(signer.appID)), .init("timestamp", .string(String(signature.timestamp))),
            .init("nonceStr", .string(signature.nonce)), .init("signature", .string(signature.signature)),
        ]
        if page.wantsExplanation { data.append(.init("explain", explanation(of: signature))) }
        return WxConfig.present(JSSDKServerAPI.success(.object(data)), callback: page.callback)
    }

    /// Errors also go through the JSONP callback, if it is valid.
    static func failure(_ failure: Failure) -> Response {
        present(JSSDKServerAPI.failureBody(failure), callback: SignatureRequest.callback(of: failure.request))
    }

    private static func present(_ body: JSONValue, callback: JSONPCallback?) -> Response {
        callback?.response(body.bytes) ?? .json(body)
    }

    private func explanation(of signature: JSSDKSignature) -> JSONValue {
        ["string": .string(signature.explanation), "stripped": .string(signature.url.fragment)]
    }
}
