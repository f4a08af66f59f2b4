import HTTP

/// The people who may hold the phone and their authorizations, on the overview page.
enum PeopleSection {
    static func html(_ people: [Person], _ grants: [WebGrant], now: Int64) -> HTML {
        let rows = people.map { person in row(person, grants.filter { $0.person == person.id }, now: now) }
        return """
            <section><h2>People <small>谁在用这部手机</small></h2>
            \(Page.table(["person", "nickname", "follows", "granted", ""], rows))
            </section>
            """
    }

    private static func row(_ person: Person, _ grants: [WebGrant], now: Int64) -> HTML {
        let follow: KeyValuePairs = ["id": person.id, "follows": person.follows ? "false" : "true"]
        return """
            <tr><td><code>\(person.id)</code></td><td>\(person.nickname)\(marks(person))</td>\
            <td>\(person.follows ? "yes" : "no")</td><td>\(HTML(grants.map { grant($0, now: now) }))</td>\
            <td class="row">\(Page.button(person.follows ? "unfollow" : "follow", "/_simulator/people", follow))
            \(Page.button("new password", "/_simulator/password_changed", ["person": person.id]))</td></tr>
            """
    }

    private static func marks(_ person: Person) -> HTML {
        var words = person.isSnapshot ? ["snapshot"] : []
        if person.unionid == nil { words.append("no unionid") }
        if person.phone == nil { words.append("no phone") }
        if person.isAnonymous { words.append("anonymous") }
        if person.isHighRisk { words.append("high risk") }
        return HTML(words.map { " <small class=\"soft\">\($0)</small>" })
    }

    private static func grant(_ grant: WebGrant, now: Int64) -> HTML {
        let end: HTML =
            if grant.isVoid { "<span class=\"bad\">ended</span>" } else if grant.expiresAt <= now {
                "<span class=\"bad\">expired</span>"
            } else {
                "for \((grant.expiresAt - now + 86399) / 86400) days"
            }
        return "<div><code>\(grant.scope.rawValue)</code> \(grant.appid) <small>\(end)</small></div>"
    }
}
