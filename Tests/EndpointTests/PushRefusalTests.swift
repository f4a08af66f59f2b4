import Crypto
import FastCGI
import Glibc
import HTTP
import Testing

@testable import EndpointRuntime
@testable import Messages
@testable import WeChat
@testable import wx

/// Whatever is not one of WeChat's pushes: refused at once with 4xx and an empty body, and nothing is stored.
@Suite("A push that is none", .timeLimit(.minutes(10)))
struct PushRefusalTests {
    private func refuse(
        _ site: PushSite, _ request: Request, _ status: Int, _ comment: Comment? = nil,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        let start = threadSeconds()
        let answer = site.push(request)
        // A debug build spends most of it on base64; the end-to-end tests know the real time.
        #expect(threadSeconds() - start < 2, comment, sourceLocation: location)
        #expect(answer.response.status == status, comment, sourceLocation: location)
        #expect(answer.text.isEmpty, comment, sourceLocation: location)
        #expect(try site.inbox().isEmpty, comment, sourceLocation: location)
        #expect(answer.log?.contains("level=warning") == true, comment, sourceLocation: location)
    }

    @Test("is one with a forged or missing signature")
    func signature() throws {
        let site = try PushSite()
        let good = "signature=899cf89e464efb63f54ddac96b0a0a235f53aa78&timestamp=1714037059&nonce=486452656"
        let body = PushSite.text("a")
        #expect(site.push(.make("POST", query: good, body: PushSite.text("b", id: "1"))).text == "success")
        try site.execute("DELETE FROM inbox")
        for query in [
            good.replacing("899c", with: "899d"), good.replacing("1714037059", with: "1714037060"),
            good.replacing("486452656", with: "486452657"), good.replacing("899c", with: "899C"),
        ] {
            try refuse(site, .make("POST", query: query, body: body), 403)
        }
        for name in ["signature", "timestamp", "nonce"] {
            let query = good.split(separator: "&").filter { !$0.hasPrefix(name) }.joined(separator: "&")
            try refuse(site, .make("POST", query: query, body: body), 400)
            try refuse(site, .make("POST", query: good + "&\(name)=1", body: body), 400)
        }
        try refuse(site, .make("POST", query: good + "&encrypt_type=rot13", body: body), 400)
    }

    @Test("is one whose names are long or hold control characters")
    func names() throws {
        let site = try PushSite()
        let long = String(repeating: "t", count: 129)
        for name in ["MsgType", "FromUserName", "ToUserName"] {
            for value in [long, "a\tb"] {
                var fields = ["MsgType": "text", "FromUserName": "o1", "ToUserName": "gh_1"]
                fields[name] = value
                let body =
                    "<xml>" + fields.map { "<\($0)>\($1)</\($0)>" }.joined()
                    + "<CreateTime>\(PushSite.now)</CreateTime><MsgId>5</MsgId><Content>a</Content></xml>"
                try refuse(site, PushSite.plain(body), 400, "\(name)")
            }
        }
    }

    @Test("is an encrypted one with a forged msg_signature, though signature is right")
    func messageSignature() throws {
        let site = try PushSite()
        let good = try PushSite.encrypted(PushSite.text("a"))
        let query = String(decoding: good.rawQuery, as: UTF8.self)
        let body = String(decoding: try good.body(), as: UTF8.self)
        let tail = String(query.suffix(40))
        for forged in [String(repeating: "0", count: 40), tail.uppercased(), "", String(tail.dropLast())] {
            let request = Request.make("POST", query: query.dropLast(40) + forged, body: body)
            try refuse(site, request, forged.isEmpty ? 400 : 403)
        }
        try refuse(site, .make("POST", query: query.replacing("&msg_signature=\(tail)", with: ""), body: body), 400)
    }

    @Test("is one for another account, or under a key that is not ours: like a forgery")
    func wrongAccount() throws {
        let site = try PushSite()
        try refuse(site, PushSite.encrypted(PushSite.text("a"), appID: "wx0000000000000002"), 403)
        try refuse(site, PushSite.encrypted(PushSite.text("a"), appID: EndpointSetting.appID + "0"), 403)
        try refuse(site, PushSite.encrypted(PushSite.text("a"), appID: ""), 403)
        try refuse(site, PushSite.encrypted(PushSite.text("a"), key: String(repeating: "C", count: 43)), 403)
    }

    /// Signed all the same, as somebody who has the token could: there is no telling from the answer what was wrong.
    @Test("is a ciphertext that was cut or changed: one answer for all")
    func damaged() throws {
        let site = try PushSite()
        let cipher = MessageCipher(
            appID: EndpointSetting.appID, key: try #require(EncodingAESKey(Secret(PushSite.key))))
        let bytes = try #require(Base64.decode(cipher.encrypt(Array(PushSite.text("a").utf8))))
        var logs: Set<String> = []
        for count in [1, 15, 16, 31, 32, bytes.count - 32, bytes.count - 16, bytes.count - 1] {
            let request = try PushSite.sealed(Base64.encode(Array(bytes.prefix(count))))
            try refuse(site, request, 403, "\(count) bytes")
            logs.insert(site.push(request).log?.split(separator: "error=").last.map(String.init) ?? "")
        }
        for place in [16, bytes.count - 33, bytes.count - 20, bytes.count - 1] {
            var flipped = bytes
            flipped[place] ^= 1
            let request = try PushSite.sealed(Base64.encode(flipped))
            try refuse(site, request, 403, "byte \(place)")
            logs.insert(site.push(request).log?.split(separator: "error=").last.map(String.init) ?? "")
        }
        for text in ["*", "AAAA", "中文"] { try refuse(site, PushSite.sealed(text), 403) }
        #expect(logs.count == 1, "\(logs)")
        // Changed on the way: the signature is no longer that of what came.
        let sent = Base64.encode(bytes)
        let other = try PushSite.sealed(
            sent.replacing(sent.prefix(1), with: sent.hasPrefix("A") ? "B" : "A"), signed: sent)
        try refuse(site, other, 403)
    }

    static let notMessages: [(what: String, text: String)] = [
        ("nothing", ""), ("no message", "<xml/>"), ("another root", "<a><FromUserName>o1</FromUserName></a>"),
        ("a form", "a=b"), ("JSON that is no object", "[1]"), ("broken XML", "<xml><a></xml>"),
        ("broken JSON", #"{"MsgType":"text""#),
        (
            "an external entity",
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                + PushSite.text("&e;").replacing("<![CDATA[&e;]]>", with: "&e;")
        ),
        ("an external DTD", "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'>" + PushSite.text("a")),
        ("an entity bomb", bomb), ("deep XML", String(repeating: "<xml>", count: 100_000)),
        (
            "deep XML that ends",
            String(repeating: "<xml>", count: 100_000) + String(repeating: "</xml>", count: 100_000)
        ),
        (
            "deep JSON",
            #"{"a":"# + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}"
        ),
        ("many elements", "<xml>" + String(repeating: "<a/>", count: 200_000) + "</xml>"),
        ("another encoding", #"<?xml version="1.0" encoding="GBK"?>"# + PushSite.text("a")),
    ]

    private static let bomb =
        "<!DOCTYPE x [<!ENTITY a0 'ha'>"
        + (1...30).map { "<!ENTITY a\($0) '&a\($0 - 1);&a\($0 - 1);'>" }.joined() + "]><xml>&a30;</xml>"

    @Test("is one whose body is no message", arguments: notMessages.map(\.what))
    func bodies(what: String) throws {
        let text = try #require(Self.notMessages.first { $0.what == what }).text
        let site = try PushSite()
        try refuse(site, PushSite.plain(text), 400)
        try refuse(site, PushSite.encrypted(text), 400)
        let (timestamp, nonce) = ("1", "2")
        let query =
            "timestamp=\(timestamp)&nonce=\(nonce)&encrypt_type=aes&msg_signature=\(String(repeating: "0", count: 40))"
        try refuse(site, .make("POST", query: query, body: text), 400)
    }

    @Test("is one in UTF-16; what is not UTF-8 in another is replaced")
    func encodings() throws {
        let site = try PushSite()
        let utf16: [UInt8] =
            [0xFF, 0xFE]
            + PushSite.text("a").utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let parts = PushSite.text("|").split(separator: "|").map { Array($0.utf8) }
        let query = String(decoding: try PushSite.plain("").rawQuery, as: UTF8.self)
        let variables = ["REQUEST_METHOD": "POST", "QUERY_STRING": query]
        try refuse(site, Request(id: "0", variables: variables, content: .success(utf16)), 400)
        let gbk = parts[0] + [0xD6, 0xD0] + parts[1]
        #expect(site.push(Request(id: "0", variables: variables, content: .success(gbk))).text == "success")
        #expect(try site.inbox().first?.push?["Content"] == "\u{FFFD}\u{FFFD}")
    }

    @Test("is one that is too large or was cut off")
    func body() throws {
        let site = try PushSite()
        let query = String(decoding: try PushSite.plain("").rawQuery, as: UTF8.self)
        for (error, status) in [(RequestError.bodyTooLarge(limit: 1 << 20), 413), (.bodyBroken, 400)] {
            let variables = ["REQUEST_METHOD": "POST", "QUERY_STRING": query]
            try refuse(site, Request(id: "0", variables: variables, content: .failure(error)), status)
        }
    }

    @Test("and is none when no account is configured")
    func notConfigured() throws {
        let setting = try EndpointSetting(hasAccount: false)
        var service = setting.service(Wx.self)
        let answer = service.answer(try PushSite.plain(PushSite.text("a")))
        #expect(answer.text.contains(#""code":3000"#))
    }
}

/// What this thread has computed, in seconds: other tests run beside.
private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
