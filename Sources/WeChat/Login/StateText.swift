internal import Platform

/// The `state` of a login as it travels: 43 random characters of `A-Za-z0-9`, 256 bits, and a digit that counts how often
/// the login was started over.
///
/// WeChat allows letters and digits, at most 128. The digit keeps a browser that loses every cookie from being sent round
/// in a circle; whoever changes it gets another, unknown state.
struct StateText {
    let text: String

    private static let randomLength = 43

    init(restarts: Int) { text = Random.alphanumeric(StateText.randomLength) + (restarts > 0 ? "1" : "0") }

    /// Nil for what no login of this site began with.
    init?(_ text: String) {
        guard text.utf8.count == StateText.randomLength + 1, text.utf8.allSatisfy(Account.isWordByte) else {
            return nil
        }
        self.text = text
    }

    /// Whether a login with this state may be started over.
    var mayRestart: Bool { !text.hasSuffix("1") }
}
