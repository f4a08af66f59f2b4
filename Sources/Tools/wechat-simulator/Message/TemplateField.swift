import JSON

/// A field of a subscription message's template, and its allowed values.
///
/// | name             | limit                                                |
/// |------------------|------------------------------------------------------|
/// | thing            | 20 characters                                        |
/// | number           | 32 digits, may be a decimal                          |
/// | letter           | 32 letters                                           |
/// | symbol           | 5 symbols                                            |
/// | character_string | 32 digits, letters or symbols                        |
/// | time, date       | 24 hours' time, with or without a day                |
/// | amount           | a currency's sign, 10 digits, 元                     |
/// | phone_number     | 17 digits or symbols                                 |
/// | car_number       | 8 characters                                         |
/// | name             | 10 Chinese characters, or 20 letters and symbols     |
/// | phrase           | 5 Chinese characters                                 |
///
/// (参数值限制说明 of
/// https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html,
/// from memory except for `thing` and `character_string`.) Of times and amounts only the length is checked.
struct TemplateField {
    let name: String

    init(_ name: String) { self.name = name }

    /// - Parameter member: the data's member of that name, with a `value`.
    func check(_ member: JSONValue?) throws(Failure) {
        // > argument invalid! data.thing18.value invalid rid: 63b13eeb-65c02d34-0fd76547
        // https://developers.weixin.qq.com/community/develop/doc/0004a2b5a80db09f271fc120e5b000. "emtpy" is from
        // memory, and WeChat's spelling.
        guard let value = member?["value"], value != .null, value != "" else { throw fault("is emtpy") }
        let text = value.string ?? value.text
        guard !value.isObject, value.elements == nil, isPossible(text) else { throw fault("invalid") }
    }

    private func fault(_ what: String) -> Failure {
        .refused(Refusal(47003, "argument invalid! data.\(name).value \(what)"))
    }

    private func isPossible(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        let isASCII = scalars.allSatisfy(\.isASCII)
        switch name.prefix(while: { !$0.isNumber }) {
        case "thing", "time", "date", "amount": return scalars.count <= (name.hasPrefix("thing") ? 20 : 32)
        case "number": return scalars.count <= 32 && scalars.allSatisfy { "0123456789.".unicodeScalars.contains($0) }
        case "letter": return scalars.count <= 32 && isASCII && text.allSatisfy(\.isLetter)
        case "symbol": return scalars.count <= 5 && !text.contains { $0.isLetter || $0.isNumber }
        case "character_string": return scalars.count <= 32 && isASCII
        case "phone_number": return scalars.count <= 17 && isASCII && !text.contains(where: \.isLetter)
        case "car_number": return scalars.count <= 8
        case "name": return scalars.count <= (isASCII ? 20 : 10)
        case "phrase": return scalars.count <= 5 && !isASCII
        default: return true
        }
    }
}
