internal import Analysis
internal import EndpointRuntime
internal import HTTP
internal import Measurements
internal import MeasurementsShape
internal import Site
internal import WeChat

/// `GET /wx/api/measurements/token/{token}/analyze` — the report of a share token, for anybody who has it.
///
/// Source: `docs/protocol/measurements.md`, "Sharing". Document 002 does not have it, but the site's client calls it.
@main
struct WxApiMeasurementsShared: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx/api/measurements/token/{token}/analyze"]
    static let sharing = CrossOriginSharing.configuredOrigins
    static let hasSecretAddress = true

    private let reports: Reports

    init(_ installation: Installation) throws(WeChatError) {
        reports = try Reports(Records(installation), installation)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let token = Self.routes[0].value("token", in: request.path) ?? ""
        return API.success(try reports.report(sharedBy: token), for: request)
    }
}
