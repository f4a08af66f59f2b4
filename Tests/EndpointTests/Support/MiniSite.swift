import Crypto
import FastCGI
import Foundation
import HTTP
import JSON
import LoopbackServer
import SQL
import SQLite
import Testing

@testable import EndpointRuntime
@testable import People
@testable import Site
@testable import Storage
@testable import WeChat

/// An installation with the mini program of WeChat's worked example, and a scripted WeChat.
final class MiniSite {
    static let appID = ScriptedWeChat.miniAppID

    let wechat: ScriptedWeChat
    let setting: EndpointSetting

    init(extra: String = "", hasMiniProgram: Bool = true, timeout: Double = 2) throws {
        wechat = try ScriptedWeChat()
        let mini = hasMiniProgram ? "[mini_program]\napp_id = \(Self.appID)\napp_secret = mini-secret\n" : ""
        setting = try EndpointSetting(extra: mini + extra, hasTicket: false, upstream: wechat, timeout: timeout)
    }

    deinit { wechat.stop() }

    /// Adds lines to the configuration.
    func configure(_ lines: String) throws {
        let file = setting.path + "/wechat.ini"
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try setting.write(text + "\n" + lines + "\n", to: "wechat.ini")
    }

    /// One answer of a program that has just been started.
    func answer<E: Endpoint>(_ type: E.Type, _ request: Request) -> Answer {
        var service = setting.service(type)
        return service.answer(request)
    }

    func execute(_ sql: String) throws {
        try setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            try database.execute(sql)
        }
    }

    func count(_ table: String) throws -> Int64? {
        try setting.installation().openDatabase().attempt { (database) throws(DatabaseError) in
            try database.value("SELECT COUNT(*) FROM \(table)")
        }.flatMap { if case .integer(let count) = $0 { count } else { nil } }
    }

    /// Ends everything by which a user is logged in.
    func revoke(_ openid: String) throws {
        let people = try People(setting.installation())
        for user in try people.users(openid) { _ = try people.revoke(user) }
    }

    /// Whether any file of the installation, other than the configuration, holds the text.
    func stores(_ text: String) throws -> Bool {
        let state = setting.path + "/state"
        return try FileManager.default.subpathsOfDirectory(atPath: state).contains { name in
            FileManager.default.contents(atPath: state + "/" + name)?.range(of: Data(text.utf8)) != nil
        }
    }

    /// What WeChat would encrypt, as the parameters' values.
    static func encrypted(_ text: String) throws -> (data: String, iv: String) {
        let key = Base64.decode(ScriptedWeChat.sessionKey) ?? []
        let iv = [UInt8](repeating: 7, count: 16)
        let bytes = try AESCBC.encrypt(Array(text.utf8), key: key, iv: iv, padding: .pkcs7)
        return (Base64.encode(bytes), Base64.encode(iv))
    }

    /// As WeChat sends a number, some seconds ago.
    func encryptedPhone(_ number: String, appID: String = appID) throws -> (data: String, iv: String) {
        let time = try setting.installation().now() - 20
        return try Self.encrypted(
            #"{"phoneNumber":"\#(number)","purePhoneNumber":"\#(number)","countryCode":"86","#
                + #""watermark":{"timestamp":\#(time),"appid":"\#(appID)"}}"#)
    }

    /// An attack (`docs/protocol/wechat.md`, "Encrypted user data"): the attacker's own profile, whose nickname ends in
    /// a number, cut so that only the end is left, with an iv that makes its first block the beginning of phone data.
    func forgedPhone(_ number: String) throws -> (data: String, iv: String) {
        let head = #"{"openId":"mini-1","nickName":""#
        let padding = String(repeating: "x", count: 16 - head.utf8.count % 16 + 16)
        let text = head + padding + number + #"","gender":1,"watermark":{"timestamp":1,"appid":"\#(Self.appID)"}}"#
        let whole = try Self.encrypted(text)
        let bytes = Base64.decode(whole.data) ?? []
        let cut = head.utf8.count + padding.utf8.count - 16
        let (block, start) = (Array(text.utf8)[cut..<cut + 16], Array(#"{"phoneNumber":""#.utf8))
        let before = bytes[cut - 16..<cut]
        let iv = zip(zip(before, block), start).map { $0.0 ^ $0.1 ^ $1 }
        let key = Base64.decode(ScriptedWeChat.sessionKey) ?? []
        let seen = try AESCBC.decrypt(Array(bytes[cut...]), key: key, iv: iv, padding: .pkcs7) ?? []
        #expect(String(decoding: seen, as: UTF8.self).hasPrefix(#"{"phoneNumber":"\#(number)","#))
        return (Base64.encode(Array(bytes[cut...])), Base64.encode(iv))
    }

    /// Refused by WeChat: errcode, and what boilerplate makes of it.
    static let refusals: [(code: Int, status: Int, errorCode: Int64)] = [
        (40029, 400, 12106), (40163, 400, 12106), (45011, 400, 12107), (40013, 400, 12110), (40125, 400, 12109),
        (40226, 400, 12109), (41008, 400, 12109),
    ]
}

extension Request {
    /// A request with a JSON body.
    static func sending(_ method: String = "POST", _ body: JSONValue, headers: [String: String] = [:]) -> Request {
        make(method, body: body.text, type: "application/json", headers: headers)
    }
}

extension Answer {
    /// `results[0]` of an answer of wx-auth.
    func result() throws -> JSONValue { try #require(json()["results"]?.elements?.first) }

    /// Checks the envelope of wx-auth's failures.
    func expectWxAuthFailure(
        _ status: Int, _ code: Int64, _ action: String, _ location: SourceLocation = #_sourceLocation
    ) {
        let body = try? json()
        #expect(response.status == status && body?["code"]?.integer == code, "\(bodyText)", sourceLocation: location)
        #expect(body?["detail"]?.string?.hasPrefix(action + "：") == true, "\(bodyText)", sourceLocation: location)
        #expect(body?["results"]?.elements?.isEmpty == true, sourceLocation: location)
        for secret in ["mini-secret", ScriptedWeChat.sessionKey] {
            #expect(!bodyText.contains(secret) && log?.contains(secret) != true, sourceLocation: location)
        }
    }
}
