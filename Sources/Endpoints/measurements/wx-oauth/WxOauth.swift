internal import EndpointRuntime
internal import HTTP
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/oauth` — gives the browser a session in which nobody has logged in yet, and redirects to WeChat's page.
///
/// | parameter  | meaning                                                       |
/// |------------|---------------------------------------------------------------|
/// | `redirect` | the H5 page to come back to; absent: the list of measurements |
///
/// Source: document 002, section 2.1.
@main
struct WxOauth: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx/oauth"]

    private let login: WebLogin

    init(_ installation: Installation) throws(WeChatError) { login = try WebLogin(.measurements, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try login.start(request, returningTo: login.returnURL("redirect", of: request) ?? login.historyPage)
    }
}
