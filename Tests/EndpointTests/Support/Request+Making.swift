import HTTP

extension Request {
    /// A request as nginx would hand it over.
    static func make(
        _ method: String = "GET", query: String = "", body: String? = nil, type: String? = nil,
        headers: [String: String] = [:]
    ) -> Request {
        var variables = ["REQUEST_METHOD": method, "QUERY_STRING": query, "SCRIPT_NAME": "/"]
        if let type { variables["CONTENT_TYPE"] = type }
        for (name, value) in headers {
            variables["HTTP_" + name.uppercased().replacing("-", with: "_")] = value
        }
        return Request(id: "0123456789abcdef", variables: variables, content: .success(Array((body ?? "").utf8)))
    }

    /// A request whose body could not be had.
    static func make(_ method: String, failing error: RequestError) -> Request {
        Request(id: "0123456789abcdef", variables: ["REQUEST_METHOD": method], content: .failure(error))
    }
}
