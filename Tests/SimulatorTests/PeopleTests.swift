import HTTP
import JSON
import SQL
import SQLite
import Testing

@testable import wechat_simulator

@Suite("People")
struct PeopleTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    private func people(_ query: String = "") throws -> [JSONValue] {
        try weChat.get("/_simulator/people", query)["people"]?.elements ?? []
    }

    @Test("There is one of each sort")
    func sorts() throws {
        let people = try people()
        #expect(
            people.map { $0["id"] } == [
                "xiaoming", "emoji", "script", "bare", "stranger", "loner", "snapshot", "newcomer",
            ])
        func ids(_ condition: (JSONValue) -> Bool) -> [String?] { people.filter(condition).map { $0["id"]?.string } }
        #expect(ids { $0["follows"] == false } == ["stranger", "snapshot"])
        #expect(ids { $0["is_snapshot"] == true } == ["snapshot"])
        #expect(ids { $0["unionid"] == .null } == ["loner"])
        #expect(ids { $0["headimgurl"] == "" } == ["bare"])
        #expect(ids { $0["phone"] == .null } == ["bare", "snapshot"])
        #expect(ids { $0["country_code"] == 61 } == ["stranger"])
        #expect(people.allSatisfy { $0["high_risk"] == false })
        #expect(ids { $0["anonymous"] == true } == ["newcomer"])
        #expect(ids { $0["nickname"]?.string?.contains("<script>") == true } == ["script"])
        #expect(people.allSatisfy { $0["openid"] == nil })
    }

    @Test("An openid has 28 characters, stays, and is another for each person and account")
    func openIDs() throws {
        try weChat.post("/_simulator/account", ["appid": "wx7"])
        let openIDs = try [TestWeChat.official, "wx7"].flatMap { appid in
            try people("appid=\(appid)").compactMap { $0["openid"]?.string }
        }
        #expect(openIDs.count == 16 && Set(openIDs).count == 16)
        #expect(openIDs.allSatisfy { $0.wholeMatch(of: /o[A-Za-z0-9_-]{27}/) != nil })
        #expect(try TestWeChat().openID("xiaoming") == openIDs[0])
        #expect(weChat.send("GET", "/_simulator/people", query: "appid=wx8").status == 400)
    }

    @Test("A person is made with what is given, and changed in what is given")
    func save() throws {
        let made = try weChat.post(
            "/_simulator/people",
            [
                "id": "new-1", "nickname": "新", "sex": 2, "province": "p", "city": "c", "country": "x",
                "headimgurl": "h", "privilege": ["a"], "language": "en", "unionid": "o6", "follows": true,
                "subscribe_time": 5, "is_snapshot": true, "phone": "7911123456", "country_code": 44, "high_risk": true,
                "anonymous": true,
            ])
        #expect(try people().last == made)
        #expect(made["privilege"] == ["a"] && made["subscribe_time"] == 5 && made["is_snapshot"] == true)
        let changed = try weChat.post("/_simulator/people", ["id": "new-1", "city": "", "unionid": nil])
        #expect(changed["city"] == "" && changed["unionid"] == .null)
        #expect(changed["nickname"] == "新" && changed["follows"] == true && changed["subscribe_time"] == 5)
        #expect(changed["phone"] == "7911123456" && changed["country_code"] == 44 && changed["high_risk"] == true)
        #expect(changed["anonymous"] == true)
        #expect(try people().count == 9)
        let other = try weChat.post("/_simulator/people", ["id": "new-1", "phone": "1", "high_risk": false])
        #expect(other["phone"] == "1" && other["country_code"] == 44 && other["high_risk"] == false)
        #expect(try weChat.post("/_simulator/people", ["id": "new-1", "phone": nil])["country_code"] == .null)
        #expect(try weChat.post("/_simulator/people", ["id": "new-1", "phone": "2"])["country_code"] == 86)
    }

    @Test("Who begins to follow does so now, and stays in the list's place")
    func follow() throws {
        try weChat.advance(10)
        let changed = try weChat.post("/_simulator/people", ["id": "stranger", "follows": true])
        #expect(changed["subscribe_time"] == .integer(TestWeChat.start + 10))
        #expect(try people()[4] == changed)
        try weChat.advance(10)
        let again = try weChat.post("/_simulator/people", ["id": "stranger", "follows": true])
        #expect(again["subscribe_time"] == changed["subscribe_time"])
    }

    @Test(
        "What makes no sense is refused with words",
        arguments: [
            "{}", #"{"id":"Big"}"#, #"{"id":"a b"}"#, #"{"id":"x","sex":3}"#, #"{"id":"x","privilege":"y"}"#,
            #"{"id":"x","privilege":[1]}"#, #"{"id":"x","follows":"perhaps"}"#, #"{"id":"x","nickname":["y"]}"#,
            #"{"id":"x","phone":"+1"}"#, #"{"id":"x","phone":""}"#, #"{"id":"x","phone":"1234567890123456"}"#,
            #"{"id":"x","phone":"1","country_code":0}"#, #"{"id":"x","phone":"1","country_code":10000}"#,
            #"{"id":"x","country_code":61}"#, #"{"id":"x","high_risk":"perhaps"}"#,
        ])
    func misuse(body: String) throws {
        let response = weChat.send("POST", "/_simulator/people", body: body)
        #expect(response.status == 400)
        #expect(try people().count == 8)
    }

    @Test(
        "A code is not given for what does not exist",
        arguments: [
            #"{"appid":"wx7","person":"emoji","scope":"snsapi_base"}"#,
            #"{"appid":"wx0000000000000002","person":"emoji","scope":"snsapi_base"}"#,
            #"{"appid":"wx0000000000000001","person":"nobody","scope":"snsapi_base"}"#,
            #"{"appid":"wx0000000000000001","person":"emoji","scope":"snsapi_login"}"#,
        ])
    func authorizeMisuse(body: String) {
        #expect(weChat.send("POST", "/_simulator/authorize", body: body).status == 400)
    }

    @Test("A code without a browser comes with the openid and the state")
    func authorize() throws {
        let answer = try weChat.post(
            "/_simulator/authorize",
            ["appid": .string(TestWeChat.official), "person": "emoji", "scope": "snsapi_base", "state": "s"])
        #expect(try #require(answer["code"]?.string).wholeMatch(of: /[A-Za-z0-9]{32}/) != nil)
        #expect(answer["state"] == "s")
        #expect(try weChat.exchange(answer["code"]?.string ?? "")["openid"] == answer["openid"])
    }

    @Test("A reset takes new people and grants away and brings the first ones back")
    func reset() throws {
        let grant = try weChat.grant()
        let code = try weChat.code()
        try weChat.post("/_simulator/people", ["id": "new"])
        try weChat.post("/_simulator/people", ["id": "xiaoming", "nickname": "x"])
        try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official), "redirect_domain": "a.example"])
        let media = try weChat.media(("type", "video"), ("size", 1))
        let login = try weChat.loginCode()
        let phone = try weChat.phoneCode()
        let session = try weChat.session()
        try weChat.post("/_simulator/reset")
        #expect(weChat.send("GET", "/_simulator/video", query: "id=\(media)").status == 400)
        #expect(try people() == (TestWeChat().get("/_simulator/people")["people"]?.elements ?? []))
        #expect(try weChat.ask("/sns/auth", grant)["errcode"] == 40001)
        #expect(try weChat.refresh(grant)["errcode"] == 40030)
        #expect(try weChat.exchange(code)["errcode"] == 40029)
        #expect(try weChat.codeToSession(login)["errcode"] == 40029)
        #expect(try weChat.phoneNumber(phone)["errcode"] == 40029)
        #expect(try weChat.checkSession(session)["errcode"] == 87009)
        #expect(try weChat.state(TestWeChat.miniProgram)["session_keys"] == [:])
        #expect(
            try weChat.post("/_simulator/account", ["appid": .string(TestWeChat.official)])["redirect_domain"]
                == "127.0.0.1")
    }

    @Test("A file of an older simulator gets people and the domain, and keeps its accounts")
    func migration() throws {
        let file = weChat.directory + "/old.sqlite3"
        let old = try Database(path: file)
        try old.migrate(Array(Store.migrations.prefix(2)))
        try old.execute(
            "INSERT INTO accounts(appid, kind, name, secret, is_frozen, asks_ip) VALUES('wx7', 'official_account', 'n', 's', 0, 0)"
        )
        let simulator = try Simulator(file: file)
        let people = simulator.answer(.test("GET", "/_simulator/people", query: "appid=wx7")).response
        let rows = try JSONValue(parsing: people.body)["people"]?.elements ?? []
        #expect(rows.count == 8 && rows.first?["phone"] == "13580006666")
        let account = simulator.answer(.test("POST", "/_simulator/account", body: #"{"appid":"wx7"}"#)).response
        #expect(try JSONValue(parsing: account.body)["redirect_domain"] == .null)
        #expect(try old.value("SELECT redirect_domain FROM accounts ORDER BY appid LIMIT 1") == "127.0.0.1")
    }

    @Test("The overview shows them and what they granted, and a name is only text there")
    func overview() throws {
        _ = try weChat.grant("xiaoming")
        _ = try weChat.grant("emoji", "snsapi_base")
        try weChat.post("/_simulator/password_changed", ["person": "emoji"])
        let page = weChat.send("GET", "/").text
        for text in ["王小明", "snsapi_userinfo</code> wx0000000000000001 <small>for 30 days", "ended", "snapshot"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.contains("&lt;script&gt;") && !page.contains("<script"))
    }
}
