@testable import HTTP

extension Request {
    /// A request as a web server would hand it over.
    static func test(
        _ method: String = "GET", query: String = "", body: [UInt8] = [], type: String? = nil,
        variables: [String: String] = [:]
    ) -> Request {
        var all = variables
        all["REQUEST_METHOD"] = method
        all["QUERY_STRING"] = query
        all["CONTENT_TYPE"] = type
        return Request(id: "0", variables: all, content: .success(body))
    }

    static func post(_ body: String, type: String? = nil, query: String = "") -> Request {
        test("POST", query: query, body: Array(body.utf8), type: type)
    }
}

/// A response as text, in lines.
func lines(_ response: Response, includesBody: Bool = true) -> [String] {
    let bytes = response.cgiBytes(includesBody: includesBody)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false).map {
        String($0)
    }
}
