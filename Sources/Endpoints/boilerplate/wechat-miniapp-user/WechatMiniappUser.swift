internal import BoilerplateShape
internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import People
internal import Site
internal import WeChat

/// `POST /boilerplate/wechat/api/v1/wechat-miniapp/user` — logs in a mini program's user. PUT updates the profile, GET
/// reads it. Under both of the document's prefixes.
///
/// | parameter                                                            | meaning                                  |
/// |----------------------------------------------------------------------|------------------------------------------|
/// | `code`                                                               | POST: of a `wx.login`                    |
/// | `iv, encrypted_data`                                                 | PUT: what WeChat encrypted               |
/// | `nickname, avatar, gender, city, province, country, language`        | PUT: plain, instead of it or beside it   |
///
/// PUT and GET require `authorization: wechat <token>`, or the token in a header `token`.
///
/// Source: document 000, sections 1.1.1 and 1.1.2.
@main
struct WechatMiniappUser: Endpoint {
    typealias API = BoilerplateAPI
    static let routes: [Route] = ["wechat", ""].flatMap { prefix in
        ["POST", "PUT", "GET"].map { method in
            Route(
                stringLiteral: "\(method) /boilerplate/\(prefix.isEmpty ? "" : prefix + "/")api/v1/wechat-miniapp/user")
        }
    }
    static let hasSafeGet = true

    /// Encrypted data may be long, and even longer in a form.
    static let bodyLimit = 128 << 10

    private let people: MiniPeople

    init(_ installation: Installation) throws(WeChatError) { people = try MiniPeople(.miniProgram, installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        if request.method == .post { return try logIn(request) }
        let login = try login(of: request)
        guard request.method == .put else { return WechatMiniappUser.answer(try people.user(login.userID)) }
        return WechatMiniappUser.answer(try update(login, request))
    }

    private func logIn(_ request: Request) throws(WeChatError) -> Response {
        let code = try request.checkedRequiredParameter("code")
        let session = try people.exchange(code) { (exchange) throws(WeChatError) in
            try people.openSession(people.signIn(exchange.openid, unionid: exchange.unionid), exchange.openid)
        }
        return .privateJSON(["error_code": 0, "token": .string(session)])
    }

    private func login(of request: Request) throws(WeChatError) -> Login {
        guard let token = request.authorizationToken(schemes: ["wechat"]) ?? request.header("token"), !token.isEmpty
        else { throw .badToken(.missing) }
        return try people.sessions.login(byID: token)
    }

    /// Plain fields have priority over encrypted ones, which are anonymous nowadays.
    private func update(_ login: Login, _ request: Request) throws(WeChatError) -> User {
        var change = UserChange()
        if let data = try WechatMiniappUser.encryptedData(request) {
            switch try people.open(data, of: login.openid) {
            case .profile(let profile): try change.take(profile)
            case .phone(let phone): change.phone = phone
            }
        }
        do throws(RequestError) { try change.takePlainFields(of: request) } catch { throw .request(error) }
        guard !change.isEmpty else { throw .request(.missing("encrypted_data")) }
        return try people.update(login.userID, change)
    }

    private static func encryptedData(_ request: Request) throws(WeChatError) -> UserData? {
        var encrypted = try request.checkedParameter("encrypted_data")
        if encrypted == nil { encrypted = try request.checkedParameter("encryptedData") }
        let iv = try request.checkedParameter("iv")
        guard encrypted != nil || iv != nil else { return nil }
        guard let encrypted else { throw .request(.missing("encrypted_data")) }
        guard let iv else { throw .request(.missing("iv")) }
        return UserData(encrypted: encrypted, iv: iv)
    }

    private static func answer(_ user: User) -> Response {
        .privateJSON([
            "error_code": 0,
            "user": [
                "id": .integer(user.id), "nickname": .string(user.nickname), "avatar": .string(user.avatarURL),
                "gender": .integer(user.gender),
            ],
        ])
    }
}

extension UserChange {
    fileprivate mutating func takePlainFields(of request: Request) throws(RequestError) {
        if let text = try request.shortText("nickname", atMost: 64) { nickname = text }
        if let text = try request.webAddress("avatar") { avatarURL = text }
        if let number = try request.gender("gender") { gender = number }
        if let text = try request.shortText("city", atMost: 64) { city = text }
        if let text = try request.shortText("province", atMost: 64) { province = text }
        if let text = try request.shortText("country", atMost: 64) { country = text }
        if let text = try request.shortText("language", atMost: 64) { language = text }
    }
}
