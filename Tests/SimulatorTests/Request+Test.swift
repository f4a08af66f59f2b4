import HTTP

extension Request {
    static func test(
        _ method: String, _ path: String, query: String = "", body: String? = nil, headers: [String: String] = [:]
    ) -> Request {
        var variables = ["REQUEST_METHOD": method, "SCRIPT_NAME": path, "QUERY_STRING": query]
        for (name, value) in headers {
            let variable = name.uppercased().replacing("-", with: "_")
            variables[variable == "CONTENT_TYPE" ? variable : "HTTP_" + variable] = value
        }
        return Request(id: "test", variables: variables, content: .success(Array((body ?? "").utf8)))
    }

    /// A POST of a body that need not be text, or of one that could not be read.
    static func post(
        _ path: String, query: String, contentType: String, content: Result<[UInt8], RequestError>
    ) -> Request {
        let variables = [
            "REQUEST_METHOD": "POST", "SCRIPT_NAME": path, "QUERY_STRING": query, "CONTENT_TYPE": contentType,
        ]
        return Request(id: "test", variables: variables, content: content)
    }
}
