import JSON

/// The gateway of an account's messages.
enum GatewayControl {
    /// `GET /_simulator/gateway` — an account's settings.
    static func show(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let appid = call.query("appid") ?? Call.firstOfficialAccount
        return .json(try store.gateway(call.namedAccount(appid, store).appid).json(site: store.site))
    }

    /// `POST /_simulator/gateway` — changes them; values that are not given stay.
    static func save(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        var gateway = try store.gateway(call.namedGatewayAccount(input, store).appid)
        gateway.url = input.given("url") == .null ? nil : try input.text("url") ?? gateway.url
        if gateway.url != nil { _ = try gateway.address(nil, site: store.site) }
        gateway.token = try input.text("token") ?? gateway.token
        gateway.encodingAESKey = try input.text("encoding_aes_key") ?? gateway.encodingAESKey
        _ = try MessageCipher(encodingAESKey: gateway.encodingAESKey, appid: gateway.appid)
        gateway.mode = try input.choice("mode", Gateway.Mode.init) ?? gateway.mode
        gateway.format = try input.choice("format", Gateway.Format.init) ?? gateway.format
        gateway.originalID = try input.text("original_id") ?? gateway.originalID
        gateway.timeout = try input.number("timeout") ?? gateway.timeout
        guard gateway.timeout >= 0.05, gateway.timeout <= 30 else { throw .misused("timeout goes from 0.05 to 30") }
        gateway.marksFailure = try input.flag("mark_fail") ?? gateway.marksFailure
        (gateway.lost, gateway.stoppedUntil) = (0, 0)
        try store.save(gateway)
        return .json(gateway.json(site: store.site))
    }

    /// `POST /_simulator/gateway/verify` — asks the gateway for an echo, as WeChat does before it accepts an address.
    static func verify(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let gateway = try store.gateway(call.namedGatewayAccount(input, store).appid)
        let damage = try input.choice("damage", Damage.init)
        guard damage == nil || damage == .signature else { throw .misused("damage must be signature") }
        let url = try gateway.address(input.text("url"), site: store.site)
        return .json(try GatewayVerification(url, gateway, damage: damage, now: call.now).run())
    }
}

extension Call {
    /// The built-in official account.
    static let firstOfficialAccount = "wx0000000000000001"

    /// The account whose gateway a call concerns: the one that it names, or the built-in official account.
    func namedGatewayAccount(_ input: ControlInput, _ store: borrowing Store) throws(Failure) -> Account {
        try namedAccount(input.text("appid") ?? Call.firstOfficialAccount, store)
    }
}

extension ControlInput {
    /// One of several words; nil when it is absent.
    func choice<Choice>(_ name: String, _ choose: (String) -> Choice?) throws(Failure) -> Choice? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        guard let choice = choose(text) else { throw .misused("\(name) cannot be \(text); see /_simulator") }
        return choice
    }
}
