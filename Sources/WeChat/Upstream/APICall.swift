package import JSON

/// One call to WeChat's server API.
package struct APICall: Sendable {
    /// The path below `api_url`: safe to log, unlike the query.
    package let path: String
    /// The parameters in their order; values are encoded when sent.
    package let query: [(name: String, value: String)]
    /// The JSON body of a POST; nil: a GET.
    package let body: JSONValue?
    /// Whether the call may be repeated if its answer was lost.
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
