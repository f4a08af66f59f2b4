internal import HTTP
internal import HTTPClient
internal import JSON
internal import Platform

/// A file that a person sent, in base64.
package struct Media: Sendable {
    /// As WeChat gave it: `image/jpeg`, `audio/amr`, `voice/speex` …; derived from the bytes if it says nothing.
    package let contentType: String
    /// ASCII.
    package let base64: [UInt8]
}

extension WeChatClient {
    /// Bytes of a file; larger ones are refused.
    static let mediaLimit = 20 << 20

    /// `GET cgi-bin/media/get`
    ///
    /// - Throws: `request` for a video, for which WeChat gives only an address, and `tooLarge` for a file that is too
    ///   large.
    func media(
        _ id: String, of account: Account, accessToken: String, until deadline: Deadline
    ) throws(WeChatError) -> Media {
        let call = APICall.get("cgi-bin/media/get", [("access_token", accessToken), ("media_id", id)])
        return try asking(about: id, of: account, call.path) { () throws(WeChatError) in
            try repeating(call, until: deadline) { () throws(WeChatError) in try media(call, until: deadline) }
        }
    }

    private func media(_ call: APICall, until deadline: Deadline) throws(WeChatError) -> Media {
        let body = MediaBody()
        let reply = try reply(to: call, until: deadline, bodyLimit: WeChatClient.mediaLimit) { body.take($0) }
        guard reply.status < 500 else { throw .unavailable(call: call.path, reason: "HTTP \(reply.status)") }
        guard let json = body.finish() else {
            // It could be a proxy's error page.
            guard reply.status == 200 else { throw .unavailable(call: call.path, reason: "HTTP \(reply.status)") }
            guard !body.base64.isEmpty else {
                throw .unavailable(call: call.path, reason: "HTTP 200 with an empty body")
            }
            return Media(
                contentType: MediaType.of(body.start, given: reply.header("Content-Type")), base64: body.base64)
        }
        try WeChatClient.check(json, of: call)
        throw .request(.unsupported("media_id", what: "a video"))
    }
}
