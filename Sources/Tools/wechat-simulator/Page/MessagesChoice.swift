import HTTP

/// The chat that the page shows, by person and account, and the push mode; defaults apply to what the page's address
/// does not say.
struct MessagesChoice {
    let gateway: Gateway
    let person: Person
    /// The chosen gateway; empty when there is none to choose.
    let url: String
    /// All choices.
    let urls: [String]
    let mode: Gateway.Mode

    init(_ call: Call, _ store: borrowing Store) throws(Failure) {
        gateway = try store.gateway(call.namedAccount(call.query("appid") ?? Call.firstOfficialAccount, store).appid)
        let people = try store.people()
        let id = call.query("person")
        guard let person = people.first(where: { $0.id == id }) ?? people.first else {
            throw .misused("there is nobody")
        }
        self.person = person
        let own = try? gateway.address(nil, site: store.site)
        let sites = store.site.map { site in Gateway.sitePaths.map { site + $0 } } ?? []
        let all = sites + (own.map { sites.contains($0) ? [] : [$0] } ?? [])
        urls = all
        url = call.query("url").flatMap { all.contains($0) ? $0 : nil } ?? own ?? ""
        mode = call.query("mode").flatMap(Gateway.Mode.init) ?? gateway.mode
    }
}
