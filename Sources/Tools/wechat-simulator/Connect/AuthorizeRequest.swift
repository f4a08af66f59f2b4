import HTTP

/// A site's verified request to a person: its holder may send the browser to its `redirect`.
struct AuthorizeRequest {
    /// The longest state in bytes.
    private static let longestState = 128

    let account: Account
    let redirect: RedirectURI
    let scope: WebScope
    let state: String
    /// `connect_redirect=1`: the callback is called once in any case.
    let isCalledOnce: Bool

    /// - Parameter fields: the parameters by their names, from the query or from the page's forms.
    init(_ fields: [String: String], _ store: borrowing Store) throws(Failure) {
        account = try AuthorizeRequest.account(fields, store)
        redirect = try AuthorizeRequest.redirect(fields, account)
        guard fields["response_type"] == "code" else {
            throw .refused(Refusal(-1, "response_type 须为 code: response_type must be code"))
        }
        scope = try AuthorizeRequest.scope(fields, account)
        state = try AuthorizeRequest.state(fields)
        isCalledOnce = fields["connect_redirect"] == "1"
    }

    /// The address to which the browser is sent. Without a code, the person refused.
    func callback(code: String?) -> String {
        redirect.adding((code.map { "code=\($0)&" } ?? "") + "state=\(PercentEncoding.encode(state))")
    }

    /// The fields that a form sends back.
    var fields: KeyValuePairs<String, String> {
        [
            "appid": account.appid, "redirect_uri": redirect.text, "response_type": "code", "scope": scope.rawValue,
            "state": state, "connect_redirect": isCalledOnce ? "1" : "0",
        ]
    }

    private static func account(_ fields: [String: String], _ store: borrowing Store) throws(Failure) -> Account {
        let appid = try value("appid", fields)
        guard let account = try store.account(appid) else { throw .refused(.unknownAccount(appid)) }
        guard account.kind == .officialAccount else { throw .refused(.noOfficialAccount(appid)) }
        return account
    }

    private static func redirect(_ fields: [String: String], _ account: Account) throws(Failure) -> RedirectURI {
        let text = try value("redirect_uri", fields)
        guard let redirect = RedirectURI(text) else {
            throw .refused(Refusal(-1, "redirect_uri 不是网址: \(text) is no address of http or https"))
        }
        guard redirect.host == account.redirectDomain else { throw .refused(.wrongDomain(redirect.host, account)) }
        return redirect
    }

    private static func scope(_ fields: [String: String], _ account: Account) throws(Failure) -> WebScope {
        let name = try value("scope", fields)
        guard let scope = WebScope(rawValue: name), scope == .base || account.asksUserInfo else {
            throw .refused(.noScope(name, account))
        }
        return scope
    }

    // > state 否 … a-zA-Z0-9 的参数值，最多 128 字节
    // Live sites pass `-`, `_` and whole addresses, so that all that may stand in an address is taken.
    private static func state(_ fields: [String: String]) throws(Failure) -> String {
        let state = fields["state"] ?? ""
        guard state.utf8.count <= longestState, state.utf8.allSatisfy(isOfAddresses) else {
            throw .refused(
                Refusal(-1, "state 最多 128 字节，只能含网址中的字符: at most 128 characters, as addresses have them"))
        }
        return state
    }

    private static func value(_ name: String, _ fields: [String: String]) throws(Failure) -> String {
        guard let value = fields[name], !value.isEmpty else { throw .refused(.missing(name)) }
        return value
    }

    /// Whether RFC 3986 allows the character.
    private static func isOfAddresses(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }
}
