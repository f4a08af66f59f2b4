import Foundation
import JSON
import Testing

/// SDKs of other people's, unchanged, against the simulator and against this site's gateways.
@Suite("wechatpy and WeRoBot", .timeLimit(.minutes(3)))
struct SDKTests {
    @Test("wechatpy's calls find in the simulator what they find in WeChat")
    func wechatpyCalls() throws {
        let site = try Site(workers: 1)
        #expect(
            try run("wechatpy_calls", site) == [
                "token", "ticket", "users", "oauth", "newer_account", "authorize_page", "mini_program", "media", "menu",
                "custom_messages", "template_messages", "subscription_messages", "qr_codes", "quotas_and_network",
                "unknown_path",
            ])
        let asked = [
            "token", "ticket/getticket", "user/info", "user/get", "user/info/batchget", "media/upload", "media/get",
            "media/uploadimg", "menu/create", "menu/get", "menu/delete", "message/custom/send",
            "message/template/send", "message/subscribe/send", "qrcode/create", "showqrcode", "openapi/quota/get",
            "clear_quota", "callback/check",
        ]
        for path in asked { #expect(try site.calls("/cgi-bin/" + path) > 0, "\(path)") }
    }

    @Test("WeRoBot's calls do so too")
    func weRoBotCalls() throws {
        let site = try Site(workers: 1)
        #expect(
            try run("werobot_calls", site)
                == ["token", "menu", "media", "users", "custom_messages", "qr_codes", "unknown_path"])
    }

    @Test(
        "A gateway made with an SDK reads every kind of push in every mode, and its replies are taken",
        arguments: ["wechatpy", "werobot"])
    func gateways(sdk: String) throws {
        let site = try Site(workers: 1)
        #expect(try run("gateways", site, sdk) == ["plain", "compatible", "encrypted"])
    }

    @Test("The gateways here read what the SDKs push and encrypt, and the SDKs read every type of reply")
    func pushes() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/wsdk-\(UUID().uuidString.prefix(6))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = String(repeating: "A", count: 42) + "E"
        try SDKTests.replies.text.write(toFile: folder + "/replies.json", atomically: true, encoding: .utf8)
        let site = try Site(
            extra: """
                [official_account]
                encoding_aes_key = \(key)
                [messages]
                encrypted_only = false
                replies_file = \(folder)/replies.json

                """)
        #expect(
            try run("pushes", site, site.address)
                == ["verification", "plain", "encrypted_by_wechatpy", "encrypted_by_werobot"])
        #expect(try site.number("SELECT count(*) FROM inbox") == 63)
    }

    @Test("sns/* is text/plain without a charset, through nginx too", arguments: ["/sns/userinfo", "/sns/nothing"])
    func charset(path: String) throws {
        let site = try Site(workers: 1)
        let command = try Command.run(
            "/usr/bin/curl",
            ["-s", "-o", "/dev/null", "-w", "%header{content-type}", "http://127.0.0.1:\(site.simulatorPort)\(path)"])
        #expect(command.output == "text/plain")
    }

    /// A reply of each type, to the text that names it.
    private static let replies: JSONValue = [
        "rules": [
            rule("text", ["content": "你好 ]]> & <b> 😴"]), rule("image", ["media_id": "M"]),
            rule("voice", ["media_id": "M"]), rule("video", ["media_id": "M", "title": "t"]),
            rule("music", ["title": "t", "music_url": "http://m/", "thumb_media_id": "M"]),
            rule("news", ["articles": [["title": "t", "url": "http://a/"]]]), rule("transfer_customer_service", [:]),
        ]
    ]

    private static func rule(_ type: String, _ more: JSONValue) -> JSONValue {
        guard case .object(let members) = more else { return .null }
        return [
            "match": "exact", "text": .string(type),
            "reply": .object([JSONValue.Member("type", .string(type))] + members),
        ]
    }

    /// Runs a script in the Python that `Scripts/install-packages test` made.
    ///
    /// - Returns: the names of the checks that it passed.
    private func run(_ script: String, _ site: Site, _ more: String...) throws -> [String?] {
        let python = Repository.root + "/.build/sdk-python/bin/python"
        let file = "\(Repository.root)/Tests/EndToEndTests/Support/Python/sdk/\(script).py"
        let simulator = "http://127.0.0.1:\(site.simulatorPort)"
        let command = try Command.run(python, ["-B", file, simulator] + more)
        #expect(command.status == 0, "\(command.errors)")
        return try JSONValue(parsing: Array(command.output.utf8)).elements?.map(\.string) ?? []
    }
}
