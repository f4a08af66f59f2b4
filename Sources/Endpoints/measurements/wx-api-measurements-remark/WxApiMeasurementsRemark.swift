internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import Measurements
internal import MeasurementsDoor
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `POST /wx/api/measurements/{record_id}/remark` — stores the person's remark on a measurement.
///
/// | parameter | meaning                                                           |
/// |-----------|-------------------------------------------------------------------|
/// | `remark`  | at most 255 characters, kept as they are; `""` takes it away      |
///
/// Source: document 002, section 2.7; the site's client sends PUT.
@main
struct WxApiMeasurementsRemark: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = [
        "POST /wx/api/measurements/{record_id}/remark", "PUT /wx/api/measurements/{record_id}/remark",
    ]
    static let hasSecretAddress = true
    static let sharing = CrossOriginSharing.configuredOrigins

    private let door: MeasurementsDoor
    private let records: Records

    init(_ installation: Installation) throws(WeChatError) {
        door = try MeasurementsDoor(installation)
        records = Records(door.login)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let id = try API.recordID(in: request.path, of: Self.routes[0])
        return try door.admit(request, from: MeasurementsPage(recordID: id)) { (person) throws(WeChatError) in
            try records.setRemark(request.checkedPresentParameter("remark"), of: id, by: person.userID)
            return API.success([:], for: request)
        }
    }
}
