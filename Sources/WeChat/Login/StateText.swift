internal import Crypto
internal import Platform

/// The `state` of a login as it travels: letters and digits, and at the end a digit that counts how often the login was
/// started over.
///
/// In front of the digit stands the login itself, sealed, or else 43 random characters, 256 bits, under whose hash it
/// is in the database. WeChat allows letters and digits, at most 128. The digit keeps a browser that loses every cookie
/// from being sent round in a circle, also when nothing else of a state can be read any more; whoever changes it gets
/// another, unknown state.
struct StateText {
    let text: String

    /// Bytes that a state carries.
    static let capacity = 92

    private static let randomLength = 43
    private static let longest = 128

    init(restarts: Int) { text = Random.alphanumeric(StateText.randomLength) + StateText.digit(restarts) }

    /// - Parameter sealed: `capacity` bytes.
    init(_ sealed: [UInt8], restarts: Int) { text = Base62.encode(sealed) + StateText.digit(restarts) }

    /// Nil for what no login of this site began with.
    init?(_ text: String) {
        guard [StateText.randomLength + 1, StateText.longest].contains(text.utf8.count),
            text.utf8.allSatisfy(Account.isWordByte)
        else { return nil }
        self.text = text
    }

    /// The state at the beginning of a text that was lengthened; nil when there is none.
    init?(atBeginningOf text: String) {
        let length = text.utf8.count > StateText.longest ? StateText.longest : StateText.randomLength + 1
        guard text.utf8.count > length, let beginning = String(text.utf8.prefix(length)) else { return nil }
        self.init(beginning)
    }

    /// Whether a login with this state may be started over.
    var mayRestart: Bool { !text.hasSuffix(StateText.digit(1)) }

    /// What it carries; nil when it is random.
    var sealed: [UInt8]? { text.utf8.count == StateText.longest ? Base62.decode(String(text.dropLast())) : nil }

    /// What a state is sealed for: one API's login, started over so often. The digit itself belongs to it: were another
    /// character taken for a zero, one login would have many states, and each could be used once.
    func context(_ kind: SessionKind) -> String { StateText.context(kind, digit: String(text.suffix(1))) }

    static func context(_ kind: SessionKind, restarts: Int) -> String { context(kind, digit: digit(restarts)) }

    private static func context(_ kind: SessionKind, digit: String) -> String { "\(kind.rawValue) \(digit)" }

    private static func digit(_ restarts: Int) -> String { restarts > 0 ? "1" : "0" }
}
