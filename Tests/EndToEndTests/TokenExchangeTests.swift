import Foundation
import JSON
import Testing

@Suite("JSON web tokens, beside PyJWT", .timeLimit(.minutes(2)))
struct TokenExchangeTests {
    @Test("made here verify there, made there with the same key verify here, and nothing else does")
    func exchange() throws {
        let site = try Site(workers: 1)
        let openid = try #require(try site.exchange("xiaoming")["openid"]?.string)
        let login = try site.json("POST", "/miniprog/wx_auth/login", ["openid": .string(openid)])
        let token = try #require(login.body["results"]?.elements?.first?["token"]?.string)
        let keys = try JSONValue(
            parsing: Array(try String(contentsOfFile: "\(site.folder)/state/keys/jwt.json", encoding: .utf8).utf8))
        let key = try #require(keys["keys"]?.elements?.last?["key"]?.string)
        let script = "\(Repository.root)/Tests/EndToEndTests/Support/Python/jwt-exchange.py"
        let command = try Command.run("/usr/bin/python3", [script, token, key, Site.miniAppID, site.address])
        #expect(command.status == 0, "\(command.errors)")
        let tokens = try JSONValue(parsing: Array(command.output.utf8))
        #expect(tokens["claims"]?["exp"]?.integer == (tokens["claims"]?["iat"]?.integer ?? 0) + 604_800)
        #expect(try status(site, try #require(tokens["own"]?.string)) == 200)
        for name in ["none", "hs384", "weak", "unknown", "expired", "other"] {
            #expect(try status(site, try #require(tokens[name]?.string)) == 403, "\(name)")
        }
        let parts = token.split(separator: ".").map(String.init)
        for changed in [parts[0] + "." + parts[1] + ".", parts[0] + ".e30." + parts[2], token + "x", "x" + token] {
            #expect(try status(site, changed) == 403)
        }
        #expect(try status(site, token) == 200)
    }

    private func status(_ site: Site, _ token: String) throws -> Int {
        try site.json("POST", "/miniprog/wx_auth/login", token: "jwt \(token)").status
    }
}
