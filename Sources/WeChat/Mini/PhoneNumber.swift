internal import JSON

/// A phone number: a `+` at most, and 5 to 20 digits.
package struct PhoneNumber: Sendable, Equatable {
    package let text: String
    /// Whether WeChat says so, and not the person alone.
    package let isVerified: Bool

    /// A number as a person types it: spaces and hyphens are left out. Nil for what is no number.
    package init?(typed text: String) {
        guard text.utf8.count <= 40 else { return nil }
        let digits = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        self.init(String(decoding: digits, as: UTF8.self), isVerified: false)
    }

    /// The number in WeChat's data; that of a foreign phone has its country code in front.
    init?(_ data: JSONValue) {
        guard let text = data["phoneNumber"]?.string else { return nil }
        self.init(text, isVerified: true)
    }

    private init?(_ text: String, isVerified: Bool) {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") }
        guard text.utf8.count - digits.count <= 1, (5...20).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
        self.isVerified = isVerified
    }

    /// One that was kept.
    init?(kept text: String) { self.init(text, isVerified: true) }
}

/// A phone code that was spent, and what it gave.
struct SpentPhoneCode: Sendable {
    let appID: String
    /// Who spent it: nobody else gets the number for it.
    let openid: String
    /// Sealed.
    let phone: [UInt8]
}
