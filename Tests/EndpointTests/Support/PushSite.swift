import Crypto
import FastCGI
import Foundation
import HTTP
import SQL
import SQLite
import Testing

@testable import EndpointRuntime
@testable import Messages
@testable import People
@testable import Storage
@testable import WeChat
@testable import wx

/// A gateway and the WeChat that pushes to it.
final class PushSite {
    static let token = Secret("AAAAA")
    static let key = String(repeating: "A", count: 42) + "E"
    static let previousKey = String(repeating: "B", count: 43)

    let setting: EndpointSetting

    /// - Parameters:
    ///   - messages: lines of `[messages]`.
    ///   - handler: the text of a shell script that is the handler; `FOLDER` in it is the site's folder.
    ///   - takesAll: whether clear text is taken though there is a key.
    init(_ messages: String = "", handler: String? = nil, hasKey: Bool = true, takesAll: Bool = true) throws {
        let name = "/tmp/wh-\(UUID().uuidString.prefix(8))"
        let command = handler == nil ? "" : "handler_command = /bin/sh \(name)\n"
        let keys = "encoding_aes_key = \(Self.key)\nencoding_aes_key_previous = \(Self.previousKey)\n"
        let clear = takesAll && !messages.contains("encrypted_only") ? "encrypted_only = false\n" : ""
        setting = try EndpointSetting(
            extra: "[messages]\n\(command)\(clear)\(messages)", more: hasKey ? keys : "")
        script = name
        if let handler {
            try handler.replacing("FOLDER", with: setting.path).write(toFile: name, atomically: true, encoding: .utf8)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: script) }

    private let script: String

    /// The answer of a process of its own.
    func push(_ request: Request) -> Answer {
        var service = setting.service(Wx.self)
        return service.answer(request)
    }

    func push(_ body: String) throws -> Answer { push(try Self.plain(body)) }

    /// What the answer's body says: "success", or the reply.
    func text(_ body: String) throws -> String { try push(body).text }

    static func plain(_ body: String, timestamp: String = "1714037059", nonce: String = "486452656") throws -> Request {
        let signature = try GatewaySignature.sign(token: token, timestamp: timestamp, nonce: nonce)
        return .make(
            "POST", query: "signature=\(signature)&timestamp=\(timestamp)&nonce=\(nonce)&openid=o1", body: body,
            type: "text/xml")
    }

    /// As secure mode has it, or with `extra` beside the ciphertext as compatible mode.
    static func encrypted(
        _ message: String, key: String = key, appID: String = EndpointSetting.appID, extra: String = "",
        tamper: (String) -> String = { $0 }
    ) throws -> Request {
        let cipher = MessageCipher(appID: appID, key: try #require(EncodingAESKey(Secret(key))))
        return try sealed(tamper(cipher.encrypt(Array(message.utf8))), extra: extra)
    }

    /// A request whose signatures are right over whatever the ciphertext is.
    static func sealed(_ encrypted: String, extra: String = "", signed: String? = nil) throws -> Request {
        let (timestamp, nonce) = ("1714112445", "415670741")
        let plain = try GatewaySignature.sign(token: token, timestamp: timestamp, nonce: nonce)
        let signature = try GatewaySignature.sign(
            token: token, timestamp: timestamp, nonce: nonce, encrypted: signed ?? encrypted)
        let query =
            "signature=\(plain)&timestamp=\(timestamp)&nonce=\(nonce)&encrypt_type=aes&msg_signature=\(signature)"
        let body =
            "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[\(encrypted)]]></Encrypt>\(extra)</xml>"
        return .make("POST", query: query, body: body, type: "text/xml")
    }

    /// Unix seconds.
    static let now = Int64(Date().timeIntervalSince1970)

    static func text(
        _ content: String, id: String = "6265881059295447969", from: String = "o1", time: Int64 = now
    ) -> String {
        """
        <xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[\(from)]]></FromUserName>\
        <CreateTime>\(time)</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[\(content)]]></Content>\
        <MsgId>\(id)</MsgId></xml>
        """
    }

    static func event(_ name: String, _ more: String = "", time: Int64 = now, from: String = "o1") -> String {
        """
        <xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[\(from)]]></FromUserName>\
        <CreateTime>\(time)</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[\(name)]]></Event>\(more)</xml>
        """
    }

    func inbox() throws -> [InboxMessage] { try InboxJob(setting.installation()).messages(nil, limit: 1000) }

    func identity(_ openid: String = "o1") throws -> Identity? {
        try setting.installation().openDatabase().identity(appID: EndpointSetting.appID, openid: openid)
    }

    func execute(_ sql: String) throws {
        try setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            try database.execute(sql)
        }
    }

    /// What the handler wrote to a file of the site's folder; empty when it wrote none.
    func written(_ name: String) -> String {
        (try? String(contentsOfFile: setting.path + "/" + name, encoding: .utf8)) ?? ""
    }
}

extension Answer {
    var text: String { String(decoding: response.body, as: UTF8.self) }
}

extension PushSite {
    /// Delivers to a process of its own, from any thread.
    static func deliver(_ body: String, toSiteAt path: String) throws -> String {
        var service = Service<Wx>(name: "test", ConfigurationSource { path + "/wechat.ini" })
        return service.answer(try plain(body)).text
    }
}
