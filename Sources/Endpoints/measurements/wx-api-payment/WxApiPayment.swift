internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import Measurements
internal import MeasurementsDoor
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `POST /wx/api/payment` — marks the report on one of the person's measurements as paid.
///
/// | parameter   | meaning                                                          |
/// |-------------|------------------------------------------------------------------|
/// | `record_id` | in the body, in the query, or as a further segment of the path   |
///
/// Source: document 002, section 2.8. Its payment is simplified: WeChat Pay is not involved.
@main
struct WxApiPayment: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["POST /wx/api/payment", "POST /wx/api/payment/{record_id}"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let door: MeasurementsDoor
    private let records: Records

    init(_ installation: Installation) throws(WeChatError) {
        door = try MeasurementsDoor(installation)
        records = Records(door.login)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let id = Result { () throws(WeChatError) in try recordID(request) }
        if case .failure(.request(.noSuchPath)) = id { throw .request(.noSuchPath) }
        let page = (try? id.get()).map { MeasurementsPage(recordID: $0) } ?? .history
        return try door.admit(request, from: page) { (person) throws(WeChatError) in
            try records.pay(for: id.get(), by: person.userID)
            return API.success([:], for: request)
        }
    }

    private func recordID(_ request: Request) throws(WeChatError) -> String {
        if let segment = Self.routes[1].value("record_id", in: request.path), !segment.isEmpty {
            return try API.recordID(in: request.path, of: Self.routes[1])
        }
        return try request.checkedRequiredParameter("record_id")
    }
}
