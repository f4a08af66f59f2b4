import Crypto
import JSON
import LoopbackServer
import Testing

@testable import WeChat

/// Source: https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html, its sample.
@Suite("Data that WeChat encrypted for a mini program")
struct UserDataTests {
    static let appID = ScriptedWeChat.miniAppID
    static let openid = "oGZUI0egBJY1zhBYw2KhdUfwVJJE"
    static let iv = "r7BXXKkLb8qrSNn05n0qiA=="
    static let encrypted = """
        CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+o\
        NPdbB+3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnE\
        tpyxVLW1zAo6/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//\
        FRAUid1OksQaQx4CMs8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHq\
        Z9J6nKEBvB4DnNLIVWSgARns/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoK\
        laRv85IfVunYzO0IKXsyl7JCUjCpoG20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew==
        """
    static let plaintext = #"""
        {"openId":"oGZUI0egBJY1zhBYw2KhdUfwVJJE","nickName":"Band","gender":1,"language":"zh_CN","\#
        city":"Guangzhou","province":"Guangdong","country":"CN","avatarUrl":"http://wx.qlogo.cn/mm\#
        open/vi_32/aSKcBBPpibyKNicHNTMM0qJVh8Kjgiak2AHWr8MHM4WgMEm7GFhsf8OYrySdbvAMvTsw3mo8ibKicsn\#
        fN5pRjl1p8HQ/0","unionId":"ocMvos6NjeKLIBqg5Mr9QjxrP1FA","watermark":{"timestamp":14773141\#
        87,"appid":"wx4f4bc4dec97d474b"}}
        """#

    private static func open(
        _ encrypted: String = encrypted, iv: String = iv, key: String = ScriptedWeChat.sessionKey,
        appID: String = appID, openid: String = openid
    ) throws -> JSONValue {
        let data = UserData(encrypted: encrypted, iv: iv)
        let content = try data.open(sessionKey: Secret(key), appID: appID, openid: openid, now: now)
        guard case .profile(let profile) = content else { throw WeChatError.unproven }
        return profile
    }

    /// Years after the worked example.
    static let now: Int64 = 1_795_646_000

    @Test("is in WeChat's worked example what WeChat says")
    func example() throws {
        #expect(try Self.open() == JSONValue(parsing: Array(Self.plaintext.utf8)))
        #expect(try Self.open().text == Self.plaintext)
    }

    /// What opens although one byte was changed, as `index:value`; faults other than `undecipherable` too.
    private static func accepted(_ text: String, _ open: (String) throws -> Void) -> [String] {
        guard let bytes = Base64.decode(text) else { return ["no base64"] }
        return bytes.indices.flatMap { index in
            (UInt8(1)...255).compactMap { mask in
                var changed = bytes
                changed[index] ^= mask
                let fault = fault { try open(Base64.encode(changed)) }
                return fault == "undecipherable" ? nil : "\(index):\(mask) \(fault)"
            }
        }
    }

    /// CBC garbles 16 bytes for a changed one: of 94,350 changes of the ciphertext, one garbles a text into a text, as
    /// it happens. Nothing here proves that data are WeChat's.
    @Test("is refused, as good as always, when any one byte of the worked example's is another")
    func changedBytes() {
        #expect(Self.accepted(Self.encrypted) { _ = try Self.open($0) } == ["186:115 nothing"])
        #expect(Self.accepted(Self.iv) { _ = try Self.open(iv: $0) } == [])
        #expect(Self.accepted(ScriptedWeChat.sessionKey) { _ = try Self.open(key: $0) } == [])
    }

    @Test("is refused when any one character of the worked example's is another, or is missing, or one is added")
    func changedCharacters() {
        func variants(_ text: String) -> [String] {
            let bytes = Array(text.utf8)
            return bytes.indices.flatMap { index in
                Array("Aa1/+=B-_*\n \0".utf8).filter { $0 != bytes[index] }.map { byte in
                    String(decoding: bytes[..<index] + [byte] + bytes[(index + 1)...], as: UTF8.self)
                } + [String(decoding: bytes[..<index] + bytes[(index + 1)...], as: UTF8.self)]
            } + [text + "A", text + "AAAA"]
        }
        /// Without what clients write in another way.
        func plain(_ text: String) -> String {
            text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "").replacing("\n", with: "")
                .replacing(" ", with: "+")
        }
        for text in variants(Self.encrypted)
        where ![plain(text), plain(text.replacing(" ", with: ""))].contains(plain(Self.encrypted)) {
            #expect(fault { _ = try Self.open(text) } == "undecipherable", "\(text)")
        }
        for text in variants(Self.iv)
        where ![plain(text), plain(text.replacing(" ", with: ""))].contains(plain(Self.iv)) {
            #expect(fault { _ = try Self.open(iv: text) } == "undecipherable", "\(text)")
        }
        for text in variants(ScriptedWeChat.sessionKey)
        where ![plain(text), plain(text.replacing(" ", with: ""))].contains(plain(ScriptedWeChat.sessionKey)) {
            #expect(fault { _ = try Self.open(key: text) } == "undecipherable", "\(text)")
        }
    }

    @Test("is opened in every way of writing Base64 that clients have")
    func ways() throws {
        func ways(_ text: String) -> [String] {
            let url = text.replacing("+", with: "-").replacing("/", with: "_")
            let lines = text.enumerated().map { ($0 % 64 == 63 ? "\n" : "") + String($1) }.joined()
            return [
                text, url, text.replacing("=", with: ""), url.replacing("=", with: ""), text.replacing("+", with: " "),
                lines,
                lines.replacing("\n", with: "\r\n"), lines.replacing("\n", with: " "), " " + text + " ",
            ]
        }
        let good = try Self.open(Self.encrypted)
        #expect(Self.encrypted.contains("+") && Self.encrypted.contains("/"), "or it would show nothing")
        for text in ways(Self.encrypted) { #expect(try Self.open(text) == good, "\(text)") }
        for text in ways(Self.iv) { #expect(try Self.open(iv: text) == good, "\(text)") }
    }

    @Test("is refused when it is cut, empty, too long or no base64")
    func lengths() {
        let bytes = Base64.decode(Self.encrypted) ?? []
        for count in 0..<bytes.count {
            #expect(fault { _ = try Self.open(Base64.encode(Array(bytes.prefix(count)))) } == "undecipherable")
        }
        let block = Base64.encode([UInt8](repeating: 0, count: 16))
        for text in ["", "=", "*", block, String(repeating: "A", count: 65_536), String(repeating: "A", count: 65_540)]
        {
            #expect(fault { _ = try Self.open(text) } == "undecipherable")
        }
        for count in [0, 1, 15, 17, 24, 32] {
            let text = Base64.encode([UInt8](repeating: 1, count: count))
            #expect(fault { _ = try Self.open(iv: text) } == "undecipherable")
            #expect(fault { _ = try Self.open(key: text) } == "undecipherable")
        }
    }

    @Test("is refused when it is another app's or another person's")
    func others() {
        #expect(fault { _ = try Self.open(appID: "wx0000000000000001") } == "undecipherable")
        #expect(fault { _ = try Self.open(openid: "oGZUI0egBJY1zhBYw2KhdUfwVJJF") } == "undecipherable")
        #expect(fault { _ = try Self.open(openid: "") } == "undecipherable")
    }

    static let contents: [(text: String, opens: Bool)] = [
        (#"{"openId":"a","watermark":{"appid":"wx4f4bc4dec97d474b"}}"#, true),
        (#"{"phoneNumber":"1","watermark":{"appid":"wx4f4bc4dec97d474b"}}"#, false),
        (#"{"phoneNumber":"1","openId":"b","watermark":{"appid":"wx4f4bc4dec97d474b"}}"#, false),
        (#"{"nickName":"b","gender":0,"watermark":{"appid":"wx4f4bc4dec97d474b"}}"#, true),
        (#"{"openId":1,"watermark":{"appid":"wx4f4bc4dec97d474b"}}"#, false),
        (#"{"openId":null,"watermark":{"appid":"wx4f4bc4dec97d474b"}}"#, false),
        (#"{"openId":"a","watermark":{"appid":"wx4f4bc4dec97d474c"}}"#, false),
        (#"{"openId":"a","watermark":{"appid":""}}"#, false), (#"{"openId":"a","watermark":{"appid":7}}"#, false),
        (#"{"openId":"a","watermark":{}}"#, false), (#"{"openId":"a","watermark":"wx4f4bc4dec97d474b"}"#, false),
        (#"{"openId":"a","appid":"wx4f4bc4dec97d474b"}"#, false), (#"["wx4f4bc4dec97d474b"]"#, false), ("{}", false),
        ("", false), ("null", false), ("{", false), ("\u{0}", false),
    ]

    @Test(
        "must be an object with this app's watermark and nobody else's openid", arguments: contents)
    func content(text: String, opens: Bool) throws {
        let data = try UserData(encrypting: text)
        let key = Secret(ScriptedWeChat.sessionKey)
        let fault = fault { _ = try data.open(sessionKey: key, appID: Self.appID, openid: "a", now: Self.now) }
        #expect(fault == (opens ? "nothing" : "undecipherable"))
    }

    /// Bytes in the place of `N`.
    private static func profile(_ name: [UInt8]) throws -> JSONValue {
        let parts = #"{"openId":"a","nickName":"N","city":"广州","watermark":{"appid":"wx4f4bc4dec97d474b"}}"#.split(
            separator: "N\"")
        let text = Array(parts[0].utf8) + name + [0x22] + Array(parts[1].utf8)
        let encrypted = try AESCBC.encrypt(
            text, key: #require(Base64.decode(ScriptedWeChat.sessionKey)), iv: [UInt8](repeating: 3, count: 16),
            padding: .pkcs7)
        let data = UserData(encrypted: Base64.encode(encrypted), iv: Base64.encode([UInt8](repeating: 3, count: 16)))
        let content = try data.open(
            sessionKey: Secret(ScriptedWeChat.sessionKey), appID: Self.appID, openid: "a", now: Self.now)
        guard case .profile(let profile) = content else { throw WeChatError.fault("no profile") }
        return profile
    }

    static let halves: [(name: [UInt8], expected: String)] = [
        (Array("小".utf8) + [0xE5, 0xB0], "小"), (Array("a".utf8) + [0xF0, 0x9F, 0x98], "a"), ([0xE5], ""),
        (Array(#"x\ud83d"#.utf8), "x\u{FFFD}"), (Array(#"\ude00y"#.utf8), "\u{FFFD}y"),
        (Array("a\u{14}b".utf8), "a\u{14}b"),
        (Array(#"\u0014"#.utf8), "\u{14}"), (Array("😀".utf8), "😀"),
    ]

    @Test(
        "holds names as WeChat cuts them: half a character at the end, half a surrogate pair", arguments: halves.indices
    )
    func half(index: Int) throws {
        #expect(try Self.profile(Self.halves[index].name)["nickName"]?.string == Self.halves[index].expected)
    }

    static let garbled: [[UInt8]] = [
        [0xE5, 0xB0, 0x61], [0xFF], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE5, 0xB0, 0x61, 0xE5],
        [0xF0, 0x9F, 0x98, 0x61],
        [0xE5, 0xB0, 0xE5],
    ]

    @Test("is refused where other bytes are no text: that is what a changed block looks like", arguments: garbled)
    func refusesGarbled(name: [UInt8]) { #expect(fault { _ = try Self.profile(name) } == "undecipherable") }
}
