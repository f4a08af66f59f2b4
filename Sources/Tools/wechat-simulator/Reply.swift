import HTTP
import JSON

/// An answer before it becomes bytes, so that a fault can still change it.
enum Reply {
    /// - Parameter push: an event that goes to the gateway after the answer.
    case json(JSONValue, push: Push? = nil)
    /// Anything else, as sent: a page, a file, an error of the simulator.
    case whole(Response, errorCode: Int64? = nil)

    /// WeChat's form of an error; like all of WeChat's errors, with HTTP status 200.
    static func refusal(_ refusal: Refusal, _ family: Family, now: Int64) -> Reply {
        guard family != .connect else { return ConnectErrorPage.reply(refusal) }
        let text = refusal.words(family) + family.tagSeparator + "rid: \(RequestTag.make(now: now))"
        return .json(["errcode": .integer(refusal.code), "errmsg": .string(text)])
    }

    /// The error code of the answer; nil when there is none or it is 0.
    var errorCode: Int64? {
        switch self {
        case .whole(_, let code): return code
        case .json(let value, _):
            guard let code = value["errcode"]?.integer, code != 0 else { return nil }
            return code
        }
    }

    /// The event that follows the answer.
    var push: Push? {
        guard case .json(_, let push) = self else { return nil }
        return push
    }

    /// The answer of most calls that change something.
    static let ok = Reply.json(["errcode": 0, "errmsg": "ok"])

    func response(_ family: Family, status: Int = 200) -> Response {
        switch self {
        case .whole(let response, _): response
        case .json(let value, _):
            Response(status: status, contentType: family.contentType, body: Reply.bytes(value, family))
        }
    }

    private static func bytes(_ value: JSONValue, _ family: Family) -> [UInt8] {
        var bytes = value.bytes
        if family.leavesControlCharacters { bytes = withRawControlCharacters(bytes) }
        guard family.escapesSlashes else { return bytes }
        // In compact JSON a slash occurs only inside strings, so each may be escaped regardless of the rest.
        return bytes.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] }
    }

    /// Removes the escapes of control characters: WeChat sends names as people wrote them.
    private static func withRawControlCharacters(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var output: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
                output.append(byte)
                continue
            }
            switch kind {
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "u"):
                // Only characters below U+0020 are escaped this way.
                output.append(UInt8(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(4)
            default: output += [byte, kind]
            }
        }
        return output
    }
}
