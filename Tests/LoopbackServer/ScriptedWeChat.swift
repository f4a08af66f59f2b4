import Foundation
import Synchronization

/// Plays WeChat's API server: answers by path, as the test says, and counts what it was asked.
///
/// What a test does not script is answered as by a WeChat where all is well: `openid-1` logs in, 小明 by name.
package final class ScriptedWeChat: Sendable {
    /// Gets the query's parameters, undecoded.
    package typealias Handler = @Sendable ([String: String]) -> [TestStep]

    private final class Script: Sendable {
        let handlers = Mutex<[String: Handler]>([:])
        let asked = Mutex<[(path: String, parameters: [String: String])]>([])

        func answer(_ request: String) -> [TestStep] {
            let target = request.split(separator: " ").dropFirst().first ?? "/"
            let path = String(target.prefix { $0 != "?" }.dropFirst())
            let pairs = target.drop { $0 != "?" }.dropFirst().split(separator: "&").map { field in
                (String(field.prefix { $0 != "=" }), String(field.drop { $0 != "=" }.dropFirst()))
            }
            let parameters = Dictionary(pairs) { first, _ in first }
            asked.withLock { $0.append((path, parameters)) }
            let handler = handlers.withLock { $0[path] }
            return handler?(parameters) ?? [.close]
        }
    }

    private let script = Script()
    private let server: TestServer

    package static let exchange = "sns/oauth2/access_token"
    package static let refresh = "sns/oauth2/refresh_token"
    package static let userInfo = "sns/userinfo"
    package static let follower = "cgi-bin/user/info"
    package static let media = "cgi-bin/media/get"
    package static let token = "cgi-bin/stable_token"
    package static let ticket = "cgi-bin/ticket/getticket"
    package static let miniLogin = "sns/jscode2session"
    package static let phone = "wxa/business/getuserphonenumber"

    package init() throws {
        server = try TestServer { [script] in script.answer($0) }
        on(Self.exchange) { Self.json(Self.grant($0["code"] ?? "")) }
        on(Self.refresh) { [script] _ in
            let count = script.asked.withLock { $0.count { $0.path == Self.refresh } }
            return Self.json(Self.grant("refreshed-\(count)"))
        }
        on(Self.userInfo) { Self.json(Self.profile($0["openid"] ?? "")) }
        on(Self.miniLogin) { _ in Self.json(Self.miniSession()) }
        on(Self.phone) { _ in Self.json(Self.phoneInfo("13580006666")) }
        on(Self.token) { _ in Self.json(#"{"access_token":"app-token","expires_in":7200}"#) }
        on(Self.ticket) { _ in Self.json(#"{"errcode":0,"errmsg":"ok","ticket":"ticket-1","expires_in":7200}"#) }
    }

    package func stop() { server.stop() }

    /// The value of `api_url`.
    package var url: String { server.url("") }

    package func on(_ path: String, _ handler: @escaping Handler) { script.handlers.withLock { $0[path] = handler } }

    /// The answer to all calls of the path from now on.
    package func answer(_ path: String, _ json: String) { on(path) { _ in Self.json(json) } }

    package func refuse(_ path: String, _ code: Int) { answer(path, #"{"errcode":\#(code),"errmsg":"no"}"#) }

    package func calls(_ path: String) -> Int { parameters(path).count }

    /// How often anything was asked.
    package var allCalls: Int { script.asked.withLock(\.count) }

    package func parameters(_ path: String) -> [[String: String]] {
        script.asked.withLock { $0.filter { $0.path == path }.map(\.parameters) }
    }

    /// A whole answer. The connection ends with it, so that other clients have their turn.
    package static func json(_ text: String, status: String = "200 OK") -> [TestStep] {
        [.reply(status, headers: ["Content-Type: text/plain", "Connection: close"], body: text), .close]
    }

    /// What a code or a refresh_token is answered with; the tokens are named after `name`.
    package static func grant(
        _ name: String, openid: String = "openid-1", scope: String = "snsapi_userinfo", more: String = ""
    ) -> String {
        """
        {"access_token":"AT-\(name)","expires_in":7200,"refresh_token":"RT-\(name)","openid":"\(openid)",\
        "scope":"\(scope)"\(more)}
        """
    }

    package static func profile(_ openid: String, nickname: String = "小明", more: String = "") -> String {
        """
        {"openid":"\(openid)","nickname":"\(nickname)","sex":1,"language":"zh_CN","city":"广州","province":"广东",\
        "country":"中国","headimgurl":"https://thirdwx.qlogo.cn/a/132","privilege":["chinaunicom"]\(more)}
        """
    }

    /// The app and the session_key of WeChat's worked example.
    package static let miniAppID = "wx4f4bc4dec97d474b"
    package static let sessionKey = "tiihtNczf5v6AKRyjwEUhQ=="

    /// What a mini program's code is answered with.
    package static func miniSession(
        _ openid: String = "mini-1", key: String = sessionKey, more: String = ""
    ) -> String { #"{"session_key":"\#(key)","openid":"\#(openid)"\#(more)}"# }

    /// What a phone code is answered with.
    package static func phoneInfo(_ number: String, appID: String = miniAppID) -> String {
        """
        {"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"\(number)","purePhoneNumber":"\(number)",\
        "countryCode":86,"watermark":{"timestamp":1637744274,"appid":"\(appID)"}}}
        """
    }

    /// Every way in which WeChat fails without saying no. Those that hang last as long as the client waits.
    package static let failures: [(what: String, steps: [TestStep])] = [
        ("busy", json(#"{"errcode":-1,"errmsg":"system error"}"#)),
        ("HTML", json("<html>502</html>")), ("empty", json("")), ("an array", json("[]")),
        ("HTTP 500", json("{}", status: "500 Internal Server Error")), ("no token", json(#"{"errcode":0}"#)),
        ("cut off", [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"), .close]), ("closed", [.close]),
        ("reset", [.reset]), ("hanging", [.hang, .close]),
    ]
}
