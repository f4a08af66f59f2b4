internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import Measurements
internal import MeasurementsDoor
internal import MeasurementsShape
internal import People
internal import Site
internal import WeChat

/// `GET /wx/api/measurements/{record_id}/token` — the token that lets others read the report on one of the person's
/// measurements: `{"token"}`, the same each time until it expires. `DELETE` revokes all tokens of that measurement:
/// `{}`.
///
/// | parameter | meaning                                                                                          |
/// |-----------|--------------------------------------------------------------------------------------------------|
/// | `show`    | of `birthday`, `remark`, `user_id` what readers see, between commas; nothing when it is absent   |
///
/// Source: `docs/protocol/measurements.md`, "Sharing". Document 002 does not have it, but the site's client calls it.
@main
struct WxApiMeasurementsToken: Endpoint {
    typealias API = MeasurementsAPI
    static let routes: [Route] = [
        "GET /wx/api/measurements/{record_id}/token", "DELETE /wx/api/measurements/{record_id}/token",
    ]
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
            if request.method == .delete {
                try records.revokeShares(of: id, by: person.userID)
                return API.success([:], for: request)
            }
            let parts = try Records.shownParts(request)
            let token = try records.shareToken(for: id, of: person.userID, showing: parts)
            return API.success(["token": .string(token)], for: request)
        }
    }
}
