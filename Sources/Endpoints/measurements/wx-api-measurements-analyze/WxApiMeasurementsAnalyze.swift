internal import Analysis
internal import EndpointRuntime
internal import HTTP
internal import Measurements
internal import MeasurementsDoor
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/api/measurements/{record_id}/analyze` — the report on one of the person's measurements.
///
/// Source: document 002, section 2.6.
@main
struct WxApiMeasurementsAnalyze: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx/api/measurements/{record_id}/analyze"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let door: MeasurementsDoor
    private let reports: Reports

    init(_ installation: Installation) throws(WeChatError) {
        door = try MeasurementsDoor(installation)
        reports = try Reports(Records(door.login), installation)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let id = try API.recordID(in: request.path, of: Self.routes[0])
        return try door.admit(request, from: MeasurementsPage(recordID: id)) { (person) throws(WeChatError) in
            API.success(try reports.report(on: id, of: person.userID), for: request)
        }
    }
}
