internal import EndpointRuntime
internal import HTTP
internal import Measurements
internal import MeasurementsDoor
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/api/measurements` — the logged-in person's measurements, newest first.
///
/// | parameter      | meaning                                   |
/// |----------------|-------------------------------------------|
/// | `start`, `end` | RFC 3339, both included                   |
/// | `offset`       | how many to pass over                     |
/// | `size`         | 1…100, or −1 for all; absent: all         |
///
/// Source: document 002, section 2.5.
@main
struct WxApiMeasurements: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx/api/measurements"]
    static let hasSafeGet = true
    static let sharing = CrossOriginSharing.configuredOrigins

    private let door: MeasurementsDoor
    private let records: Records

    init(_ installation: Installation) throws(WeChatError) {
        door = try MeasurementsDoor(installation)
        records = Records(door.login)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        try door.admit(request, from: .history) { (person) throws(WeChatError) in
            API.success(json: try records.listing(of: person.userID, RecordQuery(request)), for: request)
        }
    }
}
