import Crypto
import HTTP
import JSON
import Testing

@testable import wechat_simulator
import Platform

@Suite("GET /wxa/checksession and /wxa/resetusersessionkey")
struct SessionKeyTests {
    static let paths = ["/wxa/checksession", "/wxa/resetusersessionkey"]
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test(
        "The signature is that of WeChat's documentation, and of other programs",
        arguments: [
            ("o0q0otL8aEzpcZL/FT9WsQ==", "46e043c5525c2d817c44be603d30837a808a1d930d038f6fdc3e62a201fed128"),
            ("tiihtNczf5v6AKRyjwEUhQ==", "7154f9f8b4b76b92f541cbf0e37d48840fa06e5e42da92a6f80168a1516a4735"),
        ])
    func vectors(key: String, signature: String) throws { #expect(try Signature.hmac(key: key) == signature) }

    @Test("A good signature is answered with ok, in the form of cgi-bin")
    func good() throws {
        let session = try weChat.session()
        #expect(try weChat.checkSession(session) == ["errcode": 0, "errmsg": "ok"])
        let response = weChat.send("GET", "/wxa/checksession")
        #expect(response.header("Content-Type") == "application/json; encoding=utf-8")
        #expect(response.text.hasPrefix(#"{"errcode":41001,"errmsg":"access_token missing rid: "#))
    }

    @Test("A reset gives another key for the same person and voids the old one")
    func reset() throws {
        let old = try weChat.session()
        let other = try weChat.session("emoji")
        let new = try weChat.checkSession(old, "/wxa/resetusersessionkey")
        guard case .object(let members) = new else { return #expect(Bool(false)) }
        #expect(members.map(\.name) == ["errcode", "errmsg", "openid", "session_key"])
        #expect(new["errcode"] == 0 && new["errmsg"] == "ok" && new["openid"] == old["openid"])
        #expect(Base64.decode(new["session_key"]?.string ?? "")?.count == 16)
        #expect(new["session_key"] != old["session_key"])
        #expect(try weChat.checkSession(old)["errcode"] == 87009)
        #expect(try weChat.checkSession(old, "/wxa/resetusersessionkey")["errcode"] == 87009)
        #expect(try weChat.checkSession(new)["errcode"] == 0)
        #expect(try weChat.checkSession(other)["errcode"] == 0)
    }

    @Test("A signature of another sort is refused: with the key's bytes, in capitals, over a text", arguments: paths)
    func wrongSignatures(path: String) throws {
        let session = try weChat.session()
        let key = try #require(session["session_key"]?.string)
        let openID = try #require(session["openid"]?.string)
        let good = Hex.encode(try hmacSHA256(key: Array(key.utf8), message: []))
        let wrong = [
            Hex.encode(try hmacSHA256(key: Base64.decode(key) ?? [], message: [])), good.uppercased(), "",
            Hex.encode(try hmacSHA256(key: Array(key.utf8), message: Array("{}".utf8))),
            Hex.encode(try Digest.sha1(Array(key.utf8))), String(good.dropLast()),
        ]
        let token = try weChat.miniToken()
        for signature in wrong {
            #expect(try weChat.get(path, TestWeChat.checkQuery(token, openID, signature))["errcode"] == 87009)
        }
        let answer = try weChat.get(path, TestWeChat.checkQuery(token, openID, good, method: "sha1"))
        #expect(answer["errcode"] == 87008)
        #expect(answer["errmsg"]?.string?.hasPrefix("invalid sig_method rid: ") == true)
        #expect(try weChat.checkSession(session)["errcode"] == 0)
    }

    @Test(
        "One thing is checked after the other, the token first and the signature last", arguments: paths,
        [
            ("openid=x", 41001), ("access_token=x&openid=x", 40001), ("access_token=TOKEN&signature=x", 41009),
            ("access_token=TOKEN&openid=x&signature=x", 40003), ("access_token=TOKEN&openid=THEIRS", 40003),
            ("access_token=TOKEN&openid=OPENID", 87008),
            ("access_token=TOKEN&openid=OPENID&sig_method=hmac_sha256", 87009),
            ("access_token=OFFICIAL&openid=THEIRS&sig_method=hmac_sha256", 48001),
        ] as [(String, Int64)])
    func order(path: String, check: (query: String, code: Int64)) throws {
        let openID = try weChat.openID("xiaoming", TestWeChat.miniProgram)
        let official = try #require(try weChat.token()["access_token"]?.string)
        let query = check.query.replacing("TOKEN", with: try weChat.miniToken()).replacing("OPENID", with: openID)
            .replacing("THEIRS", with: try weChat.openID("xiaoming")).replacing("OFFICIAL", with: official)
        #expect(try weChat.get(path, query)["errcode"] == .integer(check.code))
    }

    @Test("A token that expired is refused, the key lives on")
    func expiredToken() throws {
        let session = try weChat.session()
        let token = try weChat.miniToken()
        try weChat.advance(7200)
        let query = TestWeChat.checkQuery(token, session["openid"]?.string ?? "", "x")
        #expect(try weChat.get("/wxa/checksession", query)["errcode"] == 42001)
        #expect(try weChat.checkSession(session)["errcode"] == 0)
    }

    @Test("A POST is refused", arguments: paths)
    func method(path: String) throws { #expect(try weChat.post(path)["errcode"] == 43001) }

    @Test("A person's key is reset 100 times in a minute")
    func minuteQuota() throws {
        var session = try weChat.session()
        for _ in 0..<100 { session = try weChat.checkSession(session, "/wxa/resetusersessionkey") }
        #expect(session["errcode"] == 0)
        #expect(try weChat.checkSession(session, "/wxa/resetusersessionkey")["errcode"] == 45011)
        #expect(try weChat.checkSession(session)["errcode"] == 0)
        try weChat.advance(60)
        #expect(try weChat.checkSession(session, "/wxa/resetusersessionkey")["errcode"] == 0)
    }

    @Test("The state shows the keys, the overview a part of each and since when")
    func shown() throws {
        try weChat.advance(3600)
        let key = try #require(try weChat.session()["session_key"]?.string)
        #expect(
            try weChat.state(TestWeChat.miniProgram)["session_keys"]
                == ["xiaoming": ["session_key": .string(key), "made_at": .integer(TestWeChat.start + 3600)]])
        for path in ["/", "/_simulator/mini"] {
            let page = weChat.send("GET", path).text
            #expect(page.contains("<code>xiaoming</code>") && page.contains("<td>2027-01-15 09:00:00</td>"))
            #expect(!page.contains(key) && !page.contains(key.dropLast(2)))
        }
    }
}
