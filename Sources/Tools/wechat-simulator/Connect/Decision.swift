import HTTP

/// `POST /connect/oauth2/decision` — a button of the authorize page. Everything that the page checked is checked again,
/// because anybody can send a form.
enum Decision {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        var fields: [String: String] = [:]
        for name in AuthorizeQuery.required + AuthorizeQuery.optional { fields[name] = call.field(name) }
        let request = try AuthorizeRequest(fields, store)
        switch call.field("decision") {
        case "refuse": return .whole(.redirect(to: request.callback(code: nil)))
        case "allow": return .whole(try allowed(request, call, store))
        default: throw .refused(Refusal(-1, "decision 须为 allow 或 refuse: decision must be allow or refuse"))
        }
    }

    private static func allowed(
        _ request: AuthorizeRequest, _ call: Call, _ store: borrowing Store
    ) throws(Failure) -> Response {
        let id = call.field("person") ?? ""
        guard let person = try store.person(id) else {
            throw .refused(Refusal(-1, "没有这个人: there is no person \(id)"))
        }
        let double = try DoubleCallback(call.field("double") ?? "")
        let code = try store.issueCode(request.account.appid, person.id, request.scope, now: call.now)
        var response = Response.redirect(to: request.callback(code: code))
        if let double, !request.isCalledOnce {
            let isSame = double == .same
            let second =
                try isSame ? code : store.issueCode(request.account.appid, person.id, request.scope, now: call.now)
            response = DoublePage.response(request.callback(code: code), request.callback(code: second))
        }
        response.logIn(person)
        return response
    }
}

extension Call {
    /// A field of the page's form.
    fileprivate func field(_ name: String) -> String? { (try? request.parameter(name)) ?? nil }
}
