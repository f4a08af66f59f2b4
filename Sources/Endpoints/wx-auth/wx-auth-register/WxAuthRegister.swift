internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import People
internal import Site
internal import WeChat
internal import WxAuthShape

/// `POST /miniprog/wx_auth/register` — registers a person with a phone number.
///
/// | parameter                          | meaning                                                                 |
/// |------------------------------------|-------------------------------------------------------------------------|
/// | `openid`                           | with the same proof as at login; or a login token, and no openid        |
/// | `session_key, encrypted_phone, iv` | one tap: the handle, and what WeChat encrypted                          |
/// | `phone_code`                       | one tap in newer clients                                                |
/// | `phone`                            | as typed; never in the place of a number that WeChat gave               |
/// | `nickname, birthday, gender`       | optional; `yyyy-mm-dd`; 0 unknown, 1 male, 2 female                     |
/// | `wx_nickname` … `wx_city`          | the profile, as at login                                                |
///
/// Source: document 003, section 4.
@main
struct WxAuthRegister: Endpoint {
    typealias API = WxAuthAPI
    static let routes: [Route] = ["POST /miniprog/wx_auth/register"]

    /// Encrypted data may be long, and even longer in a form.
    static let bodyLimit = 128 << 10

    private let auth: WxAuthPeople
    private let now: @Sendable () -> Int64

    init(_ installation: Installation) throws(WeChatError) {
        auth = try WxAuthPeople(installation)
        now = installation.now
    }

    static func warning(_ installation: Installation) -> String? { WxAuthAPI.warning(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        if let token = request.authorizationToken(schemes: WxAuthAPI.schemes) {
            do throws(WeChatError) { return try register(request, token) } catch {
                // An invalid token must not prevent a registration by openid with proof.
                guard case .badToken = error, try request.checkedParameter("openid") != nil else { throw error }
            }
        }
        let openid = try WxAuthAPI.required("openid", of: request)
        let proof = try auth.proof(of: openid, handle: request.checkedParameter("session_key"), request)
        let change = try change(request, openid, knownAs: auth.people.user(openid: openid))
        let (user, token) = try auth.logIn(proof, change)
        return WxAuthRegister.answer(user, openid, token)
    }

    private func register(_ request: Request, _ token: String) throws(WeChatError) -> Response {
        let login = try auth.login(byToken: token)
        let change = try change(request, login.openid, knownAs: auth.people.user(login.userID))
        let user = try auth.people.update(login.userID, change)
        return WxAuthRegister.answer(user, login.openid, token)
    }

    private static func answer(_ user: User, _ openid: String, _ token: String) -> Response {
        WxAuthAPI.success(["account": WxAuthAPI.account(user, openid: openid), "token": .string(token)])
    }

    static func failure(_ failure: Failure) -> Response { WxAuthAPI.failure(failure, of: "注册失败") }

    /// The number by one tap in the old form, in the new one, or as typed.
    private func phone(of request: Request, _ openid: String) throws(WeChatError) -> PhoneNumber? {
        if let encrypted = try request.checkedParameter("encrypted_phone") {
            guard let handle = try request.checkedParameter("session_key") else {
                throw .request(.missing("session_key"))
            }
            let iv = try WxAuthAPI.required("iv", of: request)
            return try auth.phone(
                UserData(encrypted: encrypted, iv: iv, parameter: "encrypted_phone"), handle: handle, of: openid)
        }
        if let code = try request.checkedParameter("phone_code") {
            return try auth.people.phone(forCode: code, of: openid)
        }
        return try WxAuthAPI.phone(of: request)
    }

    /// - Throws: `request` also when there is no number by any way and none is known.
    private func change(
        _ request: Request, _ openid: String, knownAs user: User?
    ) throws(WeChatError) -> UserChange {
        var change = try fields(of: request)
        change.phone = try phone(of: request, openid)
        guard change.phone != nil || user?.phone.isEmpty == false else { throw .request(.missing("phone")) }
        return change
    }

    private func fields(of request: Request) throws(WeChatError) -> UserChange {
        var change = try WxAuthAPI.profileChange(request) ?? UserChange()
        do throws(RequestError) {
            change.registers = true
            change.username = try request.shortText("nickname", atMost: 64)
            change.statedGender = try request.gender("gender")
            if let text = try request.foldedText("birthday") {
                guard let birthday = Birthday.checked(text, today: now()) else {
                    throw .invalid("birthday", reason: "must be a day that has been, yyyy-mm-dd")
                }
                change.birthday = birthday
            }
            return change
        } catch { throw .request(error) }
    }
}
