internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import MeasurementsShape
internal import Site
internal import WeChat

/// `POST /wx/api/jssdk/config` — signs a page address for `wx.config`.
///
/// | parameter | meaning                                |
/// |-----------|----------------------------------------|
/// | `url`     | the page's address; `#…` is not signed |
///
/// The answer has the document's names and also those of `wx.config`.
///
/// Source: document 002, section 2.4.
@main
struct WxApiJssdkConfig: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["POST /wx/api/jssdk/config"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let signer: PageSigner

    init(_ installation: Installation) throws(WeChatError) {
        signer = try PageSigner(installation, nonceLength: 16)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let signature = try signer.sign(pageOf: request)
        let (appID, nonce) = (JSONValue.string(signer.appID), JSONValue.string(signature.nonce))
        let data: JSONValue = [
            "app_id": appID, "timestamp": .string(String(signature.timestamp)), "noncestr": nonce,
            "signature": .string(signature.signature), "appId": appID, "nonceStr": nonce,
        ]
        return MeasurementsAPI.success(data, for: request)
    }
}
