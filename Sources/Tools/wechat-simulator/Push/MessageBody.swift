import JSON

/// The members of a message in the gateway's format.
enum MessageBody {
    static func text(_ members: [JSONValue.Member], _ format: Gateway.Format) -> String {
        switch format {
        case .xml: "<xml>" + members.map(element).joined() + "</xml>"
        case .json: JSONValue.object(members).text
        }
    }

    /// The message with the member `Encrypt` at its end, as in compatible mode.
    static func adding(encrypted text: String, to message: String, _ format: Gateway.Format) throws(Failure) -> String {
        let end = format == .xml ? "</xml>" : "}"
        let trimmed = message.utf8.reversed().drop { $0 <= 0x20 }.reversed()
        let body = String(decoding: trimmed, as: UTF8.self)
        guard body.hasSuffix(end) else { throw .misused("the compatible mode needs a message that ends with \(end)") }
        let member = JSONValue.Member("Encrypt", .string(text))
        let added = format == .xml ? element(member) : ",\"Encrypt\":" + member.value.text
        return String(body.dropLast(end.count)) + added + end
    }

    /// Texts are in CDATA sections, numbers bare, as in WeChat's samples.
    private static func element(_ member: JSONValue.Member) -> String {
        let content = member.value.string.map { "<![CDATA[\(sectioned($0))]]>" } ?? member.value.text
        return "<\(member.name)>\(content)</\(member.name)>"
    }

    /// The end of a CDATA section is split between two. Control characters are not allowed in XML and are removed.
    private static func sectioned(_ text: String) -> String {
        var output: [UInt8] = []
        for byte in text.utf8 where byte >= 0x20 || [0x09, 0x0A, 0x0D].contains(byte) {
            if byte == UInt8(ascii: ">") && output.suffix(2).elementsEqual("]]".utf8) {
                output += "]]><![CDATA[".utf8
            }
            output.append(byte)
        }
        return String(decoding: output, as: UTF8.self)
    }
}
