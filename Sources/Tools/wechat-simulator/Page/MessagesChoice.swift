import HTTP

/// Whose chat with which account the page shows, and how it is pushed; what the page's address does not say is as set.
struct MessagesChoice {
    let gateway: Gateway
    let person: Person
    /// The gateway that is chosen; empty when none can be.
    let url: String
    /// All that can be chosen.
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
