import HTTP
import JSON
import SQL
import SQLite
import Testing

@testable import wechat_simulator

@Suite("Followers: user/get and user/info/batchget")
struct UserListTests {
    let weChat: TestWeChat
    let token: String

    init() throws {
        weChat = try TestWeChat()
        token = try weChat.officialToken()
    }

    private func list(_ next: String? = nil) throws -> JSONValue {
        let query = "access_token=\(token)" + (next.map { "&next_openid=\($0)" } ?? "")
        return try JSONValue(parsing: weChat.send("GET", "/cgi-bin/user/get", query: query).body, limits: .own)
    }

    @Test("Those who follow, in their order; none after the last")
    func followers() throws {
        let openIDs = try ["xiaoming", "emoji", "script", "bare", "loner", "newcomer"].map { try weChat.openID($0) }
        let all = try list()
        let names = openIDs.map { "\"\($0)\"" }.joined(separator: ",")
        #expect(
            all.text
                == #"{"total":6,"count":6,"data":{"openid":[\#(names)]},"next_openid":"\#(openIDs[5])"}"#)
        #expect(try list(openIDs[3])["data"]?["openid"]?.elements?.map(\.string) == Array(openIDs[4...]))
        #expect(try list(openIDs[5]).text == #"{"total":6,"count":0,"next_openid":""}"#)
        #expect(try list("oNobody")["errcode"] == 40003)
        #expect(try list(weChat.openID("stranger"))["errcode"] == 40003)
    }

    @Test("Ten thousand to a page")
    func pages() throws {
        try Database(path: weChat.directory + "/simulator.sqlite3").execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9996)
            INSERT INTO people(id, nickname, sex, province, city, country, headimgurl, privilege, language, follows,
                subscribe_time, is_snapshot)
            SELECT 'n' || i, '', 0, '', '', '', '', '[]', '', 1, 0, 0 FROM n
            """)
        let first = try list()
        #expect(first["total"] == 10_002 && first["count"] == 10_000)
        let last = try #require(first["next_openid"]?.string)
        #expect(first["data"]?["openid"]?.elements?.last?.string == last)
        let second = try list(last)
        #expect(second["count"] == 2 && second["data"]?["openid"]?.elements?.count == 2)
    }

    private func batch(_ openIDs: [String]) throws -> JSONValue {
        let users = openIDs.map { openID -> JSONValue in ["openid": .string(openID), "lang": "zh_CN"] }
        let body = JSONValue.object([.init("user_list", .array(users))]).text
        let path = "/cgi-bin/user/info/batchget"
        let answer = weChat.send("POST", path, query: "access_token=\(token)", body: body).body
        return try JSONValue(parsing: answer, limits: .own)
    }

    @Test("What is told of several is what is told of each, up to a hundred")
    func batches() throws {
        let openIDs = try ["stranger", "xiaoming", "stranger"].map { try weChat.openID($0) }
        let each = try openIDs.map { try weChat.get("/cgi-bin/user/info", "access_token=\(token)&openid=\($0)") }
        #expect(try batch(openIDs)["user_info_list"] == .array(each))
        #expect(try batch([String](repeating: openIDs[1], count: 100))["user_info_list"]?.elements?.count == 100)
        #expect(try batch([String](repeating: openIDs[1], count: 101))["errcode"] == 40032)
        #expect(try batch([])["errcode"] == 40032)
        #expect(try weChat.call("/cgi-bin/user/info/batchget", [:], token: token)["errcode"] == 40032)
        for bad in ["", "oNobody"] { #expect(try batch([openIDs[0], bad])["errcode"] == 40003) }
    }
}
