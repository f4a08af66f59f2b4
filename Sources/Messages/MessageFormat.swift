internal import JSON
internal import XML

/// The format of a push, and of the reply to it.
package enum MessageFormat: String, Sendable {
    case xml
    case json

    /// Recognized by the first byte that is not white space or a byte order mark.
    init(of body: [UInt8]) {
        let first = body.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        self = first == UInt8(ascii: "{") ? .json : .xml
    }

    /// The format of a push that was stored without it, as version 1.0 does: what was XML has no numbers.
    init(ofStored content: JSONValue) { self = content["CreateTime"]?.string == nil ? .json : .xml }

    /// The body as an object; nil when it is not one. Whatever people typed must not matter: WeChat calls an account
    /// out of service if it refuses a message.
    func read(_ body: [UInt8]) -> JSONValue? {
        switch self {
        case .json:
            let text = body.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(body.dropFirst(3)) : body
            guard let value = try? JSONValue(tolerantly: text, limits: .request), value.isObject else { return nil }
            return value
        case .xml:
            guard let root = try? XMLElement(tolerantly: body), root.name == "xml" else { return nil }
            return JSONValue(root)
        }
    }
}

extension JSONValue {
    /// A leaf is its text, else an object; elements of the same name are an array.
    fileprivate init(_ element: XMLElement) {
        guard !element.children.isEmpty else {
            self = .string(element.text)
            return
        }
        var names: [String] = []
        var values: [String: [JSONValue]] = [:]
        for child in element.children {
            if values[child.name] == nil { names.append(child.name) }
            values[child.name, default: []].append(JSONValue(child))
        }
        self = .object(
            names.map { name in
                let values = values[name] ?? []
                return Member(name, values.count == 1 ? values[0] : .array(values))
            })
    }
}
