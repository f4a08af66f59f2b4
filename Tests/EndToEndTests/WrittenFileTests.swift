import Foundation
import JSON
import Testing

/// `wechatctl` on files as Notepad, Excel and people's scripts write them.
@Suite("wechatctl on a file of somebody's", .timeLimit(.minutes(2)))
struct WrittenFileTests {
    /// A site without programs that run, removed with the test.
    private final class Folder {
        let path = "/tmp/wf-\(UUID().uuidString.prefix(8))"

        init(_ settings: String = "", mark: [UInt8] = []) throws {
            try FileManager.default.createDirectory(
                atPath: path + "/state", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let text = """
                public_url = https://www.example.com\r
                state_dir = state\r
                [official_account]\r
                app_id = wx0000000000000001\r
                app_secret_file = secret\r
                \(settings)
                """
            try add("wechat.ini", mark + text.utf8)
            try add("secret", mark + "00000000000000000000000000000001\r\n".utf8)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        @discardableResult
        func add(_ name: String, _ bytes: [UInt8]) throws -> String {
            try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path + "/" + name)
            return path + "/" + name
        }

        func wechatctl(_ arguments: String...) throws -> Command {
            try Command.run(
                "\(Repository.root)/bin/wechatctl", arguments + ["--config", path + "/wechat.ini"],
                environment: ["HOME": "/nonexistent"])
        }
    }

    private static let header =
        "openid,created_at,finger,c0,c1,c2,c3,c4,c5,c6,c7,heart_rate,app_heart_rate,app_highest_heart_rate,"
        + "app_lowest_heart_rate,has_paid,remark"
    private static let row = "oMPdemo000000000000000000001,2018-07-04T08:01:27Z,1,0,0,0,0,0,0,0,0,72.5,71,90,55,TRUE,"
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    @Test("imports what Excel saved, and says what it took for granted")
    func excel() throws {
        let folder = try Folder()
        // 晨起, in GBK as the remark.
        let gbk = try folder.add(
            "gbk.csv", Array((Self.header + "\r\n" + Self.row).utf8) + [0xB3, 0xBF, 0xC6, 0xF0, 0x0D, 0x0A])
        let imported = try folder.wechatctl("records", "import", gbk)
        #expect(imported.status == 0 && imported.output == "imported 1 record, 1 new user\n", "\(imported.errors)")
        #expect(imported.errors == "\(gbk): the file is not UTF-8: it was read as GB18030\n")
        let text = Self.header + ",,\r\n" + Self.row + "=1+1,,\r\n" + String(repeating: ",", count: 18) + "\r\n"
        let marked = try folder.add("marked.csv", Self.mark + text.replacing(",", with: ";").utf8)
        #expect(try folder.wechatctl("records", "import", marked).output == "imported 1 record, 0 new users\n")
        let json = try folder.wechatctl("records", "export").output.split(separator: "\n")
        #expect(
            json.count == 2
                && json.allSatisfy { $0.contains(#""heart_rate":72.5,"#) && $0.contains(#""has_paid":true"#) })
        #expect(json.first?.contains(#""remark":"晨起""#) == true && json.last?.contains(#""remark":"=1+1""#) == true)
        let csv = try folder.wechatctl("records", "export", "--format", "csv").output
        #expect(csv.hasPrefix("\u{FEFF}record_id,") && csv.contains(",'=1+1,"))
    }

    @Test("names what cannot be read, and imports nothing")
    func refused() throws {
        let folder = try Folder()
        let cut = "record_id," + Self.header + "\r\n1.23457E+11," + Self.row
        let file = try folder.add("cut.csv", Array(cut.utf8))
        let imported = try folder.wechatctl("records", "import", file)
        #expect(
            imported.status != 0
                && imported.errors.contains("line 2: record_id is 1.23457E+11: a spreadsheet has cut off digits"))
        #expect(try folder.wechatctl("records", "export").output.isEmpty)
    }

    @Test("checks a configuration with byte order marks in all of its files, and warns of what is none of WeChat's")
    func configuration() throws {
        let settings =
            "token = a-b\r\n[messages]\r\nreplies_file = replies.json\r\n[measurements]\r\nanalysis_rules = rules.json\r\n"
        let folder = try Folder(settings, mark: Self.mark)
        let rules = try #require(FileManager.default.contents(atPath: Repository.root + "/share/analysis/rules.json"))
        try folder.add("rules.json", Self.mark + rules)
        try folder.add("replies.json", Self.mark + #"{"rules":[]}"#.utf8)
        let check = try folder.wechatctl("config", "check")
        #expect(check.status == 0 && check.output.contains("wechat.ini: good"), "\(check.errors)")
        #expect(check.output.contains("warning: [official_account] token is not 3 to 32 letters and digits"))
        try folder.add("rules.json", [0xD6, 0xD0, 0xCE, 0xC4])
        let refused = try folder.wechatctl("config", "check")
        #expect(refused.status != 0 && refused.errors.contains("line 1 looks like GBK, and must be UTF-8"))
    }

    @Test("runs rules on a record with a byte order mark and a rate between two whole ones")
    func rules() throws {
        let folder = try Folder()
        let strengths = (0..<8).map { "\"c\($0)\":0.0," }.joined()
        let record = try folder.add(
            "record.json", Self.mark + "{\(strengths)\"finger\":2e0,\"heart_rate\":72.5,\"age\":34}".utf8)
        let run = try folder.wechatctl("rules", "run", "--record", record)
        #expect(run.status == 0 && run.output.contains("heart.adult_normal"), "\(run.errors)")
    }
}
