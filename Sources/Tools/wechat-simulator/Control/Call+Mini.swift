import Crypto

extension Call {
    /// The built-in mini program.
    private static let firstMiniProgram = "wx0000000000000002"

    /// The mini program on the phone: the one named by the call, or the built-in one.
    func namedMiniProgram(_ input: ControlInput, _ store: borrowing Store) throws(Failure) -> Account {
        let appid = try input.text("appid") ?? Call.firstMiniProgram
        let account = try namedAccount(appid, store)
        guard account.kind == .miniProgram else { throw .misused("\(appid) is no mini program") }
        return account
    }

    /// The key with which the phone encrypts and signs: the call's `session_key`, or the valid one.
    ///
    /// - Returns: nil when there is none yet.
    func phonesSessionKey(
        _ input: ControlInput, _ account: Account, _ person: Person, _ store: borrowing Store
    ) throws(Failure) -> String? {
        guard let text = try input.text("session_key") else {
            return try store.sessionKey(account.appid, person.id)?.text
        }
        guard Base64.decode(text)?.count == 16 else { throw .misused("session_key must be Base64 of 16 bytes") }
        return text
    }
}
