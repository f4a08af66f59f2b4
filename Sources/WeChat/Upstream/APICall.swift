package import JSON

/// One call of WeChat's server API.
package struct APICall: Sendable {
    /// The path below `api_url`: safe to log, which the query is not.
    package let path: String
    /// Parameters in the order in which they are sent; values are encoded then.
    package let query: [(name: String, value: String)]
    /// The JSON body of a POST; nil: a GET.
    package let body: JSONValue?
    /// Whether the call may be repeated when its answer was lost.
    package let isRepeatable: Bool

    package static func get(
        _ path: String, _ query: [(name: String, value: String)], isRepeatable: Bool = true
    ) -> APICall {
        APICall(path: path, query: query, body: nil, isRepeatable: isRepeatable)
    }

    package static func post(_ path: String, _ body: JSONValue, isRepeatable: Bool) -> APICall {
        APICall(path: path, query: [], body: body, isRepeatable: isRepeatable)
    }
}
