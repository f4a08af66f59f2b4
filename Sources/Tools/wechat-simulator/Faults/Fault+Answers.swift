import HTTP
import JSON

extension Fault {
    /// Where nginx closes the connection without an answer (its status 444); see Deploy/nginx/simulator.conf.
    private static let resetLocation = "/_simulator_reset"

    /// The answer instead of the handler's, which then does not run; nil for faults that only change the answer.
    func replacement(_ family: Family, now: Int64) -> Reply? {
        switch self {
        case .errorCode(let code): .refusal(Refusal(code), family, now: now)
        case .serverErrorPage: .whole(Fault.errorPage(status: 500))
        case .successPage: .whole(Fault.errorPage(status: 200))
        case .emptyBody: .whole(Response(status: 200))
        case .reset: .whole(Fault.connectionReset)
        default: nil
        }
    }

    /// The answer with its values in another form.
    func disguise(_ reply: Reply) -> Reply {
        guard self == .numbersAsStrings, case .json(let value, let push) = reply else { return reply }
        return .json(Fault.withoutNumbers(value), push: push)
    }

    /// The answer after the fault's damage.
    func damage(_ response: Response) -> Response {
        var response = response
        switch self {
        case .truncated: response.body.removeLast((response.body.count + 1) / 2)
        case .controlCharacter: response.body = Fault.withControlCharacter(response.body)
        case .plainText: response.set("Content-Type", "text/plain")
        case .charset: response.set("Content-Type", "application/json; charset=utf-8")
        default: break
        }
        return response
    }

    private static func errorPage(status: Int) -> Response {
        let page =
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
            + "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
        return Response(status: status, contentType: "text/html", body: Array(page.utf8))
    }

    private static var connectionReset: Response {
        var response = Response(status: 200)
        response.set("X-Accel-Redirect", resetLocation)
        return response
    }

    /// Both occur in WeChat's answers, in names that people chose.
    private static func withControlCharacter(_ body: [UInt8]) -> [UInt8] {
        guard body.last == UInt8(ascii: "}") else { return body }
        let separator = body.count > 2 ? "," : ""
        return body.dropLast() + Array("\(separator)\"remark\":\"a\tb".utf8) + [0xFF] + Array("\"}".utf8)
    }

    private static func withoutNumbers(_ value: JSONValue) -> JSONValue {
        switch value {
        case .integer(let number): .string(String(number))
        case .array(let elements): .array(elements.map(withoutNumbers))
        case .object(let members): .object(members.map { JSONValue.Member($0.name, withoutNumbers($0.value)) })
        default: value
        }
    }
}
