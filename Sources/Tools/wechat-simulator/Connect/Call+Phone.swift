import HTTP

extension Call {
    /// The person logged in to WeChat on this phone: the last whose button was pressed in this browser.
    func personOnPhone(_ store: borrowing Store) throws(Failure) -> Person? {
        for id in request.cookies("wechat_simulator_person") {
            if let person = try store.person(id) { return person }
        }
        return nil
    }
}

extension Response {
    /// Logs `person` in on this phone.
    mutating func logIn(_ person: Person) {
        set(SetCookie("wechat_simulator_person", person.id, maxAge: nil, isSecure: false))
    }
}
