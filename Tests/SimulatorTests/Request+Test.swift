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
}
