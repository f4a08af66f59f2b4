import JSON

/// `POST /_simulator/password_changed` — the person has another password, which ends all that they had granted.
enum PasswordControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let person = try call.namedPerson(ControlInput(call), store)
        return .json(["ended": .integer(try store.voidGrants(person.id))])
    }
}
