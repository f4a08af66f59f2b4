import HTTP

extension Call {
    /// Whether a form of the overview page was sent. JSON is recognized first, since `curl -d` calls everything a form.
    var isForm: Bool {
        let isDeclared = request.header("Content-Type")?.hasPrefix("application/x-www-form-urlencoded") ?? false
        return isDeclared && (try? request.body())?.first != UInt8(ascii: "{")
    }

    /// The account named by a control call's `appid`.
    func namedAccount(_ appid: String?, _ store: borrowing Store) throws(Failure) -> Account {
        guard let appid, !appid.isEmpty else { throw .misused("appid is missing") }
        guard let account = try store.account(appid) else { throw .misused("there is no account \(appid)") }
        return account
    }

    /// The person named by a control call's `person`.
    func namedPerson(_ input: ControlInput, _ store: borrowing Store) throws(Failure) -> Person {
        let id = try input.requiredText("person")
        guard let person = try store.person(id) else { throw .misused("there is no person \(id)") }
        return person
    }
}
