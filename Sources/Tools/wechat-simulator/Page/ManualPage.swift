import HTTP

/// `GET /_simulator` — the control calls, from the route table.
enum ManualPage {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        Page.reply(title: "Control calls", HTML([introduction, calls, pushes, faults, weChat]))
    }

    private static let introduction: HTML = """
        <section>
        <p>What WeChat does not have: calls that set the simulator's clock, make it fail, and show what it knows. They take
        a JSON object (or the fields of a form) and answer in JSON; what they cannot do they answer with status 400 and
        <code>{"error": why}</code>.</p>
        </section>
        """

    private static var calls: HTML { section("Control calls", [.control]) }

    private static var weChat: HTML { section("WeChat's own calls", [.cgiBin, .sns, .connect]) }

    private static var pushes: HTML {
        let types = Manual.pushTypes.map { type -> HTML in
            "<tr><td><code>\(type.name)</code></td><td>\(type.meaning)</td></tr>"
        }
        let damages = Damage.allCases.map { damage -> HTML in
            "<tr><td><code>\(damage.rawValue)</code></td><td>\(damage.meaning)</td></tr>"
        }
        return """
            <section><h2>Pushes</h2>\(Page.table(["type", "members that go with it"], types))</section>
            <section><h2>Damaged pushes</h2>\(Page.table(["damage", "what is wrong with it"], damages))</section>
            """
    }

    private static var faults: HTML {
        let rows = Manual.faultNames.map { fault -> HTML in
            "<tr><td><code>\(fault.name)</code></td><td>\(fault.meaning)</td></tr>"
        }
        return "<section><h2>Faults</h2>\(Page.table(["name", "what the client sees"], rows))</section>"
    }

    private static func section(_ title: String, _ families: [Family]) -> HTML {
        let rows = RouteTable.routes.filter { families.contains($0.family) }.map { route -> HTML in
            "<tr><td><code>\(route.method.name) \(route.path)</code></td><td>\(route.summary)</td></tr>"
        }
        return "<section><h2>\(title)</h2>\(Page.table(["call", "what it does"], rows))</section>"
    }
}
