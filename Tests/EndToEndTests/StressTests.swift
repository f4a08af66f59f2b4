import Foundation
import JSON
import Platform
import Testing

@Suite("Under stress", .timeLimit(.minutes(3)))
struct StressTests {
    static let login = LoadTests.login

    @Test("large JSON from strangers costs no memory that stays")
    func memory() throws {
        let site = try Site()
        let paths = [
            Self.login, "/miniprog/wx_auth/login", "/miniprog/wx_auth/register", "/wx/api/jssdk/config",
            "/wx/api/payment", "/2020/wechat/offiaccount/jssdk", "/wx", "/wx/service",
            "/boilerplate/api/v1/wechat-mp/gateway",
        ]
        let programs = [
            "wechat-miniapp-user", "wx-auth-login", "wx-auth-register", "wx-api-jssdk-config", "wx-api-payment",
            "offiaccount-jssdk", "wx", "wx-service", "wechat-mp-gateway",
        ]
        let bodies = [1 << 20, 120_000, 30_000].map { size in
            #"{"a":["# + String(repeating: "{},", count: size / 3 - 4) + "1]}"
        }
        let files = try bodies.enumerated().map { index, body in
            let file = "\(site.folder)/body-\(index)"
            try body.write(toFile: file, atomically: true, encoding: .utf8)
            return file
        }
        let before = try site.privateMemory(programs)
        var callers: [RunningCommand] = []
        for round in 0..<6 {
            for (index, path) in paths.enumerated() {
                callers.append(
                    try site.call(
                        round * paths.count + index, "POST", path + "?encrypt_type=aes&timestamp=1&nonce=1",
                        body: "@" + files[round % files.count]))
            }
        }
        for caller in callers { #expect(try site.reply(caller).status > 0) }
        let after = try site.privateMemory(programs)
        #expect(after - before < 30_000, "\(before) KB before, \(after) KB after")
    }

    @Test("a killed process loses nothing that was acknowledged, and the others go on")
    func killed() throws {
        let site = try Site()
        let tokens = Shared<[String]>([])
        let failures = Shared<Int>(0)
        let codes = try (0..<8).map { person in
            try site.simulator("POST", "people", ["id": .string("p\(person)"), "nickname": .string("\(person)")])
            return try (0..<12).map { _ in try site.miniCode("p\(person)") }
        }
        let done = DispatchGroup()
        for (number, codes) in codes.enumerated() {
            done.enter()
            let address = site.address
            Thread.detachNewThread {
                for code in codes {
                    let output = try? Command.run(
                        "/usr/bin/curl",
                        [
                            "-s", "-m", "10", "--interface", "127.0.3.\(number + 1)", "--data-binary",
                            #"{"code":"\#(code)"}"#, address + Self.login,
                        ]
                    ).output
                    let token = output.flatMap { try? JSONValue(parsing: Array($0.utf8)) }?["token"]?.string
                    if let token { tokens.withLock { $0.append(token) } } else { failures.withLock { $0 += 1 } }
                }
                done.leave()
            }
        }
        for _ in 0..<6 {
            usleep(150_000)
            if let victim = try site.processes("wechat-miniapp-user").randomElement() { kill(victim, SIGKILL) }
        }
        done.wait()
        let all = tokens.withLock { $0 }
        #expect(all.count + failures.withLock { $0 } == 96 && all.count > 40, "\(all.count) logins")
        for (index, token) in all.enumerated() {
            let profile = try site.reply(
                site.call(300 + index, "GET", Self.login, headers: ["authorization: wechat \(token)"]))
            #expect(profile.status == 200, "an acknowledged login is lost")
        }
    }
}
