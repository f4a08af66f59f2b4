import HTTP

/// The query of `/connect/oauth2/authorize`, whose parameters WeChat accepts in only one order. Optional ones follow
/// the others.
enum AuthorizeQuery {
    static let required = ["appid", "redirect_uri", "response_type", "scope"]
    /// `state` must come before the others.
    static let optional = ["state", "forcePopup", "forceSnapShot", "connect_redirect"]

    /// The values by their names, of which none is missing; refused when a name is missing, unknown, repeated, out of
    /// order or in the wrong case.
    static func fields(_ query: [UInt8]) throws(Failure) -> [String: String] {
        let pairs = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(pair)
        let names = pairs.map(\.name)
        try checkOrder(names)
        var fields: [String: String] = [:]
        for pair in pairs {
            guard let value = try? FormFields.text(pair.value, name: pair.name) else {
                throw .refused(Refusal(-1, "\(pair.name) 的 URL 编码不正确 is not percent-encoded UTF-8"))
            }
            fields[pair.name] = value
        }
        return fields
    }

    private static func checkOrder(_ names: [String]) throws(Failure) {
        for name in required where !names.contains(name) { throw .refused(.missing(name)) }
        let more = names.dropFirst(required.count)
        guard names.prefix(required.count).elementsEqual(required), more.allSatisfy(optional.contains),
            Set(more).count == more.count, more.dropFirst().allSatisfy({ $0 != "state" })
        else {
            let order = required.joined(separator: ", ")
            throw .refused(
                Refusal(
                    -1,
                    "参数的顺序、大小写须为 the parameters must be \(order), state in this order and case; "
                        + "收到的是 they are \(names.joined(separator: ", "))"))
        }
    }

    private static func pair(_ field: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>) {
        let name = field.prefix { $0 != UInt8(ascii: "=") }
        return (String(decoding: name, as: UTF8.self), field.dropFirst(name.count + 1))
    }
}
