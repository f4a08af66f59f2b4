import JSON

/// Everybody who may hold the phone.
enum PeopleControl {
    /// `GET /_simulator/people` — all of them; with `appid`, also their openids there.
    static func list(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let appid = try call.query("appid") == nil ? nil : call.namedAccount(call.query("appid"), store).appid
        var people: [JSONValue] = []
        for person in try store.people() {
            var members = person.members
            if let appid { members.append(.init("openid", .string(try Person.openID(appid, person.id)))) }
            people.append(.object(members))
        }
        return .json(["people": .array(people)])
    }

    /// `POST /_simulator/people` — changes or creates a person; values that are not given stay.
    static func save(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let id = try input.requiredText("id")
        guard id.utf8.count <= 32, id.utf8.allSatisfy(isSlug) else {
            throw .misused("id is up to 32 of a-z, 0-9 and -")
        }
        var person = try store.person(id) ?? Person(id: id)
        try changeProfile(&person, input)
        try changeRelation(&person, input, now: call.now)
        try changePhone(&person, input)
        try store.save(person)
        return .json(.object(person.members))
    }

    private static func changeProfile(_ person: inout Person, _ input: ControlInput) throws(Failure) {
        person.nickname = try input.text("nickname") ?? person.nickname
        person.province = try input.text("province") ?? person.province
        person.city = try input.text("city") ?? person.city
        person.country = try input.text("country") ?? person.country
        person.avatar = try input.text("headimgurl") ?? person.avatar
        person.language = try input.text("language") ?? person.language
        person.sex = try input.integer("sex") ?? person.sex
        guard (0...2).contains(person.sex) else { throw .misused("sex is 0, 1 or 2") }
        guard let privilege = try input.value("privilege") else { return }
        guard let elements = privilege.elements, elements.allSatisfy({ $0.string != nil }) else {
            throw .misused("privilege must be a list of strings")
        }
        person.privilege = elements.compactMap(\.string)
    }

    private static func changeRelation(_ person: inout Person, _ input: ControlInput, now: Int64) throws(Failure) {
        let didFollow = person.follows
        person.follows = try input.flag("follows") ?? person.follows
        if person.follows && !didFollow { person.followsSince = now }
        person.followsSince = try input.integer("subscribe_time") ?? person.followsSince
        person.isSnapshot = try input.flag("is_snapshot") ?? person.isSnapshot
        person.isHighRisk = try input.flag("high_risk") ?? person.isHighRisk
        person.isAnonymous = try input.flag("anonymous") ?? person.isAnonymous
        person.unionid = try input.text("unionid") ?? (input.given("unionid") == .null ? nil : person.unionid)
    }

    /// `null` removes the number.
    private static func changePhone(_ person: inout Person, _ input: ControlInput) throws(Failure) {
        if input.given("phone") == .null { person.phone = nil }
        if let number = try input.text("phone") {
            guard (1...15).contains(number.utf8.count), number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .misused("phone is up to 15 digits, without the country's")
            }
            person.phone = Phone(countryCode: person.phone?.countryCode ?? 86, number: number)
        }
        guard let code = try input.integer("country_code") else { return }
        guard (1...9999).contains(code) else { throw .misused("country_code goes from 1 to 9999") }
        guard let number = person.phone?.number else { throw .misused("country_code wants a phone") }
        person.phone = Phone(countryCode: code, number: number)
    }

    private static func isSlug(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"): true
        default: false
        }
    }
}
