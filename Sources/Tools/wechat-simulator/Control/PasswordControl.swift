import JSON

/// `POST /_simulator/password_changed` — the person changed the password, which ends all authorizations.
enum PasswordControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let person = try call.namedPerson(ControlInput(call), store)
        return .json(["ended": .integer(try store.voidGrants(person.id))])
    }
}
