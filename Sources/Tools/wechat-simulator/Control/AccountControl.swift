import Crypto
import JSON
import Platform

/// `POST /_simulator/account` — changes or creates an account; values that are not given stay.
enum AccountControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let appid = try input.requiredText("appid")
        var account = try store.account(appid) ?? AccountControl.new(appid)
        account.kind = try kind(input) ?? account.kind
        account.name = try input.text("name") ?? account.name
        account.secret = try input.text("secret") ?? account.secret
        account.isFrozen = try input.flag("frozen") ?? account.isFrozen
        account.asksAddress = try input.flag("ask_ip") ?? account.asksAddress
        account.asksUserInfo = try input.flag("snsapi_userinfo") ?? account.asksUserInfo
        account.isBound = try input.flag("open_platform") ?? account.isBound
        account.tellsProfile = try input.flag("legacy_user_info") ?? account.tellsProfile
        account.redirectDomain = try domain(input, or: account.redirectDomain)
        if let value = input.given("allowed_ips") { account.allowedAddresses = try addresses(value) }
        try store.save(account)
        return .json(account.json)
    }

    private static func new(_ appid: String) -> Account {
        Account(
            appid: appid, kind: .officialAccount, name: appid, secret: Hex.encode(Random.bytes(16)),
            allowedAddresses: nil, isFrozen: false, asksAddress: false, forcedAt: nil)
    }

    private static func kind(_ input: ControlInput) throws(Failure) -> Account.Kind? {
        guard let name = try input.text("kind") else { return nil }
        guard let kind = Account.Kind(rawValue: name) else {
            throw .misused("kind must be official_account or mini_program")
        }
        return kind
    }

    /// A host as WeChat's console accepts it. `null` removes it.
    private static func domain(_ input: ControlInput, or old: String?) throws(Failure) -> String? {
        if input.given("redirect_domain") == .null { return nil }
        guard let text = try input.text("redirect_domain") else { return old }
        guard RedirectURI("https://\(text)/")?.host == text else {
            throw .misused("redirect_domain must be a host in small letters, without scheme, port and path")
        }
        return text
    }

    /// - Returns: nil for `null`, which removes the list, so that every address may call.
    private static func addresses(_ value: JSONValue) throws(Failure) -> [String]? {
        if value == .null { return nil }
        guard let elements = value.elements, elements.allSatisfy({ $0.string != nil }) else {
            throw .misused("allowed_ips must be a list of addresses, or null")
        }
        return elements.compactMap(\.string)
    }
}
