import JSON

extension Call {
    /// The receiver of a message: the body's `touser`.
    func receiver(_ body: JSONValue, _ account: Account, _ store: borrowing Store) throws(Failure) -> Person {
        guard let person = try store.person(openID: body["touser"]?.string ?? "", appid: account.appid) else {
            throw .refused(Refusal(40003))
        }
        return person
    }
}
