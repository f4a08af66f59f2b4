internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import WeChat

/// `GET /wx/api/measurements/{record_id}/token` — the token that lets others read the report on one of the person's
/// measurements: `{"token"}`, the same each time.
///
/// Source: contract page measurements; the document does not have it, the site's client asks for it.
@main
struct WxApiMeasurementsToken: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = ["GET /wx/api/measurements/{record_id}/token"]
    static let sharing = CrossOriginSharing.configuredOrigins

    private let door: MeasurementsDoor
    private let records: Records

    init(_ installation: Installation) throws(WeChatError) {
        door = try MeasurementsDoor(installation)
        records = Records(door.login)
    }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let id = Self.routes[0].value("record_id", in: request.path) ?? ""
        return try door.admit(request, from: MeasurementsPage(recordID: id)) { (person) throws(WeChatError) in
            API.success(["token": .string(try records.shareToken(for: id, of: person.userID))], for: request)
        }
    }
}
