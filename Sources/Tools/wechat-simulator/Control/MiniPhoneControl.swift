import JSON

/// `POST /_simulator/mini/phone` — the result of a `getPhoneNumber` button on a person's phone: the number encrypted,
/// for older mini programs, and a code for the server.
enum MiniPhoneControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let account = try call.namedMiniProgram(input, store)
        let person = try call.namedPerson(input, store)
        guard let phone = person.phone else { throw .misused("\(person.id) has no phone number") }
        let appid = try input.text("watermark_appid") ?? account.appid
        let value = encrypted(phone, appid: appid, now: call.now)
        // The code needs no login. Without one there is no key with which the server could decrypt the number.
        let key = try call.phonesSessionKey(input, account, person, store)
        let data: EncryptedData? = if let key { try EncryptedData(value, sessionKey: key) } else { nil }
        return .json([
            "encryptedData": data.map { .string($0.text) } ?? .null, "iv": data.map { .string($0.iv) } ?? .null,
            "code": .string(try store.issueMiniCode(account.appid, person.id, .phone, now: call.now)),
        ])
    }

    private static func encrypted(_ phone: Phone, appid: String, now: Int64) -> JSONValue {
        [
            "phoneNumber": .string(phone.text), "purePhoneNumber": .string(phone.number),
            "countryCode": .string("\(phone.countryCode)"),
            "watermark": ["appid": .string(appid), "timestamp": .integer(now)],
        ]
    }
}
