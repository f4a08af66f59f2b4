import HTTP
import JSON

/// An answer before it is bytes, so that a fault can still change it.
enum Reply {
    case json(JSONValue)
    /// Anything else, as it will be sent: a page, a file, an error of the simulator's.
    case whole(Response)

    /// WeChat's form of an error; like all of WeChat's errors, with HTTP status 200.
    static func refusal(_ refusal: Refusal, now: Int64) -> Reply {
        let text = "\(refusal.message) rid: \(RequestTag.make(now: now))"
        return .json(["errcode": .integer(refusal.code), "errmsg": .string(text)])
    }

    /// The error code that the answer carries; nil when there is none or it is 0.
    var errorCode: Int64? {
        guard case .json(let value) = self, let code = value["errcode"]?.integer, code != 0 else { return nil }
        return code
    }

    func response(_ family: Family, status: Int = 200) -> Response {
        switch self {
        case .whole(let response): response
        case .json(let value):
            Response(status: status, contentType: family.contentType, body: Reply.bytes(value, family))
        }
    }

    /// In compact JSON a slash stands only inside strings, so each may be escaped without a look at the others.
    private static func bytes(_ value: JSONValue, _ family: Family) -> [UInt8] {
        guard family.escapesSlashes else { return value.bytes }
        return value.bytes.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] }
    }
}
