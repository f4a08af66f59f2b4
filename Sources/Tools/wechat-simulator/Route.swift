import HTTP

/// One row of the route table.
struct Route: Sendable {
    typealias Handler = @Sendable (Call, borrowing Store) throws(Failure) -> Reply

    let method: Method
    let path: String
    let family: Family
    /// Its description in the manual.
    let summary: String
    /// Whether the handler waits for a gateway, and therefore makes its own transactions.
    let talksToGateway: Bool
    let handler: Handler

    /// - Parameter route: method and path, as in `GET /cgi-bin/token`.
    init(
        _ route: StaticString, _ family: Family, _ summary: String, talksToGateway: Bool = false,
        _ handler: @escaping Handler
    ) {
        let parts = route.description.split(separator: " ")
        method = Method(String(parts[0]))
        path = String(parts[1])
        self.family = family
        self.summary = summary
        self.talksToGateway = talksToGateway
        self.handler = handler
    }

    /// Whether it accepts this method; GET includes HEAD.
    func accepts(_ method: Method) -> Bool { method == self.method || (method == .head && self.method == .get) }

    /// The answer to a call with the wrong method.
    var wrongMethod: Failure {
        switch family {
        case .cgiBin, .sns: .refused(Refusal(method == .post ? 43002 : 43001))
        case .connect: .refused(Refusal(-1, "\(path) takes \(method.name)"))
        case .control: .misused("\(path) is no path for this method, see /_simulator")
        }
    }
}
