import Crypto
import Foundation
import HTTPClient
import Synchronization
import Platform

/// WeChat's servers, as far as pushes go: written from the interface's description, not from the gateway.
enum Push {
    static let key = String(repeating: "A", count: 42) + "E"

    /// SHA-1 of the sorted parts, joined.
    static func signature(_ parts: [String]) throws -> String {
        Hex.encode(
            try Digest.sha1(
                Array(parts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.joined().utf8)))
    }

    static func text(_ content: String, id: String = "6265881059295447969", from: String = "oPushed") -> String {
        """
        <xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[\(from)]]></FromUserName>\
        <CreateTime>\(Int(Date().timeIntervalSince1970))</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[\(content)]]></Content>\
        <MsgId>\(id)</MsgId></xml>
        """
    }

    static func event(_ name: String, _ more: String = "", time: Int = Int(Date().timeIntervalSince1970)) -> String {
        """
        <xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oPushed]]></FromUserName>\
        <CreateTime>\(time)</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[\(name)]]></Event>\(more)</xml>
        """
    }

    static func deliver(_ body: String, to url: String, encrypted: Bool = false) throws -> HTTPClientReply {
        let (timestamp, nonce) = ("\(Int(Date().timeIntervalSince1970))", "\(UInt32.random(in: 1...UInt32.max))")
        var query = "signature=\(try signature(["AAAAA", timestamp, nonce]))&timestamp=\(timestamp)&nonce=\(nonce)"
        var sent = body
        if encrypted {
            let text = try encrypt(body)
            query += "&encrypt_type=aes&msg_signature=\(try signature(["AAAAA", timestamp, nonce, text]))"
            sent = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[\(text)]]></Encrypt></xml>"
        }
        var transfer = try Transfer()
        var request = HTTPClientRequest(
            method: "POST", url: "\(url)?\(query)&openid=oPushed", headers: [("Content-Type", "text/xml")],
            body: Array(sent.utf8))
        request.timeout = 30
        return try transfer.perform(request)
    }

    /// Random bytes, length, message, app id, padded to 32.
    static func encrypt(_ message: String) throws -> String {
        let key = Base64.decode(Self.key + "=") ?? []
        let bytes = Array(message.utf8)
        var text: [UInt8] = Array("0123456789abcdef".utf8)
        for shift in [24, 16, 8, 0] { text.append(UInt8(bytes.count >> shift & 0xFF)) }
        text += bytes + Array(Site.appID.utf8)
        text += [UInt8](repeating: UInt8(32 - text.count % 32), count: 32 - text.count % 32)
        return Base64.encode(try AESCBC.encrypt(text, key: key, iv: Array(key.prefix(16)), padding: .none))
    }

    static func decrypt(_ text: String) throws -> String {
        let key = Base64.decode(Self.key + "=") ?? []
        let bytes =
            try AESCBC.decrypt(
                Base64.decode(text) ?? [], key: key, iv: Array(key.prefix(16)), padding: .none) ?? []
        let length = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
        return String(decoding: bytes[20..<(20 + length)], as: UTF8.self)
    }
}

extension Site {
    static let gateways = ["/wx", "/wx/service", "/boilerplate/wechat/api/v1/wechat-mp/gateway"]

    /// One delivery.
    func push(_ body: String, to path: String = "/wx", encrypted: Bool = false) throws -> HTTPClientReply {
        try Push.deliver(body, to: address + path, encrypted: encrypted)
    }

    /// Deliveries at the same time, one to each path.
    func push(_ body: String, at once: [String]) -> [Result<HTTPClientReply, any Error>] {
        let replies = Replies()
        let group = DispatchGroup()
        for path in once {
            group.enter()
            Thread.detachNewThread { [address] in
                let reply = Result { try Push.deliver(body, to: address + path) }
                replies.all.withLock { $0.append(reply) }
                group.leave()
            }
        }
        group.wait()
        return replies.all.withLock { $0 }
    }
}

private final class Replies: Sendable {
    let all = Mutex<[Result<HTTPClientReply, any Error>]>([])
}
