import Foundation
import JSON
import Testing

/// The H5 site, `public/app.html`, by clicks in a browser: its scripts, the API behind it and the login that it needs.
@Suite("The page of measurements in a real Chromium", .timeLimit(.minutes(3)))
struct MeasurementPageTests {
    @Test("asks for a login, then shows the measurements with charts, a page at a time")
    func history() throws {
        let site = try Site(workers: 1)
        try site.importRecords(of: "xiaoming", count: 45)
        let chromium = try phone(site, as: "xiaoming")
        #expect(try chromium.text("h1") == "我的测量")
        #expect(try records(chromium) == (1...20).map { Int64(46 - $0) })
        #expect(try chromium.run("return document.querySelectorAll('#trend circle').length") == 20)
        #expect(try bars(chromium) == 8)
        #expect(try chromium.text(".record").contains("左无名指") && chromium.text(".record").contains("65.5 次/分"))
        #expect(try isPicture(chromium.screenshot("measurements")))
        try chromium.click("#more")
        try chromium.text("#status") { $0.contains("40") }
        try chromium.click("#more")
        try chromium.text("#status") { $0 == "共 45 次测量" }
        #expect(try records(chromium) == (1...45).map { Int64(46 - $0) })
        #expect(try chromium.run("return document.querySelector('#more').hidden") == true)
    }

    @Test("shows the days that were asked for, and says when there is nothing")
    func filter() throws {
        let site = try Site(workers: 1)
        try site.importRecords(of: "xiaoming", count: 45)
        let chromium = try phone(site, as: "xiaoming")
        // The records are a day apart, the first on January 1st.
        try chromium.write("2026-01-12", into: "#from")
        try chromium.write("2026-01-10", into: "#to")
        try chromium.click("#filter")
        try chromium.text("#status") { $0 == "共 3 次测量" }
        #expect(try records(chromium) == [12, 11, 10])
        #expect(try chromium.url.hasSuffix("#/history?from=2026-01-10&to=2026-01-12"))
        try chromium.write("2025-01-01", into: "#from")
        try chromium.write("2025-01-02", into: "#to")
        try chromium.click("#filter")
        try chromium.text("#empty") { $0.contains("这段时间里没有测量") }
    }

    @Test("tells a person without measurements that there are none")
    func empty() throws {
        let site = try Site(workers: 1)
        let chromium = try phone(site, as: "bare")
        try chromium.text("#empty") { $0.contains("还没有测量") }
    }

    @Test("tells the visitor of a snapshot page how to get to the measurements")
    func snapshot() throws {
        let site = try Site(workers: 1)
        let chromium = try phone(site, as: "snapshot")
        try chromium.text("#empty") { $0.contains("使用完整服务") }
        #expect(try isPicture(chromium.screenshot("snapshot")))
    }

    @Test("goes from the short report to the whole one by payment, and keeps a remark with emoji")
    func report() throws {
        let site = try Site(workers: 1)
        try site.importRecords(of: "xiaoming", count: 1)
        let chromium = try phone(site, as: "xiaoming")
        try chromium.click(".record")
        #expect(try chromium.text("#nickname") == "王小明")
        #expect(try chromium.text("#meridians svg") { !$0.isEmpty }.contains("肺经"))
        #expect(try chromium.text("#disclaimer").contains("不是医学诊断"))
        #expect(try chromium.run("return document.querySelectorAll('#pulse path').length") == 1)
        #expect(try lists(chromium) == ["lead", "tags"])
        #expect(try isPicture(chromium.screenshot("report")))
        try chromium.click("#pay")
        try chromium.wait(until: "document.querySelector('#pay') === null")
        #expect(try chromium.text("#factors").contains("湿气"))
        #expect(try lists(chromium).contains("channels_and_collaterals_explains"))
        #expect(try isPicture(chromium.screenshot("whole-report")))
        let remark = "晨起空腹 😴👨‍👩‍👧 \n<b>第二行</b>"
        try chromium.write(remark, into: "#remark")
        #expect(try chromium.text("#remark-count") == "19/255")
        try chromium.click("#save-remark")
        try chromium.text("#remark-status") { $0 == "已保存" }
        try chromium.run("location.reload()")
        try chromium.wait(
            until: "document.querySelector('#remark') !== null && document.querySelector('#pay') === null")
        #expect(try chromium.run("return document.querySelector('#remark').value") == .string(remark))
        #expect(try site.number("SELECT has_paid FROM records") == 1)
    }

    @Test("counts a remark as the API does, and does not send one that is too long")
    func longRemark() throws {
        let site = try Site(workers: 1)
        try site.importRecords(of: "xiaoming", count: 1)
        let chromium = try phone(site, as: "xiaoming")
        try chromium.click(".record")
        try chromium.text("#remark-count") { $0 == "0/255" }
        let longest = String(repeating: "👨‍👩‍👧", count: 255)
        try chromium.write(longest + "长", into: "#remark")
        #expect(try chromium.text("#remark-count") == "256/255")
        #expect(try chromium.run("return document.querySelector('#save-remark').disabled") == true)
        try chromium.write(longest, into: "#remark")
        try chromium.click("#save-remark")
        try chromium.text("#remark-status") { $0 == "已保存" }
    }

    @Test("shares a report by a link that shows it, read-only, to whoever has it")
    func share() throws {
        let site = try Site(workers: 1)
        try site.importRecords(of: "xiaoming", count: 1, paid: true)
        let owner = try phone(site, as: "xiaoming")
        try owner.click(".record")
        try owner.click("#share")
        try owner.text("#share-status") { $0.contains("链接") }
        let link = try #require(try owner.run("return document.querySelector('#share-link').value").string)
        #expect(link.hasPrefix(site.address + "/app.html#/shared?token="))
        let pages = try site.calls("/connect/oauth2/authorize")
        let reader = try Chromium()
        try reader.open(link)
        #expect(try reader.text("h1") { $0.contains("分享") } == "分享的分析报告")
        #expect(try reader.text("#nickname") == "王小明")
        #expect(try lists(reader).contains("channels_and_collaterals_explains"))
        #expect(try reader.run("return document.querySelectorAll('button, textarea, input').length") == 0)
        #expect(try !reader.text("#profile").contains("生日"))
        #expect(try site.calls("/connect/oauth2/authorize") == pages)
        try reader.open("about:blank")
        try reader.open(link.dropLast() + "!")
        try reader.text("#error") { $0.contains("没有找到") }
        try owner.click("#share-birthday")
        try owner.click("#share")
        try owner.wait(until: "document.querySelector('#share-link').value !== \(JSONValue.string(link).text)")
        let other = try #require(try owner.run("return document.querySelector('#share-link').value").string)
        try reader.open(other)
        try reader.text("#profile") { $0.contains("生日") && $0.contains("1990-01-31") }
        try owner.click("#stop-sharing")
        try owner.text("#share-status") { $0.contains("已停止分享") }
        for ended in [link, other] {
            try reader.open("about:blank")
            try reader.open(ended)
            try reader.text("#error") { $0.contains("没有找到") }
        }
    }

    @Test("shows what people wrote as the text that it is")
    func hostileText() throws {
        let site = try Site(workers: 1)
        let hostile = "<img src=x onerror=document.title='bad'><script>document.title='bad'</script>"
        try site.simulator("POST", "people", ["id": "script", "nickname": .string(hostile)])
        try site.importRecords(of: "script", count: 1, remark: hostile)
        let chromium = try phone(site, as: "script")
        #expect(try chromium.text(".record .remark") == hostile)
        try chromium.click(".record")
        #expect(try chromium.text("#nickname") == hostile)
        #expect(try chromium.run("return document.querySelector('#remark').value") == .string(hostile))
        let made = "return document.querySelectorAll('#page script, #page [onerror], #page [src=x]').length"
        #expect(try chromium.run(made) == 0)
        #expect(try chromium.run("return document.title") == "分析报告")
    }

    @Test("sends to the login once, and then offers it, when a session does not stick")
    func loginLoop() throws {
        let site = try Site(workers: 1)
        let chromium = try phone(site, as: "xiaoming")
        try chromium.text("#empty")
        try site.execute("UPDATE sessions SET expires_at = 1")
        let pages = try site.calls("/connect/oauth2/authorize")
        try chromium.run("location.reload()")
        #expect(try chromium.text("#login") == "微信登录")
        #expect(try site.calls("/connect/oauth2/authorize") == pages)
        try chromium.click("#login")
        try chromium.click("#allow-xiaoming")
        try chromium.text("#empty")
    }

    @Test("keeps a remark that a login comes in between")
    func remarkOverLogin() throws {
        let site = try Site(workers: 1)
        try site.importRecords(of: "xiaoming", count: 1)
        let chromium = try phone(site, as: "xiaoming")
        try chromium.click(".record")
        try chromium.text("#remark-count") { $0 == "0/255" }
        try site.execute("UPDATE sessions SET expires_at = 1")
        try chromium.write("饭后半小时", into: "#remark")
        try chromium.click("#save-remark")
        try chromium.click("#login")
        try chromium.click("#allow-xiaoming")
        try chromium.text("#remark-status") { $0.contains("还没有保存") }
        #expect(try chromium.run("return document.querySelector('#remark').value") == "饭后半小时")
        try chromium.click("#save-remark")
        try chromium.text("#remark-status") { $0 == "已保存" }
        #expect(try site.number("SELECT count(*) FROM records WHERE remark = '饭后半小时'") == 1)
    }

    @Test("says in words that the server does not answer, and goes on when it does")
    func failure() throws {
        let site = try Site(workers: 1)
        let chromium = try phone(site, as: "xiaoming")
        try chromium.text("#empty")
        // Taken while the page is open: what it says is the browser's answer, not nginx's.
        try chromium.run("window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('gone'))")
        try chromium.run("location.hash = '#/analysisreport?record_id=1'")
        try chromium.text("#error") { $0.contains("网络不通") }
        try chromium.run("window.fetch = window.kept")
        try chromium.click("#again")
        try chromium.text("#error") { $0.contains("没有找到") }
    }

    /// A browser, as wide as a phone, after a login by clicks that began at the page.
    private func phone(_ site: Site, as person: String) throws -> Chromium {
        let chromium = try Chromium()
        try chromium.becomePhone()
        try chromium.open(site.address + "/app.html")
        try chromium.click("#allow-\(person)")
        try chromium.wait(until: "document.querySelector('h1') !== null && location.pathname === '/app.html'")
        return chromium
    }

    /// The numbers of the records that are listed.
    private func records(_ chromium: Chromium) throws -> [Int64] {
        let script = "return Array.from(document.querySelectorAll('.record'), (a) => Number(a.href.split('=').pop()))"
        return try chromium.run(script).elements?.compactMap(\.integer) ?? []
    }

    /// How many bars the first record's chart has.
    private func bars(_ chromium: Chromium) throws -> Int64? {
        try chromium.run("return document.querySelector('.record').querySelectorAll('rect').length").integer
    }

    /// The lists that a report shows.
    private func lists(_ chromium: Chromium) throws -> [String] {
        let script = "return Array.from(document.querySelectorAll('[data-list]'), (list) => list.dataset.list)"
        return try chromium.run(script).elements?.compactMap(\.string) ?? []
    }

    private func isPicture(_ data: Data) -> Bool { data.count > 5000 && data.starts(with: [0x89, 0x50, 0x4E, 0x47]) }
}
