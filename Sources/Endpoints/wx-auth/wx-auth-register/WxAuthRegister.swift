internal import EndpointRuntime
internal import HTTP
internal import JSON
internal import WeChat

/// `POST /miniprog/wx_auth/register` — registers a person with a phone number.
///
/// | parameter                          | meaning                                                                 |
/// |------------------------------------|-------------------------------------------------------------------------|
/// | `openid`                           | with the same proof as at login                                         |
/// | `session_key, encrypted_phone, iv` | one tap: the handle, and what WeChat encrypted                          |
/// | `phone_code`                       | one tap in newer clients                                                |
/// | `phone`                            | as typed; never in the place of a number that WeChat gave               |
/// | `nickname, birthday, gender`       | optional; `yyyy-mm-dd`; 1 male, 2 female                                |
///
/// Source: document 003, section 4.
@main
struct WxAuthRegister: Endpoint {
    typealias API = WxAuthAPI
    static let routes: [Route] = ["POST /miniprog/wx_auth/register"]

    /// Encrypted data may be long, and longer in a form.
    static let bodyLimit = 128 << 10

    private let auth: WxAuthPeople
    private let now: @Sendable () -> Int64

    init(_ installation: Installation) throws(WeChatError) {
        auth = try WxAuthPeople(installation)
        now = installation.now
    }

    static func warning(_ installation: Installation) -> String? { WxAuthAPI.warning(installation) }

    func respond(to request: Request) throws(WeChatError) -> Response {
        let openid = try WxAuthAPI.required("openid", of: request)
        let handle = try request.checkedParameter("session_key")
        try auth.requireProof(of: openid, handle: handle)
        var change = try change(request)
        change.phone = try phone(of: request, openid, handle)
        let known = try auth.people.user(openid: openid)
        guard change.phone != nil || known?.phone.isEmpty == false else { throw .request(.missing("phone")) }
        let userID = try auth.people.signIn(openid)
        let user = try auth.people.update(userID, openid, change)
        return WxAuthAPI.success([
            "account": WxAuthAPI.account(user, openid: openid), "token": .string(try auth.token(for: userID, openid)),
        ])
    }

    static func failure(_ failure: Failure) -> Response { WxAuthAPI.failure(failure, of: "注册失败") }

    /// By one tap in the old form, in the new one, or as typed.
    private func phone(of request: Request, _ openid: String, _ handle: String?) throws(WeChatError) -> PhoneNumber? {
        if let encrypted = try request.checkedParameter("encrypted_phone") {
            guard let handle else { throw .request(.missing("session_key")) }
            let iv = try WxAuthAPI.required("iv", of: request)
            return try auth.phone(UserData(encrypted: encrypted, iv: iv), handle: handle, of: openid)
        }
        if let code = try request.checkedParameter("phone_code") {
            return try auth.people.phone(forCode: code, of: openid)
        }
        return try WxAuthAPI.phone(of: request)
    }

    private func change(_ request: Request) throws(WeChatError) -> UserChange {
        do throws(RequestError) {
            var change = UserChange()
            change.registers = true
            change.username = try request.shortText("nickname", atMost: 64)
            change.gender = try request.number("gender", in: 1...2)
            if let text = try request.parameter("birthday") {
                guard let birthday = Birthday.checked(text, today: now()) else {
                    throw .invalid("birthday", reason: "must be a day that has been, yyyy-mm-dd")
                }
                change.birthday = birthday
            }
            return change
        } catch { throw .request(error) }
    }
}
