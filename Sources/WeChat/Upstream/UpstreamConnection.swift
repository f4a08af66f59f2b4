internal import HTTP
internal import HTTPClient

/// Holds the single transfer of a client, which is made at the first call.
final class UpstreamConnection {
    private var transfer: Transfer

    init(_ settings: UpstreamSettings) throws(HTTPClientError) {
        transfer = try Transfer(proxy: settings.proxy?.text, authorities: settings.authorities)
    }

    func perform(
        _ request: HTTPClientRequest, body: (([UInt8]) -> Void)?
    ) throws(HTTPClientError) -> HTTPClientReply {
        try transfer.perform(request, body: body)
    }
}
