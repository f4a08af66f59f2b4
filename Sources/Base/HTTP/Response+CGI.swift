internal import JSON

extension Response {
    /// The response as a CGI program prints it (RFC 3875, section 6): `Status`, the headers, an empty line, the body.
    ///
    /// - Parameter includesBody: false for HEAD; `Content-Length` is that of the body either way. With 204 and 304
    ///   there is neither.
    package func cgiBytes(includesBody: Bool) -> [UInt8] {
        cgiHead + cgiBody(isIncluded: includesBody)
    }

    /// Everything up to the empty line.
    package var cgiHead: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(512)
        Response.write("Status", "\(status) \(Response.reason(status))", to: &output)
        for header in headers { Response.write(header.name.text, header.value, to: &output) }
        if mayHaveBody { Response.write("Content-Length", String(body.count), to: &output) }
        output.append(0x0D)
        output.append(0x0A)
        return output
    }

    /// What follows the empty line; separate from the head, so that a long one need not be copied.
    ///
    /// - Parameter isIncluded: as for `cgiBytes`.
    package func cgiBody(isIncluded: Bool) -> [UInt8] { isIncluded && mayHaveBody ? body : [] }

    private var mayHaveBody: Bool { status != 204 && status != 304 }

    /// The reason phrase, as web servers write it. Without it, some send a line that clients cannot read.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 204: "No Content"
        case 302: "Found"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 413: "Content Too Large"
        case 504: "Gateway Timeout"
        default: status < 400 ? "Done" : "Error"
        }
    }

    private static func write(_ name: String, _ value: String, to output: inout [UInt8]) {
        output.append(utf8: name)
        output.append(UInt8(ascii: ":"))
        output.append(UInt8(ascii: " "))
        output.append(utf8: value)
        output.append(0x0D)
        output.append(0x0A)
    }
}
