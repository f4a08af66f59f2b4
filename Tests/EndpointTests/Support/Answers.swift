import Crypto
import FastCGI
import HTTP
import JSON
import Testing
import Platform

extension Answer {
    var bodyText: String { String(decoding: response.body, as: UTF8.self) }

    /// The body as JSON; fails the test when it is none.
    func json() throws -> JSONValue { try JSONValue(parsing: response.body) }
}

/// The signature that WeChat's own client computes, made here from the ticket once more.
func expectedSignature(nonce: String?, timestamp: String?, url: String) throws -> String {
    let text =
        "jsapi_ticket=\(EndpointSetting.ticket)&noncestr=\(nonce ?? "")&timestamp=\(timestamp ?? "")&url=\(url)"
    return Hex.encode(try Digest.sha1(Array(text.utf8)))
}

/// A value that is bad for any parameter of a query.
struct BadValue: CustomTestStringConvertible {
    let what: String
    /// As it stands in the query.
    let raw: String

    init(_ what: String, _ raw: String) {
        self.what = what
        self.raw = raw
    }

    var testDescription: String { what }

    static let all = [
        BadValue("empty", ""), BadValue("broken percent-encoding", "%zz"), BadValue("cut percent-encoding", "%2"),
        BadValue("NUL", "a%00b"), BadValue("invalid UTF-8", "%FF%FE"), BadValue("overlong UTF-8", "%C0%80"),
        BadValue("surrogate", "%ED%A0%80"), BadValue("100 KB", String(repeating: "a", count: 100_000)),
        BadValue("CR LF", "%0D%0ASet-Cookie:x=1"), BadValue("script", "<script>alert(1)</script>"),
        BadValue("SQL", "' OR 1=1 --"),
    ]
}
