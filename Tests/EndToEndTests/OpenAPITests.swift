import Foundation
import JSON
import Testing

/// `docs/openapi.yaml`, as `Scripts/check-openapi` reads it with other implementations of YAML and JSON Schema.
@Suite("docs/openapi.yaml", .timeLimit(.minutes(5)))
struct OpenAPITests {
    private static func check(_ options: String...) throws -> Command {
        try Command.run(Repository.root + "/Scripts/check-openapi", options)
    }

    /// Whatever is wrong with answers.
    private static func faults(_ lines: [String], _ options: String...) throws -> String {
        let file = "/tmp/wa-\(UUID().uuidString.prefix(8)).jsonl"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let command = try Command.run(Repository.root + "/Scripts/check-openapi", ["--answers", file] + options)
        #expect((command.status == 0) == command.errors.isEmpty)
        return command.errors
    }

    @Test("is well-formed, and has the paths and methods of nginx's files and of the programs")
    func routes() throws {
        let command = try Self.check()
        #expect(command.status == 0, "\(command.errors)")
    }

    @Test("describes the answers: of every operation at least one success and one error")
    func answers() throws {
        let replies = "/tmp/wa-\(UUID().uuidString.prefix(8)).json"
        defer { try? FileManager.default.removeItem(atPath: replies) }
        // A site each: nginx lets nobody ask so much at a time.
        let parts: [(extra: String, ask: (AnswerLog) throws -> Void)] = [
            ("[cors]\norigins = https://h5.example.com", { try $0.askOfficialAccount() }),
            ("", { try $0.askWxAuth() }),
            ("[jssdk]\nexplain = true", { try $0.askJSSDKServer() }),
            (try AnswerLog.repliesOfAllKinds(in: replies), { try $0.askGateways() }),
            ("", { try $0.askMeasurements() }),
            ("", { try $0.askBoilerplate() }),
        ]
        var lines: [String] = []
        for part in parts {
            let log = AnswerLog(try Site(workers: 1, extra: part.extra))
            try part.ask(log)
            lines += log.lines
        }
        #expect(lines.count > 400)
        let faults = try Self.faults(lines, "--every")
        #expect(faults.isEmpty, "\(faults.prefix(4000))")
    }

    @Test(
        "is found wrong where it is changed",
        arguments: [
            ("  /wx/config:", "  /wx/conf:", "/wx/config: is in nginx's wx-config.conf and not in openapi.yaml"),
            ("/{record_id}/remark:", "/{record}/remark:", "parameter record of the path is not declared"),
            (
                "  /wx/oauth:\n    get:", "  /wx/oauth:\n    post:",
                "GET /wx/oauth: is answered by wx-oauth.fcgi and not in"
            ),
            ("operationId: wxConfig", "operationId: auth", "operationId auth is that of GET /2020/wechat/auth"),
            ("schemas/AppID'", "schemas/AppId'", "$ref #/components/schemas/AppId leads nowhere"),
            ("$ref: report.schema.json", "$ref: reports.schema.json", "$ref reports.schema.json leads nowhere"),
            ("required: [cid, ok, data]", "requird: [cid, ok, data]", "requird: JSON Schema has no such keyword"),
            ("additionalProperties: false", "additionalProperties: no-thing", "'no-thing' is not"),
            ("version: 1.0.0", "version: 0.9.0", "info.version is 0.9.0"),
        ])
    func changedDocument(text: String, other: String, fault: String) throws {
        let folder = "/tmp/wa-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let document = try Repository.text("docs/openapi.yaml")
        #expect(document.contains(text))
        try document.replacing(text, with: other, maxReplacements: 1).write(
            toFile: folder + "/openapi.yaml", atomically: true, encoding: .utf8)
        try Repository.text("docs/report.schema.json").write(
            toFile: folder + "/report.schema.json", atomically: true, encoding: .utf8)
        let command = try Self.check("--document", folder + "/openapi.yaml")
        #expect(command.status == 1)
        #expect(command.errors.contains(fault), "\(command.errors)")
    }

    /// Made up, and as described.
    private static let answer = #"""
        {"method":"GET","path":"/miniprog/wx_auth/is_openid_registered?openid=o","status":200,\#
        "content_type":"application/json; charset=utf-8",\#
        "headers":{"cache-control":["no-store"],"x-request-id":"0123456789abcdef0123456789abcdef"},\#
        "body":"{\"code\":0,\"detail\":\"成功\",\"results\":[{\"is_registered\":true}]}"}
        """#

    @Test(
        "is not met by an answer that is another",
        arguments: [
            (#""GET""#, #""PUT""#, "PUT /miniprog/wx_auth/is_openid_registered is no operation"),
            ("wx_auth/is", "wx_auth/was", "is no operation"), ("200", "201", "the status is not described"),
            ("application/json;", "text/plain;", "content type is text/plain, not application/json"),
            ("utf-8", "gbk", "without charset=utf-8"), ("no-store", "public", "header Cache-Control"),
            ("x-request-id", "x-id", "header X-Request-Id is missing"),
            ("0123456789abcdef", "-", "header X-Request-Id"),
            (#"code\":0"#, #"code\":1"#, "code: 0 was expected"), (":true", ":1", "results/0/is_registered: 1 is not"),
            (#"{\"is_registered\":true}"#, "", "results"),
            (#"true}"#, #"true,\"x\":1}"#, "'x' was unexpected"),
            (#"]}"}"#, #"]"}"#, "the body is no application/json"),
        ])
    func changedAnswer(text: String, other: String, fault: String) throws {
        #expect(try Self.faults([Self.answer]) == "")
        #expect(Self.answer.contains(text))
        let faults = try Self.faults([Self.answer.replacing(text, with: other)])
        #expect(faults.contains(fault), "\(faults)")
    }

    @Test("is asked for a success and an error of every operation")
    func everyOperation() throws {
        let faults = try Self.faults([Self.answer], "--every").split(separator: "\n")
        let asked = "check-openapi: GET /miniprog/wx_auth/is_openid_registered"
        #expect(faults.contains("\(asked): no error among the answers"))
        #expect(!faults.contains("\(asked): no success among the answers"))
        #expect(faults.contains("check-openapi: POST /wx/service: no success among the answers"))
    }
}
