extension Request {
    /// The paths that the client may have asked for, likeliest first: the web server's, and that of the request line,
    /// which survives when a rewrite rule replaced the path with the program's own.
    package var possiblePaths: [String] {
        guard let target = variables.bytes("REQUEST_URI"), target.first == UInt8(ascii: "/") else { return [path] }
        let encoded = target.prefix { $0 != UInt8(ascii: "?") }
        guard let decoded = PercentEncoding.decode(encoded, plusIsSpace: false) else { return [path] }
        return [path, String(decoding: decoded, as: UTF8.self)]
    }

    /// The same request for another path, with a body of at most `bodyLimit` bytes.
    package func forwarded(to path: String, bodyLimit: Int) -> Request {
        let own: Result<[UInt8], RequestError> =
            switch content {
            case .success(let bytes) where bytes.count > bodyLimit: .failure(.bodyTooLarge(limit: bodyLimit))
            case .failure(.bodyTooLarge): .failure(.bodyTooLarge(limit: bodyLimit))
            default: content
            }
        let variables = ForwardedVariables(original: variables, path: path)
        return Request(id: id, variables: variables, content: own, caller: caller)
    }
}

/// The variables of a request, except its path.
private struct ForwardedVariables: MetaVariables {
    let original: any MetaVariables
    let path: String

    func value(_ name: String) -> String? {
        switch name {
        case "SCRIPT_NAME": path
        case "PATH_INFO": nil
        default: original.value(name)
        }
    }

    func bytes(_ name: String) -> [UInt8]? {
        switch name {
        case "SCRIPT_NAME": Array(path.utf8)
        case "PATH_INFO": nil
        default: original.bytes(name)
        }
    }
}
