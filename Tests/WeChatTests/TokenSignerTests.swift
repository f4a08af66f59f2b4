import Crypto
import Foundation
import JSON
import Platform
import Testing

@testable import People
@testable import Site
@testable import WeChat

@Suite("Login tokens")
struct TokenSignerTests {
    let directory: TemporaryDirectory
    let time = ManualClock()
    let signer: TokenSigner
    let token: String

    static let issuer = "https://www.example.com"

    init() throws {
        directory = try TemporaryDirectory()
        let keys = KeyFile(.jwt, directory: directory.path, clock: time.clock)
        signer = TokenSigner(keys, issuer: Self.issuer, audience: "wx1", clock: time.clock)
        token = try signer.sign(userID: 7, sessionID: "session", lifetime: 600)
    }

    private var keys: KeyFile { KeyFile(.jwt, directory: directory.path, clock: time.clock) }

    private func outcome(_ text: String) -> String { fault { _ = try signer.verify(text) } }

    /// The header and the claims of a good token.
    private func parts() throws -> (header: JSONValue, claims: JSONValue) {
        let parts = try token.split(separator: ".").prefix(2).map {
            try JSONValue(parsing: Base64URL.decode(String($0)) ?? [])
        }
        return (parts[0], parts[1])
    }

    /// A token that is rightly signed, whatever it says.
    private func signed(_ header: String, _ claims: String) throws -> String {
        let content = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
        let mac = try hmacSHA256(key: try keys.newest().bytes, message: Array(content.utf8))
        return content + "." + Base64URL.encode(mac)
    }

    @Test("say who logged in, for whom and until when, and are good for that")
    func content() throws {
        let id = Hex.encode(try keys.newest().id)
        let (header, claims) = try parts()
        #expect(header == ["alg": "HS256", "typ": "JWT", "kid": .string(id)])
        let now = time.clock.now()
        #expect(
            claims == [
                "iss": .string(Self.issuer), "aud": "wx1", "sub": "7", "iat": .integer(now),
                "exp": .integer(now + 600), "jti": "session",
            ])
        let login = try signer.verify(token)
        #expect(login.userID == 7 && login.sessionID == "session")
        #expect(try signer.verify(signed(header.text, claims.text)).userID == 7)
    }

    @Test(
        "have one algorithm",
        arguments: [
            #""none""#, #""None""#, #""""#, #""HS384""#, #""HS512""#, #""RS256""#, #""ES256""#, #""hs256""#,
            #""HS256 ""#, "null", "256", #"["HS256"]"#, #"{"HS256":1}"#,
        ])
    func algorithms(alg: String) throws {
        let claims = try parts().claims.text
        let id = Hex.encode(try keys.newest().id)
        let text = try signed(#"{"alg":\#(alg),"typ":"JWT","kid":"\#(id)"}"#, claims)
        #expect(outcome(text) == "malformed")
        let unsigned = text.prefix { $0 != "." } + "." + token.split(separator: ".")[1] + "."
        #expect(outcome(String(unsigned)) == "malformed")
    }

    @Test("name a key of this site in a header that says nothing twice and nothing critical")
    func headers() throws {
        let claims = try parts().claims.text
        let id = Hex.encode(try keys.newest().id)
        let table: [(String, String)] = [
            (#"{"alg":"HS256","kid":"\#(id)"}"#, "nothing"), (#"{"alg":"HS256"}"#, "malformed"),
            (#"{"alg":"HS256","kid":"\#(id)0"}"#, "malformed"), (#"{"alg":"HS256","kid":"\#(id)00"}"#, "unknown"),
            (#"{"alg":"HS256","kid":""}"#, "unknown"), (#"{"alg":"HS256","kid":"../../x"}"#, "malformed"),
            (#"{"alg":"HS256","kid":null}"#, "malformed"), (#"{"alg":"HS256","kid":0}"#, "malformed"),
            (#"{"alg":"HS256","kid":["\#(id)"]}"#, "malformed"), (#"{"kid":"\#(id)"}"#, "malformed"),
            (#"{"alg":"HS256","kid":"\#(id)","crit":["exp"]}"#, "malformed"),
            (#"{"alg":"HS256","kid":"\#(id)","crit":[]}"#, "malformed"),
            (#"{"alg":"HS256","kid":"\#(id)","crit":null}"#, "malformed"),
            (#"{"alg":"HS256","kid":"\#(id)","alg":"HS256"}"#, "malformed"),
            (#"{"alg":"none","kid":"\#(id)","alg":"HS256"}"#, "malformed"),
            (#"{"alg":"HS256","kid":"00000000","kid":"\#(id)"}"#, "malformed"),
            ("[]", "malformed"), ("", "malformed"), ("null", "malformed"), ("{", "malformed"), ("\u{0}", "malformed"),
            (String(repeating: "[", count: 2000), "malformed"),
        ]
        for (header, expected) in table { #expect(outcome(try signed(header, claims)) == expected, "\(header)") }
    }

    @Test("count only when all claims are there, are of their types, and are of this site and this app")
    func claims() throws {
        let header = try parts().header.text
        let now = time.clock.now()
        let good = [
            ("iss", #""https://www.example.com""#), ("aud", #""wx1""#), ("sub", #""7""#), ("iat", "\(now)"),
            ("exp", "\(now + 9)"), ("jti", #""s""#),
        ]
        func outcome(_ name: String, _ value: String?) throws -> String {
            let members = good.compactMap { $0.0 == name ? value.map { "\"\(name)\":\($0)" } : "\"\($0.0)\":\($0.1)" }
            return self.outcome(try signed(header, "{\(members.joined(separator: ","))}"))
        }
        let wrong = ["null", "[]", "{}", "true", "1.5", #""""#, #""x""#, "1e400", #"["https://www.example.com"]"#]
        for (name, value) in good {
            #expect(try outcome(name, value) == "nothing")
            #expect(try outcome(name, nil) == "malformed")
            for value in wrong where name != "jti" || !value.hasPrefix("\"") {
                #expect(try outcome(name, value) == "malformed", "\(name): \(value)")
            }
        }
        let table = [
            ("iss", #""https://www.example.com/""#), ("iss", #""https://evil.com""#), ("aud", #""wx2""#),
            ("aud", #"["wx1"]"#), ("sub", "7"), ("sub", #""7 ""#), ("sub", #""99999999999999999999""#), ("jti", "1"),
            ("iat", "\"\(now)\""), ("exp", "\"\(now + 9)\""), ("exp", "\(now + 9).0"),
        ]
        for (name, value) in table { #expect(try outcome(name, value) == "malformed", "\(name): \(value)") }
        for claims in ["", "[]", "null", "{", "{}"] { #expect(self.outcome(try signed(header, claims)) == "malformed") }
    }

    @Test("end to the second, and are not from the future")
    func times() throws {
        let other = try signer.sign(userID: 7, sessionID: "s", lifetime: 600)
        time.pass(599)
        #expect(outcome(token) == "nothing")
        time.pass(1)
        #expect(outcome(token) == "expired" && outcome(other) == "expired")
        time.setWall(by: -660)
        #expect(outcome(token) == "nothing")
        time.setWall(by: -1)
        #expect(outcome(token) == "malformed")
    }

    @Test("are not good with any one character changed, left out or added")
    func changes() {
        let bytes = Array(token.utf8)
        for index in bytes.indices {
            for byte in Array("Aa0-_.=+ \n".utf8) where byte != bytes[index] {
                let text = String(decoding: bytes[..<index] + [byte] + bytes[(index + 1)...], as: UTF8.self)
                #expect(["malformed", "unknown"].contains(outcome(text)), "\(text)")
            }
            let shorter = String(decoding: bytes[..<index] + bytes[(index + 1)...], as: UTF8.self)
            #expect(["malformed", "unknown"].contains(outcome(shorter)), "\(shorter)")
        }
        for text in [
            "\(token)=", "\(token)A", "\(token).", ".\(token)", " \(token)", "\(token)\n", "\(token).\(token)", "", ".",
            "..", "...", token.replacing(".", with: "..", maxReplacements: 1), "\(token)\u{0}",
            token.split(separator: ".").dropLast().joined(separator: "."), token.uppercased(),
            token + String(repeating: "A", count: 100_000), String(repeating: ".", count: 100_000),
        ] { #expect(outcome(text) == "malformed") }
    }

    @Test("have at most 4096 bytes")
    func length() throws {
        let (header, claims) = try parts()
        func padded(_ count: Int) throws -> String {
            let more = String(claims.text.dropLast()) + #","x":"\#(String(repeating: "a", count: count))"}"#
            return try signed(header.text, more)
        }
        let lengths = try (2600...2900).map { try padded($0) }
        #expect(lengths.contains { $0.utf8.count > 4096 } && lengths.contains { (4090...4096) ~= $0.utf8.count })
        for text in lengths { #expect(outcome(text) == (text.utf8.count > 4096 ? "malformed" : "nothing")) }
    }

    @Test("are not good with the signature of another token or key")
    func foreign() throws {
        let parts = token.split(separator: ".")
        let other = try signer.sign(userID: 8, sessionID: "session", lifetime: 600).split(separator: ".")
        #expect(outcome("\(parts[0]).\(other[1]).\(parts[2])") == "malformed")
        #expect(outcome("\(parts[0]).\(parts[1]).\(other[2])") == "malformed")
        let elsewhere = try TemporaryDirectory()
        let keys = KeyFile(.jwt, directory: elsewhere.path, clock: time.clock)
        let foreign = TokenSigner(keys, issuer: Self.issuer, audience: "wx1", clock: time.clock)
        #expect(outcome(try foreign.sign(userID: 7, sessionID: "session", lifetime: 600)) == "unknown")
    }

    @Test("stay good when a new key is made, for as long as a token may live")
    func rotation() throws {
        time.pass(100)
        let first = try keys.rotate(lifetime: 600)
        let newer = try signer.sign(userID: 8, sessionID: "s", lifetime: 10_000)
        #expect(try parts().header["kid"]?.string != first.name)
        #expect(outcome(token) == "nothing" && outcome(newer) == "nothing")
        time.setWall(by: 600)
        _ = try keys.rotate(lifetime: 600)
        time.setWall(by: -300)
        #expect(outcome(token) == "nothing" && outcome(newer) == "nothing")
        time.setWall(by: 301)
        _ = try keys.rotate(lifetime: 600)
        #expect(outcome(token) == "unknown" && outcome(newer) == "nothing")
        #expect(try keys.summaries().count == 3)
    }

    @Test("are neither made nor read with a key that is too short, or with no good file")
    func shortKey() throws {
        let path = directory.path + "/jwt.json"
        for key in [String(repeating: "00", count: 31), "", String(repeating: "00", count: 33)] {
            let text = #"{"version":1,"keys":[{"id":"00000001","created_at":1,"key":"\#(key)"}]}"#
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            #expect(outcome(token).contains("damaged"))
            #expect(throws: WeChatError.self) { try signer.sign(userID: 7, sessionID: "s", lifetime: 600) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
        }
    }
}
