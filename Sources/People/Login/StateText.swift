internal import Crypto
internal import Platform
internal import WeChat

/// The `state` of a login in transit: letters and digits, with a final digit that counts how often the login was
/// restarted.
///
/// Before the digit is the login itself, sealed, or 43 random characters (256 bits), under whose hash the database has
/// it. WeChat allows letters and digits, at most 128. The digit stops a browser that loses every cookie from being sent
/// in a circle, even when nothing else of a state can be read. Changing it makes another, unknown state.
struct StateText {
    let text: String

    /// The bytes that a state carries.
    static let capacity = 92

    private static let randomLength = 43
    private static let longest = 128

    init(restarts: Int) { text = Random.alphanumeric(StateText.randomLength) + StateText.digit(restarts) }

    /// - Parameter sealed: `capacity` bytes.
    init(_ sealed: [UInt8], restarts: Int) { text = Base62.encode(sealed) + StateText.digit(restarts) }

    /// Nil for a text with which no login of this site began.
    init?(_ text: String) {
        guard [StateText.randomLength + 1, StateText.longest].contains(text.utf8.count),
            text.utf8.allSatisfy(Account.isWordByte)
        else { return nil }
        self.text = text
    }

    /// The state at the beginning of a lengthened text; nil when there is none.
    init?(atBeginningOf text: String) {
        let length = text.utf8.count > StateText.longest ? StateText.longest : StateText.randomLength + 1
        guard text.utf8.count > length, let beginning = String(text.utf8.prefix(length)) else { return nil }
        self.init(beginning)
    }

    /// Whether a login with this state may be restarted.
    var mayRestart: Bool { !text.hasSuffix(StateText.digit(1)) }

    /// The sealed content; nil when it is random.
    var sealed: [UInt8]? { text.utf8.count == StateText.longest ? Base62.decode(String(text.dropLast())) : nil }

    /// The context of sealing: one API's login, restarted so often. The digit itself is part of it: if another
    /// character counted as zero, one login would have many states, and each could be used once.
    func context(_ kind: SessionKind) -> String { StateText.context(kind, digit: String(text.suffix(1))) }

    static func context(_ kind: SessionKind, restarts: Int) -> String { context(kind, digit: digit(restarts)) }

    private static func context(_ kind: SessionKind, digit: String) -> String { "\(kind.rawValue) \(digit)" }

    private static func digit(_ restarts: Int) -> String { restarts > 0 ? "1" : "0" }
}
