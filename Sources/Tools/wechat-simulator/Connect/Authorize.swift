import HTTP

/// `GET /connect/oauth2/authorize` — asks the person whether a site may know them. `snsapi_base` is granted without
/// asking, once somebody is logged in on this phone.
enum Authorize {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let request = try AuthorizeRequest(AuthorizeQuery.fields(call.request.rawQuery), store)
        let person = try call.personOnPhone(store)
        guard request.scope == .base, let person else {
            return AuthorizePage.reply(request, try store.people(), current: person)
        }
        let code = try store.issueCode(request.account.appid, person.id, request.scope, now: call.now)
        return .whole(.redirect(to: request.callback(code: code)))
    }
}
