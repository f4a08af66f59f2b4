/// What the token store holds for an account.
package enum CredentialKind: Hashable, Sendable, CaseIterable {
    case accessToken
    case ticket(TicketType)

    package static let allCases: [CredentialKind] = [.accessToken] + TicketType.allCases.map(CredentialKind.ticket)

    /// Its name in the store's file and in `wechatctl token show`.
    package var name: String {
        switch self {
        case .accessToken: "access_token"
        case .ticket(.jsapi): "jsapi_ticket"
        }
    }
}
