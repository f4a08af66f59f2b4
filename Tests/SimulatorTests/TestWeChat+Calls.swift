import HTTP
import JSON
import Testing

@testable import wechat_simulator

extension TestWeChat {
    /// An access_token of the built-in official account.
    func officialToken() throws -> String { try #require(token()["access_token"]?.string) }

    /// The JSON that a POST of JSON with an access_token answers.
    func call(_ path: String, _ body: JSONValue, token: String, query: String = "") throws -> JSONValue {
        try JSONValue(parsing: send("POST", path, query: "access_token=\(token)" + query, body: body.text).body)
    }
}
