import JSON

/// Messages and events from people to gateways.
enum PushControl {
    private static let mostCopies: Int64 = 64

    /// Makes the content of a push; nil: the call gives the whole message itself.
    typealias Writer = (Account) throws(Failure) -> PushContent?

    /// `POST /_simulator/push` — sends one, and answers with the result.
    static func send(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let kind = try input.requiredText("type")
        let appid = try input.text("appid") ?? Call.firstOfficialAccount
        return try send(input, kind, account: appid, call, store) { (account) throws(Failure) in
            try content(kind, input, account, store, now: call.now)
        }
    }

    /// - Parameter write: called in the transaction that stores the push.
    static func send(
        _ input: ControlInput, _ kind: String, account appid: String, _ call: Call, _ store: borrowing Store,
        _ write: Writer
    ) throws(Failure) -> Reply {
        let waits = try input.flag("wait") ?? true
        let push = try store.transaction { () throws(Failure) in
            let account = try call.namedAccount(appid, store)
            let push = try newPush(input, kind, write(account), account, call, store)
            // What cannot be encrypted is refused here, and not by the program that is to send it.
            _ = try Envelope(push, store.gateway(push.appid), now: call.now)
            try follow(push, store, now: call.now)
            if let act = Act(push) { try store.record(act, push.appid, push.person, now: call.now) }
            return try store.add(push)
        }
        if push.state == .sending { try Courier.deliver(push, waits: waits, store) }
        return .json(try store.transaction { () throws(Failure) in try json(push.id, store) })
    }

    /// `GET /_simulator/pushes` — oldest first: those of an account or a person, or a single one.
    static func list(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        if let text = call.query("id") {
            guard let id = Int64(text) else { throw .misused("id must be a number") }
            return .json(try json(id, store))
        }
        var all: [JSONValue] = []
        for push in try store.pushes(appid: call.query("appid"), person: call.query("person")) {
            all.append(push.json(try store.tries(push.id)))
        }
        return .json(["count": .integer(Int64(all.count)), "pushes": .array(all)])
    }

    /// `POST /_simulator/pushes/reset` — deletes them, and forgets that some were lost.
    static func reset(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        try store.forgetPushes()
        for account in try store.accounts() {
            var gateway = try store.gateway(account.appid)
            (gateway.lost, gateway.stoppedUntil) = (0, 0)
            try store.save(gateway)
        }
        return .json(["count": 0, "pushes": []])
    }

    private static func json(_ id: Int64, _ store: borrowing Store) throws(Failure) -> JSONValue {
        guard let push = try store.push(id) else { throw .misused("there is no push \(id)") }
        return push.json(try store.tries(id))
    }

    private static func newPush(
        _ input: ControlInput, _ kind: String, _ content: PushContent?, _ account: Account, _ call: Call,
        _ store: borrowing Store
    ) throws(Failure) -> Push {
        let (person, gateway) = (try call.namedPerson(input, store), try store.gateway(account.appid))
        let openID = try Person.openID(account.appid, person.id)
        let format = try input.choice("format", Gateway.Format.init) ?? gateway.format
        let body = try body(content, input, gateway, openID, format, now: call.now)
        let mode = try input.choice("mode", Gateway.Mode.init) ?? gateway.mode
        return Push(
            id: 0, at: call.now, appid: account.appid, person: person.id, openID: openID, kind: kind,
            summary: content?.summary ?? "", isMessage: content?.isMessage ?? false,
            url: try gateway.address(input.text("url"), site: store.site), mode: mode, format: format,
            body: body, copies: try copies(input),
            damage: try damage(input, mode), state: gateway.isStopped(call.now) ? .withheld : .sending)
    }

    private static func body(
        _ content: PushContent?, _ input: ControlInput, _ gateway: Gateway, _ openID: String,
        _ format: Gateway.Format, now: Int64
    ) throws(Failure) -> String {
        guard let content else { return try input.requiredText("body") }
        let id = try input.integer("msg_id") ?? PushContent.newMessageID()
        let time = try input.integer("create_time") ?? now
        let members = content.members(account: gateway.originalID, openID: openID, at: time, id: id)
        return MessageBody.text(members, format)
    }

    /// - Returns: nil when the call gives the whole message itself.
    private static func content(
        _ kind: String, _ input: ControlInput, _ account: Account, _ store: borrowing Store, now: Int64
    ) throws(Failure) -> PushContent? {
        guard kind != "raw" else { return nil }
        return try PushContent(kind, input) { (kind) throws(Failure) in
            let media = Media(
                id: Media.newID(), appid: account.appid, kind: kind, contentType: kind.usualFormat.contentType,
                bytes: kind.usualFormat.sample(size: 2000), createdAt: now)
            try store.add(media)
            return media.id
        }
    }

    private static func copies(_ input: ControlInput) throws(Failure) -> Int64 {
        let copies = try input.integer("parallel") ?? 1
        guard (1...mostCopies).contains(copies) else { throw .misused("parallel goes from 1 to \(mostCopies)") }
        return copies
    }

    private static func damage(_ input: ControlInput, _ mode: Gateway.Mode) throws(Failure) -> Damage? {
        guard let damage = try input.choice("damage", Damage.init) else { return nil }
        guard mode != .plain || !damage.needsEncryption else {
            throw .misused("damage \(damage.rawValue) is none of a plain push")
        }
        return damage
    }

    /// A person who subscribes follows, whether or not the gateway hears of it.
    private static func follow(_ push: Push, _ store: borrowing Store, now: Int64) throws(Failure) {
        guard ["subscribe", "unsubscribe"].contains(push.kind), var person = try store.person(push.person),
            try store.account(push.appid)?.kind == .officialAccount
        else { return }
        let follows = push.kind == "subscribe"
        if follows && !person.follows { person.followsSince = now }
        person.follows = follows
        try store.save(person)
    }
}
