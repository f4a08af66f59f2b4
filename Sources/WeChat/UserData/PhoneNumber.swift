package import JSON
internal import Platform

/// A phone number: an optional `+`, and 5 to 20 digits.
package struct PhoneNumber: Sendable, Equatable {
    package let text: String
    /// Whether WeChat's server confirmed it, not only the person.
    package let isVerified: Bool

    /// A number as a person types or pastes it: blanks, dashes, brackets and invisible characters are removed,
    /// full-width digits are digits, and the country code may be in brackets: `(+86) 138-0000-0009`. Nil for any other
    /// text.
    package init?(typed text: String) {
        guard text.utf8.count <= 160, text.unicodeScalars.count <= 40,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        var number = String.UnicodeScalarView()
        for scalar in TypedText.folded(text).unicodeScalars where !PhoneNumber.isSeparator(scalar) {
            number.append(scalar)
        }
        self.init(String(number), isVerified: false)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "(", ")", "\u{2212}": true
        default: scalar.properties.generalCategory == .dashPunctuation
        }
    }

    /// The number in an answer of WeChat's server; that of a foreign phone begins with its country code.
    package init?(_ data: JSONValue) {
        guard let text = data["phoneNumber"]?.string else { return nil }
        self.init(text, isVerified: true)
    }

    /// The members of WeChat's phone data, besides the watermark.
    static let memberNames = ["phoneNumber", "purePhoneNumber", "countryCode"]

    /// Seconds for which encrypted data are valid, and by which WeChat's clock may be ahead of ours.
    private static let (freshness, skew): (Int64, Int64) = (600, 300)

    /// The number in data that a client passed on: exactly WeChat's members, which must agree with each other, and a
    /// watermark some minutes old. Not verified: see `UserData`.
    ///
    /// >
    /// {"phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"86","watermark":{"appid":…,"timestamp":…}}
    ///
    /// Source: `docs/protocol/wechat.md`, "Phone numbers".
    package init?(encrypted data: JSONValue, now: Int64) {
        guard case .object(let members) = data, let watermark = data["watermark"],
            case .object(let marks) = watermark, case .integer(let time)? = watermark["timestamp"],
            members.map(\.name).sorted() == (PhoneNumber.memberNames + ["watermark"]).sorted(),
            marks.map(\.name).sorted() == ["appid", "timestamp"],
            (now - PhoneNumber.freshness...now + PhoneNumber.skew).contains(time),
            let text = data["phoneNumber"]?.string, let pure = data["purePhoneNumber"]?.string,
            let code = data["countryCode"].flatMap(PhoneNumber.countryCode),
            [pure, code + pure, "+" + code + pure].contains(text)
        else { return nil }
        self.init(text, isVerified: false)
    }

    /// A string, or a number as in WeChat's sample: one to four digits.
    private static func countryCode(_ value: JSONValue) -> String? {
        guard let text = value.string ?? value.integer.map({ String($0) }), (1...4).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return text
    }

    /// The same number, verified or not.
    package func verified(_ isVerified: Bool) -> PhoneNumber { PhoneNumber(known: text, isVerified: isVerified) }

    private init(known text: String, isVerified: Bool) {
        self.text = text
        self.isVerified = isVerified
    }

    private init?(_ text: String, isVerified: Bool) {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") }
        guard text.utf8.count - digits.count <= 1, (5...20).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.init(known: text, isVerified: isVerified)
    }

    /// A stored number.
    package init?(kept text: String) { self.init(text, isVerified: true) }
}
