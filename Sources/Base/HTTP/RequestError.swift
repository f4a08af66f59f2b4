/// What is wrong with the form of a request, whatever it means.
package enum RequestError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The URL does not answer this method.
    case methodNotAllowed
    /// The path is not served.
    case noSuchPath
    /// A required parameter is absent or empty.
    case missing(String)
    /// A parameter occurs more than once, so that two readers could see two values.
    case repeated(String)
    /// A parameter's percent-encoding is broken, its bytes are not UTF-8, or it holds a NUL.
    case malformed(String)
    /// A parameter is readable, but its value is invalid.
    case invalid(String, reason: String)
    /// A parameter names something that is not served.
    case unsupported(String, what: String)
    /// The body is larger than the limit.
    case bodyTooLarge(limit: Int)
    /// The body ended before its `Content-Length`, or its length is not a number.
    case bodyBroken
    /// The body is neither a JSON object nor form fields.
    case bodyUnreadable(reason: String)

    package var description: String {
        switch self {
        case .methodNotAllowed: "method is not allowed here"
        case .noSuchPath: "there is no such path"
        case .missing(let name): "parameter \(name) is missing"
        case .repeated(let name): "parameter \(name) stands more than once"
        case .malformed(let name): "parameter \(name) is not percent-encoded UTF-8"
        case .invalid(let name, let reason): "parameter \(name) \(reason)"
        case .unsupported(let name, let what): "parameter \(name) names \(what), which is not served"
        case .bodyTooLarge(let limit): "body is larger than \(limit) bytes"
        case .bodyBroken: "body is not as long as Content-Length says"
        case .bodyUnreadable(let reason): "body does not parse: \(reason)"
        }
    }
}
